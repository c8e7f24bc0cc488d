//! One view struct a page: all that its template may say. Templates pick markup and do no sums.

mod about;
mod calendar;
mod facts;
mod filing;
mod haves;
mod home;
mod indicator;
mod ledger;
mod lists;
mod pair;
mod passed;
mod plan;
mod record;
mod school;
mod search;
mod target;
mod term;

pub(super) use about::about;
pub(super) use calendar::calendar;
pub(super) use filing::filing;
pub(super) use haves::four_haves;
pub(super) use home::{attention, home};
pub(super) use indicator::{indicator, indicators};
pub(super) use ledger::ledger;
pub(super) use lists::{records_of_kind, visits_of_term};
pub(super) use pair::{pair, pairs};
pub(super) use plan::{plan, plans};
pub(super) use record::record;
pub(super) use school::{school, schools};
pub(super) use search::search;
pub(super) use target::target;
pub(super) use term::{term, terms};
