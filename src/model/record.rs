//! Records: visits, summaries, ledgers, resources, honours and questions (docs/content-model.md §2).

use super::day::Day;
use super::figure::Figure;
use super::filing::Filing;
use super::former::FormerId;
use super::ids::{ActionRef, MeasureIx, PairIx, PlanIx, RecordIx, SchoolIx, TermIx};
use super::record_kind::RecordKind;
use super::record_type::RecordType;
use crate::syntax::fold::fold_text;
use crate::syntax::span::{Span, Spanned};
use serde::{Deserialize, Serialize};

/// Markdown below the front matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Body {
    /// The text, LF line ends.
    pub text: String,
    /// The line of the file on which it begins, from 1.
    pub first_line: u32,
}

/// A value of a record's `data`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Datum {
    /// An exact decimal.
    Number(Figure),
    /// Texts, for a `distinct` indicator.
    Texts(Vec<String>),
}

/// Which pair a record belongs to (docs/content-model.md §4 rule 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PairOf {
    /// This one: named, or the only one that fits.
    One(PairIx),
    /// None fits.
    None,
    /// Several fit, so it belongs to none.
    Several,
}

impl PairOf {
    /// The pair, when there is exactly one.
    #[must_use]
    pub fn one(self) -> Option<PairIx> {
        match self {
            PairOf::One(pair) => Some(pair),
            PairOf::None | PairOf::Several => None,
        }
    }
}

/// A record. What only one kind has is in [`Record::detail`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Record {
    /// Its path under `content/` without `.md` or `/index.md`, in NFC.
    pub id: String,
    /// Its file, for messages: `content/…/x.md`.
    pub file: String,
    /// 标题.
    pub title: String,
    /// The school whose folder contains it.
    pub school: SchoolIx,
    /// The day that counts (the last of several). A ledger has none, but its rows have.
    pub day: Option<Day>,
    /// The first of several days.
    pub first_day: Option<Day>,
    /// The term it is browsed under; of a summary, the one it names.
    pub term: Option<TermIx>,
    /// 类型 as shown: several joined by `、`.
    pub of_type: Option<String>,
    /// 类型 one by one: the record counts for each.
    pub types: Vec<RecordType>,
    /// 计划, when it names one.
    pub plan: Option<PlanIx>,
    /// The pair it belongs to. Each row of a ledger has its own; here it is none.
    pub pair: PairOf,
    /// 数据. Empty for ledgers: their rows carry it.
    pub data: Vec<(MeasureIx, Datum)>,
    /// Data keys with a value that no indicator reads, as written.
    pub unread: Vec<String>,
    /// 参加人.
    pub people: Vec<String>,
    /// 公示至.
    pub public_until: Option<Day>,
    /// 草稿.
    pub draft: bool,
    /// 更正: why it was changed after its term was sealed.
    pub correction: Option<String>,
    /// 曾用名: ids that it had.
    pub formerly: Vec<FormerId>,
    /// Its text.
    pub body: Body,
    /// 说明, next to a text. Of a record without a text it is the text.
    pub note: Option<String>,
    /// Its attachments: paths under `content/`, sorted.
    pub attachments: Vec<String>,
    /// What it says about its filing.
    pub filing: Filing,
    /// Where its date or title stands, for messages about the whole record.
    pub at: Span,
    /// What only its kind has.
    pub detail: Detail,
}

/// What only one kind of record has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Detail {
    /// 活动.
    Visit(Box<VisitDetail>),
    /// 总结.
    Summary(SummaryDetail),
    /// 台账.
    Ledger(Ledger),
    /// 资源.
    Resource,
    /// 荣誉.
    Honour(Option<HonourLevel>),
    /// 问题.
    Question(QuestionDetail),
}

