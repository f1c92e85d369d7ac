//! Workflows: executions that fail, time out or are refused.

use crate::blueprint::{Thresholds, Workflow};
use crate::components::workflows::{arn, is_express};
use crate::system::{Instance, Region, System};

use super::super::signal::{Alarm, Chart, Layer, Query, Series, Side, Signals, Window};

pub(super) fn in_region(system: &System<'_>, region: &Region<'_>, thresholds: &Thresholds) -> Signals {
    let workflows = system.instances(&system.blueprint.workflows);
    let workflows: Vec<_> = workflows.into_iter().filter(|workflow| workflow.region.code == region.code).collect();
    let lines = |metric: &str| workflows.iter().map(|workflow| series(workflow, metric, "Sum")).collect::<Vec<_>>();
    let unlucky = lines("ExecutionsFailed").into_iter().chain(lines("ExecutionsTimedOut")).collect();
    let charts = vec![
        Chart::new(Layer::Compute, "Executions", "executions a minute", lines("ExecutionsStarted")),
        Chart::new(Layer::Compute, "Executions that failed or timed out", "executions a minute", unlucky),
    ];
    Signals { charts, alarms: workflows.iter().flat_map(|workflow| alarms(workflow, thresholds)).collect() }
}

fn series(workflow: &Instance<'_, Workflow>, metric: &str, statistic: &str) -> Series {
    let machine = arn(workflow.name, workflow.region.code);
    Series::new("AWS/States", metric, statistic, workflow.name).of("StateMachineArn", machine)
}

/// AWS recommends no alarms for Step Functions. A standard execution is a piece of work that people wait for, so that one
/// failure counts; express executions come by the thousand, so that their share does.
fn alarms(workflow: &Instance<'_, Workflow>, thresholds: &Thresholds) -> [Alarm; 3] {
    let (id, path, name) = (workflow.id(), workflow.path(), workflow.name);
    let one = |word: &str, metric: &str| {
        let query = Query::One(series(workflow, metric, "Sum"));
        Alarm::above(id.then(word), &path, query, 1.0, Window::minutes(1)).on(Side::AtLeast)
    };
    let share = |word: &str, metric: &str| {
        let query = Query::Math(
            "100 * bad / started".into(),
            vec![
                ("bad".into(), series(workflow, metric, "Sum")),
                ("started".into(), series(workflow, "ExecutionsStarted", "Sum")),
            ],
        );
        Alarm::above(id.then(word), &path, query, thresholds.errors.value, Window::some(3, 5))
    };
    let unlucky = |word: &str, metric: &str, what: &str| {
        if is_express(workflow.model) {
            share(word, metric).says(format!("More than {} of the executions of {name} {what}.", thresholds.errors))
        } else {
            one(word, metric).says(format!("An execution of {name} {what}: its history says at which state."))
        }
    };
    [
        unlucky("Failures", "ExecutionsFailed", "failed"),
        unlucky("Timeouts", "ExecutionsTimedOut", "ran out of time"),
        one("Throttles", "ExecutionThrottled").says(format!(
            "Step Functions holds back states of {name}: the account's quota of state transitions in the region is used up."
        )),
    ]
}
