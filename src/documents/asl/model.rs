//! State machines in which every state has what its type needs and either goes on or ends.

use indexmap::IndexMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::choice::ChoiceRule;
use super::pasted::{Amount, PastedMachine, Path, ProcessorConfig, QueryLanguage};
use super::retry::{Catcher, Retrier};

/// A definition in the Amazon States Language. Serializes as such, in the order in which a person writes the keys.
#[derive(Debug, Clone, PartialEq)]
pub struct StateMachine {
    /// What the machine is for.
    pub comment: Option<String>,
    /// The query language of states that name none. Default: JSONPath.
    pub query_language: Option<QueryLanguage>,
    /// The version of the language; `1.0` is the only one.
    pub version: Option<String>,
    /// Seconds after which an execution fails with States.Timeout. Default: a year for STANDARD, 300 for EXPRESS.
    pub timeout_seconds: Option<i64>,
    /// The state that runs first.
    pub start_at: String,
    /// The states by name.
    pub states: IndexMap<String, State>,
}

impl Serialize for StateMachine {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        PastedMachine::from(self).serialize(to)
    }
}

/// The states of a branch or of a processor. Nothing leads in or out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    /// What the branch is for.
    pub comment: Option<String>,
    /// The state that runs first.
    pub start_at: String,
    /// The states by name.
    pub states: IndexMap<String, State>,
}

/// One state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// What the state is for.
    pub comment: Option<String>,
    /// The query language of this state. Default: that of the machine.
    pub query_language: Option<QueryLanguage>,
    /// How data goes in and out.
    pub data: DataFlow,
    /// What the state does and where it leads.
    pub kind: StateKind,
}

impl State {
    /// A state without comment and data flow of its own.
    pub fn new(kind: StateKind) -> Self {
        State { comment: None, query_language: None, data: DataFlow::default(), kind }
    }
}

/// The fields that say how data goes in and out of a state; those of JSONPath and of JSONata exclude each other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataFlow {
    /// JSONPath: the part of the state's input that is worked on. Default `$`.
    pub input_path: Option<Path>,
    /// JSONPath: what is handed to the work instead of the effective input.
    pub parameters: Option<Value>,
    /// JSONata: what is handed to the work instead of the input.
    pub arguments: Option<Value>,
    /// JSONPath: builds an object out of the raw result.
    pub result_selector: Option<Value>,
    /// JSONPath: where the result goes in the state's input. Default `$`: in its place.
    pub result_path: Option<Path>,
    /// JSONPath: the part of that which is handed on. Default `$`.
    pub output_path: Option<Path>,
    /// Variables that later states of the scope can read.
    pub assign: Option<Value>,
    /// JSONata: what is handed on instead of the result.
    pub output: Option<Value>,
}

/// Where a state leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flow {
    /// To this state of the same scope.
    Next(String),
    /// The scope ends here.
    End,
}

/// What a state does.
#[derive(Debug, Clone, PartialEq)]
pub enum StateKind {
    /// Work done elsewhere.
    Task(Box<Task>),
    /// Branches that run at the same time.
    Parallel(Parallel),
    /// The same states for each item of an array.
    Map(Box<Map>),
    /// The first rule that matches decides where to go; `default` when none does.
    Choice {
        /// The rules.
        choices: Vec<ChoiceRule>,
        /// Where to go when no rule matches; without it the execution fails.
        default: Option<String>,
    },
    /// A pause.
    Wait {
        /// How long.
        until: Until,
        /// Where it leads.
        flow: Flow,
    },
    /// Data reshaped.
    Pass {
        /// A literal result. Default: the effective input.
        result: Option<Value>,
        /// Where it leads.
        flow: Flow,
    },
    /// A good end.
    Succeed,
    /// A bad end.
    Fail {
        /// The name of the error.
        error: Option<Given<String>>,
        /// The error in words.
        cause: Option<Given<String>>,
    },
}

/// A value, or (JSONPath only) the path of one in the state's input.
#[derive(Debug, Clone, PartialEq)]
pub enum Given<T> {
    /// The value.
    Value(T),
    /// The path.
    Path(String),
}

/// What a Wait state waits for.
#[derive(Debug, Clone, PartialEq)]
pub enum Until {
    /// So many seconds.
    Seconds(Given<Amount>),
    /// A time, RFC 3339.
    Timestamp(Given<String>),
}

/// Work done elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The ARN of what does the work; without a colon, the name of a component of the blueprint.
    pub resource: String,
    /// The role that the work is done with. Default: that of the machine.
    pub credentials: Option<Value>,
    /// Seconds after which an attempt fails with States.Timeout. Default: a year.
    pub timeout: Option<Given<Amount>>,
    /// Longest silence of the worker in seconds; less than the timeout.
    pub heartbeat: Option<Given<Amount>>,
    /// What to do again, by error.
    pub retry: Vec<Retrier>,
    /// Where to go after an error.
    pub catch: Vec<Catcher>,
    /// Where it leads.
    pub flow: Flow,
}

/// Branches that run at the same time.
#[derive(Debug, Clone, PartialEq)]
pub struct Parallel {
    /// The branches, which all get the same input.
    pub branches: Vec<Scope>,
    /// What to do again, by error.
    pub retry: Vec<Retrier>,
    /// Where to go after an error.
    pub catch: Vec<Catcher>,
    /// Where it leads.
    pub flow: Flow,
}

/// The same states for each item of an array.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// The states.
    pub processor: Processor,
    /// Where the array is. Default: the effective input.
    pub items: Option<Items>,
    /// What an iteration gets instead of the item.
    pub item_selector: Option<Value>,
    /// How many iterations may run at once; 0, the default, for no limit.
    pub max_concurrency: Option<Given<Amount>>,
    /// Distributed: where the items are read from.
    pub item_reader: Option<Value>,
    /// Distributed: several items for one child execution.
    pub item_batcher: Option<Value>,
    /// Distributed: how many items may fail. Default 0.
    pub tolerated_failures: Option<Given<Amount>>,
    /// Distributed: how many percent of the items may fail. Default 0.
    pub tolerated_percentage: Option<Given<Amount>>,
    /// Distributed: names the child executions, up to 40 characters.
    pub label: Option<String>,
    /// Distributed: where the results are written to.
    pub result_writer: Option<Value>,
    /// What to do again, by error.
    pub retry: Vec<Retrier>,
    /// Where to go after an error.
    pub catch: Vec<Catcher>,
    /// Where it leads.
    pub flow: Flow,
}

/// The states of a Map, under their present or older name.
#[derive(Debug, Clone, PartialEq)]
pub enum Processor {
    /// `ItemProcessor`
    Item(Option<ProcessorConfig>, Scope),
    /// `Iterator`, always inline.
    Iterator(Scope),
}

/// Where the array of a Map is.
#[derive(Debug, Clone, PartialEq)]
pub enum Items {
    /// JSONPath: `ItemsPath`.
    Path(String),
    /// JSONata: `Items`.
    Value(Value),
}
