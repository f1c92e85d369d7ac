//! Names that are computed, not chosen by CloudFormation.

use sha2::{Digest, Sha256};

/// The parts joined by hyphens. Over `limit` characters the end is replaced by eight digits of its digest, so that two long
/// names stay two.
pub fn physical_name(parts: &[&str], limit: usize) -> String {
    let whole = parts.join("-").to_ascii_lowercase();
    if whole.len() <= limit {
        return whole;
    }
    let digest = digest(whole.as_bytes(), 8);
    let kept: String = whole.chars().take(limit.saturating_sub(digest.len() + 1)).collect();
    format!("{}-{digest}", kept.trim_end_matches('-'))
}

/// The first `digits` hexadecimal digits of the SHA-256 of some bytes: an identity that changes with the content.
pub fn digest(bytes: &[u8], digits: usize) -> String {
    Sha256::digest(bytes).iter().take(digits / 2).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let a = physical_name(&["a-rather-long-system-name", "orders", "ap-southeast-1"], 40);
        let b = physical_name(&["a-rather-long-system-name", "orders", "ap-southeast-2"], 40);
        assert!(a.len() <= 40 && b.len() <= 40 && a != b, "{a} {b}");
        assert_eq!(physical_name(&["Shop", "orders", "eu-west-1"], 63), "shop-orders-eu-west-1");
    }
}
