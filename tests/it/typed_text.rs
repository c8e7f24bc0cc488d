//! Texts as people type and paste them, through the program: what is shown, what is reported, what `fmt` repairs.

use std::fs;
use std::path::Path;

use crate::support::{files, guidang, small_with, stderr, stdout, write};

const FOLDER: &str = "content/学校/shiyan/活动/2024-04-10";

/// A visit with this text, in a folder of its own.
fn visit(body: &str) -> String {
    format!("---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n对象校: 清河园\n---\n{body}")
}

fn archive(body: &str, more: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = small_with(&[(&format!("{FOLDER}/index.md"), visit(body).as_bytes())]);
    for (name, bytes) in more {
        write(root.path(), &format!("{FOLDER}/{name}"), bytes);
    }
    root
}

/// Builds and returns the page of the visit.
fn page(root: &Path) -> String {
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    fs::read_to_string(root.join("output/schools/shiyan/visits/2024-04-10.html")).unwrap()
}

/// What `check` says, in a language.
fn said(root: &Path, lang: &str) -> String {
    stderr(&guidang(root, &["check", "--lang", lang]))
}

#[test]
fn the_lines_of_a_form_stand_below_each_other_everywhere() {
    let form = "活动时间：2024年4月10日\n活动地点：清河小学\n主持人：李老师\n\n一、活动内容\n上了两节示范课。\n二、活动效果\n反响好。\n\n存在问题:\n1. 课堂组织不够紧凑\n2. 学生参与不足\n整改措施:\n1. 加强备课\n";
    let root = archive(form, &[]);
    let page = page(root.path());
    for part in [
        "活动时间：2024年4月10日<br>\n活动地点：清河小学<br>\n主持人：李老师\n<p>",
        "上了两节示范课。<br>\n二、活动效果<br>\n反响好。",
        "<li>学生参与不足\n</ol>\n<p>整改措施:\n<ol>\n<li>加强备课",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let site = files(&root.path().join("output"));
    let search: Vec<String> = site
        .iter()
        .filter(|(path, _)| path.starts_with("search/"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(!search.concat().contains("2024年4月10日活动地点"), "glued in the search");
    assert_eq!(said(root.path(), "zh").matches("markdown-slip").count(), 0);
}

#[test]
fn files_with_spaces_in_their_names_are_shown_where_they_lie_beside_the_record() {
    let picture = photo();
    let root = archive(
        "![现场](照片 1.jpg)\n\n[教案](教案 (2).docx)\n",
        &[("照片 1.jpg", &picture), ("教案 (2).docx", b"PK")],
    );
    let page = page(root.path());
    assert!(page.contains("<img src="), "{page}");
    assert!(page.contains(">教案</a>"), "{page}");
    // Without such a file, the link is broken.
    let root = archive("![现场](照片 1.jpg)\n", &[]);
    assert!(said(root.path(), "zh").contains("broken-link"), "{}", said(root.path(), "zh"));
}

/// A picture of one pixel.
fn photo() -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(1, 1, image::Rgb([200, 10, 10]));
    let mut bytes = Vec::new();
    let mut out = std::io::Cursor::new(&mut bytes);
    picture.write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    bytes
}

#[test]
fn slips_of_the_input_method_are_named_and_fmt_repairs_the_certain_ones() {
    let body = "！[现场](照片1.jpg)\n\n![现场]（照片1.jpg）\n\n＃二、全角井号\n\n＊＊加粗＊＊\n\n|项目|数|\n|甲|1|\n\n项目\t数量\n甲\t1\n";
    let root = archive(body, &[("照片1.jpg", &photo())]);
    let text = said(root.path(), "zh");
    assert_eq!(text.matches("[markdown-slip]").count(), 6, "{text}");
    for part in [
        "index.md:7:1",
        "请写成：![现场](照片1.jpg)",
        "请写成：# 二、全角井号",
        "请写成：**加粗**",
        "| 项目 | 数 |",
        "| 项目 | 数量 |",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let text = said(root.path(), "en");
    for part in ["is not shown as a picture", "write `# 二、全角井号`", "pasted from Word or Excel"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    let formatted = guidang(root.path(), &["fmt"]);
    assert!(
        stdout(&formatted).contains("Markdown符号改为半角（第7、9、11、13行）"),
        "{}",
        stdout(&formatted)
    );
    assert_eq!(said(root.path(), "zh").matches("[markdown-slip]").count(), 2);
    let page = page(root.path());
    assert_eq!(page.matches("alt=\"现场\"").count(), 2, "{page}");
    assert!(page.contains("<strong>加粗</strong>"));
}

#[test]
fn messages_about_slips_mask_personal_data() {
    let root = archive("＊＊11010519491231002X＊＊\n", &[]);
    for lang in ["zh", "en"] {
        let text = said(root.path(), lang);
        assert!(text.contains("markdown-slip"), "{text}");
        let messages: Vec<&str> =
            text.lines().filter(|line| line.contains("markdown-slip")).collect();
        assert!(!messages.concat().contains("11010519491231002X"), "{messages:?}");
    }
}

#[test]
fn texts_of_two_byte_characters_are_read_as_utf_8() {
    let record = "---\ntitle: Crème\ndate: 2024-04-10\ntype: demonstration lessons\n---\n120 m²; fees ¥500. café\n";
    for site in ["标题: 云岭县结对帮扶档案\n", "title: Archive\nlanguage: en\n"] {
        let root = small_with(&[
            ("content/site.yaml", site.as_bytes()),
            (&format!("{FOLDER}/index.md"), record.as_bytes()),
        ]);
        assert!(!said(root.path(), "zh").contains("[encoding]"), "{}", said(root.path(), "zh"));
        guidang(root.path(), &["fmt"]);
        let path = root.path().join(FOLDER).join("index.md");
        assert_eq!(fs::read_to_string(path).unwrap(), record);
        assert!(page(root.path()).contains("120 m²; fees ¥500. café"));
    }
}

#[test]
fn chinese_in_gbk_that_is_valid_utf_8_is_doubted_and_never_rewritten() {
    let school = b"name: \xd1\xa7\xd0\xa3\nlevel: primary\n";
    for (site, doubted) in [("标题: 档案\n", true), ("title: Archive\nlanguage: en\n", false)] {
        let root = small_with(&[
            ("content/site.yaml", site.as_bytes()),
            ("content/学校/xin/学校.yaml", school),
        ]);
        let text = said(root.path(), "zh");
        assert_eq!(text.contains("更像是GBK编码的“学校”"), doubted, "{text}");
        guidang(root.path(), &["fmt"]);
        assert_eq!(fs::read(root.path().join("content/学校/xin/学校.yaml")).unwrap(), school);
    }
}

#[test]
fn paragraphs_that_were_indented_by_typing_are_no_code() {
    let body = "    2024年3月起每周一次。\n\n\tQQ群里通知了家长。\n\n    （1）听课\n    （2）评课\n\n结论\n\n    - 甲\n    - 乙\n\n```\n    留下\n```\n";
    let page = page(archive(body, &[]).path());
    for part in [
        "<p>2024年3月起每周一次。\n<p>QQ群里通知了家长。\n<p>（1）听课<br>\n（2）评课\n",
        "<ul>\n<li>甲\n<li>乙\n</ul>",
        "<code>    留下\n</code>",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[test]
fn items_and_rows_without_signs_of_markdown_stay_on_their_lines() {
    let body = "＊听课\n＊评课\n\n第一，目标清楚\n第二，环节紧凑\n\n主持人  王老师\n记录人  李老师\n\n活动总结\n本学期送教十次，听课二十节，共有三十位老师参加\n\n清河小学\n2024年4月10日\n\n我们在清河小学\n上了两节课，\n听了三节课\n";
    let page = page(archive(body, &[]).path());
    for part in [
        "<p>＊听课<br>\n＊评课\n",
        "<p>第一，目标清楚<br>\n第二，环节紧凑\n",
        "<p>主持人  王老师<br>\n记录人  李老师\n",
        "<p>活动总结<br>\n本学期送教十次",
        "<p>清河小学<br>\n2024年4月10日\n",
        "<p>我们在清河小学上了两节课，听了三节课\n",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[test]
fn blocks_of_figures_under_names_of_people_are_shown_or_named() {
    for name in ["图表", "表格", "CHART"] {
        let root = archive(&format!("```{name}\n目标: 不存在\n```\n"), &[]);
        let text = said(root.path(), "zh");
        assert!(text.contains(":8:5: 错误[unknown-reference]"), "{name}: {text}");
    }
    for (name, write) in [("进度图", "```图"), ("统计表", "```表"), ("", "```图")] {
        let root = archive(&format!("```{name}\n目标: 不存在\n```\n"), &[]);
        let text = said(root.path(), "zh");
        assert!(text.contains(":7:1: 警告[markdown-slip]"), "{name}: {text}");
        assert!(text.contains(&format!("请写成：{write}；")), "{name}: {text}");
    }
}

#[test]
fn a_picture_of_another_site_is_a_link_that_is_named() {
    let root = archive("![现场](https://example.com/a.jpg)\n", &[]);
    let text = said(root.path(), "zh");
    assert!(text.contains("index.md:7:7: 警告[missing-attachment]"), "{text}");
    assert!(text.contains("在别的网站上，不会收进档案"), "{text}");
    let page = page(root.path());
    assert!(
        page.contains("<a href=\"https://example.com/a.jpg\" rel=\"noopener noreferrer\">现场</a>")
    );
}
