//! CloudFormation's own words over generated properties.

use serde_json::Map;

use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::{Json, OutputRef};
use crate::yaml::{NodeId, Tree};

/// Lays a patch over a value: mappings merge key by key; lists, scalars and functions replace whole; null removes.
pub(super) fn lay_over(base: &mut Json, patch: Json) {
    match patch {
        Json::Object(patch) if !is_function(&patch) => {
            if base.as_object().is_none_or(is_function) {
                *base = Json::Object(Map::new());
            }
            let Json::Object(base) = base else { return };
            for (key, value) in patch {
                if value.is_null() {
                    base.shift_remove(&key);
                } else {
                    lay_over(base.entry(key).or_insert(Json::Null), value);
                }
            }
        }
        other => *base = other,
    }
}

/// `Ref`, `Fn::GetAtt`, `Fn::Sub`, … or a reference to another stack's output.
fn is_function(map: &Map<String, Json>) -> bool {
    map.len() == 1 && map.keys().all(|key| key == "Ref" || key.starts_with("Fn::") || key == OutputRef::MARK)
}

/// Keys without a value, which neither set nor remove.
pub(super) fn blanks(tree: &Tree, node: NodeId, found: &mut Vec<Diagnostic>) {
    for (key, value) in tree.entries(node) {
        if tree.is_null(*value) && tree.text(*value) != Some("null") {
            let name = tree.text(*key).unwrap_or_default();
            let message = format!("`{name}` has no value in this patch");
            found.push(
                Diagnostic::error(codes::BLANK_PATCH, tree.span(*key), message)
                    .help("write the value, or `null` to remove what is generated"),
            );
        }
        blanks(tree, *value, found);
    }
    tree.items(node).iter().for_each(|item| blanks(tree, *item, found));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn mappings_merge_and_functions_are_replaced() {
        let mut base = json!({"A": 1, "B": {"C": 2, "D": [1]}, "E": {"Ref": "X"}, "F": {"$output": {}}, "G": {"H": 1}});
        let patch = json!({"A": null, "B": {"D": [2], "N": null}, "E": {"Fn::GetAtt": ["Y", "Arn"]}, "F": {"K": 1}, "G": {"Ref": "Z"}, "L": {"M": {"N": 1, "O": null}}});
        lay_over(&mut base, patch);
        let expected = json!({"B": {"C": 2, "D": [2]}, "E": {"Fn::GetAtt": ["Y", "Arn"]}, "F": {"K": 1}, "G": {"Ref": "Z"}, "L": {"M": {"N": 1}}});
        assert_eq!(base, expected);
    }
}
