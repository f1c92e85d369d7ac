//! The Amazon States Language as it is written: one flat, strict struct a state, in which every field of every type is optional.
//!
//! A state names its type in a field (`Type`), so a decoder that keeps places cannot choose a struct before it has read
//! one. It reads this form, which refuses only what no type has; [`super::read`] then says what does not belong
//! to the type. The typed machine of [`super::model`] is written through the same form, so both share one order of keys.

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Deserialize as DeriveDeserialize, Serialize, Serializer};
use serde_json::Value;

use super::choice::ChoiceRule;
use super::retry::{Catcher, Retrier};

/// A definition as the user wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, DeriveDeserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct PastedMachine {
    /// What the machine is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The query language of states that name none. Default: JSONPath.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query_language: Option<QueryLanguage>,
    /// The version of the language; `1.0` is the only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Seconds after which an execution fails with States.Timeout. Default: a year for STANDARD, 300 for EXPRESS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<i64>,
    /// The state that runs first.
    pub start_at: String,
    /// The states by name.
    pub states: IndexMap<String, PastedState>,
}

/// The states of a Parallel's branch or of a Map's processor. Nothing leads in or out of it.
#[derive(Debug, Clone, PartialEq, Serialize, DeriveDeserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct PastedScope {
    /// What the branch is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// How the iterations of a Map run. Only in an ItemProcessor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processor_config: Option<ProcessorConfig>,
    /// The state that runs first.
    pub start_at: String,
    /// The states by name.
    pub states: IndexMap<String, PastedState>,
}

/// How the iterations of a Map run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DeriveDeserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ProcessorConfig {
    /// Inside the execution or as child executions. Default: INLINE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<MapMode>,
    /// The type of the child executions of a distributed Map, which needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution_type: Option<MachineType>,
}

/// Where the iterations of a Map run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DeriveDeserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MapMode {
    /// In the execution itself, sharing its history of 25,000 events.
    Inline,
    /// Each as a child execution.
    Distributed,
}

/// The type of a state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DeriveDeserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MachineType {
    /// Exactly once, up to a year, paid by transition.
    Standard,
    /// At least once, up to five minutes, paid by duration.
    Express,
}

/// The language of the expressions in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DeriveDeserialize)]
pub enum QueryLanguage {
    /// `$.path` in fields whose names say so.
    JSONPath,
    /// `{% expression %}` in any value.
    JSONata,
}

/// The type of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DeriveDeserialize)]
pub enum StateType {
    /// Work done elsewhere.
    Task,
    /// Branches that run at the same time.
    Parallel,
    /// The same states for each item of an array.
    Map,
    /// A decision.
    Choice,
    /// A pause.
    Wait,
    /// Data reshaped.
    Pass,
    /// A good end.
    Succeed,
    /// A bad end.
    Fail,
}

impl StateType {
    /// The type as the language spells it.
    pub fn name(self) -> &'static str {
        match self {
            StateType::Task => "Task",
            StateType::Parallel => "Parallel",
            StateType::Map => "Map",
            StateType::Choice => "Choice",
            StateType::Wait => "Wait",
            StateType::Pass => "Pass",
            StateType::Succeed => "Succeed",
            StateType::Fail => "Fail",
        }
    }

    /// Whether a state of this type names its successor with `Next` or ends its scope with `End`.
    pub fn has_transition(self) -> bool {
        !matches!(self, StateType::Choice | StateType::Succeed | StateType::Fail)
    }
}

/// A JSONPath, or `null`: nothing is taken or kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Path {
    /// `$.order.id`
    To(String),
    /// `null`
    Discard,
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Path::To(path) => to.serialize_str(path),
            Path::Discard => to.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct PathVisitor;
        impl Visitor<'_> for PathVisitor {
            type Value = Path;
            fn expecting(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
                to.write_str("a path such as `$.order`, or null")
            }
            fn visit_str<E: Error>(self, path: &str) -> Result<Path, E> {
                Ok(Path::To(path.to_owned()))
            }
            fn visit_unit<E: Error>(self) -> Result<Path, E> {
                Ok(Path::Discard)
            }
        }
        from.deserialize_any(PathVisitor)
    }
}

/// A whole number, or a JSONata expression that yields one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Amount {
    /// `60`
    Number(i64),
    /// `{% $states.input.timeout %}`
    Expression(String),
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct AmountVisitor;
        impl Visitor<'_> for AmountVisitor {
            type Value = Amount;
            fn expecting(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
                to.write_str("a whole number or a JSONata expression")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Amount, E> {
                Ok(Amount::Number(number))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Amount, E> {
                i64::try_from(number).map(Amount::Number).map_err(|_| E::custom("the number is too large"))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
                Ok(Amount::Expression(text.to_owned()))
            }
        }
        from.deserialize_any(AmountVisitor)
    }
}

