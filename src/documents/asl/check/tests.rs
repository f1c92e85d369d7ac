use serde_json::{Value, json};

use super::*;
use crate::documents::asl::flaw::{ArnFault, Pattern, Weight};
use crate::documents::asl::read;

const INVOKE: &str = "arn:aws:states:::lambda:invoke";

fn flaws_of(definition: Value, machine_type: MachineType) -> Vec<(String, FlawKind)> {
    let machine: PastedMachine = serde_json::from_value(definition).unwrap();
    check(&machine, machine_type).into_iter().map(|flaw| (flaw.path.join("/"), flaw.kind)).collect()
}

fn standard(definition: Value) -> Vec<(String, FlawKind)> {
    flaws_of(definition, MachineType::Standard)
}

/// The flaws of a machine of the one state `A`, which ends unless it says otherwise, relative to that state.
fn of_state(fields: Value, machine_type: MachineType) -> Vec<(String, FlawKind)> {
    let mut state = fields;
    let ends = !["Choice", "Succeed", "Fail"].contains(&state["Type"].as_str().unwrap());
    if ends && state.get("Next").is_none() && state.get("End").is_none() {
        state["End"] = json!(true);
    }
    let definition = json!({"StartAt": "A", "TimeoutSeconds": 60, "States": {"A": state}});
    let relative = |path: String| path.trim_start_matches("States/A").trim_start_matches('/').to_owned();
    flaws_of(definition, machine_type).into_iter().map(|(path, kind)| (relative(path), kind)).collect()
}

#[track_caller]
fn only(fields: Value, path: &str, kind: FlawKind) {
    assert_eq!(of_state(fields, MachineType::Standard), [(path.to_owned(), kind)]);
}

#[track_caller]
fn only_in_express(fields: Value, path: &str, kind: FlawKind) {
    assert_eq!(of_state(fields.clone(), MachineType::Express), [(path.to_owned(), kind)]);
    assert_eq!(of_state(fields, MachineType::Standard), []);
}

fn one_pass() -> Value {
    json!({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}})
}

#[test]
fn a_sound_definition_has_no_flaw_and_is_written_as_it_was() {
    let definition = json!({
        "Comment": "c", "StartAt": "A", "TimeoutSeconds": 900,
        "States": {
            "A": {"Type": "Task", "InputPath": null, "Resource": INVOKE, "Parameters": {"FunctionName": "f"},
                  "TimeoutSeconds": 9, "HeartbeatSeconds": 3, "ResultPath": "$.a",
                  "Retry": [{"ErrorEquals": ["States.ALL"], "BackoffRate": 1.5}],
                  "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "F"}], "Next": "C"},
            "C": {"Type": "Choice", "Choices": [
                {"Not": {"Variable": "$.a", "IsPresent": true}, "Next": "W"},
                {"And": [{"Variable": "$.b", "NumericLessThan": 3}, {"Variable": "$.c", "IsNull": false}], "Next": "M"}],
                "Default": "S"},
            "W": {"Type": "Wait", "TimestampPath": "$.at", "Next": "J"},
            "J": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 %}", "Next": "P"},
            "M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 4, "Iterator": {
                "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}, "End": true},
            "P": {"Type": "Parallel", "Branches": [
                {"StartAt": "X", "States": {"X": {"Type": "Pass", "Result": null, "End": true}}},
                {"StartAt": "Y", "States": {"Y": {"Type": "Fail", "ErrorPath": "$.e"}}}],
                "Catch": [{"ErrorEquals": ["E"], "Next": "S"}], "End": true},
            "F": {"Type": "Fail", "Error": "E", "Cause": "c"},
            "S": {"Type": "Succeed"},
        }
    });
    assert_eq!(standard(definition.clone()), []);
    let pasted: PastedMachine = serde_json::from_value(definition.clone()).unwrap();
    let reading = read(&pasted, MachineType::Standard);
    assert_eq!(serde_json::to_value(reading.machine.unwrap()).unwrap(), definition);
}

#[test]
fn an_unsound_definition_yields_no_machine() {
    let pasted: PastedMachine =
        serde_json::from_value(json!({"StartAt": "B", "States": {"A": {"Type": "Succeed"}}})).unwrap();
    assert_eq!(read(&pasted, MachineType::Standard).machine, None);
}

