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
    /// A workflow has not exactly one source.
    WORKFLOW_SOURCE = "S0701" "workflow-source";
    /// A task does not call exactly one thing.
    TASK_CALL = "S0702" "task-call";
    /// A task calls what does not exist or cannot be called.
    UNKNOWN_TARGET = "S0703" "unknown-target";
    /// A task calls what does not run in the region.
    TARGET_NOT_HERE = "S0704" "target-not-here";
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
