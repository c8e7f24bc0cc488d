//! The wall: schools × targets as tiles, by township. Few schools are a table with a tile that leads to each account; of many,
//! each school is one line of tiles, the worst first, and only the worst township is unfolded.

use serde::Serialize;

use crate::l10n::terms;
use crate::model::{IndicatorIx, SchoolIx, Status};
use crate::site::fragments::answer::Standing;
use crate::site::fragments::answer_places::standings_by_school;
use crate::site::fragments::status::{StatusLabel, Tally, label, tally};
use crate::site::fragments::target_row;
use crate::site::fragments::townships::townships;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// Schools × targets as tiles.
    #[derive(Debug, Default, Serialize)]
    pub(crate) struct Wall<'s> {
        /// The indicators, a column each; empty when schools are lines of tiles.
        pub(crate) heads: Vec<Link<'s>>,
        /// How many columns the table has.
        pub(crate) width: usize,
        /// The schools by township.
        pub(crate) groups: Vec<WallGroup<'s>>,
        /// The marks that occur and what they mean, worst first.
        pub(crate) legend: Vec<WallMark>,
    }
}

template_struct! {
    /// The schools of a township.
    #[derive(Debug, Serialize)]
    pub(crate) struct WallGroup<'s> {
        /// The township; none for schools without one.
        pub(crate) township: Option<&'s str>,
        /// Its schools.
        pub(crate) rows: Vec<WallRow<'s>>,
        /// How many tiles there are of each status.
        pub(crate) tally: Tally,
        /// Whether it is unfolded.
        pub(crate) open: bool,
    }
}

template_struct! {
    /// The tiles of a school.
    #[derive(Debug, Serialize)]
    pub(crate) struct WallRow<'s> {
        /// The school.
        pub(crate) school: Link<'s>,
        /// In a table: its tiles by column; a column may have several or none.
        pub(crate) cells: Vec<Vec<WallTile>>,
        /// In a line: its tiles by status.
        pub(crate) runs: Vec<WallRun>,
    }
}

template_struct! {
    /// A tile that leads to the account of a target.
    #[derive(Debug, Serialize)]
    pub(crate) struct WallTile {
        /// Its status, for the style sheet.
        pub(crate) code: &'static str,
        /// The mark of the status.
        pub(crate) mark: &'static str,
        /// The account.
        pub(crate) href: String,
        /// Indicator, status and figure, shown on focus.
        pub(crate) title: String,
    }
}

template_struct! {
    /// The tiles of a school that have one status.
    #[derive(Debug, Serialize)]
    pub(crate) struct WallRun {
        /// The status, for the style sheet.
        pub(crate) code: &'static str,
        /// Its mark, once for each tile.
        pub(crate) marks: Vec<&'static str>,
        /// The status in words, with the number of tiles.
        pub(crate) title: String,
    }
}

template_struct! {
    /// A mark of the wall explained.
    #[derive(Debug, Serialize)]
    pub(crate) struct WallMark {
        /// The mark.
        pub(crate) mark: &'static str,
        /// The status that it stands for.
        pub(crate) status: StatusLabel,
    }
}

/// With more schools or tiles than this, each school is a line of tiles.
const MOST_ROWS: usize = 40;
const MOST_TILES: usize = 320;

/// The tiles of one school.
struct SchoolTiles {
    school: SchoolIx,
    standings: Vec<Standing>,
}

/// The wall of the targets that an answer counts; empty with fewer than two schools.
pub(crate) fn wall<'s>(ctx: PageCtx<'s>, standings: &[Standing]) -> Wall<'s> {
    let schools = school_tiles(ctx, standings);
    if schools.len() < 2 {
        return Wall::default();
    }
    let mut tiles = 0;
    for row in &schools {
        tiles += row.standings.len();
    }
    let columns = match schools.len() <= MOST_ROWS && tiles <= MOST_TILES {
        true => columns(ctx, &schools),
        false => Vec::new(),
    };
    let mut all = Vec::with_capacity(schools.len());
    for row in &schools {
        all.push(row.school);
    }
    let mut groups = Vec::new();
    for (township, members) in townships(ctx.site.archive, &all) {
        let mut own = Vec::with_capacity(members.len());
        for member in members {
            own.push(&schools[member]);
        }
        groups.push(group(ctx, township, &own, &columns));
    }
    unfold(&mut groups, !columns.is_empty());
    let mut heads = Vec::with_capacity(columns.len());
    for indicator in &columns {
        heads.push(ctx.indicator(*indicator));
    }
    Wall { heads, width: columns.len() + 1, groups, legend: legend(ctx, &schools) }
}

