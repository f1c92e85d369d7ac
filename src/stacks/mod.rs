//! From documents that refer to each other to stacks that can be deployed: references between stacks, their order, and the
//! proof that all of it holds.

mod link;
mod order;
mod prove;

pub use link::{Linked, Wire, link};
pub use order::{Edge, Wave};
pub use prove::prove;
