//! What is wrong with a ClusterConfig, in words: one function for each kind of flaw.

mod access;
mod cluster;
mod fields;
mod groups;
mod images;

use super::place::Place;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::documents::eksctl::{Flaw, FlawKind as Kind};

/// Where eksctl's rules stand.
const EKSCTL: &str = "eksctl, pkg/apis/eksctl.io/v1alpha5/validation.go, source of 2026-08-21";
/// Where what eksctl wants of a file that makes a cluster is read.
const EKSCTL_FILE: &str = "eksctl, pkg/ctl/cmdutils/configfile.go, source of 2026-08-21";
/// Where what eksctl wants of pod identities is read.
const EKSCTL_PODS: &str = "eksctl, pkg/ctl/cmdutils/pod_identity_association.go, source of 2026-08-21";

/// The diagnostic for a flaw; none for a guess about a name that resembles nothing.
pub fn describe(flaw: &Flaw, place: &Place<'_>) -> Option<Diagnostic> {
    let words = Words { place, warning: flaw.is_warning() };
    Some(match &flaw.kind {
        Kind::FilledIn { given, value } => words.filled_in(given, value),
        Kind::SharedNetwork => words.shared_network(),
        Kind::NotOneOf { given, allowed, suggestion } => words.not_one_of(given, allowed, suggestion.as_deref()),
        Kind::OutOfRange { given, least, most } => words.out_of_range(*given, *least, *most),
        Kind::LogRetention { given, allowed } => words.log_retention(*given, allowed),
        Kind::TooManyTypes { given, most } => words.too_many_types(*given, *most),
        Kind::VolumeRange { given, least, most, volume_type } => words.volume_range(*given, *least, *most, volume_type),
        Kind::Conflict { with } => words.conflict(with),
        Kind::NotMixed { given } => words.not_mixed(given),
        Kind::PoolsWithStrategy { strategy } => words.pools_with_strategy(strategy),
        Kind::KubeletSetting => words.kubelet_setting(),
        Kind::Requires { field } => words.requires(field),
        Kind::Missing => words.missing(),
        Kind::UpdateConfigEmpty => words.update_config_empty(),
        Kind::UpdateConfigIgnored => words.update_config_ignored(),
        Kind::ServiceAccountWithoutPolicy => words.service_account_without_policy(),
        Kind::PodIdentityAgentMissing => words.pod_identity_agent_missing(),
        Kind::AutoModeDisabled => words.auto_mode_disabled(),
        Kind::CreditsWithoutBurstable => words.credits_without_burstable(),
        Kind::Duplicate { given, first } => words.duplicate(given, first),
        Kind::SelfManagedOnly => words.self_managed_only(),
        Kind::UnknownVersion { given, newest } => words.unknown_version(given, newest),
        Kind::VersionTooNew { given, newest } => words.version_too_new(given, newest),
        Kind::UnsupportedVersion { given, ended, newest } => words.unsupported_version(given, ended, newest),
        Kind::ExtendedSupport { given, standard_ended, ends, newest } => {
            words.extended_support(given, standard_ended, ends.as_deref(), newest)
        }
        Kind::BadName { given } => words.bad_name(given),
        Kind::ReservedFargateName { given } => words.reserved_fargate_name(given),
        Kind::TooFewZones { given, least } => words.too_few_zones(*given, *least),
        Kind::ZoneOutsideRegion { given, region } => words.zone_outside_region(given, region),
        Kind::NoEndpoint => words.no_endpoint(),
        Kind::PublicNodesInPrivateCluster => words.public_nodes("the cluster is fully private"),
        Kind::PublicNodesWithoutPublicSubnets => words.public_nodes("`vpc.subnets` has no public subnets"),
        Kind::UnknownSubnet { given, known } => words.unknown_subnet(given, known),
        Kind::UnknownAddon { given, known } => return words.unknown_addon(given, known),
        Kind::CoreAddonsMissing { names } => words.core_addons_missing(names),
        Kind::BadVersion { given } => words.bad_version(given),
        Kind::VersionTooOld { given, least } => words.version_too_old(given, least),
        Kind::GroupsWithAutoMode => words.groups_with_auto_mode(),
        Kind::AddonOfAutoMode { given } => words.addon_of_auto_mode(given),
        Kind::KarpenterWithAutoMode => words.karpenter_with_auto_mode(),
        Kind::AutoscalerBeside { other } => words.autoscaler_beside(other),
        Kind::ProxyTooNew { given, version } => words.proxy_too_new(given, version),
        Kind::NotAnArn { given } => words.not_an_arn(given),
        Kind::NotAccessPolicy { given } => words.not_access_policy(given),
        Kind::PlacementOverZones { given } => words.placement_over_zones(*given),
        Kind::BurstableInPlacement { given } => words.burstable_in_placement(given),
        Kind::Sizes { min, desired, max } => words.sizes(*min, *desired, *max),
        Kind::UnknownInstanceType { given } => words.unknown_instance_type(given),
        Kind::NotInRegion { given, region } => words.not_in_region(given, region),
        Kind::PreviousGeneration { given, instead } => words.previous_generation(given, instead.as_deref()),
        Kind::MixedArchitectures { first, other } => words.mixed_architectures(first, other),
        Kind::SpotWithOneType { given } => words.spot_with_one_type(given.as_deref()),
        Kind::NoSpotLeft { base, max } => words.no_spot_left(*base, *max),
        Kind::EfaOverZones { given } => words.efa_over_zones(*given),
        Kind::NoEfa { given } => words.no_efa(given),
        Kind::TooManyPods { given, most, instance_type } => words.too_many_pods(*given, *most, instance_type),
        Kind::NotWithFamily { family } => words.not_with_family(family),
        Kind::BadImage { given } => words.bad_image(given),
        Kind::AmazonLinux2 { version } => words.amazon_linux_2(version),
        Kind::AcceleratorFamily { instance_type, family } => words.accelerator_family(instance_type, family),
        Kind::AcceleratorDrivers { instance_type, family } => words.accelerator_drivers(instance_type, family),
        Kind::NotWithVolumeType { volume_type } => words.not_with_volume_type(volume_type),
        Kind::HddRootVolume { volume_type } => words.hdd_root_volume(volume_type),
        Kind::AllGroupsTainted => words.all_groups_tainted(),
        Kind::TaintEffect { given, suggestion } => words.taint_effect(given, *suggestion),
        Kind::BadKey { given } => words.bad_key(given),
        Kind::BadValue { given } => words.bad_value(given),
        Kind::ReservedLabel { given } => words.reserved_label(given),
    })
}

