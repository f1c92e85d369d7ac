//! emit
pub mod template;
