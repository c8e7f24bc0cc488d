//! What an archive is: schools, pairs, plans, records, the calendar, and what a figure means.
//!
//! Plain values without files, YAML or templates. `parse` makes an [`Archive`], and nothing changes it afterwards.

mod access;
mod archive;
mod calendar;
mod county;
mod county_form;
mod day;
mod digest;
mod document;
mod exact;
mod figure;
mod filing;
mod former;
mod ids;
mod indicator;
mod lang;
mod plan;
mod provenance;
mod record;
mod record_kind;
mod record_type;
mod school;
mod status;

pub use access::{Access, Grant};
pub use archive::{AllowedText, Archive, Site};
pub use calendar::{Calendar, Term};
pub use county::{CountySource, Sources};
pub use county_form::CountyForm;
pub use day::{Day, DayError, Period};
pub use digest::{Digest, Digester};
pub use document::DocumentIx;
pub use exact::Exact;
pub use figure::{Figure, FigureError, MAX_PLACES, MAX_WHOLE_DIGITS};
pub use filing::{
    Class, DocumentKind, FileNumber, Filing, Folder, GivenNumber, Keep, Numbering, Retention,
    YearRule, is_code,
};
pub use former::FormerId;
pub use ids::{ActionRef, IndicatorIx, MeasureIx, PairIx, PlanIx, RecordIx, SchoolIx, TermIx};
pub use indicator::{Across, Aggregate, Direction, Indicator, Reads};
pub use lang::Lang;
pub use plan::{Action, Every, Pace, Plan, PlanOwner, Scope, Target, Team, Waiver};
pub use provenance::{Commit, FileHistory, Provenance, WhyUnknown, history_key};
pub use record::{
    Body, Cell, Closing, Column, ColumnRole, Datum, Detail, FollowUp, HonourLevel, Ledger,
    NamedClosing, PairOf, QuestionDetail, Record, Reply, SummaryDetail, TextKey, VisitAmount,
    VisitDetail,
};
pub use record_kind::RecordKind;
pub use record_type::RecordType;
pub use school::{Level, Pair, School};
pub use status::{ActionStatus, FollowUpStatus, Status};
