//! The Amazon States Language: machines as types, definitions as users paste them, and machines derived from tasks.

mod check;
mod choice;
mod derive;
mod flaw;
mod invocation;
mod model;
mod pasted;
mod read;
mod rebase;
mod retry;
mod targets;
mod write;

pub use check::check;
pub use choice::ChoiceRule;
pub use derive::{DeriveFault, Derived, DerivedTask, ExtraWait, Fallback, derive};
pub use flaw::*;
pub use invocation::{Invocation, ResultAt};
pub use model::*;
pub use pasted::*;
pub use read::{Reading, read};
pub use retry::{Catcher, Jitter, Retrier};
pub use targets::{TargetFault, TargetFaultReason, TaskTarget, resolve_targets, task_targets};
