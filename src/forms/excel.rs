//! A blank form as a workbook: a locked head, and columns that the spreadsheet checks.

use std::io;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::blank::{BlankForm, CellKind, FormField, letters};
use super::mark::{DEFINED_NAME, PROPERTY};
use crate::diagnostics::BilingualName;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// How many rows below the head are checked by the spreadsheet.
const CHECKED_ROWS: u32 = 2000;
/// How many rows below the head are ruled for writing by hand: as many as stand on one page with the title.
const RULED_ROWS: u32 = 24;
/// The height of a row that `fill` fills in, in points.
const FILLED_HEIGHT: f64 = 32.0;
/// The height of a line of text, in points.
const LINE_HEIGHT: f64 = 16.0;
/// How many characters a page is wide, when it is printed as small as can still be read.
const PAGE_WIDTH: f64 = 200.0;
/// The most characters of a prompt in Excel.
const MAX_PROMPT: usize = 250;

/// The name of the hidden sheet with the choices of the columns.
const CHOICES: BilingualName = BilingualName { en: "choices", zh: "选项" };

/// Whether a hidden sheet of one of our forms is that of the choices, by its name.
pub(crate) fn is_choices(name: &str) -> bool {
    CHOICES.is(name)
}

/// The bytes of the workbook.
pub(super) fn workbook(form: &BlankForm) -> io::Result<Vec<u8>> {
    written(form).map_err(io::Error::other)
}

fn written(form: &BlankForm) -> Result<Vec<u8>, XlsxError> {
    let columns = columns(form);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let list_name = pick(form.lang, CHOICES.zh, CHOICES.en);
    let mut writer = SheetWriter { form, columns: &columns, sheet, list_name };
    writer.write()?;
    let mut about = properties(&form.title)?;
    if let Some(mark) = &form.mark {
        write_choices(workbook.add_worksheet(), list_name, &columns)?;
        let text = mark.to_string();
        workbook.define_name(DEFINED_NAME, &format!("=\"{}\"", text.replace('"', "")))?;
        about = about.set_custom_property(PROPERTY, text);
    }
    workbook.set_properties(&about);
    workbook.save_to_buffer()
}

/// The choices of the columns, in a sheet that is not shown.
fn write_choices(
    lists: &mut Worksheet,
    name: &str,
    columns: &[FormField],
) -> Result<(), XlsxError> {
    lists.set_name(name)?;
    lists.set_hidden(true);
    for (column, field) in (0u16..).zip(columns) {
        for (row, choice) in (0u32..).zip(&field.choices) {
            lists.write_string(row, column, choice)?;
        }
    }
    Ok(())
}

/// The properties of a workbook: no time of writing, so that the same content gives the same bytes.
pub(super) fn properties(title: &str) -> Result<DocProperties, XlsxError> {
    let first = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new().set_title(title).set_author("guidang").set_creation_datetime(&first))
}

/// The columns of a form: those of its table, or its fields and sections, so that a row is a record.
fn columns(form: &BlankForm) -> Vec<FormField> {
    if form.fields.is_empty() {
        return match &form.table {
            Some(table) => table.columns.clone(),
            None => Vec::new(),
        };
    }
    let mut columns = form.fields.clone();
    for section in &form.sections {
        columns.push(FormField { is_wide: true, ..FormField::text(&section.heading) });
    }
    columns
}

/// Writes the sheet to fill in.
struct SheetWriter<'f, 'w> {
    form: &'f BlankForm,
    columns: &'f [FormField],
    sheet: &'w mut Worksheet,
    /// The name of the sheet that holds the choices.
    list_name: &'static str,
}

impl SheetWriter<'_, '_> {
    fn write(&mut self) -> Result<(), XlsxError> {
        let form = self.form;
        self.sheet.set_name(sheet_name(&form.title))?;
        let head = self.write_title()?;
        let head_format = head_format();
        for (column, field) in (0u16..).zip(self.columns) {
            self.sheet.set_column_width(column, width(field))?;
            self.sheet.set_column_format(column, &value_format(field))?;
            self.sheet.write_string_with_format(head, column, &field.label, &head_format)?;
            if form.mark.is_some() {
                self.add_check(head + 1, column, field)?;
            }
        }
        self.sheet.set_row_height(head, 30)?;
        self.write_rows(head + 1)?;
        self.set_page(head)
    }

