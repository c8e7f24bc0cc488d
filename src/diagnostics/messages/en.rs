//! The messages in English: what was found, what to write.

use super::example_day::{example_day, last_of_month};
use super::{
    Message, html_source, html_tag, is_html_table, is_on_own_disk, is_picture, last_name,
    megabytes, push_en, takes_other,
};
use crate::diagnostics::{
    AttachmentPlace, BilingualName, EncodingProblem, FileNameProblem, FilingProblem, LinkProblem,
    NotCounted, NumberProblem, PictureProblem, Problem, ReferenceKind, SealProblem, Shape,
    SourceProblem, Stray, WhyMissing,
};
use crate::model::DayError;
use crate::syntax::markdown::SlipKind;
use crate::syntax::text::is_nothing;
use crate::syntax::yaml::{YamlFeature, YamlSyntaxError};

pub(super) fn message(problem: &Problem) -> Message {
    match problem {
        Problem::Yaml(problem) => yaml(problem),
        Problem::UnsupportedYaml(feature) => yaml_feature(feature),
        Problem::Nesting { limit } => Message::new(
            format!("nested too deeply; {limit} levels at most"),
            "use fewer levels of indentation or brackets",
        ),
        Problem::TooLarge { limit } => Message::new(
            format!("the file or its front matter is too large; the limit is {limit}"),
            "split it into several records; put tables into a ledger's CSV",
        ),
        Problem::LargePhoto { name, size } => Message::new(
            format!(
                "the photo is {} MB; pages will use a smaller copy, but shrink it to 2 MB before committing it",
                megabytes(*size)
            ),
            format!("the file is `{name}`; resize it with a phone or a picture viewer"),
        ),
        Problem::Picture { name, why } => picture(name, why),
        Problem::ImageWithoutAlt => Message::new(
            "the image has no alternative text",
            "describe in a few words what it shows: ![a lesson](photo.jpg)",
        ),
        Problem::UnknownField { found, nearest, elsewhere, allowed } => Message {
            text: format!("there is no field `{found}`"),
            help: Some(match (elsewhere, nearest) {
                (Some(home), _) => format!(
                    "`{found}` is a field of {}; here you may write: {}",
                    home.en,
                    choices(allowed)
                ),
                (None, Some(nearest)) => format!("did you mean `{nearest}`?"),
                (None, None) if takes_other(allowed) => format!(
                    "here you may write: {}; what else your form asks goes below `other:`, such as `  {found}: …`",
                    choices(allowed)
                ),
                (None, None) => format!("here you may write: {}", choices(allowed)),
            }),
        },
        Problem::UnknownColumn { found, table } => Message::new(
            format!("{table} has a column `{found}` that `columns` does not name"),
            format!(
                "add `- name: {found}` under `columns`, with `as: date`, `data`, `text` or `secret`"
            ),
        ),
        Problem::MissingColumn { column, table, nearest } => Message {
            text: format!("{table} has no column `{column}`"),
            help: Some(match nearest {
                Some(nearest) => format!("the nearest header is `{nearest}`; compare the two"),
                None => "compare with the CSV's header, or delete the item under `columns`".into(),
            }),
        },
        Problem::MissingField { key, example } => Message::new(
            format!("`{}` is missing", key.en),
            format!("add it, for example `{}: {}`", key.en, english_example(example)),
        ),
        Problem::MissingFile { file } => Message::new(
            format!("this folder has no `{}` ({})", file.en, file.zh),
            "write one with the name and so on, or let `guidang new` make it",
        ),
        Problem::MisnamedFile { found, wanted } => Message::new(
            format!("`{found}` is not the right name, so the file was not read"),
            format!(
                "rename it to `{}`; Windows shows endings of names with View, File name extensions",
                wanted.en
            ),
        ),
        Problem::NoDateColumn => Message::new(
            "there is no date column, so no row counts",
            "mark the column that holds the dates with `as: date`",
        ),
        Problem::WrongType { found: Shape::List, wanted: Shape::Text } => Message::new(
            "one value belongs here; brackets and `- ` make a list",
            "write one value; put a text that itself has brackets in quotes, such as `title: \"[Lesson] Maths\"`",
        ),
        Problem::WrongType { found, wanted } => Message::new(
            format!("{} belongs here, but {} was found", shape(*wanted), shape(*found)),
            shape_help(*wanted),
        ),
        Problem::BadNumber { found, why } => number(found, why),
        Problem::BadChoice { found, allowed, nearest } => Message {
            text: format!("`{found}` is not one of the choices"),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`? Choices: {}", choices(allowed)),
                None => format!("choices: {}", choices(allowed)),
            }),
        },
        Problem::BadFlag { found } => Message::new(
            format!("`{found}` is neither yes nor no"),
            "write `true` or `false` (是 or 否)",
        ),
        Problem::BadAddress { found } => Message::new(
            format!("`{found}` cannot be used as an address"),
            "begin with http:// or https://; an edit_url holds {path}, such as https://git.example/edit/main/{path}",
        ),
        Problem::ScopeNeedsPair { found } => Message::new(
            format!("`{found}` only works in a pair's plan"),
            "put the plan into pairs/…/plans, or use `joint`, `each` or a list of schools",
        ),
        Problem::AcrossNeeded { indicator } => Message::new(
            format!(
                "the indicator `{indicator}` takes the latest value, but does not say how the values of several schools are combined"
            ),
            "give it `across: sum`, `mean`, `min` or `max` in indicators.yaml, or use `scope: each`",
        ),
        Problem::ScopeKeepsNoSchool => Message::new(
            "the scope has no school of these levels, so there is nothing to judge",
            "compare the levels with those in each school.yaml; a nine_year school is a primary and a junior one",
        ),
        Problem::ScaleWithoutRatio => Message::new(
            "only a ratio or a last_ratio can have a scale",
            "delete the line; for a figure per hundred use `aggregate: ratio` with numerator and denominator",
        ),
        Problem::ScaleOfPercent => Message::new(
            "a ratio in % is multiplied by 100 already, so it cannot have a scale",
            "delete the line, or give the unit that the figure has, such as `persons`",
        ),
        Problem::UnmarkedSensitive { indicator, measure, sensitive } => Message::new(
            format!(
                "the indicator `{indicator}` reads `{measure}` as the sensitive indicator `{sensitive}` does, but is not marked as sensitive itself: it would show the small figures that are withheld"
            ),
            "add `sensitive: true` to it",
        ),
        Problem::SensitiveCount { indicator } => Message::new(
            format!(
                "the indicator `{indicator}` counts records: everybody sees them and can count them, so `sensitive` hides nothing"
            ),
            "write the number of people into the data and use `aggregate: sum`, or leave out `sensitive`",
        ),
        Problem::NoTheme { found } => Message::new(
            format!("there is no theme `{found}`"),
            "put it under themes/, or delete the line to use the built-in one",
        ),
        Problem::ExtraCell { found } => Message::new(
            format!("this row has one cell more than the header: `{found}`"),
            "check its commas; leave out thousands commas, or put the cell in double quotes",
        ),
        Problem::SecondDateColumn => Message::new(
            "only one column can be the date",
            "keep the one with the day of the event; write `as: text` at the others",
        ),
        Problem::BadDate { found, why, year } => date(found, *why, *year),
        Problem::SerialDate { found, day } => Message::new(
            format!("the date is Excel's serial number {found}, read as {day}"),
            "format the column as a date and save it, a CSV as CSV again",
        ),
        Problem::LostNumber { found } => Message::new(
            format!("`{found}` is in scientific notation; the number itself is lost"),
            "a number this long is probably a certificate number and should not be submitted; if it is not, format the column as text and enter it again",
        ),
        Problem::BadRange { start, end } => Message::new(
            format!("the end `{end}` is before the start `{start}`"),
            "check the two dates; they may be swapped",
        ),
        Problem::DuplicateKey { found, line } => Message::new(
            format!("`{found}` is written twice; line {line} has it already"),
            "delete one of the two",
        ),
        Problem::DuplicateId { found, file, line } => {
            let place = if *line == 0 { file.clone() } else { format!("{file}, line {line}") };
            Message::new(
                format!("`{found}` is used twice; {place} has it already"),
                "rename or delete one of the two",
            )
        }
        Problem::SecondTarget { found, line } => Message::new(
            format!("line {line} has a target for `{found}` already; this is the second"),
            format!("to keep both, give this one an id, such as `id: {found} 2`; or delete it"),
        ),
        Problem::SameSchoolName { name, file } => Message::new(
            format!("`{name}` is the full name of another school ({file})"),
            "each full name belongs to one school; write it in full, for instance with the township, or change it back to this school's own",
        ),
        Problem::SameVisit { file } => Message::new(
            format!(
                "`{file}` has the same pair, date and type: one visit may have been reported twice"
            ),
            "agree with the other school which one to keep; if there were two visits, nothing needs to be done",
        ),
        Problem::CopyOf { original } => Message::new(
            format!("the name looks like a copy of `{original}`, whose figures would count twice"),
            "delete it; if it is another record, rename it",
        ),
        Problem::UnknownReference { named, found, nearest, known } => Message {
            text: format!("there is no {} called `{found}`", kind_name(*named)),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None if known.is_empty() => reference_help(*named).into(),
                None => format!("{}. There are: {}", reference_help(*named), known.join(", ")),
            }),
        },
        Problem::NotForSchool { named, found, school } => Message::new(
            format!("the {} `{found}` does not apply to {school}", kind_name(*named)),
            "check which school's folder the record is in, or name one that applies to that school",
        ),
        Problem::AmbiguousReference { named, found, candidates } => Message::new(
            format!("`{found}` fits several {}s: {}", kind_name(*named), candidates.join(", ")),
            if *named == ReferenceKind::Action {
                "add `plan` to say whose action it is"
            } else {
                "write the id or the whole path of one of them"
            },
        ),
        Problem::Encoding(problem) => encoding(problem),
        Problem::ConflictingValues { measure, day, file, line } => {
            let place = if *line == 0 { file.clone() } else { format!("{file}, line {line}") };
            Message::new(
                format!(
                    "one school has two values of `{measure}` on {day}; the other is in {place}"
                ),
                "a day has one value: delete or correct one of them",
            )
        }
        Problem::NoPeriod { target } => Message::new(
            format!("the target `{target}` has no period within its plan"),
            "check the plan's dates and the terms; pieces shorter than min_period_days do not count; `every` can be left out",
        ),
        Problem::NotCounted(why) => not_counted(why),
        Problem::StrayFile(stray) => stray_file(stray),
        Problem::BrokenLink { href, why } => link(href, why),
        Problem::MissingAttachment { found, nearest } => Message {
            text: format!("the file `{found}` is not there"),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`, which is next to the record?"),
                None => "put the file next to the record, or check its name".into(),
            }),
        },
        Problem::UnsafePath { found } => Message::new(
            format!("the path `{found}` is not allowed"),
            "name only a file next to the record: no `..`, no drive, no leading `/`",
        ),
        Problem::FileName(problem) => file_name(problem),
        Problem::NotAllowed(why) => push_en::not_allowed(why),
        Problem::Odd(oddity) => super::oddity_en::oddity(oddity),
        Problem::Misread(misreading) => super::misread_en::misreading(misreading),
        Problem::Sealed(problem) => sealed(problem),
        Problem::Filing(problem) => filing(problem),
        Problem::Source(problem) => source(problem),
        Problem::PersonalData { kind, masked, certain: true, .. } => Message::new(
            format!("personal data: {} ({masked})", kind.en),
            "delete it before you submit; such data stays in the school's own registers. If it was submitted before, ask the maintainer to clean the history. If it is no personal data, the maintainer can list this text with a reason under `allow` in site.yaml",
        ),
        Problem::PersonalData { kind, masked, certain: false, .. } => Message::new(
            format!("this looks like {} ({masked})", kind.en),
            "delete it if it is personal data; a mere serial number may stay",
        ),
        Problem::PersonalAttachment { kind, masked, certain, place, .. } => {
            let place = place_in_attachment(place);
            let text = match certain {
                true => format!("personal data in the attachment, {place}: {} ({masked})", kind.en),
                false => {
                    format!("what looks like {} in the attachment, {place} ({masked})", kind.en)
                }
            };
            Message::new(
                text,
                "delete it in the file, or write «a pupil» instead, save it and put it in the place of this one. If it is no personal data, the maintainer can list this text with a reason under `allow` in site.yaml",
            )
        }
        Problem::UnpacksTooLarge => Message::new(
            "the attachment unpacks to too much, so it was not looked into to the end",
            "delete the empty rows and columns at the end of a sheet and save it; delete what a document does not need; unpack an archive and keep only the files that are to be public. Push many attachments in several pushes",
        ),
        Problem::NotLookedInto { count, endings } => Message::new(
            format!(
                "the text of {count} attachments cannot be read ({}): whether personal data is in them is not known",
                counted_endings(endings)
            ),
            "look at them yourself; save old Word and WPS files as docx or xlsx, add the text to a scanned PDF, take passwords away",
        ),
        Problem::LeftOut { count } => Message::new(
            format!(
                "too many attachments: from this one on, {count} of them were not looked into here, and whether personal data is in them is not known"
            ),
            "8 GB of one school and 64 GB of the archive are looked into, packages as they unpack; move large files that need not be published out of content, and look at the others yourself",
        ),
        Problem::UnusedAllowance => Message::new(
            "this text of `allow` is not needed: it stands nowhere in the archive, or is no personal data anyway",
            "check that it is exactly what the record says; delete the entry if it is no longer needed",
        ),
        Problem::PersonalHistory { kind, masked, .. } => Message::new(
            format!("an earlier commit of this push holds personal data: {} ({masked})", kind.en),
            "deleting it later leaves it in the history. Make one commit of those not pushed yet: git reset --soft origin/main, then commit and push again",
        ),
        Problem::PersonalPush { place, kind, masked, .. } => {
            push_en::personal(place, *kind, masked)
        }
        Problem::PersonalColumn { column } => Message::new(
            format!("the column `{column}` is personal data"),
            "delete it from the table; to count persons or households keep one column of serial numbers that identify nobody, and mark it `secret`",
        ),
        Problem::RawHtml { found } if is_html_table(found) => Message::new(
            format!("the text contains HTML `{found}`, which is shown as plain text"),
            "write a table in Markdown: `| item | number |`, then `| --- | --- |`, then a line for each row; a table to be counted goes into a ledger",
        ),
        Problem::RawHtml { found } if html_tag(found) == "br" => Message::new(
            format!("the text contains HTML `{found}`, which is shown as plain text"),
            "delete it and begin a new line here; leave an empty line between two paragraphs",
        ),
        Problem::RawHtml { found } if html_tag(found) == "img" => Message::new(
            format!(
                "the text contains HTML `{found}`, which is shown as plain text: there is no picture"
            ),
            match html_source(found) {
                Some(source) => format!("write `![what it shows]({source})`"),
                None => "write a picture as `![what it shows](photo.jpg)`".to_owned(),
            },
        ),
        Problem::RawHtml { found } => Message::new(
            format!("the text contains HTML `{found}`, which is shown as plain text"),
            "use Markdown instead, such as **bold** or - lists",
        ),
        Problem::MistakenGbk { found, meant } => Message::new(
            format!("this file is read as UTF-8, but `{found}` looks like `{meant}` saved in GBK"),
            "open it in an editor, check it and save it as UTF-8; if it is right as it is, save it as UTF-8 with BOM",
        ),
        Problem::MarkdownSlip { kind, found, write } => markdown_slip(*kind, found, write),
        Problem::OverlappingTerms { other } => Message::new(
            format!("its days overlap those of the term `{other}`"),
            "check the start and the end of both terms",
        ),
        Problem::UnjudgedPlan { found } => Message::new(
            format!(
                "the plan's day `{found}` is a placeholder of a template, so none of its targets would be judged"
            ),
            "write the day, such as 2024-03-15, or `draft: true` as long as it is not known",
        ),
        Problem::Placeholder { found } => Message::new(
            format!("`{found}` is a placeholder left from a template and has no effect"),
            "fill it in, or delete the line",
        ),
    }
}

