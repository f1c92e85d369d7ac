//! Which resources of a stack belong together: those of one component.

use super::{LogicalId, Stack};

/// The resources of a component in one stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'s> {
    /// The beginning of the comments above them: `functions.match-maker`. A resource that the blueprint adds is a group of its own,
    /// `resources.AuditBucket`; what tells of alarms is another group than the state over all of them.
    pub path: String,
    /// In the order of the template.
    pub ids: Vec<&'s LogicalId>,
}

impl Group<'_> {
    /// The component, or the logical id of a resource that the blueprint adds.
    pub fn name(&self) -> &str {
        self.path.split_once('.').map_or(self.path.as_str(), |(_, name)| name)
    }
}

impl Stack {
    /// The resources by what they belong to, as the comments say it: each stands for what follows it, up to the next.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut path = String::new();
        for (id, entry) in &self.resources {
            if let Some(comment) = &entry.comment {
                path = path_of(comment, id);
            }
            match groups.iter_mut().find(|group| group.path == path) {
                Some(group) => group.ids.push(id),
                None => groups.push(Group { path: path.clone(), ids: vec![id] }),
            }
        }
        groups
    }
}

/// `apis.game` of `apis.game.routes./users`; `functions` of `functions, layers: [performance]`.
fn path_of(comment: &str, id: &LogicalId) -> String {
    if comment.starts_with("resources.") {
        return format!("resources.{id}");
    }
    let words = comment.split([',', ':']).next().unwrap_or_default();
    if words.starts_with("observability.") {
        return words.to_owned();
    }
    words.split('.').take(2).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::super::resources::s3::Bucket;
    use super::super::{StackKey, StackKind};
    use super::*;

    #[test]
    fn a_comment_stands_for_what_follows_it() {
        let mut stack = Stack::new(StackKey::new(StackKind::Data, "us-east-1"), "game-data", "Data of game");
        let all = [
            ("A", Some("functions, layers: [performance]")),
            ("B", Some("apis.game")),
            ("C", None),
            ("D", Some("caches.sessions")),
            ("E", Some("apis.game.routes./users/{id}.json")),
            ("F", Some("resources.data")),
            ("G", Some("resources.data")),
        ];
        for (id, comment) in all {
            let entry = stack.add(id, Bucket::default());
            entry.comment = comment.map(str::to_owned);
        }
        let groups: Vec<String> = stack
            .groups()
            .iter()
            .map(|group| {
                let ids: Vec<&str> = group.ids.iter().map(|id| id.as_str()).collect();
                format!("{} ({}): {}", group.path, group.name(), ids.join(" "))
            })
            .collect();
        assert_eq!(
            groups,
            [
                "functions (functions): A",
                "apis.game (game): B C E",
                "caches.sessions (sessions): D",
                "resources.F (F): F",
                "resources.G (G): G"
            ]
        );
    }
}
