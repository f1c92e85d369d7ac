//! `synth completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::exit::Failure;
use super::{Console, Exit};

/// Print a completion script for a shell
#[derive(Args)]
#[command(after_help = "Example:\n  synth completions bash > ~/.local/share/bash-completion/completions/synth")]
pub struct Arguments {
    /// The shell that is to read it
    shell: Shell,
}

pub fn run(arguments: &Arguments, console: &mut Console) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::CommandLine::command(), "synth", &mut script);
    console.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
