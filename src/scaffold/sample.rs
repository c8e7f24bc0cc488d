//! The files of `guidang init`: a small archive with an example, or an empty one.

use super::fill::{day_after, fill, term_name, term_of};
use crate::l10n::{Lang, pick};
use crate::model::{Day, Term};

/// The days of a term that the example covers.
const EXAMPLE_DAYS: i64 = 75;

/// The files of a new archive: paths below its root, and their texts. The example covers the first weeks of the term
/// that contains `today`, or of the term before until those weeks are over: nothing in it is in the future.
#[must_use]
pub fn archive(lang: Lang, empty: bool, today: Day) -> Vec<(String, String)> {
    let term = example_term(today);
    let (first, last) = match &term {
        Some(term) => (term.period.first, term.period.last),
        None => (today, today),
    };
    let value = |name: &str| {
        Some(match name {
            "today" => today.to_string(),
            "first" => first.to_string(),
            "last" => last.to_string(),
            "year" => first.year().to_string(),
            "term" => term_name(term.as_ref()?, lang),
            _ => day_after(first, offset(name)?).to_string(),
        })
    };
    let templates = match (lang, empty) {
        (Lang::Zh, false) => ZH,
        (Lang::Zh, true) => ZH_EMPTY,
        (Lang::En, false) => EN,
        (Lang::En, true) => EN_EMPTY,
    };
    let mut files = Vec::new();
    for (path, text) in COMMON.iter().chain(templates) {
        files.push((fill(path, &value), fill(text, &value)));
    }
    files
}

/// What every new archive has besides its content: paths below its root, and their texts.
pub(super) fn surroundings(lang: Lang) -> Vec<(String, String)> {
    let readme =
        pick(lang, include_str!("zh/sample/README.md"), include_str!("en/sample/README.md"));
    let mut files = vec![("README.md".to_owned(), readme.to_owned())];
    for (path, text) in COMMON {
        files.push(((*path).to_owned(), (*text).to_owned()));
    }
    files
}

/// The days after the first of the term (`+12`), or before it (`-20`).
fn offset(name: &str) -> Option<i64> {
    if name.starts_with(['+', '-']) { name.parse().ok() } else { None }
}

/// The term that the example covers.
fn example_term(today: Day) -> Option<Term> {
    let term = term_of(today)?;
    if today.days_since(term.period.first) >= EXAMPLE_DAYS {
        return Some(term);
    }
    term_of(term.period.first.before())
}

/// Paths and texts, both with places to fill.
type Templates = &'static [(&'static str, &'static str)];

const COMMON: Templates = &[
    (".gitattributes", include_str!("common/gitattributes")),
    (".editorconfig", include_str!("common/editorconfig")),
    (".gitignore", include_str!("common/gitignore")),
];

const ZH_EMPTY: Templates = &[
    ("README.md", include_str!("zh/sample/README.md")),
    ("content/站点.yaml", include_str!("zh/sample/empty-site.yaml")),
    ("content/指标.yaml", include_str!("zh/sample/empty-indicators.yaml")),
];

const EN_EMPTY: Templates = &[
    ("README.md", include_str!("en/sample/README.md")),
    ("content/site.yaml", include_str!("en/sample/empty-site.yaml")),
    ("content/indicators.yaml", include_str!("en/sample/empty-indicators.yaml")),
];

const ZH: Templates = &[
    ("README.md", include_str!("zh/sample/README.md")),
    ("content/站点.yaml", include_str!("zh/sample/site.yaml")),
    ("content/指标.yaml", include_str!("zh/sample/indicators.yaml")),
    ("content/结对/实验-博昌/结对.yaml", include_str!("zh/sample/pair.yaml")),
    ("content/结对/实验-博昌/计划/{year}年结对帮扶计划.md", include_str!("zh/sample/plan.md")),
    ("content/学校/实验幼儿园/学校.yaml", include_str!("zh/sample/helper.yaml")),
    ("content/学校/实验幼儿园/活动/{+5}-走访.md", include_str!("zh/sample/round1.md")),
    ("content/学校/实验幼儿园/活动/{+12}-送教下乡/index.md", include_str!("zh/sample/lesson1.md")),
    (
        "content/学校/实验幼儿园/活动/{+12}-送教下乡/签到册.txt",
        include_str!("zh/sample/signin.txt"),
    ),
    ("content/学校/实验幼儿园/活动/{+25}-专题讲座.md", include_str!("zh/sample/lecture.md")),
    ("content/学校/实验幼儿园/活动/{+33}-走访.md", include_str!("zh/sample/round2.md")),
    ("content/学校/实验幼儿园/活动/{+40}-送教下乡.md", include_str!("zh/sample/lesson2.md")),
    ("content/学校/实验幼儿园/活动/{+62}-走访.md", include_str!("zh/sample/round3.md")),
    ("content/学校/实验幼儿园/总结/{+65}-期中小结.md", include_str!("zh/sample/summary.md")),
    ("content/学校/博昌幼儿园/学校.yaml", include_str!("zh/sample/helped.yaml")),
    ("content/学校/博昌幼儿园/活动/{+47}-听评课.md", include_str!("zh/sample/review.md")),
    ("content/学校/博昌幼儿园/台账/添置设备.md", include_str!("zh/sample/ledger.md")),
    ("content/学校/博昌幼儿园/台账/添置设备.csv", include_str!("zh/sample/ledger.csv")),
];

const EN: Templates = &[
    ("README.md", include_str!("en/sample/README.md")),
    ("content/site.yaml", include_str!("en/sample/site.yaml")),
    ("content/indicators.yaml", include_str!("en/sample/indicators.yaml")),
    ("content/pairs/shiyan-bochang/pair.yaml", include_str!("en/sample/pair.yaml")),
    ("content/pairs/shiyan-bochang/plans/{year}.md", include_str!("en/sample/plan.md")),
    ("content/schools/shiyan/school.yaml", include_str!("en/sample/helper.yaml")),
    ("content/schools/shiyan/visits/{+5}-round.md", include_str!("en/sample/round1.md")),
    (
        "content/schools/shiyan/visits/{+12}-science-lesson/index.md",
        include_str!("en/sample/lesson1.md"),
    ),
    (
        "content/schools/shiyan/visits/{+12}-science-lesson/sign-in sheet.txt",
        include_str!("en/sample/signin.txt"),
    ),
    ("content/schools/shiyan/visits/{+25}-lecture.md", include_str!("en/sample/lecture.md")),
    ("content/schools/shiyan/visits/{+33}-round.md", include_str!("en/sample/round2.md")),
    (
        "content/schools/shiyan/visits/{+40}-language-lesson.md",
        include_str!("en/sample/lesson2.md"),
    ),
    ("content/schools/shiyan/visits/{+62}-round.md", include_str!("en/sample/round3.md")),
    ("content/schools/shiyan/summaries/{+65}-half-term.md", include_str!("en/sample/summary.md")),
    ("content/schools/bochang/school.yaml", include_str!("en/sample/helped.yaml")),
    ("content/schools/bochang/visits/{+47}-observation.md", include_str!("en/sample/review.md")),
    ("content/schools/bochang/ledgers/equipment.md", include_str!("en/sample/ledger.md")),
    ("content/schools/bochang/ledgers/equipment.csv", include_str!("en/sample/ledger.csv")),
];
