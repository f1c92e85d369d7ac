//! yaml
pub mod write;
