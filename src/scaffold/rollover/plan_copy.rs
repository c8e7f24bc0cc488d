//! A plan's text → that of the next year, as a draft: its dates moved, everything else as it was written.

use super::super::fill::quote;
use super::super::text_edits::TextEdits;
use super::super::yaml_keys::{dash_indent, entries_of, is_key, items_of, value_of};
use super::selection::title_and_id;
use super::years::{lines_with_years, next_year, with_next_years, years_of};
use crate::diagnostics::BilingualName;
use crate::l10n::Lang;
use crate::model::{Archive, Day, Plan};
use crate::parse::names::{
    ACTIONS, BASED_ON, BY_ACTION, CORRECTION, DOCUMENT_NUMBER, DRAFT, END, FORMERLY, FROM, NAME,
    PAGES, PUBLIC_UNTIL, START, TARGETS, TITLE, WAIVED,
};
use crate::syntax::front_matter;
use crate::syntax::span::Span;
use crate::syntax::text::fold_width;
use crate::syntax::yaml::{self, Node, NodeKind};

/// The copy of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCopy {
    /// Its text.
    pub text: String,
    /// What is left for a person in it.
    pub open_points: OpenPoints,
    /// The attachments, by name, that its text mentions: they are copied with it.
    pub attachments: Vec<String>,
}

/// What is left for a person in a copy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenPoints {
    /// Lines of its measures and of its text that still name a year of the old plan.
    pub lines_with_years: Vec<u32>,
    /// Whether a target of it is waived still.
    pub has_waiver: bool,
}

/// Why a plan cannot be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyError {
    /// Its front matter cannot be edited line by line.
    Layout,
    /// A date would be later than any day can be.
    Date,
}

/// The text of a plan's copy for the school year that begins in `year`.
///
/// # Errors
/// When the front matter is laid out so that it cannot be edited.
pub fn copy_plan(
    text: &str,
    archive: &Archive,
    plan: &Plan,
    year: i32,
) -> Result<PlanCopy, CopyError> {
    let Ok(parts) = front_matter::split(text) else { return Err(CopyError::Layout) };
    let Ok(document) = yaml::parse(parts.yaml, parts.yaml_line, &|_| true) else {
        return Err(CopyError::Layout);
    };
    let NodeKind::Map(entries) = &document.root.kind else { return Err(CopyError::Layout) };
    if !is_block(entries) {
        return Err(CopyError::Layout);
    }
    let mut copying = Copying {
        archive,
        plan,
        year,
        text,
        lines: text.lines().collect(),
        close: parts.body_line.saturating_sub(1),
        lang: language(entries),
        edits: TextEdits::default(),
        is_late: false,
    };
    copying.edit(entries)?;
    if copying.is_late {
        return Err(CopyError::Date);
    }
    let text = copying.edits.apply(text);
    let Ok(body) = front_matter::split(&text) else { return Err(CopyError::Layout) };
    let mut attachments = Vec::new();
    for path in &plan.attachments {
        let name = path.rsplit('/').next().unwrap_or(path);
        if body.body.contains(name) {
            attachments.push(path.clone());
        }
    }
    let open_points = open_points(&text, plan);
    Ok(PlanCopy { open_points, attachments, text })
}

/// What is left for a person in the text of a copy of a plan.
#[must_use]
pub fn open_points(text: &str, plan: &Plan) -> OpenPoints {
    let Ok(parts) = front_matter::split(text) else { return OpenPoints::default() };
    let Ok(document) = yaml::parse(parts.yaml, parts.yaml_line, &|_| true) else {
        return OpenPoints::default();
    };
    let mut open = OpenPoints {
        lines_with_years: lines_of_measures(&document.root, plan),
        has_waiver: has_waiver(&document.root),
    };
    let in_text = lines_with_years(parts.body, parts.body_line, &years_of(plan.period));
    open.lines_with_years.extend(in_text);
    open
}

