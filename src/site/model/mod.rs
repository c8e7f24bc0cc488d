//! The data of a site: the archive with its readings, indexes and paths. Nothing here knows a view.
//!
//! [`site::Site`] owns the data, [`page_ctx::PageCtx`] is the site as seen from one page: its links are relative to it.

pub(crate) mod attachments;
pub(crate) mod attention;
pub(crate) mod filing;
pub(crate) mod filing_tables;
pub(crate) mod follow_ups;
pub(crate) mod former_slugs;
pub(crate) mod frame;
pub(crate) mod href;
pub(crate) mod lookup;
pub(crate) mod months;
pub(crate) mod navigation;
mod old_folders;
pub(crate) mod page_ctx;
mod past;
pub(crate) mod redacted;
pub(crate) mod redirects;
pub(crate) mod routes;
pub(crate) mod site;
mod site_readings;
pub(crate) mod slug;
pub(crate) mod target_pages;
pub(crate) mod uncounted;
