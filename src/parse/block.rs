//! The YAML of a fenced ```chart or ```table block (docs/content-model.md §2, summaries).

use super::map_reader::MapReader;
use super::names::*;
use super::yaml::tree;
use crate::diagnostics::SpannedProblem;
use crate::syntax::span::Spanned;
use crate::syntax::yaml::NodeKind;

/// What a block asks for. References are names that are not yet resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockText {
    /// The plan it names.
    pub plan: Option<Spanned<String>>,
    /// The target it names, by id or by its indicator.
    pub target: Spanned<String>,
    /// The kind of chart; `None` for a table.
    pub chart: Option<ChartType>,
}

/// Reads the YAML of a block that begins on line `first_line` of its file.
pub fn block_text(
    yaml: &str,
    first_line: u32,
    is_chart: bool,
    problems: &mut Vec<SpannedProblem>,
) -> Option<BlockText> {
    let node = tree(yaml, first_line, problems)?;
    let fields = if is_chart { CHART_FIELDS } else { TABLE_FIELDS };
    let map = MapReader::new(&node, fields, problems)?;
    let Some(target) = map.node(&TARGET) else {
        map.report_missing(TARGET, "{计划: 2024年帮扶计划, 指标: 送教课时}", problems);
        return None;
    };
    let (plan, target) = match &target.kind {
        NodeKind::Map(_) => {
            let reference = MapReader::new(target, TARGET_REF_FIELDS, problems)?;
            let plan = reference.text(&PLAN, problems);
            (plan, reference.required_text(INDICATOR, "送教课时", problems))
        }
        NodeKind::Scalar { .. } | NodeKind::Seq(_) => (None, map.text(&TARGET, problems)),
    };
    let chart = match is_chart {
        true => Some(map.choice(&TYPE_CHART, CHART_TYPES, problems).unwrap_or(ChartType::Bullet)),
        false => None,
    };
    Some(BlockText { plan, target: target?, chart })
}
