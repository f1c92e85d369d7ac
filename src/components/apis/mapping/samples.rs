//! What a template is run with.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::super::paths;
use super::super::routes::Entry;
use super::Mapped;
use crate::blueprint::{Api, Document};
use crate::documents::vtl::Sample;
use crate::system::Instance;

/// The body of the sample beside a template. A text stands for itself.
pub(super) fn body(mapped: &Mapped<'_>) -> Option<String> {
    let route = mapped.entry.route;
    let sample = if mapped.is_request() {
        route.request.as_ref()?.sample.as_ref()
    } else {
        route.responses.get(*mapped.path.last()?)?.sample.as_ref()
    };
    match sample? {
        Document::Inline(node) => Some(match mapped.api.system.tree.to_json(node.0) {
            Json::String(text) => text,
            json => json.to_string(),
        }),
        Document::File(_) => None,
    }
}

/// A sample with this body, and parameters that are called what they are.
pub(super) fn sample(api: &Instance<'_, Api>, entry: Entry<'_>, body: String) -> Sample {
    let named = |names: Vec<&str>| -> IndexMap<String, String> {
        names.into_iter().map(|name| (name.to_owned(), name.to_owned())).collect()
    };
    let parameters = &entry.route.parameters;
    let context = [
        ("apiId", "abcdef1234"),
        ("domainName", "api.example.com"),
        ("httpMethod", entry.method.http()),
        ("identity.sourceIp", "192.0.2.1"),
        ("identity.userAgent", "example/1.0"),
        ("path", entry.path),
        ("protocol", "HTTP/1.1"),
        ("requestId", "11111111-2222-3333-4444-555555555555"),
        ("requestTime", "01/Jan/2026:00:00:00 +0000"),
        ("requestTimeEpoch", "1767225600000"),
        ("resourceId", "abc123"),
        ("resourcePath", entry.path),
        ("stage", super::super::STAGE),
    ];
    let mut context: IndexMap<String, String> =
        context.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    context
        .insert("accountId".to_owned(), api.system.blueprint.variant.account.clone().unwrap_or("111122223333".into()));
    Sample {
        body,
        path: named(paths::parameters(entry.path).collect()),
        query_strings: named(parameters.query_strings.keys().map(String::as_str).collect()),
        headers: named(parameters.headers.keys().map(String::as_str).collect()),
        context,
    }
}
