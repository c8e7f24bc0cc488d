//! One record as it is gathered from the parts of a file.

use std::collections::{BTreeMap, BTreeSet};

use super::check_boxes::choices;
use super::follow_ups::ClosingItem;
use super::items::{FieldItem, FollowUpItem, Item, is_blank, paragraph_of};
use super::label::{LabelTarget, normalised};
use super::schools::school_named;
use super::values::{DateText, date_text, is_weekday, list_text};
use crate::diagnostics::{BilingualName, ImportNote, ImportPlace};
use crate::model::{Archive, SchoolIx};
use crate::parse::labels::ACTIVITY_FORM;
use crate::parse::names::{
    ACTION, DATE, END, FEEDBACK, FOLLOW_UPS, FORM, Fields, MATERIALS, NEEDS, NOTE, OTHER, PEOPLE,
    PROBLEM, SPEAKERS, START, TIME, TITLE, TO, TYPE, has_field,
};
use crate::syntax::docx::{WordBlock, WordCell, WordRun};
use crate::syntax::text::is_nothing;

/// The most characters of a text in `other`; a longer one is a part of the text of the record.
const MAX_OTHER: usize = 120;
/// Keys whose values are lists.
const LISTS: [BilingualName; 6] = [PEOPLE, SPEAKERS, MATERIALS, TYPE, TO, ACTION];
/// Keys whose values may have several lines.
const TEXTS: [BilingualName; 3] = [NEEDS, FEEDBACK, NOTE];

/// A key of a record, its value and its origin.
pub(super) type DraftField = (BilingualName, String, ImportPlace);

/// A part of the text of a record.
#[derive(Debug, Clone)]
pub(super) enum BodyPart {
    /// The label of the parts that follow.
    Heading(String, ImportPlace),
    Block(WordBlock, ImportPlace),
}

/// A problem found at a visit: its keys and values.
#[derive(Debug, Clone)]
pub(super) struct DraftFollowUp {
    pub(super) values: Vec<(BilingualName, String)>,
    pub(super) place: ImportPlace,
}

/// One record.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    archive: &'a Archive,
    /// Whose it is, when somebody said so.
    expected: Option<SchoolIx>,
    pub(super) keys: Fields,
    /// The school that the file names as its own.
    pub(super) school: Option<SchoolIx>,
    pub(super) fields: Vec<DraftField>,
    pub(super) data: Vec<(String, String, ImportPlace)>,
    pub(super) follow_ups: Vec<DraftFollowUp>,
    pub(super) closings: Vec<ClosingItem>,
    /// Labels that no key fits.
    pub(super) other: Vec<(String, String, ImportPlace)>,
    other_names: BTreeSet<String>,
    /// The last number of each label that stands there several times.
    other_numbers: BTreeMap<String, usize>,
    pub(super) body: Vec<BodyPart>,
    pub(super) notes: Vec<ImportNote>,
    /// How many parts of the text stand before the first label; `None` when there is no label.
    pub(super) before_labels: Option<usize>,
    /// The helper and the helped schools, as the file names them: label, names.
    sides: Vec<(String, String, ImportPlace)>,
    blank: Vec<String>,
    /// The problem whose keys stand each beside its own label.
    open_follow_up: Option<DraftFollowUp>,
    says_type: bool,
}

