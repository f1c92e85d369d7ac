//! DAX: regions, nodes, and what a cache does to consistency.

use super::super::{dax as cluster, is_global, is_strong, replicas};
use crate::blueprint::{Dax, Table};
use crate::components::nearest::nearest_type;
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::{dax as facts, regions};
use crate::system::{Instance, not_a_region_here, region_twice};

/// Where the node types come from.
const NODE_TYPES: &str = "DAX node types by region, cfn-lint 1.58.0 (2026-10)";
/// Nodes and consistency.
const GUIDE: &str = "DynamoDB Developer Guide, DAX: how it works";

/// Regions and nodes that DAX does not have, and reads that are older than they look.
pub fn check(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    check_regions(table, diagnostics);
    let Some(dax) = cluster(table) else { return };
    if check_region(table, diagnostics) {
        check_node_type(table, dax, diagnostics);
    }
    check_nodes(table, dax, diagnostics);
    check_ttl(table, dax, diagnostics);
    check_consistency(table, diagnostics);
}

/// A cluster stands where the table is.
fn check_regions(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    let here: Vec<&str> = replicas(table).iter().map(|replica| replica.region.code).collect();
    let listed: Vec<&String> = table.model.dax.iter().flat_map(|dax| dax.regions.iter().flatten()).collect();
    let place = |at: usize| table.value(&["dax", "regions", &format!("[{at}]")]);
    for (at, code) in listed.iter().copied().enumerate() {
        let span = place(at);
        if let Some(first) = listed.iter().take(at).position(|before| *before == code) {
            diagnostics.push(region_twice(code, span, place(first)));
            continue;
        }
        if here.contains(&code.as_str()) {
            continue;
        }
        if table.system.region(code).is_none() {
            diagnostics.push(not_a_region_here(table.system, code, span));
            continue;
        }
        let error = Diagnostic::error(
            codes::DAX_ELSEWHERE,
            span,
            format!("`{}` is not in {code}, so no cache of it can be", table.name),
        )
        .label(format!("the table is in {}", here.join(", ")))
        .help("leave the region out, or let the table run there")
        .fact("a DAX cluster reads tables of its own region only (DynamoDB Developer Guide, DAX cluster components)");
        diagnostics.push(error);
    }
}

/// Whether the region has DAX, as far as is known.
fn check_region(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let region = table.region.code;
    let span = table.key(&["dax"]);
    let help = "name the regions that have it in `dax: {regions: […]}`; elsewhere a cache of ElastiCache can stand in front of the table";
    if regions::type_missing_in("AWS::DAX::Cluster", region) {
        let error = Diagnostic::error(codes::DAX_REGION, span, format!("{region} has no DAX"))
            .label(format!("CloudFormation makes no cluster in {region}"))
            .also(table.region.key, "the region")
            .help(help)
            .fact("AWS::DAX::Cluster is not in the region's registry (listing of 2026-10-20)");
        diagnostics.push(error);
        return false;
    }
    if facts::presence(region) != facts::Presence::Sure {
        let warning = Diagnostic::warning(codes::DAX_REGION_DOUBTFUL, span, format!("{region} may have no DAX"))
            .label("no source is sure of it")
            .also(table.region.key, "the region")
            .help(help)
            .fact("DAX endpoints by region (botocore 1.44.5, cfn-lint 1.58.0)");
        diagnostics.push(warning);
    }
    true
}

fn check_node_type(table: &Instance<'_, Table>, dax: &Dax, diagnostics: &mut Vec<Diagnostic>) {
    let (node_type, region) = (dax.node_type.as_str(), table.region.code);
    let path = ["dax", "node_type"];
    let span = if table.says(&path) { table.value(&path) } else { table.key(&["dax"]) };
    if !facts::node_types().contains(node_type) {
        let error = Diagnostic::error(codes::DAX_NODE_TYPE, span, format!("`{node_type}` is no node type of DAX"))
            .fact(NODE_TYPES);
        diagnostics.push(match nearest_type(node_type, facts::current_node_types()) {
            Some(near) => error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near),
            None => error.label("not in the table of node types").help("node types look like dax.r5.large"),
        });
        return;
    }
    let Some(here) = facts::node_types_in(region).filter(|here| !here.contains(node_type)) else { return };
    let error = Diagnostic::error(codes::DAX_NODE_REGION, span, format!("{region} has no {node_type}"))
        .label(format!("not offered in {region}"))
        .also(table.region.key, "the region")
        .fact(NODE_TYPES);
    let size = node_type.rsplit('.').next().unwrap_or_default();
    let alike: Vec<&str> = here.iter().filter(|name| name.rsplit('.').next() == Some(size)).collect();
    let choice = if alike.is_empty() { here.iter().collect() } else { alike };
    diagnostics.push(error.help(format!("{region} has {}", choice.join(", "))));
}

