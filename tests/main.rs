//! The program as its users run it.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the tests play the user")]
#![allow(clippy::unwrap_used, reason = "a test that cannot set its stage fails")]
#![allow(missing_docs)]

mod cases;
mod check;
mod cli;
mod observability;
mod routing;
mod scripts;
mod tidy;
