//! The command line: the only code that touches files, the terminal and the environment.
//!
//! One file a subcommand; `read` and `folder` are the two ways to the disk, `report` the one to the reader.
//! Standard output carries documents and reports for programs, standard error what is said to people.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "below this module nothing may touch the machine"
)]

mod check;
mod completions;
mod exit;
mod explain;
mod folder;
mod init;
mod misspelt;
mod read;
mod report;
mod schema;
mod show;
mod synthesize;
mod variant;

pub use read::content;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use exit::Failure;

pub use exit::Exit;

/// Compile one YAML blueprint of a multi-region AWS system into CloudFormation, eksctl and Step Functions documents
#[derive(Parser)]
#[command(
    name = "synth",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    override_usage = "synth [OPTIONS] [BLUEPRINT]\n       synth <COMMAND> [OPTIONS]",
    after_help = synthesize::EXAMPLES.to_owned() + "\n\n" + &exit::table()
)]
struct CommandLine {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    synthesize: synthesize::Arguments,
}

#[derive(Subcommand)]
enum Verb {
    Check(check::Arguments),
    Show(show::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Init(init::Arguments),
    Completions(completions::Arguments),
}

/// Where a command writes.
struct Console<'c> {
    /// Documents and reports for programs.
    out: &'c mut dyn Write,
    /// What is said to people.
    err: &'c mut dyn Write,
}

/// Runs the program with the arguments and streams of the process.
pub fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut err = io::stderr().lock();
    run(std::env::args_os().collect(), &mut Console { out: &mut out, err: &mut err }).into()
}

fn run(arguments: Vec<OsString>, console: &mut Console) -> Exit {
    let result = match CommandLine::try_parse_from(&arguments) {
        Ok(parsed) => dispatch(parsed, console),
        Err(error) => match misspelt::explain(&error, &arguments) {
            Some(failure) => Err(failure),
            None => {
                // clap chooses the stream and the colours; a stream that is gone wants no help.
                let _ = error.print();
                return if error.use_stderr() { Exit::Usage } else { Exit::Fine };
            }
        },
    };
    let result = result.and_then(|exit| taken(console.out.flush()).map(|()| exit));
    result.unwrap_or_else(|failure| failure.print(console.err))
}

fn dispatch(arguments: CommandLine, console: &mut Console) -> Result<Exit, Failure> {
    match arguments.verb {
        None => synthesize::run(&arguments.synthesize, console),
        Some(Verb::Check(arguments)) => check::run(&arguments, console),
        Some(Verb::Show(arguments)) => show::run(&arguments, console),
        Some(Verb::Explain(arguments)) => explain::run(&arguments, console),
        Some(Verb::Schema(_)) => schema::run(console),
        Some(Verb::Init(arguments)) => init::run(&arguments, console),
        Some(Verb::Completions(arguments)) => completions::run(&arguments, console),
    }
}

impl Console<'_> {
    /// Writes to standard output.
    fn print(&mut self, text: &str) -> Result<(), Failure> {
        taken(self.out.write_all(text.as_bytes()))
    }

    /// Says a line to people. Nobody can be told when that fails.
    fn say(&mut self, line: &str) {
        let _ = writeln!(self.err, "{line}");
    }
}

/// A reader of standard output that has gone (`synth … | head`) has what it wanted: the run goes on to its end.
fn taken(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::stdout(&error)),
        _ => Ok(()),
    }
}

/// Every verb, as it is typed.
fn verbs() -> Vec<String> {
    CommandLine::command().get_subcommands().map(|verb| verb.get_name().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn every_command_has_an_example_and_every_option_a_text() {
        let mut command = CommandLine::command();
        command.build();
        for verb in std::iter::once(&command).chain(command.get_subcommands()) {
            let after = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(after.contains("synth"), "{} has no example", verb.get_name());
            assert!(verb.get_about().is_some(), "{} has no text", verb.get_name());
            for option in verb.get_arguments() {
                assert!(option.get_help().is_some(), "{} of {} has no text", option.get_id(), verb.get_name());
            }
        }
    }
}
