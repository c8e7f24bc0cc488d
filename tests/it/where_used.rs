//! Where a visit is used (用于), what its register of problems says of it, and who signs it.

use std::fs;

use crate::support::{guidang, small_with, stderr, stdout, write};

/// A visit that found two problems, and one of the other school that settles the first.
const FILES: &[(&str, &str)] = &[
    (
        "content/学校/shiyan/活动/2024-03-15-送教.md",
        "---\n标题: 第一次送教\n日期: 2024-03-15\n类型: 送教下乡\n对象校: 清河园\n措施: 开学对接\n数据:\n  送教课时: 4\n问题整改:\n  - 问题: 玩教具不足\n    期限: 2024-04-30\n  - 问题: 教案不齐\n    说明: 只缺大班\n---\n\n上了两节示范课。\n",
    ),
    (
        "content/学校/qinghe/活动/2024-05-20-回访.md",
        "---\n标题: 五月回访\n日期: 2024-05-20\n类型: 看一日活动\n对象校: 实幼\n销号:\n  - 记录: 学校/shiyan/活动/2024-03-15-送教\n    问题: 玩教具不足\n---\n\n已经配齐。\n",
    ),
    // A visit that names its pair only, which says what the other school is.
    (
        "content/学校/qinghe/活动/2024-06-03-跟岗.md",
        "---\n标题: 六月跟岗\n日期: 2024-06-03\n类型: 跟岗\n结对: 实验—清河\n---\n\n跟岗一天。\n",
    ),
    // A second target of the same indicator.
    (
        "content/计划/2024.md",
        "---\n标题: 全县计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 20\n---\n",
    ),
];

fn archive() -> tempfile::TempDir {
    let files: Vec<(&str, &[u8])> =
        FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    small_with(&files)
}