#[test]
fn unknown_fields_are_refused_with_the_known_ones() {
    let state = |state: Value| serde_json::from_value::<PastedState>(state).unwrap_err().to_string();
    assert!(state(json!({"Type": "Pass", "Nxt": "B"})).contains("unknown field `Nxt`"));
    let choice = json!({"Type": "Choice", "Choices": [{"Variable": "$", "StringEqual": "x", "Next": "B"}]});
    assert!(state(choice).contains("unknown field `StringEqual`"));
    assert!(state(json!({"Type": "Pas"})).contains("unknown variant `Pas`"));
}

#[test]
fn targets_are_states_of_the_same_scope() {
    let missing = |target: &str| FlawKind::TargetMissing { target: target.into(), candidates: vec!["A".into()] };
    only(json!({"Type": "Pass", "Next": "B"}), "Next", missing("B"));
    let start = standard(json!({"StartAt": "a", "States": {"A": {"Type": "Succeed"}}}));
    assert_eq!(start, [("StartAt".to_owned(), missing("a"))]);
    let rule = json!({"Variable": "$.a", "IsNull": true, "Next": "B"});
    let flaws = of_state(json!({"Type": "Choice", "Choices": [rule], "Default": "D"}), MachineType::Standard);
    assert_eq!(flaws, [("Choices/0/Next".into(), missing("B")), ("Default".into(), missing("D"))]);
    let catch = json!([{"ErrorEquals": ["E"], "Next": "B"}]);
    only(json!({"Type": "Task", "Resource": "r", "Catch": catch}), "Catch/0/Next", missing("B"));
    let branch = |next| json!({"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": next}}});
    let other = json!({"StartAt": "Y", "States": {"Y": {"Type": "Succeed"}}});
    let catch = json!([{"ErrorEquals": ["E"], "Next": "A"}]);
    let flaws =
        of_state(json!({"Type": "Parallel", "Branches": [branch("A"), other], "Catch": catch}), MachineType::Standard);
    let kind = FlawKind::TargetInOtherScope { target: "A".into(), at: vec!["States".into(), "A".into()] };
    assert_eq!(flaws, [("Branches/0/States/X/Next".into(), kind)]);
}

