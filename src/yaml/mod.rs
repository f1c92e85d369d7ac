//! Text to a spanned tree to serde models, with every mistake reported in one run.
//!
//! [`Tree::parse`] keeps each key and value with the bytes it was written in. [`Tree::merge`] lays one tree over another and
//! keeps those places. [`Tree::decode`] feeds a plain `#[derive(Deserialize)]` model and reports *every* shape mistake, each
//! at the smallest place that must be edited. Later checks name a path and ask [`Tree::locate`] where it was written.
//!
//! Models are plain derives: externally tagged enums and hand-written `Deserialize` that forward the map. `untagged`, `tag`
//! and `flatten` are out: serde buffers what they read, and places and later mistakes are lost with it.

mod assignment;
mod decode;
mod inner;
mod limits;
mod merge;
mod node;
mod parse;
mod places;
mod plain;
mod syntax;
mod tree;
pub mod write;

#[cfg(test)]
mod tests;

pub use decode::Refusal;
pub use limits::Limits;
pub use merge::Absent;
pub use node::Node;
pub use places::Located;
pub use plain::Plain;
pub use tree::{Kind, NodeId, Tree};
