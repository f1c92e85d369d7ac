//! ECS: sizes of tasks and limits of services.

use std::ops::RangeInclusive;

/// Most placement strategies of a service. Source: ECS API, CreateService, `placementStrategy`.
pub const MAX_STRATEGIES: usize = 5;
/// Most placement constraints of a service, with those of its task definition. Source: ECS API, CreateService, `placementConstraints`.
pub const MAX_CONSTRAINTS: usize = 10;
/// Longest expression of a constraint in characters. Source: ECS API, PlacementConstraint, `expression`.
pub const EXPRESSION_CHARS: usize = 2_000;
/// CPU units of a task on EC2: an eighth of a vCPU to 192 vCPUs. Source: ECS developer guide, task definition parameters, task size.
pub const EC2_CPU: RangeInclusive<u32> = 128..=196_608;
/// CPU units of a vCPU.
pub const CPU_UNITS: u32 = 1_024;
/// Most target groups of a service. Source: ECS developer guide, registering multiple target groups with a service.
pub const MAX_TARGET_GROUPS: usize = 5;
/// What the name of a capacity provider may not begin with. Source: ECS API, CreateCapacityProvider, `name`.
pub const RESERVED_PROVIDER_PREFIXES: [&str; 3] = ["aws", "ecs", "fargate"];

/// The memory that goes with an amount of processor time on Fargate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FargateSize {
    /// CPU units.
    pub cpu: u32,
    /// Least memory in MiB.
    pub least: u64,
    /// Most memory in MiB.
    pub most: u64,
    /// Memory grows by so many MiB.
    pub step: u64,
}

/// Linux tasks on Fargate. Source: ECS developer guide, Troubleshoot task definition invalid CPU or memory errors (read 2026-11-22).
pub const FARGATE_SIZES: [FargateSize; 7] = [
    FargateSize { cpu: 256, least: 512, most: 2_048, step: 512 },
    FargateSize { cpu: 512, least: 1_024, most: 4_096, step: 1_024 },
    FargateSize { cpu: 1_024, least: 2_048, most: 8_192, step: 1_024 },
    FargateSize { cpu: 2_048, least: 4_096, most: 16_384, step: 1_024 },
    FargateSize { cpu: 4_096, least: 8_192, most: 30_720, step: 1_024 },
    FargateSize { cpu: 8_192, least: 16_384, most: 61_440, step: 4_096 },
    FargateSize { cpu: 16_384, least: 32_768, most: 122_880, step: 8_192 },
];

impl FargateSize {
    /// Whether the memory goes with the processor time.
    pub fn takes(&self, memory_mib: u64) -> bool {
        // The smallest size comes with 512, 1,024 and 2,048 MiB, and not with 1,536.
        let odd = self.cpu == 256 && memory_mib == 1_536;
        (self.least..=self.most).contains(&memory_mib) && (memory_mib - self.least).is_multiple_of(self.step) && !odd
    }

    /// The least memory that goes with the processor time and is no less than what is wanted.
    pub fn memory_for(&self, memory_mib: u64) -> Option<u64> {
        let mut memory = self.least;
        while memory <= self.most {
            if memory >= memory_mib && self.takes(memory) {
                return Some(memory);
            }
            memory += self.step;
        }
        None
    }
}

/// The smallest size that has the processor time and the memory: CPU units and MiB.
pub fn fargate_size_for(cpu: u32, memory_mib: u64) -> Option<(u32, u64)> {
    let large = FARGATE_SIZES.iter().filter(|size| size.cpu >= cpu);
    large.filter_map(|size| Some((size.cpu, size.memory_for(memory_mib)?))).next()
}

/// Most tasks that a capacity provider takes before the others. Source: botocore 1.44.5, ECS,
/// CapacityProviderStrategyItem.
pub const MAX_STRATEGY_BASE: u32 = 100_000;
/// Least share of a canary, in percent. Source: ECS API, CanaryConfiguration (read 2026-11-22).
pub const MIN_CANARY_PERCENT: f64 = 0.1;
/// Least share of a step, in percent. Source: ECS API, LinearConfiguration (read 2026-11-22).
pub const MIN_LINEAR_PERCENT: f64 = 3.0;
/// Most minutes between two steps of a rollout, and after the last. Source: ECS API, DeploymentConfiguration, CanaryConfiguration and
/// LinearConfiguration (read 2026-11-22).
pub const MAX_BAKE_MINUTES: u64 = 1_440;
/// Most minutes of all waits of a rollout through CloudFormation. Source: CloudFormation Template Reference, AWS::ECS::Service
/// CanaryConfiguration: 33 hours (read 2026-11-22).
pub const MAX_ROLLOUT_MINUTES: u64 = 33 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_fargate() {
        let takes = |cpu, memory| FARGATE_SIZES.iter().any(|size| size.cpu == cpu && size.takes(memory));
        assert!(takes(256, 512) && takes(256, 2_048) && !takes(256, 1_536) && !takes(256, 4_096));
        assert!(takes(8_192, 20_480) && !takes(8_192, 17_408));
        assert_eq!(fargate_size_for(1_000, 512), Some((1_024, 2_048)));
        assert_eq!(fargate_size_for(256, 1_200), Some((256, 2_048)));
        assert_eq!(fargate_size_for(256, 60_000), Some((8_192, 61_440)));
        assert_eq!(fargate_size_for(32_768, 512), None);
    }
}
