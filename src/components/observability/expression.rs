//! Metric math as text.

/// The words of an expression that stand for data, each with its offset: they begin with a small letter, where functions and
/// keywords are in capitals. What stands in quotes is no word.
pub(super) fn words(expression: &str) -> Vec<(usize, &str)> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let (mut at, mut quote) = (0, None);
    for piece in expression.split_inclusive(|c: char| !is_word(c)) {
        let word = piece.trim_end_matches(|c: char| !is_word(c));
        if quote.is_none() && word.starts_with(|c: char| c.is_ascii_lowercase()) {
            words.push((at, word));
        }
        let end = piece.get(word.len()..).and_then(|end| end.chars().next()).filter(|end| matches!(end, '"' | '\''));
        quote = match (quote, end) {
            (Some(open), Some(end)) if open == end => None,
            (None, end) => end,
            (open, _) => open,
        };
        at += piece.len();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_functions_work_on() {
        let names = |text| words(text).into_iter().map(|(_, word)| word).collect::<Vec<_>>();
        assert_eq!(names("IF(carts > 20, 100 * paid_orders / carts)"), ["carts", "paid_orders", "carts"]);
        assert_eq!(names("SUM(METRICS(\"errors\")) + m1"), ["m1"]);
        assert_eq!(words("ab + c2"), [(0, "ab"), (5, "c2")]);
        assert!(names("").is_empty());
    }
}
