//! documents
pub mod cloudformation;
pub mod iam;
