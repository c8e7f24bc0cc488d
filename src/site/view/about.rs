//! The page that explains the site: what it is, how a status is decided, what the charts and the data files mean.

use serde::Serialize;

use crate::l10n::Lang;
use crate::model::{Exact, Status};
use crate::site::fragments::status::{StatusLabel, label};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The page that explains the site.
pub(crate) struct AboutPages;

impl PageKind for AboutPages {
    type Key<'s> = ();
    type View<'s> = AboutPage<'s>;

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "about.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> AboutPage<'s> {
        about(ctx)
    }
}

template_struct! {
    /// What the site is and how to read it.
    #[derive(Debug, Serialize)]
    pub(crate) struct AboutPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What the site is.
        paragraphs: Vec<String>,
        /// How a status is decided.
        statuses: Vec<Meaning>,
        /// The kinds of charts: name, and how to read it.
        #[shown_as(Vec<(&str, &str)>)]
        charts: Vec<[&'static str; 2]>,
        /// The data files: path, and what it holds.
        #[shown_as(Vec<(&str, &str)>)]
        files: Vec<[&'static str; 2]>,
        /// What is not published.
        privacy: Vec<String>,
    }
}

template_struct! {
    /// A status explained.
    #[derive(Debug, Serialize)]
    struct Meaning {
        /// The status.
        status: StatusLabel,
        /// What it means.
        meaning: &'static str,
    }
}

impl Page for AboutPage<'_> {
    const TEMPLATE: Template = template!("about.html");
}

/// The page that explains the site.
fn about(ctx: PageCtx<'_>) -> AboutPage<'_> {
    AboutPage {
        page: ctx.frame(ctx.pick("说明", "About"), "about", Vec::new()),
        paragraphs: paragraphs(ctx.site),
        statuses: statuses(ctx.site),
        charts: charts(ctx.site.lang()),
        files: data_files(ctx.site),
        privacy: privacy(ctx.site),
    }
}

/// What the site is.
fn paragraphs(site: &Site<'_>) -> Vec<String> {
    let as_of = &site.as_of;
    let allowance = &site.archive.site.pace_allowance.exact() * &Exact::whole(100);
    let allowance = allowance.truncated(2);
    match site.lang() {
        Lang::Zh => vec![
            format!("本站把各校的计划、活动、总结、台账整理成可以翻阅的档案。每个目标的数字都由记录算出，点开数字就能看到是哪些记录。所有判断以{as_of}为准，之后的记录暂不计入。"),
            format!("合计、次数这类目标，按学期内的天数推算到今天应该完成多少：达到的是“进度正常”，差距在{allowance}%以内的是“需关注”，差得更多的是“滞后”。寒暑假不推进度。比率和最新值这类目标，看最近一次的数字。"),
            "数字都是精确计算，比较之前不四舍五入；显示时只截短，不会把没达成的显示成已达成。".to_owned(),
            "本站不需要网络，整个文件夹拷到U盘里也能打开。".to_owned(),
        ],
        Lang::En => vec![
            format!("This site turns the schools' plans, visits, summaries and ledgers into an archive to browse. Every figure is worked out from records, and leads to them. Everything is judged as of {as_of}; later records do not count yet."),
            format!("For totals and counts, what was to be expected by now follows from the days of term that have passed: who has it is on track, who is less than {allowance}% below is at risk, who is further below is behind. Holidays ask for nothing. For ratios and latest values the latest figure decides."),
            "Figures are exact and compared before any rounding; shown figures are cut off, so that none looks met when it is not.".to_owned(),
            "The site needs no network: it opens from a folder or a USB stick.".to_owned(),
        ],
    }
}

/// What each status means.
fn statuses(site: &Site<'_>) -> Vec<Meaning> {
    let mut meanings = Vec::new();
    for status in Status::ALL {
        meanings.push(Meaning {
            status: label(status, site.lang()),
            meaning: site.words.meaning(status),
        });
    }
    meanings
}

/// How to read each chart.
fn charts(lang: Lang) -> Vec<[&'static str; 2]> {
    match lang {
        Lang::Zh => vec![
            ["子弹图", "横条是实际，竖线是目标，▼是按进度应达；至多类目标超过上限的部分画斜线。"],
            ["进度图", "实线是逐日累计，虚线是按计划的进度，假期平走。"],
            ["周期格", "一格一个周期，格里是数字，颜色和记号是状态，点开看记录。"],
            ["月历", "一格一个月，颜色越深次数越多。"],
        ],
        Lang::En => vec![
            [
                "Bullet",
                "The bar is the figure, the tick the target, ▼ what was to be expected by now; beyond a ceiling the ground is hatched.",
            ],
            [
                "Course",
                "The line is the running total, the dashed one the plan; it rests in holidays.",
            ],
            ["Periods", "A cell a period: its figure and status; it leads to the records."],
            ["Months", "A cell a month; the darker, the more."],
        ],
    }
}

/// What each data file holds. `data/counties.json` exists only where other archives are rolled up.
fn data_files(site: &Site<'_>) -> Vec<[&'static str; 2]> {
    let mut files = match site.lang() {
        Lang::Zh => vec![
            ["data/progress.json", "每个目标、每个周期的数字、状态和所依据的记录"],
            ["data/entries.csv", "计入的每一个数字（可用电子表格打开）"],
            ["data/records.json", "公开的记录目录"],
            ["data/completeness.json", "四有检查表"],
            ["data/datapackage.json", "以上文件的字段说明（Frictionless Data Package）"],
            ["data/archive.json", "这份档案的标题、截至日和各编号的名称，供上级汇总"],
        ],
        Lang::En => vec![
            ["data/progress.json", "figures, statuses and records of every target and period"],
            ["data/entries.csv", "every counted figure, for a spreadsheet"],
            ["data/records.json", "the published records"],
            ["data/completeness.json", "the four-haves matrix"],
            ["data/datapackage.json", "what the fields mean (Frictionless Data Package)"],
            ["data/archive.json", "title, day and names of this archive, for whoever rolls it up"],
        ],
    };
    if site.federation.is_some() {
        files.push(match site.lang() {
            Lang::Zh => ["data/counties.json", "下级档案的汇总"],
            Lang::En => ["data/counties.json", "the roll-up of other archives"],
        });
    }
    files
}

/// What is not published.
fn privacy(site: &Site<'_>) -> Vec<String> {
    let small = site.archive.site.small_cell;
    let largest_hidden = small.saturating_sub(1);
    match site.lang() {
        Lang::Zh => vec![
            "保密列不公开，只用于核对和计数。公示期已过的记录不再公开，仍计入数字。".to_owned(),
            format!("涉及学生或家庭困难情况的指标，1至{largest_hidden}之间的数字显示为“＜{small}”，能推算出这些数字的也不公开。"),
        ],
        Lang::En => vec![
            "Secret columns are not published; they serve checks and counts only. Records past their public date are left out, and still counted.".to_owned(),
            format!("Of indicators about pupils' or families' hardship, figures from 1 to {largest_hidden} are shown as “＜{small}”, and so is withheld what would tell them."),
        ],
    }
}
