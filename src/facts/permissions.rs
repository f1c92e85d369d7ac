//! What CloudFormation calls to create, read, update and delete a resource: the actions that its role must be allowed.

use std::collections::BTreeSet;

use super::table::Table;

const PERMISSIONS: Table = Table::new(include_str!("tables/permissions.tsv"));

/// Most characters of a managed policy, white space not counted. Source: IAM User Guide, "IAM and AWS STS quotas".
pub const MAX_POLICY_CHARACTERS: usize = 6_144;
/// Managed policies that a role has at most until its quota is raised. Source: as above.
pub const POLICIES_OF_A_ROLE: usize = 10;

/// Services that answer for all regions in one place: a condition on the requested region says nothing about them, or the wrong thing.
/// Source: botocore 1.44.5, `endpoints.json`.
const GLOBAL_SERVICES: [&str; 10] = [
    "budgets",
    "ce",
    "cloudfront",
    "cloudfront-keyvaluestore",
    "globalaccelerator",
    "iam",
    "organizations",
    "route53",
    "shield",
    "sts",
];

/// Every action that CloudFormation calls for a type, in order; `None` for a type without handlers in the registry.
pub fn actions(resource_type: &str) -> Option<BTreeSet<&'static str>> {
    let row = PERMISSIONS.find(resource_type)?;
    Some((1..=4).flat_map(|handler| row.list(handler).iter()).collect())
}

/// True if the service of an action (`iam`) is one for all regions.
pub fn is_global(service: &str) -> bool {
    GLOBAL_SERVICES.contains(&service)
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn every_action_is_one() {
        well_formed(PERMISSIONS);
        for name in PERMISSIONS.keys() {
            let actions = actions(name).unwrap();
            assert!(!actions.is_empty(), "{name}");
            for action in actions {
                let (service, operation) = action.split_once(':').unwrap();
                assert!(!service.is_empty() && operation.starts_with(|c: char| c.is_ascii_uppercase()), "{action}");
            }
        }
    }

    #[test]
    fn handlers_are_united() {
        let actions = actions("AWS::ElastiCache::SubnetGroup").unwrap();
        for operation in
            ["CreateCacheSubnetGroup", "DescribeCacheSubnetGroups", "ModifyCacheSubnetGroup", "DeleteCacheSubnetGroup"]
        {
            assert!(actions.contains(format!("elasticache:{operation}").as_str()), "{operation}");
        }
        assert!(super::actions("AWS::CloudFormation::CustomResource").is_none());
    }
}
