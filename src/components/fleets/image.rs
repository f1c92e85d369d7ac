//! The machine image and the script that it starts with.

use super::Fleet;
use crate::blueprint::Image;
use crate::components::grouped::grouped;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::images::{USER_DATA_BYTES, USER_DATA_STARTS};

pub(super) fn check(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    check_user_data(fleet, diagnostics);
    let Image::Ami(images) = &fleet.model.image else { return };
    let at = |region: &str| fleet.value(&["image", "ami", region]);
    check_regions(fleet, diagnostics);
    for (index, (region, id)) in images.iter().enumerate() {
        if !is_ami(id) {
            diagnostics.push(not_an_ami(id, at(region)));
        } else if let Some((other, _)) = images.iter().take(index).find(|(_, other)| *other == id) {
            let error = Diagnostic::error(codes::AMI_IN_TWO_REGIONS, at(region), format!("{id} cannot be in {other} and in {region}"))
                .label(format!("an AMI of {region}"))
                .also(at(other), format!("the same in {other}"))
                .help(format!("`aws ec2 copy-image --region {region} --source-region {other} --source-image-id {id} --name …` copies it and gives the new id"))
                .fact("an AMI belongs to one region, and a copy has an id of its own (EC2 user guide, Copy an AMI, read 2026-10-20)");
            diagnostics.push(error);
        }
    }
}

fn check_regions(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Image::Ami(images) = &fleet.model.image else { return };
    let system = fleet.system;
    let runs_in: Vec<&str> = system
        .regions
        .iter()
        .filter(|region| system.runs_in(fleet.name, fleet.common, region))
        .map(|region| region.code)
        .collect();
    let missing: Vec<&str> = runs_in.iter().copied().filter(|region| !images.contains_key(*region)).collect();
    if let [first, ..] = missing.as_slice() {
        let message = format!("{} has no AMI in {}", fleet.name, missing.join(", "));
        let mut error = Diagnostic::error(codes::AMI_MISSING, fleet.key(&["image", "ami"]), message)
            .label("one AMI for each region of the fleet")
            .help(format!("add `{first}: ami-…`, or leave the region out with `regions`"))
            .fact("an AMI belongs to one region (EC2 user guide, Copy an AMI, read 2026-10-20)");
        for region in system.regions.iter().filter(|region| missing.contains(&region.code)) {
            error = error.also(region.key, "the fleet runs here");
        }
        diagnostics.push(error);
    }
    for region in images.keys().filter(|region| !runs_in.contains(&region.as_str())) {
        let path = ["image", "ami", region.as_str()];
        let warning = Diagnostic::warning(
            codes::AMI_UNUSED,
            fleet.key(&path),
            format!("{} does not run in {region}", fleet.name),
        )
        .label("nothing uses this AMI");
        diagnostics.push(match fleet.removal(&path) {
            Some(span) => warning.fix("leave it out", span, ""),
            None => warning.help("leave it out"),
        });
    }
}

/// `ami-` and 8 or 17 hexadecimal digits.
fn is_ami(id: &str) -> bool {
    let digits = id.strip_prefix("ami-").unwrap_or_default();
    matches!(digits.len(), 8 | 17) && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn not_an_ami(id: &str, span: Span) -> Diagnostic {
    let error = Diagnostic::error(codes::AMI_ID, span, format!("`{id}` is not the id of an AMI"))
        .fact("resource ids have 8 or 17 hexadecimal digits (EC2 user guide, Resource IDs, read 2026-10-20)");
    let lower = id.to_ascii_lowercase();
    if is_ami(&lower) {
        return error.label("ids are in lower case").fix(format!("write {lower}"), span, lower);
    }
    error
        .label("`ami-` and 17 hexadecimal digits (older ones have 8)")
        .help("`aws ec2 describe-images` lists the AMIs of a region")
}

fn check_user_data(fleet: &Fleet<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let text = fleet.model.user_data.as_ref().map(|script| script.text());
    let span = fleet.key(&[if text.is_some() { "user_data" } else { "env" }]);
    let bytes = text.map_or(0, str::len) + super::environment::added_bytes(fleet);
    if bytes > USER_DATA_BYTES {
        let message = format!(
            "user data of {} bytes, where {} are possible",
            grouped(bytes as u64),
            grouped(USER_DATA_BYTES as u64)
        );
        let error = Diagnostic::error(codes::USER_DATA, span, message)
            .label("too long")
            .help("put the script into S3 or an AMI, and let user data fetch it")
            .fact("user data is limited to 16 KB before it is encoded (EC2 user guide, Work with instance user data, read 2026-11-22)");
        diagnostics.push(error);
    } else if text.is_some_and(|text| !USER_DATA_STARTS.iter().any(|start| text.starts_with(start))) {
        let warning = Diagnostic::warning(codes::USER_DATA, span, "the user data does not say in its first line how it is run")
            .label("cloud-init skips it")
            .help("begin it with `#!/bin/bash`, without an empty line before it")
            .fact("user data scripts start with #! and the interpreter (EC2 user guide, Run commands at launch, read 2026-11-22)");
        diagnostics.push(warning);
    }
}
