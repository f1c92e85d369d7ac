//! The Amazon States Language: machines as types, definitions as users paste them, and machines derived from tasks.

mod check;
mod choice;
mod flaw;
mod model;
mod pasted;
mod read;
mod retry;
mod write;

pub use check::check;
pub use choice::ChoiceRule;
pub use flaw::*;
pub use model::*;
pub use pasted::*;
pub use read::{Reading, read};
pub use retry::{Catcher, Jitter, Retrier};
