//! Custom endpoints of an Aurora cluster.

use super::cluster::numbered;
use super::{around, is_replica, members};
use crate::blueprint::{CustomEndpoint, CustomEndpointType, Database};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::resources::rds::DbClusterEndpoint;
use crate::documents::cloudformation::{LogicalId, OutputRef, Stack, StackKey, StackKind, Value, get_att, reference};
use crate::facts::{aurora, regions};
use crate::system::{Instance, physical_name};

/// What CloudFormation calls a custom endpoint.
const TYPE: &str = "AWS::RDS::DBClusterEndpoint";
/// Where the limit and the types stand.
const GUIDE: &str = "Aurora User Guide, Custom endpoints for Amazon Aurora (read 2026-11-22)";

/// Adds the custom endpoints of a cluster, each with its address as an output.
pub fn add(stack: &mut Stack, database: &Instance<'_, Database>) {
    for (name, endpoint) in &database.model.custom_endpoints {
        let id = logical_id(database, name);
        let system = database.system;
        let parts = [&system.prefix(), system.first_name(database.name), name];
        let kind = if endpoint.kind == CustomEndpointType::Any { "ANY" } else { "READER" };
        let cluster: Value<String> = reference(database.id().then("Cluster"));
        let numbers = |numbers: &[u32]| numbers.iter().map(|number| reference(numbered(database, *number))).collect();
        let resource = DbClusterEndpoint {
            static_members: numbers(&endpoint.members),
            excluded_members: numbers(&endpoint.excluded),
            tags: around::tags(database),
            ..DbClusterEndpoint::new(physical_name(&parts, aurora::ENDPOINT_CHARS), cluster, kind)
        };
        stack.add(&id, resource);
        let what = format!("Address of {} for {name}", database.name);
        stack.output(&id, what, get_att(&id, "Endpoint"));
    }
}

/// The addresses of a database's custom endpoints in its region, by the end of the variable that holds each: `REPORTING_ENDPOINT`.
pub fn addresses(database: &Instance<'_, Database>) -> Vec<(String, OutputRef)> {
    let stack = StackKey::new(StackKind::Data, database.region.code);
    let each = database.model.custom_endpoints.keys().map(|name| {
        let variable = format!("{}_ENDPOINT", name.to_ascii_uppercase().replace('-', "_"));
        (variable, stack.clone().output(logical_id(database, name)))
    });
    each.collect()
}

fn logical_id(database: &Instance<'_, Database>, name: &str) -> LogicalId {
    database.id().then("Endpoint").then(LogicalId::new(name))
}

/// Endpoints that Aurora refuses, and such as lead nowhere.
pub fn check(database: &Instance<'_, Database>, diagnostics: &mut Vec<Diagnostic>) {
    let endpoints = &database.model.custom_endpoints;
    if let Some((name, _)) = endpoints.iter().next()
        && regions::type_missing_in(TYPE, database.region.code)
    {
        let message = format!("`{}` has a custom endpoint in {}", database.name, database.region.code);
        diagnostics.push(
            Diagnostic::error(codes::CUSTOM_ENDPOINT, database.key(&["custom_endpoints", name]), message)
                .label("CloudFormation cannot make it there")
                .also(database.region.key, "the region")
                .help("leave it out there (`per_region`), and let readers use the reader endpoint")
                .fact("AWS::RDS::DBClusterEndpoint is not in the CloudFormation registry of this region (cfn-lint 1.58.0, 2026-10-20)"),
        );
    }
    for (at, (name, endpoint)) in endpoints.iter().enumerate() {
        diagnostics.extend(too_many(database, at, name));
        diagnostics.extend(misnamed(database, name));
        diagnostics.extend(wrong_members(database, name, endpoint));
    }
}

fn too_many(database: &Instance<'_, Database>, at: usize, name: &str) -> Option<Diagnostic> {
    let (count, most) = (database.model.custom_endpoints.len(), aurora::CUSTOM_ENDPOINTS);
    if at != most {
        return None;
    }
    let message = format!("{count} custom endpoints, where a cluster has {most} at most");
    let error = Diagnostic::error(codes::CUSTOM_ENDPOINT, database.key(&["custom_endpoints", name]), message)
        .label(format!("the {}th", at + 1))
        .help("let clients with the same needs share one");
    Some(error.fact(GUIDE))
}

