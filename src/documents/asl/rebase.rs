//! Paths and expressions over a result, as the same ones over something that wraps the result.

use serde_json::{Map, Value};

/// The path or intrinsic function with every `$` that stands for the root replaced: `$.id` over `$.Payload` is `$.Payload.id`.
/// The context (`$$`), variables (`$name`) and quoted text stay.
pub(super) fn rebase_path(path: &str, root: &str) -> String {
    let mut out = String::new();
    let mut letters = path.chars().peekable();
    let mut quoted = false;
    let mut previous = ' ';
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match letter {
            '\\' if quoted => {
                out.push(letter);
                out.extend(letters.next());
            }
            '\'' => {
                quoted = !quoted;
                out.push(letter);
            }
            '$' if !quoted && previous != '$' && !next.is_some_and(continues_name) => out.push_str(root),
            _ => out.push(letter),
        }
        previous = letter;
    }
    out
}

/// Whether `$` and this letter are something else than the root.
fn continues_name(letter: char) -> bool {
    letter == '$' || letter == '_' || letter.is_alphanumeric()
}

/// Rebases every path (`"key.$": "…"`) of a payload template.
pub(super) fn rebase_template(template: &mut Value, root: &str) {
    match template {
        Value::Object(fields) => rebase_fields(fields, root),
        Value::Array(items) => items.iter_mut().for_each(|item| rebase_template(item, root)),
        _ => {}
    }
}

fn rebase_fields(fields: &mut Map<String, Value>, root: &str) {
    for (key, value) in fields {
        match value {
            Value::String(path) if key.ends_with(".$") => *path = rebase_path(path, root),
            _ => rebase_template(value, root),
        }
    }
}

/// Replaces `$states.result` in every JSONata expression. False where an expression takes `$states` in another way, so that
/// nobody can tell what of it is read.
pub(super) fn rebase_expressions(value: &mut Value, result: &str) -> bool {
    match value {
        Value::String(text) if text.starts_with("{%") => match rebase_expression(text, result) {
            Some(rebased) => {
                *text = rebased;
                true
            }
            None => false,
        },
        Value::Object(fields) => fields.values_mut().all(|value| rebase_expressions(value, result)),
        Value::Array(items) => items.iter_mut().all(|value| rebase_expressions(value, result)),
        _ => true,
    }
}

const STATES: &str = "$states";

fn rebase_expression(text: &str, result: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let taken = match letter {
            '"' | '\'' => quoted_length(rest, letter),
            '$' if is_states(rest) => {
                let after = rest.strip_prefix(STATES)?.strip_prefix('.')?;
                let field: String = after.chars().take_while(|&letter| continues_name(letter)).collect();
                if !["input", "result", "context", "errorOutput"].contains(&field.as_str()) {
                    return None;
                }
                let length = STATES.len() + 1 + field.len();
                if field == "result" {
                    out.push_str(result);
                    rest = rest.get(length..)?;
                    continue;
                }
                length
            }
            _ => letter.len_utf8(),
        };
        out.push_str(rest.get(..taken)?);
        rest = rest.get(taken..)?;
    }
    Some(out)
}

/// Whether the text begins with `$states` and the name ends there.
fn is_states(text: &str) -> bool {
    text.strip_prefix(STATES).is_some_and(|after| !after.chars().next().is_some_and(continues_name))
}

/// The bytes of the quoted text that this begins with; all of it when the quote is not closed.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn roots_move_and_nothing_else_does() {
        let cases = [
            ("$", "$.Payload"),
            ("$.id", "$.Payload.id"),
            ("$['a$b'][0]", "$.Payload['a$b'][0]"),
            ("$..id", "$.Payload..id"),
            ("$$.Execution.Id", "$$.Execution.Id"),
            ("$$", "$$"),
            ("$count", "$count"),
            ("States.Format('$ {}', $.a, $$.Task.Token)", "States.Format('$ {}', $.Payload.a, $$.Task.Token)"),
            (r"States.Format('it\'s $ {}', $)", r"States.Format('it\'s $ {}', $.Payload)"),
        ];
        for (path, rebased) in cases {
            assert_eq!(rebase_path(path, "$.Payload"), rebased);
        }
    }

    #[test]
    fn literals_of_a_template_stay() {
        let mut template = json!({"price": "$.5", "inner": [{"id.$": "$.id"}]});
        rebase_template(&mut template, "$.Payload");
        assert_eq!(template, json!({"price": "$.5", "inner": [{"id.$": "$.Payload.id"}]}));
    }

    #[test]
    fn expressions_read_the_wrapped_result() {
        let mut value = json!({"a": "{% $states.result.id & '$states.result' %}", "b": "$states.result", "c": ["{% $statesman %}"]});
        assert!(rebase_expressions(&mut value, "$states.result.Payload"));
        let expected = json!({"a": "{% $states.result.Payload.id & '$states.result' %}", "b": "$states.result", "c": ["{% $statesman %}"]});
        assert_eq!(value, expected);
        assert!(!rebase_expressions(&mut json!("{% $lookup($states, 'result') %}"), "x"));
        assert!(!rebase_expressions(&mut json!("{% $states.* %}"), "x"));
    }
}
