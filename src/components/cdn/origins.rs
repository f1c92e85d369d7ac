//! Where content comes from.

use super::{REGION, services};
use crate::blueprint::{Cdn, Origin, OriginGroup};
use crate::components::{apis, routing};
use crate::documents::cloudformation::resources::cloudfront::{
    self, CustomOriginConfig, OriginAccessControl, OriginAccessControlConfig, OriginGroupFailoverCriteria,
    OriginGroupMember, OriginGroupMembers, OriginShield, S3OriginConfig, StatusCodes,
};
use crate::documents::cloudformation::{LogicalId, Stack, Value, get_att, reference, some, sub_with, text};
use crate::system::{Instance, Region, System, physical_name};

/// The most characters of the name of an origin access control. Source: registry schema of AWS::CloudFront::OriginAccessControl.
const NAME_CHARS: usize = 64;

/// What kind of thing answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Bucket,
    Api,
    Service,
    Url,
}

/// What an origin is; `None` while it says not exactly one thing.
pub(super) fn kind(origin: &Origin) -> Option<Source> {
    match (&origin.bucket, &origin.api, &origin.service, &origin.url) {
        (Some(_), None, None, None) => Some(Source::Bucket),
        (None, Some(_), None, None) => Some(Source::Api),
        (None, None, Some(_), None) => Some(Source::Service),
        (None, None, None, Some(_)) => Some(Source::Url),
        _ => None,
    }
}

/// What answers under the name of an origin or a group; of a group the first.
pub(super) fn source(cdn: &Cdn, name: &str) -> Option<Source> {
    let name = cdn.origin_groups.get(name).map_or(name, |group| group.primary.as_str());
    cdn.origins.get(name).and_then(kind)
}

/// Whether no request comes to the root of a bucket: `/` is another object, or every request has a path put before it.
pub(super) fn hides_root(cdn: &Cdn, bucket: &str) -> bool {
    let under_path = |origin: &Origin| origin.path.as_deref().is_some_and(|path| !path.trim_matches('/').is_empty());
    cdn.default_root_object.is_some()
        || cdn.origins.values().filter(|origin| origin.bucket.as_deref() == Some(bucket)).all(under_path)
}

/// The origins that answer under a name: one, or both of a group.
pub(super) fn members<'a>(cdn: &'a Cdn, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Origin)> {
    let names = match cdn.origin_groups.get(name) {
        Some(group) => vec![group.primary.as_str(), group.secondary.as_str()],
        None => vec![name],
    };
    names.into_iter().filter_map(|name| cdn.origins.get_key_value(name)).map(|(name, origin)| (name.as_str(), origin))
}

/// A URL taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Url<'a> {
    pub https: bool,
    pub host: &'a str,
    pub port: Option<u16>,
    /// With a slash in front, none behind; may be empty.
    pub path: &'a str,
}

/// Takes a URL apart; `None` for what is none, or has a query string, a fragment or credentials.
pub(super) fn url(text: &str) -> Option<Url<'_>> {
    let (scheme, rest) = text.split_once("://")?;
    let https = match scheme {
        "https" => true,
        "http" => false,
        _ => return None,
    };
    let at = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(at);
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port.parse().ok()?)),
        None => (authority, None),
    };
    let is_host = host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    let is_path = !path.contains(['?', '#', '*']);
    (is_host && is_path).then(|| Url { https, host, port, path: path.trim_end_matches('/') })
}

/// Adds the access control that all buckets of a distribution share, if it has any.
pub(super) fn access_control(cdn: &Instance<'_, Cdn>, stack: &mut Stack) {
    if !cdn.model.origins.values().any(|origin| origin.bucket.is_some()) {
        return;
    }
    let name = physical_name(&[&cdn.system.prefix(), cdn.system.first_name(cdn.name)], NAME_CHARS);
    let config = OriginAccessControlConfig::new(name, "s3", "always", "sigv4");
    stack.add(access_control_id(cdn), OriginAccessControl::new(config));
}

fn access_control_id(cdn: &Instance<'_, Cdn>) -> LogicalId {
    cdn.id().then("OriginAccessControl")
}

/// The origins as CloudFront has them.
pub(super) fn all(cdn: &Instance<'_, Cdn>) -> Vec<cloudfront::Origin> {
    cdn.model.origins.iter().map(|(name, origin)| one(cdn, name, origin)).collect()
}

