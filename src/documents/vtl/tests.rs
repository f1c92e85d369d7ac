use indexmap::IndexMap;

use super::*;

const PETS: &str = r#"{"pets": [{"id": 1, "type": "dog", "price": 249.99}, {"id": 2, "type": "cat", "price": 124.99},
    {"id": 3, "type": "fish", "price": 0.99}], "owner": {"name": "It's \"me\"", "none": null, "tags": ["a", "b"]},
    "message": "{\"key1\":\"var1\",\"key2\":{\"arr\":[1,2,3]}}", "things": {"1": {}, "2": {}, "3": {}}}"#;

fn sample() -> Sample {
    let one = |name: &str, value: &str| IndexMap::from([(name.to_owned(), value.to_owned())]);
    Sample {
        body: PETS.to_owned(),
        path: one("id", "abc"),
        query_strings: one("name", "Bella"),
        headers: one("X-Client", "ios 17"),
        context: one("identity.sourceIp", "192.0.2.1"),
    }
}

fn render(template: &str) -> Rendering {
    match Template::parse(template) {
        Ok(template) => template.render(&sample()),
        Err(flaw) => panic!("{template}: {flaw:?}"),
    }
}

/// Rows of template and output.
fn check(rows: &[(&str, &str)]) {
    for (template, expected) in rows {
        assert_eq!(render(template).text, *expected, "{template}");
    }
}

#[test]
fn references_in_all_their_forms() {
    check(&[
        ("plain $ text, $5 and #fff", "plain $ text, $5 and #fff"),
        ("#set($x = 'a')$x ${x} $!x $!{x} ${x}y", "a a a a ay"),
        ("$missing $!missing ${missing} $!{missing}.", "$missing  ${missing} ."),
        ("#set($x = 'a')\\$x \\\\$x \\$y", "$x \\a \\$y"),
        ("#set($x = 'a')$x.", "a."),
        ("#set($m = {'k': [1, 2]})$m.k[1] $m['k'][0] ${m.k[0]} $m.get('k').get(1)", "2 1 1 2"),
        ("#set($m = {'a': 1})#set($m.b = 2)#set($m['c'] = 3)$m", "{a=1, b=2, c=3}"),
        ("#set($l = [1, 2])#set($l[0] = 9)$l[0]", "9"),
        ("#set($x-y = 1)$x-y", "1"),
        // Nothing is not assigned.
        ("#set($x = 1)#set($x = $missing)$x", "1"),
    ]);
}

#[test]
fn directives() {
    check(&[
        ("#if(true)a#else b#end", "a"),
        ("#if(false)a#elseif(1 == 1)b#{else}c#end", "b"),
        ("#if(false)a#{else}c#end", "c"),
        // Empty text and 0 are true in Velocity 1.7.
        ("#if('')a#end#if(0)b#end#if($missing)c#end#if(!$missing)d#end", "abd"),
        ("#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end", "1,2,3"),
        ("#foreach($i in [3..1])$i $foreach.index $foreach.count $velocityCount;#end", "3 0 1 1;2 1 2 2;1 2 3 3;"),
        ("#foreach($i in [1..9])#if($i == 3)#break#end$i#end.", "12."),
        ("#foreach($v in {'a': 1, 'b': 2})$v#end", "12"),
        ("#foreach($a in [1,2])#foreach($b in [1,2])$foreach.parent.index$foreach.index #end#end", "00 01 10 11 "),
        ("a#stop b", "a"),
        ("#macro(twice $x)$x$x#end#twice('a')#twice(1)", "aa11"),
        ("#define($b)<$x>#end#set($x = 1)$b#set($x = 2)$b", "<1><2>"),
        ("a ## comment\nb #* c\n d *#e #[[ $raw #if ]]#", "a b e  $raw #if "),
        // A directive takes the rest of a blank line; #set also what stands before it.
        ("a\n  #set($x = 1)  \nb\n#if(true)\nc\n#end\nd", "a\nb\nc\nd"),
        ("\\#if \\\\#if(true)x#end", "#if \\x"),
        ("#nothing #end2x", "#nothing #end2x"),
    ]);
}

