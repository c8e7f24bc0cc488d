use encoding_rs::{BIG5, GB18030};

use super::*;

/// `Utf8 文本`, or the error in Debug format.
fn shown(bytes: &[u8]) -> String {
    match decode(bytes) {
        Ok(Decoded { text, encoding }) => format!("{encoding:?} {text}"),
        Err(error) => format!("{error:?}"),
    }
}

#[track_caller]
fn check(bytes: &[u8], want: &str) {
    assert_eq!(shown(bytes), want);
}

fn gbk(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = GB18030.encode(text);
    assert!(!lossy, "{text}");
    bytes.into_owned()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(order).collect()
}

const RECORD: &str = "---\n活动: 送教下乡\n日期: 2024-03-15\n课时: 2\n---\n\n锦秋小学的李老师到博昌小学上了两节课，听课教师12人。\n";

#[test]
fn utf_8_is_recognised_in_every_form() {
    check(b"", "Utf8 ");
    check(b"\xef\xbb\xbf", "Utf8 ");
    check(b"title: a", "Utf8 title: a");
    check(RECORD.as_bytes(), &format!("Utf8 {RECORD}"));
    check("\u{feff}学校".as_bytes(), "Utf8 学校");
    check("\u{feff}ѧУ".as_bytes(), "Utf8 ѧУ");
    check("a\r\nb\rc\n\r\nd\r".as_bytes(), "Utf8 a\nb\nc\n\nd\n");
    check("：".as_bytes(), "Utf8 ：");
    check("㻏𬭩䶮".as_bytes(), "Utf8 㻏𬭩䶮");
    check("It’s — fine 🙂".as_bytes(), "Utf8 It’s — fine 🙂");
    check("བོད་ཡིག".as_bytes(), "Utf8 བོད་ཡིག");
    check("30°, 4×5, §2, 阿·凡提".as_bytes(), "Utf8 30°, 4×5, §2, 阿·凡提");
}

/// Such a text is read as what it is, and the doubt is reported.
#[test]
fn short_gbk_that_is_valid_utf_8_is_doubted() {
    check(b"\xd1\xa7\xd0\xa3", "Utf8 ѧУ");
    for text in ["学校", "小学", "一", "元", "女", "校", "习", "选", "台", "状态", "选校"]
    {
        let bytes = gbk(text);
        let read = str::from_utf8(&bytes).unwrap();
        assert_eq!(mistaken_gbk(read), Some((read.to_owned(), text.to_owned())));
    }
    let lines = [b"name: ".as_slice(), &gbk("学校"), b"\r\nlevel: ", &gbk("小学")].concat();
    let meant = mistaken_gbk(str::from_utf8(&lines).unwrap());
    assert_eq!(meant, Some(("ѧУ".to_owned(), "学校".to_owned())));
}

#[test]
fn valid_utf_8_is_never_read_as_gbk() {
    for text in [
        "·",
        "×",
        "÷",
        "°",
        "±",
        "§",
        "A·B 3×4",
        "120 m²; fees ¥500. café",
        "lǜ",
        "nǚ",
        "α + β = 90°",
        "Москва",
        "Ünal",
        "Đorđe",
        "naïve façade",
        "±0.5µm",
        "title: Ñandú",
        "½",
        "עברית",
        "é",
    ] {
        check(text.as_bytes(), &format!("Utf8 {text}"));
        assert_eq!(mistaken_gbk(text), None, "{text}");
    }
}

#[test]
fn gb18030_is_recognised() {
    check(b"\xc1\xaa\xcd\xa8", "Gb18030 联通");
    check(&gbk(RECORD), &format!("Gb18030 {RECORD}"));
    check(&gbk("㻏𬭩䶮老师"), "Gb18030 㻏𬭩䶮老师");
    check(&gbk("小学：未"), "Gb18030 小学：未");
    for text in ["时间。", "衡发展空间。", "园的活动", "在活动", "手活动领导小"]
    {
        check(&gbk(text), &format!("Gb18030 {text}"));
    }
    check(&gbk("——“”…①②ⅣⅤ℃→√■★"), "Gb18030 ——“”…①②ⅣⅤ℃→√■★");
    check(&gbk("拼音 ā á ǎ à ō ó ǒ ò"), "Gb18030 拼音 ā á ǎ à ō ó ǒ ò");
}

#[test]
fn every_line_of_a_record_alone_is_recognised() {
    for line in RECORD.lines().chain(["魑魅魍魉饕餮", "咻噢嗪嗫嘎", "鳏鳐鳓鳔"]) {
        let want = if line.is_ascii() { "Utf8" } else { "Gb18030" };
        check(&gbk(line), &format!("{want} {line}"));
        check(line.as_bytes(), &format!("Utf8 {line}"));
    }
}

#[test]
fn utf_16_needs_a_byte_order_mark() {
    check(&utf16("学校\r\n二", u16::to_le_bytes), "Utf16Le 学校\n二");
    check(&utf16("学校𬭩", u16::to_be_bytes), "Utf16Be 学校𬭩");
    let unmarked = &utf16("name: a\n学校", u16::to_le_bytes)[2..];
    check(unmarked, "Binary { line: 1 }");
    let cut = &utf16("a\n学校", u16::to_le_bytes);
    check(&cut[..cut.len() - 1], "Mixed { line: 2 }");
    check(b"\xff\xfea\0\n\0\x00\xd8b\0", "Mixed { line: 2 }");
    check(&utf16("a\n\0", u16::to_be_bytes), "Binary { line: 2 }");
}

#[test]
fn binary_files_are_rejected() {
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Binary { line: 3 }");
    check(b"a\r\nb\rc\0", "Binary { line: 3 }");
    check("一\n二\0".as_bytes(), "Binary { line: 2 }");
}

#[test]
fn mixed_and_truncated_files_are_rejected() {
    // A GBK line pasted into UTF-8, and the other way round.
    let mixed = |a: &[u8], b: &[u8]| [a, b"\n", b, b"\n"].concat();
    let (utf8, gb) = (RECORD.as_bytes(), gbk(RECORD));
    check(&mixed(utf8, &gbk("李老师讲课")), "Mixed { line: 9 }");
    check(&mixed(&gb, "李老师讲课很好".as_bytes()), "Mixed { line: 9 }");
    check(&mixed("活动: 送教下乡".as_bytes(), &gb), "Mixed { line: 3 }");
    // Cut in the middle of the last character.
    check(&"一、指导思想\n二、目标".as_bytes()[..30], "Mixed { line: 2 }");
    check(&"\u{feff}一\r二".as_bytes()[..9], "Mixed { line: 2 }");
    check(&"学校".as_bytes()[..5], "Mixed { line: 1 }");
    check(&"学校".as_bytes()[..4], "Mixed { line: 1 }");
    let cut = gbk("一、指导思想\n二、目标");
    check(&cut[..cut.len() - 1], "Unknown { line: 2 }");
}

#[test]
fn other_encodings_are_rejected() {
    check(b"title: x\ncaf\xe9 cr\xe8me", "Unknown { line: 2 }");
    check(b"a\n\xff\xff", "Unknown { line: 2 }");
    let (big5, ..) = BIG5.encode("本校與偏遠學校結對，開展送教活動。\n共計十二課時");
    check(&big5, "Unknown { line: 1 }");
}

#[test]
fn lines_are_counted_as_editors_count_them() {
    for (text, want) in [("\r\n\r\n", 3), ("\r\r", 3), ("\n\r", 3), ("a\r\nb", 2), ("", 1)] {
        assert_eq!(line_at_end(text), want, "{text:?}");
    }
}
