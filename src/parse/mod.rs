//! Files → [`Archive`](crate::model::Archive): every file is read on its own and typed, every reference is resolved or reported.
//!
//! This takes four steps, each of which needs the one before: the site with its indicators; schools and pairs; plans;
//! records. Within a step files are read in parallel, and no file is read twice. No step fails: a problem is reported
//! with its place, and the rest goes on.

mod access;
mod archive;
mod block;
mod cache;
pub(crate) mod clock;
mod closings;
mod column_totals;
mod config;
mod data;
pub(crate) mod dates;
mod document;
mod file_reader;
mod filing;
mod follow_ups;
mod former;
mod former_check;
mod former_ids;
mod head_units;
mod indicators;
pub(crate) mod labels;
mod layout;
mod ledger;
mod lists;
mod map_keys;
mod map_reader;
mod meanings;
mod month_columns;
mod name_index;
pub(crate) mod names;
mod numbers;
mod owner_files;
mod partners;
mod people;
mod plan;
mod plan_files;
mod record;
mod record_files;
mod references;
mod scalars;
mod scope;
mod sources;
mod table;
mod table_header;
mod unclaimed;
pub(crate) mod values;
mod visit;
mod yaml;

pub use archive::{Parsed, archive, archive_with_cache, language};
pub use block::{BlockText, block_text};
pub use cache::{CacheStorage, ParseCache};
pub use document::personal_data;
pub(crate) use former::{FormerFolders, FormerIds, FormerTarget, pair_folder};
pub(crate) use former_ids::id_of;
pub use layout::{holds_plans, is_site_file, owner_folder};
pub(crate) use lists::items as list_items;
pub(crate) use names::nearest_slip;
pub use names::{ChartType, few_names, nearest_owned as nearest_name};
pub use unclaimed::unclaimed;
