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

// One line a code, in numerical order. Areas: 00 reading YAML, 01 shape and merging, 02 names, references and the way out, 03 regions and
// network, 04 routing, 05 functions, 06 APIs, 07 workflows, 08 EKS, 09 fleets and volumes, 10 caches, 11 databases, 12 tables and DAX,
// 13 CDN and buckets, 14 accelerators, 15 ECS, 16 observability, 17 performance and commitments, 18 backup and rollout,
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
    /// The blueprint has environments, and none is chosen.
    ENVIRONMENT_NEEDED = "S0120" "environment-needed";
    /// The environment does not exist.
    UNKNOWN_ENVIRONMENT = "S0121" "unknown-environment";
    /// The name cannot name an environment.
    BAD_ENVIRONMENT = "S0122" "bad-environment";
    /// Two environments of one account answer at one name.
    DOMAIN_OF_TWO_ENVIRONMENTS = "S0123" "domain-of-two-environments";
    /// A patch has environments of its own.
    NESTED_ENVIRONMENTS = "S0124" "nested-environments";
    /// What `--set` is given is no `path=value`.
    BAD_ASSIGNMENT = "S0125" "bad-assignment";
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
    /// The name cannot name a system.
    SYSTEM_NAME = "S0207" "system-name";
    /// An edition of the language that does not exist.
    UNKNOWN_EDITION = "S0208" "unknown-edition";
    /// AWS takes no such tag.
    BAD_TAG = "S0209" "bad-tag";
    /// An override names no component.
    UNKNOWN_OVERRIDE = "S0210" "unknown-override";
    /// The component has no resource of that role.
    UNKNOWN_ROLE = "S0211" "unknown-role";
    /// CloudFormation refuses the property.
    PROPERTY_MISFIT = "S0212" "property-misfit";
    /// The resource does not take the policy.
    POLICY_MISFIT = "S0213" "policy-misfit";
    /// The system has no such stack.
    UNKNOWN_STACK = "S0214" "unknown-stack";
    /// A text that cannot be a logical id.
    LOGICAL_ID = "S0215" "logical-id";
    /// The logical id is taken.
    LOGICAL_ID_TAKEN = "S0216" "logical-id-taken";
    /// A type of resource that synth does not know.
    UNKNOWN_TYPE = "S0217" "unknown-type";
    /// A region does not have the type of resource.
    TYPE_NOT_IN_REGION = "S0218" "type-not-in-region";
    /// A reference to what the stack does not have.
    UNKNOWN_REFERENCE = "S0219" "unknown-reference";
    /// Resources that wait for each other.
    CIRCLE_OF_RESOURCES = "S0220" "circle-of-resources";
    /// A move names no component.
    MOVED_TO_NOTHING = "S0221" "moved-to-nothing";
    /// A component that was moved is still there.
    MOVED_STILL_THERE = "S0222" "moved-still-there";
    /// A component was moved twice.
    MOVED_TWICE = "S0223" "moved-twice";
    /// A store would be replaced by an empty one.
    STORE_LEFT_BEHIND = "S0224" "store-left-behind";
    /// A store of the last run is not part of the system any more.
    STORE_ABANDONED = "S0225" "store-abandoned";
    /// Stacks that wait for each other.
    CIRCLE_OF_STACKS = "S0226" "circle-of-stacks";
    /// A stack that cannot be split, or not as the blueprint wants it.
    PARTS = "S0227" "parts";
    /// A component would go to another part of its stack.
    PART_CHANGED = "S0228" "part-changed";
    /// Resources of two regions have a name that there may be once.
    GLOBAL_NAME = "S0229" "global-name";
    /// `uses` names no component.
    UNKNOWN_USE = "S0230" "unknown-use";
    /// `uses` names something that cannot be used, or not in this way.
    SENSELESS_USE = "S0231" "senseless-use";
    /// A component that runs no code has `uses`.
    USES_NOTHING = "S0232" "uses-nothing";
    /// What is used does not run in the region of its user.
    USE_ELSEWHERE = "S0233" "use-elsewhere";
    /// An environment variable is written, and set by `uses` as well.
    ENVIRONMENT_TAKEN = "S0234" "environment-taken";
    /// Functions use each other in a circle.
    CIRCLE_OF_USES = "S0235" "circle-of-uses";
    /// Something in private subnets calls a service that it cannot reach.
    NO_WAY_OUT = "S0236" "no-way-out";
    /// No secret and no parameter can have this name.
    KEPT_NAME = "S0237" "kept-name";
    /// Something writes to a read replica.
    WRITE_TO_REPLICA = "S0238" "write-to-replica";
    /// An existing thing has no id for a region in which it is used.
    EXISTING_REGION = "S0240" "existing-region";
    /// An id or an ARN that cannot be one of its kind.
    EXISTING_ID = "S0241" "existing-id";
    /// An ARN of another region.
    EXISTING_ELSEWHERE = "S0242" "existing-elsewhere";
    /// A name that means no existing thing of the kind.
    EXISTING_UNKNOWN = "S0243" "existing-unknown";
    /// A setting of the network that an existing VPC has already.
    EXISTING_NETWORK = "S0244" "existing-network";
    /// Peering in a blueprint with one region.
    PEERING_ALONE = "S0245" "peering-alone";
    /// A function of CloudFormation that is none, or is not given what it takes.
    FUNCTION_MISUSED = "S0246" "function-misused";
    /// The account in an ARN has not 12 digits.
    ACCOUNT_WRITTEN_WRONG = "S0247" "account-written-wrong";
    /// An ARN of another region than the stack's.
    REGION_WRITTEN_OUT = "S0248" "region-written-out";
    /// An availability zone by its letter.
    ZONE_WRITTEN_OUT = "S0249" "zone-written-out";
    /// A dynamic reference that CloudFormation does not resolve.
    DYNAMIC_REFERENCE = "S0250" "dynamic-reference";
    /// A resource that holds data and says nothing of keeping them.
    DATA_UNKEPT = "S0251" "data-unkept";
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
    /// A text that cannot name a private zone, or something in one.
    PRIVATE_NAME = "S0320" "private-name";
    /// Two load balancers have one private name.
    PRIVATE_NAME_TAKEN = "S0321" "private-name-taken";
    /// A private name leads to public addresses.
    PRIVATE_NAME_PUBLIC = "S0322" "private-name-public";
    /// Clients are sent to a region that they cannot reach.
    PRIVATE_NAME_UNREACHABLE = "S0323" "private-name-unreachable";
    /// A VPC has two endpoints for one service.
    ENDPOINT_TWICE = "S0324" "endpoint-twice";
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
    /// A record or health check of one's own that Route 53 refuses.
    RECORD_MISFIT = "S0427" "record-misfit";
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
    /// A function without code, or with more than a template takes.
    CODE_SIZE = "S0507" "code-size";
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
    /// Code that is not in a region of the function.
    CODE_REGION = "S0514" "code-region";
    /// An image that is not in Amazon ECR.
    IMAGE_URI = "S0515" "image-uri";
    /// A setting that a container image has of its own.
    IMAGE_SETTING = "S0516" "image-setting";
    /// `/tmp` is smaller or larger than Lambda allows.
    TEMPORARY_STORAGE = "S0517" "temporary-storage";
    /// Fewer or more instances kept ready than Lambda allows.
    PROVISIONED_BOUNDS = "S0518" "provisioned-bounds";
    /// More instances kept ready than may run.
    PROVISIONED_OVER_RESERVED = "S0519" "provisioned-over-reserved";
    /// A share of busy instances at which nothing can aim.
    PROVISIONED_TARGET = "S0520" "provisioned-target";
    /// More concurrency is reserved than an account has at first.
    RESERVED_SUM = "S0521" "reserved-sum";
    /// A function that cannot start from a snapshot.
    SNAP_START = "S0522" "snap-start";
    /// More layers than Lambda takes.
    TOO_MANY_LAYERS = "S0523" "too-many-layers";
    /// What is no version of a layer in the region.
    LAYER_ARN = "S0524" "layer-arn";
    /// Events that come from nowhere, or from several places.
    EVENT_SOURCE = "S0525" "event-source";
    /// A number of a source of events is outside of its range.
    EVENT_NUMBER = "S0526" "event-number";
    /// A field that means nothing to this source of events.
    EVENT_FIELD = "S0527" "event-field";
    /// More instances for a queue than may run.
    EVENT_CONCURRENCY = "S0528" "event-concurrency";
    /// Where results cannot go.
    EVENT_DESTINATION = "S0529" "event-destination";
    /// What is no schedule.
    SCHEDULE = "S0530" "schedule";
    /// A schedule that comes once in every region.
    SCHEDULE_EVERYWHERE = "S0531" "schedule-everywhere";
    /// An address that everybody may call.
    URL_OPEN = "S0532" "url-open";
    /// The built-in layer with a runtime for which it is not written.
    LAYER_RUNTIME = "S0533" "layer-runtime";
    /// An API or a path without a method.
    API_WITHOUT_ROUTES = "S0601" "api-without-routes";
    /// A path that a REST API cannot have.
    ROUTE_PATH = "S0602" "route-path";
    /// Two parameters in one place.
    SIBLING_PARAMETERS = "S0603" "sibling-parameters";
    /// A route is answered by nothing, or by two things.
    ROUTE_TARGET = "S0604" "route-target";
    /// A route names something that does not exist, or is of another kind.
    UNKNOWN_ROUTE_TARGET = "S0605" "unknown-route-target";
    /// A route names something that does not run in the region.
    ROUTE_TARGET_NOT_HERE = "S0606" "route-target-not-here";
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
    /// A mapping template that Velocity refuses.
    TEMPLATE_SYNTAX = "S0623" "template-syntax";
    /// A function or directive that mapping templates do not have.
    TEMPLATE_FUNCTION = "S0624" "template-function";
    /// A reference in a mapping template that has no value.
    TEMPLATE_REFERENCE = "S0625" "template-reference";
    /// A mapping template that does not write JSON.
    TEMPLATE_NOT_JSON = "S0626" "template-not-json";
    /// A mapping template that writes a text between quotes as it is.
    TEMPLATE_UNESCAPED = "S0627" "template-unescaped";
    /// A mapping template over a limit of API Gateway.
    TEMPLATE_LIMIT = "S0628" "template-limit";
    /// A function of a mapping template with arguments that it does not take.
    TEMPLATE_ARGUMENT = "S0629" "template-argument";
    /// A response whose status is none.
    RESPONSE_STATUS = "S0630" "response-status";
    /// Responses of which none or several take an answer.
    RESPONSE_SELECTION = "S0631" "response-selection";
    /// A mapping or sample that nothing uses.
    MAPPING_UNUSED = "S0632" "mapping-unused";
    /// A header that comes from nothing.
    PARAMETER_MAPPING = "S0633" "parameter-mapping";
    /// A schema that API Gateway refuses.
    BODY_SCHEMA = "S0634" "body-schema";
    /// A schema for the body of a method that has none.
    BODY_WITHOUT_MEANING = "S0635" "body-without-meaning";
    /// An answer of API Gateway itself that cannot be one.
    GATEWAY_RESPONSE = "S0636" "gateway-response";
    /// Usage plans of an API whose routes ask for no key.
    API_KEY_UNUSED = "S0637" "api-key-unused";
    /// A route that asks for a key of an API without keys.
    API_KEY_MISSING = "S0638" "api-key-missing";
    /// A usage plan that lets nobody through, or more than the API.
    USAGE_PLAN_LIMIT = "S0639" "usage-plan-limit";
    /// An API key that is another one in each region.
    API_KEY_PER_REGION = "S0640" "api-key-per-region";
    /// A base path that is none.
    API_BASE_PATH = "S0641" "api-base-path";
    /// A base path without a domain.
    BASE_PATH_UNUSED = "S0642" "base-path-unused";
    /// A web ACL that cannot stand before the API.
    REGIONAL_WEB_ACL = "S0643" "regional-web-acl";
    /// A private address that a VPC link does not lead to.
    PRIVATE_TARGET = "S0644" "private-target";
    /// API Gateway takes no parameter of this name.
    API_PARAMETER_NAME = "S0645" "api-parameter-name";
    /// A port of a service that a route of an API cannot reach.
    ROUTE_SERVICE = "S0646" "route-service";
    /// A workflow has not exactly one source.
    WORKFLOW_SOURCE = "S0701" "workflow-source";
    /// A task does not call exactly one thing.
    TASK_CALL = "S0702" "task-call";
    /// A task calls what does not exist or cannot be called.
    TASK_TARGET = "S0703" "task-target";
    /// A task calls what does not run in the region.
    TASK_TARGET_NOT_HERE = "S0704" "task-target-not-here";
    /// A task waits for something that it cannot wait for.
    TASK_AFTER = "S0705" "task-after";
    /// Tasks wait for each other in a circle.
    TASK_CYCLE = "S0706" "task-cycle";
    /// The name cannot be a state's.
    STATE_NAME = "S0707" "state-name";
    /// A retry is outside of what AWS takes.
    RETRY_RANGE = "S0708" "retry-range";
    /// A task is given up before its function is.
    TASK_TIMEOUT = "S0709" "task-timeout";
    /// Something is expected to take longer than it may.
    EXPECTED_TOO_LONG = "S0710" "expected-too-long";
    /// Express workflows cannot do it.
    EXPRESS_LIMIT = "S0711" "express-limit";
    /// Workflows start each other in a circle.
    WORKFLOW_CYCLE = "S0712" "workflow-cycle";
    /// There is no state or task.
    NO_STATES = "S0713" "no-states";
    /// A state leads to one that does not exist.
    STATE_MISSING = "S0714" "state-missing";
    /// A state leads out of its scope.
    STATE_OUT_OF_SCOPE = "S0715" "state-out-of-scope";
    /// Nothing leads to a state.
    STATE_UNREACHABLE = "S0716" "state-unreachable";
    /// No state ends the execution.
    STATES_ENDLESS = "S0717" "states-endless";
    /// A state does not either go on or end.
    STATE_TRANSITION = "S0718" "state-transition";
    /// A state has not the fields that its type has.
    STATE_FIELD = "S0719" "state-field";
    /// A Choice without a default.
    CHOICE_DEFAULT = "S0720" "choice-default";
    /// A resource that no task in this region can call.
    RESOURCE_ARN = "S0721" "resource-arn";
    /// `States.ALL` is not alone in the last place.
    ALL_ERRORS_LAST = "S0722" "all-errors-last";
    /// A number outside of what AWS takes.
    STATE_NUMBER = "S0723" "state-number";
    /// JSONPath and JSONata are mixed.
    QUERY_LANGUAGE = "S0724" "query-language";
    /// A call cannot be waited for in this way.
    INTEGRATION_PATTERN = "S0725" "integration-pattern";
    /// A Parallel with one branch.
    ONE_BRANCH = "S0726" "one-branch";
    /// A Lambda task without retries for the service.
    LAMBDA_RETRY = "S0727" "lambda-retry";
    /// A task may wait for a year.
    STATE_TIMEOUT = "S0728" "state-timeout";
    /// A function is called by its bare ARN.
    DIRECT_LAMBDA = "S0729" "direct-lambda";
    /// A Map asks for what its mode has not.
    MAP_MODE = "S0730" "map-mode";
    /// What the role may do does not cover a task.
    ROLE_PERMISSIONS = "S0731" "role-permissions";
    /// Nothing stands for a `${name}`.
    UNKNOWN_SUBSTITUTION = "S0732" "unknown-substitution";
    /// The result of a component cannot be taken out of its call.
    COMPONENT_RESULT = "S0733" "component-result";
    /// The failure of an express workflow is not seen.
    EXPRESS_FAILURE = "S0734" "express-failure";
    /// There is no such Kubernetes version, or none any more.
    KUBERNETES_VERSION = "S0801" "kubernetes-version";
    /// Standard support of the Kubernetes version has ended.
    EXTENDED_SUPPORT = "S0802" "extended-support";
    /// A field of a ClusterConfig that synth or eksctl fills in.
    CLUSTER_FIELD_TAKEN = "S0803" "cluster-field-taken";
    /// The name cannot name a node group or Fargate profile.
    CLUSTER_NAME = "S0804" "cluster-name";
    /// Two things of a cluster have one name.
    CLUSTER_TWICE = "S0805" "cluster-twice";
    /// A word that the field of a ClusterConfig does not take.
    CLUSTER_WORD = "S0806" "cluster-word";
    /// A number outside the range of its field.
    CLUSTER_RANGE = "S0807" "cluster-range";
    /// Two fields of a ClusterConfig exclude each other.
    CLUSTER_CONFLICT = "S0808" "cluster-conflict";
    /// A field of a ClusterConfig needs another one.
    CLUSTER_REQUIRES = "S0809" "cluster-requires";
    /// The field belongs to the other kind of node group.
    OTHER_NODE_GROUPS = "S0810" "other-node-groups";
    /// The sizes of a node group contradict each other.
    NODE_GROUP_SIZES = "S0811" "node-group-sizes";
    /// The effect of a taint is none of Kubernetes.
    TAINT_EFFECT = "S0812" "taint-effect";
    /// Every node group of a cluster is tainted.
    ALL_GROUPS_TAINTED = "S0813" "all-groups-tainted";
    /// A key or value is none of a label or taint.
    LABEL_SYNTAX = "S0814" "label-syntax";
    /// A label that nodes may not set on themselves.
    RESERVED_LABEL = "S0815" "reserved-label";
    /// There is no such instance type for nodes.
    NODE_INSTANCE_TYPE = "S0816" "node-instance-type";
    /// The region does not offer the instance type of nodes.
    NODE_TYPE_NOT_OFFERED = "S0817" "node-type-not-offered";
    /// The instance type of nodes is a previous generation.
    NODE_TYPE_PREVIOUS = "S0818" "node-type-previous";
    /// A node group mixes processor architectures.
    NODE_ARCHITECTURES = "S0819" "node-architectures";
    /// Spot without a choice of pools, or without any room for it.
    SPOT_WITHOUT_CHOICE = "S0820" "spot-without-choice";
    /// EFA where it does not work.
    NODE_EFA = "S0821" "node-efa";
    /// An image or operating system that the nodes cannot have.
    NODE_IMAGE = "S0822" "node-image";
    /// GPU nodes without drivers.
    GPU_DRIVERS = "S0823" "gpu-drivers";
    /// More pods on a node than it has addresses for.
    PODS_PER_NODE = "S0824" "pods-per-node";
    /// A volume of nodes has no such setting.
    NODE_VOLUME = "S0825" "node-volume";
    /// The root volume of nodes is a hard disk.
    HDD_ROOT_VOLUME = "S0826" "hdd-root-volume";
    /// The zones of a cluster are too few or elsewhere.
    CLUSTER_ZONES = "S0827" "cluster-zones";
    /// Nodes or users cannot reach what they need.
    CLUSTER_ACCESS = "S0828" "cluster-access";
    /// The cluster has no such subnet.
    CLUSTER_SUBNET = "S0829" "cluster-subnet";
    /// An add-on is misspelt or missing.
    CLUSTER_ADDON = "S0830" "cluster-addon";
    /// A version of Karpenter or a launch template that cannot be.
    COMPONENT_VERSION = "S0831" "component-version";
    /// Two things start nodes for one cluster.
    TWO_AUTOSCALERS = "S0832" "two-autoscalers";
    /// An access entry that EKS refuses.
    ACCESS_ENTRY = "S0833" "access-entry";
    /// Nodes that may not start in their placement group.
    NODE_PLACEMENT = "S0834" "node-placement";
    /// A workload that keeps data goes to Spot nodes.
    STATEFUL_ON_SPOT = "S0835" "stateful-on-spot";
    /// A pod requests more than its nodes have.
    WORKLOAD_TOO_LARGE = "S0836" "workload-too-large";
    /// A tainted node group that no workload goes to.
    TAINT_WITHOUT_WORKLOAD = "S0837" "taint-without-workload";
    /// A workload that keeps data in a cluster without a driver for volumes.
    VOLUME_DRIVER = "S0838" "volume-driver";
    /// A node group has fewer nodes than its workloads want.
    GROUP_TOO_SMALL = "S0839" "node-group-too-small";
    /// The nodes of a workload do not reach a store that it uses.
    STORE_OUT_OF_REACH = "S0840" "store-out-of-reach";
    /// The nodes of a group have more security groups than an interface takes.
    NODE_SECURITY_GROUPS = "S0841" "node-security-groups";
    /// Pods that need a role run where they get none: on Fargate or Windows.
    NO_POD_IDENTITY = "S0842" "no-pod-identity";
    /// The instance type does not exist.
    UNKNOWN_INSTANCE_TYPE = "S0901" "unknown-instance-type";
    /// A region does not offer the instance type.
    INSTANCE_TYPE_NOT_OFFERED = "S0902" "instance-type-not-offered";
    /// The instance type is of a previous generation.
    PREVIOUS_GENERATION = "S0903" "previous-generation";
    /// Instance types of one fleet do not run one image.
    MIXED_ARCHITECTURES = "S0904" "mixed-architectures";
    /// A fleet has no instance type, or too many.
    INSTANCE_TYPE_COUNT = "S0905" "instance-type-count";
    /// An instance type is listed twice.
    INSTANCE_TYPE_TWICE = "S0906" "instance-type-twice";
    /// The image does not run on the instance type.
    NO_IMAGE = "S0907" "no-image";
    /// The instance type has no enhanced networking, which the fleet demands.
    NO_ENHANCED_NETWORKING = "S0908" "no-enhanced-networking";
    /// The instance type is not offered in every zone that is used.
    TYPE_IN_FEW_ZONES = "S0909" "type-in-few-zones";
    /// The instance type cannot join the placement group.
    PLACEMENT_REFUSED = "S0910" "placement-refused";
    /// A cluster placement group would span zones.
    CLUSTER_WITHOUT_ZONE = "S0911" "cluster-without-zone";
    /// A cluster placement group has several instance types.
    CLUSTER_MIXED_TYPES = "S0912" "cluster-mixed-types";
    /// A spread placement group has too many instances.
    SPREAD_OVER_LIMIT = "S0913" "spread-over-limit";
    /// A placement group cannot have so many partitions.
    PARTITION_COUNT = "S0914" "partition-count";
    /// The region has no such zone.
    FLEET_ZONE = "S0915" "fleet-zone";
    /// An instance type without Elastic Fabric Adapters, or with fewer.
    NO_FABRIC_ADAPTER = "S0916" "no-fabric-adapter";
    /// Elastic Fabric Adapters of instances that are not close together.
    FABRIC_APART = "S0917" "fabric-apart";
    /// The fewest instances are more than the most.
    SCALING_ORDER = "S0920" "scaling-order";
    /// A fleet never has an instance.
    FLEET_NEVER_RUNS = "S0921" "fleet-never-runs";
    /// A target of scaling cannot be reached or does nothing.
    SCALING_TARGET = "S0922" "scaling-target";
    /// The share of spot is not a whole percent.
    SPOT_SHARE = "S0923" "spot-share";
    /// The on-demand base leaves no room for spot.
    NO_SPOT_LEFT = "S0924" "no-spot-left";
    /// Every instance is spot.
    ONLY_SPOT = "S0925" "only-spot";
    /// Spot capacity hangs on few instance types.
    FEW_SPOT_TYPES = "S0926" "few-spot-types";
    /// The instance type is not sold as spot.
    NO_SPOT_MARKET = "S0927" "no-spot-market";
    /// A way of choosing capacity that is risky, or that chooses nothing.
    ALLOCATION_STRATEGY = "S0928" "allocation-strategy";
    /// Spot instances for what an interruption loses.
    STATE_ON_SPOT = "S0929" "state-on-spot";
    /// The name is not that of a device.
    DEVICE_NAME = "S0930" "device-name";
    /// Two volumes have one device.
    DEVICE_TWICE = "S0931" "device-twice";
    /// A volume takes the root volume's place, or the root volume cannot be described.
    ROOT_DEVICE = "S0932" "root-device";
    /// The instance type does not take so many volumes.
    VOLUME_COUNT = "S0933" "volume-count";
    /// An instance cannot boot from the volume.
    VOLUME_NOT_BOOTABLE = "S0934" "volume-not-bootable";
    /// The volume type does not come in this size.
    VOLUME_SIZE = "S0940" "volume-size";
    /// The volume type needs provisioned IOPS.
    IOPS_MISSING = "S0941" "iops-missing";
    /// The volume type takes no provisioned IOPS.
    IOPS_UNSUPPORTED = "S0942" "iops-unsupported";
    /// The volume type does not carry so many or so few IOPS.
    IOPS_RANGE = "S0943" "iops-range";
    /// The volume is too small for its IOPS.
    IOPS_RATIO = "S0944" "iops-ratio";
    /// The volume type takes no provisioned throughput.
    THROUGHPUT_UNSUPPORTED = "S0945" "throughput-unsupported";
    /// The volume type does not carry so much or so little throughput.
    THROUGHPUT_RANGE = "S0946" "throughput-range";
    /// The volume has too few IOPS for its throughput.
    THROUGHPUT_RATIO = "S0947" "throughput-ratio";
    /// Volumes promise more than the instance type carries.
    BEYOND_INSTANCE = "S0948" "beyond-instance";
    /// Volumes promise more than the instance type carries all day.
    ABOVE_BASELINE = "S0949" "above-baseline";
    /// So many IOPS are guaranteed on Nitro instances only.
    IOPS_WITHOUT_NITRO = "S0950" "iops-without-nitro";
    /// A newer volume type does more for the same price or less.
    OLD_VOLUME_TYPE = "S0951" "old-volume-type";
    /// The text is not the id of an AMI.
    AMI_ID = "S0960" "ami-id";
    /// A region of the fleet has no AMI.
    AMI_MISSING = "S0961" "ami-missing";
    /// An AMI is given for a region in which the fleet does not run.
    AMI_UNUSED = "S0962" "ami-unused";
    /// One AMI is given for two regions.
    AMI_IN_TWO_REGIONS = "S0963" "ami-in-two-regions";
    /// The user data is too long, or does not say how it is run.
    USER_DATA = "S0964" "user-data";
    /// Environment variables that no script of the instances can set.
    ENVIRONMENT_UNSET = "S0965" "environment-unset";
    /// An environment variable of a fleet that a file of variables cannot hold.
    FLEET_ENVIRONMENT = "S0966" "fleet-environment";
    /// A warm pool of a fleet with spot instances.
    WARM_POOL_SPOT = "S0970" "warm-pool-spot";
    /// A warm pool in which none waits, or more than can be needed.
    WARM_POOL_SIZE = "S0971" "warm-pool-size";
    /// A warm pool that stops instances while their user data runs.
    WARM_POOL_SCRIPT = "S0972" "warm-pool-script";
    /// A forecast without a target.
    FORECAST_TARGET = "S0973" "forecast-target";
    /// A forecast in instances of unequal size.
    FORECAST_UNEVEN = "S0974" "forecast-uneven";
    /// A time at which a fleet changes its size that cannot be read, or that comes twice.
    FLEET_CRON = "S0975" "fleet-cron";
    /// A time zone that has no such name.
    FLEET_TIME_ZONE = "S0976" "fleet-time-zone";
    /// Capacity that is reserved of no one instance type, or in no one zone.
    RESERVATION_PLACE = "S0977" "reservation-place";
    /// Reserved capacity that nothing uses.
    RESERVATION_UNUSED = "S0978" "reservation-unused";
    /// A capacity reservation that cannot exist, or that is elsewhere.
    RESERVATION_ID = "S0979" "reservation-id";
    /// An agent on instances whose first script cannot start it.
    HOST_METRICS_UNSET = "S0980" "host-metrics-unset";
    /// Metrics of hosts that have nothing to measure.
    HOST_METRICS_ABSENT = "S0981" "host-metrics-absent";
    /// A fleet follows a queue that is none, or elsewhere, or not known by name.
    FLEET_QUEUE = "S0982" "fleet-queue";
    /// ElastiCache does not have this version of the engine.
    CACHE_VERSION = "S1001" "cache-version";
    /// The version of the cache is past its standard support.
    CACHE_VERSION_ENDED = "S1002" "cache-version-ended";
    /// A new cache of Redis OSS.
    CACHE_REDIS = "S1003" "cache-redis";
    /// The node type does not exist.
    CACHE_NODE_TYPE = "S1004" "cache-node-type";
    /// The region does not have the node type.
    CACHE_NODE_REGION = "S1005" "cache-node-region";
    /// The node type is of a previous generation.
    CACHE_OLD_NODE = "S1006" "cache-old-node";
    /// The node type wants a later version of the engine.
    CACHE_NODE_VERSION = "S1007" "cache-node-version";
    /// Too few or too many shards.
    CACHE_SHARDS = "S1008" "cache-shards";
    /// Too many replicas of a shard.
    CACHE_REPLICAS = "S1009" "cache-replicas";
    /// More nodes than the quota allows at first.
    CACHE_NODES = "S1010" "cache-nodes";
    /// Nothing takes over when a node fails.
    CACHE_NO_REPLICA = "S1011" "cache-no-replica";
    /// Snapshots cannot be kept for so long.
    CACHE_SNAPSHOTS = "S1012" "cache-snapshots";
    /// A Memcached cluster has too few or too many nodes.
    CACHE_MEMCACHED_NODES = "S1013" "memcached-nodes";
    /// Memcached does not have it.
    CACHE_NOT_MEMCACHED = "S1014" "not-memcached";
    /// `nodes` of an engine that has shards.
    CACHE_NODES_FIELD = "S1015" "nodes-of-a-group";
    /// Several zones without something that uses them.
    CACHE_MULTI_AZ = "S1016" "cache-multi-az";
    /// Failover is off where it must be on, or on where it cannot be.
    CACHE_FAILOVER = "S1017" "cache-failover";
    /// Shards without cluster mode.
    CACHE_CLUSTER_MODE = "S1018" "cache-cluster-mode";
    /// The version of Memcached does not speak TLS.
    CACHE_MEMCACHED_TLS = "S1019" "memcached-tls";
    /// A parameter of the engine that the cache cannot be given.
    CACHE_PARAMETER = "S1020" "cache-parameter";
    /// A window of time that ElastiCache does not take.
    CACHE_WINDOW = "S1021" "cache-window";
    /// Logs that the version does not deliver.
    CACHE_LOGS = "S1022" "cache-logs";
    /// The version has no users.
    CACHE_AUTH_VERSION = "S1023" "cache-auth-version";
    /// Auto scaling does not scale the cache.
    CACHE_SCALING = "S1024" "cache-scaling";
    /// Bounds or targets that scaling cannot keep.
    CACHE_SCALING_RANGE = "S1025" "cache-scaling-range";
    /// Data tiering excludes it.
    CACHE_TIERING = "S1026" "cache-tiering";
    /// A serverless cache does not have it.
    CACHE_NOT_SERVERLESS = "S1027" "not-serverless";
    /// A limit that a serverless cache cannot have.
    CACHE_SERVERLESS_LIMIT = "S1028" "serverless-limit";
    /// The node type cannot be in a global datastore.
    GLOBAL_NODE_TYPE = "S1029" "global-node-type";
    /// A global datastore has too few or too many members.
    GLOBAL_MEMBERS = "S1030" "global-members";
    /// Members of a global datastore differ.
    GLOBAL_SHAPE = "S1031" "global-shape";
    /// The version cannot be in a global datastore.
    GLOBAL_VERSION = "S1032" "global-version";
    /// The region may not have global datastores.
    GLOBAL_REGION = "S1033" "global-region";
    /// A copy has no replica to fail over to.
    GLOBAL_REPLICA = "S1034" "global-replica";
    /// A tier in front keeps values longer than the cache.
    CACHE_TTL_ORDER = "S1035" "cache-ttl-order";
    /// A tier that keeps nothing.
    CACHE_TIER_EMPTY = "S1036" "cache-tier-empty";
    /// A copy of a global datastore takes no writes.
    WRITE_TO_COPY = "S1037" "write-to-copy";
    /// The version is not offered serverless.
    CACHE_SERVERLESS_VERSION = "S1038" "serverless-version";
    /// RDS does not have this version of the engine.
    DATABASE_VERSION = "S1101" "database-version";
    /// RDS makes no new instance of this version.
    DATABASE_VERSION_RETIRED = "S1102" "database-version-retired";
    /// The version of the database is past its standard support.
    DATABASE_VERSION_ENDED = "S1103" "database-version-ended";
    /// The engine does not run on this class.
    DATABASE_CLASS = "S1104" "database-class";
    /// The region does not have the class.
    DATABASE_CLASS_REGION = "S1105" "database-class-region";
    /// The storage is too small, too large or not in whole GiB.
    DATABASE_SIZE = "S1106" "database-size";
    /// The type of storage must say its IOPS.
    DATABASE_IOPS_MISSING = "S1107" "database-iops-missing";
    /// The storage cannot have so few or so many IOPS.
    DATABASE_IOPS = "S1108" "database-iops";
    /// Small gp3 storage has nothing to set.
    DATABASE_GP3_SMALL = "S1109" "database-gp3-small";
    /// The type of storage takes no throughput.
    DATABASE_THROUGHPUT_TYPE = "S1110" "database-throughput-type";
    /// The storage cannot have so little or so much throughput.
    DATABASE_THROUGHPUT = "S1111" "database-throughput";
    /// Backups cannot be kept for so long, or must be kept.
    DATABASE_BACKUPS = "S1112" "database-backups";
    /// There are no automated backups.
    DATABASE_NO_BACKUPS = "S1113" "database-no-backups";
    /// A replica cannot have this of its own.
    REPLICA_DIFFERS = "S1114" "replica-differs";
    /// A database replicates, and has one region.
    REPLICATION_ALONE = "S1115" "replication-alone";
    /// A region lists a replica of a database that does not replicate.
    REPLICA_NOT_REPLICATED = "S1116" "replica-not-replicated";
    /// An endpoint of an accelerator weighs too much.
    ACCELERATOR_WEIGHT = "S1401" "accelerator-weight";
    /// A listener of an accelerator has no such ports.
    ACCELERATOR_PORTS = "S1402" "accelerator-ports";
    /// A port of an accelerator is in two ranges.
    ACCELERATOR_OVERLAP = "S1403" "accelerator-overlap";
    /// An endpoint of an accelerator is none of the things that an accelerator leads to.
    ACCELERATOR_ENDPOINT = "S1404" "accelerator-endpoint";
    /// A listener leads to no endpoint, or none to an endpoint.
    ACCELERATOR_LEADS_NOWHERE = "S1405" "accelerator-leads-nowhere";
    /// Weights or dials keep all traffic away.
    ACCELERATOR_DIAL = "S1406" "accelerator-dial";
    /// A CDN serves HTTP better than an accelerator.
    ACCELERATOR_OR_CDN = "S1407" "accelerator-or-cdn";
    /// An endpoint cannot see the addresses of an accelerator's clients, or always does.
    ACCELERATOR_CLIENT_IP = "S1408" "accelerator-client-ip";
    /// The name of an accelerator leads nowhere, or to something else too.
    ACCELERATOR_DOMAIN = "S1409" "accelerator-domain";
    /// A region has no Global Accelerator.
    ACCELERATOR_REGION = "S1410" "accelerator-region";
    /// A region patches what an accelerator has once.
    ACCELERATOR_PATCH = "S1411" "accelerator-patch";
    /// Global Accelerator has no such health check.
    ACCELERATOR_HEALTH_CHECK = "S1412" "accelerator-health-check";
    /// A setting of a health check that nothing looks at.
    ACCELERATOR_HEALTH_IGNORED = "S1413" "accelerator-health-ignored";
    /// An endpoint is asked by TCP at a port of UDP.
    ACCELERATOR_UDP_HEALTH = "S1414" "accelerator-udp-health";
    /// A cluster has no capacity, or two kinds.
    CLUSTER_CAPACITY = "S1501" "cluster-capacity";
    /// Fargate has no task of this size.
    FARGATE_SIZE = "S1502" "fargate-size";
    /// No instance of the cluster is large enough for the task.
    TASK_TOO_LARGE = "S1503" "task-too-large";
    /// Fargate has no instances to choose from.
    FARGATE_PLACEMENT = "S1504" "fargate-placement";
    /// ECS cannot spread tasks over this.
    PLACEMENT_FIELD = "S1505" "placement-field";
    /// Too many placement strategies or constraints.
    PLACEMENT_COUNT = "S1506" "placement-count";
    /// Tasks are packed before they are spread over the zones.
    PLACEMENT_ORDER = "S1507" "placement-order";
    /// A daemon has what only a number of tasks can have.
    DAEMON_SETTINGS = "S1508" "daemon-settings";
    /// The image is for another processor than the instances have.
    TASK_ARCHITECTURE = "S1509" "task-architecture";
    /// The expression of a placement constraint is empty or too long.
    CONSTRAINT_EXPRESSION = "S1510" "constraint-expression";
    /// The instances of a cluster cannot carry all tasks.
    TASKS_DO_NOT_FIT = "S1511" "tasks-do-not-fit";
    /// The load balancer does not speak what the port speaks.
    BALANCER_PROTOCOL = "S1512" "balancer-protocol";
    /// The health check asks a port that cannot answer.
    HEALTH_CHECK_PORT = "S1513" "health-check-port";
    /// Elastic Load Balancing has no health check of such times.
    HEALTH_CHECK_TIMES = "S1514" "health-check-times";
    /// Two ports are the same.
    PORT_TWICE = "S1515" "port-twice";
    /// More tasks at least than at most.
    TASK_COUNT = "S1516" "task-count";
    /// A scaling target cannot be reached or changes nothing.
    SERVICE_TARGET = "S1517" "service-target";
    /// Requests for each task are not counted.
    REQUESTS_TARGET = "S1518" "requests-target";
    /// A load balancer cannot use this certificate.
    BALANCER_CERTIFICATE = "S1519" "balancer-certificate";
    /// The name of a load balancer leads nowhere.
    BALANCER_DOMAIN = "S1520" "balancer-domain";
    /// A public load balancer speaks HTTP without TLS.
    BALANCER_WITHOUT_TLS = "S1521" "balancer-without-tls";
    /// A port without a load balancer says something about it.
    PORT_WITHOUT_BALANCER = "S1522" "port-without-balancer";
    /// Nothing asks the health check.
    HEALTH_CHECK_UNUSED = "S1523" "health-check-unused";
    /// Too many ports of a service are behind load balancers.
    BALANCED_PORTS = "S1524" "balanced-ports";
    /// A public load balancer in a VPC without public subnets.
    BALANCER_SUBNETS = "S1525" "balancer-subnets";
    /// More tasks on demand than a capacity provider's base takes.
    FARGATE_BASE = "S1526" "fargate-base";
    /// Clients outside the VPC who are everybody, or of a port that is public.
    PORT_SOURCES = "S1527" "port-sources";
    /// A container beside that of a service cannot be as it is.
    SIDECAR = "S1540" "sidecar";
    /// Alarms go off, and nobody is told.
    ALARM_NOBODY = "S1601" "alarm-nobody";
    /// What is to be told is neither an e-mail address nor an https endpoint.
    NOTIFY_ADDRESS = "S1602" "notify-address";
    /// An address is told twice.
    NOTIFY_TWICE = "S1603" "notify-twice";
    /// The name cannot stand in metric math.
    METRIC_NAME = "S1604" "metric-name";
    /// A metric is neither a metric nor an expression, or something of both.
    METRIC_SOURCE = "S1605" "metric-source";
    /// The namespace or the name of a metric has characters that it cannot have.
    METRIC_NAMESPACE = "S1606" "metric-namespace";
    /// No AWS service publishes this metric with these dimensions.
    METRIC_UNKNOWN = "S1607" "metric-unknown";
    /// The dimensions are too many, twice the same, or not those of the metric.
    METRIC_DIMENSIONS = "S1608" "metric-dimensions";
    /// A dimension has a value for every request or client.
    METRIC_CARDINALITY = "S1609" "metric-cardinality";
    /// The statistic does not exist, or not over several metrics.
    METRIC_STATISTIC = "S1610" "metric-statistic";
    /// The alarm has no threshold, or several.
    ALARM_CONDITION = "S1611" "alarm-condition";
    /// The alarm looks at times that CloudWatch does not have.
    ALARM_WINDOW = "S1612" "alarm-window";
    /// The expression is not over single metrics of the section.
    METRIC_EXPRESSION = "S1613" "metric-expression";
    /// Data points of less than a minute.
    HIGH_RESOLUTION = "S1614" "high-resolution";
    /// Every request is traced.
    SAMPLE_EVERYTHING = "S1615" "sample-everything";
    /// An alarm, a dashboard or a sampling rule of the blueprint's own that AWS refuses.
    WATCHING_RESOURCE = "S1616" "watching-resource";
    /// A canary cannot run at this interval.
    CANARY_INTERVAL = "S1617" "canary-interval";
    /// A canary has nothing to ask.
    CANARY_NOTHING = "S1618" "canary-nothing";
    /// CloudWatch Logs refuses the metric filter.
    LOG_FILTER = "S1620" "log-filter";
    /// A metric is counted from a log that nothing writes.
    LOG_SOURCE = "S1621" "log-source";
    /// The engine does not have this option.
    DATABASE_OPTION = "S1117" "database-option";
    /// The version of the engine does not have this option.
    DATABASE_OPTION_VERSION = "S1118" "database-option-version";
    /// A database has both a class and a capacity.
    CLASS_AND_CAPACITY = "S1119" "class-and-capacity";
    /// A serverless cluster cannot have this capacity.
    SERVERLESS_CAPACITY = "S1120" "serverless-capacity";
    /// A serverless cluster cannot pause like this.
    SERVERLESS_PAUSE = "S1121" "serverless-pause";
    /// A serverless cluster may go below what AWS recommends.
    SERVERLESS_SMALL = "S1122" "serverless-small";
    /// A serverless cluster that may pause never does.
    SERVERLESS_AWAKE = "S1123" "serverless-awake";
    /// A cluster cannot have so many readers.
    AURORA_READERS = "S1124" "aurora-readers";
    /// Nothing takes over when the only instance fails.
    AURORA_ALONE = "S1125" "aurora-alone";
    /// The order of promotion does not fit the readers.
    PROMOTION_TIERS = "S1126" "promotion-tiers";
    /// Readers cannot come and go like this.
    READER_SCALING = "S1127" "reader-scaling";
    /// Parallel query does not run on this class or storage.
    PARALLEL_QUERY = "S1128" "parallel-query";
    /// The class is too small for a global database.
    GLOBAL_DATABASE_CLASS = "S1129" "global-database-class";
    /// A database is copied to more regions than AWS allows.
    DATABASE_REGIONS = "S1130" "database-regions";
    /// A cluster cannot be turned back, or not so far.
    BACKTRACK = "S1131" "backtrack";
    /// A cluster has nothing to forward writes to.
    WRITE_FORWARDING = "S1132" "write-forwarding";
    /// The parameter has no proper name, or a field that sets it.
    DATABASE_PARAMETER = "S1133" "database-parameter";
    /// A parameter lets clients in without TLS.
    DATABASE_WITHOUT_TLS = "S1134" "database-without-tls";
    /// The engine does not take this name for a database.
    DATABASE_NAME = "S1135" "database-name";
    /// Performance data cannot be kept for so long.
    INSIGHTS_RETENTION = "S1136" "insights-retention";
    /// Advanced insights must be kept for longer.
    INSIGHTS_ADVANCED = "S1137" "insights-advanced";
    /// The class is too small for insights.
    INSIGHTS_CLASS = "S1138" "insights-class";
    /// Enhanced Monitoring does not have this interval.
    MONITORING_INTERVAL = "S1139" "monitoring-interval";
    /// The engine does not export this log.
    DATABASE_LOG = "S1140" "database-log";
    /// A log is exported that the engine does not write.
    DATABASE_LOG_UNWRITTEN = "S1141" "database-log-unwritten";
    /// The window is not well formed, too short, or taken.
    DATABASE_WINDOW = "S1142" "database-window";
    /// Storage cannot grow like this.
    DATABASE_GROWTH = "S1143" "database-growth";
    /// A proxy does not take this setting.
    PROXY_SETTING = "S1144" "proxy-setting";
    /// A database is not protected against deletion.
    DATABASE_UNPROTECTED = "S1145" "database-unprotected";
    /// A custom endpoint that leads nowhere, or to instances that do not exist.
    CUSTOM_ENDPOINT_MEMBERS = "S1146" "custom-endpoint-members";
    /// More custom endpoints than a cluster can have, one that cannot be called so, or a region without them.
    CUSTOM_ENDPOINT = "S1147" "custom-endpoint";
    /// The class of serverless instances without a capacity.
    SERVERLESS_CLASS = "S1148" "serverless-class";
    /// A read replica is smaller than its source.
    REPLICA_SMALLER = "S1149" "replica-smaller";
    /// A Multi-AZ DB cluster does not have this.
    MULTI_AZ_CLUSTER = "S1150" "multi-az-cluster";
    /// A Multi-AZ DB cluster does not take this class.
    MULTI_AZ_CLUSTER_CLASS = "S1151" "multi-az-cluster-class";
    /// A Multi-AZ DB cluster needs three zones.
    MULTI_AZ_CLUSTER_ZONES = "S1152" "multi-az-cluster-zones";
    /// The region has no Multi-AZ DB clusters.
    MULTI_AZ_CLUSTER_REGION = "S1153" "multi-az-cluster-region";
    /// What is to roll an update back is no alarm.
    ROLLBACK_ALARM = "S1851" "rollback-alarm";
    /// A region has too many rollback alarms, or the list has none.
    ROLLBACK_ALARM_COUNT = "S1852" "rollback-alarm-count";
    /// Rollback alarms cannot be watched for so long.
    ROLLBACK_MONITORING = "S1853" "rollback-monitoring";
    /// A key attribute's name is empty or too long.
    ATTRIBUTE_NAME = "S1201" "attribute-name";
    /// One attribute is partition key and sort key.
    KEY_TWICE = "S1202" "key-twice";
    /// One attribute has two types.
    ATTRIBUTE_TYPE = "S1203" "attribute-type";
    /// A partition key gathers the load in few partitions.
    HOT_KEY = "S1204" "hot-key";
    /// The text is no name for an index.
    INDEX_NAME = "S1205" "index-name";
    /// An index lacks a key, or has one that it cannot have.
    INDEX_KEY = "S1206" "index-key";
    /// A table has too many indexes.
    INDEX_COUNT = "S1207" "index-count";
    /// An index cannot include these attributes.
    INDEX_PROJECTION = "S1208" "index-projection";
    /// An index cannot have capacity of its own here.
    INDEX_CAPACITY = "S1209" "index-capacity";
    /// The bounds of auto scaling are no range.
    CAPACITY_RANGE = "S1210" "capacity-range";
    /// Auto scaling cannot keep this share of the capacity in use.
    CAPACITY_TARGET = "S1211" "capacity-target";
    /// More capacity than the quota allows at first.
    CAPACITY_QUOTA = "S1212" "capacity-quota";
    /// Warm throughput below what any new table carries.
    WARM_THROUGHPUT = "S1213" "warm-throughput";
    /// The attribute of the time to live is no number.
    TTL_TYPE = "S1214" "ttl-type";
    /// Backups of a table cannot reach back for so long.
    RECOVERY_PERIOD = "S1215" "recovery-period";
    /// A table has no backups.
    NO_RECOVERY = "S1216" "no-recovery";
    /// A table has no deletion protection.
    TABLE_UNPROTECTED = "S1217" "table-unprotected";
    /// A global table has one region.
    GLOBAL_TABLE_ALONE = "S1221" "global-table-alone";
    /// A replica cannot have this of its own.
    REPLICA_OF_TABLE_DIFFERS = "S1222" "replica-of-table-differs";
    /// The stream says too little for replication.
    GLOBAL_TABLE_STREAM = "S1223" "global-table-stream";
    /// No table can be strongly consistent over these regions.
    STRONG_REGIONS = "S1224" "strong-regions";
    /// A strongly consistent table cannot have this.
    STRONG_WITHOUT = "S1225" "strong-without";
    /// Strong consistency of a table that is not replicated.
    STRONG_ALONE = "S1226" "strong-alone";
    /// A witness where it has no vote.
    WITNESS = "S1227" "witness";
    /// The region has no DAX.
    DAX_REGION = "S1240" "dax-region";
    /// The region may have no DAX.
    DAX_REGION_DOUBTFUL = "S1241" "dax-region-doubtful";
    /// The node type of DAX does not exist.
    DAX_NODE_TYPE = "S1242" "dax-node-type";
    /// The region does not have the node type of DAX.
    DAX_NODE_REGION = "S1243" "dax-node-region";
    /// Too few or too many nodes of DAX.
    DAX_NODES = "S1244" "dax-nodes";
    /// A DAX cluster does not outlive the loss of a node.
    DAX_FEW_NODES = "S1245" "dax-few-nodes";
    /// A DAX cluster in a region without the table.
    DAX_ELSEWHERE = "S1246" "dax-elsewhere";
    /// DAX in front of a strongly consistent table.
    DAX_STRONG = "S1247" "dax-strong";
    /// DAX in front of a table that other regions write.
    DAX_REPLICA = "S1248" "dax-replica";
    /// What DAX keeps never expires.
    DAX_NO_EXPIRY = "S1249" "dax-no-expiry";
    /// A distribution is given regions.
    CDN_REGIONS = "S1301" "cdn-regions";
    /// A distribution outside the partition aws.
    CDN_PARTITION = "S1302" "cdn-partition";
    /// An origin is not exactly one thing.
    ORIGIN_SOURCE = "S1303" "origin-source";
    /// An origin names a bucket, an API or a service that the blueprint does not have.
    ORIGIN_TARGET = "S1304" "origin-target";
    /// A behavior or a group names an origin that the distribution does not have.
    UNKNOWN_ORIGIN = "S1305" "unknown-origin";
    /// Nothing asks an origin.
    ORIGIN_UNUSED = "S1306" "origin-unused";
    /// A bucket that a distribution serves is put into other regions.
    SERVED_BUCKET_REGION = "S1307" "served-bucket-region";
    /// A base path cannot be one, or nothing takes it off.
    BASE_PATH = "S1308" "base-path";
    /// Requests reach an API without the base path that it needs.
    BASE_PATH_MISSED = "S1309" "base-path-missed";
    /// A URL cannot be an origin.
    ORIGIN_URL = "S1310" "origin-url";
    /// Content comes from its origin over plain HTTP.
    ORIGIN_PLAIN_HTTP = "S1311" "origin-plain-http";
    /// A timeout or a number of attempts that CloudFront does not have.
    ORIGIN_TIMEOUT = "S1312" "origin-timeout";
    /// Origin Shield is not there, or far from the origin.
    ORIGIN_SHIELD = "S1313" "origin-shield";
    /// A group of origins cannot fail over.
    ORIGIN_GROUP = "S1314" "origin-group";
    /// Writes would go to a group of origins.
    GROUP_METHODS = "S1315" "group-methods";
    /// A path pattern cannot be one.
    BEHAVIOR_PATH = "S1316" "behavior-path";
    /// A behavior stands after one that takes its requests.
    BEHAVIOR_SHADOWED = "S1317" "behavior-shadowed";
    /// More behaviors than the quota allows at first.
    BEHAVIOR_COUNT = "S1318" "behavior-count";
    /// Times are out of order.
    TTL_ORDER = "S1319" "ttl-order";
    /// A cache that keeps nothing has a key.
    CACHE_OFF_KEY = "S1320" "cache-off-key";
    /// More names in a policy than the quota allows at first.
    CACHE_KEY_COUNT = "S1321" "cache-key-count";
    /// Each caller has cached answers of its own.
    AUTHORIZATION_CACHED = "S1322" "authorization-cached";
    /// Authorization is forwarded by a policy that cannot.
    AUTHORIZATION_FORWARDED = "S1323" "authorization-forwarded";
    /// An origin that knows itself by name gets another Host.
    HOST_FORWARDED = "S1324" "host-forwarded";
    /// Each query string has a copy of the same file.
    QUERY_STRINGS_STATIC = "S1325" "query-strings-static";
    /// A policy of AWS has settings beside it.
    MANAGED_MIXED = "S1326" "managed-mixed";
    /// Compression is on where nothing is kept.
    COMPRESS_NOTHING = "S1327" "compress-nothing";
    /// The certificate is not one of ACM in us-east-1.
    CDN_CERTIFICATE = "S1328" "cdn-certificate";
    /// A name cannot be that of a distribution.
    CDN_DOMAIN = "S1329" "cdn-domain";
    /// No hosted zone for the name of a distribution.
    CDN_ZONE = "S1330" "cdn-zone";
    /// A name leads to two places.
    ALIAS_TAKEN = "S1331" "alias-taken";
    /// The root object is not a name.
    ROOT_OBJECT = "S1332" "root-object";
    /// An error cannot be answered so.
    ERROR_RESPONSE = "S1333" "error-response";
    /// A page for an error that a private bucket never gives.
    MISSING_IS_403 = "S1334" "missing-is-403";
    /// Edge locations near a region of the system are left out.
    PRICE_CLASS = "S1335" "price-class";
    /// Two functions on one event.
    EDGE_EVENT_TWICE = "S1336" "edge-event-twice";
    /// Both kinds of functions on viewer events of one behavior.
    EDGE_MIXED = "S1337" "edge-mixed";
    /// A function on an origin event that it cannot have.
    EDGE_EVENT = "S1338" "edge-event";
    /// Something that functions at the edge do not have.
    EDGE_UNSUPPORTED = "S1339" "edge-unsupported";
    /// Lambda@Edge outside us-east-1.
    EDGE_REGION = "S1340" "edge-region";
    /// A runtime that does not run at the edge.
    EDGE_RUNTIME = "S1341" "edge-runtime";
    /// Too much memory or time for the event.
    EDGE_LIMITS = "S1342" "edge-limits";
    /// Code that cannot run at the edge.
    EDGE_CODE = "S1343" "edge-code";
    /// Lambda@Edge where a CloudFront Function would do.
    EDGE_LIGHTER = "S1344" "edge-lighter";
    /// Lambda@Edge that only sets fixed headers.
    EDGE_FIXED_HEADERS = "S1345" "edge-fixed-headers";
    /// A web ACL that guards no distribution, or a limit that it cannot have.
    WEB_ACL = "S1346" "web-acl";
    /// A key that CloudFront cannot check signatures with.
    SIGNED_KEY = "S1347" "signed-key";
    /// Signed paths that no behavior has.
    SIGNED_PATH = "S1348" "signed-path";
    /// A distribution without a name of its own accepts old TLS.
    NO_CDN_DOMAIN = "S1349" "no-cdn-domain";
    /// An age that S3 does not count, or out of order.
    LIFECYCLE_AGE = "S1350" "lifecycle-age";
    /// A lifecycle rule that does nothing.
    LIFECYCLE_NOTHING = "S1351" "lifecycle-nothing";
    /// A user of a bucket and the distribution that serves it would wait for each other.
    SERVED_BUCKET_CIRCLE = "S1352" "served-bucket-circle";
    /// The port of a service cannot be an origin.
    ORIGIN_SERVICE = "S1353" "origin-service";
    /// A load balancer is asked in a region where it is not, or where it cannot be.
    ORIGIN_REGION = "S1354" "origin-region";
    /// A service of several regions is asked in one.
    ORIGIN_ONE_REGION = "S1355" "origin-one-region";
    /// A load balancer cannot let CloudFront in by its prefix list.
    ORIGIN_PREFIX_LIST = "S1356" "origin-prefix-list";
    /// What is refused is answered as if it were missing.
    REFUSED_AS_MISSING = "S1357" "refused-as-missing";
    /// S3 would refuse a rule of CORS.
    CORS_RULE = "S1358" "cors-rule";
    /// A distribution hides from a bucket what its rules of CORS go by.
    CORS_BEHIND_CDN = "S1359" "cors-behind-cdn";
    /// A server sees what answers are not kept apart by.
    FORWARDED_NOT_IN_KEY = "S1360" "forwarded-not-in-key";
    /// The target of a load test is no API.
    LOAD_TEST_TARGET = "S1701" "load-test-target";
    /// The text cannot name a load test.
    LOAD_TEST_NAME = "S1702" "load-test-name";
    /// A load test says twice, or not at all, how much load it makes.
    LOAD_TEST_LOAD = "S1703" "load-test-load";
    /// The stages of a load test make no test.
    LOAD_TEST_STAGES = "S1704" "load-test-stages";
    /// A load test cannot send this request.
    LOAD_TEST_REQUEST = "S1705" "load-test-request";
    /// A load test has nothing to send.
    LOAD_TEST_EMPTY = "S1706" "load-test-empty";
    /// A load test cannot make the traffic to expect.
    LOAD_TEST_BELOW_TRAFFIC = "S1707" "load-test-below-traffic";
    /// The shares of the continents are no whole.
    TRAFFIC_ORIGINS = "S1708" "traffic-origins";
    /// A number of the section performance is out of its range.
    PERFORMANCE_NUMBER = "S1709" "performance-number";
    /// The throttle of an API lies below the traffic.
    THROTTLE_BELOW_TRAFFIC = "S1710" "throttle-below-traffic";
    /// API Gateway's default quota lies below the traffic.
    QUOTA_BELOW_TRAFFIC = "S1711" "quota-below-traffic";
    /// The functions behind an API cannot run often enough for the traffic.
    CONCURRENCY_BELOW_TRAFFIC = "S1712" "concurrency-below-traffic";
    /// The caches cannot keep enough requests from the databases.
    DATABASE_LOAD_TARGET = "S1713" "database-load-target";
    /// A target for the load of databases that are not there.
    DATABASE_LOAD_ALONE = "S1714" "database-load-alone";
    /// Traffic for a system without an API.
    TRAFFIC_WITHOUT_API = "S1715" "traffic-without-api";
    /// A commitment names a component that is not there.
    COMMITMENT_NAME = "S1720" "commitment-name";
    /// AWS sells no commitment of this length.
    COMMITMENT_TERM = "S1721" "commitment-term";
    /// A component has nothing that a commitment would cover.
    COMMITMENT_NOTHING = "S1722" "commitment-nothing";
    /// The prices are not written as prices.
    PRICE_FORMAT = "S1723" "price-format";
    /// Something that runs at all times has no price.
    PRICE_MISSING = "S1724" "price-missing";
    /// Nothing runs at all times.
    COMMITMENT_EMPTY = "S1725" "commitment-empty";
    /// Backups at a time that AWS Backup does not understand.
    BACKUP_SCHEDULE = "S1801" "backup-schedule";
    /// An age of backups that is not a number of whole days.
    BACKUP_AGE = "S1802" "backup-age";
    /// Backups are deleted before they could leave cold storage.
    BACKUP_COLD_STORAGE = "S1803" "backup-cold-storage";
    /// A region that backups cannot be copied to.
    BACKUP_COPY = "S1804" "backup-copy";
    /// Something that AWS Backup cannot back up.
    BACKUP_STORE = "S1805" "backup-store";
    /// A bucket that a backup of everything leaves out.
    BACKUP_LEFT_OUT = "S1806" "backup-left-out";
    /// A backup of nothing.
    BACKUP_NOTHING = "S1807" "backup-nothing";
    /// Cold storage for stores whose backups never move.
    BACKUP_NEVER_COLD = "S1808" "backup-never-cold";
    /// The backups of a store cannot be copied to another region.
    BACKUP_NOT_COPIED = "S1809" "backup-not-copied";
    /// A rollout that does not say its steps, or says two.
    ROLLOUT_STEPS = "S1811" "rollout-steps";
    /// A share of a rollout that AWS does not take, or that stops nothing.
    ROLLOUT_SHARE = "S1812" "rollout-share";
    /// Times of a rollout that AWS does not take.
    ROLLOUT_TIME = "S1813" "rollout-time";
    /// A rollout of a service whose errors nobody counts.
    ROLLOUT_UNWATCHED = "S1821" "rollout-unwatched";
    /// A rollout whose steps move no traffic.
    ROLLOUT_UNMOVED = "S1822" "rollout-unmoved";
    /// A service scales with requests to targets that its rollout leaves.
    ROLLOUT_REQUESTS = "S1823" "rollout-requests";
    /// A rollout in steps that neither an alarm nor the circuit breaker stops.
    ROLLOUT_UNSTOPPED = "S1824" "rollout-unstopped";
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
