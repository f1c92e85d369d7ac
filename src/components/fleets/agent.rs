//! The CloudWatch agent: what it measures on instances, what it may do, and the script that starts it.
//!
//! It sums what it measures up over the fleet and sends no metric of a single instance: each metric is paid for, and instances come and go.

use super::{Fleet, environment, pool};
use crate::blueprint::HostMetric;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::iam::RolePolicy;
use crate::documents::iam::{PolicyDocument, Statement};
use crate::facts::ec2::{Ena, InstanceType};

/// The namespace of what the agent measures, its default.
pub const NAMESPACE: &str = "CWAgent";
/// The share of memory in use, in percent.
pub const MEMORY: &str = "mem_used_percent";
/// The share of a file system in use, in percent.
pub const DISK: &str = "disk_used_percent";
/// Packets that were held back or lost since the instance started, by the limit that they were over: bandwidth in and out, packets,
/// tracked connections, and requests for names, time and metadata. Source: EC2 user guide, Monitor network performance for ENA settings.
pub const ALLOWANCES: [&str; 5] = [
    "ethtool_bw_in_allowance_exceeded",
    "ethtool_bw_out_allowance_exceeded",
    "ethtool_pps_allowance_exceeded",
    "ethtool_conntrack_allowance_exceeded",
    "ethtool_linklocal_allowance_exceeded",
];
/// Microseconds of a minute in which more was asked of a volume, or of the instance for all its volumes, than its IOPS or its throughput.
/// Source: CloudWatch user guide, Collect Amazon EBS NVMe driver metrics (read 2026-11-22).
pub const VOLUME_LIMITS: [&str; 4] = [
    "diskio_ebs_volume_performance_exceeded_iops",
    "diskio_ebs_volume_performance_exceeded_tp",
    "diskio_ebs_ec2_instance_performance_exceeded_iops",
    "diskio_ebs_ec2_instance_performance_exceeded_tp",
];

/// What the agent may do: send metrics of its namespace, and find out which group the instance is in.
pub(super) fn policy(fleet: &Fleet<'_>) -> Option<RolePolicy> {
    if fleet.model.host_metrics.is_empty() {
        return None;
    }
    // These actions know no resources.
    let send =
        Statement::allow(["cloudwatch:PutMetricData"], ["*"]).when("StringEquals", "cloudwatch:namespace", NAMESPACE);
    let group = Statement::allow(["ec2:DescribeTags"], ["*"]);
    Some(RolePolicy::new("PublishMetrics", PolicyDocument::new([send, group])))
}

/// The lines that start the agent. What the instance is for does not wait for it, nor fail with it.
pub(super) fn script(fleet: &Fleet<'_>) -> Option<String> {
    let measured = &fleet.model.host_metrics;
    if measured.is_empty() {
        return None;
    }
    let file = format!("/etc/{}-agent.json", fleet.system.prefix());
    Some(format!(
        "cat > {file} <<'END'\n{}END\n\
         agent=/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl\n\
         {{ {{ [ -x $agent ] || dnf install -y amazon-cloudwatch-agent; }} && $agent -a fetch-config -m ec2 -s -c file:{file}; }} \\\n\
         \x20 || echo 'the CloudWatch agent does not run' >&2\n",
        configuration(measured)
    ))
}

/// The agent's configuration file.
fn configuration(measured: &[HostMetric]) -> String {
    let sections = [
        (HostMetric::Memory, section("mem", "", "measurement", &[MEMORY], "")),
        (
            HostMetric::Disk,
            section(
                "disk",
                "\"resources\": [\"*\"], \"ignore_file_system_types\": [\"devtmpfs\", \"overlay\", \"squashfs\", \"tmpfs\", \"vfat\"],\n        ",
                "measurement",
                &[DISK],
                "",
            ),
        ),
        (HostMetric::Network, section("ethtool", "", "metrics_include", &ALLOWANCES, "ethtool_")),
        (
            HostMetric::Volumes,
            section("diskio", "\"resources\": [\"*\"],\n        ", "measurement", &VOLUME_LIMITS, "diskio_"),
        ),
    ];
    let wanted = sections.into_iter().filter(|(metric, _)| measured.contains(metric)).map(|(_, section)| section);
    format!(
        r#"{{
  "metrics": {{
    "append_dimensions": {{"AutoScalingGroupName": "${{aws:AutoScalingGroupName}}"}},
    "aggregation_dimensions": [["AutoScalingGroupName"]],
    "metrics_collected": {{
{}
    }}
  }}
}}
"#,
        wanted.collect::<Vec<_>>().join(",\n")
    )
}

