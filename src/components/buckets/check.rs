//! What S3 would refuse, and regions that cannot be.

use crate::blueprint::vocabulary::Duration;
use crate::blueprint::{Bucket, LifecycleRule, StorageClass};
use crate::components::{cdn, existing};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::system::{Instance, System};

/// Seconds of a day.
const DAY_S: u64 = 86_400;

/// Everything that is wrong with buckets.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (bucket, key) in super::instances(system) {
        diagnostics.extend(existing::check_key(&bucket, bucket.model.kms_key.as_ref(), &key.region));
        for (name, rule) in &bucket.model.lifecycle {
            lifecycle(&bucket, name, rule, diagnostics);
        }
        super::cors::check(&bucket, diagnostics);
    }
    diagnostics.extend(system.blueprint.buckets.keys().filter_map(|name| served_elsewhere(system, name)));
}

/// A bucket that a distribution serves stands beside it.
fn served_elsewhere(system: &System<'_>, name: &str) -> Option<Diagnostic> {
    let component = system.blueprint.buckets.get(name)?;
    let served_by = cdn::of_bucket(system, name);
    let first = served_by.first()?;
    let elsewhere = |region: &&String| region.as_str() != cdn::REGION;
    let named = component.common.regions.iter().flatten().find(elsewhere).map(|region| ("regions", region));
    let patched = || component.per_region.keys().find(elsewhere).map(|region| ("per_region", region));
    let (field, region) = named.or_else(patched)?;
    let span = system.value(&["buckets", name, field]);
    let error = Diagnostic::error(codes::SERVED_BUCKET_REGION, span, format!("`{name}` cannot be in {region}"))
        .label("a bucket that a distribution serves is in us-east-1")
        .also(system.key(&["cdn", first]), format!("`{first}` serves it"))
        .fact("the bucket's policy names the distribution and the distribution names the bucket: both stand in one stack, which is in us-east-1 for the distribution's certificate");
    Some(match system.tree.removal_span(component.node.0, field) {
        Some(removal) => error.fix(format!("leave `{field}` out"), removal, ""),
        None => error.help(format!("leave `{field}` out")),
    })
}

fn lifecycle(bucket: &Instance<'_, Bucket>, name: &str, rule: &LifecycleRule, diagnostics: &mut Vec<Diagnostic>) {
    let path = ["lifecycle", name];
    let place = |field: &'static str| bucket.value(&[path.as_slice(), &[field]].concat());
    if rule.transitions.is_empty() && rule.expire.is_none() && rule.expire_old_versions.is_none() {
        diagnostics.push(
            Diagnostic::error(codes::LIFECYCLE_NOTHING, bucket.key(&path), format!("the rule `{name}` does nothing"))
                .label("no time is set")
                .help("add `transitions`, `expire` or `expire_old_versions`")
                .fact("S3 PutBucketLifecycleConfiguration: a rule has at least one action"),
        );
    }
    if rule.expire_old_versions.is_some() && !bucket.model.versioning {
        let span = bucket.key(&[path.as_slice(), &["expire_old_versions"]].concat());
        diagnostics.push(
            Diagnostic::error(codes::LIFECYCLE_NOTHING, span, format!("`{}` keeps no old versions", bucket.name))
                .label("there is nothing to expire")
                .help("add `versioning: true`, or leave it out"),
        );
    }
    let ages = [("expire", rule.expire), ("expire_old_versions", rule.expire_old_versions)];
    for (field, age) in ages {
        diagnostics.extend(age.and_then(|age| whole_days(age, place(field))));
    }
    let mut before: Option<(StorageClass, Duration)> = None;
    for (class, age) in &rule.transitions {
        let span = bucket.value(&[path.as_slice(), &["transitions", class.key()]].concat());
        diagnostics.extend(transition(*class, *age, span, before));
        before = Some((*class, *age));
    }
    if let (Some((class, age)), Some(expire)) = (before, rule.expire)
        && expire <= age
    {
        diagnostics.push(
            Diagnostic::error(
                codes::LIFECYCLE_AGE,
                place("expire"),
                format!("objects expire at {expire}, before they move at {age}"),
            )
            .label("not after the last transition")
            .also(
                bucket.value(&[path.as_slice(), &["transitions", class.key()]].concat()),
                format!("they move to {} here", class.key()),
            )
            .help("let objects expire later, or leave the transition out")
            .fact("S3 PutBucketLifecycleConfiguration: days of Expiration must be greater than days of Transition"),
        );
    }
}

fn transition(
    class: StorageClass,
    age: Duration,
    span: Span,
    before: Option<(StorageClass, Duration)>,
) -> Option<Diagnostic> {
    let too_early = class == StorageClass::StandardIa && age.seconds < 30 * DAY_S;
    if too_early {
        let error = Diagnostic::error(codes::LIFECYCLE_AGE, span, format!("objects cannot move to standard_ia at {age}"))
            .label("30d or later")
            .fix("move them at 30d", span, "30d")
            .fact("Amazon S3 User Guide, Transitioning objects using S3 Lifecycle: objects stay at least 30 days before they move to S3 Standard-IA");
        return Some(error);
    }
    if !age.seconds.is_multiple_of(DAY_S) {
        return whole_days(age, span);
    }
    let (other, earlier) = before.filter(|(other, earlier)| *earlier >= age && *other < class)?;
    let error = Diagnostic::error(
        codes::LIFECYCLE_AGE,
        span,
        format!("objects cannot move to {} at {age}, after {} at {earlier}", class.key(), other.key()),
    )
    .label(format!("not later than {earlier}"))
    .help("write the transitions in the order in which objects age")
    .fact("Amazon S3 User Guide, Transitioning objects using S3 Lifecycle: each transition comes later than the one before it");
    Some(error)
}

/// S3 counts in whole days.
pub fn whole_days(age: Duration, span: Span) -> Option<Diagnostic> {
    if age.seconds >= DAY_S && age.seconds.is_multiple_of(DAY_S) {
        return None;
    }
    let near = age.seconds.div_ceil(DAY_S).max(1);
    let error = Diagnostic::error(codes::LIFECYCLE_AGE, span, format!("{age} is not a number of whole days"))
        .label("S3 counts in days, from 1")
        .fix(format!("write {near}d"), span, format!("{near}d"))
        .fact("S3 PutBucketLifecycleConfiguration: days are whole and greater than 0");
    Some(error)
}
