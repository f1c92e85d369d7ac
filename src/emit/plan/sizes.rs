//! How far the stacks are from CloudFormation's quotas.

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::documents::cloudformation::Stack;
use crate::emit::{File, template_path};
use crate::facts::cloudformation::{MAX_INLINE_BYTES, MAX_OUTPUTS, MAX_RESOURCES, MAX_TEMPLATE_BYTES};
use crate::stacks::Linked;

/// One row a kind of stack: the greatest number of all regions counts.
pub(super) fn table(linked: &Linked, documents: &[File]) -> String {
    let mut kinds: IndexMap<Cow<'static, str>, Sizes> = IndexMap::new();
    for stack in linked.documents.stacks.values() {
        kinds.entry(stack.key.label()).or_default().widen(stack, documents);
    }
    let mut table = format!(
        "| stack | regions | resources of {MAX_RESOURCES} | outputs of {MAX_OUTPUTS} | template, of {} kB |\n|---|---|---|---|---|\n",
        MAX_INLINE_BYTES / 1000
    );
    for (kind, sizes) in &kinds {
        table.push_str(&format!(
            "| {kind} | {} | {} | {} | {} |\n",
            sizes.regions,
            sizes.resources,
            sizes.outputs,
            sizes.template()
        ));
    }
    table
}

#[derive(Default)]
struct Sizes {
    regions: usize,
    resources: usize,
    outputs: usize,
    bytes: usize,
}

impl Sizes {
    fn widen(&mut self, stack: &Stack, documents: &[File]) {
        let path = template_path(&stack.key);
        let bytes = documents.iter().find(|file| file.path == path).map_or(0, |file| file.contents.len());
        self.regions += 1;
        self.resources = self.resources.max(stack.resources.len());
        self.outputs = self.outputs.max(stack.outputs.len());
        self.bytes = self.bytes.max(bytes);
    }

    /// In kilobytes, so that a changed line of a template seldom changes the plan.
    fn template(&self) -> String {
        let kilobytes = self.bytes.div_ceil(1000);
        if self.bytes > MAX_INLINE_BYTES {
            format!("{kilobytes}: uploaded to a bucket, which takes {}", MAX_TEMPLATE_BYTES / 1000)
        } else {
            kilobytes.to_string()
        }
    }
}