    /// The title, and what the form is about; gives the row of the head.
    fn write_title(&mut self) -> Result<u32, XlsxError> {
        let form = self.form;
        let last = (self.columns.len().max(2) - 1) as u16;
        let title = Format::new()
            .set_bold()
            .set_font_size(18)
            // Of a form that is several pages wide, the first page shows it.
            .set_align(if self.pages_wide() == 1 { FormatAlign::Center } else { FormatAlign::Left })
            .set_align(FormatAlign::VerticalCenter);
        self.sheet.merge_range(0, 0, 0, last, &form.title, &title)?;
        self.sheet.set_row_height(0, 36)?;
        let note = Format::new()
            .set_font_color("#595959")
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let about = if form.about.is_empty() { &form.footer } else { &form.about };
        let whole: f64 = self.columns.iter().map(width).sum();
        let lines = (f64::from(letters(about)) / whole).ceil().max(1.0);
        self.sheet.merge_range(1, 0, 1, last, about, &note)?;
        self.sheet.set_row_height(1, 6.0 + 16.0 * lines)?;
        Ok(2)
    }

    /// What is known already, and lines to write on.
    fn write_rows(&mut self, first: u32) -> Result<(), XlsxError> {
        let rows = match &self.form.table {
            Some(table) if self.form.fields.is_empty() => table.rows.as_slice(),
            _ => &[],
        };
        let ruled_rows = if self.form.mark.is_some() { RULED_ROWS } else { 0 };
        let count = ruled_rows.max(rows.len() as u32);
        for row in 0..count {
            if self.form.mark.is_none() {
                // Two lines: not every program makes a row as high as its texts.
                self.sheet.set_row_height(first + row, FILLED_HEIGHT)?;
            }
            let texts = rows.get(row as usize).map(Vec::as_slice).unwrap_or_default();
            let mut lines = self.lines_of(texts);
            if row == 0 && texts.is_empty() {
                let known: Vec<String> =
                    self.columns.iter().map(|field| field.value.clone()).collect();
                lines = self.lines_of(&known);
            }
            if 1.0 < lines {
                self.sheet.set_row_height(first + row, LINE_HEIGHT * lines)?;
            }
            for (column, field) in (0u16..).zip(self.columns) {
                let value = match texts.get(usize::from(column)) {
                    Some(known) => known,
                    // Of a form where a row is a record, what is known stands in the first row.
                    None if row == 0 => field.value.as_str(),
                    None => "",
                };
                self.write_value(first + row, column, field, value)?;
            }
        }
        let last = (self.columns.len().max(2) - 1) as u16;
        let totals = self.write_totals(first + count)?;
        self.sheet.set_print_area(0, 0, first + count + totals - 1, last)?;
        Ok(())
    }

    /// How many lines the longest of a row's texts takes. A program does not always make the row as high by itself.
    fn lines_of(&self, texts: &[String]) -> f64 {
        let mut most: f64 = 1.0;
        for (text, field) in texts.iter().zip(self.columns) {
            // A long word leaves room at the end of a line.
            most = most.max((f64::from(letters(text)) * 1.15 / width(field)).ceil());
        }
        most
    }

    /// How many pages the columns take beside each other.
    fn pages_wide(&self) -> u16 {
        let whole: f64 = self.columns.iter().map(width).sum();
        (whole / PAGE_WIDTH).ceil().max(1.0) as u16
    }

    /// The row of sums, if there is one; gives how many rows that is.
    fn write_totals(&mut self, row: u32) -> Result<u32, XlsxError> {
        let totals = match &self.form.table {
            Some(table) => table.totals.as_slice(),
            None => &[],
        };
        let format = ruled().set_bold();
        for (column, text) in (0u16..).zip(totals) {
            if text.starts_with('=') {
                let formula = Formula::new(text);
                self.sheet.write_formula_with_format(row, column, formula, &format)?;
            } else {
                self.sheet.write_string_with_format(row, column, text, &format)?;
            }
        }
        Ok(u32::from(!totals.is_empty()))
    }

    /// A value as its column has it: a date as a date.
    fn write_value(
        &mut self,
        row: u32,
        column: u16,
        field: &FormField,
        value: &str,
    ) -> Result<(), XlsxError> {
        let format = value_format(field);
        if value.is_empty() {
            self.sheet.write_blank(row, column, &format)?;
        } else if field.kind == CellKind::Date
            && let Ok(day) = Day::parse(value)
        {
            self.sheet.write_datetime_with_format(row, column, &excel_day(day)?, &format)?;
        } else {
            self.sheet.write_string_with_format(row, column, value, &format)?;
        }
        Ok(())
    }

