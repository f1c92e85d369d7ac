use super::cluster::auto_mode_is_on;
use super::pool::Pool;
use super::{FlawKind, Flaws};
use crate::documents::eksctl::ClusterConfig;

/// Cluster Autoscaler beside something else that starts nodes: where it gets its permissions.
pub fn check(pools: &[Pool<'_>], config: &ClusterConfig, flaws: &mut Flaws) {
    let other = match (&config.karpenter, auto_mode_is_on(config)) {
        (Some(_), _) => "karpenter",
        (None, true) => "autoModeConfig",
        (None, false) => return,
    };
    for pool in pools {
        let policies = pool.iam.and_then(|iam| iam.with_addon_policies.as_ref());
        if policies.is_some_and(|policies| policies.auto_scaler == Some(true)) {
            flaws.add(&pool.at(&["iam", "withAddonPolicies", "autoScaler"]), FlawKind::AutoscalerBeside { other });
        }
    }
    for (index, account) in config.iam.iter().flat_map(|iam| iam.service_accounts.iter().enumerate()) {
        let policies = account.well_known_policies.as_ref();
        if policies.is_some_and(|policies| policies.auto_scaler == Some(true)) {
            let index = index.to_string();
            let path = ["iam", "serviceAccounts", &index, "wellKnownPolicies", "autoScaler"];
            flaws.add(&path, FlawKind::AutoscalerBeside { other });
        }
    }
}
