//! The labels that printed forms use for keys (docs/content-model.md §6): 活动主题 is read as 标题.

use super::clock::{day_and_clock, is_clock};
use super::names::*;
use crate::diagnostics::{BilingualName, Oddity, Problem, SpannedProblem};
use crate::syntax::span::Span;
use crate::syntax::yaml::{Node, NodeKind};

/// The labels, and the keys they stand for. 活动形式 and 活动时间 also have other meanings, see [`relabel`].
pub(crate) const LABELS: &[(&str, BilingualName)] = &[
    ("活动主题", TITLE),
    ("活动名称", TITLE),
    ("主题", TITLE),
    (ACTIVITY_TIME, DATE),
    ("活动日期", DATE),
    ("活动地点", PLACE),
    ("参加人员", PEOPLE),
    ("参与人员", PEOPLE),
    ("出席人员", PEOPLE),
    ("主讲", SPEAKERS),
    ("主讲教师", SPEAKERS),
    ("授课教师", SPEAKERS),
    ("授课人", SPEAKERS),
    ("活动类型", TYPE),
    (ACTIVITY_FORM, TYPE),
    ("参与人数", ATTENDANCE),
    ("到会人数", ATTENDANCE),
    ("记录员", RECORDER),
    ("主持", HOST),
    ("活动主持人", HOST),
    ("会议主持人", HOST),
    ("执教学科", SUBJECT),
    ("授课学科", SUBJECT),
    ("听课学科", SUBJECT),
    ("授课年级", GRADE_VISIT),
    ("授课班级", GRADE_VISIT),
    ("听课班级", GRADE_VISIT),
    ("授课课题", LESSON),
    ("授课内容", LESSON),
    ("听课课题", LESSON),
    ("课题名称", LESSON),
    ("帮扶诉求", NEEDS),
    ("受援校需求", NEEDS),
    ("反馈意见", FEEDBACK),
    ("受援校意见", FEEDBACK),
    ("家长意见", FEEDBACK),
    ("活动经费", COST),
    ("受益学生数", BENEFICIARIES),
    ("问题清单", FOLLOW_UPS),
    ("整改清单", FOLLOW_UPS),
    ("存在问题", PROBLEM),
    ("整改责任人", OWNER),
    ("整改期限", DUE),
    ("整改时限", DUE),
    ("完成时限", DUE),
    ("销号时间", DONE),
    ("销号日期", DONE),
    ("帮扶学校", HELPER),
    ("支援学校", HELPER),
    ("受扶校", HELPED),
    ("被帮扶校", HELPED),
];

/// A label that stands for `form` where another key says the type.
pub(crate) const ACTIVITY_FORM: &str = "活动形式";
/// A label whose value can hold a date, a clock time, or both.
pub(crate) const ACTIVITY_TIME: &str = "活动时间";

/// The key that a label stands for.
pub(crate) fn key_of_label(text: &str) -> Option<BilingualName> {
    let (_, key) = LABELS.iter().find(|(label, _)| *label == text)?;
    Some(*key)
}

/// Replaces the labels among the keys of a record or a pair by the keys of `fields` that they stand for. A label next
/// to its key, or to another label of it, is reported, and the later of the two is left out.
pub(crate) fn relabel(root: &mut Node, fields: Fields, problems: &mut Vec<SpannedProblem>) {
    let NodeKind::Map(entries) = &mut root.kind else { return };
    let has_label = entries.iter().any(|(key, _)| {
        key.text().is_some_and(|text| key_of_label(text).is_some() && !has_field(fields, text))
    });
    if !has_label {
        return;
    }
    let says_type = entries.iter().any(|(key, _)| {
        key.text().is_some_and(|text| {
            text != ACTIVITY_FORM && (TYPE.is(text) || key_of_label(text) == Some(TYPE))
        })
    });
    let mut relabeller = Relabeller { fields, says_type, written: Vec::new(), kept: Vec::new() };
    for (key, value) in std::mem::take(entries) {
        relabeller.add(key, value, problems);
    }
    *entries = relabeller.kept;
}

/// Goes through the entries of a map.
struct Relabeller {
    fields: Fields,
    /// Whether a key other than 活动形式 says the type.
    says_type: bool,
    /// The keys so far, as they are written, and their lines.
    written: Vec<(BilingualName, String, u32)>,
    kept: Vec<(Node, Node)>,
}

impl Relabeller {
    fn add(&mut self, key: Node, value: Node, problems: &mut Vec<SpannedProblem>) {
        let text = key.text().unwrap_or_default().to_owned();
        if let Some(field) = self.fields.iter().find(|field| field.is(&text)) {
            return self.keep(*field, &text, key, value, problems);
        }
        if text == ACTIVITY_TIME && has_field(self.fields, TIME.en) {
            return self.add_time(key, value, problems);
        }
        let field = match key_of_label(&text) {
            Some(TYPE) if text == ACTIVITY_FORM && self.says_type => FORM,
            Some(field) => field,
            None => return self.kept.push((key, value)),
        };
        if has_field(self.fields, field.en) {
            self.keep(field, &text, key, value, problems);
        } else {
            self.kept.push((key, value));
        }
    }

    /// 活动时间: a date, a clock time, or a date with a clock time.
    fn add_time(&mut self, key: Node, value: Node, problems: &mut Vec<SpannedProblem>) {
        let text = value.text().unwrap_or_default();
        if is_clock(text) {
            return self.keep(TIME, ACTIVITY_TIME, key, value, problems);
        }
        let Some((day, clock)) = day_and_clock(text) else {
            return self.keep(DATE, ACTIVITY_TIME, key, value, problems);
        };
        let (day, clock) = (part_of(&value, day), part_of(&value, clock));
        self.keep(DATE, ACTIVITY_TIME, key.clone(), day, problems);
        self.keep(TIME, ACTIVITY_TIME, key, clock, problems);
    }

    /// Keeps an entry under its key, unless the key has been written in another way above.
    fn keep(
        &mut self,
        field: BilingualName,
        text: &str,
        key: Node,
        value: Node,
        problems: &mut Vec<SpannedProblem>,
    ) {
        let first = self.written.iter().find(|(known, ..)| *known == field);
        if let Some((_, first, line)) = first {
            let (found, first, line) = (text.to_owned(), first.clone(), *line);
            problems.push((key.span, other_spelling(found, first, line)));
            return;
        }
        self.written.push((field, text.to_owned(), key.span.start.line));
        self.kept.push((named(field, key.span), value));
    }
}

/// A key in its standard spelling, at the place of its label.
fn named(field: BilingualName, span: Span) -> Node {
    Node { span, kind: NodeKind::Scalar { text: field.zh.to_owned(), plain: true } }
}

/// A part of a value, at the place of the whole.
fn part_of(value: &Node, text: String) -> Node {
    Node { span: value.span, kind: NodeKind::Scalar { text, plain: true } }
}

/// The problem of a key that stands above in another spelling.
pub(crate) fn other_spelling(found: String, first: String, line: u32) -> Problem {
    Problem::Odd(Oddity::OtherSpelling { found, first, line })
}
