//! What each region owns: its certificate, its two custom domain names and the records that lead to them.

use crate::components::{apis, existing};
use crate::documents::Documents;
use crate::documents::cloudformation::resources::apigateway::{BasePathMapping, DomainName, EndpointConfiguration};
use crate::documents::cloudformation::resources::certificatemanager::{Certificate, DomainValidationOption};
use crate::documents::cloudformation::{LogicalId, Stack, StackKind, Tag, Value, get_att, reference, some, tag};
use crate::system::{Region, System};

use super::domains::{Routed, base_paths};
use super::records::{Alias, Policy};

/// Adds the names of an API in one region.
pub(super) fn lower(system: &System<'_>, routed: &Routed<'_>, region: &Region<'_>, documents: &mut Documents) {
    let stack = documents.stack(StackKind::Routing, region.code);
    let leaf = Leaf { system, routed, region };
    if leaf.given().is_none() {
        leaf.certificate(stack);
    }
    let own = routed.region_name(region.code);
    leaf.domain(stack, &routed.id("Region"), &own);
    let api = system.instance(&system.blueprint.apis, routed.api, region);
    let base_path = api.as_ref().and_then(|api| api.model.base_path.as_deref()).unwrap_or_default();
    leaf.mapping(stack, &routed.id("Region"), base_path);
    leaf.domain(stack, &routed.id("Shared"), routed.domain);
    leaf.mapping(stack, &routed.id("Shared"), base_path);
    leaf.record(stack, &routed.id("Region"), own.clone(), false);
    leaf.record(stack, &routed.id("Shared"), routed.target_name(region.code), true);
    let base_paths = base_paths(system, routed.api);
    if !base_paths.is_empty() {
        let id = routed.id("Origin");
        leaf.domain(stack, &id, &routed.origin_name());
        base_paths.iter().for_each(|base_path| leaf.mapping(stack, &id, base_path));
        leaf.record(stack, &id, routed.origin_target_name(region.code), true);
    }
    let url =
        format!("https://{own}{}", api.as_ref().map_or_else(String::new, |api| apis::under_domain(api.model, "")));
    stack.output(routed.id("Url"), format!("{} in {}", routed.api, region.code), url);
}

struct Leaf<'l> {
    system: &'l System<'l>,
    routed: &'l Routed<'l>,
    region: &'l Region<'l>,
}

impl Leaf<'_> {
    /// The existing certificate that the blueprint names.
    fn given(&self) -> Option<Value<String>> {
        let name = self.system.blueprint.routing_strategy.as_ref()?.certificate.as_deref()?;
        existing::certificate(self.system, name, self.region.code)
    }

    /// One certificate for all names. The shared name comes first: the first is limited to 64 characters.
    fn certificate(&self, stack: &mut Stack) {
        let mut names = vec![self.routed.domain.to_owned(), self.routed.region_name(self.region.code)];
        if !base_paths(self.system, self.routed.api).is_empty() {
            names.push(self.routed.origin_name());
        }
        let validation = |name: &String| DomainValidationOption {
            domain_name: some(name),
            hosted_zone_id: some(self.routed.zone.as_ref()),
            ..DomainValidationOption::default()
        };
        let certificate = Certificate {
            subject_alternative_names: names.iter().skip(1).map(Into::into).collect(),
            validation_method: some("DNS"),
            domain_validation_options: names.iter().map(validation).collect(),
            tags: self.tags(),
            ..Certificate::new(self.routed.domain)
        };
        stack.add(self.routed.id("Certificate"), certificate).comment(self.routed.path());
    }

    /// A custom domain name, answered by the API's stage. Both families of addresses: IPv4 alone is API Gateway's default.
    fn domain(&self, stack: &mut Stack, id: &LogicalId, name: &str) {
        let endpoint = EndpointConfiguration { types: vec!["REGIONAL".into()], ip_address_type: some("dualstack") };
        let domain = DomainName {
            domain_name: some(name),
            endpoint_configuration: Some(endpoint),
            security_policy: some("TLS_1_2"),
            regional_certificate_arn: Some(self.given().unwrap_or_else(|| reference(self.routed.id("Certificate")))),
            tags: self.tags(),
            ..DomainName::default()
        };
        stack.add(id.then("Domain"), domain);
    }

    /// The API's stage answers below the base path, which its routes do not see.
    fn mapping(&self, stack: &mut Stack, id: &LogicalId, base_path: &str) {
        let mapping = BasePathMapping {
            base_path: (!base_path.is_empty()).then(|| base_path.into()),
            rest_api_id: Some(apis::rest_api_id(self.routed.api, self.region.code)),
            stage: Some(apis::stage_name(self.routed.api, self.region.code)),
            ..BasePathMapping::new(reference(id.then("Domain")))
        };
        stack.add(id.then(base_path).then("Mapping"), mapping);
    }

    fn record(&self, stack: &mut Stack, id: &LogicalId, name: String, follows_health: bool) {
        let domain = id.then("Domain");
        let record = Alias {
            id: id.then("Record"),
            name,
            zone: self.routed.zone.clone().into_owned(),
            policy: Policy::Simple,
            target: (get_att(&domain, "RegionalDomainName"), get_att(&domain, "RegionalHostedZoneId")),
            follows_health,
            check: None,
            after: Vec::new(),
            comment: None,
        };
        record.add(stack);
    }

    fn tags(&self) -> Vec<Tag> {
        let api = self.system.instance(&self.system.blueprint.apis, self.routed.api, self.region);
        api.map(|api| api.tags()).unwrap_or_default().into_iter().map(|(key, value)| tag(key, value)).collect()
    }
}
