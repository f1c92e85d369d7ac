//! Records and health checks of Route 53 in the user's own properties: what the registry's shapes do not tell.

use std::net::Ipv4Addr;

use crate::documents::cloudformation::Json;
use crate::facts::{geography, hosted_zones, route53};

/// The properties that make a record one of several that share a name, each a policy of its own.
const POLICIES: [&str; 7] =
    ["CidrRoutingConfig", "Failover", "GeoLocation", "GeoProximityLocation", "MultiValueAnswer", "Region", "Weight"];

/// One thing that Route 53 would refuse, or that would not do what it is there for.
pub(super) struct Flaw {
    /// Where in the properties: `HealthCheckConfig.RequestInterval`.
    pub path: String,
    /// A fragment that names the value and the limit.
    pub problem: String,
    /// Whether Route 53 takes it.
    pub is_taken: bool,
}

/// Everything wrong with a resource; nothing for types of other services. What is an intrinsic function is not judged.
pub(super) fn flaws(type_name: &str, properties: &Json) -> Vec<Flaw> {
    let mut found = Found(Vec::new());
    match type_name {
        "AWS::Route53::RecordSet" => found.record(properties, properties.get("HostedZoneName"), ""),
        "AWS::Route53::RecordSetGroup" => {
            let records = properties.get("RecordSets").and_then(Json::as_array);
            for (index, record) in records.into_iter().flatten().enumerate() {
                found.record(record, properties.get("HostedZoneName"), &format!("RecordSets[{index}]."));
            }
        }
        "AWS::Route53::HealthCheck" => {
            if let Some(config) = properties.get("HealthCheckConfig").filter(|config| config.is_object()) {
                found.health_check(config);
            }
        }
        _ => {}
    }
    found.0
}

struct Found(Vec<Flaw>);

impl Found {
    fn wrong(&mut self, path: String, problem: impl Into<String>) {
        self.0.push(Flaw { path: path.trim_end_matches('.').to_owned(), problem: problem.into(), is_taken: false });
    }

    fn record(&mut self, record: &Json, zone: Option<&Json>, at: &str) {
        let policies: Vec<&str> = POLICIES.into_iter().filter(|policy| record.get(policy).is_some()).collect();
        if let [first, second, ..] = policies.as_slice() {
            self.wrong(format!("{at}{second}"), format!("a record has one routing policy, and this has {first} too"));
        }
        if let Some(policy) = policies.first().filter(|_| record.get("SetIdentifier").is_none()) {
            self.wrong(format!("{at}{policy}"), format!("a record with {policy} needs a SetIdentifier"));
        }
        self.places(record, at);
        let weight = record.get("Weight").and_then(number).filter(|weight| !in_weights(*weight));
        if let Some(weight) = weight {
            self.wrong(format!("{at}Weight"), format!("a weight of {weight}, where Route 53 takes 0 to 255"));
        }
        if text(record, "Type") == Some("CNAME") && is_apex(record, zone) {
            self.wrong(format!("{at}Type"), "a CNAME cannot stand at the top of its zone; use an alias of type A");
        }
        if let Some(alias) = record.get("AliasTarget") {
            self.alias(record, alias, at);
        }
        let evaluates =
            record.pointer("/AliasTarget/EvaluateTargetHealth").is_some_and(|value| *value != Json::Bool(false));
        if text(record, "Failover") == Some("PRIMARY") && record.get("HealthCheckId").is_none() && !evaluates {
            let problem = "without a health check the primary is never unhealthy, and the secondary never answers";
            self.0.push(Flaw { path: format!("{at}Failover"), problem: problem.to_owned(), is_taken: true });
        }
    }

