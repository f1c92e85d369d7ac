//! Keys with which CloudFront checks signatures.

use super::Check;
use crate::blueprint::Signed;
use crate::diagnostics::{self as codes, Diagnostic, Span};

/// Most public keys of a key group. Source: CloudFront Developer Guide, "Quotas on key groups".
const MAX_KEYS: usize = 5;

/// What the text of a key of a kind holds and how long it is: the name of the algorithm in its DER, in base64, for RSA with the length of
/// the key. Source: RFC 5280, 4.1.2.7; RFC 3279, 2.3.1; RFC 5480, 2.1.1.
const KINDS: [(&str, usize); 2] = [("ANBgkqhkiG9w0BAQEFAAOCAQ", 392), ("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE", 124)];

const FACT: &str = "a public key in PEM, RSA of 2048 bits or ECDSA on P-256 (CloudFront Developer Guide, Specify signers that can create signed URLs and signed cookies)";

pub(super) fn check(check: &mut Check<'_, '_>, signed: &Signed) {
    count(check, signed);
    let mut seen: Vec<(String, &str)> = Vec::new();
    for (name, key) in &signed.public_keys {
        let text = key.text().trim();
        let span = check.value(&["signed", "public_keys", name]);
        let Some(body) = body(text) else {
            check.push(no_key(name, text, span));
            continue;
        };
        if !KINDS.iter().any(|(start, length)| body.contains(start) && body.len() == *length) {
            let error = Diagnostic::error(codes::SIGNED_KEY, span, format!("`{name}` is a key of another kind"))
                .label("neither RSA of 2048 bits nor ECDSA on P-256")
                .help("`openssl genrsa -out private.pem 2048`, then `openssl rsa -pubout -in private.pem`")
                .fact(FACT);
            check.push(error);
        } else if let Some((_, first)) = seen.iter().find(|(known, _)| *known == body) {
            let warning = Diagnostic::warning(codes::SIGNED_KEY, span, format!("`{name}` is the key `{first}` again"))
                .label("the same text")
                .also(check.value(&["signed", "public_keys", first]), "the first")
                .help("to rotate, make another pair and add its public half under this name");
            check.push(warning);
        }
        seen.push((body, name));
    }
}

fn count(check: &mut Check<'_, '_>, signed: &Signed) {
    let count = signed.public_keys.len();
    if (1..=MAX_KEYS).contains(&count) {
        return;
    }
    let span = check.key(&["signed", "public_keys"]);
    let error =
        Diagnostic::error(codes::SIGNED_KEY, span, format!("{count} public keys, where a group has 1 to {MAX_KEYS}"))
            .label("1 to 5")
            .help(if count == 0 {
                "add a key: `openssl rsa -pubout -in private.pem` prints it"
            } else {
                "keep the keys that sign today"
            })
            .fact("CloudFront Developer Guide, Quotas on key groups: public keys in a key group, 5");
    check.push(error);
}

/// What stands between the first and the last line of a public key, without the ends of lines.
fn body(text: &str) -> Option<String> {
    let inside = text.strip_prefix("-----BEGIN PUBLIC KEY-----")?.strip_suffix("-----END PUBLIC KEY-----")?;
    Some(inside.split_whitespace().collect())
}

fn no_key(name: &str, text: &str, span: Span) -> Diagnostic {
    if text.contains("PRIVATE KEY") {
        return Diagnostic::error(codes::SIGNED_KEY, span, format!("`{name}` is a private key"))
            .label("whoever has it can sign")
            .help("make another pair, keep its private half where URLs are signed, and write the public half here: `openssl rsa -pubout -in private.pem`");
    }
    Diagnostic::error(codes::SIGNED_KEY, span, format!("`{name}` is no public key in PEM"))
        .label("begins with -----BEGIN PUBLIC KEY-----")
        .help("`openssl rsa -pubout -in private.pem` prints it")
        .fact(FACT)
}
