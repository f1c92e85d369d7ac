//! New versions that callers come to step by step, and that are taken back when they fail.
//!
//! CodeDeploy moves the weights of the alias while CloudFormation updates it. The alarm looks at the new version alone: an old one that
//! fails does not stop its own repair.

use serde_json::json;

use super::alias::ALIAS;
use crate::blueprint::vocabulary::{Duration, Percent};
use crate::blueprint::{Function, Rollout};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::cloudwatch::{self, Dimension, Metric, MetricDataQuery, MetricStat};
use crate::documents::cloudformation::resources::codedeploy::{
    Alarm, AlarmConfiguration, Application, AutoRollbackConfiguration, DeploymentConfig, DeploymentGroup,
    DeploymentStyle, TimeBasedCanary, TimeBasedLinear, TrafficRoutingConfig,
};
use crate::documents::cloudformation::resources::iam::Role;
use crate::documents::cloudformation::{Json, Number, Stack, Tag, get_att, reference, some, sub, tag, text};
use crate::documents::iam::PolicyDocument;
use crate::system::Instance;

/// Most minutes between the first and the last step. Source: CodeDeploy User Guide, CodeDeploy quotas (read 2026-11-22).
const LONGEST_MINUTES: u64 = 48 * 60;
/// Minutes of CodeDeploy's own configurations of 10% canaries: `CodeDeployDefault.LambdaCanary10Percent5Minutes`. Source: CodeDeploy
/// User Guide, predefined deployment configurations for an AWS Lambda compute platform.
const CANARY_MINUTES: [u64; 4] = [5, 10, 15, 30];
/// Minutes of CodeDeploy's own configurations of steps of 10%: `CodeDeployDefault.LambdaLinear10PercentEvery1Minute`.
const LINEAR_MINUTES: [u64; 4] = [1, 2, 3, 10];
/// The length of the spans in which failures are counted, in seconds.
const SPAN_S: u32 = 60;

const APPLICATION: &str = "RolloutApplication";
const ROLE: &str = "RolloutRole";

/// The steps of a rollout that says them.
enum Steps {
    Canary(u64, u64),
    Linear(u64, u64),
}

fn steps(rollout: &Rollout) -> Option<Steps> {
    match (rollout.canary, rollout.watched, rollout.linear, rollout.every) {
        (Some(share), Some(time), None, None) => Some(Steps::Canary(percent(share), time.seconds / 60)),
        (None, None, Some(share), Some(time)) => Some(Steps::Linear(percent(share), time.seconds / 60)),
        _ => None,
    }
}

fn percent(share: Percent) -> u64 {
    u64::try_from(share.whole()).unwrap_or_default()
}

/// Adds what moves the callers of the alias, once that stands in the stack.
pub(super) fn add(function: &Instance<'_, Function>, stack: &mut Stack) {
    let Some(rollout) = &function.model.rollout else { return };
    let Some(steps) = steps(rollout) else { return };
    let id = function.id();
    shared(function, stack);
    stack.add(id.then("VersionAlarm"), alarm(function, rollout));
    let config = match predefined(&steps) {
        Some(name) => text(name),
        None => {
            let own =
                DeploymentConfig { compute_platform: some("Lambda"), traffic_routing_config: Some(routing(&steps)) };
            stack.add(id.then("DeploymentConfig"), own);
            reference(id.then("DeploymentConfig"))
        }
    };
    let group = DeploymentGroup {
        deployment_config_name: Some(config),
        deployment_style: Some(DeploymentStyle {
            deployment_option: some("WITH_TRAFFIC_CONTROL"),
            deployment_type: some("BLUE_GREEN"),
        }),
        auto_rollback_configuration: Some(AutoRollbackConfiguration {
            enabled: some(true),
            events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"].map(text).into(),
        }),
        alarm_configuration: Some(AlarmConfiguration {
            enabled: some(true),
            alarms: vec![Alarm { name: Some(reference(id.then("VersionAlarm"))) }],
        }),
        tags: tags(function),
        ..DeploymentGroup::new(reference(APPLICATION), get_att(ROLE, "Arn"))
    };
    stack.add(id.then("DeploymentGroup"), group);
    if let Some(alias) = stack.resources.get_mut(&id.then("Alias")) {
        alias.update_policy(update_policy(id.then("DeploymentGroup").as_str()));
    }
}