/// A place to speak of.
struct Words<'p> {
    place: &'p Place<'p>,
    warning: bool,
}

impl Words<'_> {
    fn at(&self, span: Span, code: &'static Code, message: impl Into<String>) -> Diagnostic {
        let message = match &self.place.group {
            Some(group) => format!("node group `{group}`: {}", message.into()),
            None => message.into(),
        };
        match self.warning {
            true => Diagnostic::warning(code, span, message),
            false => Diagnostic::error(code, span, message),
        }
    }

    /// About the value at the place.
    fn value(&self, code: &'static Code, message: impl Into<String>) -> Diagnostic {
        self.at(self.place.value, code, message)
    }

    /// About the field itself: that it is there.
    fn key(&self, code: &'static Code, message: impl Into<String>) -> Diagnostic {
        self.at(self.place.key, code, message)
    }

    /// Where eksctl has the rule.
    fn source(&self) -> &'static str {
        if self.place.is_under("podIdentityAssociations") { EKSCTL_PODS } else { EKSCTL }
    }

    /// Replaces the value, if there is one.
    fn replaced(&self, diagnostic: Diagnostic, with: &str) -> Diagnostic {
        match self.place.written {
            true => diagnostic.fix(format!("write `{with}`"), self.place.value, with),
            false => diagnostic.help(format!("write `{with}`")),
        }
    }

    /// Leaves the field out, if it can be.
    fn removed(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.place.removal {
            Some(span) => diagnostic.fix("leave it out", span, ""),
            None => diagnostic.help("leave it out"),
        }
    }
}

/// `a`, `b` and `c`.
fn listed<'t>(names: impl IntoIterator<Item = &'t str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        _ => names.concat(),
    }
}
