//! A stack's template as text.

use serde::Serialize;
use serde_json::Value;

use crate::documents::cloudformation::Stack;
use crate::yaml::write::Writer;

/// The template of a stack: the header as comment lines, then its sections, with a blank line around each resource.
pub fn template(stack: &Stack, header: &str) -> String {
    let mut writer = Writer::cloudformation();
    writer.comment(0, header);
    writer.entry(0, "AWSTemplateFormatVersion", &Value::from("2010-09-09"));
    writer.entry(0, "Description", &Value::from(stack.description.as_str()));
    section(&mut writer, "Parameters", &stack.parameters);
    writer.blank();
    writer.section(0, "Resources");
    for (id, entry) in &stack.resources {
        writer.blank();
        writer.comment(2, entry.comment.as_deref().unwrap_or_default());
        writer.entry(2, id.as_str(), &entry.body());
    }
    section(&mut writer, "Outputs", &stack.outputs);
    writer.finish()
}

/// A section of short entries; left out when there are none.
fn section<'s>(
    writer: &mut Writer,
    name: &str,
    entries: impl IntoIterator<Item = (&'s String, &'s (impl Serialize + 's)), IntoIter: ExactSizeIterator>,
) {
    let entries = entries.into_iter();
    if entries.len() == 0 {
        return;
    }
    writer.blank();
    writer.section(0, name);
    for (key, entry) in entries {
        writer.entry(2, key, &serde_json::to_value(entry).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests;