fn has_waiver(root: &Node) -> bool {
    let Some(targets) = value_of(entries_of(root), TARGETS) else { return false };
    for target in items_of(targets) {
        if value_of(entries_of(target), WAIVED).is_some_and(|waiver| !waiver.is_empty()) {
            return true;
        }
    }
    false
}

/// The lines on which the name of a measure of a copy names a year of the old plan.
fn lines_of_measures(root: &Node, plan: &Plan) -> Vec<u32> {
    let Some(actions) = value_of(entries_of(root), ACTIONS) else { return Vec::new() };
    let years = years_of(plan.period);
    let mut lines = Vec::new();
    for action in items_of(actions) {
        if let Some(name) = value_of(entries_of(action), NAME)
            && let Some(text) = name.text()
            && with_next_years(text, &years) != text
        {
            lines.push(name.span.start.line);
        }
    }
    lines
}

/// Whether each key begins a line of its own.
fn is_block(entries: &[(Node, Node)]) -> bool {
    let mut last_line = 0;
    for (key, _) in entries {
        let start = key.span.start;
        if start.col != 1 || start.line <= last_line {
            return false;
        }
        last_line = start.line;
    }
    true
}

/// The language of the keys.
fn language(entries: &[(Node, Node)]) -> Lang {
    let is_english = entries.iter().any(|(key, _)| key.text() == Some(TITLE.en));
    if is_english { Lang::En } else { Lang::Zh }
}

struct Copying<'a> {
    archive: &'a Archive,
    plan: &'a Plan,
    year: i32,
    text: &'a str,
    lines: Vec<&'a str>,
    /// The line of the fence below the front matter.
    close: u32,
    lang: Lang,
    edits: TextEdits,
    /// Whether a date would be too late.
    is_late: bool,
}

