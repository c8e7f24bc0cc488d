//! The files of `guidang new`: a record ready to fill in, with a comment on each key and optional keys commented out.

use super::fill::{file_name, fill, quote, term_name, term_of};
use crate::diagnostics::BilingualName;
use crate::l10n::{Lang, pick};
use crate::model::Day;
use crate::parse::names::{PAIR_FILE, PAIRS_DIR, SCHOOL_FILE, SCHOOLS_DIR};

/// The kinds of files that `guidang new` creates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NewKind {
    /// 计划.
    Plan,
    /// 活动.
    Visit,
    /// 总结.
    Summary,
    /// 台账, with its CSV.
    Ledger,
    /// 资源.
    Resource,
    /// 荣誉.
    Honour,
    /// 问题.
    Question,
    /// A school: 学校.yaml.
    School,
    /// A pair: 结对.yaml.
    Pair,
}

impl NewKind {
    /// Every kind, in the order of the help text.
    pub const ALL: [NewKind; 9] = [
        NewKind::Plan,
        NewKind::Visit,
        NewKind::Summary,
        NewKind::Ledger,
        NewKind::Resource,
        NewKind::Honour,
        NewKind::Question,
        NewKind::School,
        NewKind::Pair,
    ];

    /// The name on the command line: `visit`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NewKind::Plan => "plan",
            NewKind::Visit => "visit",
            NewKind::Summary => "summary",
            NewKind::Ledger => "ledger",
            NewKind::Resource => "resource",
            NewKind::Honour => "honour",
            NewKind::Question => "question",
            NewKind::School => "school",
            NewKind::Pair => "pair",
        }
    }

    /// The kind with a name, English or Chinese.
    #[must_use]
    pub fn from_code(code: &str) -> Option<NewKind> {
        NewKind::ALL.into_iter().find(|kind| kind.code() == code || kind.word(Lang::Zh) == code)
    }

    /// What it is called in a title: `活动`, `visit`.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (_, Lang::En) => self.code(),
            (NewKind::Plan, Lang::Zh) => "计划",
            (NewKind::Visit, Lang::Zh) => "活动",
            (NewKind::Summary, Lang::Zh) => "总结",
            (NewKind::Ledger, Lang::Zh) => "台账",
            (NewKind::Resource, Lang::Zh) => "资源",
            (NewKind::Honour, Lang::Zh) => "荣誉",
            (NewKind::Question, Lang::Zh) => "问题",
            (NewKind::School, Lang::Zh) => "学校",
            (NewKind::Pair, Lang::Zh) => "结对",
        }
    }

    /// The folder of its records, English and Chinese.
    fn folder(self) -> [&'static str; 2] {
        match self {
            NewKind::Plan => ["plans", "计划"],
            NewKind::Visit => ["visits", "活动"],
            NewKind::Summary => ["summaries", "总结"],
            NewKind::Ledger => ["ledgers", "台账"],
            NewKind::Resource => ["resources", "资源"],
            NewKind::Honour => ["honours", "荣誉"],
            NewKind::Question => ["questions", "问题"],
            NewKind::School => [SCHOOLS_DIR.en, SCHOOLS_DIR.zh],
            NewKind::Pair => [PAIRS_DIR.en, PAIRS_DIR.zh],
        }
    }
}

