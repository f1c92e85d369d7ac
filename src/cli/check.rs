//! `synth check`.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use super::report::{self, Stdout};
use super::variant::Variant;
use super::{Console, Exit, read};

/// Report what is wrong with a blueprint, and write nothing
///
/// A blueprint with environments is checked in each of them, unless `--env` chooses one.
#[derive(Args)]
#[command(after_help = "Examples:\n  synth check\n  synth check --format sarif shop.yaml > findings.sarif")]
pub struct Arguments {
    /// The blueprint; `-` reads standard input [default: ./blueprint.yaml]
    blueprint: Option<PathBuf>,
    #[command(flatten)]
    variant: Variant,
    #[command(flatten)]
    report: report::Options,
}

pub fn run(arguments: &Arguments, console: &mut Console) -> Result<Exit, Failure> {
    let outcome = crate::synthesize_all(read::blueprint(arguments.blueprint.as_deref(), &arguments.variant)?);
    let options = &arguments.report;
    report::findings(&outcome.diagnostics, &outcome.sources, options, Stdout::Report, console)
}
