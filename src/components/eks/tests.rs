use crate::diagnostics::{Diagnostic, Severity, Sources};
use crate::{FileContent, Input, Outcome, synthesize};

const HEAD: &str = "name: shop\nprimary_region: {us-east-1: {}}\nsecondary_regions: {eu-west-1: {}}\n";

fn compile(rest: &str, files: &[(&str, &str)]) -> Outcome {
    let mut sources = Sources::default();
    let blueprint = sources.add("blueprint.yaml", format!("{HEAD}{rest}"));
    let text = |text: &str| FileContent::Text(text.to_owned());
    let files = files.iter().map(|(name, content)| ((*name).to_owned(), text(content))).collect();
    synthesize(Input { sources, blueprint, files, ..Input::default() })
}

/// The file and the text that a diagnostic points at.
fn spot<'o>(outcome: &'o Outcome, diagnostic: &Diagnostic) -> (&'o str, &'o str) {
    let span = diagnostic.primary.span;
    let source = outcome.sources.get(span.source).unwrap();
    (&source.name, &source.text[span.start as usize..span.end as usize])
}

fn found<'o>(outcome: &'o Outcome, code: &str) -> Vec<(&'o str, &'o str)> {
    outcome.diagnostics.iter().filter(|found| found.code.id == code).map(|found| spot(outcome, found)).collect()
}

#[test]
fn a_flaw_in_a_file_is_shown_in_the_file() {
    let config = "managedNodeGroups:\n  - {name: system, instanceType: m7g.large, minSize: 5, maxSize: 3}\n";
    let outcome = compile("eks: {a: {cluster_config: {file: a.yaml}}}", &[("a.yaml", config)]);
    assert_eq!(found(&outcome, "S0811"), [("a.yaml", "5")]);
    let outcome = compile("eks: {a: {cluster_config: {file: a.yaml}}}", &[("a.yaml", "nodeGroup: []\n")]);
    assert_eq!(found(&outcome, "S0101"), [("a.yaml", "nodeGroup")]);
    assert!(outcome.diagnostics[0].message.contains("eks.a.cluster_config"), "{}", outcome.diagnostics[0].message);
}

#[test]
fn a_flaw_of_one_region_is_shown_in_its_patch() {
    let outcome = compile(
        "eks:\n  a:\n    version: '1.35'\n    cluster_config: {managedNodeGroups: [{name: system, instanceType: m7g.large}]}\n    \
         per_region: {eu-west-1: {version: '1.29'}}\n",
        &[],
    );
    assert_eq!(found(&outcome, "S0801"), [("blueprint.yaml", "'1.29'")]);
}

#[test]
fn a_missing_field_is_shown_at_what_lacks_it() {
    let outcome = compile(
        "eks: {a: {cluster_config: {managedNodeGroups: [{name: system, taints: [{effect: NoSchedule}]}]}}}",
        &[],
    );
    assert_eq!(found(&outcome, "S0809"), [("blueprint.yaml", "effect")]);
}

#[test]
fn a_field_of_the_other_kind_of_group_is_reported_once() {
    let outcome = compile("eks: {a: {cluster_config: {nodeGroups: [{name: b, spot: true, foo: 1}]}}}", &[]);
    assert_eq!(found(&outcome, "S0810"), [("blueprint.yaml", "spot")]);
    assert_eq!(found(&outcome, "S0101"), [("blueprint.yaml", "foo")]);
}

#[test]
fn a_shared_network_leaves_only_holes_that_its_stack_fills() {
    let outcome = compile(
        "eks: {a: {vpc: shared, cluster_config: {managedNodeGroups: [{name: b, instanceType: m7g.large}]}}}",
        &[],
    );
    let errors: Vec<_> = outcome.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    for region in ["us-east-1", "eu-west-1"] {
        let text = |name: &str| {
            let path = format!("{region}/{name}");
            outcome.files.iter().find(|file| file.path == path).map(|file| file.contents.clone()).unwrap()
        };
        let (config, network) = (text("a.eksctl.yaml"), text("network.template.yaml"));
        let outputs = network.split_once("\nOutputs:").unwrap().1;
        let holes: Vec<&str> = config.split('@').skip(1).step_by(2).collect();
        assert_eq!(holes.len(), 13, "{config}");
        assert!(holes.iter().all(|hole| outputs.contains(&format!("\n  {hole}:\n"))), "{outputs}");
    }
}
