//! What is wrong with a pasted definition, in words.

use crate::blueprint::Workflow;
use crate::diagnostics::{self as codes, Code, Diagnostic, Span, did_you_mean};
use crate::documents::asl::{ArnFault, Flaw, FlawKind, LARGEST_DEFINITION, LARGEST_PAYLOAD, Pattern, QueryLanguage};
use crate::system::Instance;
use crate::yaml::{Kind, Located, NodeId, Tree};

/// The specification of the language.
pub(super) const STATES_FACT: &str = "Amazon States Language specification, states-language.net (read 2026-11-22)";
/// What retriers take.
pub(super) const RETRY_FACT: &str = "IntervalSeconds is positive, MaxAttempts is 0 to 99,999,999, BackoffRate is 1.0 or more, MaxDelaySeconds is more than IntervalSeconds (Amazon States Language specification, Errors, read 2026-11-22)";
/// What express workflows cannot do.
pub(super) const EXPRESS_FACT: &str = "Express workflows run for up to 5 minutes and support neither .sync, .waitForTaskToken, activities nor distributed Map (Step Functions Developer Guide, Standard and Express workflows, read 2026-11-22)";
const ERRORS_FACT: &str = "States.ALL stands alone and in the last retrier or catcher (Amazon States Language specification, Errors, read 2026-11-22)";
const LAMBDA_FACT: &str = "Lambda.ServiceException, Lambda.AWSLambdaException, Lambda.SdkClientException and Lambda.TooManyRequestsException are transient (Step Functions Developer Guide, Best practices, read 2026-11-22)";

/// Where a path of the definition stands, or the nearest thing around it. Positions in lists are plain numbers.
pub(super) fn place(tree: &Tree, definition: NodeId, path: &[String]) -> Located {
    let mut located = tree.locate(definition, &[]);
    for key in path {
        let segment = if tree.kind(located.node) == Kind::List { format!("[{key}]") } else { key.clone() };
        let next = tree.locate(located.node, &[&segment]);
        if !next.complete {
            return Located { complete: false, ..located };
        }
        located = next;
    }
    located
}

/// A diagnostic for each flaw; of those that a whole machine tends to have, one that shows every place.
pub(super) fn describe(workflow: &Instance<'_, Workflow>, definition: NodeId, flaws: &[Flaw]) -> Vec<Diagnostic> {
    let describer = Describer { workflow, definition };
    let mut found: Vec<Diagnostic> = flaws.iter().filter_map(|flaw| describer.describe(flaw)).collect();
    let of = |wanted: fn(&FlawKind) -> bool| flaws.iter().filter(|flaw| wanted(&flaw.kind)).collect::<Vec<_>>();
    found.extend(describer.without_retry(&of(|kind| matches!(kind, FlawKind::LambdaWithoutRetry))));
    found.extend(describer.without_timeout(&of(|kind| matches!(kind, FlawKind::NoTimeout))));
    found
}

struct Describer<'c, 'a> {
    workflow: &'c Instance<'a, Workflow>,
    definition: NodeId,
}

impl Describer<'_, '_> {
    fn located(&self, path: &[String]) -> Located {
        place(self.workflow.system.tree, self.definition, path)
    }

    /// The key that was written, or the value where there is no key.
    fn key(&self, path: &[String]) -> Span {
        let located = self.located(path);
        if path.is_empty() {
            let states = self.located(&["States".to_owned()]);
            return states.key.unwrap_or_else(|| self.workflow.key(&["definition"]));
        }
        located.key.unwrap_or(located.value)
    }

    fn value(&self, path: &[String]) -> Span {
        self.located(path).value
    }

    fn text(&self, path: &[String]) -> String {
        let tree = self.workflow.system.tree;
        tree.text(self.located(path).node).unwrap_or_default().to_owned()
    }