impl<'a> Draft<'a> {
    /// Gathers a record from the parts of a file.
    pub(super) fn gather(
        archive: &'a Archive,
        expected: Option<SchoolIx>,
        keys: Fields,
        items: &[Item],
    ) -> Draft<'a> {
        let mut says_type = false;
        for item in items {
            if let Item::Field(field) = item {
                says_type |= item.is_field(TYPE)
                    && normalised(&field.label) != ACTIVITY_FORM
                    && !is_blank(&field.value);
            }
        }
        let mut draft = Draft {
            archive,
            expected,
            keys,
            school: None,
            fields: Vec::new(),
            data: Vec::new(),
            follow_ups: Vec::new(),
            closings: Vec::new(),
            other: Vec::new(),
            other_names: BTreeSet::new(),
            other_numbers: BTreeMap::new(),
            body: Vec::new(),
            notes: Vec::new(),
            before_labels: None,
            sides: Vec::new(),
            blank: Vec::new(),
            open_follow_up: None,
            says_type,
        };
        for item in items {
            draft.add(item);
        }
        draft.close_follow_up();
        draft.drop_heading_of_follow_ups();
        if !draft.blank.is_empty() {
            let blank = std::mem::take(&mut draft.blank);
            draft.notes.push(ImportNote::Blank(blank));
        }
        draft
    }

    /// Drops the headings of tables of problems: below them nothing is left, as the problems stand in a field.
    fn drop_heading_of_follow_ups(&mut self) {
        if self.follow_ups.is_empty() {
            return;
        }
        let mut kept: Vec<BodyPart> = Vec::with_capacity(self.body.len());
        let mut parts = std::mem::take(&mut self.body).into_iter().peekable();
        while let Some(part) = parts.next() {
            let is_empty = parts.peek().is_none_or(is_heading);
            if !(is_empty && is_heading_of_follow_ups(&part)) {
                kept.push(part);
            }
        }
        self.body = kept;
    }

    fn add(&mut self, item: &Item) {
        match item {
            Item::Text { block, place } => {
                if !is_blank(std::slice::from_ref(block)) {
                    self.body.push(BodyPart::Block(block.clone(), place.clone()));
                }
            }
            Item::Field(field) => self.add_field(field),
            Item::Closings(closings) => self.closings.extend(closings.iter().cloned()),
            Item::FollowUps(rows) if has_field(self.keys, "follow_ups") => {
                for row in rows {
                    self.add_follow_up(row);
                }
            }
            Item::FollowUps(rows) => {
                let Some(first) = rows.first() else { return };
                for row in rows {
                    for (_, label, value) in &row.values {
                        self.add_labelled_text(label, &[paragraph_of(value)], &first.place);
                    }
                }
            }
        }
    }

    fn add_field(&mut self, field: &FieldItem) {
        self.before_labels.get_or_insert(self.body.len());
        let is_text = field.target == Some(LabelTarget::Text);
        if is_blank(&field.value) {
            if is_text && field.table.is_none() {
                // The text follows in the next paragraphs.
                let label = normalised(&field.label);
                return self.body.push(BodyPart::Heading(label, field.place.clone()));
            }
            return self.blank.push(field.label.clone());
        }
        let text = self.ticked(field);
        // `fill` writes a dash where the archive has nothing.
        if matches!(text.trim(), "" | "—") && !has_picture(&field.value) {
            return self.blank.push(field.label.clone());
        }
        if field.is_guess
            && let Some(LabelTarget::Key(key) | LabelTarget::FollowUp(key)) = &field.target
        {
            let (label, key) = (field.label.clone(), key.zh.to_owned());
            self.notes.push(ImportNote::LabelRead { label, key });
        }
        match &field.target {
            Some(LabelTarget::Key(key)) if has_field(self.keys, key.en) => {
                self.set(*key, field, text);
                self.keep_pictures(field);
            }
            Some(LabelTarget::FollowUp(key)) => self.add_single(*key, field, text),
            Some(LabelTarget::Data(name)) => self.add_data(name, field, text),
            Some(LabelTarget::School) => self.add_school(field, text),
            Some(LabelTarget::Side) => {
                self.sides.push((field.label.clone(), text, field.place.clone()));
            }
            Some(LabelTarget::LeftOut) => {
                self.notes.push(ImportNote::LeftOut(field.label.clone(), text));
            }
            Some(LabelTarget::Text) if text != field.text() => {
                // Boxes: what is ticked.
                self.add_labelled_text(&field.label, &[paragraph_of(&text)], &field.place);
            }
            Some(LabelTarget::Text) => {
                self.add_labelled_text(&field.label, &field.value, &field.place);
            }
            Some(LabelTarget::Key(_)) | None => self.add_other(field, text),
        }
    }

    /// The text of a value; of choices those that are ticked.
    fn ticked(&mut self, field: &FieldItem) -> String {
        let text = field.text();
        let Some(choices) = choices(&text) else { return text };
        if !choices.unticked.is_empty() {
            self.notes.push(ImportNote::Unticked(field.label.clone(), choices.unticked));
        }
        choices.ticked.join("、")
    }

    fn set(&mut self, key: BilingualName, field: &FieldItem, text: String) {
        let label = normalised(&field.label);
        if key == TYPE && label == ACTIVITY_FORM && self.says_type && has_field(self.keys, FORM.en)
        {
            return self.set_plain(FORM, field, text);
        }
        if key == DATE || key == TIME && has_field(self.keys, START.en) {
            return self.set_date(field, text);
        }
        if key == ACTION {
            let ids = action_ids(self.archive, &list_text(&text));
            return self.set_plain(key, field, ids);
        }
        if LISTS.contains(&key) {
            return self.set_plain(key, field, list_text(&text));
        }
        self.set_plain(key, field, text);
    }

    fn set_plain(&mut self, key: BilingualName, field: &FieldItem, text: String) {
        let value = match TEXTS.contains(&key) {
            true => text.clone(),
            false => text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        // A form may say the same twice: the pair in the line below its title and in a cell.
        if self.value(key) == Some(value.as_str()) {
            return;
        }
        if self.has(key) || key == DATE && self.has(START) {
            return self.add_other(field, text);
        }
        self.fields.push((key, value, field.place.clone()));
    }

    fn set_date(&mut self, field: &FieldItem, text: String) {
        let place = field.place.clone();
        match date_text(&text) {
            DateText::Days(first, last) if has_field(self.keys, START.en) && !self.has(DATE) => {
                self.fields.push((START, first, place.clone()));
                self.fields.push((END, last, place));
            }
            DateText::DayAndTime(day, time) if has_field(self.keys, TIME.en) && !self.has(DATE) => {
                self.fields.push((DATE, day, place.clone()));
                if !self.has(TIME) {
                    self.fields.push((TIME, time, place));
                }
            }
            DateText::Time if !self.has(TIME) => self.set_plain(TIME, field, text),
            DateText::DayAndMore(day, more) if !self.has(DATE) => {
                self.fields.push((DATE, day, place));
                if is_weekday(&more) {
                    self.notes.push(ImportNote::AfterDate(more));
                } else {
                    self.add_other(field, text);
                }
            }
            _ => self.set_plain(DATE, field, text),
        }
    }

    fn has(&self, key: BilingualName) -> bool {
        self.value(key).is_some()
    }

    fn add_data(&mut self, name: &str, field: &FieldItem, text: String) {
        if is_nothing(&text) {
            self.blank.push(format!("{}（{text}）", field.label));
        } else if self.data.iter().any(|(known, ..)| known == name) {
            self.add_other(field, text);
        } else {
            let value = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.data.push((name.to_owned(), value, field.place.clone()));
        }
    }

    fn add_school(&mut self, field: &FieldItem, text: String) {
        match school_named(self.archive, text.trim()) {
            Some(school) if self.school.or(self.expected).is_none_or(|known| known == school) => {
                self.school = Some(school);
                self.notes.push(ImportNote::OwnSchool(field.label.clone(), text));
            }
            _ => self.add_other(field, text),
        }
    }

    /// A label that no key fits: in `other`, or with a long or rich text in the text of the record.
    fn add_other(&mut self, field: &FieldItem, text: String) {
        let is_rich = field.value.iter().any(is_table_block);
        let is_long = MAX_OTHER < text.chars().count();
        if is_rich || is_long || has_picture(&field.value) || !has_field(self.keys, OTHER.en) {
            return self.add_labelled_text(&field.label, &field.value, &field.place);
        }
        let label = self.other_name(normalised(&field.label));
        self.other.push((label, text, field.place.clone()));
    }

    /// A name that `other` does not have yet: a label that stands there a second time gets a number.
    fn other_name(&mut self, label: String) -> String {
        let mut name = label.clone();
        while !self.other_names.insert(name.clone()) {
            let number = self.other_numbers.entry(label.clone()).or_insert(1);
            *number += 1;
            name = format!("{label}（{number}）");
        }
        name
    }

    fn add_labelled_text(&mut self, label: &str, value: &[WordBlock], place: &ImportPlace) {
        self.body.push(BodyPart::Heading(normalised(label), place.clone()));
        for block in value {
            self.body.push(BodyPart::Block(block.clone(), place.clone()));
        }
    }

    /// The pictures of a value that is no text of the record stand in its text.
    fn keep_pictures(&mut self, field: &FieldItem) {
        for block in &field.value {
            let WordBlock::Paragraph(paragraph) = block else { continue };
            let mut paragraph = paragraph.clone();
            paragraph.runs.retain(|run| !matches!(run, WordRun::Text { .. }));
            if !paragraph.runs.is_empty() {
                let block = WordBlock::Paragraph(paragraph);
                self.body.push(BodyPart::Block(block, field.place.clone()));
            }
        }
    }

    /// A key of a problem beside its own label. A key that comes again begins the next problem.
    fn add_single(&mut self, key: BilingualName, field: &FieldItem, text: String) {
        if !has_field(self.keys, "follow_ups") || key == PROBLEM && is_nothing(&text) {
            return self.add_other(field, text);
        }
        let is_again = match &self.open_follow_up {
            Some(open) => key == PROBLEM || has_key(&open.values, key),
            None => false,
        };
        if is_again {
            self.close_follow_up();
        }
        let place = field.place.clone();
        let empty = DraftFollowUp { values: Vec::new(), place };
        let open = self.open_follow_up.get_or_insert(empty);
        open.values.push((key, text));
    }

    fn close_follow_up(&mut self) {
        let Some(open) = self.open_follow_up.take() else { return };
        if has_key(&open.values, PROBLEM) {
            self.follow_ups.push(open);
            return;
        }
        for (key, value) in open.values {
            let block = paragraph_of(&value);
            let field = FieldItem {
                label: key.zh.to_owned(),
                target: None,
                is_guess: false,
                value: vec![block],
                place: open.place.clone(),
                table: None,
            };
            self.add_other(&field, value);
        }
    }

    /// A row of problems. What none of its keys fits is in its note.
    fn add_follow_up(&mut self, row: &FollowUpItem) {
        let mut values: Vec<(BilingualName, String)> = Vec::new();
        let mut rest: Vec<String> = Vec::new();
        for (target, label, value) in &row.values {
            match target {
                LabelTarget::FollowUp(key) if !has_key(&values, *key) => {
                    values.push((*key, value.clone()));
                }
                LabelTarget::Key(key) if *key == NOTE => rest.push(value.clone()),
                _ => rest.push(format!("{}：{value}", normalised(label))),
            }
        }
        if !has_key(&values, PROBLEM) {
            let mut all = Vec::new();
            for (_, label, value) in &row.values {
                all.push(format!("{}：{value}", normalised(label)));
            }
            let block = paragraph_of(&all.join("；"));
            return self.body.push(BodyPart::Block(block, row.place.clone()));
        }
        if !rest.is_empty() {
            values.push((NOTE, rest.join("；")));
        }
        self.follow_ups.push(DraftFollowUp { values, place: row.place.clone() });
    }

    /// Whose record it is, when nobody said so: the school that the file names, else the helper.
    pub(super) fn school_in_file(&self) -> Option<SchoolIx> {
        if self.school.is_some() {
            return self.school;
        }
        for (label, names, _) in &self.sides {
            if !is_helped(label)
                && let Some(helper) = school_named(self.archive, names.trim())
            {
                return Some(helper);
            }
        }
        None
    }

    /// Takes over the schools of both sides: the other one is the one that was visited.
    pub(super) fn settle_sides(&mut self, own: SchoolIx) {
        let mut visited: Vec<String> = Vec::new();
        let mut at = ImportPlace::FileName;
        for (label, names, place) in std::mem::take(&mut self.sides) {
            for name in list_text(&names).split('、').map(str::trim) {
                if name.is_empty() {
                    continue;
                }
                if school_named(self.archive, name) == Some(own) {
                    self.notes.push(ImportNote::OwnSchool(label.clone(), name.to_owned()));
                } else {
                    visited.push(name.to_owned());
                    at = place.clone();
                }
            }
        }
        if visited.is_empty() {
            return;
        }
        match self.fields.iter_mut().find(|(key, ..)| *key == TO) {
            Some((_, value, _)) => {
                for name in visited {
                    if !value.split('、').any(|known| known == name) {
                        value.push('、');
                        value.push_str(&name);
                    }
                }
            }
            None => self.fields.push((TO, visited.join("、"), at)),
        }
    }

    /// The value of a key.
    pub(super) fn value(&self, key: BilingualName) -> Option<&str> {
        value_of(&self.fields, key)
    }

    /// Whether it has a title.
    pub(super) fn has_title(&self) -> bool {
        self.has(TITLE)
    }
}