/// The owner whose folder a record goes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Home<'a> {
    /// The archive's own: plans for all schools; also new schools and pairs without a folder's name.
    Archive,
    /// A school's, by the name of its folder (which can be new).
    School(&'a str),
    /// A pair's, by the name of its folder (which can be new).
    Pair(&'a str),
}

/// What to fill a new record with.
#[derive(Debug, Clone, Copy)]
pub struct Blank<'a> {
    /// Which kind.
    pub kind: NewKind,
    /// The language of its keys and comments.
    pub lang: Lang,
    /// Its day.
    pub today: Day,
    /// Its title; `None` gives a generic one.
    pub title: Option<&'a str>,
    /// The term of the archive's calendar that it belongs to; `None` takes the default calendar's.
    pub term: Option<&'a str>,
    /// For a pair: the names of helper and helped, when they are known.
    pub schools: [Option<&'a str>; 2],
}

impl Blank<'_> {
    /// A blank record for a day, with everything else open.
    #[must_use]
    pub fn new(kind: NewKind, lang: Lang, today: Day) -> Blank<'static> {
        Blank { kind, lang, today, title: None, term: None, schools: [None, None] }
    }

    fn title(&self) -> String {
        let word = self.kind.word(self.lang);
        match (self.title, self.kind, self.lang) {
            (Some(title), _, _) => title.to_owned(),
            (None, NewKind::Plan, Lang::Zh) => format!("{}年{word}", self.today.year()),
            (None, NewKind::Plan, Lang::En) => format!("Plan {}", self.today.year()),
            (None, _, Lang::Zh) => format!("新{word}"),
            (None, _, Lang::En) => format!("New {word}"),
        }
    }
}

/// The text of a new record: a Markdown file, or a YAML file for a school or a pair.
#[must_use]
pub fn record(blank: &Blank<'_>) -> String {
    let term = term_of(blank.today);
    let (start, end) = match &term {
        Some(term) => (term.period.first, term.period.last.max(blank.today)),
        None => (blank.today, blank.today),
    };
    let [helper, helped] = blank.schools;
    let value = |name: &str| {
        Some(match name {
            "title" => quote(&blank.title()),
            "today" => blank.today.to_string(),
            "start" => start.to_string(),
            "end" => end.to_string(),
            "term" => match blank.term {
                Some(name) => quote(name),
                None => term_name(term.as_ref()?, blank.lang),
            },
            "table" => quote(&format!("{}.csv", stem(blank))),
            // A pair is named after its schools unless it was given a name.
            "named" => if blank.title.is_some() { "" } else { "# " }.to_owned(),
            "helper" => helper.map(quote).unwrap_or_default(),
            "helped" => helped.map(quote).unwrap_or_default(),
            _ => return None,
        })
    };
    fill(template(blank.kind, blank.lang), &value)
}

/// The table of a new ledger: only its header.
#[must_use]
pub fn ledger_table(lang: Lang) -> String {
    match lang {
        Lang::Zh => include_str!("zh/blank/ledger.csv"),
        Lang::En => include_str!("en/blank/ledger.csv"),
    }
    .to_owned()
}

fn template(kind: NewKind, lang: Lang) -> &'static str {
    macro_rules! blank {
        ($name:literal) => {
            match lang {
                Lang::Zh => include_str!(concat!("zh/blank/", $name)),
                Lang::En => include_str!(concat!("en/blank/", $name)),
            }
        };
    }
    match kind {
        NewKind::Plan => blank!("plan.md"),
        NewKind::Visit => blank!("visit.md"),
        NewKind::Summary => blank!("summary.md"),
        NewKind::Ledger => blank!("ledger.md"),
        NewKind::Resource => blank!("resource.md"),
        NewKind::Honour => blank!("honour.md"),
        NewKind::Question => blank!("question.md"),
        NewKind::School => blank!("school.yaml"),
        NewKind::Pair => blank!("pair.yaml"),
    }
}

