//! The words in English: what was found, what to write.

use super::Words;
use super::problem::{
    EncodingTrouble, Key, LinkTrouble, Named, NotCounted, NumberTrouble, Problem, Shape, Stray,
};
use super::{FileNameTrouble, FilingTrouble, NotAllowed, SealTrouble, SourceTrouble, WhyMissing};
use crate::model::DayError;
use crate::syntax::yaml::{YamlFeature, YamlTrouble};

pub(super) fn words(problem: &Problem) -> Words {
    match problem {
        Problem::Yaml(trouble) => yaml(trouble),
        Problem::UnsupportedYaml(feature) => match feature {
            YamlFeature::Anchor => say(
                "YAML anchors and aliases (& and *) are not supported",
                "put a text that begins with & or * in double quotes",
            ),
            YamlFeature::Tag => say(
                "YAML tags (!) are not supported",
                "put a text that begins with ! in double quotes",
            ),
            YamlFeature::SecondDocument => say(
                "a file holds one piece of YAML only",
                "delete the extra `---` line and what follows, or save it as another file",
            ),
            YamlFeature::ComplexKey => {
                say("a list or a map cannot be a key", "write a key as text, such as `title: …`")
            }
        },
        Problem::Nesting { limit } => say(
            format!("nested too deeply; {limit} levels at most"),
            "use fewer levels of indentation or brackets",
        ),
        Problem::TooLarge { limit } => say(
            format!("the file or its front matter is too large; the limit is {limit}"),
            "split it into several records; put tables into a ledger's CSV",
        ),
        Problem::LargePhoto { name, size } => say(
            format!(
                "the photo has {} MB; pages will use a smaller copy, but shrink it to 2 MB before it is committed",
                super::megabytes(*size)
            ),
            format!("it is `{name}` here; resize it with a phone or a picture viewer"),
        ),
        Problem::ImageWithoutAlt => say(
            "the image has no alternative text",
            "say in a few words what it shows: ![a lesson](photo.jpg)",
        ),
        Problem::UnknownField { found, nearest, elsewhere, allowed } => Words {
            message: format!("there is no field `{found}`"),
            help: Some(match (elsewhere, nearest) {
                (Some(home), _) => format!(
                    "`{found}` is a field of {}; here you may write: {}",
                    home.en,
                    choices(allowed)
                ),
                (None, Some(nearest)) => format!("did you mean `{nearest}`?"),
                (None, None) => format!("here you may write: {}", choices(allowed)),
            }),
        },
        Problem::UnknownColumn { found, table } => say(
            format!("{table} has a column `{found}` that `columns` does not name"),
            format!(
                "add `- name: {found}` under `columns`, with `as: date`, `data`, `text` or `secret`"
            ),
        ),
        Problem::MissingColumn { column, table, nearest } => Words {
            message: format!("{table} has no column `{column}`"),
            help: Some(match nearest {
                Some(nearest) => format!("the nearest header is `{nearest}`; compare the two"),
                None => "compare with the CSV's header, or delete the item under `columns`".into(),
            }),
        },
        Problem::MissingField { key, example } => say(
            format!("`{}` is missing", key.en),
            format!("add it, for example `{}: {example}`", key.en),
        ),
        Problem::MissingFile { file } => say(
            format!("this folder has no `{}` ({})", file.en, file.zh),
            "write one with the name and so on, or let `guidang new` make it",
        ),
        Problem::NoDateColumn => say(
            "there is no date column, so no row counts",
            "mark the column that holds the dates with `as: date`",
        ),
        Problem::WrongType { found, wanted } => say(
            format!("{} belongs here, but {} was found", shape(*wanted), shape(*found)),
            shape_help(*wanted),
        ),
        Problem::BadNumber { found, why } => number(found, why),
        Problem::BadChoice { found, allowed, nearest } => Words {
            message: format!("`{found}` is not one of the choices"),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`? Choices: {}", choices(allowed)),
                None => format!("choices: {}", choices(allowed)),
            }),
        },
        Problem::BadFlag { found } => {
            say(format!("`{found}` is neither yes nor no"), "write `true` or `false` (是 or 否)")
        }
        Problem::BadAddress { found } => say(
            format!("`{found}` cannot be used as an address"),
            "begin with http:// or https://; an edit_url holds {path}, such as https://git.example/edit/main/{path}",
        ),
        Problem::ScopeNeedsPair { found } => say(
            format!("`{found}` only works in a pair's plan"),
            "put the plan into pairs/…/plans, or use `joint`, `each` or a list of schools",
        ),
        Problem::AcrossNeeded { indicator } => say(
            format!(
                "the indicator `{indicator}` takes the latest value; nothing says how several schools' values become one"
            ),
            "give it `across: sum`, `mean`, `min` or `max` in indicators.yaml, or use `scope: each`",
        ),
        Problem::NoTheme { found } => say(
            format!("there is no theme `{found}`"),
            "put it under themes/, or delete the line to use the built-in one",
        ),
        Problem::ExtraCell { found } => say(
            format!("this row has one cell more than the header: `{found}`"),
            "check its commas; leave out thousands commas, or put the cell in double quotes",
        ),
        Problem::SecondDateColumn => say(
            "only one column can be the date",
            "keep the one with the day of the event; write `as: text` at the others",
        ),
        Problem::BadDate { found, why } => date(found, *why),
        Problem::SerialDate { found, day } => say(
            format!("the date is Excel's serial number {found}, read as {day}"),
            "format the column as a date and save it as CSV again",
        ),
        Problem::LostNumber { found } => say(
            format!("`{found}` is in scientific notation; the number itself is lost"),
            "so long a number is likely of a certificate and should not be submitted; if not, format the column as text and fill it in again",
        ),
        Problem::BadRange { start, end } => say(
            format!("the end `{end}` is before the start `{start}`"),
            "check the two dates; they may be swapped",
        ),
        Problem::DuplicateKey { found, line } => say(
            format!("`{found}` is written twice; line {line} has it already"),
            "delete one of the two",
        ),
        Problem::DuplicateId { found, file, line } => {
            let place = if *line == 0 { file.clone() } else { format!("{file}, line {line}") };
            say(
                format!("`{found}` is used twice; {place} has it already"),
                "rename or delete one of the two",
            )
        }
        Problem::SameVisit { file } => say(
            format!(
                "pair, date and type are those of `{file}`: perhaps one visit was reported twice"
            ),
            "agree with the other school on one of them; if they were two visits, all is well",
        ),
        Problem::CopyOf { original } => say(
            format!(
                "the name is that of a copy of `{original}`, of which the figures would count twice"
            ),
            "delete it; if it is another record, rename it",
        ),
        Problem::UnknownReference { named, found, nearest } => Words {
            message: format!("there is no {} called `{found}`", name(*named)),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => reference_help(*named).into(),
            }),
        },
        Problem::NotForSchool { named, found, school } => say(
            format!("the {} `{found}` does not apply to {school}", name(*named)),
            "check which school's folder the record lies in, or name one that applies to that school",
        ),
        Problem::AmbiguousReference { named, found, candidates } => say(
            format!("`{found}` fits several {}s: {}", name(*named), candidates.join(", ")),
            if *named == Named::Action {
                "add `plan` to say whose action it is"
            } else {
                "write the id or the whole path of one of them"
            },
        ),
        Problem::Encoding(trouble) => match trouble {
            EncodingTrouble::ReadAsGb18030 => say(
                "this file is in GBK, and was read as such",
                "better save it as UTF-8, or run `guidang fmt`",
            ),
            EncodingTrouble::ReadAsUtf16 => say(
                "this file is in UTF-16, and was read as such",
                "better save it as UTF-8, or run `guidang fmt`",
            ),
            EncodingTrouble::Binary => {
                say("this is not a text file", "write it in a text editor and save it as UTF-8")
            }
            EncodingTrouble::Mixed => say(
                "this line has bytes that fit no encoding: two encodings pasted together, or a file cut short",
                "open it in a text editor, check it, and save it as UTF-8",
            ),
            EncodingTrouble::Unknown => say(
                "the encoding of the file is not known",
                "open it in a text editor and save it as UTF-8",
            ),
        },
        Problem::ConflictingValues { measure, day, file, line } => {
            let place = if *line == 0 { file.clone() } else { format!("{file}, line {line}") };
            say(
                format!(
                    "one school has two values of `{measure}` on {day}; the other is in {place}"
                ),
                "a day has one value: delete or correct one of them",
            )
        }
        Problem::NoPeriod { target } => say(
            format!("the target `{target}` has no period within its plan"),
            "check the plan's dates and the terms; pieces shorter than min_period_days do not count; `every` can be left out",
        ),
        Problem::NotCounted(why) => not_counted(why),
        Problem::StrayFile(stray) => match stray {
            Stray::Nowhere => say(
                "this file is in none of the known places and was not read",
                "move it into a school's visits, summaries, ledgers …, or put `_` before its name",
            ),
            Stray::Office => say(
                "a file of this kind cannot be a record",
                "save it as a plain-text .md file; save a table as CSV and put it into a ledger",
            ),
            Stray::Ending { wanted } => say(
                "the end of the file's name is not right, so it was not read",
                format!("let its name end in `{wanted}`"),
            ),
            Stray::Folder { nearest } => say(
                "a folder of this name is not known; its files were not read",
                format!("did you mean `{nearest}`?"),
            ),
            Stray::Unclaimed => say(
                "no record uses this file",
                "name it in a record by a link or `table`, or put it into a folder named after the record",
            ),
            Stray::Active => say(
                "such a file runs a program when it is opened, and cannot be an attachment",
                "save a drawing as PNG, a page or text as PDF",
            ),
            Stray::Notes => say(
                "such a photo tells where it was taken, and that cannot be taken out of it",
                "save it as JPG and put that here",
            ),
            Stray::NotAFile => say(
                "this is a symbolic link or a special file, and was not read",
                "put the file itself here",
            ),
        },
        Problem::BrokenLink { href, why } => link(href, why),
        Problem::MissingAttachment { found, nearest } => Words {
            message: format!("the file `{found}` is not there"),
            help: Some(match nearest {
                Some(nearest) => format!("there is `{nearest}` beside it; is that the one?"),
                None => "put the file beside the record, or check its name".into(),
            }),
        },
        Problem::UnsafePath { found } => say(
            format!("the path `{found}` is not allowed"),
            "name a file beside the record only: no `..`, no drive, no leading `/`",
        ),
        Problem::FileName(trouble) => file_name(trouble),
        Problem::NotAllowed(why) => not_allowed(why),
        Problem::Sealed(trouble) => sealed(trouble),
        Problem::Filing(trouble) => filing(trouble),
        Problem::Source(trouble) => source(trouble),
        Problem::PersonalData { what, masked, certain: true } => say(
            format!("personal data: {} ({masked})", what.en),
            "delete it before you submit; such data stays in the school's own registers. If it was submitted before, ask the maintainer to clean the history",
        ),
        Problem::PersonalData { what, masked, certain: false } => say(
            format!("this looks like {} ({masked})", what.en),
            "delete it if it is personal data; a mere serial number may stay",
        ),
        Problem::PersonalHistory { what, masked } => say(
            format!("an earlier commit of this push holds personal data: {} ({masked})", what.en),
            "deleting it later leaves it in the history. Make one commit of those not pushed yet: git reset --soft origin/main, then commit and push again",
        ),
        Problem::PersonalColumn { column } => say(
            format!("the column `{column}` is personal data"),
            "delete it from the table; to count persons or households keep one column of serial numbers that tell of nobody, and mark it `secret`",
        ),
        Problem::RawHtml { found } => say(
            format!("the text holds HTML `{found}`, which is shown as it is written"),
            "use Markdown instead, such as **bold** or - lists",
        ),
        Problem::OverlappingTerms { other } => say(
            format!("its days overlap those of the term `{other}`"),
            "check the start and the end of both terms",
        ),
        Problem::Placeholder { found } => say(
            format!("`{found}` is a placeholder left from a template, and counts for nothing"),
            "fill it in, or delete the line",
        ),
    }
}

fn say(message: impl Into<String>, help: impl Into<String>) -> Words {
    Words { message: message.into(), help: Some(help.into()) }
}

fn choices(allowed: &[Key]) -> String {
    allowed.iter().map(|it| it.en).collect::<Vec<_>>().join(", ")
}

fn name(named: Named) -> &'static str {
    match named {
        Named::School => "school",
        Named::Pair => "pair",
        Named::Plan => "plan",
        Named::Action => "action",
        Named::Target => "target",
        Named::Term => "term",
        Named::Indicator => "indicator",
    }
}

fn reference_help(named: Named) -> &'static str {
    match named {
        Named::School => {
            "write the school's folder, name or a short name; short names are listed in its school.yaml"
        }
        Named::Pair => "write the pair's folder or name",
        Named::Plan => "write the plan's title or its path, such as pairs/…/plans/2024",
        Named::Action => "write the id of an action of a plan, or its name where it has no id",
        Named::Target => {
            "write the id of a target of the plan, or its indicator where it has no id"
        }
        Named::Term => {
            "write a term's name or code, such as `2023—2024学年第二学期` or `2023-2024-2`"
        }
        Named::Indicator => "write a name from indicators.yaml, or add it there first",
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

fn yaml(trouble: &YamlTrouble) -> Words {
    match trouble {
        YamlTrouble::NoFrontMatter => say(
            "the file should begin with a line of `---`",
            "write three hyphens on the first line, the fields between two such lines, the text after them",
        ),
        YamlTrouble::OpenFrontMatter => say(
            "the `---` at the beginning is never closed",
            "write another line of `---` after the fields, before the text",
        ),
        YamlTrouble::WideColon { key, value } => say(
            format!("`{key}` is followed by a full-width colon"),
            format!("write an ASCII colon and a space: {key}: {value}"),
        ),
        YamlTrouble::NoSpace { key, value } => say(
            format!("a space is missing after the colon of `{key}`"),
            format!("write: {key}: {value}"),
        ),
        YamlTrouble::WideSpace { key, value } => say(
            format!("what follows the colon of `{key}` is a full-width or no-break space"),
            format!("write a plain space: {key}: {value}"),
        ),
        YamlTrouble::TabIndent => {
            say("this line is indented with a Tab", "use spaces, two for each level")
        }
        YamlTrouble::WideIndent => say(
            "this line is indented with full-width spaces",
            "use ordinary spaces, two for each level",
        ),
        YamlTrouble::CurlyQuotes { inner } => say(
            "the whole value stands in curly quotes",
            format!(
                "write it without: {inner}; if the quotes belong to the text, put straight double quotes around them"
            ),
        ),
        YamlTrouble::OpenQuote => say(
            "a quotation mark has no partner",
            "add the other one; inside a text use curly quotes “”",
        ),
        YamlTrouble::ColonInValue => say(
            "the value holds another colon and space, so it is not clear what the key is",
            "put the whole value in double quotes, or check the indentation",
        ),
        YamlTrouble::Special(it) => say(
            format!("the value begins with `{it}`, which means something else in YAML"),
            "put the whole value in double quotes",
        ),
        YamlTrouble::OpenBracket => say(
            "a bracket has no partner, or something follows a list",
            "add the other bracket; put a text that begins with `[` or `{` in double quotes",
        ),
        YamlTrouble::ConflictMarker => say(
            "marks of a merge conflict are left in the file",
            "keep one side and delete the lines of `<<<<<<<`, `=======` and `>>>>>>>`",
        ),
        YamlTrouble::Indentation => say(
            "this line is not indented like those above",
            "align keys of one level on the left; indent the next level by two spaces",
        ),
        YamlTrouble::ControlCharacter(code) => say(
            format!("there is an invisible control character here (U+{code:04X})"),
            "delete it and type this place again",
        ),
        YamlTrouble::Other => say(
            "this cannot be read",
            "write `key: value` on each line, with an ASCII colon and a space; align keys of one level",
        ),
    }
}

fn number(found: &str, why: &NumberTrouble) -> Words {
    let message = format!("an exact number belongs here, but `{found}` was found");
    match why {
        NumberTrouble::Inexact => {
            say(message, "write the real number; if it is not known, delete the line")
        }
        NumberTrouble::Han(Some(number)) => say(message, format!("write: {number}")),
        NumberTrouble::Han(None) => say(message, "write it in Arabic digits, such as 3"),
        NumberTrouble::OtherUnit { number, found: other, unit } if unit.is_empty() => say(
            format!("this number has no unit, but `{found}` was found"),
            format!("leave `{other}` out and write: {number}"),
        ),
        NumberTrouble::OtherUnit { number, unit, .. } => say(
            format!("the unit is `{unit}`, but `{found}` was found"),
            format!("check it; if it is a number of {unit}, write: {number}"),
        ),
        NumberTrouble::Exponent => say(
            format!("`{found}` is in scientific notation; digits may be lost"),
            "write all digits; if it is a person's number, do not submit it",
        ),
        NumberTrouble::TooLong => say(
            format!("`{found}` has too many digits"),
            "18 before the point and 9 after it at most; a code is no number: use a text column",
        ),
        NumberTrouble::TooSmall(least) => {
            say(format!("`{found}` is too small"), format!("the least is {least}"))
        }
        NumberTrouble::TooLarge(most) => {
            say(format!("`{found}` is too large"), format!("the most is {most}"))
        }
        NumberTrouble::NotWhole => {
            say(format!("`{found}` is not a whole number"), "write a whole number")
        }
        NumberTrouble::Shape => say(message, "write digits only, such as 10 or 98.5"),
    }
}

fn date(found: &str, why: DayError) -> Words {
    match why {
        DayError::Shape { meant: Some(day) } => {
            say(format!("`{found}` is not a date"), format!("write: {day}"))
        }
        DayError::Shape { meant: None } => {
            say(format!("`{found}` is not a date"), "write 2024-03-15 or 2024年3月15日")
        }
        DayError::NoYear => {
            say(format!("the date `{found}` has no year"), "write it in full, such as 2024-03-15")
        }
        DayError::NoDay => {
            say(format!("the date `{found}` has no day"), "write it in full, such as 2024-03-15")
        }
        DayError::NoSuchDay { month, .. } if !(1..=12).contains(&month) => say(
            format!("the calendar has no day `{found}`"),
            "months go from 1 to 12; write it like 2024-03-15",
        ),
        DayError::NoSuchDay { year, month } => say(
            format!("the calendar has no day `{found}`"),
            format!("check the days of {year}-{month:02}; write it like 2024-03-15"),
        ),
    }
}

fn not_counted(why: &NotCounted) -> Words {
    match why {
        NotCounted::UnknownMeasure { found, nearest } => Words {
            message: format!("no indicator reads `{found}`, so it counts for nothing"),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => {
                    "compare with the names and measures in indicators.yaml, or delete the line"
                        .into()
                }
            }),
        },
        NotCounted::SeveralPairs { pairs } => say(
            format!(
                "several pairs fit this record ({}), so it counts for none of them",
                pairs.join(", ")
            ),
            "add `pair` to say which one",
        ),
        NotCounted::OutsidePlan { plan, first, last } => say(
            format!(
                "the date is outside the plan `{plan}` ({first} to {last}), so it does not count there"
            ),
            "check the date; if it belongs to another plan, name that one or its action",
        ),
        NotCounted::NearlyType { found, nearest } => say(
            format!("the type `{found}` is not counted; an indicator counts `{nearest}`"),
            format!("if it is the same, write: {nearest}"),
        ),
        NotCounted::RowWithoutDate => say(
            "this row has figures and no date, so it counts for nothing",
            "fill in the date; of merged cells only the first row keeps it when saved as CSV",
        ),
        NotCounted::SumDiffers { label, stated, rows, apart } => say(
            format!("`{label}` says {stated}, the rows come to {rows}, {apart} apart"),
            "check it; rows of sums do not count themselves",
        ),
        NotCounted::UnreadColumn { column } => say(
            format!("no indicator reads the column `{column}`, so its numbers count for nothing"),
            "write `as: text` if it only explains; compare with indicators.yaml if it should count",
        ),
    }
}

fn link(href: &str, why: &LinkTrouble) -> Words {
    match why {
        LinkTrouble::NoFile { nearest } => Words {
            message: format!("the link `{href}` leads to a file that is not there"),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "link to another record's .md file, such as ../visits/2024-03-15.md".into(),
            }),
        },
        LinkTrouble::NoAnchor { nearest } => Words {
            message: format!("the link `{href}` leads to a heading that is not there"),
            help: Some(match nearest {
                Some(nearest) => format!("did you mean `#{nearest}`?"),
                None => {
                    "compare with the headings of that record, or leave out the `#` part".into()
                }
            }),
        },
        LinkTrouble::Scheme => say(
            format!("the link `{href}` cannot be used"),
            "use http, https or mailto, or a relative path to another record",
        ),
        LinkTrouble::Leaves => say(
            format!("the link `{href}` leaves the content folder"),
            "use a relative path to another record or to a file beside it",
        ),
        LinkTrouble::Draft => say(
            format!("the link `{href}` leads to a draft, which is not published"),
            "remove the link, or set `draft: false` there",
        ),
    }
}

