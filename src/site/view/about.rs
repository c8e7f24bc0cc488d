//! The page that explains the site: what it is, how a status is decided, what the charts and the data files mean.

use serde::Serialize;

use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::model::{Digest, Exact, Provenance, Status, WhyUnknown};
use crate::site::fragments::status::{StatusLabel, label};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
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

    fn inputs(inputs: &PageInputs<'_>, _key: ()) -> Digest {
        inputs.all_with_latest_commit()
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
        paragraphs: paragraphs(ctx.site).into_iter().chain(age(ctx.site)).collect(),
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
    let mut paragraphs = match site.lang() {
        Lang::Zh => vec![
            format!("本站将各校的计划、活动、总结、台账整理成可查阅的档案。各项目标的数据均由记录汇总得出，点击数据即可查看来源记录。进度统计截至{as_of}，此后的记录暂不计入；没有指标统计的记录照常存档，不计入目标进度。"),
            format!("合计、次数类目标，按学期内已过天数推算应完成的数量：达到的为“进度正常”，差距在{allowance}%以内的为“需关注”，差距更大的为“滞后”；寒暑假不计进度。比率、最新值类目标以最近一次的数据为准。"),
            "各项数据精确计算，比较之前不四舍五入；显示时只截取位数，不会把未达成的显示为已达成。".to_owned(),
            "本站无需联网，将整个文件夹复制到U盘也可打开查阅。".to_owned(),
        ],
        Lang::En => vec![
            format!("This site makes an archive of the schools' plans, visits, summaries and ledgers. Every figure is worked out from records and links to them. Progress is judged as of {as_of}; later records are not counted yet. Records that no indicator reads are kept all the same, and do not count towards any target."),
            format!("For totals and counts, what is expected by now follows from the days of term that have passed: reached is “on track”, less than {allowance}% below is “at risk”, further below is “behind”. Holidays add nothing. For ratios and latest values the latest figure decides."),
            "Figures are exact and are compared before any rounding; shown figures are cut off, so that none looks met when it is not.".to_owned(),
            "The site needs no network: it opens from a folder or a USB stick.".to_owned(),
        ],
    };
    paragraphs.extend(no_history(site).map(str::to_owned));
    paragraphs
}

/// Why no page tells who submitted a record and when; `None` if they do.
fn no_history(site: &Site<'_>) -> Option<&'static str> {
    let labels = Labels::of(site.lang());
    match site.provenance? {
        Provenance::Known(_) => None,
        Provenance::Unknown(WhyUnknown::NoRepository) => Some(labels.no_repository),
        Provenance::Unknown(WhyUnknown::Shallow) => Some(labels.shallow_repository),
        Provenance::Unknown(WhyUnknown::ForeignOwner) => Some(labels.foreign_repository),
    }
}

/// How old the site is: the day of the latest commit in it, as far as the repository is known.
fn age(site: &Site<'_>) -> Option<String> {
    let day = site.words.day(site.latest_commit()?);
    Some(match site.lang() {
        Lang::Zh => format!("本站更新到{day}的提交。之后提交的内容如果没有出现，请告诉管理员。"),
        Lang::En => format!(
            "This site holds what was submitted up to {day}. If something submitted later is missing, tell the maintainer."
        ),
    })
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
            ["子弹图", "横条为实际，竖线为目标值，▼为按进度应达；上限类指标超过上限的部分画斜线。"],
            ["进度图", "实线为逐日累计，虚线为按计划的进度，假期不推进。"],
            ["周期格", "每格一个周期，格内为数据，颜色和标记为状态，点击可查看记录。"],
            ["月历", "每格一个月，颜色越深次数越多。"],
        ],
        Lang::En => vec![
            [
                "Bullet",
                "The bar is the figure, the tick the target, ▼ what is expected by now; beyond an upper limit the ground is hatched.",
            ],
            [
                "Progress chart",
                "The line is the running total, the dashed one the plan, which rests in holidays.",
            ],
            [
                "Periods",
                "One cell per period, with its figure and status; it links to the records.",
            ],
            ["Months", "One cell per month; the darker, the more visits."],
        ],
    }
}

/// What each data file holds. `data/counties.json` exists only where other archives are rolled up.
fn data_files(site: &Site<'_>) -> Vec<[&'static str; 2]> {
    let mut files = match site.lang() {
        Lang::Zh => vec![
            ["data/progress.json", "各项目标、各周期的数据、状态和来源记录"],
            ["data/entries.csv", "计入的全部数据（可用电子表格打开）"],
            ["data/records.json", "公开记录的目录"],
            ["data/completeness.json", "四有检查表"],
            ["data/visits.csv", "公开的活动记录，一行一次（可用电子表格打开）"],
            ["data/follow-ups.csv", "活动中发现的问题及其整改"],
            ["data/datapackage.json", "以上文件的字段说明（Frictionless Data Package）"],
            ["data/archive.json", "本档案的标题、截至日和各编号的名称，供上级汇总"],
        ],
        Lang::En => vec![
            ["data/progress.json", "figures, statuses and records of every target and period"],
            ["data/entries.csv", "every counted figure, for a spreadsheet"],
            ["data/records.json", "the published records"],
            ["data/completeness.json", "the completeness check"],
            ["data/visits.csv", "the published visits, one a row, for a spreadsheet"],
            ["data/follow-ups.csv", "the problems found at visits, and what became of them"],
            ["data/datapackage.json", "what the fields mean (Frictionless Data Package)"],
            [
                "data/archive.json",
                "title, date and names of this archive, for a roll-up of several",
            ],
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
            "保密列不公开，仅用于核对和计数。公示期已过的记录不再公开，仍计入数据。".to_owned(),
            format!("涉及学生或家庭困难情况的指标，1至{largest_hidden}之间的数显示为“＜{small}”，可据以推算出这些数的其他数据也不公开。"),
        ],
        Lang::En => vec![
            "Secret columns are not published; they serve checks and counts only. Records past their publication period are left out, but still counted.".to_owned(),
            format!("Of indicators about pupils' or families' hardship, figures from 1 to {largest_hidden} are shown as “＜{small}”; other figures that would give them away are withheld."),
        ],
    }
}
