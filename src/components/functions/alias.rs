//! Published versions, the alias that callers use, and instances that are kept ready behind it.

use crate::blueprint::{Function, Provisioned};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::applicationautoscaling::{
    PredefinedMetricSpecification, ScalableTarget, ScalingPolicy, TargetTrackingScalingPolicyConfiguration,
};
use crate::documents::cloudformation::resources::lambda;
use crate::documents::cloudformation::{Stack, Value, get_att, reference, some, sub};
use crate::facts;
use crate::system::{Instance, System, digest};

/// The alias that callers of a function use when it has published versions.
pub(super) const ALIAS: &str = "live";

/// The share of busy instances to aim at, in percent. Source: Lambda Developer Guide, managing provisioned concurrency: target values
/// from 0.1 to 0.9 (2026-11).
const TARGET_PERCENT: std::ops::RangeInclusive<f64> = 10.0..=90.0;

/// Digits of the digest in a version's description.
const DIGITS: usize = 16;

/// Whether callers use a published version. $LATEST has neither instances that are kept ready nor snapshots, and no version to go back to.
pub(super) fn is_published(function: &Function) -> bool {
    function.concurrency.provisioned.is_some() || function.snap_start || function.rollout.is_some()
}

/// What callers name: the alias, or the function itself.
pub(super) fn callee(function: &Instance<'_, Function>) -> Value<String> {
    if is_published(function.model) {
        reference(function.id().then("Alias"))
    } else {
        get_att(function.id().then("Function"), "Arn")
    }
}

/// Adds the version, the alias and what keeps instances ready, once the function itself stands in the stack.
///
/// A version is a picture of the function at one moment, and CloudFormation makes a new one only when one of its properties changes.
/// Its description is a digest of the function, so it changes with the code and with every setting.
pub(super) fn add(function: &Instance<'_, Function>, stack: &mut Stack) {
    if !is_published(function.model) {
        return;
    }
    let id = function.id();
    let itself =
        stack.resources.get(&id.then("Function")).map(|entry| entry.properties.to_string()).unwrap_or_default();
    let version = lambda::Version {
        description: some(digest(itself.as_bytes(), DIGITS)),
        ..lambda::Version::new(reference(id.then("Function")))
    };
    stack.add(id.then("Version"), version);
    let provisioned = function.model.concurrency.provisioned.as_ref();
    let alias = lambda::Alias {
        provisioned_concurrency_config: provisioned
            .map(|ready| lambda::ProvisionedConcurrencyConfiguration::new(ready.min)),
        ..lambda::Alias::new(ALIAS, reference(id.then("Function")), get_att(id.then("Version"), "Version"))
    };
    stack.add(id.then("Alias"), alias);
    if let Some((ready, max)) = provisioned.and_then(|ready| Some((ready, ready.max?))) {
        scaling(function, ready, max, stack);
    }
}

/// The number of ready instances follows the load.
fn scaling(function: &Instance<'_, Function>, ready: &Provisioned, max: u32, stack: &mut Stack) {
    let id = function.id();
    let resource = format!("function:${{{}}}:{ALIAS}", id.then("Function"));
    let dimension = "lambda:function:ProvisionedConcurrency";
    let target = ScalableTarget::new("lambda", dimension, sub(resource), ready.min, max);
    // The name of the alias is written out, which makes no dependency.
    stack.add(id.then("ScalableTarget"), target).depends_on(id.then("Alias"));
    let tracking = TargetTrackingScalingPolicyConfiguration {
        predefined_metric_specification: Some(PredefinedMetricSpecification::new(
            "LambdaProvisionedConcurrencyUtilization",
        )),
        ..TargetTrackingScalingPolicyConfiguration::new(ready.target.fraction())
    };
    let policy = ScalingPolicy {
        scaling_target_id: some(reference(id.then("ScalableTarget"))),
        target_tracking_scaling_policy_configuration: Some(tracking),
        ..ScalingPolicy::new(format!("{}-utilization", function.name), "TargetTrackingScaling")
    };
    stack.add(id.then("ScalingPolicy"), policy);
}

/// Concurrency that Lambda or Application Auto Scaling refuses, and snapshots that a function cannot have.
pub(super) fn check(function: &Instance<'_, Function>, diagnostics: &mut Vec<Diagnostic>) {
    let concurrency = &function.model.concurrency;
    if let Some(ready) = &concurrency.provisioned {
        diagnostics.extend(bounds(function, ready));
        diagnostics.extend(over_reserved(function, ready));
        let target = ready.target;
        if ready.max.is_some() && !TARGET_PERCENT.contains(&target.value) {
            let span = function.value(&["concurrency", "provisioned", "target"]);
            let error = Diagnostic::error(codes::PROVISIONED_TARGET, span, format!("{target} of the ready instances busy"))
                .label("10% to 90%")
                .fix("use 70%", span, "70%")
                .fact("Lambda Developer Guide, managing provisioned concurrency: target tracking takes 0.1 to 0.9 (read 2026-11-22)");
            diagnostics.push(error);
        }
    }
    if function.model.snap_start {
        diagnostics.extend(snapshots(function));
    }
}

