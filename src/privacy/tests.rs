use proptest::prelude::*;

use super::*;

/// docs/domain.md §4.4: a county 9999 that does not exist, born on 1 January 1900.
const VECTORS: &[(&str, Option<PersonalDataKind>)] = &[
    ("11999919000101002X", Some(PersonalDataKind::Resident)),
    ("11999919000101002x", Some(PersonalDataKind::Resident)),
    ("119999190001010011", Some(PersonalDataKind::Resident)),
    ("119999 19000101 002X", Some(PersonalDataKind::Resident)),
    ("119999-19000101-002X", Some(PersonalDataKind::Resident)),
    ("１１９９９９１９０００１０１００２Ｘ", Some(PersonalDataKind::Resident)),
    ("1199991900\u{200b}0101002X", Some(PersonalDataKind::Resident)),
    ("119999200002290015", Some(PersonalDataKind::Resident)),
    ("119999190001010015", Some(PersonalDataKind::PerhapsResident)),
    ("119999190013010019", None),
    ("119999190002290019", None),
    ("000000190001010000", None),
    ("9911999919000101002", None),
    ("G11999919000101002X", Some(PersonalDataKind::Student)),
    ("J119999190001010011", Some(PersonalDataKind::Student)),
    ("L119999190001010000", Some(PersonalDataKind::Student)),
    ("L119999190013010000", None),
    ("11999919000101002X43", Some(PersonalDataKind::Disability)),
    ("11999919000101001143", Some(PersonalDataKind::Disability)),
    ("119999000101001", Some(PersonalDataKind::PerhapsResident)),
    ("119999001301001", None),
    ("13000000000", Some(PersonalDataKind::Mobile)),
    ("130 0000 0000", Some(PersonalDataKind::Mobile)),
    ("130-0000-0000", Some(PersonalDataKind::Mobile)),
    ("+86 13000000000", Some(PersonalDataKind::Mobile)),
    ("8613000000000", Some(PersonalDataKind::Mobile)),
    ("１３０００００００００", Some(PersonalDataKind::Mobile)),
    ("12800000000", None),
    ("1300000000", None),
    ("9130000000001", None),
    ("课时10 人数130 0000", None),
    ("6200000000000005", Some(PersonalDataKind::BankCard)),
    ("6200 0000 0000 0005", Some(PersonalDataKind::BankCard)),
    ("6210000000000000009", Some(PersonalDataKind::BankCard)),
    ("6200000000000000", None),
    ("2133999999", None),
    ("20240315130000", None),
    ("2024031513000000001", None),
];

#[test]
fn numbers_of_each_kind_are_recognised() {
    assert_eq!(VECTORS.len(), 38);
    for (text, want) in VECTORS {
        for (before, after) in
            [("", ""), ("学生", "在册"), ("编号：", "，备注"), ("| ", " |"), ("\n", "\n")]
        {
            let whole = format!("{before}{text}{after}");
            let matches = scan(&whole);
            let kinds: Vec<PersonalDataKind> = matches.iter().map(|found| found.kind).collect();
            assert_eq!(kinds, want.iter().copied().collect::<Vec<_>>(), "{whole:?}");
            if let Some(found) = matches.first() {
                let seen = &whole[found.span.clone()];
                assert!(text.contains(seen) && text.len() <= seen.len() + 1, "{seen} of {text}");
                let hidden = redact(&whole);
                assert!(scan(&hidden).is_empty(), "{hidden}");
                assert!(!format!("{matches:?}").contains(text), "a print must not show it");
            }
        }
    }
}

#[test]
fn masks_keep_the_ends_of_a_number() {
    for (text, want) in [
        ("11999919000101002X", "1199••••••••••002X"),
        ("119999 19000101 002X", "1199••••••••••002X"),
        ("13000000000", "130••••0000"),
        ("6200000000000005", "6200••••••••0005"),
        ("G11999919000101002X", "G119•••••••••••002X"),
        ("家庭住址：青峦县白鹭镇一村", "家庭住址：青••"),
    ] {
        assert_eq!(redact(text), want);
    }
}

#[test]
fn harmless_texts_are_not_reported() {
    for text in [
        "学校标识码2133999999",
        "统一社会信用代码 12360000MB0000001X",
        "青教字〔2024〕13号，2024-03-15 13:00:00",
        "100 200 300 400 500 600 700",
        "130 1400 1500 1600",
        "12 130 0000 0000",
        "3.13812345678",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256:13800138000aabbccddeeff00112233445566778899aabbccddeeff001122",
        "补助金额 1234567.00元，人数 12345",
        "联系电话：0793-7340001",
        "核对监护人签字、家庭住址等信息",
        "致贫原因：因病12户、因学5户",
        "监护人：无",
        "户主 32户",
        "家长姓名：\n日期",
    ] {
        assert!(scan(text).is_empty(), "{text}: {:?}", scan(text));
    }
}

#[test]
fn values_after_telling_labels_are_reported() {
    for (text, label) in [
        ("家庭住址：青峦县白鹭镇一村", "家庭住址"),
        ("**监护人**：张某", "监护人"),
        ("- 致贫原因: 父亲患病", "致贫原因"),
        ("银行卡号：123456789", "银行卡号"),
        ("出生日期：2012年3月1日", "出生日期"),
    ] {
        let kinds: Vec<PersonalDataKind> = scan(text).iter().map(|found| found.kind).collect();
        assert_eq!(kinds, [PersonalDataKind::Labelled(label)], "{text}");
    }
}

#[test]
fn columns_with_personal_data_are_recognised() {
    for (name, label) in [
        ("身份证号", Some("身份证号")),
        ("监护人电话", Some("监护人")),
        ("户主姓名", Some("户主")),
        ("户数", None),
        ("账号开通数", None),
        ("课时", None),
    ] {
        assert_eq!(telling_label(name), label, "{name}");
    }
    assert_eq!(telling_column(&["日期", "姓名", "困难类别"]), Some("姓名"));
    assert_eq!(telling_column(&["日期", "姓名", "课题"]), None);
    assert_eq!(telling_column(&["日期", "班级", "资助金额"]), None);
}

proptest! {
    #[test]
    fn matches_never_overlap_and_redacting_twice_changes_nothing(text in "(\\PC|[0-9 Xx+G：-]){0,60}") {
        let matches = scan(&text);
        for pair in matches.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for found in &matches {
            let span = &found.span;
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        }
        let once = redact(&text).into_owned();
        prop_assert_eq!(redact(&once), once.as_str());
    }

    /// A number among other text is found, wherever it stands.
    #[test]
    fn surrounding_text_does_not_hide_a_number(before in "[^0-9０-９.+ -]{0,12}", after in "[^0-9０-９ -]{0,12}") {
        let text = format!("{before}课119999190001010011课{after}");
        prop_assert_eq!(numbers(&text).len(), 1);
    }
}
