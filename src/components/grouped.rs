//! Whole numbers as people read them.

/// `12,345`.
pub fn grouped(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([1_u32, 999, 1_000, 40_000, 1_234_567].map(grouped), ["1", "999", "1,000", "40,000", "1,234,567"]);
    }
}
