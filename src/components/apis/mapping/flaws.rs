//! What is wrong with a template, in words.

use super::Mapped;
use crate::diagnostics::{self as codes, Code, Diagnostic, Span, did_you_mean};
use crate::documents::vtl::{Flaw, FlawKind, LARGEST_TEMPLATE, MOST_ITERATIONS, Place, Unclosed};

const GUIDE: &str = "API Gateway Developer Guide, mapping template reference (read 2026-11-22)";
const VELOCITY: &str = "Apache Velocity Engine, VTL reference (read 2026-11-22)";
const QUOTAS: &str = "API Gateway Developer Guide, quotas for configuring and running a REST API (read 2026-11-22)";

/// A diagnostic for each flaw; of those that a template tends to have many times, one that shows every place.
pub(super) fn describe(mapped: &Mapped<'_>, flaws: &[Flaw]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = flaws.iter().filter_map(|flaw| one(mapped, flaw)).collect();
    let of = |kind: &FlawKind| {
        flaws.iter().filter(|flaw| flaw.kind == *kind).map(|flaw| flaw.place.clone()).collect::<Vec<_>>()
    };
    found.extend(unescaped(mapped, &of(&FlawKind::Unescaped)));
    found.extend(apostrophes(mapped, &of(&FlawKind::EscapedApostrophe)));
    found
}

/// Adds what a sample shows. That a reference has no value is not said where something in it is wrong.
pub(super) fn add(found: &mut Vec<Flaw>, shown: &[Flaw]) {
    for flaw in shown.iter().filter(|flaw| !matches!(flaw.kind, FlawKind::JavaMap | FlawKind::NoValue { .. })) {
        if !found.iter().any(|other| other.place == flaw.place) {
            found.push(flaw.clone());
        }
    }
    for flaw in shown.iter().filter(|flaw| matches!(flaw.kind, FlawKind::NoValue { .. })) {
        let within = |other: &Flaw| flaw.place.start <= other.place.start && other.place.end <= flaw.place.end;
        if !found.iter().any(within) {
            found.push(flaw.clone());
        }
    }
}

/// Whether the flaw alone makes the output what it should not be, so that nothing more is said of it.
pub(super) fn spoils(kind: &FlawKind) -> bool {
    matches!(
        kind,
        FlawKind::UnknownFunction { .. }
            | FlawKind::NeverSet { .. }
            | FlawKind::NoValue { .. }
            | FlawKind::Arguments { .. }
            | FlawKind::Path { .. }
            | FlawKind::Pattern { .. }
            | FlawKind::Endless
    )
}

/// A template over API Gateway's limit.
pub(super) fn too_large(mapped: &Mapped<'_>) -> Diagnostic {
    let message = format!("the template of {} has {} bytes", mapped.title(), mapped.text.len());
    Diagnostic::error(codes::TEMPLATE_LIMIT, mapped.key(), message)
        .label(format!("at most {LARGEST_TEMPLATE}"))
        .help("let the function do the work")
        .fact(format!("mapping template size 300 KB: {QUOTAS}"))
}

fn one(mapped: &Mapped<'_>, flaw: &Flaw) -> Option<Diagnostic> {
    let span = mapped.span(&flaw.place);
    Some(match &flaw.kind {
        FlawKind::Unescaped | FlawKind::EscapedApostrophe | FlawKind::JavaMap => return None,
        FlawKind::UnknownFunction { of, name, known } => unknown_function(span, *of, name, known),
        FlawKind::NeverSet { name, known } => {
            let message = format!("nothing sets `${name}`");
            let warning = reference(span, message).label("goes out as it is written");
            match did_you_mean(name, known.iter().map(String::as_str)) {
                Some(near) => warning.help(format!("did you mean `${near}`?")),
                None => warning.help(format!("set it with `#set(${name} = …)`, or write `$!{name}` for nothing where it has no value")),
            }
        }
        FlawKind::NoValue { text } => reference(span, format!("`{text}` has no value with the sample"))
            .label("goes out as it is written")
            .help("write `$!` for nothing in its place, or ask before: `#if($x) … #end`"),
        FlawKind::UnknownContext { name, known } => {
            let warning = reference(span, format!("`$context` has no `{name}`")).label("always empty").fact(format!("$context: {GUIDE}"));
            match did_you_mean(name, known.iter().copied()) {
                Some(near) => warning.help(format!("did you mean `$context.{near}`?")),
                None => warning.help("the names are those of `$context` for mapping templates; some are for access logs alone"),
            }
        }
        FlawKind::Arguments { name } => {
            Diagnostic::error(codes::TEMPLATE_ARGUMENT, span, format!("`{name}` does not take these arguments"))
                .label("no value with the sample")
                .help("`synth explain S0624` lists the functions; positions are whole numbers, and texts stand in quotes")
                .fact(GUIDE)
        }
        FlawKind::Path { path } => {
            Diagnostic::error(codes::TEMPLATE_ARGUMENT, span, format!("`{path}` is no JSONPath that can be followed"))
                .label("not understood")
                .help("a path is `$.name`, `$['a name']`, `[0]`, `[1:3]`, `[*]`, `..name` or `[?(@.name == 'value')]`")
                .fact(format!("JSONPath of Jayway: {GUIDE}"))
        }
        FlawKind::Pattern { pattern } => {
            Diagnostic::error(codes::TEMPLATE_ARGUMENT, span, format!("`{pattern}` is no regular expression that can be run"))
                .label("not understood")
                .help("`replace` takes the text as it is, without a pattern")
                .fact("replaceAll, replaceFirst, split and matches of java.lang.String take regular expressions; those that look around are not covered")
        }
        FlawKind::Iterations { count } => {
            Diagnostic::error(codes::TEMPLATE_LIMIT, span, format!("{count} iterations with the sample, over the {MOST_ITERATIONS} of API Gateway"))
                .label("too many")
                .help("let the function page its answer, or do the work")
                .fact(format!("iterations of a #foreach loop, 1,000: {QUOTAS}"))
        }
        FlawKind::Endless => Diagnostic::error(codes::TEMPLATE_LIMIT, span, format!("{} has no end with the sample", mapped.title()))
            .label("given up here")
            .help("let loops add less, and no macro call itself without an end")
            .fact("the largest response of a REST API is 10 MB (API Gateway Developer Guide, quotas, read 2026-11-22)"),
        syntax => of_syntax(span, syntax)?,
    })
}

