//! `formerly` of plans, records and pairs: the ids that they had (docs/content-model.md §2).

use super::layout::without_md;
use super::map_reader::MapReader;
use super::names::{FORMERLY, PAIRS_DIR, PLANS_DIR, RECORD_DIRS, SCHOOLS_DIR};
use crate::diagnostics::{Oddity, Problem, SpannedProblem};
use crate::model::FormerId;
use crate::syntax::text::nfc;

/// What has former ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormerKind {
    Record,
    Plan,
    Pair,
}

impl FormerKind {
    /// Whether something of this kind can have had an id.
    fn fits(self, id: &str) -> bool {
        let parts: Vec<&str> = id.split('/').collect();
        if parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
            return false;
        }
        match (self, parts.as_slice()) {
            (FormerKind::Pair, [_]) => true,
            (FormerKind::Pair, [dir, _]) => PAIRS_DIR.is(dir),
            (FormerKind::Plan, [dir, _]) => PLANS_DIR.is(dir),
            (FormerKind::Plan, [owners, _, dir, _]) => {
                (SCHOOLS_DIR.is(owners) || PAIRS_DIR.is(owners)) && PLANS_DIR.is(dir)
            }
            (FormerKind::Record, [schools, _, dir, _]) => {
                SCHOOLS_DIR.is(schools) && RECORD_DIRS.iter().any(|(name, _)| name.is(dir))
            }
            _ => false,
        }
    }

    fn example(self) -> &'static str {
        match self {
            FormerKind::Record => "schools/qinghe/visits/2024-03-15-songjiao",
            FormerKind::Plan => "schools/qinghe/plans/2024",
            FormerKind::Pair => "pairs/shiyan-qinghe",
        }
    }
}

/// The former ids that a map lists. A path to the file is taken for the id. For a plan or a record, a name alone is
/// taken for an id in the folder of `own_id`.
pub(crate) fn former_ids(
    map: &MapReader<'_>,
    kind: FormerKind,
    own_id: &str,
    problems: &mut Vec<SpannedProblem>,
) -> Vec<FormerId> {
    let mut ids = Vec::new();
    for text in map.unsplit_texts(&FORMERLY, problems) {
        let id = match (kind, own_id.rsplit_once('/'), id_of(&text.value)) {
            (FormerKind::Record | FormerKind::Plan, Some((folder, _)), name)
                if !name.contains('/') =>
            {
                format!("{folder}/{name}")
            }
            (_, _, id) => id,
        };
        if kind.fits(&id) {
            ids.push(FormerId { id, span: text.span });
        } else {
            let (found, example) = (text.value, kind.example());
            problems.push((text.span, Problem::Odd(Oddity::NoFormerId { found, example })));
        }
    }
    ids
}

/// The id that a path or an id names: `content/schools/a/visits/x/index.md` → `schools/a/visits/x`.
#[must_use]
pub(crate) fn id_of(text: &str) -> String {
    let below = text.trim_end_matches('/');
    let below = below.strip_prefix("content/").unwrap_or(below);
    match without_md(below) {
        Some(stem) => nfc(stem.strip_suffix("/index").unwrap_or(stem)),
        None => nfc(below),
    }
}
