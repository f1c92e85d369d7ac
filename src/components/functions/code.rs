//! The source and the handler of a function.

use indexmap::IndexMap;

use super::package;
use crate::blueprint::{Code, Folder, Function, Given, Place, S3Archive};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::{cloudformation, lambda};
use crate::system::{Instance, System};

/// The name of the file that CloudFormation makes of inline code.
const INLINE_FILE: &str = "index";

/// Code that is empty or of the wrong language, and handlers that are not in it.
pub(super) fn check(function: &Instance<'_, Function>, diagnostics: &mut Vec<Diagnostic>) {
    match &function.model.code {
        Code::Inline(text) => check_inline(function, text, diagnostics),
        Code::File(_) => {
            diagnostics.extend(package::folder(function).and_then(|(path, folder)| in_folder(function, path, folder)))
        }
        Code::S3(archives) => diagnostics.extend(no_archive(function, archives)),
        Code::Image(given) => check_image(function, given, diagnostics),
    }
}

fn check_inline(function: &Instance<'_, Function>, code: &str, diagnostics: &mut Vec<Diagnostic>) {
    let span = function.value(&["code"]);
    if code.trim().is_empty() {
        let error = Diagnostic::error(codes::CODE_SIZE, span, format!("`{}` has no code", function.name))
            .label("empty")
            .help("write the source, or name a file that has it")
            .fact("CloudFormation takes ZipFile as the one file of the function (CloudFormation Template Reference, AWS::Lambda::Function Code, read 2026-10-20)");
        diagnostics.push(error);
        return;
    }
    diagnostics.extend(language(function).or_else(|| handler(function, code)));
}

/// The functions of a region share one template.
pub(super) fn check_sum(system: &System<'_>, functions: &[Instance<'_, Function>], diagnostics: &mut Vec<Diagnostic>) {
    let mut sums: IndexMap<&str, usize> = IndexMap::new();
    for function in functions {
        *sums.entry(function.region.code).or_default() += function.model.code.inline().unwrap_or_default().len();
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

fn handler(function: &Instance<'_, Function>, code: &str) -> Option<Diagnostic> {
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
    if words(code).any(|word| word == name) {
        return None;
    }
    let warning = Diagnostic::warning(codes::HANDLER_MISSING, span, format!("the code of `{}` has no `{name}`", function.name))
        .label("what Lambda calls")
        .also(function.key(&["code"]), format!("`{name}` does not occur here"))
        .help(format!("define `{name}`, or name the function that is there"))
        .fact("Lambda finds the handler when it runs, and fails each invocation (Lambda Developer Guide, define the handler, read 2026-10-20)");
    Some(warning)
}

/// A folder is empty, or has no file for the handler.
fn in_folder(function: &Instance<'_, Function>, path: &str, folder: &Folder) -> Option<Diagnostic> {
    if folder.is_empty() {
        let error = Diagnostic::error(codes::CODE_SIZE, function.value(&["code"]), format!("the folder `{path}` is empty"))
            .label("no code in it")
            .help("put the source there, or name another folder")
            .fact("Lambda takes an archive with the function's code in it (Lambda Developer Guide, .zip file archives, read 2026-11-22)");
        return Some(error);
    }
    let (module, _) = function.model.handler.rsplit_once('.')?;
    let endings: &[&str] = match function.model.runtime.as_str() {
        runtime if runtime.starts_with("python") => &[".py", "/__init__.py"],
        runtime if runtime.starts_with("nodejs") => &[".js", ".mjs", ".cjs"],
        _ => return None,
    };
    let module = module.replace('.', "/");
    let there = |ending: &&str| folder.iter().any(|file| file.path == format!("{module}{ending}"));
    if endings.iter().any(there) {
        return None;
    }
    let place = function.place(&["handler"]);
    let wanted: Vec<String> =
        endings.iter().filter(|ending| !ending.starts_with('/')).map(|ending| format!("{module}{ending}")).collect();
    let warning = Diagnostic::warning(codes::HANDLER_MISSING, place, format!("`{path}` has no {}", wanted.join(" or ")))
        .label(format!("the handler is {}", function.model.handler))
        .also(function.key(&["code"]), "the folder")
        .help("name the file and the function in it: app.handler is `handler` in app.py")
        .fact("Lambda finds the handler when it runs, and fails each invocation (Lambda Developer Guide, define the handler, read 2026-10-20)");
    Some(warning)
}

fn no_archive(function: &Instance<'_, Function>, archives: &IndexMap<String, S3Archive>) -> Option<Diagnostic> {
    let region = function.region.code;
    if archives.contains_key(region) {
        return None;
    }
    let error = Diagnostic::error(codes::CODE_REGION, function.key(&["code", "s3"]), format!("no archive for `{}` in {region}", function.name))
        .label(format!("nothing for {region}"))
        .also(function.region.key, "the function runs here, too")
        .help(format!("add {region} with a bucket of that region, or run the function elsewhere only (`regions`)"))
        .fact("the bucket must be in the same AWS Region as the function (CloudFormation Template Reference, AWS::Lambda::Function Code, read 2026-11-22)");
    Some(error)
}

/// An image comes from the registry of its region, and brings what the blueprint would say otherwise.
fn check_image(function: &Instance<'_, Function>, given: &Given, diagnostics: &mut Vec<Diagnostic>) {
    let region = function.region.code;
    let (place, span) = match given {
        Given::Everywhere(place) => (Some(place), function.value(&["code", "image"])),
        Given::ByRegion(places) => (places.get(region), function.value(&["code", "image", region])),
    };
    let elsewhere = |found: String, label: String| {
        Diagnostic::error(codes::CODE_REGION, span, found)
            .label(label)
            .also(function.region.key, "the function runs here")
            .help(format!("replicate the repository, and name the image of each region: `image: {{{region}: ACCOUNT.dkr.ecr.{region}.amazonaws.com/NAME:TAG}}`"))
            .fact("the function must be in the same AWS Region as the repository of its image (Lambda Developer Guide, container images, read 2026-11-22)")
    };
    match place {
        None => diagnostics
            .push(elsewhere(format!("no image for `{}` in {region}", function.name), format!("nothing for {region}"))),
        Some(Place::Here(uri)) => match uri.split_once(".dkr.ecr.").and_then(|(_, rest)| rest.split_once('.')) {
            Some((found, _)) if found == region => {}
            Some((found, _)) => {
                diagnostics.push(elsewhere(format!("an image of {found} for {region}"), format!("is in {found}")))
            }
            None => {
                let error = Diagnostic::error(codes::IMAGE_URI, span, format!("`{uri}` is no image of Amazon ECR"))
                    .label(format!("ACCOUNT.dkr.ecr.{region}.amazonaws.com/NAME:TAG"))
                    .help("push the image to a private repository of the region")
                    .fact("Lambda takes images from private repositories of Amazon ECR only (Lambda Developer Guide, container images, read 2026-11-22)");
                diagnostics.push(error);
            }
        },
        Some(Place::Parameter(_)) => {}
    }
    for field in ["runtime", "handler", "layers"] {
        if function.says(&[field]) {
            let error = Diagnostic::error(codes::IMAGE_SETTING, function.key(&[field]), format!("`{field}` of a container image"))
                .label("the image has its own")
                .also(function.key(&["code"]), "an image")
                .fact("PackageType Image takes no Runtime, Handler or Layers (CloudFormation Template Reference, AWS::Lambda::Function, read 2026-11-22)");
            diagnostics.push(match function.removal(&[field]) {
                Some(removal) => error.fix("leave it out", removal, ""),
                None => error.help("leave it out"),
            });
        }
    }
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'))
}
