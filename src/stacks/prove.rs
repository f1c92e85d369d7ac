//! The proof before anything is written. Whatever fails here is a defect of synth, not of the blueprint.

use super::Linked;
use crate::diagnostics::{self as codes, Code, Diagnostic};
use crate::documents::cloudformation::{Json, Stack, references};
use crate::facts::{cloudformation as quotas, shapes};

/// Every reference holds, every property fits the registry's shape, every size is inside CloudFormation's quotas.
pub fn prove(linked: &Linked) -> Vec<Diagnostic> {
    let mut proof = Proof { defects: Vec::new() };
    for (unit, output) in &linked.dangling {
        proof.defect(
            codes::DEFECT_OUTPUT,
            format!(
                "{} in {} reads {}, which {} does not have",
                unit.label(),
                unit.region(),
                output.name,
                output.stack
            ),
        );
    }
    if !linked.cycle.is_empty() {
        proof.defect(codes::DEFECT_ORDER, format!("stacks wait for each other: {}", linked.circle()));
    }
    for stack in linked.documents.stacks.values() {
        proof.stack(stack);
    }
    proof.defects
}

struct Proof {
    defects: Vec<Diagnostic>,
}

impl Proof {
    fn defect(&mut self, code: &'static Code, message: String) {
        self.defects.push(Diagnostic::defect(code, message));
    }

    fn stack(&mut self, stack: &Stack) {
        for (id, _) in &stack.collisions.resources {
            self.defect(codes::DEFECT_COLLISION, format!("two resources of {} are called {id}", stack.key));
        }
        for (name, _) in &stack.collisions.outputs {
            self.defect(codes::DEFECT_COLLISION, format!("two outputs of {} are called {name}", stack.key));
        }
        for (id, entry) in &stack.resources {
            let place = format!("{id} of {}", stack.key);
            for misfit in shapes::check_properties(&entry.type_name, &entry.properties) {
                self.defect(codes::DEFECT_SHAPE, format!("{place}: {} {}", misfit.path, misfit.problem));
            }
            for dependency in &entry.depends_on {
                if !stack.resources.contains_key(dependency.as_str()) {
                    self.defect(
                        codes::DEFECT_REFERENCE,
                        format!("{place} depends on {dependency}, which does not exist"),
                    );
                }
            }
            self.references(stack, &place, &entry.properties);
        }
        for (name, output) in &stack.outputs {
            self.references(stack, &format!("output {name} of {}", stack.key), &output.value);
        }
        self.quotas(stack);
        self.no_cycle(stack);
    }

    /// Every Ref, GetAtt and Sub below `value` names something that the template has.
    fn references(&mut self, stack: &Stack, place: &str, value: &Json) {
        for reference in references(value) {
            let known = match &reference.attribute {
                None => {
                    reference.id.starts_with("AWS::")
                        || stack.parameters.contains_key(&reference.id)
                        || stack.resources.contains_key(reference.id.as_str())
                }
                Some(attribute) => {
                    let entry = stack.resources.get(reference.id.as_str());
                    entry.is_some_and(|entry| shapes::has_attribute(&entry.type_name, attribute) != Some(false))
                }
            };
            if !known {
                let attribute = reference.attribute.map(|attribute| format!(".{attribute}")).unwrap_or_default();
                self.defect(
                    codes::DEFECT_REFERENCE,
                    format!("{place} refers to {}{attribute}, which does not exist", reference.id),
                );
            }
        }
    }

    fn quotas(&mut self, stack: &Stack) {
        let counts = [
            ("resources", stack.resources.len(), quotas::MAX_RESOURCES),
            ("outputs", stack.outputs.len(), quotas::MAX_OUTPUTS),
            ("parameters", stack.parameters.len(), quotas::MAX_PARAMETERS),
        ];
        for (what, count, most) in counts {
            if count > most {
                self.defect(
                    codes::DEFECT_QUOTA,
                    format!("{} has {count} {what}, where CloudFormation takes {most}", stack.key),
                );
            }
        }
    }

    /// Resources of a stack do not wait for each other in a circle.
    fn no_cycle(&mut self, stack: &Stack) {
        let ids = stack.cycle();
        if !ids.is_empty() {
            let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            self.defect(
                codes::DEFECT_ORDER,
                format!("resources of {} wait for each other: {}", stack.key, ids.join(", ")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blueprint::Wiring;
    use crate::documents::cloudformation::resources::s3::Bucket;
    use crate::documents::cloudformation::{StackKey, StackKind, reference};
    use crate::documents::{Documents, Unit};
    use crate::stacks::link;

    /// The path has every stack of the circle, and why each waits.
    #[test]
    fn a_circle_of_stacks_is_told_step_by_step() {
        let mut documents = Documents::new("game", "game");
        for kind in [StackKind::Network, StackKind::Data, StackKind::Compute] {
            documents.stack(kind, "us-east-1").add("Bucket", Bucket::default());
        }
        let name =
            documents.stack(StackKind::Compute, "us-east-1").output("BucketName", "Its name", reference("Bucket"));
        let bucket = documents.stack(StackKind::Data, "us-east-1").resources.values_mut().next().unwrap();
        bucket.properties = serde_json::json!({ "BucketName": name });
        let unit = |kind| Unit::Stack(StackKey::new(kind, "us-east-1"));
        documents.precede(unit(StackKind::Data), unit(StackKind::Compute), "the replicas' source");
        let linked = link(documents, Wiring::StackOutput);
        let messages: Vec<String> = prove(&linked).into_iter().map(|defect| defect.message).collect();
        assert_eq!(
            messages,
            [
                "stacks wait for each other: data in us-east-1 reads BucketName of compute in us-east-1, which waits for data in \
              us-east-1 (the replicas' source)"
            ]
        );
    }
}
