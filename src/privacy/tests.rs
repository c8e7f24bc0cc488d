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

/// Numbers as people write them, one each.
const SPELLINGS: &[&str] = &[
    "138-12345678",
    "1381 2345 678",
    "+86-138-0013-8000",
    "138.0013.8000",
    "138·0013·8000",
    "138•0013•8000",
    "138  0013  8000",
    "138 00138000",
    "13800 138000",
    "(138)0013-8000",
    "（138）0013－8000",
    "138/0013/8000",
    "138_0013_8000",
    "138 - 0013 - 8000",
    "008613812345678",
    "0086 138 1234 5678",
    "86-138-1234-5678",
    "013812345678",
    "1 3 8 0 0 1 3 8 0 0 0",
    "一三八〇〇一三八〇〇〇",
    "一三八○○一三八○○○",
    "一三八◯◯一三八◯◯◯",
    "138\n> 00138000",
    "壹叁捌零零壹叁捌零零零",
    "①③⑧⓪⓪①③⑧⓪⓪⓪",
    "⑬⑧⓪⓪①③⑧⓪⓪⓪",
    "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
    "١٣٨٠٠١٣٨٠٠٠",
    "१३८००१३८०००",
    "¹³⁸⁰⁰¹³⁸⁰⁰⁰",
    "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
    "138&#49;2345678",
    "138&#x31;2345678",
    "&#49;38&nbsp;0013&nbsp;8000",
    "138\\x312345678",
    "\\u0031\\u0033\\u003800138000",
    "%31%33%38%30%30138000",
    "138\u{34f}0013\u{180e}8000",
    "138\u{3164}0013\u{e0020}8000",
    "1\u{301}3\u{301}8\u{301}00138000",
    "138\n00138000",
    "138-0013-\n8000",
    "138 0013\\\n8000",
    "138<br>00138000",
    "138<b>0013</b>8000",
    "138<!-- x -->00138000",
    "138**0013**8000",
    "138\\-0013\\-8000",
    "138[0013](x)8000",
    "| 138 | 0013 | 8000 |",
    "138,0013,8000",
    "138★0013★8000",
    "l38OO138OOO",
    "138123456789",
    "13812345678X",
    "11010519491231002Х",
    "11010519491231002×",
    "1101 0519 4912 3100 2X",
    "110105.19491231.002X",
    "110105/1949/12/31/002X",
    "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
    "110105 19491231 002 X",
    "| 110105 | 19491231 | 002X |",
    "110105\n19491231002X",
    "11010519491231002X1",
    "111010519491231002X",
    "1101051949123l002X",
    "一一〇一〇五一九四九一二三一〇〇二X",
    "6200·0000·0000·0005",
    "6200-0000-00000005",
    "6200 0000 0000 0005 009",
    "6200 0000\n0000 0005",
    "6200 0000 0000<br>0005",
    "6210\\\n000000000000009",
    "| 6200 | 0000 | 0000 | 0005 |",
    "6200、0000、0000、0005",
];

#[test]
fn numbers_are_found_in_every_spelling() {
    for text in SPELLINGS {
        for (before, after) in [("", ""), ("电话", "，备注"), ("（", "）"), ("\n\n", "\n\n")]
        {
            let whole = format!("{before}{text}{after}");
            let matches = numbers(&whole);
            assert_eq!(matches.len(), 1, "{whole:?}: {matches:?}");
            assert!(matches[0].kind.is_certain(), "{whole:?}");
            let seen = &whole[matches[0].span.clone()];
            assert!(text.contains(seen), "{seen} of {text}");
            assert!(numbers(&redact(&whole)).is_empty(), "{}", redact(&whole));
        }
    }
}

