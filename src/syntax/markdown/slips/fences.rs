//! The lines above and below a block (```` ```chart ````): typed with other signs, or never closed.

use std::ops::Range;

use super::super::figures::figures_of;
use super::slip::{BodyLine, Slip, SlipKind};

/// What the names of charts and tables hold, as people give them.
const NAMES: [&str; 12] = [
    "图", "表", "chart", "table", "graph", "plot", "bullet", "pace", "进度", "月历", "指标", "目标",
];
/// The keys with which the text of a block begins.
const KEYS: [&str; 4] = ["目标", "指标", "target", "indicator"];

/// The most lines of a block whose end is sought.
const MOST_LINES: usize = 100;

/// Whether a line begins with a fence.
pub(super) fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

/// Finds fences of quotes and dots (the key of the backtick types `·` while a Chinese input method is on), and those
/// that close them.
pub(super) fn find(lines: &[BodyLine<'_>], slips: &mut Vec<Slip>) {
    let mut closed_until = 0;
    for (index, line) in lines.iter().enumerate() {
        let Some((mark, info)) = typed_fence(line.text) else { continue };
        if index < closed_until || !is_opening(mark, info) {
            continue;
        }
        let closing = lines[index + 1..].iter().take(MOST_LINES).position(|below| {
            typed_fence(below.text).is_some_and(|(_, info)| info.is_empty()) || below.text == "```"
        });
        let write = format!("```{info}");
        slips.push(Slip::new(SlipKind::Fence, range(line), write, closing.is_some()));
        let Some(offset) = closing else { continue };
        closed_until = index + 1 + offset + 1;
        let below = &lines[index + 1 + offset];
        if below.text != "```" {
            slips.push(Slip::new(SlipKind::Fence, range(below), "```".to_owned(), true));
        }
    }
}

fn range(line: &BodyLine<'_>) -> Range<usize> {
    line.start..line.start + line.text.len()
}

/// The sign of a fence that is no backtick, and what stands behind it.
fn typed_fence(line: &str) -> Option<(char, &str)> {
    let is_mark = |ch: char| matches!(ch, '‘' | '’' | '｀' | '·' | '´' | '“' | '”' | '\'');
    let info = line.trim_start_matches(is_mark);
    let count = line[..line.len() - info.len()].chars().count();
    let mark = line.chars().next()?;
    (3..=6).contains(&count).then(|| (mark, info.trim()))
}

/// Whether such a line opens a block. Three dots alone may be an ellipsis.
fn is_opening(mark: char, info: &str) -> bool {
    let is_word = !info.is_empty() && info.bytes().all(|byte| byte.is_ascii_alphanumeric());
    figures_of(info).is_some() || is_word && matches!(mark, '｀' | '´' | '‘' | '’')
}

/// The slip of a fenced block that nothing closes; `range` is that of the block.
pub(super) fn open(body: &str, range: &Range<usize>) -> Option<Slip> {
    let block = body.get(range.clone())?;
    let first = block.lines().next().unwrap_or_default();
    let mark = first.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = run(first, mark);
    let last = block.trim_end().lines().skip(1).last().unwrap_or_default();
    let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
    let is_closed = length <= run(last, mark) && run(last, mark) == last.len();
    if is_closed {
        return None;
    }
    let fence = first.get(..length)?.to_owned();
    let first = range.start..range.start + first.trim_end().len();
    Some(Slip::new(SlipKind::OpenFence, first, fence, false))
}

/// The slip of a block whose name is none that stands for figures, but which was meant to show some.
pub(super) fn misnamed(body: &str, range: &Range<usize>, info: &str) -> Option<Slip> {
    let info = info.trim().to_lowercase();
    let block = body.get(range.clone())?;
    let mut lines = block.lines();
    let first = lines.next()?.trim_end();
    let key = lines.next().and_then(|line| line.split_once([':', '：'])).map(|(key, _)| key.trim());
    let is_named = NAMES.iter().any(|name| info.contains(name));
    let has_key = key.is_some_and(|key| KEYS.contains(&key));
    if figures_of(&info).is_some() || !is_named && !has_key {
        return None;
    }
    let is_table = info.contains('表') || info.contains("table");
    let fence = first.get(..first.len() - first.trim_start_matches(['`', '~']).len())?;
    let write = format!("{fence}{}", if is_table { "表" } else { "图" });
    let range = range.start..range.start + first.len();
    Some(Slip::new(SlipKind::BlockName, range, write, false))
}

fn run(line: &str, mark: u8) -> usize {
    line.bytes().take_while(|byte| *byte == mark).count()
}
