//! Map states: inline and distributed.

use super::Context;
use crate::documents::asl::flaw::{
    At, DISTRIBUTED_CONCURRENCY, Flaw, FlawKind, INLINE_CONCURRENCY, LONGEST_LABEL, Pattern,
};
use crate::documents::asl::pasted::{Amount, MachineType, MapMode, PastedState};

pub(super) fn check(context: &Context, state: &PastedState, at: &At, flaws: &mut Vec<Flaw>) {
    let config = state.item_processor.as_ref().and_then(|processor| processor.processor_config);
    let distributed = config.and_then(|config| config.mode) == Some(MapMode::Distributed);
    let config_at = at.key("ItemProcessor").key("ProcessorConfig");
    if state.iterator.as_ref().is_some_and(|iterator| iterator.processor_config.is_some()) {
        let at = at.key("Iterator").key("ProcessorConfig");
        flaws.push(at.is(FlawKind::FieldNotAllowed { field: "ProcessorConfig", state_type: None }));
    }
    if distributed {
        if config.is_some_and(|config| config.execution_type.is_none()) {
            flaws.push(config_at.is(FlawKind::MissingField { fields: vec!["ExecutionType"] }));
        }
        if context.machine_type == MachineType::Express {
            flaws.push(config_at.key("Mode").is(FlawKind::NotInExpress { pattern: Pattern::DistributedMap }));
        }
    } else {
        let given = state.fields();
        for field in ONLY_DISTRIBUTED.iter().copied().filter(|field| given.contains(field)) {
            flaws.push(at.key(field).is(FlawKind::OnlyDistributed { field }));
        }
    }
    let limit = if distributed { DISTRIBUTED_CONCURRENCY } else { INLINE_CONCURRENCY };
    if let Some(Amount::Number(asked)) = state.max_concurrency
        && asked > limit
    {
        flaws.push(at.key("MaxConcurrency").is(FlawKind::ConcurrencyAboveLimit { asked, limit }));
    }
    let label = state.label.as_ref().map_or(0, |label| label.chars().count());
    if label > LONGEST_LABEL {
        flaws.push(at.key("Label").is(FlawKind::NameTooLong { length: label, longest: LONGEST_LABEL }));
    }
}

const ONLY_DISTRIBUTED: &[&str] = &[
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "Label",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
];
