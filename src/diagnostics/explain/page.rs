//! An explanation as people read it: in a terminal, and as Markdown.

use std::fmt::Write as _;

use super::{Explanation, File, Scene, Stored, explanation};
use crate::diagnostics::Code;
use crate::model::Lang;

/// The headings and remarks around the texts.
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
    before: "This is reported",
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
    let width = Code::ALL.map(|code| code.word().len()).into_iter().max().unwrap_or_default();
    let mut out = String::new();
    for code in Code::ALL {
        let _ = writeln!(out, "{:width$}  {}", code.word(), explanation(code, lang).rule);
    }
    out
}

/// The whole explanation of one code, for a terminal.
#[must_use]
pub fn page(code: Code, lang: Lang) -> String {
    let (explanation, headings) = (explanation(code, lang), headings(lang));
    let colon = headings.colon;
    let mut out = format!(
        "{}{colon}{}\n\n{}{colon}{}\n",
        code.word(),
        explanation.rule,
        headings.why,
        explanation.why
    );
    for (heading, files) in examples(&explanation, lang) {
        let _ = write!(out, "\n{heading}{}\n", colon.trim_end());
        for file in files {
            let _ = writeln!(out, "  {}", title(file, headings));
            for line in file.text.lines() {
                let _ = writeln!(out, "  | {line}");
            }
        }
    }
    out
}

/// The explanations of all codes, as Markdown.
#[must_use]
pub fn reference(lang: Lang) -> String {
    let headings = headings(lang);
    let mut out = String::from(match lang {
        Lang::Zh => {
            "# 提示代码：每条规则是什么、怎样改\n\n本页由`src/diagnostics/explain/`里的表生成，与“guidang explain 代码”说的一样；例子都由测试证明。\n“错误”不改好就不能生成网站，“警告”不影响生成，但说明有内容没有起作用。\n"
        }
        Lang::En => {
            "# Codes: what each rule is, and how to fix it\n\nMade from the tables in `src/diagnostics/explain/`; `guidang explain CODE` says the same. Tests prove the examples.\n"
        }
    });
    for code in Code::ALL {
        let explanation = explanation(code, lang);
        let (rule, why) = (explanation.rule, explanation.why);
        let _ = write!(out, "\n## {}\n\n**{rule}**\n\n{why}\n", code.word());
        for (heading, files) in examples(&explanation, lang) {
            let _ = write!(out, "\n{heading}{}\n", headings.colon.trim_end());
            for file in files {
                let title = title(file, headings);
                let _ = write!(out, "\n`{title}`\n\n````text\n{}````\n", file.text);
            }
        }
    }
    out
}

/// The files before and after, each list with its heading.
fn examples(explanation: &Explanation, lang: Lang) -> [(String, &'static [File]); 2] {
    let headings = headings(lang);
    let scene = match (explanation.scene, lang) {
        (Scene::Checked, _) => String::new(),
        (Scene::Sealed, _) => headings.sealed.to_owned(),
        (Scene::Submitted(account), Lang::Zh) => format!("（由账号{account}提交）"),
        (Scene::Submitted(account), Lang::En) => format!(" (submitted by the account {account})"),
    };
    [
        (format!("{}{scene}", headings.before), explanation.before),
        (headings.after.to_owned(), explanation.after),
    ]
}

/// The path of a file, and how it is stored unless that is plain UTF-8.
fn title(file: &File, headings: &Headings) -> String {
    let stored = match file.stored {
        Stored::Utf8 => "",
        Stored::Gbk => headings.gbk,
        Stored::Long => headings.long,
    };
    format!("{}{stored}", file.path)
}
