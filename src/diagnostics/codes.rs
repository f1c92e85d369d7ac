//! Every code, with its page. The page is part of the program: without it there is no build.

use super::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $id:literal $name:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $constant: &Code = &Code { id: $id, name: $name, page: include_str!(concat!("explain/", $id, ".md")) };
        )*

        /// Every code, in order.
        pub const ALL: &[&Code] = &[$($constant),*];
    };
}

// One line a code, in numerical order. Areas: 00 reading YAML, 01 shape and merging, 02 names and references, 03 regions and
// network, 04 routing, 05 functions, 06 APIs, 07 workflows, 08 EKS, 09 fleets and volumes, 10 caches, 11 databases,
// 90 defects of synth itself.
codes! {
    /// The text is not YAML.
    YAML_SYNTAX = "S0001" "yaml-syntax";
    /// The file is over a limit of the reader.
    READING_LIMIT = "S0002" "reading-limit";
    /// A key is set twice in one mapping.
    DUPLICATE_KEY = "S0003" "duplicate-key";
    /// A YAML tag such as `!Ref`.
    YAML_TAG = "S0004" "yaml-tag";
    /// A file holds more than one document.
    SECOND_DOCUMENT = "S0005" "second-document";
    /// A key is a list or a mapping.
    KEY_NOT_TEXT = "S0006" "key-not-text";
    /// An alias without an anchor, or inside its own anchor.
    BAD_ALIAS = "S0007" "bad-alias";
    /// `<<` with something that is not a mapping.
    BAD_MERGE_KEY = "S0008" "bad-merge-key";
    /// A key that the language does not have.
    UNKNOWN_FIELD = "S0101" "unknown-field";
    /// A key that must be there is not.
    MISSING_FIELD = "S0102" "missing-field";
    /// A value of another kind than the field takes.
    WRONG_KIND = "S0103" "wrong-kind";
    /// A word that is not one of the field's words.
    UNKNOWN_WORD = "S0104" "unknown-word";
    /// `yes`, `no`, `on` or `off` for a switch.
    OLD_SWITCH = "S0105" "old-switch";
    /// A value that its field refuses.
    REFUSED_VALUE = "S0106" "refused-value";
    /// A patch names something that is not there.
    NOTHING_TO_PATCH = "S0107" "nothing-to-patch";
    /// A patch leaves a value blank.
    BLANK_PATCH = "S0108" "blank-patch";
    /// The pattern as it is printed is not a blueprint.
    PRINTED_PATTERN = "S0110" "printed-pattern";
    /// A file that the blueprint names cannot be read.
    UNREADABLE_FILE = "S0111" "unreadable-file";
    /// The name cannot name a component.
    COMPONENT_NAME = "S0201" "component-name";
    /// Two components have one name.
    NAME_COLLISION = "S0202" "name-collision";
    /// The component runs in no region.
    RUNS_NOWHERE = "S0203" "runs-nowhere";
    /// The region is not one of the blueprint's.
    REGION_NOT_HERE = "S0204" "region-not-here";
    /// A region is patched where the component does not run.
    PATCH_UNUSED = "S0205" "patch-unused";
    /// A waiver names no code.
    UNKNOWN_WAIVER = "S0206" "unknown-waiver";
    /// The region does not exist.
    UNKNOWN_REGION = "S0301" "unknown-region";
    /// A region is listed twice.
    REGION_TWICE = "S0302" "region-twice";
    /// There is not exactly one primary region.
    PRIMARY_COUNT = "S0303" "primary-count";
    /// A listed service has no component.
    SERVICE_WITHOUT_COMPONENT = "S0304" "service-without-component";
    /// A secondary region cannot have the primary database.
    PRIMARY_DATABASE_IN_SECONDARY = "S0305" "primary-database-in-secondary";
    /// A read replica has nothing to replicate.
    REPLICA_WITHOUT_PRIMARY = "S0306" "replica-without-primary";
    /// The account must enable the region first.
    OPT_IN_REGION = "S0307" "opt-in-region";
    /// Regions of two partitions cannot be one system.
    PARTITION_MIX = "S0308" "partition-mix";
    /// Two regions' addresses overlap.
    CIDR_OVERLAP = "S0310" "cidr-overlap";
    /// The range of addresses is too large or too small.
    CIDR_SIZE = "S0311" "cidr-size";
    /// A region has not so many availability zones.
    ZONE_COUNT = "S0312" "zone-count";
    /// Log events cannot be kept for so long.
    LOG_RETENTION = "S0313" "log-retention";
    /// Clients are not routed for want of a domain.
    NO_DOMAIN = "S0401" "no-domain";
    /// A domain needs a hosted zone.
    DOMAIN_WITHOUT_ZONE = "S0402" "domain-without-zone";
    /// The text cannot be a domain.
    DOMAIN_SYNTAX = "S0403" "domain-syntax";
    /// The text is no id of a hosted zone.
    HOSTED_ZONE_ID = "S0404" "hosted-zone-id";
    /// Several APIs would share the domain of the routing strategy.
    SHARED_DOMAIN = "S0405" "shared-domain";
    /// Two APIs name the same domain.
    DOMAIN_TAKEN = "S0406" "domain-taken";
    /// No API answers at the domain.
    DOMAIN_UNUSED = "S0407" "domain-unused";
    /// A region's patch changes the domain.
    DOMAIN_PER_REGION = "S0408" "domain-per-region";
    /// One region leaves nothing to route.
    SINGLE_REGION_ROUTING = "S0409" "single-region-routing";
    /// The place is not one that Route 53 knows.
    UNKNOWN_PLACE = "S0410" "unknown-place";
    /// A place is served twice.
    PLACE_TWICE = "S0411" "place-twice";
    /// Route 53 has no location data for the country.
    NO_LOCATION_DATA = "S0412" "no-location-data";
    /// What a region serves steers nothing.
    SERVES_UNUSED = "S0413" "serves-unused";
    /// No place belongs to the region.
    REGION_SERVES_NOBODY = "S0414" "region-serves-nobody";
    /// Health checks run every 10 or 30 seconds.
    HEALTH_CHECK_INTERVAL = "S0415" "health-check-interval";
    /// A health check changes its mind after 1 to 10 results.
    HEALTH_CHECK_THRESHOLD = "S0416" "health-check-threshold";
    /// The text is no path of a health check.
    HEALTH_CHECK_PATH = "S0417" "health-check-path";
    /// The health check's path has no answer to rely on.
    HEALTH_PATH_UNANSWERED = "S0418" "health-path-unanswered";
    /// Failover without health checks.
    FAILOVER_UNNOTICED = "S0419" "failover-unnoticed";
    /// The failover policy with failover turned off.
    FAILOVER_POLICY_WITHOUT_FAILOVER = "S0420" "failover-policy-without-failover";
    /// Route 53 takes no latency records for the region.
    LATENCY_REGION = "S0421" "latency-region";
    /// Weights go from 0 to 255.
    WEIGHT_RANGE = "S0422" "weight-range";
    /// Every weight is zero.
    WEIGHTS_ZERO = "S0423" "weights-zero";
    /// Weights under another policy.
    WEIGHTS_UNUSED = "S0424" "weights-unused";
    /// A replica is promoted by hand.
    REPLICA_PROMOTION_BY_HAND = "S0425" "replica-promotion-by-hand";
    /// The places take more records than a stack has room for.
    TOO_MANY_PLACES = "S0426" "too-many-places";
    /// Lambda has no such runtime.
    UNKNOWN_RUNTIME = "S0501" "unknown-runtime";
    /// Lambda creates no functions with the runtime any more.
    RUNTIME_BLOCKED = "S0502" "runtime-blocked";
    /// The runtime gets no patches any more.
    RUNTIME_DEPRECATED = "S0503" "runtime-deprecated";
    /// Inline code in a language that needs a build.
    INLINE_RUNTIME = "S0504" "inline-runtime";
    /// Memory that a function cannot have.
    FUNCTION_MEMORY = "S0505" "function-memory";
    /// A timeout that a function cannot have.
    FUNCTION_TIMEOUT = "S0506" "function-timeout";
    /// More inline code than a template takes.
    CODE_SIZE = "S0507" "code-size";
    /// A function without code.
    EMPTY_CODE = "S0508" "empty-code";
    /// The handler is no name in inline code.
    HANDLER = "S0509" "handler-form";
    /// The code does not have the handler.
    HANDLER_MISSING = "S0510" "handler-missing";
    /// More environment variables than Lambda takes.
    ENVIRONMENT_SIZE = "S0511" "environment-size";
    /// A name that an environment variable cannot have.
    ENVIRONMENT_NAME = "S0512" "environment-name";
    /// A longer description than Lambda takes.
    FUNCTION_DESCRIPTION = "S0513" "function-description";
    /// An API or a path without a method.
    API_WITHOUT_ROUTES = "S0601" "api-without-routes";
    /// A path that a REST API cannot have.
    ROUTE_PATH = "S0602" "route-path";
    /// Two parameters in one place.
    SIBLING_PARAMETERS = "S0603" "sibling-parameters";
    /// A route is answered by nothing, or by two things.
    ROUTE_TARGET = "S0604" "route-target";
    /// A route names something that does not exist, or is of another kind.
    UNKNOWN_TARGET = "S0605" "unknown-target";
    /// A route names something that does not run in the region.
    TARGET_NOT_HERE = "S0606" "target-not-here";
    /// A size that a cache cannot have.
    CACHE_SIZE = "S0607" "cache-size";
    /// A time for which responses cannot be cached.
    CACHE_TTL = "S0608" "cache-ttl";
    /// A cache key names a parameter that is not declared.
    CACHE_KEY_UNDECLARED = "S0609" "cache-key-undeclared";
    /// A cache would give one user's response to another.
    CACHE_SHARED = "S0610" "cache-shared";
    /// A cache key with one value for each token.
    CACHE_BY_TOKEN = "S0611" "cache-by-token";
    /// A method that changes things is cached.
    CACHE_NOT_GET = "S0612" "cache-not-get";
    /// A cache that no route uses.
    CACHE_UNUSED = "S0613" "cache-unused";
    /// A route is to be cached by an API without a cache.
    CACHE_OFF = "S0614" "cache-off";
    /// Cached responses are not encrypted.
    CACHE_UNENCRYPTED = "S0615" "cache-unencrypted";
    /// A cached route declares a parameter that is not in its key.
    CACHE_KEY_BLIND = "S0616" "cache-key-blind";
    /// Compression beyond the largest response.
    COMPRESSION_RANGE = "S0617" "compression-range";
    /// A throttle over the account's.
    THROTTLE_OVER_ACCOUNT = "S0618" "throttle-over-account";
    /// A throttle that lets nothing through.
    THROTTLE_NOTHING = "S0619" "throttle-nothing";
    /// What answers may take longer than API Gateway waits.
    SLOW_TARGET = "S0620" "slow-target";
    /// A workflow gets its input from a method without a body.
    WORKFLOW_WITHOUT_BODY = "S0621" "workflow-without-body";
    /// A path that API Gateway answers itself.
    RESERVED_PATH = "S0622" "reserved-path";
    /// Synth refers to an output that no stack has.
    DEFECT_OUTPUT = "S9001" "defect-output";
    /// Synth made a circle of stacks or resources.
    DEFECT_ORDER = "S9002" "defect-order";
    /// Synth gave one name to two things.
    DEFECT_COLLISION = "S9003" "defect-collision";
    /// Synth wrote a property that CloudFormation refuses.
    DEFECT_SHAPE = "S9004" "defect-shape";
    /// Synth refers to a resource that does not exist.
    DEFECT_REFERENCE = "S9005" "defect-reference";
    /// Synth made a template over CloudFormation's quotas.
    DEFECT_QUOTA = "S9006" "defect-quota";
}
