//! `synth schema`.

use clap::Args;

use super::exit::Failure;
use super::{Console, Exit};

/// Print the JSON Schema of the blueprint language, for editors
#[derive(Args)]
#[command(after_help = "Example:\n  synth schema > blueprint.schema.json")]
pub struct Arguments {}

pub fn run(console: &mut Console) -> Result<Exit, Failure> {
    console.print(&crate::json_schema())?;
    Ok(Exit::Fine)
}