    fn describe(&self, flaw: &Flaw) -> Option<Diagnostic> {
        let path = flaw.path.as_slice();
        let state = state_name(path);
        Some(match &flaw.kind {
            FlawKind::LambdaWithoutRetry | FlawKind::NoTimeout => return None,
            // That a branch stops the others and the execution when it fails is what most definitions want.
            FlawKind::ParallelWithoutCatch => return None,
            FlawKind::TargetMissing { .. }
            | FlawKind::TargetInOtherScope { .. }
            | FlawKind::Unreachable
            | FlawKind::NoStates
            | FlawKind::NoTerminal
            | FlawKind::NoTransition
            | FlawKind::BothTransitions
            | FlawKind::TransitionNotAllowed { .. } => self.flow(path, &state, &flaw.kind)?,
            FlawKind::FieldNotAllowed { .. }
            | FlawKind::MissingField { .. }
            | FlawKind::ConflictingFields { .. }
            | FlawKind::EmptyList { .. }
            | FlawKind::UnknownVersion { .. }
            | FlawKind::TooLarge { .. }
            | FlawKind::ResultTooLarge { .. }
            | FlawKind::Comparisons { .. }
            | FlawKind::NoDefault
            | FlawKind::DuplicateName { .. }
            | FlawKind::NameTooLong { .. } => self.form(path, &state, &flaw.kind)?,
            FlawKind::FieldOfOtherLanguage { .. }
            | FlawKind::ExpressionInJsonPath
            | FlawKind::JsonPathStateInJsonataMachine => self.language(path, &flaw.kind)?,
            FlawKind::MalformedArn { .. }
            | FlawKind::DirectLambda
            | FlawKind::NotInExpress { .. }
            | FlawKind::TooLongForExpress { .. }
            | FlawKind::TokenNotPassed
            | FlawKind::PatternNotSupported { .. } => self.resource(path, &state, &flaw.kind)?,
            other => self.numbers(path, &state, other)?,
        })
    }