    fn places(&mut self, record: &Json, at: &str) {
        if let Some(place) = record.get("GeoLocation") {
            let continent = text(place, "ContinentCode").filter(|code| geography::continent(code).is_none());
            if let Some(code) = continent {
                self.wrong(format!("{at}GeoLocation.ContinentCode"), format!("`{code}` is no continent of Route 53"));
            }
            let country = text(place, "CountryCode").filter(|code| *code != "*" && geography::country(code).is_none());
            if let Some(code) = country {
                self.wrong(format!("{at}GeoLocation.CountryCode"), format!("`{code}` is no country of Route 53"));
            }
        }
        if let Some(region) =
            text(record, "Region").filter(|code| !route53::latency_regions().any(|known| known == *code))
        {
            self.wrong(format!("{at}Region"), format!("Route 53 measures no latency to {region}"));
        }
    }

    fn alias(&mut self, record: &Json, alias: &Json, at: &str) {
        for field in ["TTL", "ResourceRecords"].into_iter().filter(|field| record.get(field).is_some()) {
            self.wrong(format!("{at}{field}"), "an alias takes what its target has");
        }
        let zones: Vec<&str> = ["aws", "aws-cn"].into_iter().filter_map(hosted_zones::cloudfront).collect();
        let in_cloudfront = text(alias, "HostedZoneId").map(|zone| zones.contains(&zone));
        let to_cloudfront =
            text(alias, "DNSName").is_some_and(|name| name.trim_end_matches('.').ends_with(".cloudfront.net"));
        if in_cloudfront == Some(true) && alias.get("EvaluateTargetHealth") == Some(&Json::Bool(true)) {
            self.wrong(
                format!("{at}AliasTarget.EvaluateTargetHealth"),
                "cannot be true for a distribution of CloudFront",
            );
        }
        if to_cloudfront && in_cloudfront == Some(false) {
            self.wrong(
                format!("{at}AliasTarget.HostedZoneId"),
                format!("a distribution of CloudFront is in {}", zones.join(" or ")),
            );
        }
    }

    fn health_check(&mut self, config: &Json) {
        let at = |field: &str| format!("HealthCheckConfig.{field}");
        let Some(kind) = text(config, "Type") else { return };
        let asks = kind.starts_with("HTTP") || kind == "TCP";
        if asks && config.get("FullyQualifiedDomainName").is_none() && config.get("IPAddress").is_none() {
            self.wrong(at("Type"), format!("a check of type {kind} needs FullyQualifiedDomainName or IPAddress"));
        }
        let interval = config.get("RequestInterval").and_then(number);
        if let Some(seconds) = interval.filter(|seconds| *seconds != 10 && *seconds != 30) {
            self.wrong(at("RequestInterval"), format!("a check every {seconds} s, where Route 53 takes 10 or 30"));
        }
        match (kind.ends_with("_STR_MATCH"), config.get("SearchString").is_some()) {
            (true, false) => self.wrong(at("Type"), format!("a check of type {kind} needs a SearchString")),
            (false, true) => self.wrong(at("SearchString"), format!("a check of type {kind} looks for no text")),
            _ => {}
        }
        let address = text(config, "IPAddress").and_then(|address| address.parse::<Ipv4Addr>().ok());
        if let Some(address) = address.filter(|address| address.is_private() || address.is_loopback()) {
            self.wrong(at("IPAddress"), format!("{address} is private, and the checkers are on the Internet"));
        }
    }
}

/// Whether the record's name is that of its zone, as far as both are written out.
fn is_apex(record: &Json, zone: Option<&Json>) -> bool {
    let name = text(record, "Name").map(|name| name.trim_end_matches('.'));
    let zone = record.get("HostedZoneName").or(zone).and_then(Json::as_str).map(|zone| zone.trim_end_matches('.'));
    name.is_some() && name == zone
}

fn in_weights(weight: u64) -> bool {
    u32::try_from(weight).is_ok_and(|weight| route53::WEIGHT.contains(&weight))
}

fn text<'j>(value: &'j Json, field: &str) -> Option<&'j str> {
    value.get(field)?.as_str()
}

/// CloudFormation takes numbers as text, too.
fn number(value: &Json) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
