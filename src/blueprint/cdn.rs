//! `cdn`: CloudFront distributions.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::functions::Architecture;
use super::vocabulary::{Duration, Size, Switch, Text, Words};

/// A CloudFront distribution. It exists once and answers everywhere; its stack is in us-east-1.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cdn {
    /// The name that clients use. Left out: CloudFront's own, which accepts TLS 1.0.
    pub domain: Option<String>,
    /// Further names that clients use, a leading `*.` included; with `domain` at most 100.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Id of the public Route 53 hosted zone that holds the names, or the name of an existing one. Left out: that of `routing_strategy`.
    pub hosted_zone: Option<String>,
    /// ARN of an ACM certificate in us-east-1 for the names, or the name of an existing one. Left out: one is made and validated in the hosted zone.
    pub certificate: Option<String>,
    /// Where content comes from, by name.
    pub origins: IndexMap<String, Origin>,
    /// Pairs of origins, by name: the second answers what the first fails to. Behaviors name a group like an origin.
    #[serde(default)]
    pub origin_groups: IndexMap<String, OriginGroup>,
    /// What happens to requests that no other behavior takes.
    pub default_behavior: Behavior,
    /// What happens to requests by path pattern, `/api/*` or `*.jpg`; the first that fits takes the request. At most 75.
    #[serde(default)]
    pub behaviors: IndexMap<String, Behavior>,
    /// What `/` answers: index.html, without a slash in front. Left out: `/` is asked of the origin.
    pub default_root_object: Option<String>,
    /// Security headers on every response: enabled for AWS's managed policy, or a block. Default: disabled.
    pub security_headers: Option<Switch<SecurityHeaders>>,
    /// Functions that run at the edge for every behavior, by event.
    #[serde(default)]
    pub edge_functions: IndexMap<EdgeEvent, EdgeFunction>,
    /// Paths that only signed URLs and signed cookies open.
    pub signed: Option<Signed>,
    /// What clients get in place of an origin's error, by its status: 403, 404, 500 and such.
    #[serde(default)]
    pub error_responses: IndexMap<String, ErrorResponse>,
    /// Which edge locations answer: all, class_200 (not South America, Australia and New Zealand) or class_100 (North America, Europe and Israel). Default: all.
    #[serde(default)]
    pub price_class: PriceClass,
    /// HTTP versions beside 1.1: http2, http3 or http2and3. Default: http2and3.
    #[serde(default)]
    pub http: HttpVersion,
    /// Security policy towards clients: the oldest TLS and the ciphers that are accepted. Default: TLSv1.2_2021.
    pub tls: Option<TlsPolicy>,
    /// Web application firewall: enabled for AWS's managed rules, or a block. Costs by the month and the request. Default: disabled.
    pub waf: Option<Switch<Waf>>,
    /// A line for each request, in a bucket of its own. Default: disabled.
    pub access_logs: Option<Switch<AccessLogs>>,
}

/// Where content comes from. Exactly one of `bucket`, `api` and `url`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Origin {
    /// A bucket of this blueprint, private, read through origin access control.
    pub bucket: Option<String>,
    /// An API of this blueprint: with a domain its nearest region, else the primary region's endpoint.
    pub api: Option<String>,
    /// With `api`: what the paths of requests begin with before those of the API's routes: api. Needs the API to have a domain.
    pub base_path: Option<String>,
    /// Any other server, such as a load balancer: `https://origin.example.com/base`.
    pub url: Option<String>,
    /// With `bucket`: put before the path of each request: /site.
    pub path: Option<String>,
    /// Region of Origin Shield, one more cache before the origin: the nearest to it that has one. Left out: none.
    pub shield: Option<String>,
    /// How long CloudFront waits for an answer, 1s to 120s; not for a bucket. Default: 30s.
    pub read_timeout: Option<Duration>,
    /// How long an idle connection is kept, 1s to 120s; not for a bucket. Default: 5s.
    pub keepalive: Option<Duration>,
    /// How long one attempt to connect may take, 1s to 10s. Default: 10s.
    pub connect_timeout: Option<Duration>,
    /// Attempts to connect, 1 to 3. Default: 3.
    pub connect_attempts: Option<u32>,
}