fn reference(span: Span, message: String) -> Diagnostic {
    Diagnostic::warning(codes::TEMPLATE_REFERENCE, span, message)
        .fact(format!("a reference without a value is written as it stands in the template: {VELOCITY}"))
}

fn unknown_function(span: Span, of: Option<&'static str>, name: &str, known: &[&'static str]) -> Diagnostic {
    let message = match of {
        Some(owner) => format!("{owner} has no function `{name}`"),
        None => format!("there is no function `{name}`"),
    };
    let error = Diagnostic::error(codes::TEMPLATE_FUNCTION, span, message).fact(GUIDE);
    match did_you_mean(name, known.iter().copied()) {
        Some(near) if near != name => {
            error.label(format!("did you mean `{near}`?")).fix(format!("write {near}"), span, near)
        }
        Some(near) => {
            error.label(format!("a function: `{near}(…)`")).help("call it, with its arguments in parentheses")
        }
        None => error.label("not covered").help(match of {
            Some(_) => format!("it has {}", known.join(", ")),
            None => "`synth explain S0624` lists the functions".to_owned(),
        }),
    }
}

fn of_syntax(span: Span, kind: &FlawKind) -> Option<Diagnostic> {
    let error = |code: &'static Code, message: String| Diagnostic::error(code, span, message).fact(VELOCITY);
    let syntax = |message: String| error(codes::TEMPLATE_SYNTAX, message);
    Some(match kind {
        FlawKind::NotEnded { directive } => syntax(format!("`#{directive}` is not closed"))
            .label("no `#end` for this one")
            .help("add `#end` where the block ends"),
        FlawKind::Stray { directive } => syntax(format!("`#{directive}` closes nothing"))
            .label("no open block here")
            .help("take it out, or begin the block that it belongs to"),
        FlawKind::NotClosed(what) => {
            let (name, close) = match what {
                Unclosed::Text => ("a quote", "the same quote"),
                Unclosed::Parenthesis => ("a parenthesis", "`)`"),
                Unclosed::Bracket => ("a bracket", "`]`"),
                Unclosed::Brace => ("a brace", "`}`"),
                Unclosed::Comment => ("a comment", "`*#` or `]]#`"),
            };
            syntax(format!("{name} is not closed")).label("opened here").help(format!("close it with {close}"))
        }
        FlawKind::Expected { what } => syntax(format!("expected {what}")).label(format!("{what} should stand here")),
        FlawKind::TooDeep => syntax("blocks or parentheses in more than 40 others".into()).label("too deep"),
        FlawKind::UnknownDirective { name } => {
            let names = ["set", "if", "elseif", "foreach", "macro", "define"];
            let error = error(codes::TEMPLATE_FUNCTION, format!("there is no directive `#{name}`"));
            match did_you_mean(name, names) {
                Some(near) => error.label(format!("did you mean `#{near}`?")).fix(
                    format!("write #{near}"),
                    span,
                    format!("#{near}"),
                ),
                None => error
                    .label("goes out as text")
                    .help("the directives are #set, #if, #foreach, #break, #stop, #macro and #define"),
            }
        }
        FlawKind::NotCovered { name } => {
            error(codes::TEMPLATE_FUNCTION, format!("`#{name}` has nothing to read in API Gateway"))
                .label("a template stands alone")
                .help("write the text into the template")
        }
        _ => return None,
    })
}

fn unescaped(mapped: &Mapped<'_>, places: &[Place]) -> Option<Diagnostic> {
    let (first, others) = places.split_first()?;
    let text = mapped.text.get(first.clone()).unwrap_or_default();
    let message = match others.len() {
        0 => format!("a quote in `{text}` breaks the JSON of {}", mapped.title()),
        more => format!("a quote in one of {} texts breaks the JSON of {}", more + 1, mapped.title()),
    };
    let warning = Diagnostic::warning(codes::TEMPLATE_UNESCAPED, mapped.span(first), message)
        .label("written between quotes as it is")
        .help("write `$util.escapeJavaScript(…).replaceAll(\"\\\\'\", \"'\")`, or `$input.json('$.path')` without quotes around it")
        .fact(format!("$util.escapeJavaScript escapes a string, and \\' is to be turned back for JSON: {GUIDE}"));
    Some(others.iter().fold(warning, |warning, place| warning.also(mapped.span(place), "and this one")))
}

fn apostrophes(mapped: &Mapped<'_>, places: &[Place]) -> Option<Diagnostic> {
    let (first, others) = places.split_first()?;
    let message = format!("an apostrophe breaks the JSON of {}", mapped.title());
    let warning = Diagnostic::warning(codes::TEMPLATE_UNESCAPED, mapped.span(first), message)
        .label("writes ' as \\', which JSON does not know")
        .help("add `.replaceAll(\"\\\\'\", \"'\")` behind it")
        .fact(format!("$util.escapeJavaScript: escaped single quotes are not valid in JSON: {GUIDE}"));
    Some(others.iter().fold(warning, |warning, place| warning.also(mapped.span(place), "and here")))
}
