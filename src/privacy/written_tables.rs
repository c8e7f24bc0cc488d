//! Tables as they are written in texts: of Markdown, with tabs or spaces between the cells, in statements of SQL.

use std::ops::Range;

use super::cells::{TableShape, TellingCell, label_of, telling_cells};
use super::found::PersonalDataMatch;
use super::label::{is_name_label, telling_column};
use super::labelled::told;
use super::value::is_name;

/// The most characters of a name in a table with signs between its cells.
const MAX_NAME: usize = 3;
/// The most characters of the head of a column in a table with spaces.
const MAX_HEAD: usize = 10;
/// The most bytes of a row in a table with spaces.
const MAX_LINE: usize = 400;
/// So many rows of a statement are looked at together.
const MAX_ROWS: usize = 10_000;
/// The most bytes of a list of columns, of a tag and of a cell.
const MAX_LIST: usize = 2000;

/// A cell of a table, and its bytes in the text.
#[derive(Debug, Clone)]
struct WrittenCell<'t> {
    text: &'t str,
    span: Range<usize>,
}

impl AsRef<str> for WrittenCell<'_> {
    fn as_ref(&self) -> &str {
        self.text
    }
}

/// What rows with tabs tell, as they are pasted from Word and Excel, in order.
pub(super) fn pasted(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    if !text.as_bytes().contains(&b'\t') {
        return matches;
    }
    let mut rows: Vec<Vec<WrittenCell<'_>>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end().contains('\t') {
            rows.push(tab_row(line, at));
        } else {
            tell(&std::mem::take(&mut rows), &mut matches);
        }
        at += line.len();
    }
    tell(&rows, &mut matches);
    matches
}

/// The cells of a line between tabs, without the spaces around them.
fn tab_row(line: &str, start: usize) -> Vec<WrittenCell<'_>> {
    let mut cells = Vec::new();
    let mut from = start;
    for cell in line.split('\t') {
        let text = cell.trim();
        let offset = from + cell.len() - cell.trim_start().len();
        cells.push(WrittenCell { text, span: offset..offset + text.len() });
        from += cell.len() + 1;
    }
    cells
}

/// What the tables of a text in Markdown tell, in order.
pub(super) fn markdown(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    if !text.as_bytes().contains(&b'|') {
        return matches;
    }
    let mut rows: Vec<Vec<WrittenCell<'_>>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.contains('|') {
            rows.push(row(line, at));
        } else if !rows.is_empty() {
            of_table(std::mem::take(&mut rows), &mut matches);
        }
        at += line.len();
    }
    of_table(rows, &mut matches);
    matches
}

/// Adds what a table tells. The second line of a table separates its header from its rows.
fn of_table(mut rows: Vec<Vec<WrittenCell<'_>>>, matches: &mut Vec<PersonalDataMatch>) {
    let Some(line) = rows.iter().position(|row| is_separator(row)) else { return };
    rows.remove(line);
    tell(rows.get(line.saturating_sub(1)..).unwrap_or_default(), matches);
}

