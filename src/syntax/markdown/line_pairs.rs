//! Line breaks that are kept for what the lines around them have in common: lists and forms without Markdown's signs.
//!
//! `＊听课⏎＊评课`, `主持人  王老师⏎记录人  李老师`, `第一，…⏎第二，…`, `9:00签到⏎9:30开班`. A sentence that was broken to fit
//! the window has none of these, and no line of it is clearly shorter than the next one.

use super::chars::is_indent;
use super::form_lines::{is_digit, is_han, is_numeral};

/// The most characters before the colon of a label.
const MAX_LABEL: usize = 20;
/// The most characters of a line in a list of names or words.
const MAX_WORD: usize = 12;
/// By so many characters a line must be shorter than the next one to have been ended on purpose.
const SHORTER_BY: usize = 6;
/// A line of fewer characters may have been ended on purpose.
const SHORT_BELOW: usize = 24;
/// What stands behind the numbers of items that count the same.
const UNITS: [char; 18] = [
    '年', '月', '日', '号', '时', '点', '班', '级', '组', '届', ':', '：', '.', '．', '-', '－',
    '/', '／',
];
/// The signs within a short phrase of a list.
const WORD_SIGNS: [char; 9] = ['/', '-', '－', '—', '→', '(', ')', '（', '）'];
/// What stands between the cells of tables that are no tables of Markdown.
const BARS: [char; 8] = ['|', '｜', '│', '┃', '║', '─', '━', '═'];
/// The most Han characters of a label with a single space behind it: `主持人 王老师`.
const MAX_SPACED_LABEL: usize = 6;

/// The lines around a break, without their indents and not beyond what decides; empty where there is none.
pub(super) struct LinesAround {
    /// The line above `before`.
    pub(super) above: String,
    /// The line that ends at the break.
    pub(super) before: String,
    /// Whether all of that line is bold, as a heading is.
    pub(super) is_bold: bool,
    /// The line that begins at the break.
    pub(super) after: String,
    /// The line below `after`.
    pub(super) below: String,
}

impl LinesAround {
    /// Whether the break in the middle is kept.
    pub(super) fn keeps_break(&self) -> bool {
        let (above, before) =
            (self.above.trim_matches(is_indent), self.before.trim_matches(is_indent));
        let (after, below) =
            (self.after.trim_matches(is_indent), self.below.trim_matches(is_indent));
        begin_alike(before, after)
            || begin_alike(after, below)
            || has_gap(before)
            || has_gap(after)
            || has_bars(before)
            || has_bars(after)
            || is_date(before)
            || is_date(after)
            || before == "此致"
            || ends_early(before, after)
            || before.starts_with('【') && before.ends_with('】')
            || self.is_bold && before.chars().count() < after.chars().count()
            || are_words(above, before, after, below)
    }
}

/// Whether two short lines stand in a list of such: with a third one, below a label, or built alike.
fn are_words(above: &str, before: &str, after: &str, below: &str) -> bool {
    if !is_word(after) {
        return false;
    }
    if !is_word(before) {
        return is_labelled(before) && is_word(below);
    }
    is_word(above)
        || is_word(below)
        || is_labelled(above)
        || is_date(above)
        || WORD_SIGNS.iter().any(|sign| before.contains(*sign) && after.contains(*sign))
}

/// Whether two lines begin like items of one list or rows of one form.
fn begin_alike(above: &str, below: &str) -> bool {
    let (Some(first), Some(other)) = (above.chars().next(), below.chars().next()) else {
        return false;
    };
    let is_quote = matches!(first, '“' | '‘' | '"' | '\'' | '「' | '『');
    let is_sign = !first.is_alphanumeric() && !is_quote;
    first == other && (is_sign || begins_with_mark(above) && begins_with_mark(below))
        || are_numbered(above, below)
        || is_labelled(above) && is_labelled(below)
        || is_spaced_label(above) && is_spaced_label(below)
        || names_turn(above) && names_turn(below)
}

/// Whether the first character of a line stands alone, as a bullet that Word wrote as a letter does: `Ø 听课`.
fn begins_with_mark(line: &str) -> bool {
    line.chars().nth(1).is_some_and(is_indent)
}

/// Whether two lines begin with numbers that follow one another, or that count the same: `3月5日…⏎3月12日…`.
fn are_numbered(above: &str, below: &str) -> bool {
    let (Some((first, behind_first)), Some((second, behind_second))) =
        (number(above), number(below))
    else {
        return false;
    };
    let sign = behind_first.chars().next();
    let is_unit = behind_second.starts_with(UNITS) && sign == behind_second.chars().next();
    first.checked_add(1) == Some(second) || is_unit
}

