//! Personal data reaches neither the site nor a message; small numbers of sensitive indicators leave no trace.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{archive, files, guidang, small_with, stderr, stdout, write};

/// An identity number of a county that does not exist, and the masked form that may be shown.
const NUMBER: &str = "11999919000101002X";
const MASKED: &str = "1199••••••••••002X";
const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";
const LEDGER: &str = "content/学校/qinghe/台账/资助.md";
const TABLE: &str = "content/学校/qinghe/台账/资助.csv";
const COLUMNS: &str = "---\n标题: 资助台账\n表: 资助.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 送教课时, 作为: 数据}\n  - {名称: 编号, 作为: 保密}\n---\n";

fn visit(front: &str, body: &str) -> String {
    format!("---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n{front}---\n{body}")
}

/// Wherever a number occurs, it is an error at its position, and no output of the program holds it.
#[test]
fn personal_numbers_are_refused_wherever_they_stand() {
    let of_ledger = |table: &str| vec![(LEDGER, COLUMNS.to_owned()), (TABLE, table.to_owned())];
    let cases: Vec<(Vec<(&str, String)>, &str)> = vec![
        (vec![(VISIT, visit("", &format!("联系{NUMBER}。\n")))], "2024-04-10.md:6:3:"),
        (vec![(VISIT, visit(&format!("地点: 礼堂{NUMBER}\n"), ""))], "2024-04-10.md:5:7:"),
        (vec![(VISIT, visit(&format!("# {NUMBER}\n"), ""))], "2024-04-10.md:5:3:"),
        (vec![(VISIT, visit(&format!("{NUMBER}: 1\n"), ""))], "2024-04-10.md:5:1:"),
        (vec![(VISIT, visit(&format!("数据:\n  送教课时: {NUMBER}\n"), ""))], "2024-04-10.md:6:9:"),
        (of_ledger(&format!("日期,送教课时,编号\n2024-03-05,2,{NUMBER}\n")), "资助.csv:2:14:"),
    ];
    for (changes, place) in cases {
        let changes: Vec<_> = changes.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        let root = small_with(&changes);
        for args in [
            &["check"][..],
            &["check", "--format", "json"],
            &["check", "--format", "github"],
            &["build"],
            &["status"],
            &["check", "-v", "--lang", "en"],
        ] {
            let output = guidang(root.path(), args);
            assert_eq!(output.status.code(), Some(1), "{place} {args:?}");
            let all = format!("{}{}", stdout(&output), stderr(&output));
            assert!(!all.contains(NUMBER), "{place} {args:?}: {all}");
            assert!(
                all.contains("personal-data") && all.contains(MASKED),
                "{place} {args:?}: {all}"
            );
            if args == ["check"] {
                assert!(all.contains(place), "{place}: {all}");
            }
        }
        assert!(!root.path().join("output/index.html").exists());
    }
}

#[test]
fn personal_numbers_in_file_names_are_refused() {
    let name = format!("content/学校/shiyan/活动/x/{NUMBER}.pdf");
    let text = visit("", "");
    let root =
        small_with(&[("content/学校/shiyan/活动/x/index.md", text.as_bytes()), (&name, b"%PDF")]);
    let output = guidang(root.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("错误[personal-data]"), "{}", stderr(&output));
    assert!(!stderr(&output).contains(NUMBER), "{}", stderr(&output));
}

#[test]
fn columns_of_personal_data_are_refused() {
    for (columns, want) in [
        ("{名称: 监护人电话, 作为: 文字}", true),
        ("{名称: 身份证号, 作为: 保密}", true),
        ("{名称: 户主, 作为: 文字}", true),
        ("{名称: 户主, 作为: 保密}", false),
        ("{名称: 班级, 作为: 文字}", false),
    ] {
        let name = columns.split([':', ',']).nth(1).unwrap().trim();
        let ledger = format!(
            "---\n标题: 台账\n表: 资助.csv\n列:\n  - {{名称: 日期, 作为: 日期}}\n  - {columns}\n---\n"
        );
        let root = small_with(&[
            (LEDGER, ledger.as_bytes()),
            (TABLE, format!("日期,{name}\n2024-03-05,甲\n").as_bytes()),
        ]);
        let messages = stderr(&guidang(root.path(), &["check"]));
        assert_eq!(messages.contains("错误[personal-data]"), want, "{columns}: {messages}");
    }
}

