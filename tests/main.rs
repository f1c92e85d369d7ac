//! The program as its users run it.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the tests play the user")]
#![allow(missing_docs)]

mod cli;
