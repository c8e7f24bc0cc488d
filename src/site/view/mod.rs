//! Views: one file per page kind.
//!
//! Each file implements [`PageKind`](crate::site::page::page_kind::PageKind): which pages there are, their paths, their
//! view, the digest of the view's inputs, and the search document. The template of a page sees nothing but the view
//! struct; it chooses the markup and does not calculate. `page_table.rs` lists the kinds.

pub(crate) mod about;
pub(crate) mod attention;
pub(crate) mod calendar;
pub(crate) mod catalogue;
pub(crate) mod catalogue_boxes;
pub(crate) mod catalogue_folders;
pub(crate) mod catalogue_list;
pub(crate) mod catalogue_year;
pub(crate) mod completeness;
pub(crate) mod counties;
pub(crate) mod county;
pub(crate) mod follow_ups;
pub(crate) mod form;
pub(crate) mod forms;
pub(crate) mod home;
pub(crate) mod indicator;
pub(crate) mod indicators;
pub(crate) mod ledger;
pub(crate) mod month;
pub(crate) mod pair;
pub(crate) mod pairs;
pub(crate) mod plan;
pub(crate) mod plans;
pub(crate) mod printed_brief;
pub(crate) mod printed_completeness;
pub(crate) mod printed_follow_ups;
pub(crate) mod printed_plan;
pub(crate) mod printed_record;
pub(crate) mod record;
pub(crate) mod records_of_kind;
pub(crate) mod redirect;
pub(crate) mod rollup;
pub(crate) mod school;
pub(crate) mod school_term;
pub(crate) mod schools;
pub(crate) mod search;
pub(crate) mod target;
pub(crate) mod term;
pub(crate) mod term_completeness;
pub(crate) mod terms;
pub(crate) mod uncounted;
pub(crate) mod visits_of_term;