fn file_name(trouble: &FileNameTrouble) -> Words {
    match trouble {
        FileNameTrouble::Collides { with } => say(
            format!(
                "it differs from `{with}` only by upper and lower case or the coding of its characters; some systems cannot tell them apart"
            ),
            "rename one of them",
        ),
        FileNameTrouble::Reserved => say(
            "Windows keeps this name for a device and cannot open such a file",
            "choose another name, for instance one that begins with the date",
        ),
        FileNameTrouble::Edge => say(
            "the name ends in a dot or a space, and Windows cannot open such a file",
            "take away the dot or space at its end",
        ),
        FileNameTrouble::Character(it) => say(
            format!("the name holds `{it}`, which Windows does not allow"),
            "use letters, digits, `-` and `_`",
        ),
        FileNameTrouble::Invisible(code) => say(
            format!("the name holds a character that nobody sees (U+{code:04X})"),
            "type the name anew instead of pasting it",
        ),
        FileNameTrouble::Long => {
            say("the name is too long for some systems", "keep it within 80 characters")
        }
    }
}

fn not_allowed(why: &NotAllowed) -> Words {
    match why {
        NotAllowed::Foreign { pusher, owner } => say(
            format!("`{pusher}` may not change files of `{owner}`"),
            "submit only what lies in your own folder; let the others submit theirs, or ask the county's maintainer for the right in content/access.yaml",
        ),
        NotAllowed::Shared { pusher } => say(
            format!("`{pusher}` may not change files of the whole archive"),
            "the site's settings, indicators, common plans, access, seals and themes are the county's; take this change back and submit again",
        ),
        NotAllowed::Unknown { pusher } => say(
            format!("`{pusher}` is not in the table of access"),
            "ask the county's maintainer to enter the account in content/access.yaml, or log in with the school's account",
        ),
        NotAllowed::Link => say("a symbolic link cannot be submitted", "put the file itself here"),
        NotAllowed::Submodule => say(
            "another repository (submodule) cannot be submitted",
            "put the files themselves here",
        ),
        NotAllowed::BadName => say("the file's name is not UTF-8", "rename it and submit again"),
        NotAllowed::TooLarge { size, limit } => say(
            format!("the file has {size} MB, more than {limit} MB"),
            "shrink photos to 2 MB; keep videos elsewhere and say in the record where",
        ),
        NotAllowed::Forced { branch } => say(
            format!("the history of `{branch}` may not be rewritten"),
            "`git pull` first, then push as usual, without force",
        ),
        NotAllowed::BranchDeleted { branch } => say(
            format!("the branch `{branch}` may not be deleted"),
            "everyone works from it; check the name if you meant another one",
        ),
    }
}

