//! The blank forms of visits, summaries, follow-ups and ledgers: their fields are those of the model.

use super::choices::{Choices, has_own_cell};
use super::content::{BlankForm, CellKind, FormField, FormSection, FormTable};
use crate::diagnostics::BilingualName;
use crate::forms::mark::{FormKind, Mark};
use crate::l10n::{Lang, pick};
use crate::model::{Aggregate, Column, ColumnRole, Ledger, MeasureIx, Reads};
use crate::parse::names::{self, ALL_FIELDS, Fields};
use crate::scaffold::{self, NewKind};

/// The column of the day on which a problem was found, in a list of problems of several visits.
pub(crate) const FOUND: BilingualName = BilingualName { en: "found", zh: "发现日期" };
/// Keys of records that a form does not ask for: they have cells of another kind, are worked out, or are for the one who
/// files the record.
const NOT_ASKED: &[&str] = &[
    "start",
    "end",
    "data",
    "draft",
    "public_until",
    "retention",
    "document_number",
    "pages",
    "correction",
    "formerly",
    "follow_ups",
    "closes",
    "other",
    "note",
];
/// Keys whose texts are long.
const WIDE: &[&str] = &["title", "people", "needs", "feedback", "materials"];
/// How many rows of a table in a form for a visit are left blank.
pub(in crate::forms) const BLANK_ROWS: usize = 3;

/// Builds forms of one archive in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormBuilder<'a> {
    pub(super) choices: Choices<'a>,
    pub(super) lang: Lang,
}

