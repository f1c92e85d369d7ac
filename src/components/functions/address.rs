//! Function URLs.

use crate::blueprint::vocabulary::Switch;
use crate::blueprint::{Function, FunctionUrl, UrlAuth};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::lambda;
use crate::documents::cloudformation::{Stack, get_att, some};
use crate::system::Instance;

use super::alias;

fn settings(function: &Function) -> Option<FunctionUrl> {
    match function.url.as_ref()? {
        Switch::Disabled => None,
        Switch::Enabled => Some(FunctionUrl::default()),
        Switch::With(url) => Some(url.clone()),
    }
}

/// Adds the address, and the permissions that let everybody call it where that is wanted.
pub(super) fn add(function: &Instance<'_, Function>, stack: &mut Stack) {
    let Some(settings) = settings(function.model) else { return };
    let (id, everybody) = (function.id(), settings.auth == UrlAuth::None);
    let auth = if everybody { "NONE" } else { "AWS_IAM" };
    let published = alias::is_published(function.model);
    let origins = settings.allow_origins;
    let url = lambda::Url {
        qualifier: published.then(|| alias::ALIAS.into()),
        invoke_mode: settings.streaming.then(|| "RESPONSE_STREAM".into()),
        cors: (!origins.is_empty()).then(|| lambda::Cors {
            allow_origins: origins.iter().map(Into::into).collect(),
            allow_methods: vec!["*".into()],
            allow_headers: vec!["content-type".into(), "authorization".into()],
            ..lambda::Cors::default()
        }),
        ..lambda::Url::new(get_att(id.then("Function"), "Arn"), auth)
    };
    let entry = stack.add(id.then("Url"), url);
    if published {
        entry.depends_on(id.then("Alias"));
    }
    if everybody {
        let permission = |action: &str| lambda::Permission::new(alias::callee(function), action, "*");
        let through =
            lambda::Permission { function_url_auth_type: some("NONE"), ..permission("lambda:InvokeFunctionUrl") };
        stack.add(id.then("UrlPermission"), through);
        // Since October 2025 both are needed.
        let invoke = lambda::Permission { invoked_via_function_url: some(true), ..permission("lambda:InvokeFunction") };
        stack.add(id.then("UrlInvokePermission"), invoke);
    }
    stack.output(id.then("Url"), format!("HTTPS address of {}", function.name), get_att(id.then("Url"), "FunctionUrl"));
}

/// Addresses that everybody may call.
pub(super) fn check(function: &Instance<'_, Function>) -> Option<Diagnostic> {
    settings(function.model).filter(|settings| settings.auth == UrlAuth::None)?;
    let span = function.value(&["url", "auth"]);
    let warning = Diagnostic::warning(codes::URL_OPEN, span, format!("everybody on the internet may call `{}`", function.name))
        .label("no signature is asked for")
        .fix("ask for signed requests", span, "iam")
        .fact("AuthType NONE: Lambda makes no authentication before the function is invoked (Lambda Developer Guide, controlling access to function URLs, read 2026-11-22)");
    Some(warning)
}
