//! `buckets`: S3.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::CustomerKey;
use super::vocabulary::Duration;

/// A private, encrypted S3 bucket in each region of the component. One that a `cdn` serves exists once, in us-east-1 beside the distribution.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Bucket {
    /// Whether S3 keeps what is overwritten or deleted. Once on, it can only be suspended. Default: false.
    pub versioning: bool,
    /// The customer's own key: the name of an existing `kms_key` with one in each region of the bucket, or an ARN. A bucket key keeps the
    /// calls to KMS few. Objects that are there already stay as they are. Left out: keys of S3, without charge.
    pub kms_key: Option<CustomerKey>,
    /// When objects move to cheaper storage or go, by the name of the rule. Incomplete uploads always go after 7 days.
    pub lifecycle: IndexMap<String, LifecycleRule>,
    /// What scripts of other sites may do, by the name of the rule; S3 takes the first that fits. At most 100. Left out: nothing.
    pub cors: IndexMap<String, CorsRule>,
}

/// What scripts of other sites may do with objects, where they may at all.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorsRule {
    /// The sites: `https://www.example.com`, with one `*` at most, `https://*.example.com`; or `*` alone for all.
    pub origins: Vec<String>,
    /// What they may ask for: get, head, put, post or delete. Default: get and head.
    #[serde(default = "reading")]
    pub methods: Vec<CorsMethod>,
    /// Headers that their requests may have, with one `*` at most. Default: none beside those of every request.
    #[serde(default)]
    pub headers: Vec<String>,
    /// Headers of answers that the scripts may read, such as ETag. Default: none beside those of every answer.
    #[serde(default)]
    pub expose: Vec<String>,
    /// How long browsers remember the rule, in whole seconds. Default: 1h.
    pub max_age: Option<Duration>,
}

fn reading() -> Vec<CorsMethod> {
    vec![CorsMethod::Get, CorsMethod::Head]
}

/// A method of HTTP that S3 lets other sites use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CorsMethod {
    /// Read an object.
    Get,
    /// Read what is known of an object.
    Head,
    /// Write an object.
    Put,
    /// Write an object from a form.
    Post,
    /// Delete an object.
    Delete,
}

impl CorsMethod {
    /// The name at S3.
    pub const fn name(self) -> &'static str {
        match self {
            CorsMethod::Get => "GET",
            CorsMethod::Head => "HEAD",
            CorsMethod::Put => "PUT",
            CorsMethod::Post => "POST",
            CorsMethod::Delete => "DELETE",
        }
    }
}

/// What becomes of objects as they age. At least one of the times must be set.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LifecycleRule {
    /// The objects whose key begins so. Left out: all.
    pub prefix: Option<String>,
    /// Age at which objects move to a storage class, in whole days.
    pub transitions: IndexMap<StorageClass, Duration>,
    /// Age at which objects are deleted, in whole days, at least 1d. Left out: never.
    pub expire: Option<Duration>,
    /// How long versions are kept after they were overwritten or deleted, in whole days, at least 1d; needs `versioning`. Left out: for ever.
    pub expire_old_versions: Option<Duration>,
}

/// A storage class of S3 for objects that are read less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StorageClass {
    /// Read at once, paid for each read; from 30d on.
    StandardIa,
    /// S3 chooses by how often an object is read.
    IntelligentTiering,
    /// Read at once, paid dearly for each read.
    GlacierInstantRetrieval,
    /// Restored in minutes to hours before it can be read.
    GlacierFlexibleRetrieval,
    /// Restored in 12 hours or more before it can be read.
    DeepArchive,
}

impl StorageClass {
    /// The word in the blueprint.
    pub const fn key(self) -> &'static str {
        match self {
            StorageClass::StandardIa => "standard_ia",
            StorageClass::IntelligentTiering => "intelligent_tiering",
            StorageClass::GlacierInstantRetrieval => "glacier_instant_retrieval",
            StorageClass::GlacierFlexibleRetrieval => "glacier_flexible_retrieval",
            StorageClass::DeepArchive => "deep_archive",
        }
    }

    /// The name at S3.
    pub const fn name(self) -> &'static str {
        match self {
            StorageClass::StandardIa => "STANDARD_IA",
            StorageClass::IntelligentTiering => "INTELLIGENT_TIERING",
            StorageClass::GlacierInstantRetrieval => "GLACIER_IR",
            StorageClass::GlacierFlexibleRetrieval => "GLACIER",
            StorageClass::DeepArchive => "DEEP_ARCHIVE",
        }
    }
}
