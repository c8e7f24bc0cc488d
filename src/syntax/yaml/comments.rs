//! Values that YAML cuts off at a `#`, although no comment was meant (docs/content-model.md §6).

use super::node::{Node, NodeKind};
use crate::syntax::span::Span;

/// A value of which the end is read as a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CutValue {
    /// The place of what was cut off.
    pub(crate) span: Span,
    /// What is left of the value.
    pub(crate) kept: String,
    /// What was cut off, from the `#` on.
    pub(crate) cut: String,
}

/// The values that end at a `#` without a space behind it. The text begins on line `first_line` of its file.
pub(crate) fn cut_values(yaml: &str, first_line: u32, root: &Node) -> Vec<CutValue> {
    let mut cut = Vec::new();
    if has_glued_hash(yaml) {
        let lines: Vec<&str> = yaml.lines().collect();
        CutFinder { lines, first_line, cut: &mut cut }.node(root);
    }
    cut
}

/// Whether a `#` stands between white space and another character.
fn has_glued_hash(yaml: &str) -> bool {
    yaml.match_indices(" #").any(|(index, _)| {
        yaml[index + 2..].chars().next().is_some_and(|ch| !ch.is_whitespace() && ch != '#')
    })
}

struct CutFinder<'a> {
    lines: Vec<&'a str>,
    first_line: u32,
    cut: &'a mut Vec<CutValue>,
}

impl CutFinder<'_> {
    fn node(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Scalar { text, plain: true } if !text.is_empty() => {
                self.after(node.span, text);
            }
            NodeKind::Scalar { .. } => {}
            NodeKind::Seq(items) => {
                for item in items {
                    self.node(item);
                }
            }
            NodeKind::Map(entries) => {
                for (key, value) in entries {
                    if value.is_empty() {
                        self.after(key.span, "");
                    }
                    self.node(value);
                }
            }
        }
    }

    /// Looks behind a value, or behind the key of an empty one.
    fn after(&mut self, span: Span, kept: &str) {
        let Some(index) = span.start.line.checked_sub(self.first_line) else { return };
        let Some(line) = self.lines.get(index as usize) else { return };
        let end = (span.start.col + span.len - 1) as usize;
        let Some((at, _)) = line.char_indices().nth(end) else { return };
        let mut rest = &line[at..];
        if kept.is_empty() {
            rest = rest.trim_start().strip_prefix(':').unwrap_or_default();
        }
        let cut = rest.trim_start_matches([' ', '\t']);
        let is_cut = cut.len() < rest.len()
            && cut.strip_prefix('#').is_some_and(|text| {
                text.chars().next().is_some_and(|ch| !ch.is_whitespace() && ch != '#')
            });
        if !is_cut {
            return;
        }
        let before = line.chars().count() - cut.chars().count();
        let cut = cut.trim_end();
        let span = Span::new(span.start.line, before as u32 + 1, cut.chars().count() as u32);
        self.cut.push(CutValue { span, kept: kept.trim().to_owned(), cut: cut.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(yaml: &str) -> Vec<(String, String)> {
        let root = super::super::parse(yaml, 3, &|_| false).unwrap().root;
        let cut = cut_values(yaml, 3, &root);
        cut.into_iter().map(|value| (value.kept, value.cut)).collect()
    }

    #[test]
    fn values_that_end_at_a_hash_are_found() {
        let pair = |kept: &str, cut: &str| (kept.to_owned(), cut.to_owned());
        assert_eq!(cut("标题: 第2次送教 #三年级"), [pair("第2次送教", "#三年级")]);
        assert_eq!(cut("标题: #3号楼\n日期: 2024-03-15"), [pair("", "#3号楼")]);
        assert_eq!(cut("人:\n  - 王老师 #语文\n  - 李老师"), [pair("王老师", "#语文")]);
        for fine in [
            "标题: 送教 # 三年级",
            "标题: \"送教 #三年级\"",
            "标题: 送教#三年级",
            "# 说明\n标题: 送教",
            "#说明\n标题: 送教",
            "标题: |\n  送教 #三年级",
            "标题: 送教 ##",
            "数据:  # 数\n  课时: 2",
        ] {
            assert_eq!(cut(fine), [], "{fine}");
        }
    }

    #[test]
    fn the_place_is_that_of_the_hash() {
        let yaml = "标题: 第2次送教 #三年级";
        let root = super::super::parse(yaml, 3, &|_| false).unwrap().root;
        assert_eq!(cut_values(yaml, 3, &root)[0].span, Span::new(3, 11, 4));
    }
}
