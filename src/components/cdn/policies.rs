//! Policies: what is kept, what is forwarded, which headers are added.

use indexmap::IndexMap;

use super::behaviors::{Caching, Entry, behaviors, caching, managed_forward, ttls};
use super::origins::members;
use crate::blueprint::vocabulary::{Switch, Words};
use crate::blueprint::{
    Behavior, CacheRule, Cdn, Forward, ManagedCache, ManagedForward, ManagedHeaders, SecurityHeaders,
};
use crate::documents::cloudformation::resources::cloudfront::{
    CachePolicy, CachePolicyConfig, ContentSecurityPolicy, ContentTypeOptions, CookiesConfig, FrameOptions,
    HeadersConfig, OriginRequestPolicy, OriginRequestPolicyConfig, ParametersInCacheKeyAndForwardedToOrigin,
    QueryStringsConfig, ReferrerPolicy, ResponseHeadersPolicy, ResponseHeadersPolicyConfig, SecurityHeadersConfig,
    StrictTransportSecurity,
};
use crate::documents::cloudformation::{LogicalId, Stack, Value, reference, some};
use crate::facts::cloudfront::{PolicyKind, managed_policy};
use crate::system::{Instance, System, physical_name};

/// The most characters of a policy's name. Source: registry schema of AWS::CloudFront::CachePolicy.
const NAME_CHARS: usize = 128;

/// What a behavior refers to.
pub(super) struct Policies {
    pub cache: Value<String>,
    pub forward: Option<Value<String>>,
    pub headers: Option<Value<String>>,
    /// Whether what is kept may be compressed.
    pub compress: bool,
}

/// The policies of a behavior; its own are added to the stack.
pub(super) fn of(cdn: &Instance<'_, Cdn>, entry: Entry<'_>, words: &LogicalId, stack: &mut Stack) -> Policies {
    let caching = caching(cdn.model, entry.model);
    let wanted = entry.model.compress.unwrap_or(true);
    let compress = wanted && !matches!(caching, Caching::Off | Caching::Managed(ManagedCache::Uncompressed));
    let cache = match caching {
        Caching::Off => managed(PolicyKind::Cache, ManagedCache::Disabled.name()),
        Caching::Managed(policy) => managed(PolicyKind::Cache, policy.name()),
        Caching::Own(rule) => own_cache(cdn, rule, compress, words, stack),
    };
    let forward = match (managed_forward(cdn.model, entry.model), &entry.model.forward) {
        (Some(policy), _) => Some(managed(PolicyKind::OriginRequest, policy.name())),
        (None, Some(forward)) => own_forward(cdn, forward, words, stack),
        (None, None) => None,
    };
    let headers = match (entry.model.response_headers, &cdn.model.security_headers) {
        (Some(policy), _) => Some(managed(PolicyKind::ResponseHeaders, policy.name())),
        (None, Some(Switch::Enabled)) => Some(managed(PolicyKind::ResponseHeaders, "SECURITY_HEADERS")),
        (None, Some(Switch::With(_))) => Some(reference(headers_id(cdn))),
        (None, _) => None,
    };
    Policies { cache, forward, headers, compress }
}

/// The policies of AWS that a distribution uses, whose ids say nothing to a reader.
pub(super) fn by_id(cdn: &Instance<'_, Cdn>) -> Option<String> {
    let model = cdn.model;
    let mut used: IndexMap<&str, &str> = IndexMap::new();
    for entry in behaviors(model) {
        let cache = match caching(model, entry.model) {
            Caching::Off => Some(ManagedCache::Disabled),
            Caching::Managed(policy) => Some(policy),
            Caching::Own(_) => None,
        };
        let enabled = matches!(model.security_headers, Some(Switch::Enabled)).then_some(ManagedHeaders::Security);
        let policies = [
            cache.map(|policy| (PolicyKind::Cache, policy.name(), policy.key())),
            managed_forward(model, entry.model).map(|policy| (PolicyKind::OriginRequest, policy.name(), policy.key())),
            entry
                .model
                .response_headers
                .or(enabled)
                .map(|policy| (PolicyKind::ResponseHeaders, policy.name(), policy.key())),
        ];
        for (kind, name, word) in policies.into_iter().flatten() {
            used.insert(word, managed_policy(kind, name).unwrap_or_default());
        }
    }
    let used: Vec<String> = used.iter().map(|(word, id)| format!("{word} is {id}")).collect();
    (!used.is_empty()).then(|| format!("Policies of AWS in {}: {}.", cdn.name, used.join(", ")))
}

/// A distribution that serves a bucket, and the behavior by which answers to browsers may lack the headers of CORS.
pub fn loses_cors<'a>(system: &'a System<'a>, bucket: &str) -> Option<(&'a str, &'a str)> {
    super::of_bucket(system, bucket).into_iter().find_map(|name| {
        let cdn = &system.blueprint.cdn.get(name)?.base.model;
        let asks = |entry: &Entry<'a>| {
            members(cdn, &entry.model.origin).any(|(_, origin)| origin.bucket.as_deref() == Some(bucket))
        };
        let blind = behaviors(cdn).filter(asks).find(|entry| !keeps_cors(cdn, entry.model))?;
        Some((name, blind.name()))
    })
}

