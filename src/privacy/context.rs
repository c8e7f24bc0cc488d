//! What stands around a number and shows that it is nobody's: a unit, a label, a web address, a checksum.

use std::ops::Range;

use super::found::PersonalDataKind;
use super::words::{begins_with_any, ends_with_any, holds_any};

/// The most bytes of a web address that are looked at on each side of a number.
const MAX_ADDRESS: usize = 2000;
/// The most bytes before a number in which its label is looked for.
const MAX_LABEL: usize = 80;
/// A token of so many hexadecimal digits is a checksum or an identifier of a machine.
const CHECKSUM_DIGITS: usize = 32;
/// The most bytes of a token on each side of where a number begins.
const MAX_TOKEN: usize = 64;

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
    "设备", "运单", "快递", "立项", "课题", "车间", "资产", "仪器", "器材", "图书", "物资", "产品",
    "出厂", "合同", "项目", "订单", "单据", "凭证", "票据", "证书", "备案", "文件", "档案", "器械",
    "教具", "机器", "车辆", "批次", "采购", "招标", "公告", "登记", "受理", "业务", "交易", "统一",
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
    "批次号",
    "批次",
    "订单",
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
    "会议号",
    "会议ID",
    "会议id",
    "腾讯会议",
    "钉钉会议",
    "飞书会议",
    "群号",
    "房间号",
    "直播间",
    "邀请码",
    "取件码",
    "会议 ID",
    "快手号",
    "抖音号",
    "考号",
    "考证号",
    "票号",
    "报名序号",
    "报名号",
    "运单",
    "专利",
    "公开号",
    "公告号",
    "申请号",
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
/// Such labels in Latin letters.
const LATIN_LABELS: &[&str] = &[
    "sn",
    "s/n",
    "isbn",
    "issn",
    "doi",
    "imei",
    "gdp",
    "rmb",
    "barcode",
    "zoom",
    "commit",
    "uuid",
    "zoom id",
    "meeting id",
];

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
        if !is_checked && self.is_of_machine(&span) {
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

    /// Whether a number is part of the id of a commit, a UUID, the address of a network card or the number of a patent.
    fn is_of_machine(&self, span: &Range<usize>) -> bool {
        let bytes = self.text.as_bytes();
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'-' | b':');
        let before = bytes.get(..span.start).unwrap_or_default().iter().rev();
        let start = span.start - before.take(MAX_TOKEN).take_while(is_part).count();
        let after = bytes.get(span.start..).unwrap_or_default().iter();
        let end = span.start + after.take(MAX_TOKEN).take_while(is_part).count();
        let token = bytes.get(start..end).unwrap_or_default();
        is_commit(token) || is_uuid(token) || is_network_card(token) || is_patent(token)
    }

    /// Whether a unit follows.
    fn has_unit(&self, at: usize) -> bool {
        let Some(after) = self.text.get(at..) else { return false };
        let after = after.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
        if begins_with_any(after, NOT_MONEY) {
            return false;
        }
        let is_count = COUNTS.iter().any(|unit| match after.strip_prefix(unit) {
            Some(rest) => !rest.chars().next().is_some_and(char::is_alphanumeric),
            None => false,
        });
        is_count || begins_with_any(after, UNITS)
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
        if line.trim_end().ends_with(['¥', '￥', '$', '€', '第']) {
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
            Some(thing) => ends_with_any(thing, THINGS),
            None => ends_with_any(label, LABELS),
        };
        numbers_thing(label) || numbers_thing(plain)
    }
}

/// Whether a token is the beginning of the id of a commit: `13812345678abcdef`.
fn is_commit(token: &[u8]) -> bool {
    let mut letters = 0;
    for byte in token {
        match byte {
            b'0'..=b'9' => {}
            b'a'..=b'f' => letters += 1,
            _ => return false,
        }
    }
    16 <= token.len() && 4 <= letters
}

/// Whether a token has the groups of a UUID: `13812345-6781-4234-8567-138123456789`.
fn is_uuid(token: &[u8]) -> bool {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    let is_group = |group: &[u8]| group.iter().all(u8::is_ascii_hexdigit);
    let mut groups = token.split(|byte| *byte == b'-');
    token.len() == 36 && groups.clone().map(<[u8]>::len).eq(GROUPS) && groups.all(is_group)
}

/// Whether a token is the address of a network card: `13-81-23-45-67-8A`.
fn is_network_card(token: &[u8]) -> bool {
    let is_pair = |pair: &[u8]| pair.len() == 2 && pair.iter().all(u8::is_ascii_hexdigit);
    token.len() == 17
        && token.iter().any(u8::is_ascii_alphabetic)
        && token.split(|byte| matches!(byte, b'-' | b':')).all(is_pair)
}

/// Whether a token is the number of a Chinese patent: `CN13812345678A`.
fn is_patent(token: &[u8]) -> bool {
    let number = token.strip_prefix(b"CN").or_else(|| token.strip_prefix(b"ZL"));
    let Some((kind, digits)) = number.and_then(<[u8]>::split_last) else { return false };
    matches!(kind, b'A' | b'B' | b'C' | b'U' | b'S')
        && (9..=12).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
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
    let is_web = holds_any(&token, &["http://", "https://", "ftp://", "www."]);
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