fn markdown_slip(kind: SlipKind, found: &str, write: &str) -> Message {
    let (first, second) = write.split_once('\n').unwrap_or((write, ""));
    match kind {
        SlipKind::Image => Message::new(
            format!(
                "`{found}` is not shown as a picture: the exclamation mark and the brackets must be half-width, without a space between the brackets"
            ),
            format!("write `{write}`"),
        ),
        SlipKind::Link => Message::new(
            format!(
                "`{found}` is not a link: square brackets first, then round ones, half-width, without a space between them"
            ),
            format!("write `{write}`"),
        ),
        SlipKind::Heading => Message::new(
            format!(
                "`{found}` is not shown as a heading: it takes a half-width # and a space after it"
            ),
            format!("write `{write}`; leave it if it is no heading"),
        ),
        SlipKind::Bold => Message::new(
            format!("`{found}` is not shown bold: the stars must be half-width"),
            format!("write `{write}`"),
        ),
        SlipKind::SpacedBold => Message::new(
            format!("`{found}` is not shown bold: no space may stand inside the stars"),
            format!("write `{write}`"),
        ),
        SlipKind::OpenBold => Message::new(
            format!("`{found}` has `**` on one side only, so it is not bold and the stars are printed"),
            format!("write `**` on both sides of what is bold, such as: {write}; else remove the stars"),
        ),
        SlipKind::DeepHeading => Message::new(
            format!("`{found}` is not shown as a heading: headings have six levels at most"),
            format!("write `{write}`, or fewer #"),
        ),
        SlipKind::BarePicture => Message::new(
            format!("`{found}` is shown as text, not as a picture"),
            format!("to show the picture, write `{write}`; leave it if it only names the file"),
        ),
        SlipKind::ExtraCells => Message::new(
            format!("this row has more cells than the header, so `{write}` is not shown"),
            "add a cell to the header and to the line `|---|---|` below it, or put the text into another cell; put a backslash before a | inside a cell",
        ),
        SlipKind::MissingCells => Message::new(
            "this row has fewer cells than the header: the missing ones stay empty, and what follows may be in the wrong column".to_owned(),
            format!("write all {write} cells, empty ones as `| |`"),
        ),
        SlipKind::BelowTable => Message::new(
            format!("`{found}` right below a table becomes a row of it"),
            "leave an empty line between the table and this text".to_owned(),
        ),
        SlipKind::OtherSigns => Message::new(
            format!("the signs of `{found}` are printed as they are: they mean nothing here"),
            format!("write `{write}`"),
        ),
        SlipKind::BlockOfPlan => Message::new(
            format!("the block {found} in the text of a plan shows no figures: it is printed as code"),
            "the page of the plan has the charts of its targets already; delete the block, or move it to a summary or another record",
        ),
        SlipKind::BlockName => Message::new(
            format!("the block that begins with {found} is printed as code: the names of blocks are `chart` and `table`"),
            format!("write {write}; the kind of chart is a line in the block: `type: pace` (bullet, pace or months)"),
        ),
        SlipKind::OpenNote => Message::new(
            format!("`{found}` is shown as it stands: there is no such note"),
            format!("write `{write}` and the text of the note as a paragraph at the end; without a note, delete `{found}`"),
        ),
        SlipKind::Pasted => Message::new(
            format!("`{found}` was copied from a chat: the picture or file itself is not here"),
            "save it from the chat beside this record; write a picture as `![caption](file.jpg)` and a file as `[caption](file)`; delete these words if it is not needed",
        ),
        SlipKind::Damaged => Message::new(
            "there is damaged text here; the original characters are lost".to_owned(),
            "type these characters again; if all of it is damaged, copy the text from the original file again and save it as UTF-8".to_owned(),
        ),
        SlipKind::Table => Message::new(
            "these lines are not shown as a table: the line below the header must be `|---|---|`, with as many columns as the header, and no blank lines may stand between the rows",
            format!("write the first two lines as `{first}` and `{second}`"),
        ),
        SlipKind::WideTable => Message::new(
            "these lines are not shown as a table: the lines between cells must be half-width `|`, and the line below the header must be `|---|---|`",
            format!(
                "write the first two lines as `{first}` and `{second}`, and the rows below with `|` too"
            ),
        ),
        SlipKind::DrawnTable => Message::new(
            "these lines are a table that is drawn with signs, which is not shown as a table: cells stand between `|`, and the second line is `|---|---|`",
            format!("begin with `{first}` and `{second}`, and write the rows below in the same way, without a frame"),
        ),
        SlipKind::TabRows => Message::new(
            "these lines look like a table pasted from Word or Excel; they become one paragraph, not a table",
            format!(
                "write the first two lines as `{first}` and `{second}`, and the rows below with `|` too; a long table is better kept as CSV, in a ledger"
            ),
        ),
        SlipKind::Underline => Message::new(
            format!("`{found}` right below a sentence makes a heading of it"),
            format!(
                "for a line between paragraphs, leave an empty line above `{write}`; or delete it"
            ),
        ),
        SlipKind::List => Message::new(
            format!(
                "`{found}` is not shown as a list: it takes a half-width hyphen and a space after it"
            ),
            format!("write `{write}`, and every line of the list like it"),
        ),
        SlipKind::Quote => Message::new(
            format!(
                "`{found}` is not shown as a quotation: it takes a half-width > and a space after it"
            ),
            format!("write `{write}`"),
        ),
        SlipKind::Fence => Message::new(
            format!("`{found}` neither begins nor ends a block: that takes three backticks"),
            format!("write {write} (the backtick is the key below Esc)"),
        ),
        SlipKind::OpenFence => Message::new(
            format!(
                "the block that begins with {found} is never closed, so all the text below it is shown as code"
            ),
            format!("write {write} on a line of its own below the last line of the block"),
        ),
    }
}

