//! The components of `parts.html` with their parameters.

use super::Value;

/// A component: `{{<status s={it.status}/>}}`.
#[derive(Debug)]
pub(in crate::site) struct Component {
    pub(in crate::site) name: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the documentation"))]
    pub(in crate::site) what: &'static str,
    /// Kinds as in the other tables; the templates hold the defaults.
    pub(in crate::site) parameters: &'static [Value],
}

const fn of(name: &'static str, what: &'static str, parameters: &'static [Value]) -> Component {
    Component { name, what, parameters }
}

/// Every built-in component.
pub(in crate::site) const COMPONENTS: &[Component] = &[
    of("status", "Sign and word of a status.", &[("s", "Status", "The status")]),
    of("tally", "Counts of statuses, or a dash.", &[("t", "Tally", "The counts")]),
    of("tally_bar", "The same as one bar.", &[("t", "Tally", "The counts")]),
    of(
        "target_rows",
        "A table of targets.",
        &[
            ("rows", "list of TargetRow", "The targets"),
            ("caption", "text", "Shown above; empty for one that only screen readers say"),
            ("with_plan", "yes/no", "Whether to name the plan"),
            ("with_scope", "yes/no", "Whether to name whom it is about"),
            ("with_mini", "yes/no", "Whether to draw the figure"),
        ],
    ),
    of(
        "facts",
        "A list of facts.",
        &[
            ("facts", "list of Fact", "The facts"),
            ("class", "text", "A class more: `grid`, `wide`"),
        ],
    ),
    of(
        "record_lines",
        "A list of records.",
        &[
            ("lines", "list of RecordLine", "The records"),
            ("with_school", "yes/no", "Whether to name the school"),
            ("with_kind", "yes/no", "Whether to name the kind"),
            ("with_picture", "yes/no", "Whether to show a picture of it"),
        ],
    ),
    of(
        "cards",
        "Targets with their charts.",
        &[
            ("cards", "list of Card", "The targets"),
            ("own", "text", "Whose page it is: not named again"),
            ("with_plan", "yes/no", "Whether to name the plan"),
        ],
    ),
    of(
        "haves_cell",
        "The four haves in one term.",
        &[("c", "HavesCell?", "The cell; none shows a dash")],
    ),
    of(
        "reading",
        "The full account of a target.",
        &[
            ("r", "Reading", "The account"),
            ("is_own_section", "yes/no", "Whether a section around it has its `id` already"),
            ("level", "number", "Level of its heading"),
        ],
    ),
    of("checklist", "A side's checklist.", &[("c", "Checklist", "The list")]),
    of(
        "attachments",
        "Files beside a record: pictures, then the others.",
        &[("files", "list of Attachment", "The files")],
    ),
    of(
        "uses",
        "The targets a record counts for.",
        &[
            ("uses", "list of Use", "The targets"),
            ("otherwise", "text", "What to say when there are none"),
        ],
    ),
    of(
        "neighbours",
        "Links to the records before and after.",
        &[("n", "Neighbours", "These records")],
    ),
    of(
        "schools_table",
        "A table of schools.",
        &[
            ("schools", "list of SchoolLine", "The schools"),
            ("caption", "text", "For screen readers"),
        ],
    ),
    of(
        "counties_table",
        "A table of the archives that are rolled up.",
        &[
            ("counties", "list of CountyLine", "The archives"),
            ("caption", "text", "For screen readers"),
        ],
    ),
    of("pairs_table", "A table of pairs.", &[("pairs", "list of PairLine", "The pairs")]),
    of(
        "matrix",
        "Four haves, a row an owner (in `four-haves.html`).",
        &[
            ("terms", "list of Link", "Headings of the columns"),
            ("rows", "list of OwnerRow", "The rows"),
            ("caption", "text", "For screen readers"),
        ],
    ),
    of(
        "haves_table",
        "Four haves of one term, a row an owner (in `four-haves-term.html`).",
        &[
            ("marks", "list of text", "The names of the four"),
            ("rows", "list of TermHaves", "The rows"),
            ("caption", "text", "What the rows are"),
        ],
    ),
    of(
        "runs",
        "Text in one or more styles (in `paper.html`).",
        &[("runs", "list of Run", "The text")],
    ),
    of("block", "A block of a printed text (in `paper.html`).", &[("b", "Block", "The block")]),
    of(
        "part",
        "A part of a printed document (in `paper.html`).",
        &[("p", "PaperPart", "The part"), ("level", "number", "Level of its heading")],
    ),
    of("picture", "A picture.", &[("it", "Image", "The picture"), ("class", "text", "Its class")]),
    of(
        "target_body",
        "A target without its heading.",
        &[("t", "Target", "The target"), ("level", "number", "Level of the headings in it")],
    ),
    of("target_section", "A target with its heading.", &[("t", "Target", "The target")]),
    of(
        "page_parts",
        "Links to the parts of a long page; nothing for a short one.",
        &[("parts", "list of Link", "The parts")],
    ),
    of(
        "archive_stamp",
        "归档章, 45 × 16 mm, in print only; nothing without a file number.",
        &[("s", "Stamp?", "The stamp")],
    ),
];