#[test]
fn expressions() {
    check(&[
        ("#set($x = 1 + 2 * 3)$x,#set($x = (1 + 2) * 3)$x,#set($x = 7 / 2)$x,#set($x = 7 % 4)$x", "7,9,3,3"),
        ("#set($x = 1.5 + 1)$x,#set($x = -3)$x,#set($x = 10000000.0)$x", "2.5,-3,1.0E7"),
        ("#set($x = 'a' + 1)$x#set($y = 1 / 0)$!y", "a1"),
        ("#if(1 < 2 && 2 >= 2 and !(3 le 2))y#end", "y"),
        ("#if(1 == '1')y#end#if(1 == 1.0)y#end#if('a' eq 'a' or false)y#end#if('a' ne 'b')y#end", "yyyy"),
        ("#set($x = 'v')#set($y = \"<$x.length() $x ''>\")$y,#set($z = '$x')$z", "<1 v ''>,$x"),
        ("#set($y = \"say \"\"hi\"\"\")$y,#set($y = 'it''s')$y", "say \"hi\",it's"),
        ("#set($y = \"#if(true)yes#end\")$y", "yes"),
        ("#set($x = [1, 'a', true, []])$x $x.size()", "[1, a, true, []] 4"),
    ]);
}

#[test]
fn methods_of_java() {
    check(&[
        ("#set($s = ' Ab,c ')$s.trim().toLowerCase() $s.length() $s.trim().split(',').size()", "ab,c 6 2"),
        (
            "#set($s = 'a.b.a')$s.replace('a', 'x') $s.replaceAll('[ab]', '<$0>') $s.indexOf('b') $s.substring(2, 3)",
            "x.b.x <a>.<b>.<a> 2 b",
        ),
        (
            "#set($s = 'abc')$s.contains('b') $s.startsWith('b') $s.endsWith('c') $s.isEmpty() $s.equals('abc') $s.matches('[a-c]+')",
            "true false true false true true",
        ),
        ("#set($l = [])$l.add('x')#set($n = $l.add('y')) $l.contains('y') $l.indexOf('z') $l", "true true -1 [x, y]"),
        (
            "#set($m = {})#set($n = $m.put('a', 1))$m.containsKey('a') $m.keySet() $m.values() $m.size() $m.isEmpty()",
            "true [a] [1] 1 false",
        ),
        ("#set($m = {'a': 1, 'b': 2})#foreach($e in $m.entrySet())$e.key=$e.getValue();#end", "a=1;b=2;"),
        // put answers what was there before: nothing, and so the reference itself.
        ("#set($m = {})$m.put('a', 1)$!m.put('b', 1)", "$m.put('a', 1)"),
        ("#set($Integer = 0)#set($n = $Integer.parseInt('41') + 1)$n", "42"),
    ]);
}

