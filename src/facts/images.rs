//! Machine images and what they are started with.

/// The device that Amazon Linux 2023 boots from. Source: AL2023 user guide, "AL2023 on Amazon EC2"; EC2 user guide, "Device names".
pub const AL2023_ROOT_DEVICE: &str = "/dev/xvda";
/// Size in GiB of the snapshot behind it: a root volume is at least as large. Source: block device mapping of the public AMIs.
pub const AL2023_ROOT_GIB: u32 = 8;
/// Most bytes of user data before they are encoded. Source: EC2 user guide, "Work with instance user data".
pub const USER_DATA_BYTES: usize = 16_384;
/// What user data starts with that cloud-init runs or reads. Source: cloud-init 24, "User data formats".
pub const USER_DATA_STARTS: [&str; 9] = [
    "#!",
    "#cloud-config",
    "#cloud-boothook",
    "#include",
    "#part-handler",
    "#upstart-job",
    "## template: jinja",
    "Content-Type:",
    "MIME-Version:",
];
