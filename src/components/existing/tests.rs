//! Where existing things show in the templates.

use crate::Input;

/// Every document in one text; what was found when nothing came out.
fn synthesize(blueprint: &str) -> String {
    let mut input = Input::default();
    let text = format!("name: shop\nprimary_region: {{us-east-1: {{}}}}\n{blueprint}");
    input.blueprint = input.sources.add("blueprint.yaml", text);
    let outcome = crate::synthesize(input);
    assert!(!outcome.files.is_empty(), "{:?}", outcome.diagnostics);
    outcome.files.into_iter().filter(|file| file.path.ends_with(".yaml")).map(|file| file.contents).collect()
}

const VPC: &str = "existing:\n  backbone:\n    vpc:\n      us-east-1:\n        id: vpc-0123456789abcdef0\n        \
    private_subnets: {us-east-1a: subnet-0123456789abcdef0, us-east-1b: subnet-0123456789abcdef1}\n";

/// The ids stand where the outputs of a network stack would be read, and there is no network stack.
#[test]
fn an_existing_vpc_takes_the_place_of_the_network() {
    let all = synthesize(&format!("network: {{vpc: backbone}}\ncaches: {{sessions: {{}}}}\n{VPC}"));
    assert!(!all.contains("AWS::EC2::VPC") && !all.contains("shop-network"), "{all}");
    assert!(all.contains("VpcId: vpc-0123456789abcdef0"), "{all}");
    assert!(all.contains("SubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]"), "{all}");
}

/// The zones of a shared cluster are those of the subnets, and nothing is left for deploy.sh to fill in.
#[test]
fn a_cluster_stands_in_an_existing_vpc() {
    let eks = "eks:\n  analytics:\n    vpc: shared\n    cluster_config: {managedNodeGroups: [{name: a, instanceType: m7g.large}]}\n";
    let all = synthesize(&format!("network: {{vpc: backbone}}\n{eks}{VPC}"));
    assert!(all.contains("us-east-1a") && all.contains("subnet-0123456789abcdef1"), "{all}");
    assert!(!all.contains("${"), "{all}");
}
