//! Flaws that any field may have.

use super::{EKSCTL, Words, listed};
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};

impl Words<'_> {
    pub fn filled_in(&self, given: &str, value: &str) -> Diagnostic {
        let field = &self.place.field;
        let error = self
            .value(codes::CLUSTER_FIELD_TAKEN, format!("`{field}` is `{given}`, where synth writes `{value}`"))
            .label("synth fills this in");
        self.removed(error)
    }

    pub fn shared_network(&self) -> Diagnostic {
        let field = &self.place.field;
        let error = self
            .key(codes::CLUSTER_FIELD_TAKEN, format!("`{field}` beside `vpc: shared`, which decides it"))
            .label("the region's network has its own addresses, zones and NAT gateways");
        self.removed(error).fact(format!("eksctl changes nothing about a VPC that it is given: {EKSCTL}"))
    }

    pub fn kubelet_setting(&self) -> Diagnostic {
        let field = &self.place.field;
        let error = self
            .key(codes::CLUSTER_FIELD_TAKEN, format!("`{field}` of the kubelet is eksctl's to set"))
            .label("eksctl writes this setting");
        self.removed(error).fact(format!("`kubeletExtraConfig` may not override it: {EKSCTL}"))
    }

    pub fn not_one_of(&self, given: &str, allowed: &[String], suggestion: Option<&str>) -> Diagnostic {
        let field = &self.place.field;
        let words = allowed.iter().map(String::as_str);
        let error = self
            .value(codes::CLUSTER_WORD, format!("`{field}` is `{given}`, which eksctl does not know"))
            .label(format!("not a word of `{field}`"))
            .fact(format!(
                "`{field}` takes {}: eksctl's JSON Schema and validation, source of 2026-08-21",
                listed(words.clone())
            ));
        let allowed = listed(words.clone());
        // Short words such as gp2 and gp3 are all alike.
        match suggestion.or_else(|| did_you_mean(given, words).filter(|word| word.len() > 4)) {
            Some(word) => self.replaced(error, word),
            None => error.help(format!("write one of {allowed}")),
        }
    }

    pub fn out_of_range(&self, given: i64, least: i64, most: Option<i64>) -> Diagnostic {
        let field = &self.place.field;
        let range = most.map_or(format!("at least {least}"), |most| format!("{least} to {most}"));
        self.value(codes::CLUSTER_RANGE, format!("`{field}` of {given} is not {range}"))
            .label(format!("{range} is possible"))
            .fact(format!("`{field}`: {EKSCTL}"))
    }

    pub fn log_retention(&self, given: i64, allowed: &[i64]) -> Diagnostic {
        let next = allowed.iter().find(|days| **days >= given).or(allowed.last());
        let error = self
            .value(codes::CLUSTER_RANGE, format!("control-plane logs cannot be kept for {given} days"))
            .label("CloudWatch Logs offers other numbers of days")
            .fact(format!(
                "{} days are on offer: {EKSCTL}",
                allowed.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
            ));
        match next {
            Some(days) => self.replaced(error, &days.to_string()),
            None => error,
        }
    }

    pub fn too_many_types(&self, given: usize, most: usize) -> Diagnostic {
        self.key(codes::CLUSTER_RANGE, format!("{given} instance types, where {most} are possible"))
            .label(format!("{given} different types"))
            .fact(format!("a group with a distribution takes 1 to {most} types: {EKSCTL}"))
    }

    pub fn volume_range(&self, given: i64, least: i64, most: i64, volume_type: &str) -> Diagnostic {
        let field = &self.place.field;
        let error = self
            .value(codes::CLUSTER_RANGE, format!("`{field}` of {given} is not {least} to {most}"))
            .label(format!("{volume_type} takes {least} to {most} here"));
        let error = match volume_type == "gp3" && given > most {
            true => error.help("EC2 itself allows 80000 IOPS and 2000 MiB/s: name a launch template that sets them"),
            false => error,
        };
        error.fact(format!("limits of {volume_type} root volumes: {EKSCTL}"))
    }

    pub fn conflict(&self, with: &str) -> Diagnostic {
        let field = &self.place.field;
        let error = self
            .key(codes::CLUSTER_CONFLICT, format!("`{field}` beside `{with}`"))
            .label(format!("not together with `{with}`"))
            .fact(format!("eksctl refuses the two together: {}", self.source()));
        match self.place.near(with) {
            Some(span) => error.also(span, "which is set here").help(format!("keep `{field}` or `{with}`")),
            None => error.help(format!("keep `{field}` or `{with}`")),
        }
    }

    pub fn not_mixed(&self, given: &str) -> Diagnostic {
        let error = self
            .value(codes::CLUSTER_CONFLICT, format!("`instanceType` of `{given}` beside a mix of types"))
            .label("the types of the mix say which instances start");
        let mix = self.place.near("instancesDistribution").or_else(|| self.place.near("instanceSelector"));
        let error = mix.map_or(error.clone(), |span| error.also(span, "the mix"));
        self.removed(error).fact(format!("beside a mix it is `mixed` or left out: {EKSCTL}"))
    }

    pub fn pools_with_strategy(&self, strategy: &str) -> Diagnostic {
        let error = self
            .key(codes::CLUSTER_CONFLICT, format!("`spotInstancePools` with the strategy `{strategy}`"))
            .label("only `lowest-price` counts pools");
        let strategy = self.place.near("spotAllocationStrategy");
        let error = strategy.map_or(error.clone(), |span| error.also(span, "the strategy"));
        self.removed(error).fact(format!("pools and the strategy exclude each other: {EKSCTL}"))
    }

    pub fn requires(&self, field: &str) -> Diagnostic {
        let given = &self.place.field;
        self.key(codes::CLUSTER_REQUIRES, format!("`{given}` without `{field}`"))
            .label(format!("needs `{field}`"))
            .help(format!("set `{field}` too"))
            .fact(format!("eksctl refuses `{given}` without `{field}`: {EKSCTL}"))
    }

    pub fn missing(&self) -> Diagnostic {
        let field = &self.place.field;
        self.value(codes::CLUSTER_REQUIRES, format!("`{field}` is missing or empty"))
            .label(if self.place.written { "empty" } else { "has none" })
            .help(format!("give `{field}` a value"))
            .fact(format!("eksctl requires `{field}`: {}", self.source()))
    }

    pub fn duplicate(&self, given: &str, first: &[String]) -> Diagnostic {
        let error = self
            .value(codes::CLUSTER_TWICE, format!("`{given}` is there twice"))
            .label("the second one")
            .help("give each a name of its own")
            .fact(format!("managed and self-managed node groups share their names, as add-ons, profiles and service accounts do each: {EKSCTL}"));
        match self.place.at(first) {
            Some(span) => error.also(span, "the first one"),
            None => error,
        }
    }

    pub fn self_managed_only(&self) -> Diagnostic {
        let field = &self.place.field;
        self.key(codes::OTHER_NODE_GROUPS, format!("`{field}` is a field of self-managed node groups only"))
            .label("in a managed node group")
            .help("leave it out, or move the group to `nodeGroups`")
            .fact(format!("managed node groups do not have it: {EKSCTL}"))
    }
}
