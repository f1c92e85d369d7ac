//! A load test as a script for k6.

use super::requests::{Request, requests};
use crate::blueprint::vocabulary::{Duration, Percent};
use crate::blueprint::{Api, LoadStage, LoadTest, Performance};
use crate::components::routing;
use crate::documents::cloudformation::{Json, LogicalId};
use crate::system::System;

/// Keys that a test draws from where `traffic.keys` does not say how many there are.
const KEYS: u64 = 1000;

/// The text that draws keys by Zipf's law.
const ZIPF: &str = include_str!("zipf.js");

/// A load test of the blueprint and everything that its script depends on.
pub(super) struct Test<'a> {
    /// The system.
    pub system: &'a System<'a>,
    /// What the blueprint says of performance.
    pub performance: &'a Performance,
    /// Its name.
    pub name: &'a str,
    /// What the blueprint says of it.
    pub test: &'a LoadTest,
    /// The API that it calls.
    pub api: &'a Api,
}

/// How much load a test makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Load {
    /// So many users, each waiting for its answers.
    Users(u32),
    /// So many requests a second.
    Rate(u32),
}

impl Load {
    /// The load of a test; `None` where neither the test nor the traffic says.
    pub fn of(test: &LoadTest, performance: &Performance) -> Option<Load> {
        match (test.virtual_users, test.requests_per_second, &performance.traffic) {
            (Some(users), ..) => Some(Load::Users(users)),
            (None, Some(rate), _) => Some(Load::Rate(rate)),
            (None, None, Some(traffic)) => Some(Load::Rate(traffic.requests_per_second)),
            (None, None, None) => None,
        }
    }

    /// The constant of the script, and the environment variable that stands in for it.
    pub const fn variable(self) -> &'static str {
        match self {
            Load::Users(_) => "VIRTUAL_USERS",
            Load::Rate(_) => "RATE",
        }
    }
}

