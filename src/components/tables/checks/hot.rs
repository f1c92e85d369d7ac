//! What the name of a partition key says about the load of its partitions.

/// Why few partitions would carry most of the load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hot {
    /// The attribute has a handful of values.
    FewValues,
    /// Its value is the same for all that happens at one time.
    Clock,
    /// One of its values may stand for a large part of all items.
    OneLarge,
}

/// Attributes with a handful of values.
const FEW: [&str; 37] = [
    "status",
    "state",
    "type",
    "kind",
    "category",
    "country",
    "region",
    "continent",
    "gender",
    "sex",
    "level",
    "priority",
    "severity",
    "tier",
    "plan",
    "role",
    "stage",
    "active",
    "enabled",
    "disabled",
    "deleted",
    "archived",
    "visible",
    "public",
    "verified",
    "flag",
    "bool",
    "boolean",
    "environment",
    "env",
    "language",
    "lang",
    "locale",
    "currency",
    "weekday",
    "season",
    "platform",
];
/// Attributes that follow the clock.
const CLOCK: [&str; 16] = [
    "date",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "hour",
    "minute",
    "time",
    "timestamp",
    "datetime",
    "ts",
    "epoch",
    "created",
    "updated",
    "modified",
];
/// The last words of names that tell one thing from all others.
const IDENTITIES: [&str; 8] = ["id", "ids", "uuid", "guid", "hash", "key", "pk", "token"];

/// What is likely of a partition key of this name: `orderStatus`, `created_at`, `tenant_id`.
pub fn hot(name: &str) -> Option<Hot> {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["tenant"] | ["tenant", "id"] => Some(Hot::OneLarge),
        [.., last] if IDENTITIES.contains(last) => None,
        ["is" | "has", _, ..] => Some(Hot::FewValues),
        [.., word, "code" | "name"] | [.., word] if FEW.contains(word) => Some(Hot::FewValues),
        [_, .., "at"] => Some(Hot::Clock),
        [.., word] if CLOCK.contains(word) => Some(Hot::Clock),
        _ => None,
    }
}

/// `orderStatus`, `order_status` and `order-status` are two words.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell() {
        for name in ["status", "orderStatus", "is_active", "country_code", "Region", "hasChildren", "event-type"] {
            assert_eq!(hot(name), Some(Hot::FewValues), "{name}");
        }
        for name in ["date", "created_at", "eventDay", "timestamp", "updatedAt", "order_date"] {
            assert_eq!(hot(name), Some(Hot::Clock), "{name}");
        }
        assert_eq!(hot("tenantId"), Some(Hot::OneLarge));
        for name in
            ["id", "match_id", "status_id", "player", "pk", "account", "at", "email", "region_key", "statusHash", ""]
        {
            assert_eq!(hot(name), None, "{name}");
        }
    }
}