/// The pages of a site by their paths, with the text of `status --follow-ups`.
fn built() -> (impl Fn(&str) -> String, String) {
    let root = archive();
    let output = guidang(root.path(), &["build", "--as-of", "2024-07-01"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let status = guidang(root.path(), &["status", "--follow-ups", "--as-of", "2024-07-01"]);
    let page = move |path: &str| fs::read_to_string(root.path().join("output").join(path)).unwrap();
    (page, stdout(&status))
}

/// The texts of the links in a section of a page.
fn links_of(page: &str, class: &str) -> Vec<String> {
    let from = page.find(&format!("<section class=\"{class}\"")).unwrap();
    let section = &page[from..from + page[from..].find("</section>").unwrap()];
    let mut links = Vec::new();
    for part in section.split("<a ").skip(1) {
        let text = &part[part.find('>').unwrap() + 1..part.find("</a>").unwrap()];
        links.push(text.to_owned());
    }
    links
}

#[test]
fn a_visit_lists_as_many_uses_as_it_counts_and_names_what_settled_its_problems() {
    let (page, status) = built();
    let found = page("schools/shiyan/visits/2024-03-15-songjiao.html");
    let links = links_of(&found, "serves");
    for used in ["全县计划（1项目标）", "2024年结对计划（1项目标）", "开学对接会", "五月回访"]
    {
        assert!(links.iter().any(|link| link == used), "{used}: {links:?}");
    }
    let names: usize = links.iter().map(|link| link.split('、').count()).sum();
    assert!(found.contains(&format!("这一条记录用于{names}处")), "{links:?}");
    let settling = page("schools/qinghe/visits/2024-05-20-huifang.html");
    assert!(links_of(&settling, "serves").iter().any(|link| link == "玩教具不足"));

    // The page, the register and the report name both schools, the pair, the visits and the remark.
    let list = page("follow-ups.html");
    let printed = page("print/follow-ups.html");
    for words in
        ["实验幼儿园", "清河镇中心幼儿园", "实验—清河", "第一次送教", "五月回访", "只缺大班"]
    {
        assert!(list.contains(words) && printed.contains(words), "{words}");
    }
    assert!(printed.contains("sheet paper-follow_ups"), "the paper lies wide");
    assert!(printed.contains("2024年5月20日（五月回访）"), "{printed}");
    for words in ["云岭县实验幼儿园（对象校：清河镇中心幼儿园）", "只缺大班", "销号的活动："]
    {
        assert!(status.contains(words), "{words}: {status}");
    }

    // Both sides sign where the record names the pair, which says who they are.
    let paper = page("schools/qinghe/visits/2024-06-03-gengang.html");
    let signed = &paper[paper.find("<dl class=\"sides\"").unwrap()..];
    let signed = &signed[..signed.find("</dl>").unwrap()];
    assert!(signed.contains("实验幼儿园") && signed.contains("清河镇中心幼儿园"), "{signed}");
}

/// The county's own forms that a record fills in are named with it, also when they come later.
#[test]
fn a_record_names_the_forms_that_it_fills_in() {
    let root = archive();
    let root = root.path();
    let page = "output/schools/shiyan/visits/2024-03-15-songjiao.html";
    let built = || {
        let output = guidang(root, &["build", "--as-of", "2024-07-01"]);
        assert!(output.status.success(), "{}", stderr(&output));
        fs::read_to_string(root.join(page)).unwrap()
    };
    let names = |page: &str| {
        let Some((_, after)) = page.split_once("可以填的表样") else { return String::new() };
        after.split("</div>").next().unwrap().to_owned()
    };
    assert_eq!(names(&built()), "");
    fs::create_dir_all(root.join("content/表样")).unwrap();
    for form in ["送教下乡活动记录表.docx", "学期工作总结.docx", "帮扶活动统计表.xlsx"]
    {
        let (name, _) = form.split_once('.').unwrap();
        let path = root.join("content/表样").join(form);
        let made = guidang(root, &["template", "form", name, "-o", path.to_str().unwrap()]);
        assert!(made.status.success(), "{}", stderr(&made));
    }
    let filled = built();
    let named = names(&filled);
    assert!(named.contains("送教下乡活动记录表.docx"), "{named}");
    assert!(!named.contains("总结") && !named.contains("统计"), "{named}");
    let links = links_of(&filled, "serves");
    let uses: usize = links.iter().map(|link| link.split('、').count()).sum();
    assert!(filled.contains(&format!("这一条记录用于{}处", uses + 1)), "{links:?}");
    let form = root.join("content/表样/送教下乡活动记录表.docx");
    let output = root.join("填好.docx");
    let record = "学校/shiyan/活动/2024-03-15-送教";
    let (form, output) = (form.to_str().unwrap(), output.to_str().unwrap());
    let done = guidang(root, &["fill", form, "--record", record, "-o", output]);
    assert!(done.status.success(), "{}", stderr(&done));
}

/// A reference to an earlier visit is understood in every spelling that a person may copy.
#[test]
fn closes_names_a_visit_in_any_spelling() {
    let root = archive();
    let (path, text) = FILES[1];
    let named = "学校/shiyan/活动/2024-03-15-送教";
    for spelling in [
        "schools/shiyan/visits/2024-03-15-送教",
        "content/学校/shiyan/visits/2024-03-15-送教.md",
        "/content/学校/shiyan/活动/2024-03-15-送教/index.md",
        "../../shiyan/活动/2024-03-15-送教.md",
        "第一次送教",
        "《第一次 送教》",
    ] {
        write(root.path(), path, text.replace(named, spelling).as_bytes());
        let status = guidang(root.path(), &["status", "--follow-ups", "--as-of", "2024-07-01"]);
        let status = stdout(&status);
        assert!(status.contains("已销号1"), "{spelling}: {status}");
    }
    write(root.path(), path, text.replace(named, "第一次送叫").as_bytes());
    let messages = stderr(&guidang(root.path(), &["check"]));
    assert!(
        messages.contains("unknown-reference") && messages.contains("第一次送叫"),
        "{messages}"
    );
    assert!(messages.contains("2024-03-15-送教"), "it says which visit may be meant: {messages}");
}

/// What `new` wrote counts from the day on which something stands below its headings.
#[test]
fn what_new_writes_does_not_count_until_it_is_filled_in() {
    let indicators = "指标:\n  - 名称: 活动次数\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n";
    let plan = "---\n标题: 本校计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 活动次数\n    值: 10\n---\n";
    let root = small_with(&[
        ("content/指标.yaml", indicators.as_bytes()),
        ("content/学校/shiyan/计划/2024.md", plan.as_bytes()),
    ]);
    // The second build begins where the first one ended.
    let count = || {
        let built = guidang(root.path(), &["build", "--as-of", "2024-06-30"]);
        assert!(built.status.success(), "{}", stderr(&built));
        let page = fs::read_to_string(root.path().join("output/data/progress.json")).unwrap();
        let progress: serde_json::Value = serde_json::from_str(&page).unwrap();
        let targets = progress["targets"].as_array().unwrap();
        let own = targets.iter().find(|target| target["indicator"] == "活动次数").unwrap();
        own["periods"][0]["actual"].as_str().unwrap().to_owned()
    };
    assert_eq!(count(), "1");
    let args = ["new", "visit", "--school", "shiyan", "--title", "试写", "--date", "2024-05-06"];
    let path = stdout(&guidang(root.path(), &args)).lines().next().unwrap().to_owned();
    assert_eq!(count(), "1");
    let text = fs::read_to_string(root.path().join(&path)).unwrap();
    write(root.path(), &path, format!("{text}\n写了一句。\n").as_bytes());
    assert_eq!(count(), "2");
}

/// A record that `new` made and nobody filled in is reported, once; a filled one is not.
#[test]
fn what_new_writes_is_reported_until_it_is_filled_in() {
    let root = small_with(&[]);
    for kind in ["visit", "summary", "resource", "question"] {
        let args = ["new", kind, "--school", "shiyan", "--title", "试写", "--date", "2024-05-06"];
        let made = guidang(root.path(), &args);
        assert!(made.status.success(), "{kind}: {}", stderr(&made));
        let path = stdout(&made).lines().next().unwrap().to_owned();
        let warnings = |root: &std::path::Path| stderr(&guidang(root, &["check"]));
        let text = fs::read_to_string(root.path().join(&path)).unwrap();
        let found = warnings(root.path()).matches("这条记录还没有填写").count();
        assert_eq!(found, 1, "{kind}: {text}");
        write(root.path(), &path, format!("{text}\n写了一句。\n").as_bytes());
        assert!(!warnings(root.path()).contains("还没有填写"), "{kind}");
        fs::remove_file(root.path().join(&path)).unwrap();
    }
}

/// The numbers of people that a sensitive indicator reads are not among the fields of visits, in no shape.
#[test]
fn visits_have_their_fields_and_withhold_what_is_sensitive() {
    let indicators = "指标:\n  - 名称: 受益人数\n    单位: 人\n    方向: 不低于\n    汇总: 合计\n    敏感: 是\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n";
    let visit = "---\n标题: 四月送教\n日期: 2024-04-10\n时间: 8:00—11:30\n类型: 送教下乡\n学科: 数学\n主讲人: [王老师, 李老师]\n参加人数: 24\n受益人数: 3\n其他: {天气: 晴}\n---\n\n上课。\n";
    let root = small_with(&[
        ("content/指标.yaml", indicators.as_bytes()),
        ("content/学校/shiyan/活动/2024-04-10.md", visit.as_bytes()),
    ]);
    let output = guidang(root.path(), &["build"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let csv = fs::read_to_string(root.path().join("output/data/visits.csv")).unwrap();
    let row = csv.lines().find(|line| line.contains("2024-04-10")).unwrap();
    assert!(row.contains("8:00—11:30") && row.contains("数学"), "{row}");
    assert!(row.contains("王老师、李老师,,24,,,") && row.ends_with(",天气：晴"), "{row}");
}
