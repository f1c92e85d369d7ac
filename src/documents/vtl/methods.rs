//! The functions that can be run, by what they are asked of.

/// `$input`.
pub const INPUT: &[&str] = &["body", "json", "params", "path"];
/// `$util`.
pub const UTIL: &[&str] = &["escapeJavaScript", "parseJson", "urlEncode", "urlDecode", "base64Encode", "base64Decode"];
/// Text: `java.lang.String`.
pub const TEXT: &[&str] = &[
    "length",
    "isEmpty",
    "charAt",
    "contains",
    "startsWith",
    "endsWith",
    "equals",
    "equalsIgnoreCase",
    "compareTo",
    "indexOf",
    "lastIndexOf",
    "substring",
    "toLowerCase",
    "toUpperCase",
    "trim",
    "replace",
    "replaceAll",
    "replaceFirst",
    "split",
    "matches",
    "concat",
    "toString",
];
/// Lists: `java.util.List`, and `count` of JSON arrays.
pub const LIST: &[&str] = &[
    "size", "count", "isEmpty", "get", "set", "add", "addAll", "remove", "clear", "contains", "indexOf", "subList",
    "equals", "toString",
];
/// Maps: `java.util.Map`.
pub const MAP: &[&str] = &[
    "size",
    "isEmpty",
    "get",
    "getOrDefault",
    "put",
    "putIfAbsent",
    "putAll",
    "remove",
    "clear",
    "containsKey",
    "containsValue",
    "keySet",
    "values",
    "entrySet",
    "equals",
    "toString",
];
/// Entries of a map: `java.util.Map.Entry`.
pub const ENTRY: &[&str] = &["getKey", "getValue", "equals", "toString"];
/// Numbers and switches: `java.lang.Integer` and so on.
pub const NUMBER: &[&str] =
    &["intValue", "longValue", "doubleValue", "parseInt", "parseDouble", "valueOf", "compareTo", "equals", "toString"];
/// `$foreach`.
pub const LOOP: &[&str] = &["hasNext", "index", "count", "first", "last", "parent"];

/// The functions of values of any kind, those of `$input` and `$util` left out.
pub const OF_VALUES: [&[&str]; 5] = [TEXT, LIST, MAP, ENTRY, NUMBER];

/// `$context`, as mapping templates see it. A name that ends in a full stop may be followed by any other.
pub const CONTEXT: &[&str] = &[
    "accountId",
    "apiId",
    "authorizer.",
    "awsEndpointRequestId",
    "customDomain.basePathMatched",
    "deploymentId",
    "domainName",
    "domainPrefix",
    "error.message",
    "error.messageString",
    "error.responseType",
    "error.validationErrorString",
    "extendedRequestId",
    "httpMethod",
    "identity.accountId",
    "identity.apiKey",
    "identity.apiKeyId",
    "identity.caller",
    "identity.clientCert.",
    "identity.cognitoAuthenticationProvider",
    "identity.cognitoAuthenticationType",
    "identity.cognitoIdentityId",
    "identity.cognitoIdentityPoolId",
    "identity.principalOrgId",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "identity.vpcId",
    "identity.vpceId",
    "isCanaryRequest",
    "path",
    "protocol",
    "requestId",
    "requestOverride.",
    "requestTime",
    "requestTimeEpoch",
    "resourceId",
    "resourcePath",
    "responseOverride.",
    "stage",
    "wafResponseCode",
    "webaclArn",
    "xrayTraceId",
];