/// An origin and the one that stands in for it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OriginGroup {
    /// Asked first.
    pub primary: String,
    /// Asked when the first does not answer, or answers one of `statuses`.
    pub secondary: String,
    /// Statuses of the first on which the second is asked: of 400, 403, 404, 416, 429, 500, 502, 503 and 504. Default: 500, 502, 503 and 504.
    #[serde(default = "default_statuses")]
    pub statuses: Vec<u16>,
}

fn default_statuses() -> Vec<u16> {
    vec![500, 502, 503, 504]
}

/// What happens to some requests.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Behavior {
    /// An origin or a group of them.
    pub origin: String,
    /// What is kept at the edge: enabled, disabled or a block. Default: enabled for a bucket, disabled for others.
    pub cache: Option<Switch<CacheRule>>,
    /// What the origin gets to see beside what is in the cache key. Default: nothing more for a bucket; for others everything but the Host header.
    pub forward: Option<Forward>,
    /// Whether what is cached is compressed for clients that take it. Default: true.
    pub compress: Option<bool>,
    /// Methods that are let through: read (GET, HEAD), options (these and OPTIONS) or all. Default: read for a bucket, options for a group, all for others.
    pub methods: Option<Methods>,
    /// What happens to plain HTTP: redirect or refuse. Default: redirect.
    #[serde(default)]
    pub plain_http: PlainHttp,
    /// A policy of AWS for the headers of responses, in place of `security_headers`.
    pub response_headers: Option<ManagedHeaders>,
    /// Functions that run at the edge for this behavior alone, by event.
    #[serde(default)]
    pub edge_functions: IndexMap<EdgeEvent, EdgeFunction>,
}

/// How long what is kept, and which requests share it. Either `managed`, or the rest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CacheRule {
    /// A policy of AWS by name, instead of all that follows.
    pub managed: Option<ManagedCache>,
    /// Kept at least so long, whatever the origin says. Default: 0s.
    pub min_ttl: Option<Duration>,
    /// Kept so long when the origin does not say. Default: 1d, within the bounds.
    pub ttl: Option<Duration>,
    /// Kept at most so long, whatever the origin says. Default: 365d, or `ttl` if that is longer.
    pub max_ttl: Option<Duration>,
    /// What of a request, beside its path, has answers of its own. Default: nothing.
    pub key: EdgeCacheKey,
}

/// What of a request has answers of its own. The origin gets it, too.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EdgeCacheKey {
    /// Names of headers, at most 10. Default: none.
    pub headers: Vec<String>,
    /// Names of query strings, at most 10, or all. Default: none.
    pub query_strings: Words,
    /// Names of cookies, at most 10, or all. Default: none.
    pub cookies: Words,
}

/// What the origin gets to see. Either `managed`, or the rest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Forward {
    /// A policy of AWS by name, instead of all that follows.
    pub managed: Option<ManagedForward>,
    /// Names of headers, at most 10, or all. Default: none.
    pub headers: Words,
    /// Names of query strings, at most 10, or all. Default: none.
    pub query_strings: Words,
    /// Names of cookies, at most 10, or all. Default: none.
    pub cookies: Words,
}

/// Headers that tell browsers to be careful. Content sniffing is always forbidden.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SecurityHeaders {
    /// How long browsers use HTTPS alone. Default: 365d.
    pub hsts: Duration,
    /// Whether that holds for subdomains, too. Default: false.
    pub hsts_subdomains: bool,
    /// Whether browsers may frame the pages: deny or same_origin. Default: same_origin.
    pub frames: Frames,
    /// What browsers tell other sites of where a link was. Default: strict-origin-when-cross-origin.
    pub referrer: Referrer,
    /// Content-Security-Policy. Left out: none.
    pub content_security_policy: Option<String>,
}

impl Default for SecurityHeaders {
    fn default() -> Self {
        SecurityHeaders {
            hsts: Duration::from_seconds(365 * 86_400),
            hsts_subdomains: false,
            frames: Frames::default(),
            referrer: Referrer::default(),
            content_security_policy: None,
        }
    }
}

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

