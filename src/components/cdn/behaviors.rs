//! What a behavior comes to once its defaults are filled in.

use indexmap::IndexMap;

use super::origins::{Source, source};
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Behavior, CacheRule, Cdn, ManagedCache, ManagedForward, Methods};
use crate::documents::cloudformation::LogicalId;

/// A day: what CloudFront keeps where neither the origin nor the blueprint says.
const DAY_S: u64 = 86_400;
/// A year: what CloudFront keeps at most where the blueprint does not say.
const YEAR_S: u64 = 365 * DAY_S;

/// One behavior: the default one, or that of a path pattern.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// Left out for the default behavior.
    pub pattern: Option<&'a str>,
    pub model: &'a Behavior,
}

impl<'a> Entry<'a> {
    /// Where a field of it stands in the component.
    pub fn path<'p>(&'p self, field: &[&'p str]) -> Vec<&'p str> {
        let mut path = match self.pattern {
            Some(pattern) => vec!["behaviors", pattern],
            None => vec!["default_behavior"],
        };
        path.extend(field);
        path
    }

    /// As messages call it: `/api/*`, or `the default behavior`.
    pub fn name(&self) -> &'a str {
        self.pattern.unwrap_or("the default behavior")
    }
}

/// Every behavior, the default one first.
pub(super) fn behaviors(cdn: &Cdn) -> impl Iterator<Item = Entry<'_>> {
    let default = Entry { pattern: None, model: &cdn.default_behavior };
    let others = cdn.behaviors.iter().map(|(pattern, model)| Entry { pattern: Some(pattern), model });
    std::iter::once(default).chain(others)
}

/// The words of each pattern in logical ids: `Api` for `/api/*`, `Jpg` for `*.jpg`. Words that are taken get a number behind them.
pub(super) fn words(cdn: &Cdn) -> IndexMap<Option<&str>, LogicalId> {
    let mut words: IndexMap<Option<&str>, LogicalId> = IndexMap::from([(None, LogicalId::new("Default"))]);
    for pattern in cdn.behaviors.keys() {
        let plain = LogicalId::new(pattern);
        let plain = if plain.as_str().is_empty() { LogicalId::new("Any") } else { plain };
        let numbered = (2..).map(|number: u32| plain.then(number.to_string()));
        let taken = |id: &LogicalId| words.values().any(|other| other == id);
        let free = std::iter::once(plain.clone()).chain(numbered).find(|id| !taken(id));
        words.insert(Some(pattern), free.unwrap_or(plain));
    }
    words
}

/// What is kept at the edge.
pub(super) enum Caching<'a> {
    /// Nothing.
    Off,
    /// As a policy of AWS says.
    Managed(ManagedCache),
    /// As the blueprint says.
    Own(&'a CacheRule),
}

/// What a behavior keeps.
pub(super) fn caching<'a>(cdn: &Cdn, behavior: &'a Behavior) -> Caching<'a> {
    match &behavior.cache {
        Some(Switch::Disabled) => Caching::Off,
        Some(Switch::Enabled) => Caching::Managed(ManagedCache::Optimized),
        Some(Switch::With(rule)) => match rule.managed {
            Some(ManagedCache::Disabled) => Caching::Off,
            Some(managed) => Caching::Managed(managed),
            None if ttls(rule).most == 0 => Caching::Off,
            None => Caching::Own(rule),
        },
        None if source(cdn, &behavior.origin) == Some(Source::Bucket) => Caching::Managed(ManagedCache::Optimized),
        None => Caching::Off,
    }
}

/// Seconds for which things are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ttls {
    pub least: u64,
    pub default: u64,
    pub most: u64,
}

/// The times of a rule. What it leaves out fits what it says.
pub(super) fn ttls(rule: &CacheRule) -> Ttls {
    let (least, default, most) = (rule.min_ttl, rule.ttl, rule.max_ttl);
    let least = least.map_or(0, |ttl| ttl.seconds);
    let longest = YEAR_S.max(least).max(default.map_or(0, |ttl| ttl.seconds));
    let most = most.map_or(longest, |ttl| ttl.seconds);
    let default = default.map_or(DAY_S.max(least).min(most), |ttl| ttl.seconds);
    Ttls { least, default, most }
}

/// The policy of AWS by which a behavior forwards, if it is one. Where answers are kept, what is forwarded beside the key would reach one
/// client's answer and be given to all.
pub(super) fn managed_forward(cdn: &Cdn, behavior: &Behavior) -> Option<ManagedForward> {
    match &behavior.forward {
        Some(forward) => forward.managed,
        None if source(cdn, &behavior.origin) == Some(Source::Bucket) => None,
        None => matches!(caching(cdn, behavior), Caching::Off).then_some(ManagedForward::AllViewerExceptHost),
    }
}

/// The methods that a behavior lets through.
pub(super) fn methods(cdn: &Cdn, behavior: &Behavior) -> Methods {
    behavior.methods.unwrap_or_else(|| match source(cdn, &behavior.origin) {
        Some(Source::Bucket) => Methods::Read,
        _ if cdn.origin_groups.contains_key(&behavior.origin) => Methods::Options,
        _ => Methods::All,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blueprint::vocabulary::Duration;

    fn rule(times: [Option<u64>; 3]) -> CacheRule {
        let [min_ttl, ttl, max_ttl] = times.map(|seconds| seconds.map(Duration::from_seconds));
        CacheRule { min_ttl, ttl, max_ttl, ..CacheRule::default() }
    }

    /// Whatever single time is written, the others fit around it.
    #[test]
    fn what_is_left_out_fits() {
        for seconds in [0, 1, DAY_S, 2 * DAY_S, YEAR_S, 2 * YEAR_S] {
            for at in 0..3 {
                let mut times = [None; 3];
                times[at] = Some(seconds);
                let ttls = ttls(&rule(times));
                assert!(ttls.least <= ttls.default && ttls.default <= ttls.most, "{times:?} {ttls:?}");
                assert_eq!([ttls.least, ttls.default, ttls.most][at], seconds);
            }
        }
    }
}
