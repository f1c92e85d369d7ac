use crate::documents::eksctl::{Accelerator, Architecture, ClusterFacts, InstanceFacts, KubernetesVersion};
use crate::facts::{Offered, TABLES_DATE, ec2, eks};

/// The fact tables, as eksctl's rules ask for them.
pub struct Tables;

impl ClusterFacts for Tables {
    fn as_of(&self) -> &str {
        TABLES_DATE.as_str()
    }

    fn version(&self, version: &str) -> Option<KubernetesVersion<'_>> {
        let known = eks::version(version)?;
        Some(KubernetesVersion {
            // Versions from before the record ended before anything that is compared with them.
            standard_until: known.standard_until.map_or("", |day| day.as_str()),
            extended_until: known.extended_until.map(|day| day.as_str()),
            in_eksctl: known.known_to_eksctl,
        })
    }

    fn newest_version(&self) -> &str {
        eks::newest_version().map_or(eks::EKSCTL_DEFAULT_VERSION, |newest| newest.version)
    }

    fn exists(&self, instance_type: &str) -> bool {
        ec2::exists(instance_type)
    }

    fn instance_type(&self, name: &str) -> Option<InstanceFacts<'_>> {
        let known = ec2::find(name)?;
        let arm = matches!(known.architecture, ec2::Architecture::Arm | ec2::Architecture::ArmMac);
        let accelerator = match (known.gpu, known.accelerator) {
            (Some(gpu), _) if gpu.starts_with("NVIDIA") => Some(Accelerator::Nvidia),
            (_, Some(chip)) if chip.contains("Inferentia") || chip.contains("Trainium") => Some(Accelerator::Neuron),
            _ => None,
        };
        let previous_generation = known.is_previous_generation();
        Some(InstanceFacts {
            architecture: if arm { Architecture::Arm64 } else { Architecture::X86 },
            accelerator,
            efa: known.efa_interfaces > 0,
            burstable: known.burstable,
            network_interfaces: known.network_interfaces,
            ipv4_per_interface: known.ipv4_per_interface,
            previous_generation,
            instead: if previous_generation { newer(name) } else { None },
        })
    }

    fn offered(&self, instance_type: &str, region: &str) -> bool {
        ec2::offered_in(instance_type, region) != Offered::No
    }

    fn addons(&self) -> &[&str] {
        &eks::ADDONS
    }
}

/// The type of the same class and size in the seventh Intel generation: `c4.large` is `c7i.large`.
fn newer(name: &str) -> Option<&'static str> {
    let (family, size) = name.split_once('.')?;
    let class = family.get(..1)?;
    let wanted = format!("{class}7i.{size}");
    ec2::names().find(|known| *known == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accelerators_are_those_of_the_chips() {
        let accelerator = |name| Tables.instance_type(name).unwrap().accelerator;
        assert_eq!(accelerator("g5.xlarge"), Some(Accelerator::Nvidia));
        assert_eq!(accelerator("inf2.xlarge"), Some(Accelerator::Neuron));
        assert_eq!(accelerator("trn1.2xlarge"), Some(Accelerator::Neuron));
        assert_eq!(accelerator("c5.large"), None);
    }

    #[test]
    fn only_previous_generations_have_something_newer() {
        let instead = |name| Tables.instance_type(name).unwrap().instead;
        assert_eq!((instead("c4.large"), instead("m4.10xlarge"), instead("c5.large")), (Some("c7i.large"), None, None));
    }
}