/// Examples of the API Gateway Developer Guide, mapping template reference.
#[test]
fn examples_of_the_guide() {
    check(&[
        ("$input.path('$.pets').count() $input.path('$.things').size() $input.params('id')", "3 3 abc"),
        (
            r#"{"name": "$input.params('name')", "body": $input.json('$.owner.tags')}"#,
            r#"{"name": "Bella", "body": ["a","b"]}"#,
        ),
        ("#set ($o = $util.parseJson($input.path('$.message')))\n{\"v\" : $o.key2.arr[0]}", "{\"v\" : 1}"),
        (r#"$util.escapeJavaScript($input.path('$.owner.name')).replaceAll("\\'", "'")"#, r#"It's \"me\""#),
        ("$util.escapeJavaScript(\"a'b/é\")", r"a\'b\/\u00E9"),
        (
            "$util.urlEncode('a b&ü') $util.urlDecode('a+b%26') $util.base64Encode('hello') $util.base64Decode('aGVsbG8=')",
            "a+b%26%C3%BC a b& aGVsbG8= hello",
        ),
        (
            "$context.identity.sourceIp|$context.requestId|$stageVariables.x|$stageVariables['y']|${stageVariables['y']}",
            "192.0.2.1||||",
        ),
        (
            "$input.params('x-client') $input.params().header.get('X-Client') $input.params().querystring.name",
            "ios 17 ios 17 Bella",
        ),
        (
            "#foreach($p in $input.path('$.pets'))$p.type $p.price#if($foreach.hasNext), #end#end",
            "dog 249.99, cat 124.99, fish 0.99",
        ),
    ]);
    let all = r#"#set($allParams = $input.params())
{
  "params" : {
    #foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
    "$type" : {
      #foreach($paramName in $params.keySet())
      "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
      #if($foreach.hasNext),#end
      #end
    }
    #if($foreach.hasNext),#end
    #end
  }
}"#;
    let json: serde_json::Value = serde_json::from_str(&render(all).text).unwrap();
    assert_eq!(
        json["params"],
        serde_json::json!({"path": {"id": "abc"}, "querystring": {"name": "Bella"}, "header": {"X-Client": "ios 17"}})
    );
}

#[test]
fn what_is_missing_is_empty_text() {
    check(&[
        ("[$input.path('$.nothing')][$input.json('$.nothing')][$input.params('nothing')]", "[][\"\"][]"),
        ("#if($input.path('$.nothing') == '')none#end", "none"),
    ]);
    let found = render("$input.path('$.owner').nothing");
    assert_eq!(found.text, "$input.path('$.owner').nothing");
    assert!(matches!(found.flaws.as_slice(), [Flaw { kind: FlawKind::NoValue { .. }, .. }]), "{:?}", found.flaws);
}

#[test]
fn objects_are_written_as_java_writes_them() {
    check(&[
        ("$input.path('$.owner.tags') $input.path('$.pets[0]')", "[\"a\",\"b\"] {id=1, type=dog, price=249.99}"),
        ("$input.json('$.pets[0]')", "{\"id\":1,\"type\":\"dog\",\"price\":249.99}"),
    ]);
    assert!(matches!(render("$input.path('$')").flaws.as_slice(), [Flaw { kind: FlawKind::JavaMap, .. }]));
}

#[test]
fn what_velocity_refuses() {
    let rows: &[(&str, &str, FlawKind)] = &[
        ("a #if(true) b", "#if", FlawKind::NotEnded { directive: "if".into() }),
        ("#foreach($x in [1])$x", "#foreach", FlawKind::NotEnded { directive: "foreach".into() }),
        ("#if(true)#foreach($x in [1])#end", "#if", FlawKind::NotEnded { directive: "if".into() }),
        ("a #end", "#end", FlawKind::Stray { directive: "end".into() }),
        ("a #{else} b", "#{else}", FlawKind::Stray { directive: "else".into() }),
        ("#set($x = 'a)", "'", FlawKind::NotClosed(Unclosed::Text)),
        ("#set($x = [1, 2)", ")", FlawKind::Expected { what: "`,` or `]`" }),
        ("#set($x = (1 + 2", "(", FlawKind::NotClosed(Unclosed::Parenthesis)),
        ("#if(($x)a#end", "a", FlawKind::Expected { what: "`)`" }),
        ("${x", "{", FlawKind::NotClosed(Unclosed::Brace)),
        ("#set(x = 1)", "x", FlawKind::Expected { what: "a variable: `$name`" }),
        ("#set($x 1)", "1", FlawKind::Expected { what: "`=`" }),
        ("#foreach($x of [1])#end", "of", FlawKind::Expected { what: "`in`" }),
        ("#forech($x in [1])#end", "#forech", FlawKind::UnknownDirective { name: "forech".into() }),
        ("#parse('x.vm')", "#parse", FlawKind::NotCovered { name: "parse".into() }),
        ("#* a", "#*", FlawKind::NotClosed(Unclosed::Comment)),
    ];
    for (template, place, kind) in rows {
        let flaw = Template::parse(template).expect_err(template);
        assert_eq!(flaw.kind, *kind, "{template}");
        assert!(template[flaw.place.clone()].starts_with(&place[..1]), "{template}: {:?}", flaw.place);
    }
}

#[test]
fn what_nobody_wants() {
    let rows: &[(&str, &[&str])] = &[
        (r#"{"a": "$input.params('a')"}"#, &["Unescaped $input.params('a')"]),
        (r#"#set($r = $input.path('$'))"$r.a" $r.b "$r.c.size()""#, &["Unescaped $r.a"]),
        (r#"#foreach($r in $input.path('$.a'))"$r", #end"#, &["Unescaped $r"]),
        (r#""$util.escapeJavaScript($input.body)""#, &["EscapedApostrophe $util.escapeJavaScript($input.body)"]),
        (r#""$util.escapeJavaScript($input.body).replaceAll("\\'", "'")""#, &[]),
        (r#"$input.json('$') "$context.requestId""#, &[]),
        ("$input.jsn('$')", &["UnknownFunction jsn"]),
        ("$util.escape('x')", &["UnknownFunction escape"]),
        ("#set($x = 'a')$x.toUppercase()", &["UnknownFunction toUppercase"]),
        ("$itmes #set($items = [])", &["NeverSet $itmes"]),
        ("$!itmes", &[]),
        (
            "$context.identity.sourceIP $context.authorizer.claims.sub $context.identity",
            &["UnknownContext $context.identity.sourceIP"],
        ),
    ];
    for (template, expected) in rows {
        let found: Vec<String> = Template::parse(template)
            .unwrap()
            .lint()
            .iter()
            .map(|flaw| {
                let kind = format!("{:?}", flaw.kind);
                let kind = kind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_owned();
                format!("{kind} {}", &template[flaw.place.clone()])
            })
            .collect();
        assert_eq!(found, *expected, "{template}");
    }
}

#[test]
fn loops_have_an_end() {
    let found = render("#foreach($i in [1..1001])#end");
    assert_eq!(found.flaws, [Flaw { place: 0..8, kind: FlawKind::Iterations { count: 1001 } }]);
    let endless = [
        "#macro(a)#a()#end#a()",
        "#define($b)$b#end$b",
        "#set($s = 'aaaaaaaa')#foreach($i in [1..500])#set($s = \"$s$s\")#end$s",
        "#set($s = 'aaaaaaaa')#foreach($i in [1..500])#set($s = $s + $s)#end$!s",
        "#set($l = [])#foreach($i in [1..500])#set($l = [$l, $l])#end$!l",
        "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end",
        "#set($l = [])#set($n = $l.add($l))$l",
        "#set($m = {})#set($m.m = $m)$m $m.equals($m)",
    ];
    for template in endless {
        assert!(render(template).text.len() <= 3 * value::LONGEST, "{template}");
    }
}

/// Whatever stands in a template, it is read and run to an end, and places lie within it.
#[test]
fn nothing_panics() {
    let seeds = [
        "#set($x = $input.path('$.pets'))#foreach($p in $x)\"$p.type\": ${p.price}#if($foreach.hasNext),#end#end",
        "#macro(m $a)\\$a \\\\#if($a)#{else}$!{a}#end#end#m(\"$x[0].y('z')\")##c\n#*d*##[[e]]#",
        "$util.escapeJavaScript($input.json('$')).replaceAll(\"\\\\'\", \"'\") {'é': [1..3], \"a\": -1.5 % 2}",
    ];
    let parts = [
        "#",
        "$",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "'",
        "\\",
        "é",
        ".",
        "#end",
        "#if(",
        "#set($a=",
        "$a.",
        "\n",
        "!",
        "#foreach($a in ",
        "..",
        "1",
    ];
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for round in 0..6_000 {
        let mut text: Vec<char> = seeds[round % seeds.len()].chars().collect();
        for _ in 0..=random(4) {
            let at = random(text.len() + 1);
            if random(2) == 0 {
                let upto = (at + random(6)).min(text.len());
                text.drain(at..upto);
            } else {
                let part: Vec<char> = parts[random(parts.len())].chars().collect();
                text.splice(at..at, part);
            }
        }
        let text: String = text.into_iter().collect();
        let flaws = match Template::parse(&text) {
            Ok(template) => [template.lint(), template.render(&sample()).flaws].concat(),
            Err(flaw) => vec![flaw],
        };
        for flaw in flaws {
            assert!(text.get(flaw.place.clone()).is_some(), "{text}: {flaw:?}");
        }
    }
    assert!(Template::parse(&"(".repeat(100_000)).is_ok());
    assert!(Template::parse(&format!("#if({}", "(".repeat(100_000))).is_err());
    assert!(Template::parse(&"#if(true)".repeat(10_000)).is_err());
}

/// Without a request, only what is wrong for each of them shows.
#[test]
fn outlines_tell_what_no_request_mends() {
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
    let fits = |template: &str| {
        let outlines = Template::parse(template).map(|template| template.outlines()).unwrap_or_default();
        outlines.is_empty() || outlines.iter().any(|rendering| is_json(&rendering.text))
    };
    for template in [
        r##"{"a": $input.json('$.a'), "b": "$input.path('$.b')"}"##,
        r##"[#foreach($i in $input.path('$.l')){"n": "$i"}#if($foreach.hasNext),#end#end]"##,
        r##"#set($root = $input.path('$')){"a": "$root.a"#if($root.b), "b": $root.b#end}"##,
        r##"{#foreach($k in $input.params().header.keySet())"$k": "x"#if(!$foreach.last),#end#end}"##,
        r##"#set($comma = ''){#foreach($i in $input.path('$.l'))$comma"$i": 1#set($comma = ',')#end}"##,
        r##"[#foreach($i in $input.path('$.l'))#if($velocityCount > 1),#end$i#end]"##,
        r##"#if($input.path('$.a') == ''){"a": 1}#else{"b": 2,}#end"##,
        r"$input.json('$')",
        r##"{"a": "\"$input.path('$.a')\""}"##,
    ] {
        assert!(fits(template), "{template}");
    }
    for template in [
        r##"{"a": $input.json('$.a')"##,
        r##"{"a": $input.json('$.a'),}"##,
        r##"[#foreach($i in $input.path('$.l'))"$i",#end]"##,
        r##"{"a": "$input.path('$.a')" "b": 1}"##,
        r##"{"a": "$input.path('$.a')}"##,
    ] {
        assert!(!fits(template), "{template}");
    }
}
