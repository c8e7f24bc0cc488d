//! visits, summaries, resources, honours, questions (MODEL.md §2); ledgers are in `ledger.rs`.

use super::document::Document;
use super::filing::filing;
use super::map_reader::{MapReader, Spanned, figure_of, text_of};
use super::names::*;
use super::references::References;
use super::values::number;
use crate::diagnostics::{NotCounted, Problem, Shape};
use crate::model::{
    Body, Datum, Day, Detail, MeasureIx, PairIx, PairOf, QuestionDetail, Reads, Record, RecordKind,
    Reply, SchoolIx, SummaryDetail, VisitDetail,
};
use crate::syntax::yaml::{Found, Kind, Node};

/// A record of any kind but a ledger; none when what it needs most is missing.
pub(crate) fn record(
    document: Document,
    kind: RecordKind,
    school: SchoolIx,
    known: &References,
    found: &mut Vec<Found>,
) -> Option<Record> {
    let fields = match kind {
        RecordKind::Visit => VISIT_FIELDS,
        RecordKind::Summary => SUMMARY_FIELDS,
        RecordKind::Resource => RESOURCE_FIELDS,
        RecordKind::Honour => HONOUR_FIELDS,
        RecordKind::Question => QUESTION_FIELDS,
        RecordKind::Ledger => LEDGER_FIELDS,
    };
    let form = MapReader::new(&document.front, fields, found)?;
    let title = form.required(TITLE, "送教下乡活动记录", found);
    let (first_day, day) = days(&form, kind, found);
    let of_type = match kind {
        RecordKind::Visit => form.required(TYPE, "送教下乡", found),
        _ => form.text(&TYPE, found),
    };
    if let Some(it) = &of_type {
        nearly_counted_type(it, kind, known, found);
    }
    let plan = form.text(&PLAN, found).and_then(|it| known.plan(&it, school, found));
    let named_pair = form.text(&PAIR, found).map(|it| known.pair(&it, found));
    let to: Vec<SchoolIx> =
        form.texts(&TO, found).iter().filter_map(|it| known.school(it, found)).collect();
    let pair = match named_pair {
        Some(Some(pair)) => PairOf::One(pair),
        Some(None) => PairOf::None,
        None => day.as_ref().map_or(PairOf::None, |day| pair_for(known, school, &to, day.it)),
    };
    let data = form.node(&DATA).map(|node| data(node, known, found)).unwrap_or_default();
    let people = form.list(&PEOPLE, found);
    let public_until = form.day(&PUBLIC_UNTIL, found).map(|it| it.it);
    let draft = form.flag(&DRAFT, found);
    let correction = form.words(&CORRECTION, found);
    let filing = filing(&form, found);
    let term = match kind {
        RecordKind::Summary => form
            .required(TERM, "2023—2024学年第二学期", found)
            .and_then(|it| known.term(&it, found)),
        _ => None,
    };
    let detail = match kind {
        RecordKind::Visit => {
            let asked = form.whole_texts(&ACTION, found);
            let whose = (school, plan, pair.one());
            let actions = asked.iter().filter_map(|it| known.action(it, whose, found)).collect();
            let (place, materials) = (form.words(&PLACE, found), form.list(&MATERIALS, found));
            Detail::Visit(VisitDetail { to, actions, place, materials })
        }
        RecordKind::Summary => {
            let (author, approved_by) =
                (form.words(&AUTHOR, found), form.words(&APPROVED_BY, found));
            Detail::Summary(SummaryDetail { author, approved_by })
        }
        RecordKind::Honour => Detail::Honour(form.choice(&LEVEL_HONOUR, HONOUR_LEVELS, found)),
        RecordKind::Question => Detail::Question(question(&form, known, found)),
        RecordKind::Resource | RecordKind::Ledger => Detail::Resource,
    };
    let at = if form.has(&DATE) { form.at_key(&DATE) } else { form.at_key(&TITLE) };
    let note = form.words(&NOTE, found);
    let day = day.map(|it| it.it);
    let mut body = Body { text: document.body.text, first_line: document.body.first_line };
    if let Some(note) = note
        && body.text.trim().is_empty()
    {
        body.text = note;
    }
    Some(Record {
        term: term.or_else(|| known.calendar.term_of(day?)),
        id: document.id,
        file: document.file,
        title: title?.it,
        school,
        day: Some(day?),
        first_day,
        of_type: of_type.map(|it| it.it),
        plan,
        pair,
        data,
        people,
        public_until,
        draft,
        correction,
        body,
        attachments: document.attachments,
        filing,
        at,
        detail,
    })
}

