//! From a blueprint to a system: regions get their facts, names get their components.

use indexmap::IndexMap;

use super::naming::{bad_component_name, bad_system_name};
use super::{ComponentRef, Region, Role, System};
use crate::blueprint::vocabulary::Cidr;
use crate::blueprint::{self, Blueprint, Common, Existing, SECTIONS, Section, Service};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::documents::cloudformation::LogicalId;
use crate::facts;
use crate::yaml::{NodeId, Tree};

/// What a region without settings says.
static PLAIN_REGION: blueprint::Region =
    blueprint::Region { services: None, cidr: None, capacity: blueprint::Capacity::Full, serves: None };

/// The edition of the language that this is the compiler of.
const EDITION: u32 = 1;

/// The most zones that the address plan of a region has room for.
const MOST_ZONES: u32 = 6;

/// Gives every name of the blueprint its meaning. `None` when no region is left to build in; the diagnostics say why.
pub fn resolve<'a>(
    blueprint: &'a Blueprint,
    tree: &'a Tree,
    root: NodeId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<System<'a>> {
    let place = Place { tree, root };
    let mut system = System { blueprint, tree, root, regions: Vec::new(), components: IndexMap::new() };
    diagnostics.extend(bad_system_name(&blueprint.name, tree.locate(root, &["name"]).value));
    diagnostics.extend(unknown_edition(blueprint, tree.locate(root, &["synth"]).value));
    resolve_regions(&mut system, place, diagnostics);
    if system.regions.first().is_none_or(|region| region.role != Role::Primary) {
        return None;
    }
    index_components(&mut system, diagnostics);
    check_region_names(&system, diagnostics);
    check_services(&system, diagnostics);
    check_references_to_waivers(&system, diagnostics);
    Some(system)
}

/// Later editions may give the same words another meaning.
fn unknown_edition(blueprint: &Blueprint, span: Span) -> Option<Diagnostic> {
    let wanted = blueprint.synth.filter(|wanted| *wanted != EDITION)?;
    let error = Diagnostic::error(codes::UNKNOWN_EDITION, span, format!("this synth does not know edition {wanted}"))
        .label(format!("the only edition is {EDITION}"));
    Some(error.fix(format!("write {EDITION}"), span, EDITION.to_string()))
}

#[derive(Clone, Copy)]
struct Place<'a> {
    tree: &'a Tree,
    root: NodeId,
}

impl Place<'_> {
    fn key(self, path: &[&str]) -> Span {
        let located = self.tree.locate(self.root, path);
        located.key.unwrap_or(located.value)
    }
}

fn resolve_regions<'a>(system: &mut System<'a>, place: Place<'a>, diagnostics: &mut Vec<Diagnostic>) {
    let blueprint = system.blueprint;
    if blueprint.primary_region.len() != 1 {
        let found = blueprint.primary_region.len();
        let span = place.key(&["primary_region"]);
        let error =
            Diagnostic::error(codes::PRIMARY_COUNT, span, format!("{found} primary regions, where one is needed"))
                .label("exactly one region owns what exists once")
                .help("keep one and move the others to `secondary_regions`");
        diagnostics.push(error);
    }
    let primaries = blueprint.primary_region.iter().take(1).map(|(code, model)| (Role::Primary, code, model));
    let secondaries = blueprint.secondary_regions.iter().map(|(code, model)| (Role::Secondary, code, model));
    for (role, code, model) in primaries.chain(secondaries) {
        let list = if role == Role::Primary { "primary_region" } else { "secondary_regions" };
        let key = place.key(&[list, code]);
        if let Some(first) = system.region(code) {
            let error = Diagnostic::error(codes::REGION_TWICE, key, format!("{code} is listed twice"))
                .label("listed again here")
                .also(first.key, "the primary region")
                .help("a region has one set of stacks: remove it from `secondary_regions`");
            diagnostics.push(error);
            continue;
        }
        let Some(facts) = facts::regions::find(code) else {
            diagnostics.push(unknown_region(code, key));
            continue;
        };
        let model = model.as_ref().unwrap_or(&PLAIN_REGION);
        let zones = existing_zones(blueprint, code).unwrap_or_else(|| zones(blueprint, &facts));
        let cidr = model.cidr.or_else(|| default_cidr(&facts)).unwrap_or(Cidr { base: 10 << 24, prefix: 16 });
        let node = place.tree.locate(place.root, &[list, code]).node;
        system.regions.push(Region { code, role, facts, model, node, key, cidr, zones });
    }
}

fn default_cidr(facts: &facts::regions::Region) -> Option<Cidr> {
    Cidr::parse(facts.default_cidr?).ok()
}

/// The zones of an existing VPC are those in which it has private subnets.
fn existing_zones(blueprint: &Blueprint, region: &str) -> Option<u32> {
    let existing = blueprint.existing.get(blueprint.network.vpc.as_deref()?)?;
    let Existing::Vpc(regions) = &existing.base.model else { return None };
    let subnets = regions.get(region)?.private_subnets.len();
    Some(u32::try_from(subnets).unwrap_or(MOST_ZONES).min(MOST_ZONES))
}

