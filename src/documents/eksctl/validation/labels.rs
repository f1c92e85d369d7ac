use super::pool::Pool;
use super::{FlawKind, Flaws};
use crate::documents::eksctl::NodeGroupTaint;

const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/// Labels under Kubernetes' own prefixes that a kubelet may set on its node.
const KUBELET_LABELS: &[&str] = &[
    "beta.kubernetes.io/arch",
    "beta.kubernetes.io/instance-type",
    "beta.kubernetes.io/os",
    "failure-domain.beta.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/zone",
    "kubernetes.io/arch",
    "kubernetes.io/hostname",
    "kubernetes.io/os",
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
];

/// Prefixes under which a kubelet may set any label.
const KUBELET_PREFIXES: &[&str] = &["kubelet.kubernetes.io", "node.kubernetes.io"];

/// Labels and taints of a group.
pub fn check(pool: &Pool<'_>, flaws: &mut Flaws) {
    for (key, value) in pool.labels {
        let path = pool.at(&["labels", key]);
        if !is_qualified(key) {
            flaws.add(&path, FlawKind::BadKey { given: key.clone() });
        } else if is_reserved(key) {
            flaws.add(&path, FlawKind::ReservedLabel { given: key.clone() });
        }
        if !is_value(value) {
            flaws.add(&path, FlawKind::BadValue { given: value.clone() });
        }
    }
    for (index, taint) in pool.taints.iter().enumerate() {
        check_taint(pool, index, taint, flaws);
    }
}

/// Whether a taint keeps pods away for certain.
pub fn repels(taint: &NodeGroupTaint) -> bool {
    matches!(taint.effect.as_deref(), Some("NoSchedule" | "NoExecute"))
}

fn check_taint(pool: &Pool<'_>, index: usize, taint: &NodeGroupTaint, flaws: &mut Flaws) {
    let key = taint.key.clone().unwrap_or_default();
    let index = index.to_string();
    // Given as a map, a taint is a single text under its key.
    let at = |field: &'static str| match pool.taints_by_key {
        true => pool.at(&["taints", &key]).into_iter().map(str::to_owned).collect::<Vec<_>>(),
        false => pool.at(&["taints", &index, field]).into_iter().map(str::to_owned).collect(),
    };
    let mut add = |field: &'static str, kind: FlawKind| {
        let path = at(field);
        flaws.add(&path.iter().map(String::as_str).collect::<Vec<_>>(), kind);
    };
    if key.is_empty() {
        add("key", FlawKind::Missing);
    } else if !is_qualified(&key) {
        add("key", FlawKind::BadKey { given: key.clone() });
    }
    if let Some(value) = taint.value.as_ref().filter(|value| !is_value(value)) {
        add("value", FlawKind::BadValue { given: value.clone() });
    }
    match taint.effect.clone() {
        None => add("effect", FlawKind::Missing),
        Some(given) if EFFECTS.contains(&given.as_str()) => {}
        Some(given) => {
            let plain = |text: &str| text.replace(['_', '-', ' '], "").to_ascii_lowercase();
            let suggestion = EFFECTS.into_iter().find(|effect| plain(effect) == plain(&given));
            add("effect", FlawKind::TaintEffect { given, suggestion });
        }
    }
}

/// An optional DNS prefix with a slash, then a name of up to 63 characters.
fn is_qualified(key: &str) -> bool {
    let (prefix, name) = match key.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    !name.is_empty() && is_value(name) && prefix.is_none_or(is_dns_name)
}

fn is_dns_name(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    text.len() <= 253 && text.split('.').all(is_part)
}

fn is_value(text: &str) -> bool {
    let is_edge = |c: char| c.is_ascii_alphanumeric();
    text.is_empty()
        || (text.len() <= 63
            && text.starts_with(is_edge)
            && text.ends_with(is_edge)
            && text.chars().all(|c| is_edge(c) || matches!(c, '-' | '_' | '.')))
}

fn is_reserved(key: &str) -> bool {
    let Some((prefix, _)) = key.split_once('/') else { return false };
    let below = |domain: &str| prefix.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    (below("kubernetes.io") || below("k8s.io"))
        && !KUBELET_LABELS.contains(&key)
        && !KUBELET_PREFIXES.iter().any(|allowed| below(allowed))
}
