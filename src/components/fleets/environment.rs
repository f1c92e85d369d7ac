//! Environment variables of instances: who may have them, and the script that sets them.

use indexmap::IndexMap;
use serde_json::json;

use super::{Fleet, agent};
use crate::blueprint::EnvValue;
use crate::components::uses::{self, Use};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::{Value, sub_with};

/// Shells in whose scripts lines can be inserted.
const SHELLS: [&str; 6] = ["sh", "bash", "dash", "ash", "ksh", "zsh"];
const NAMES: &str = "names are letters, digits and underscores, and begin with no digit (POSIX.1-2024, 8.1 Environment Variable Definition)";

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let (env, uses) = (&fleet.model.env, uses::of(fleet));
    uses::check_kept(env, |name| fleet.value(&["env", name]), diagnostics);
    uses::check(&uses, env, |name| fleet.key(&["env", name]), diagnostics);
    for (name, value) in env {
        diagnostics.extend(check_name(fleet, name));
        diagnostics.extend(check_value(fleet, name, value));
    }
    diagnostics.extend(check_script(fleet, &uses));
}

fn check_name(fleet: &Fleet<'_>, name: &str) -> Option<Diagnostic> {
    let letters = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if letters && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    let span = fleet.key(&["env", name]);
    let error =
        Diagnostic::error(codes::FLEET_ENVIRONMENT, span, format!("`{name}` cannot name an environment variable"))
            .label("letters, digits and underscores")
            .fact(NAMES);
    let better: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let free = !better.starts_with(|c: char| c.is_ascii_digit()) && !fleet.model.env.contains_key(&better);
    Some(if free && !better.is_empty() {
        error.fix(format!("write {better}"), span, better)
    } else {
        error.help("choose a name such as LOG_LEVEL")
    })
}

/// systemd and shells read the same file, one variable a line.
fn check_value(fleet: &Fleet<'_>, name: &str, value: &EnvValue) -> Option<Diagnostic> {
    let EnvValue::Text(text) = value else { return None };
    if !text.contains(['\n', '\r', '\0']) {
        return None;
    }
    let span = fleet.value(&["env", name]);
    let error =
        Diagnostic::error(codes::FLEET_ENVIRONMENT, span, format!("the value of `{name}` has more than one line"))
            .label("one line a variable")
            .help("keep long texts in a secret, a parameter or a file that `user_data` writes")
            .fact("EnvironmentFile: one assignment a line (systemd.exec(5))");
    Some(error)
}

/// Variables need a shell script, or none, which synth then writes.
fn check_script(fleet: &Fleet<'_>, uses: &[Use<'_>]) -> Option<Diagnostic> {
    let script = fleet.model.user_data.as_ref()?.text();
    let given = uses::environment(uses);
    let names: Vec<&str> = fleet.model.env.keys().chain(given.keys()).map(String::as_str).collect();
    if is_shell(script) || names.is_empty() {
        return None;
    }
    let span = fleet.key(&["user_data"]);
    let message = format!("the instances of {} would not have {}", fleet.name, names.join(", "));
    // Variables that were asked for by name must be there; those of `uses` can be done without.
    let found = if fleet.model.env.is_empty() {
        Diagnostic::warning(codes::ENVIRONMENT_UNSET, span, message)
    } else {
        Diagnostic::error(codes::ENVIRONMENT_UNSET, span, message).also(fleet.key(&["env"]), "wanted here")
    };
    let found = uses.first().map_or(found.clone(), |usage| found.also(usage.key, "is found by its variables"));
    Some(
        found
            .label("no shell script: no variables can be set in it")
            .help("begin it with `#!/bin/bash`; what cloud-config does, a script does too")
            .fact("cloud-init runs what begins with #! as a script (EC2 user guide, Run commands at launch, read 2026-11-22)"),
    )
}

/// Whether a script begins with `#!` and a shell: `#!/bin/bash -e`, `#!/usr/bin/env bash`.
pub(super) fn is_shell(script: &str) -> bool {
    let first = script.lines().next().unwrap_or_default();
    let Some(command) = first.strip_prefix("#!") else { return false };
    let mut words = command.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word));
    let program = match words.next() {
        Some("env") => words.find(|word| !word.starts_with('-')),
        other => other,
    };
    program.is_some_and(|program| SHELLS.contains(&program))
}