fn zones(blueprint: &Blueprint, facts: &facts::regions::Region) -> u32 {
    let there = facts.az_count.and_then(|count| u32::try_from(count).ok()).unwrap_or(3);
    blueprint.network.availability_zones.unwrap_or(3).min(there).min(MOST_ZONES)
}

fn unknown_region(code: &str, key: Span) -> Diagnostic {
    let error = Diagnostic::error(codes::UNKNOWN_REGION, key, format!("`{code}` is no AWS region"))
        .fact("AWS regional endpoints, botocore 1.44.5 (2026-10)");
    match did_you_mean(code, facts::regions::codes()) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), key, near),
        None => error.label("not in the table of regions"),
    }
}

fn index_components<'a>(system: &mut System<'a>, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_id: IndexMap<String, (&'a str, Span)> = IndexMap::new();
    for section in SECTIONS {
        for (name, node, key) in components_of(system, section) {
            if let Some(error) = bad_component_name(name, key) {
                diagnostics.push(error);
            }
            let id = LogicalId::new(name).to_string();
            if let Some((other, first)) = by_id.get(&id) {
                let same = *other == name;
                let message = if same {
                    format!("two components are named `{name}`")
                } else {
                    format!("`{name}` and `{other}` collide")
                };
                let error = Diagnostic::error(codes::NAME_COLLISION, key, message)
                    .label(if same { String::new() } else { format!("its resources would be called {id}…, too") })
                    .also(*first, "the first one")
                    .help("a reference is the bare name, and a logical id its words: give each component a name of its own");
                diagnostics.push(error);
                continue;
            }
            by_id.insert(id, (name, key));
            system.components.insert(name, ComponentRef { section, key, node });
        }
    }
}

/// Name, map and place of the name of every component of a section.
fn components_of<'a>(system: &System<'a>, section: &'static str) -> Vec<(&'a str, NodeId, Span)> {
    let tree = system.tree;
    let named = |map: NodeId| {
        let entries = tree.entries(map).iter();
        entries.filter_map(|(key, value)| Some((tree.text(*key)?, *value, tree.span(*key)))).collect::<Vec<_>>()
    };
    let Some(map) = tree.get(system.root, section) else { return Vec::new() };
    let mut components = named(map);
    // What runs code in a cluster is called by its bare name where it uses others, as components are.
    let parts = |list: &str| -> Vec<_> {
        components.iter().filter_map(|(_, cluster, _)| tree.get(*cluster, list)).flat_map(named).collect()
    };
    let more = match section {
        "ecs" => parts("services"),
        "eks" => {
            parts("workloads").into_iter().filter(|(_, workload, _)| tree.get(*workload, "uses").is_some()).collect()
        }
        _ => Vec::new(),
    };
    components.extend(more);
    components
}

/// `regions` and `per_region` of a component name regions of this system.
fn check_region_names(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    fn of<M>(system: &System<'_>, section: &Section<M>, diagnostics: &mut Vec<Diagnostic>) {
        for (name, component) in section {
            check_component_regions(
                system,
                name,
                &component.common,
                component.per_region.keys(),
                component.node.0,
                diagnostics,
            );
        }
    }
    let blueprint = system.blueprint;
    of(system, &blueprint.functions, diagnostics);
    of(system, &blueprint.apis, diagnostics);
    of(system, &blueprint.workflows, diagnostics);
    of(system, &blueprint.accelerators, diagnostics);
    of(system, &blueprint.ecs, diagnostics);
    of(system, &blueprint.eks, diagnostics);
    of(system, &blueprint.fleets, diagnostics);
    of(system, &blueprint.caches, diagnostics);
    of(system, &blueprint.databases, diagnostics);
    of(system, &blueprint.existing, diagnostics);
}

fn check_component_regions<'c>(
    system: &System<'_>,
    name: &str,
    common: &Common,
    patched: impl Iterator<Item = &'c String>,
    node: NodeId,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let tree = system.tree;
    let listed = tree.get(node, "regions").map(|list| tree.items(list).to_vec()).unwrap_or_default();
    let removed = |code: &String| system.blueprint.variant.removed_regions.contains(code);
    for (at, (code, item)) in common.regions.iter().flatten().zip(&listed).enumerate() {
        let item = *item;
        let before = common.regions.iter().flatten().position(|other| other == code).filter(|before| *before < at);
        if let Some(first) = before.and_then(|before| listed.get(before)) {
            diagnostics.push(region_twice(code, tree.span(item), tree.span(*first)));
        } else if system.region(code).is_none() && !removed(code) {
            diagnostics.push(not_a_region_here(system, code, tree.span(item)));
        }
    }
    if common.regions.as_ref().is_some_and(Vec::is_empty) {
        let span = tree.locate(node, &["regions"]).value;
        let error = Diagnostic::error(codes::RUNS_NOWHERE, span, format!("`{name}` runs in no region"))
            .label("an empty list")
            .help("leave `regions` out for every region, or name one");
        diagnostics.push(error);
    }
    for code in patched {
        let key = tree.locate(node, &["per_region", code]).key.unwrap_or_else(|| tree.span(node));
        match system.region(code) {
            None if removed(code) => {}
            None => diagnostics.push(not_a_region_here(system, code, key)),
            Some(region) if !system.runs_in(name, common, region) => {
                let error = Diagnostic::error(codes::PATCH_UNUSED, key, format!("`{name}` does not run in {code}"))
                    .label("this patch changes nothing")
                    .help("add the region to `regions`, or remove the patch");
                diagnostics.push(error);
            }
            Some(_) => {}
        }
    }
}

