//! What a label of a form stands for: the keys of the model, their spellings and synonyms, the measures of the archive,
//! and what people have chosen for labels of their own forms.

use super::chosen::ChosenLabels;
use crate::diagnostics::BilingualName;
use crate::parse::labels::{ACTIVITY_FORM, ACTIVITY_TIME, key_of_label};
use crate::parse::names::{
    APPROVED_BY, AUTHOR, BENEFICIARIES, DATE, DUE, FOLLOW_UP_FIELDS, FOLLOW_UPS, Fields, HELPED,
    HELPER, MATERIALS, MEASURE_FOLLOW_UP, NOTE, PEOPLE, PROBLEM, SPEAKERS, TERM, TIME, TITLE, TO,
    has_field,
};
use crate::syntax::text::{fold_width, without_invisible};

/// The most characters of a label.
const MAX_LABEL: usize = 16;
/// The most characters of a label whose value is text.
const MAX_TEXT_LABEL: usize = 8;

/// What the value of a label becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LabelTarget {
    /// A key of the record.
    Key(BilingualName),
    /// A key of a problem found at a visit.
    FollowUp(BilingualName),
    /// A measure, below `data`.
    Data(String),
    /// A part of the text, under a heading.
    Text,
    /// The school whose record it is.
    School,
    /// The helper or the helped school: one is the record's own, the other is visited.
    Side,
    /// Nothing: a person chose so.
    LeftOut,
}

/// Labels that forms print, and that are too loose for records written by hand.
const FORM_LABELS: &[(&str, BilingualName)] = &[
    ("时间", DATE),
    ("题目", TITLE),
    ("活动题目", TITLE),
    ("会议主题", TITLE),
    ("讲座主题", TITLE),
    ("参会人员", PEOPLE),
    ("参加教师", PEOPLE),
    ("参与教师", PEOPLE),
    ("听课人员", PEOPLE),
    ("听课教师", PEOPLE),
    ("听课人", PEOPLE),
    ("到会人员", PEOPLE),
    ("执教教师", SPEAKERS),
    ("执教人", SPEAKERS),
    ("送教教师", SPEAKERS),
    ("主讲人员", SPEAKERS),
    ("受益学生人数", BENEFICIARIES),
    ("佐证材料", MATERIALS),
    ("附件材料", MATERIALS),
    ("归档材料", MATERIALS),
    ("受访学校", TO),
    ("执笔人", AUTHOR),
    ("撰稿人", AUTHOR),
    ("审核", APPROVED_BY),
    ("审核领导", APPROVED_BY),
    ("所属学期", TERM),
    ("备注", NOTE),
    ("存在的问题", PROBLEM),
    ("发现问题", PROBLEM),
    ("发现的问题", PROBLEM),
    ("问题描述", PROBLEM),
    ("措施", MEASURE_FOLLOW_UP),
    ("整改完成时间", DUE),
];

/// Labels of the school whose record it is.
const SCHOOL_LABELS: [&str; 9] =
    ["学校", "school", "学校名称", "填报学校", "填报单位", "上报学校", "报送学校", "本校", "单位"];
/// Labels of one of the two sides, besides the keys of pairs and their synonyms.
const SIDE_LABELS: [&str; 11] = [
    "受援学校",
    "受帮扶学校",
    "受帮扶校",
    "被帮扶学校",
    "受扶学校",
    "受援单位",
    "帮扶单位",
    "援助学校",
    "支教学校",
    "派出学校",
    "送教学校",
];
/// Ends of labels whose value is text.
const TEXT_ENDS: [&str; 30] = [
    "意见", "内容", "过程", "效果", "反思", "小结", "总结", "情况", "体会", "感想", "收获", "目的",
    "目标", "背景", "记录", "成效", "流程", "安排", "步骤", "简介", "建议", "亮点", "照片", "图片",
    "剪影", "评价", "纪要", "要点", "摘要", "经验",
];
/// What forms put before a label: 家访时间 is a 时间.
const PREFIXES: [&str; 21] = [
    "活动", "送教", "本次", "家访", "听课", "教研", "帮扶", "走访", "讲座", "培训", "会议", "实际",
    "主要", "开展", "捐赠", "评价", "评课", "检查", "慰问", "调研", "观摩",
];

/// The labels that are known for a kind of record.
pub(super) struct LabelIndex<'a> {
    pub(super) fields: Fields,
    /// The measures that indicators of the archive read.
    pub(super) measures: &'a [String],
    pub(super) chosen: &'a ChosenLabels,
}

