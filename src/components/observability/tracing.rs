//! Which requests X-Ray traces.

use crate::blueprint::Observability;
use crate::documents::cloudformation::resources::xray::{SamplingRule, SamplingRuleSamplingRule};
use crate::documents::cloudformation::{Stack, some};
use crate::facts::xray;
use crate::system::{Region, System, physical_name};

/// Adds the rule of a region. It is about what the system's names begin with, so that others in the account keep theirs:
/// API Gateway goes by API and stage, services by the names that they give themselves.
pub(super) fn add(system: &System<'_>, model: &Observability, region: &Region<'_>, stack: &mut Stack) {
    let Some(tracing) = &model.tracing else { return };
    let prefix: String = system.prefix().chars().take(xray::MAX_SERVICE_NAME - 2).collect();
    let rule = SamplingRuleSamplingRule {
        rule_name: some(physical_name(&[&system.prefix()], xray::MAX_RULE_NAME)),
        priority: xray::PRIORITY.into(),
        fixed_rate: tracing.sampling.fraction().into(),
        reservoir_size: tracing.reservoir.into(),
        service_name: format!("{prefix}-*").into(),
        service_type: "*".into(),
        host: "*".into(),
        http_method: "*".into(),
        url_path: "*".into(),
        resource_arn: "*".into(),
        version: some(1),
        ..SamplingRuleSamplingRule::default()
    };
    let rule = SamplingRule { sampling_rule: Some(rule), tags: super::tags(system) };
    let says = format!("observability.tracing: {} of the requests in {}", tracing.sampling, region.code);
    stack.add("SamplingRule", rule).comment(says);
}