#[test]
fn spellings_of_a_number_have_one_fingerprint() {
    for (one, other) in [
        ("13800138000", "+86 138-0013-8000"),
        ("13800138000", "一三八〇〇一三八〇〇〇"),
        ("11010519491231002X", "110105 19491231 002x"),
    ] {
        assert_eq!(numbers(one)[0].print, numbers(other)[0].print, "{one} {other}");
    }
    assert_ne!(numbers("13800138000")[0].print, numbers("13800138001")[0].print);
}

#[test]
fn what_only_looks_like_a_number_passes() {
    for text in [
        "13800000000元",
        "投资 13800000000 元",
        "13500000000平方米",
        "￥13800000000",
        "金额：13800000000",
        "13800000000.00",
        "设备编号：13912345678",
        "设备编号KT-13912345678",
        "| 资产编号 | 13912345678 |",
        "序列号 6200000000000005",
        "SN:13912345678",
        "https://example.cn/?node=17051031011",
        "https://example.cn/a/17051031011.html",
        "见 http://example.cn/2024/138/0013/8000 一文",
        "https://doi.org/10.1016/j.13800138000",
        "DOI:10.13812/j.cnki.13800138000",
        "10.16194/j.cnki.31-1059/g4.13800138000",
        "550e8400-e29b-41d4-a716-13800138000f",
        "130102001001",
        "13 800 138 000",
        "13,800,138,000",
        "分别为1500、2000、300",
        "1500 2000 300",
        "1990-2000 138",
        "人数：138 2024-03-06",
        "人数：138\n2024-03-06 送教",
        "人数：138\n20240306",
        "2024-03-05,138\n2024-03-06,140",
        "2024-03-05,138,1200,8000",
        "| 资助 | 1350000 | 1200 |\n| 补助 | 1360000 | 1300 |",
        "138.100.13.100",
        "1998.09-2001.07",
        "第1、2、3、4、5、6、7、8、9、10、11条",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "13:00-14:30，15:00-16:30，17:00",
        "1949—2024年 第138期",
        "130••••0000",
        "138****8000",
        "138○○○○8000",
        "| 138 | 1390 | 1400 |",
        "| 6230 | 1200 | 3400 | 5630 |",
        "批次号13800138000",
        "订单13800138000号",
        "第13800138000号",
        "MAC 13:80:01:38:00:0A",
        "1199••••••••••002X",
        "110105 20240306 0021 3",
    ] {
        let certain: Vec<_> =
            numbers(text).into_iter().filter(|found| found.kind.is_certain()).collect();
        assert!(certain.is_empty(), "{text}: {certain:?}");
    }
}

/// A birthday may be written as one inside a resident's number; dates beside figures are none.
#[test]
fn a_birthday_may_have_its_words_in_a_number() {
    for text in [
        "119999 1900年01月01日 002X",
        "1199991900年01月01日002X",
        "119999（1900年01月01日）002X",
        "证号119999 19000101日 002X",
    ] {
        let kinds: Vec<PersonalDataKind> = scan(text).iter().map(|found| found.kind).collect();
        assert_eq!(kinds, [PersonalDataKind::Resident], "{text}");
    }
    for text in [
        "119999年19000101月002X日",
        "2024年03月2024年03月15日14:30",
        "138年0013月8000日",
        "5月13日、8月10日、12月3日、8月00日",
    ] {
        assert!(scan(text).is_empty(), "{text}");
    }
    // A number right behind a date is one all the same.
    assert_eq!(scan("3月15日13800138000").len(), 1);
    assert_eq!(scan("3月15日 138 0013 8000").len(), 1);
    assert_eq!(scan("138 0013 8000 3月15日").len(), 1);
}

/// Inside a web address only a number with a right check digit counts, and only as a whole segment or value.
#[test]
fn numbers_in_web_addresses_must_stand_alone() {
    for (text, is_found) in [
        ("https://example.cn/p/11010519491231002X", true),
        ("https://example.cn/p?id=11010519491231002X&a=1", true),
        ("https://example.cn/p-11010519491231002X.html", false),
        ("https://example.cn/13800138000", false),
        ("tel:13800138000", true),
        ("13800138000@example.cn", true),
    ] {
        assert_eq!(numbers(text).len(), usize::from(is_found), "{text}");
    }
}

