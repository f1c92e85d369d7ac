//! Short lists of names that several modules give out under a name of their own.

use super::table::{List, Table};

const NAMES: Table = Table::new(include_str!("tables/names.tsv"));

/// The list under this key of `names.tsv`.
pub(super) fn list(key: &str) -> List {
    NAMES.find(key).map(|row| row.list(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::table::tests::well_formed;
    use super::super::{apigateway, autoscaling, cloudfront, cloudwatch, eks, route53};
    use super::*;

    /// A key that is misspelt gives an empty list; a list that nobody asks for is dead.
    #[test]
    fn every_list_is_given_out_once() {
        well_formed(NAMES);
        let given = [
            apigateway::cache_sizes(),
            apigateway::endpoint_types(),
            apigateway::security_policies(),
            apigateway::authorizer_types(),
            apigateway::integration_types(),
            autoscaling::spot_allocation_strategies(),
            autoscaling::on_demand_allocation_strategies(),
            cloudfront::event_types(),
            cloudfront::price_classes(),
            cloudfront::http_versions(),
            cloudfront::viewer_protocol_policies(),
            cloudfront::minimum_protocol_versions(),
            cloudfront::origin_shield_regions(),
            cloudfront::function_runtimes(),
            cloudwatch::statistics(),
            cloudwatch::units(),
            cloudwatch::comparisons(),
            eks::ami_types(),
            eks::capacity_types(),
            eks::control_plane_logs(),
            eks::eksctl_ami_families(),
            eks::eksctl_addons(),
            route53::health_checker_regions(),
            route53::health_check_types(),
            route53::record_types(),
        ];
        let given: BTreeSet<_> = given.into_iter().map(|list| list.iter().collect::<Vec<_>>()).collect();
        // Lists of days are given out as numbers and tested there.
        let words = NAMES.rows().filter(|row| !row.key().ends_with("days"));
        let known: BTreeSet<_> = words.map(|row| row.list(1).iter().collect::<Vec<_>>()).collect();
        assert_eq!(given, known);
    }
}
