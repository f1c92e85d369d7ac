//! `bottlenecks.md`: how to run the load tests, what to expect, and what to look at in each layer meanwhile.

use super::estimate::{self, best_hits, rate, thousands};
use super::script::{Load, Test};
use super::{layers, tests};
use crate::blueprint::{Performance, Traffic};
use crate::components::routing;
use crate::documents::cloudformation::LogicalId;
use crate::facts::{apigateway, lambda};
use crate::system::System;

/// The text below the heading.
pub(super) fn report(system: &System<'_>, performance: &Performance) -> String {
    let mut page = Page::default();
    let tests: Vec<Test<'_>> = tests(system, performance).collect();
    if !tests.is_empty() {
        page.heading("Run a load test");
        run(&mut page, system, &tests);
    }
    if let Some(traffic) = &performance.traffic {
        page.heading("What to expect");
        expect(&mut page, system, performance, traffic);
    }
    layers::add(&mut page, system, performance);
    page.text
}

/// A page of Markdown.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// A heading of the second level.
    pub fn heading(&mut self, text: &str) {
        self.block(&format!("## {text}"));
    }

    /// A paragraph, a list or a table.
    pub fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Commands of a shell.
    pub fn shell(&mut self, lines: &[String]) {
        self.block(&format!("```sh\n{}\n```", lines.join("\n")));
    }

    /// A list.
    pub fn list(&mut self, items: &[String]) {
        let items: Vec<String> = items.iter().map(|item| format!("- {item}")).collect();
        self.block(&items.join("\n"));
    }
}

fn run(page: &mut Page, system: &System<'_>, tests: &[Test<'_>]) {
    page.block(
        "Install k6 (https://grafana.com/docs/k6), and run it from outside the system, on a machine that has processor and network to spare. \
         k6 ends with status 99 when a threshold was crossed. Requests that write do write: use an environment that may be filled.",
    );
    for test in tests {
        let load = Load::of(test.test, test.performance).unwrap_or(Load::Users(1));
        let regions: Vec<&str> = system
            .regions
            .iter()
            .filter(|region| system.instance(&system.blueprint.apis, &test.test.target, region).is_some())
            .map(|region| region.code)
            .collect();
        let shared = routing::domain(system, &test.test.target);
        let mut lines = Vec::new();
        if shared.is_some() {
            lines.push(format!("k6 run {}", test.path()));
        }
        if regions.len() > 1 || shared.is_none() {
            lines.extend(regions.iter().map(|region| one_region(system, test, load, region)));
        }
        page.shell(&lines);
    }
    let several = |test: &Test<'_>| estimate::shares(system, test.performance).len() > 1;
    if tests.iter().any(|test| several(test) && routing::domain(system, &test.test.target).is_some()) {
        page.block(
            "One generator is in one place, and the shared name leads it to one region: the other commands go to each region by its own name. \
             Give each as much as the region has to take.",
        );
    }
}

/// The command that tests one region.
fn one_region(system: &System<'_>, test: &Test<'_>, load: Load, region: &str) -> String {
    let api = &test.test.target;
    let url = routing::region_name(system, api, region).map_or_else(
        || {
            let output = LogicalId::new(api).then("Url");
            format!(
                "\"$(aws cloudformation describe-stacks --region {region} --stack-name {} --query \"Stacks[0].Outputs[?OutputKey=='{output}'].OutputValue\" --output text)\"",
                system.stack_name("api")
            )
        },
        |name| test.url(&name),
    );
    let most = match (load, &test.performance.traffic) {
        (Load::Rate(_), Some(traffic)) if test.test.requests_per_second.is_none() => {
            let shares = estimate::shares(system, test.performance);
            let share = shares.iter().find(|(known, _)| known.code == region).map_or(1.0, |(_, share)| share.most);
            (share * f64::from(traffic.requests_per_second)).ceil() as u32
        }
        (Load::Users(most) | Load::Rate(most), _) => most,
    };
    format!("BASE_URL={url} {}={most} k6 run {}", load.variable(), test.path())
}

