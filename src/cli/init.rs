//! `synth init`.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::Failure;
use super::{Console, Exit, read};

/// What is written, with `@NAME@` for the name of the system.
const STARTER: &str = include_str!("../assets/starter.yaml");

/// The longest name, in characters: every stack and many physical names begin with it.
const LONGEST_NAME: usize = 32;

/// Write a commented first blueprint.yaml; an existing file is never replaced
#[derive(Args)]
#[command(after_help = "Examples:\n  synth init\n  synth init shop")]
pub struct Arguments {
    /// The name of the system: lower-case letters, digits and hyphens, at most 32 [default: the name of the folder]
    name: Option<String>,
}

pub fn run(arguments: &Arguments, console: &mut Console) -> Result<Exit, Failure> {
    let name = match &arguments.name {
        Some(name) if is_name(name) => name.clone(),
        Some(name) => return Err(bad_name(name)),
        None => name_of(&std::env::current_dir().unwrap_or_default()),
    };
    let path = PathBuf::from(read::DEFAULT);
    let file = OpenOptions::new().write(true).create_new(true).open(&path);
    let mut file = file.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::io(format!("there is a {} already", path.display())),
        _ => Failure::path("write", &path, &error),
    })?;
    file.write_all(STARTER.replace("@NAME@", &name).as_bytes())
        .map_err(|error| Failure::path("write", &path, &error))?;
    console.say(&format!("wrote {}; next: `synth check`, then `synth -o out`", path.display()));
    Ok(Exit::Fine)
}

fn bad_name(name: &str) -> Failure {
    let failure = Failure::usage(format!("{name:?} is no name for a system"));
    failure.help(format!(
        "a letter, then lower-case letters, digits and hyphens, at most {LONGEST_NAME}: {}",
        name_from(name)
    ))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && text.len() <= LONGEST_NAME
}

fn name_of(folder: &Path) -> String {
    name_from(&folder.file_name().unwrap_or_default().to_string_lossy())
}

/// The name nearest to a text: `My Game_2` becomes `my-game-2`.
fn name_from(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().skip_while(|c| !c.is_ascii_alphabetic()).take(LONGEST_NAME) {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "shop".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_derived() {
        for (text, name) in [("My Game_2", "my-game-2"), ("2048", "shop"), ("7-shop-", "shop"), ("", "shop")] {
            assert_eq!(name_from(text), name);
        }
    }

    #[test]
    fn the_name_is_asked_for_once() {
        assert_eq!(STARTER.matches("@NAME@").count(), 1);
        assert!(STARTER.starts_with("# yaml-language-server: $schema="));
    }

    proptest! {
        #[test]
        fn every_derived_name_is_one(text in ".*") {
            prop_assert!(is_name(&name_from(&text)), "{text:?}");
        }
    }
}