#[test]
fn every_state_is_reached_and_every_scope_ends() {
    let states = json!({"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}});
    let flaws = standard(json!({"StartAt": "A", "States": states}));
    assert_eq!(flaws, [("States/B".into(), FlawKind::Unreachable)]);
    let states = json!({"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}});
    assert_eq!(standard(json!({"StartAt": "A", "States": states})), [(String::new(), FlawKind::NoTerminal)]);
    assert_eq!(standard(json!({"StartAt": "A", "States": {}})), [(String::new(), FlawKind::NoStates)]);
}

#[test]
fn a_state_goes_on_or_ends() {
    let flaws = standard(json!({"StartAt": "A", "States": {"A": {"Type": "Pass"}}}));
    assert_eq!(flaws, [("States/A".into(), FlawKind::NoTransition)]);
    only(json!({"Type": "Pass", "Next": "A", "End": true}), "End", FlawKind::BothTransitions);
    let kind = FlawKind::TransitionNotAllowed { field: "End", state_type: StateType::Succeed };
    only(json!({"Type": "Succeed", "End": true}), "End", kind);
    let inner = json!({"Variable": "$", "IsNull": true, "Next": "A"});
    let choice = json!({"Type": "Choice", "Choices": [{"Not": inner, "Next": "B"}], "Default": "B"});
    let flaws = standard(json!({"StartAt": "A", "States": {"A": choice, "B": {"Type": "Succeed"}}}));
    let kind = FlawKind::TransitionNotAllowed { field: "Next", state_type: StateType::Choice };
    assert_eq!(flaws, [("States/A/Choices/0/Not/Next".into(), kind)]);
}

#[test]
fn fields_belong_to_the_type() {
    let kind = FlawKind::FieldNotAllowed { field: "Resource", state_type: Some(StateType::Pass) };
    only(json!({"Type": "Pass", "Resource": "r"}), "Resource", kind);
    for (state_type, fields) in [
        ("Task", vec!["Resource"]),
        ("Parallel", vec!["Branches"]),
        ("Map", vec!["ItemProcessor", "Iterator"]),
        ("Wait", vec!["Seconds", "Timestamp", "SecondsPath", "TimestampPath"]),
    ] {
        let flaws = of_state(json!({"Type": state_type}), MachineType::Standard);
        assert!(flaws.contains(&(String::new(), FlawKind::MissingField { fields })), "{flaws:?}");
    }
    let kind = FlawKind::ConflictingFields { fields: vec!["Seconds", "Timestamp"] };
    only(json!({"Type": "Wait", "Seconds": 1, "Timestamp": "2026-01-01T00:00:00Z"}), "", kind);
    let config = json!({"StartAt": "P", "ProcessorConfig": {}, "States": {"P": {"Type": "Succeed"}}});
    let other = json!({"StartAt": "Q", "States": {"Q": {"Type": "Succeed"}}});
    let flaws = of_state(json!({"Type": "Parallel", "Branches": [config, other]}), MachineType::Standard);
    let kind = FlawKind::FieldNotAllowed { field: "ProcessorConfig", state_type: None };
    assert_eq!(flaws.first(), Some(&("Branches/0/ProcessorConfig".to_owned(), kind)));
}

#[test]
fn a_choice_decides() {
    let of = |rule: Value, default: bool| {
        let mut choice = json!({"Type": "Choice", "Choices": [rule]});
        if default {
            choice["Default"] = json!("B");
        }
        standard(json!({"StartAt": "A", "States": {"A": choice, "B": {"Type": "Succeed"}}}))
    };
    let rule = json!({"Variable": "$.a", "IsNull": true, "Next": "B"});
    assert_eq!(of(rule.clone(), false), [("States/A".into(), FlawKind::NoDefault)]);
    let at = "States/A/Choices/0".to_owned();
    let twice = json!({"Variable": "$.a", "IsNull": true, "IsString": true, "Next": "B"});
    assert_eq!(of(twice, true), [(at.clone(), FlawKind::Comparisons { count: 2 })]);
    assert_eq!(of(json!({"Next": "B"}), true), [(at.clone(), FlawKind::Comparisons { count: 0 })]);
    let variable = FlawKind::MissingField { fields: vec!["Variable"] };
    assert_eq!(of(json!({"IsNull": true, "Next": "B"}), true), [(at.clone(), variable)]);
    let next = FlawKind::MissingField { fields: vec!["Next"] };
    assert_eq!(of(json!({"Variable": "$.a", "IsNull": true}), true), [(at.clone(), next)]);
    let condition = FlawKind::FieldOfOtherLanguage { field: "Condition", language: QueryLanguage::JSONPath };
    assert_eq!(of(json!({"Condition": "{% true %}", "Next": "B"}), true), [(at, condition)]);
}

#[test]
fn names_are_short_and_unique() {
    let long = "x".repeat(81);
    let flaws = standard(json!({"StartAt": long, "States": {&long: {"Type": "Succeed"}}}));
    assert_eq!(flaws, [(format!("States/{long}"), FlawKind::NameTooLong { length: 81, longest: 80 })]);
    let inner = json!({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}});
    let kind = FlawKind::DuplicateName { first: vec!["States".into(), "A".into()] };
    only(json!({"Type": "Map", "ItemProcessor": inner}), "ItemProcessor/States/A", kind);
}

#[test]
fn arns_are_well_formed() {
    for (arn, fault) in [
        ("arn:aws:lambda:us-east-1:123456789:function:f", ArnFault::Account),
        ("arn:amazon:states:::lambda:invoke", ArnFault::Partition),
        ("arn:aws:lambda:useast1:123456789012:function:f", ArnFault::Region),
        ("lambda:invoke", ArnFault::Shape),
        ("arn:aws:states", ArnFault::Shape),
    ] {
        only(json!({"Type": "Task", "Resource": arn}), "Resource", FlawKind::MalformedArn { arn: arn.into(), fault });
    }
    for sound in ["process-a", "${Arn}", "arn:${AWS::Partition}:states:::sqs:sendMessage"] {
        assert_eq!(of_state(json!({"Type": "Task", "Resource": sound}), MachineType::Standard), []);
    }
}

#[test]
fn lambda_is_called_with_retries_and_through_its_integration() {
    only(json!({"Type": "Task", "Resource": INVOKE}), "", FlawKind::LambdaWithoutRetry);
    let retry = json!([{"ErrorEquals": ["Lambda.ServiceException"]}]);
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
    only(json!({"Type": "Task", "Resource": arn, "Retry": retry}), "Resource", FlawKind::DirectLambda);
}

#[test]
fn errors_and_ranges_of_retriers() {
    let retry = |retriers: Value| json!({"Type": "Task", "Resource": "r", "Retry": retriers});
    let all = json!({"ErrorEquals": ["States.ALL"]});
    only(retry(json!([{"ErrorEquals": ["E", "States.ALL"]}])), "Retry/0/ErrorEquals", FlawKind::AllErrorsNotAlone);
    only(retry(json!([all, {"ErrorEquals": ["E"]}])), "Retry/0/ErrorEquals", FlawKind::AllErrorsNotLast);
    only(retry(json!([{"ErrorEquals": []}])), "Retry/0/ErrorEquals", FlawKind::EmptyList { field: "ErrorEquals" });
    for (field, value, min, max) in [
        ("MaxAttempts", -1.0, 0.0, Some(99_999_999.0)),
        ("MaxAttempts", 1e8, 0.0, Some(99_999_999.0)),
        ("IntervalSeconds", 0.0, 1.0, Some(99_999_999.0)),
        ("MaxDelaySeconds", 31_622_401.0, 1.0, Some(31_622_400.0)),
    ] {
        let retrier = json!([{"ErrorEquals": ["E"], field: value as i64}]);
        only(retry(retrier), &format!("Retry/0/{field}"), FlawKind::OutOfRange { field, value, min, max });
    }
    let kind = FlawKind::OutOfRange { field: "BackoffRate", value: 0.5, min: 1.0, max: None };
    only(retry(json!([{"ErrorEquals": ["E"], "BackoffRate": 0.5}])), "Retry/0/BackoffRate", kind);
    let kind = FlawKind::DelayNotAboveInterval { delay: 5, interval: 5 };
    let retrier = json!([{"ErrorEquals": ["E"], "IntervalSeconds": 5, "MaxDelaySeconds": 5}]);
    only(retry(retrier), "Retry/0/MaxDelaySeconds", kind);
}

#[test]
fn numbers_and_timeouts() {
    let task = |fields: Value| {
        let mut task = json!({"Type": "Task", "Resource": "r"});
        task.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        task
    };
    let kind = FlawKind::HeartbeatNotBelowTimeout { heartbeat: 9, timeout: 9 };
    only(task(json!({"TimeoutSeconds": 9, "HeartbeatSeconds": 9})), "HeartbeatSeconds", kind);
    only(task(json!({"TimeoutSeconds": "9"})), "TimeoutSeconds", FlawKind::NotANumber { text: "9".into() });
    only(task(json!({"TimeoutSeconds": "{% 9 %}"})), "TimeoutSeconds", FlawKind::ExpressionInJsonPath);
    let untimed = json!({"StartAt": "A", "States": {"A": task(json!({"End": true}))}});
    assert_eq!(standard(untimed.clone()), [("States/A".into(), FlawKind::NoTimeout)]);
    assert_eq!(flaws_of(untimed, MachineType::Express), []);
    let version = json!({"StartAt": "A", "Version": "2.0", "States": {"A": {"Type": "Succeed"}}});
    assert_eq!(standard(version), [("Version".into(), FlawKind::UnknownVersion { version: "2.0".into() })]);
}

#[test]
fn languages_do_not_mix() {
    let other = |field, language| FlawKind::FieldOfOtherLanguage { field, language };
    only(json!({"Type": "Pass", "Output": 1}), "Output", other("Output", QueryLanguage::JSONPath));
    let jsonata = json!({"Type": "Pass", "QueryLanguage": "JSONata", "ResultPath": "$.a"});
    only(jsonata, "ResultPath", other("ResultPath", QueryLanguage::JSONata));
    only(json!({"Type": "Pass", "Assign": {"a": ["{% 1 %}"]}}), "Assign", FlawKind::ExpressionInJsonPath);
    let state = json!({"Type": "Succeed", "QueryLanguage": "JSONPath"});
    let flaws = standard(json!({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": state}}));
    assert_eq!(flaws, [("States/A/QueryLanguage".into(), FlawKind::JsonPathStateInJsonataMachine)]);
    let catch = json!([{"ErrorEquals": ["E"], "Output": 1, "Next": "A"}]);
    let task = json!({"Type": "Task", "Resource": "r", "Catch": catch});
    only(task, "Catch/0/Output", other("Output", QueryLanguage::JSONPath));
}

#[test]
fn express_machines_are_short_and_do_not_wait_for_others() {
    let task =
        |resource: &str, parameters: Value| json!({"Type": "Task", "Resource": resource, "Parameters": parameters});
    let not = |pattern| FlawKind::NotInExpress { pattern };
    only_in_express(task("arn:aws:states:::ecs:runTask.sync", json!({})), "Resource", not(Pattern::Sync));
    let token = json!({"Message": {"token.$": "$$.Task.Token"}});
    let wait = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
    only_in_express(task(wait, token), "Resource", not(Pattern::TaskToken));
    let activity = "arn:aws:states:us-east-1:123456789012:activity:a";
    only_in_express(task(activity, json!({})), "Resource", not(Pattern::Activity));
    let mut processor = one_pass();
    processor["ProcessorConfig"] = json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"});
    let map = json!({"Type": "Map", "ItemProcessor": processor});
    only_in_express(map, "ItemProcessor/ProcessorConfig/Mode", not(Pattern::DistributedMap));
    let wait = json!({"Type": "Wait", "Seconds": 301});
    only_in_express(wait, "Seconds", FlawKind::TooLongForExpress { seconds: 301 });
    let long = json!({"StartAt": "A", "TimeoutSeconds": 301, "States": {"A": {"Type": "Succeed"}}});
    let kind = FlawKind::TooLongForExpress { seconds: 301 };
    assert_eq!(flaws_of(long, MachineType::Express), [("TimeoutSeconds".into(), kind)]);
}

#[test]
fn patterns_fit_the_integration() {
    let wait = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
    only(json!({"Type": "Task", "Resource": wait, "Parameters": {}}), "", FlawKind::TokenNotPassed);
    let retry = json!([{"ErrorEquals": ["States.ALL"]}]);
    let kind = FlawKind::PatternNotSupported { pattern: Pattern::Sync };
    only(json!({"Type": "Task", "Resource": format!("{INVOKE}.sync"), "Retry": retry}), "Resource", kind);
}

#[test]
fn parallel_states_have_branches_and_a_catch() {
    let catch = json!([{"ErrorEquals": ["E"], "Next": "A"}]);
    only(json!({"Type": "Parallel", "Branches": [one_pass()], "Catch": catch}), "Branches", FlawKind::OneBranch);
    let none = json!({"Type": "Parallel", "Branches": [], "Catch": catch});
    only(none, "Branches", FlawKind::EmptyList { field: "Branches" });
    let second = json!({"StartAt": "Q", "States": {"Q": {"Type": "Succeed"}}});
    only(json!({"Type": "Parallel", "Branches": [one_pass(), second]}), "", FlawKind::ParallelWithoutCatch);
}

#[test]
fn maps_keep_to_their_mode() {
    let map = |config: Value, field: &str, value: Value| {
        let mut processor = one_pass();
        processor["ProcessorConfig"] = config;
        json!({"Type": "Map", "ItemProcessor": processor, field: value})
    };
    let inline = json!({"Mode": "INLINE"});
    let distributed = json!({"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"});
    let above = |asked, limit| FlawKind::ConcurrencyAboveLimit { asked, limit };
    only(map(inline.clone(), "MaxConcurrency", json!(41)), "MaxConcurrency", above(41, 40));
    only(map(distributed.clone(), "MaxConcurrency", json!(10_001)), "MaxConcurrency", above(10_001, 10_000));
    let reader = FlawKind::OnlyDistributed { field: "ItemReader" };
    only(map(inline, "ItemReader", json!({})), "ItemReader", reader);
    let label = FlawKind::NameTooLong { length: 41, longest: 40 };
    only(map(distributed, "Label", json!("x".repeat(41))), "Label", label);
    let kind = FlawKind::MissingField { fields: vec!["ExecutionType"] };
    let without = map(json!({"Mode": "DISTRIBUTED"}), "Comment", json!("c"));
    only(without, "ItemProcessor/ProcessorConfig", kind);
}

#[test]
fn a_definition_has_a_largest_size() {
    let large =
        json!({"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "x".repeat(1_048_576), "End": true}}});
    assert!(matches!(standard(large).as_slice(), [(_, FlawKind::TooLarge { bytes })] if *bytes > LARGEST_DEFINITION));
}

#[test]
fn a_result_has_a_largest_size() {
    let large = json!({"Type": "Pass", "Result": "x".repeat(262_143), "End": true});
    only(large, "Result", FlawKind::ResultTooLarge { bytes: 262_145 });
}

#[test]
fn only_risks_are_warnings() {
    assert_eq!(FlawKind::NoDefault.weight(), Weight::Warning);
    assert_eq!(FlawKind::NoTerminal.weight(), Weight::Error);
}