fn yaml_feature(feature: &YamlFeature) -> Message {
    match feature {
        YamlFeature::Anchor => Message::new(
            "YAML anchors and aliases (& and *) are not supported",
            "put a text that begins with & or * in double quotes",
        ),
        YamlFeature::Tag => Message::new(
            "YAML tags (!) are not supported",
            "put a text that begins with ! in double quotes",
        ),
        YamlFeature::SecondDocument => Message::new(
            "a file holds one piece of YAML only",
            "delete the extra `---` line and what follows, or save it as another file",
        ),
        YamlFeature::ComplexKey => Message::new(
            "a list or a map cannot be a key",
            "write a key as text, such as `title: …`",
        ),
    }
}

fn encoding(problem: &EncodingProblem) -> Message {
    match problem {
        EncodingProblem::ReadAsGb18030 => Message::new(
            "this file is in GBK, and was read as such",
            "save it as UTF-8 instead, or run `guidang fmt`",
        ),
        EncodingProblem::ReadAsUtf16 => Message::new(
            "this file is in UTF-16, and was read as such",
            "save it as UTF-8 instead, or run `guidang fmt`",
        ),
        EncodingProblem::Binary => Message::new(
            "this is not a text file",
            "write it in a text editor and save it as UTF-8",
        ),
        EncodingProblem::Mixed => Message::new(
            "this line has bytes that fit no encoding: two encodings pasted together, or a file cut short",
            "open it in a text editor, check it, and save it as UTF-8",
        ),
        EncodingProblem::Unknown => Message::new(
            "the encoding of the file is not known",
            "open it in a text editor and save it as UTF-8",
        ),
    }
}

