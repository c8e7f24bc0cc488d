//! The explanations in English.

use super::{Explanation, File, Scene, Stored, checked};
use crate::diagnostics::Code;

const VISIT: &str = "content/schools/shiyan/visits/2024-04-10.md";
const PLAN: &str = "content/pairs/shiyan-qinghe/plans/2024-b.md";
const SITE: &str = "content/site.yaml";
const LEDGER: &str = "content/schools/qinghe/ledgers/送教.md";
const SOURCES: &str = "content/sources.yaml";
const TABLE: &str = "content/schools/qinghe/ledgers/送教.csv";

/// A visit with nothing wrong in it.
const GOOD: &[File] = &[file!(
    VISIT,
    "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\n"
)];

#[rustfmt::skip] // a table
pub(super) fn explanation(code: Code) -> Explanation {
    match code {
        Code::YamlSyntax => checked(
            "a field that cannot be read: a full-width colon, a missing space, a Tab, brackets or quotes that do not close",
            "Fields are written `key: value`, with an ASCII colon and a space, and stand in line with their neighbours. A file that cannot be read counts for nothing, so fix this first. `guidang fmt` fixes full-width colons, Tabs and full-width spaces by itself.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate：2024-04-10\ntype: demonstration lessons\n---\n")],
            GOOD,
        ),
        Code::UnknownField => checked(
            "a field that does not exist, or a column of a CSV file that is not described",
            "If a misspelt field were silently ignored, work would go uncounted. The message offers the nearest field; what has no field of its own belongs in the text.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\npersons: Li\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\npeople: Li\n---\n")],
        ),
        Code::MissingField => checked(
            "a required field, file or column is missing",
            "A visit without a date belongs to no term, and without a type nobody knows what it was. The message has an example to copy. An image without alternative text is a warning: those who cannot see it have nothing else.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\n---\n")],
            GOOD,
        ),
        Code::WrongType => checked(
            "a value of another shape: a list where one text belongs, or the other way round",
            "A place or title is one value; people and materials are lists; targets and actions have fields of their own. With the wrong shape nobody knows which value is meant.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nplace: [hall, playground]\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nplace: hall and playground\n---\n")],
        ),
        Code::BadValue => checked(
            "a value that is not one of the choices, or not an exact number",
            "`about 10` or `two` cannot be added up or held against a target. Write digits; leave the line out when the number is not known, instead of writing 0.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\ndata:\n  送教课时: 两节\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\ndata:\n  送教课时: 2\n---\n")],
        ),
        Code::BadDate => checked(
            "not a date, or a day that the calendar does not have",
            "Progress is judged by dates, so the year and the day are needed. Write 2024-03-15, 2024/3/15, 2024.3.15 or 2024年3月15日.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 4月10日\ntype: demonstration lessons\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024年4月10日\ntype: demonstration lessons\n---\n")],
        ),
        Code::BadRange => checked(
            "the end is before the start",
            "The two dates have probably been swapped, or a year is wrong. Such a period contains no day.",
            &[file!(VISIT, "---\ntitle: Visit in April\nstart: 2024-04-12\nend: 2024-04-10\ntype: demonstration lessons\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\nstart: 2024-04-10\nend: 2024-04-12\ntype: demonstration lessons\n---\n")],
        ),
        Code::DuplicateKey => checked(
            "a field is written twice; the English and the Chinese spelling of a field are the same field",
            "When the two differ nobody knows which is right, and a guess may be wrong.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n标题: Another visit\n---\n")],
            GOOD,
        ),
        Code::DuplicateId => checked(
            "a name is used twice: by two records, targets, actions or indicators",
            "Other places find it by that name. If two share it, progress of one could be credited to the other. Give one an `id`, or another name.",
            &[file!(PLAN, "---\ntitle: Plan for spring 2024\nstart: 2024-03-01\nend: 2024-07-05\ntargets:\n  - indicator: 送教课时\n    value: 10\n  - indicator: 送教课时\n    value: 2\n    every: month\n---\n")],
            &[file!(PLAN, "---\ntitle: Plan for spring 2024\nstart: 2024-03-01\nend: 2024-07-05\ntargets:\n  - indicator: 送教课时\n    value: 10\n  - indicator: 送教课时\n    id: every month\n    value: 2\n    every: month\n---\n")],
        ),
        Code::UnknownReference => checked(
            "a school, pair, plan, action, term or indicator that is not there, or does not apply to this school",
            "A record that names something unknown would not count for the plan that it carries out. A school may be named by its folder, its name or a short name that school.yaml lists.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nto: 清河镇幼儿园\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nto: 清河镇中心幼儿园\n---\n")],
        ),
        Code::AmbiguousReference => checked(
            "a name that fits several things",
            "When two schools have one short name, or two plans an action of the same name, nobody knows which is meant. Write the full name or the folder, or add `plan`.",
            &[
                file!("content/schools/qinghe-xiaoxue/school.yaml", "name: 清河镇中心小学\nlevel: primary\nshort: [清河]\n"),
                file!("content/schools/qinghe-chuzhong/school.yaml", "name: 清河镇初级中学\nlevel: junior\nshort: [清河]\n"),
                file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nto: 清河\n---\n"),
            ],
            &[
                file!("content/schools/qinghe-xiaoxue/school.yaml", "name: 清河镇中心小学\nlevel: primary\nshort: [清河小学]\n"),
                file!("content/schools/qinghe-chuzhong/school.yaml", "name: 清河镇初级中学\nlevel: junior\nshort: [清河中学]\n"),
                file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nto: 清河小学\n---\n"),
            ],
        ),
        Code::Encoding => checked(
            "the file is not UTF-8",
            "GBK and UTF-16 are recognised, read and reported as a warning; a mixture of encodings, or a file that is not text, cannot be read. Save it as UTF-8, or run `guidang fmt`.",
            &[File { path: VISIT, text: "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\n上了两节示范课。\n", stored: Stored::Gbk }],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\n上了两节示范课。\n")],
        ),
        Code::TooLarge => checked(
            "a file, or its front matter, is too large",
            "Front matter may have at most 256 KB, so that checking stays fast. Long texts belong in the body, and rows of data in the CSV file of a ledger. A photo above 2 MB is a warning: pages use a smaller copy, but the repository keeps it for ever.",
            &[File { path: VISIT, text: "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nplace: hall……\n---\n", stored: Stored::Long }],
            &[File { path: VISIT, text: "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nplace: hall\n---\n……\n", stored: Stored::Long }],
        ),
        Code::Nesting => checked(
            "lists or fields nested deeper than 32 levels",
            "No field needs that many; there are probably too many brackets or dashes.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\npeople: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[Li]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\npeople: [Li]\n---\n")],
        ),
        Code::UnsupportedYaml => checked(
            "YAML that is not supported: anchors (&, *), tags (!), or several documents in one file",
            "With these, what you see is not what is read. They are seldom meant: put a value that begins with &, * or ! in double quotes.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nplace: *hall\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nplace: \"*hall\"\n---\n")],
        ),
        Code::ConflictingValues => checked(
            "two different values of one school on one day",
            "An indicator that takes the latest value, such as the number of pupils, can have one value a day. Delete or correct one of them, or its date.",
            &[
                file!(PLAN, "---\ntitle: Plan against dropping out\nstart: 2024-03-01\nend: 2024-12-31\ntargets:\n  - indicator: 在校人数\n    value: 300\n    scope: each\n---\n"),
                file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\ndata:\n  在校人数: 310\n---\n"),
                file!("content/schools/shiyan/visits/2024-04-10-统计.md", "---\ntitle: Count in April\ndate: 2024-04-10\ntype: count\ndata:\n  在校人数: 312\n---\n"),
            ],
            &[
                file!(PLAN, "---\ntitle: Plan against dropping out\nstart: 2024-03-01\nend: 2024-12-31\ntargets:\n  - indicator: 在校人数\n    value: 300\n    scope: each\n---\n"),
                file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\n"),
                file!("content/schools/shiyan/visits/2024-04-10-统计.md", "---\ntitle: Count in April\ndate: 2024-04-10\ntype: count\ndata:\n  在校人数: 312\n---\n"),
            ],
        ),
        Code::NoPeriod => checked(
            "a target without a single period within its plan",
            "A plan with `every: term` that lies in the holidays would never ask for anything. Check the plan's days, or leave `every` out.",
            &[file!(PLAN, "---\ntitle: Plan for the summer\nstart: 2024-07-10\nend: 2024-08-20\ntargets:\n  - indicator: 送教课时\n    value: 10\n    every: term\n---\n")],
            &[file!(PLAN, "---\ntitle: Plan for the summer\nstart: 2024-07-10\nend: 2024-08-20\ntargets:\n  - indicator: 送教课时\n    value: 10\n---\n")],
        ),
        Code::NotCounted => checked(
            "data that counts for nothing (warning)",
            "When a data key fits no indicator, the work done is not counted. It must be written exactly as the indicator's name (or its `measure`) in indicators.yaml.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\ndata:\n  送教课数: 2\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\ndata:\n  送教课时: 2\n---\n")],
        ),
        Code::OddDate => checked(
            "a date that is probably wrong: later than today, alone in deciding the day of judgement, or not the one in the file's name (warning)",
            "With one digit of the year wrong, a record counts for no plan; if it is the latest of all, everything is judged on that day and seems to be missed. Check the date. If it is right, leave it, or write `as_of` in site.yaml.",
            &[file!("content/schools/shiyan/visits/2024-04-10.md", "---\ntitle: Visit in April\ndate: 2024-04-01\ntype: demonstration lessons\n---\n")],
            GOOD,
        ),
        Code::OddValue => checked(
            "a value that is probably not what was meant: cut off at a #, several names in one, too large a figure, a row with cells missing (warning)",
            "It can be read, but not as it was meant, so figures become too small or too large in silence. The hint says what to write; if nothing is wrong, leave it.",
            &[file!(VISIT, "---\ntitle: Visit 2 #form 3\ndate: 2024-04-10\ntype: demonstration lessons\n---\n")],
            &[file!(VISIT, "---\ntitle: \"Visit 2 #form 3\"\ndate: 2024-04-10\ntype: demonstration lessons\n---\n")],
        ),
        Code::StrayFile => checked(
            "a file in no known place, which was not read (warning)",
            "The folder decides what a record is, so one in the wrong place does not count. Folders with other names and files ending in .docx or .txt are not recognised. Put `_` before the name of a file that is not meant to be read.",
            &[file!("content/schools/shiyan/visits-2024/2024-04-10.md", "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\n")],
            GOOD,
        ),
        Code::BrokenLink => checked(
            "a link to a file or heading that is not there, or to an address that is not allowed",
            "Such a link leads nowhere on the site. Link to another record's .md file by a relative path; addresses begin with http, https or mailto.",
            &[
                file!("content/schools/shiyan/visits/2024-03-20.md", "---\ntitle: Visit in March\ndate: 2024-03-20\ntype: demonstration lessons\n---\n"),
                file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\nSee [last time](2024-3-20.md).\n"),
            ],
            &[
                file!("content/schools/shiyan/visits/2024-03-20.md", "---\ntitle: Visit in March\ndate: 2024-03-20\ntype: demonstration lessons\n---\n"),
                file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\nSee [last time](2024-03-20.md).\n"),
            ],
        ),
        Code::MissingAttachment => checked(
            "a file is named, but it is not next to the record",
            "Without its table a ledger has no figures at all. Check the name, or submit the file too.",
            &[
                file!(LEDGER, "---\ntitle: Ledger of lessons\ntable: 送教记录.csv\ncolumns:\n  - name: 日期\n    as: date\n  - name: 送教课时\n    as: data\n---\n"),
                file!(TABLE, "日期,送教课时\n2024-03-05,2\n"),
            ],
            &[
                file!(LEDGER, "---\ntitle: Ledger of lessons\ntable: 送教.csv\ncolumns:\n  - name: 日期\n    as: date\n  - name: 送教课时\n    as: data\n---\n"),
                file!(TABLE, "日期,送教课时\n2024-03-05,2\n"),
            ],
        ),
        Code::UnsafePath => checked(
            "a path that leads to another folder, or a file name that some systems cannot hold",
            "An archive must open on every computer, and must not read files outside of itself. Tables and attachments are next to their record and are named without a folder; names contain no : * ? and the like.",
            &[
                file!(LEDGER, "---\ntitle: Ledger of lessons\ntable: ../送教.csv\ncolumns:\n  - name: 日期\n    as: date\n  - name: 送教课时\n    as: data\n---\n"),
                file!(TABLE, "日期,送教课时\n2024-03-05,2\n"),
            ],
            &[
                file!(LEDGER, "---\ntitle: Ledger of lessons\ntable: 送教.csv\ncolumns:\n  - name: 日期\n    as: date\n  - name: 送教课时\n    as: data\n---\n"),
                file!(TABLE, "日期,送教课时\n2024-03-05,2\n"),
            ],
        ),
        Code::RawHtml => checked(
            "HTML in a text, which is shown as it is written (warning)",
            "HTML can hide scripts, so none of it is kept. Bold, lists, tables and pictures can be written in Markdown.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\nThis <b>matters</b>.\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\nThis **matters**.\n")],
        ),
        Code::MarkdownSlip => checked(
            "a picture, heading, table and the like typed with full-width signs, which is shown as it is written (warning)",
            "The `！`, `（）`, `＃`, `＊` and `｜` of an input method look nearly like the signs of Markdown, and are others. A table without its second line, rows pasted from Word and a block that is never closed are not shown as they were meant either. Correct what the hint says; `guidang fmt` corrects the signs.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\n＃ What was done\n\nThis is ＊＊important＊＊.\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\n# What was done\n\nThis is **important**.\n")],
        ),
        Code::PersonalData => checked(
            "personal data: identity numbers, telephone numbers, bank cards, columns of addresses and the like",
            "What was submitted stays in the history, and what was published cannot be taken back. Keep such data in the school's own registers; in records write `a pupil` or `3 households`.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\nParents: 13800138000\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\nSpoke with the parents.\n")],
        ),
        Code::Sealed => Explanation {
            rule: "something in a sealed term was changed after the term was sealed",
            why: "A seal states that the records and figures of a term are final, and makes later changes visible. Change it back; if it has to be corrected, write `correction: why` in the record, push it to a branch of its own, and let the maintainer merge it and run `guidang seal TERM` again: pages show what was corrected, and why.",
            scene: Scene::Sealed,
            before: &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\ndata:\n  送教课时: 6\n---\n")],
            after: &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\ndata:\n  送教课时: 2\n---\n")],
        },
        Code::NotAllowed => Explanation {
            rule: "files that the submitter may not change, or that the server does not accept",
            why: "An account may change the schools and pairs that content/access.yaml gives it. The server accepts no symbolic links, no very large files, and no references but branches and tags, and lets nobody rewrite history. It looks at every commit: what a later one takes back counts too. The server reports this on submission; `guidang check` does not.",
            scene: Scene::Submitted("qinghe"),
            before: &[file!("content/schools/shiyan/visits/2024-04-10.md", "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\n")],
            after: &[file!("content/schools/qinghe/visits/2024-04-10.md", "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\n---\n")],
        },
        Code::OverlappingTerms => checked(
            "two terms share days",
            "A record belongs to one term. On shared days nobody knows to which.",
            &[file!(SITE, "title: Archive of Yunling County\nterms:\n  - name: 2023—2024学年第二学期\n    start: 2024-02-26\n    end: 2024-07-05\n  - name: 2024—2025学年第一学期\n    start: 2024-07-01\n    end: 2025-01-10\n")],
            &[file!(SITE, "title: Archive of Yunling County\nterms:\n  - name: 2023—2024学年第二学期\n    start: 2024-02-26\n    end: 2024-07-05\n  - name: 2024—2025学年第一学期\n    start: 2024-09-01\n    end: 2025-01-10\n")],
        ),
        Code::UnmarkedSensitive => checked(
            "an indicator that reads sensitive data without being marked as sensitive",
            "Where several indicators read the same data and one of them is sensitive, all must be. Otherwise one shows the small figures that the other withholds.",
            &[file!("content/indicators.yaml", "indicators:\n  - {name: 送教课时, unit: lessons, direction: at_least, aggregate: sum}\n  - name: pupils in need\n    unit: pupils\n    direction: at_least\n    aggregate: sum\n    sensitive: true\n  - name: most pupils in need\n    unit: pupils\n    direction: at_least\n    aggregate: max\n    measure: pupils in need\n")],
            &[file!("content/indicators.yaml", "indicators:\n  - {name: 送教课时, unit: lessons, direction: at_least, aggregate: sum}\n  - name: pupils in need\n    unit: pupils\n    direction: at_least\n    aggregate: sum\n    sensitive: true\n  - name: most pupils in need\n    unit: pupils\n    direction: at_least\n    aggregate: max\n    measure: pupils in need\n    sensitive: true\n")],
        ),
        Code::MissingSource => checked(
            "the data of an archive that sources.yaml names is left out (warning)",
            "That data comes from others: what is missing, damaged, in another format, duplicated or contains somebody's personal number is not rolled up. The pages list it as missing with the reason, and everything else is built. Copy it again, or have it fixed where it was made.",
            &[file!(SOURCES, "sources:\n  - name: Qingluan County\n    folder: counties/qingluan\n")],
            &[
                file!(SOURCES, "sources:\n  - name: Qingluan County\n    folder: counties/qingluan\n"),
                file!("counties/qingluan/archive.json", "{\"format\":\"guidang-data\",\"version\":1,\"title\":\"Archive of Qingluan County\",\"organisation\":null,\"language\":\"en\",\"as_of\":\"2024-06-30\",\"counts\":{\"schools\":0,\"pairs\":0,\"plans\":0,\"records\":0},\"schools\":[],\"pairs\":[],\"plans\":[],\"indicators\":[]}\n"),
                file!("counties/qingluan/progress.json", "{\"as_of\":\"2024-06-30\",\"targets\":[],\"actions\":[]}\n"),
            ],
        ),
        Code::Placeholder => checked(
            "a placeholder of a template, still to be filled in; it has no effect (warning)",
            "`xx`, `20xx` and `待定` are read as nothing. Write what it is, or leave the line out.",
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nplace: xx\n---\n")],
            &[file!(VISIT, "---\ntitle: Visit in April\ndate: 2024-04-10\ntype: demonstration lessons\nplace: hall\n---\n")],
        ),
    }
}
