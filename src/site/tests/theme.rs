//! Themes that override the built-in one, and the messages about mistakes in them.

use super::sample::sample;
use crate::l10n::Lang;
use crate::site::{Options, Site, Theme};

fn home(files: &[(&str, &str)]) -> Result<String, String> {
    let checked = sample("zh-CN").checked();
    let files =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let theme = Theme::load("themes/own", files).map_err(|error| error.message(Lang::Zh))?;
    let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, Options::default());
    let page = site.pages().into_iter().find(|page| page.path() == "index.html").unwrap();
    site.render(&page, &theme).map_err(|error| error.message(Lang::Zh))
}

#[test]
fn a_theme_may_replace_a_block_a_template_or_a_component() {
    let block = home(&[(
        "index.html",
        "{% extends \"builtin/index.html\" %}{% block attention %}<p>另有安排</p>{% endblock %}",
    )])
    .unwrap();
    assert!(block.contains("<p>另有安排") && block.contains("各校各月活动次数"));
    let whole = home(&[("index.html", "{{ page.title }}")]).unwrap();
    assert_eq!(whole, "锦秋县城乡结对帮扶档案");
    let part = home(&[(
        "parts-own.html",
        "{% component tally_bar(t) %}<p>没有条</p>{% endcomponent tally_bar %}",
    )])
    .unwrap();
    assert!(part.contains("<p>没有条"));
}

#[test]
fn a_theme_may_replace_a_static_file() {
    let theme = Theme::load(
        "themes/own",
        vec![
            ("static/theme.css".into(), b":root{--accent:#06c}".to_vec()),
            ("static/logo.svg".into(), b"<svg/>".to_vec()),
        ],
    )
    .unwrap();
    let files: std::collections::BTreeMap<_, _> = theme.assets().collect();
    assert_eq!(files["static/theme.css"], b":root{--accent:#06c}");
    assert!(files.contains_key("static/logo.svg") && files.contains_key("static/site.css"));
}

/// Compares the messages about a theme with one template, without their excerpts.
#[track_caller]
fn check(template: &str, text: &str, want: &[&str]) {
    let messages = home(&[(template, text)]).err().unwrap_or_default();
    let messages: Vec<&str> = messages.lines().filter(|line| !line.starts_with(' ')).collect();
    let messages: Vec<String> = messages
        .iter()
        .map(|problem| problem.replacen("themes/own/", "", 1).replacen("主题模板有误: ", "", 1))
        .collect();
    assert_eq!(messages, want, "{text}");
}

#[test]
fn unknown_values_are_reported_wherever_they_stand() {
    check(
        "index.html",
        "{{ page.titel }}",
        &["index.html:1:9: 没有“page.titel”这个值，是不是想写“page.title”？"],
    );
    check(
        "index.html",
        "a\n{% if atention %}",
        &["index.html:2:18: 模板没有写完：有标记、区块或组件没有结束。"],
    );
    check(
        "index.html",
        "{% if atention %}{% endif %}",
        &["index.html:1:7: 没有“atention”这个值，是不是想写“attention”？"],
    );
    check(
        "index.html",
        "{% for it in attention %}{{ it.status.wrod }}{% endfor %}",
        &["index.html:1:39: 没有“it.status.wrod”这个值，是不是想写“it.status.word”？"],
    );
    check(
        "index.html",
        "{% for it in attention %}{% endfor %}{{ it.scope }}",
        &["index.html:1:41: 没有“it”这个值，是不是想写“visits”？"],
    );
    check(
        "index.html",
        "{{ holdings[0][1] }}{{ pairs[0].helped[0].txt }}",
        &[
            "index.html:1:43: 没有“pairs[0].helped[0].txt”这个值，是不是想写“pairs[0].helped[0].text”？",
        ],
    );
    check(
        "index.html",
        "{{<status s={tally.wurst}/>}}",
        &["index.html:1:20: 没有“tally.wurst”这个值，是不是想写“tally.worst”？"],
    );
    check(
        "plan.html",
        "{% if w.hom %}{% endif %}{{ gaps }}",
        &[
            "plan.html:1:9: 没有“w.hom”这个值，是不是想写“w.home”？",
            "plan.html:1:29: 没有“gaps”这个值。这里可用的有：page、w、facts、answer、todo、past、wall、tally、judged、checklists、contents、is_split、targets、timeline、actions、body……。",
        ],
    );
    check(
        "parts-own.html",
        "{% component status(s, @w) %}{{ s.cod }}{{ page.title }}{% endcomponent status %}",
        &[
            "parts-own.html:1:35: 没有“s.cod”这个值，是不是想写“s.code”？",
            "parts-own.html:1:44: 没有“page”这个值。这里可用的有：body、s、w。",
        ],
    );
}