/// The output of a site may put figures of different records side by side.
#[test]
fn figures_side_by_side_in_the_output_are_no_number() {
    for text in [
        "<td>138</td><td>0013</td><td>8000</td>",
        "138 0013 8000",
        "[138,\n0013,\n8000]",
        "<text x=\"9\">1380013</text><text x=\"54\">8000</text>",
        "<path d=\"M0 0h9\"/><text>138</text><path/><text>00138000</text>",
        "<dt>1380013</dt><dd>8000</dd>",
    ] {
        assert!(printed_numbers(text).is_empty(), "{text}");
    }
    for text in ["138-0013-8000", "13800138000", "<b>13800138000</b>"] {
        assert_eq!(printed_numbers(text).len(), 1, "{text}");
    }
}

/// Cells without Chinese are not compared with every label.
#[test]
fn labels_are_in_chinese_or_begin_with_a_capital_q() {
    for label in &super::label::LABELS {
        assert!(!label.word.is_ascii() || label.word.contains('Q'), "{}", label.word);
    }
    assert_eq!(super::telling_label("学生 QQ 号"), Some("QQ号"));
    assert_eq!(super::telling_label("2024-03-15"), None);
}

/// Most digits of a page are stepped over, since they are too few; nothing beside them is.
#[test]
fn few_digits_hide_no_number_beside_them() {
    let before = [
        "2024-03-15 ",
        "5</td><td>",
        "5<br data-x=\"",
        "12px;",
        "3月15日",
        "7年",
        "0,",
        "0.5 ",
        "12&#32;",
        "第3，",
        "\"3\":\"",
        "3%20",
        "10\\n",
    ];
    for before in before {
        for (number, after) in
            [("13800138000", "号"), ("11010519491231002X", "<"), ("138-0013-8000", "\"")]
        {
            let text = format!("{before}{number}{after}");
            assert_eq!(printed_numbers(&text).len(), 1, "{text}");
        }
    }
    for text in [
        "1-2--13800138000",
        "１-13800138000",
        "9–13800138000",
        "1-\n13800138000",
        "138<b>0013</b>8000",
        "138&#48;013-8000",
        "1380013800\u{200b}0",
        "l38OOl38OOO",
        "1380013８000",
    ] {
        assert_eq!(printed_numbers(text).len(), 1, "{text}");
    }
}

