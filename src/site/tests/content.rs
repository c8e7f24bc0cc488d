//! Texts that pages must show, and texts that they must not show.

use super::sample::{bare, sample};
use super::{built, pages};
use crate::l10n::labels::ALL;
use crate::site::Options;
use crate::site::template_values::TEMPLATE_VALUES;
use crate::site::values::template::Template;

fn page(path: &str) -> String {
    page_of(path, "zh-CN", Options::default())
}

fn page_of(path: &str, language: &str, options: Options) -> String {
    let files = built(&sample(language).checked(), options);
    String::from_utf8(
        files.get(path).unwrap_or_else(|| panic!("{path} among {:#?}", files.keys())).clone(),
    )
    .unwrap()
}

/// The pages of a plan and of its targets, one after the other.
fn plan_pages(plan: &str) -> String {
    let files = built(&sample("zh-CN").checked(), Options::default());
    let own = format!("{plan}.html");
    let targets = format!("{plan}/");
    let pages = pages(&files).filter(|page| page.0 == own || page.0.starts_with(&targets));
    pages.map(|page| page.1).collect()
}

/// The text of a page, without its tags.
fn text(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<').skip(1) {
        text.push_str(part.split_once('>').map_or("", |parts| parts.1));
    }
    text
}

#[test]
fn hostile_titles_are_shown_as_text() {
    let files = built(&sample("zh-CN").checked(), Options::default());
    let mut seen = 0;
    for (path, html) in pages(&files) {
        assert!(!html.contains("<script>alert"), "{path}");
        seen += html
            .matches("&lt;script&gt;alert(1)&lt;/script&gt; &quot;引号&quot; {{ 7*7 }}")
            .count();
    }
    assert!(seen >= 4, "{seen}");
}

#[test]
fn drafts_and_withdrawn_records_appear_nowhere() {
    let files = built(&sample("zh-CN").checked(), Options::default());
    for (path, html) in pages(&files) {
        for hidden in ["没写完的", "公示期已过的活动名单", "不该出现", "秘1", "身份证"]
        {
            assert!(!html.contains(hidden), "{path}: {hidden}");
        }
    }
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".csv")) {
        let text = String::from_utf8_lossy(bytes);
        for hidden in ["没写完的", "不该出现", "秘1", "身份证"] {
            assert!(!text.contains(hidden), "{path}: {hidden}");
        }
    }
    let plan = plan_pages("pairs/jinqiu-bochang/plans/2024");
    assert!(plan.contains("另有1条记录公示期已过，不再公开，仍计入"));
}

#[test]
fn drafts_are_shown_and_marked_on_request() {
    let html = page_of(
        "schools/jinqiu/visits/draft.html",
        "zh-CN",
        Options { drafts: true, ..Options::default() },
    );
    assert!(html.contains("草稿：不计入任何目标") && html.contains("没写完的活动"));
    assert!(
        page_of("plans.html", "zh-CN", Options { drafts: true, ..Options::default() })
            .contains("没写完的计划")
    );
}

#[test]
fn a_plan_shows_rules_figures_and_records() {
    let plan = text(&plan_pages("pairs/jinqiu-bochang/plans/2024"));
    for phrase in [
        "每学期不少于10课时",
        "2023—2024学年第二学期送教课时合计10课时，目标不少于10课时，已达成",
        "2024年3月15日送教下乡：音乐律动与集体备课（2024-03-15）4课时",
        "每月不少于1次",
        "未设指标值：只列数据，不作考核",
        "不适用理由：幼儿园不供营养餐（批准人：教育局）",
        "2023年9月1日至2024年7月5日",
    ] {
        assert!(plan.contains(phrase), "{phrase} in {plan}");
    }
}

#[test]
fn a_pair_shows_its_two_checklists() {
    let html = text(&page("pairs/jinqiu-bochang/index.html"));
    let helped = html.find("受援方 博昌办事处中心幼儿园").expect("the helped side");
    let helper = html.find("帮扶方 锦秋县第一实验幼儿园").expect("the helper side");
    assert!(helped < helper);
    assert_eq!(
        html.matches("严格按《纲要》实施活动，教师优课率达30%，合格率达100%").count(),
        1,
        "one item of two targets"
    );
    assert!(
        html.contains("优课率 27% 不低于30%") || html.contains("优课率 27.0% 不低于30%"),
        "{html}"
    );
}

#[test]
fn the_home_page_leads_to_the_records_behind_a_figure() {
    let home = page("index.html");
    assert!(
        home.contains(
            "href=\"pairs/jinqiu-bochang/plans/2024/target-bangfu1-zoufang.html#target-bangfu1-zoufang--jinqiu\""
        ),
        "{home}"
    );
    let visit = page("schools/jinqiu/visits/2024-03-15-songjiao.html");
    assert!(
        visit.contains("计入的目标") && visit.contains("#target-bangfu2-songjiao--jinqiu---p2"),
        "{visit}"
    );
    let nowhere = page("schools/jinqiu/resources/lvdong.html");
    assert!(!nowhere.contains("计入的目标") && !nowhere.contains("没有计入"), "{nowhere}");
    assert!(page("about.html").contains("不计入目标进度"), "it is said once");
}

