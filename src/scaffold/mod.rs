//! Texts for `guidang init` and `guidang new`: a small archive that checks clean, and records ready to fill.
//!
//! Pure: makes paths and contents; whoever calls writes them. The texts themselves are the files of `zh/` and `en/`
//! next to this one, with places such as `{today}` to fill; those of presets are in `presets/`.

mod blank;
mod fill;
pub mod form_text;
mod name_holder;
mod preset;
mod rollover;
mod sample;
#[cfg(test)]
mod tests;
mod text_edits;
mod yaml_keys;

pub use blank::{Blank, Home, NewKind, ledger_table, path, record};
pub use fill::{file_name, quote};
pub use name_holder::{NameHolder, name_holder};
pub use preset::{
    AppendRefusal, Difference, Merge, MergeTarget, PRESETS, PlanHome, Preset, PresetDays,
    append_indicators, differences, merge,
};
pub use rollover::{
    CopyError, OpenPoints, PlanCopy, PlanFate, TermList, copy_plan, fates, new_terms, open_points,
};
pub use sample::archive;
