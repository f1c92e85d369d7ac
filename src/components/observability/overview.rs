//! The dashboard of the whole system: the state of each region, and what has a name that is known everywhere.

use indexmap::IndexMap;

use crate::documents::cloudformation::Stack;
use crate::facts::cloudwatch::DASHBOARD_COLUMNS;
use crate::system::System;

use super::composite;
use super::dashboard::{self, Body};
use super::layout::{Place, TOP_ROWS};
use super::signal::{Alarm, Chart};
use super::signals::SOURCES;

/// Columns of the way to the other dashboards.
const LINKS: u32 = 6;

/// Adds it to the primary region's stack.
pub(super) fn add(system: &System<'_>, alarms: &IndexMap<String, Vec<Alarm>>, stack: &mut Stack) {
    let mut body = Body::default();
    // Their names are fixed: nothing of another region is read.
    let arns = alarms.iter().flat_map(|(region, alarms)| {
        let names = composite::names(system, region, alarms).into_iter();
        names.map(move |name| format!("arn:${{AWS::Partition}}:cloudwatch:{region}:${{AWS::AccountId}}:alarm:{name}"))
    });
    let arns: Vec<String> = arns.collect();
    let width = DASHBOARD_COLUMNS - LINKS;
    if !arns.is_empty() {
        body.alarms("Regions", &arns, Place { x: 0, y: 0, width, height: TOP_ROWS });
    }
    let links = system
        .regions
        .iter()
        .map(|region| format!("[{}](#dashboards:name={})", region.code, dashboard::region_name(system, region)));
    let markdown = format!("**{}**\n\n{}", system.title(), links.collect::<Vec<_>>().join(" | "));
    body.markdown(&markdown, Place { x: width, y: 0, width: LINKS, height: TOP_ROWS });
    let charts: Vec<Chart> = SOURCES.iter().flat_map(|source| (source.of_system)(system)).collect();
    body.charts(&charts, system.primary().code);
    dashboard::add(body, "SystemDashboard", system.prefix(), stack);
}
