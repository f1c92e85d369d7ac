//! Leaving an entry out.

use super::File;

fn without(text: &str, path: &[&str]) -> String {
    let file = File::good(text);
    let (key, parents) = path.split_last().unwrap();
    let span = file.tree.removal_span(file.node(parents), key).unwrap();
    let mut rest = text.to_owned();
    rest.replace_range(span.start as usize..span.end as usize, "");
    // What is left is the same document without the key.
    let mut expected = file.tree.to_json(file.root());
    let map = parents.iter().fold(&mut expected, |at, key| &mut at[*key]);
    map.as_object_mut().unwrap().shift_remove(*key);
    let left = File::good(&rest);
    assert_eq!(left.tree.to_json(left.root()), expected, "{rest:?}");
    rest
}

#[test]
fn braces() {
    assert_eq!(without("m: {a: 1, b: 2}\n", &["m", "a"]), "m: {b: 2}\n");
    assert_eq!(without("m: {a: 1, b: 2}\n", &["m", "b"]), "m: {a: 1}\n");
    assert_eq!(without("m: {a: 1}\n", &["m", "a"]), "m: {}\n");
    assert_eq!(without("m: { a: [1, 2], }\n", &["m", "a"]), "m: { }\n");
    assert_eq!(without("m: {a: , b: }\n", &["m", "b"]), "m: {a:  }\n");
    assert_eq!(without("m: {a, b: 'x'}\n", &["m", "a"]), "m: {b: 'x'}\n");
    assert_eq!(without("m: {a: 1,\n  b: 2,\n  c: 3}\n", &["m", "b"]), "m: {a: 1,\n  \n  c: 3}\n");
    assert_eq!(without("m: {a: {b: 1}, c: &x {d: 1}, e: *x}\n", &["m", "e"]), "m: {a: {b: 1}, c: &x {d: 1}}\n");
}

#[test]
fn lines() {
    assert_eq!(without("a: 1\nb: 2 # note\nc: 3\n", &["b"]), "a: 1\nc: 3\n");
    assert_eq!(without("a: 1\nb: 2", &["b"]), "a: 1\n");
    assert_eq!(without("a: 1\r\nb: 2\r\n", &["a"]), "b: 2\r\n");
    assert_eq!(without("\u{feff}a: 1\nb: 2\n", &["a"]), "\u{feff}b: 2\n");
    assert_eq!(without("m:\n  a:\n    b: 1\n  # about c\n  c: 2\n", &["m", "a"]), "m:\n  # about c\n  c: 2\n");
    assert_eq!(without("m:\n  a: |\n    x\n\n  c: 2\n", &["m", "a"]), "m:\n\n  c: 2\n");
    assert_eq!(without("m:\n  a:\n  - 1\n  - 2\n  b:\n", &["m", "a"]), "m:\n  b:\n");
}

#[test]
fn beside_a_merge_key() {
    let file = File::good("x: &x {b: 1}\nm:\n  a: 1\n  <<: *x\nn: {a: 1, <<: *x}\n");
    for (map, expected) in [("m", "  a: 1\n"), ("n", "a: 1, ")] {
        let span = file.tree.removal_span(file.node(&[map]), "a").unwrap();
        assert_eq!(file.sources.slice(span), expected);
    }
}

#[test]
fn the_first_key_of_a_list_item() {
    let file = File::good("l:\n- a: 1\n  # about b\n  b: 2\n- c: 3\n");
    let item = file.node(&["l", "[0]"]);
    let span = file.tree.removal_span(item, "a").unwrap();
    let mut text = file.sources.get(span.source).unwrap().text.clone();
    text.replace_range(span.start as usize..span.end as usize, "");
    assert_eq!(text, "l:\n- b: 2\n- c: 3\n");
}

#[test]
fn nothing_is_left_or_there_is_nothing() {
    let file = File::good("m:\n  a: 1\n");
    assert_eq!(file.tree.removal_span(file.node(&["m"]), "a"), None);
    assert_eq!(file.tree.removal_span(file.node(&["m"]), "b"), None);
    let file = File::good("? a\n: 1\n? b\n: 2\n");
    assert_eq!(file.tree.removal_span(file.root(), "b"), None);
}
