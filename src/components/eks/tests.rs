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

const STORES: &str = "tables: {matches: {partition_key: {name: id}}}\ncaches: {sessions: {}}\n";

/// The files of one region that workloads with uses lead to: the ClusterConfig, the Kubernetes objects and the compute stack.
fn with_uses(cluster: &str) -> ([String; 3], String) {
    let outcome = compile(&format!("{STORES}eks: {{a: {{vpc: shared, {cluster}}}}}"), &[]);
    let errors: Vec<_> = outcome.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let text = |path: &str| outcome.files.iter().find(|file| file.path == path).map(|file| file.contents.clone());
    let paths = ["eu-west-1/a.eksctl.yaml", "eu-west-1/a.pods.yaml", "eu-west-1/compute.template.yaml"];
    (paths.map(|path| text(path).unwrap_or_default()), text("deploy.sh").unwrap())
}

#[test]
fn every_hole_of_pods_is_filled_by_an_output() {
    let workload = "scorer: {replicas: 2, requests: {cpu: 1, memory: 1GiB}, uses: {sessions: read, matches: write}}";
    let (files, deploy) = with_uses(&format!("cluster_config: {{}}, workloads: {{{workload}}}"));
    let [config, pods, compute] = &files;
    for (path, text) in [("eu-west-1/a.eksctl.yaml", config), ("eu-west-1/a.pods.yaml", pods)] {
        let holes: Vec<&str> = text.split('\'').filter(|part| part.starts_with('@')).collect();
        assert!(!holes.is_empty());
        assert!(holes.iter().all(|hole| deploy.contains(&format!("\n{path} {hole} eu-west-1 "))), "{holes:?}");
    }
    assert!(compute.contains("\n  ScorerRoleArn:\n") && compute.contains("\n  ScorerSecurityGroup:\n"), "{compute}");
    assert!(deploy.contains("\neu-west-1 shop-a default scorer shop-compute ScorerRoleArn\n"));
}

#[test]
fn only_the_nodes_of_a_workload_are_let_in() {
    let groups = "managedNodeGroups: [{name: system, instanceType: m7g.large}]";
    let workload = "scorer: {kind: cpu, replicas: 20, requests: {cpu: 1, memory: 1GiB}, uses: {sessions: read}}";
    let ([config, pods, compute], deploy) =
        with_uses(&format!("cluster_config: {{{groups}}}, workloads: {{{workload}}}"));
    let (system, added) = config.split_once("- name: scorer").unwrap();
    assert!(!system.contains("securityGroups") && added.contains("attachIDs: ['@ScorerSecurityGroup@']"), "{config}");
    // A cache without users wants no role, so neither an agent nor a service account.
    assert!(!config.contains("podIdentity") && !config.contains("eks-pod-identity-agent") && !compute.contains("IAM"));
    assert!(!pods.contains("ServiceAccount") && pods.contains("ConfigMap"), "{pods}");
    assert!(!deploy.contains("IDENTITIES") && deploy.contains("--print"));
}

#[test]
fn services_of_aws_are_reached_from_any_network() {
    let workload = "scorer: {replicas: 2, requests: {cpu: 1, memory: 1GiB}, uses: {matches: read}}";
    let outcome = compile(&format!("{STORES}eks: {{a: {{cluster_config: {{}}, workloads: {{{workload}}}}}}}"), &[]);
    let config = &outcome.files.iter().find(|file| file.path == "us-east-1/a.eksctl.yaml").unwrap().contents;
    assert!(config.contains("serviceAccountName: scorer") && config.contains("eks-pod-identity-agent"), "{config}");
    assert!(!config.contains("securityGroups"), "{config}");
}
