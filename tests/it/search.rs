//! The search of a built site in a real Chromium, from `file://`, compared with a plain scan of every text; and its
//! files, which are the same for any number of threads.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::browser;
use crate::support::{archive, files, guidang, of_tests, small_with, stderr, write};

/// Records with different texts: parts of the words below, in an order that depends on the number.
const RECORDS: usize = 400;
const WORDS: &str = "送教 下乡 示范课 听课 评课 集体备课 学生 教师 课堂 提问 层次 图书 分类 借阅 登记 家长 开放日 社团 展示 作业 设计 专题 讲座 \
校长 约定 互访 多媒体 设备 卡顿 检修 营养餐 就餐 台账 食堂 卫生 安全 演练 阅读 写字 口算 竞赛 乡村 县城 结对 帮扶 受援 计划 总结 措施 落实 \
的 了 和 与 在 对 把 从 到 并 上午 下午 第一节 每学期 一年级 低年级 常规 习惯 生活 入手 跨度 太大 改进 意见 七条 下次 带着 再来 𠮷野 㙍口 留守 儿童 \
关爱 心理 辅导 音乐 律动 美术 体育 科学 实验 器材 捐赠 清点 入库 归还 巡回 走教 支教 轮岗 骨干 名师 工作室 课题 研究 论文 获奖 推广 经验 交流";
const MARKS: [&str; 6] = ["，", "，", "、", "。", "。\n\n", "PPT"];

/// A pseudo-random number, the same on every machine.
fn chance(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

fn body(number: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = number as u64 + 1;
    let mut text = String::new();
    for _ in 0..120 {
        for _ in 0..chance(&mut state) % 5 + 1 {
            text.push_str(words[chance(&mut state) % words.len()]);
        }
        text.push_str(MARKS[chance(&mut state) % MARKS.len()]);
    }
    text
}

fn varied() -> tempfile::TempDir {
    let root = archive(crate::support::SMALL);
    for number in 0..RECORDS {
        let school = ["shiyan", "qinghe"][number % 2];
        let of_type = ["送教下乡", "专题讲座"][number / 2 % 2];
        let (month, day) = (number % 4 + 3, number % 28 + 1);
        let text = format!(
            "---\n标题: 第{number}次活动\n日期: 2024-{month:02}-{day:02}\n类型: {of_type}\n---\n\n{}\n",
            body(number)
        );
        let path = format!("content/学校/{school}/活动/2024-{month:02}-{day:02}-{number}.md");
        write(root.path(), &path, text.as_bytes());
    }
    let odd = "---\n标题: '<script>alert(1)</script>与“${x}”`'\n日期: 2024-06-30\n类型: 其他\n---\n\n使用Ｗｏｒｄ２０１６和Smartboard，</script><img src=x>，行\u{2028}分隔。\n";
    write(root.path(), "content/学校/shiyan/活动/2024-06-30-odd.md", odd.as_bytes());
    root
}

#[test]
fn the_search_finds_texts_in_a_browser() {
    let root = varied();
    let site = root.path().join("网站 2");
    let built = guidang(root.path(), &["build", "-q", "-o", site.to_str().unwrap()]);
    assert!(built.status.success(), "{}", stderr(&built));
    browser::run("search.mjs", &site, "the_search_finds_texts_in_a_browser");
}

#[test]
fn the_files_are_the_same_with_one_thread_and_with_four() {
    let root = varied();
    let of_search = |threads: &str| -> BTreeMap<String, Vec<u8>> {
        let site = root.path().join(threads);
        let built = Command::new(env!("CARGO_BIN_EXE_guidang"))
            .args(["build", "-q", "-o", site.to_str().unwrap()])
            .current_dir(root.path())
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert!(built.status.success(), "{}", stderr(&built));
        let all = files(&site).into_iter();
        all.filter(|(path, _)| path.starts_with("search/")).collect()
    };
    let one = of_search("1");
    assert!(one.len() > 10, "{:?}", one.keys());
    assert!(one == of_search("4"), "the files of the search depend on the threads");
}

#[test]
fn the_search_index_holds_only_published_texts() {
    let draft =
        "---\n标题: 草稿一则\n日期: 2024-04-01\n类型: 内部研讨\n草稿: 是\n---\n\n尚未定稿的话。\n";
    let over = "---\n标题: 旧公示\n日期: 2024-03-02\n类型: 资助\n公示至: 2024-03-03\n---\n\n某同学受助。\n";
    let ledger = "---\n标题: 资助台账\n表: 资助.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 学生, 作为: 保密}\n  - {名称: 项目, 作为: 文字}\n---\n";
    let root = small_with(&[
        ("content/学校/shiyan/活动/2024-04-01-草稿.md", draft.as_bytes()),
        ("content/学校/shiyan/活动/2024-03-02-公示.md", over.as_bytes()),
        ("content/学校/shiyan/台账/资助.md", ledger.as_bytes()),
        (
            "content/学校/shiyan/台账/资助.csv",
            "日期,学生,项目\n2024-03-05,欧阳某某,营养补助\n".as_bytes(),
        ),
    ]);
    let index_of = |args: &[&str]| {
        let built = guidang(root.path(), &[&["build", "-q", "-o", "out"], args].concat());
        assert!(built.status.success(), "{}", stderr(&built));
        let all = files(&root.path().join("out")).into_iter();
        let all = all.filter(|(path, _)| path.starts_with("search/"));
        all.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect::<String>()
    };
    let published = index_of(&[]);
    for shown in ["上了两节示范课", "计划正文", "营养补助", "第一次送教"] {
        assert!(published.contains(shown), "{shown}");
    }
    for hidden in ["草稿一则", "内部研讨", "尚未定稿", "旧公示", "某同学", "欧阳"]
    {
        assert!(!published.contains(hidden), "{hidden}");
    }
    let drafts = index_of(&["--drafts"]);
    assert!(
        drafts.contains("尚未定稿") && drafts.contains("内部研讨") && !drafts.contains("某同学")
    );
}

#[test]
fn the_scripts_are_small_and_make_no_requests() {
    for name in ["search.js", "search-page.js", "search-words.js"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static").join(name);
        let text = fs::read_to_string(path).unwrap();
        assert!(text.len() < 20_000, "{name}");
        for word in
            ["fetch(", "XMLHttp", "import(", "Worker(", "http://", "https://", "innerHTML", "eval("]
        {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
    assert!(of_tests("browser/search.mjs").is_file());
}