/// One of the agent's sources: asked for by the names without the prefix, known afterwards by the names with it.
fn section(name: &str, options: &str, field: &str, metrics: &[&str], prefix: &str) -> String {
    let list = |names: Vec<String>| names.join(", ");
    let quoted = |name: &str| format!("\"{name}\"");
    let asked = list(metrics.iter().map(|metric| quoted(metric.strip_prefix(prefix).unwrap_or(metric))).collect());
    let known = list(metrics.iter().map(|metric| quoted(metric)).collect());
    format!(
        "      \"{name}\": {{\n        {options}\"{field}\": [{asked}],\n        \"drop_original_metrics\": [{known}]\n      }}"
    )
}

/// An agent that nothing starts, and metrics that instances do not have.
pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if fleet.model.host_metrics.is_empty() {
        return;
    }
    let script = fleet.model.user_data.as_ref().map(|script| script.text());
    if script.is_some_and(|script| !environment::is_shell(script)) {
        let error = Diagnostic::error(
            codes::HOST_METRICS_UNSET,
            fleet.key(&["host_metrics"]),
            format!("nothing would start the CloudWatch agent of {}", fleet.name),
        )
        .label("begins in the shell script of the instances")
        .also(fleet.key(&["user_data"]), "no shell script: no lines can be added to it")
        .help("begin it with `#!/bin/bash`; what cloud-config does, a script does too")
        .fact(
            "cloud-init runs what begins with #! as a script (EC2 user guide, Run commands at launch, read 2026-11-22)",
        );
        diagnostics.push(error);
    }
    let types = pool(fleet).described();
    let lacks = |metric: HostMetric, kind: &InstanceType| match metric {
        HostMetric::Network => kind.ena == Ena::Unsupported,
        HostMetric::Volumes => !kind.is_nitro(),
        HostMetric::Memory | HostMetric::Disk => false,
    };
    for (at, metric) in fleet.model.host_metrics.iter().enumerate() {
        let Some((kind, span)) = types.iter().find(|(kind, _)| lacks(*metric, kind)) else { continue };
        let (what, fact) = match metric {
            HostMetric::Network => (
                "Elastic Network Adapter",
                "the counters are those of the ENA driver (EC2 user guide, Monitor network performance for ENA settings)",
            ),
            _ => (
                "volumes behind the Nitro system",
                "the agent asks the NVMe devices of EBS volumes (CloudWatch user guide, Collect Amazon EBS NVMe driver metrics, read 2026-11-22)",
            ),
        };
        let item = fleet.value(&["host_metrics", &format!("[{at}]")]);
        let warning =
            Diagnostic::warning(codes::HOST_METRICS_ABSENT, item, format!("{} has nothing to measure here", kind.name))
                .label(format!("needs the {what}"))
                .also(*span, "does not have it")
                .help("use a type of the fifth generation or later")
                .fact(fact);
        diagnostics.push(warning);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_is_json_of_what_is_measured() {
        let all = [HostMetric::Memory, HostMetric::Disk, HostMetric::Network, HostMetric::Volumes];
        let read: serde_json::Value = serde_json::from_str(&configuration(&all)).unwrap();
        let collected = &read["metrics"]["metrics_collected"];
        assert_eq!(collected["ethtool"]["metrics_include"][0], "bw_in_allowance_exceeded");
        assert_eq!(collected["ethtool"]["drop_original_metrics"][0], ALLOWANCES[0]);
        assert_eq!(collected["diskio"]["measurement"][0], "ebs_volume_performance_exceeded_iops");
        assert_eq!(collected["mem"]["measurement"][0], MEMORY);
        let one: serde_json::Value = serde_json::from_str(&configuration(&[HostMetric::Disk])).unwrap();
        assert_eq!(one["metrics"]["metrics_collected"].as_object().unwrap().keys().collect::<Vec<_>>(), ["disk"]);
    }
}
