//! DynamoDB: limits of tables, indexes and capacity.

use std::ops::RangeInclusive;

/// Global indexes of a table, by default quota. Source: CloudFormation template reference, AWS::DynamoDB::GlobalTable.
pub const GLOBAL_INDEXES: usize = 20;
/// Local indexes of a table. Source: as above.
pub const LOCAL_INDEXES: usize = 5;
/// Attributes that one index may include beside the keys. Source: registry schema of AWS::DynamoDB::GlobalTable.
pub const INCLUDED_IN_INDEX: usize = 20;
/// Attributes that all indexes of a table may include together. Source: botocore 1.44.5, `Projection`.
pub const INCLUDED_IN_TABLE: usize = 100;
/// Characters of the name of a table or an index. Source: botocore 1.44.5, `CreateTable`.
pub const NAME_CHARS: RangeInclusive<usize> = 3..=255;
/// Bytes of the name of a key attribute. Source: botocore 1.44.5, `KeySchemaElement`.
pub const ATTRIBUTE_NAME_BYTES: RangeInclusive<usize> = 1..=255;
/// Read or write units a second of a table in a region, by default quota. Source: developer guide, "Quotas in Amazon DynamoDB".
pub const CAPACITY_QUOTA: u32 = 40_000;
/// Percent of the capacity that auto scaling may keep in use. Source: developer guide, "Managing throughput capacity automatically with DynamoDB auto scaling".
pub const TARGET_PERCENT: RangeInclusive<u32> = 20..=90;
/// Days that point-in-time recovery reaches back. Source: registry schema of AWS::DynamoDB::GlobalTable.
pub const RECOVERY_DAYS: RangeInclusive<u64> = 1..=35;
/// Read units a second of one partition. Source: developer guide, "Best practices for designing and using partition keys effectively".
pub const PARTITION_READS: u32 = 3_000;
/// Write units a second of one partition. Source: as above.
pub const PARTITION_WRITES: u32 = 1_000;
/// Read units a second that a new table on demand carries. Source: developer guide, "Understanding DynamoDB warm throughput".
pub const FIRST_READS: u32 = 12_000;
/// Write units a second that a new table on demand carries. Source: as above.
pub const FIRST_WRITES: u32 = 4_000;
/// Regions of a strongly consistent global table, its witness included. Source: developer guide, "How DynamoDB global tables work".
pub const STRONG_REGIONS: usize = 3;
/// The sets of regions over which a table can be strongly consistent. Source: as above.
const STRONG_SETS: [&[&str]; 3] = [
    &["us-east-1", "us-east-2", "us-west-2"],
    &["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"],
    &["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
];

/// The set of regions over which a table that is in this region can be strongly consistent; `None` where there is no such set.
pub fn strong_set(region: &str) -> Option<&'static [&'static str]> {
    STRONG_SETS.into_iter().find(|set| set.contains(&region))
}

/// True for letters, digits, `_`, `-` and `.`, 3 to 255 of them: a name of a table or an index.
pub fn is_name(text: &str) -> bool {
    NAME_CHARS.contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::super::regions;
    use super::*;

    #[test]
    fn sets_are_apart_and_exist() {
        let all: Vec<&str> = STRONG_SETS.concat();
        for region in &all {
            assert!(regions::find(region).is_some(), "{region}");
            assert_eq!(all.iter().filter(|other| *other == region).count(), 1, "{region}");
        }
        assert!(strong_set("eu-west-3").is_some_and(|set| set.contains(&"eu-central-1")));
        assert_eq!(strong_set("eu-north-1"), None);
    }

    #[test]
    fn names_are_held_to_their_rules() {
        assert!(is_name("by_player-2.x") && !is_name("ab") && !is_name("by player") && !is_name(&"a".repeat(256)));
    }
}
