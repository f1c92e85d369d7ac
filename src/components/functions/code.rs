//! The source and the handler of a function.

use indexmap::IndexMap;

use crate::blueprint::Function;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::{cloudformation, lambda};
use crate::system::{Instance, System};

/// The name of the file that CloudFormation makes of inline code.
const INLINE_FILE: &str = "index";

/// Code that is empty or of the wrong language, and handlers that are not in it.
pub(super) fn check(function: &Instance<'_, Function>, diagnostics: &mut Vec<Diagnostic>) {
    let code = function.model.code.text();
    let span = function.value(&["code"]);
    if code.trim().is_empty() {
        let error = Diagnostic::error(codes::CODE_SIZE, span, format!("`{}` has no code", function.name))
            .label("empty")
            .help("write the source, or name a file that has it")
            .fact("CloudFormation takes ZipFile as the one file of the function (CloudFormation Template Reference, AWS::Lambda::Function Code, read 2026-10-20)");
        diagnostics.push(error);
        return;
    }
    diagnostics.extend(language(function).or_else(|| handler(function)));
}

/// The functions of a region share one template.
pub(super) fn check_sum(system: &System<'_>, functions: &[Instance<'_, Function>], diagnostics: &mut Vec<Diagnostic>) {
    let mut sums: IndexMap<&str, usize> = IndexMap::new();
    for function in functions {
        *sums.entry(function.region.code).or_default() += function.model.code.text().len();
    }
    let Some((region, sum)) = sums.into_iter().find(|(_, sum)| *sum > cloudformation::MAX_TEMPLATE_BYTES) else {
        return;
    };
    let error = Diagnostic::error(
        codes::CODE_SIZE,
        system.key(&["functions"]),
        format!("{sum} bytes of inline code in {region}, where a template takes 1,000,000"),
    )
    .label("together")
    .help("the functions of a region stand in one template: keep data out of their source")
    .fact("CloudFormation User Guide, quotas: template body in Amazon S3, 1 MB (read 2026-10-20)");
    diagnostics.push(error);
}

/// Inline code is for languages that need no build.
fn language(function: &Instance<'_, Function>) -> Option<Diagnostic> {
    let runtime = lambda::runtime(&function.model.runtime)?;
    if runtime.takes_inline_code() {
        return None;
    }
    let error = Diagnostic::error(codes::INLINE_RUNTIME, function.value(&["runtime"]), format!("inline code cannot be {}", runtime.name))
        .label("needs a build")
        .also(function.key(&["code"]), "this becomes inline code of the template")
        .help("use Python or Node.js: python3.13, nodejs24.x")
        .fact("inline code is for Node.js and Python functions (CloudFormation User Guide, AWS::Lambda::Function Code, read 2026-10-20)");
    Some(error)
}

fn handler(function: &Instance<'_, Function>) -> Option<Diagnostic> {
    let handler = function.model.handler.as_str();
    let span = function.value(&["handler"]);
    let (file, name) = handler.split_once('.').unwrap_or(("", handler));
    let is_name =
        |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$') && !name.is_empty();
    if file != INLINE_FILE || !is_name(name) {
        let name = if is_name(name) { name } else { "handler" };
        let better = format!("{INLINE_FILE}.{name}");
        let error = Diagnostic::error(codes::HANDLER, span, format!("`{handler}` names nothing in inline code"))
            .label("the file is called `index`")
            .fix(format!("write {better}"), span, better)
            .fact("CloudFormation writes inline code to a file named index (CloudFormation User Guide, AWS::Lambda::Function Code, ZipFile, read 2026-10-20)");
        return Some(error);
    }
    if words(function.model.code.text()).any(|word| word == name) {
        return None;
    }
    let warning = Diagnostic::warning(codes::HANDLER_MISSING, span, format!("the code of `{}` has no `{name}`", function.name))
        .label("what Lambda calls")
        .also(function.key(&["code"]), format!("`{name}` does not occur here"))
        .help(format!("define `{name}`, or name the function that is there"))
        .fact("Lambda finds the handler when it runs, and fails each invocation (Lambda Developer Guide, define the handler, read 2026-10-20)");
    Some(warning)
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'))
}
