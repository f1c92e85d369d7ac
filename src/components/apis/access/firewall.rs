//! The web application firewall of a stage.

use super::super::STAGE;
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Api, ApiFirewall, Method};
use crate::components::firewall::{self, Rules, Scope};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::Documents;
use crate::documents::cloudformation::resources::wafv2::WebAclAssociation;
use crate::documents::cloudformation::{Stack, Tag, get_att, sub, text};
use crate::system::Instance;

/// A web ACL that is none or stands elsewhere, and limits that AWS WAF does not have.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(Switch::With(waf)) = &api.model.waf else { return };
    diagnostics.extend(waf.web_acl.as_ref().and_then(|arn| elsewhere(api, arn)));
    let own = [("rate_limit", waf.rate_limit.is_some()), ("large_bodies", waf.large_bodies)];
    for (field, _) in own.into_iter().filter(|(_, said)| *said && waf.web_acl.is_some()) {
        let error = Diagnostic::error(
            codes::REGIONAL_WEB_ACL,
            api.key(&["waf", field]),
            "a web ACL that is there already gets no rules",
        )
        .label("belongs to a web ACL of this blueprint")
        .also(api.key(&["waf", "web_acl"]), "this one is somebody else's");
        diagnostics.push(match api.removal(&["waf", field]) {
            Some(span) => error.fix("leave it out", span, ""),
            None => error.help("leave it out"),
        });
    }
    if waf.rate_limit.is_some_and(|limit| !firewall::RATE_LIMIT.contains(&limit)) {
        let error = Diagnostic::error(
            codes::REGIONAL_WEB_ACL,
            api.value(&["waf", "rate_limit"]),
            "AWS WAF counts 10 to 2,000,000,000 requests",
        )
        .label("outside")
        .help("2,000 in 5 minutes are usual for one address")
        .fact("AWS::WAFv2::WebACL RateBasedStatement, Limit (registry schema, read 2026-11-22)");
        diagnostics.push(error);
    }
}

fn elsewhere(api: &Instance<'_, Api>, arn: &str) -> Option<Diagnostic> {
    let region = api.region.code;
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let label = match parts.as_slice() {
        ["arn", _, "wafv2", place, _, rest] if rest.starts_with("regional/webacl/") && *place == region => return None,
        ["arn", _, "wafv2", place, _, rest] if rest.starts_with("regional/webacl/") => format!("of {place}"),
        ["arn", _, "wafv2", _, _, rest] if rest.starts_with("global/") => "for CloudFront alone".to_owned(),
        _ => "not arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID".to_owned(),
    };
    let error = Diagnostic::error(codes::REGIONAL_WEB_ACL, api.value(&["waf", "web_acl"]), format!("`{arn}` is no web ACL for `{}` in {region}", api.name))
        .label(label)
        .help(format!("give the ARN of a REGIONAL web ACL of {region}; `per_region` says another one elsewhere"))
        .fact("a stage is associated with a web ACL of scope REGIONAL in its own region (AWS::WAFv2::WebACLAssociation, read 2026-11-22)");
    Some(error)
}

/// What the blueprint says of the firewall, if there is one.
fn settings(api: &Api) -> Option<ApiFirewall> {
    match api.waf.as_ref()? {
        Switch::Disabled => None,
        Switch::Enabled => Some(ApiFirewall::default()),
        Switch::With(waf) => Some(waf.clone()),
    }
}

fn rules(waf: &ApiFirewall) -> Rules {
    Rules { rate_limit: waf.rate_limit, large_bodies: waf.large_bodies }
}

/// Says that large bodies are refused where a route takes bodies.
pub fn note_bodies(api: &Instance<'_, Api>, documents: &mut Documents) {
    let takes = |method: &Method| matches!(method, Method::Post | Method::Put | Method::Patch | Method::Any);
    let bodies = api.model.routes.values().flat_map(|methods| methods.keys()).any(takes);
    if let Some(waf) = settings(api.model).filter(|waf| bodies && waf.web_acl.is_none()) {
        firewall::note_bodies(rules(&waf), api.name, documents);
    }
}

/// Adds the association, and the web ACL unless it is there already.
pub fn add(api: &Instance<'_, Api>, tags: &[Tag], stack: &mut Stack) {
    let comment = format!("{}.waf", api.path());
    let Some(waf) = settings(api.model) else { return };
    let (acl, comment) = match &waf.web_acl {
        Some(arn) => (text(arn), Some(comment)),
        None => {
            let id = api.id().then("WebAcl");
            let name = api.physical_name(firewall::NAME_CHARS);
            let rules = rules(&waf);
            stack.add(&id, firewall::web_acl(Scope::Regional, name, rules, tags.to_vec())).comment(comment);
            (get_att(id, "Arn"), None)
        }
    };
    let (rest_api, stage) = (api.id().then("RestApi"), api.id().then("Stage"));
    let resource =
        format!("arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}::/restapis/${{{rest_api}}}/stages/{STAGE}");
    let entry = stack.add(api.id().then("WebAclAssociation"), WebAclAssociation::new(sub(resource), acl));
    entry.comment = comment;
    entry.depends_on(stage);
}
