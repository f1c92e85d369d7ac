//! The web application firewall.

use serde_json::json;

use crate::blueprint::Cdn;
use crate::blueprint::vocabulary::Switch;
use crate::documents::cloudformation::resources::wafv2::{
    AllowAction, BlockAction, DefaultAction, ManagedRuleGroupStatement, OverrideAction, RateBasedStatement, Rule,
    RuleAction, Statement, VisibilityConfig, WebAcl,
};
use crate::documents::cloudformation::{Stack, Value, get_att, some, text};
use crate::system::{Instance, physical_name};

/// The most characters of a web ACL's name. Source: registry schema of AWS::WAFv2::WebACL.
const NAME_CHARS: usize = 128;

/// AWS's rules for any site: addresses of bots, then known bad requests, then common attacks. Together 925 of the 1,500 capacity
/// units that a web ACL has at its basic price. Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups list".
const MANAGED: [&str; 3] =
    ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"];

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
    let rate = rate_limit.map(|limit| {
        let statement = RateBasedStatement { evaluation_window_sec: some(300), ..RateBasedStatement::new(limit, "IP") };
        let action = RuleAction { block: Some(BlockAction::default()) };
        let statement = Statement { rate_based_statement: Some(statement), ..Statement::default() };
        Rule { action: Some(action), ..Rule::new("RateLimit", 0, statement, visibility("RateLimit")) }
    });
    let managed = MANAGED.iter().map(|group| Rule {
        override_action: Some(OverrideAction { none: Some(json!({})) }),
        ..Rule::new(*group, 0, managed_group(group), visibility(group))
    });
    let mut rules: Vec<Rule> = rate.into_iter().chain(managed).collect();
    for (priority, rule) in rules.iter_mut().enumerate() {
        rule.priority = priority.into();
    }
    let name = physical_name(&[&cdn.system.prefix(), cdn.name], NAME_CHARS);
    let allow = DefaultAction { allow: Some(AllowAction::default()) };
    let acl = WebAcl { rules, tags: super::tags(cdn), ..WebAcl::new("CLOUDFRONT", allow, visibility(&name)) };
    let id = cdn.id().then("WebAcl");
    stack.add(&id, WebAcl { name: some(name), ..acl }).comment(format!("{}.waf", cdn.path()));
    Some(get_att(id, "Arn"))
}

fn managed_group(name: &str) -> Statement {
    Statement {
        managed_rule_group_statement: Some(ManagedRuleGroupStatement::new("AWS", name)),
        ..Statement::default()
    }
}

fn visibility(metric: &str) -> VisibilityConfig {
    VisibilityConfig::new(metric, true, true)
}
