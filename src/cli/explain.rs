//! `synth explain`.

use clap::Args;

use super::exit::Failure;
use super::{Console, Exit};
use crate::diagnostics::{ALL, Code, did_you_mean};

/// Print the page of a diagnostic code; without a code, list them all
#[derive(Args)]
#[command(after_help = "Examples:\n  synth explain S0001\n  synth explain yaml-syntax\n  synth explain")]
pub struct Arguments {
    /// The code (`S0001`) or its name (`yaml-syntax`)
    code: Option<String>,
}

pub fn run(arguments: &Arguments, console: &mut Console) -> Result<Exit, Failure> {
    match &arguments.code {
        None => console.print(&list(ALL))?,
        Some(given) => console.print(Code::find(given).ok_or_else(|| unknown(given, ALL))?.page)?,
    }
    Ok(Exit::Fine)
}

fn list(codes: &[&Code]) -> String {
    let width = codes.iter().map(|code| code.name.len()).max().unwrap_or_default();
    codes.iter().map(|code| format!("{}  {:width$}  {}\n", code.id, code.name, code.title())).collect()
}

fn unknown(given: &str, codes: &[&Code]) -> Failure {
    let failure = Failure::usage(format!("there is no code `{given}`"));
    // Numbers lie close to one another: an id is only suggested when no name is close.
    let meant = did_you_mean(given, codes.iter().map(|code| code.name))
        .or_else(|| did_you_mean(given, codes.iter().map(|code| code.id)));
    match meant {
        Some(meant) => failure.help(format!("did you mean `synth explain {meant}`?")),
        None => failure.help("`synth explain` lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: &[&Code] = &[
        &Code { id: "S0201", name: "unknown-region", page: "# S0201: there is no such region\n" },
        &Code { id: "S0433", name: "throughput", page: "# S0433: io2 takes no throughput\n" },
    ];

    #[test]
    fn the_list_is_aligned() {
        assert_eq!(
            list(CODES),
            "S0201  unknown-region  there is no such region\nS0433  throughput      io2 takes no throughput\n"
        );
    }

    #[test]
    fn names_and_ids_are_suggested() {
        for (given, meant) in [("unknwon-region", "unknown-region"), ("S433", "S0433"), ("s0432", "S0433")] {
            assert!(format!("{:?}", unknown(given, CODES)).contains(&format!("`synth explain {meant}`")), "{given}");
        }
        assert!(format!("{:?}", unknown("everything", CODES)).contains("lists them all"));
    }
}
