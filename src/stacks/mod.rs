//! From documents that refer to each other to stacks that can be deployed: their parts where one would be over a quota, references
//! between stacks, their order, and the proof that all of it holds.
//!
//! Stacks never have to be deployed in phases, for no two that synth makes wait for each other:
//!
//! - Permissions, security group rules and policies that join a user to what it uses live in the user's stack, never with the target.
//! - Where each of two must know the other, such as a function and the workflow that calls it, one has a name that is known before it
//!   exists, and needs no reference. Circles that no name could break are mistakes of the blueprint, found by the checks.
//! - A region reads another only where AWS makes it, a replica its source; what is global comes after what is regional.
//!
//! What is left are outputs that the blueprint itself reads with `Fn::GetStackOutput`: they count as references, and a circle through
//! one of them is refused with its path. Any other circle is a defect.

mod link;
mod order;
mod prove;
mod split;

pub use link::{Linked, Wire, link};
pub use order::{Edge, Wave};
pub use prove::prove;
pub use split::split;
