//! What the command line lays over a blueprint.

use std::path::PathBuf;

use clap::Args;

/// What is laid over the blueprint, in this order: the environment, overlays, values.
#[derive(Args, Default)]
pub struct Variant {
    /// The environment: an entry of `environments` in the blueprint
    #[arg(short, long, value_name = "NAME")]
    pub env: Option<String>,
    /// Lay this file over the blueprint and its environment; may be repeated
    ///
    /// It is merged key by key: lists replace whole, `null` removes, and nothing that has a name of its own is created. Files
    /// that it names are relative to the blueprint.
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
    /// Set one value, as in `caches.sessions.shards=2`; may be repeated
    ///
    /// The path has dots between its keys, and a key with a dot in it stands in quotes: `apis.game.routes."/v1.0".get.cache=disabled`.
    /// The value is YAML, and merged like an overlay: `null` removes.
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
}
