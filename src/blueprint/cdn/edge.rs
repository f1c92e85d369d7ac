//! Functions at the edge.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::blueprint::functions::Architecture;
use crate::blueprint::vocabulary::{Duration, Size};

/// A function at the edge: a CloudFront Function (cloudfront-js) or Lambda@Edge (Node.js, Python).
///
/// A CloudFront Function is right for viewer events that only look at the request's or response's URL, headers and cookies: it
/// runs at every edge location in under a millisecond and costs a sixth. Lambda@Edge is right for origin events, bodies, calls
/// over the network, libraries and Python.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EdgeFunction {
    /// cloudfront-js-2.0, or a runtime of Lambda for Node.js or Python. Default: cloudfront-js-2.0.
    #[serde(default = "default_edge_runtime")]
    pub runtime: String,
    /// The source: a file beside the blueprint, inline text, or one that comes with synth. A CloudFront Function has at most 10 KiB.
    pub code: EdgeCode,
    /// Lambda@Edge: what Lambda calls. Default: index.handler.
    pub handler: Option<String>,
    /// Lambda@Edge: memory, 128MiB to 10240MiB on origin events; 128MiB on viewer events. Default: 128MiB.
    pub memory: Option<Size>,
    /// Lambda@Edge: longest run, up to 30s on origin events and 5s on viewer events. Default: 5s.
    pub timeout: Option<Duration>,
    /// x86_64 is all that there is at the edge; here so that arm64 is refused with the reason.
    pub architecture: Option<Architecture>,
    /// There are no environment variables at the edge; here so that they are refused with the reason.
    #[serde(default)]
    pub env: IndexMap<String, String>,
    /// There is no VPC at the edge; here so that `true` is refused with the reason. Default: false.
    #[serde(default)]
    pub vpc: bool,
    /// us-east-1 is where Lambda@Edge lives; here so that another region is refused with the reason.
    pub region: Option<String>,
}

impl EdgeFunction {
    /// Whether it is a CloudFront Function, not Lambda@Edge.
    pub fn is_cloudfront(&self) -> bool {
        self.runtime.starts_with("cloudfront-")
    }
}

fn default_edge_runtime() -> String {
    "cloudfront-js-2.0".into()
}

/// The source of a function at the edge.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EdgeCode {
    /// A path, relative to the blueprint.
    File(String),
    /// The text itself. Reading a blueprint puts the text of a file here, too.
    Inline(String),
    /// A function that comes with synth.
    Builtin(Builtin),
}

/// A function that comes with synth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Builtin {
    /// Sets security headers on responses: viewer_response, Node.js or cloudfront-js-2.0.
    SecurityHeaders,
    /// Asks for index.html where a path ends in a slash or has no extension: viewer_request, cloudfront-js-2.0.
    IndexDocuments,
}

/// When a function runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EdgeEvent {
    /// When CloudFront gets a request, before it looks into its cache.
    ViewerRequest,
    /// Before CloudFront asks the origin.
    OriginRequest,
    /// When the origin has answered, before the answer is cached.
    OriginResponse,
    /// Before CloudFront answers; not when the origin answered 400 or higher.
    ViewerResponse,
}

impl EdgeEvent {
    /// The word in the blueprint.
    pub const fn key(self) -> &'static str {
        match self {
            EdgeEvent::ViewerRequest => "viewer_request",
            EdgeEvent::OriginRequest => "origin_request",
            EdgeEvent::OriginResponse => "origin_response",
            EdgeEvent::ViewerResponse => "viewer_response",
        }
    }

    /// The name at CloudFront.
    pub const fn name(self) -> &'static str {
        match self {
            EdgeEvent::ViewerRequest => "viewer-request",
            EdgeEvent::OriginRequest => "origin-request",
            EdgeEvent::OriginResponse => "origin-response",
            EdgeEvent::ViewerResponse => "viewer-response",
        }
    }

    /// Whether it happens between client and cache, for every request.
    pub const fn is_viewer(self) -> bool {
        matches!(self, EdgeEvent::ViewerRequest | EdgeEvent::ViewerResponse)
    }
}
