//! The white space before a line, and how wide it was meant.

use super::Change;
use super::invisible::stripped;

/// Wide and fixed spaces, as input methods and web pages make them.
pub(super) fn is_wide_space(it: char) -> bool {
    matches!(it, '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}')
}

/// The white space at the beginning of a line, and the rest.
pub(super) fn cut(line: &str) -> (&str, &str) {
    let end = line.find(|it: char| !matches!(it, ' ' | '\t') && !is_wide_space(it));
    line.split_at(end.unwrap_or(line.len()))
}

/// How many columns an indentation of a file's lines means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indents {
    /// None: nobody can tell what a Tab means.
    tab: Option<usize>,
}

impl Indents {
    /// The step of the lines that are indented with spaces; 2 without any.
    pub(super) fn of(lines: &[&str]) -> Indents {
        let spaces = lines.iter().filter_map(|line| {
            let (run, rest) = cut(line);
            let counts = !run.is_empty() && !rest.is_empty() && run.bytes().all(|it| it == b' ');
            counts.then_some(run.len())
        });
        Indents { tab: Some(spaces.min().unwrap_or(2)).filter(|it| (2..=8).contains(it)) }
    }

    /// The widths that are possible, the likeliest first.
    pub(super) fn widths(self, run: &str) -> Vec<usize> {
        let width = |no_break: usize| {
            run.chars().try_fold(0, |sum, it| {
                Some(
                    sum + match it {
                        ' ' => 1,
                        '\t' => self.tab?,
                        '\u{3000}' => 2,
                        '\u{a0}' => no_break,
                        _ => return None,
                    },
                )
            })
        };
        let mut widths: Vec<usize> = [width(2), width(1)].into_iter().flatten().collect();
        widths.dedup();
        widths
    }
}

/// The one kind of space in an indentation that is all Tabs or all wide.
pub(super) fn is_pure(run: &str) -> bool {
    let first = run.chars().next();
    run.chars().all(|it| Some(it) == first)
}

/// What is said of an indentation that became spaces.
pub(super) fn told(run: &str, line: u32) -> Option<Change> {
    if run.contains('\t') {
        Some(Change::TabIndent { line })
    } else if run.contains(is_wide_space) {
        Some(Change::WideIndent { line })
    } else {
        None
    }
}

/// `---`, `...`, `%YAML`
pub(super) fn is_marker(line: &str) -> bool {
    let is = |mark: &str| {
        line.strip_prefix(mark).is_some_and(|it| it.is_empty() || it.starts_with([' ', '\t']))
    };
    is("---") || is("...") || line.starts_with('%')
}

/// A line without invisible characters, unless that would make a mark between documents of it.
pub(super) fn clean(raw: &str) -> String {
    let clean = stripped(raw);
    if is_marker(&clean) { raw.to_owned() } else { clean.into_owned() }
}