/// Paths that only signed URLs and signed cookies open.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The behaviors that are closed, by their path patterns; `default` is the default behavior.
    pub paths: Vec<String>,
    /// Public keys in PEM, by name, at most 5: RSA of 2048 bits or ECDSA on P-256. A key cannot be changed; to rotate, add another under a new name.
    pub public_keys: IndexMap<String, Text>,
}

/// What clients get in place of an origin's error.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ErrorResponse {
    /// Path of the page, with a slash in front: /errors/404.html. Left out: the origin's answer.
    pub page: Option<String>,
    /// Status of the answer, with `page` only. Default: that of the origin.
    pub status: Option<u16>,
    /// How long the error is kept. Default: 10s.
    pub ttl: Option<Duration>,
}

/// A web application firewall. Either `web_acl`, or the managed rules with the rest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Waf {
    /// ARN of a web ACL that is there already, of scope CLOUDFRONT in us-east-1.
    pub web_acl: Option<String>,
    /// Requests that one address may send in 5 minutes, 10 to 2,000,000,000. Left out: any number.
    pub rate_limit: Option<u32>,
}

/// Access logs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AccessLogs {
    /// How long they are kept, in whole days. Default: 90d.
    pub retention: Duration,
}

impl Default for AccessLogs {
    fn default() -> Self {
        AccessLogs { retention: Duration::from_seconds(90 * 86_400) }
    }
}

/// A word of the language with the word that AWS has for it.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal => $aws:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }
        impl $name {
            /// Every word, in the order of the language.
            pub const ALL: &[$name] = &[$($name::$variant,)+];
            /// The name at AWS.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $aws,)+ }
            }
            /// The word in the blueprint.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }
    };
}

words! {
    /// Methods that are let through.
    Methods {
        /// GET and HEAD.
        Read = "read" => "GET HEAD",
        /// GET, HEAD and OPTIONS.
        Options = "options" => "GET HEAD OPTIONS",
        /// GET, HEAD, OPTIONS, PUT, POST, PATCH and DELETE.
        All = "all" => "GET HEAD OPTIONS PUT POST PATCH DELETE",
    }
}

words! {
    /// What happens to plain HTTP.
    PlainHttp {
        /// The client is sent to HTTPS.
        Redirect = "redirect" => "redirect-to-https",
        /// 403.
        Refuse = "refuse" => "https-only",
    }
}

words! {
    /// Which edge locations answer.
    PriceClass {
        /// Every one.
        All = "all" => "PriceClass_All",
        /// Not those in South America, Australia and New Zealand.
        Class200 = "class_200" => "PriceClass_200",
        /// Those in North America, Europe and Israel.
        Class100 = "class_100" => "PriceClass_100",
    }
}

words! {
    /// HTTP versions beside 1.1.
    HttpVersion {
        /// HTTP/2.
        Http2 = "http2" => "http2",
        /// HTTP/3.
        Http3 = "http3" => "http3",
        /// Both.
        Http2And3 = "http2and3" => "http2and3",
    }
}

words! {
    /// Security policy towards clients, by the oldest TLS that it accepts.
    TlsPolicy {
        /// TLS 1.2 with ciphers of 2018.
        Tls12Of2018 = "TLSv1.2_2018" => "TLSv1.2_2018",
        /// TLS 1.2 with ciphers of 2019.
        Tls12Of2019 = "TLSv1.2_2019" => "TLSv1.2_2019",
        /// TLS 1.2 with ciphers of 2021.
        Tls12Of2021 = "TLSv1.2_2021" => "TLSv1.2_2021",
        /// TLS 1.2 with ciphers of 2025.
        Tls12Of2025 = "TLSv1.2_2025" => "TLSv1.2_2025",
        /// TLS 1.3.
        Tls13Of2025 = "TLSv1.3_2025" => "TLSv1.3_2025",
    }
}

