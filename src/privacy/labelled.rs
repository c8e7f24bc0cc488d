//! Values after labels in running text: after a colon, a space, 为, a bracket, on the next line. One pass.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::char_class::{CharClass, Separator, class_of};
use super::found::{Fingerprint, PersonalDataKind, PersonalDataMatch};
use super::han_set::HanSet;
use super::label::{Family, LABELS, Label};
use super::unit::unit_at;
use super::value::{MAX_VALUE, reveals};
use super::words::{begins_with_any, holds_any};

/// What may follow a label and belongs to it.
const SUFFIXES: [&str; 11] =
    ["号码", "姓名", "名字", "确认", "签名", "签字", "签章", "电话", "号", "码", "日"];
/// Labels between which and the value nothing need stand.
const JOINED: [&str; 3] = ["家住", "住在", "生于"];
/// The most characters that are stepped over within and after a label.
const MAX_SKIPPED: usize = 8;
/// The most labels in a list after the first.
const MAX_LIST: usize = 3;
/// The most characters of a remark in brackets after a label: `监护人（签字）：`.
const MAX_REMARK: usize = 12;

/// What stands between a label and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Colon,
    /// Nothing, a space, a bracket or a verb: the value must look like one.
    Weak,
}

/// The values after labels.
pub(super) fn labelled(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches: Vec<PersonalDataMatch> = Vec::new();
    let mut at = 0;
    // Whether the text has the fields of one person, where that was asked.
    let mut is_named: Option<bool> = None;
    // The end of the line on which the members of a family are listed.
    let mut family_until = 0;
    while let Some((start, label, end)) = next_label(text, at) {
        at = end;
        let in_list = end < family_until;
        if begins_family(label) && !in_list {
            let rest = text.get(end..).unwrap_or_default();
            family_until = end + rest.find('\n').unwrap_or(rest.len());
        }
        let linked = link_after(text, label, end);
        let Some((link, from)) = linked.or(in_list.then_some((Link::Weak, end))) else { continue };
        let span = value(text, from);
        let Some(value) = text.get(span.clone()).filter(|value| !value.is_empty()) else {
            continue;
        };
        let is_bounded = value.chars().count() <= MAX_VALUE;
        let announced = announced_by(label, text.get(end..from).unwrap_or_default());
        if is_bounded
            && reveals(&announced, value, link == Link::Colon)
            && !is_in_word(text, start, label)
            && !is_of_many(&announced, value, text.get(span.end..).unwrap_or_default())
            && (!is_mere_kind(&announced, value)
                || *is_named.get_or_insert_with(|| names_somebody(text)))
        {
            at = span.end;
            matches.push(told(label.word, span, value));
        }
    }
    matches
}

/// Whether the members of a family follow after a label: `家庭成员：父亲张某，母亲李某`.
fn begins_family(label: &Label) -> bool {
    matches!(label.word, "家庭成员" | "监护人")
}

/// The label with what it announces together with the words behind it: `监护人电话` announces a number.
fn announced_by(label: &'static Label, behind: &str) -> Label {
    let is_number = label.family == Family::Name
        && behind.starts_with("电话")
        && !behind.contains(['、', '和', '及', '与', '/']);
    if is_number {
        return Label { family: Family::Number, is_common: false, ..*label };
    }
    *label
}

/// Whether what follows after circumstances shows that they are those of many families, or kinds that are explained:
/// `因病、因残、因学`, `单亲的12户`, `视力、听力、言语、肢体`.
fn is_of_many(label: &Label, value: &str, after: &str) -> bool {
    const OF_MANY: [&str; 7] = ["较多", "户", "占", "％", "%", "名学生", "为主"];
    const MARKS: [char; 6] = ['、', '，', ',', '/', ' ', '或'];
    const KINDS: [&str; 8] = ["视力", "听力", "言语", "肢体", "智力", "精神", "多重", "其他"];
    if label.family != Family::Circumstance {
        return false;
    }
    let line: String = after.chars().take(MAX_VALUE).take_while(|ch| *ch != '\n').collect();
    let parts = value.split(MARKS).chain(line.split(MARKS));
    let kinds = parts.filter(|kind| begins_with_any(kind, &KINDS)).count();
    let is_list = line.starts_with("、因") || line.starts_with("、缺") || 3 <= kinds;
    is_list || label.is_common && holds_any(&line, &OF_MANY)
}

