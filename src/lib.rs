//! synth
pub mod blueprint;
pub mod cli;
pub mod components;
pub mod diagnostics;
pub mod documents;
pub mod emit;
pub mod facts;
pub mod review;
pub mod stacks;
pub mod system;
pub mod yaml;

use std::collections::BTreeMap;

use diagnostics::{Diagnostic, SourceId, Sources};

/// What one run reads. All text is already in memory.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The texts, by the names that diagnostics show.
    pub sources: Sources,
    /// Which of them is the blueprint.
    pub blueprint: SourceId,
    /// The files that the blueprint names, by path as it is written there, relative to it.
    pub files: BTreeMap<String, FileContent>,
}

/// What was found where the blueprint names a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileContent {
    /// A text in UTF-8.
    Text(String),
    /// A file that is not UTF-8 text: an archive, an image.
    Binary(Vec<u8>),
    /// A folder.
    Folder,
    /// Nothing that can be read, and why, as a fragment: "there is no such file".
    Unreadable(String),
}

/// What one run gives back.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The files to write; none when a diagnostic is an error.
    pub files: Vec<emit::File>,
    /// Everything that was found, in the order to show it.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics point into.
    pub sources: Sources,
}

/// Compiles a blueprint: the same input gives the same bytes on every machine.
pub fn synthesize(input: Input) -> Outcome {
    Outcome { files: Vec::new(), diagnostics: Vec::new(), sources: input.sources }
}

/// The paths of the files that the blueprint names, relative to it: what [`Input::files`] should hold.
pub fn referenced_files(_input: &Input) -> Vec<String> {
    Vec::new()
}

/// The JSON Schema (draft-07) of the blueprint language, for editors.
pub fn json_schema() -> String {
    "{}\n".to_owned()
}
