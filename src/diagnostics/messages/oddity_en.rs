//! The messages in English about what is probably not meant.

use super::Message;
use crate::diagnostics::oddity::invisible_name;
use crate::diagnostics::{Elsewhere, Oddity};
use crate::model::Day;

pub(super) fn oddity(oddity: &Oddity) -> Message {
    match oddity {
        Oddity::FutureDay { day, today } => Message::new(
            format!("the date {day} is later than today ({today})"),
            "check the year and the month; what is still to be done belongs in a plan's actions",
        ),
        Oddity::DecidesAsOf { day, next: Some(next) } => Message::new(
            format!(
                "the date {day} is much later than all others (latest {next}), and all progress is judged on it"
            ),
            "check the year; if it is right, write `as_of` in site.yaml to say on which day progress is judged",
        ),
        Oddity::DecidesAsOf { day, next: None } => Message::new(
            format!(
                "the date {day} is after every term and plan, and all progress is judged on it"
            ),
            "check the year; if it is right, write `as_of` in site.yaml to say on which day progress is judged",
        ),
        Oddity::FileNameDay { in_name, day } => Message::new(
            format!("the name of the file says {in_name}, the record says {day}"),
            "check which one is wrong: correct the date here, or rename the file",
        ),
        Oddity::DueBeforeFound { due, found } => Message::new(
            format!("it is due on {due}, before the problem was found on {found}"),
            "check the day it is due; often the year is wrong",
        ),
        Oddity::DoneBeforeFound { done, found } => Message::new(
            format!("it was settled on {done}, before the problem was found on {found}"),
            "check the day; often the year is wrong",
        ),
        Oddity::SettledLater { done, today } => Message::new(
            format!("a problem in `follow_ups` is done on {done}, later than today ({today})"),
            "check the year and the month; leave `done` out until the problem is settled",
        ),
        Oddity::ClosesLater { title, day } => Message::new(
            format!("`{title}` found the problem on {day}, after this visit"),
            "check whether `closes` names the right record, and the dates of both",
        ),
        Oddity::ClosesOwn => Message::new(
            "`closes` names this record itself; it is for problems of earlier visits that this one settles",
            "if it was settled on the day, remove this entry and write `done:` with the date in `follow_ups`; if not, name the visit that found the problem",
        ),
        Oddity::OtherIsField { found, field } => Message::new(
            format!(
                "`{found}` has a key of its own, `{}`; below `other` it is only shown",
                field.en
            ),
            format!("move it out, to a line of its own: `{}: …`", field.en),
        ),
        Oddity::OtherWithoutLabel => {
            Message::new("an entry of `other` has no label", "write `  label on the form: text`")
        }
        Oddity::LongList { most } => Message::new(
            format!("the list is too long; it may have {most} entries"),
            "split it over several visits, or join problems of one kind",
        ),
        Oddity::ClosesNothing { found } => Message::new(
            format!("`{found}` has no `follow_ups`, so there is nothing to settle"),
            "name the visit that found the problem, or add `follow_ups` to that record",
        ),
        Oddity::ItemIsText { found, field, is_alone: true } => Message::new(
            format!("`{found}` is only a text; this is a list of items with fields of their own"),
            format!(
                "write on a line of its own `  - {}: {found}`, and further fields on lines below, aligned with `{}`",
                field.en, field.en
            ),
        ),
        Oddity::ItemIsText { found, field, is_alone: false } => Message::new(
            format!("`{found}` is only a text; each item here has fields of its own"),
            format!(
                "write `- {}: {found}`, and further fields on lines of their own, aligned with `{}`",
                field.en, field.en
            ),
        ),
        Oddity::HelpsItself { school } => Message::new(
            format!("`{school}` is both a helper and helped"),
            "check both lists: a helper helps, the helped schools are those that it helps",
        ),
        Oddity::MergedIntoItself { school } => Message::new(
            format!(
                "following `merged_into` from school to school, `{school}` comes back to itself"
            ),
            "check `merged_into` of these schools: it should name a school that still exists",
        ),
        Oddity::PairIsOneSchool { helped, helper, closed } => Message::new(
            format!(
                "`{helped}` was merged into `{helper}`, so both sides of this pair are one school, and it has no `end`"
            ),
            format!(
                "add a line with its last day, such as `end: {closed}`; if it helps other schools, add them to `helped`"
            ),
        ),
        Oddity::MergedNotClosed { into } => Message::new(
            format!("merged into `{into}`, but without `closed`: the school is judged as open"),
            "add a line with its last day, such as closed: 2024-08-31",
        ),
        Oddity::AboveMax { indicator, value, most } => Message::new(
            format!("one entry of `{indicator}` is {value}, above its limit of {most}"),
            "check for a digit too many, or several occasions in one figure; if it is right, leave it",
        ),
        Oddity::NearText { measure, found, other, file } => Message::new(
            format!(
                "`{found}` in `{measure}` differs by one character from `{other}` in {file}, so they count as two"
            ),
            format!("if they are the same, write `{other}` in both places; if not, leave it"),
        ),
        Oddity::CutAtHash { kept, cut, .. } => Message::new(
            match kept.as_str() {
                "" => format!(
                    "`{cut}` begins with # after a space, so it is dropped as a comment and nothing is left"
                ),
                _ => format!(
                    "only `{kept}` is read; `{cut}` begins with # after a space, so it is dropped as a comment"
                ),
            },
            match Day::parse(kept) {
                Ok(_) => {
                    "it has no effect behind a date: delete it, or write it in the text".to_owned()
                }
                Err(_) => format!("to keep it, put the value in quotes: \"{}\"", whole(kept, cut)),
            },
        ),
        Oddity::ShortRow { cells, columns } => Message::new(
            format!(
                "this row has {cells} of the header's {columns} cells; the missing ones are read as empty"
            ),
            "check the row: an empty cell still needs its comma, or the figures after it shift",
        ),
        Oddity::GroupAsName { found } => Message::new(
            format!("`{found}` is not the name of one person, but counts as one"),
            "write all names, with commas between them; if only their number is known, let the indicator use `sum` and write the number",
        ),
        Oddity::NamesBySpaces { found, meant } => Message::new(
            match found.contains(char::is_whitespace) {
                true => format!("`{found}` is read as one name, since only spaces separate it"),
                false => format!("`{found}` is read as one name, since no comma separates it"),
            },
            format!("separate the names: {meant}"),
        ),
        Oddity::NamesInBrackets { found, meant } => Message::new(
            format!("`{found}` is read as one name, since brackets enclose it"),
            format!("remove the brackets: {meant}"),
        ),
        Oddity::WideSeparator { found } => Message::new(
            format!(
                "full-width signs ({found}) stand between the cells, so that a row is one cell"
            ),
            "write plain commas between all cells of the file, or save it as CSV from a spreadsheet program",
        ),
        Oddity::OpenCellQuote => Message::new(
            "this quotation mark never closes, so all following rows run into this cell",
            "remove the mark, or add the other one at the end of the cell; use curly quotes within a text",
        ),
        Oddity::TextAfterQuote { text } => Message::new(
            format!(
                "`{text}` follows the quotation mark that ends this cell, so where the cell ends is unclear"
            ),
            "remove both marks, or move the text before the closing one; use curly quotes within a text",
        ),
        Oddity::SpaceBeforeQuote => Message::new(
            "a space stands before this quotation mark, so the comma behind it would split the cell",
            "remove the space",
        ),
        Oddity::SheetError { found } => Message::new(
            format!(
                "`{found}` is what a spreadsheet shows where it cannot show or work out a value; the value was not saved"
            ),
            "make the column wider or correct the formula in the spreadsheet, then save it, a CSV as CSV again",
        ),
        Oddity::NoResult => Message::new(
            "this cell holds a formula whose result was not kept, so there is no value to read",
            "open the file in WPS or Excel, save it once the value shows, and hand it in again; or write the value itself",
        ),
        Oddity::FarCell { cell } => Message::new(
            format!("the cell {cell} is filled, too far from the table to be read"),
            "open the file in WPS or Excel, press Ctrl+End to find it, delete the rows and columns beyond the table, and save",
        ),
        Oddity::NoHeader { columns } => Message::new(
            "the table has no header: none of the names in `columns` stand in it",
            format!("add a line above the rows, with commas between its cells: {columns}"),
        ),
        Oddity::UnsaidMonths { first, last } => Message::new(
            format!(
                "the table has a column a month ({first} to {last}), and `columns` does not say so"
            ),
            "list a column `name: month`, `as: date`, `months: 2024` (the year of the first month), and one for the figures, `as: data`",
        ),
        Oddity::NoMonths => Message::new(
            "`columns` has `months`, but the head of the table has no month",
            "name the months 1月, 2月 … or January, February …; a table with a row a date needs no `months`",
        ),
        Oddity::MonthsOfNoDate => Message::new(
            "`months` belongs to the column with `as: date`",
            "such as `name: month`, `as: date`, `months: 2024`",
        ),
        Oddity::RowOfNoColumn { found } => Message::new(
            format!("`columns` does not say what the figures in the row `{found}` are"),
            format!(
                "add a column `name: {found}`, `as: data`; for a table of one measure list one data column only"
            ),
        ),
        Oddity::DashForNothing { found } => Message::new(
            format!("`{found}` is read as an empty cell and counts for nothing"),
            "leave a cell without a figure empty; write 0 for zero",
        ),
        Oddity::NoSpreadsheet { is_page: false } => Message::new(
            "this spreadsheet cannot be opened: it is damaged, has a password, or is another kind of file",
            "open it in a spreadsheet program, remove the password, and save it as .xlsx",
        ),
        Oddity::NoSpreadsheet { is_page: true } => Message::new(
            "this file is a web page under the name of a spreadsheet",
            "open it in a spreadsheet program and save it as .xlsx",
        ),
        Oddity::NoSheet { found, sheets } => Message::new(
            format!("the spreadsheet has no sheet `{found}`"),
            format!("its sheets are: {}; without `sheet` the first one is read", sheets.join(", ")),
        ),
        Oddity::ClockIsDate { found, day } => Message::new(
            format!("`time` is the time of day, but `{found}` is a date"),
            format!("write instead: date: {day}"),
        ),
        Oddity::BadClock { found } => Message::new(
            format!("`{found}` is no time of day"),
            "write hours and minutes, such as 14:30 or 8:00—11:30; the day goes into `date`",
        ),
        Oddity::SensitiveFile { name, indicator } => Message::new(
            format!(
                "`{name}` is published as it is; this record has figures of the sensitive indicator `{indicator}`, and the file may hold numbers that must not be published"
            ),
            "open the file: with such numbers or names it must not be next to the record; until then write `draft: true`",
        ),
        Oddity::MoneyBeside { amount, count } => Message::new(
            format!(
                "`{count}` is too small to be published, but `{amount}` beside it is: divided by the rate for one it tells how many there are"
            ),
            "write the amounts of several times in one record, or only the total of the school or county; until then write `draft: true`",
        ),
        Oddity::OnlyHeadings => Message::new(
            "this record is not filled in: its text has headings only, so it does not count",
            "write below the headings what was done, and it counts; `draft: true` keeps it from being published until then",
        ),
        Oddity::ClockBackwards { found } => Message::new(
            format!("`{found}` ends before it begins"),
            "check it: the start comes first; two in the afternoon is 14:00",
        ),
        Oddity::ProblemTwice { found, line } => Message::new(
            format!("the problem `{found}` stands on line {line} already and counts as two"),
            "delete one of them; if they are two problems, write what tells them apart",
        ),
        Oddity::NoFormerId { found, example } => Message::new(
            format!("`{found}` is no id that this can have had"),
            format!(
                "`formerly` holds the path below content/ before the move, without .md, such as {example}"
            ),
        ),
        Oddity::SeparateDays { found, days } => Message::new(
            format!("`{found}` names {} days with others between them", days.len()),
            format!("write one record a day, with the dates {}", days.join(", ")),
        ),
        Oddity::SeveralDays { found, start, end, has_range: true } => Message::new(
            format!("`date` is one day, but `{found}` was written"),
            format!("for several days write two lines in its place: start: {start} and end: {end}"),
        ),
        Oddity::SeveralDays { found, end, .. } => Message::new(
            format!("one day belongs here, but `{found}` was written"),
            format!("write the last day: {end}"),
        ),
        Oddity::InvisibleInKey { key, character } => Message::new(
            format!(
                "`{key}` contains an invisible character ({} U+{character:04X})",
                invisible_name(*character).map_or("", |name| name.en)
            ),
            format!(
                "type `{key}: ` again on an empty line, or run `guidang fmt`, which removes all invisible characters"
            ),
        ),
        Oddity::NotIndented { parent, found } => Message::new(
            format!(
                "`{found}` belongs to `{parent}` above, but is not indented, so it cannot be read"
            ),
            format!("put two spaces in front of every line below `{parent}`"),
        ),
        Oddity::OtherSpelling { found, first, line } => Message::new(
            format!("`{found}` and `{first}` on line {line} are two spellings of one field"),
            "it can be written once only: remove one of the two lines",
        ),
        Oddity::BelongsInData { found, is_known: true, .. } => Message::new(
            format!("`{found}` is a figure to be counted and cannot stand here"),
            format!("write it below `data:`, with two spaces in front: `  {found}: 2`"),
        ),
        Oddity::BelongsInData { found, is_known: false, meant } if !meant.is_empty() => {
            let (first, all) = (meant.first().map_or("", String::as_str), meant.join("`, `"));
            Message::new(
                format!("there is no field `{found}`; indicators count `{all}`"),
                format!(
                    "to be counted, it goes below `data:`, with two spaces in front: `  {first}: 2`"
                ),
            )
        }
        Oddity::BelongsInData { found, is_known: false, .. } => Message::new(
            format!("there is no field `{found}`"),
            "figures to be counted go below `data:`, with two spaces in front, named as in indicators.yaml; remarks go into the text",
        ),
        Oddity::BelongsElsewhere { found, place: Elsewhere::Folder } => Message::new(
            format!("there is no field `{found}`: files need not be listed"),
            "put photos and files into the folder of this record (a folder with the record as index.md); show a photo in the text with ![what it shows](photo.jpg)",
        ),
        Oddity::BelongsElsewhere { found, place: Elsewhere::Body } => Message::new(
            format!("there is no field `{found}`"),
            "write it into the text, below the second line of `---`; it can be as long as you like",
        ),
    }
}

fn whole(kept: &str, cut: &str) -> String {
    let space = if kept.is_empty() { "" } else { " " };
    format!("{kept}{space}{cut}").replace(['\u{22}', '\u{5c}'], "")
}
