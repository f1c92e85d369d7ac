//! Command lines that look like something else: a misspelt verb like the name of a blueprint (`synth chekc`).

use std::ffi::OsString;
use std::path::Path;

use clap::error::{ContextKind, ContextValue};

use super::exit::Failure;
use crate::diagnostics::did_you_mean;

/// The failure to report when `path` is no file and reads like one of the verbs.
pub fn verb(path: &Path) -> Option<Failure> {
    let given = path.to_str().filter(|_| !path.exists())?;
    let verbs = super::verbs();
    let meant = did_you_mean(given, verbs.iter().map(String::as_str))?;
    if meant == given {
        return Some(
            Failure::usage(format!("the command `{given}` comes before its options"))
                .help(format!("`synth {given} …`")),
        );
    }
    let failure = Failure::usage(format!("`{given}` is neither a command nor a file"));
    Some(failure.help(format!("did you mean `synth {meant}`?")))
}

/// What clap's own message would not make clear about a command line that could not be understood.
pub fn explain(error: &clap::Error, arguments: &[OsString]) -> Option<Failure> {
    let verbs = super::verbs();
    let known = |given: &str| verbs.iter().any(|verb| verb == given);
    let first = arguments.iter().skip(1).find(|argument| !argument.to_string_lossy().starts_with('-'))?;
    if !error.use_stderr() || first.to_str().is_some_and(known) {
        return None;
    }
    // After one file clap takes another for a verb.
    let second = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(second)) if !known(second) => {
            let failure = Failure::usage(format!("`{second}` is one file too many"));
            Some(failure.help("a run takes one blueprint; see `synth --help`"))
        }
        _ => None,
    };
    verb(Path::new(first)).or(second)
}