impl LabelIndex<'_> {
    /// What a label stands for; `None` when it is not known. The second: whether it only resembles a key.
    pub(super) fn target(&self, label: &str) -> Option<(LabelTarget, bool)> {
        let whole = normalised(label);
        if whole.is_empty() {
            return None;
        }
        if let Some(chosen) = self.chosen.target(&whole) {
            return Some((chosen, false));
        }
        let bare = without_brackets(&whole);
        for text in [whole.as_str(), bare] {
            if let Some(target) = self.exact(text) {
                return Some((target, false));
            }
        }
        for prefix in PREFIXES {
            if let Some(rest) = bare.strip_prefix(prefix)
                && let Some(target) = self.exact(rest)
                && !matches!(target, LabelTarget::School | LabelTarget::Side)
            {
                return Some((target, true));
            }
        }
        let is_text = bare.chars().count() <= MAX_TEXT_LABEL
            && TEXT_ENDS.iter().any(|end| bare.ends_with(end));
        is_text.then_some((LabelTarget::Text, false))
    }

    fn exact(&self, text: &str) -> Option<LabelTarget> {
        if text == ACTIVITY_TIME || text == ACTIVITY_FORM {
            return self.own(key_of_label(text)?).map(LabelTarget::Key);
        }
        if TIME.is(text) && self.own(TIME).is_some() {
            // A form asks for the day; the value tells.
            return self.own(DATE).map(LabelTarget::Key);
        }
        if HELPER.is(text) || HELPED.is(text) || SIDE_LABELS.contains(&text) {
            return self.own(TO).and(Some(LabelTarget::Side));
        }
        if let Some(field) = field_named(self.fields, text) {
            return Some(LabelTarget::Key(field));
        }
        if self.measures.iter().any(|measure| measure == text) {
            return Some(LabelTarget::Data(text.to_owned()));
        }
        if SCHOOL_LABELS.contains(&text) {
            return Some(LabelTarget::School);
        }
        let key = key_of_label(text).or(loose_key(text));
        if let Some(key) = key {
            if key == HELPER || key == HELPED {
                return self.own(TO).and(Some(LabelTarget::Side));
            }
            if let Some(key) = self.own(key) {
                return Some(LabelTarget::Key(key));
            }
        }
        self.own(FOLLOW_UPS)?;
        if let Some(field) = field_named(FOLLOW_UP_FIELDS, text) {
            return Some(LabelTarget::FollowUp(field));
        }
        match key {
            Some(key) if FOLLOW_UP_FIELDS.contains(&key) => Some(LabelTarget::FollowUp(key)),
            _ => None,
        }
    }

    /// A key, if records of the kind have it.
    fn own(&self, key: BilingualName) -> Option<BilingualName> {
        has_field(self.fields, key.en).then_some(key)
    }
}

/// The key of that spelling.
pub(super) fn field_named(fields: Fields, text: &str) -> Option<BilingualName> {
    for field in fields {
        if field.is(text) {
            return Some(*field);
        }
    }
    None
}

/// The key that only forms print so.
fn loose_key(text: &str) -> Option<BilingualName> {
    for (label, key) in FORM_LABELS {
        if *label == text {
            return Some(*key);
        }
    }
    None
}

/// A text without white space.
pub(super) fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A label without what forms put around it: `活 动 时 间：` → `活动时间`.
pub(super) fn normalised(label: &str) -> String {
    let visible = without_invisible(label);
    let folded = fold_width(&visible);
    let mut text = without_spaces(&folded);
    while let Some(shorter) = text.strip_suffix([':', '：', '*', '】']) {
        text.truncate(shorter.len());
    }
    let text = text.trim_start_matches(['*', '【', '★', '※']);
    without_number(text).to_owned()
}

/// A label without the number of its line: `一、活动时间`, `（1）活动时间`, `3.活动时间`.
pub(super) fn without_number(text: &str) -> &str {
    let inner = text.strip_prefix(['(', '（']).unwrap_or(text);
    let rest = inner.trim_start_matches(is_number);
    if rest.len() == inner.len() || inner.len() - rest.len() > 9 {
        return text;
    }
    match rest.strip_prefix(['、', '.', '．', ')', '）']) {
        Some(rest) if !rest.is_empty() && !rest.starts_with(is_number) => rest,
        _ => text,
    }
}

/// Whether a sign is a part of a number.
fn is_number(sign: char) -> bool {
    sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign)
}

/// A label without a remark in brackets behind it: `送教课时（节）` → `送教课时`.
fn without_brackets(label: &str) -> &str {
    match label.find(['(', '（', '[', '【']) {
        Some(open) if 0 < open && label.ends_with([')', '）', ']', '】']) => &label[..open],
        _ => label,
    }
}

/// Whether a text could be a label that is not known: short, no sentence, no figure.
pub(super) fn is_label_like(text: &str) -> bool {
    let label = normalised(text);
    let count = label.chars().count();
    let has_word = label.chars().any(char::is_alphabetic);
    let is_sentence = label.contains(['。', '；', '！', '？', '，', '、', ';', ',']);
    let has_box = label.contains(['□', '☐', '☑', '☒', '√', '✓', '✔', '■']);
    let starts_as_figure = label.starts_with(|ch: char| ch.is_ascii_digit());
    // 地点：大班 is a label and its value in one cell.
    let is_line = label.contains([':', '：']);
    (1..=MAX_LABEL).contains(&count)
        && has_word
        && !is_sentence
        && !has_box
        && !starts_as_figure
        && !is_line
}