/// Whether a value is only the name of a kind, such as every guide to forms has: it tells of somebody where somebody is
/// named.
fn is_mere_kind(label: &Label, value: &str) -> bool {
    const KINDS: [&str; 8] =
        ["缺技术", "缺资金", "缺土地", "缺水", "交通条件落后", "自身发展动力不足", "多重", "其他"];
    label.family == Family::Circumstance && KINDS.contains(&value)
}

/// Whether a text has the fields of one person.
fn names_somebody(text: &str) -> bool {
    const FIELDS: [&str; 7] = ["姓名", "学生", "对象", "受助人", "监护人", "户主", "同学"];
    holds_any(text, &FIELDS)
}

/// The match of a value.
pub(super) fn told(label: &'static str, span: Range<usize>, value: &str) -> PersonalDataMatch {
    let first = value.chars().next().unwrap_or('•');
    PersonalDataMatch {
        kind: PersonalDataKind::Labelled(label),
        span,
        masked: format!("{first}••"),
        print: Fingerprint::of(value),
    }
}

/// The next label from a place on: where it begins, and where it ends.
fn next_label(text: &str, from: usize) -> Option<(usize, &'static Label, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        match *bytes.get(at..)? {
            [] => return None,
            // Nearly all characters of a text end here.
            [first @ 0xe4..=0xe9, second, third, ..] if !BEGINNINGS.has([first, second, third]) => {
                at += 3;
            }
            [b'Q' | 0xe4..=0xe9, ..] => match label_at(text, at) {
                Some((label, length)) => return Some((at, label, at + length)),
                None => at += 1,
            },
            // A character that begins no label, or a byte within one.
            [0xe0..=0xff, ..] => at += 3,
            _ => at += 1,
        }
    }
}

/// The label that begins at a place, and its bytes there.
fn label_at(text: &str, at: usize) -> Option<(&'static Label, usize)> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    // Decides nearly always: most words only begin as a label does.
    let is_other = |after: &str| SECONDS.contains(after.as_bytes()) == Some(false);
    if rest.get(first.len_utf8()..).is_some_and(is_other) {
        return None;
    }
    for label in BY_BEGINNING.get(&first)? {
        if let Some(length) = matched(rest, label.word) {
            return Some((label, length));
        }
    }
    None
}

/// Whether a text may hold a label, as nearly no cell of a table does: two characters decide.
pub(super) fn may_hold_label(text: &str) -> bool {
    let mut begins = false;
    let mut buffer = [0; 4];
    for ch in text.chars() {
        if ch.is_whitespace() || ch == '*' {
            continue;
        }
        let bytes = ch.encode_utf8(&mut buffer).as_bytes();
        if ch == 'Q' || begins && SECONDS.contains(bytes) == Some(true) {
            return true;
        }
        begins = BEGINNINGS.contains(bytes) == Some(true);
    }
    false
}

/// The labels by their first characters, in their order.
static BY_BEGINNING: LazyLock<FxHashMap<char, Vec<&'static Label>>> = LazyLock::new(|| {
    let mut by_beginning: FxHashMap<char, Vec<&'static Label>> = FxHashMap::default();
    for label in &LABELS {
        let first = label.word.chars().next();
        by_beginning.entry(first.unwrap_or_default()).or_default().push(label);
    }
    by_beginning
});

/// The second characters of labels.
static SECONDS: HanSet = HanSet::of(&[
    '份', '分', '急', '件', '系', '机', '行', '号', '卡', '折', '籍', '保', '疾', '庭', '住', '居',
    '口', '址', '生', '日', '护', '长', '亲', '母', '主', '父', '爷', '奶', '公', '婆', '贫', '困',
    '史', '信', '讯', '细', '在', '于', '爸', '妈', '姥', '残', '病', '敏', '殊', '难', '康', '体',
    '理', '款', '照', '成', '名', '户', '养', '断', '驶', '所',
]);

/// The Chinese characters with which labels begin; others begin with QQ.
static BEGINNINGS: HanSet = HanSet::of(&[
    '身', '证', '联', '手', '银', '卡', '账', '帐', '一', '存', '学', '低', '残', '家', '现', '居',
    '户', '住', '出', '生', '监', '父', '母', '致', '病', '微', '祖', '爷', '奶', '外', '紧', '常',
    '通', '详', '爸', '妈', '姥', '疾', '患', '过', '特', '贫', '困', '健', '心', '收', '护', '开',
    '持', '医', '社', '抚', '养', '继', '诊', '驾',
]);

