//! What may be wrong with routing.

mod health;
mod names;
mod serves;
mod strategy;

pub(super) use health::health;
pub use names::bad_zone;
pub(super) use names::names;
pub(super) use serves::serves;
pub(super) use strategy::{replicas, strategy, weights};
