//! Aurora: capacity, readers, global databases, and which versions have which feature.

use std::ops::RangeInclusive;

/// ACU that the least capacity of Serverless v2 may be; 0 only where the version can pause. Source: botocore 1.43.106,
/// `ServerlessV2ScalingConfiguration`.
pub const MIN_ACU: RangeInclusive<f64> = 0.0..=256.0;
/// ACU that the most capacity of Serverless v2 may be. Source: botocore 1.43.106, `ServerlessV2ScalingConfiguration`; Aurora User Guide,
/// "Choosing the maximum Aurora Serverless v2 capacity setting": "Use a value of 1 or higher for the maximum capacity".
pub const MAX_ACU: RangeInclusive<f64> = 1.0..=256.0;
/// Seconds that an instance idles before it pauses. Source: botocore 1.43.106, `ServerlessV2ScalingConfiguration`.
pub const PAUSE_SECONDS: RangeInclusive<u64> = 300..=86_400;
/// ACU that AWS recommends at least with Performance Insights. Source: Aurora User Guide, "Choosing the minimum Aurora Serverless v2
/// capacity setting".
pub const INSIGHTS_ACU: f64 = 2.0;
/// ACU that AWS recommends at least in the primary region of a global database. Source: as [`INSIGHTS_ACU`].
pub const GLOBAL_ACU: f64 = 8.0;
/// Readers of a cluster. Source: Aurora User Guide, "Replication with Amazon Aurora".
pub const READERS: u32 = 15;
/// Custom endpoints of a cluster. Source: Aurora User Guide, "Custom endpoints for Amazon Aurora" (read 2026-11-22).
pub const CUSTOM_ENDPOINTS: usize = 5;
/// Letters of a custom endpoint's identifier. Source: CloudFormation registry, AWS::RDS::DBClusterEndpoint, 2026-10-20.
pub const ENDPOINT_CHARS: usize = 63;
/// Order of promotion. Source: botocore 1.43.106, `CreateDBInstance`, `PromotionTier`.
pub const PROMOTION_TIERS: RangeInclusive<u32> = 0..=15;
/// Secondary regions of a global database. Source: Aurora User Guide, "Using Amazon Aurora Global Database".
pub const GLOBAL_SECONDARIES: usize = 10;
/// Seconds that a cluster can be turned back. Source: botocore 1.43.106, `CreateDBCluster`, `BacktrackWindow`.
pub const BACKTRACK_SECONDS: u64 = 259_200;

/// Whether a version forwards writes from the secondary clusters of a global database. Aurora MySQL from 2.08.1 on. Aurora PostgreSQL
/// 14.9, 15.4, and 16 on. Source: Aurora User Guide, "Using write forwarding in an Amazon Aurora global database".
pub fn forwards_writes(engine: &str, version: &str) -> bool {
    match engine {
        "aurora-postgresql" => postgresql_has(version, &[(14, 9), (15, 4)]),
        _ => true,
    }
}

/// Whether a version takes the I/O-Optimized storage. Aurora MySQL from 3.03.1 on. Aurora PostgreSQL 13.10, 14.7, 15.2, and 16 on.
/// Source: Aurora User Guide, "Aurora cluster storage configurations".
pub fn takes_iopt1(engine: &str, version: &str) -> bool {
    match engine {
        "aurora-postgresql" => postgresql_has(version, &[(13, 10), (14, 7), (15, 2)]),
        _ => !version.starts_with("5.7"),
    }
}

/// Whether a version runs as Serverless v2. Aurora MySQL from 3.02.0 on. Aurora PostgreSQL 13.6, 14.3, and 15 on. Source: Aurora User
/// Guide, "Supported Regions and Aurora DB engines for Aurora Serverless v2".
pub fn is_serverless(engine: &str, version: &str) -> bool {
    match engine {
        "aurora-postgresql" => postgresql_has(version, &[(13, 6), (14, 3)]),
        _ => !version.starts_with("5.7"),
    }
}

/// Whether an idle instance of Serverless v2 can pause, so that the least capacity may be 0. Aurora MySQL from 3.08.0 on. Aurora
/// PostgreSQL 13.15, 14.12, 15.7, 16.3, and 17 on. Source: Aurora User Guide, "Scaling to Zero ACUs with automatic pause and resume for
/// Aurora Serverless v2"; the table of versions, from aws-cdk-lib, agrees and lacks the newest.
pub fn can_pause(engine: &str, version: &str) -> bool {
    match engine {
        "aurora-postgresql" => postgresql_has(version, &[(13, 15), (14, 12), (15, 7), (16, 3)]),
        _ => match version.strip_prefix("8.0.mysql_aurora.3.") {
            Some(rest) => rest.split('.').next().and_then(|minor| minor.parse::<u32>().ok()) >= Some(8),
            None => !version.starts_with("5.7") && version != "8.0",
        },
    }
}

/// Whether a version is one of the listed majors from its minor on, or of a later major than all of them.
fn postgresql_has(version: &str, since: &[(u32, u32)]) -> bool {
    let mut numbers = version.split(['.', '-']).map(|part| part.parse::<u32>().unwrap_or(0));
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    match since.iter().find(|(known, _)| *known == major) {
        Some((_, first)) => minor >= *first,
        None => since.iter().all(|(known, _)| major > *known),
    }
}

#[cfg(test)]
mod tests {
    use super::super::rds;
    use super::*;

    #[test]
    fn features_begin_with_a_version() {
        for (version, forwards, optimized, serverless) in [
            ("13.9", false, false, true),
            ("14.6", false, false, true),
            ("14.9", true, true, true),
            ("12.22", false, false, false),
            ("16.8-limitless", true, true, true),
            ("17.4", true, true, true),
        ] {
            assert_eq!(forwards_writes("aurora-postgresql", version), forwards, "{version}");
            assert_eq!(takes_iopt1("aurora-postgresql", version), optimized, "{version}");
            assert_eq!(is_serverless("aurora-postgresql", version), serverless, "{version}");
        }
        for engine in ["aurora-postgresql", "aurora-mysql"] {
            for known in rds::versions(rds::Kind::Cluster, engine).filter(|known| known.can_pause) {
                assert!(can_pause(engine, known.version), "{}", known.version);
            }
        }
        assert!(can_pause("aurora-postgresql", "17.11") && !can_pause("aurora-mysql", "8.0.mysql_aurora.3.04.4"));
        assert!(!is_serverless("aurora-mysql", "5.7.mysql_aurora.2.11.6"));
        assert!(is_serverless("aurora-mysql", "8.0.mysql_aurora.3.10.6"));
    }
}
