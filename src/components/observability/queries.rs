//! Saved queries: what people ask the logs when an alarm has gone off.

use crate::components::{apis, functions};
use crate::documents::cloudformation::resources::logs::QueryDefinition;
use crate::documents::cloudformation::{Stack, Value};
use crate::facts::cloudwatch::MAX_QUERY_LOG_GROUPS;
use crate::system::{Region, System};

/// A query over the logs of a kind of component.
struct Saved {
    id: &'static str,
    /// Behind the system's name and a slash, which the console shows as a folder.
    name: &'static str,
    text: &'static str,
}

const OF_FUNCTIONS: [Saved; 3] = [
    Saved {
        id: "FunctionErrorsQuery",
        name: "Errors of functions",
        text: "fields @timestamp, @log, @requestId, @message\n| filter @message like /(?i)(error|exception|timed out)/\n\
               | sort @timestamp desc\n| limit 100\n",
    },
    Saved {
        id: "SlowestCallsQuery",
        name: "Slowest calls of functions",
        text: "filter @type = \"REPORT\"\n| fields @timestamp, @log, @requestId, @duration, @maxMemoryUsed / 1000 / 1000 as usedMB, @initDuration\n\
               | sort @duration desc\n| limit 50\n",
    },
    Saved {
        id: "ColdStartsQuery",
        name: "Cold starts of functions",
        text: "filter @type = \"REPORT\"\n\
               | stats count(*) as calls, count(@initDuration) as coldStarts, pct(@initDuration, 99) as coldStartP99 by @log, bin(1h)\n",
    },
];

const OF_APIS: [Saved; 2] = [
    Saved {
        id: "ApiFailuresQuery",
        name: "Failed requests by path",
        text: "filter status >= 500\n| stats count(*) as requests by method, path, status, error\n| sort requests desc\n",
    },
    Saved {
        id: "SlowestRequestsQuery",
        name: "Slowest requests",
        text: "fields @timestamp, method, path, status, latency, integrationLatency, trace\n| sort latency desc\n| limit 50\n",
    },
];

/// Adds the queries of a region, where there are logs that they are about.
pub(super) fn add(system: &System<'_>, region: &Region<'_>, stack: &mut Stack) {
    let here = |code: &str| code == region.code;
    let functions = system.instances(&system.blueprint.functions);
    let functions = functions.iter().filter(|function| here(function.region.code));
    let groups = functions.map(|function| functions::log_group(function.name, region.code)).collect();
    save(system, &OF_FUNCTIONS, groups, stack);
    let apis = system.instances(&system.blueprint.apis);
    let apis = apis.iter().filter(|api| here(api.region.code));
    let groups = apis.map(|api| apis::access_log(api.name, region.code)).collect();
    save(system, &OF_APIS, groups, stack);
}

/// A query takes so many log groups; with more the console has to choose.
fn save(system: &System<'_>, queries: &[Saved], mut groups: Vec<Value<String>>, stack: &mut Stack) {
    if groups.is_empty() {
        return;
    }
    groups.truncate(MAX_QUERY_LOG_GROUPS);
    for Saved { id, name, text } in queries {
        let name = format!("{}/{name}", system.prefix());
        let query = QueryDefinition { log_group_names: groups.clone(), ..QueryDefinition::new(name, *text) };
        let id = (*id).into();
        stack.add(&id, query);
        super::comment(stack, &id, "observability");
    }
}
