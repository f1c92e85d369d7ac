//! `backup`: AWS Backup.

use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{Duration, Words};

/// Backups of tables, databases and buckets, in a vault of each region where they are. The vault has a key of its own, and outlives its
/// stack.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Backup {
    /// When, in UTC: daily (at 5:00) or `cron(0 3 * * ? *)`: minutes, hours, day of the month, month, day of the week, year. Default: daily.
    pub schedule: String,
    /// How long a backup is kept, in whole days, 1d to 36500d. Default: 35d.
    pub retention: Duration,
    /// Age at which a backup moves to cold storage, in whole days, at least 1d. It stays there for 90 days or more, so `retention` is at
    /// least 90 days longer. Tables only: backups of databases and buckets stay where they are. Left out: never.
    pub cold_storage_after: Option<Duration>,
    /// Regions of the blueprint to which every backup of another region is copied, to be kept as long. Default: none.
    pub copy_to: Vec<String>,
    /// What is backed up: all, or the names of tables, databases and buckets. A bucket needs `versioning`. Of a global table one replica
    /// is backed up, of a replicated database the primary region's. Default: all.
    pub stores: Words,
}

impl Default for Backup {
    fn default() -> Self {
        Backup {
            schedule: "daily".into(),
            retention: Duration::from_seconds(35 * 86_400),
            cold_storage_after: None,
            copy_to: Vec::new(),
            stores: Words::All,
        }
    }
}
