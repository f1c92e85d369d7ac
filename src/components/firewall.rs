//! Web ACLs of AWS WAF, for whatever stands behind them.

use std::ops::RangeInclusive;

use serde_json::json;

use crate::documents::cloudformation::resources::wafv2::{
    AllowAction, BlockAction, DefaultAction, ManagedRuleGroupStatement, OverrideAction, RateBasedStatement, Rule,
    RuleAction, Statement, VisibilityConfig, WebAcl,
};
use crate::documents::cloudformation::{Tag, some};

/// The most characters of a web ACL's name. Source: registry schema of AWS::WAFv2::WebACL.
pub const NAME_CHARS: usize = 128;
/// Requests of one address that a rule may count. Source: registry schema of AWS::WAFv2::WebACL, RateBasedStatement.
pub const RATE_LIMIT: RangeInclusive<u32> = 10..=2_000_000_000;

/// AWS's rules for any site: addresses of bots, then known bad requests, then common attacks. Together 925 of the 1,500 capacity
/// units that a web ACL has at its basic price. Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups list".
const MANAGED: [&str; 3] =
    ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"];

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

/// A web ACL with the managed rules, and before them a limit for each address if there is one.
pub fn web_acl(scope: Scope, name: String, rate_limit: Option<u32>, tags: Vec<Tag>) -> WebAcl {
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
    let allow = DefaultAction { allow: Some(AllowAction::default()) };
    let acl = WebAcl { rules, tags, ..WebAcl::new(scope.name(), allow, visibility(&name)) };
    WebAcl { name: some(name), ..acl }
}

fn managed_group(name: &str) -> Statement {
    Statement {
        managed_rule_group_statement: Some(ManagedRuleGroupStatement::new("AWS", name)),
        ..Statement::default()
    }
}

fn visibility(name: &str) -> VisibilityConfig {
    VisibilityConfig::new(name, true, true)
}
