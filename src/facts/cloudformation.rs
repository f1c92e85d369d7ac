//! CloudFormation quotas.

/// Most resources of a template.
pub const MAX_RESOURCES: usize = 500;
/// Most outputs of a template.
pub const MAX_OUTPUTS: usize = 200;
/// Most parameters of a template.
pub const MAX_PARAMETERS: usize = 200;