#[test]
fn labels_are_seen_however_they_are_written() {
    for (text, label) in [
        ("家庭地址：清河镇东街3组", "家庭地址"),
        ("父亲姓名：张某丰", "父亲姓名"),
        ("出生年月：2015.03", "出生年月"),
        ("家长（监护人）：张某丰", "家长"),
        ("监护人（签字）：张某丰", "监护人"),
        ("家庭住址 清河镇东街3组", "家庭住址"),
        ("家庭住址为清河镇东街3组", "家庭住址"),
        ("家庭住址（清河镇东街3组）", "家庭住址"),
        ("家庭住址：\n清河镇东街3组", "家庭住址"),
        ("**家庭住址**\n\n清河镇东街3组", "家庭住址"),
        ("## 家庭住址\r\n\r\n清河镇东街3组", "家庭住址"),
        ("家庭住址在清河镇东街3组", "家庭住址"),
        ("家庭住址 清河镇花园小区3栋101室", "家庭住址"),
        ("家庭住址为清河镇中心村3组", "家庭住址"),
        ("通讯地址：清河镇站前路3号101室", "通讯地址"),
        ("现住地址：清河镇东街3组", "现住地址"),
        ("家庭常住地址：清河镇东街3组", "常住地址"),
        ("户口地址：清河镇东街3组", "户口地址"),
        ("户籍：云岭县清河镇3组", "户籍"),
        ("通讯地址：清河镇东街3组12号", "通讯地址"),
        ("他住在清河镇东街3组", "住在"),
        ("出生于2015年3月2日", "出生"),
        ("该生生于2015年3月2日", "生于"),
        ("爸爸：张某丰", "爸爸"),
        ("妈妈叫李某花", "妈妈"),
        ("母亲名叫李某花", "母亲"),
        ("姥姥：李某花", "姥姥"),
        ("监护人姓名张某丰", "监护人"),
        ("家长确认签字：张某丰", "家长"),
        ("监护人/电话：张某丰/7654321", "监护人"),
        ("紧急联系人及电话：张某丰", "紧急联系人"),
        ("父亲电话：7654321", "父亲"),
        ("监护人电话 7654321", "监护人"),
        ("家长电话：7654321", "家长电话"),
        ("家庭电话：7654321", "家庭电话"),
        ("银行账户：81012345678901", "银行账户"),
        ("银行卡6222021001122334455", "银行卡"),
        ("低保证：43072212345", "低保证"),
        ("低保证号：2019-05-123456", "低保证号"),
        ("监护人电话 2024-03-15", ""),
        ("困难原因：父亲病故", "困难原因"),
        ("家庭情况：父母离异", "家庭情况"),
        ("家庭经济状况：低保户", "家庭经济状况"),
        ("健康状况：患先天性心脏病", "健康状况"),
        ("过敏史：青霉素过敏", "过敏史"),
        ("疾病名称：癫痫", "疾病名称"),
        ("致残原因：车祸", "致残原因"),
        ("学生住在清河镇的有35人", ""),
        ("住在学校宿舍", ""),
        ("通讯地址：清河镇东街3号县教育局", ""),
        ("详细地址：清河镇中心学校", ""),
        ("户籍：本县户籍学生320人", ""),
        ("雷锋生于1940年12月18日", ""),
        ("革命家出生于1893年12月26日", ""),
        ("家庭情况：单亲的12户", ""),
        ("家庭情况：单亲、留守较多", ""),
        ("健康状况：全部良好", ""),
        ("困难原因：缺教师", ""),
        ("过敏史：逐一登记", ""),
        ("致贫原因：因病、因残、因学", ""),
        ("家长电话：回访32人", ""),
        ("最低保证：每校一台", ""),
        ("家长：谢谢老师", ""),
        ("爸爸：安排得很好", ""),
        ("妈妈叫孩子起床", ""),
        ("**家庭住址**\n清河镇东街3组", "家庭住址"),
        ("【家庭住址】清河镇东街3组", "家庭住址"),
        ("家庭住址【清河镇东街3组】", "家庭住址"),
        ("家庭住址——清河镇东街3组", "家庭住址"),
        ("家庭住址 → 清河镇东街3组", "家庭住址"),
        ("家庭住址、联系电话：清河镇东街3组、见附件", "家庭住址"),
        ("家庭&#20303;址&#65306;清河镇东街3组", "家庭住址"),
        ("家庭\\u4f4f址：清河镇东街3组", "家庭住址"),
        ("{\"\\u5bb6\\u5ead\\u4f4f\\u5740\": \"清河镇东街3组\"}", "家庭住址"),
        ("<td>家庭住址</td><td>清河镇东街3组</td>", "家庭住址"),
        ("出生：2015年3月2日", "出生"),
        ("紧急联系人：张某丰", "紧急联系人"),
        ("身分证号：1234567", "身分证号"),
        ("出生：约200名婴儿", ""),
        ("【家庭住址】一栏要填写", ""),
        ("家庭住址——户口簿上的", ""),
        ("家庭住址、联系电话都不写", ""),
        ("监护人：每户一名", ""),
        ("联系电话：县教育局办公室0736-1234567", ""),
        ("家庭\n住址：清河镇东街3组", "家庭住址"),
        ("家庭**住址**：清河镇东街3组", "家庭住址"),
        ("**家庭住址：** 清河镇东街3组", "家庭住址"),
        ("监护人 张某丰，联系", "监护人"),
        ("监护人是张某丰。", "监护人"),
        ("父亲：张某丰", "父亲"),
        ("身份证号码 1234567", "身份证号"),
        ("微信号：abc_12345", "微信号"),
        ("QQ号：123456", "QQ号"),
        ("QQ：123456789", "QQ"),
        ("微信：zhang_2015", "微信"),
        ("家长签字：张某丰", "家长"),
        ("奶奶：王某", "奶奶"),
        ("祖父姓名：王某丰", "祖父"),
        ("家庭困难原因：父亲病故", "家庭困难原因"),
        ("微信：请扫码", ""),
        ("QQ群讨论", ""),
        ("奶奶为方便照顾，搬到镇上", ""),
        ("爷爷 高兴地说", ""),
        ("家长为方便接送，", ""),
        ("家住清河镇东街3组12号", "家住"),
        ("监护人 方面的工作", ""),
        ("核对家庭住址 是否属实", ""),
        ("家长：很满意", ""),
        ("父亲节活动", ""),
        ("生日会：三月集体生日", ""),
        ("家长会 王老师主持", ""),
        ("致贫原因 分析会", ""),
    ] {
        let kinds: Vec<PersonalDataKind> = scan(text).iter().map(|found| found.kind).collect();
        let want: Vec<_> = (!label.is_empty())
            .then(|| match label {
                "家庭住址" => PersonalDataKind::Labelled("家庭住址"),
                _ => kinds.first().copied().unwrap_or(PersonalDataKind::Mobile),
            })
            .into_iter()
            .collect();
        assert_eq!(kinds, want, "{text}");
        if let (PersonalDataKind::Labelled(found), false) =
            (kinds.first().copied().unwrap_or(PersonalDataKind::Labelled("")), label.is_empty())
        {
            assert_eq!(found, label, "{text}");
        }
    }
}

