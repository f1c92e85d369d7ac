//! What AWS takes as a tag. Source: AWS Billing User Guide, "User-Defined Tag Restrictions", read 2026-11-22; services agree with it, some
//! (EC2) take more.

/// Most tags of a resource, those of AWS not counted.
pub const MOST: usize = 50;
/// Most characters of a key.
pub const LONGEST_KEY: usize = 128;
/// Most characters of a value.
pub const LONGEST_VALUE: usize = 256;
/// The beginning of keys and values that are AWS's own, in any case of letters.
pub const RESERVED: &str = "aws:";
