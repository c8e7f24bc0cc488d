//! The archives that this one rolls up, in lists.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::federation::{County, Federation, Published, Reported};
use crate::l10n::Lang;
use crate::l10n::answers::{AnswerFacts, PlaceCount, Places, is_trouble};
use crate::model::Status;
use crate::site::fragments::answer::{Answer, AnswerLinks, linked};
use crate::site::fragments::answer_places::with_most_trouble;
use crate::site::fragments::status::{StatusLabel, Tally, label, tally_of};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// How many of the archives that are rolled up have reported.
    #[derive(Debug, Serialize)]
    pub(crate) struct Coverage {
        /// How many sources.yaml names.
        pub(crate) total: usize,
        /// How many of them are left out.
        pub(crate) missing: usize,
        /// How many are out of date.
        pub(crate) stale: usize,
        /// All of that in words.
        pub(crate) sentence: String,
    }
}

template_struct! {
    /// One of the archives that are rolled up.
    #[derive(Debug, Serialize)]
    pub(crate) struct CountyLine<'s> {
        /// Its page on this site.
        pub(crate) link: Link<'s>,
        /// Whether it reported.
        pub(crate) reported: StatusLabel,
        /// Why its data is left out; none when it is there.
        pub(crate) why: Option<String>,
        /// How its targets stand.
        pub(crate) tally: Tally,
        /// The day its data is judged on.
        pub(crate) as_of: Option<String>,
        /// How much older that is than this site's day.
        pub(crate) age: Option<String>,
        /// That age in days, for sorting; a missing one comes last.
        pub(crate) age_days: i64,
        /// How many schools it has.
        pub(crate) schools: Option<String>,
        /// How many records it has published.
        pub(crate) records: Option<String>,
        /// Its own site, when sources.yaml has the address.
        pub(crate) site: Option<Link<'s>>,
    }
}

/// The path of the page about all archives that are rolled up.
pub(crate) const COUNTIES: &str = "counties/index.html";

/// Whether an archive reported, as a sign and a word.
pub(crate) fn reported_label(ctx: PageCtx<'_>, reported: Reported) -> StatusLabel {
    let (status, word) = match reported {
        Reported::Missing => (Status::Missed, ctx.pick("缺报", "missing")),
        Reported::Stale => (Status::AtRisk, ctx.pick("过期", "out of date")),
        Reported::Fresh => (Status::Met, ctx.pick("已报送", "reported")),
    };
    StatusLabel { word, ..label(status, ctx.site.lang()) }
}

/// How many have reported, and how many not.
pub(crate) fn coverage(ctx: PageCtx<'_>, federation: &Federation) -> Coverage {
    let as_of = ctx.site.readings.as_of;
    let (mut missing, mut stale) = (0, 0);
    for county in 0..federation.counties.len() {
        match federation.reported(county, as_of) {
            Reported::Missing => missing += 1,
            Reported::Stale => stale += 1,
            Reported::Fresh => {}
        }
    }
    let (total, days) = (federation.counties.len(), federation.stale_after);
    let there = total - missing;
    let sentence = match ctx.site.lang() {
        Lang::Zh => {
            let old = match stale {
                0 => String::new(),
                _ => format!("，其中{stale}个的数据超过{days}天未更新"),
            };
            format!("共{total}个下级档案：已汇总{there}个{old}；缺报{missing}个。")
        }
        Lang::En => {
            let old = match stale {
                0 => String::new(),
                _ => format!(", {stale} of them older than {days} days"),
            };
            format!("{total} archives: {there} rolled up{old}; {missing} missing.")
        }
    };
    Coverage { total, missing, stale, sentence }
}

/// How old data is, in words.
pub(crate) fn age(ctx: PageCtx<'_>, days: i64) -> String {
    match (ctx.site.lang(), days) {
        (Lang::Zh, 0) => "当天".to_owned(),
        (Lang::Zh, days) => format!("{days}天前"),
        (Lang::En, 0) => "same day".to_owned(),
        (Lang::En, 1) => "1 day".to_owned(),
        (Lang::En, days) => format!("{days} days"),
    }
}