fn expect(page: &mut Page, system: &System<'_>, performance: &Performance, traffic: &Traffic) {
    let shares = estimate::shares(system, performance);
    let mut table = String::from(
        "| region | requests a second | API Gateway, by default | busy instances of functions |\n|---|---|---|---|",
    );
    for (region, share) in &shares {
        let busy = match traffic.function_duration {
            Some(duration) => {
                let seconds = duration.seconds().max(f64::from(lambda::REQUESTS_PER_INSTANCE).recip());
                format!(
                    "up to {} of {}",
                    thousands((share.most * f64::from(traffic.requests_per_second) * seconds).ceil()),
                    thousands(f64::from(lambda::ACCOUNT_CONCURRENCY))
                )
            }
            None => format!(
                "requests a second times seconds of each, of {}",
                thousands(f64::from(lambda::ACCOUNT_CONCURRENCY))
            ),
        };
        let (limit, burst) = apigateway::account_throttle(region.code);
        table.push_str(&format!(
            "\n| {} | {} | {}, burst {} | {busy} |",
            region.code,
            rate(*share, traffic.requests_per_second),
            thousands(f64::from(limit)),
            thousands(f64::from(burst)),
        ));
    }
    page.block(&table);
    page.list(&assumptions(system, performance, traffic, &shares));
}

fn assumptions(
    system: &System<'_>,
    performance: &Performance,
    traffic: &Traffic,
    shares: &[(&crate::system::Region<'_>, routing::Share)],
) -> Vec<String> {
    let mut items = vec![format!(
        "The traffic is {} requests a second at the busiest time. The quotas are those that an account begins with; all APIs of the account in a region share them.",
        thousands(f64::from(traffic.requests_per_second))
    )];
    if shares.iter().any(|(_, share)| share.least < share.most) {
        items.push("Where a range stands, nobody can say from the blueprint which clients a region gets: the shares are not given, or several regions answer a continent, which counts in full for each of them. Places such as Greenland, of North America, may belong to a region across the sea.".into());
    }
    if shares.len() > 1 && system.blueprint.routing_strategy.is_some() {
        items.push(
            "These are the rates while every region is healthy. A region that stands in for another takes both.".into(),
        );
    }
    if traffic.function_duration.is_some() {
        items.push("Busy instances are requests a second times seconds of each (Little's law), with every request reaching a function: answers from a cache lower it.".into());
    }
    if let Some(keys) = &traffic.keys {
        let mut distribution = format!("{} keys of {}", thousands(keys.count as f64), keys.size);
        distribution.push_str(&if keys.zipf == 0.0 {
            ", all alike".into()
        } else {
            format!(" by Zipf's law with exponent {}", keys.zipf)
        });
        items.push(format!(
            "Clients ask for {distribution}. The load tests draw the numbers 1 to {} as keys: see that they are there.",
            keys.count
        ));
        for (region, _) in shares {
            if let Some(bytes) = estimate::cache_bytes(system, region).filter(|bytes| *bytes > 0.0) {
                let held = (bytes / keys.size.bytes as f64).min(keys.count as f64);
                let hits = (best_hits(keys, held) * 1000.0).floor() / 10.0;
                items.push(format!(
                    "The caches in {} have room for at most {} of the keys: at best {hits}% of the lookups hit, once they are warm and as long as nothing expires. All memory of the nodes is counted; the engine takes some of it.",
                    region.code,
                    thousands(held)
                ));
            }
        }
    }
    if let Some(target) = performance.targets.database_load {
        let rate = target.fraction() * f64::from(traffic.requests_per_second);
        items.push(format!(
            "At most {target} of the requests should reach a database: {} a second in all regions together.",
            thousands(rate)
        ));
    }
    items
}
