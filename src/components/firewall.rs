//! Web ACLs of AWS WAF, for whatever stands behind them.

use std::ops::RangeInclusive;

use serde_json::json;

use crate::documents::cloudformation::resources::wafv2::{
    AllowAction, BlockAction, CountAction, DefaultAction, ManagedRuleGroupStatement, OverrideAction,
    RateBasedStatement, Rule, RuleAction, RuleActionOverride, Statement, VisibilityConfig, WebAcl,
};
use crate::documents::cloudformation::{Tag, some};
use crate::documents::{Documents, Topic};

/// The most characters of a web ACL's name. Source: registry schema of AWS::WAFv2::WebACL.
pub const NAME_CHARS: usize = 128;
/// Requests of one address that a rule may count. Source: registry schema of AWS::WAFv2::WebACL, RateBasedStatement.
pub const RATE_LIMIT: RangeInclusive<u32> = 10..=2_000_000_000;

/// AWS's rules for any site: addresses of bots, then known bad requests, then common attacks. Together 925 of the 1,500 capacity
/// units that a web ACL has at its basic price. Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups list".
const MANAGED: [&str; 3] =
    ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", COMMON_ATTACKS];
const COMMON_ATTACKS: &str = "AWSManagedRulesCommonRuleSet";
/// The rule of the common attacks that refuses bodies over 8 KB, whatever is in them.
const LARGE_BODIES: &str = "SizeRestrictions_BODY";

/// What a web ACL may stand before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Things of its own region.
    Regional,
    /// Distributions of CloudFront.
    CloudFront,
}

impl Scope {
    const fn name(self) -> &'static str {
        match self {
            Scope::Regional => "REGIONAL",
            Scope::CloudFront => "CLOUDFRONT",
        }
    }
}

/// What a blueprint says of a web ACL.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rules {
    /// Requests that one address may send in 5 minutes, within [`RATE_LIMIT`].
    pub rate_limit: Option<u32>,
    /// Whether bodies over 8 KB are counted and let through instead of refused.
    pub large_bodies: bool,
}

/// Says in plan.md that the managed rules refuse large bodies, of something that takes bodies.
pub fn note_bodies(rules: Rules, whose: &str, documents: &mut Documents) {
    if !rules.large_bodies {
        documents.note(Topic::Derived, format!("The firewall of {whose} refuses requests whose body is over 8 KB. `large_bodies: true` under its `waf` lets them through."));
    }
}

/// A web ACL with the managed rules, and before them a limit for each address if there is one.
pub fn web_acl(scope: Scope, name: String, rules: Rules, tags: Vec<Tag>) -> WebAcl {
    let rate = rules.rate_limit.map(|limit| {
        let statement = RateBasedStatement { evaluation_window_sec: some(300), ..RateBasedStatement::new(limit, "IP") };
        let action = RuleAction { block: Some(BlockAction::default()), ..RuleAction::default() };
        let statement = Statement { rate_based_statement: Some(statement), ..Statement::default() };
        Rule { action: Some(action), ..Rule::new("RateLimit", 0, statement, visibility("RateLimit")) }
    });
    let managed = MANAGED.iter().map(|group| Rule {
        override_action: Some(OverrideAction { none: Some(json!({})) }),
        ..Rule::new(*group, 0, managed_group(group, rules), visibility(group))
    });
    let mut all: Vec<Rule> = rate.into_iter().chain(managed).collect();
    for (priority, rule) in all.iter_mut().enumerate() {
        rule.priority = priority.into();
    }
    let allow = DefaultAction { allow: Some(AllowAction::default()) };
    let acl = WebAcl { rules: all, tags, ..WebAcl::new(scope.name(), allow, visibility(&name)) };
    WebAcl { name: some(name), ..acl }
}

fn managed_group(name: &str, rules: Rules) -> Statement {
    let count = RuleAction { count: Some(CountAction::default()), ..RuleAction::default() };
    let counted = RuleActionOverride { name: LARGE_BODIES.into(), action_to_use: count };
    let group = ManagedRuleGroupStatement {
        rule_action_overrides: if rules.large_bodies && name == COMMON_ATTACKS { vec![counted] } else { Vec::new() },
        ..ManagedRuleGroupStatement::new("AWS", name)
    };
    Statement { managed_rule_group_statement: Some(group), ..Statement::default() }
}

fn visibility(name: &str) -> VisibilityConfig {
    VisibilityConfig::new(name, true, true)
}
