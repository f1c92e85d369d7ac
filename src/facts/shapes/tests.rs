use serde_json::json;

use super::super::table::tests::well_formed;
use super::*;

fn problems(resource_type: &str, properties: Value) -> Vec<(String, String)> {
    check_properties(resource_type, &properties).into_iter().map(|misfit| (misfit.path, misfit.problem)).collect()
}

fn each(schema: &Schema, visit: &mut dyn FnMut(&Schema)) {
    visit(schema);
    let maps = [&schema.properties, &schema.by_pattern, &schema.definitions];
    let lists = [&schema.one, &schema.any, &schema.all];
    maps.into_iter().flat_map(|map| map.values()).for_each(|inner| each(inner, visit));
    lists.into_iter().flatten().for_each(|inner| each(inner, visit));
    schema.items.iter().for_each(|inner| each(inner, visit));
}

#[test]
fn tables_are_well_formed() {
    well_formed(SHAPES);
    well_formed(MUTABILITY);
    assert!(SHAPES.keys().eq(MUTABILITY.keys()));
    assert!(SHAPES.header().contains(super::super::TABLES_DATE.as_str()));
}

#[test]
fn every_shape_decodes_and_knows_its_definitions() {
    for row in SHAPES.rows() {
        let root: Schema = serde_json::from_str(row.cell(1)).unwrap_or_else(|error| panic!("{}: {error}", row.key()));
        each(&root, &mut |schema| {
            assert!(schema.types.chars().all(|letter| "sinboa".contains(letter)), "{}", row.key());
            if let Some(name) = &schema.definition {
                assert!(root.definitions.contains_key(name), "{}: {name}", row.key());
            }
        });
        assert!(shape(row.key()).is_some_and(|shape| shape.name() == row.key()));
    }
}

/// What cannot be compiled is not checked: this is the list, so that a refresh of the table shows what it changes.
#[test]
fn patterns_that_are_skipped() {
    let mut skipped = std::collections::BTreeSet::new();
    for row in SHAPES.rows() {
        let root: Schema = serde_json::from_str(row.cell(1)).unwrap();
        each(&root, &mut |schema| {
            let keys = schema.by_pattern.keys().map(String::as_str);
            for text in keys.chain(schema.pattern.as_ref().map(|pattern| pattern.text.as_str())) {
                if Regex::new(text).is_err() {
                    skipped.insert(text.to_owned());
                }
            }
        });
    }
    let list = skipped.into_iter().collect::<Vec<_>>().join("\n");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!("facts_skipped_patterns", list));
}

#[test]
fn a_right_resource_fits() {
    let group = json!({
        "ReplicationGroupDescription": "sessions",
        "NumNodeGroups": 3,
        "ReplicasPerNodeGroup": 2,
        "MultiAZEnabled": true,
        "SecurityGroupIds": [{"Ref": "SessionsSecurityGroup"}],
        "KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]},
        "CacheSubnetGroupName": {"$output": "network.SubnetGroup"},
        "AuthToken": "{{resolve:secretsmanager:sessions}}",
        "Tags": [{"Key": "team", "Value": "realtime"}],
    });
    assert_eq!(problems("AWS::ElastiCache::ReplicationGroup", group), []);
    assert_eq!(problems("Custom::Thing", json!({"Anything": 1})), []);
}

