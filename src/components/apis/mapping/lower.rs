//! The integration of a route that transforms, and what plan.md tells of it.

use super::super::integrations::{self, REFUSED};
use super::super::routes::Entry;
use super::{Mapped, request_parameters, response_parameters, responses};
use crate::blueprint::vocabulary::Text;
use crate::blueprint::{Api, ResponseMapping};
use crate::components::grouped::grouped;
use crate::documents::cloudformation::resources::apigateway::{Integration, IntegrationResponse, MethodResponse};
use crate::documents::cloudformation::{Value, some};
use crate::documents::vtl::Template;
use crate::documents::{Documents, Topic};
use crate::system::Instance;

/// Any error of a function, whatever its message.
const ANY_ERROR: &str = r"(\n|.)+";
/// The status of an error that no response speaks of; the second where the blueprint gives the first a meaning.
const UNEXPECTED: [&str; 2] = ["502", "500"];

/// A function that gets what the template writes, and whose answer is a body.
pub fn integration(function: &str, region: &str, entry: Entry<'_>) -> Integration {
    let template = entry.route.request.as_ref().and_then(|request| request.template.as_ref());
    Integration {
        credentials: None,
        request_parameters: request_parameters(entry),
        request_templates: json(template),
        // Without a template the body goes on as it is.
        passthrough_behavior: template.and_then(|_| some("NEVER")),
        integration_responses: integration_responses(entry),
        ..Integration { r#type: "AWS".into(), ..integrations::of_function(function, region) }
    }
}

fn json(template: Option<&Text>) -> indexmap::IndexMap<String, Value<String>> {
    template.map(|template| ("application/json".to_owned(), template.text().into())).into_iter().collect()
}

fn integration_responses(entry: Entry<'_>) -> Vec<IntegrationResponse> {
    let of = |(status, response): (&str, Option<&ResponseMapping>)| IntegrationResponse {
        selection_pattern: response.and_then(|response| response.pattern.as_ref()).map(Into::into),
        response_parameters: response.map(response_parameters).unwrap_or_default(),
        response_templates: json(response.and_then(|response| response.template.as_ref())),
        ..IntegrationResponse::new(status)
    };
    let mut all: Vec<IntegrationResponse> = responses(entry).into_iter().map(of).collect();
    if let Some(status) = unexpected(entry) {
        // Otherwise the error would be the answer, with the status of a success.
        all.push(integrations::with_template(status, Some(&other_errors(entry)), REFUSED));
    }
    all
}

/// The status of errors that match no pattern of the route; none where the blueprint has taken all that there are.
fn unexpected(entry: Entry<'_>) -> Option<&'static str> {
    UNEXPECTED.into_iter().find(|status| !entry.route.responses.contains_key(*status))
}

/// Every error but those that a pattern takes: API Gateway does not say which of two patterns wins. A pattern is one of Java, and
/// takes the whole message.
fn other_errors(entry: Entry<'_>) -> String {
    let patterns: Vec<&str> =
        entry.route.responses.values().filter_map(|response| response.pattern.as_deref()).collect();
    match patterns.is_empty() {
        true => ANY_ERROR.to_owned(),
        false => format!(r"(?!(?:{})\z){ANY_ERROR}", patterns.join("|")),
    }
}

/// The statuses and headers that a method may answer with.
pub fn method_responses(entry: Entry<'_>) -> Vec<MethodResponse> {
    let of = |(status, response): (&str, Option<&ResponseMapping>)| MethodResponse {
        response_parameters: response
            .map(|response| response_parameters(response).into_keys().map(|name| (name, true.into())).collect())
            .unwrap_or_default(),
        ..MethodResponse::new(status)
    };
    let mut all: Vec<MethodResponse> = responses(entry).into_iter().map(of).collect();
    all.extend(unexpected(entry).map(MethodResponse::new));
    all
}

/// What the templates of a route save, by their samples.
pub fn note(api: &Instance<'_, Api>, entry: Entry<'_>, documents: &mut Documents) {
    for mapped in Mapped::of(api, entry) {
        let Some(sample) = super::samples::body(&mapped) else { continue };
        let Ok(template) = Template::parse(mapped.text) else { continue };
        let before = sample.len();
        let after = template.render(&super::samples::sample(api, entry, sample)).text.len();
        let what = match mapped.is_request() {
            true => "request".to_owned(),
            false => mapped.path.last().copied().unwrap_or_default().to_owned(),
        };
        let change = match before.cmp(&after) {
            std::cmp::Ordering::Greater => format!(", {}% smaller", percent(before - after, before)),
            std::cmp::Ordering::Less => format!(", {}% larger", percent(after - before, before)),
            std::cmp::Ordering::Equal => String::new(),
        };
        let text = format!(
            "`{}`: {} {what}: {} B → {} B{change} with the sample.",
            api.name,
            entry.title(),
            grouped(before as u64),
            grouped(after as u64)
        );
        documents.note(Topic::Derived, text);
    }
}

/// Rounded to a whole percent.
fn percent(part: usize, whole: usize) -> usize {
    (part * 100 + whole / 2) / whole.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_without_a_pattern_are_no_success() {
        let responses = |text: &str| {
            let blueprint = format!(
                "name: example\nprimary_region: {{us-east-1: {{}}}}\nfunctions: {{get: {{code: {{inline: pass}}}}}}\n\
                 apis: {{api: {{routes: {{/a: {{get: {{function: get, responses: {text}}}}}}}}}}}\n"
            );
            let mut input = crate::Input::default();
            input.blueprint = input.sources.add("blueprint.yaml", blueprint);
            let files = crate::synthesize(input).files;
            let api = files.iter().find(|file| file.path == "us-east-1/api.template.yaml").unwrap();
            let lines = api.contents.lines().map(str::trim).filter(|line| line.starts_with("SelectionPattern:"));
            lines
                .map(|line| line.trim_start_matches("SelectionPattern: ").trim_matches('\'').to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(responses(r#"{"200": {}}"#), [r"(\n|.)+"]);
        assert_eq!(
            responses(r#"{"200": {}, "404": {pattern: "NotFound.*"}, "409": {pattern: "Conflict.*|Busy"}}"#),
            [r"(?!(?:NotFound.*|Conflict.*|Busy)\z)(\n|.)+"]
        );
    }

    #[test]
    fn sizes_read_well() {
        assert_eq!([0_u32, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!((percent(1440, 2310), percent(1, 3), percent(0, 0)), (62, 33, 0));
    }
}