/// The first of several days, and the day that counts: the last.
fn days(
    form: &MapReader<'_>,
    kind: RecordKind,
    found: &mut Vec<Found>,
) -> (Option<Day>, Option<Spanned<Day>>) {
    let several = kind == RecordKind::Visit && (form.has(&START) || form.has(&END));
    if !several {
        return (None, form.required_day(DATE, found));
    }
    if form.has(&DATE) {
        form.day(&DATE, found);
    }
    let (start, end) = (form.required_day(START, found), form.required_day(END, found));
    let again = |it: &Option<Spanned<Day>>| it.as_ref().map(|it| Spanned { it: it.it, at: it.at });
    form.range(again(&start), again(&end), found);
    (start.map(|it| it.it), end)
}

fn pair_for(known: &References, school: SchoolIx, to: &[SchoolIx], day: Day) -> PairOf {
    let fits = |it: &&crate::model::Pair| {
        it.active_on(day)
            && it.holds(school)
            && (to.is_empty() || to.iter().any(|to| it.holds(*to)))
    };
    let mut fitting = known.pairs.iter().enumerate().filter(|(_, it)| fits(it));
    match (fitting.next(), fitting.next()) {
        (Some((at, _)), None) => PairOf::One(PairIx(at)),
        (Some(_), Some(_)) => PairOf::Several,
        (None, _) => PairOf::None,
    }
}

/// `data`: data key → decimal, or texts for a `distinct` indicator.
fn data(node: &Node, known: &References, found: &mut Vec<Found>) -> Vec<(MeasureIx, Datum)> {
    let Kind::Map(entries) = &node.kind else {
        // The form tells what is wrong with a value that is no map.
        MapReader::new(node, &[], found);
        return Vec::new();
    };
    let mut data: Vec<(MeasureIx, Datum)> = Vec::new();
    for (key, value) in entries {
        let name = crate::syntax::text::nfc(key.text().unwrap_or_default().trim());
        let Some(measure) = known.indicators.by_key.get(&name).copied() else {
            if known.unsure.indicators {
                continue;
            }
            let nearest =
                nearest_owned(&name, known.indicators.measures.iter().map(String::as_str));
            let why = NotCounted::UnknownMeasure { found: name, nearest };
            found.push((key.at, Problem::NotCounted(why)));
            continue;
        };
        if !value.is_empty() {
            data.extend(datum(value, measure, known, found).map(|it| (measure, it)));
        }
    }
    data
}

fn datum(
    value: &Node,
    measure: MeasureIx,
    known: &References,
    found: &mut Vec<Found>,
) -> Option<Datum> {
    let uses = known.indicators.uses(measure);
    let units: Vec<&str> = uses.units.iter().map(String::as_str).collect();
    match &value.kind {
        Kind::Seq(items) if uses.texts => Some(Datum::Texts(
            items.iter().filter_map(|it| text_of(it, found)).map(|it| it.it).collect(),
        )),
        Kind::Scalar { text, .. }
            if uses.texts && (!uses.number || number(text, &units).is_err()) =>
        {
            text_of(value, found).map(|it| Datum::Texts(vec![it.it]))
        }
        Kind::Scalar { .. } => figure_of(value, &units, found).map(|it| Datum::Number(it.it)),
        Kind::Seq(_) | Kind::Map(_) => {
            let shape = if matches!(value.kind, Kind::Seq(_)) { Shape::List } else { Shape::Map };
            let wanted = if uses.texts { Shape::List } else { Shape::Text };
            found.push((value.at, Problem::WrongType { found: shape, wanted }));
            None
        }
    }
}

/// A type that is nearly the one that an indicator counts is offered that one.
fn nearly_counted_type(
    it: &Spanned<String>,
    kind: RecordKind,
    known: &References,
    found: &mut Vec<Found>,
) {
    let counted = || {
        known.indicators.list.iter().filter_map(|it| match &it.reads {
            Reads::Records { kind: of, of_type: Some(counted) } if *of == kind => {
                Some(counted.as_str())
            }
            _ => None,
        })
    };
    if counted().any(|counted| counted == it.it) {
        return;
    }
    let near =
        counted().find(|counted| strsim::normalized_damerau_levenshtein(counted, &it.it) >= 0.7);
    if let Some(nearest) = near {
        let why = NotCounted::NearlyType { found: it.it.clone(), nearest: nearest.to_owned() };
        found.push((it.at, Problem::NotCounted(why)));
    }
}

fn question(form: &MapReader<'_>, known: &References, found: &mut Vec<Found>) -> QuestionDetail {
    let asked_by = form.words(&ASKED_BY, found);
    let solved = form.choice(&STATUS, SOLVED, found).unwrap_or(false);
    let mut replies = Vec::new();
    for form in form.forms(&REPLIES, REPLY_FIELDS, found) {
        let school = form.text(&SCHOOL, found).and_then(|it| known.school(&it, found));
        let (by, day) = (form.words(&BY_REPLY, found), form.day(&DATE, found).map(|it| it.it));
        let text = form.required(TEXT, "先用低结构材料试一周，再看孩子怎样用", found);
        replies.extend(text.map(|text| Reply { school, by, day, text: text.it }));
    }
    QuestionDetail { asked_by, solved, replies }
}
