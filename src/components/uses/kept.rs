//! Environment variables whose values are kept in Secrets Manager or Systems Manager.

use indexmap::IndexMap;

use crate::blueprint::EnvValue;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::cloudformation::{Value, sub, text};
use crate::documents::iam::Statement;

/// What names and ARNs of secrets are made of. Source: Secrets Manager CreateSecret, Name (botocore 1.44.5).
const SECRET_PUNCTUATION: &str = "/_+=.@-";
/// What names of parameters are made of. Source: Systems Manager PutParameter, Name (botocore 1.44.5).
const PARAMETER_PUNCTUATION: &str = "/_.-";
/// Letters of a secret's name. Source: Secrets Manager CreateSecret, Name: 1 to 512.
const SECRET_CHARS: usize = 512;
/// Letters of a parameter's name. Source: Systems Manager User Guide, constraints on parameter names: 1,011 with the ARN's beginning.
const PARAMETER_CHARS: usize = 1_011;

/// Names that no secret and no parameter can have. `place` tells where the value of a variable stands.
pub fn check(env: &IndexMap<String, EnvValue>, place: impl Fn(&str) -> Span, diagnostics: &mut Vec<Diagnostic>) {
    for (name, value) in env {
        let found = match value {
            EnvValue::Text(_) => None,
            EnvValue::Secret(secret) if secret.starts_with("arn:") => None,
            EnvValue::Secret(secret) => bad(secret, "secret", SECRET_PUNCTUATION, SECRET_CHARS)
                .map(|why| (why, "Secrets Manager CreateSecret, Name: letters, digits and /_+=.@- (botocore 1.44.5)")),
            EnvValue::Parameter(parameter) => bad(parameter, "parameter", PARAMETER_PUNCTUATION, PARAMETER_CHARS)
                .or_else(|| hierarchy(parameter))
                .map(|why| (why, "Systems Manager PutParameter, Name: letters, digits and _.-/, a hierarchy begins with a slash (botocore 1.44.5)")),
        };
        if let Some((why, fact)) = found {
            let error = Diagnostic::error(codes::KEPT_NAME, place(name), why)
                .label("no such name can exist")
                .help("name the secret or the parameter as it is called in each region: prod/stripe, /game/flag")
                .fact(fact);
            diagnostics.push(error);
        }
    }
}

fn bad(name: &str, what: &str, punctuation: &str, most: usize) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || punctuation.contains(c);
    let count = name.chars().count();
    if name.is_empty() {
        return Some(format!("a {what} without a name"));
    }
    if count > most {
        return Some(format!("the name of a {what} with {count} characters, where {most} are possible"));
    }
    name.chars().find(|c| !fits(*c)).map(|c| format!("`{c}` in the name of a {what}"))
}

fn hierarchy(name: &str) -> Option<String> {
    (name.contains('/') && !name.starts_with('/'))
        .then(|| format!("`{name}` has levels but does not begin with a slash"))
}

/// What a variable holds in an environment that takes texts only: of a secret or a parameter its name.
pub fn name(value: &EnvValue) -> Value<String> {
    match value {
        EnvValue::Text(value) | EnvValue::Secret(value) | EnvValue::Parameter(value) => text(value),
    }
}

/// What the user must be allowed so that it can read them.
pub fn statements(env: &IndexMap<String, EnvValue>) -> Vec<Statement> {
    let secrets: Vec<Value<String>> = env.values().filter_map(secret_arn).collect();
    let parameters: Vec<Value<String>> = env.values().filter_map(parameter_arn).collect();
    let mut statements = Vec::new();
    if !secrets.is_empty() {
        statements.push(Statement::allow(["secretsmanager:GetSecretValue"], secrets));
    }
    if !parameters.is_empty() {
        statements.push(Statement::allow(["ssm:GetParameter", "ssm:GetParameters"], parameters));
    }
    statements
}

/// AWS ends the ARN of a secret with a hyphen and six characters that nobody chooses.
fn secret_arn(value: &EnvValue) -> Option<Value<String>> {
    match value {
        EnvValue::Secret(arn) if arn.starts_with("arn:") => Some(text(arn)),
        EnvValue::Secret(name) => Some(sub(format!(
            "arn:${{AWS::Partition}}:secretsmanager:${{AWS::Region}}:${{AWS::AccountId}}:secret:{name}-??????"
        ))),
        EnvValue::Text(_) | EnvValue::Parameter(_) => None,
    }
}

fn parameter_arn(value: &EnvValue) -> Option<Value<String>> {
    let EnvValue::Parameter(name) = value else { return None };
    let name = name.strip_prefix('/').unwrap_or(name);
    Some(sub(format!("arn:${{AWS::Partition}}:ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter/{name}")))
}