/// The bytes that the variables and the agent add to the user data, references uncounted.
pub(super) fn added_bytes(fleet: &Fleet<'_>) -> usize {
    let agent = agent::script(fleet).map_or(0, |script| script.len());
    lines(fleet, &variables(fleet, &uses::of(fleet)), quoted).len() + agent
}

/// The fleet's own variables, then those by which it finds what it uses.
fn variables(fleet: &Fleet<'_>, uses: &[Use<'_>]) -> IndexMap<String, Value<String>> {
    let own = fleet.model.env.iter().map(|(name, value)| (name.clone(), uses::kept_name(value)));
    own.chain(uses::environment(uses)).collect()
}

/// What instances run at their first start: the script, after its first line the variables and what starts the agent.
pub(super) fn user_data(fleet: &Fleet<'_>, uses: &[Use<'_>]) -> Option<Value<String>> {
    let script = fleet.model.user_data.as_ref().map(|script| script.text());
    let variables = variables(fleet, uses);
    let agent = agent::script(fleet).unwrap_or_default();
    let text = match script {
        _ if variables.is_empty() && agent.is_empty() => Value::from(script?),
        Some(script) if !is_shell(script) => Value::from(script),
        Some(script) => {
            let (first, rest) = script.split_once('\n').unwrap_or((script, ""));
            with_variables(fleet, first, &variables, &format!("{agent}{rest}"))
        }
        None => with_variables(fleet, "#!/bin/sh", &variables, &agent),
    };
    Some(Value::Expr(json!({ "Fn::Base64": text.to_json() })))
}

/// The first line, the variables, the rest: as it stands, or with references to what CloudFormation knows.
fn with_variables(
    fleet: &Fleet<'_>,
    first: &str,
    variables: &IndexMap<String, Value<String>>,
    rest: &str,
) -> Value<String> {
    let known = variables.iter().filter(|(_, value)| !matches!(value, Value::Literal(_)));
    let references: Vec<(&String, Value<String>)> = known.map(|(name, value)| (name, value.clone())).collect();
    if references.is_empty() {
        return Value::from(format!("{first}\n{}{rest}", lines(fleet, variables, quoted)));
    }
    let written = lines(fleet, variables, |text| unsubstituted(&quoted(text)));
    sub_with(format!("{}\n{written}{}", unsubstituted(first), unsubstituted(rest)), references)
}

/// Writes the variables to a file that systemd units can name, and has login shells and the rest of the script read it. What is
/// no text is left for `Fn::Sub`.
fn lines(fleet: &Fleet<'_>, variables: &IndexMap<String, Value<String>>, quote: impl Fn(&str) -> String) -> String {
    if variables.is_empty() {
        return String::new();
    }
    let prefix = fleet.system.prefix();
    let assignment = |(name, value): (&String, &Value<String>)| match value {
        Value::Literal(text) => format!("{name}=\"{}\"\n", quote(text)),
        _ => format!("{name}=\"${{{name}}}\"\n"),
    };
    let assignments: String = variables.iter().map(assignment).collect();
    format!(
        "cat > /etc/{prefix}.env <<'END'\n{assignments}END\n\
         echo 'set -a; . /etc/{prefix}.env; set +a' > /etc/profile.d/{prefix}.sh\n\
         . /etc/profile.d/{prefix}.sh\n"
    )
}

/// Within double quotes shells and systemd take the same four characters for more than themselves.
fn quoted(text: &str) -> String {
    text.chars().flat_map(|c| matches!(c, '\\' | '"' | '$' | '`').then_some('\\').into_iter().chain([c])).collect()
}

/// As `Fn::Sub` leaves it alone.
fn unsubstituted(text: &str) -> String {
    text.replace("${", "${!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shells_are_known_by_their_first_line() {
        for script in ["#!/bin/bash", "#!/bin/sh -e\n", "#! /usr/bin/env bash\nx", "#!/usr/bin/env -S zsh -e"] {
            assert!(is_shell(script), "{script}");
        }
        for script in ["#!/usr/bin/python3\n", "#cloud-config\n", "#!/usr/bin/env python3", "", "echo #!/bin/sh"] {
            assert!(!is_shell(script), "{script}");
        }
    }

    #[test]
    fn values_stay_what_they_are() {
        assert_eq!(quoted(r#"a"b$c`d\e"#), r#"a\"b\$c\`d\\e"#);
        assert_eq!(unsubstituted("echo ${HOME} ${!x}"), "echo ${!HOME} ${!!x}");
    }
}
