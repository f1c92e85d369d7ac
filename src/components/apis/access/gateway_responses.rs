//! Answers that API Gateway gives itself.

use serde::de::IgnoredAny;

use super::super::mapping;
use crate::blueprint::vocabulary::Text;
use crate::blueprint::{Api, GatewayResponseType};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::apigateway::GatewayResponse;
use crate::documents::cloudformation::{LogicalId, reference};
use crate::system::Instance;

const FACT: &str = "a gateway response replaces variables and is not processed by the Velocity engine (API Gateway Developer Guide, gateway responses, read 2026-11-22)";
/// What a header may come from.
const SOURCES: [&str; 4] =
    ["context.", "method.request.header.", "method.request.querystring.", "method.request.path."];

/// Statuses that are none, templates that would be run in vain, bodies that are no JSON.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    for (kind, response) in &api.model.gateway_responses {
        let within = ["gateway_responses", kind.key()];
        if response.status.is_some_and(|status| !(200..=599).contains(&status)) {
            let error = Diagnostic::error(
                codes::GATEWAY_RESPONSE,
                api.value(&[&within[..], &["status"]].concat()),
                "the status of a response is 200 to 599",
            )
            .label("no status of a response")
            .help("leave it out for API Gateway's own")
            .fact(FACT);
            diagnostics.push(error);
        }
        for (name, source) in &response.headers {
            let span = api.value(&[&within[..], &["headers", name]].concat());
            diagnostics.extend(mapping::source_form(span, source, &SOURCES, None));
        }
        if let Some(Text::Inline(text)) = &response.template {
            diagnostics.extend(template(api, *kind, text));
        }
    }
}

fn template(api: &Instance<'_, Api>, kind: GatewayResponseType, text: &str) -> Option<Diagnostic> {
    let path = ["gateway_responses", kind.key(), "template", "inline"];
    let tree = api.system.tree;
    let node = tree.locate(api.node(), &path).node;
    let directive = ["#set", "#if", "#foreach", "#else", "#end", "$input", "$util"]
        .into_iter()
        .filter_map(|word| text.find(word).map(|at| (at, word)))
        .min();
    if let Some((at, word)) = directive {
        let error = Diagnostic::error(
            codes::GATEWAY_RESPONSE,
            tree.within(node, at..at + word.len()),
            format!("`{word}` in a gateway response goes out as text"),
        )
        .label("not run")
        .help("write variables alone: `$context.requestId`, `$context.error.messageString`")
        .fact(FACT);
        return Some(error);
    }
    if serde_json::from_str::<IgnoredAny>(&filled(text)).is_ok() {
        return None;
    }
    let help = if text.contains("\"$context.error.messageString\"") {
        "write `$context.error.messageString` without quotes around it: it has its own"
    } else {
        "a text has quotes around it, a name a colon and a value behind it"
    };
    let error = Diagnostic::error(codes::GATEWAY_RESPONSE, tree.span(node), format!("the {} response is not JSON", kind.key()))
        .label("with its variables replaced")
        .help(help)
        .fact("the template stands for application/json; $context.error.messageString is the quoted message (API Gateway Developer Guide, mapping template reference, read 2026-11-22)");
    Some(error)
}

/// The template with something in place of its variables.
fn filled(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.replace("$context.error.messageString", "\"message\"");
    while let Some(at) = rest.find('$') {
        let after = rest.split_off(at);
        out.push_str(&rest);
        out.push('0');
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && !"$._-".contains(c)).unwrap_or(after.len());
        rest = after.get(end..).unwrap_or_default().to_owned();
    }
    out + &rest
}

/// The resources, by their ids.
pub fn resources(api: &Instance<'_, Api>) -> Vec<(LogicalId, GatewayResponse)> {
    let of = |(kind, response): (&GatewayResponseType, &crate::blueprint::GatewayResponse)| {
        let headers = response.headers.iter();
        let resource = GatewayResponse {
            status_code: response.status.map(|status| status.to_string().into()),
            response_parameters: headers
                .map(|(name, source)| (format!("gatewayresponse.header.{name}"), source.into()))
                .collect(),
            response_templates: response
                .template
                .iter()
                .map(|template| ("application/json".to_owned(), template.text().into()))
                .collect(),
            ..GatewayResponse::new(reference(api.id().then("RestApi")), kind.name())
        };
        (api.id().then(kind.key()).then("Response"), resource)
    };
    api.model.gateway_responses.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced() {
        assert_eq!(
            filled(r#"{"a": $context.error.messageString, "b": "$context.requestId."}"#),
            r#"{"a": "message", "b": "0"}"#
        );
        assert_eq!(filled("no variable"), "no variable");
    }
}