/// What only a visit has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct VisitDetail {
    /// 对象校.
    pub to: Vec<SchoolIx>,
    /// Whether it names its pair, rather than belonging to the only one that fits.
    pub names_pair: bool,
    /// 措施: the actions it carries out.
    pub actions: Vec<ActionRef>,
    /// 时间: the time of day.
    pub time: Option<String>,
    /// 形式: 上门, 线上, 电话 …
    pub form: Option<String>,
    /// 学科.
    pub subject: Option<String>,
    /// 年级.
    pub grade: Option<String>,
    /// 课题.
    pub lesson: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// 主持人.
    pub host: Option<String>,
    /// 主讲人.
    pub speakers: Vec<String>,
    /// 记录人.
    pub recorder: Option<String>,
    /// 参加人数, 受益人数 and 经费. Indicators read them like `data`, and [`Record::data`] has those that are read.
    pub amounts: Vec<(VisitAmount, Figure)>,
    /// 帮扶需求: what the other side asks for.
    pub needs: Option<String>,
    /// 对方意见: what the other side thinks of it.
    pub feedback: Option<String>,
    /// 问题整改: the problems found, in the order written.
    pub follow_ups: Vec<FollowUp>,
    /// 销号: the problems of earlier visits that it settles, as they are named. [`super::Archive::closings`] has what
    /// they name.
    pub closes: Vec<NamedClosing>,
    /// 其他: what the form asks beyond these fields, as label and text, in the order written.
    pub other: Vec<(String, String)>,
    /// 材料: what is said to be filed.
    pub materials: Vec<String>,
}

impl VisitDetail {
    /// 其他 in one text: each label with its text.
    #[must_use]
    pub fn other_text(&self, is_zh: bool) -> String {
        let (colon, between) = if is_zh { ("：", "；") } else { (": ", "; ") };
        let mut texts = Vec::new();
        for (label, text) in &self.other {
            texts.push(format!("{label}{colon}{text}"));
        }
        texts.join(between)
    }
}

/// A problem found at a visit, and what is done about it (问题整改).
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct FollowUp {
    /// 问题.
    pub problem: String,
    /// 整改措施.
    pub measure: Option<String>,
    /// 责任人.
    pub owner: Option<String>,
    /// 期限: the last day on which it is in time.
    pub due: Option<Day>,
    /// 销号: the day on which it was settled.
    pub done: Option<Day>,
    /// Where that day is written.
    pub done_at: Option<Span>,
    /// 说明.
    pub note: Option<String>,
}

/// A problem of another visit that a visit settles, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NamedClosing {
    /// 记录: the visit that found the problem.
    pub record: Spanned<String>,
    /// 问题; without it, all problems of that visit.
    pub problem: Option<Spanned<String>>,
}

/// That a visit settles a problem of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Closing {
    /// The visit that found the problem.
    pub found: RecordIx,
    /// The problem, as an index of [`VisitDetail::follow_ups`].
    pub problem: usize,
    /// The visit that settles it.
    pub by: RecordIx,
}

/// A figure of a visit with a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum VisitAmount {
    /// 参加人数.
    Attendance,
    /// 受益人数.
    Beneficiaries,
    /// 经费, in yuan.
    Cost,
}

/// What only a summary has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct SummaryDetail {
    /// 撰写人.
    pub author: Option<String>,
    /// 审核人.
    pub approved_by: Option<String>,
}

/// 级别 of an honour, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HonourLevel {
    /// 校级.
    School,
    /// 县级.
    County,
    /// 市级.
    City,
    /// 省级.
    Province,
    /// 国家级.
    Nation,
}

/// What only a question has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct QuestionDetail {
    /// 提问人.
    pub asked_by: Option<String>,
    /// 状态: solved or still open.
    pub solved: bool,
    /// 回复, in the order written.
    pub replies: Vec<Reply>,
}

/// A reply to a question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Reply {
    /// 学校.
    pub school: Option<SchoolIx>,
    /// 回复人.
    pub by: Option<String>,
    /// 日期.
    pub day: Option<Day>,
    /// 内容.
    pub text: String,
}