fn stray_file(stray: &Stray) -> Message {
    match stray {
        Stray::Nowhere => Message::new(
            "this file is in none of the known places and was not read",
            "move it into a school's visits, summaries, ledgers …, or put `_` before its name",
        ),
        Stray::Office => Message::new(
            "a Word or WPS file is no record and was not read",
            "move it out of content and run `guidang import FILE`: that writes the record and attaches the file to it",
        ),
        Stray::Spreadsheet => Message::new(
            "no ledger uses this spreadsheet, so its figures are not read",
            "create a record in `ledgers` that names the file as its `table` and describes its `columns`; move a spreadsheet that is not needed elsewhere",
        ),
        Stray::NotIndex { found, has_index: false } => Message::new(
            format!(
                "in a folder of its own a record is called index.md, so `{found}` was not read"
            ),
            "rename it to index.md",
        ),
        Stray::NotIndex { found, has_index: true } => Message::new(
            format!("only index.md is a record in a folder, so `{found}` was not read"),
            "move the other record one level up, or into another folder as its index.md",
        ),
        Stray::Deep { folder } => Message::new(
            format!(
                "the record is too deep and was not read: it belongs directly in the folder of its kind, not in `{folder}` inside it"
            ),
            format!(
                "move it out of `{folder}`; to sort by month, begin the name of the file with the date: 2024-03-15-lesson.md"
            ),
        ),
        Stray::Unattached { folder, record } => Message::new(
            format!(
                "the folder `{folder}` has no index.md, so this file belongs to no record and is not published"
            ),
            into_folder_of_record(folder, record.as_deref()),
        ),
        Stray::Ending { wanted } => Message::new(
            "the file extension is not right, so the file was not read",
            format!("rename it so that it ends in `{wanted}`"),
        ),
        Stray::Folder { nearest } => Message::new(
            "a folder of this name is not known; its files were not read",
            format!("did you mean `{nearest}`?"),
        ),
        Stray::BesidePair => Message::new(
            "a file next to a pair.yaml that the pair does not name is not published",
            "if it is the agreement, write `agreement: its name` in pair.yaml; put other files in the folder of a record",
        ),
        Stray::Unclaimed => Message::new(
            "no record uses this file",
            "name it in a record by a link or `table`, or put it into a folder named after the record",
        ),
        Stray::Active => Message::new(
            "a file of this kind can run a program when it is opened, so it cannot be an attachment",
            "save a drawing as PNG, a page or text as PDF",
        ),
        Stray::Notes => Message::new(
            "a photo of this kind records where it was taken, and that cannot be removed from it",
            "save it as JPG and put that here",
        ),
        Stray::Litter => Message::new(
            "a system or an office program left this file; it was not read and is not published",
            "delete it; if it is a document, give it another name",
        ),
        Stray::NotAFile => Message::new(
            "this is a symbolic link or a special file, and was not read",
            "put the file itself here",
        ),
    }
}