/// A form in lines tells whose hardship it is as a table does.
#[test]
fn a_name_and_a_hardship_in_lines_of_a_form_tell_together() {
    for text in [
        "姓名：张某小，困难类别：低保",
        "学生姓名：张某小\n性别：女\n\n**困难类别**：孤儿\n",
        "困难类型: 单亲\n姓　名： 张某小\n",
        "资助对象：张某小；资助项目：寄宿生生活补助",
        "学生：张某小 家庭情况：单亲",
        "资助学生：张某小（低保）",
        "资助学生：张某小 （低保）",
        "家访对象：张某小\n家庭情况：低保户",
        "班级\t姓名\t困难类别\n二（1）\t张某小\t低保\n",
        "见“甲|乙”一栏。\n\n班级\t姓名\t困难类别\n二（1）\t张某小\t低保\n",
        "  学生姓名: 张某小\n  家庭情况: 父母离异\n",
    ] {
        let masks: Vec<String> = scan(text).into_iter().map(|found| found.masked).collect();
        assert_eq!(masks.first().map(String::as_str), Some("张••"), "{text}");
        assert!(scan(&redact(text)).is_empty(), "{}", redact(text));
    }
    let far = format!("姓名：张某小\n{}困难类别：低保\n", "说明\n".repeat(20));
    for text in [
        "姓名：张某小，任教学科：语文",
        "帮扶对象：张某小（语文教师）",
        "走访对象：困难学生家庭\n家庭情况：已了解",
        "姓名：张某小，困难类别：无",
        "姓名：张某小，资助人数：12人",
        "姓名：（略），困难类别：低保",
        "困难类别：低保5人、孤儿2人",
        "学生资助政策：应助尽助",
        &far,
    ] {
        assert!(scan(text).is_empty(), "{text}: {:?}", scan(text));
    }
}

