//! What watches the examples: every alarm and dashboard of every template names metrics that exist, and is one that AWS takes.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};
use synth::components::observability::flaws;

use crate::check::{cases, check_file};

/// Most rows and columns of a dashboard that is read at a glance.
const SCREEN: (u64, u64) = (24, 24);

/// YAML with CloudFormation's short forms as the JSON that they stand for.
fn json(value: serde_yaml::Value) -> Json {
    match value {
        serde_yaml::Value::Tagged(tagged) => {
            let name = tagged.tag.to_string();
            let name = name.trim_start_matches('!');
            let name = if name == "Ref" { name.to_owned() } else { format!("Fn::{name}") };
            json!({ name: json(tagged.value) })
        }
        serde_yaml::Value::Mapping(map) => {
            let entries = map.into_iter().map(|(key, value)| (key.as_str().unwrap().to_owned(), json(value)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
        serde_yaml::Value::Sequence(items) => items.into_iter().map(json).collect(),
        scalar => serde_json::to_value(scalar).unwrap(),
    }
}

/// Every resource of every template: where it is, its region, itself.
fn resources() -> Vec<(String, String, Json)> {
    let mut all = Vec::new();
    for (name, path) in ["blueprints", "blueprints/accepted"].into_iter().flat_map(cases) {
        for file in check_file(&path).files.iter().filter(|file| file.path.ends_with(".template.yaml")) {
            let region = file.path.split('/').rev().nth(1).unwrap().to_owned();
            let template = json(serde_yaml::from_str(&file.contents).unwrap());
            for (id, resource) in template.get("Resources").unwrap().as_object().unwrap() {
                all.push((format!("{name}: {id} in {region}"), region.clone(), resource.clone()));
            }
        }
    }
    all
}

fn body(dashboard: &Json) -> Json {
    let body = dashboard.pointer("/Properties/DashboardBody").unwrap();
    let filled = body.get("Fn::Sub").unwrap_or(body);
    let text = filled.as_str().or_else(|| filled.pointer("/0")?.as_str()).unwrap();
    serde_json::from_str(text).unwrap()
}

#[test]
fn no_alarm_or_dashboard_names_what_is_not_published() {
    let mut alarms = 0;
    for (place, region, resource) in resources() {
        let kind = resource["Type"].as_str().unwrap();
        let found = flaws(kind, &resource["Properties"], &region);
        assert!(found.is_empty(), "{place}: {found:#?}");
        alarms += usize::from(kind == "AWS::CloudWatch::Alarm");
    }
    assert!(alarms > 100);
}

/// Metrics come with units and gaps of their own: each alarm says what no data means.
#[test]
fn every_alarm_says_what_it_is_about_and_what_no_data_means() {
    for (place, _, resource) in resources() {
        if resource["Type"] == "AWS::CloudWatch::Alarm" {
            let properties = &resource["Properties"];
            assert!(properties["TreatMissingData"].is_string(), "{place}");
            assert!(
                properties["AlarmDescription"].as_str().is_some_and(|says| says.len() > 20 && says.len() <= 1024),
                "{place}"
            );
        }
    }
}

#[test]
fn every_dashboard_fits_a_screen() {
    let mut dashboards = 0;
    for (place, _, resource) in
        resources().into_iter().filter(|(.., resource)| resource["Type"] == "AWS::CloudWatch::Dashboard")
    {
        dashboards += 1;
        let mut taken = BTreeSet::new();
        let mut metrics = 0;
        for widget in body(&resource)["widgets"].as_array().unwrap() {
            let number = |name: &str| widget[name].as_u64().unwrap();
            let (x, y) = (number("x"), number("y"));
            assert!(x + number("width") <= SCREEN.0 && y + number("height") <= SCREEN.1, "{place}: {widget}");
            for column in x..x + number("width") {
                assert!(
                    (y..y + number("height")).all(|row| taken.insert((column, row))),
                    "{place}: overlaps at {x}, {y}"
                );
            }
            metrics += widget["properties"]["metrics"].as_array().map_or(0, Vec::len);
        }
        assert!(metrics <= 500, "{place} reads {metrics} metrics");
    }
    assert!(dashboards > 3);
}

/// Dashboards belong to the account: the same name in two regions would be one dashboard.
#[test]
fn no_two_dashboards_of_a_system_share_a_name() {
    let mut names = BTreeSet::new();
    for (place, _, resource) in
        resources().into_iter().filter(|(.., resource)| resource["Type"] == "AWS::CloudWatch::Dashboard")
    {
        let system = place.split(':').next().unwrap().to_owned();
        assert!(names.insert((system, resource["Properties"]["DashboardName"].to_string())), "{place}");
    }
}