/// Adds what the cells of a table tell, whose first row is its header.
fn tell(table: &[Vec<WrittenCell<'_>>], matches: &mut Vec<PersonalDataMatch>) {
    for TellingCell { row, column, label } in telling_cells(table, TableShape::Headed) {
        let Some(cell) = table.get(row).and_then(|row| row.get(column)) else { continue };
        matches.push(told(label, cell.span.clone(), cell.text));
    }
}

fn is_separator(row: &[WrittenCell<'_>]) -> bool {
    !row.is_empty()
        && row.iter().all(|cell| {
            cell.text.contains('-')
                && cell.text.bytes().all(|byte| matches!(byte, b'-' | b':' | b' '))
        })
}

/// The cells of a line, without the spaces around them.
fn row(line: &str, start: usize) -> Vec<WrittenCell<'_>> {
    let mut cells = Vec::new();
    let bytes = line.as_bytes();
    let begin = line.len() - line.trim_start().len();
    let mut from = begin + usize::from(bytes.get(begin) == Some(&b'|'));
    let end = line.trim_end().len();
    let first = from;
    for at in first..=end {
        let is_border = bytes.get(at) == Some(&b'|')
            && at.checked_sub(1).is_none_or(|before| bytes.get(before) != Some(&b'\\'));
        if (is_border || at == end) && from <= at && (at < end || from < end) {
            let cell = line.get(from..at).unwrap_or_default();
            let text = cell.trim();
            let offset = start + from + cell.len() - cell.trim_start().len();
            cells.push(WrittenCell { text, span: offset..offset + text.len() });
            from = at + 1;
        }
    }
    cells
}

/// The signs between cells besides spaces: those of a table that was typed as lines.
const TYPED: [char; 7] = [',', '，', '、', ';', '；', '^', '&'];

/// What tables tell whose cells are parted by spaces or by a sign: their head names a label, and each row has as many
/// words.
pub(super) fn spaced(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    let mut rows: Vec<Vec<WrittenCell<'_>>> = Vec::new();
    // The sign of the table; spaces without one.
    let mut sign: Option<char> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let has_rows = !rows.is_empty();
        // Nearly all lines are prose or fields, and end here.
        let may_go_on = match has_rows {
            true => line.len() <= MAX_LINE,
            false => may_be_spaced_head(line),
        };
        if !has_rows && may_go_on {
            sign = sign_of(line);
        }
        let cells = match sign {
            _ if !may_go_on => Vec::new(),
            Some(sign) => parts(line, at, sign),
            None if line.trim().contains([' ', '\u{3000}', '\t']) => words(line, at),
            None => Vec::new(),
        };
        let goes_on = rows.first().is_some_and(|head| {
            head.len() == cells.len() && (sign.is_none() || has_name(head, &cells))
        });
        if goes_on {
            rows.push(cells);
        } else {
            tell(&std::mem::take(&mut rows), &mut matches);
            if is_spaced_head(&cells) {
                rows.push(cells);
            }
        }
        at += line.len();
    }
    tell(&rows, &mut matches);
    matches
}

/// Whether a line may be the head of a table with spaces, by its bytes: Chinese words and nothing else.
fn may_be_spaced_head(line: &str) -> bool {
    if MAX_LINE / 2 < line.len() {
        return false;
    }
    for byte in line.bytes() {
        if byte.is_ascii()
            && !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b';' | b'^' | b'&')
        {
            return false;
        }
    }
    true
}

/// Whether somebody's name stands below the head of the column of names. In prose there are lines of as many parts, and
/// words of four characters that begin as a name does.
fn has_name(head: &[WrittenCell<'_>], row: &[WrittenCell<'_>]) -> bool {
    let column = head.iter().position(|cell| is_name_label(cell.text));
    column
        .and_then(|column| row.get(column))
        .is_some_and(|cell| is_name(cell.text) && cell.text.chars().count() <= MAX_NAME)
}

/// The sign between the cells of a line that may be the head of a table of names; `None` for spaces.
fn sign_of(line: &str) -> Option<char> {
    if !line.contains('姓') && !line.contains('学') && !line.contains('象') {
        return None;
    }
    TYPED.into_iter().find(|sign| line.contains(*sign))
}

/// The cells of a line between signs, without the spaces around them.
fn parts(line: &str, start: usize, sign: char) -> Vec<WrittenCell<'_>> {
    let mut cells = Vec::new();
    let mut from = start;
    for part in line.split(sign) {
        let text = part.trim();
        let offset = from + part.len() - part.trim_start().len();
        cells.push(WrittenCell { text, span: offset..offset + text.len() });
        from += part.len() + sign.len_utf8();
    }
    cells
}

