//! What an API makes of requests and responses: templates, parameters, schemas.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::Text;
use crate::yaml::Node;

/// What becomes of a request before the function sees it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RequestMapping {
    /// The mapping template (Velocity) that writes the function's event, at most 300 KB. Requests that are not `application/json`
    /// are refused then. Left out: the body of the request as it is.
    pub template: Option<Text>,
    /// The body of a request, with which the template is run. A template that reads no body is run without one.
    pub sample: Option<Document>,
    /// Headers of the call by their names, with where each comes from: `method.request.header.X-Client`,
    /// `context.requestId` or a text in single quotes. `X-Amz-Invocation-Type: "'Event'"` lets a function run after the answer.
    pub headers: IndexMap<String, String>,
}

/// One response of a method.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ResponseMapping {
    /// The mapping template (Velocity) that writes the body, at most 300 KB. Left out: the function's answer as it is.
    pub template: Option<Text>,
    /// An answer of the function, with which the template is run: plan.md tells what the template saves.
    pub sample: Option<Document>,
    /// Regular expression for the message of the function's error that this response stands for. Left out: what matches no other,
    /// which is every answer without an error; one response is without.
    pub pattern: Option<String>,
    /// Headers by their names, with where each comes from: `integration.response.header.Date`,
    /// `integration.response.body.next`, `context.requestId` or a text in single quotes.
    pub headers: IndexMap<String, String>,
}

/// What the body of a request must be. Others are answered with status 400 before the function is called. A body that says to
/// be something else than `application/json` is not looked at.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// JSON Schema, draft 4, at most 400 KB.
    pub schema: Document,
}

/// A document in JSON or YAML, beside the blueprint or in it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// A file, by its path relative to the blueprint.
    File(String),
    /// The document itself.
    Inline(Node),
}
