//! Environment variables.

use crate::blueprint::{EnvValue, Function};
use crate::components::uses;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::lambda;
use crate::system::Instance;

/// Names that Lambda sets itself and refuses in a configuration. Source: Lambda Developer Guide, "Working with Lambda environment
/// variables", reserved environment variables (2026-10). Other names that begin with `AWS_` are free.
const RESERVED: [&str; 18] = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
];

/// Names that Lambda refuses, and environments that are too large.
pub(super) fn check(function: &Instance<'_, Function>, diagnostics: &mut Vec<Diagnostic>) {
    let env = &function.model.env;
    uses::check_kept(env, |name| function.value(&["env", name]), diagnostics);
    uses::check(&uses::of(function), env, |name| function.key(&["env", name]), diagnostics);
    for name in env.keys() {
        diagnostics.extend(check_name(function, name));
    }
    let length = |value: &EnvValue| match value {
        EnvValue::Text(text) | EnvValue::Secret(text) | EnvValue::Parameter(text) => text.len(),
    };
    let bytes: usize = env.iter().map(|(name, value)| name.len() + length(value)).sum();
    if bytes > lambda::ENVIRONMENT_BYTES {
        let error = Diagnostic::error(
            codes::ENVIRONMENT_SIZE,
            function.key(&["env"]),
            format!("{bytes} bytes of environment variables, where Lambda takes 4,096"),
        )
        .label("names and values together")
        .help("keep long values in a file of the code, or in a parameter or secret that the function reads")
        .fact("Lambda Developer Guide, Lambda quotas: environment variables 4 KB in aggregate (read 2026-10-20)");
        diagnostics.push(error);
    }
}

fn check_name(function: &Instance<'_, Function>, name: &str) -> Option<Diagnostic> {
    let span = function.key(&["env", name]);
    if RESERVED.contains(&name) {
        let error = Diagnostic::error(codes::ENVIRONMENT_NAME, span, format!("`{name}` is set by Lambda"))
            .label("a reserved name")
            .fact("Lambda Developer Guide, environment variables: reserved names cannot be set in a function's configuration (read 2026-10-20)");
        return Some(match function.removal(&["env", name]) {
            Some(removal) => error.fix("leave it out", removal, ""),
            None => error.help("choose another name"),
        });
    }
    let letters = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if letters && name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() >= 2 {
        return None;
    }
    let error =
        Diagnostic::error(codes::ENVIRONMENT_NAME, span, format!("`{name}` cannot name an environment variable"))
            .label("a letter, then letters, digits and underscores, at least two")
            .help("choose a name such as LOG_LEVEL")
            .fact("botocore 1.44.5, Lambda, EnvironmentVariableName: [a-zA-Z]([a-zA-Z0-9_])+");
    Some(error)
}
