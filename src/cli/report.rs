//! Diagnostics on their way to the reader.

use std::io;

use clap::{Args, ValueEnum};

use super::exit::Failure;
use super::{Console, Exit};
use crate::diagnostics::render::{github, json_lines, sarif, summary, terminal};
use crate::diagnostics::{Diagnostic, Sources, has_errors};

/// How findings are reported.
#[derive(Args)]
pub struct Options {
    /// How findings are reported
    ///
    /// Text goes to standard error; the other formats go to standard output, or to standard error when the documents are
    /// printed there.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// When to use colours in text
    ///
    /// `auto`: on a terminal, unless NO_COLOR is set.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
    /// Say nothing but findings: no summary
    #[arg(short, long)]
    pub quiet: bool,
}

/// A format of the findings.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people: the lines of the blueprint with what is wrong drawn below them
    #[default]
    Text,
    /// One JSON object a line
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub workflow commands, which become annotations of a pull request
    Github,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    fn wanted(self) -> bool {
        match self {
            Color::Auto => anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        }
    }
}

/// What standard output is for in this run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stdout {
    /// The documents.
    Documents,
    /// The report for programs; files go to a folder.
    Free,
    /// The report for programs, which is all that the command gives.
    Report,
}

/// Reports the findings and says how the run stands.
pub fn findings(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    options: &Options,
    stdout: Stdout,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let text = match options.format {
        Format::Text => terminal(diagnostics, sources, options.color.wanted()),
        Format::Json => json_lines(diagnostics, sources),
        Format::Sarif => sarif(diagnostics, sources),
        Format::Github => github(diagnostics, sources),
    };
    if options.format == Format::Text || stdout == Stdout::Documents {
        // Nobody can be told when standard error itself is gone.
        let _ = console.err.write_all(text.as_bytes());
    } else {
        console.print(&text)?;
    }
    let worth_saying = !diagnostics.is_empty() || stdout == Stdout::Report;
    if options.format == Format::Text && !options.quiet && worth_saying {
        console.say(&summary(diagnostics));
    }
    Ok(if has_errors(diagnostics) { Exit::Findings } else { Exit::Fine })
}
