//! The web application firewall.

use super::behaviors::{behaviors, methods};
use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Cdn, Methods};
use crate::components::firewall::{self, Rules, Scope};
use crate::documents::Documents;
use crate::documents::cloudformation::{Stack, Value, get_att, text};
use crate::system::{Instance, physical_name};

/// The firewall of a distribution, added to the stack unless it is there already.
pub(super) fn of(cdn: &Instance<'_, Cdn>, stack: &mut Stack) -> Option<Value<String>> {
    if let Some(Switch::With(waf)) = &cdn.model.waf
        && let Some(arn) = &waf.web_acl
    {
        return Some(text(arn));
    }
    let rules = rules(cdn.model)?;
    let name = physical_name(&[&cdn.system.prefix(), cdn.system.first_name(cdn.name)], firewall::NAME_CHARS);
    let acl = firewall::web_acl(Scope::CloudFront, name, rules, super::tags(cdn));
    let id = cdn.id().then("WebAcl");
    stack.add(&id, acl).comment(format!("{}.waf", cdn.path()));
    Some(get_att(id, "Arn"))
}

/// The rules of the firewall that the blueprint makes, if it makes one.
fn rules(cdn: &Cdn) -> Option<Rules> {
    match cdn.waf.as_ref()? {
        Switch::Enabled => Some(Rules::default()),
        Switch::With(waf) if waf.web_acl.is_none() => {
            Some(Rules { rate_limit: waf.rate_limit, large_bodies: waf.large_bodies })
        }
        Switch::Disabled | Switch::With(_) => None,
    }
}

/// Says that large bodies are refused where bodies are let through to an origin.
pub(super) fn note_bodies(cdn: &Instance<'_, Cdn>, documents: &mut Documents) {
    let writes = behaviors(cdn.model).any(|entry| methods(cdn.model, entry.model) == Methods::All);
    if let Some(rules) = rules(cdn.model).filter(|_| writes) {
        firewall::note_bodies(rules, cdn.name, documents);
    }
}