#[test]
fn small_sensitive_figures_are_withheld() {
    let ledger = page("schools/zheyuan/ledgers/chuoxue.html");
    assert!(ledger.contains("＜5") && !ledger.contains("<td class=\"n\">3<"), "{ledger}");
    let plan = page("plans/2024.html");
    let target = plan.split("id=\"target-chuoxuelv\"").nth(1).unwrap();
    assert!(!target.contains("0.4"), "{target}");
}

#[test]
fn a_ledger_shows_rows_and_totals_without_secret_columns() {
    let html = text(&page("schools/shangliang/ledgers/meals.html"));
    assert!(
        html.contains("三（2）班") && html.contains("8,806") && html.contains("保密列不公开"),
        "{html}"
    );
}

#[test]
fn every_label_exists_in_both_languages() {
    for (name, zh, en) in ALL {
        assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{name}");
        assert!(
            en.is_ascii() || en.chars().all(|ch| !('\u{4e00}'..'\u{9fff}').contains(&ch)),
            "{name}: {en}"
        );
    }
    // Signs and units that need no Chinese word.
    let bare = ["lang", "months"];
    for (name, zh, _) in ALL {
        assert!(!zh.is_ascii() || bare.contains(name), "{name}: {zh} is not Chinese");
    }
    let is_chinese = |ch: char| {
        ('\u{3000}'..='\u{9fff}').contains(&ch) || ('\u{ff00}'..='\u{ffef}').contains(&ch)
    };
    for Template { file: name, text } in TEMPLATE_VALUES.builtin_templates() {
        let found: String = text.chars().filter(|ch| is_chinese(*ch)).collect();
        assert!(found.is_empty(), "{name} holds {found}, which belongs into labels.rs");
    }
    let about = text(&page_of("about.html", "en", Options::default()));
    let own = about.replace("锦秋县城乡结对帮扶档案", "").replace("锦秋县教育和体育局", "");
    assert!(!own.chars().any(|ch| ('\u{4e00}'..'\u{9fff}').contains(&ch)), "{own}");
}

#[test]
fn an_empty_archive_has_pages_too() {
    for language in ["zh-CN", "en"] {
        let files = built(&bare(language).checked(), Options::default());
        assert!(pages(&files).count() >= 15);
    }
}

#[test]
fn a_site_with_an_address_has_a_feed_of_its_newest_records() {
    let files = built(&sample("zh-CN").checked(), Options::default());
    assert!(!files.contains_key("feed.xml"));
    let site = "title: 甲 & 乙\nlanguage: zh-CN\nbase_url: https://archive.example/a/\n";
    let files = built(&sample("zh-CN").with("site.yaml", site).checked(), Options::default());
    let feed = String::from_utf8(files["feed.xml"].clone()).unwrap();
    assert!(feed.contains("<title>甲 &amp; 乙</title>"), "{feed}");
    assert!(feed.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !feed.contains("<script"));
    assert!(!feed.contains("没写完的") && !feed.contains("公示期已过"), "{feed}");
    let entries: Vec<&str> = feed.split("<entry>").skip(1).collect();
    let days: Vec<&str> = entries
        .iter()
        .map(|entry| entry.split("<updated>").nth(1).unwrap().get(..10).unwrap())
        .collect();
    assert!(days.len() > 10 && days.is_sorted_by(|a, b| a >= b), "{days:?}");
    for entry in entries {
        let id = entry.split("<id>https://archive.example/a/").nth(1).unwrap();
        assert!(files.contains_key(id.split("</id>").next().unwrap()), "{id}");
    }
    assert!(page_in(&files, "index.html").contains("rel=\"alternate\""));
}

fn page_in(files: &std::collections::BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

#[test]
fn a_terms_visits_are_shown_on_a_calendar() {
    let files = built(&sample("zh-CN").checked(), Options::default());
    let (_, calendar) = pages(&files)
        .into_iter()
        .find(|(path, html)| path.starts_with("calendar/") && html.contains("2024-03-15"))
        .unwrap();
    let day = calendar.split("<span class=\"c-name\">3月15日</span>").nth(1).unwrap();
    assert!(
        day.starts_with("<ul><li><a href=\"../schools/jinqiu/visits/2024-03-15-songjiao.html\"")
    );
    assert!(!calendar.contains("公示期已过"));
}

#[test]
fn a_record_says_which_targets_it_does_not_count_for_and_why() {
    let other = "---\ntitle: 暑期集中送教\ndate: 2023-08-20\ntype: 送教\nto: bochang\ndata: {送教课时: 5}\n---\n";
    let files = built(
        &sample("zh-CN").with("schools/jinqiu/visits/summer.md", other).checked(),
        Options::default(),
    );
    let html = page_in(&files, "schools/jinqiu/visits/summer.html");
    assert!(html.contains("未计入的目标"), "{html}");
    assert!(
        text(&html).contains("日期不在计划期") || text(&html).contains("不属于该计划的结对"),
        "{}",
        text(&html)
    );
}
