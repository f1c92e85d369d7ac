//! What a stack or a cluster needs around it: capabilities, protection of its data, roles that an account has once.

use serde_json::Value as Json;

use crate::components::holds_data;
use crate::documents::Cluster;
use crate::documents::cloudformation::{DeletionPolicy, Entry, Stack};
use crate::facts::cloudformation;

/// The capability that CloudFormation must be given to deploy the stack; none if it makes nothing of IAM.
pub(super) fn capability(stack: &Stack) -> Option<&'static str> {
    let capabilities = stack.resources.values().filter_map(|entry| {
        let names = entry.properties.as_object().into_iter().flat_map(|properties| properties.keys());
        cloudformation::capability(&entry.type_name, names.map(String::as_str))
    });
    // CAPABILITY_NAMED_IAM includes CAPABILITY_IAM, and is the greater text.
    capabilities.max()
}

/// The types of the resources whose data the template wants to outlive them, without repetition, in order.
pub(super) fn guarded_types(stack: &Stack) -> Vec<&str> {
    let mut types: Vec<&str> =
        stack.resources.values().filter(|entry| holds_data(entry)).map(|entry| entry.type_name.as_ref()).collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// Whether the stack has a table whose replicas AWS adds and removes one by one. Strongly consistent tables get theirs at once.
pub(super) fn steps_replicas(stack: &Stack) -> bool {
    stack.resources.values().any(|entry| {
        entry.type_name == "AWS::DynamoDB::GlobalTable"
            && entry.properties.get("MultiRegionConsistency").and_then(Json::as_str) != Some("STRONG")
    })
}

/// The resources that AWS refuses to delete while their own protection is on, and that leave with the stack.
pub(super) fn protected(stack: &Stack) -> impl Iterator<Item = (&str, &str)> {
    let leaves = |entry: &Entry| {
        !matches!(entry.deletion_policy, Some(DeletionPolicy::Retain | DeletionPolicy::RetainExceptOnCreate))
    };
    let protected = stack.resources.iter().filter(move |(_, entry)| leaves(entry) && is_protected(&entry.properties));
    protected.map(|(id, entry)| (id.as_str(), entry.type_name.as_ref()))
}

fn is_protected(properties: &Json) -> bool {
    let switch = |name: &str| properties.get(name).is_some_and(is_true);
    let attribute = |attribute: &Json| {
        attribute.get("Key").and_then(Json::as_str) == Some("deletion_protection.enabled")
            && attribute.get("Value").is_some_and(is_true)
    };
    let attributes = properties.get("LoadBalancerAttributes").and_then(Json::as_array);
    switch("DeletionProtection")
        || switch("DeletionProtectionEnabled")
        || attributes.is_some_and(|list| list.iter().any(attribute))
}

fn is_true(value: &Json) -> bool {
    value.as_bool() == Some(true) || value.as_str() == Some("true")
}

/// Whether a REST API's stage of the stack writes logs, for which API Gateway needs a role in the account.
pub(super) fn logs_apis(stack: &Stack) -> bool {
    let logs = |method: &Json| method.get("LoggingLevel").and_then(Json::as_str).is_some_and(|level| level != "OFF");
    stack.resources.values().filter(|entry| entry.type_name == "AWS::ApiGateway::Stage").any(|stage| {
        let methods = stage.properties.get("MethodSettings").and_then(Json::as_array);
        stage.properties.get("AccessLogSetting").is_some() || methods.is_some_and(|methods| methods.iter().any(logs))
    })
}

/// A role that AWS makes once in an account for a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ServiceRole {
    /// `ecs.amazonaws.com`.
    pub(super) service: &'static str,
    /// `AWSServiceRoleForECS`.
    pub(super) name: &'static str,
}

const ECS: ServiceRole = ServiceRole { service: "ecs.amazonaws.com", name: "AWSServiceRoleForECS" };
const ELASTICACHE: ServiceRole =
    ServiceRole { service: "elasticache.amazonaws.com", name: "AWSServiceRoleForElastiCache" };
const SPOT: ServiceRole = ServiceRole { service: "spot.amazonaws.com", name: "AWSServiceRoleForEC2Spot" };

/// The service-linked roles without which the first creation of a resource of the stack fails.
pub(super) fn service_roles(stack: &Stack) -> impl Iterator<Item = ServiceRole> {
    stack.resources.values().filter_map(|entry| match entry.type_name.as_ref() {
        name if name.starts_with("AWS::ECS::") => Some(ECS),
        name if name.starts_with("AWS::ElastiCache::") => Some(ELASTICACHE),
        "AWS::AutoScaling::AutoScalingGroup" => {
            let distribution = entry.properties.pointer("/MixedInstancesPolicy/InstancesDistribution")?;
            buys_spot(distribution.get("OnDemandPercentageAboveBaseCapacity")).then_some(SPOT)
        }
        "AWS::EC2::LaunchTemplate" => {
            let market = entry.properties.pointer("/LaunchTemplateData/InstanceMarketOptions/MarketType")?;
            (market.as_str() == Some("spot")).then_some(SPOT)
        }
        _ => None,
    })
}

/// Left out, the percentage is 100.
fn buys_spot(on_demand_percentage: Option<&Json>) -> bool {
    on_demand_percentage.and_then(Json::as_u64).is_some_and(|percentage| percentage < 100)
}

/// The same for a cluster, whose node groups may buy Spot capacity.
pub(super) fn cluster_service_roles(cluster: &Cluster) -> Option<ServiceRole> {
    let managed = groups(cluster, "managedNodeGroups").iter().any(|group| group.get("spot").is_some_and(is_true));
    let own = groups(cluster, "nodeGroups").iter().any(|group| {
        group.get("instancesDistribution").is_some_and(|mix| buys_spot(mix.get("onDemandPercentageAboveBaseCapacity")))
    });
    (managed || own).then_some(SPOT)
}

/// Whether the cluster has node groups; eksctl refuses to create those of a file that has none.
pub(super) fn has_node_groups(cluster: &Cluster) -> bool {
    ["managedNodeGroups", "nodeGroups"].into_iter().any(|list| !groups(cluster, list).is_empty())
}

fn groups<'c>(cluster: &'c Cluster, list: &str) -> &'c [Json] {
    cluster.config.get(list).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}
