//! `synth show`.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use super::report::{self, Stdout};
use super::variant::Variant;
use super::{Console, Exit, read};

/// Print the blueprint with all that is laid over it, and where each value comes from
///
/// Values that do not stand in the blueprint itself have their place behind them:
/// `shards: 1  # environments.staging, blueprint.yaml:210`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  synth show --env staging\n  synth show --set caches.sessions.shards=2 shop.yaml\n  synth show --defaults"
)]
pub struct Arguments {
    /// The blueprint; `-` reads standard input [default: ./blueprint.yaml]
    blueprint: Option<PathBuf>,
    #[command(flatten)]
    variant: Variant,
    /// Show the components, too, that the language makes of `services` in a blueprint without components
    #[arg(long)]
    defaults: bool,
    #[command(flatten)]
    report: report::Options,
}

pub fn run(arguments: &Arguments, console: &mut Console) -> Result<Exit, Failure> {
    let shown = crate::show(read::blueprint(arguments.blueprint.as_deref(), &arguments.variant)?, arguments.defaults);
    let exit = report::findings(&shown.diagnostics, &shown.sources, &arguments.report, Stdout::Documents, console)?;
    if exit == Exit::Fine {
        console.print(&shown.text)?;
    }
    Ok(exit)
}