/// Whether words are the head of a table that tells: short names, and no marks of prose or of other tables.
fn is_spaced_head(cells: &[WrittenCell<'_>]) -> bool {
    let (mut texts, mut has_label) = (Vec::new(), false);
    for cell in cells {
        let is_plain = cell.text.chars().all(char::is_alphabetic);
        if !is_plain || MAX_HEAD < cell.text.chars().count() {
            return false;
        }
        has_label |= matches!(label_of(cell.text), Some(label) if !label.is_common);
        texts.push(cell.text);
    }
    let is_wide = 3 <= texts.len() && has_label;
    2 <= texts.len() && (is_wide || telling_column(&texts).is_some())
}

/// The words of a line.
fn words(line: &str, start: usize) -> Vec<WrittenCell<'_>> {
    let mut cells = Vec::new();
    let mut at = 0;
    for word in line.split(char::is_whitespace) {
        if !word.is_empty() {
            let from = start + at;
            cells.push(WrittenCell { text: word, span: from..from + word.len() });
        }
        let end = at + word.len();
        at = end + line.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    cells
}

/// What statements of SQL tell: `INSERT INTO t (姓名, 困难类别) VALUES ('张某', '低保')`.
pub(super) fn statements(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    let bytes = text.as_bytes();
    let mut end = 0;
    for at in memchr::memchr2_iter(b'v', b'V', bytes) {
        let is_word =
            bytes.get(at..at + 6).is_some_and(|word| word.eq_ignore_ascii_case(b"values"));
        if at < end || !is_word {
            continue;
        }
        let before = text.get(..at).unwrap_or_default().trim_end();
        let from = before.floor_char_boundary(before.len().saturating_sub(MAX_LIST));
        let list = before.get(from..).unwrap_or_default();
        let Some(open) = list.strip_suffix(')').and_then(|list| list.rfind('(')) else { continue };
        let (head, _) = list_of(before, from + open);
        let mut rows = vec![head];
        end = at + 6;
        while let Some(rest) = text.get(end..) {
            let trimmed = rest.trim_start_matches(|ch: char| ch.is_whitespace() || ch == ',');
            if !trimmed.starts_with('(') {
                break;
            }
            let (row, after) = list_of(text, end + rest.len() - trimmed.len());
            rows.push(row);
            end = after;
            if MAX_ROWS < rows.len() {
                tell(&rows, &mut matches);
                rows.truncate(1);
            }
        }
        tell(&rows, &mut matches);
    }
    matches
}

/// What tables of HTML tell. Of a cell the first text is read: `<td><b>姓名</b>`.
pub(super) fn html(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    let mut rows: Vec<Vec<WrittenCell<'_>>> = Vec::new();
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let Some(rest) = text.get(at + 1..) else { continue };
        if has_tag(rest, "tr") {
            rows.push(Vec::new());
        } else if has_tag(rest, "/table") {
            tell(&std::mem::take(&mut rows), &mut matches);
        } else if (has_tag(rest, "td") || has_tag(rest, "th"))
            && let Some(row) = rows.last_mut()
            && let Some(end) = rest.bytes().take(MAX_LIST).position(|byte| byte == b'>')
            && let Some(inside) = rest.get(end + 1..)
        {
            // The last cell of a text that was cut off has no tag behind it.
            let inside = inside.get(..inside.floor_char_boundary(MAX_LIST)).unwrap_or_default();
            let (from, text) = first_text(inside);
            let from = at + end + 2 + from;
            row.push(WrittenCell { text, span: from..from + text.len() });
        }
    }
    tell(&rows, &mut matches);
    matches
}

/// The first text in a cell, and where it begins; empty where the cell ends before.
fn first_text(inside: &str) -> (usize, &str) {
    let mut at = 0;
    while let Some(rest) = inside.get(at..) {
        let end = rest.find('<').unwrap_or(rest.len());
        let before = rest.get(..end).unwrap_or_default();
        let text = before.trim();
        if !text.is_empty() {
            return (at + before.len() - before.trim_start().len(), text);
        }
        let Some(tag) = rest.get(end + 1..) else { break };
        let ends = ["/td", "/th", "td", "th", "/tr", "tr", "/table"];
        let Some(close) = tag.find('>').filter(|_| !ends.iter().any(|end| has_tag(tag, end)))
        else {
            break;
        };
        at += end + close + 2;
    }
    (at.min(inside.len()), "")
}

/// Whether the tag that begins here has this name.
fn has_tag(text: &str, name: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_some_and(|next| matches!(next, b'>' | b' ' | b'\n' | b'\t'))
}

/// The values of a list in brackets without their quotation marks, and where it ends.
fn list_of(text: &str, open: usize) -> (Vec<WrittenCell<'_>>, usize) {
    let mut cells = Vec::new();
    let (mut from, mut end, mut quote) = (open + 1, text.len(), None);
    let mut add = |range: Range<usize>| {
        let part = text.get(range.clone()).unwrap_or_default();
        let is_mark = |ch: char| ch.is_whitespace() || matches!(ch, '\'' | '"' | '`' | '[' | ']');
        let start = range.start + part.len() - part.trim_start_matches(is_mark).len();
        let text = part.trim_matches(is_mark);
        cells.push(WrittenCell { text, span: start..start + text.len() });
    };
    for (place, ch) in text.get(from..).unwrap_or_default().char_indices() {
        let at = open + 1 + place;
        match (ch, quote) {
            (_, Some(open)) if ch == open => quote = None,
            (_, Some(_)) => {}
            ('\'' | '"' | '`', None) => quote = Some(ch),
            (',', None) => {
                add(from..at);
                from = at + 1;
            }
            (')' | ';', None) => {
                add(from..at);
                end = at + 1;
                break;
            }
            _ => {}
        }
    }
    (cells, end)
}