fn update_policy(group: &str) -> Json {
    json!({"CodeDeployLambdaAliasUpdate": {
        "ApplicationName": {"Ref": APPLICATION},
        "DeploymentGroupName": {"Ref": group},
    }})
}

fn tags(function: &Instance<'_, Function>) -> Vec<Tag> {
    function.tags().into_iter().map(|(key, value)| tag(key, value)).collect()
}

/// What all functions of a region share, added with the first of them. The policy lets CodeDeploy move aliases and read alarms.
fn shared(function: &Instance<'_, Function>, stack: &mut Stack) {
    if stack.resources.contains_key(APPLICATION) {
        return;
    }
    let tags: Vec<Tag> = function.system.blueprint.tags.iter().map(|(key, value)| tag(key, value)).collect();
    let application = Application { compute_platform: some("Lambda"), tags: tags.clone() };
    stack.add(APPLICATION, application).comment("functions, their rollout");
    let policy = "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited";
    let role = Role {
        managed_policy_arns: vec![sub(policy)],
        tags,
        ..Role::new(PolicyDocument::trust("codedeploy.amazonaws.com"))
    };
    stack.add(ROLE, role);
}

/// Goes off when more than the share of the new version's invocations fail in a minute.
fn alarm(function: &Instance<'_, Function>, rollout: &Rollout) -> cloudwatch::Alarm {
    let id = function.id();
    let name = id.then("Function");
    let counted = |what: &str, metric: &str| MetricDataQuery {
        metric_stat: Some(MetricStat::new(
            Metric {
                namespace: some("AWS/Lambda"),
                metric_name: some(metric),
                dimensions: vec![
                    Dimension::new("FunctionName", reference(&name)),
                    Dimension::new("Resource", sub(format!("${{{name}}}:{ALIAS}"))),
                    Dimension::new("ExecutedVersion", get_att(id.then("Version"), "Version")),
                ],
            },
            "Sum",
            SPAN_S,
        )),
        return_data: some(false),
        ..MetricDataQuery::new(what)
    };
    let share = MetricDataQuery {
        label: some("Failed invocations, %"),
        expression: some("100 * errors / invocations"),
        ..MetricDataQuery::new("share")
    };
    cloudwatch::Alarm {
        alarm_description: some(format!("The new version of {} fails: CodeDeploy takes it back", function.name)),
        metrics: vec![share, counted("errors", "Errors"), counted("invocations", "Invocations")],
        evaluation_periods: some(1),
        comparison_operator: some("GreaterThanThreshold"),
        threshold: some(Number(rollout.errors.value)),
        treat_missing_data: some("notBreaching"),
        tags: tags(function),
        ..cloudwatch::Alarm::default()
    }
}

/// The name of CodeDeploy's own configuration, if it has these steps.
fn predefined(steps: &Steps) -> Option<String> {
    match *steps {
        Steps::Canary(10, minutes) if CANARY_MINUTES.contains(&minutes) => {
            Some(format!("CodeDeployDefault.LambdaCanary10Percent{minutes}Minutes"))
        }
        Steps::Linear(10, minutes) if LINEAR_MINUTES.contains(&minutes) => {
            let unit = if minutes == 1 { "Minute" } else { "Minutes" };
            Some(format!("CodeDeployDefault.LambdaLinear10PercentEvery{minutes}{unit}"))
        }
        Steps::Canary(..) | Steps::Linear(..) => None,
    }
}

fn routing(steps: &Steps) -> TrafficRoutingConfig {
    match *steps {
        Steps::Canary(share, time) => TrafficRoutingConfig {
            time_based_canary: Some(TimeBasedCanary::new(time, share)),
            ..TrafficRoutingConfig::new("TimeBasedCanary")
        },
        Steps::Linear(share, time) => TrafficRoutingConfig {
            time_based_linear: Some(TimeBasedLinear::new(time, share)),
            ..TrafficRoutingConfig::new("TimeBasedLinear")
        },
    }
}

