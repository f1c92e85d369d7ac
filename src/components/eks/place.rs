use crate::blueprint::Eks;
use crate::diagnostics::Span;
use crate::system::Instance;
use crate::yaml::{Kind, Located, NodeId, Tree};

/// Where a flaw is in what the user wrote.
pub struct Place<'a> {
    tree: &'a Tree,
    root: NodeId,
    steps: Vec<String>,
    /// What to edit: the value, or what holds the field that is missing.
    pub value: Span,
    /// The key of the field; the same as `value` where there is none.
    pub key: Span,
    /// Whether the field is written.
    pub written: bool,
    /// What to remove to leave the field out.
    pub removal: Option<Span>,
    /// The last key of the path: `minSize`.
    pub field: String,
    /// The name of the node group around it, unless that is the place itself.
    pub group: Option<String>,
}

impl<'a> Place<'a> {
    /// The place of a path in the `cluster_config` of a component. What the component itself says is found there.
    pub fn of(instance: &Instance<'a, Eks>, path: &[String]) -> Self {
        let tree = instance.system.tree;
        let root = instance.model.cluster_config.0;
        let steps = steps(tree, root, path);
        let located_path: Vec<&str> = steps.iter().map(String::as_str).collect();
        let located = tree.locate(root, &located_path);
        let field = path.iter().rev().find(|step| !is_index(step)).cloned().unwrap_or_default();
        let head = head(tree, located).unwrap_or_else(|| instance.key(&["cluster_config"]));
        let scalar = located.complete && tree.kind(located.node) == Kind::Scalar;
        let mut place = Place {
            value: if scalar { located.value } else { head },
            key: if located.complete { located.key.unwrap_or(located.value) } else { head },
            written: located.complete,
            removal: removal(tree, root, &located_path).filter(|_| located.complete),
            group: group(tree, root, &located_path),
            tree,
            root,
            field,
            steps,
        };
        if !place.written && path == ["metadata", "version"] && instance.says(&["version"]) {
            (place.value, place.key, place.written) = (instance.value(&["version"]), instance.key(&["version"]), true);
        }
        place
    }

    /// The key of another field (dots between keys) in the same block or a block around it.
    pub fn near(&self, field: &str) -> Option<Span> {
        let wanted: Vec<&str> = field.split('.').collect();
        (0..self.steps.len()).rev().find_map(|depth| {
            let around = self.steps.iter().take(depth).map(String::as_str);
            let path: Vec<&str> = around.chain(wanted.iter().copied()).collect();
            let located = self.tree.locate(self.root, &path);
            located.complete.then(|| located.key.unwrap_or(located.value))
        })
    }

    /// Whether the place is in a field of this name.
    pub fn is_under(&self, field: &str) -> bool {
        self.steps.iter().any(|step| step == field)
    }

    /// The value at a path from the top of the configuration.
    pub fn at(&self, path: &[String]) -> Option<Span> {
        let steps = steps(self.tree, self.root, path);
        let path: Vec<&str> = steps.iter().map(String::as_str).collect();
        let located = self.tree.locate(self.root, &path);
        if located.complete && self.tree.kind(located.node) == Kind::Scalar {
            return Some(located.value);
        }
        head(self.tree, located)
    }
}

/// The path as the tree writes it: `[0]` for the first item of a list.
fn steps(tree: &Tree, root: NodeId, path: &[String]) -> Vec<String> {
    let mut node = root;
    let mut steps = Vec::new();
    for step in path {
        let step = if tree.kind(node) == Kind::List { format!("[{step}]") } else { step.clone() };
        node = tree.locate(node, &[&step]).node;
        steps.push(step);
    }
    steps
}

fn is_index(step: &str) -> bool {
    step.bytes().all(|byte| byte.is_ascii_digit())
}

/// The smallest place that stands for a node: its key, else the value of its `name`, else its first key.
fn head(tree: &Tree, located: Located) -> Option<Span> {
    let name = || tree.get(located.node, "name").map(|name| tree.span(name));
    let first = || tree.entries(located.node).first().map(|(key, _)| tree.span(*key));
    located.key.or_else(name).or_else(first)
}

fn removal(tree: &Tree, root: NodeId, path: &[&str]) -> Option<Span> {
    let (last, parent) = path.split_last()?;
    tree.removal_span(tree.locate(root, parent).node, last)
}

/// The name of the node group that a path leads into.
fn group(tree: &Tree, root: NodeId, path: &[&str]) -> Option<String> {
    let [list @ ("nodeGroups" | "managedNodeGroups"), index, field, ..] = path else { return None };
    if *field == "name" {
        return None;
    }
    let name = tree.get(tree.locate(root, &[list, index]).node, "name")?;
    tree.text(name).filter(|name| !name.is_empty()).map(str::to_owned)
}
