//! The stable codes of the rules.

/// A code of docs/interface.md §2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The YAML cannot be read.
    YamlSyntax,
    /// A key that is not known here.
    UnknownField,
    /// A required key is missing.
    MissingField,
    /// A list where a text belongs, and the like.
    WrongType,
    /// A value that is not one of those allowed.
    BadValue,
    /// Not a date.
    BadDate,
    /// An end before its start.
    BadRange,
    /// A key written twice.
    DuplicateKey,
    /// An id given twice.
    DuplicateId,
    /// A reference to something that does not exist.
    UnknownReference,
    /// A reference that fits several things.
    AmbiguousReference,
    /// Not UTF-8.
    Encoding,
    /// Larger than allowed.
    TooLarge,
    /// Nested deeper than allowed.
    Nesting,
    /// Anchors, aliases, tags.
    UnsupportedYaml,
    /// Two values of one school on one date.
    ConflictingValues,
    /// A target without any period.
    NoPeriod,
    /// Something that is not counted.
    NotCounted,
    /// A date that is probably wrong.
    OddDate,
    /// A value that is probably wrong.
    OddValue,
    /// A file in no known place.
    StrayFile,
    /// A link that leads nowhere.
    BrokenLink,
    /// A file that is named but does not exist.
    MissingAttachment,
    /// A path that leaves its folder.
    UnsafePath,
    /// HTML in a text.
    RawHtml,
    /// Something in a text that was meant as Markdown, and would be printed as it was typed.
    MarkdownSlip,
    /// Personal data, or what looks like it.
    PersonalData,
    /// Something in a sealed term that was changed.
    Sealed,
    /// Something that the pusher may not do.
    NotAllowed,
    /// Terms that overlap.
    OverlappingTerms,
    /// An indicator without `sensitive` that reads what a sensitive one reads.
    UnmarkedSensitive,
    /// An archive of sources.yaml whose data is left out.
    MissingSource,
    /// A placeholder left from a template.
    Placeholder,
}

impl Code {
    /// Every code.
    pub const ALL: [Code; 33] = [
        Code::YamlSyntax,
        Code::UnknownField,
        Code::MissingField,
        Code::WrongType,
        Code::BadValue,
        Code::BadDate,
        Code::BadRange,
        Code::DuplicateKey,
        Code::DuplicateId,
        Code::UnknownReference,
        Code::AmbiguousReference,
        Code::Encoding,
        Code::TooLarge,
        Code::Nesting,
        Code::UnsupportedYaml,
        Code::ConflictingValues,
        Code::NoPeriod,
        Code::NotCounted,
        Code::OddDate,
        Code::OddValue,
        Code::StrayFile,
        Code::BrokenLink,
        Code::MissingAttachment,
        Code::UnsafePath,
        Code::RawHtml,
        Code::MarkdownSlip,
        Code::PersonalData,
        Code::Sealed,
        Code::NotAllowed,
        Code::OverlappingTerms,
        Code::UnmarkedSensitive,
        Code::MissingSource,
        Code::Placeholder,
    ];

    /// The code as it is printed: `bad-date`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Code::YamlSyntax => "yaml-syntax",
            Code::UnknownField => "unknown-field",
            Code::MissingField => "missing-field",
            Code::WrongType => "wrong-type",
            Code::BadValue => "bad-value",
            Code::BadDate => "bad-date",
            Code::BadRange => "bad-range",
            Code::DuplicateKey => "duplicate-key",
            Code::DuplicateId => "duplicate-id",
            Code::UnknownReference => "unknown-reference",
            Code::AmbiguousReference => "ambiguous-reference",
            Code::Encoding => "encoding",
            Code::TooLarge => "too-large",
            Code::Nesting => "nesting",
            Code::UnsupportedYaml => "unsupported-yaml",
            Code::ConflictingValues => "conflicting-values",
            Code::NoPeriod => "no-period",
            Code::NotCounted => "not-counted",
            Code::OddDate => "odd-date",
            Code::OddValue => "odd-value",
            Code::StrayFile => "stray-file",
            Code::BrokenLink => "broken-link",
            Code::MissingAttachment => "missing-attachment",
            Code::UnsafePath => "unsafe-path",
            Code::RawHtml => "raw-html",
            Code::MarkdownSlip => "markdown-slip",
            Code::PersonalData => "personal-data",
            Code::Sealed => "sealed",
            Code::NotAllowed => "not-allowed",
            Code::OverlappingTerms => "overlapping-terms",
            Code::UnmarkedSensitive => "unmarked-sensitive",
            Code::MissingSource => "missing-source",
            Code::Placeholder => "placeholder",
        }
    }
}