/// Rollouts that CodeDeploy refuses.
pub(super) fn check(function: &Instance<'_, Function>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(rollout) = &function.model.rollout else { return };
    let shares = [("canary", rollout.canary), ("linear", rollout.linear)];
    let wrong: Vec<Diagnostic> =
        shares.into_iter().filter_map(|(field, share)| bad_share(function, field, share?)).collect();
    diagnostics.extend(wrong);
    diagnostics.extend(bad_errors(function, rollout.errors));
    let Some(steps) = steps(rollout) else {
        let error = Diagnostic::error(
            codes::ROLLOUT_STEPS,
            function.key(&["rollout"]),
            format!("the rollout of `{}` does not say its steps", function.name),
        )
        .label("either `canary` and `for`, or `linear` and `every`")
        .help("write `rollout: {canary: 10%, for: 10m}` or `rollout: {linear: 10%, every: 1m}`");
        diagnostics.push(error);
        return;
    };
    let (field, time, intervals) = match steps {
        Steps::Canary(..) => ("for", rollout.watched, 1),
        Steps::Linear(share, _) => {
            let count = 100_u64.div_ceil(share.max(1));
            ("every", rollout.every, count.saturating_sub(1).max(1))
        }
    };
    diagnostics.extend(time.and_then(|time| bad_time(function, field, time, intervals)));
}

fn bad_share(function: &Instance<'_, Function>, field: &str, share: Percent) -> Option<Diagnostic> {
    let whole = share.value.fract() == 0.0;
    if whole && (1..=99).contains(&share.whole()) {
        return None;
    }
    let span = function.value(&["rollout", field]);
    let near = share.whole().clamp(1, 99);
    let error = Diagnostic::error(codes::ROLLOUT_SHARE, span, format!("`{field}` of {share}"))
        .label("a whole percentage, 1% to 99%")
        .fix(format!("use {near}%"), span, format!("{near}%"))
        .fact("registry schema of AWS::CodeDeploy::DeploymentConfig: percentages of traffic are whole numbers (2026-10-20)");
    Some(error)
}

fn bad_errors(function: &Instance<'_, Function>, errors: Percent) -> Option<Diagnostic> {
    if errors.value < 100.0 {
        return None;
    }
    let span = function.value(&["rollout", "errors"]);
    let error = Diagnostic::error(codes::ROLLOUT_SHARE, span, "`errors` of 100%")
        .label("no version fails more often, so none is ever taken back")
        .fix("use 1%", span, "1%");
    Some(error)
}

fn bad_time(function: &Instance<'_, Function>, field: &str, time: Duration, intervals: u64) -> Option<Diagnostic> {
    let span = function.value(&["rollout", field]);
    let minutes = time.seconds / 60;
    let error = |message: String| Diagnostic::error(codes::ROLLOUT_TIME, span, message);
    if minutes == 0 || !time.seconds.is_multiple_of(60) {
        let near = time.seconds.div_ceil(60).max(1);
        let error = error(format!("`{field}` of {time}"))
            .label("whole minutes, at least 1m")
            .fix(format!("use {near}m"), span, format!("{near}m"))
            .fact("CodeDeploy API, TimeBasedCanary and TimeBasedLinear: intervals are minutes (read 2026-11-22)");
        return Some(error);
    }
    let whole = minutes.saturating_mul(intervals);
    if whole <= LONGEST_MINUTES {
        return None;
    }
    let error = error(format!("a rollout of {}, where CodeDeploy takes 48h", Duration::from_seconds(whole.saturating_mul(60))))
        .label(if intervals == 1 { "more than 48h".to_owned() } else { format!("{intervals} times") })
        .fix(format!("use {}m", LONGEST_MINUTES / intervals), span, format!("{}m", LONGEST_MINUTES / intervals))
        .fact("CodeDeploy User Guide, CodeDeploy quotas: 48 hours between the first and the last traffic shift (read 2026-11-22)");
    Some(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codedeploy_s_own_configurations_are_used_where_they_fit() {
        let name = |steps: Steps| predefined(&steps);
        assert_eq!(name(Steps::Canary(10, 5)).as_deref(), Some("CodeDeployDefault.LambdaCanary10Percent5Minutes"));
        assert_eq!(name(Steps::Linear(10, 1)).as_deref(), Some("CodeDeployDefault.LambdaLinear10PercentEvery1Minute"));
        assert_eq!(name(Steps::Linear(10, 3)).as_deref(), Some("CodeDeployDefault.LambdaLinear10PercentEvery3Minutes"));
        assert!(
            [Steps::Canary(5, 5), Steps::Canary(10, 20), Steps::Linear(20, 1)].map(name).iter().all(Option::is_none)
        );
    }
}
