//! How much input is read before it is refused.

/// Bounds that keep a run short whatever it is given. The defaults are far above any blueprint written by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file. Default 4 MiB.
    pub file_bytes: usize,
    /// Levels of nesting, aliases expanded. Default 64.
    pub depth: u16,
    /// Keys, values and lists of one document, aliases expanded. Default 1,000,000.
    pub nodes: u32,
    /// Bytes of text of one document, aliases expanded. Default 64 MiB.
    pub text_bytes: u64,
    /// Bytes of one key or value. Default 1 MiB.
    pub scalar_bytes: usize,
    /// Mistakes that one [`decode`](super::Tree::decode) reports before it stops, and after which keys that are set twice are refused in
    /// silence. Default 100.
    pub errors: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_bytes: 4 << 20,
            depth: 64,
            nodes: 1_000_000,
            text_bytes: 64 << 20,
            scalar_bytes: 1 << 20,
            errors: 100,
        }
    }
}
