//! CloudFormation templates as data: values that may be intrinsic functions, typed resources, stacks.
//!
//! A stack is filled with typed resources and keeps them erased, as ordered JSON, so that whoever checks or writes it needs
//! no list of all types. References between stacks are placeholders ([`Value::Output`]) until the stacks are linked.
//!
//! ```
//! use synth::documents::cloudformation::resources::ec2::{Subnet, Vpc};
//! use synth::documents::cloudformation::{LogicalId, Stack, StackKey, StackKind, reference, some, tag};
//!
//! let mut stack = Stack::new(StackKey::new(StackKind::Network, "eu-west-1"), "game-network", "Network of game");
//! let vpc = LogicalId::new("Vpc");
//! stack
//!     .add(&vpc, Vpc { cidr_block: some("10.0.0.0/16"), tags: vec![tag("Name", "game")], ..Vpc::default() })
//!     .comment("network");
//! stack.add("PrivateSubnetA", Subnet { cidr_block: some("10.0.0.0/20"), ..Subnet::new(reference(&vpc)) });
//! stack.output("VpcId", "VPC of game in eu-west-1", reference(&vpc));
//! ```

mod groups;
mod key;
mod logical_id;
mod references;
pub mod resources;
mod stack;
mod value;

pub use groups::Group;
pub use key::{OutputRef, StackKey, StackKind};
pub use logical_id::LogicalId;
pub use references::{Reference, map_references, references};
pub use stack::{Collisions, DeletionPolicy, Entry, Output, Parameter, Stack};
pub use value::{Json, Number, Tag, Value, get_att, join, output, pseudo, reference, some, sub, sub_with, tag, text};

/// A resource that can stand in a stack: its properties, under CloudFormation's names.
pub trait Resource: serde::Serialize {
    /// `AWS::EC2::VPC`.
    const TYPE: &'static str;
}

#[cfg(test)]
mod tests;
