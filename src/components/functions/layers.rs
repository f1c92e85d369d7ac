//! Layers.

use crate::blueprint::Function;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::{Value, text};
use crate::facts::lambda;
use crate::system::Instance;

/// What stands for the region's code in an ARN of the blueprint.
const REGION: &str = "{region}";

/// The ARNs of a function's layers.
pub(super) fn arns(function: &Instance<'_, Function>) -> Vec<Value<String>> {
    function.model.layers.iter().map(|layer| text(layer.replace(REGION, function.region.code))).collect()
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
        diagnostics.extend(bad(function, layer, place));
    }
}

fn bad(function: &Instance<'_, Function>, layer: &str, place: crate::diagnostics::Span) -> Option<Diagnostic> {
    let region = function.region.code;
    let arn = layer.replace(REGION, region);
    let parts: Vec<&str> = arn.split(':').collect();
    let fact = "a layer version is used by its ARN, arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION, in its own region (Lambda Developer Guide, layers, read 2026-11-22)";
    let ["arn", _, "lambda", found, _, "layer", _, version] = parts.as_slice() else {
        let error = Diagnostic::error(codes::LAYER_ARN, place, format!("`{layer}` is no version of a layer"))
            .label("arn:aws:lambda:{region}:ACCOUNT:layer:NAME:VERSION")
            .help("write the ARN with its version; {region} stands for the region's code")
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
    if version.is_empty() || version.bytes().any(|b| !b.is_ascii_digit()) {
        let error = Diagnostic::error(codes::LAYER_ARN, place, format!("`{version}` is no version of a layer"))
            .label("a number")
            .help("end the ARN with the number of the version")
            .fact(fact);
        return Some(error);
    }
    None
}
