//! synth
pub mod blueprint;
pub mod components;
pub mod diagnostics;
pub mod documents;
pub mod emit;
pub mod facts;
pub mod review;
pub mod stacks;
pub mod system;
pub mod yaml;