#[test]
fn names_and_types_are_checked_at_their_place() {
    let group = json!({"NumNodeGroup": 3, "ReplicasPerNodeGroup": 6, "EngineVersion": 7.1, "MultiAZEnabled": "true", "Port": "six", "Tags": [{"Key": 1}]});
    let found = problems("AWS::ElastiCache::ReplicationGroup", group);
    let expected = [
        ("NumNodeGroup", "there is no such property; did you mean NumNodeGroups?"),
        ("ReplicasPerNodeGroup", "6 is above 5, the most"),
        ("EngineVersion", "text is wanted, not the number 7.1"),
        ("Port", "an integer is wanted, not the text `six`"),
        ("Tags[0].Key", "text is wanted, not the number 1"),
        ("Tags[0]", "Value is required"),
        ("", "ReplicationGroupDescription is required"),
    ];
    let expected = expected.map(|(path, problem)| (path.to_owned(), problem.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn values_are_checked() {
    let found = problems("AWS::Logs::LogGroup", json!({"RetentionInDays": 31}));
    assert_eq!(found.len(), 1);
    assert!(found[0].1.starts_with("`31` is not"), "{found:?}");
    assert_eq!(problems("AWS::Logs::LogGroup", json!({"RetentionInDays": "30"})), []);
    let found = problems("AWS::Logs::LogGroup", json!({"LogGroupName": "a b", "Arn": "arn"}));
    assert!(found[0].1.starts_with("`a b` does not match"), "{found:?}");
    assert_eq!(found[1], ("Arn".to_owned(), "is read-only: AWS sets it".to_owned()));
}

#[test]
fn both_branches_of_a_condition_must_fit() {
    let days =
        json!({"RetentionInDays": {"Fn::If": ["Prod", 365, {"Fn::If": ["Stage", "x", {"Ref": "AWS::NoValue"}]}]}});
    let expected = [("RetentionInDays".to_owned(), "an integer is wanted, not the text `x`".to_owned())];
    assert_eq!(problems("AWS::Logs::LogGroup", days), expected);
}

#[test]
fn no_value_leaves_a_property_out() {
    let ingress = json!({"IpProtocol": "-1", "GroupId": {"Ref": "Group"}, "SourceSecurityGroupId": "sg-1", "CidrIp": {"Ref": "AWS::NoValue"}});
    assert_eq!(problems("AWS::EC2::SecurityGroupIngress", ingress), []);
    let policy = json!({"Bucket": {"Ref": "AWS::NoValue"}, "PolicyDocument": {}});
    assert_eq!(problems("AWS::S3::BucketPolicy", policy), [(String::new(), "Bucket is required".to_owned())]);
}

#[test]
fn names_of_map_entries_are_checked() {
    let function = json!({"Role": {"Ref": "Role"}, "Code": {"ZipFile": "x"}, "Environment": {"Variables": {"LOG_LEVEL": "info", "_": "x"}}});
    let found = problems("AWS::Lambda::Function", function);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "Environment.Variables._");
    assert!(found[0].1.starts_with("the name does not match ["), "{found:?}");
}

#[test]
fn combinations_are_checked() {
    let missing = problems(
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        json!({"PolicyName": "p", "PolicyType": "TargetTrackingScaling"}),
    );
    assert_eq!(missing[0].1, "exactly one of ScalingTargetId, ResourceId must be set");
    let both = json!({"PolicyName": "p", "PolicyType": "TargetTrackingScaling", "ScalingTargetId": "t", "ResourceId": {"Fn::If": ["C", "a", {"Ref": "AWS::NoValue"}]}});
    assert_eq!(problems("AWS::ApplicationAutoScaling::ScalingPolicy", both), []);
    let origin = json!({"DistributionConfig": {"Enabled": true, "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only"}, "Origins": [
        {"Id": "o", "DomainName": "d.example.com", "S3OriginConfig": {}, "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}}]}});
    let found = problems("AWS::CloudFront::Distribution", origin);
    assert_eq!(
        found,
        [(
            "DistributionConfig.Origins[0]".to_owned(),
            "S3OriginConfig and CustomOriginConfig exclude each other".to_owned()
        )]
    );
}

#[test]
fn attributes_come_from_the_registry() {
    let names: Vec<_> = getatt_names("AWS::ElastiCache::ReplicationGroup").collect();
    assert!(names.iter().any(|name| name == "ConfigurationEndPoint.Address"));
    assert_eq!(has_attribute("AWS::S3::Bucket", "RegionalDomainName"), Some(true));
    assert_eq!(has_attribute("AWS::S3::Bucket", "RegionDomainName"), Some(false));
    assert_eq!(has_attribute("AWS::CloudFormation::Stack", "Outputs.Anything"), None);
    assert_eq!(has_attribute("AWS::S3::Buckets", "Arn"), None);
}

#[test]
fn mutability_is_known() {
    assert!(is_stateful("AWS::S3::Bucket") && !is_stateful("AWS::Lambda::Function"));
    assert!(create_only("AWS::S3::Bucket").unwrap().contains("BucketName"));
    assert_eq!(create_only("AWS::EC2::Volume"), None);
    assert!(identifier("AWS::S3::Bucket").contains("BucketName"));
    assert!(conditionally_create_only("AWS::ElastiCache::ReplicationGroup").contains("AuthToken"));
    assert!(deprecated("AWS::ElastiCache::ReplicationGroup").contains("CacheSecurityGroupNames"));
    assert!(shape("AWS::S3::BucketPolicy").unwrap().required().eq(["Bucket", "PolicyDocument"]));
}
