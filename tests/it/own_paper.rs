//! Records without a page for printing: their own pages are printed as official documents.

use std::path::Path;
use std::process::Command;

use crate::browser::{must_be_fine, script};
use crate::poppler::must_be_official;
use crate::support::{files, guidang, small_with, stderr};

/// A short visit, an honour, a resource and a question, and pages that they have.
const RECORDS: &[(&str, &str, &str)] = &[
    (
        "content/学校/shiyan/活动/2024-04-10.md",
        "---\n标题: 清河送教\n日期: 2024-04-10\n类型: 送教下乡\n结对: shiyan-qinghe\n对象校: qinghe\n数据:\n  送教课时: 2\n材料: [教案]\n\
         问题整改:\n  - 问题: 教案不齐\n    整改措施: 补齐\n    责任人: 王老师\n    期限: 2024-05-10\n---\n\n\
         上午上课。\n\n下午评课，教案见[县里的网盘](https://example.org/jiaoan)。\n",
        "schools/shiyan/visits/2024-04-10.html",
    ),
    (
        "content/学校/shiyan/荣誉/2024-05-04.md",
        "---\n标题: 五四表彰\n日期: 2024-05-04\n级别: 县级\n---\n\n表彰一个集体。\n",
        "schools/shiyan/honours/2024-05-04.html",
    ),
    (
        "content/学校/shiyan/资源/2024-05-05.md",
        "---\n标题: 律动教案\n日期: 2024-05-05\n类型: 教案\n---\n\n共六页。\n",
        "schools/shiyan/resources/2024-05-05.html",
    ),
    (
        "content/学校/qinghe/问题/2024-05-06.md",
        "---\n标题: 没有琴怎么上音乐课\n日期: 2024-05-06\n提问人: 赵老师\n回复:\n  - 学校: shiyan\n    回复人: 钱老师\n    日期: 2024-05-08\n\
         \x20   内容: 先用身体打击乐。\n---\n\n园里没有琴。\n",
        "schools/qinghe/questions/2024-05-06.html",
    ),
];

const SUMMARY: &str = "content/学校/shiyan/总结/2024.md";

fn built() -> tempfile::TempDir {
    let mut changes = vec![(
        SUMMARY,
        "---\n标题: 学期总结\n学期: 2023—2024学年第二学期\n日期: 2024-07-04\n---\n\n正文。\n"
            .as_bytes(),
    )];
    for (path, text, _) in RECORDS {
        changes.push((*path, text.as_bytes()));
    }
    let root = small_with(&changes);
    let output = guidang(root.path(), &["build", "-q"]);
    assert!(output.status.success(), "{}", stderr(&output));
    root
}

#[test]
fn only_documents_with_annexes_have_a_page_for_printing() {
    let root = built();
    let site = files(&root.path().join("output"));
    for (_, _, page) in RECORDS {
        assert!(!site.contains_key(&format!("print/{page}")), "{page}");
        let html = String::from_utf8_lossy(&site[*page]);
        assert!(html.contains("static/paper.css\" media=\"print\""), "{page}");
        assert!(html.contains("static/site.css\" media=\"screen\""), "{page}");
        // `site.js` makes the button where the page ends as a paper does.
        assert!(html.contains("class=\"on-paper ending\""), "{page}");
        assert!(!html.contains("打印版"), "{page}");
    }
    assert!(site.contains_key("print/schools/shiyan/summaries/2024.html"));
    assert!(site.contains_key("print/pairs/shiyan-qinghe/plans/2024.html"));
    let records = String::from_utf8_lossy(&site["data/records.json"]);
    assert!(!records.contains("print/schools/shiyan/visits"), "{records}");
    assert!(records.contains("print/schools/shiyan/summaries/2024.html"), "{records}");
}

/// Prints pages of a built site. `None`, with a message, where there is no browser.
fn print(root: &Path, test: &str) -> Option<()> {
    let mut command: Command = script("print.mjs", test)?;
    command.arg(root.join("output")).arg(root.join("pdf"));
    for (_, _, page) in RECORDS {
        command.arg(page);
    }
    must_be_fine(&command.output().unwrap());
    Some(())
}

#[test]
fn a_record_is_printed_from_its_own_page_on_one_sheet() {
    let root = built();
    if print(root.path(), "a_record_is_printed_from_its_own_page_on_one_sheet").is_none() {
        return;
    }
    let signed: [&[&str]; 4] = [
        &[
            "送教课时2",
            "教案不齐",
            "补齐",
            "帮扶校（签字）",
            "受援校（签字）",
            "年月日",
            "https://example.org/",
        ],
        &["五四表彰", "县级", "撰写人", "审核人", "盖章"],
        &["律动教案", "共六页", "撰写人", "盖章"],
        &["没有琴怎么上音乐课", "先用身体打击乐", "钱老师", "撰写人", "盖章"],
    ];
    for ((_, _, page), wanted) in RECORDS.iter().zip(signed) {
        let name = page.trim_end_matches(".html").replace('/', "-") + ".pdf";
        let sheets = must_be_official(&root.path().join("pdf").join(name));
        assert_eq!(sheets.len(), 1, "{page}");
        let mut text = String::new();
        for line in sheets.iter().flatten() {
            text.extend(line.text.chars().filter(|letter| !letter.is_whitespace()));
        }
        for phrase in wanted {
            assert!(text.contains(phrase), "{page}: {phrase}\n{text}");
        }
        // What only the web page is for stays there.
        for phrase in ["计入的目标", "用于", "跳到正文", "首页", "上一条", "下载表格"]
        {
            assert!(!text.contains(phrase), "{page}: {phrase}\n{text}");
        }
    }
}