/// The archives, worst first.
pub(crate) fn county_lines<'s>(
    ctx: PageCtx<'s>,
    federation: &'s Federation,
) -> Vec<CountyLine<'s>> {
    federation.worst_first().into_iter().map(|at| county_line(ctx, federation, at)).collect()
}

fn county_line<'s>(ctx: PageCtx<'s>, federation: &'s Federation, at: usize) -> CountyLine<'s> {
    let (site, county) = (ctx.site, &federation.counties[at]);
    let data = county.data.as_ref().ok();
    let days = county.age(site.readings.as_of);
    CountyLine {
        link: ctx.county(at),
        reported: reported_label(ctx, federation.reported(at, site.readings.as_of)),
        why: county.data.as_ref().err().map(|error| error.reason(site.lang())),
        tally: tally_of(data.map(Published::statuses).unwrap_or_default(), site.lang()),
        as_of: data.map(|data| site.words.day(data.as_of)),
        age: days.map(|day| age(ctx, day)),
        age_days: days.unwrap_or(i64::from(i32::MAX)),
        schools: data.map(|data| data.counts.schools.to_string()),
        records: data.map(|data| data.counts.records.to_string()),
        site: site_of(ctx, county),
    }
}

/// The link to an archive's own site.
pub(crate) fn site_of<'s>(ctx: PageCtx<'s>, county: &'s County) -> Option<Link<'s>> {
    let text = ctx.pick("进入网站", "its site");
    Some(Link { text: Cow::Borrowed(text), href: outside(ctx, &county.link("index.html")?) })
}

/// A link out of this site, seen from this page.
pub(crate) fn outside(ctx: PageCtx<'_>, link: &str) -> String {
    if link.contains(':') { link.to_owned() } else { ctx.to(link) }
}

/// How many targets of all archives together have each status.
fn statuses_of_all(federation: &Federation) -> [usize; Status::ALL.len()] {
    let mut sum = [0; Status::ALL.len()];
    for county in &federation.counties {
        let Ok(published) = &county.data else { continue };
        for (sum, count) in sum.iter_mut().zip(published.statuses()) {
            *sum += count;
        }
    }
    sum
}

/// The statuses of the targets of all archives together.
pub(crate) fn tally_of_all(ctx: PageCtx<'_>, federation: &Federation) -> Tally {
    tally_of(statuses_of_all(federation), ctx.site.lang())
}

/// The answer about all archives together: how their targets stand, and in which archives most were missed or are behind.
/// It does not say what changed, since each archive is judged on a day of its own.
pub(crate) fn counties_answer<'s>(ctx: PageCtx<'s>, federation: &Federation) -> Answer<'s> {
    let mut trouble: Vec<(usize, usize)> = Vec::new();
    for (at, county) in federation.counties.iter().enumerate() {
        let statuses = county.data.as_ref().map(Published::statuses).unwrap_or_default();
        let own = Status::ALL.into_iter().filter(|status| is_trouble(*status));
        trouble.push((at, own.map(|status| statuses[status as usize]).sum()));
    }
    trouble.retain(|(_, count)| 0 < *count);
    let (mut names, mut hrefs) = (Vec::new(), Vec::new());
    let archives = trouble.len();
    for (at, count) in with_most_trouble(trouble) {
        let link = ctx.county(at);
        names.push((link.text.into_owned(), count));
        hrefs.push(link.href);
    }
    let places = match names.len() {
        0 => Places::Nowhere,
        _ => Places::Most(names, PlaceCount::Archives(archives)),
    };
    let facts = AnswerFacts { counts: statuses_of_all(federation), places, change: None };
    let list = ctx.to(COUNTIES);
    let links = AnswerLinks { targets: &list, todo: &list };
    Answer { sentence: linked(ctx, &facts, &hrefs, links), ..Answer::default() }
}