impl Test<'_> {
    /// `load-tests/peak.js`.
    pub fn path(&self) -> String {
        format!("load-tests/{}.js", self.name)
    }

    /// Where the API answers under a name of its domain.
    pub fn url(&self, name: &str) -> String {
        self.api.base_path.as_ref().map_or_else(|| format!("https://{name}"), |base| format!("https://{name}/{base}"))
    }

    /// The whole script.
    pub fn script(&self) -> String {
        let requests = requests(self.system, self.test, self.api);
        let load = Load::of(self.test, self.performance).unwrap_or(Load::Users(1));
        let keys = requests.iter().any(Request::has_keys);
        let users = matches!(load, Load::Users(_));
        let mut text = self.heading(load);
        text.push_str("import { check");
        text.push_str(if keys { ", randomSeed" } else { "" });
        text.push_str(if users { ", sleep } from 'k6';\n" } else { " } from 'k6';\n" });
        text.push_str(
            "import exec from 'k6/execution';\nimport http from 'k6/http';\nimport { Counter } from 'k6/metrics';\n\n",
        );
        text.push_str(&self.constants(load));
        text.push_str(&self.options(load));
        if keys {
            text.push_str(&self.keys());
        }
        text.push_str(&request_list(&requests));
        text.push_str(&main(users.then(|| self.think_time())));
        text
    }

    /// How long a virtual user thinks, in seconds.
    fn think_time(&self) -> f64 {
        self.test.think_time.map_or(1.0, |time| time.seconds())
    }

    fn heading(&self, load: Load) -> String {
        let (path, target) = (self.path(), &self.test.target);
        let amount = match load {
            Load::Users(users) => format!("{users} virtual users"),
            Load::Rate(rate) => format!("{rate} requests a second"),
        };
        let mut text =
            format!("// Load test of the API {target}: up to {amount}. Run it with k6, from outside the system:\n//\n");
        match routing::domain(self.system, target) {
            Some(domain) => {
                let url = self.url(domain);
                text.push_str(&format!(
                    "//   k6 run {path}\n//   BASE_URL={url} {}=10 k6 run {path}\n",
                    load.variable()
                ));
            }
            None => text.push_str(&format!("//   BASE_URL=https://... k6 run {path}\n")),
        }
        text.push_str("//\n// bottlenecks.md says what to look at meanwhile.\n\n");
        text
    }

    fn constants(&self, load: Load) -> String {
        let mut text = String::new();
        match routing::domain(self.system, &self.test.target) {
            Some(domain) => text.push_str(&format!("const BASE_URL = __ENV.BASE_URL || {};\n", js(&self.url(domain)))),
            None => {
                let output = LogicalId::new(&self.test.target).then("Url");
                let stack = self.system.stack_name("api");
                let message = format!("set BASE_URL: the output {output} of the stack {stack}");
                text.push_str("const BASE_URL = __ENV.BASE_URL;\nif (!BASE_URL) {\n");
                text.push_str(&format!("  throw new Error({});\n}}\n", js(&message)));
            }
        }
        let (Load::Users(most) | Load::Rate(most)) = load;
        let variable = load.variable();
        text.push_str(&format!("const {variable} = Number(__ENV.{variable} || {most});\n\n"));
        text
    }

    fn options(&self, load: Load) -> String {
        let variable = load.variable();
        let stages: String = self.stages().iter().map(|stage| stage_line(stage, variable)).collect();
        let executor = match load {
            Load::Users(_) => "      executor: 'ramping-vus',\n      startVUs: 0,\n".to_owned(),
            Load::Rate(_) => {
                let seconds = self.answer_seconds();
                format!(
                    "      executor: 'ramping-arrival-rate',\n      startRate: 0,\n      timeUnit: '1s',\n      // Requests that are on their way at \
                     the same time, when an answer takes {seconds}s; four times as many at most.\n      preAllocatedVUs: Math.ceil({variable} * \
                     {seconds}),\n      maxVUs: Math.ceil({variable} * {seconds} * 4),\n"
                )
            }
        };
        let mut text = format!(
            "export const options = {{\n  scenarios: {{\n    {}: {{\n{executor}      stages: [\n{stages}      ],\n    }},\n  }},\n",
            property(self.name)
        );
        text.push_str("  thresholds: {\n");
        let durations = self.duration_thresholds();
        if !durations.is_empty() {
            text.push_str(&format!("    http_req_duration: [{}],\n", durations.join(", ")));
        }
        text.push_str(&format!("    http_req_failed: ['rate<{}'],\n", fraction(self.test.thresholds.errors)));
        text.push_str("  },\n  summaryTrendStats: ['avg', 'med', 'p(95)', 'p(99)', 'max'],\n};\n\n");
        text.push_str("// Answers of API Gateway that a throttle caused, not the system behind it.\nconst throttled = new Counter('throttled');\n\n");
        text
    }

    /// Seconds that an answer is reckoned to take.
    fn answer_seconds(&self) -> f64 {
        let known = self.performance.targets.p99.or(self.test.thresholds.p95);
        known.map_or(1.0, |latency| latency.seconds())
    }

    fn duration_thresholds(&self) -> Vec<String> {
        let p95 = self.test.thresholds.p95.map(|latency| format!("'p(95)<{}'", latency.milliseconds));
        let p99 = self.performance.targets.p99.map(|latency| format!("'p(99)<{}'", latency.milliseconds));
        p95.into_iter().chain(p99).collect()
    }

    /// The load over time.
    fn stages(&self) -> Vec<LoadStage> {
        if !self.test.stages.is_empty() {
            return self.test.stages.clone();
        }
        let ramp = self.test.ramp.unwrap_or(Duration::from_seconds(30));
        let duration = self.test.duration.unwrap_or(Duration::from_seconds(300));
        let stage = |duration, load| LoadStage { duration, load: Percent { value: load } };
        let all = [stage(ramp, 100.0), stage(duration, 100.0), stage(ramp, 0.0)];
        // A stage of no length is a jump: the load is there at once, and at the end there is nothing to do.
        all.into_iter()
            .enumerate()
            .filter(|(at, stage)| *at == 0 || stage.duration.seconds > 0)
            .map(|(_, stage)| stage)
            .collect()
    }

    fn keys(&self) -> String {
        let keys = self.performance.traffic.as_ref().and_then(|traffic| traffic.keys.as_ref());
        let (count, exponent) = keys.map_or((KEYS, 0.0), |keys| (keys.count, keys.zipf));
        if exponent == 0.0 {
            return format!(
                "// Virtual users draw different keys, and the same ones in every run.\nrandomSeed(1 + __VU);\n\n// A key from 1 to {count}, all alike.\n\
                 const key = () => Math.floor(Math.random() * {count}) + 1;\n\n"
            );
        }
        format!(
            "{ZIPF}\n// Virtual users draw different keys, and the same ones in every run.\nrandomSeed(1 + __VU);\nconst key = zipf({count}, {exponent});\n\n"
        )
    }
}

