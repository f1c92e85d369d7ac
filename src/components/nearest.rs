//! The type or version that someone probably meant, when there is none of that name.

use std::cmp::Reverse;

use crate::diagnostics::did_you_mean;
use crate::facts::ec2;

/// The closest candidate to a type such as `db.r7.large`; of equally close ones, that which agrees for longest from the left.
pub fn nearest_type<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let mut candidates: Vec<&str> = candidates.into_iter().collect();
    candidates.sort_by_key(|name| Reverse(name.bytes().zip(written.bytes()).take_while(|(a, b)| a == b).count()));
    did_you_mean(written, candidates)
}

/// What an EC2 instance type that the tables lack may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownType {
    /// Its family is younger than the tables: it may well exist.
    Younger,
    /// Another type was meant.
    Misspelt(&'static str),
    /// A size that its family lacks.
    Size,
    /// No name of a type.
    Nonsense,
}

/// Judges a name that no EC2 instance type in the tables has.
///
/// AWS adds families more often than tables are renewed: a generation from the newest of a class on may be new, and so may a class.
pub fn unknown_type(written: &str) -> UnknownType {
    let (family, size) = written.split_once('.').unwrap_or((written, ""));
    let siblings: Vec<&str> = ec2::names().filter(|name| split(name).0 == family).collect();
    if !siblings.is_empty() {
        // Another number is another size, not a misspelt one.
        let digits = |size: &str| size.chars().filter(char::is_ascii_digit).collect::<String>();
        let sizes = siblings.iter().map(|name| split(name).1).filter(|other| digits(other) == digits(size));
        return nearest_type(size, sizes)
            .and_then(|size| siblings.iter().copied().find(|name| split(name).1 == size))
            .map_or(UnknownType::Size, UnknownType::Misspelt);
    }
    let near = nearest_type(written, ec2::names());
    let sized = ec2::names().any(|name| split(name).1 == size);
    let newest = ec2::names()
        .filter_map(|name| generation(split(name).0))
        .filter(|(class, _)| generation(family).is_some_and(|(wanted, _)| *class == wanted));
    match (generation(family), newest.map(|(_, number)| number).max()) {
        (Some((_, number)), Some(newest)) if sized && number >= newest => UnknownType::Younger,
        (Some(_), None) if sized && near.is_none() => UnknownType::Younger,
        _ => near.map_or(UnknownType::Nonsense, UnknownType::Misspelt),
    }
}

/// Whether the name of a type is that of an ARM processor, for types that the tables lack: `c9gd.large` is, `g7e.large` is not.
pub fn named_like_arm(name: &str) -> bool {
    let (family, _) = split(name);
    family.trim_start_matches(|c: char| !c.is_ascii_digit()).contains('g')
}

fn split(name: &str) -> (&str, &str) {
    name.split_once('.').unwrap_or((name, ""))
}

/// The class and the generation of a family: of `c6in`, c and 6.
fn generation(family: &str) -> Option<(&str, u32)> {
    let (class, rest) = family.split_at_checked(family.find(|c: char| c.is_ascii_digit())?)?;
    let number = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    let letters =
        !class.is_empty() && family.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
    letters.then_some((class, number.parse().ok()?))
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
    fn a_type_may_be_younger_than_the_tables() {
        for written in ["c99g.large", "m99i.2xlarge", "hpc99a.48xlarge"] {
            assert_eq!(unknown_type(written), UnknownType::Younger, "{written}");
        }
        assert_eq!(unknown_type("m7g.lrage"), UnknownType::Misspelt("m7g.large"));
        assert!(matches!(unknown_type("m5q.large"), UnknownType::Misspelt(_)));
        assert_eq!(unknown_type("C7g.large"), UnknownType::Misspelt("c7g.large"));
        assert!(matches!(unknown_type("c99g.lrage"), UnknownType::Misspelt(_)));
        assert_eq!(unknown_type("c5.7xlarge"), UnknownType::Size);
        assert!(named_like_arm("c9gd.large") && !named_like_arm("g7e.large") && !named_like_arm("c9id.large"));
        assert_eq!(unknown_type("warehouse"), UnknownType::Nonsense);
    }

    #[test]
    fn versions_lose_their_end() {
        assert_eq!(shorter("8.4.99").collect::<Vec<_>>(), ["8.4", "8"]);
        assert_eq!(shorter("17").count(), 0);
    }
}
