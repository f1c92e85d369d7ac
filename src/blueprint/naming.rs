//! What may be a name: of a system, an environment, a component.

/// Most characters of the name of a system or a component. With an environment and a region they stay within AWS's limits nearly always;
/// where they do not, physical names are cut.
pub const LONGEST_NAME: usize = 40;

/// Lower-case letters, digits and single hyphens, a letter first, at most `most` characters: what every service takes as a part of a name.
pub fn is_name(text: &str, most: usize) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text.len() <= most
}

/// [`is_name`] in words.
pub fn name_rule(most: usize) -> String {
    format!("lower-case letters, digits and single hyphens, a letter first, at most {most} characters")
}

/// The name nearest to a text: `My Game_2` becomes `my-game-2`. `None` where nothing is near.
pub fn nearest_name(text: &str, most: usize) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    let name = name.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    let name = name.get(..most).unwrap_or(name).trim_end_matches('-');
    is_name(name, most).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_derived() {
        for (text, name) in [("My Game_2", Some("my-game-2")), ("2048", None), ("7-shop-", Some("shop")), ("", None)] {
            assert_eq!(nearest_name(text, LONGEST_NAME).as_deref(), name);
        }
        assert_eq!(nearest_name("staging environment", 8).as_deref(), Some("staging"));
        assert!(
            is_name("a-1", 3) && !is_name("a-12", 3) && !is_name("a--b", 9) && !is_name("a-", 9) && !is_name("1a", 9)
        );
    }

    proptest! {
        #[test]
        fn a_name_is_nearest_to_itself(name in "[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,3}") {
            prop_assert_eq!(nearest_name(&name, LONGEST_NAME), Some(name));
        }

        #[test]
        fn every_derived_name_is_one(text in ".*") {
            prop_assert!(nearest_name(&text, LONGEST_NAME).is_none_or(|name| is_name(&name, LONGEST_NAME)));
        }
    }
}
