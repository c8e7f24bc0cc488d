//! What an archive is: schools, pairs, plans, records, the calendar, and what a figure means.
//!
//! Plain values without files, YAML or templates. [`Archive`] is made by `link`, and never changed afterwards.

mod access;
mod archive;
mod calendar;
mod county;
mod day;
mod digest;
mod document;
mod exact;
mod figure;
mod filing;
mod indicator;
mod lang;
mod plan;
mod provenance;
mod record;
mod school;
mod status;

pub use access::{Access, Grant};
pub use archive::{Archive, Site};
pub use calendar::{Calendar, Term, TermIx};
pub use county::{CountySource, Sources};
pub use day::{Day, DayError, Period};
pub use digest::{Digest, Digester};
pub use document::DocumentIx;
pub use exact::Exact;
pub use figure::{Figure, FigureError, MAX_PLACES, MAX_WHOLE_DIGITS};
pub use filing::{
    Class, DocumentKind, FileNumber, Filing, Folder, GivenNumber, Keep, Numbering, Retention,
    YearRule, is_code,
};
pub use indicator::{Across, Aggregate, Direction, Indicator, IndicatorIx, MeasureIx, Reads};
pub use lang::Lang;
pub use plan::{
    Action, ActionRef, Every, Pace, Plan, PlanIx, PlanOwner, Scope, Target, Team, Waiver,
};
pub use provenance::{Commit, FileHistory, Provenance, WhyUnknown};
pub use record::{
    Body, Cell, Column, ColumnRole, Datum, Detail, HonourLevel, Ledger, PairOf, QuestionDetail,
    Record, RecordIx, RecordKind, Reply, SummaryDetail, TextKey, VisitDetail,
};
pub use school::{Level, Pair, PairIx, School, SchoolIx};
pub use status::{ActionStatus, Status};
