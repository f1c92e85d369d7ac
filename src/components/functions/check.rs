//! What Lambda would refuse, and what it accepts to fail later.

use super::{address, alias, code, environment, event_checks, layers, rollout};
use crate::blueprint::{Code, Function};
use crate::components::logs;
use crate::diagnostics::{self as codes, Diagnostic, did_you_mean};
use crate::facts::{self, lambda};
use crate::system::{Instance, System};

/// The longest description of a function in characters. Source: registry schema of AWS::Lambda::Function.
const DESCRIPTION_CHARS: usize = 256;

/// Everything that is wrong with functions.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let functions = system.instances(&system.blueprint.functions);
    for function in &functions {
        if !matches!(function.model.code, Code::Image(_)) {
            diagnostics.extend(runtime(function));
        }
        diagnostics.extend(memory(function));
        diagnostics.extend(timeout(function));
        diagnostics.extend(description(function));
        code::check(function, diagnostics);
        environment::check(function, diagnostics);
        alias::check(function, diagnostics);
        rollout::check(function, diagnostics);
        layers::check(function, diagnostics);
        event_checks::check(function, diagnostics);
        diagnostics.extend(address::check(function));
        diagnostics.extend(temporary_storage(function));
        diagnostics.extend(logs::check_retention(function.model.log_retention, function.value(&["log_retention"])));
    }
    code::check_sum(system, &functions, diagnostics);
    alias::check_sum(system, &functions, diagnostics);
}

fn runtime(function: &Instance<'_, Function>) -> Option<Diagnostic> {
    let name = function.model.runtime.as_str();
    let span = function.value(&["runtime"]);
    let Some(runtime) = lambda::runtime(name).filter(|runtime| runtime.known_to_api) else {
        return Some(unknown_runtime(function));
    };
    let successor = runtime.successor.unwrap_or_default();
    let past = |date: Option<facts::Date>| date.filter(|date| *date <= facts::TABLES_DATE);
    let found = if let Some(blocked) = past(runtime.creation_blocked) {
        Diagnostic::error(codes::RUNTIME_BLOCKED, span, format!("Lambda creates no functions with {name} any more"))
            .label(format!("blocked since {}", blocked.as_str()))
    } else if let Some(deprecated) = past(runtime.deprecated) {
        let blocked = runtime
            .creation_blocked
            .map(|day| format!("; from {} on it cannot be used for new functions", day.as_str()));
        Diagnostic::warning(codes::RUNTIME_DEPRECATED, span, format!("{name} gets no security patches any more"))
            .label(format!("deprecated since {}{}", deprecated.as_str(), blocked.unwrap_or_default()))
    } else {
        return None;
    };
    let found = found.fact("Lambda Developer Guide, Lambda runtimes, as recorded by cfn-lint 1.58.0 (2026-10-20)");
    Some(if successor.is_empty() { found } else { found.fix(format!("use {successor}"), span, successor) })
}

fn unknown_runtime(function: &Instance<'_, Function>) -> Diagnostic {
    let name = function.model.runtime.as_str();
    let span = function.value(&["runtime"]);
    let usable = || {
        lambda::names().filter(|name| {
            lambda::runtime(name)
                .is_some_and(|it| it.known_to_api && it.deprecated.is_none_or(|day| day > facts::TABLES_DATE))
        })
    };
    let error = Diagnostic::error(codes::UNKNOWN_RUNTIME, span, format!("`{name}` is no Lambda runtime"))
        .fact("botocore 1.44.5, Lambda, Runtime");
    match did_you_mean(name, usable()).or_else(|| usable().find(|known| known.starts_with(name))) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error
            .label("not in the table of runtimes")
            .help("functions of a blueprint are Python or Node.js: python3.13, nodejs24.x"),
    }
}

fn memory(function: &Instance<'_, Function>) -> Option<Diagnostic> {
    let memory = function.model.memory;
    let whole = memory.bytes.is_multiple_of(1 << 20);
    let (least, most) = (u64::from(*lambda::MEMORY_MIB.start()), u64::from(*lambda::MEMORY_MIB.end()));
    if whole && (least..=most).contains(&memory.mib()) {
        return None;
    }
    let near = memory.bytes.div_ceil(1 << 20).clamp(least, most);
    let span = function.value(&["memory"]);
    let error = Diagnostic::error(codes::FUNCTION_MEMORY, span, format!("a function cannot have {memory} of memory"))
        .label("128MiB to 10240MiB, in steps of 1MiB")
        .fix(format!("use {near}MiB"), span, format!("{near}MiB"))
        .fact("Lambda Developer Guide, Lambda quotas: 128 MB to 10,240 MB in 1-MB increments (read 2026-10-20)");
    Some(error)
}

fn temporary_storage(function: &Instance<'_, Function>) -> Option<Diagnostic> {
    let size = function.model.temporary_storage;
    let (least, most) =
        (u64::from(*lambda::EPHEMERAL_STORAGE_MIB.start()), u64::from(*lambda::EPHEMERAL_STORAGE_MIB.end()));
    if size.bytes.is_multiple_of(1 << 20) && (least..=most).contains(&size.mib()) {
        return None;
    }
    let near = size.bytes.div_ceil(1 << 20).clamp(least, most);
    let span = function.value(&["temporary_storage"]);
    let error = Diagnostic::error(codes::TEMPORARY_STORAGE, span, format!("a function cannot have {size} in /tmp"))
        .label("512MiB to 10240MiB, in steps of 1MiB")
        .fix(format!("use {near}MiB"), span, format!("{near}MiB"))
        .fact("Lambda Developer Guide, Lambda quotas: /tmp directory storage between 512 MB and 10,240 MB (read 2026-11-22)");
    Some(error)
}

fn timeout(function: &Instance<'_, Function>) -> Option<Diagnostic> {
    let timeout = function.model.timeout;
    let (least, most) = (u64::from(*lambda::TIMEOUT_S.start()), u64::from(*lambda::TIMEOUT_S.end()));
    if (least..=most).contains(&timeout.seconds) {
        return None;
    }
    let span = function.value(&["timeout"]);
    let error = Diagnostic::error(codes::FUNCTION_TIMEOUT, span, format!("a function cannot run for {timeout}"))
        .label("1s to 15m")
        .fact("Lambda Developer Guide, Lambda quotas: function timeout 900 seconds (read 2026-10-20)");
    Some(if timeout.seconds > most {
        error.help("split the work into the tasks of a workflow, or use 15m")
    } else {
        error.fix("use the shortest", span, "1s")
    })
}

fn description(function: &Instance<'_, Function>) -> Option<Diagnostic> {
    let length = function.common.description.as_ref()?.chars().count();
    if length <= DESCRIPTION_CHARS {
        return None;
    }
    let span = function.value(&["description"]);
    let error = Diagnostic::error(
        codes::FUNCTION_DESCRIPTION,
        span,
        format!("a description of {length} characters, where Lambda takes 256"),
    )
    .label(format!("{} too many", length - DESCRIPTION_CHARS))
    .help("say it shorter, or in a comment of the blueprint")
    .fact("registry schema of AWS::Lambda::Function, Description, maxLength 256 (2026-10-20)");
    Some(error)
}