/// The number at the start of a line, also after 第, and what follows it.
fn number(line: &str) -> Option<(u32, &str)> {
    let rest = line.trim_start_matches("No.").trim_start_matches('第');
    let is_figure = rest.starts_with(is_digit);
    let behind = match is_figure {
        true => rest.trim_start_matches(is_digit),
        false => rest.trim_start_matches(is_numeral),
    };
    let mut value: u32 = 0;
    let written = &rest[..rest.len() - behind.len()];
    for ch in written.chars() {
        let digit = match ch {
            '0'..='9' => ch as u32 - '0' as u32,
            '０'..='９' => ch as u32 - '０' as u32,
            '十' if value == 0 => 10,
            _ => u32::try_from("零一二三四五六七八九".chars().position(|numeral| numeral == ch)?)
                .ok()?,
        };
        let tens = if is_figure || !written.starts_with('十') { 10 } else { 1 };
        value = value.checked_mul(tens)?.checked_add(digit)?;
    }
    (!written.is_empty()).then_some((value, behind))
}

/// Whether a line begins with a label: `3月：家访`, `Place: hall`. A time of day and an address are none.
fn is_labelled(line: &str) -> bool {
    for (count, (at, ch)) in line.char_indices().enumerate() {
        match ch {
            '：' | ':' => {
                let is_address = line[at + ch.len_utf8()..].starts_with('/');
                return 0 < count && !is_address && !line[..at].chars().all(is_digit);
            }
            '，' | '。' | '；' | '！' | '？' | ',' | ';' | '!' | '?' | '“' | '”' | '"' => {
                return false;
            }
            _ if MAX_LABEL <= count => return false,
            _ => {}
        }
    }
    false
}

/// Whether a line is a short label and a value behind a space: `主持人 王老师`.
fn is_spaced_label(line: &str) -> bool {
    let Some((label, value)) = line.split_once(' ') else { return false };
    (2..=MAX_SPACED_LABEL).contains(&label.chars().count())
        && label.chars().all(is_han)
        && !value.is_empty()
}

/// Whether a line begins with a part of the day, a day of the week, a word that counts (`首先，`) or an address.
fn names_turn(line: &str) -> bool {
    const TURNS: [&str; 11] =
        ["上午", "下午", "中午", "晚上", "早上", "清晨", "首先", "其次", "再次", "然后", "最后"];
    let day = line.strip_prefix("星期").or_else(|| line.strip_prefix('周'));
    line.starts_with("http")
        || TURNS.iter().any(|turn| line.starts_with(turn))
        || day.is_some_and(|day| day.starts_with(is_numeral) || day.starts_with(['日', '天']))
}

/// Whether white space within a line sets its parts apart, as in `主持人  王老师`. Two spaces between English sentences
/// do not.
fn has_gap(line: &str) -> bool {
    if !line.contains(['\t', '\u{3000}', '\u{2003}', '\u{A0}']) && !line.contains("  ") {
        return false;
    }
    let mut before = '.';
    let mut spaces = 0;
    for ch in line.chars() {
        if is_indent(ch) {
            spaces += if matches!(ch, ' ' | '\u{A0}') { 1 } else { 2 };
            continue;
        }
        if 2 <= spaces && !matches!(before, '.' | '?' | '!' | ':' | ';') {
            return true;
        }
        (spaces, before) = (0, ch);
    }
    false
}

/// Whether a line is a row of a table that people typed or drew: `时间 | 地点`, `+---+---+`, `│上午│三楼│`.
fn has_bars(line: &str) -> bool {
    line.starts_with("+-") || line.contains(BARS)
}

/// Whether a whole line is a date, as below a letter or above the entry of a day: `2024年4月10日`, `2024年4月10日 星期三 晴`.
fn is_date(line: &str) -> bool {
    const SIGNS: [char; 7] = ['年', '月', '日', '号', '.', '-', '/'];
    let mut signs = 0;
    for ch in line.chars() {
        match ch {
            _ if SIGNS.contains(&ch) => signs += 1,
            _ if is_digit(ch) || is_numeral(ch) || matches!(ch, '○' | ' ') => {}
            '星' | '周' | '（' | '(' => break,
            _ => return false,
        }
    }
    line.chars().count() < SHORT_BELOW
        && 2 <= signs
        && (line.starts_with(is_digit) || line.starts_with(is_numeral))
}

/// Whether a line ended on purpose: there was room for what the next one begins with, and it does not run on.
fn ends_early(before: &str, after: &str) -> bool {
    let length = before.chars().count();
    let is_whole = before.ends_with(is_han) || before.ends_with(['”', '）', '》', '」', '】']);
    length < SHORT_BELOW
        && is_whole
        && after.starts_with(is_han)
        && length + SHORTER_BY <= after.chars().count()
}

