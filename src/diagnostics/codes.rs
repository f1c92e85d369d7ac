//! Every code, with its page. The page is part of the program: without it there is no build.

use super::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $id:literal $name:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $constant: &Code = &Code { id: $id, name: $name, page: include_str!(concat!("explain/", $id, ".md")) };
        )*

        /// Every code, in order.
        pub const ALL: &[&Code] = &[$($constant),*];
    };
}

// One line a code, in numerical order. Areas: 00 reading YAML, 01 shape and merging, 02 names and references, 03 regions and
// network, 04 routing, 05 functions, 06 APIs, 07 workflows, 08 EKS, 09 fleets and volumes, 10 caches, 11 databases,
// 90 defects of synth itself.
codes! {
    /// The text is not YAML.
    YAML_SYNTAX = "S0001" "yaml-syntax";
    /// The file is over a limit of the reader.
    READING_LIMIT = "S0002" "reading-limit";
    /// A key is set twice in one mapping.
    DUPLICATE_KEY = "S0003" "duplicate-key";
    /// A YAML tag such as `!Ref`.
    YAML_TAG = "S0004" "yaml-tag";
    /// A file holds more than one document.
    SECOND_DOCUMENT = "S0005" "second-document";
    /// A key is a list or a mapping.
    KEY_NOT_TEXT = "S0006" "key-not-text";
    /// An alias without an anchor, or inside its own anchor.
    BAD_ALIAS = "S0007" "bad-alias";
    /// `<<` with something that is not a mapping.
    BAD_MERGE_KEY = "S0008" "bad-merge-key";
    /// A key that the language does not have.
    UNKNOWN_FIELD = "S0101" "unknown-field";
    /// A key that must be there is not.
    MISSING_FIELD = "S0102" "missing-field";
    /// A value of another kind than the field takes.
    WRONG_KIND = "S0103" "wrong-kind";
    /// A word that is not one of the field's words.
    UNKNOWN_WORD = "S0104" "unknown-word";
    /// `yes`, `no`, `on` or `off` for a switch.
    OLD_SWITCH = "S0105" "old-switch";
    /// A value that its field refuses.
    REFUSED_VALUE = "S0106" "refused-value";
    /// A patch names something that is not there.
    NOTHING_TO_PATCH = "S0107" "nothing-to-patch";
    /// A patch leaves a value blank.
    BLANK_PATCH = "S0108" "blank-patch";
}
