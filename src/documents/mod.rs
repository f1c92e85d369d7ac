//! The documents that AWS reads, knowing nothing of blueprints.
pub mod asl;
