//! What follows from `uses`, seen in the templates.

use crate::Input;
use crate::diagnostics::Severity;

fn template(blueprint: &str, path: &str) -> String {
    let mut input = Input::default();
    let text = format!("name: shop\nprimary_region: {{us-east-1: {{}}}}\n{blueprint}");
    input.blueprint = input.sources.add("blueprint.yaml", text);
    let outcome = crate::synthesize(input);
    let errors: Vec<_> = outcome.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    outcome.files.into_iter().find(|file| file.path == path).unwrap().contents
}

const CODE: &str = "code: {inline: 'def handler(event, context): return event'}";

/// A function that uses nothing in the VPC stays outside of it.
#[test]
fn only_what_needs_it_stands_in_the_vpc() {
    let blueprint = format!(
        "caches: {{sessions: {{}}}}\nfunctions:\n  in: {{{CODE}, uses: {{sessions: read}}}}\n  out: {{{CODE}}}\n"
    );
    let compute = template(&blueprint, "us-east-1/compute.template.yaml");
    let (inside, outside) = compute.split_once("  OutFunction:").unwrap();
    assert!(inside.contains("VpcConfig:") && inside.contains("InSecurityGroup:") && inside.contains("InToSessions:"));
    assert!(!outside.contains("VpcConfig:"));
}

/// NAT costs money: it is there only when something private calls what no gateway endpoint serves.
#[test]
fn nat_follows_from_what_is_called() {
    let with = |uses: &str| {
        let blueprint = format!(
            "caches: {{sessions: {{}}}}\nfunctions:\n  combine: {{{CODE}}}\n  match-maker: {{{CODE}, uses: {uses}}}\n"
        );
        template(&blueprint, "us-east-1/network.template.yaml").contains("AWS::EC2::NatGateway")
    };
    assert!(!with("{sessions: read_write}"));
    assert!(with("{sessions: read_write, combine: invoke}"));
    let secret = format!(
        "caches: {{sessions: {{}}}}\nfunctions:\n  pay: {{{CODE}, env: {{KEY: {{secret: k}}}}, uses: {{sessions: read}}}}\n"
    );
    assert!(template(&secret, "us-east-1/network.template.yaml").contains("AWS::EC2::NatGateway"));
}

/// The rule stands in the user's stack and names both groups: the store's stack never waits for its users.
#[test]
fn rules_live_with_the_user() {
    let blueprint =
        format!("caches: {{sessions: {{}}}}\nfunctions:\n  match-maker: {{{CODE}, uses: {{sessions: read}}}}\n");
    assert!(!template(&blueprint, "us-east-1/data.template.yaml").contains("SecurityGroupIngress"));
    let compute = template(&blueprint, "us-east-1/compute.template.yaml");
    let rule = compute.split_once("  MatchMakerToSessions:").unwrap().1.split_once("\n\n").unwrap().0;
    assert!(rule.contains("FromPort: 6379") && rule.contains("ToPort: 6379"), "{rule}");
    assert!(rule.contains("SessionsSecurityGroup") && rule.contains("MatchMakerSecurityGroup.GroupId"), "{rule}");
}

/// A function starts the workflow that calls it: the stacks do not wait for each other.
#[test]
fn a_workflow_may_be_used_by_what_it_calls() {
    let blueprint = format!(
        "functions:\n  settle: {{{CODE}, uses: {{flow: invoke}}}}\nworkflows:\n  flow:\n    tasks: {{first: {{function: settle}}}}\n"
    );
    let compute = template(&blueprint, "us-east-1/compute.template.yaml");
    let name = "stateMachine:shop-flow-us-east-1";
    assert!(compute.contains(name) && !compute.contains("Fn::GetStackOutput"), "{compute}");
    let workflows = template(&blueprint, "us-east-1/workflows.template.yaml");
    assert!(workflows.contains("StateMachineName: shop-flow-us-east-1"), "{workflows}");
}