fn check_nodes(table: &Instance<'_, Table>, dax: &Dax, diagnostics: &mut Vec<Diagnostic>) {
    let path = ["dax", "nodes"];
    let span = if table.says(&path) { table.value(&path) } else { table.key(&["dax"]) };
    let (least, most) = (facts::NODES.start(), facts::NODES.end());
    if !facts::NODES.contains(&dax.nodes) {
        let near = if dax.nodes > *most { *most } else { facts::RECOMMENDED_NODES };
        let error = Diagnostic::error(codes::DAX_NODES, span, format!("{} nodes, where {least} to {most} are possible", dax.nodes))
            .label(format!("not from {least} to {most}"))
            .fix(format!("use {near}"), span, near.to_string())
            .fact("a DAX cluster has a primary and up to 10 read replicas (DynamoDB Developer Guide, DAX cluster components, read 2026-11-22)");
        diagnostics.push(error);
    } else if dax.nodes < facts::RECOMMENDED_NODES {
        let recommended = facts::RECOMMENDED_NODES;
        let warning = Diagnostic::warning(
            codes::DAX_FEW_NODES,
            span,
            format!("the cache of `{}` does not outlive the loss of a node: {} of {recommended}", table.name, dax.nodes),
        )
        .label(format!("fewer than {recommended}"))
        .fix(format!("use {recommended}"), span, recommended.to_string())
        .fact("three nodes are required for a DAX cluster to be fault-tolerant (DynamoDB Developer Guide, Create a DAX cluster, read 2026-11-22)");
        diagnostics.push(warning);
    }
}

/// Zero means for ever.
fn check_ttl(table: &Instance<'_, Table>, dax: &Dax, diagnostics: &mut Vec<Diagnostic>) {
    for (field, ttl) in [("item_ttl", dax.item_ttl), ("query_ttl", dax.query_ttl)] {
        if ttl.seconds > 0 {
            continue;
        }
        let span = table.value(&["dax", field]);
        let warning = Diagnostic::warning(codes::DAX_NO_EXPIRY, span, format!("with {field} at 0s nothing that was read expires"))
            .label("not off, but without end")
            .help("write how old a read may be; a read that must not be cached is a strongly consistent one")
            .fact("with a TTL of 0 an entry leaves the cache only when memory is short or the item is written through DAX (DynamoDB Developer Guide, DAX cluster components, Parameter groups)");
        diagnostics.push(warning);
    }
}

/// What the cache does not see.
fn check_consistency(table: &Instance<'_, Table>, diagnostics: &mut Vec<Diagnostic>) {
    let span = table.key(&["dax"]);
    if is_strong(table.model) {
        let warning = Diagnostic::warning(
            codes::DAX_STRONG,
            span,
            format!("DAX caches no strongly consistent read, for which `{}` was made", table.name),
        )
        .label("passes such reads on to the table")
        .also(table.value(&["consistency"]), "strongly consistent across regions")
        .help("leave `dax` out, or keep it for reads that may be old")
        .fact(format!("strongly consistent reads are passed to DynamoDB and their results are not cached ({GUIDE})"));
        diagnostics.push(warning);
    } else if is_global(table.model) && replicas(table).len() > 1 {
        let warning = Diagnostic::warning(
            codes::DAX_REPLICA,
            span,
            format!("the cache of `{}` does not see what other regions write", table.name),
        )
        .label(format!("in {} an entry stays until its TTL ends", table.region.code))
        .also(table.value(&["replication"]), "other regions write too")
        .help("keep item_ttl and query_ttl as short as readers bear, or let one region write an item and read it there; then waive this warning and say so")
        .fact(format!("DAX refreshes an entry by what is written through it, not by replication ({GUIDE})"));
        diagnostics.push(warning);
    }
}