fn sealed(trouble: &SealTrouble) -> Words {
    let correct = "change it back; to correct it, write `correction: the reason` in the record and let the maintainer run `guidang seal TERM` again";
    let reseal =
        "change it back; to correct it, let the maintainer run `guidang seal TERM --reason TEXT`";
    match trouble {
        SealTrouble::Changed { term } => {
            say(format!("`{term}` is sealed, and this record is not as it was then"), correct)
        }
        SealTrouble::Gone { term, record } => {
            say(format!("`{term}` is sealed, and its record `{record}` is gone"), reseal)
        }
        SealTrouble::Added { term } => say(
            format!("`{term}` is sealed, and this record came to it afterwards"),
            "check the date; if it belongs there, write `correction: the reason` in it and let the maintainer run `guidang seal TERM` again",
        ),
        SealTrouble::File { term, path } => say(
            format!(
                "`{term}` is sealed, and the attachment `{path}` is not as it was then, or gone"
            ),
            correct,
        ),
        SealTrouble::NotResealed { term } => say(
            format!("this record was corrected, and `{term}` is not sealed anew yet"),
            "let the maintainer run `guidang seal TERM`; the page then shows the correction and its reason",
        ),
        SealTrouble::Figure { term, what, sealed, now } => say(
            format!("`{term}` is sealed: {what} was {sealed} then, and comes to {now} now"),
            "look at changes of indicators, plans and terms; to correct it, let the maintainer run `guidang seal TERM --reason TEXT`",
        ),
        SealTrouble::Term { term } => say(
            format!("the sealed term `{term}` is gone, or has other days than then"),
            "change it back in site.yaml",
        ),
        SealTrouble::Unreadable => say(
            "this seal cannot be read",
            "`guidang seal` writes this file, leave it alone; the history has it as it was",
        ),
    }
}

