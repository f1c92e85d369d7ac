//! What a value of a template refers to.

use super::Json;

/// One reference within a template.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

/// Renames what a value refers to: `renamed` gives another id for those that have one.
pub fn map_references(value: &mut Json, renamed: &impl Fn(&str) -> Option<String>) {
    match value {
        Json::Object(map) => {
            for (key, child) in map {
                match (key.as_str(), &mut *child) {
                    ("Ref", Json::String(id)) => set(id, renamed),
                    ("Fn::GetAtt", Json::String(path)) => {
                        let first =
                            path.split_once('.').and_then(|(id, rest)| Some(format!("{}.{rest}", renamed(id)?)));
                        path.clone_from(&first.unwrap_or_else(|| path.clone()));
                    }
                    ("Fn::GetAtt", Json::Array(parts)) => {
                        if let Some(Json::String(id)) = parts.first_mut() {
                            set(id, renamed);
                        }
                    }
                    ("Fn::Sub", Json::String(text)) => *text = resubstituted(text, &[], renamed),
                    ("Fn::Sub", Json::Array(parts)) => {
                        if let [Json::String(text), Json::Object(own)] = parts.as_mut_slice() {
                            let own: Vec<&str> = own.keys().map(String::as_str).collect();
                            *text = resubstituted(text, &own, renamed);
                        }
                        parts.iter_mut().for_each(|part| map_references(part, renamed));
                    }
                    _ => map_references(child, renamed),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| map_references(item, renamed)),
        _ => {}
    }
}

fn set(id: &mut String, renamed: &impl Fn(&str) -> Option<String>) {
    if let Some(other) = renamed(id) {
        *id = other;
    }
}

/// The text of a `Fn::Sub` with its names renamed, except those that it brings along.
fn resubstituted(text: &str, own: &[&str], renamed: &impl Fn(&str) -> Option<String>) -> String {
    let mut parts = text.split("${");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("${");
        let name = part.split(['.', '}']).next().unwrap_or_default();
        match renamed(name).filter(|_| !own.contains(&name)) {
            Some(other) => {
                out.push_str(&other);
                out.push_str(part.get(name.len()..).unwrap_or_default());
            }
            None => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_are_renamed_wherever_they_stand() {
        let mut value = json!({
            "A": {"Ref": "Old"}, "B": [{"Fn::GetAtt": ["Old", "Arn"]}, {"Fn::GetAtt": "Old.Arn"}, {"Ref": "Older"}],
            "C": {"Fn::Sub": "${Old}-${Old.Arn}-${Older}-${!Old}-Old"},
            "D": {"Fn::Sub": ["${Old} ${Own}", {"Own": {"Ref": "Old"}}]},
        });
        let before = references(&value);
        map_references(&mut value, &|id| (id == "Old").then(|| "New".to_owned()));
        assert_eq!(
            value,
            json!({
                "A": {"Ref": "New"}, "B": [{"Fn::GetAtt": ["New", "Arn"]}, {"Fn::GetAtt": "New.Arn"}, {"Ref": "Older"}],
                "C": {"Fn::Sub": "${New}-${New.Arn}-${Older}-${!Old}-Old"},
                "D": {"Fn::Sub": ["${New} ${Own}", {"Own": {"Ref": "New"}}]},
            })
        );
        let after = references(&value);
        assert_eq!(before.len(), after.len());
        assert!(after.iter().all(|reference| reference.id != "Old"), "{after:?}");
    }
}
