//! What stands around a number and shows that it is nobody's: a unit, a label, a web address, a checksum.

use std::ops::Range;

use super::found::PersonalDataKind;

/// The most bytes of a web address that are looked at on each side of a number.
const MAX_ADDRESS: usize = 2000;
/// The most bytes before a number in which its label is looked for.
const MAX_LABEL: usize = 80;
/// A token of so many hexadecimal digits is a checksum or an identifier of a machine.
const CHECKSUM_DIGITS: usize = 32;

/// Units of money, surface and the like after a figure.
const UNITS: &[&str] = &[
    "元", "万", "亿", "余元", "多元", "美元", "港元", "欧元", "平方", "立方", "公里", "千米",
    "公斤", "千克", "吨", "千瓦", "公顷", "亩", "㎡", "m²", "m2", "%", "％", "‰", "人次", "字节",
    "毫升", "KB", "MB",
];
/// What may follow 元 in another word.
const NOT_MONEY: &[&str] = &["元旦", "元宵", "元月", "元件"];
/// Units that begin names and words too: only before the end of a phrase.
const COUNTS: &[&str] = &[
    "米", "克", "斤", "次", "个", "件", "册", "本", "套", "台", "株", "棵", "字", "步", "人", "户",
    "名",
];
/// What may stand before 编号 where it numbers things.
const THINGS: &[&str] = &[
    "设备", "资产", "仪器", "器材", "图书", "物资", "产品", "出厂", "合同", "项目", "订单", "单据",
    "凭证", "票据", "证书", "备案", "文件", "档案", "器械", "教具", "机器", "车辆", "批次", "采购",
    "招标", "公告", "登记", "受理", "业务", "交易", "统一",
];
/// Labels of numbers of things, and of amounts.
const LABELS: &[&str] = &[
    "序列号",
    "型号",
    "条形码",
    "条码",
    "商品码",
    "订单号",
    "流水号",
    "交易号",
    "单号",
    "票据号",
    "票据号码",
    "发票号",
    "发票号码",
    "发票代码",
    "证书号",
    "证书号码",
    "合同号",
    "批号",
    "文号",
    "档号",
    "书号",
    "刊号",
    "登记号",
    "专利号",
    "标准号",
    "货号",
    "图号",
    "追溯码",
    "区划代码",
    "行政区划",
    "机构代码",
    "信用代码",
    "时间戳",
    "版本号",
    "金额",
    "总额",
    "合计",
    "总计",
    "面积",
    "经费",
    "资金",
    "投资",
    "造价",
    "总价",
    "产值",
    "收入",
    "支出",
    "预算",
    "决算",
    "结余",
    "余额",
];
/// The same in Latin letters.
const LATIN_LABELS: &[&str] =
    &["sn", "s/n", "isbn", "issn", "doi", "imei", "gdp", "rmb", "barcode"];

/// The text around numbers. Remembers the last web address, so that one with many numbers is looked at once.
pub(super) struct Surroundings<'t> {
    text: &'t str,
    token: Range<usize>,
    address: Option<Address>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Address {
    Web,
    /// The identifier of a publication.
    Doi,
}