/// The bytes of a word at the beginning of a text, with what is not seen, marks and the end of a line within it.
fn matched(text: &str, word: &str) -> Option<usize> {
    if text.starts_with(word) {
        return Some(word.len());
    }
    let mut chars = text.char_indices();
    let mut end = 0;
    for (number, wanted) in word.chars().enumerate() {
        let mut skipped = 0;
        loop {
            let (place, ch) = chars.next()?;
            if ch == wanted {
                end = place + ch.len_utf8();
                break;
            }
            skipped += 1;
            if number == 0 || MAX_SKIPPED < skipped || !is_unseen(ch) {
                return None;
            }
        }
    }
    Some(end)
}

/// Whether a reader does not see a character between two others.
fn is_unseen(ch: char) -> bool {
    ch == '*'
        || matches!(
            class_of(ch),
            CharClass::Nothing | CharClass::Gap(Separator::Space | Separator::Line)
        )
}

/// How the value follows after a label, and where it begins.
fn link_after(text: &str, label: &Label, end: usize) -> Option<(Link, usize)> {
    let after = after_more_labels(after_suffixes(text.get(end..)?));
    let rest = after.trim_start_matches(is_closer);
    // 【家庭住址】清河镇
    let is_closed = text.get(end..text.len() - rest.len())?.contains(['】', '」']);
    // 家长（监护人）：
    let rest = rest.strip_prefix(['）', ')', '〕', ']']).unwrap_or(rest);
    let plain = spaceless(tagless(rest));
    let begin = |rest: &str| text.len() - rest.len();
    if let Some(value) = after_colon(plain) {
        return colon(value).map(|(link, value)| (link, begin(value)));
    }
    if let Some(inside) = plain.strip_prefix(['（', '(', '〔', '[']) {
        let is_end = |ch: char| matches!(ch, '）' | ')' | '〕' | ']');
        let remark = inside.char_indices().take(MAX_REMARK).find(|(_, ch)| is_end(*ch));
        if let Some((at, bracket)) = remark
            && let Some(value) =
                inside.get(at + bracket.len_utf8()..).map(spaceless).and_then(after_colon)
        {
            return colon(value).map(|(link, value)| (link, begin(value)));
        }
        let is_round = plain.starts_with(['（', '(']);
        return is_round.then_some((Link::Weak, begin(inside)));
    }
    if let Some(value) = after_verb(plain, label) {
        return Some((Link::Weak, begin(spaceless(value))));
    }
    let dashless = plain.trim_start_matches(['-', '–', '—', '―', '－']);
    if dashless.len() < plain.len() {
        return Some((Link::Weak, begin(spaceless(dashless))));
    }
    let value = next_line(plain).unwrap_or(plain);
    let is_named = text.get(end..begin(rest)).unwrap_or_default().contains("姓名");
    let is_parted = is_closed
        || is_named
        || value.len() < rest.len()
        || JOINED.contains(&label.word) && (label.word != "生于" || value.starts_with("20"))
        || label.family == Family::Number && (begins_long_number(value) || is_travel(label, value));
    is_parted.then_some((Link::Weak, begin(value)))
}

/// Whether a text begins with as many digits as the number of a card has: `银行卡6222…`.
fn begins_long_number(text: &str) -> bool {
    text.chars().take(12).filter(char::is_ascii_digit).count() == 12
}

/// Whether the number of a passport or permit follows right after its name: `护照E12345678`.
fn is_travel(label: &Label, text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = text.bytes().skip(letters).take_while(u8::is_ascii_digit).count();
    matches!(label.word, "护照" | "通行证")
        && (1..=2).contains(&letters)
        && (7..=9).contains(&digits)
}

/// What follows after a verb or a bracket that joins a label and its value.
fn after_verb<'t>(text: &'t str, label: &Label) -> Option<&'t str> {
    if let Some(value) = text.strip_prefix(['为', '是', '【', '「', '→']) {
        return Some(value);
    }
    match label.family {
        Family::Address => text.strip_prefix(['在', '位']),
        Family::Name => text.strip_prefix('名').unwrap_or(text).strip_prefix('叫'),
        Family::Birth if text.starts_with("于20") => text.strip_prefix('于'),
        _ => None,
    }
}

