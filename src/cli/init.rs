//! `synth init`.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::Failure;
use super::{Console, Exit, read};
use crate::blueprint::{LONGEST_NAME, is_name, name_rule, nearest_name};

/// What is written, with `@NAME@` for the name of the system.
const STARTER: &str = include_str!("../assets/starter.yaml");

/// Write a commented first blueprint.yaml; an existing file is never replaced
#[derive(Args)]
#[command(after_help = "Examples:\n  synth init\n  synth init shop")]
pub struct Arguments {
    /// The name of the system: lower-case letters, digits and single hyphens, at most 40 [default: the name of the folder]
    name: Option<String>,
}

pub fn run(arguments: &Arguments, console: &mut Console) -> Result<Exit, Failure> {
    let name = match &arguments.name {
        Some(name) if is_name(name, LONGEST_NAME) => name.clone(),
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
    let near = nearest_name(name, LONGEST_NAME).map(|near| format!(": {near}")).unwrap_or_default();
    Failure::usage(format!("{name:?} is no name for a system")).help(format!("{}{near}", name_rule(LONGEST_NAME)))
}

/// The name for a system in this folder.
fn name_of(folder: &Path) -> String {
    let folder = folder.file_name().unwrap_or_default().to_string_lossy();
    nearest_name(&folder, LONGEST_NAME).unwrap_or_else(|| "shop".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_gives_the_name() {
        assert_eq!(name_of(Path::new("/home/me/My Game_2")), "my-game-2");
        assert_eq!(name_of(Path::new("/")), "shop");
    }

    #[test]
    fn the_name_is_asked_for_once() {
        assert_eq!(STARTER.matches("@NAME@").count(), 1);
        assert!(STARTER.starts_with("# yaml-language-server: $schema="));
    }
}
