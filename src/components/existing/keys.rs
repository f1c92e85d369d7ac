//! The customer's own keys with which stores are encrypted.

use super::{checks, named, value};
use crate::blueprint::{CustomerKey, Existing, Place};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::documents::cloudformation::{Value, sub, text};
use crate::documents::iam::Statement;
use crate::system::{Instance, System};

/// The fact behind the checks of regions.
const REGIONAL: &str =
    "a store uses a key of its own region (AWS Key Management Service Developer Guide, How AWS services use AWS KMS)";

/// The ARN of a store's own key in a region; `None` where AWS's key is used.
pub fn key(system: &System<'_>, key: Option<&CustomerKey>, region: &str) -> Option<Value<String>> {
    let written = key?.written.as_str();
    if written.starts_with("arn:") {
        return Some(text(written));
    }
    match named(system, written)? {
        Existing::KmsKey(given) => given.in_region(region).map(value),
        _ => None,
    }
}

/// Leave to do something with a key, through one service of one region only. The service is as KMS names it: `s3.${AWS::Region}`.
pub fn use_key(key: Value<String>, actions: &[&str], service: &str) -> Statement {
    let service = sub(format!("{service}.${{AWS::URLSuffix}}"));
    Statement::allow(actions.iter().copied(), [key]).when("StringEquals", "kms:ViaService", service)
}

/// What is wrong with the key of a store that stands in `region`: a name that means none, or a key of another region.
pub fn check_key<M>(store: &Instance<'_, M>, key: Option<&CustomerKey>, region: &str) -> Option<Diagnostic> {
    let (system, written) = (store.system, key?.written.as_str());
    let span = store.value(&["kms_key"]);
    if written.starts_with("arn:") {
        return of_arn(store.name, written, region, span);
    }
    let Some(Existing::KmsKey(given)) = named(system, written) else {
        return Some(checks::not_existing(system, written, "kms_key", span));
    };
    let declared = system.components.get(written)?;
    if given.in_region(region).is_some() {
        return None;
    }
    let error = Diagnostic::error(
        codes::EXISTING_REGION,
        span,
        format!("`{written}` has no key in {region}, where `{}` is", store.name),
    )
    .label(format!("no key for {region}"))
    .also(declared.key, "the key")
    .help(format!("add `{region}: arn:…:key/…`; a multi-Region key has a replica with the same id there"));
    Some(error.fact(REGIONAL))
}

/// What is wrong with the key of a replica that the stack of another region makes: a parameter is read in the region of the stack.
pub fn check_written<M>(replica: &Instance<'_, M>, key: Option<&CustomerKey>, stack: &str) -> Option<Diagnostic> {
    let (system, written, region) = (replica.system, key?.written.as_str(), replica.region.code);
    let Some(Existing::KmsKey(given)) = named(system, written) else { return None };
    let Some(Place::Parameter(parameter)) = given.in_region(region).filter(|_| region != stack) else { return None };
    let error = Diagnostic::error(
        codes::EXISTING_ELSEWHERE,
        replica.value(&["kms_key"]),
        format!("`{parameter}` of {region} would be read in {stack}, whose stack makes `{}`", replica.name),
    )
    .label(format!("a parameter in {region}"))
    .also(system.components.get(written)?.key, "the key")
    .help(format!("write the ARN of the key in {region} under `{written}`"))
    .fact("a dynamic reference reads the parameter in the region of its stack (AWS CloudFormation User Guide, Get a plaintext value from Systems Manager Parameter Store)");
    Some(error)
}

fn of_arn(store: &str, written: &str, region: &str, span: Span) -> Option<Diagnostic> {
    let elsewhere = |place: &str| {
        Diagnostic::error(codes::EXISTING_ELSEWHERE, span, format!("a key of {place} for `{store}` in {region}"))
            .label(format!("is in {place}"))
            .help(format!(
                "say which key each region has, `existing: {{{store}-key: {{kms_key: {{{place}: …, {region}: …}}}}}}`, and name it: `kms_key: {store}-key`"
            ))
            .fact(REGIONAL)
    };
    checks::bad_arn(written, "kms_key", region, span, elsewhere)
}
