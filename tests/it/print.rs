//! Print pages: printed to PDF by a real Chromium, and read back with poppler.

use std::path::{Path, PathBuf};

use crate::browser::{must_be_fine, script};
use crate::poppler::{BELOW, LEFT_EVEN, Line, WIDE, must_be_official, pages, poppler};
use crate::support::{guidang, sample_site, small_with, stderr, write};

/// Prints pages of a site. `None`, with a message, where there is no browser.
fn printed(site: &Path, out: &Path, pages: &[&str], test: &str) -> Option<Vec<PathBuf>> {
    let mut command = script("print.mjs", test)?;
    must_be_fine(&command.arg(site).arg(out).args(pages).output().unwrap());
    let name = |page: &&str| page.trim_end_matches(".html").replace('/', "-") + ".pdf";
    Some(pages.iter().map(|page| out.join(name(page))).collect())
}

#[test]
fn the_sample_prints_as_official_documents() {
    let temp = tempfile::tempdir().unwrap();
    let site = sample_site();
    let wanted = [
        "print/schools/fenglin-zhongxue/summaries/2024-spring.html",
        "print/pairs/shouqianshou/plans/2024-zhujiao-cuxue.html",
        "schools/shiyan-youeryuan/visits/2024-03-13-songjiao.html",
        "print/four-haves/2024-2025-1.html",
    ];
    let test = "the_sample_prints_as_official_documents";
    let Some(pdfs) = printed(site, &temp.path().join("pdf"), &wanted, test) else { return };
    for (page, pdf) in wanted.iter().zip(&pdfs) {
        let lines = must_be_official(pdf);
        let all: String = lines.iter().flatten().map(|line| line.text.as_str()).collect();
        let plain = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).collect::<String>();
        let all = plain(&all);
        // Every figure of the page and the title of every annex are on paper.
        let html = std::fs::read_to_string(site.join(page)).unwrap();
        let cells = html.split("<td class=\"right\">").skip(1);
        let figures: Vec<&str> = cells.map(|value| value.split('<').next().unwrap()).collect();
        assert!(!figures.is_empty() || page.contains("visits"), "{page}");
        for figure in figures.iter().filter(|figure| !figure.contains('&')) {
            // A long unit may stand on a line of its own.
            let number = plain(figure);
            let end =
                number.rfind(|ch: char| ch.is_ascii_digit()).map_or(number.len(), |last| last + 1);
            assert!(all.contains(&number[..end]), "{page}: {figure}");
        }
        for title in html.split("class=\"annex-title\">").skip(1) {
            assert!(all.contains(title.split("</h2>").next().unwrap()), "{page}: {title}");
        }
    }
    let plan = poppler("pdftotext", &["-layout"], &pdfs[1]);
    assert_eq!(plan, poppler("pdftotext", &["-layout"], &pdfs[1]));
    let text = std::fs::read_to_string(pdfs[1].with_extension("xml")).unwrap();
    for phrase in ["考核表", "受援方", "帮扶方", "撰写人", "审核人", "盖章"] {
        assert!(text.contains(phrase), "{phrase}");
    }
    let briefs = ["print/brief.html", "print/pairs/shouqianshou/brief.html"];
    let Some(pdfs) = printed(site, &temp.path().join("briefs"), &briefs, test) else { return };
    for (brief, pdf) in briefs.iter().zip(&pdfs) {
        let sheets = pages(pdf);
        assert_eq!(sheets.len(), 1, "{brief} is one sheet");
        let text: String = sheets.iter().flatten().map(|line| line.text.as_str()).collect();
        for phrase in ["一页简报", "个目标", "进度图", "现在要做的事"] {
            assert!(text.contains(phrase), "{phrase} on {brief}: {text}");
        }
    }
}

/// Visits of the sample whose problems come to the end of a sheet: the head of a table stands over a row of it, and what
/// the site says of itself is on no sheet of its own.
#[test]
fn problems_of_a_visit_are_printed_with_their_heads() {
    let temp = tempfile::tempdir().unwrap();
    let wanted = [
        ("schools/luming-school/visits/2024-06-19-yingyangcan.html", "留样标签"),
        ("schools/jiguanyoueryuan/visits/2024-10-22-meiyuezoufang.html", "午睡前增加"),
        ("schools/jiguanyoueryuan/visits/2024-12-18-meiyuezoufang.html", "玩具柜"),
    ];
    let pages_of_site = wanted.map(|(page, _)| page);
    let test = "problems_of_a_visit_are_printed_with_their_heads";
    let Some(pdfs) = printed(sample_site(), temp.path(), &pages_of_site, test) else { return };
    for ((page, row), pdf) in wanted.iter().zip(&pdfs) {
        for sheet in pages(pdf) {
            let text: String = sheet.iter().map(|line| line.text.as_str()).collect();
            let has_head = text.contains("整改措施") && text.contains("责任人");
            let text: String = text.chars().filter(|ch| !ch.is_whitespace()).collect();
            let of_row: Vec<char> = row.chars().collect();
            assert!(!has_head || of_row.iter().all(|ch| text.contains(*ch)), "{page}: {text}");
            assert!(10 < sheet.len(), "a sheet of {page} is nearly empty: {text}");
        }
    }
}