fn one(cdn: &Instance<'_, Cdn>, name: &str, origin: &Origin) -> cloudfront::Origin {
    let common = cloudfront::Origin {
        connection_attempts: origin.connect_attempts.map(Into::into),
        connection_timeout: origin.connect_timeout.map(|timeout| timeout.seconds.into()),
        origin_shield: origin
            .shield
            .as_ref()
            .map(|region| OriginShield { enabled: some(true), origin_shield_region: some(region) }),
        ..cloudfront::Origin::default()
    };
    if let Some(asked) = services::balanced(cdn.system, origin) {
        let path = origin.path.as_deref().map(|path| path.trim_end_matches('/')).filter(|path| !path.is_empty());
        let common = cloudfront::Origin { id: name.into(), origin_path: path.map(Into::into), ..common };
        return services::address(&asked, origin, common);
    }
    let (domain, path) = match (&origin.bucket, &origin.api, origin.url.as_deref().and_then(url)) {
        (Some(bucket), ..) => {
            let bucket = LogicalId::new(bucket).then("Bucket");
            return cloudfront::Origin {
                origin_path: origin.path.as_deref().map(|path| path.trim_end_matches('/').into()),
                origin_access_control_id: some(reference(access_control_id(cdn))),
                // Empty: with access control nothing may stand here, and the block itself makes it a bucket.
                s3_origin_config: Some(S3OriginConfig { origin_access_identity: some("") }),
                ..cloudfront::Origin { domain_name: get_att(bucket, "RegionalDomainName"), id: name.into(), ..common }
            };
        }
        (_, Some(api), _) => api_address(cdn.system, api),
        (.., Some(url)) => (text(url.host), url.path.to_owned()),
        // Checked systems have none.
        _ => (text(""), String::new()),
    };
    let url = origin.url.as_deref().and_then(url);
    let https = url.as_ref().is_none_or(|url| url.https);
    let port = url.and_then(|url| url.port);
    let config = CustomOriginConfig {
        origin_ssl_protocols: if https { vec!["TLSv1.2".into()] } else { Vec::new() },
        http_port: port.filter(|_| !https).map(Into::into),
        https_port: port.filter(|_| https).map(Into::into),
        origin_read_timeout: origin.read_timeout.map(|timeout| timeout.seconds.into()),
        origin_keepalive_timeout: origin.keepalive.map(|timeout| timeout.seconds.into()),
        ..CustomOriginConfig::new(if https { "https-only" } else { "http-only" })
    };
    cloudfront::Origin {
        id: name.into(),
        domain_name: domain,
        origin_path: (!path.is_empty()).then(|| path.into()),
        custom_origin_config: Some(config),
        ..common
    }
}

/// The name at which an API answers, and what stands before its routes there.
fn api_address(system: &System<'_>, api: &str) -> (Value<String>, String) {
    if let Some(name) = routing::origin_name(system, api) {
        return (text(name), String::new());
    }
    let region = api_region(system, api);
    let host = format!("${{Api}}.execute-api.{region}.${{AWS::URLSuffix}}");
    (sub_with(host, [("Api", apis::rest_api_id(api, region))]), format!("/{}", apis::STAGE))
}

/// The region whose endpoint stands for an API without a domain: the primary, or the first that has the API.
pub(super) fn api_region<'a>(system: &System<'a>, api: &str) -> &'a str {
    let component = system.blueprint.apis.get(api);
    let here = |region: &&Region<'a>| component.is_some_and(|component| system.runs_in(api, &component.common, region));
    system.regions.iter().find(here).map_or(REGION, |region| region.code)
}

/// The groups as CloudFront has them.
pub(super) fn groups(cdn: &Cdn) -> Option<cloudfront::OriginGroups> {
    if cdn.origin_groups.is_empty() {
        return None;
    }
    let items = cdn.origin_groups.iter().map(|(name, group)| one_group(name, group)).collect();
    Some(cloudfront::OriginGroups { quantity: cdn.origin_groups.len().into(), items })
}

fn one_group(name: &str, group: &OriginGroup) -> cloudfront::OriginGroup {
    let statuses = group.statuses.iter().map(|status| (*status).into()).collect();
    let members = [&group.primary, &group.secondary].map(OriginGroupMember::new);
    cloudfront::OriginGroup::new(
        name,
        OriginGroupFailoverCriteria::new(StatusCodes::new(group.statuses.len(), statuses)),
        OriginGroupMembers::new(members.len(), members.to_vec()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart() {
        let parts = url("https://origin.example.com:8443/base/").unwrap();
        assert_eq!(parts, Url { https: true, host: "origin.example.com", port: Some(8443), path: "/base" });
        assert_eq!(url("http://a.example").map(|url| (url.https, url.path)), Some((false, "")));
        for wrong in
            ["origin.example.com", "ftp://a.example", "https://a.example/?q", "https://user@a.example", "https://a"]
        {
            assert_eq!(url(wrong), None, "{wrong}");
        }
    }
}