/// Whether a whole line is a name or another short phrase without a sign of a sentence: `王老师`, `家访12户`, `语文/王老师`.
fn is_word(line: &str) -> bool {
    (2..=MAX_WORD).contains(&line.chars().count())
        && line.starts_with(is_han)
        && line.chars().all(|ch| is_han(ch) || is_digit(ch) || WORD_SIGNS.contains(&ch))
}

#[cfg(test)]
mod tests {
    use super::LinesAround;

    /// The lines of a text, with `⏎` where a break is kept and `/` where lines are joined.
    fn broken(text: &str) -> String {
        let lines: Vec<&str> = text.split('\n').collect();
        let line = |at: usize| lines.get(at).map(|line| (*line).to_owned()).unwrap_or_default();
        let mut out = line(0);
        for at in 1..lines.len() {
            let above = if 2 <= at { line(at - 2) } else { String::new() };
            let around = LinesAround {
                above,
                before: line(at - 1),
                is_bold: false,
                after: line(at),
                below: line(at + 1),
            };
            out.push(if around.keeps_break() { '⏎' } else { '/' });
            out.push_str(&line(at));
        }
        out
    }

    #[test]
    fn breaks_between_items_and_rows_are_kept() {
        for text in [
            "——听课\n——评课",
            "安排\n-听课\n-评课",
            "*听课\n*评课",
            "+听课\n+评课",
            "~听课\n~评课",
            "[1]甲\n[2]乙",
            "《甲》\n《乙》",
            "（签字）\n（盖章）",
            "Ø 听课\nØ 评课",
            "l  听课\nl  评课",
            "主持人  王老师\n记录人  李老师",
            "主持人　王老师\n记录人　李老师",
            "主持人\t王老师\n记录人\t李老师",
            "主持人 王老师\n记录人 李老师",
            "王老师　语文\n李老师　数学",
            "第一，目标清楚\n第二，环节紧凑\n第三，反响好",
            "第九周家访\n第十周送教\n第十一周总结",
            "分别是\n第一，目标清楚\n第二，环节紧凑",
            "一年级三人\n二年级四人",
            "1听课\n2评课",
            "1：听课\n2：评课",
            "3月5日家访\n3月12日送教",
            "9:00签到\n9:30开班",
            "上午听课\n下午评课",
            "周一语文\n周三数学",
            "首先，听课\n其次，评课\n最后，总结",
            "3月：家访\n5月：送教",
            "Place: hall\nHost: Wang",
            "问：好吗\n答：好",
            "清河小学\n2024年4月10日",
            "二〇二四年四月十日\n清河小学",
            "此致\n敬礼",
            "成员：\n王老师\n李老师",
            "到会：王老师\n李老师\n赵老师",
            "送教3次\n听课5节\n家访12户",
            "语文/王老师\n数学/李老师",
            "活动时间\n2024年4月10日\n活动地点\n清河小学",
            "No.1 听课\nNo.2 评课",
            "2024年4月10日 星期三 晴\n今天送教",
            "【活动内容】\n上课",
            "金额 ￥1,000\n支出 ￥500",
            "https://example.com/a\nhttps://example.com/b",
            "时间 | 地点\n上午 | 三楼",
            "时间｜地点\n上午｜三楼",
            "+---+\n| 甲 |\n+---+",
            "┌──┐\n│甲│\n└──┘",
            "王老师\n李老师\n赵老师",
            "活动总结\n本学期我们到清河小学送教十次，听课二十节",
        ] {
            assert_eq!(broken(text), text.replace('\n', "⏎"));
        }
    }

    #[test]
    fn lines_that_were_broken_within_a_sentence_are_joined() {
        for text in [
            "我们在清河小学\n上了两节课，\n听了三节课",
            "教学\n督查",
            "4294967295人听课\n1人评课",
            "他说“好”\n大家",
            "“甲”\n“乙”",
            "到校人数为\n3.5倍",
            "两节课，\n听课的老师来自全县十所小学和幼儿园",
            "本学期我们到清河小学送教十次，其中语文三次、数学\n四次、英语三次，参加听课的老师有一百二十人，来自全县\n十所小学",
            "共有12\n名教师",
            "我们使用\nPowerPoint2019制作了二十个课件供老师使用",
            "One sentence.  Two\nthree",
            "he said\nso: it was",
        ] {
            assert_eq!(broken(text), text.replace('\n', "/"));
        }
    }
}
