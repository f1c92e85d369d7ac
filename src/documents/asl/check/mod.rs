//! The checks of a pasted definition. AWS's own validation, what it only finds at run time, and what it lets pass.

mod data;
mod fields;
mod map;
mod resource;
mod retry;
mod scope;
#[cfg(test)]
mod tests;

use indexmap::IndexMap;

use super::flaw::{At, Flaw, FlawKind, LARGEST_DEFINITION, LONGEST_EXPRESS, LONGEST_NAME};
use super::pasted::{MachineType, PastedMachine, PastedScope, PastedState, QueryLanguage, StateType};

/// Everything that is wrong with a definition for a machine of this type.
pub fn check(machine: &PastedMachine, machine_type: MachineType) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    check_machine(machine, machine_type, &mut flaws);
    let context = Context {
        machine_type,
        language: machine.query_language.unwrap_or(QueryLanguage::JSONPath),
        timed: machine.timeout_seconds.is_some(),
        names: names(machine, &mut flaws),
    };
    let root = At::default();
    scope::check(&context, &root, &machine.start_at, &machine.states, &mut flaws);
    check_states(&context, &root, &machine.states, &mut flaws);
    flaws
}

/// What the checks of a state need to know about the whole definition.
struct Context<'a> {
    machine_type: MachineType,
    /// The language of states that name none.
    language: QueryLanguage,
    /// Whether the machine as a whole has a timeout.
    timed: bool,
    /// Every state of every scope, with its place.
    names: IndexMap<&'a str, At>,
}

impl Context<'_> {
    fn language_of(&self, state: &PastedState) -> QueryLanguage {
        state.query_language.unwrap_or(self.language)
    }
}

fn check_machine(machine: &PastedMachine, machine_type: MachineType, flaws: &mut Vec<Flaw>) {
    let root = At::default();
    if let Some(version) = machine.version.as_ref().filter(|version| *version != "1.0") {
        flaws.push(root.key("Version").is(FlawKind::UnknownVersion { version: version.clone() }));
    }
    if let Some(seconds) = machine.timeout_seconds {
        let at = root.key("TimeoutSeconds");
        data::in_range(&at, "TimeoutSeconds", seconds, 1, Some(data::LONGEST_SECONDS), flaws);
        if machine_type == MachineType::Express && seconds > LONGEST_EXPRESS {
            flaws.push(at.is(FlawKind::TooLongForExpress { seconds }));
        }
    }
    let bytes = serde_json::to_vec(machine).map_or(0, |json| json.len());
    if bytes > LARGEST_DEFINITION {
        flaws.push(root.is(FlawKind::TooLarge { bytes }));
    }
}

/// Every state of every scope; a name that stands twice is reported where it stands again.
fn names<'a>(machine: &'a PastedMachine, flaws: &mut Vec<Flaw>) -> IndexMap<&'a str, At> {
    let mut names = IndexMap::new();
    collect(&machine.states, &At::default(), &mut names, flaws);
    names
}

fn collect<'a>(
    states: &'a IndexMap<String, PastedState>,
    at: &At,
    names: &mut IndexMap<&'a str, At>,
    flaws: &mut Vec<Flaw>,
) {
    for (name, state) in states {
        let at = at.key("States").key(name);
        let length = name.chars().count();
        if length > LONGEST_NAME {
            flaws.push(at.is(FlawKind::NameTooLong { length, longest: LONGEST_NAME }));
        }
        match names.get(name.as_str()) {
            Some(first) => flaws.push(at.is(FlawKind::DuplicateName { first: first.keys() })),
            None => {
                names.insert(name, at.clone());
            }
        }
        for (at, scope) in inner(state, &at) {
            collect(&scope.states, &at, names, flaws);
        }
    }
}

/// The scopes inside a state, with their places.
fn inner<'a>(state: &'a PastedState, at: &At) -> Vec<(At, &'a PastedScope)> {
    let branches = state.branches.iter().flatten().enumerate();
    let branches = branches.map(|(index, branch)| (at.key("Branches").key(index), branch));
    let processor = state.item_processor.iter().map(|processor| (at.key("ItemProcessor"), processor));
    let iterator = state.iterator.iter().map(|iterator| (at.key("Iterator"), iterator));
    branches.chain(processor).chain(iterator).collect()
}

fn check_states(context: &Context, at: &At, states: &IndexMap<String, PastedState>, flaws: &mut Vec<Flaw>) {
    for (name, state) in states {
        let at = at.key("States").key(name);
        check_state(context, &at, state, flaws);
        for (at, scope) in inner(state, &at) {
            scope::check(context, &at, &scope.start_at, &scope.states, flaws);
            check_states(context, &at, &scope.states, flaws);
        }
    }
}

fn check_state(context: &Context, at: &At, state: &PastedState, flaws: &mut Vec<Flaw>) {
    fields::check(state, at, flaws);
    data::check(context, state, at, flaws);
    retry::check(state, at, flaws);
    match state.state_type {
        StateType::Task => resource::check(context, state, at, flaws),
        StateType::Parallel => check_parallel(state, at, flaws),
        StateType::Map => map::check(context, state, at, flaws),
        StateType::Choice if state.default.is_none() => flaws.push(at.is(FlawKind::NoDefault)),
        _ => {}
    }
}

fn check_parallel(state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let Some(branches) = &state.branches else { return };
    for (index, branch) in branches.iter().enumerate() {
        if branch.processor_config.is_some() {
            let at = at.key("Branches").key(index).key("ProcessorConfig");
            flaws.push(at.is(FlawKind::FieldNotAllowed { field: "ProcessorConfig", state_type: None }));
        }
    }
    match branches.len() {
        0 => flaws.push(at.key("Branches").is(FlawKind::EmptyList { field: "Branches" })),
        1 => flaws.push(at.key("Branches").is(FlawKind::OneBranch)),
        _ => {}
    }
    if state.catch.is_none() {
        flaws.push(at.is(FlawKind::ParallelWithoutCatch));
    }
}