    /// Lets the spreadsheet check a column, and say how it is filled in.
    fn add_check(&mut self, first: u32, column: u16, field: &FormField) -> Result<(), XlsxError> {
        let lang = self.form.lang;
        let mut check = match (field.choices.len(), field.kind) {
            (1.., _) => {
                let (list, letter) = (self.list_name, column_letters(u32::from(column) + 1));
                let last = field.choices.len();
                let range = format!("='{list}'!${letter}$1:${letter}${last}");
                DataValidation::new().allow_list_formula(Formula::new(range))
            }
            (0, CellKind::Date) => {
                let (from, to) =
                    (ExcelDateTime::from_ymd(2000, 1, 1)?, ExcelDateTime::from_ymd(2099, 12, 31)?);
                DataValidation::new().allow_date(DataValidationRule::Between(from, to))
            }
            (0, CellKind::Number) => {
                DataValidation::new().allow_decimal_number(DataValidationRule::Between(-1e12, 1e12))
            }
            (0, CellKind::Text) if field.hint.is_empty() => return Ok(()),
            (0, CellKind::Text) => DataValidation::new().allow_any_value(),
        };
        let style = match field.is_open && !field.choices.is_empty() {
            true => DataValidationErrorStyle::Information,
            false => DataValidationErrorStyle::Stop,
        };
        check = check.set_error_style(style).set_error_message(error_message(field, lang))?;
        if !field.hint.is_empty() {
            check = check.set_input_message(limited(&field.hint))?;
        }
        self.sheet.add_data_validation(first, column, first + CHECKED_ROWS - 1, column, &check)?;
        Ok(())
    }

    /// How it is printed, what stays in view, and what is locked.
    fn set_page(&mut self, head: u32) -> Result<(), XlsxError> {
        let form = self.form;
        self.sheet.set_freeze_panes(head + 1, 0)?;
        self.sheet.set_repeat_rows(head, head)?;
        let pages = self.pages_wide();
        self.sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(pages, 0);
        if 1 < pages {
            self.sheet.set_repeat_columns(0, 0)?;
        }
        self.sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
        let signatures =
            form.signatures.join(pick(form.lang, "　　　　　　　　", "                "));
        self.sheet.set_footer(format!("&L{}&R&P/&N", signatures.replace('&', "&&")));
        if form.mark.is_none() {
            return Ok(());
        }
        self.sheet.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            insert_rows: true,
            delete_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::new()
        });
        Ok(())
    }
}

/// What the spreadsheet says to a value that does not fit.
fn error_message(field: &FormField, lang: Lang) -> String {
    let text = match (field.choices.is_empty(), field.is_open, field.kind) {
        (false, true, _) => pick(
            lang,
            "选项里没有这一项。确实需要就点“确定”。",
            "This is none of the choices. Press OK if it is right.",
        ),
        (false, false, _) => pick(lang, "请从下拉选项里选一项。", "Please choose from the list."),
        (_, _, CellKind::Date) => {
            pick(lang, "请写日期，如 2024-03-15。", "Please write a date, such as 2024-03-15.")
        }
        (_, _, CellKind::Number) => {
            pick(lang, "请只写数字，不带单位。", "Please write a number only, without a unit.")
        }
        (_, _, CellKind::Text) => "",
    };
    limited(text)
}

fn limited(text: &str) -> String {
    text.chars().take(MAX_PROMPT).collect()
}

/// The letters of a column by its number from 1: A, B … Z, AA.
pub(super) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while 0 < rest {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// A name that a sheet can have: no signs that Excel forbids, at most 31 characters.
pub(super) fn sheet_name(title: &str) -> String {
    let name = title.replace(is_forbidden, "");
    let mut short = String::new();
    for ch in name.trim().chars() {
        // Excel counts units of UTF-16.
        if 31 < short.encode_utf16().count() + ch.len_utf16() {
            break;
        }
        short.push(ch);
    }
    if short.is_empty() { "Sheet1".to_owned() } else { short }
}

/// Whether Excel forbids a sign in the name of a sheet.
fn is_forbidden(ch: char) -> bool {
    matches!(ch, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') || ch.is_control()
}

fn ruled() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn head_format() -> Format {
    ruled().set_bold().set_align(FormatAlign::Center).set_background_color("#F2F2F2")
}

/// The format of a column's cells: they are not locked, and texts stay texts.
fn value_format(field: &FormField) -> Format {
    let format = ruled().set_unlocked();
    match field.kind {
        // At the right edge it would touch the text of the next column.
        CellKind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
        CellKind::Number => format,
        CellKind::Text => format.set_num_format("@"),
    }
}

/// The width of a column, in characters.
fn width(field: &FormField) -> f64 {
    match (field.is_wide, field.kind) {
        (true, _) => 28.0,
        (false, CellKind::Date) => 12.0,
        _ => f64::from(letters(&field.label).clamp(8, 20)) + 2.0,
    }
}

/// A day as a workbook has it.
pub(super) fn excel_day(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)
}
