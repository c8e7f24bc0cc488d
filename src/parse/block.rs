//! The YAML of a fenced ```chart or ```table block (MODEL.md §2, summaries).

use super::map_reader::{MapReader, Spanned};
use super::names::*;
use crate::diagnostics::Span;
use crate::syntax::yaml::{Found, Kind, tree};

/// What a block says, references still names with their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockText {
    /// The plan it names.
    pub plan: Option<(String, Span)>,
    /// The target it names, by id or by its indicator.
    pub target: Option<(String, Span)>,
    /// The chart it asks for; none for a table.
    pub chart: Option<ChartType>,
}

/// Reads the YAML of a block that begins on `first_line` of its file.
pub fn block_text(
    yaml: &str,
    first_line: u32,
    is_chart: bool,
    found: &mut Vec<Found>,
) -> Option<BlockText> {
    let node = tree(yaml, first_line, found)?;
    let form = MapReader::new(&node, if is_chart { CHART_FIELDS } else { TABLE_FIELDS }, found)?;
    if !form.has(&TARGET) {
        form.missing(TARGET, "{计划: 2024年帮扶计划, 指标: 送教课时}", found);
        return None;
    }
    let pair = |it: Spanned<String>| (it.it, it.at);
    let node = form.node(&TARGET)?;
    let (plan, target) = match &node.kind {
        Kind::Map(_) => {
            let form = MapReader::new(node, TARGET_REF_FIELDS, found)?;
            (
                form.text(&PLAN, found).map(pair),
                form.required(INDICATOR, "送教课时", found).map(pair),
            )
        }
        _ => (None, form.text(&TARGET, found).map(pair)),
    };
    let chart = if is_chart {
        Some(form.choice(&TYPE_CHART, CHART_TYPES, found).unwrap_or(ChartType::Bullet))
    } else {
        None
    };
    target.as_ref()?;
    Some(BlockText { plan, target, chart })
}
