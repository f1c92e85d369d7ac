//! Instance types: whether they exist, where they are offered, and whether they go together.

use super::Pool;
use crate::components::nearest::{UnknownType, unknown_type};
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::facts::Offered;
use crate::facts::autoscaling::MAX_OVERRIDES;
use crate::facts::ec2::{self, Architecture, InstanceType};

const OFFERINGS: &str = "EC2 price list and DescribeInstanceTypeOfferings, as recorded by moto 5.2.5";

/// Types that do not exist, are not offered, or do not go together.
pub fn check(pool: &Pool<'_>, diagnostics: &mut Vec<Diagnostic>) {
    check_list(pool, diagnostics);
    for (index, name) in pool.instance_types.iter().enumerate() {
        let span = pool.type_span(index);
        if !ec2::exists(name) {
            diagnostics.push(unknown(name, span));
        } else if ec2::offered_in(name, pool.region.code) == Offered::No {
            diagnostics.push(not_offered(pool, name, span));
        }
    }
    let types = pool.described();
    for (kind, span) in &types {
        if kind.is_previous_generation() {
            diagnostics.push(previous_generation(pool, kind, *span));
        }
        diagnostics.extend(no_image(pool, kind, *span));
        diagnostics.extend(in_few_zones(pool, kind, *span));
    }
    check_architectures(pool, &types, diagnostics);
}

fn check_list(pool: &Pool<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let types = &pool.instance_types;
    let list = pool.place(&["instance_types"]);
    if types.is_empty() {
        let error = Diagnostic::error(codes::INSTANCE_TYPE_COUNT, list, format!("{} has no instance type", pool.name))
            .label("an empty list")
            .help("name at least one type, best first: [c7g.2xlarge, c6g.2xlarge]");
        diagnostics.push(error);
    }
    if types.len() > MAX_OVERRIDES {
        let message = format!("{} instance types, where a {} takes {MAX_OVERRIDES}", types.len(), pool.noun);
        let error = Diagnostic::error(codes::INSTANCE_TYPE_COUNT, pool.type_span(MAX_OVERRIDES), message)
            .label("the first too many")
            .fact(format!("a mixed instances policy takes {MAX_OVERRIDES} overrides (EC2 Auto Scaling quotas)"));
        diagnostics.push(error);
    }
    for (index, name) in types.iter().enumerate() {
        let Some(first) = types.iter().take(index).position(|other| other == name) else { continue };
        let error =
            Diagnostic::error(codes::INSTANCE_TYPE_TWICE, pool.type_span(index), format!("{name} is listed twice"))
                .label("again")
                .also(pool.type_span(first), "first here")
                .help("leave one out: the order of the list is the order of preference");
        diagnostics.push(error);
    }
}

/// A family that the tables lack may be younger than they are; anything else that they lack does not exist.
fn unknown(name: &str, span: Span) -> Diagnostic {
    let message = format!("there is no instance type `{name}`");
    let error = || Diagnostic::error(codes::UNKNOWN_INSTANCE_TYPE, span, &message);
    let found = match unknown_type(name) {
        UnknownType::Younger => Diagnostic::warning(codes::UNKNOWN_INSTANCE_TYPE, span, &message)
            .label("not known here")
            .help("check the name, or waive this if it is new: the rules about types cannot be applied to it"),
        UnknownType::Misspelt(near) => {
            error().label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near)
        }
        UnknownType::Size => error().label(format!("{} has no such size", family(name))).help(format!(
            "the sizes of {} are {}",
            family(name),
            sizes(family(name)).join(", ")
        )),
        UnknownType::Nonsense => {
            error().label("not the name of a type").help("a type is a family and a size: c7g.2xlarge")
        }
    };
    found.fact("EC2 price list and DescribeInstanceTypes, as recorded by moto 5.2.5")
}

fn not_offered(pool: &Pool<'_>, name: &str, span: Span) -> Diagnostic {
    let region = pool.region;
    let error =
        Diagnostic::error(codes::INSTANCE_TYPE_NOT_OFFERED, span, format!("{name} is not offered in {}", region.code))
            .label(format!("{} has none", region.facts.name))
            .also(region.key, format!("the {} runs here", pool.noun))
            .fact(OFFERINGS);
    match ec2::find(name).and_then(|kind| nearest(pool, &kind, |_| true)) {
        Some(near) => error.fix(format!("use {near}, which each region of the {} has", pool.noun), span, near),
        None => error.help("choose another type, or leave the region out with `regions` or `per_region`"),
    }
}

fn previous_generation(pool: &Pool<'_>, kind: &InstanceType, span: Span) -> Diagnostic {
    let warning =
        Diagnostic::warning(codes::PREVIOUS_GENERATION, span, format!("{} is of a previous generation", kind.name))
            .label("newer types do the same work for less")
            .fact("Amazon EC2, Previous Generation Instances (read 2026-10-20)");
    match nearest(pool, kind, |other| !other.is_previous_generation()) {
        Some(near) => warning.fix(format!("use {near}"), span, near),
        None => warning,
    }
}

/// Amazon Linux 2023 has images for x86-64 and for Graviton2 and later, none for macOS.
fn no_image(pool: &Pool<'_>, kind: &InstanceType, span: Span) -> Option<Diagnostic> {
    let first_graviton = kind.architecture == Architecture::Arm && family(kind.name) == "a1";
    let mac = matches!(kind.architecture, Architecture::X86Mac | Architecture::ArmMac);
    if !pool.al2023 || !(first_graviton || mac) {
        return None;
    }
    let message = format!("Amazon Linux 2023 does not run on {}", kind.name);
    let error = Diagnostic::error(codes::NO_IMAGE, span, message)
        .label(if mac { "a Mac" } else { "the first Graviton processor" })
        .fact("AL2023 is built for x86-64-v2 and ARMv8.2 and does not support A1 instances (AL2023 user guide, System requirements, read 2026-11-22)");
    let error = match pool.image {
        Some(image) => error.also(image, "the image"),
        None => error,
    };
    Some(match nearest(pool, kind, |other| !other.is_previous_generation()).filter(|_| !mac) {
        Some(near) => error.fix(format!("use {near}"), span, near),
        None => error.help("name an AMI for each region, `image: {ami: {…}}`, or choose another type"),
    })
}

