//! Capacity that is kept for a fleet.

use super::Lowering;
use crate::blueprint::{CapacityReservation, Placement};
use crate::components::fleets::placement;
use crate::documents::cloudformation::resources::{autoscaling, ec2};
use crate::documents::cloudformation::{Stack, StackKey, StackKind, Value, reference, some, sub};

impl Lowering<'_, '_> {
    /// Capacity in the fleet's zone, close together if the fleet is, that no other instance takes.
    pub(super) fn reservation(&self, stack: &mut Stack) {
        let Some(CapacityReservation::Reserve(count)) = self.fleet.model.capacity_reservation else { return };
        let Some((letter, kind)) = placement::zone(self.fleet.model).zip(self.fleet.model.instance_types.first())
        else {
            return;
        };
        let network = StackKey::new(StackKind::Network, self.fleet.region.code);
        let group = format!(
            "arn:${{AWS::Partition}}:ec2:${{AWS::Region}}:${{AWS::AccountId}}:placement-group/${{{}}}",
            self.id.then("PlacementGroup")
        );
        let reservation = ec2::CapacityReservation {
            availability_zone: Some(Value::Output(network.output(format!("Zone{letter}")))),
            instance_match_criteria: some("targeted"),
            placement_group_arn: (self.fleet.model.placement == Some(Placement::Cluster)).then(|| sub(group)),
            tag_specifications: vec![ec2::TagSpecification {
                resource_type: some("capacity-reservation"),
                tags: self.tags(),
            }],
            ..ec2::CapacityReservation::new(kind, "Linux/UNIX", count)
        };
        stack.add(self.id.then("Reservation"), reservation);
    }

    /// Instances go into reserved capacity while there is some, and run on demand beyond it.
    pub(super) fn reservations(&self) -> Option<autoscaling::CapacityReservationSpecification> {
        let ids = match self.fleet.model.capacity_reservation.as_ref()? {
            CapacityReservation::Reserve(_) => vec![reference(self.id.then("Reservation"))],
            CapacityReservation::Ids(ids) => {
                ids.get(self.fleet.region.code).into_iter().flatten().map(Into::into).collect()
            }
        };
        Some(autoscaling::CapacityReservationSpecification {
            capacity_reservation_target: Some(autoscaling::CapacityReservationTarget {
                capacity_reservation_ids: ids,
                ..Default::default()
            }),
            ..autoscaling::CapacityReservationSpecification::new("capacity-reservations-first")
        })
    }
}
