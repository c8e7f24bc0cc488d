//! Why a place of a form cannot be filled in.

use crate::l10n::Lang;

/// What is wrong with a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceProblem {
    /// There is no such value.
    Unknown {
        /// As written: `学校.名子`.
        written: String,
        /// The nearest one that there is.
        nearest: Option<String>,
    },
    /// The ledger whose rows are repeated has no such column that is published.
    NoColumn {
        /// As written.
        written: String,
        /// The title of the ledger.
        ledger: String,
        /// The names of the columns that it has.
        columns: Vec<String>,
    },
    /// The value depends on a choice that was not made: `--pair`.
    NeedsOption {
        /// The option.
        option: &'static str,
        /// As written.
        written: String,
    },
    /// Several things have the name.
    Several {
        /// As written.
        written: String,
        /// Where they are.
        found: Vec<String>,
    },
    /// What is to be repeated is no list.
    NoList {
        /// As written.
        written: String,
    },
    /// `{{` without `}}`.
    Unclosed {
        /// The text after it.
        text: String,
    },
    /// Nothing between `{{` and `}}`.
    Empty,
    /// A repetition that does not end.
    NoEnd {
        /// As written.
        written: String,
    },
    /// The end of a repetition that did not begin.
    NoBegin,
    /// More rows than a document can hold.
    TooMany {
        /// How many.
        count: usize,
    },
}

impl PlaceProblem {
    /// One or two sentences: what is wrong, what to write.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            PlaceProblem::Unknown { written, nearest: Some(nearest) } => {
                format!("没有“{written}”这个值，是不是“{nearest}”？")
            }
            PlaceProblem::Unknown { written, nearest: None } => {
                format!("没有“{written}”这个值。能写的值列在docs/form-values.md里。")
            }
            PlaceProblem::NoColumn { written, ledger, columns } => {
                let columns = columns.join("、");
                format!("没有“{written}”这个值。台账“{ledger}”能填的列有：{columns}。")
            }
            PlaceProblem::NeedsOption { option, written } => {
                format!("填“{written}”要先说明是哪一个：请加上 {option}。")
            }
            PlaceProblem::Several { written, found } => {
                let found = found.join("、");
                format!(
                    "“{written}”不止一个（{found}）。请用 --plan、--school 或 --pair 说明是哪一个。"
                )
            }
            PlaceProblem::NoList { written } => {
                format!("“{written}”不是列表，不能一行一行重复。")
            }
            PlaceProblem::Unclosed { text } => {
                format!("“{{{{{text}”后面少了“}}}}”。")
            }
            PlaceProblem::Empty => "“{{ }}”里没有写要填什么，例如 {{ 学校.名称 }}。".to_owned(),
            PlaceProblem::NoEnd { written } => {
                format!(
                    "“{{{{#每 {written}}}}}”没有结束：请在要重复的最后写“{{{{/每}}}}”，和开头在同一张表里。"
                )
            }
            PlaceProblem::NoBegin => "“{{/每}}”前面没有对应的“{{#每 …}}”。".to_owned(),
            PlaceProblem::TooMany { count } => {
                format!("要重复{count}行，太多了。请用 --term、--school 或 --plan 缩小范围。")
            }
        }
    }

    fn en(&self) -> String {
        match self {
            PlaceProblem::Unknown { written, nearest: Some(nearest) } => {
                format!("there is no value `{written}`; did you mean `{nearest}`?")
            }
            PlaceProblem::Unknown { written, nearest: None } => {
                format!(
                    "there is no value `{written}`. docs/form-values.md lists what can be written."
                )
            }
            PlaceProblem::NoColumn { written, ledger, columns } => {
                let columns = columns.join(", ");
                format!(
                    "there is no value `{written}`. The ledger \u{201c}{ledger}\u{201d} has these columns: {columns}."
                )
            }
            PlaceProblem::NeedsOption { option, written } => {
                format!("`{written}` needs to know which one: add {option}.")
            }
            PlaceProblem::Several { written, found } => {
                let found = found.join(", ");
                format!(
                    "there are several `{written}` ({found}). Say which with --plan, --school or --pair."
                )
            }
            PlaceProblem::NoList { written } => {
                format!("`{written}` is no list that could be repeated.")
            }
            PlaceProblem::Unclosed { text } => format!("`{{{{{text}` lacks its `}}}}`."),
            PlaceProblem::Empty => {
                "`{{ }}` does not say what to fill in, such as {{ school.name }}.".to_owned()
            }
            PlaceProblem::NoEnd { written } => {
                format!(
                    "`{{{{#each {written}}}}}` does not end: write `{{{{/each}}}}` at the end of what is repeated, in the same table."
                )
            }
            PlaceProblem::NoBegin => "`{{/each}}` has no `{{#each …}}` before it.".to_owned(),
            PlaceProblem::TooMany { count } => {
                format!(
                    "{count} rows are too many. Narrow them down with --term, --school or --plan."
                )
            }
        }
    }
}