fn bounds(function: &Instance<'_, Function>, ready: &Provisioned) -> Option<Diagnostic> {
    if ready.min == 0 {
        let span = function.value(&["concurrency", "provisioned", "min"]);
        let error = Diagnostic::error(codes::PROVISIONED_BOUNDS, span, "no instance kept ready, at the fewest")
            .label("at least 1")
            .fix("use 1", span, "1")
            .fact("registry schema of AWS::Lambda::Alias, ProvisionedConcurrentExecutions: minimum 1 (2026-10-20)");
        return Some(error);
    }
    let max = ready.max.filter(|max| *max < ready.min)?;
    let span = function.value(&["concurrency", "provisioned", "max"]);
    let error = Diagnostic::error(
        codes::PROVISIONED_BOUNDS,
        span,
        format!("at most {max} ready instances, at least {}", ready.min),
    )
    .label(format!("less than the {} of `min`", ready.min))
    .also(function.value(&["concurrency", "provisioned", "min"]), "the fewest")
    .help("let `max` be greater than `min`, or leave it out for a fixed number");
    Some(error)
}

fn over_reserved(function: &Instance<'_, Function>, ready: &Provisioned) -> Option<Diagnostic> {
    let reserved = function.model.concurrency.reserved?;
    let most = ready.max.unwrap_or(ready.min);
    if most <= reserved {
        return None;
    }
    let field = if ready.max.is_some() { "max" } else { "min" };
    let error = Diagnostic::error(
        codes::PROVISIONED_OVER_RESERVED,
        function.value(&["concurrency", "provisioned", field]),
        format!("{most} ready instances, where {reserved} may run"),
    )
    .label("more than are reserved")
    .also(function.value(&["concurrency", "reserved"]), "the most that may run")
    .help("reserve at least as many as are kept ready, or leave `reserved` out")
    .fact("provisioned concurrency cannot exceed the function's reserved concurrency (Lambda Developer Guide, configuring provisioned concurrency, read 2026-11-22)");
    Some(error)
}

fn snapshots(function: &Instance<'_, Function>) -> Option<Diagnostic> {
    let span = function.value(&["snap_start"]);
    let refuse = |message: String, other: &[&str], why: &str| {
        let error = Diagnostic::error(codes::SNAP_START, span, message)
            .label("starts from a snapshot")
            .also(function.key(other), why)
            .fact("SnapStart: Python 3.12, Java 11 and .NET 8 or later; no provisioned concurrency, no container images, /tmp to 512 MB (Lambda Developer Guide, SnapStart, supported features and limitations, read 2026-11-22)");
        Some(match function.removal(&["snap_start"]) {
            Some(removal) => error.fix("leave it out", removal, ""),
            None => error.help("leave it out"),
        })
    };
    if function.model.concurrency.provisioned.is_some() {
        let why = "ready instances need no snapshot";
        return refuse("snap_start and provisioned concurrency".into(), &["concurrency", "provisioned"], why);
    }
    if matches!(function.model.code, crate::blueprint::Code::Image(_)) {
        return refuse("snap_start of a container image".into(), &["code"], "an image");
    }
    if function.model.temporary_storage.mib() > 512 {
        let message = format!("snap_start with {} in /tmp", function.model.temporary_storage);
        return refuse(message, &["temporary_storage"], "more than 512MiB");
    }
    let runtime = facts::lambda::runtime(&function.model.runtime).filter(|runtime| !runtime.snapstart)?;
    refuse(format!("{} has no snap_start", runtime.name), &["runtime"], "the runtime")
}

/// Concurrency that is set aside comes out of the account's.
pub(super) fn check_sum(system: &System<'_>, functions: &[Instance<'_, Function>], diagnostics: &mut Vec<Diagnostic>) {
    let free = facts::lambda::ACCOUNT_CONCURRENCY - facts::lambda::UNRESERVED_CONCURRENCY;
    for region in &system.regions {
        let here = functions.iter().filter(|function| function.region.code == region.code);
        let reserving: Vec<_> = here.filter(|function| function.model.concurrency.reserved.is_some()).collect();
        let sum: u32 = reserving.iter().filter_map(|function| function.model.concurrency.reserved).sum();
        let Some(last) = reserving.last().filter(|_| sum > free) else { continue };
        let warning = Diagnostic::warning(
            codes::RESERVED_SUM,
            last.value(&["concurrency", "reserved"]),
            format!("{sum} reserved instances in {}, where an account has {free} to give at first", region.code),
        )
        .label(format!("with this, {sum} of {free}"))
        .help("ask for \"Concurrent executions\" in Service Quotas before the first deployment, or reserve fewer")
        .fact("Lambda Developer Guide, Lambda quotas: 1,000 concurrent executions, of which 100 stay unreserved (read 2026-11-22)");
        diagnostics.push(warning);
        return;
    }
}
