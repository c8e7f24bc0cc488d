//! The tables of a web page that an old system named `.xls`.

use crate::attachment::xml::{Piece, Pieces, attribute};

/// The most cells of a page, and the most columns that a cell covers.
const MAX_CELLS: usize = 500_000;
const MAX_SPAN: usize = 64;

/// The rows of all tables of a page, as texts. `None` when there are more than are read.
pub(super) fn rows(page: &str) -> Option<Vec<Vec<String>>> {
    let page = page.replace("&nbsp;", " ").replace("&NBSP;", " ");
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut cell: Option<(String, usize)> = None;
    let (mut count, mut hidden) = (0usize, 0usize);
    for piece in Pieces::new(&page) {
        match piece {
            Piece::Open { name, attributes } => match name.to_ascii_lowercase().as_str() {
                "tr" => {
                    end_cell(&mut rows, &mut cell, &mut count);
                    rows.push(Vec::new());
                }
                "td" | "th" => {
                    end_cell(&mut rows, &mut cell, &mut count);
                    cell = Some((String::new(), span_of(attributes)));
                }
                "br" => {
                    if let Some((text, _)) = &mut cell {
                        text.push('\n');
                    }
                }
                "script" | "style" => hidden += 1,
                _ => {}
            },
            Piece::Close(name) => match name.to_ascii_lowercase().as_str() {
                "td" | "th" | "tr" | "table" => end_cell(&mut rows, &mut cell, &mut count),
                "script" | "style" => hidden = hidden.saturating_sub(1),
                _ => {}
            },
            Piece::Text(text) => match &mut cell {
                Some((cell, _)) if hidden == 0 => cell.push_str(&text),
                // What stands outside of tables is a row of its own: the name of the table.
                None if hidden == 0 && !text.trim().is_empty() => {
                    count += 1;
                    rows.push(vec![text.trim().to_owned()]);
                }
                _ => {}
            },
        }
        if MAX_CELLS < count {
            return None;
        }
    }
    end_cell(&mut rows, &mut cell, &mut count);
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    Some(rows)
}

/// How many columns a cell covers; the number may stand without quotes.
fn span_of(attributes: &str) -> usize {
    let lower = attributes.to_ascii_lowercase();
    let span = match attribute(&lower, "colspan") {
        Some(span) => span.parse().ok(),
        None => lower.split_once("colspan=").and_then(|(_, rest)| {
            let end = rest.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(rest.len());
            rest[..end].parse().ok()
        }),
    };
    usize::clamp(span.unwrap_or(1), 1, MAX_SPAN)
}

fn end_cell(rows: &mut Vec<Vec<String>>, cell: &mut Option<(String, usize)>, count: &mut usize) {
    let Some((text, span)) = cell.take() else { return };
    if rows.is_empty() {
        rows.push(Vec::new());
    }
    let Some(row) = rows.last_mut() else { return };
    row.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
    for _ in 1..span {
        row.push(String::new());
    }
    *count += span;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_an_old_system_is_a_table() {
        let page = "<html><style>td{x}</style><table><TR><TD colspan=2>资助名单</TD></TR>\
                    <tr><td>日期<td>金额&nbsp;元</tr><tr><td>2026-03-01</td><td>1&lt;2</td></tr></table>";
        let expected = [vec!["资助名单", ""], vec!["日期", "金额 元"], vec!["2026-03-01", "1<2"]];
        assert_eq!(rows(page).unwrap(), expected);
        let bomb = format!("<table>{}", "<td colspan=64>".repeat(10_000));
        assert_eq!(rows(&bomb), None);
    }
}
