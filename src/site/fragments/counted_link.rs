//! Links with how much each leads to, such as the schools of a month with their records.

use serde::Serialize;

use crate::site::model::page_ctx::Link;
use crate::site::values::describe::template_struct;

template_struct! {
    /// A link, and how many lines or records it leads to.
    #[derive(Debug, Serialize)]
    pub(crate) struct CountedLink<'s> {
        /// Where it leads.
        pub(crate) link: Link<'s>,
        /// How many.
        pub(crate) count: usize,
    }
}
