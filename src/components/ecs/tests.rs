//! What clusters become, seen in the templates.

use crate::Input;

/// The compute template of a blueprint that has no errors.
fn compute(name: &str, rest: &str) -> String {
    let mut input = Input::default();
    let text = format!("name: {name}\nprimary_region: {{us-east-1: {{}}}}\n{rest}");
    input.blueprint = input.sources.add("blueprint.yaml", text);
    let outcome = crate::synthesize(input);
    let template = outcome.files.into_iter().find(|file| file.path == "us-east-1/compute.template.yaml");
    template.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics)).contents
}

/// A cluster on Fargate with one service.
fn fargate(service: &str) -> String {
    compute("shop", &format!("ecs: {{web: {{fargate: {{}}, services: {{app: {{image: nginx, {service}}}}}}}}}\n"))
}

/// An update must not take back what scaling has done.
#[test]
fn what_scales_has_no_number() {
    assert!(!fargate("scaling: {min: 2, max: 9, cpu: 60%}").contains("DesiredCount:"));
    assert!(fargate("scaling: {min: 3, max: 3}").contains("DesiredCount: 3"));
}

/// ECS refuses names of capacity providers that begin with its own words, and CloudFormation begins them with the stack's name.
#[test]
fn a_provider_never_gets_a_reserved_name() {
    let cluster = "ecs: {arena: {capacity: {instance_types: [m7g.large], scaling: {min: 1, max: 2}}, services: {app: {image: nginx}}}}\n";
    for (name, given) in [("shop", false), ("ecs-shop", true), ("awsome", true), ("fargates", true)] {
        assert_eq!(compute(name, cluster).contains("Name: capacity-"), given, "{name}");
    }
}

/// Rebalancing is only for services that spread over the zones first.
#[test]
fn zones_are_evened_out_where_they_come_first() {
    let placed = |placement: &str| {
        compute(
            "shop",
            &format!(
                "ecs: {{arena: {{capacity: {{instance_types: [m7g.large], scaling: {{min: 1, max: 4}}}}, services: {{app: {{image: nginx, {placement}}}}}}}}}\n"
            ),
        )
    };
    let zone = "{spread: \"attribute:ecs.availability-zone\"}";
    for (placement, rebalances) in [
        ("cpu: 256".to_owned(), true),
        (format!("placement: {{strategies: [{zone}, {{binpack: cpu}}]}}"), true),
        ("placement: {strategies: [random]}".to_owned(), false),
        (
            "placement: {constraints: [{member_of: \"attribute:ecs.availability-zone == us-east-1a\"}]}".to_owned(),
            false,
        ),
    ] {
        let expected =
            if rebalances { "AvailabilityZoneRebalancing: ENABLED" } else { "AvailabilityZoneRebalancing: DISABLED" };
        assert!(placed(&placement).contains(expected), "{placement}");
    }
}

/// Clients of an accelerator come with their own addresses, also to a load balancer that nobody else reaches.
#[test]
fn accelerators_open_internal_load_balancers() {
    let ecs = "ecs: {web: {fargate: {}, services: {app: {image: nginx, ports: {chat: {port: 7000, load_balancer: nlb, public: false}}}}}}\n";
    let accelerator = "accelerators: {fast: {listeners: {chat: {protocol: tcp, ports: [{from: 7000, to: 7000}]}}, endpoints: {app: {port: chat}}}}\n";
    assert!(!compute("shop", ecs).contains("CidrIp: 0.0.0.0/0"));
    assert!(compute("shop", &format!("{ecs}{accelerator}")).contains("CidrIp: 0.0.0.0/0"));
}

/// With peering, clients of a region whose load balancer fails come from its VPC.
#[test]
fn peered_networks_reach_internal_load_balancers() {
    let ecs = "ecs: {web: {fargate: {}, services: {app: {image: nginx, ports: {http: {port: 8080, load_balancer: alb, public: false}}}}}}\n";
    let regions = "secondary_regions: {eu-west-1: {cidr: 10.77.0.0/16}}\n";
    assert!(!compute("shop", &format!("{regions}{ecs}")).contains("CidrIp: 10.77.0.0/16"));
    assert!(compute("shop", &format!("{regions}{ecs}network: {{peering: true}}\n")).contains("CidrIp: 10.77.0.0/16"));
}

/// A registry in each region: the image and the permission to pull it.
#[test]
fn images_come_from_the_region() {
    let image = "111122223333.dkr.ecr.{region}.amazonaws.com/app:1";
    let template =
        compute("shop", &format!("ecs: {{web: {{fargate: {{}}, services: {{app: {{image: \"{image}\"}}}}}}}}\n"));
    assert!(template.contains("Image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1"), "{template}");
    assert!(template.contains(":ecr:us-east-1:111122223333:repository/app"), "{template}");
}

/// Ports of one kind share a load balancer, and those without TLS are sent to it.
#[test]
fn ports_share_load_balancers() {
    let name = "domain: shop.example.com, hosted_zone: Z0123456789ABCDEFGHIJ";
    let template = fargate(&format!(
        "ports: {{web: {{port: 8080, load_balancer: alb, {name}}}, admin: {{port: 9090, load_balancer: alb, listen: 8443, {name}}}}}"
    ));
    assert_eq!(template.matches("Type: AWS::ElasticLoadBalancingV2::LoadBalancer").count(), 1);
    assert_eq!(template.matches("Type: AWS::Route53::RecordSet").count(), 1);
    assert_eq!(template.matches("Type: AWS::CertificateManager::Certificate").count(), 1);
    assert_eq!(template.matches("Type: redirect").count(), 1);
}
