//! Auto scaling: what ElastiCache can scale, and between which numbers.

use std::ops::RangeInclusive;

use crate::blueprint::{Cache, CacheEngine, vocabulary::Percent};
use crate::components::caches::{Form, cluster_mode, form, global, is_before};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::elasticache;
use crate::system::Instance;

/// Where the conditions come from.
const CONDITIONS: &str =
    "ElastiCache User Guide, Auto Scaling Valkey and Redis OSS clusters, Prerequisites (read 2026-11-22)";

/// Scaling of what cannot be scaled, and bounds that cannot be kept.
pub fn check(cache: &Instance<'_, Cache>, diagnostics: &mut Vec<Diagnostic>) {
    let model = cache.model;
    let Some(scaling) = model.scaling.as_ref().filter(|_| form(model) == Form::Group) else { return };
    diagnostics.extend(refused(cache));
    if scaling.shards.is_none() && scaling.replicas.is_none() {
        let span = cache.key(&["scaling"]);
        let error = Diagnostic::error(codes::CACHE_SCALING_RANGE, span, "scaling of nothing")
            .label("neither shards nor replicas")
            .help("say `shards` or `replicas`, each with `min`, `max` and what to aim at");
        diagnostics.push(error);
    }
    if let Some(shards) = &scaling.shards {
        let bounds = Bounds { what: "shards", field: "shards", least: shards.min, most: shards.max, now: model.shards };
        bounds.check(cache, elasticache::SHARDS, diagnostics);
        match (shards.cpu, shards.memory) {
            (Some(cpu), None) => diagnostics.extend(target(cache, "shards", "cpu", cpu)),
            (None, Some(memory)) => diagnostics.extend(target(cache, "shards", "memory", memory)),
            (both, _) => diagnostics.push(not_one_target(cache, both.is_some())),
        }
    }
    if let Some(replicas) = &scaling.replicas {
        let (least, most) = (replicas.min, replicas.max);
        let bounds =
            Bounds { what: "replicas", field: "replicas_per_shard", least, most, now: model.replicas_per_shard };
        bounds.check(cache, 1..=*elasticache::REPLICAS_PER_SHARD.end(), diagnostics);
        diagnostics.extend(target(cache, "replicas", "cpu", replicas.cpu));
    }
}

fn refused(cache: &Instance<'_, Cache>) -> Option<Diagnostic> {
    let (model, key) = (cache.model, cache.key(&["scaling"]));
    let error = |span: Span, message: String| {
        let error = Diagnostic::error(codes::CACHE_SCALING, span, message).fact(CONDITIONS);
        if span == key { error } else { error.also(key, "scaled here") }
    };
    if !cluster_mode(model) {
        let span = cache.value(&["cluster_mode"]);
        return Some(error(span, "auto scaling outside cluster mode".into()).label("clusters only").fix(
            "speak the cluster protocol",
            span,
            "true",
        ));
    }
    if global::replicates(model) {
        let error = error(key, "auto scaling of a global datastore".into()).label("its members keep one shape");
        return Some(
            error.also(cache.value(&["replication"]), "a member of a global datastore").help("leave one of them out"),
        );
    }
    let least = elasticache::LEAST_REDIS_SCALING;
    if model.engine == CacheEngine::Redis && is_before(model, least) {
        let span = cache.place(&["version"]);
        return Some(
            error(span, format!("auto scaling before redis {least}"))
                .label(format!("from redis {least} on"))
                .help("choose valkey, or a later version"),
        );
    }
    let (family, size) = model.node_type.trim_start_matches("cache.").split_once('.')?;
    let scalable = elasticache::SCALING_SIZES.contains(&size) && elasticache::SCALING_FAMILIES.contains(&family);
    let sizes = elasticache::SCALING_SIZES.join(", ");
    (!scalable && elasticache::family(&model.node_type).is_some()).then(|| {
        error(cache.place(&["node_type"]), format!("auto scaling adds no {}", model.node_type))
            .label(format!("only {sizes} of current families"))
            .help("choose cache.m7g.large or cache.r7g.large, up to 2xlarge")
    })
}

struct Bounds {
    what: &'static str,
    field: &'static str,
    least: u32,
    most: u32,
    now: u32,
}

impl Bounds {
    fn check(&self, cache: &Instance<'_, Cache>, allowed: RangeInclusive<u32>, diagnostics: &mut Vec<Diagnostic>) {
        let (min, max) = (cache.value(&["scaling", self.what, "min"]), cache.value(&["scaling", self.what, "max"]));
        let error = |span: Span, message: String| Diagnostic::error(codes::CACHE_SCALING_RANGE, span, message);
        for (span, number) in [(min, self.least), (max, self.most)] {
            let near = number.clamp(*allowed.start(), *allowed.end());
            if near != number {
                let message =
                    format!("{number} {}, where {} to {} are possible", self.what, allowed.start(), allowed.end());
                let error = error(span, message).label(format!("not from {} to {}", allowed.start(), allowed.end()));
                diagnostics.push(error.fix(format!("write {near}"), span, near.to_string()).fact(CONDITIONS));
            }
        }
        if self.least > self.most {
            let error = error(min, format!("at least {} {}, at most {}", self.least, self.what, self.most));
            let error = error.label("more than the most").also(max, "the most").help("swap them, or raise `max`");
            diagnostics
                .push(error.fact("Application Auto Scaling RegisterScalableTarget, MinCapacity (botocore 1.44.5)"));
        } else if self.now < self.least || self.now > self.most {
            let span = cache.place(&[self.field]);
            let message = format!("begins with {} {}, outside {} to {}", self.now, self.what, self.least, self.most);
            let near = self.now.clamp(self.least, self.most);
            let error = error(span, message).label("scaled at once").also(min, "the fewest");
            let error = match cache.says(&[self.field]) {
                true => error.fix(format!("begin with {near}"), span, near.to_string()),
                false => error.help(format!("begin with `{}: {near}`", self.field)),
            };
            diagnostics.push(error.fact("ElastiCache User Guide, Auto Scaling policies: capacity below the minimum is scaled out, above the maximum in (read 2026-11-22)"));
        }
    }
}

fn target(cache: &Instance<'_, Cache>, what: &str, metric: &str, percent: Percent) -> Option<Diagnostic> {
    let (span, allowed) = (cache.value(&["scaling", what, metric]), elasticache::SCALING_TARGET_PERCENT);
    let (least, most) = (f64::from(*allowed.start()), f64::from(*allowed.end()));
    (!(least..=most).contains(&percent.value)).then(|| {
        let near = Percent { value: percent.value.clamp(least, most) };
        Diagnostic::error(codes::CACHE_SCALING_RANGE, span, format!("a scaling policy cannot aim at {percent}"))
            .label(format!("{least}% to {most}%"))
            .fix(format!("aim at {near}"), span, near.to_string())
            .fact("ElastiCache User Guide, Adding a scaling policy: from 35 to 70 (read 2026-11-22)")
    })
}

fn not_one_target(cache: &Instance<'_, Cache>, both: bool) -> Diagnostic {
    let message = if both { "two values to aim at" } else { "nothing to aim at" };
    Diagnostic::error(codes::CACHE_SCALING_RANGE, cache.key(&["scaling", "shards"]), message)
        .label("one of `cpu` and `memory`")
        .help("say `cpu: 60%` or `memory: 60%`: a policy follows one metric")
        .fact("ElastiCache User Guide, Defining a scaling policy: one predefined metric (read 2026-11-22)")
}
