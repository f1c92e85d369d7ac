//! Paths: their segments, their parameters, and the names of their resources.

use indexmap::IndexMap;

use crate::blueprint::Api;
use crate::documents::cloudformation::LogicalId;

/// One segment of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Segment<'a> {
    /// `users`.
    Fixed(&'a str),
    /// `{id}`: any one segment.
    Parameter(&'a str),
    /// `{proxy+}`: all the segments that are left.
    Greedy(&'a str),
}

impl<'a> Segment<'a> {
    /// Reads a segment as API Gateway does.
    pub fn read(text: &'a str) -> Segment<'a> {
        match text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            None => Segment::Fixed(text),
            Some(name) => name.strip_suffix('+').map_or(Segment::Parameter(name), Segment::Greedy),
        }
    }

    /// The name of the parameter, if it is one.
    pub fn parameter(self) -> Option<&'a str> {
        match self {
            Segment::Fixed(_) => None,
            Segment::Parameter(name) | Segment::Greedy(name) => Some(name),
        }
    }
}

/// The texts of the segments: none for `/`.
pub(super) fn texts(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|text| !text.is_empty())
}

/// The names of a path's parameters, in its order.
pub(super) fn parameters(path: &str) -> impl Iterator<Item = &str> {
    texts(path).filter_map(|text| Segment::read(text).parameter())
}

/// A path and those above it, the topmost first: `/users`, `/users/{id}`; none for `/`.
pub(super) fn ancestry(path: &str) -> Vec<&str> {
    let ends = path.char_indices().skip(1).filter(|(_, c)| *c == '/').map(|(at, _)| at).chain([path.len()]);
    ends.filter_map(|end| path.get(..end)).filter(|part| part.len() > 1).collect()
}

/// The path of which this one is a segment below.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The words of every path that gets a resource: `UsersById` for `/users/{id}`, `Root` for `/`.
///
/// Words that are taken, as by `/match-history` beside `/match/history`, get a number behind them.
pub(super) fn words(api: &Api) -> IndexMap<&str, LogicalId> {
    let mut words: IndexMap<&str, LogicalId> = IndexMap::from([("/", LogicalId::new("Root"))]);
    for path in api.routes.keys().flat_map(|path| ancestry(path)) {
        if words.contains_key(path) {
            continue;
        }
        let plain = plain_words(path);
        let taken = |id: &LogicalId| words.values().any(|other| other == id);
        let numbered = (2..).map(|number: u32| plain.then(number.to_string()));
        let free = std::iter::once(plain.clone()).chain(numbered).find(|id| !taken(id));
        words.insert(path, free.unwrap_or(plain));
    }
    words
}

fn plain_words(path: &str) -> LogicalId {
    let word = |text| match Segment::read(text) {
        Segment::Fixed(text) => LogicalId::new(text),
        Segment::Parameter(name) | Segment::Greedy(name) => LogicalId::new("By").then(name),
    };
    texts(path).map(word).reduce(|all, next| all.then(next)).unwrap_or_else(|| LogicalId::new("Root"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use indexmap::IndexMap;

    #[test]
    fn paths_are_cut_into_segments() {
        assert_eq!(ancestry("/users/{id}/orders"), ["/users", "/users/{id}", "/users/{id}/orders"]);
        assert_eq!(ancestry("/"), Vec::<&str>::new());
        assert_eq!(parameters("/users/{id}/{rest+}").collect::<Vec<_>>(), ["id", "rest"]);
        assert_eq!((parent("/users/{id}"), parent("/users")), ("/users", ""));
        assert_eq!(Segment::read("{rest+}"), Segment::Greedy("rest"));
    }

    #[test]
    fn every_path_has_words_of_its_own() {
        let paths = ["/", "/root", "/match/history", "/match-history", "/users/id", "/users/{id}", "/users/by/id"];
        let api =
            Api { routes: paths.iter().map(|path| ((*path).to_owned(), IndexMap::new())).collect(), ..Api::default() };
        let words = words(&api);
        assert_eq!(words["/users/{id}"].as_str(), "UsersById");
        assert_eq!(words["/match-history"].as_str(), "MatchHistory2");
        let distinct: std::collections::BTreeSet<&str> = words.values().map(LogicalId::as_str).collect();
        assert_eq!(distinct.len(), words.len());
        assert!(paths.iter().all(|path| words.contains_key(path)));
    }
}
