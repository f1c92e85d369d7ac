//! Load tests that cannot run, or that test nothing.

use super::requests::{self, is_open, takes_body};
use crate::blueprint::{Api, LoadTest, Method, Performance};
use crate::diagnostics::{self as codes, Diagnostic, Span, did_you_mean};
use crate::system::System;

/// Most characters of a load test's name: it is the name of a file and of a scenario.
const NAME_CHARS: usize = 64;

/// A load test, and where it stands.
struct Case<'a> {
    system: &'a System<'a>,
    performance: &'a Performance,
    name: &'a str,
    test: &'a LoadTest,
}

/// Everything that is wrong with the load tests.
pub(super) fn check(system: &System<'_>, performance: &Performance, diagnostics: &mut Vec<Diagnostic>) {
    for (name, test) in &performance.load_tests {
        let case = Case { system, performance, name, test };
        diagnostics.extend(case.bad_name());
        case.load(diagnostics);
        case.stages(diagnostics);
        case.target(diagnostics);
    }
}

impl Case<'_> {
    fn path<'p>(&'p self, path: &[&'p str]) -> Vec<&'p str> {
        ["performance", "load_tests", self.name].into_iter().chain(path.iter().copied()).collect()
    }

    fn key(&self, path: &[&str]) -> Span {
        self.system.key(&self.path(path))
    }

    fn value(&self, path: &[&str]) -> Span {
        self.system.value(&self.path(path))
    }

    fn bad_name(&self) -> Option<Diagnostic> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let good = !self.name.is_empty() && self.name.len() <= NAME_CHARS && self.name.chars().all(plain);
        (!good).then(|| {
            Diagnostic::error(codes::LOAD_TEST_NAME, self.key(&[]), format!("`{}` cannot name a load test", self.name))
                .label(format!("letters, digits, hyphens and underscores, at most {NAME_CHARS}"))
                .help("the name is that of the file and of k6's scenario: peak, slow-ramp")
                .fact("k6 takes these characters in the names of scenarios (k6 documentation, Scenarios)")
        })
    }

    /// How much load: one of two ways, or the traffic's.
    fn load(&self, diagnostics: &mut Vec<Diagnostic>) {
        let test = self.test;
        for (field, number) in
            [("virtual_users", test.virtual_users), ("requests_per_second", test.requests_per_second)]
        {
            if number == Some(0) {
                let error = Diagnostic::error(
                    codes::PERFORMANCE_NUMBER,
                    self.value(&[field]),
                    format!("{field} 0, where a load test needs 1 at least"),
                )
                .label("no load");
                diagnostics.push(error);
            }
        }
        match (test.virtual_users, test.requests_per_second, &self.performance.traffic) {
            (Some(_), Some(_), _) => {
                let error = Diagnostic::error(codes::LOAD_TEST_LOAD, self.key(&["requests_per_second"]), "a load test has virtual users and a rate of requests")
                    .label("the rate does not depend on users")
                    .also(self.key(&["virtual_users"]), "the rate follows from the users and the answers")
                    .help("keep virtual_users to see how many requests so many users can make, or requests_per_second to send so many whatever answers take");
                diagnostics.push(error);
            }
            (None, None, None) => {
                let error = Diagnostic::error(codes::LOAD_TEST_LOAD, self.key(&[]), format!("`{}` does not say how much load it makes", self.name))
                    .label("no virtual_users, no requests_per_second")
                    .help("write virtual_users: 100, or requests_per_second, or say under performance.traffic what the system will meet");
                diagnostics.push(error);
            }
            (Some(users), None, Some(traffic)) => self.below_traffic(users, traffic.requests_per_second, diagnostics),
            _ => {}
        }
        if let (None, Some(_)) = (test.virtual_users, test.think_time) {
            let error = Diagnostic::error(codes::LOAD_TEST_LOAD, self.key(&["think_time"]), "think_time in a load test without virtual users")
                .label("nobody thinks")
                .help("a rate of requests does not wait for answers: leave think_time out, or give virtual_users in place of the rate");
            diagnostics.push(error);
        }
    }

    /// Users that only think, and get each answer at once, still make no more than this.
    fn below_traffic(&self, users: u32, traffic: u32, diagnostics: &mut Vec<Diagnostic>) {
        let think_time = self.test.think_time.map_or(1.0, |time| time.seconds());
        let most = f64::from(users) / think_time;
        if think_time > 0.0 && most < f64::from(traffic) {
            let needed = (f64::from(traffic) * think_time).ceil();
            let warning = Diagnostic::warning(
                codes::LOAD_TEST_BELOW_TRAFFIC,
                self.value(&["virtual_users"]),
                format!("{users} virtual users make at most {} requests a second, where the traffic is {traffic}", most.floor()),
            )
            .label(format!("each sends a request and then thinks for {think_time}s"))
            .also(self.system.value(&["performance", "traffic", "requests_per_second"]), "what the system will meet")
            .help(format!("take more than {needed} virtual users, a shorter think_time, or leave virtual_users out to send the traffic's rate"));
            diagnostics.push(warning);
        }
    }

    fn stages(&self, diagnostics: &mut Vec<Diagnostic>) {
        let test = self.test;
        if test.stages.is_empty() {
            if test.duration.is_some_and(|duration| duration.seconds == 0) {
                let error =
                    Diagnostic::error(codes::PERFORMANCE_NUMBER, self.value(&["duration"]), "a load test of 0s")
                        .label("nothing is measured at the full load");
                diagnostics.push(error);
            }
            return;
        }
        for field in ["duration", "ramp"] {
            if self.system.tree.locate(self.system.root, &self.path(&[field])).complete {
                let error =
                    Diagnostic::error(codes::LOAD_TEST_STAGES, self.key(&[field]), format!("{field} beside stages"))
                        .label("said by the stages already")
                        .also(self.key(&["stages"]), "the load over time")
                        .help(format!("leave {field} out, or the stages"));
                diagnostics.push(error);
            }
        }
        let loaded = test.stages.iter().any(|stage| stage.load.value > 0.0);
        let lasting = test.stages.iter().any(|stage| stage.duration.seconds > 0);
        if !loaded || !lasting {
            let error = Diagnostic::error(
                codes::LOAD_TEST_STAGES,
                self.key(&["stages"]),
                "stages without load or without length",
            )
            .label("nothing would be sent")
            .help("a stage says how long it takes and which share of the load it ends at: {duration: 2m, load: 50%}");
            diagnostics.push(error);
        }
    }

    fn target(&self, diagnostics: &mut Vec<Diagnostic>) {
        let (system, target) = (self.system, self.test.target.as_str());
        if let Some(api) = system.blueprint.apis.get(target) {
            self.requests(&api.base.model, diagnostics);
            return;
        }
        let span = self.value(&["target"]);
        let error = match system.components.get(target) {
            Some(other) => Diagnostic::error(codes::LOAD_TEST_TARGET, span, format!("`{target}` is no API"))
                .label("a load test calls an API")
                .also(other.key, format!("one of {}", other.section)),
            None => Diagnostic::error(codes::LOAD_TEST_TARGET, span, format!("there is no API `{target}`"))
                .label("a load test calls an API"),
        };
        let names = system.blueprint.apis.keys().map(String::as_str);
        diagnostics.push(match did_you_mean(target, names.clone()) {
            Some(near) => error.fix(format!("write {near}"), span, near),
            None => match names.collect::<Vec<_>>().as_slice() {
                [] => error.help("the blueprint has no API"),
                names => error.help(format!("the APIs are {}", names.join(", "))),
            },
        });
    }

    fn requests(&self, api: &Api, diagnostics: &mut Vec<Diagnostic>) {
        for (wanted, settings) in &self.test.requests {
            let found = requests::routes(api).find(|(name, ..)| name == wanted);
            let Some((_, _, method, route)) = found else {
                diagnostics.push(self.no_route(wanted, api));
                continue;
            };
            if !is_open(route) {
                diagnostics.push(self.signed(wanted));
            }
            if settings.weight == 0 {
                let span = self.value(&["requests", wanted, "weight"]);
                let error =
                    Diagnostic::error(codes::PERFORMANCE_NUMBER, span, "weight 0, where a request needs 1 at least")
                        .label("it would never be sent")
                        .help("leave the request out");
                diagnostics.push(error);
            }
            if settings.body.is_some() && !takes_body(method) {
                let span = self.key(&["requests", wanted, "body"]);
                let error = Diagnostic::error(codes::LOAD_TEST_REQUEST, span, format!("a body for {wanted}"))
                    .label(if method == Method::Any { "sent as GET, which has none" } else { "this method has none" })
                    .help("bodies are sent with POST, PUT and PATCH");
                diagnostics.push(error);
            }
        }
        let open = requests::routes(api).any(|(.., route)| is_open(route));
        if self.test.requests.is_empty() && !open {
            let error = Diagnostic::error(
                codes::LOAD_TEST_EMPTY,
                self.value(&["target"]),
                format!("`{}` has no route that k6 can call", self.test.target),
            )
            .label("every caller must sign its requests, or there is no route")
            .also(self.system.key(&["apis", &self.test.target]), "the API")
            .help("test an API with routes whose `authorization` is none");
            diagnostics.push(error);
        }
    }

    fn no_route(&self, wanted: &str, api: &Api) -> Diagnostic {
        let span = self.key(&["requests", wanted]);
        let error =
            Diagnostic::error(codes::LOAD_TEST_REQUEST, span, format!("`{}` has no route {wanted}", self.test.target))
                .label("a method and a path, as the API has them");
        let names: Vec<String> = requests::routes(api).map(|(name, ..)| name).collect();
        match did_you_mean(wanted, names.iter().map(String::as_str)) {
            Some(near) => error.fix(format!("write {near}"), span, near),
            None => error.help(format!("its routes are {}", names.join(", "))),
        }
    }

    fn signed(&self, wanted: &str) -> Diagnostic {
        let span = self.key(&["requests", wanted]);
        Diagnostic::error(
            codes::LOAD_TEST_REQUEST,
            span,
            format!("{wanted} must be signed, and a load test does not sign"),
        )
        .label("its `authorization` is iam")
        .help("leave it out: a script for k6 should hold no credentials of AWS")
    }
}