fn picture(name: &str, why: &PictureProblem) -> Message {
    match why {
        PictureProblem::Remote => Message::new(
            format!(
                "the picture `{name}` is on another site: it is not taken into the archive, and pages show a link"
            ),
            "save the picture beside this record and write `![caption](file.jpg)`; to give the address only, leave out the `!`",
        ),
        PictureProblem::Empty => Message::new(
            format!("`{name}` is empty (0 bytes) and is not shown"),
            "it was probably not copied to its end: copy the original once more",
        ),
        PictureProblem::LfsPointer => Message::new(
            format!("`{name}` is no photo but the placeholder of git LFS, and is not shown"),
            "run `git lfs pull` in the archive's folder and commit the photo",
        ),
        PictureProblem::Unknown => Message::new(
            format!(
                "`{name}` cannot be opened: it is not what its name says, and is not published"
            ),
            "put the original that can be opened here, or give the file the extension that it should have",
        ),
        PictureProblem::Truncated => Message::new(
            format!("`{name}` is cut off; pages may show a part of it only"),
            "it was probably not copied to its end: copy the original once more",
        ),
        PictureProblem::OtherFormat { found } => Message::new(
            format!("`{name}` holds {found}, which is not what its extension says"),
            format!("rename it so that it ends in `.{}`", found.to_ascii_lowercase()),
        ),
        PictureProblem::NotShown { found } => Message::new(
            format!("`{name}` holds {found}, no photo, and is not shown"),
            format!(
                "put a photo here; if this file is meant, rename it to end in `.{}` and write a link",
                found.to_ascii_lowercase()
            ),
        ),
        PictureProblem::Notes { found, wanted } => Message::new(
            format!(
                "`{name}` is {found}: where it was taken and by whom cannot be removed from it, so it is not published"
            ),
            format!("convert it to {wanted} and put that here"),
        ),
        PictureProblem::TooLarge { limit } => Message::new(
            format!("`{name}` is larger than {} MB and is not published", limit / 1024 / 1024),
            "cut it or compress it, and put that here",
        ),
        PictureProblem::NotAPicture => Message::new(
            format!("`{name}` is no picture: it can be linked, not shown in a text"),
            format!("leave out the exclamation mark: [what it is]({name})"),
        ),
    }
}

fn choices(allowed: &[BilingualName]) -> String {
    let names: Vec<&str> = allowed.iter().map(|name| name.en).collect();
    names.join(", ")
}

fn kind_name(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::School => "school",
        ReferenceKind::Pair => "pair",
        ReferenceKind::Plan => "plan",
        ReferenceKind::Action => "action",
        ReferenceKind::Target => "target",
        ReferenceKind::Term => "term",
        ReferenceKind::Indicator => "indicator",
        ReferenceKind::Record => "record",
        ReferenceKind::FollowUp => "problem",
    }
}

fn reference_help(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::School => {
            "write the school's folder, name or a short name; short names are listed in its school.yaml"
        }
        ReferenceKind::Pair => "write the pair's folder or name",
        ReferenceKind::Plan => "write the plan's title or its path, such as pairs/…/plans/2024",
        ReferenceKind::Action => {
            "write the id of an action of a plan, or its name where it has no id"
        }
        ReferenceKind::Target => {
            "write the id of a target of the plan, or its indicator where it has no id"
        }
        ReferenceKind::Term => {
            "write a term's name or code, such as `2023—2024学年第二学期` or `2023-2024-2`"
        }
        ReferenceKind::Indicator => "write a name from indicators.yaml, or add it there first",
        ReferenceKind::Record => {
            "write the id of the visit that found the problem (at the foot of its page), such as schools/…/visits/2024-03-15-songjiao"
        }
        ReferenceKind::FollowUp => {
            "write the text of `problem` as that record has it; without `problem`, all its problems are settled"
        }
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "a text or number",
        Shape::List => "a list",
        Shape::Map => "a group of `key: value` lines",
    }
}

fn shape_help(wanted: Shape) -> &'static str {
    match wanted {
        Shape::Text => {
            "write the value behind the colon on the same line, such as `title: A visit`"
        }
        Shape::List => {
            "write each item on a line of its own, beginning with `- `; or in square brackets with commas"
        }
        Shape::Map => "begin a new line, indent by two spaces, and write `key: value` on each line",
    }
}

fn yaml(error: &YamlSyntaxError) -> Message {
    match error {
        YamlSyntaxError::NoFrontMatter => Message::new(
            "the file should begin with a line of `---`",
            "write three hyphens on the first line, the fields between two such lines, the text after them",
        ),
        YamlSyntaxError::OpenFrontMatter => Message::new(
            "the `---` at the beginning is never closed",
            "write another line of `---` after the fields, before the text",
        ),
        YamlSyntaxError::WideColon { key, value } => Message::new(
            format!("`{key}` is followed by a full-width colon"),
            format!("write an ASCII colon and a space: {key}: {value}"),
        ),
        YamlSyntaxError::NoSpace { key, value } => Message::new(
            format!("a space is missing after the colon of `{key}`"),
            format!("write: {key}: {value}"),
        ),
        YamlSyntaxError::WideSpace { key, value } => Message::new(
            format!("what follows the colon of `{key}` is a full-width or no-break space"),
            format!("write a plain space: {key}: {value}"),
        ),
        YamlSyntaxError::TabIndent => {
            Message::new("this line is indented with a Tab", "use spaces, two for each level")
        }
        YamlSyntaxError::WideIndent => Message::new(
            "this line is indented with full-width spaces",
            "use ordinary spaces, two for each level",
        ),
        YamlSyntaxError::CurlyQuotes { inner } => Message::new(
            "the whole value is in curly quotes",
            format!(
                "write it without them: {inner}; if the quotes belong to the text, put straight double quotes around them"
            ),
        ),
        YamlSyntaxError::OpenQuote => Message::new(
            "a quotation mark is not closed",
            "add the other one; inside a text use curly quotes “”",
        ),
        YamlSyntaxError::ColonInValue => Message::new(
            "the value contains another colon and space, so it is not clear what the key is",
            "put a text in double quotes; what belongs one level below, such as the figures of `data`, goes on the next line after two spaces",
        ),
        YamlSyntaxError::Special(character) => Message::new(
            format!("the value begins with `{character}`, which means something else in YAML"),
            "put the whole value in double quotes",
        ),
        YamlSyntaxError::TextAfterBracket { key, value } => Message::new(
            "the value begins with a bracket and goes on behind it, so it is neither a list nor a text",
            format!("put it in quotes: {key}: \"{value}\""),
        ),
        YamlSyntaxError::SignForColon { sign, key, value } => Message::new(
            format!("`{sign}` follows `{key}` where a colon and a space belong"),
            format!("write `{key}: {value}`"),
        ),
        YamlSyntaxError::NoColon { written } => Message::new(
            format!("`{written}` has no colon, so it names no field"),
            "write a field like `type: Lesson`, with a colon and a space behind its name; put two spaces before what goes on from the line above; write other text below the second line of `---`",
        ),
        YamlSyntaxError::KeyMarks { written, key, value } => Message::new(
            format!(
                "`{written}` is not how a field is written: no marks around its name, then a colon and a space"
            ),
            format!("write `{key}: {value}`"),
        ),
        YamlSyntaxError::DashWithoutSpace { text } => Message::new(
            format!("a space is missing after the dash of `-{text}`"),
            format!("write `- {text}`, and every line of the list like it"),
        ),
        YamlSyntaxError::TextNotIndented { key } => Message::new(
            format!("this line belongs to `{key}` above, but has no spaces before it"),
            format!(
                "put two spaces before every line below `{key}`; a single line may follow the colon, without the bar"
            ),
        ),
        YamlSyntaxError::WideBrace => Message::new(
            "the braces ｛ ｝ are full-width",
            "write plain braces, with plain colons and commas and a space after each",
        ),
        YamlSyntaxError::OpenBracket => Message::new(
            "a bracket is not closed, or something follows a list",
            "add the other bracket, with half-width commas inside; put a text that begins with `[` or `{` in double quotes",
        ),
        YamlSyntaxError::ConflictMarker => Message::new(
            "merge conflict markers are left in the file",
            "keep one side and delete the lines of `<<<<<<<`, `=======` and `>>>>>>>`",
        ),
        YamlSyntaxError::Indentation => Message::new(
            "this line is not indented like those above",
            "align keys of one level on the left; indent the next level by two spaces",
        ),
        YamlSyntaxError::ControlCharacter(code) => Message::new(
            format!("there is an invisible control character here (U+{code:04X})"),
            "delete it and type this part again",
        ),
        YamlSyntaxError::Other => Message::new(
            "this cannot be read",
            "write `key: value` on each line, with an ASCII colon and a space; align keys of one level",
        ),
    }
}