/// The marks that occur, worst first.
fn legend(ctx: PageCtx<'_>, schools: &[SchoolTiles]) -> Vec<WallMark> {
    let lang = ctx.site.lang();
    let mut occurring: Vec<Status> = Vec::new();
    for row in schools {
        for standing in &row.standings {
            occurring.push(standing.now);
        }
    }
    occurring.sort_unstable();
    occurring.dedup();
    let mut legend = Vec::new();
    for status in occurring {
        let mark = terms::status_mark(status, lang);
        legend.push(WallMark { mark, status: label(status, lang) });
    }
    legend
}

/// The schools that have tiles, in the order of the archive; each with those that its own tally counts.
fn school_tiles(ctx: PageCtx<'_>, standings: &[Standing]) -> Vec<SchoolTiles> {
    let mut rows = Vec::new();
    for (school, standings) in standings_by_school(ctx, standings) {
        rows.push(SchoolTiles { school, standings });
    }
    rows
}

/// The indicators that any of the schools is judged by, in their order.
fn columns(ctx: PageCtx<'_>, schools: &[SchoolTiles]) -> Vec<IndicatorIx> {
    let mut columns = Vec::new();
    for row in schools {
        for standing in &row.standings {
            columns.push(ctx.site.target_of(standing.reading).indicator);
        }
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

fn group<'s>(
    ctx: PageCtx<'s>,
    township: Option<&'s str>,
    members: &[&SchoolTiles],
    columns: &[IndicatorIx],
) -> WallGroup<'s> {
    let mut rows = Vec::with_capacity(members.len());
    let mut statuses = Vec::new();
    for member in members {
        statuses.extend(member.standings.iter().map(|standing| standing.now));
        let mut cells = Vec::with_capacity(columns.len());
        for column in columns {
            let mut own = member.standings.clone();
            own.retain(|standing| ctx.site.target_of(standing.reading).indicator == *column);
            cells.push(own.into_iter().map(|standing| tile(ctx, standing)).collect());
        }
        let runs = if columns.is_empty() { runs(ctx, &member.standings) } else { Vec::new() };
        rows.push(WallRow { school: ctx.school(member.school), cells, runs });
    }
    let tally = tally(statuses.into_iter(), ctx.site.lang());
    WallGroup { township, rows, tally, open: false }
}

fn tile(ctx: PageCtx<'_>, standing: Standing) -> WallTile {
    let site = ctx.site;
    let row = target_row::row(ctx, standing.reading);
    let mut title = format!("{} {}", row.target.text, row.status.text());
    for text in [row.figure, row.goal].into_iter().flatten() {
        title.push(' ');
        title.push_str(&text);
    }
    WallTile {
        code: standing.now.code(),
        mark: terms::status_mark(standing.now, site.lang()),
        href: row.target.href,
        title,
    }
}

/// The tiles of a school by status, worst first.
fn runs(ctx: PageCtx<'_>, standings: &[Standing]) -> Vec<WallRun> {
    let lang = ctx.site.lang();
    let mut runs = Vec::new();
    for status in Status::ALL {
        let count = standings.iter().filter(|standing| standing.now == status).count();
        if 0 < count {
            let (code, word) = (status.code(), terms::status(status, lang));
            let marks = vec![terms::status_mark(status, lang); count];
            runs.push(WallRun { code, marks, title: format!("{word} {count}") });
        }
    }
    runs
}

/// Unfolds all groups of a table, and of lines the one with the most tiles that need attention.
fn unfold(groups: &mut [WallGroup<'_>], is_table: bool) {
    let needing = |group: &WallGroup<'_>| -> usize {
        let risky = Status::AtRisk as usize;
        let counts = group.tally.counts.iter();
        counts.filter(|count| count.status.rank <= risky).map(|count| count.count).sum()
    };
    let most = groups.iter().map(needing).max().unwrap_or_default();
    let worst = groups.iter().position(|group| needing(group) == most);
    for (index, group) in groups.iter_mut().enumerate() {
        group.open = is_table || worst == Some(index);
    }
}
