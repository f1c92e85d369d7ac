//! What a value of a template refers to.

use super::Json;

/// One reference within a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The resource, the parameter or the pseudo parameter.
    pub id: String,
    /// The attribute that `Fn::GetAtt` reads.
    pub attribute: Option<String>,
}

/// Every `Ref`, `Fn::GetAtt` and name in a `Fn::Sub` below a value.
pub fn references(value: &Json) -> Vec<Reference> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect(value: &Json, found: &mut Vec<Reference>) {
    match value {
        Json::Object(map) => {
            for (key, child) in map {
                match (key.as_str(), child) {
                    ("Ref", Json::String(id)) => found.push(Reference { id: id.clone(), attribute: None }),
                    ("Fn::GetAtt", Json::Array(parts)) => {
                        if let [Json::String(id), Json::String(attribute)] = parts.as_slice() {
                            found.push(Reference { id: id.clone(), attribute: Some(attribute.clone()) });
                        }
                    }
                    ("Fn::GetAtt", Json::String(path)) => {
                        if let Some((id, attribute)) = path.split_once('.') {
                            found.push(Reference { id: id.to_owned(), attribute: Some(attribute.to_owned()) });
                        }
                    }
                    ("Fn::Sub", Json::String(text)) => substituted(text, &[], found),
                    ("Fn::Sub", Json::Array(parts)) => {
                        if let [Json::String(text), Json::Object(own)] = parts.as_slice() {
                            let own: Vec<&str> = own.keys().map(String::as_str).collect();
                            substituted(text, &own, found);
                        }
                        parts.iter().for_each(|part| collect(part, found));
                    }
                    _ => collect(child, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// The names in `${…}` of a text, without those that the text brings along and without `${!literal}`.
fn substituted(text: &str, own: &[&str], found: &mut Vec<Reference>) {
    for part in text.split("${").skip(1) {
        let Some((name, _)) = part.split_once('}') else { continue };
        if name.starts_with('!') || own.contains(&name) {
            continue;
        }
        let (id, attribute) = match name.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute.to_owned())),
            None => (name, None),
        };
        found.push(Reference { id: id.to_owned(), attribute });
    }
}
