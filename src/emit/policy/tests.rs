use serde_json::{Value as Json, json};

use super::{MAX_POLICY_CHARACTERS, policies, unknown_types};
use crate::blueprint::Wiring;
use crate::documents::Documents;
use crate::documents::cloudformation::{Entry, StackKind};
use crate::emit::File;
use crate::stacks::{Linked, link};

/// A compute stack in us-east-1, with resources by logical id: type and properties.
fn compute(resources: &[(&str, &str, Json)]) -> Linked {
    let mut documents = Documents::new("game", "game");
    let stack = documents.stack(StackKind::Compute, "us-east-1");
    for (id, type_name, properties) in resources {
        stack.resources.insert((*id).into(), Entry::of((*type_name).to_owned(), properties.clone()));
    }
    link(documents, Wiring::StackOutput)
}

/// The statements of all files, in order.
fn statements(files: &[File]) -> Vec<Json> {
    let read = |file: &File| serde_json::from_str::<Json>(&file.contents).unwrap();
    files.iter().flat_map(|file| read(file)["Statement"].as_array().unwrap().clone()).collect()
}

fn list(value: &Json) -> Vec<String> {
    match value {
        Json::Array(items) => items.iter().map(|item| item.as_str().unwrap().to_owned()).collect(),
        value => vec![value.as_str().unwrap().to_owned()],
    }
}

/// The statement that allows an action.
#[track_caller]
fn allowing(linked: &Linked, action: &str) -> Json {
    let statements = statements(&policies(linked));
    let found = statements.iter().find(|statement| list(&statement["Action"]).iter().any(|known| known == action));
    found.unwrap_or_else(|| panic!("nothing allows {action}: {statements:#?}")).clone()
}

fn is_allowed(linked: &Linked, action: &str) -> bool {
    statements(&policies(linked)).iter().any(|statement| list(&statement["Action"]).iter().any(|known| known == action))
}

