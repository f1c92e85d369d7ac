//! The regions themselves: partitions, and regions that an account must enable.

use crate::blueprint::Capacity;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::{Documents, Topic};
use crate::system::System;

/// Regions of two partitions, and regions that are not enabled by default.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let primary = system.primary();
    for region in &system.regions {
        if region.facts.partition != primary.facts.partition {
            let message = format!(
                "{} is in partition {}, {} in {}",
                region.code, region.facts.partition, primary.code, primary.facts.partition
            );
            let error = Diagnostic::error(codes::PARTITION_MIX, region.key, message)
                .label(format!("partition {}", region.facts.partition))
                .also(primary.key, format!("partition {}", primary.facts.partition))
                .help("write one blueprint for each partition")
                .fact("partitions share no accounts, IAM, Route 53 or replication (AWS partitions, botocore 1.44.5)");
            diagnostics.push(error);
        }
        if region.facts.opt_in {
            let warning = Diagnostic::warning(
                codes::OPT_IN_REGION,
                region.key,
                format!("{} must be enabled in the account first", region.code),
            )
            .label("an opt-in region")
            .help(format!(
                "run `aws account enable-region --region-name {}` once; it takes minutes to hours",
                region.code
            ))
            .fact("opt-in regions, @aws-cdk/region-info 2.276.0");
            diagnostics.push(warning);
        }
    }
}

/// Says in the plan which regions to enable, and how to bring one up that runs less than everything.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    for region in &system.regions {
        let what = match region.model.capacity {
            Capacity::Full => continue,
            Capacity::Standby => "runs one of each, as a standby",
            Capacity::PilotLight => "holds the data alone, as a pilot light",
        };
        let text = format!(
            "{0} {what}. Before it takes the load of another region, write `capacity: full` at {0} and run `./deploy.sh --region {0}`: it \
             reads no other region. Stores grow for minutes to an hour; instances, tasks and functions start within minutes.",
            region.code,
        );
        documents.note(Topic::ByHand, text);
    }
    for region in system.regions.iter().filter(|region| region.facts.opt_in) {
        documents.note(
            Topic::Before,
            format!("Enable {}: `aws account enable-region --region-name {}`.", region.facts.name, region.code),
        );
    }
}