fn in_few_zones(pool: &Pool<'_>, kind: &InstanceType, span: Span) -> Option<Diagnostic> {
    let zones = ec2::zones(kind.name, pool.region.code)?;
    let used = pool.region.zones as usize;
    if !pool.every_zone || zones.len() >= used {
        return None;
    }
    let ids: Vec<&str> = zones.iter().collect();
    let message =
        format!("{} is offered in {} of the {used} zones that {} uses", kind.name, zones.len(), pool.region.code);
    let warning = Diagnostic::warning(codes::TYPE_IN_FEW_ZONES, span, message)
        .label(format!("only in {}", ids.join(", ")))
        .help(format!("add types that the other zones have, or accept that the {} is uneven", pool.noun))
        .fact("EC2 DescribeInstanceTypeOfferings by zone id, as recorded by moto 5.2.5");
    Some(warning)
}

fn check_architectures(pool: &Pool<'_>, types: &[(InstanceType, Span)], diagnostics: &mut Vec<Diagnostic>) {
    let Some((first, first_span)) = types.first() else { return };
    for (kind, span) in types {
        if instruction_set(kind) == instruction_set(first) {
            continue;
        }
        let message = format!("{} and {} do not run the same image", first.name, kind.name);
        let error = Diagnostic::error(codes::MIXED_ARCHITECTURES, *span, message)
            .label(instruction_set(kind))
            .also(*first_span, instruction_set(first))
            .help(format!("make two {}s of them: one launch template has one image", pool.noun))
            .fact("EC2 DescribeInstanceTypes, ProcessorInfo.SupportedArchitectures (as recorded by moto 5.2.5)");
        diagnostics.push(error);
    }
}

/// What an instance type runs, in AWS's words.
pub fn instruction_set(kind: &InstanceType) -> &'static str {
    match kind.architecture {
        Architecture::X86 | Architecture::X86And32Bit => "x86_64",
        Architecture::Arm => "arm64",
        Architecture::X86Mac => "macOS on Intel",
        Architecture::ArmMac => "macOS on Apple silicon",
    }
}

/// The type most like `kind` among those that fit and that every region of the pool offers: of its class and size, of the same
/// architecture; the same maker of processors first, then the same variant, then newer generations.
pub fn nearest(pool: &Pool<'_>, kind: &InstanceType, fits: impl Fn(&InstanceType) -> bool) -> Option<&'static str> {
    let wanted = Variant::of(kind.name);
    let (system, common) = (pool.system, pool.common);
    let regions: Vec<&str> = system
        .regions
        .iter()
        .filter(|region| system.runs_in(pool.name, common, region))
        .map(|region| region.code)
        .collect();
    let alike = |other: &InstanceType| {
        let variant = Variant::of(other.name);
        variant.class == wanted.class
            && variant.size == wanted.size
            && other.name != kind.name
            && instruction_set(other) == instruction_set(kind)
            && fits(other)
            && regions.iter().all(|region| ec2::offered_in(other.name, region) == Offered::Yes)
    };
    let candidates =
        ec2::names().filter(|name| Variant::of(name).size == wanted.size).filter_map(ec2::find).filter(alike);
    candidates
        .min_by_key(|other| (other.cpu_maker != kind.cpu_maker, Variant::of(other.name).distance(&wanted)))
        .map(|other| other.name)
}

/// The parts of a type's name: `c6in.16xlarge` is class c, generation 6, variant in, size 16xlarge.
struct Variant<'n> {
    class: &'n str,
    generation: u32,
    extras: &'n str,
    size: &'n str,
}

impl<'n> Variant<'n> {
    fn of(name: &'n str) -> Self {
        let (family, size) = name.split_once('.').unwrap_or((name, ""));
        let (class, rest) = family.split_at(family.find(|c: char| c.is_ascii_digit()).unwrap_or(family.len()));
        let (generation, extras) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
        // The first ARM family stands in a class of its own; its successors are of class m.
        let class = if class == "a" { "m" } else { class };
        Variant { class, generation: generation.parse().unwrap_or(0), extras, size }
    }

    /// How many letters of the variant differ, processor makers aside; then the newest generation first.
    fn distance(&self, wanted: &Variant<'_>) -> (usize, std::cmp::Reverse<u32>, &'n str) {
        let traits = |extras: &'n str| extras.chars().filter(|c| !matches!(c, 'i' | 'a' | 'g'));
        let missing = wanted
            .extras
            .chars()
            .filter(|c| !matches!(c, 'i' | 'a' | 'g'))
            .filter(|c| !self.extras.contains(*c))
            .count();
        let surplus = traits(self.extras).filter(|c| !wanted.extras.contains(*c)).count();
        (missing + surplus, std::cmp::Reverse(self.generation), self.extras)
    }
}

fn family(name: &str) -> &str {
    name.split_once('.').map_or(name, |(family, _)| family)
}

fn sizes(wanted: &str) -> Vec<&'static str> {
    ec2::names()
        .filter_map(|name| name.split_once('.'))
        .filter(|(family, _)| *family == wanted)
        .map(|(_, size)| size)
        .collect()
}
