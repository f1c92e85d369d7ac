//! emit

/// One generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it goes in the output folder: relative, `/` between the parts.
    pub path: String,
    /// Its text.
    pub contents: String,
    /// Whether it is a program to run.
    pub executable: bool,
    /// What it is.
    pub kind: FileKind,
}

/// What a generated file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A CloudFormation template.
    Template,
    /// An eksctl ClusterConfig.
    ClusterConfig,
    /// An Amazon States Language document.
    StateMachine,
    /// The plan for the reviewer.
    Plan,
    /// `manifest.json`. Its key `files` lists the path of every generated file, itself included.
    Manifest,
    /// A shell script.
    Script,
    /// Anything else.
    Other,
}