fn number(found: &str, why: &NumberProblem) -> Message {
    let message = format!("an exact number belongs here, but `{found}` was found");
    match why {
        NumberProblem::Inexact => {
            Message::new(message, "write the exact number; if it is not known, delete the line")
        }
        NumberProblem::Point(number) => {
            Message::new(message, format!("use an ordinary point: {number}"))
        }
        NumberProblem::Letters(number) => {
            Message::new(message, format!("write the digit 0, not the letter O: {number}"))
        }
        NumberProblem::Bound(number) => Message::new(
            message,
            format!(
                "write one number, such as {number}; the indicator says whether at least or at most"
            ),
        ),
        NumberProblem::Grouped(number) => Message::new(
            format!("the space or apostrophe in `{found}` parts one number"),
            format!("if it is one number, write: {number}"),
        ),
        NumberProblem::Han(Some(number)) => Message::new(message, format!("write: {number}")),
        NumberProblem::Han(None) => Message::new(message, "write it in Arabic digits, such as 3"),
        NumberProblem::OtherUnit { number, found: other, unit } if unit.is_empty() => Message::new(
            format!("this number has no unit, but `{found}` was found"),
            format!("leave `{other}` out and write: {number}"),
        ),
        NumberProblem::OtherUnit { number, unit, .. } => Message::new(
            format!("the unit is `{unit}`, but `{found}` was found"),
            format!("check it; if it is a number of {unit}, write: {number}"),
        ),
        NumberProblem::Exponent => Message::new(
            format!("`{found}` is in scientific notation; digits may be lost"),
            "write all digits; if it is a person's number, do not submit it",
        ),
        NumberProblem::TooLong => Message::new(
            format!("`{found}` has too many digits"),
            "at most 18 digits before the point and 9 after it; a code is not a number: use a text column",
        ),
        NumberProblem::Negative => Message::new(
            format!("`{found}` is negative"),
            "check it; if it can be so, write `signed: true` at the indicator that reads it",
        ),
        NumberProblem::NoName => Message::new(
            format!("different names are counted here, but `{found}` is a number"),
            "write each name, such as [Li, Wang]; where only the number is known, use `aggregate: sum`",
        ),
        NumberProblem::TooSmall(least) => {
            Message::new(format!("`{found}` is too small"), format!("the least is {least}"))
        }
        NumberProblem::TooLarge(most) => {
            Message::new(format!("`{found}` is too large"), format!("the most is {most}"))
        }
        NumberProblem::NotWhole => {
            Message::new(format!("`{found}` is not a whole number"), "write a whole number")
        }
        NumberProblem::Shape if is_nothing(found) => Message::new(
            message,
            "leave it empty if there is no figure, or remove the line; write 0 for zero",
        ),
        NumberProblem::Shape => Message::new(message, "write digits only, such as 10 or 98.5"),
    }
}

fn date(found: &str, why: DayError, year: Option<i32>) -> Message {
    match why {
        DayError::Shape { meant: Some(day) } => {
            Message::new(format!("`{found}` is not a date"), format!("write: {day}"))
        }
        DayError::Shape { meant: None } => match example_day(found, year) {
            Some(day) => Message::new(
                format!("`{found}` does not say which day it was"),
                format!("write year, month and day, such as {day}"),
            ),
            None => Message::new(
                format!("`{found}` is not a date"),
                "write 2024-03-15 or 2024年3月15日",
            ),
        },
        DayError::NoYear => {
            Message::new(format!("the date `{found}` has no year"), in_full(found, year))
        }
        DayError::NoDay => {
            Message::new(format!("the date `{found}` has no day"), in_full(found, year))
        }
        DayError::NoSuchDay { year, .. } if !(1900..2200).contains(&year) => Message::new(
            format!("`{found}` has an impossible year"),
            "check the year, which can be from 1900 to 2199; write for example 2024-03-15",
        ),
        DayError::NoSuchDay { month, .. } if !(1..=12).contains(&month) => Message::new(
            format!("the calendar has no day `{found}`"),
            "months go from 1 to 12; write it like 2024-03-15",
        ),
        DayError::NoSuchDay { year, month } => Message::new(
            format!("the calendar has no day `{found}`"),
            match last_of_month(year, month) {
                Some(last) => {
                    format!("{year}-{month:02} has {} days; write it like {last}", last.day())
                }
                None => "write it like 2024-03-15".to_owned(),
            },
        ),
    }
}

/// How to write a date in full.
fn in_full(found: &str, year: Option<i32>) -> String {
    let example =
        example_day(found, year).map_or_else(|| "2024-03-15".to_owned(), |day| day.to_string());
    format!("write it in full, such as {example}")
}

