//! What can be wrong with a definition, as data. The wording belongs to whoever shows it.

use super::pasted::{QueryLanguage, StateType};

/// Matches every error.
pub const ALL_ERRORS: &str = "States.ALL";
/// The longest name of a state, in characters (API reference, `CreateStateMachine`).
pub const LONGEST_NAME: usize = 80;
/// The largest definition in bytes (Step Functions quotas).
pub const LARGEST_DEFINITION: usize = 1_048_576;
/// The largest input or output of a state, in bytes of JSON (API reference, `StateEnteredEventDetails`).
pub const LARGEST_PAYLOAD: usize = 262_144;
/// The most retries of a retrier (states language, "Retrying after error").
pub const MOST_ATTEMPTS: i64 = 99_999_999;
/// The longest `MaxDelaySeconds` of a retrier: 366 days.
pub const LONGEST_DELAY: i64 = 31_622_400;
/// The longest an EXPRESS execution runs, in seconds.
pub const LONGEST_EXPRESS: i64 = 300;
/// The iterations of an inline Map that run at once at most (Step Functions quotas).
pub const INLINE_CONCURRENCY: i64 = 40;
/// The child executions of a distributed Map that run at once at most (Step Functions quotas).
pub const DISTRIBUTED_CONCURRENCY: i64 = 10_000;
/// The longest `Label` of a distributed Map, in characters.
pub const LONGEST_LABEL: usize = 40;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Flaw {
    /// The keys that lead there from the definition's root, positions in lists as numbers:
    /// `["States", "Both", "Branches", "0", "States", "Pay", "Next"]`. What is missing is reported at the state or scope
    /// that lacks it. A key may be empty text where the user wrote such a name.
    pub path: Vec<String>,
    /// What is wrong.
    pub kind: FlawKind,
}

/// Whether AWS refuses the definition, or it runs otherwise than it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// AWS refuses it, or it must fail at run time.
    Error,
    /// It runs, with a risk.
    Warning,
}

/// The integration pattern of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// `.sync` or `.sync:2`: waits until the job is done.
    Sync,
    /// `.waitForTaskToken`: waits until somebody sends the token back.
    TaskToken,
    /// `arn:…:states:…:activity:…`: a worker asks for work.
    Activity,
    /// A Map whose iterations are child executions.
    DistributedMap,
}

/// Why a resource is no ARN that Step Functions can call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArnFault {
    /// It has a colon but does not begin with `arn:`, or has fewer than six parts.
    Shape,
    /// The partition is none of aws, aws-cn, aws-us-gov, aws-iso….
    Partition,
    /// The account is not 12 digits.
    Account,
    /// The region is not shaped like one.
    Region,
}