fn misnamed(database: &Instance<'_, Database>, name: &str) -> Option<Diagnostic> {
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) && !part.is_empty();
    let span = database.key(&["custom_endpoints", name]);
    if !name.split('-').all(letters) {
        let error = Diagnostic::error(codes::CUSTOM_ENDPOINT, span, format!("`{name}` cannot be the name of an endpoint"))
            .label("lower-case letters and digits, joined by hyphens")
            .fact("DBClusterEndpointIdentifier: letters, digits and hyphens, not two in a row (CloudFormation registry, AWS::RDS::DBClusterEndpoint, 2026-10-20)");
        return Some(error.help("choose another, such as `reporting`"));
    }
    if name != "reader" {
        return None;
    }
    let error = Diagnostic::error(codes::CUSTOM_ENDPOINT, span, "`reader` is the name of the endpoint of all readers")
        .label("taken")
        .help("choose another, such as `reporting`: the variable READER_ENDPOINT has the address of all readers");
    Some(error)
}

fn wrong_members(database: &Instance<'_, Database>, name: &str, endpoint: &CustomEndpoint) -> Option<Diagnostic> {
    let path = |field: &'static str| ["custom_endpoints", name, field];
    let error = |span, message: String| Diagnostic::error(codes::CUSTOM_ENDPOINT_MEMBERS, span, message);
    let key = database.key(&["custom_endpoints", name]);
    match (endpoint.members.is_empty(), endpoint.excluded.is_empty()) {
        (true, true) => {
            return Some(
                error(key, format!("`{name}` does not say to which instances it leads"))
                    .label("neither `members` nor `excluded`")
                    .help(
                        "write the numbers of the instances, `members: [2, 3]`; all readers have the reader endpoint",
                    ),
            );
        }
        (false, false) => {
            return Some(
                error(database.key(&path("excluded")), format!("`{name}` has members and excluded instances"))
                    .label("one list of the two")
                    .also(database.key(&path("members")), "the other")
                    .help("keep `members`, or `excluded` if instances that come later should belong to it")
                    .fact("a custom endpoint has a static list or an exclusion list, not both (Aurora User Guide, Considerations for custom endpoints, read 2026-11-22)"),
            );
        }
        _ => {}
    }
    let instances = members::readers(database) + 1;
    for (field, numbers) in [("members", &endpoint.members), ("excluded", &endpoint.excluded)] {
        for (at, number) in numbers.iter().enumerate() {
            let place = format!("[{at}]");
            let span = database.value(&["custom_endpoints", name, field, &place]);
            if !(1..=instances).contains(number) {
                return Some(
                    error(span, format!("instance {number} of `{}`, which has {instances}", database.name))
                        .label(format!("1 to {instances}"))
                        .also(database.place(&["readers"]), "readers beside the instance that writes")
                        .help(
                            "name an instance that is there, or add readers; those of `reader_scaling` have no numbers",
                        ),
                );
            }
            if numbers.iter().take(at).any(|before| before == number) {
                return Some(
                    error(span, format!("instance {number} twice")).label("named before").help("leave it out"),
                );
            }
        }
    }
    nobody(database, name, endpoint, instances)
}

/// In the region that writes, instance 1 is no reader.
fn nobody(
    database: &Instance<'_, Database>,
    name: &str,
    endpoint: &CustomEndpoint,
    instances: u32,
) -> Option<Diagnostic> {
    let writes = !is_replica(database) && endpoint.kind == CustomEndpointType::Reader;
    let leads_to = |number: &u32| {
        let named = endpoint.members.is_empty() || endpoint.members.contains(number);
        named && !endpoint.excluded.contains(number) && !(writes && *number == 1)
    };
    if (1..=instances).any(|number| leads_to(&number)) {
        return None;
    }
    let span = database.key(&["custom_endpoints", name]);
    let error = Diagnostic::error(codes::CUSTOM_ENDPOINT_MEMBERS, span, format!("`{name}` leads to no instance"))
        .label(if writes { "no reader among them: instance 1 writes" } else { "all are excluded" })
        .help("name a reader, 2 or more; `type: any` may lead to the instance that writes");
    Some(error.fact("only readers can be part of an endpoint of type READER (Aurora User Guide, Considerations for custom endpoints, read 2026-11-22)"))
}