fn not_counted(why: &NotCounted) -> Message {
    match why {
        NotCounted::MeasureInOther { found } => Message::new(
            format!("nothing below `other` is counted, and an indicator reads `{found}`"),
            format!("move it below `data:`, such as `  {found}: 2`"),
        ),
        NotCounted::UnknownMeasure { found, nearest, known, field } => Message {
            text: format!("no indicator reads `{found}`, so it counts for nothing"),
            help: Some(match nearest {
                _ if field.is_some() => format!(
                    "`{found}` is a key of its own: move it out of `data`, to a line that is not indented; pages and print list it there"
                ),
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None if known.is_empty() => {
                    "compare with the names and measures in indicators.yaml, or delete the line"
                        .into()
                }
                None => format!(
                    "to be counted, it needs a name of indicators.yaml: {}; what is not counted goes into the text",
                    known.join(", ")
                ),
            }),
        },
        NotCounted::SeveralPairs { pairs } => Message::new(
            format!(
                "several pairs fit this record ({}), so it counts for none of them",
                pairs.join(", ")
            ),
            "add `pair` to say which one",
        ),
        NotCounted::ActionOfOtherPair { pair } => Message::new(
            format!(
                "the action is of a plan of the pair `{pair}`, but the visit does not belong to that pair, so it does not count there"
            ),
            "check `to` and the date; if it does belong to the pair, add `pair`",
        ),
        NotCounted::OutsidePlan { plan, first, last } => Message::new(
            format!(
                "the date is outside the plan `{plan}` ({first} to {last}), so it does not count there"
            ),
            "check the date; if it belongs to another plan, name that one or its action",
        ),
        NotCounted::NearlyType { found, nearest } => Message::new(
            format!("the type `{found}` is not counted; an indicator counts `{nearest}`"),
            format!("if it is the same, write: {nearest}"),
        ),
        NotCounted::NoTarget { measures, school, day, rows } => {
            let rows = rows.map_or(String::new(), |rows| format!(" ({rows} rows)"));
            let measures = measures.join("`, `");
            match day {
                Some(day) => Message::new(
                    format!(
                        "`{measures}` does not count towards any target{rows}: {day} is in no period that any target judges"
                    ),
                    "check the date, above all the year; if it is right, check the start and end of the plan, and those of the pair and the school",
                ),
                None => Message::new(
                    format!(
                        "`{measures}` does not count towards any target{rows}: no target judges {school}"
                    ),
                    "check in which school's folder the record is; if it is right, check the target's `scope`",
                ),
            }
        }
        NotCounted::RowWithoutDate => Message::new(
            "this row has figures and no date, so it counts for nothing",
            "fill in the date; of merged cells only the first row has it",
        ),
        NotCounted::SumDiffers { label, stated, rows, apart } => Message::new(
            format!(
                "`{label}` is {stated}, but the rows add up to {rows}, a difference of {apart}"
            ),
            "check it; total rows are not counted themselves",
        ),
        NotCounted::UnreadSheets { sheets, table } => Message::new(
            format!(
                "no ledger reads the sheet `{}` of this spreadsheet, so its numbers count for nothing",
                sheets.join("`, `")
            ),
            format!(
                "if they should count, add a ledger with `table: {table}` and `sheet: {}`; delete or hide a sheet that is not used",
                sheets.first().map_or("", String::as_str)
            ),
        ),
        NotCounted::UnreadColumn { column } => Message::new(
            format!("no indicator reads the column `{column}`, so its numbers count for nothing"),
            "write `as: text` if it only explains; compare with indicators.yaml if it should count",
        ),
    }
}

/// How the files of a folder become those of a record.
fn into_folder_of_record(folder: &str, record: Option<&str>) -> String {
    match record {
        Some(record) => format!(
            "move `{record}` into the folder `{folder}` and rename it to `index.md`: the files in the folder are then the record's"
        ),
        None => format!(
            "move the record of these files into the folder `{folder}` and rename it to `index.md`; begin the folder's name with `_` if it is not used"
        ),
    }
}

fn link(href: &str, why: &LinkProblem) -> Message {
    match why {
        LinkProblem::NoFile { nearest } => Message {
            text: format!("the link `{href}` leads to a file that is not there"),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None if href.starts_with("www.") => {
                    format!("an address begins with https://: https://{href}")
                }
                None if href.contains('\\') => {
                    format!("use `/` in paths: {}", href.replace('\\', "/"))
                }
                None if is_picture(href) => {
                    "put the picture into the folder of this record (next to its index.md); the name must be the same to the letter, capitals and extension included".into()
                }
                None => "link to another record's .md file, such as ../visits/2024-03-15.md".into(),
            }),
        },
        LinkProblem::NoAnchor { nearest } => Message {
            text: format!("the link `{href}` leads to a heading that is not there"),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `#{nearest}`?"),
                None => {
                    "compare with the headings of that record, or leave out the `#` part".into()
                }
            }),
        },
        LinkProblem::Unattached { folder, record } => Message::new(
            format!(
                "the link `{href}` leads to a file of no record: the folder `{folder}` has no index.md"
            ),
            format!(
                "{}; then link to `{}`",
                into_folder_of_record(folder, record.as_deref()),
                last_name(href)
            ),
        ),
        LinkProblem::Scheme if is_on_own_disk(href) => Message::new(
            format!("the link `{href}` is a place on one computer, which nobody else can open"),
            format!("copy the file into the record's folder, next to index.md, and write its name only: {}", last_name(href)),
        ),
        LinkProblem::Scheme => Message::new(
            format!("the link `{href}` cannot be used"),
            "use http, https or mailto, or a relative path to another record",
        ),
        LinkProblem::Leaves => Message::new(
            format!("the link `{href}` leaves the content folder"),
            "use a relative path to another record or to a file next to it",
        ),
        LinkProblem::Draft => Message::new(
            format!("the link `{href}` leads to a draft, which is not published"),
            "remove the link, or set `draft: false` there",
        ),
    }
}

fn file_name(problem: &FileNameProblem) -> Message {
    match problem {
        FileNameProblem::Collides { with } => Message::new(
            format!(
                "it differs from `{with}` only in upper and lower case or in the encoding of its characters; some systems cannot tell them apart"
            ),
            "rename one of them",
        ),
        FileNameProblem::Reserved => Message::new(
            "Windows reserves this name for a device and cannot open such a file",
            "choose another name, for instance one that begins with the date",
        ),
        FileNameProblem::Edge => Message::new(
            "the name ends in a dot or a space, and Windows cannot open such a file",
            "remove the dot or space at the end",
        ),
        FileNameProblem::Character(character) => Message::new(
            format!("the name contains `{character}`, which Windows does not allow"),
            "use letters, digits, `-` and `_`",
        ),
        FileNameProblem::Invisible(code) => Message::new(
            format!("the name contains an invisible character (U+{code:04X})"),
            "type the name again instead of pasting it",
        ),
        FileNameProblem::Percent => Message::new(
            "the name contains `%`: other programs do not find such a file when they verify a bag",
            "rename it, such as `100%` to `100 percent`",
        ),
        FileNameProblem::Long => {
            Message::new("the name is too long for some systems", "keep it within 80 characters")
        }
    }
}

