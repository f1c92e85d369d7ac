//! Layers.

use super::package;
use crate::blueprint::{Folder, FolderFile, Function};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::Documents;
use crate::documents::arn::is_wrong_account;
use crate::documents::cloudformation::resources::lambda::{Content, LayerVersion};
use crate::documents::cloudformation::{StackKind, Value, reference, some, text};
use crate::facts::{self, lambda};
use crate::system::{Instance, System};

/// What stands for the region's code in an ARN of the blueprint.
const REGION: &str = "{region}";

/// The layer that comes with synth.
const BUILT_IN: &str = "performance";

/// The logical id of the built-in layer, one in each region.
const ID: &str = "PerformanceLayer";

/// The files of the built-in layer. Lambda finds packages of a layer below `python`.
const FILES: [(&str, &str); 8] = [
    ("python/performance/__init__.py", include_str!("../../assets/performance/__init__.py")),
    ("python/performance/batch.py", include_str!("../../assets/performance/batch.py")),
    ("python/performance/cache.py", include_str!("../../assets/performance/cache.py")),
    ("python/performance/local.py", include_str!("../../assets/performance/local.py")),
    ("python/performance/metrics.py", include_str!("../../assets/performance/metrics.py")),
    ("python/performance/resp.py", include_str!("../../assets/performance/resp.py")),
    ("python/performance/sign_in.py", include_str!("../../assets/performance/sign_in.py")),
    ("python/performance/store.py", include_str!("../../assets/performance/store.py")),
];

/// Adds the built-in layer to each region in which a function has it.
pub(super) fn lower(system: &System<'_>, functions: &[Instance<'_, Function>], documents: &mut Documents) {
    for region in &system.regions {
        let wanted = |function: &Instance<'_, Function>| {
            function.region.code == region.code && function.model.layers.iter().any(|layer| layer == BUILT_IN)
        };
        if !functions.iter().any(wanted) {
            continue;
        }
        let file = |(path, text): &(&str, &str)| FolderFile {
            path: (*path).to_owned(),
            bytes: text.as_bytes().to_vec(),
            executable: false,
        };
        let files: Folder = FILES.iter().map(file).collect();
        let place = package::pack(BUILT_IN, "", &files, region.code, documents);
        let layer = LayerVersion {
            description: some("Tiers of caches, batches for DynamoDB, business metrics"),
            compatible_runtimes: runtimes().map(Into::into).collect(),
            ..LayerVersion::new(Content::new(place.bucket, place.key))
        };
        documents.stack(StackKind::Compute, region.code).add(ID, layer).comment("functions, layers: [performance]");
    }
}

/// Runtimes for which the built-in layer is written: Python 3.11 or later, as long as Lambda supports it.
fn runtimes() -> impl Iterator<Item = &'static str> {
    lambda::names().filter(|name| is_for(name)).filter(|name| {
        let runtime = lambda::runtime(name);
        runtime.is_some_and(|it| it.known_to_api && it.deprecated.is_none_or(|day| day > facts::TABLES_DATE))
    })
}

fn is_for(runtime: &str) -> bool {
    let minor = runtime.strip_prefix("python3.").and_then(|minor| minor.parse::<u32>().ok());
    minor.is_some_and(|minor| minor >= 11)
}

/// The ARNs of a function's layers.
pub(super) fn arns(function: &Instance<'_, Function>) -> Vec<Value<String>> {
    let arn = |layer: &String| match layer.as_str() {
        BUILT_IN => reference(ID),
        layer => text(layer.replace(REGION, function.region.code)),
    };
    function.model.layers.iter().map(arn).collect()
}

/// Too many layers, and what is no version of a layer in the function's region.
pub(super) fn check(function: &Instance<'_, Function>, diagnostics: &mut Vec<Diagnostic>) {
    let layers = &function.model.layers;
    if layers.len() > lambda::MAX_LAYERS {
        let error = Diagnostic::error(
            codes::TOO_MANY_LAYERS,
            function.value(&["layers"]),
            format!("{} layers, where a function takes 5", layers.len()),
        )
        .label(format!("{} too many", layers.len() - lambda::MAX_LAYERS))
        .help("put what belongs together into one layer")
        .fact("Lambda Developer Guide, Lambda quotas: function layers: five (read 2026-11-22)");
        diagnostics.push(error);
    }
    for (index, layer) in layers.iter().enumerate() {
        let place = function.value(&["layers", &format!("[{index}]")]);
        if layer != BUILT_IN {
            diagnostics.extend(bad(function, layer, place));
        } else if !is_for(&function.model.runtime) {
            let error = Diagnostic::error(
                codes::LAYER_RUNTIME,
                place,
                format!("the layer `performance` cannot be used with {}", function.model.runtime),
            )
            .label("for Python 3.11 and later")
            .also(function.key(&["runtime"]), "the runtime")
            .help("choose a newer Python runtime, or leave the layer out")
            .fact("the layer is a Python package; src/assets/performance/README.md says what is in it");
            diagnostics.push(error);
        }
    }
}

fn bad(function: &Instance<'_, Function>, layer: &str, place: Span) -> Option<Diagnostic> {
    let region = function.region.code;
    let arn = layer.replace(REGION, region);
    let parts: Vec<&str> = arn.split(':').collect();
    let fact = "a layer version is used by its ARN, arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION, in its own region (Lambda Developer Guide, layers, read 2026-11-22)";
    let ["arn", _, "lambda", found, account, "layer", _, version] = parts.as_slice() else {
        let error = Diagnostic::error(codes::LAYER_ARN, place, format!("`{layer}` is no version of a layer"))
            .label("arn:aws:lambda:{region}:ACCOUNT:layer:NAME:VERSION")
            .help("write the ARN with its version, {region} stands for the region's code; or `performance` for the built-in layer")
            .fact(fact);
        return Some(error);
    };
    if *found != region {
        let error = Diagnostic::error(codes::LAYER_ARN, place, format!("a layer of {found} for {region}"))
            .label(format!("is in {found}"))
            .also(function.region.key, "the function runs here")
            .fix("name the layer of each region", place, layer.replacen(found, REGION, 1))
            .fact(fact);
        return Some(error);
    }
    if is_wrong_account(account) {
        let error = Diagnostic::error(codes::LAYER_ARN, place, format!("`{account}` is no account"))
            .label("an account id has 12 digits")
            .help("write the account that published the layer")
            .fact(fact);
        return Some(error);
    }
    if version.is_empty() || version.bytes().any(|b| !b.is_ascii_digit()) {
        let error = Diagnostic::error(codes::LAYER_ARN, place, format!("`{version}` is no version of a layer"))
            .label("a number")
            .help("end the ARN with the number of the version")
            .fact(fact);
        return Some(error);
    }
    None
}