#[test]
fn values_that_cannot_be_checked_are_allowed() {
    for text in [
        "{% if nosuch is defined %}{{ nosuch }}{% endif %}",
        "{{ nosuch | default(value=\"x\") }}",
        "{% set own = page.title %}{{ own }}",
        "{% for it in attention | reverse %}{{ it.scope }}{% endfor %}",
        "{% for c in range(end=2) %}{{ loop.index }}{% endfor %}",
        "{# {{ page.titel }} #}{% raw %}{{ page.titel }}{% endraw %}",
        "{{ page.organisation or page.site }}{{ page[\"title\"] }}",
    ] {
        home(&[("index.html", text)]).unwrap_or_else(|message| panic!("{text}: {message}"));
    }
}

#[test]
fn other_template_mistakes_are_reported_too() {
    check(
        "plan.html",
        "{% if %}",
        &["plan.html:1:7: 这里是`%}`，应为一个值（名字、数字或引号里的文字）。"],
    );
    check(
        "plan.html",
        "<p>中文{{ id | uper }}",
        &["plan.html:1:14: 没有“uper”这个过滤器，是不是想写“upper”？"],
    );
    check(
        "plan.html",
        "{{<target_row rows={targets}/>}}",
        &["plan.html:1:4: 没有“target_row”这个组件，是不是想写“target_rows”？"],
    );
    check(
        "plan.html",
        "{% extends \"builtin/index.htm\" %}",
        &["plan.html:1:13: 没有“builtin/index.htm”这个模板，是不是想写“builtin/index.html”？"],
    );
    check(
        "plan.html",
        "{% include \"fot.html\" %}",
        &["plan.html:1:13: 没有“fot.html”这个模板，是不是想写“foot.html”？"],
    );
    check(
        "index.html",
        "{% extends \"builtin/index.html\" %}{% block atention %}{% endblock %}",
        &["index.html:1:44: 没有“atention”这个区块，是不是想写“attention”？"],
    );
    check(
        "index.html",
        "{% extends \"index.html\" %}",
        &["index.html:1:13: 模板不能继承自己。要改内置的同名模板，请写“builtin/index.html”。"],
    );
}

#[test]
fn an_error_shows_the_line_and_a_caret() {
    let message = home(&[("index.html", "<h1>标题：{{ page.titel }}</h1>")]).unwrap_err();
    let lines: Vec<&str> = message.lines().collect();
    assert_eq!(lines[1], " 1 | <h1>标题：{{ page.titel }}</h1>");
    let caret = lines[2].find('^').unwrap();
    let before = &lines[1][..lines[1].find("titel").unwrap()];
    assert_eq!(caret, unicode_width::UnicodeWidthStr::width(before), "{message}");
    assert!(lines[2].ends_with("^^^^^"), "{message}");
}

#[test]
fn every_suggested_filter_exists() {
    for filter in crate::site::theme::FILTERS {
        let message = home(&[("parts-own.html", &format!("{{{{ page.title | {filter} }}}}"))]);
        assert!(message.is_ok(), "{filter}: {message:?}");
    }
}
