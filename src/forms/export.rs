//! The archive as a workbook for people: targets, visits, problems, the completeness check, ledgers
//! (docs/interface.md §6.1). Every figure is the one that the pages show, and withheld where they withhold it.

use std::collections::BTreeSet;
use std::io;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::blank::has_own_cell;
use super::excel::{excel_day, properties, sheet_name};
use super::values::{FormThing, FormValue, FormValues, keeps_digits};
use crate::engine::progress::{Completeness, Owner};
use crate::l10n::{Lang, pick};
use crate::model::{ColumnRole, Detail, MeasureIx, RecordIx, RecordKind};

/// The most letters that a cell can hold, and the most rows that a sheet can.
const MAX_TEXT: usize = 32_000;
const MAX_ROWS: usize = 1_048_575;

/// The bytes of the workbook of an archive.
///
/// # Errors
/// When it cannot be packed.
pub fn exported_workbook(values: &FormValues<'_>) -> io::Result<Vec<u8>> {
    let mut exporter =
        Exporter { values, lang: values.lang(), workbook: Workbook::new(), names: BTreeSet::new() };
    exporter.write().map_err(io::Error::other)
}

/// A column: its heading, how wide it is, and the value that it shows of each thing.
type ExportColumn = (String, f64, &'static str);

struct Exporter<'v, 's> {
    values: &'v FormValues<'s>,
    lang: Lang,
    workbook: Workbook,
    /// The names of sheets so far, in small letters: Excel takes each once.
    names: BTreeSet<String>,
}

impl Exporter<'_, '_> {
    fn write(&mut self) -> Result<Vec<u8>, XlsxError> {
        let title = self.values.site_title();
        self.workbook.set_properties(&properties(&title)?);
        let columns = self.columns(&[
            ("计划", "Plan", 36.0, "plan"),
            ("目标", "Target", 20.0, "id"),
            ("对象", "Who", 22.0, "who"),
            ("指标", "Indicator", 16.0, "indicator"),
            ("时段", "Period", 22.0, "period"),
            ("目标值", "Value", 10.0, "value_number"),
            ("实际", "Actual", 10.0, "actual_number"),
            ("单位", "Unit", 8.0, "unit"),
            ("应达", "Expected", 10.0, "expected"),
            ("进度", "Status", 12.0, "status"),
            ("责任人", "Owner", 12.0, "owner"),
        ]);
        let targets = self.values.all("targets");
        self.write_things(pick(self.lang, "目标", "Targets"), &columns, &targets)?;
        self.write_visits()?;
        let columns = self.columns(&[
            ("日期", "Date", 12.0, "date"),
            ("学校", "School", 20.0, "school"),
            ("对象校", "To", 20.0, "to"),
            ("结对", "Pair", 20.0, "pair"),
            ("活动", "Visit", 28.0, "record"),
            ("问题", "Problem", 36.0, "problem"),
            ("整改措施", "Measure", 36.0, "measure"),
            ("责任人", "Owner", 12.0, "owner"),
            ("期限", "Due", 12.0, "due"),
            ("销号", "Settled", 12.0, "done"),
            ("销号的活动", "Settled by", 28.0, "settled_by"),
            ("进度", "Status", 10.0, "status"),
            ("说明", "Note", 28.0, "note"),
        ]);
        let problems = self.values.all("follow_ups");
        self.write_things(pick(self.lang, "问题整改", "Follow-ups"), &columns, &problems)?;
        self.write_completeness()?;
        self.write_schools_and_pairs()?;
        for thing in self.values.all("ledgers") {
            if let FormThing::Record(record) = thing {
                self.write_ledger(record)?;
            }
        }
        self.workbook.save_to_buffer()
    }

    fn columns(&self, all: &[(&str, &str, f64, &'static str)]) -> Vec<ExportColumn> {
        let mut columns = Vec::new();
        for (zh, en, width, name) in all {
            columns.push((pick(self.lang, *zh, *en).to_owned(), *width, *name));
        }
        columns
    }

    /// A sheet with its head, which stays in view and has filters.
    fn sheet(
        &mut self,
        title: &str,
        heads: &[(&str, f64)],
        rows: usize,
    ) -> Result<&mut Worksheet, XlsxError> {
        let name = self.unused_name(title);
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name)?;
        let format = Format::new()
            .set_bold()
            .set_border(FormatBorder::Thin)
            .set_background_color(Color::RGB(0xF2_F2_F2))
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        for (column, (head, width)) in (0u16..).zip(heads) {
            sheet.write_string_with_format(0, column, limited(head), &format)?;
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        if let Some(last) = heads.len().checked_sub(1) {
            let rows = u32::try_from(rows.clamp(1, MAX_ROWS)).unwrap_or(1);
            sheet.autofilter(0, 0, rows, last as u16)?;
        }
        Ok(sheet)
    }

    /// A name that no sheet has yet.
    fn unused_name(&mut self, title: &str) -> String {
        let name = sheet_name(title);
        let mut unused = name.clone();
        let mut number = 1;
        while !self.names.insert(unused.to_lowercase()) {
            number += 1;
            let tail = format!("({number})");
            let mut short = name.clone();
            while 31 < short.encode_utf16().count() + tail.len() {
                short.pop();
            }
            unused = format!("{short}{tail}");
        }
        unused
    }

    /// A sheet with a row for each thing.
    fn write_things(
        &mut self,
        title: &str,
        columns: &[ExportColumn],
        things: &[FormThing],
    ) -> Result<(), XlsxError> {
        let values = self.values;
        let heads = heads_of(columns);
        let sheet = self.sheet(title, &heads, things.len())?;
        let formats = CellFormats::new();
        for (row, thing) in (1u32..).zip(things.iter().take(MAX_ROWS)) {
            for (column, (_, _, name)) in (0u16..).zip(columns) {
                let value = values.field(thing, name).unwrap_or(FormValue::Missing);
                formats.write(sheet, (row, column), &value, values)?;
            }
        }
        Ok(())
    }

    /// The visits, with a column for every figure that any of them has.
    fn write_visits(&mut self) -> Result<(), XlsxError> {
        let columns = self.columns(&[
            ("日期", "Date", 12.0, "date"),
            ("时间", "Time", 12.0, "time"),
            ("学校", "School", 20.0, "school"),
            ("标题", "Title", 30.0, "title"),
            ("类型", "Type", 14.0, "type"),
            ("形式", "Form", 10.0, "form"),
            ("对象校", "About", 20.0, "to"),
            ("结对", "Pair", 20.0, "pair"),
            ("学期", "Term", 24.0, "term"),
            ("措施", "Measure", 16.0, "action"),
            ("地点", "Place", 16.0, "place"),
            ("学科", "Subject", 10.0, "subject"),
            ("年级", "Grade", 10.0, "grade"),
            ("课题", "Lesson", 20.0, "lesson"),
            ("主持人", "Host", 12.0, "host"),
            ("主讲人", "Speakers", 16.0, "speakers"),
            ("记录人", "Recorder", 12.0, "recorder"),
            ("参加人", "People", 24.0, "people"),
            ("参加人数", "Attendance", 10.0, "attendance"),
            ("受益人数", "Beneficiaries", 10.0, "beneficiaries"),
            ("经费（元）", "Cost (yuan)", 10.0, "cost"),
            ("帮扶需求", "Needs", 28.0, "needs"),
            ("对方意见", "Feedback", 28.0, "feedback"),
            ("其他", "Other", 28.0, "other"),
        ]);
        let values = self.values;
        let visits = values.all("visits");
        let measures = values.measures_of(RecordKind::Visit);
        let mut heads = heads_of(&columns);
        for measure in &measures {
            heads.push((values.measure_name(*measure), 12.0));
        }
        let sheet = self.sheet(pick(self.lang, "活动", "Visits"), &heads, visits.len())?;
        let formats = CellFormats::new();
        for (row, thing) in (1u32..).zip(visits.iter().take(MAX_ROWS)) {
            let mut cells = Vec::new();
            for (_, _, name) in &columns {
                cells.push(values.field(thing, name).unwrap_or(FormValue::Missing));
            }
            if let FormThing::Record(record) = thing {
                let data = FormThing::Data(*record);
                for measure in &measures {
                    let value = values.field(&data, values.measure_name(*measure));
                    cells.push(value.unwrap_or(FormValue::Missing));
                }
            }
            for (column, value) in (0u16..).zip(&cells) {
                formats.write(sheet, (row, column), value, values)?;
            }
        }
        Ok(())
    }

    /// The completeness check (四有): a row for each school or pair and term.
    fn write_completeness(&mut self) -> Result<(), XlsxError> {
        let lang = self.lang;
        let heads = pick(
            lang,
            [
                ("单位", 24.0),
                ("学期", 26.0),
                ("有计划", 9.0),
                ("有措施", 9.0),
                ("有记录", 9.0),
                ("有总结", 9.0),
                ("缺的材料", 40.0),
            ],
            [
                ("Owner", 24.0),
                ("Term", 26.0),
                ("Plan", 9.0),
                ("Measures", 10.0),
                ("Record", 9.0),
                ("Summary", 10.0),
                ("Missing materials", 40.0),
            ],
        );
        let values = self.values;
        let rows = values.completeness();
        let sheet = self.sheet(pick(lang, "四有检查", "Completeness"), &heads, rows.len())?;
        let formats = CellFormats::new();
        for (row, of) in (1u32..).zip(rows.iter().take(MAX_ROWS)) {
            for (column, text) in (0u16..).zip(completeness_cells(values, of, lang)) {
                formats.write(sheet, (row, column), &FormValue::Text(text), values)?;
            }
        }
        Ok(())
    }

    /// The schools, with what became of them, and the pairs.
    fn write_schools_and_pairs(&mut self) -> Result<(), XlsxError> {
        let columns = self.columns(&[
            ("名称", "Name", 24.0, "name"),
            ("学段", "Level", 12.0, "level"),
            ("乡镇", "Township", 14.0, "township"),
            ("负责人", "Head", 12.0, "head"),
            ("班级数", "Classes", 10.0, "classes"),
            ("学生数", "Pupils", 10.0, "pupils"),
            ("专任教师数", "Teachers", 10.0, "teachers"),
            ("开办", "Opened", 12.0, "opened"),
            ("停办", "Closed", 12.0, "closed"),
            ("并入", "Merged into", 20.0, "merged_into"),
            ("曾用名", "Formerly", 24.0, "formerly"),
            ("说明", "Note", 28.0, "note"),
        ]);
        let schools = self.values.all("schools");
        self.write_things(pick(self.lang, "学校", "Schools"), &columns, &schools)?;
        let columns = self.columns(&[
            ("名称", "Name", 24.0, "name"),
            ("形式", "Kind", 16.0, "kind"),
            ("帮扶校", "Helping", 24.0, "helper"),
            ("受援校", "Helped", 24.0, "helped"),
            ("开始", "Start", 12.0, "start"),
            ("结束", "End", 12.0, "end"),
            ("协议", "Agreement", 20.0, "agreement"),
            ("曾用名", "Formerly", 24.0, "formerly"),
            ("说明", "Note", 28.0, "note"),
        ]);
        let pairs = self.values.all("pairs");
        self.write_things(pick(self.lang, "结对", "Pairs"), &columns, &pairs)
    }

    /// The public columns of a ledger.
    fn write_ledger(&mut self, at: RecordIx) -> Result<(), XlsxError> {
        let values = self.values;
        let record = values.record(at);
        let Detail::Ledger(ledger) = &record.detail else { return Ok(()) };
        let mut heads: Vec<(&str, f64)> = Vec::new();
        for column in &ledger.columns {
            if column.role != ColumnRole::Secret {
                heads.push((&column.name, 16.0));
            }
        }
        let title = format!("{} {}", record.title, values.school_name(record.school));
        let sheet = self.sheet(&title, &heads, ledger.days.len())?;
        let formats = CellFormats::new();
        for (row, _) in (0u32..).zip(&ledger.days).take(MAX_ROWS) {
            let thing = FormThing::Row(at, row);
            for (column, (name, _)) in (0u16..).zip(&heads) {
                let value = values.field(&thing, name).unwrap_or(FormValue::Missing);
                formats.write(sheet, (row + 1, column), &value, values)?;
            }
        }
        Ok(())
    }
}

/// The headings and widths of columns.
fn heads_of(columns: &[ExportColumn]) -> Vec<(&str, f64)> {
    let mut heads = Vec::new();
    for (head, width, _) in columns {
        heads.push((head.as_str(), *width));
    }
    heads
}

fn yes_or_no(has: bool, lang: Lang) -> &'static str {
    match has {
        true => pick(lang, "有", "yes"),
        false => pick(lang, "无", "no"),
    }
}

/// The texts of a row of the completeness check.
fn completeness_cells(values: &FormValues<'_>, of: &Completeness, lang: Lang) -> Vec<String> {
    let owner = match of.owner {
        Owner::School(school) => values.school_name(school),
        Owner::Pair(pair) => values.shown(&FormValue::Thing(FormThing::Pair(pair))),
    };
    let summary = match (of.summaries.is_empty(), of.summary_due) {
        (true, false) => pick(lang, "未到期", "not due"),
        (is_missing, _) => yes_or_no(!is_missing, lang),
    };
    let mut missing = Vec::new();
    for material in &of.missing_materials {
        if let Some(title) = values.published_title(material.record) {
            missing.push(format!("{title}{}{}", pick(lang, "：", ": "), material.material));
        }
    }
    vec![
        owner,
        values.shown(&FormValue::Thing(FormThing::Term(of.term))),
        yes_or_no(!of.plans.is_empty(), lang).to_owned(),
        yes_or_no(!of.with_actions.is_empty(), lang).to_owned(),
        yes_or_no(!of.records.is_empty(), lang).to_owned(),
        summary.to_owned(),
        missing.join(pick(lang, "；", "; ")),
    ]
}

/// The formats of cells below the head.
struct CellFormats {
    text: Format,
    day: Format,
}

impl CellFormats {
    fn new() -> CellFormats {
        let text = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        CellFormats { day: text.clone().set_num_format("yyyy-mm-dd"), text }
    }

    /// A value as a spreadsheet has it: a number, a date, or a text, which is never a formula. What is missing stays blank,
    /// so that filters and sums pass over it.
    fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        value: &FormValue,
        values: &FormValues<'_>,
    ) -> Result<(), XlsxError> {
        match value {
            FormValue::Missing => {}
            FormValue::List(things) if things.is_empty() => {}
            FormValue::Day(day) => match excel_day(*day) {
                Ok(date) => {
                    sheet.write_datetime_with_format(row, column, &date, &self.day)?;
                }
                Err(_) => {
                    sheet.write_string_with_format(row, column, day.to_string(), &self.text)?;
                }
            },
            FormValue::Number { plain, .. } => match plain.parse::<f64>() {
                Ok(number) if keeps_digits(plain) => {
                    sheet.write_number_with_format(row, column, number, &self.text)?;
                }
                _ => {
                    sheet.write_string_with_format(row, column, plain, &self.text)?;
                }
            },
            FormValue::Thing(FormThing::Other(_)) if values.shown(value) == "—" => {}
            value => {
                let text = values.shown(value);
                sheet.write_string_with_format(row, column, limited(&text), &self.text)?;
            }
        }
        Ok(())
    }
}

/// A text that a cell can hold.
fn limited(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}

impl FormValues<'_> {
    /// The figures that records of a kind have, except those with columns of their own.
    fn measures_of(&self, kind: RecordKind) -> Vec<MeasureIx> {
        let mut measures = BTreeSet::new();
        for thing in self.records(kind) {
            let FormThing::Record(record) = thing else { continue };
            for (measure, _) in &self.record(record).data {
                if !has_own_cell(self.measure_name(*measure)) {
                    measures.insert(*measure);
                }
            }
        }
        measures.into_iter().collect()
    }
}
