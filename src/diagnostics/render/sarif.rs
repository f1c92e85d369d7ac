//! SARIF 2.1.0, which code scanning services read.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Location, Sources, details};
use crate::diagnostics::{Code, Diagnostic, Edit, Fix, Label, Severity};

/// The diagnostics as one SARIF 2.1.0 log with one run. Its rules are the codes that occur, by id.
pub fn sarif(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let codes: BTreeMap<&str, &Code> = diagnostics.iter().map(|each| (each.code.id, each.code)).collect();
    let positions: BTreeMap<&str, usize> = codes.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|each| result(each, positions.get(each.code.id).copied().unwrap_or_default(), sources))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "synth",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.values().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": {"text": code.title()},
        "help": {"text": code.page, "markdown": code.page},
    })
}

fn result(diagnostic: &Diagnostic, rule: usize, sources: &Sources) -> Value {
    let mut text = vec![diagnostic.message.clone()];
    text.extend(details(diagnostic));
    let mut result = json!({
        "ruleId": diagnostic.code.id,
        "ruleIndex": rule,
        "level": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": {"text": text.join("\n")},
        "locations": [{"physicalLocation": physical(&Location::of_label(diagnostic.primary.span, sources))}],
    });
    if let Some(fields) = result.as_object_mut() {
        if !diagnostic.related.is_empty() {
            let related = diagnostic.related.iter().enumerate().map(|(id, label)| related(id, label, sources));
            fields.insert("relatedLocations".to_owned(), related.collect());
        }
        if let Some(fix) = &diagnostic.fix {
            fields.insert("fixes".to_owned(), json!([fix_object(fix, sources)]));
        }
    }
    result
}

fn related(id: usize, label: &Label, sources: &Sources) -> Value {
    let mut location = json!({"id": id, "physicalLocation": physical(&Location::of_label(label.span, sources))});
    if let Some(fields) = location.as_object_mut().filter(|_| !label.text.is_empty()) {
        fields.insert("message".to_owned(), json!({"text": label.text}));
    }
    location
}

fn fix_object(fix: &Fix, sources: &Sources) -> Value {
    let mut by_file: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for Edit { span, replacement } in &fix.edits {
        let at = Location::of_edit(*span, sources);
        by_file
            .entry(at.file)
            .or_default()
            .push(json!({"deletedRegion": region(&at), "insertedContent": {"text": replacement}}));
    }
    let changes: Vec<Value> = by_file
        .into_iter()
        .map(|(file, replacements)| json!({"artifactLocation": {"uri": uri(file)}, "replacements": replacements}))
        .collect();
    json!({"description": {"text": fix.title}, "artifactChanges": changes})
}

fn physical(at: &Location) -> Value {
    json!({"artifactLocation": {"uri": uri(at.file)}, "region": region(at)})
}

fn region(at: &Location) -> Value {
    json!({
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
        "byteOffset": at.bytes.start,
        "byteLength": at.bytes.len(),
    })
}

/// A path as a URI reference (RFC 3986): relative paths stay relative, the rest is `file://`.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
