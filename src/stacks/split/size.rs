//! How much of CloudFormation's quotas something takes.

use crate::documents::cloudformation::{Entry, Json, Output, Stack};
use crate::facts::cloudformation as quotas;

/// What counts against the quotas of a stack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// Its resources.
    pub resources: usize,
    /// Its outputs.
    pub outputs: usize,
    /// The bytes of its template, about.
    pub bytes: usize,
}

/// What CloudFormation takes.
pub(super) const MOST: Size =
    Size { resources: quotas::MAX_RESOURCES, outputs: quotas::MAX_OUTPUTS, bytes: quotas::MAX_TEMPLATE_BYTES };

/// What a part takes by itself: nine tenths.
pub(super) const ROOMY: Size =
    Size { resources: MOST.resources / 10 * 9, outputs: MOST.outputs / 10 * 9, bytes: MOST.bytes / 10 * 9 };

impl Size {
    /// Of a stack; of outputs that are only offered, those that are `read`.
    pub fn of(stack: &Stack, read: impl Fn(&str) -> bool) -> Size {
        let resources = stack.resources.values().map(Size::of_entry);
        let outputs = stack.outputs.iter().filter(|(name, output)| !output.offered || read(name));
        resources.chain(outputs.map(|(_, output)| Size::of_output(output))).fold(Size::default(), Size::and)
    }

    pub fn of_entry(entry: &Entry) -> Size {
        Size { resources: 1, outputs: 0, bytes: 200 + bytes(&entry.properties, 3) }
    }

    pub fn of_output(output: &Output) -> Size {
        Size { resources: 0, outputs: 1, bytes: 60 + output.description.len() + bytes(&output.value, 3) }
    }

    pub fn and(self, other: Size) -> Size {
        Size {
            resources: self.resources + other.resources,
            outputs: self.outputs + other.outputs,
            bytes: self.bytes + other.bytes,
        }
    }

    pub fn within(&self, most: &Size) -> bool {
        self.over(most).is_none()
    }

    /// The first quota that it is over: what is counted, how many there are, and how many may be.
    pub fn over(&self, most: &Size) -> Option<(&'static str, usize, usize)> {
        let counts = [
            ("resources", self.resources, most.resources),
            ("outputs", self.outputs, most.outputs),
            ("bytes", self.bytes, most.bytes),
        ];
        counts.into_iter().find(|(_, count, most)| count > most)
    }
}

/// The bytes that a value takes as YAML with a line for each scalar, in lines of this depth.
fn bytes(value: &Json, depth: usize) -> usize {
    let line = 2 * depth + 3;
    match value {
        Json::Object(map) => map.iter().map(|(key, child)| line + key.len() + 1 + bytes(child, depth + 1)).sum(),
        Json::Array(items) => items.iter().map(|item| line + bytes(item, depth + 1)).sum(),
        Json::String(text) => text.len() + text.matches('\n').count() * line + 2,
        _ => 8,
    }
}
