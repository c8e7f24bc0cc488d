//! Whether a text says anything: what `guidang new` writes, filled in with nothing, counts for nothing
//! (docs/content-model.md §5, four-haves check).

use crate::model::{Body, Detail, Plan, Record, VisitDetail};
use crate::parse::values::is_placeholder;

/// Whether a body has more than headings, comments, rules and placeholders.
pub(super) fn is_written(body: &Body) -> bool {
    let mut in_comment = false;
    for line in body.text.lines() {
        let mut rest = line.trim();
        loop {
            if in_comment {
                let Some((_, after)) = rest.split_once("-->") else { break };
                (in_comment, rest) = (false, after.trim_start());
            } else if let Some(after) = rest.strip_prefix("<!--") {
                (in_comment, rest) = (true, after);
            } else {
                break;
            }
        }
        if !in_comment && says_something(rest) {
            return true;
        }
    }
    false
}

fn says_something(line: &str) -> bool {
    let is_heading = line.starts_with(['#', '＃']);
    let has_word = line.chars().any(char::is_alphanumeric);
    !is_heading && has_word && !is_placeholder(line)
        // A picture may stand alone, without a word.
        || line.starts_with("![")
}

/// Whether a record is as `guidang new` wrote it: its text has headings only, and it says nothing elsewhere. It counts as
/// no record.
#[must_use]
pub fn is_unfilled(record: &Record) -> bool {
    !record.body.text.trim().is_empty() && !has_details(record) && !is_written(&record.body)
}

/// Whether a plan is as `guidang new` wrote it: its text has headings only, and it has no targets and no actions.
#[must_use]
pub fn is_unfilled_plan(plan: &Plan) -> bool {
    let is_bare = plan.targets.is_empty() && plan.actions.is_empty() && plan.attachments.is_empty();
    is_bare && plan.note.is_none() && !plan.body.text.trim().is_empty() && !is_written(&plan.body)
}

/// Whether a record has more than its title, its days, its type and what it belongs to.
fn has_details(record: &Record) -> bool {
    let has_detail = match &record.detail {
        Detail::Visit(visit) => is_filled(visit),
        Detail::Question(question) => !question.replies.is_empty(),
        // A table of its own says what it says.
        Detail::Ledger(_) => true,
        Detail::Summary(_) | Detail::Honour(_) | Detail::Resource => false,
    };
    has_detail
        || !record.data.is_empty()
        || !record.unread.is_empty()
        || !record.attachments.is_empty()
        || !record.people.is_empty()
        || record.note.is_some()
}

/// Every field is named, so that a new one does not compile until it is said whether it makes a record filled in.
fn is_filled(visit: &VisitDetail) -> bool {
    let VisitDetail {
        to,
        names_pair: _,
        actions,
        time,
        form,
        subject,
        grade,
        lesson,
        place,
        host,
        speakers,
        recorder,
        amounts,
        needs,
        feedback,
        follow_ups,
        closes,
        other,
        materials,
    } = visit;
    let texts = [time, form, subject, grade, lesson, place, host, recorder, needs, feedback];
    texts.into_iter().any(Option::is_some)
        || !speakers.is_empty()
        || !amounts.is_empty()
        || !follow_ups.is_empty()
        || !closes.is_empty()
        || !other.is_empty()
        || !materials.is_empty()
        || !to.is_empty()
        || !actions.is_empty()
}