fn sealed(problem: &SealProblem) -> Message {
    let correct = "change it back; to correct it, write `correction: the reason` in the record and let the maintainer run `guidang seal TERM` again";
    let reseal =
        "change it back; to correct it, let the maintainer run `guidang seal TERM --reason TEXT`";
    match problem {
        SealProblem::Changed { term } => Message::new(
            format!("`{term}` is sealed, but this record was changed afterwards"),
            correct,
        ),
        SealProblem::Gone { term, record } => Message::new(
            format!("`{term}` is sealed, but its record `{record}` is missing"),
            reseal,
        ),
        SealProblem::Added { term } => Message::new(
            format!("`{term}` is sealed, but this record was added afterwards"),
            "check the date; if it belongs there, write `correction: the reason` in it and let the maintainer run `guidang seal TERM` again",
        ),
        SealProblem::File { term, path } => Message::new(
            format!(
                "`{term}` is sealed, but the attachment `{path}` was changed or removed afterwards"
            ),
            correct,
        ),
        SealProblem::NotResealed { term } => Message::new(
            format!("this record was corrected, but `{term}` has not been sealed again yet"),
            "a school pushes it to a branch of its own (git push origin HEAD:refs/heads/correction); the maintainer checks it, merges it and runs `guidang seal TERM`; the page then shows the correction and its reason",
        ),
        SealProblem::Figure { term, figure, sealed, now } => Message::new(
            format!(
                "`{term}` is sealed: {figure} was {sealed} when it was sealed and is {now} now"
            ),
            "check changes to indicators, plans and terms; to correct it, let the maintainer run `guidang seal TERM --reason TEXT`",
        ),
        SealProblem::Term { term } => Message::new(
            format!("the sealed term `{term}` is missing, or its dates were changed"),
            "change it back in site.yaml",
        ),
        SealProblem::Unreadable => Message::new(
            "this seal cannot be read",
            "this file is written by `guidang seal` and should not be edited; restore it from the history",
        ),
    }
}

fn filing(problem: &FilingProblem) -> Message {
    match problem {
        FilingProblem::Code { found } => Message::new(
            format!("`{found}` cannot be part of a file number"),
            "fonds, category and organisation codes are letters and digits, 1 to 8 of them, such as J012, WS, BGS; the archive assigns the fonds",
        ),
        FilingProblem::Line { found } => Message::new(
            format!("no file number can be read in this line: {found}"),
            "a line is written `  J012-WS·2024-Y-0001: id of the record`. `guidang number` writes this file: do not edit it; restore it from the history",
        ),
        FilingProblem::NoFonds => Message::new(
            "file numbers were given, but site.yaml has no `fonds` under `numbering`",
            "write `numbering` in site.yaml: existing numbers never change, but new records cannot get one without it",
        ),
        FilingProblem::Gone { number, document } => Message::new(
            format!("the record `{document}` with the file number {number} is missing"),
            "if it was renamed or moved, write its new id in this line; if it was removed for good, move this line below `retired`. The number is never given again",
        ),
        FilingProblem::Differs { number, document, now } => Message::new(
            format!(
                "`{document}` has the file number {number}; by its date, retention and organisation it would now be {now}"
            ),
            "a number never changes once it is given. Check what was changed in the record; if that is right, nothing needs to be done",
        ),
        FilingProblem::Fonds { count, given, now } => Message::new(
            format!("{count} file numbers begin with `{given}`, and site.yaml now says `{now}`"),
            "existing numbers never change. Check fonds and category; if they did change, nothing needs to be done",
        ),
    }
}

fn source(problem: &SourceProblem) -> Message {
    match problem {
        SourceProblem::Address { found } => Message::new(
            format!("`{found}` cannot be used as the address of a county's site"),
            "write one that begins with http:// or https://, or a folder seen from this site's home page, such as ../qingluan/",
        ),
        SourceProblem::Folder { found } => Message::new(
            format!("the folder `{found}` is not inside this archive"),
            "copy the county's data here, and name the folder from the archive's root, such as counties/qingluan; no `..`, no drive, no leading `/`",
        ),
        SourceProblem::TooMany(limit) => Message::new(
            format!("too many sources; {limit} at most"),
            "roll up in two steps: into cities, then into the province",
        ),
        SourceProblem::Missing { name, why } => Message::new(
            format!("\"{name}\" is not rolled up: {}", why_missing(why)),
            match why {
                WhyMissing::NotThere { .. } => {
                    "copy the folder `data` of its site here; if it has not reported yet, nothing needs to be done: the pages list it as missing"
                }
                WhyMissing::Link { .. } => "put a real folder with real files there, no links",
                WhyMissing::Version { .. } => {
                    "build both archives with similar releases of guidang"
                }
                WhyMissing::SameAs { .. } => "check whether the wrong folder was copied",
                WhyMissing::Personal { .. } => {
                    "ask its maintainers to fix it and build again; until then it is left out"
                }
                WhyMissing::Unreadable { .. }
                | WhyMissing::TooLarge { .. }
                | WhyMissing::Shape { .. }
                | WhyMissing::Value { .. }
                | WhyMissing::Twice { .. } => {
                    "copy it again; if that does not help, have its site built again"
                }
            },
        ),
    }
}

pub(super) fn why_missing(why: &WhyMissing) -> String {
    match why {
        WhyMissing::NotThere { path } => format!("there is no {path}"),
        WhyMissing::Link { path } => format!("{path} is a link, not a file"),
        WhyMissing::Unreadable { path } => format!("{path} cannot be read"),
        WhyMissing::TooLarge { file, limit } => {
            format!("{file} is larger than {} MB", megabytes(*limit))
        }
        WhyMissing::Shape { file, line, column } => {
            format!(
                "{file} is cut off or has an unexpected structure at line {line}, column {column}"
            )
        }
        WhyMissing::Version { found } => format!("its data format is `{found}`, unknown here"),
        WhyMissing::Value { file, field, found } => {
            format!("{file} has a wrong {}: `{found}`", field.en)
        }
        WhyMissing::Twice { file, found } => format!("{file} has `{found}` twice"),
        WhyMissing::SameAs { name } => format!("its data is identical to that of \"{name}\""),
        WhyMissing::Personal { kind, masked } => {
            format!("its data contains {} ({masked})", kind.en)
        }
    }
}

/// Where something stands in an attachment.
fn place_in_attachment(place: &AttachmentPlace) -> String {
    match place {
        AttachmentPlace::Line(line) => format!("line {line}"),
        AttachmentPlace::Paragraph(paragraph) => format!("paragraph {paragraph}"),
        AttachmentPlace::Slide(slide) => format!("slide {slide}"),
        AttachmentPlace::Page(page) => format!("page {page}"),
        AttachmentPlace::Cell { sheet, cell } => format!("sheet “{sheet}”, cell {cell}"),
        AttachmentPlace::Name => "in the name of a sheet or of a file in it".into(),
        AttachmentPlace::Somewhere => "somewhere in it".into(),
    }
}

/// `doc 3, pdf 1`
fn counted_endings(endings: &[(String, usize)]) -> String {
    let named: Vec<String> =
        endings.iter().map(|(ending, count)| format!("{ending} {count}")).collect();
    named.join(", ")
}

/// The English form of an example value. The callers give examples in Chinese; those without an English form here are
/// names.
fn english_example(example: &str) -> &str {
    match example {
        "送教下乡" => "lesson visit",
        "送教下乡活动记录" => "Lessons at the other school",
        "阳光县城乡结对帮扶档案" => "Archive of the county",
        _ => example,
    }
}
