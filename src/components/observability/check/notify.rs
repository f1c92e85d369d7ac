//! Who is told.

use crate::blueprint::Observability;
use crate::diagnostics::{self as codes, Diagnostic, Span};
use crate::system::System;

use super::super::{defaults, topic};

pub(super) fn check(system: &System<'_>, model: &Observability, diagnostics: &mut Vec<Diagnostic>) {
    let notify = model.alarms.as_ref().map(|alarms| alarms.notify.as_slice()).unwrap_or_default();
    let list = ["observability", "alarms", "notify"];
    let mut known: Vec<(String, Span)> = Vec::new();
    for (at, address) in notify.iter().enumerate() {
        let item = format!("[{at}]");
        let span = system.value(&list.into_iter().chain([item.as_str()]).collect::<Vec<_>>());
        if !is_address(address) {
            diagnostics.push(not_an_address(address, span));
        }
        let id = topic::subscription_id(address).to_string();
        match known.iter().find(|(other, _)| *other == id) {
            Some((_, first)) => diagnostics.push(
                Diagnostic::error(codes::NOTIFY_TWICE, span, format!("{address} is told twice"))
                    .label("the same letters and digits again")
                    .also(*first, "the first one")
                    .help("keep one of them")
                    .fact("SNS has one subscription for a topic, a protocol and an endpoint (SNS API, Subscribe)"),
            ),
            None => known.push((id, span)),
        }
    }
    if notify.is_empty() {
        diagnostics.extend(nobody(system, model));
    }
}

fn nobody(system: &System<'_>, model: &Observability) -> Option<Diagnostic> {
    let of_metric = model.metrics.iter().find(|(_, metric)| metric.alarm.is_some());
    let span = match (defaults(model), of_metric) {
        (Some(_), _) => system.key(&["observability", "alarms"]),
        (None, Some((name, _))) => system.key(&["observability", "metrics", name, "alarm"]),
        (None, None) => return None,
    };
    let warning = Diagnostic::warning(codes::ALARM_NOBODY, span, "alarms tell nobody")
        .label("they change their colour in the console, and that is all")
        .help("name whom to tell: `alarms: {notify: [ops@example.com]}`, e-mail addresses or https:// endpoints");
    Some(warning)
}

fn is_address(address: &str) -> bool {
    if let Some(rest) = address.strip_prefix("https://") {
        return rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && !address.contains(char::is_whitespace);
    }
    match address.split_once('@') {
        Some((name, domain)) => {
            let plain = !address.contains(char::is_whitespace) && !domain.contains('@') && !address.contains("://");
            plain && !name.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
        }
        None => false,
    }
}

fn not_an_address(address: &str, span: Span) -> Diagnostic {
    let error = Diagnostic::error(codes::NOTIFY_ADDRESS, span, format!("`{address}` can be told nothing"))
        .fact("alarms go to SNS topics, here with the protocols email and https (SNS API, Subscribe)");
    match address.strip_prefix("http://") {
        Some(rest) => error.label("not encrypted on its way").fix("use https", span, format!("https://{rest}")),
        None => error
            .label("neither an e-mail address nor an https:// endpoint")
            .help("subscribe anything else to the topic itself: its ARN is the output AlarmsTopic of each region's observability stack"),
    }
}
