//! `synth check`.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use super::report::{self, Stdout};
use super::{Console, Exit, read};

/// Report what is wrong with a blueprint, and write nothing
#[derive(Args)]
#[command(after_help = "Examples:\n  synth check\n  synth check --format sarif shop.yaml > findings.sarif")]
pub struct Arguments {
    /// The blueprint; `-` reads standard input [default: ./blueprint.yaml]
    blueprint: Option<PathBuf>,
    #[command(flatten)]
    report: report::Options,
}

pub fn run(arguments: &Arguments, console: &mut Console) -> Result<Exit, Failure> {
    let outcome = crate::synthesize(read::blueprint(arguments.blueprint.as_deref())?);
    let options = &arguments.report;
    report::findings(&outcome.diagnostics, &outcome.sources, options, Stdout::Report, console)
}
