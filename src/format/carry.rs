//! Texts and brackets that continue from one line to the next.

use super::flow::{Flow, quote_end};
use super::head::{bare, head};
use super::lines::{Indents, clean, cut, is_marker, is_pure, is_wide_space};
use crate::parse::names::is_known_key;

/// What began above a line and has not ended.
#[derive(Debug)]
pub(super) enum Carry {
    Nothing,
    /// A block scalar: the lines indented deeper than its key. `content` is the indentation of its first line.
    Block {
        indent: usize,
        content: Option<usize>,
    },
    /// A text in quotes.
    Quote(char),
    /// Brackets.
    Flow(Flow),
}

/// A line that belongs to what began above.
pub(super) struct Carried {
    pub(super) text: String,
    /// The Tabs or wide spaces that were replaced by its indentation.
    pub(super) indented: String,
}

impl Carry {
    /// Reads a line. `None` means that what was carried has ended above it.
    pub(super) fn read(&mut self, raw: &str, indents: Indents) -> Option<Carried> {
        let mut indented = String::new();
        let text = match self {
            Carry::Nothing => return None,
            Carry::Quote(quote) => {
                if quote_end(raw, *quote).is_some() {
                    *self = Carry::Nothing;
                }
                raw.to_owned()
            }
            Carry::Flow(flow) => {
                let mut out = String::with_capacity(raw.len());
                if let Some(rest) = flow.read(raw, &mut out) {
                    out.push_str(rest);
                    *self = Carry::Nothing;
                }
                if is_marker(&out) { raw.to_owned() } else { out }
            }
            Carry::Block { indent, content } => {
                let clean = clean(raw);
                let (run, rest) = cut(&clean);
                let spaces = clean.len() - clean.trim_start_matches(' ').len();
                if rest.is_empty() {
                    clean
                } else if spaces > *indent {
                    content.get_or_insert(spaces);
                    clean
                } else if let Some(width) = meant(run, rest, *indent, *content, indents) {
                    content.get_or_insert(width);
                    run.clone_into(&mut indented);
                    " ".repeat(width) + rest
                } else {
                    *self = Carry::Nothing;
                    return None;
                }
            }
        };
        Some(Carried { text, indented })
    }
}

/// The indentation that Tabs or wide spaces mean in a block scalar; `None` if the line may be outside of it.
fn meant(
    run: &str,
    rest: &str,
    indent: usize,
    content: Option<usize>,
    indents: Indents,
) -> Option<usize> {
    let width = indents.widths(run).first().copied()?;
    let fits = match run.contains(is_wide_space) {
        true => {
            let is_key = head(rest).is_some_and(|head| is_known_key(bare(head.key)));
            content.is_none_or(|content| content == width) && !is_key
        }
        false => content.is_none_or(|content| content <= width),
    };
    (is_pure(run) && indent < width && fits).then_some(width)
}
