//! `$input`, `$util` and `$context`.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::super::flaw::FlawKind;
use super::super::methods;
use super::super::value::Value;
use super::references::Answer;
use super::{Place, Run, Sample};

/// `$context`, with the overrides that a template may set.
pub(super) fn context(sample: &Sample) -> Value {
    let overrides =
        ["requestOverride.header", "requestOverride.path", "requestOverride.querystring", "responseOverride.header"];
    let root = Value::map(IndexMap::new());
    for path in overrides {
        put(&root, path, Value::map(IndexMap::new()));
    }
    for (path, value) in &sample.context {
        put(&root, path, Value::text(value));
    }
    root
}

fn put(root: &Value, path: &str, value: Value) {
    let Value::Map(map) = root else { return };
    match path.split_once('.') {
        None => {
            map.borrow_mut().insert(path.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = map.borrow_mut().entry(first.to_owned()).or_insert_with(|| Value::map(IndexMap::new())).clone();
            put(&inner, rest, value);
        }
    }
}

impl Run<'_> {
    pub(super) fn of_input(&mut self, name: &str, arguments: &[Value], place: &Place) -> Answer {
        match (name, arguments) {
            ("params", []) => self.all_parameters().into(),
            ("params", [Value::Text(wanted)]) => {
                let Sample { path, query_strings, headers, .. } = self.sample;
                let found = [path, query_strings].into_iter().find_map(|map| map.get(wanted.as_ref()));
                // Only the names of headers may be written in any case.
                let header =
                    || headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value);
                Value::text(found.or_else(header).map_or("", String::as_str)).into()
            }
            ("path", [Value::Text(path)]) => match self.path(path, place) {
                Some(found) => Value::from_json(&found).into(),
                None => Value::text("").into(),
            },
            ("json", [Value::Text(path)]) => {
                let found = self.path(path, place).unwrap_or_else(|| Json::from(""));
                let text = found.to_string();
                match self.pay(text.len(), place) {
                    Ok(()) => Value::text(text).into(),
                    Err(_) => Value::Null.into(),
                }
            }
            (name, _) if methods::INPUT.contains(&name) => Answer::Arguments,
            _ => Answer::Unknown(methods::INPUT),
        }
    }

    /// `{path: {…}, querystring: {…}, header: {…}}`.
    fn all_parameters(&self) -> Value {
        let part = |map: &IndexMap<String, String>| {
            Value::map(map.iter().map(|(name, value)| (name.clone(), Value::text(value))).collect())
        };
        let Sample { path, query_strings, headers, .. } = self.sample;
        let parts = [("path", path), ("querystring", query_strings), ("header", headers)];
        Value::map(parts.into_iter().map(|(name, map)| (name.to_owned(), part(map))).collect())
    }

    pub(super) fn of_util(&mut self, name: &str, arguments: &[Value], place: &Place) -> Answer {
        if !methods::UTIL.contains(&name) {
            return Answer::Unknown(methods::UTIL);
        }
        let [argument] = arguments else { return Answer::Arguments };
        let Some(text) = argument.written() else { return Value::Null.into() };
        if self.pay(text.len(), place).is_err() {
            return Value::Null.into();
        }
        match name {
            "escapeJavaScript" => Value::text(escape_javascript(&text)).into(),
            "urlEncode" => Value::text(url_encode(&text)).into(),
            "urlDecode" => url_decode(&text).map_or(Value::Null, Value::text).into(),
            "base64Encode" => Value::text(base64_encode(text.as_bytes())).into(),
            "base64Decode" => base64_decode(&text).map_or(Value::Null, Value::text).into(),
            _ => match serde_json::from_str::<Json>(&text) {
                Ok(json) => Value::from_json(&json).into(),
                Err(_) => {
                    self.flaw(place, FlawKind::Arguments { name: name.to_owned() });
                    Value::Null.into()
                }
            },
        }
    }
}

/// `StringEscapeUtils.escapeJavaScript` of Commons Lang.
fn escape_javascript(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\'' | '"' | '\\' | '/' => out.extend(['\\', c]),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            ' '..='~' => out.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04X}"))),
        }
    }
    out
}

/// `java.net.URLEncoder`.
fn url_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn url_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64_encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let group = part.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        for position in 0..4 {
            let digit = (group >> (18 - 6 * position)) & 63;
            let letter = BASE64.get(digit as usize).filter(|_| position <= part.len());
            out.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    out
}

fn base64_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut group, mut bits) = (0_u32, 0);
    for letter in text.bytes().filter(|letter| !letter.is_ascii_whitespace() && *letter != b'=') {
        let digit = BASE64.iter().position(|known| *known == letter)?;
        group = group << 6 | u32::try_from(digit).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(group >> bits & 255).ok()?);
            group &= (1 << bits) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}