impl<'t> Surroundings<'t> {
    pub(super) fn new(text: &'t str) -> Surroundings<'t> {
        Surroundings { text, token: 0..0, address: None }
    }

    /// The letter of a student's number before a place, and its byte.
    pub(super) fn student_letter(&self, at: usize) -> Option<(char, usize)> {
        let before = self.text.get(..at)?;
        for (place, ch) in before.char_indices().rev().take(4) {
            let letter = match ch {
                'G' | 'g' | 'Ｇ' | 'ｇ' => 'G',
                'J' | 'j' | 'Ｊ' | 'ｊ' => 'J',
                'L' | 'l' | 'Ｌ' | 'ｌ' => 'L',
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
                _ => return None,
            };
            return Some((letter, place));
        }
        None
    }

    /// Whether a number of a kind is none because of what stands around it.
    pub(super) fn excuse(
        &mut self,
        kind: PersonalDataKind,
        span: Range<usize>,
        is_whole: bool,
    ) -> bool {
        let is_checked = matches!(
            kind,
            PersonalDataKind::Resident | PersonalDataKind::Student | PersonalDataKind::Disability
        );
        let excused = match self.address_at(&span) {
            Some(Address::Web) => !(is_checked && is_whole && self.stands_alone(&span)),
            Some(Address::Doi) => !is_checked,
            None => false,
        };
        if excused || self.is_checksum(&span) {
            return true;
        }
        !is_checked && (self.has_unit(span.end) || self.has_label(span.start))
    }

    /// What the token around a number is.
    fn address_at(&mut self, span: &Range<usize>) -> Option<Address> {
        if !(self.token.start <= span.start && span.end <= self.token.end) {
            let bytes = self.text.as_bytes();
            let before = bytes.get(..span.start).unwrap_or_default();
            let after = bytes.get(span.end..).unwrap_or_default();
            let start = span.start
                - before
                    .iter()
                    .rev()
                    .take(MAX_ADDRESS)
                    .take_while(|byte| is_address_byte(**byte))
                    .count();
            let end = span.end
                + after.iter().take(MAX_ADDRESS).take_while(|byte| is_address_byte(**byte)).count();
            self.token = start..end;
            self.address = self.text.get(start..end).and_then(address);
        }
        self.address
    }

    /// Whether a number is a whole segment of the path of a web address, or a whole value of its query.
    fn stands_alone(&self, span: &Range<usize>) -> bool {
        let is_border = |byte: &u8| matches!(byte, b'/' | b'=' | b'?' | b'&' | b'#' | b';');
        let bytes = self.text.as_bytes();
        let before = span.start.checked_sub(1).and_then(|at| bytes.get(at));
        let begins = before.is_some_and(is_border);
        let ends = self.token.end <= span.end || bytes.get(span.end).is_some_and(is_border);
        begins && ends
    }

    /// Whether a number is part of a long token of hexadecimal digits, with hyphens or without.
    fn is_checksum(&self, span: &Range<usize>) -> bool {
        let bytes = self.text.as_bytes();
        let is_part = |byte: &&u8| byte.is_ascii_hexdigit() || **byte == b'-';
        let before =
            bytes.get(..span.start).unwrap_or_default().iter().rev().take(64).take_while(is_part);
        let after = bytes.get(span.start..).unwrap_or_default().iter().take(64).take_while(is_part);
        let (mut digits, mut letters) = (0, 0);
        for byte in before.chain(after) {
            digits += usize::from(byte.is_ascii_hexdigit());
            letters += usize::from(byte.is_ascii_alphabetic());
        }
        0 < letters && CHECKSUM_DIGITS <= digits
    }

    /// Whether a unit follows.
    fn has_unit(&self, at: usize) -> bool {
        let Some(after) = self.text.get(at..) else { return false };
        let after = after.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
        if NOT_MONEY.iter().any(|word| after.starts_with(word)) {
            return false;
        }
        let is_count = COUNTS.iter().any(|unit| match after.strip_prefix(unit) {
            Some(rest) => !rest.chars().next().is_some_and(char::is_alphanumeric),
            None => false,
        });
        is_count || UNITS.iter().any(|unit| after.starts_with(unit))
    }

    /// Whether a label before says that it numbers a thing or is an amount.
    fn has_label(&self, at: usize) -> bool {
        let mut start = at.saturating_sub(MAX_LABEL);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let Some(before) = self.text.get(start..at) else { return false };
        let line =
            before.rsplit(['\n', '\r', '，', '。', '；', ',', ';']).next().unwrap_or_default();
        if line.trim_end().ends_with(['¥', '￥', '$', '€']) {
            return true;
        }
        let plain = line.trim_end_matches(is_after_label);
        if is_latin_label(plain) {
            return true;
        }
        // The number may be the end of a code: KT-138….
        let is_code = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '/' | '.');
        let label = line.trim_end_matches(is_code).trim_end_matches(is_after_label);
        let numbers_thing = |label: &str| match label.strip_suffix("编号") {
            Some(thing) => THINGS.iter().any(|word| thing.ends_with(word)),
            None => LABELS.iter().any(|word| label.ends_with(word)),
        };
        numbers_thing(label) || numbers_thing(plain)
    }
}

fn is_after_label(ch: char) -> bool {
    matches!(
        ch,
        ' ' | '\u{3000}'
            | '：'
            | ':'
            | '='
            | '＝'
            | '*'
            | '"'
            | '“'
            | '\''
            | '（'
            | '('
            | '#'
            | '№'
            | '为'
            | '是'
            | '|'
            | '\t'
    )
}

fn is_latin_label(before: &str) -> bool {
    let lower = before.to_ascii_lowercase();
    LATIN_LABELS.iter().any(|label| match lower.strip_suffix(label) {
        Some(rest) => !rest.ends_with(|ch: char| ch.is_ascii_alphanumeric()),
        None => false,
    })
}

/// Whether a byte can be part of a web address as it is written in a text.
fn is_address_byte(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(
            byte,
            b'<' | b'>'
                | b'"'
                | b'\''
                | b'`'
                | b'|'
                | b'('
                | b')'
                | b'['
                | b']'
                | b'{'
                | b'}'
                | b'^'
                | b'\\'
        )
}

/// What a token is, if it is the address of something.
fn address(token: &str) -> Option<Address> {
    let token = token.trim_start_matches(['!', ':', ',', '*', '_']).to_ascii_lowercase();
    if token.contains("doi.org/") || token.starts_with("doi:") || is_doi(&token) {
        return Some(Address::Doi);
    }
    let is_web =
        ["http://", "https://", "ftp://", "www."].iter().any(|start| token.contains(start));
    is_web.then_some(Address::Web)
}

/// Whether a token begins as `10.1016/`.
fn is_doi(token: &str) -> bool {
    let Some((prefix, _)) = token.split_once('/') else { return false };
    match prefix.strip_prefix("10.") {
        Some(registrant) => {
            matches!(registrant.len(), 4..=9)
                && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        }
        None => false,
    }
}
