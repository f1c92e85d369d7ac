//! Private addresses beyond the blueprint, behind VPC links of version 1.

use super::super::paths;
use super::super::routes::{Entry, Target, routes};
use crate::blueprint::{Api, Method, Private};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::apigateway::{Integration, VpcLink};
use crate::documents::cloudformation::{LogicalId, Stack, Tag, reference, some};
use crate::system::Instance;

const FACT: &str = "a VPC link of version 1, which `private` makes, leads to a Network Load Balancer of the same account; an Application Load Balancer wants version 2 (API Gateway Developer Guide, private integrations for REST APIs, read 2026-11-22)";

/// Load balancers that a link cannot lead to, and addresses that are none.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    for entry in routes(api.model) {
        if let Some(Target::Private(private)) = entry.target() {
            diagnostics.extend(balancer(api, entry, private));
            diagnostics.extend(address(api, entry, private));
        }
    }
}

fn balancer(api: &Instance<'_, Api>, entry: Entry<'_>, private: &Private) -> Option<Diagnostic> {
    let arn = private.load_balancer.as_str();
    let region = api.region.code;
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let (label, help) = match parts.as_slice() {
        ["arn", _, "elasticloadbalancing", place, _, rest] if rest.starts_with("loadbalancer/net/") => {
            if *place == region {
                return None;
            }
            (format!("of {place}"), format!("name one of {region}; `per_region` says another one elsewhere"))
        }
        ["arn", _, "elasticloadbalancing", _, _, rest] if rest.starts_with("loadbalancer/app/") => (
            "an Application Load Balancer".to_owned(),
            "name a Network Load Balancer; it may have the Application Load Balancer as its target".to_owned(),
        ),
        _ => (
            "no ARN of a Network Load Balancer".to_owned(),
            "write arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/net/NAME/ID".to_owned(),
        ),
    };
    let span = entry.value(api, &["private", "load_balancer"]);
    let error = Diagnostic::error(
        codes::PRIVATE_TARGET,
        span,
        format!("`{arn}` is nothing that a link of `{}` in {region} leads to", api.name),
    )
    .label(label)
    .help(help)
    .fact(FACT);
    Some(error)
}

fn address(api: &Instance<'_, Api>, entry: Entry<'_>, private: &Private) -> Option<Diagnostic> {
    let url = private.url.as_str();
    let span = entry.value(api, &["private", "url"]);
    let error = |message: String| {
        Diagnostic::error(codes::PRIVATE_TARGET, span, message).fact(
            "AWS::ApiGateway::Method Integration, Uri: an HTTP(S) URL, with parameters in braces (read 2026-11-22)",
        )
    };
    let host = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    if host.is_none_or(|host| host.is_empty() || host.starts_with('/') || host.contains(char::is_whitespace)) {
        return Some(
            error(format!("`{url}` is no address")).label("no http:// or https:// with a name").help(
                "write the name that the target answers to and the listener's port: http://backend.internal:8080/",
            ),
        );
    }
    let unknown = parameters(url).find(|name| !paths::parameters(entry.path).any(|parameter| parameter == *name))?;
    Some(
        error(format!("the path of {} has no `{{{unknown}}}`", entry.title()))
            .label("nothing to put there")
            .help("use the names of the route's path"),
    )
}

/// The names in braces.
fn parameters(url: &str) -> impl Iterator<Item = &str> {
    url.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.trim_end_matches('+'))
}

/// The link to a load balancer, added to the stack when it is the first route to it.
pub fn add_link(
    api: &Instance<'_, Api>,
    private: &Private,
    tags: Vec<Tag>,
    comment: &mut Option<String>,
    stack: &mut Stack,
) {
    let id = link_id(api, private);
    if stack.resources.contains_key(&id) {
        return;
    }
    let name = format!("{}-{}", api.system.stack_name(api.name), balancer_name(private));
    let link = VpcLink { tags, ..VpcLink::new(name, vec![private.load_balancer.as_str().into()]) };
    stack.add(id, link).comment = comment.take();
}

/// Passes everything on, path parameters in their places.
pub fn integration(api: &Instance<'_, Api>, entry: Entry<'_>, private: &Private) -> Integration {
    let method = if entry.method == Method::Any { "ANY" } else { entry.method.http() };
    let parameter =
        |name: &str| (format!("integration.request.path.{name}"), format!("method.request.path.{name}").into());
    Integration {
        integration_http_method: some(method),
        uri: some(private.url.as_str()),
        connection_type: some("VPC_LINK"),
        connection_id: some(reference(link_id(api, private))),
        request_parameters: parameters(&private.url).map(parameter).collect(),
        ..Integration::new("HTTP_PROXY")
    }
}

/// `loadbalancer/net/backend/50dc6c495c0c9188` is called `backend`.
fn balancer_name(private: &Private) -> &str {
    private.load_balancer.rsplit('/').nth(1).unwrap_or("backend")
}

fn link_id(api: &Instance<'_, Api>, private: &Private) -> LogicalId {
    api.id().then(balancer_name(private)).then("Link")
}
