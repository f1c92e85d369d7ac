//! A misspelt verb looks like the name of a blueprint: `synth chekc`.

use std::ffi::OsString;
use std::path::Path;

use super::exit::Failure;
use crate::diagnostics::did_you_mean;

/// The failure to report when `path` is no file and reads like one of the verbs.
pub fn verb(path: &Path) -> Option<Failure> {
    let given = path.to_str()?;
    let verbs = super::verbs();
    let meant = did_you_mean(given, verbs.iter().map(String::as_str)).filter(|_| !path.exists())?;
    if meant == given {
        return Some(
            Failure::usage(format!("the command `{given}` comes before its options"))
                .help(format!("`synth {given} …`")),
        );
    }
    let failure = Failure::usage(format!("`{given}` is neither a command nor a file"));
    Some(failure.help(format!("did you mean `synth {meant}`?")))
}

/// The same for a command line that could not be understood: its first argument that is no option.
pub fn verb_in(arguments: &[OsString]) -> Option<Failure> {
    let first = arguments.iter().skip(1).find(|argument| !argument.to_string_lossy().starts_with('-'))?;
    let given = first.to_str()?;
    if super::verbs().iter().any(|known| known == given) {
        return None;
    }
    verb(Path::new(first))
}