/// People put dashes wherever they like; between figures and years they mean something else.
#[test]
fn dashes_join_groups_of_any_length() {
    for text in
        ["13-800-138-000", "1-380-013-8000", "1-3800138000", "1380013800-0", "13800-138-000"]
    {
        assert_eq!(numbers(text).len(), 1, "{text}");
    }
    for text in
        ["15-3-2024-1234", "1 3800138000", "13 800 138 000 次", "1.3800138000", "13-12-2024-012"]
    {
        assert!(numbers(text).is_empty(), "{text}");
    }
    assert_eq!(numbers("138\u{2028}001\u{2029}38001").len(), 1);
}

#[test]
fn cells_of_tables_are_seen_by_their_labels() {
    for (text, want) in [
        (
            "| 项目 | 内容 |\n|--|--|\n| 家庭住址 | 清河镇东街3组12号 |\n| 监护人 | 张某丰 |\n| 联系电话 | 7654321 |\n",
            3,
        ),
        ("| 姓名 | 困难类别 | 致贫原因 |\n|--|--|--|\n| 张某小 | 孤儿 | 因病 |\n", 2),
        (
            "| 姓名 | 张某 | 家庭住址 | 清河镇3组 |\n|--|--|--|--|\n| 监护人 | 李某 | 出生年月 | 2015.03 |\n",
            3,
        ),
        ("姓名|家庭住址\n:-:|---\n张某|清河镇3组\n李某|\n", 1),
        ("| 家庭住址 | 备注 |\n|--|--|\n|  |  |\n", 0),
        ("| 监护人 | 联系电话 |\n|--|--|\n| 略 | 0793-7340001 |\n", 0),
        ("| 活动 | 次数 |\n|--|--|\n| 家长会 | 3 |\n| 家长 | 120 |\n", 0),
        ("| 残疾类别 | 人数 |\n|--|--|\n| 听力3人 | 3 |\n", 0),
        ("| 姓名 | 课题 |\n|--|--|\n| 张某 | 送教 |\n", 0),
    ] {
        assert_eq!(scan(text).len(), want, "{text}: {:?}", scan(text));
        assert!(scan(&redact(text)).is_empty(), "{}", redact(text));
    }
}

/// A label ten thousand times on a line, digits and commas by the megabyte: the time grows with the text, not with its
/// square. A quadratic search takes minutes here.
#[test]
fn long_texts_are_searched_in_linear_time() {
    let began = std::time::Instant::now();
    for text in [
        "身份证：".repeat(25_000),
        "1,".repeat(125_000),
        "1".repeat(250_000),
        "<1".repeat(75_000),
        "&1".repeat(75_000),
        "家庭\n".repeat(50_000),
        "13800138000 ".repeat(12_000),
        "家长（".repeat(25_000),
        "|".repeat(125_000),
        format!("http://a/{}", "13800138000/".repeat(12_000)),
        format!("姓名：困难\n{}", "甲 ".repeat(125_000)),
        format!("姓名：困难{}", " 甲".repeat(125_000)),
        format!("姓名：困难{}", " ".repeat(125_000)),
        "\\u0031".repeat(50_000),
        "Home address: ".repeat(25_000),
        "l".repeat(250_000),
        "1l".repeat(75_000),
        "1 ".repeat(125_000),
        "1\u{301}".repeat(75_000),
        "]( 1".repeat(50_000),
        format!("一{}", "○".repeat(100_000)),
    ] {
        let _ = scan(&text);
    }
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

/// A long row of figures is searched in parts; a number is found wherever it stands in it.
#[test]
fn a_number_deep_in_a_row_of_figures_is_found() {
    for before in [0, 480, 487, 488, 500, 511, 512, 1_000, 5_000] {
        let text = format!("{}11010519491231002X,{}", "7,".repeat(before), "9,".repeat(900));
        assert_eq!(numbers(&text).len(), 1, "{before}");
    }
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