impl Copying<'_> {
    fn edit(&mut self, entries: &[(Node, Node)]) -> Result<(), CopyError> {
        let mut has_draft = false;
        let mut has_basis = false;
        for (at, (key, value)) in entries.iter().enumerate() {
            let is = |name: BilingualName| is_key(key, name);
            let next = match entries.get(at + 1) {
                Some((key, _)) => key.span.start.line,
                None => self.close,
            };
            if is(TITLE) {
                self.edits.replace(value.span, quote(&self.title()));
            } else if is(START) || is(END) || is(PUBLIC_UNTIL) {
                self.move_date(value);
            } else if is(ACTIONS) {
                self.move_dates_of(value, BY_ACTION);
            } else if is(TARGETS) {
                self.move_waivers(value);
            } else if is(DRAFT) {
                has_draft = true;
                self.mark_as_draft(key, value);
            } else if is(BASED_ON) && !value.is_empty() {
                has_basis = true;
                self.add_basis(key, value)?;
            } else if is(BASED_ON)
                || is(CORRECTION)
                || is(FORMERLY)
                || is(DOCUMENT_NUMBER)
                || is(PAGES)
            {
                self.remove(key.span.start.line, next);
            }
        }
        let last = self.close.saturating_sub(1);
        if !has_basis {
            let (key, basis) = (BASED_ON.in_language(self.lang), quote(&self.basis()));
            self.edits.insert_after(last, format!("{key}:"));
            self.edits.insert_after(last, format!("  - {basis}"));
        }
        if !has_draft {
            let yes = self.yes();
            self.edits.insert_after(last, format!("{}: {yes}", DRAFT.in_language(self.lang)));
        }
        Ok(())
    }

    fn yes(&self) -> &'static str {
        if self.lang == Lang::En { "true" } else { "是" }
    }

    /// The title with its years moved, or with the school year after it.
    fn title(&self) -> String {
        let moved = with_next_years(&self.plan.title, &years_of(self.plan.period));
        let (year, next) = (self.year, self.year + 1);
        match (moved == self.plan.title, self.lang) {
            (false, _) => moved,
            (true, Lang::Zh) => format!("{moved}（{year}—{next}学年）"),
            (true, Lang::En) => format!("{moved} ({year}-{next})"),
        }
    }

    /// How the copy names the plan that it is based on; by its id alone where its title is public for some time only.
    fn basis(&self) -> String {
        let (title, id) = (&self.plan.title, &self.plan.id);
        if self.plan.public_until.is_some() {
            return id.clone();
        }
        match self.lang {
            Lang::Zh => format!("{title}（{id}）"),
            Lang::En => format!("{title} ({id})"),
        }
    }

    fn move_date(&mut self, value: &Node) {
        let Some(text) = value.text() else { return };
        let Ok(day) = Day::parse(&fold_width(text)) else { return };
        match next_year(day) {
            Some(day) => self.edits.replace(value.span, day.to_string()),
            None => self.is_late = true,
        }
    }

    /// Moves the dates under one key of the maps of a list.
    fn move_dates_of(&mut self, list: &Node, name: BilingualName) {
        for item in items_of(list) {
            if let Some(date) = value_of(entries_of(item), name) {
                self.move_date(date);
            }
        }
    }

    fn move_waivers(&mut self, targets: &Node) {
        for target in items_of(targets) {
            let Some(waiver) = value_of(entries_of(target), WAIVED) else { continue };
            if let Some(date) = value_of(entries_of(waiver), FROM) {
                self.move_date(date);
            }
        }
    }

    fn mark_as_draft(&mut self, key: &Node, value: &Node) {
        let yes = if key.text() == Some(DRAFT.en) { "true" } else { "是" };
        match value.is_empty() {
            true => {
                let end = Span::new(key.span.start.line, key.span.start.col + key.span.len + 1, 0);
                self.edits.replace(end, format!(" {yes}"));
            }
            false => self.edits.replace(value.span, yes.to_owned()),
        }
    }

    /// Whether an entry of `based_on` names a plan of the archive.
    fn is_plan(&self, entry: &Node) -> bool {
        let text = entry.text().unwrap_or_default();
        let (_, id) = title_and_id(text).unwrap_or((text, text));
        for plan in &self.archive.plans {
            if id == plan.id || text == plan.id || text == plan.title {
                return true;
            }
        }
        false
    }

    /// Names the old plan: in the place of the plan that that one was based on, or after the last entry.
    fn add_basis(&mut self, key: &Node, value: &Node) -> Result<(), CopyError> {
        let basis = quote(&self.basis());
        let NodeKind::Seq(items) = &value.kind else {
            if self.is_plan(value) {
                self.edits.replace(value.span, basis);
                return Ok(());
            }
            let is_plain_line = value.span.start.line == key.span.start.line
                && value.text().is_some_and(|text| !text.contains('\n'))
                && 1 < value.span.len;
            if !is_plain_line {
                return Err(CopyError::Layout);
            }
            let old = quote(value.text().unwrap_or_default());
            self.edits.replace(value.span, String::new());
            self.edits.insert_after(value.span.start.line, format!("  - {old}"));
            self.edits.insert_after(value.span.start.line, format!("  - {basis}"));
            return Ok(());
        };
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return Err(CopyError::Layout);
        };
        if let Some(older) = items.iter().find(|item| self.is_plan(item)) {
            self.edits.replace(older.span, basis);
            return Ok(());
        }
        match dash_indent(self.text, first) {
            Some(indent) => {
                let item = format!("{}- {basis}", " ".repeat(indent));
                self.edits.insert_after(last.span.start.line, item);
            }
            None => {
                let end = Span::new(last.span.start.line, last.span.start.col + last.span.len, 0);
                self.edits.replace(end, format!(", {basis}"));
            }
        }
        Ok(())
    }

    /// Removes a key with its value; comments above the next key stay.
    fn remove(&mut self, first: u32, next: u32) {
        let mut end = next;
        while first + 1 < end {
            let above = self.lines.get(end as usize - 2).copied().unwrap_or_default().trim();
            if !above.is_empty() && !above.starts_with('#') {
                break;
            }
            end -= 1;
        }
        self.edits.remove_lines(first, end);
    }
}