    fn flow(&self, path: &[String], state: &str, kind: &FlawKind) -> Option<Diagnostic> {
        let error =
            |code: &'static Code, span: Span, message: String| Diagnostic::error(code, span, message).fact(STATES_FACT);
        Some(match kind {
            FlawKind::TargetMissing { target, candidates } => {
                let span = self.value(path);
                let error = error(codes::STATE_MISSING, span, format!("there is no state `{target}`"));
                match did_you_mean(target, candidates.iter().map(String::as_str)) {
                    Some(near) => {
                        error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near)
                    }
                    None => error.label("no state of this scope has the name"),
                }
            }
            FlawKind::TargetInOtherScope { target, at } => {
                error(codes::STATE_OUT_OF_SCOPE, self.value(path), format!("`{target}` is not in the same scope"))
                    .label("leads out of its branch or processor, or into one")
                    .also(self.key(at), "the state stands here")
                    .help("end the branch with `End: true`, and let the Parallel or Map lead on")
            }
            FlawKind::Unreachable => {
                error(codes::STATE_UNREACHABLE, self.key(path), format!("nothing leads to `{state}`"))
                    .label("never runs")
                    .help("name it in a `Next`, or take it out")
            }
            FlawKind::NoStates => {
                error(codes::NO_STATES, self.key(path), "a state machine or branch without a state".into())
                    .label("no state")
            }
            FlawKind::NoTerminal => error(codes::STATES_ENDLESS, self.key(path), "no state ends the execution".into())
                .label("each of these leads to another")
                .help("give the last state `End: true`, or add a Succeed state"),
            FlawKind::NoTransition => {
                error(codes::STATE_TRANSITION, self.key(path), format!("`{state}` neither goes on nor ends"))
                    .label("no `Next` and no `End: true`")
                    .help("add `End: true`, or `Next` and the state that follows")
            }
            FlawKind::BothTransitions => {
                let parent = path.get(..path.len().saturating_sub(1)).unwrap_or_default();
                let next = [parent, &["Next".to_owned()]].concat();
                let error = error(codes::STATE_TRANSITION, self.key(path), format!("`{state}` goes on and ends"))
                    .label("ends here")
                    .also(self.key(&next), "goes on here");
                self.without(error, path)
            }
            FlawKind::TransitionNotAllowed { field, state_type } => {
                let message = format!("a {} has no `{field}` there", state_type.name());
                self.without(error(codes::STATE_TRANSITION, self.key(path), message).label("not allowed"), path)
            }
            _ => return None,
        })
    }

    fn form(&self, path: &[String], state: &str, kind: &FlawKind) -> Option<Diagnostic> {
        let key = self.key(path);
        let error = |message: String| Diagnostic::error(codes::STATE_FIELD, key, message).fact(STATES_FACT);
        Some(match kind {
            FlawKind::FieldNotAllowed { field, state_type } => {
                let owner = state_type.map_or("a branch", |it| it.name());
                self.without(error(format!("{owner} has no field `{field}`")).label("not allowed"), path)
            }
            FlawKind::MissingField { fields } => error(format!("`{state}` lacks {}", fields.join(" or "))).label("must be given"),
            FlawKind::ConflictingFields { fields } => {
                let error = error(format!("`{state}` has {}, of which one is possible", fields.join(" and "))).label("one too many");
                let places = fields.iter().map(|field| [path, &[(*field).to_owned()]].concat());
                places.fold(error, |error, place| error.also(self.key(&place), "given here"))
            }
            FlawKind::EmptyList { field } => error(format!("`{field}` is empty")).label("at least one is needed"),
            FlawKind::UnknownVersion { version } => {
                let span = self.value(path);
                let error = Diagnostic::error(codes::STATE_FIELD, span, format!("there is no version {version} of the language"));
                error.label("the only one is 1.0").fix("write 1.0", span, "\"1.0\"").fact(STATES_FACT)
            }
            FlawKind::TooLarge { bytes } => Diagnostic::error(codes::STATE_FIELD, key, format!("the definition has {bytes} bytes as JSON"))
                .label(format!("at most {LARGEST_DEFINITION}"))
                .help("move a part into a workflow of its own")
                .fact("maximum definition size 1 MB (Step Functions Developer Guide, service quotas, read 2026-11-22)"),
            FlawKind::ResultTooLarge { bytes } => Diagnostic::error(codes::STATE_FIELD, key, format!("`{state}` gives {bytes} bytes"))
                .label(format!("at most {LARGEST_PAYLOAD}"))
                .help("keep it in a bucket, and give its place")
                .fact("input and output of a state have at most 262,144 bytes (Step Functions API reference, StateEnteredEventDetails, read 2026-11-22)"),
            FlawKind::Comparisons { count } => {
                let span = self.value(path);
                let error = Diagnostic::error(codes::STATE_FIELD, span, format!("a rule of `{state}` makes {count} comparisons"));
                error.label("exactly one is needed").help("combine several with `And` or `Or`").fact(STATES_FACT)
            }
            FlawKind::NoDefault => Diagnostic::warning(codes::CHOICE_DEFAULT, key, format!("`{state}` has no Default"))
                .label("an input that matches no rule fails the execution")
                .help("add `Default` and the state that takes everything else")
                .fact("without a match and a Default the execution fails with States.NoChoiceMatched (Amazon States Language specification, Choice, read 2026-11-22)"),
            FlawKind::DuplicateName { first } => Diagnostic::error(codes::STATE_NAME, key, format!("a second state is called `{state}`"))
                .label("the name is taken")
                .also(self.key(first), "the first")
                .fact("names are unique within the whole state machine (Amazon States Language specification, States, read 2026-11-22)"),
            FlawKind::NameTooLong { length, longest } => {
                let message = format!("a name of {length} characters, where {longest} are possible");
                Diagnostic::error(codes::STATE_NAME, key, message).label("too long").fact(STATES_FACT)
            }
            _ => return None,
        })
    }

    fn language(&self, path: &[String], kind: &FlawKind) -> Option<Diagnostic> {
        let error = |message: String| {
            Diagnostic::error(codes::QUERY_LANGUAGE, self.key(path), message)
            .fact("a state is JSONPath or JSONata, and their fields exclude each other (Step Functions Developer Guide, Transforming data with JSONata, read 2026-11-22)")
        };
        Some(match kind {
            FlawKind::FieldOfOtherLanguage { field, language } => {
                let (own, other) = match language {
                    QueryLanguage::JSONPath => ("JSONPath", "JSONata"),
                    QueryLanguage::JSONata => ("JSONata", "JSONPath"),
                };
                error(format!("`{field}` is of {other}, and the state is in {own}"))
                    .label(format!("only {other} has it"))
                    .help(format!("write it in {own}, or give the state `QueryLanguage: {other}`"))
            }
            FlawKind::ExpressionInJsonPath => error("a JSONata expression in a JSONPath state".into())
                .label("stays the text that it is")
                .help("give the state `QueryLanguage: JSONata`"),
            FlawKind::JsonPathStateInJsonataMachine => error("a JSONPath state in a JSONata machine".into())
                .label("the machine is JSONata")
                .help("let the machine be JSONPath, and its states JSONata one by one"),
            _ => return None,
        })
    }

    fn resource(&self, path: &[String], state: &str, kind: &FlawKind) -> Option<Diagnostic> {
        let span = self.value(path);
        Some(match kind {
            FlawKind::MalformedArn { arn, fault } => {
                let why = match fault {
                    ArnFault::Shape => "not arn:partition:service:region:account:resource",
                    ArnFault::Partition => "there is no such partition",
                    ArnFault::Account => "an account id has 12 digits",
                    ArnFault::Region => "the region is not shaped like one",
                };
                let what = if arn.starts_with("https:") { "URL of a queue" } else { "ARN" };
                Diagnostic::error(codes::RESOURCE_ARN, span, format!("`{arn}` is no {what}"))
                    .label(why)
                    .help("name a function or workflow of the blueprint instead: its ARN is filled in for each region")
                    .fact("ARNs are arn:partition:service:region:account-id:resource, the account with 12 digits (AWS General Reference, read 2026-11-22)")
            }
            FlawKind::DirectLambda => Diagnostic::warning(codes::DIRECT_LAMBDA, span, format!("`{state}` calls a function by its bare ARN"))
                .label("fixed to one region and account")
                .help("name a function of the blueprint, or use arn:aws:states:::lambda:invoke with FunctionName")
                .fact("the optimised integration is recommended over the function's ARN as Resource (Step Functions Developer Guide, Invoke Lambda, read 2026-11-22)"),
            FlawKind::NotInExpress { pattern } => Diagnostic::error(codes::EXPRESS_LIMIT, span, format!("`{state}` cannot be in an express workflow"))
                .label(pattern_name(*pattern))
                .also(self.workflow.value(&["type"]), "express")
                .help("use `type: standard`, or call without waiting")
                .fact(EXPRESS_FACT),
            FlawKind::TooLongForExpress { seconds } => Diagnostic::error(codes::EXPRESS_LIMIT, span, format!("{seconds} s are over the 5 minutes of an express workflow"))
                .label("at most 300")
                .also(self.workflow.value(&["type"]), "express")
                .fact(EXPRESS_FACT),
            FlawKind::TokenNotPassed => Diagnostic::error(codes::INTEGRATION_PATTERN, self.key(path), format!("`{state}` waits for a token that nobody gets"))
                .label("no `$$.Task.Token` in its parameters")
                .help("hand it over: `token.$: $$.Task.Token`")
                .fact("whoever finishes the task sends the token back with SendTaskSuccess (Step Functions Developer Guide, Wait for callback, read 2026-11-22)"),
            FlawKind::PatternNotSupported { pattern } => Diagnostic::error(codes::INTEGRATION_PATTERN, span, format!("`{}` does not exist", self.text(path)))
                .label(format!("the integration has no {}", pattern_name(*pattern)))
                .help("without the ending, the task waits for the answer of the call")
                .fact("Step Functions Developer Guide, Integrating optimized services, table of patterns (read 2026-11-22)"),
            _ => return None,
        })
    }

    fn numbers(&self, path: &[String], state: &str, kind: &FlawKind) -> Option<Diagnostic> {
        let span = self.value(path);
        let in_retrier = path.iter().any(|key| key == "Retry");
        let number = if in_retrier { codes::RETRY_RANGE } else { codes::STATE_NUMBER };
        let fact = if in_retrier { RETRY_FACT } else { STATES_FACT };
        Some(match kind {
            FlawKind::OutOfRange { field, value, min, max } => {
                let range = max.map_or(format!("at least {min}"), |max| format!("{min} to {max}"));
                Diagnostic::error(number, span, format!("{field} is {value}")).label(range).fact(fact)
            }
            FlawKind::DelayNotAboveInterval { delay, interval } => {
                Diagnostic::error(number, span, format!("MaxDelaySeconds is {delay}, and the first pause {interval}"))
                    .label("must be more than the first pause")
                    .fact(fact)
            }
            FlawKind::HeartbeatNotBelowTimeout { heartbeat, timeout } => {
                Diagnostic::error(number, span, format!("a heartbeat every {heartbeat} s within a timeout of {timeout} s"))
                    .label("must be less than the timeout")
                    .fact(fact)
            }
            FlawKind::NotANumber { text } => Diagnostic::error(number, span, format!("`{text}` is no number"))
                .label("a whole number without quotes")
                .fact(fact),
            FlawKind::AllErrorsNotAlone => Diagnostic::error(codes::ALL_ERRORS_LAST, span, "States.ALL stands beside other errors")
                .label("it holds them already")
                .help("leave the others out, or give them a retrier or catcher of their own before this one")
                .fact(ERRORS_FACT),
            FlawKind::AllErrorsNotLast => Diagnostic::error(codes::ALL_ERRORS_LAST, span, "States.ALL is not in the last place")
                .label("what follows is never asked")
                .help("move it to the end")
                .fact(ERRORS_FACT),
            FlawKind::OneBranch => Diagnostic::warning(codes::ONE_BRANCH, self.key(path), format!("`{state}` has one branch"))
                .label("nothing runs in parallel")
                .help("add branches for what does not wait for it, or put its states in the Parallel's place")
                .fact("branches of a Parallel run at the same time (Amazon States Language specification, Parallel, read 2026-11-22)"),
            FlawKind::ConcurrencyAboveLimit { asked, limit } => {
                Diagnostic::warning(codes::MAP_MODE, span, format!("a concurrency of {asked}, where {limit} iterations run at once"))
                    .label(format!("at most {limit}"))
                    .help("write the limit, or for more than 40 use the mode DISTRIBUTED")
                    .fact("inline Map: 40 concurrent iterations; distributed Map: 10,000 child executions (Step Functions Developer Guide, service quotas, read 2026-11-22)")
            }
            FlawKind::OnlyDistributed { field } => {
                let error = Diagnostic::error(codes::MAP_MODE, self.key(path), format!("an inline Map has no `{field}`"))
                    .label("only a distributed Map has it")
                    .help("give the ItemProcessor `ProcessorConfig: {Mode: DISTRIBUTED, ExecutionType: STANDARD}`, or leave it out");
                error.fact("Step Functions Developer Guide, Map state in Inline mode (read 2026-11-22)")
            }
            _ => return None,
        })
    }

    /// The diagnostic with the fix to leave the entry out, where that leaves YAML.
    fn without(&self, diagnostic: Diagnostic, path: &[String]) -> Diagnostic {
        let Some((key, parent)) = path.split_last() else { return diagnostic };
        match self.workflow.system.tree.removal_span(self.located(parent).node, key) {
            Some(span) => diagnostic.fix("leave it out", span, ""),
            None => diagnostic.help("leave it out"),
        }
    }

    fn without_retry(&self, flaws: &[&Flaw]) -> Option<Diagnostic> {
        let (first, others) = flaws.split_first()?;
        let message = match others.len() {
            0 => format!("`{}` does not retry faults of the Lambda service", state_name(&first.path)),
            more => format!("{} tasks do not retry faults of the Lambda service", more + 1),
        };
        let warning = Diagnostic::warning(codes::LAMBDA_RETRY, self.key(&first.path), message)
            .label("a transient fault fails the execution")
            .help("add `Retry: [{ErrorEquals: [Lambda.ServiceException, Lambda.AWSLambdaException, Lambda.SdkClientException, Lambda.TooManyRequestsException], IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2.0}]`")
            .fact(LAMBDA_FACT);
        Some(others.iter().fold(warning, |warning, flaw| warning.also(self.key(&flaw.path), "nor this one")))
    }

    /// Only what may wait for somebody outside: any other call answers or fails by itself.
    fn without_timeout(&self, flaws: &[&Flaw]) -> Option<Diagnostic> {
        let waits = |flaw: &&&Flaw| {
            let resource = self.text(&[flaw.path.as_slice(), &["Resource".to_owned()]].concat());
            resource.contains(".sync") || resource.ends_with(".waitForTaskToken") || resource.contains(":activity:")
        };
        let waiting: Vec<&&Flaw> = flaws.iter().filter(waits).collect();
        let (first, others) = waiting.split_first()?;
        let message = match others.len() {
            0 => format!("`{}` may wait for a year", state_name(&first.path)),
            more => format!("{} tasks may wait for a year", more + 1),
        };
        let warning = Diagnostic::warning(codes::STATE_TIMEOUT, self.key(&first.path), message)
            .label("no TimeoutSeconds")
            .help("give it `TimeoutSeconds`, or the workflow a `timeout`")
            .fact("without a timeout an execution waits until it is a year old (Step Functions Developer Guide, Best practices, read 2026-11-22)");
        Some(others.iter().fold(warning, |warning, flaw| warning.also(self.key(&flaw.path), "nor this one")))
    }
}

/// The name of the innermost state on a path; the root has none.
fn state_name(path: &[String]) -> String {
    let position = path.iter().rposition(|key| key == "States");
    let name = position.and_then(|position| path.get(position + 1));
    name.map_or_else(|| "the definition".to_owned(), Clone::clone)
}

fn pattern_name(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Sync => ".sync",
        Pattern::TaskToken => ".waitForTaskToken",
        Pattern::Activity => "an activity",
        Pattern::DistributedMap => "a distributed Map",
    }
}