fn filing(trouble: &FilingTrouble) -> Words {
    match trouble {
        FilingTrouble::Code { found } => say(
            format!("`{found}` cannot be part of a file number"),
            "fonds, category and organisation codes are letters and digits, 1 to 8 of them, such as J012, WS, BGS; the fonds is given by the archive",
        ),
        FilingTrouble::Line { found } => say(
            format!("no file number can be read in this line: {found}"),
            "a line is written `  J012-WS·2024-Y-0001: id of the record`. `guidang number` writes this file: do not edit it, get it back from the history",
        ),
        FilingTrouble::NoFonds => say(
            "file numbers were given, but site.yaml has no `fonds` under `numbering`",
            "write `numbering` in site.yaml: numbers given so far never change, but new records cannot get one without it",
        ),
        FilingTrouble::Gone { number, paper } => say(
            format!("the record `{paper}` of the file number {number} is gone"),
            "if it was renamed or moved, write its new id in this line; if it is gone for good, move this line below `retired`. Nothing else ever gets this number",
        ),
        FilingTrouble::Differs { number, paper, now } => say(
            format!(
                "`{paper}` has the file number {number}; by its date, retention and organisation it would now be {now}"
            ),
            "a number never changes once it is given. Look at what was changed in the record; if that is right, leave it so",
        ),
        FilingTrouble::Fonds { count, given, now } => say(
            format!("{count} file numbers begin with `{given}`, and site.yaml now says `{now}`"),
            "numbers given so far never change. Look at fonds and category; if they did change, leave it so",
        ),
    }
}

