//! X-Ray: limits of sampling rules. Source: registry shape of `AWS::XRay::SamplingRule`, cfn-lint 1.58.0.

/// Most characters of a rule's name.
pub const MAX_RULE_NAME: usize = 32;
/// Most characters of the name of a service, wildcards included.
pub const MAX_SERVICE_NAME: usize = 64;
/// The place of synth's rule among the account's, 1 to 9,999; the lowest number that fits decides, and X-Ray's default rule comes last.
pub const PRIORITY: i64 = 1_000;
