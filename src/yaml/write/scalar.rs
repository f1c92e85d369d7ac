//! Scalars that every YAML reader takes for the text that they are.

use std::fmt::Write as _;

use serde_json::Number;

/// Words that some reader takes for a boolean or null, in any case.
const RESERVED: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
/// Longer keys need the `? ` form in some readers, unless quoted.
const LONGEST_PLAIN_KEY: usize = 127;

/// Whether the text can stand without quotes on a line of its own.
///
/// What starts with a letter, `_`, `/` or `$` is no number and no time. What starts with a digit is neither if it has a slash
/// or a letter that no notation of numbers and times uses.
pub(super) fn is_plain(text: &str) -> bool {
    let mut chars = text.chars();
    let starts_well = match chars.next() {
        Some('_') => chars.any(|c| c != '_' && !c.is_ascii_digit()),
        Some('0'..='9') => text.contains(is_in_no_number),
        Some(first) => first.is_ascii_alphabetic() || matches!(first, '/' | '$'),
        None => false,
    };
    starts_well
        && text.chars().all(|c| matches!(c, ' '..='~'))
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether the text can stand without quotes between brackets. Some readers end a plain scalar there at any colon.
pub(super) fn is_plain_in_flow(text: &str) -> bool {
    is_plain(text) && !text.contains([',', '[', ']', '{', '}', ':', '?'])
}

/// Neither hexadecimal nor of `0b`, `0o`, `0x`, an exponent, a time's `T` and `Z`.
fn is_in_no_number(c: char) -> bool {
    c == '/' || (c.is_ascii_alphabetic() && !matches!(c.to_ascii_lowercase(), 'a'..='f' | 'o' | 'p' | 't' | 'x' | 'z'))
}

/// A number, never in a notation that a YAML 1.1 reader takes for text.
pub(super) fn number(value: &Number) -> String {
    match value.as_f64().filter(|_| value.is_f64()) {
        Some(float) => {
            let digits = float.to_string();
            if digits.contains('.') { digits } else { format!("{digits}.0") }
        }
        None => value.to_string(),
    }
}

/// A key of a map.
pub(super) fn write_key(out: &mut String, key: &str) {
    if is_plain(key) && key.len() <= LONGEST_PLAIN_KEY {
        out.push_str(key);
    } else {
        out.push_str(&quoted(key));
    }
}

/// A text behind a key, a tag or a dash. `indent` is where its lines start if it takes several, `room` what is left of the
/// line.
pub(super) fn write_text(out: &mut String, text: &str, indent: usize, room: usize) {
    if text.chars().count() > room && is_foldable(text) {
        fold(out, text, indent);
    } else if is_plain(text) {
        out.push_str(text);
    } else if is_literal(text) {
        literal(out, text, indent);
    } else {
        out.push_str(&quoted(text));
    }
}

/// In single quotes if that is possible, else in double quotes.
pub(super) fn quoted(text: &str) -> String {
    if text.chars().all(|c| is_printable(c) && c != '\'') {
        return format!("'{text}'");
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c => {
                // Writing to a String cannot fail.
                let _ = match u32::from(c) {
                    code @ 0..=0xff => write!(out, "\\x{code:02x}"),
                    code => write!(out, "\\u{code:04x}"),
                };
            }
        }
    }
    out.push('"');
    out
}

/// Several lines, none of which begins or ends in a way that a reader of blocks takes for layout.
fn is_literal(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with(['\n', ' ', '\t'])
        && text.lines().all(|line| !line.ends_with([' ', '\t', '\r']))
        && text.chars().all(|c| matches!(c, '\n' | '\t') || is_printable(c))
}

fn literal(out: &mut String, text: &str, indent: usize) {
    let body = text.trim_end_matches('\n');
    let ends = text.len() - body.len();
    out.push_str(match ends {
        0 => "|-",
        1 => "|",
        _ => "|+",
    });
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            start_line(out, indent);
            out.push_str(line);
        }
    }
    out.extend(std::iter::repeat_n('\n', ends.saturating_sub(1)));
}

/// Words with one blank between them: what folding puts together again.
fn is_foldable(text: &str) -> bool {
    text.contains(' ') && text.split(' ').all(|word| !word.is_empty()) && text.chars().all(is_printable)
}

/// Lines as long as the page is wide.
fn fold(out: &mut String, text: &str, indent: usize) {
    let width = super::WIDTH.saturating_sub(indent);
    out.push_str(">-");
    let mut used = usize::MAX;
    for word in text.split(' ') {
        let length = word.chars().count();
        if used.saturating_add(1).saturating_add(length) > width {
            out.push('\n');
            start_line(out, indent);
            used = length;
        } else {
            out.push(' ');
            used += 1 + length;
        }
        out.push_str(word);
    }
}

fn start_line(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// What YAML calls printable, without line breaks, tabs and the byte order mark.
fn is_printable(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}'
        | '\u{10000}'..='\u{10ffff}')
}
