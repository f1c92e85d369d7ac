//! What is wrong with a ClusterConfig. Fields that do not exist are the decoder's business and not found here.

mod access;
mod autoscalers;
mod cluster;
mod facts;
mod flaw;
mod images;
mod instances;
mod labels;
mod node_groups;
mod pool;
mod sizes;
mod volumes;

pub use facts::{Accelerator, Architecture, ClusterFacts, InstanceFacts, KubernetesVersion};
pub use flaw::{Flaw, FlawKind};

use serde_json::Value;

use super::{ClusterConfig, ENUMERATIONS};
use pool::Pool;

/// Everything that is wrong with a complete configuration, in the order in which it is written by area: the cluster, each
/// node group, all node groups together, then texts that eksctl's schema does not allow.
pub fn validate(config: &ClusterConfig, facts: &dyn ClusterFacts) -> Vec<Flaw> {
    let mut flaws = Flaws::default();
    cluster::check(config, facts, &mut flaws);
    access::check(config, &mut flaws);
    let pools = Pool::all(config);
    for pool in &pools {
        node_groups::check(pool, config, &mut flaws);
        sizes::check(pool, &mut flaws);
        instances::check(pool, config, facts, &mut flaws);
        volumes::check(pool, &mut flaws);
        images::check(pool, config, facts, &mut flaws);
        labels::check(pool, &mut flaws);
    }
    node_groups::check_together(&pools, config, &mut flaws);
    autoscalers::check(&pools, config, &mut flaws);
    // Every field of these types serialises: texts, numbers, and maps with text keys.
    let document = config.to_value().unwrap_or_default();
    for (path, allowed) in ENUMERATIONS {
        check_text(&document, path, allowed, &mut Vec::new(), &mut flaws);
    }
    flaws.found
}

/// Flaws found so far.
#[derive(Default)]
struct Flaws {
    found: Vec<Flaw>,
}

impl Flaws {
    fn add(&mut self, path: &[&str], kind: FlawKind) {
        self.found.push(Flaw::new(path, kind));
    }

    /// `given` is none of the texts that a list allows.
    fn not_one_of(&mut self, path: &[&str], given: &str, allowed: &[&str]) {
        if allowed.contains(&given) {
            return;
        }
        let suggestion = allowed.iter().find(|text| text.eq_ignore_ascii_case(given)).map(|&text| text.to_owned());
        let allowed = allowed.iter().map(|&text| text.to_owned()).collect();
        self.add(path, FlawKind::NotOneOf { given: given.to_owned(), allowed, suggestion });
    }

    fn out_of_range(&mut self, path: &[&str], given: Option<i64>, least: i64, most: Option<i64>) {
        if let Some(given) = given
            && (given < least || most.is_some_and(|most| given > most))
        {
            self.add(path, FlawKind::OutOfRange { given, least, most });
        }
    }
}

fn check_text(value: &Value, path: &[&str], allowed: &[&str], done: &mut Vec<String>, flaws: &mut Flaws) {
    let Some((step, rest)) = path.split_first() else {
        if let Value::String(given) = value {
            let steps: Vec<&str> = done.iter().map(String::as_str).collect();
            flaws.not_one_of(&steps, given, allowed);
        }
        return;
    };
    let items: Vec<(String, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect(),
        Value::Object(entries) => entries.get(*step).map(|item| ((*step).to_owned(), item)).into_iter().collect(),
        _ => Vec::new(),
    };
    for (step, item) in items {
        done.push(step);
        check_text(item, rest, allowed, done, flaws);
        done.pop();
    }
}

#[cfg(test)]
mod tests;
