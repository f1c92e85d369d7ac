//! The web application firewall.

use crate::blueprint::Cdn;
use crate::blueprint::vocabulary::Switch;
use crate::components::firewall::{self, Scope};
use crate::documents::cloudformation::{Stack, Value, get_att, text};
use crate::system::{Instance, physical_name};

/// The firewall of a distribution, added to the stack unless it is there already.
pub(super) fn of(cdn: &Instance<'_, Cdn>, stack: &mut Stack) -> Option<Value<String>> {
    let rate_limit = match cdn.model.waf.as_ref()? {
        Switch::Disabled => return None,
        Switch::Enabled => None,
        Switch::With(waf) => match &waf.web_acl {
            Some(arn) => return Some(text(arn)),
            None => waf.rate_limit,
        },
    };
    let name = physical_name(&[&cdn.system.prefix(), cdn.system.first_name(cdn.name)], firewall::NAME_CHARS);
    let acl = firewall::web_acl(Scope::CloudFront, name, rate_limit, super::tags(cdn));
    let id = cdn.id().then("WebAcl");
    stack.add(&id, acl).comment(format!("{}.waf", cdn.path()));
    Some(get_att(id, "Arn"))
}