fn stage_line(stage: &LoadStage, variable: &str) -> String {
    let target = match stage.load.value {
        0.0 => "0".to_owned(),
        100.0 => variable.to_owned(),
        _ => format!("Math.round({variable} * {})", fraction(stage.load)),
    };
    format!("        {{ duration: '{}', target: {target} }},\n", k6_duration(stage.duration))
}

/// k6 knows days since 2020 only, and has no need of them.
fn k6_duration(duration: Duration) -> String {
    match duration.seconds {
        s if s > 0 && s % 3600 == 0 => format!("{}h", s / 3600),
        s if s > 0 && s % 60 == 0 => format!("{}m", s / 60),
        s => format!("{s}s"),
    }
}

/// A share as a number from 0 to 1, without the noise of a division.
fn fraction(share: Percent) -> f64 {
    (share.value * 1e4).round() / 1e6
}

fn request_list(requests: &[Request<'_>]) -> String {
    let mut text = String::from("const requests = [\n");
    for request in requests {
        text.push_str(&format!("  {{\n    name: {},\n    weight: {},\n", js(&request.name), request.weight));
        text.push_str(&format!("    method: '{}',\n    path: () => {},\n", request.method.http(), path(request)));
        let mut headers: Vec<String> = request.headers().map(header).collect();
        if request.body.is_some() {
            headers.insert(0, "'Content-Type': 'application/json'".into());
        }
        if headers.is_empty() {
            text.push_str("    headers: {},\n");
        } else {
            text.push_str(&format!("    headers: {{ {} }},\n", headers.join(", ")));
        }
        if let Some(body) = &request.body {
            text.push_str(&format!("    body: {},\n", js(&body.to_string())));
        }
        text.push_str("  },\n");
    }
    text.push_str("];\n");
    text
}

/// A header of which the tester knows the value: an environment variable of its name.
fn header(name: &str) -> String {
    let upper = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let variable: String = name.chars().map(upper).collect();
    format!("{}: __ENV.{variable} || 'load-test'", property(name))
}

/// The path with a key for each parameter, as a template of JavaScript.
fn path(request: &Request<'_>) -> String {
    let segment = |text: &str| if text.starts_with('{') { "${key()}".to_owned() } else { in_template(text) };
    let path: Vec<String> = request.path.split('/').map(segment).collect();
    let query: Vec<String> =
        request.query_strings().map(|name| format!("{}=${{key()}}", in_template(&percent_encoded(name)))).collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    let whole = format!("{}{query}", path.join("/"));
    if whole.contains("${") { format!("`{whole}`") } else { js(&whole) }
}

fn in_template(text: &str) -> String {
    text.replace('\\', "\\\\").replace('`', "\\`").replace('$', "\\$")
}

fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn main(think_time: Option<f64>) -> String {
    let sleep = think_time.filter(|time| *time > 0.0).map_or(String::new(), |time| format!("  sleep({time});\n"));
    format!(
        "const total = requests.reduce((sum, request) => sum + request.weight, 0);

// The same requests in the same order in every run, evenly mixed: multiples of the golden ratio hit all parts of the range alike.
function next() {{
  let at = ((exec.scenario.iterationInTest * 0.6180339887498949) % 1) * total;
  return requests.find((request) => (at -= request.weight) < 0) || requests[0];
}}

export default function () {{
  const request = next();
  const response = http.request(request.method, BASE_URL + request.path(), request.body, {{
    headers: request.headers,
    tags: {{ name: request.name }},
  }});
  check(response, {{ 'status is 2xx': (answer) => answer.status >= 200 && answer.status < 300 }});
  if (response.status === 429) {{
    throttled.add(1);
  }}
{sleep}}}
"
    )
}

/// A text of JavaScript: in single quotes where nothing has to be escaped.
fn js(text: &str) -> String {
    if text.contains(['\'', '\\']) || text.chars().any(char::is_control) {
        // JSON's texts are texts of JavaScript.
        Json::from(text).to_string()
    } else {
        format!("'{text}'")
    }
}

/// A name of a property, quoted where it must be.
fn property(name: &str) -> String {
    let word = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric());
    if word { name.to_owned() } else { js(name) }
}
