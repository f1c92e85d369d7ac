/// What validation needs to know of AWS.
pub trait ClusterFacts {
    /// The day that support dates are compared with, ISO 8601.
    fn as_of(&self) -> &str;
    /// A Kubernetes version of EKS, such as `1.34`.
    fn version(&self, version: &str) -> Option<KubernetesVersion<'_>>;
    /// The newest version that eksctl creates.
    fn newest_version(&self) -> &str;
    /// Whether there is such an EC2 instance type.
    fn exists(&self, instance_type: &str) -> bool;
    /// What an EC2 instance type can do, where that is known.
    fn instance_type(&self, name: &str) -> Option<InstanceFacts<'_>>;
    /// Whether a region has an instance type; true where that is not known.
    fn offered(&self, instance_type: &str, region: &str) -> bool;
    /// Names of the add-ons that EKS has.
    fn addons(&self) -> &[&str];
}

/// Support of a Kubernetes version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KubernetesVersion<'a> {
    /// The day standard support ends, ISO 8601.
    pub standard_until: &'a str,
    /// The day extended support ends, ISO 8601.
    pub extended_until: Option<&'a str>,
    /// Whether eksctl creates clusters of this version.
    pub in_eksctl: bool,
}

/// What matters of an instance type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceFacts<'a> {
    /// Processor architecture.
    pub architecture: Architecture,
    /// Whether there are GPUs or machine-learning chips.
    pub accelerator: Option<Accelerator>,
    /// Whether it supports the Elastic Fabric Adapter.
    pub efa: bool,
    /// Whether it works on CPU credits.
    pub burstable: bool,
    /// Network interfaces.
    pub network_interfaces: u32,
    /// IPv4 addresses of each network interface.
    pub ipv4_per_interface: u32,
    /// True when a newer generation does the same for less.
    pub previous_generation: bool,
    /// The type of the newer generation, when there is one of the same size.
    pub instead: Option<&'a str>,
}

/// Processor architectures of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Architecture {
    /// Intel and AMD.
    X86,
    /// Graviton.
    Arm64,
}

/// Accelerators that need drivers in the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accelerator {
    /// NVIDIA GPUs.
    Nvidia,
    /// Inferentia and Trainium.
    Neuron,
}