/// Where a new record goes, under the root: `content/学校/博昌/活动/2024-03-15-送教.md`. A ledger's table goes
/// next to it, under the same name with `.csv`. `exists` tells which of the paths `content/schools`, `content/学校`, …
/// exist: an existing folder is used as it is spelled, a new one is spelled in the record's language.
#[must_use]
pub fn path(blank: &Blank<'_>, home: Home<'_>, exists: &dyn Fn(&str) -> bool) -> String {
    let folder = |parent: &str, spellings| existing_folder(parent, spellings, blank.lang, exists);
    let stem = stem(blank);
    let content = "content";
    match (blank.kind, home) {
        (NewKind::School | NewKind::Pair, _) => {
            let name = match home {
                Home::School(name) | Home::Pair(name) => name.to_owned(),
                Home::Archive => stem,
            };
            let file = match (blank.kind, blank.lang) {
                (NewKind::Pair, Lang::Zh) => "结对.yaml",
                (NewKind::Pair, Lang::En) => "pair.yaml",
                (_, Lang::Zh) => "学校.yaml",
                (_, Lang::En) => "school.yaml",
            };
            format!("{}/{name}/{file}", folder(content, blank.kind.folder()))
        }
        (kind, Home::Archive) => format!("{}/{stem}.md", folder(content, kind.folder())),
        (kind, Home::School(name)) => {
            let school = owner_folder(SCHOOLS_DIR, (name, SCHOOL_FILE), blank.lang, exists);
            format!("{}/{stem}.md", folder(&school, kind.folder()))
        }
        (kind, Home::Pair(name)) => {
            let pair = owner_folder(PAIRS_DIR, (name, PAIR_FILE), blank.lang, exists);
            format!("{}/{stem}.md", folder(&pair, kind.folder()))
        }
    }
}

/// The folder of an owner's plans, as [`path`] places a record.
pub(super) fn plan_folder(home: Home<'_>, lang: Lang, exists: &dyn Fn(&str) -> bool) -> String {
    let folder = |parent: &str, spellings| existing_folder(parent, spellings, lang, exists);
    let owner = match home {
        Home::Archive => "content".to_owned(),
        Home::School(name) => owner_folder(SCHOOLS_DIR, (name, SCHOOL_FILE), lang, exists),
        Home::Pair(name) => owner_folder(PAIRS_DIR, (name, PAIR_FILE), lang, exists),
    };
    folder(&owner, NewKind::Plan.folder())
}

/// The folder of a school or a pair: where its own file is, else where a folder of that name is, else as a new one.
fn owner_folder(
    owners: BilingualName,
    (name, file): (&str, BilingualName),
    lang: Lang,
    exists: &dyn Fn(&str) -> bool,
) -> String {
    let mut with_name = None;
    for dir in [owners.in_language(lang), owners.en, owners.zh] {
        let path = format!("content/{dir}/{name}");
        if exists(&format!("{path}/{}", file.en)) || exists(&format!("{path}/{}", file.zh)) {
            return path;
        }
        if with_name.is_none() && exists(&path) {
            with_name = Some(path);
        }
    }
    let new = || existing_folder("content", [owners.en, owners.zh], lang, exists);
    with_name.unwrap_or_else(|| format!("{}/{name}", new()))
}

/// A folder below `parent`, spelled in the language of the record unless only the other spelling exists.
fn existing_folder(
    parent: &str,
    [english, chinese]: [&str; 2],
    lang: Lang,
    exists: &dyn Fn(&str) -> bool,
) -> String {
    let (own, other) = pick(lang, (chinese, english), (english, chinese));
    let (own, other) = (format!("{parent}/{own}"), format!("{parent}/{other}"));
    if !exists(&own) && exists(&other) { other } else { own }
}

/// The file's name without extension: `2024-03-15-送教`; for plans, ledgers, schools and pairs without the day.
fn stem(blank: &Blank<'_>) -> String {
    let mut name = file_name(&blank.title());
    if name.is_empty() {
        name = blank.kind.word(blank.lang).to_owned();
    }
    match blank.kind {
        NewKind::Plan | NewKind::Ledger | NewKind::School | NewKind::Pair => name,
        NewKind::Visit
        | NewKind::Summary
        | NewKind::Resource
        | NewKind::Honour
        | NewKind::Question => {
            let word =
                if blank.title.is_some() { name } else { blank.kind.word(blank.lang).into() };
            format!("{}-{word}", blank.today)
        }
    }
}
