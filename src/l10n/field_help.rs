//! What a form says in English next to the fields whose help in Chinese is that of docs/content-reference.md.

/// The help of a field: `map` is the kind of record or the field that holds it, `code` its English key.
pub(super) fn english_help(map: &str, code: &str) -> Option<&'static str> {
    for (holder, field, help) in HELP {
        if *holder == map && *field == code {
            return Some(help);
        }
    }
    None
}

/// The holder of a field, its key, and its help.
const HELP: &[(&str, &str, &str)] = &[
    ("visit", "lesson", "What was taught or observed; of a lecture its topic"),
    ("visit", "needs", "What the other side asks for"),
    ("visit", "feedback", "What the other side thinks of it"),
    (
        "closes",
        "record",
        "The visit that found the problem: its id (at the foot of its page), its file or its title",
    ),
    ("closes", "problem", "As it is written there; if empty, all problems of that visit"),
    ("ledger", "sheet", "Which sheet of the file; if empty, the first"),
    ("ledger", "header_row", "In which row the header is; if empty, it is found"),
    ("targets", "id", "If empty, the name of the indicator; each once in a plan"),
    ("actions", "id", "If empty, the name"),
    ("school", "honours", "A list"),
    ("school", "departments", "A list"),
    ("school", "opened", "The school is not judged before this day"),
    ("school", "closed", "The school is not judged after this day"),
    (
        "school",
        "merged_into",
        "The school that it became a part of; fill in the last day too, or there is a warning and it is judged as before",
    ),
    ("pair", "kind", "In your words: pairing, school group, school community, trusteeship"),
    ("pair", "agreement", "The name of the file, which lies beside pair.yaml and is published"),
    ("indicators", "name", "It is the id as well"),
    ("indicators", "unit", "With %, rates are multiplied by 100"),
    ("indicators", "measure", "Which data it reads; if empty, those of its name"),
    ("indicators", "numerator", "Required for a ratio"),
    ("indicators", "denominator", "Required for a ratio"),
    (
        "indicators",
        "type",
        "For a count: only records of this type; several with commas between them",
    ),
    (
        "indicators",
        "scale",
        "For a ratio: the figure is multiplied by it, such as 100 for each hundred; not with %",
    ),
    (
        "indicators",
        "per_record_max",
        "More than this in one record is probably a slip, such as 200 lessons in a day",
    ),
    ("site", "organisation", "Who publishes the site"),
    ("site", "theme", "If empty, default"),
    (
        "site",
        "as_of",
        "The day up to which progress is judged; if empty, that of the latest record. Two sites of different days side by side may tell small figures that are not published",
    ),
    (
        "site",
        "terms",
        "If empty, the usual calendar (1 September to 20 January, 21 February to 5 July)",
    ),
    ("site", "pace_allowance", "From 0 to 1; if empty, 0.1"),
    ("site", "min_period_days", "How many days a period has at least to count; if empty, 10"),
    ("site", "small_cell", "Sensitive figures below this are not published; if empty, 5"),
    (
        "site",
        "late_after",
        "A record handed in more days later than this is marked as recorded later; if empty, 30; 0 marks none",
    ),
    ("site", "base_url", "For the feed and canonical links only"),
    ("site", "edit_url", "An address with {path}, for correcting a record"),
    (
        "site",
        "new_url",
        "An address with {text}, by which the form hands a record to the git host; {dir} and {name} are possible too",
    ),
    ("site", "numbering", "How file numbers are given"),
    (
        "numbering",
        "fonds",
        "Given by the archive: 1 to 8 letters or digits, usually 4; without it there are no file numbers",
    ),
    ("numbering", "fonds_name", "If empty, the organisation"),
    ("numbering", "category", "If empty, WS (documents)"),
    (
        "numbering",
        "organisations",
        "A line for each school or pair with its code of 1 to 8 letters or digits; all stands for plans of the whole archive",
    ),
    ("numbering", "retentions", "How long each kind is kept, where it differs"),
    ("numbering", "per_box", "How many documents a box holds; if empty, 50"),
    ("numbering", "folders", "The folders of the catalogue; if empty, the usual fifteen"),
    (
        "folders",
        "kinds",
        "All of these kinds: plan, visit, summary, ledger, resource, honour, question",
    ),
    ("folders", "types", "All of these types"),
    ("folders", "words", "Those with one of these words in type or title"),
    ("site", "allow", "Texts that are no personal data"),
    (
        "allow",
        "text",
        "A text that looks like personal data and is not, exactly as it is written; numbers in quotes",
    ),
    ("allow", "reason", "Shown by guidang check -v"),
];