/// The value of a field that was gathered.
pub(super) fn value_of(fields: &[DraftField], key: BilingualName) -> Option<&str> {
    for (known, value, _) in fields {
        if *known == key {
            return Some(value);
        }
    }
    None
}

/// Planned measures by their ids: a form that was filled in names them.
fn action_ids(archive: &Archive, list: &str) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for item in list.split('、') {
        let (mut is_id, mut named) = (false, Vec::new());
        for action in archive.plans.iter().flat_map(|plan| &plan.actions) {
            is_id |= action.id == item;
            if action.name == item && !named.contains(&action.id.as_str()) {
                named.push(action.id.as_str());
            }
        }
        match named[..] {
            [id] if !is_id => ids.push(id),
            _ => ids.push(item),
        }
    }
    ids.join("、")
}

/// Whether a part of the text is a heading.
fn is_heading(part: &BodyPart) -> bool {
    match part {
        BodyPart::Heading(..) => true,
        BodyPart::Block(WordBlock::Paragraph(paragraph), _) => paragraph.level.is_some(),
        BodyPart::Block(WordBlock::Table(_), _) => false,
    }
}

/// Whether a part of the text is the heading of a table of problems.
fn is_heading_of_follow_ups(part: &BodyPart) -> bool {
    match part {
        BodyPart::Heading(text, _) => FOLLOW_UPS.is(text),
        BodyPart::Block(WordBlock::Paragraph(paragraph), _) => {
            paragraph.level.is_some() && FOLLOW_UPS.is(&normalised(&paragraph.text()))
        }
        BodyPart::Block(WordBlock::Table(_), _) => false,
    }
}

/// Whether a label names the helped side.
fn is_helped(label: &str) -> bool {
    let label = normalised(label);
    label.contains(['受', '被']) || label.contains("helped")
}

fn has_picture(blocks: &[WordBlock]) -> bool {
    for block in blocks {
        let has_one = match block {
            WordBlock::Paragraph(paragraph) => paragraph.has_picture(),
            WordBlock::Table(table) => table.rows.iter().flatten().any(has_picture_in_cell),
        };
        if has_one {
            return true;
        }
    }
    false
}

fn has_picture_in_cell(cell: &WordCell) -> bool {
    has_picture(&cell.blocks)
}

fn is_table_block(block: &WordBlock) -> bool {
    matches!(block, WordBlock::Table(_))
}

/// Whether a problem has a value for a key.
fn has_key(values: &[(BilingualName, String)], key: BilingualName) -> bool {
    for (known, _) in values {
        if *known == key {
            return true;
        }
    }
    false
}
