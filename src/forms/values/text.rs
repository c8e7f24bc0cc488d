//! The text of a record without its marks, as a form takes it.

use crate::syntax::markdown::blocks::{
    Block, BlockCallbacks, BodyBlockKind, TableCell, TextRun, blocks,
};
use crate::syntax::markdown::figures_of;

/// The whole text, a line for each paragraph.
pub(super) fn whole(body: &str) -> String {
    lines(&blocks_of(body))
}

/// The part of a text below a heading, to the next heading of its level; `None` without such a heading.
pub(super) fn section(body: &str, heading: &str) -> Option<String> {
    let blocks = blocks_of(body);
    let start = blocks
        .iter()
        .position(|block| is_heading(block) && plain(&block.runs).trim() == heading)?;
    let level = blocks[start].level;
    let rest = &blocks[start + 1..];
    let end = rest.iter().position(|block| is_heading(block) && block.level <= level);
    Some(lines(&rest[..end.unwrap_or(rest.len())]))
}

fn is_heading(block: &Block) -> bool {
    block.kind == BodyBlockKind::Heading
}

fn blocks_of(body: &str) -> Vec<Block> {
    let callbacks = BlockCallbacks {
        note: &mut |_| None,
        picture: &mut |_| None,
        // A chart or a table of figures has no text of its own.
        block: &mut |info| figures_of(info).map(|_| Vec::new()),
    };
    blocks(body, callbacks)
}

fn lines(blocks: &[Block]) -> String {
    let mut out: Vec<String> = Vec::new();
    for block in blocks {
        match block.kind {
            BodyBlockKind::Table => {
                out.push(cells(&block.head));
                for row in &block.rows {
                    out.push(cells(row));
                }
            }
            BodyBlockKind::Picture | BodyBlockKind::Chart | BodyBlockKind::Rule => {}
            BodyBlockKind::Item if !block.marker.is_empty() => {
                out.push(format!("{} {}", block.marker, plain(&block.runs)));
            }
            _ => out.push(plain(&block.runs)),
        }
    }
    out.retain(|line| !line.trim().is_empty());
    out.join("\n")
}

fn cells(row: &[TableCell]) -> String {
    let mut texts = Vec::new();
    for cell in row {
        texts.push(plain(&cell.runs));
    }
    texts.join("\t")
}

fn plain(runs: &[TextRun]) -> String {
    let mut out = String::new();
    for run in runs {
        out.push_str(&run.text);
        if run.ends_line {
            out.push('\n');
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "开头。\n\n## 活动过程\n\n上了**两节**课。\n\n- 语言\n- 科学\n\n### 细节\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n## 活动效果\n\n好。\n";

    #[test]
    fn a_text_is_taken_without_its_marks() {
        assert_eq!(section(BODY, "活动效果").unwrap(), "好。");
        let process = section(BODY, "活动过程").unwrap();
        assert!(process.starts_with("上了两节课。\n"), "{process}");
        assert!(process.contains("甲\t乙\n1\t2"), "{process}");
        assert!(!process.contains("好。") && !process.contains("**"), "{process}");
        assert_eq!(section(BODY, "存在问题"), None);
        assert!(whole(BODY).starts_with("开头。\n活动过程\n"), "{}", whole(BODY));
    }
}
