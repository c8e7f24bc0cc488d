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
pub(super) use facts::Fact;
pub(super) use filing::{Stamp, filing, stamp};
pub(super) use haves::{TermHaves, four_haves, four_haves_of};
pub(super) use home::{attention, home};
pub(super) use indicator::{indicator, indicators};
pub(super) use ledger::ledger;
pub(super) use lists::{records_of_kind, school_term, visits_of_term};
pub(super) use pair::{pair, pairs};
pub(super) use plan::{facts as plan_facts, plan, plans};
pub(super) use record::{facts as record_facts, record};
pub(super) use school::{school, schools};
pub(super) use search::search;
pub(super) use target::target;
pub(super) use term::{in_term, term, terms};