/// What follows after what may stand behind a label and belongs to it.
fn after_suffixes(text: &str) -> &str {
    let mut rest = text.trim_start_matches(is_closer);
    for _ in 0..2 {
        rest = SUFFIXES.iter().find_map(|suffix| rest.strip_prefix(suffix)).unwrap_or(rest);
    }
    rest
}

/// What follows after the other labels of a list: `家庭住址、联系电话：`.
fn after_more_labels(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..MAX_LIST {
        let Some(next) = rest.strip_prefix(['、', '和', '及', '与', '/']) else { break };
        let following = match label_at(next, 0) {
            Some((_, length)) => next.get(length..).unwrap_or_default(),
            None => next,
        };
        let after = after_suffixes(following);
        if after.len() == next.len() {
            break;
        }
        rest = after;
    }
    rest
}

/// A text without the tags of HTML that it begins with.
fn tagless(text: &str) -> &str {
    let mut rest = text;
    while rest.starts_with('<')
        && let Some(unit) = unit_at(rest, 0).filter(|unit| 1 < unit.length)
    {
        rest = rest.get(unit.length..).unwrap_or_default();
    }
    rest
}

/// After a colon the value may stand on the next line.
fn colon(value: &str) -> Option<(Link, &str)> {
    let value = value.trim_start_matches(is_opener);
    match next_line(value) {
        Some(below) => Some((Link::Weak, below)),
        None => Some((Link::Colon, value)),
    }
}

fn after_colon(text: &str) -> Option<&str> {
    text.strip_prefix(['：', ':', '∶', '﹕', '︰', '꞉', '=', '＝'])
}

/// What stands on the next line, after the marks of a list or a quotation. `None` if the line goes on.
fn next_line(text: &str) -> Option<&str> {
    let below = text.trim_start_matches('\r').strip_prefix('\n')?;
    // Below a heading stands an empty line.
    let below = below.strip_prefix("\r\n").or_else(|| below.strip_prefix('\n')).unwrap_or(below);
    Some(below.trim_start_matches([' ', '\u{3000}', '\t', '>', '-', '*', '"', '“']))
}

fn spaceless(text: &str) -> &str {
    text.trim_start_matches([' ', '\u{3000}', '\t', '\u{a0}'])
}

/// Marks between a label and its colon.
fn is_closer(ch: char) -> bool {
    matches!(ch, '*' | '_' | '`' | '"' | '”' | '】' | '」' | '\'')
        || matches!(class_of(ch), CharClass::Nothing)
}

/// Marks between a colon and its value.
fn is_opener(ch: char) -> bool {
    matches!(
        ch,
        ' ' | '\u{3000}' | '\t' | '\u{a0}' | '*' | '_' | '`' | '"' | '“' | '【' | '「' | '\''
    )
}

/// The bytes of the value at a place, up to the next mark or the end of the line. Entities and tags within it belong to
/// it.
fn value(text: &str, from: usize) -> Range<usize> {
    let mut end = from;
    for _ in 0..=MAX_VALUE {
        let (Some(unit), Some(ch)) =
            (unit_at(text, end), text.get(end..).and_then(|rest| rest.chars().next()))
        else {
            break;
        };
        let is_end = if ch.len_utf8() < unit.length {
            matches!(unit.class, CharClass::Gap(_) | CharClass::Other)
        } else {
            is_mark(ch)
        };
        if is_end {
            break;
        }
        end += unit.length;
    }
    let value = text.get(from..end).unwrap_or_default().trim_end();
    from..from + value.trim_end_matches(['*', '_', '`']).len()
}

/// Whether a value ends with a character.
fn is_mark(ch: char) -> bool {
    matches!(
        ch,
        '\n' | '\r' | '，' | '。' | '；' | '、' | ',' | ';' | '|' | '"' | '”' | '<' | '）' | ')'
    )
}

/// Whether a common label is only part of a longer word: `祖父亲`.
fn is_in_word(text: &str, start: usize, label: &Label) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    label.is_common && before.is_some_and(|ch| matches!(ch, '祖' | '和' | '与' | '及'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_found_by_its_beginning() {
        for label in &LABELS {
            let text = format!("甲{}：", label.word);
            let (start, found, _) = next_label(&text, 0).expect(label.word);
            assert_eq!((start, found.word), (3, label.word));
        }
    }
}