impl FormBuilder<'_> {
    /// The form for a visit.
    pub(super) fn visit(self) -> BlankForm {
        let mut fields = vec![];
        self.push_fields(names::VISIT_FIELDS, &mut fields);
        fields.extend(self.data_fields());
        BlankForm {
            fields,
            sections: self.sections(NewKind::Visit),
            table: self.problems(),
            signatures: self.words(
                &["填表人（签字）：", "学校负责人（签字）："],
                &["Filled in by (signature): ", "Head of school (signature): "],
            ),
            ..self.form(FormKind::Visit, self.say("结对帮扶活动记录表", "Record of a visit"))
        }
    }

    /// The form for the summary of a term.
    pub(super) fn summary(self) -> BlankForm {
        let mut fields = vec![];
        self.push_fields(names::SUMMARY_FIELDS, &mut fields);
        fields.extend(self.data_fields());
        BlankForm {
            fields,
            sections: self.sections(NewKind::Summary),
            signatures: self.words(
                &["撰写人（签字）：", "学校（盖章）："],
                &["Written by (signature): ", "School (seal): "],
            ),
            ..self.form(FormKind::Summary, self.say("学期工作总结", "Summary of a term"))
        }
    }

    /// The form for problems found at visits and what became of them. `rows` are those that are still open.
    pub(super) fn follow_ups(self, rows: Vec<Vec<String>>) -> BlankForm {
        let mut columns = vec![FormField {
            is_wide: true,
            hint: self
                .say(
                    "在哪次活动中发现的；新发现的问题不写",
                    "the visit at which it was found; empty for a new problem",
                )
                .to_owned(),
            ..FormField::text(self.say("记录", "record"))
        }];
        columns.push(FormField {
            kind: CellKind::Date,
            hint: self
                .say("新发现的问题写：哪天发现的", "of a new problem: the day it was found")
                .to_owned(),
            ..FormField::text(FOUND.in_language(self.lang))
        });
        columns.extend(self.problem_fields(fields_of("visit.follow_ups").unwrap_or_default()));
        BlankForm {
            table: Some(FormTable { label: String::new(), columns, rows, totals: Vec::new() }),
            signatures: self.words(
                &["填表人（签字）：", "复核人（签字）："],
                &["Filled in by (signature): ", "Checked by (signature): "],
            ),
            ..self.form(
                FormKind::FollowUps,
                self.say("问题整改台账", "Problems and what became of them"),
            )
        }
    }

    /// The form of a ledger: its columns, without rows.
    pub(super) fn ledger(self, title: &str, ledger: &Ledger) -> BlankForm {
        let mut columns = Vec::new();
        for column in &ledger.columns {
            columns.push(self.ledger_field(column));
        }
        BlankForm {
            table: Some(FormTable {
                label: String::new(),
                columns,
                rows: Vec::new(),
                totals: Vec::new(),
            }),
            signatures: self.words(
                &["制表人（签字）：", "审核人（签字）："],
                &["Made by (signature): ", "Checked by (signature): "],
            ),
            ..self.form(FormKind::Ledger, title)
        }
    }

    /// A column of a ledger.
    fn ledger_field(self, column: &Column) -> FormField {
        let mut field = FormField::text(&column.name);
        match column.role {
            ColumnRole::Date => {
                field.kind = CellKind::Date;
                field.is_required = true;
                field.hint = self.say("如 2024-03-15", "such as 2024-03-15").to_owned();
            }
            ColumnRole::Data if self.is_text(column.measure) => {}
            ColumnRole::Data => field.kind = CellKind::Number,
            ColumnRole::Text => {}
            ColumnRole::Secret => {
                field.hint = self.say("保密：不会公开", "secret: never published").to_owned();
            }
        }
        field
    }

    /// A form with its title and mark, and nothing to fill in yet.
    fn form(self, kind: FormKind, title: &str) -> BlankForm {
        let (archive, scope) = (self.choices.archive, self.choices.scope);
        let mut about = Vec::new();
        let mut school_id = String::new();
        if let Some(school) = scope.school {
            let school = archive.school(school);
            about.push(format!("{}{}", self.say("学校：", "School: "), school.name));
            school_id.clone_from(&school.id);
        }
        if let Some(pair) = scope.pair {
            about.push(format!("{}{}", self.say("结对：", "Pair: "), archive.pair(pair).name));
        }
        if let Some(plan) = scope.plan {
            about.push(format!("{}{}", self.say("计划：", "Plan: "), archive.plan(plan).title));
        }
        BlankForm {
            lang: self.lang,
            title: title.to_owned(),
            about: about.join(self.say("　　", "    ")),
            mark: Some(Mark { kind, school: school_id }),
            fields: Vec::new(),
            sections: Vec::new(),
            table: None,
            signatures: Vec::new(),
            footer: self
                .say(
                    "填好后交给县里，或运行“guidang import 文件名”。不写学生姓名、身份证号和手机号。",
                    "When filled in, hand it in, or run `guidang import FILE`. No names of pupils, no numbers of identity cards or phones.",
                )
                .to_owned(),
        }
    }

    fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        pick(self.lang, zh, en)
    }

    fn words(self, zh: &[&str], en: &[&str]) -> Vec<String> {
        pick(self.lang, zh, en).iter().copied().map(str::to_owned).collect()
    }

    /// The school, and every key of a kind of record that a form asks for.
    fn push_fields(self, keys: Fields, fields: &mut Vec<FormField>) {
        let mut school = self.field(names::SCHOOL);
        school.is_required = true;
        let mut own = Vec::new();
        for key in keys {
            if !NOT_ASKED.contains(&key.en) {
                own.push(self.field(*key));
            }
        }
        // The title stands first, over the whole width.
        let title = own.iter().position(|field| field.label == self.label(names::TITLE));
        if let Some(title) = title {
            fields.push(own.remove(title));
        }
        fields.push(school);
        fields.extend(own);
    }

    fn label(self, key: BilingualName) -> &'static str {
        key.in_language(self.lang)
    }

    /// The cell of a key.
    fn field(self, key: BilingualName) -> FormField {
        let mut field = FormField::text(self.label(key));
        field.is_wide = WIDE.contains(&key.en);
        field.is_required = ["title", "date", "type", "term"].contains(&key.en);
        let (archive, scope) = (self.choices.archive, self.choices.scope);
        match key.en {
            "date" => field.kind = CellKind::Date,
            "attendance" | "beneficiaries" | "cost" => field.kind = CellKind::Number,
            "school" => {
                field.is_open = false;
                field.choices = self.choices.schools();
                if let Some(school) = scope.school {
                    field.value.clone_from(&archive.school(school).name);
                }
            }
            "type" => field.choices = self.choices.types(),
            "form" => {
                field.choices =
                    self.words(&["上门", "线上", "电话"], &["in person", "online", "by phone"])
            }
            "to" => field.choices = self.choices.other_schools(),
            "action" => field.choices = self.choices.actions(),
            "pair" => {
                field.is_open = false;
                field.choices = self.choices.pairs();
                if let Some(pair) = scope.pair {
                    field.value.clone_from(&archive.pair(pair).name);
                }
            }
            "plan" => {
                field.is_open = false;
                field.choices = self.choices.plan_titles();
                if let Some(plan) = scope.plan {
                    field.value.clone_from(&archive.plan(plan).title);
                }
            }
            "term" => {
                field.is_open = false;
                field.choices = self.choices.terms();
            }
            _ => {}
        }
        field.hint = self.hint(key).to_owned();
        field
    }

    /// How a key is filled in, where its label does not say so.
    fn hint(self, key: BilingualName) -> &'static str {
        match key.en {
            "date" => self.say("如 2024-03-15", "such as 2024-03-15"),
            "time" => self.say("如 14:30 或 8:00—11:30", "such as 14:30 or 8:00–11:30"),
            "people" | "speakers" | "materials" => {
                self.say("几个用顿号隔开", "several with commas between them")
            }
            "attendance" | "beneficiaries" => self.say("只写数字", "a number only"),
            "cost" => self.say("单位：元", "in yuan"),
            _ => "",
        }
    }

    /// A cell for every figure that targets read from records.
    fn data_fields(self) -> Vec<FormField> {
        let mut fields = Vec::new();
        for measure in self.choices.measures() {
            let name = &self.choices.archive.measures[measure.0 as usize];
            if has_own_cell(name) {
                continue;
            }
            let is_text = self.is_text(Some(measure));
            let kind = if is_text { CellKind::Text } else { CellKind::Number };
            fields.push(FormField {
                kind,
                is_wide: is_text,
                hint: self.unit_of(measure),
                ..FormField::text(name)
            });
        }
        fields
    }

    /// Whether texts of a measure are counted, not figures.
    fn is_text(self, measure: Option<MeasureIx>) -> bool {
        let Some(measure) = measure else { return false };
        self.choices.archive.indicators.iter().any(|indicator| {
            indicator.aggregate == Aggregate::Distinct && indicator.reads == Reads::Measure(measure)
        })
    }

    /// The unit of the first indicator that reads a measure by itself, as a hint.
    fn unit_of(self, measure: MeasureIx) -> String {
        for indicator in &self.choices.archive.indicators {
            if indicator.reads == Reads::Measure(measure) {
                return format!("{}{}", self.say("单位：", "in "), indicator.unit);
            }
        }
        String::new()
    }

    /// The headings of a record's text, as `new` writes them.
    fn sections(self, kind: NewKind) -> Vec<FormSection> {
        let text = scaffold::record(&scaffold::Blank::new(kind, self.lang, self.choices.as_of));
        let mut sections = Vec::new();
        for line in text.lines() {
            if let Some(heading) = line.strip_prefix("## ") {
                sections.push(FormSection::blank(heading));
            }
        }
        sections
    }

    /// The table of problems in a form for a visit.
    fn problems(self) -> Option<FormTable> {
        let key = names::VISIT_FIELDS.iter().find(|key| key.en == "follow_ups")?;
        let fields = fields_of("visit.follow_ups")?;
        Some(FormTable {
            label: self.label(*key).to_owned(),
            columns: self.problem_fields(fields),
            rows: Vec::new(),
            totals: Vec::new(),
        })
    }

    /// The columns of a table of problems.
    fn problem_fields(self, keys: Fields) -> Vec<FormField> {
        let mut fields = Vec::new();
        for key in keys {
            fields.push(self.problem_field(*key));
        }
        fields
    }

    /// A column of a table of problems.
    fn problem_field(self, key: BilingualName) -> FormField {
        let is_date = ["due", "done"].contains(&key.en);
        FormField {
            kind: if is_date { CellKind::Date } else { CellKind::Text },
            is_wide: ["problem", "measure"].contains(&key.en),
            is_required: key.en == "problem",
            hint: match key.en {
                "due" => self.say("何时前改好", "the day by which it is to be solved"),
                "done" => self.say("改好的日期", "the day on which it was solved"),
                _ => "",
            }
            .to_owned(),
            ..FormField::text(self.label(key))
        }
    }
}

/// The keys of a map of the model.
fn fields_of(map: &str) -> Option<Fields> {
    let (_, fields) = ALL_FIELDS.iter().find(|(name, _)| *name == map)?;
    Some(fields)
}