words! {
    /// A cache policy of AWS.
    ManagedCache {
        /// A day, compressed, by path alone.
        Optimized = "caching_optimized" => "CACHING_OPTIMIZED",
        /// A day, by path alone, for what is compressed already.
        Uncompressed = "caching_optimized_for_uncompressed_objects" => "CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS",
        /// Nothing is kept.
        Disabled = "caching_disabled" => "CACHING_DISABLED",
        /// As the origin's Cache-Control says; Host, cookies and Origin have answers of their own.
        OriginHeaders = "use_origin_cache_control_headers" => "USE_ORIGIN_CACHE_CONTROL_HEADERS",
        /// The same, and query strings have answers of their own.
        OriginHeadersQuery = "use_origin_cache_control_headers_query_strings" => "USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS",
        /// For AWS Elemental MediaPackage.
        MediaPackage = "elemental_media_package" => "ELEMENTAL_MEDIA_PACKAGE",
        /// For AWS Amplify.
        Amplify = "amplify" => "AMPLIFY",
    }
}

words! {
    /// An origin request policy of AWS.
    ManagedForward {
        /// Everything that the client sent.
        AllViewer = "all_viewer" => "ALL_VIEWER",
        /// Everything but the Host header.
        AllViewerExceptHost = "all_viewer_except_host_header" => "ALL_VIEWER_EXCEPT_HOST_HEADER",
        /// Everything, and the headers that CloudFront adds.
        AllViewerAndCloudFront = "all_viewer_and_cloudfront_2022" => "ALL_VIEWER_AND_CLOUDFRONT_2022",
        /// Origin.
        CorsCustom = "cors_custom_origin" => "CORS_CUSTOM_ORIGIN",
        /// The headers of CORS that S3 reads.
        CorsS3 = "cors_s3_origin" => "CORS_S3_ORIGIN",
        /// For AWS Elemental MediaTailor.
        MediaTailor = "elemental_media_tailor" => "ELEMENTAL_MEDIA_TAILOR",
        /// Host.
        HostOnly = "host_header_only" => "HOST_HEADER_ONLY",
        /// User-Agent and Referer.
        UserAgentReferer = "user_agent_referer_headers" => "USER_AGENT_REFERER_HEADERS",
    }
}

words! {
    /// A response headers policy of AWS.
    ManagedHeaders {
        /// Any site may read, by simple requests.
        Cors = "cors_allow_all_origins" => "CORS_ALLOW_ALL_ORIGINS",
        /// Any site may read, by any request.
        CorsPreflight = "cors_allow_all_origins_with_preflight" => "CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT",
        /// Security headers.
        Security = "security_headers" => "SECURITY_HEADERS",
        /// Any site may read, by simple requests; and security headers.
        CorsSecurity = "cors_allow_all_origins_and_security_headers" => "CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS",
        /// Any site may read, by any request; and security headers.
        CorsPreflightSecurity = "cors_allow_all_origins_with_preflight_and_security_headers" => "CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT_AND_SECURITY_HEADERS",
    }
}

words! {
    /// Whether browsers may frame the pages.
    Frames {
        /// No site may.
        Deny = "deny" => "DENY",
        /// The site itself may.
        SameOrigin = "same_origin" => "SAMEORIGIN",
    }
}

words! {
    /// What browsers tell other sites of where a link was.
    Referrer {
        /// Nothing.
        NoReferrer = "no-referrer" => "no-referrer",
        /// The origin.
        Origin = "origin" => "origin",
        /// The path within the site, nothing to others.
        SameOrigin = "same-origin" => "same-origin",
        /// The origin, over HTTPS.
        StrictOrigin = "strict-origin" => "strict-origin",
        /// The path within the site, the origin to others, over HTTPS.
        StrictOriginWhenCrossOrigin = "strict-origin-when-cross-origin" => "strict-origin-when-cross-origin",
    }
}

macro_rules! default_words {
    ($($name:ident::$variant:ident)+) => {
        $(impl Default for $name {
            fn default() -> Self {
                $name::$variant
            }
        })+
    };
}

default_words! { PlainHttp::Redirect PriceClass::All HttpVersion::Http2And3 Frames::SameOrigin Referrer::StrictOriginWhenCrossOrigin }
