//! The white space before a line, and how many columns it means.

use super::changes::Change;
use super::invisible::stripped;

/// Wide and fixed spaces, as input methods and web pages make them.
pub(super) fn is_wide_space(ch: char) -> bool {
    matches!(ch, '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}')
}

/// The white space at the beginning of a line, and the rest.
pub(super) fn cut(line: &str) -> (&str, &str) {
    let end = line.find(|ch: char| !matches!(ch, ' ' | '\t') && !is_wide_space(ch));
    line.split_at(end.unwrap_or(line.len()))
}

/// How many columns an indentation of a file's lines means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indents {
    /// The columns of a Tab; `None` if that is uncertain.
    tab: Option<usize>,
}

impl Indents {
    /// The step of the lines that are indented with spaces; 2 without any.
    pub(super) fn of(lines: &[&str]) -> Indents {
        let mut least: Option<usize> = None;
        for line in lines {
            let (run, rest) = cut(line);
            if !run.is_empty() && !rest.is_empty() && run.bytes().all(|byte| byte == b' ') {
                least = Some(least.map_or(run.len(), |width| width.min(run.len())));
            }
        }
        let step = least.unwrap_or(2);
        Indents { tab: (2..=8).contains(&step).then_some(step) }
    }

    /// The widths that are possible, the likeliest first.
    pub(super) fn widths(self, run: &str) -> Vec<usize> {
        let mut widths: Vec<usize> =
            [self.width(run, 2), self.width(run, 1)].into_iter().flatten().collect();
        widths.dedup();
        widths
    }

    /// The columns of white space if a no-break space means `no_break` of them.
    fn width(self, run: &str, no_break: usize) -> Option<usize> {
        let mut width = 0;
        for ch in run.chars() {
            width += match ch {
                ' ' => 1,
                '\t' => self.tab?,
                '\u{3000}' => 2,
                '\u{a0}' => no_break,
                _ => return None,
            };
        }
        Some(width)
    }
}

/// Whether an indentation consists of one kind of space.
pub(super) fn is_pure(run: &str) -> bool {
    let first = run.chars().next();
    run.chars().all(|ch| Some(ch) == first)
}

/// The change to report for an indentation that became spaces.
pub(super) fn indent_change(run: &str, line: u32) -> Option<Change> {
    if run.contains('\t') {
        Some(Change::TabIndent { line })
    } else if run.contains(is_wide_space) {
        Some(Change::WideIndent { line })
    } else {
        None
    }
}

/// Whether a line is this mark, alone or before white space.
fn is_mark(line: &str, mark: &str) -> bool {
    match line.strip_prefix(mark) {
        Some(rest) => rest.is_empty() || rest.starts_with([' ', '\t']),
        None => false,
    }
}

/// Whether a line divides YAML documents or is a directive: `---`, `...`, `%YAML`.
pub(super) fn is_marker(line: &str) -> bool {
    is_mark(line, "---") || is_mark(line, "...") || line.starts_with('%')
}

/// A line without invisible characters, unless that would turn it into a mark between documents.
pub(super) fn clean(raw: &str) -> String {
    let clean = stripped(raw);
    if is_marker(&clean) { raw.to_owned() } else { clean.into_owned() }
}