/// A field that is there, `null` included: absent and `null` differ in this language.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// Declares [`PastedState`] and the list of its given fields from one table, in the order in which fields are written.
macro_rules! pasted_state {
    ($($(#[$doc:meta])* $field:ident: $type:ty = $name:literal,)*) => {
        /// A state as the user wrote it.
        #[derive(Debug, Clone, PartialEq, Serialize, DeriveDeserialize)]
        #[serde(deny_unknown_fields)]
        pub struct PastedState {
            /// The type, which decides the fields that may be given.
            #[serde(rename = "Type")]
            pub state_type: StateType,
            $($(#[$doc])*
            #[serde(rename = $name, default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
            pub $field: Option<$type>,)*
        }

        impl PastedState {
            /// A state of this type with nothing else given.
            pub fn new(state_type: StateType) -> Self {
                PastedState { state_type, $($field: None,)* }
            }

            /// The names of the fields that are given, in writing order, without `Type`.
            pub fn fields(&self) -> Vec<&'static str> {
                [$((self.$field.is_some(), $name),)*].into_iter().filter(|field| field.0).map(|field| field.1).collect()
            }
        }
    };
}

pasted_state! {
    /// What the state is for.
    comment: String = "Comment",
    /// The query language of this state.
    query_language: QueryLanguage = "QueryLanguage",
    /// Task: the ARN of what does the work; without a colon, the name of a component of the blueprint.
    resource: String = "Resource",
    /// JSONPath: the part of the state's input that is worked on. Default `$`.
    input_path: Path = "InputPath",
    /// JSONPath: what is handed to the work instead of the effective input.
    parameters: Value = "Parameters",
    /// JSONata: what is handed to the work instead of the input.
    arguments: Value = "Arguments",
    /// Task: the role that the work is done with, of another account for instance.
    credentials: Value = "Credentials",
    /// Map: how many iterations may run at once; 0 for no limit.
    max_concurrency: Amount = "MaxConcurrency",
    /// Map, JSONPath: the same, out of the input.
    max_concurrency_path: String = "MaxConcurrencyPath",
    /// Distributed Map: where the items are read from.
    item_reader: Value = "ItemReader",
    /// Map, JSONPath: where the array is in the input. Default `$`.
    items_path: String = "ItemsPath",
    /// Map, JSONata: the array.
    items: Value = "Items",
    /// Map: what an iteration gets instead of the item.
    item_selector: Value = "ItemSelector",
    /// Distributed Map: several items for one child execution.
    item_batcher: Value = "ItemBatcher",
    /// Map: the states that run for each item.
    item_processor: PastedScope = "ItemProcessor",
    /// Map: the older name of ItemProcessor.
    iterator: PastedScope = "Iterator",
    /// Distributed Map: how many items may fail.
    tolerated_failure_count: Amount = "ToleratedFailureCount",
    /// The same, out of the input.
    tolerated_failure_count_path: String = "ToleratedFailureCountPath",
    /// Distributed Map: how many percent of the items may fail.
    tolerated_failure_percentage: Amount = "ToleratedFailurePercentage",
    /// The same, out of the input.
    tolerated_failure_percentage_path: String = "ToleratedFailurePercentagePath",
    /// Distributed Map: names its child executions, up to 40 characters.
    label: String = "Label",
    /// Distributed Map: where the results are written to.
    result_writer: Value = "ResultWriter",
    /// Parallel: the branches, which all get the same input.
    branches: Vec<PastedScope> = "Branches",
    /// Choice: the rules, of which the first that matches decides.
    choices: Vec<ChoiceRule> = "Choices",
    /// Choice: where to go when no rule matches.
    default: String = "Default",
    /// Wait: for how long.
    seconds: Amount = "Seconds",
    /// The same, out of the input.
    seconds_path: String = "SecondsPath",
    /// Wait: until when, RFC 3339.
    timestamp: String = "Timestamp",
    /// The same, out of the input.
    timestamp_path: String = "TimestampPath",
    /// Pass: a literal result.
    result: Value = "Result",
    /// Fail: the name of the error.
    error: String = "Error",
    /// The same, out of the input.
    error_path: String = "ErrorPath",
    /// Fail: the error in words.
    cause: String = "Cause",
    /// The same, out of the input.
    cause_path: String = "CausePath",
    /// Task: seconds after which an attempt fails with States.Timeout.
    timeout_seconds: Amount = "TimeoutSeconds",
    /// The same, out of the input.
    timeout_seconds_path: String = "TimeoutSecondsPath",
    /// Task: longest silence of the worker in seconds.
    heartbeat_seconds: Amount = "HeartbeatSeconds",
    /// The same, out of the input.
    heartbeat_seconds_path: String = "HeartbeatSecondsPath",
    /// JSONPath: builds an object out of the raw result.
    result_selector: Value = "ResultSelector",
    /// JSONPath: where the result goes in the state's input. Default `$`: in its place.
    result_path: Path = "ResultPath",
    /// JSONPath: the part of that which is handed on. Default `$`.
    output_path: Path = "OutputPath",
    /// Variables that later states of the scope can read.
    assign: Value = "Assign",
    /// JSONata: what is handed on instead of the result.
    output: Value = "Output",
    /// What to do again, by error; the first that names the error counts.
    retry: Vec<Retrier> = "Retry",
    /// Where to go after an error that is not retried any more.
    catch: Vec<Catcher> = "Catch",
    /// The successor.
    next: String = "Next",
    /// That the scope ends here.
    end: bool = "End",
}