/// A region that a list names again.
pub(crate) fn region_twice(code: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(codes::REGION_TWICE, span, format!("{code} is listed twice"))
        .label("listed again here")
        .also(first, "listed first")
        .help("name it once")
}

pub(crate) fn not_a_region_here(system: &System<'_>, code: &str, span: Span) -> Diagnostic {
    let known: Vec<&str> = system.regions.iter().map(|region| region.code).collect();
    let error = Diagnostic::error(codes::REGION_NOT_HERE, span, format!("`{code}` is no region of this blueprint"));
    match did_you_mean(code, known.iter().copied()) {
        Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
        None => error.label(format!("the regions are {}", known.join(", "))),
    }
}

/// What `services` lists must exist, and roles must fit the region.
fn check_services(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let primary_takes_writes =
        system.primary().model.services.as_ref().is_none_or(|s| s.contains(&Service::RdsPrimary));
    for region in &system.regions {
        let items =
            system.tree.get(region.node, "services").map(|list| system.tree.items(list).to_vec()).unwrap_or_default();
        for (service, item) in region.model.services.iter().flatten().zip(items) {
            let span = system.tree.span(item);
            if !system.components.values().any(|component| component.section == service.section()) {
                diagnostics.push(unmatched_service(*service, span));
            }
            match (service, region.role) {
                (Service::RdsPrimary, Role::Secondary) => diagnostics.push(primary_in_secondary(region, span)),
                (Service::RdsReadReplica, Role::Primary) => diagnostics.push(replica_in_primary(region, span)),
                (Service::RdsReadReplica, Role::Secondary) if !primary_takes_writes => {
                    diagnostics.push(replica_without_primary(system, span));
                }
                _ => {}
            }
        }
    }
}

fn unmatched_service(service: Service, span: Span) -> Diagnostic {
    let word = service.word();
    Diagnostic::error(codes::SERVICE_WITHOUT_COMPONENT, span, format!("no component of the blueprint is {word}"))
        .label(format!("`{}` has no entry", service.section()))
        .help("in a file with components `services` only filters them: add the component, or remove the word")
}

fn primary_in_secondary(region: &Region<'_>, span: Span) -> Diagnostic {
    Diagnostic::error(
        codes::PRIMARY_DATABASE_IN_SECONDARY,
        span,
        format!("rds_primary in {}, a secondary region", region.code),
    )
    .label("only the primary region takes writes")
    .fix("make it a replica", span, Service::RdsReadReplica.word())
    .fact("an RDS read replica has exactly one source (RDS API, CreateDBInstanceReadReplica, read 2026-10-20)")
}

fn replica_in_primary(region: &Region<'_>, span: Span) -> Diagnostic {
    Diagnostic::error(
        codes::REPLICA_WITHOUT_PRIMARY,
        span,
        format!("rds_read_replica in {}, the primary region", region.code),
    )
    .label("there is nothing that it could replicate")
    .fix("make it the primary instance", span, Service::RdsPrimary.word())
    .fact("an RDS read replica has exactly one source (RDS API, CreateDBInstanceReadReplica, read 2026-10-20)")
}

fn replica_without_primary(system: &System<'_>, span: Span) -> Diagnostic {
    let primary = system.primary();
    let services = system.tree.locate(primary.node, &["services"]);
    Diagnostic::error(codes::REPLICA_WITHOUT_PRIMARY, span, "rds_read_replica without an rds_primary")
        .label("there is nothing that it could replicate")
        .also(services.value, format!("the services of {}, the primary region", primary.code))
        .help(format!("add rds_primary to the services of {}", primary.code))
        .fact("an RDS read replica has exactly one source (RDS API, CreateDBInstanceReadReplica, read 2026-10-20)")
}

/// A waiver names a code that exists.
fn check_references_to_waivers(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut places = vec![system.root];
    places.extend(system.components.values().map(|component| component.node));
    for place in places {
        let Some(map) = system.tree.get(place, "waive") else { continue };
        for (key, _) in system.tree.entries(map) {
            let text = system.tree.text(*key).unwrap_or_default();
            if codes::ALL.iter().any(|code| code.id == text) {
                continue;
            }
            let span = system.tree.span(*key);
            let error = Diagnostic::error(codes::UNKNOWN_WAIVER, span, format!("`{text}` is no code of synth"));
            let near = codes::Code::find(text)
                .map(|code| code.id)
                .or_else(|| did_you_mean(text, codes::ALL.iter().map(|code| code.id)));
            diagnostics.push(match near {
                Some(near) => error.label(format!("did you mean {near}?")).fix(format!("write {near}"), span, near),
                None => error.label("`synth explain` lists the codes"),
            });
        }
    }
}
