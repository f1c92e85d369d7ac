//! CloudWatch Synthetics: the runtime of canaries and their limits.

use std::ops::RangeInclusive;

/// The runtime without a browser, on Node.js 22. Source: CloudWatch user guide, "Runtime versions using Node.js", read 2026-11-22.
pub const RUNTIME: &str = "syn-nodejs-5.4";
/// Longest name with which the name of a canary's function, `cwsyn-NAME-` and a UUID, stays within Lambda's 64 characters: a role can
/// then name the log group. A canary's own name may be longer.
pub const NAME_CHARS: usize = 64 - "cwsyn-".len() - 37;
/// Minutes between two runs. Source: CloudFormation, AWS::Synthetics::Canary Schedule: rate(1 minute) to rate(60 minutes).
pub const INTERVAL_MINUTES: RangeInclusive<u64> = 1..=60;
