//! The type or version that someone probably meant, when there is none of that name.

use std::cmp::Reverse;

use crate::diagnostics::did_you_mean;

/// The closest candidate to a type such as `db.r7.large`; of equally close ones, that which agrees for longest from the left.
pub fn nearest_type<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let mut candidates: Vec<&str> = candidates.into_iter().collect();
    candidates.sort_by_key(|name| Reverse(name.bytes().zip(written.bytes()).take_while(|(a, b)| a == b).count()));
    did_you_mean(written, candidates)
}

/// What stands before each dot of a version, from the right: of `8.4.99`, `8.4` and `8`.
pub fn shorter(version: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(version.rsplit_once('.').map(|(kept, _)| kept), |kept| {
        kept.rsplit_once('.').map(|(kept, _)| kept)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_type_counts_most() {
        let types = ["db.r4.large", "db.r5.large", "db.r7g.large", "db.r7g.xlarge"];
        assert_eq!(nearest_type("db.r7.large", types), Some("db.r7g.large"));
        assert_eq!(nearest_type("warehouse", types), None);
    }

    #[test]
    fn versions_lose_their_end() {
        assert_eq!(shorter("8.4.99").collect::<Vec<_>>(), ["8.4", "8"]);
        assert_eq!(shorter("17").count(), 0);
    }
}
