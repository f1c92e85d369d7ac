//! Versions of cache and database engines: which there are, which can still be created and how long they are supported.

use super::table::{Cells, Date, Row, Table};

const VERSIONS: Table = Table::new(include_str!("tables/engine-versions.tsv"));
const SUPPORT: Table = Table::new(include_str!("tables/engine-support.tsv"));

/// A version of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EngineVersion {
    /// As AWS writes it: `16.9`, `8.0.mysql_aurora.3.10.1`.
    pub version: &'static str,
    /// False if the API no longer takes it for something new.
    pub offered: bool,
    /// True if Aurora Serverless v2 can pause at this version, so that its minimum may be 0.
    pub can_pause: bool,
}

/// How long AWS supports a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Support {
    /// The day of its release.
    pub released: Option<Date>,
    /// The last day of standard support.
    pub standard_until: Option<Date>,
    /// The last day of extended support, which is charged.
    pub extended_until: Option<Date>,
}

/// The versions under `elasticache ENGINE`, `instance ENGINE` or `cluster ENGINE`, oldest first.
pub(super) fn versions(key: &str) -> impl Iterator<Item = EngineVersion> + use<'_> {
    VERSIONS.matching(key).filter_map(decode)
}

fn decode(row: Row) -> Option<EngineVersion> {
    let mut cells = row.cells();
    cells.text()?;
    Some(EngineVersion { version: cells.text()?, offered: cells.flag()?, can_pause: cells.flag()? })
}

/// The version that `wanted` means: the newest one offered below it (`16` is the newest 16.x), else that very version, offered or not.
///
/// Special builds (`-rds.` patches, `-limitless`) are taken only by their full name.
pub(super) fn resolve(key: &str, wanted: &str) -> Option<EngineVersion> {
    let is_below = |version: &str| version.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'));
    let is_special = |version: &str| version.contains("-rds.") || version.ends_with("-limitless");
    let mut named = VERSIONS.matching(key).filter(|row| row.cell(1).starts_with(wanted));
    let below = named.clone().filter(|row| is_below(row.cell(1)) && !is_special(row.cell(1)));
    let newest = below.filter_map(decode).filter(|known| known.offered).last();
    newest.or_else(|| named.find(|row| row.cell(1) == wanted).and_then(decode))
}

/// The support period of a version, under `elasticache ENGINE`, `rds ENGINE` or `aurora ENGINE`: that of the closest entry, `16` for `16.9`.
pub(super) fn support(key: &str, version: &str) -> Option<Support> {
    let covers = |cycle: &str| version.strip_prefix(cycle).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let closest = SUPPORT.matching(key).filter(|row| covers(row.cell(1))).max_by_key(|row| row.cell(1).len());
    closest.and_then(|row| decode_support(row.cells()))
}

fn decode_support(mut cells: Cells) -> Option<Support> {
    cells.text()?;
    cells.text()?;
    Some(Support {
        released: cells.maybe_date()?,
        standard_until: cells.maybe_date()?,
        extended_until: cells.maybe_date()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn tables_are_well_formed() {
        well_formed(VERSIONS);
        well_formed(SUPPORT);
        assert!(VERSIONS.rows().all(|row| decode(row).is_some()));
        assert!(SUPPORT.rows().all(|row| decode_support(row.cells()).is_some()));
    }

    /// `resolve` takes the last that fits: the table must be in the order of versions.
    #[test]
    fn versions_are_in_order() {
        // Numbers by value and before words, as `tools/facts.py` sorts.
        let part = |text: &'static str| text.parse::<u64>().map_or((1, 0, text), |number| (0, number, ""));
        let parts = |version: &'static str| version.split(['.', '-', '_']).map(part).collect::<Vec<_>>();
        for key in VERSIONS.keys() {
            assert!(versions(key).is_sorted_by_key(|known| parts(known.version)), "{key}");
        }
    }
}