/// A table with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Ledger {
    /// The CSV file, as a path under `content/`.
    pub table: String,
    /// Of a spreadsheet, the sheets that hold figures beside the one that is read.
    pub other_sheets: Vec<String>,
    /// Its columns, in the order of the CSV.
    pub columns: Vec<Column>,
    /// The day of each row; `None` where the date cell is empty.
    pub days: Vec<Option<Day>>,
    /// The line of each row in the CSV file, from 1.
    pub lines: Vec<u32>,
    /// All cells, row after row: `cells[row * columns.len() + column]`.
    pub cells: Vec<Cell>,
}

/// The page of a ledger with more rows than this shows the sums of months instead of rows.
const MOST_SHOWN_ROWS: usize = 500;

impl Ledger {
    /// Whether its page shows the sums of months instead of rows.
    #[must_use]
    pub fn is_summed_by_month(&self) -> bool {
        self.days.len() > MOST_SHOWN_ROWS
    }

    /// The cells of one row, in the order of [`Ledger::columns`].
    #[must_use]
    pub fn row(&self, row: usize) -> &[Cell] {
        &self.cells[row * self.columns.len()..(row + 1) * self.columns.len()]
    }

    /// The column that carries a measure.
    #[must_use]
    pub fn column_of(&self, measure: MeasureIx) -> Option<usize> {
        self.columns.iter().position(|column| column.measure == Some(measure))
    }
}

/// A column of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Column {
    /// 名称: the CSV's header, and the data key.
    pub name: String,
    /// 作为.
    pub role: ColumnRole,
    /// The measure, when an indicator reads this column.
    pub measure: Option<MeasureIx>,
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ColumnRole {
    /// 日期: the row's day.
    Date,
    /// 数据: decimals that indicators count.
    Data,
    /// 文字: shown.
    Text,
    /// 保密: serves counts, never reaches any output.
    Secret,
}

/// A cell of a ledger. The text of a secret cell is not kept, only a key that distinguishes it from others.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing, or a date (see [`Ledger::days`]).
    Empty,
    /// A decimal.
    Number(Figure),
    /// A text.
    Text(Box<str>),
    /// A secret text's digest.
    Secret(TextKey),
}

/// The key of a text in a `distinct` count, which does not reveal the text: part of its SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextKey(pub u64, pub u64);

/// The number that bytes write, the highest first.
fn big_endian(bytes: &[u8]) -> u64 {
    let mut number = 0;
    for byte in bytes {
        number = number << 8 | u64::from(*byte);
    }
    number
}

impl TextKey {
    /// The key of a text: equal for texts that are the same to people (docs/content-model.md §4, `distinct`). `None` for
    /// a text of which nothing is left.
    #[must_use]
    pub fn of(text: &str) -> Option<TextKey> {
        use sha2::{Digest, Sha256};
        let text = fold_text(text);
        if text.is_empty() {
            return None;
        }
        let digest = Sha256::digest(text.as_bytes());
        Some(TextKey(big_endian(&digest[..8]), big_endian(&digest[8..16])))
    }
}

impl Record {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> RecordKind {
        match self.detail {
            Detail::Visit(_) => RecordKind::Visit,
            Detail::Summary(_) => RecordKind::Summary,
            Detail::Ledger(_) => RecordKind::Ledger,
            Detail::Resource => RecordKind::Resource,
            Detail::Honour(_) => RecordKind::Honour,
            Detail::Question(_) => RecordKind::Question,
        }
    }

    /// Whether it may be shown on that day: it is no draft, and its 公示至 is not over.
    #[must_use]
    pub fn is_published(&self, as_of: Day) -> bool {
        !self.draft && self.public_until.is_none_or(|until| as_of <= until)
    }

    /// The value of a measure in its `data`.
    #[must_use]
    pub fn datum(&self, measure: MeasureIx) -> Option<&Datum> {
        self.data.iter().find(|(known, _)| *known == measure).map(|(_, datum)| datum)
    }
}