/// Whether CloudFront adds the headers of CORS, or the bucket sees the Origin of each request whose answer it decides.
fn keeps_cors(cdn: &Cdn, behavior: &Behavior) -> bool {
    let names = |names: &[String]| names.iter().any(|name| name.eq_ignore_ascii_case("origin"));
    let asked = match caching(cdn, behavior) {
        Caching::Own(rule) => names(&rule.key.headers),
        Caching::Managed(policy) => matches!(policy, ManagedCache::OriginHeaders | ManagedCache::OriginHeadersQuery),
        Caching::Off => behavior.forward.as_ref().is_some_and(|forward| match forward.managed {
            Some(policy) => policy != ManagedForward::HostOnly && policy != ManagedForward::UserAgentReferer,
            None => forward.headers == Words::All || names(forward.headers.names()),
        }),
    };
    asked || behavior.response_headers.is_some_and(|policy| policy != ManagedHeaders::Security)
}

/// The id of a policy of AWS. The table has every word of the language: a test holds that.
fn managed(kind: PolicyKind, name: &str) -> Value<String> {
    managed_policy(kind, name).unwrap_or_default().into()
}

fn name(cdn: &Instance<'_, Cdn>, words: &str) -> String {
    physical_name(&[&cdn.system.prefix(), cdn.system.first_name(cdn.name), words], NAME_CHARS)
}

fn own_cache(
    cdn: &Instance<'_, Cdn>,
    rule: &CacheRule,
    compress: bool,
    words: &LogicalId,
    stack: &mut Stack,
) -> Value<String> {
    let key = ParametersInCacheKeyAndForwardedToOrigin {
        enable_accept_encoding_brotli: some(compress),
        ..ParametersInCacheKeyAndForwardedToOrigin::new(
            headers(&Words::Only(rule.key.headers.clone())),
            cookies(&rule.key.cookies),
            query_strings(&rule.key.query_strings),
            compress,
        )
    };
    let times = ttls(rule);
    let config = CachePolicyConfig::new(
        name(cdn, words.as_str()),
        times.least as f64,
        times.default as f64,
        times.most as f64,
        key,
    );
    let id = cdn.id().then(words).then("CachePolicy");
    stack.add(&id, CachePolicy::new(config));
    reference(id)
}

fn own_forward(
    cdn: &Instance<'_, Cdn>,
    forward: &Forward,
    words: &LogicalId,
    stack: &mut Stack,
) -> Option<Value<String>> {
    if [&forward.headers, &forward.cookies, &forward.query_strings].into_iter().all(Words::is_none) {
        return None;
    }
    let config = OriginRequestPolicyConfig::new(
        name(cdn, words.as_str()),
        headers(&forward.headers),
        cookies(&forward.cookies),
        query_strings(&forward.query_strings),
    );
    let id = cdn.id().then(words).then("OriginRequestPolicy");
    stack.add(&id, OriginRequestPolicy::new(config));
    Some(reference(id))
}

/// What CloudFront calls a choice, and the names in it.
fn choice(words: &Words, all: &'static str) -> (&'static str, Vec<Value<String>>) {
    match words {
        Words::All => (all, Vec::new()),
        words if words.is_none() => ("none", Vec::new()),
        words => ("whitelist", words.names().iter().map(Into::into).collect()),
    }
}

fn headers(words: &Words) -> HeadersConfig {
    let (behavior, headers) = choice(words, "allViewer");
    HeadersConfig { headers, ..HeadersConfig::new(behavior) }
}

fn cookies(words: &Words) -> CookiesConfig {
    let (behavior, cookies) = choice(words, "all");
    CookiesConfig { cookies, ..CookiesConfig::new(behavior) }
}

fn query_strings(words: &Words) -> QueryStringsConfig {
    let (behavior, query_strings) = choice(words, "all");
    QueryStringsConfig { query_strings, ..QueryStringsConfig::new(behavior) }
}

fn headers_id(cdn: &Instance<'_, Cdn>) -> LogicalId {
    cdn.id().then("ResponseHeadersPolicy")
}

/// Adds the policy of `security_headers`, if it is a block.
pub(super) fn security_headers(cdn: &Instance<'_, Cdn>, stack: &mut Stack) {
    let Some(Switch::With(settings)) = &cdn.model.security_headers else { return };
    let config = ResponseHeadersPolicyConfig {
        security_headers_config: Some(security_config(settings)),
        ..ResponseHeadersPolicyConfig::new(name(cdn, "security-headers"))
    };
    stack.add(headers_id(cdn), ResponseHeadersPolicy::new(config));
}

/// What the blueprint says goes before what the origin says.
fn security_config(settings: &SecurityHeaders) -> SecurityHeadersConfig {
    let hsts = StrictTransportSecurity {
        include_subdomains: settings.hsts_subdomains.then(|| true.into()),
        ..StrictTransportSecurity::new(settings.hsts.seconds, true)
    };
    SecurityHeadersConfig {
        strict_transport_security: Some(hsts),
        content_type_options: Some(ContentTypeOptions::new(true)),
        frame_options: Some(FrameOptions::new(settings.frames.name(), true)),
        referrer_policy: Some(ReferrerPolicy::new(settings.referrer.name(), true)),
        content_security_policy: settings
            .content_security_policy
            .as_ref()
            .map(|policy| ContentSecurityPolicy::new(policy, true)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_a_policy_of_aws() {
        let cache = ManagedCache::ALL.iter().map(|policy| (PolicyKind::Cache, policy.name()));
        let forward = ManagedForward::ALL.iter().map(|policy| (PolicyKind::OriginRequest, policy.name()));
        let headers = ManagedHeaders::ALL.iter().map(|policy| (PolicyKind::ResponseHeaders, policy.name()));
        for (kind, name) in cache.chain(forward).chain(headers) {
            assert!(managed_policy(kind, name).is_some(), "{kind:?} {name}");
        }
    }
}
