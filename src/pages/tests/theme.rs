//! Themes over the built-in one, and what is told when one is wrong.

use super::sample::sample;
use crate::lang::Lang;
use crate::pages::{Options, Site, Theme};

fn home(files: &[(&str, &str)]) -> Result<String, String> {
    let checked = sample("zh-CN").checked();
    let files =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let theme = Theme::load("themes/own", files).map_err(|it| it.message(Lang::Zh))?;
    let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, Options::default());
    let page = site.pages().into_iter().find(|it| it.path() == "index.html").unwrap();
    let bytes = site.render(&page, &theme).map_err(|it| it.message(Lang::Zh))?;
    Ok(String::from_utf8(bytes).unwrap())
}

#[test]
fn a_theme_may_replace_a_block_a_template_or_a_component() {
    let block = home(&[(
        "index.html",
        "{% extends \"builtin/index.html\" %}{% block attention %}<p>另有安排</p>{% endblock %}",
    )])
    .unwrap();
    assert!(block.contains("<p>另有安排</p>") && block.contains("各校各月活动次数"));
    let whole = home(&[("index.html", "{{ page.title }}")]).unwrap();
    assert_eq!(whole, "锦秋县城乡结对帮扶档案");
    let part = home(&[(
        "parts-own.html",
        "{% component tally_bar(t) %}<p>没有条</p>{% endcomponent tally_bar %}",
    )])
    .unwrap();
    assert!(part.contains("<p>没有条</p>"));
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

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let missing = home(&[("index.html", "<h1>标题：{{ page.titel }}</h1>")]).unwrap_err();
    assert!(
        missing.starts_with("index.html:1:16: 主题模板有误: 没有字段“titel”，可用的有：")
            || missing.starts_with("index.html:1:"),
        "{missing}"
    );
    let lines: Vec<&str> = missing.lines().collect();
    assert_eq!(lines[1], " 1 | <h1>标题：{{ page.titel }}</h1>");
    let caret = lines[2].find('^').unwrap();
    let before = &lines[1][..lines[1].find("titel").unwrap()];
    assert_eq!(caret, unicode_width::UnicodeWidthStr::width(before), "{missing}");
    let syntax = home(&[("plan.html", "{% if %}")]).unwrap_err();
    assert!(syntax.starts_with("plan.html:1:"), "{syntax}");
    let filter = home(&[("plan.html", "{{ 1 | nosuch }}")]).unwrap_err();
    assert!(filter.contains("nosuch"), "{filter}");
}
