//! An explanation as people read it: in a terminal, and as Markdown.

use std::fmt::Write as _;

use super::{Explanation, File, Scene, Stored, explanation};
use crate::diagnostics::Code;
use crate::l10n::Lang;

/// The headings around the texts.
struct Headings {
    colon: &'static str,
    why: &'static str,
    before: &'static str,
    after: &'static str,
    gbk: &'static str,
    long: &'static str,
    sealed: &'static str,
}

const ZH: Headings = Headings {
    colon: "：",
    why: "为什么",
    before: "写成这样会报错",
    after: "改成这样",
    gbk: "（存为GBK编码）",
    long: "（“……”处有300KB文字）",
    sealed: "（学期已经用“guidang seal”封存）",
};

const EN: Headings = Headings {
    colon: ": ",
    why: "Why",
    before: "This is told",
    after: "Write this instead",
    gbk: " (saved as GBK)",
    long: " (`……` stands for 300 KB of text)",
    sealed: " (the term was closed by `guidang seal`)",
};

fn headings(lang: Lang) -> &'static Headings {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// Every code with its rule, a line each.
#[must_use]
pub fn list(lang: Lang) -> String {
    let width = Code::ALL.iter().map(|it| it.word().len()).max().unwrap_or_default();
    let line = |it: &Code| format!("{:width$}  {}\n", it.word(), explanation(*it, lang).rule);
    Code::ALL.iter().map(line).collect()
}

/// All about one code, for a terminal.
#[must_use]
pub fn page(code: Code, lang: Lang) -> String {
    let (it, said) = (explanation(code, lang), headings(lang));
    let mut out = format!(
        "{}{}{}\n\n{}{}{}\n",
        code.word(),
        said.colon,
        it.rule,
        said.why,
        said.colon,
        it.why
    );
    for (heading, files) in examples(&it, lang) {
        let _ = write!(out, "\n{heading}{}\n", said.colon.trim_end());
        for file in files {
            let _ = writeln!(out, "  {}", title(file, said));
            for line in file.text.lines() {
                let _ = writeln!(out, "  | {line}");
            }
        }
    }
    out
}

/// All about all codes, as Markdown.
#[must_use]
pub fn reference(lang: Lang) -> String {
    let mut out = String::from(match lang {
        Lang::Zh => {
            "# 提示代码：每条规则是什么、怎样改\n\n本页由`src/diagnostics/explain/`里的表生成，与“guidang explain 代码”说的一样；例子都由测试证明。\n“错误”不改好就不能生成网站，“警告”不影响生成，但说明有内容没有起作用。\n"
        }
        Lang::En => {
            "# Codes: what each rule is, and how to mend it\n\nMade from the tables in `src/diagnostics/explain/`; `guidang explain CODE` says the same. Tests prove the examples.\n"
        }
    });
    for code in Code::ALL {
        let (it, said) = (explanation(code, lang), headings(lang));
        let _ = write!(out, "\n## {}\n\n**{}**\n\n{}\n", code.word(), it.rule, it.why);
        for (heading, files) in examples(&it, lang) {
            let _ = write!(out, "\n{heading}{}\n", said.colon.trim_end());
            for file in files {
                let _ = write!(out, "\n`{}`\n\n````text\n{}````\n", title(file, said), file.text);
            }
        }
    }
    out
}

/// Before and after, each with its heading.
fn examples(it: &Explanation, lang: Lang) -> [(String, &'static [File]); 2] {
    let said = headings(lang);
    let scene = match (it.scene, lang) {
        (Scene::Checked, _) => String::new(),
        (Scene::Sealed, _) => said.sealed.to_owned(),
        (Scene::Submitted(by), Lang::Zh) => format!("（由账号{by}提交）"),
        (Scene::Submitted(by), Lang::En) => format!(" (submitted by the account {by})"),
    };
    [(format!("{}{scene}", said.before), it.before), (said.after.to_owned(), it.after)]
}

fn title(file: &File, said: &Headings) -> String {
    let stored = match file.stored {
        Stored::Utf8 => "",
        Stored::Gbk => said.gbk,
        Stored::Long => said.long,
    };
    format!("{}{stored}", file.path)
}
