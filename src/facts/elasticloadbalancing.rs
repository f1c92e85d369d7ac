//! Elastic Load Balancing: limits of health checks and target groups.

use std::ops::RangeInclusive;

/// Seconds between two health checks. Source: ELB API v2, CreateTargetGroup, `HealthCheckIntervalSeconds`.
pub const CHECK_INTERVAL_S: RangeInclusive<u64> = 5..=300;
/// Seconds that an answer may take. Source: ELB API v2, CreateTargetGroup, `HealthCheckTimeoutSeconds`.
pub const CHECK_TIMEOUT_S: RangeInclusive<u64> = 2..=120;
/// Checks in a row that change the state. Source: ELB API v2, CreateTargetGroup, `HealthyThresholdCount`.
pub const CHECK_THRESHOLD: RangeInclusive<u32> = 2..=10;
/// Longest deregistration delay in seconds. Source: ELB API v2, TargetGroupAttribute, `deregistration_delay.timeout_seconds`.
pub const MAX_DEREGISTRATION_DELAY_S: u64 = 3_600;
/// Inbound rules of a security group by default quota. Source: VPC user guide, "Amazon VPC quotas".
pub const SECURITY_GROUP_RULES: usize = 60;
/// The security policy of TLS listeners: TLS 1.3 and 1.2 with forward secrecy. Source: ELB user guides, security policies.
pub const TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-2021-06";
