//! Why a YAML text cannot be read.

/// Why a YAML text, or a part of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YamlError {
    /// The text is longer than is ever read.
    TooLarge {
        /// The most bytes allowed.
        limit: u64,
    },
    /// Lists and maps are nested too deep.
    TooDeep {
        /// The deepest nesting allowed.
        limit: usize,
    },
    /// A key occurs twice in one map.
    DuplicateKey {
        /// The key.
        key: String,
        /// The line of its first occurrence.
        line: u32,
    },
    /// A feature that records may not use.
    Unsupported(YamlFeature),
    /// A mistake in the syntax.
    Syntax(YamlSyntaxError),
}

/// A mistake in the syntax of YAML, as the parser or the check for input-method slips found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YamlSyntaxError {
    /// The file does not begin with a line of `---`.
    NoFrontMatter,
    /// The front matter has no closing `---`.
    OpenFrontMatter,
    /// `日期：2024-03-15`.
    WideColon {
        /// The text before it.
        key: String,
        /// The text after it.
        value: String,
    },
    /// `日期:2024-03-15`.
    NoSpace {
        /// The text before the colon.
        key: String,
        /// The text after it.
        value: String,
    },
    /// A full-width or no-break space after the colon.
    WideSpace {
        /// The text before the colon.
        key: String,
        /// The text after it.
        value: String,
    },
    /// A line indented with a Tab.
    TabIndent,
    /// A line indented with full-width or no-break spaces.
    WideIndent,
    /// A whole value in curly quotes.
    CurlyQuotes {
        /// The text between them.
        inner: String,
    },
    /// A quotation mark without its partner.
    OpenQuote,
    /// A value that holds `: `.
    ColonInValue,
    /// A value begins with a character that means something else in YAML.
    Special(char),
    /// `标题: [送教]数学`: a bracket opens a list, and text follows it.
    TextAfterBracket {
        /// The text before the colon.
        key: String,
        /// The text after it.
        value: String,
    },
    /// `类型；送教`, `类型. 送教`: another sign where the colon belongs.
    SignForColon {
        /// The sign.
        sign: char,
        /// The text before it.
        key: String,
        /// The text after it.
        value: String,
    },
    /// A line at the margin without a colon, so that it is no field.
    NoColon {
        /// The line as it is written.
        written: String,
    },
    /// `**地点**: 礼堂`, `- 地点: 礼堂`, `【地点】礼堂`, `地点 礼堂`: marks around a key, or no colon behind it.
    KeyMarks {
        /// The line as it is written.
        written: String,
        /// The key.
        key: String,
        /// The text after it.
        value: String,
    },
    /// `-王芳` at the beginning of a line.
    DashWithoutSpace {
        /// The text behind the dash.
        text: String,
    },
    /// A text below `对方意见: |` without spaces before it.
    TextNotIndented {
        /// The key above.
        key: String,
    },
    /// A full-width brace around fields: `｛指标: 送教课时｝`.
    WideBrace,
    /// A bracket that is never closed.
    OpenBracket,
    /// A merge conflict marker.
    ConflictMarker,
    /// Inconsistent indentation.
    Indentation,
    /// A character that is not allowed in a text, by its code point.
    ControlCharacter(u32),
    /// Any other mistake.
    Other,
}

/// A feature of YAML that records may not use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YamlFeature {
    /// `&a` or `*a`.
    Anchor,
    /// `!tag`.
    Tag,
    /// A second document after `---`.
    SecondDocument,
    /// A list or a map as a key.
    ComplexKey,
}
