//! Global Accelerator: limits of listeners and endpoint groups.

use std::ops::RangeInclusive;

/// Ranges of ports of a listener. Source: registry schema of AWS::GlobalAccelerator::Listener, `PortRanges`.
pub const PORT_RANGES: RangeInclusive<usize> = 1..=10;
/// Most endpoints of an endpoint group. Source: registry schema of AWS::GlobalAccelerator::EndpointGroup, `EndpointConfigurations`.
pub const MAX_ENDPOINTS: usize = 10;
/// The greatest weight of an endpoint. Source: registry schema of AWS::GlobalAccelerator::EndpointGroup, `Weight`.
pub const MAX_WEIGHT: u16 = 255;
/// Longest name of an accelerator. Source: registry schema of AWS::GlobalAccelerator::Accelerator, `Name`.
pub const NAME_CHARS: usize = 64;
/// Seconds between two health checks of an endpoint. Source: Global Accelerator API reference, EndpointGroup, `HealthCheckIntervalSeconds`
/// (read 2026-11-22).
pub const HEALTH_CHECK_INTERVALS_S: [u64; 2] = [10, 30];
/// Health checks in a row that change the verdict. Source: registry schema of AWS::GlobalAccelerator::EndpointGroup, `ThresholdCount`.
pub const HEALTH_CHECK_THRESHOLD: RangeInclusive<u16> = 1..=10;
/// Longest path of a health check. Source: Global Accelerator API reference, EndpointGroup, `HealthCheckPath` (read 2026-11-22).
pub const HEALTH_CHECK_PATH_CHARS: usize = 255;
/// What a path of a health check has besides letters and digits. Source: as above, pattern `^/[-a-zA-Z0-9@:%_\\+.~#?&/=]*$`.
pub const HEALTH_CHECK_PATH_SIGNS: &str = "-@:%_\\+.~#?&/=";