/// What is wrong, with the values that show it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FlawKind {
    /// `StartAt`, `Next` or `Default` names no state of the machine.
    TargetMissing {
        /// The name.
        target: String,
        /// The states of the scope, among which to look for the name that was meant.
        candidates: Vec<String>,
    },
    /// The name is that of a state of another scope: branches and processors are closed.
    TargetInOtherScope {
        /// The name.
        target: String,
        /// The keys that lead to that state.
        at: Vec<String>,
    },
    /// Nothing leads to the state.
    Unreachable,
    /// The scope has no state at all.
    NoStates,
    /// No state of the scope that can be reached ends it.
    NoTerminal,
    /// Neither `Next` nor `End: true`.
    NoTransition,
    /// Both `Next` and `End: true`.
    BothTransitions,
    /// `Next` or `End` on a type that has none.
    TransitionNotAllowed {
        /// `Next` or `End`.
        field: &'static str,
        /// The type.
        state_type: StateType,
    },
    /// A field that the type does not have.
    FieldNotAllowed {
        /// The field.
        field: &'static str,
        /// The type; none where the field is one of a branch.
        state_type: Option<StateType>,
    },
    /// A field of JSONPath in a JSONata state, or the other way round.
    FieldOfOtherLanguage {
        /// The field.
        field: &'static str,
        /// The language that the state is in.
        language: QueryLanguage,
    },
    /// A JSONata expression (`{% … %}`) in a JSONPath state.
    ExpressionInJsonPath,
    /// A JSONPath state in a machine whose language is JSONata.
    JsonPathStateInJsonataMachine,
    /// One of these fields is needed, and none is given.
    MissingField {
        /// The fields, any of which would do.
        fields: Vec<&'static str>,
    },
    /// Fields that exclude each other.
    ConflictingFields {
        /// The fields that are given, the first of which may stay.
        fields: Vec<&'static str>,
    },
    /// A list that must not be empty is.
    EmptyList {
        /// The field.
        field: &'static str,
    },
    /// The name stands in another scope already.
    DuplicateName {
        /// The keys that lead to the state that has it.
        first: Vec<String>,
    },
    /// The name of a state or the label of a Map is too long.
    NameTooLong {
        /// How long it is, in characters.
        length: usize,
        /// How long it may be.
        longest: usize,
    },
    /// A resource that is no proper ARN.
    MalformedArn {
        /// As it was written.
        arn: String,
        /// What is wrong with it.
        fault: ArnFault,
    },
    /// A Lambda function's ARN as resource, which fixes region and account and reports less than `lambda:invoke`.
    DirectLambda,
    /// A Choice state without `Default`: an execution that matches no rule fails with States.NoChoiceMatched.
    NoDefault,
    /// A rule of a Choice without comparison or with several.
    Comparisons {
        /// How many there are.
        count: usize,
    },
    /// `States.ALL` beside other errors.
    AllErrorsNotAlone,
    /// `States.ALL` before other retriers or catchers, which are never asked.
    AllErrorsNotLast,
    /// A number outside of what AWS takes.
    OutOfRange {
        /// The field.
        field: &'static str,
        /// What is given.
        value: f64,
        /// The smallest that is taken.
        min: f64,
        /// The largest that is taken, if there is one.
        max: Option<f64>,
    },
    /// `MaxDelaySeconds` is not more than `IntervalSeconds`.
    DelayNotAboveInterval {
        /// `MaxDelaySeconds`.
        delay: i64,
        /// `IntervalSeconds`, or its default of 1.
        interval: i64,
    },
    /// `HeartbeatSeconds` is not less than `TimeoutSeconds`.
    HeartbeatNotBelowTimeout {
        /// `HeartbeatSeconds`.
        heartbeat: i64,
        /// `TimeoutSeconds`.
        timeout: i64,
    },
    /// A number is meant, and text that is no JSONata expression is given.
    NotANumber {
        /// The text.
        text: String,
    },
    /// What EXPRESS machines cannot do.
    NotInExpress {
        /// The pattern.
        pattern: Pattern,
    },
    /// `TimeoutSeconds` of an EXPRESS machine or a Wait in it is over five minutes.
    TooLongForExpress {
        /// The seconds.
        seconds: i64,
    },
    /// A `.waitForTaskToken` task that hands the token to nobody, so that nobody can answer.
    TokenNotPassed,
    /// A Lambda integration with `.sync`, which it lacks.
    PatternNotSupported {
        /// The pattern.
        pattern: Pattern,
    },
    /// A Parallel with one branch, which runs nothing in parallel.
    OneBranch,
    /// A Parallel without Catch: one branch that fails stops all others and the execution.
    ParallelWithoutCatch,
    /// A Lambda task without a retrier for the faults of the service.
    LambdaWithoutRetry,
    /// A Task without a timeout, which waits up to a year.
    NoTimeout,
    /// A concurrency above what AWS runs at once.
    ConcurrencyAboveLimit {
        /// What is asked for.
        asked: i64,
        /// What AWS runs at once.
        limit: i64,
    },
    /// A field of a distributed Map in an inline one.
    OnlyDistributed {
        /// The field.
        field: &'static str,
    },
    /// `Version` is not `1.0`.
    UnknownVersion {
        /// What is given.
        version: String,
    },
    /// What a state gives is over the payload limit.
    ResultTooLarge {
        /// Its size.
        bytes: usize,
    },
    /// The definition is larger than 1,048,576 bytes as JSON.
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
}

impl FlawKind {
    /// Whether AWS refuses the definition because of this.
    pub fn weight(&self) -> Weight {
        match self {
            FlawKind::NoDefault
            | FlawKind::DirectLambda
            | FlawKind::OneBranch
            | FlawKind::ParallelWithoutCatch
            | FlawKind::LambdaWithoutRetry
            | FlawKind::NoTimeout
            | FlawKind::ConcurrencyAboveLimit { .. } => Weight::Warning,
            _ => Weight::Error,
        }
    }
}

/// A place in a definition while it is walked.
#[derive(Debug, Clone, Default)]
pub(super) struct At(Vec<String>);

impl At {
    /// The place one key further.
    pub(super) fn key(&self, key: impl ToString) -> At {
        let mut keys = self.0.clone();
        keys.push(key.to_string());
        At(keys)
    }

    /// The keys from the root.
    pub(super) fn keys(&self) -> Vec<String> {
        self.0.clone()
    }

    /// This being wrong here.
    pub(super) fn is(&self, kind: FlawKind) -> Flaw {
        Flaw { path: self.keys(), kind }
    }
}
