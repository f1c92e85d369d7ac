use serde_json::json;

use super::resources::ec2::{Subnet, Vpc};
use super::resources::elasticache::ReplicationGroup;
use super::resources::lambda::{Code, Environment, Function};
use super::*;

fn stack() -> Stack {
    Stack::new(StackKey::new(StackKind::Network, "eu-west-1"), "game-network", "Network of game")
}

#[test]
fn resources_keep_only_what_was_set_in_the_order_of_the_type() {
    let mut stack = stack();
    let vpc = LogicalId::new("vpc");
    stack
        .add(&vpc, Vpc { cidr_block: some("10.0.0.0/16"), enable_dns_support: some(true), ..Vpc::default() })
        .comment("network");
    stack.add(
        "private-subnet-a",
        Subnet {
            cidr_block: some("10.0.0.0/20"),
            availability_zone_id: some("euw1-az1"),
            tags: vec![tag("Name", "game-private-a")],
            ..Subnet::new(reference(&vpc))
        },
    );
    let data = StackKey::new(StackKind::Data, "eu-west-1");
    let cache = ReplicationGroup {
        num_node_groups: some(3),
        multi_az_enabled: some(true),
        security_group_ids: vec![output(&data.output("CacheSecurityGroup"))],
        ..ReplicationGroup::new("sessions")
    };
    stack.add("Sessions", cache).snapshot().depends_on(&vpc);

    let expected = [
        json!({"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsSupport": true}}),
        json!({"Type": "AWS::EC2::Subnet", "Properties": {
            "VpcId": {"Ref": "Vpc"},
            "CidrBlock": "10.0.0.0/20",
            "AvailabilityZoneId": "euw1-az1",
            "Tags": [{"Key": "Name", "Value": "game-private-a"}],
        }}),
        json!({"Type": "AWS::ElastiCache::ReplicationGroup", "DependsOn": ["Vpc"], "DeletionPolicy": "Snapshot",
            "UpdateReplacePolicy": "Snapshot", "Properties": {
                "ReplicationGroupDescription": "sessions",
                "NumNodeGroups": 3,
                "MultiAZEnabled": true,
                "SecurityGroupIds": [
                    {"$output": {"stack": "data", "region": "eu-west-1", "name": "CacheSecurityGroup"}},
                ],
            },
        }),
    ];
    let bodies = stack.resources.values().map(|entry| entry.body().to_string());
    assert!(bodies.eq(expected.iter().map(Json::to_string)));
    assert!(stack.resources.keys().map(LogicalId::as_str).eq(["Vpc", "PrivateSubnetA", "Sessions"]));
}

#[test]
fn a_taken_id_keeps_the_first_and_reports_the_second() {
    let mut stack = stack();
    stack.add("a-b", Vpc { cidr_block: some("10.0.0.0/16"), ..Vpc::default() });
    assert!(stack.collisions.is_empty());
    stack.add("aB", Vpc { cidr_block: some("10.1.0.0/16"), ..Vpc::default() }).retain();
    assert_eq!(stack.resources["AB"].properties, json!({"CidrBlock": "10.0.0.0/16"}));
    let [(id, refused)] = stack.collisions.resources.as_slice() else { panic!("{:?}", stack.collisions) };
    assert_eq!((id.as_str(), &refused.properties), ("AB", &json!({"CidrBlock": "10.1.0.0/16"})));
    assert_eq!(refused.deletion_policy, Some(DeletionPolicy::RetainExceptOnCreate));
}

#[test]
fn an_output_may_be_added_twice_but_not_with_another_value() {
    let mut stack = stack();
    let id = stack.output("VpcId", "The VPC", reference("Vpc"));
    assert_eq!(stack.output("VpcId", "The VPC", reference("Vpc")), id);
    assert!(stack.collisions.is_empty());
    stack.output("VpcId", "The VPC", reference("Other"));
    assert_eq!(stack.outputs["VpcId"].value, json!({"Ref": "Vpc"}));
    assert_eq!(stack.collisions.outputs.len(), 1);
}

#[test]
fn logical_ids_are_words() {
    let ids = ["match-maker", "/players/{id}/inventory", "secondary_regions.eu-west-1", "VPC", "x1"];
    let expected = ["MatchMaker", "PlayersIdInventory", "SecondaryRegionsEuWest1", "VPC", "X1"];
    assert!(ids.map(LogicalId::new).iter().map(LogicalId::as_str).eq(expected));
    assert_eq!(LogicalId::new("sessions").then("subnet-group").as_str(), "SessionsSubnetGroup");
}

#[test]
fn values_serialise_as_cloudformation_writes_them() {
    let values = [
        (text("x"), json!("x")),
        (pseudo::region(), json!({"Ref": "AWS::Region"})),
        (get_att("A", "Endpoint.Address"), json!({"Fn::GetAtt": ["A", "Endpoint.Address"]})),
        (sub("${A}"), json!({"Fn::Sub": "${A}"})),
        (sub_with("${A}", [("A", reference("B"))]), json!({"Fn::Sub": ["${A}", {"A": {"Ref": "B"}}]})),
        (join(",", ["a".into(), reference("B")]), json!({"Fn::Join": [",", ["a", {"Ref": "B"}]]})),
        (Value::Expr(json!({"Fn::GetAZs": ""})), json!({"Fn::GetAZs": ""})),
    ];
    for (value, expected) in values {
        assert_eq!(value.to_json(), expected);
    }
    let numbers: [Value<Number>; 3] = [50.into(), 0.5.into(), 2.0.into()];
    assert_eq!(serde_json::to_string(&numbers).unwrap(), "[50,0.5,2]");
}

#[test]
fn output_references_can_be_found_again() {
    let reference = StackKey::new(StackKind::AcceleratorEndpoints, "us-east-1").output("ListenerArn");
    assert_eq!(OutputRef::from_json(&serde_json::to_value(&reference).unwrap()), Some(reference));
    assert_eq!(OutputRef::from_json(&json!({"$output": {"stack": "other", "region": "x", "name": "y"}})), None);
    for kind in StackKind::ALL {
        assert_eq!(StackKind::find(kind.as_str()), Some(kind));
    }
}

#[test]
fn nested_blocks_and_maps_take_cloudformation_s_names() {
    let function = Function {
        runtime: some("nodejs22.x"),
        environment: Some(Environment { variables: [("TABLE".to_owned(), reference("Players"))].into() }),
        ..Function::new(Code { zip_file: some("exports.handler = 1"), ..Code::default() }, get_att("Role", "Arn"))
    };
    let expected = json!({
        "Runtime": "nodejs22.x",
        "Code": {"ZipFile": "exports.handler = 1"},
        "Environment": {"Variables": {"TABLE": {"Ref": "Players"}}},
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
    });
    assert_eq!(serde_json::to_value(&function).unwrap(), expected);
}
