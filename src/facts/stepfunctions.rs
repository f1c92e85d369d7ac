//! Step Functions: limits. Source unless another is given: developer guide, "Service quotas", and botocore 1.44.5, service `stepfunctions`.

use std::ops::RangeInclusive;

/// Longest run of an express execution in seconds.
pub const EXPRESS_MAX_S: u32 = 300;
/// Longest run of a standard execution in seconds: a year.
pub const STANDARD_MAX_S: u32 = 31_536_000;
/// Most characters of a state's name. Source: Amazon States Language specification, "States".
pub const MAX_STATE_NAME: usize = 80;
/// Attempts of a retrier. Source: Amazon States Language specification, "Errors".
pub const RETRY_ATTEMPTS: RangeInclusive<u32> = 0..=99_999_999;
