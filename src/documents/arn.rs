//! Amazon resource names, some parts of which may be known only later.

/// Stands for a hole (`${Partition}`) in a part.
pub const HOLE: &str = "$";

/// The parts of `arn:partition:service:region:account:resource`, each hole as [`HOLE`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arn {
    /// `aws`, `aws-cn`.
    pub partition: String,
    /// `sqs`.
    pub service: String,
    /// Empty where the service has no regions.
    pub region: String,
    /// Empty where the service leaves it out; `aws` and names of services where AWS owns the resource.
    pub account: String,
    /// What follows, colons included.
    pub resource: String,
}

impl Arn {
    /// The parts of a text; `None` if there are fewer than six or it does not begin with `arn:`.
    pub fn read(text: &str) -> Option<Arn> {
        let text = without_holes(text);
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let &["arn", partition, service, region, account, resource] = parts.as_slice() else { return None };
        let [partition, service, region, account, resource] =
            [partition, service, region, account, resource].map(str::to_owned);
        Some(Arn { partition, service, region, account, resource })
    }
}

/// The text with every `${…}` as [`HOLE`], so that colons inside of it do not count.
pub fn without_holes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        out.push_str(HOLE);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}

/// Whether a text is the id of an account: 12 digits.
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the account of an ARN cannot be right: it is neither 12 digits nor empty, has no hole and no wildcard, and is no word of AWS
/// (`aws`, `cloudfront`).
pub fn is_wrong_account(text: &str) -> bool {
    let is_word = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    !(is_word || is_account(text) || text.contains(['$', '*', '?']))
}

/// Whether a text is shaped like a region: `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`.
pub fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = parts.last().is_some_and(|last| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()));
    number
        && parts.len() >= 3
        && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_have_twelve_digits_or_are_open() {
        for right in ["", "aws", "111122223333", "*", "1111*", "$"] {
            assert!(!is_wrong_account(right), "{right}");
        }
        for wrong in ["111122223", "1111-2222-3333", "ACCOUNT", "<account>", "12345678901x"] {
            assert!(is_wrong_account(wrong), "{wrong}");
        }
    }

    #[test]
    fn colons_in_holes_do_not_count() {
        let arn = Arn::read("arn:${AWS::Partition}:sqs:${AWS::Region}:111122223333:a:b").unwrap();
        assert_eq!((arn.partition.as_str(), arn.region.as_str()), (HOLE, HOLE));
        assert_eq!((arn.account.as_str(), arn.resource.as_str()), ("111122223333", "a:b"));
        assert_eq!(Arn::read("arn:aws:sqs"), None);
        assert_eq!(Arn::read("urn:aws:sqs:us-east-1:111122223333:a"), None);
    }
}
