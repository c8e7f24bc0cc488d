//! Fenced ```` ```chart ```` and ```` ```table ```` blocks in texts: which target they show (docs/content-model.md §2,
//! summaries).

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Problem, ReferenceKind, Span};
use crate::model::{Archive, DocumentIx, Plan, PlanIx, Record, RecordIx, SchoolIx};
use crate::parse::{BlockText, ChartType, FormerIds, block_text, few_names, nearest_name};
use crate::syntax::markdown::{self, FencedBlock, Figures};
use crate::syntax::span::Spanned;

/// How a block shows its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// As a chart.
    Chart(ChartType),
    /// As a table of its figures.
    Table,
}

/// A chart or table of a target, asked for in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetBlock {
    /// How the target is shown.
    pub kind: BlockKind,
    /// The plan.
    pub plan: PlanIx,
    /// The index of the target in the plan.
    pub target: usize,
}

/// The blocks of each record's text, in their order; `None` stands for a block that could not be read.
pub type TargetBlocks = BTreeMap<RecordIx, Vec<Option<TargetBlock>>>;

/// Reads the blocks of all records.
pub(crate) fn read(archive: &Archive) -> (TargetBlocks, Vec<Diagnostic>) {
    let mut blocks = TargetBlocks::new();
    let mut diagnostics = Vec::new();
    let former = FormerIds::of(archive);
    for (index, record) in archive.records.iter().enumerate() {
        if !may_have_blocks(record.body.text.as_bytes()) {
            continue;
        }
        let of_record = read_record((archive, &former), record, &mut diagnostics);
        if !of_record.is_empty() {
            blocks.insert(RecordIx(index), of_record);
        }
    }
    (blocks, diagnostics)
}

/// Whether there is a fence in a text.
pub(crate) fn may_have_blocks(text: &[u8]) -> bool {
    memchr::memchr2_iter(b'`', b'~', text).any(|at| {
        let fence = text.get(at..at + 3);
        fence == Some(b"```") || fence == Some(b"~~~")
    })
}

fn read_record(
    (archive, former): (&Archive, &FormerIds),
    record: &Record,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<TargetBlock>> {
    let mut blocks = Vec::new();
    for fenced in &markdown::outline(&record.body.text).blocks {
        let Some(figures) = markdown::figures_of(&fenced.info) else { continue };
        let is_chart = figures == Figures::Chart;
        let first_line = record.body.first_line + fenced.line; // the line below the fence
        if is_open(&record.body.text, fenced) {
            blocks.push(None); // a slip that is reported at the fence
            continue;
        }
        let mut problems = Vec::new();
        let block = match block_text(&fenced.content, first_line, is_chart, &mut problems) {
            Some(text) => {
                let (school, plan) = (record.school, record.plan);
                let scope = BlockScope { archive, former, school, plan };
                scope.resolve(&text).map_err(|problem| problems.push(*problem)).ok()
            }
            None => None,
        };
        for (span, problem) in problems {
            diagnostics.push(Diagnostic::new(&record.file, span, problem));
        }
        blocks.push(block);
    }
    blocks
}

/// Whether nothing closes a block: the rest of the text is in it.
fn is_open(text: &str, fenced: &FencedBlock) -> bool {
    let lines = text.trim_end().lines().count();
    let inside = fenced.content.trim_end().lines().count();
    lines <= fenced.line as usize + inside
}

/// What a record's blocks may refer to.
struct BlockScope<'a> {
    archive: &'a Archive,
    former: &'a FormerIds,
    school: SchoolIx,
    /// The plan that the record itself names.
    plan: Option<PlanIx>,
}

impl<'a> BlockScope<'a> {
    /// The target that a block names, or what is wrong with its name and where.
    fn resolve(&self, text: &BlockText) -> Result<TargetBlock, Box<(Span, Problem)>> {
        let plans = self.plans(text)?;
        let Spanned { value: name, span: at } = &text.target;
        let mut fitting = Vec::new();
        for plan in &plans {
            if let Some(target) = self.target_named(*plan, name) {
                fitting.push((*plan, target));
            }
        }
        let (named, found) = (ReferenceKind::Target, name.clone());
        match fitting.as_slice() {
            [(plan, target)] => {
                let kind = text.chart.map_or(BlockKind::Table, BlockKind::Chart);
                Ok(TargetBlock { kind, plan: *plan, target: *target })
            }
            [] => {
                let targets = plans.iter().flat_map(|plan| &self.archive.plan(*plan).targets);
                let names: Vec<&str> = targets.map(|target| target.id.as_str()).collect();
                let nearest = nearest_name(name, names.iter().copied());
                let known = few_names(names.into_iter());
                Err(Box::new((*at, Problem::UnknownReference { named, found, nearest, known })))
            }
            several => {
                let mut candidates = Vec::new();
                for (plan, _) in several {
                    candidates.push(self.archive.plan(*plan).id.clone());
                }
                Err(Box::new((*at, Problem::AmbiguousReference { named, found, candidates })))
            }
        }
    }

    /// The plans in which the target is looked for: the one that the block names, else that of the record, else all
    /// that apply to the school.
    fn plans(&self, text: &BlockText) -> Result<Vec<PlanIx>, Box<(Span, Problem)>> {
        let Some(Spanned { value: name, span: at }) = &text.plan else {
            return Ok(self.plan.map_or_else(|| self.plans_of_school(), |plan| vec![plan]));
        };
        let mut named = self.plans_of_school();
        let former = match self.former.document(name) {
            Some(DocumentIx::Plan(plan)) => Some(plan),
            _ => None,
        };
        let has_name = |plan: &PlanIx| is_named(self.archive.plan(*plan), name);
        match named.iter().any(has_name) {
            true => named.retain(has_name),
            false => named.retain(|plan| Some(*plan) == former),
        }
        match named.is_empty() {
            true => Err(Box::new((*at, self.no_such_plan(name)))),
            false => Ok(named),
        }
    }

    fn plans_of_school(&self) -> Vec<PlanIx> {
        let mut plans = Vec::new();
        for (index, plan) in self.archive.plans.iter().enumerate() {
            if self.archive.schools_of(plan).contains(&self.school) {
                plans.push(PlanIx(index));
            }
        }
        plans
    }

    /// The problem that the school has no such plan: another school has it, or nobody has.
    fn no_such_plan(&self, name: &str) -> Problem {
        let (named, found) = (ReferenceKind::Plan, name.to_owned());
        if self.archive.plans.iter().any(|plan| is_named(plan, name)) {
            let school = self.archive.school(self.school).name.clone();
            return Problem::NotForSchool { named, found, school };
        }
        let mut names: Vec<&str> = Vec::new();
        for plan in self.plans_of_school() {
            let plan = self.archive.plan(plan);
            names.extend([plan.title.as_str(), plan.id.as_str()]);
        }
        let nearest = nearest_name(name, names.iter().copied());
        let titles = self.plans_of_school();
        let known = few_names(titles.into_iter().map(|plan| &*self.archive.plan(plan).title));
        Problem::UnknownReference { named, found, nearest, known }
    }

    /// The index of the target with that id in a plan, else of that indicator.
    fn target_named(&self, plan: PlanIx, name: &str) -> Option<usize> {
        let targets = &self.archive.plan(plan).targets;
        let by_id = targets.iter().position(|target| target.id == name);
        by_id.or_else(|| {
            targets.iter().position(|target| self.archive.indicator(target.indicator).name == name)
        })
    }
}

fn is_named(plan: &Plan, name: &str) -> bool {
    plan.id == name || plan.title == name
}
