//! Labels that tell what stands behind them: `家庭住址：…`, a column `监护人电话`.

use super::{Find, Kind};

/// Behind these stands a number that names one person.
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
/// And these: a number too, of a certificate.
const CERTIFICATES: [&str; 2] = ["低保证号", "残疾证号"];
/// Behind these stand words about a child or a family.
const WORDS: [&str; 8] =
    ["家庭住址", "出生日期", "监护人", "家长姓名", "致贫原因", "病史", "残疾类别", "户主"];
/// Columns of hardship: together with a name they tell who is poor.
const HARDSHIP: [&str; 8] = ["困难", "贫困", "资助", "补助", "辍学", "低保", "残疾", "致贫"];
const NAMES: [&str; 6] = ["姓名", "学生姓名", "学生", "幼儿姓名", "受助学生", "受资助学生"];

/// The label that a key or a column's name is or holds: `监护人电话` → 监护人. `户数` and `账号开通数` are none.
#[must_use]
pub fn telling_label(name: &str) -> Option<&'static str> {
    let plain: String = name.chars().filter(|it| !it.is_whitespace() && *it != '*').collect();
    let counts = ["数", "率", "次", "户", "比例", "人次", "额", "总额", "情况"];
    if counts.iter().any(|it| plain.ends_with(it)) {
        return None;
    }
    labels().find(|label| plain.contains(label))
}

/// Whether a label is of what identifies a person by itself: such a column stays out of the repository even as a
/// secret one, as what is committed stays in its history.
#[must_use]
pub fn identifies(label: &str) -> bool {
    NUMBERS.contains(&label) || CERTIFICATES.contains(&label)
}

/// The column that, together with the others, tells whose hardship it is: a pupil's name beside 困难类别.
#[must_use]
pub fn telling_column<'c>(columns: &[&'c str]) -> Option<&'c str> {
    let hard = columns.iter().any(|it| HARDSHIP.iter().any(|word| it.contains(word)));
    columns.iter().copied().find(|it| NAMES.contains(&it.trim())).filter(|_| hard)
}

fn labels() -> impl Iterator<Item = &'static str> {
    NUMBERS.into_iter().chain(CERTIFICATES).chain(WORDS)
}

/// Values behind labels on the same line: from each colon a look back for a label, and ahead for a value.
pub(super) fn labelled(text: &str) -> Vec<Find> {
    let mut out: Vec<Find> = Vec::new();
    for (at, colon) in text.match_indices(['：', ':']) {
        let before = text[..at].trim_end_matches([' ', '\u{3000}', '*', '"', '”']);
        let Some(label) = labels().filter(|it| before.ends_with(it)).max_by_key(|it| it.len())
        else {
            continue;
        };
        let value = value(text, at + colon.len()).filter(|it| is_told(label, &text[it.clone()]));
        if let Some(span) = value {
            let first = text[span.clone()].chars().next().unwrap_or('•');
            out.push(Find { kind: Kind::Labelled(label), span, masked: format!("{first}••") });
        }
    }
    out
}

/// What stands behind a colon, up to the next mark or the line's end.
fn value(text: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let line = text[from..].split(['\n', '\r']).next().unwrap_or_default();
    let value = line.trim_start_matches([' ', '\u{3000}', '*', '"', '“']);
    let start = from + line.len() - value.len();
    let end = value.find(['，', '。', '；', '、', ',', ';', '|', '"', '<']).unwrap_or(value.len());
    let trimmed = value[..end].trim_end();
    (!trimmed.is_empty()).then(|| start..start + trimmed.len())
}

/// Whether a value tells something of somebody: no placeholder, no count, no office's line.
fn is_told(label: &str, value: &str) -> bool {
    let is_masked = value.chars().any(|it| matches!(it, '•' | '＊' | '*' | '×' | '_'));
    let nothing =
        ["无", "略", "不公开", "不填", "保密", "见", "未", "待", "xx", "XX", "按", "由", "（"];
    if is_masked || nothing.iter().any(|it| value.starts_with(it)) {
        return false;
    }
    let digits = value.chars().filter(|it| it.is_numeric()).count();
    if identifies(label) {
        // A school's own line, with its area code, may be shown.
        let is_office = value.starts_with('0') || value.starts_with("（0") || digits < 6;
        return !is_office;
    }
    let counts = digits > 0 && value.contains(['户', '人', '名', '%', '％', '次', '项', '类']);
    !counts && value.chars().count() <= 60
}
