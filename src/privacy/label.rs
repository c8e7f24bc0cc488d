//! Labels that announce personal data: `家庭住址：…`, a column `监护人电话`.

use std::ops::Range;

use super::{PersonalDataKind, PersonalDataMatch};

/// Labels of numbers that identify one person.
const NUMBERS: [&str; 13] = [
    "身份证号",
    "身份证",
    "证件号",
    "联系电话",
    "手机号",
    "手机",
    "银行卡号",
    "银行卡",
    "卡号",
    "账号",
    "一卡通",
    "存折",
    "学籍号",
];
/// Labels of numbers of certificates, which identify a person too.
const CERTIFICATES: [&str; 2] = ["低保证号", "残疾证号"];
/// Labels of texts about a child or a family.
const WORDS: [&str; 8] =
    ["家庭住址", "出生日期", "监护人", "家长姓名", "致贫原因", "病史", "残疾类别", "户主"];
/// Words of columns about hardship. Together with a name they tell who is poor.
const HARDSHIP: [&str; 8] = ["困难", "贫困", "资助", "补助", "辍学", "低保", "残疾", "致贫"];
/// Columns of names.
const NAMES: [&str; 6] = ["姓名", "学生姓名", "学生", "幼儿姓名", "受助学生", "受资助学生"];

/// What a value begins with that withholds or defers the data.
const WITHHELD: [&str; 13] =
    ["无", "略", "不公开", "不填", "保密", "见", "未", "待", "xx", "XX", "按", "由", "（"];

/// The label that the name of a key or column is or contains: 监护人 of `监护人电话`. `None` for the names of counts,
/// such as `户数` and `账号开通数`.
#[must_use]
pub fn telling_label(name: &str) -> Option<&'static str> {
    let plain: String = name.chars().filter(|ch| !ch.is_whitespace() && *ch != '*').collect();
    let counts = ["数", "率", "次", "户", "比例", "人次", "额", "总额", "情况"];
    if counts.iter().any(|ending| plain.ends_with(ending)) {
        return None;
    }
    labels().find(|label| plain.contains(label))
}

/// Whether values of a label identify a person by themselves. Such a column stays out of the repository even as a
/// secret one, because committed data stays in the history.
#[must_use]
pub fn identifies(label: &str) -> bool {
    NUMBERS.contains(&label) || CERTIFICATES.contains(&label)
}

/// The column that, together with the others, tells whose hardship it is: a pupil's name next to 困难类别.
#[must_use]
pub fn telling_column<'c>(columns: &[&'c str]) -> Option<&'c str> {
    if !columns.iter().any(|column| is_about_hardship(column)) {
        return None;
    }
    columns.iter().copied().find(|column| NAMES.contains(&column.trim()))
}

fn is_about_hardship(column: &str) -> bool {
    HARDSHIP.iter().any(|word| column.contains(word))
}

fn labels() -> impl Iterator<Item = &'static str> {
    NUMBERS.into_iter().chain(CERTIFICATES).chain(WORDS)
}

/// The values after labels on the same line. At each colon, looks back for a label and ahead for a value.
pub(super) fn labelled(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    for (at, colon) in text.match_indices(['：', ':']) {
        let Some(label) = label_at_end(&text[..at]) else { continue };
        let Some(span) = value(text, at + colon.len()) else { continue };
        let value = &text[span.clone()];
        if reveals_something(label, value) {
            let first = value.chars().next().unwrap_or('•');
            matches.push(PersonalDataMatch {
                kind: PersonalDataKind::Labelled(label),
                span,
                masked: format!("{first}••"),
            });
        }
    }
    matches
}

/// The longest label with which a text ends.
fn label_at_end(text: &str) -> Option<&'static str> {
    let text = text.trim_end_matches([' ', '\u{3000}', '*', '"', '”']);
    labels().filter(|label| text.ends_with(label)).max_by_key(|label| label.len())
}

/// The bytes of the value after a colon, up to the next mark or the end of the line.
fn value(text: &str, from: usize) -> Option<Range<usize>> {
    let line = text[from..].split(['\n', '\r']).next().unwrap_or_default();
    let value = line.trim_start_matches([' ', '\u{3000}', '*', '"', '“']);
    let start = from + line.len() - value.len();
    let end = value.find(['，', '。', '；', '、', ',', ';', '|', '"', '<']).unwrap_or(value.len());
    let trimmed = value[..end].trim_end();
    if trimmed.is_empty() { None } else { Some(start..start + trimmed.len()) }
}

/// Whether a value says something about a person: it is not masked, withheld, a count, or an office's number.
fn reveals_something(label: &str, value: &str) -> bool {
    let is_masked = value.contains(['•', '＊', '*', '×', '_']);
    if is_masked || WITHHELD.iter().any(|word| value.starts_with(word)) {
        return false;
    }
    let digits = value.chars().filter(|ch| ch.is_numeric()).count();
    if identifies(label) {
        // A school's own telephone number, with its area code, may be shown.
        let is_office = value.starts_with('0') || value.starts_with("（0") || digits < 6;
        return !is_office;
    }
    let counts = digits > 0 && value.contains(['户', '人', '名', '%', '％', '次', '项', '类']);
    !counts && value.chars().count() <= 60
}