fn role(service: &str, more: &Json) -> Json {
    let mut role = json!({"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]}});
    role.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    role
}

const FUNCTION: &str = "AWS::Lambda::Function";
const ROLE: &str = "AWS::IAM::Role";

#[test]
fn a_service_is_allowed_in_its_region_alone() {
    let statement = allowing(&compute(&[("App", FUNCTION, json!({}))]), "lambda:CreateFunction");
    assert_eq!(statement["Resource"], "*");
    assert_eq!(statement["Condition"], json!({"StringEquals": {"aws:RequestedRegion": "us-east-1"}}));
}

#[test]
fn what_no_property_calls_for_is_left_out() {
    let plain = compute(&[("App", FUNCTION, json!({}))]);
    assert!(!is_allowed(&plain, "kms:CreateGrant") && !is_allowed(&plain, "s3:GetObject"));
    assert!(is_allowed(&compute(&[("App", FUNCTION, json!({"KmsKeyArn": "k"}))]), "kms:CreateGrant"));
    let code = json!({"Code": {"S3Bucket": {"Fn::Sub": "game-deploy-${AWS::AccountId}-${AWS::Region}"}}});
    let read = allowing(&compute(&[("App", FUNCTION, code)]), "s3:GetObject");
    assert_eq!(read["Resource"], "arn:aws:s3:::game-deploy-*-us-east-1/*");
    // Of its own service everything stays.
    assert!(is_allowed(&compute(&[("Key", "AWS::KMS::Key", json!({}))]), "kms:CreateKey"));
}

/// What makes a resource is allowed whatever its properties say, and however its type's namespace is called.
#[test]
fn a_type_may_be_made_whatever_its_namespace_is_called() {
    for (name, action) in [
        ("AWS::EFS::FileSystem", "elasticfilesystem:CreateFileSystem"),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "elasticloadbalancing:CreateLoadBalancer"),
        ("AWS::KinesisFirehose::DeliveryStream", "firehose:CreateDeliveryStream"),
        ("AWS::Route53RecoveryControl::Cluster", "route53-recovery-control-config:CreateCluster"),
    ] {
        assert!(is_allowed(&compute(&[("It", name, json!({}))]), action), "{name}");
    }
}

#[test]
fn a_load_balancer_may_need_its_linked_role() {
    let linked = compute(&[("Nlb", "AWS::ElasticLoadBalancingV2::LoadBalancer", json!({"Type": "network"}))]);
    assert!(is_allowed(&linked, "elasticloadbalancing:CreateLoadBalancer"));
    assert_eq!(
        allowing(&linked, "iam:CreateServiceLinkedRole")["Condition"]["StringLike"]["iam:AWSServiceName"],
        "*elasticloadbalancing.amazonaws.com"
    );
    let reached = compute(&[(
        "Game",
        "AWS::GlobalAccelerator::EndpointGroup",
        json!({"EndpointConfigurations": [{"EndpointId": "a"}]}),
    )]);
    assert!(is_allowed(&reached, "elasticloadbalancing:DescribeLoadBalancers"));
}

#[test]
fn a_method_passes_a_role_only_if_it_names_one() {
    const METHOD: &str = "AWS::ApiGateway::Method";
    let with = |integration: Json| {
        compute(&[
            ("Role", ROLE, role("apigateway.amazonaws.com", &json!({}))),
            ("Get", METHOD, json!({"Integration": integration})),
        ])
    };
    assert!(!is_allowed(&with(json!({"Type": "AWS_PROXY"})), "iam:PassRole"));
    assert!(is_allowed(&with(json!({"Type": "AWS", "Credentials": "role"})), "iam:PassRole"));
}

#[test]
fn logs_are_sent_with_the_leave_of_their_source() {
    let arn = json!({"Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Site}"});
    let linked = compute(&[("Source", "AWS::Logs::DeliverySource", json!({"Name": "site", "ResourceArn": arn}))]);
    assert!(is_allowed(&linked, "logs:PutDeliverySource"));
    assert!(is_allowed(&linked, "cloudfront:AllowVendedLogDeliveryForResource"));
    let services: Vec<Json> =
        statements(&policies(&linked)).into_iter().map(|statement| statement["Sid"].clone()).collect();
    assert_eq!(services, ["Cloudfront", "Logs"]);
}

#[test]
fn only_own_roles_are_made_and_passed_to_who_trusts_them() {
    let linked = compute(&[("App", FUNCTION, json!({})), ("AppRole", ROLE, role("lambda.amazonaws.com", &json!({})))]);
    let own = "arn:aws:iam::*:role/game-compute-*";
    assert_eq!(allowing(&linked, "iam:CreateRole")["Resource"], own);
    let pass = allowing(&linked, "iam:PassRole");
    assert_eq!(pass["Resource"], own);
    assert_eq!(pass["Condition"], json!({"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}));
    // Without a role there is nothing to pass.
    assert!(!is_allowed(&compute(&[("App", FUNCTION, json!({}))]), "iam:PassRole"));
}

#[test]
fn roles_with_names_and_paths_are_known_by_them() {
    let named = role("lambda.amazonaws.com", &json!({"RoleName": "app", "Path": "/game/"}));
    let statement = allowing(&compute(&[("AppRole", ROLE, named)]), "iam:CreateRole");
    assert_eq!(statement["Resource"], "arn:aws:iam::*:role/game/app");
}

#[test]
fn a_role_is_given_only_the_policies_of_the_template() {
    let bare = compute(&[("AppRole", ROLE, role("lambda.amazonaws.com", &json!({})))]);
    assert!(!is_allowed(&bare, "iam:AttachRolePolicy"));
    let managed = json!({"ManagedPolicyArns": [{"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/CloudWatchAgentServerPolicy"}]});
    let attach = allowing(&compute(&[("AppRole", ROLE, role("ec2.amazonaws.com", &managed))]), "iam:AttachRolePolicy");
    assert_eq!(
        attach["Condition"],
        json!({"ArnLike": {"iam:PolicyARN": "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"}})
    );
}

#[test]
fn secrets_parameters_and_zones_are_the_stacks_own() {
    let linked = compute(&[
        ("MainSecret", "AWS::SecretsManager::Secret", json!({})),
        (
            "Main",
            "AWS::RDS::DBInstance",
            json!({"MasterUserPassword": {"Fn::Sub": "{{resolve:secretsmanager:${MainSecret}:SecretString:password}}"}}),
        ),
        ("Launch", "AWS::EC2::LaunchTemplate", json!({"ImageId": "{{resolve:ssm:/aws/service/ami/x86_64}}"})),
        ("Record", "AWS::Route53::RecordSet", json!({"HostedZoneId": "Z1", "AliasTarget": {"HostedZoneId": "Z2"}})),
    ]);
    assert_eq!(
        allowing(&linked, "secretsmanager:GetSecretValue")["Resource"],
        "arn:aws:secretsmanager:us-east-1:*:secret:MainSecret-*"
    );
    assert_eq!(
        allowing(&linked, "ssm:GetParameters")["Resource"],
        "arn:aws:ssm:us-east-1::parameter/aws/service/ami/x86_64"
    );
    assert_eq!(allowing(&linked, "route53:ChangeResourceRecordSets")["Resource"], "arn:aws:route53:::hostedzone/Z1");
    assert_eq!(
        allowing(&linked, "iam:CreateServiceLinkedRole")["Condition"]["StringLike"]["iam:AWSServiceName"],
        "*rds.amazonaws.com"
    );
}

#[test]
fn a_reader_may_describe_what_it_reads_and_pass_its_roles() {
    let mut documents = Documents::new("game", "game");
    let compute = documents.stack(StackKind::Compute, "us-east-1");
    compute.resources.insert("AppRole".into(), Entry::of(ROLE, role("states.amazonaws.com", &json!({}))));
    let arn = compute.output("RoleArn", "The role", json!({"Fn::GetAtt": ["AppRole", "Arn"]}));
    let machine = Entry::of("AWS::StepFunctions::StateMachine", json!({"RoleArn": arn}));
    documents.stack(StackKind::Workflows, "us-east-1").resources.insert("Order".into(), machine);
    documents.account = Some("111122223333".into());
    let linked = link(documents, Wiring::StackOutput);
    assert_eq!(
        allowing(&linked, "cloudformation:DescribeStacks")["Resource"],
        "arn:aws:cloudformation:us-east-1:111122223333:stack/game-compute/*"
    );
    assert_eq!(allowing(&linked, "iam:PassRole")["Resource"], "arn:aws:iam::111122223333:role/game-compute-*");
}

#[test]
fn other_regions_are_allowed_where_the_template_names_them() {
    let mut documents = Documents::new("game", "game");
    let vpc = |documents: &mut Documents, region: &str, properties: Json| {
        documents
            .stack(StackKind::Network, region)
            .resources
            .insert("Vpc".into(), Entry::of("AWS::EC2::VPC", properties));
    };
    vpc(&mut documents, "us-east-1", json!({"Tags": [{"Key": "peer", "Value": "eu-west-1"}]}));
    vpc(&mut documents, "eu-west-1", json!({}));
    let files = policies(&link(documents, Wiring::StackOutput));
    let regions = |file: &File| {
        list(&statements(std::slice::from_ref(file))[0]["Condition"]["StringEquals"]["aws:RequestedRegion"])
    };
    assert_eq!(files.iter().map(regions).collect::<Vec<_>>(), [vec!["us-east-1", "eu-west-1"], vec!["eu-west-1"]]);
}

/// Every type that there is, in one stack: nothing is lost, no document is too long, and nothing is passed to everybody.
#[test]
fn documents_are_split_at_the_limit() {
    let types: Vec<&str> = crate::facts::shapes::types().collect();
    let resources: Vec<(String, &str)> = types.iter().map(|name| (name.replace("::", ""), *name)).collect();
    let resources: Vec<(&str, &str, Json)> =
        resources.iter().map(|(id, name)| (id.as_str(), *name, json!({}))).collect();
    let linked = compute(&resources);
    let files = policies(&linked);
    assert!(files.len() > 1);
    assert_eq!(files[0].path, "us-east-1/compute.deploy-policy.json");
    assert_eq!(files[1].path, "us-east-1/compute.deploy-policy.2.json");
    for file in &files {
        let characters = file.contents.chars().filter(|c| !c.is_whitespace()).count();
        assert!(characters <= MAX_POLICY_CHARACTERS, "{} has {characters}", file.path);
    }
    for action in
        ["ec2:CreateVpc", "rds:CreateDBInstance", "lambda:CreateFunction", "elasticache:CreateReplicationGroup"]
    {
        assert!(is_allowed(&linked, action), "{action}");
    }
    for statement in statements(&files) {
        let everywhere = list(&statement["Resource"]) == ["*"];
        for action in list(&statement["Action"]).iter().filter(|action| action.starts_with("iam:")) {
            assert!(!everywhere || action.starts_with("iam:Get") || action.starts_with("iam:List"), "{statement:#}");
        }
    }
    assert_eq!(
        unknown_types(&linked),
        [
            "AWS::CloudFormation::CustomResource",
            "AWS::CloudFormation::WaitCondition",
            "AWS::CloudFormation::WaitConditionHandle"
        ]
    );
}

#[test]
fn a_long_stack_name_is_cut_as_cloudformation_may_cut_it() {
    let mut documents = Documents::new("a-rather-long-system-name", "long");
    let roles = documents.stack(StackKind::Compute, "us-east-1");
    roles.resources.insert("AppRole".into(), Entry::of(ROLE, role("ec2.amazonaws.com", &json!({}))));
    let linked = link(documents, Wiring::StackOutput);
    assert_eq!(allowing(&linked, "iam:CreateRole")["Resource"], "arn:aws:iam::*:role/a-rather-long-system-nam*");
}