/// The summary of a fresh archive: no sheet has the signature alone, and what its text draws is not drawn again.
#[test]
fn the_summary_of_a_fresh_archive_signs_under_its_own_text() {
    let root = tempfile::tempdir().unwrap();
    let made = guidang(root.path(), &["init", "."]);
    assert!(made.status.success(), "{}", stderr(&made));
    let built = guidang(root.path(), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let site = root.path().join("output");
    let folder = site.join("print/schools/shiyanyoueryuan/summaries");
    let name = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().file_name();
    let summary = format!("print/schools/shiyanyoueryuan/summaries/{}", name.to_str().unwrap());
    let html = std::fs::read_to_string(site.join(&summary)).unwrap();
    assert_eq!(html.matches("送教课时：累计进度").count(), 1, "{html}");
    let test = "the_summary_of_a_fresh_archive_signs_under_its_own_text";
    let out = root.path().join("pdf");
    let Some(pdfs) = printed(&site, &out, &[&summary], test) else { return };
    let sheets = must_be_official(&pdfs[0]);
    assert!(sheets.len() <= 4, "{} sheets", sheets.len());
    let text = |sheet: &[Line]| sheet.iter().map(|line| line.text.as_str()).collect::<String>();
    let signed = sheets.iter().map(|sheet| text(sheet)).find(|text| text.contains("审核人"));
    let signed = signed.expect("a sheet with the signature");
    assert!(signed.contains("第二次讲座放在下个月"), "{signed}");
}

#[test]
fn a_page_has_22_lines_of_28_characters_and_any_content_fits() {
    let title = "关于进一步做好城乡学校结对帮扶工作".repeat(13);
    let head: String = (0..30).map(|number| format!("| 栏{number} ")).collect::<String>() + "|\n";
    let rule = "|---".repeat(30) + "|\n";
    let row = "| 数值 ".repeat(30) + "|\n";
    let long: String =
        (0..2000).map(|number| format!("| {number} | 第{number}笔 | {number}元 |\n")).collect();
    let plain = "一二三四五六七八九十".repeat(160);
    let front = |title: &str| {
        format!(
            "---\n标题: {title}\n学期: 2023—2024学年第二学期\n日期: 2024-07-04\n撰写人: 甲老师\n---\n\n"
        )
    };
    let summary = |name: &str| format!("content/学校/shiyan/总结/{name}.md");
    let root = small_with(&[]);
    for paragraphs in 6..18 {
        let text = front("长短不一") + &"一段正文。\n\n".repeat(paragraphs);
        write(root.path(), &summary(&format!("end-{paragraphs}")), text.as_bytes());
    }
    for (name, text) in [
        ("plain", front("学期总结") + &plain + "\n"),
        ("title", front(&title) + "正文。\n"),
        ("wide", front("宽表") + &head + &rule + &row.repeat(5) + "\n之后的正文。\n"),
        (
            "long",
            front("长表") + "| 序号 | 摘要 | 金额 |\n|---|---|--:|\n" + &long + "\n之后的正文。\n",
        ),
    ] {
        write(root.path(), &summary(name), text.as_bytes());
    }
    let site = root.path().join("output");
    let built = guidang(root.path(), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let page = |name: &str| format!("print/schools/shiyan/summaries/{name}.html");
    let mut wanted: Vec<String> = ["plain", "title", "wide", "long"].map(page).into();
    wanted.extend((6..18).map(|number| page(&format!("end-{number}"))));
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let test = "a_page_has_22_lines_of_28_characters_and_any_content_fits";
    let Some(pdfs) = printed(&site, &root.path().join("pdf"), &wanted, test) else { return };

    let plain = must_be_official(&pdfs[0]);
    let full: Vec<&Line> = plain[1].iter().filter(|value| value.middle < BELOW).collect();
    assert_eq!(full.len(), 22, "lines of a full page");
    for line in full {
        assert_eq!(line.text.chars().count(), 28, "{line:?}");
        assert!((line.left - LEFT_EVEN).abs() < 1.5, "{line:?}");
        assert!((line.right - LEFT_EVEN - WIDE).abs() < 3.0, "{line:?}");
    }

    for pdf in &pdfs[4..] {
        must_be_official(pdf);
    }
    let titled = must_be_official(&pdfs[1]);
    let text: String = titled.iter().flatten().map(|line| line.text.as_str()).collect();
    assert!(text.contains(&title[title.len() - 60..]), "all of the title");

    // Thirty columns stand on a page of their own, across.
    let sizes = poppler("pdfinfo", &["-l", "9"], &pdfs[2]);
    assert!(
        sizes.lines().any(|line| line.contains("size") && line.contains("841.92 x 594.96")),
        "{sizes}"
    );
    let text: String = pages(&pdfs[2]).iter().flatten().map(|line| line.text.as_str()).collect();
    assert!(text.contains("栏0") && text.contains("栏29") && text.contains("之后的正文"), "{text}");

    // Two thousand rows: the head is repeated on every page, and no row is lost.
    let pages = must_be_official(&pdfs[3]);
    let pages_with = |word: &str| {
        pages.iter().filter(|page| page.iter().any(|line| line.text.contains(word))).count()
    };
    let (heads, with_rows) = (pages_with("摘要"), pages_with("笔"));
    assert_eq!(heads, with_rows, "heads on {heads} pages of {with_rows}");
    let text: String = pages.iter().flatten().map(|line| line.text.as_str()).collect();
    for number in [0, 999, 1999] {
        assert!(text.contains(&format!("第{number}笔")), "row {number}");
    }
}