/// A number that the escapes of YAML hide shows in the finished page, which is scanned too.
#[test]
fn the_finished_site_is_scanned_for_personal_data() {
    let root = small_with(&[]);
    assert!(guidang(root.path(), &["build"]).status.success());
    let before = files(&root.path().join("output"));
    let hidden: String = NUMBER.bytes().map(|byte| format!("\\x{byte:02x}")).collect();
    let text = visit(&format!("地点: \"{hidden}\"\n"), "");
    write(root.path(), VISIT, text.as_bytes());
    let output = guidang(root.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("错误[personal-data]"), "{}", stderr(&output));
    assert!(!stderr(&output).contains(NUMBER), "{}", stderr(&output));
    assert_eq!(files(&root.path().join("output")), before, "the old site stays");
}

#[test]
fn published_photos_hold_no_location() {
    let text = visit("", "![送教](照片.jpg)\n");
    let exif = b"\xff\xe1\0\x24Exif\0\0II*\0\x08\0\0\0\0\0\0\0GPSLatitude 28.2";
    let photo =
        [&b"\xff\xd8"[..], exif, b"\xff\xdb\0\x04ab\xff\xda\0\x04abpicture\xff\xd9"].concat();
    let folder = "content/学校/shiyan/活动/x";
    let root = small_with(&[
        (&format!("{folder}/index.md"), text.as_bytes()),
        (&format!("{folder}/照片.jpg"), &photo),
        (&format!("{folder}/坏.jpg"), &photo[..30]),
    ]);
    let output = guidang(root.path(), &["build"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("坏.jpg：打不开"), "{}", stderr(&output));
    let site = files(&root.path().join("output"));
    for (path, bytes) in &site {
        assert!(!String::from_utf8_lossy(bytes).contains("GPSLatitude"), "{path}");
    }
    assert!(site.values().any(|value| value.ends_with(b"\xff\xda\0\x04abpicture\xff\xd9")));
}

#[test]
fn records_past_their_publication_period_are_removed_and_still_counted() {
    let until = |day: &str| visit(&format!("公示至: {day}\n数据:\n  送教课时: 3\n"), "名单公示\n");
    let root = small_with(&[(VISIT, until("2024-05-01").as_bytes())]);
    for (day, shown) in [("2024-05-01", true), ("2024-05-02", false)] {
        let output = guidang(root.path(), &["build", "--as-of", day]);
        assert!(output.status.success(), "{}", stderr(&output));
        let site = files(&root.path().join("output"));
        let holds = site.values().any(|value| String::from_utf8_lossy(value).contains("四月送教"));
        assert_eq!(holds, shown, "{day}");
        let progress = String::from_utf8_lossy(&site["data/progress.json"]).into_owned();
        assert!(progress.contains("\"actual\":\"7\""), "{day}: {progress}");
    }
}

/// Two archives that differ only in suppressed numbers give the same site, byte for byte: so nothing in it —
/// coordinates of a chart, an order, a search index, a total — reveals the number.
#[test]
fn suppressed_figures_leave_no_trace() {
    let small = [(3, 40), (2, 40), (4, 40), (1, 40)];
    let sites: Vec<BTreeMap<String, Vec<u8>>> =
        small.iter().map(|value| sensitive_site(*value)).collect();
    let first = &sites[0];
    let shown = String::from_utf8_lossy(&first["index.html"]).into_owned()
        + &String::from_utf8_lossy(&first["schools/jia/index.html"]);
    assert!(shown.contains("＜5"), "a small number is shown as such");
    for (site, numbers) in sites.iter().zip(small) {
        assert_eq!(site.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
        for (path, bytes) in site {
            assert!(
                bytes == &first[path],
                "{path} tells {numbers:?} from {:?}:\n{}",
                small[0],
                difference(bytes, &first[path])
            );
        }
    }
}

fn difference(a: &[u8], b: &[u8]) -> String {
    let at = a.iter().zip(b).position(|(a, b)| a != b).unwrap_or(0);
    let near = |bytes: &[u8]| {
        let end = (at + 80).min(bytes.len());
        String::from_utf8_lossy(&bytes[at.saturating_sub(80)..end]).into_owned()
    };
    format!("{}\n{}", near(a), near(b))
}

/// Three schools with pupils in hardship: by visits, a ledger, a rate and a total.
fn sensitive_site((jia, yi): (u32, u32)) -> BTreeMap<String, Vec<u8>> {
    let root = archive(&[
        (
            "content/site.yaml",
            "标题: 档案\n截至日: 2024-06-30\n学期:\n- {名称: 春, 开始: 2024-02-26, 结束: 2024-07-05}\n",
        ),
        (
            "content/indicators.yaml",
            "指标:\n- {名称: 受助人数, 单位: 人, 方向: 不低于, 汇总: 最新, 跨校汇总: 合计, 敏感: 是}\n- {名称: 辍学人数, 单位: 人, 方向: 不超过, 汇总: 合计, 敏感: 是}\n- {名称: 受助比例, 单位: \"%\", 方向: 不低于, 汇总: 最新比率, 分子: 受助人数, 分母: 学生数, 敏感: 是}\n",
        ),
        (
            "content/plans/p.md",
            "---\n标题: 总体计划\n开始: 2024-02-26\n结束: 2024-12-31\n目标:\n- {指标: 受助人数, 值: 200}\n- {指标: 受助人数, 值: 100, 范围: 各校, 编号: 各校受助}\n- {指标: 辍学人数, 值: 9, 范围: 各校, 每: 学期}\n- {指标: 受助比例, 值: 90%, 范围: 各校}\n---\n",
        ),
    ]);
    for (school, helped, left) in [("jia", jia, jia), ("yi", yi, 0), ("bing", 60, 0)] {
        let write = |path: &str, text: String| {
            write(root.path(), &format!("content/schools/{school}/{path}"), text.as_bytes())
        };
        write("school.yaml", format!("名称: {school}校\n学段: 小学\n"));
        write(
            "visits/2024-05-10.md",
            format!(
                "---\n标题: 核查\n日期: 2024-05-10\n类型: 核查\n数据: {{受助人数: {helped}, 学生数: 300}}\n---\n核查完毕。\n"
            ),
        );
        write("ledgers/l.md", "---\n标题: 控辍台账\n表: l.csv\n列: [{名称: 日期, 作为: 日期}, {名称: 辍学人数, 作为: 数据}]\n---\n".into());
        write("ledgers/l.csv", format!("日期,辍学人数\n2024-03-05,{left}\n"));
    }
    let output = guidang(root.path(), &["build"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let site = files(&root.path().join("output"));
    fs::remove_dir_all(root.path().join("output")).unwrap();
    site
}

/// Case: forms in tables of Markdown, labels and numbers in the spellings of people. Each is an error at its place.
#[test]
fn forms_and_everyday_spellings_are_refused() {
    let text = "| 项目 | 内容 |\n|--|--|\n| 家庭住址 | 清河镇东街3组12号 |\n| 监护人 | 张某丰 |\n| 联系电话 | 7654321 |\n\n| 姓名 | 困难类别 | 致贫原因 |\n|--|--|--|\n| 张某小 | 孤儿 | 因病 |\n\n家庭地址：清河镇东街3组。父亲姓名：张某丰。出生年月：2015.03。家长（监护人）：张某丰。家庭住址 清河镇东街3组\n\n联系+86-138-0013-8000或138.0013.8000或138 00138000。\n\n身份证1101051949\n1231002X。\n";
    let root = small_with(&[(VISIT, visit("", text).as_bytes())]);
    let output = guidang(root.path(), &["check", "-v"]);
    assert_eq!(output.status.code(), Some(1));
    let all = stderr(&output);
    for place in [
        ":8:10:", ":9:9:", ":10:10:", ":14:3:", ":14:14:", ":16:6:", ":16:19:", ":16:28:",
        ":16:44:", ":16:53:", ":18:4:", ":18:21:", ":18:35:", ":20:4:",
    ] {
        assert!(all.contains(place), "{place}: {all}");
    }
    for value in [
        "清河镇东街",
        "张某丰",
        "张某小",
        "7654321",
        "2015.03",
        "13-8000",
        "0013.8000",
        "00138000",
        "1949",
        "1231002X",
    ] {
        assert!(!all.contains(value), "{value}: {all}");
    }
}

/// What site.yaml allows passes everywhere, with its reason in `check -v`; an entry that is not needed is a warning.
#[test]
fn allowed_texts_pass() {
    let body = "器材条码13912345678，家庭住址：县政务中心东街3号。\n";
    let site = |allow: &str| format!("标题: 档案\n截至日: 2024-06-30\n{allow}");
    let allow = "允许:\n  - 文本: \"13912345678\"\n    理由: 器材条码\n  - 文本: 家庭住址：县政务中心东街3号\n    理由: 公开地址\n";
    let with = |allow: &str, body: &str| {
        small_with(&[
            ("content/site.yaml", site(allow).as_bytes()),
            (VISIT, visit("", body).as_bytes()),
        ])
    };
    let body = body.replace("条码139", "编139");
    let refused = with("", &body);
    assert_eq!(guidang(refused.path(), &["check"]).status.code(), Some(1));
    let root = with(allow, &body);
    let output = guidang(root.path(), &["check", "-v"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stderr(&output);
    assert!(said.contains("允许“139••••5678”：1处，理由：器材条码"), "{said}");
    assert!(!said.contains("13912345678"), "{said}");
    let output = guidang(root.path(), &["build"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let site = files(&root.path().join("output"));
    assert!(site.values().any(|bytes| String::from_utf8_lossy(bytes).contains("13912345678")));
    let unused = with(allow, "无。\n");
    let output = guidang(unused.path(), &["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output).matches("警告[personal-data]").count(), 2, "{}", stderr(&output));
    let english = "allow: [{text: '13912345678', reason: a barcode}]\n";
    assert_eq!(guidang(with(english, "编13912345678\n").path(), &["check"]).status.code(), Some(0));
    let without_reason = "允许: [{文本: '13912345678'}]\n";
    let output = guidang(with(without_reason, "编13912345678\n").path(), &["check"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}

/// Money, numbers of things and web addresses pass, in the output as well, where a figure stands without its unit.
#[test]
fn figures_that_look_like_numbers_are_published() {
    let body = "投资13800000000元，面积13500000000平方米，设备编号：13912345678。\n见[网页](https://example.cn/?node=17051031011)，https://doi.org/10.1016/j.13800138000\n";

    let root = small_with(&[(VISIT, visit("数据:\n  送教课时: 13800000000\n", body).as_bytes())]);

    let output = guidang(root.path(), &["check"]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "a bare figure of eleven digits is refused: {}",
        stderr(&output)
    );
    let root = small_with(&[(VISIT, visit("", body).as_bytes())]);
    let output = guidang(root.path(), &["build"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

/// What stands in a file next to a record is an error of `check`, before anything is built; kinds that cannot be read
/// are named once.
#[test]
fn attachments_are_looked_into() {
    let folder = "content/学校/shiyan/活动/x";
    let text = visit("", "[名单](名单)、[旧](旧.doc)、[老](老.doc)\n");
    for name in [
        "名单.csv",
        "名单.vcf",
        "名单.sql",
        "名单.geojson",
        "名单.ini",
        "名单.yaml",
        "名单.YML",
        "名单",
    ] {
        let root = small_with(&[
            (
                &format!("{folder}/index.md"),
                text.replace("(名单)", &format!("({name})")).as_bytes(),
            ),
            (&format!("{folder}/{name}"), "甲\n电话 138 0013 8000\n".as_bytes()),
            (&format!("{folder}/旧.doc"), b"\xd0\xcf\x11\xe0"),
            (&format!("{folder}/老.doc"), b"\xd0\xcf\x11\xe0"),
        ]);
        let output = guidang(root.path(), &["check"]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains("附件第2行含有个人信息：手机号（138••••8000）"), "{name}: {said}");
        assert!(said.contains("有2个附件没法查看文字（doc 2个）"), "{name}: {said}");
        assert!(!said.contains("0013"), "{name}: {said}");
        let english = guidang(root.path(), &["check", "--lang", "en"]);
        assert!(
            stderr(&english).contains("personal data in the attachment, line 2: a mobile number"),
            "{}",
            stderr(&english)
        );
        assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(1));
    }
}

/// The templates of a theme stand on every page.
#[test]
fn the_files_of_a_theme_are_looked_into() {
    let site = "标题: 结对档案\n语言: zh-CN\n主题: 本县\n";
    let footer = "{% extends \"base.html\" %}\n{# 13800138000 #}\n";
    let with = |site: &str| {
        small_with(&[
            ("content/site.yaml", site.as_bytes()),
            ("themes/本县/home.html", footer.as_bytes()),
        ])
    };
    let root = with(site);
    for command in ["check", "build"] {
        let output = guidang(root.path(), &[command]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("themes/本县/home.html"), "{said}");
        assert!(said.contains("附件第2行含有个人信息：手机号（138••••8000）"), "{said}");
        assert!(!said.contains("13800138000"), "{said}");
    }
    let allowed = format!("{site}允许:\n  - {{文本: 13800138000, 理由: 县局值班电话}}\n");
    let output = guidang(with(&allowed).path(), &["check", "--strict"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

/// The second build knows which attachments it has looked into; a changed one is looked into again.
#[test]
fn attachments_are_looked_into_again_when_they_change() {
    let folder = "content/学校/shiyan/活动/x";
    let root = small_with(&[
        (&format!("{folder}/index.md"), visit("", "[甲](甲.txt)\n").as_bytes()),
        (&format!("{folder}/甲.txt"), b"nothing"),
    ]);
    for _ in 0..2 {
        assert!(guidang(root.path(), &["build"]).status.success());
    }
    write(root.path(), &format!("{folder}/甲.txt"), b"13800138000");
    let output = guidang(root.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    write(root.path(), &format!("{folder}/甲.txt"), b"nothing");
    assert!(guidang(root.path(), &["build"]).status.success());
}
