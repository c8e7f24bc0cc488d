//! The site to compare with: a Hugo site of the same records, with the same pages and lists; no charts, no progress, no search.

use std::path::Path;

use rayon::prelude::*;

use super::archive::{Record, put, records};

/// Writes the site's sources.
pub fn write(root: &Path, count: usize) {
    for (path, text) in FILES {
        put(&root.join(path), text);
    }
    records(count).for_each(|record| {
        let path = format!("content/records/{}-{}.md", record.day, record.number);
        put(&root.join(path), file(&record));
    });
}

fn file(record: &Record) -> String {
    let (title, day, school, body) = (record.title(), &record.day, record.school, record.body());
    let kind = if record.is_summary { "总结" } else { "活动" };
    let mut head = format!(
        "title: {title}\ndate: {day}\nschools: [第{school}中心小学]\nterms: [2023-2024-2]\nkinds: [{kind}]\n"
    );
    if !record.is_summary {
        let (of_type, lessons) = (record.of_type(), record.lessons());
        head += &format!(
            "types: [{of_type}]\npeople: [王老师, 李老师]\nplace: 多功能室\ndata:\n  送教课时: {lessons}\n  优课节数: {lessons}\n  评课节数: 4\nmaterials: [教案, 照片]\n"
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
disableKinds = ["rss", "sitemap", "404"]
[taxonomies]
  school = "schools"
  term = "terms"
  kind = "kinds"
  type = "types"
[outputs]
  page = ["html", "paper"]
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
{{ range slice "schools" "terms" "kinds" "types" }}{{ range $.GetTerms . }}<dt>{{ .Data.Singular }}</dt><dd><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></dd>{{ end }}{{ end }}</dl>
{{ with .Params.data }}<table><tr><th>数据</th><th>数值</th></tr>{{ range $key, $value := . }}<tr><td>{{ $key }}</td><td>{{ $value }}</td></tr>{{ end }}</table>{{ end }}
{{ .Content }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }} {{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
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
<p>{{ delimit .Params.schools "、" }}</p><p>{{ .Date.Format "2006年1月2日" }}</p></main></body></html>
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
{{ range slice "kinds" "types" "terms" }}<ul>{{ range $name, $pages := index site.Taxonomies . }}<li>{{ $name }} {{ len $pages }}</li>{{ end }}</ul>{{ end }}
<ol>{{ range first 20 site.RegularPages.ByDate.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol>
{{ end }}
"#;
