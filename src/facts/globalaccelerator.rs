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