fn source(trouble: &SourceTrouble) -> Words {
    match trouble {
        SourceTrouble::Address { found } => say(
            format!("`{found}` cannot be used as the address of a county's site"),
            "write one that begins with http:// or https://, or a folder seen from this site's home page, such as ../qingluan/",
        ),
        SourceTrouble::Folder { found } => say(
            format!("the folder `{found}` is not inside this archive"),
            "copy the county's data here, and name the folder from the archive's root, such as counties/qingluan; no `..`, no drive, no leading `/`",
        ),
        SourceTrouble::TooMany(limit) => say(
            format!("too many sources; {limit} at most"),
            "roll up in two steps: into cities, then into the province",
        ),
        SourceTrouble::Missing { name, why } => say(
            format!("\"{name}\" is not rolled up: {}", why_missing(why)),
            match why {
                WhyMissing::NotThere { .. } => {
                    "copy the folder `data` of its site here; if it has not reported, leave it: the pages list it as missing"
                }
                WhyMissing::Link { .. } => "put a real folder with real files there, no links",
                WhyMissing::Version { .. } => {
                    "build both archives with releases of guidang that are near each other"
                }
                WhyMissing::SameAs { .. } => "see whether the wrong folder was copied",
                WhyMissing::Personal { .. } => {
                    "tell its makers to mend it and build again; until then it is left out"
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
            format!("{file} is larger than {} MB", super::megabytes(*limit))
        }
        WhyMissing::Shape { file, line, column } => {
            format!("{file} breaks off, or has another shape, at line {line}, column {column}")
        }
        WhyMissing::Version { found } => format!("its data format is `{found}`, unknown here"),
        WhyMissing::Value { file, what, found } => {
            format!("{file} has a wrong {}: `{found}`", what.en)
        }
        WhyMissing::Twice { file, found } => format!("{file} has `{found}` twice"),
        WhyMissing::SameAs { name } => format!("its data is the very same as that of \"{name}\""),
        WhyMissing::Personal { what, masked } => {
            format!("its data holds {} ({masked})", what.en)
        }
    }
}
