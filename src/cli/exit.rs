//! How a run ends: the exit codes, and failures that are not about the blueprint's content.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// The exit codes of every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// 0: all is well; there may be warnings.
    Fine = 0,
    /// 1: the blueprint has errors, or `--check` found differences.
    Findings = 1,
    /// 2: the command line is wrong.
    Usage = 2,
    /// 3: something could not be read or written.
    Io = 3,
}

impl Exit {
    const ALL: [Exit; 4] = [Exit::Fine, Exit::Findings, Exit::Usage, Exit::Io];

    fn meaning(self) -> &'static str {
        match self {
            Exit::Fine => "all is well; there may be warnings",
            Exit::Findings => "the blueprint has errors, or --check found differences",
            Exit::Usage => "the command line is wrong",
            Exit::Io => "something could not be read or written",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// The exit codes, for `--help`.
pub fn table() -> String {
    let lines: Vec<String> = Exit::ALL.iter().map(|exit| format!("  {}  {}", *exit as u8, exit.meaning())).collect();
    format!("Exit codes:\n{}", lines.join("\n"))
}

/// Why a run stopped.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    message: String,
    help: Option<String>,
}

impl Failure {
    /// The command line is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Failure { exit: Exit::Usage, message: message.into(), help: None }
    }

    /// Something could not be read or written.
    pub fn io(message: impl Into<String>) -> Self {
        Failure { exit: Exit::Io, message: message.into(), help: None }
    }

    /// An operation on a path failed: "cannot write out/plan.md: permission denied".
    pub fn path(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::io(format!("cannot {verb} {}: {}", path.display(), reason(error)))
    }

    /// Standard output took no more.
    pub fn stdout(error: &io::Error) -> Self {
        Self::io(format!("cannot write to standard output: {}", reason(error)))
    }

    /// What to do about it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Tells people, and gives the exit code.
    pub fn print(&self, err: &mut dyn Write) -> Exit {
        // Nobody can be told when standard error itself is gone.
        let _ = writeln!(err, "error: {}", self.message);
        if let Some(help) = &self.help {
            let _ = writeln!(err, "  help: {help}");
        }
        self.exit
    }
}

/// Why an operation failed, as a fragment.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is not a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        _ => error.to_string(),
    }
}
