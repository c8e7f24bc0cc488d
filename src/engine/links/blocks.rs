//! Fenced ```chart and ```table blocks of texts: which target they show (MODEL.md §2, summaries).

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Named, Problem, Span};
use crate::model::{Archive, Plan, PlanIx, RecordIx, School, SchoolIx};
use crate::parse::{BlockText, ChartType, block_text, nearest_name};
use crate::syntax::markdown;

/// What a block shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A chart.
    Chart(ChartType),
    /// The figures as a table.
    Table,
}

/// A chart or table asked for in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it shows.
    pub kind: BlockKind,
    /// The plan.
    pub plan: PlanIx,
    /// The place of the target in the plan.
    pub target: usize,
}

/// The blocks of each record's text, in their order; none where one could not be read.
pub type Blocks = BTreeMap<RecordIx, Vec<Option<Block>>>;

/// Reads the blocks of all texts.
pub(crate) fn read(archive: &Archive) -> (Blocks, Vec<Diagnostic>) {
    let mut blocks = Blocks::new();
    let mut out = Vec::new();
    for (at, record) in archive.records.iter().enumerate() {
        if !may_have_blocks(record.body.text.as_bytes()) {
            continue;
        }
        let outline = markdown::outline(&record.body.text);
        let wanted = outline.blocks.iter().filter_map(|it| Some((it, kind(&it.info)?)));
        let of_record: Vec<Option<Block>> = wanted
            .map(|(block, is_chart)| {
                let first_line = record.body.first_line + block.line; // the line below the fence
                let mut found = Vec::new();
                let text = block_text(&block.content, first_line, is_chart, &mut found);
                let fence = Span::new(first_line - 1, 1, 3);
                let read = text.and_then(|it| {
                    resolve(archive, record.school, record.plan, &it, fence, &mut found)
                });
                out.extend(
                    found
                        .into_iter()
                        .map(|(span, problem)| Diagnostic::new(&record.file, span, problem)),
                );
                read
            })
            .collect();
        if !of_record.is_empty() {
            blocks.insert(RecordIx(at), of_record);
        }
    }
    (blocks, out)
}

/// Whether there is a fence in a text.
fn may_have_blocks(text: &[u8]) -> bool {
    memchr::memchr2_iter(b'`', b'~', text).any(|at| {
        let fence = text.get(at..at + 3);
        fence == Some(b"```") || fence == Some(b"~~~")
    })
}

/// Whether a fence's words ask for a chart (true) or a table (false).
fn kind(info: &str) -> Option<bool> {
    match info.trim() {
        "chart" | "图" => Some(true),
        "table" | "表" => Some(false),
        _ => None,
    }
}

/// That a school has no such plan. `school`: the school, where another one has.
fn no_plan<'a>(
    name: &str,
    own: impl Iterator<Item = &'a Plan>,
    school: Option<&School>,
) -> Problem {
    let (named, found) = (Named::Plan, name.to_owned());
    match school {
        Some(it) => Problem::NotForSchool { named, found, school: it.name.clone() },
        None => {
            let names = own.flat_map(|it| [it.title.as_str(), it.id.as_str()]);
            Problem::UnknownReference { named, nearest: nearest_name(name, names), found }
        }
    }
}

fn resolve(
    archive: &Archive,
    school: SchoolIx,
    of_record: Option<PlanIx>,
    text: &BlockText,
    fence: Span,
    found: &mut Vec<(Span, Problem)>,
) -> Option<Block> {
    let applies = |at: usize| archive.schools_of(&archive.plans[at]).contains(&school);
    let all = || (0..archive.plans.len()).filter(|at| applies(*at));
    let plans: Vec<usize> = match (&text.plan, of_record) {
        (Some((name, at)), _) => {
            let is_named = |it: &Plan| it.id == *name || it.title == *name;
            let own: Vec<usize> = all().filter(|at| is_named(&archive.plans[*at])).collect();
            if own.is_empty() {
                let own = all().map(|at| &archive.plans[at]);
                let is_elsewhere = archive.plans.iter().any(is_named);
                found.push((*at, no_plan(name, own, is_elsewhere.then(|| archive.school(school)))));
                return None;
            }
            own
        }
        (None, Some(plan)) => vec![plan.0],
        (None, None) => all().collect(),
    };
    let (name, at) = text.target.clone().unwrap_or_else(|| (String::new(), fence));
    let fits = |plan: usize| {
        let targets = &archive.plans[plan].targets;
        let by_id = targets.iter().position(|it| it.id == name);
        by_id
            .or_else(|| targets.iter().position(|it| archive.indicator(it.indicator).name == name))
            .map(|it| (plan, it))
    };
    let fitting: Vec<(usize, usize)> = plans.iter().filter_map(|it| fits(*it)).collect();
    match fitting.as_slice() {
        [(plan, target)] => {
            let kind = text.chart.map_or(BlockKind::Table, BlockKind::Chart);
            return Some(Block { kind, plan: PlanIx(*plan), target: *target });
        }
        [] => {
            let names = plans
                .iter()
                .flat_map(|it| archive.plans[*it].targets.iter().map(|it| it.id.as_str()));
            let nearest = nearest_name(&name, names);
            found.push((
                at,
                Problem::UnknownReference { named: Named::Target, found: name, nearest },
            ));
        }
        several => {
            let candidates =
                several.iter().map(|(plan, _)| archive.plans[*plan].id.clone()).collect();
            found.push((
                at,
                Problem::AmbiguousReference { named: Named::Target, found: name, candidates },
            ));
        }
    }
    None
}
