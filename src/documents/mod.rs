//! documents
pub mod eksctl;
