//! Lambda: runtimes and limits. Source of limits unless another is given: developer guide, "Lambda quotas".

use std::ops::RangeInclusive;

use super::table::{Date, Row, Table};

const RUNTIMES: Table = Table::new(include_str!("tables/lambda-runtimes.tsv"));

/// Memory in MiB. The registry's 32,768 is for managed instances only.
pub const MEMORY_MIB: RangeInclusive<u32> = 128..=10_240;
/// Longest run in seconds. The registry's 5,400 is for managed instances only.
pub const TIMEOUT_S: RangeInclusive<u32> = 1..=900;
/// `/tmp` in MiB.
pub const EPHEMERAL_STORAGE_MIB: RangeInclusive<u32> = 512..=10_240;
/// Most layers of a function.
pub const MAX_LAYERS: usize = 5;
/// Most bytes of all environment variables.
pub const ENVIRONMENT_BYTES: usize = 4096;
/// Concurrent executions of an account in a region, by default; 100 of them cannot be reserved.
pub const ACCOUNT_CONCURRENCY: u32 = 1000;
/// Requests a second that one instance of a function takes at most, however short they are. Source: developer guide, "Understanding Lambda
/// function scaling".
pub const REQUESTS_PER_INSTANCE: u32 = 10;
/// What must stay unreserved of the account's concurrency.
pub const UNRESERVED_CONCURRENCY: u32 = 100;
/// Most characters of a function's name. Source: botocore 1.44.5, `CreateFunction`.
pub const NAME_CHARS: usize = 64;

/// A runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Runtime {
    /// `python3.13`.
    pub name: &'static str,
    /// False for a name that the API does not take: `dotnet9` is for container images only.
    pub known_to_api: bool,
    /// From this day without patches and support; `None` if no date is known.
    pub deprecated: Option<Date>,
    /// From this day on no function can be created with it.
    pub creation_blocked: Option<Date>,
    /// From this day on no function with it can be updated.
    pub update_blocked: Option<Date>,
    /// What to move to.
    pub successor: Option<&'static str>,
    /// True if SnapStart takes it.
    pub snapstart: bool,
    /// True if Lambda@Edge takes it.
    pub edge: bool,
}

/// The names of all runtimes, retired ones included.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    RUNTIMES.keys()
}

/// The runtime with this name.
pub fn runtime(name: &str) -> Option<Runtime> {
    RUNTIMES.find(name).and_then(decode)
}

fn decode(row: Row) -> Option<Runtime> {
    let mut cells = row.cells();
    Some(Runtime {
        name: cells.text()?,
        known_to_api: cells.flag()?,
        deprecated: cells.maybe_date()?,
        creation_blocked: cells.maybe_date()?,
        update_blocked: cells.maybe_date()?,
        successor: cells.maybe_text()?,
        snapstart: cells.flag()?,
        edge: cells.flag()?,
    })
}

impl Runtime {
    /// True if inline code can be written for it: Node.js and Python. Source: CloudFormation user guide, `Code.ZipFile`.
    pub fn takes_inline_code(&self) -> bool {
        self.name.starts_with("python") || self.name.starts_with("nodejs")
    }
}

#[cfg(test)]
mod tests {
    use super::super::TABLES_DATE;
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn every_runtime_decodes_and_its_successor_exists() {
        well_formed(RUNTIMES);
        for row in RUNTIMES.rows() {
            let runtime = decode(row).unwrap();
            if let Some(successor) = runtime.successor {
                assert!(
                    super::runtime(successor).is_some_and(|next| next.deprecated > Some(TABLES_DATE)),
                    "{}",
                    row.key()
                );
            }
        }
    }

    #[test]
    fn known_runtimes_are_as_known() {
        let python = runtime("python3.13").unwrap();
        assert!(python.known_to_api && python.snapstart && python.edge && python.takes_inline_code());
        assert!(python.deprecated > Some(TABLES_DATE));
        let node = runtime("nodejs20.x").unwrap();
        assert!(node.deprecated < Some(TABLES_DATE) && node.creation_blocked > Some(TABLES_DATE));
        assert_eq!(node.successor, Some("nodejs24.x"));
        assert!(runtime("java21").is_some_and(|java| java.snapstart && !java.edge && !java.takes_inline_code()));
        assert!(runtime("python3.99").is_none());
    }
}
