//! Values that several pages have: a link, a status, a row of a list.

use super::Value;

/// Several values under one name.
#[derive(Debug, PartialEq)]
pub(in crate::pages) struct Shape {
    pub(in crate::pages) name: &'static str,
    pub(in crate::pages) what: &'static str,
    pub(in crate::pages) values: &'static [Value],
}

const fn of(name: &'static str, what: &'static str, values: &'static [Value]) -> Shape {
    Shape { name, what, values }
}

/// Every shape, in the order of the documentation.
pub(in crate::pages) const SHAPES: &[Shape] = &[
    of(
        "Frame",
        "What every page has, under `page`.",
        &[
            ("title", "text", "Title of the page"),
            ("site", "text", "Title of the site"),
            ("organisation", "text?", "Who publishes the site"),
            ("as_of", "text", "The day everything is judged on"),
            (
                "root",
                "text",
                "Way up to the site's root, put before paths: `{{ page.root }}index.html`; empty in the root itself",
            ),
            (
                "section",
                "text",
                "The part of the site it belongs to, for the navigation and the class of `body`",
            ),
            ("nav", "list of NavItem", "The main sections; none on paper"),
            ("nav_more", "list of NavItem", "What else there is; none on paper"),
            ("crumbs", "list of Link", "The way from the home page to here, without both ends"),
            ("print", "text?", "Its printed version"),
            (
                "edit",
                "text?",
                "Where the record can be corrected; of records and plans, when the site has `edit_url`",
            ),
            ("feed", "yes/no", "Whether the site has a feed, `feed.xml`"),
            ("draft", "yes/no", "Whether it shows a draft (only with `--drafts`)"),
            ("version", "text", "The release of guidang that made the page"),
        ],
    ),
    of(
        "NavItem",
        "An entry of the navigation.",
        &[
            ("text", "text", "What to show"),
            ("href", "text", "Where it leads"),
            ("current", "yes/no", "Whether this page belongs to it"),
        ],
    ),
    of(
        "Link",
        "A link of a page.",
        &[
            ("text", "text", "What to show"),
            ("href", "text", "Where it leads, seen from this page; empty when it leads nowhere"),
        ],
    ),
    of(
        "Status",
        "How a target, period, item or measure stands. Show sign and word together, never colour alone.",
        &[
            ("code", "text", "For the style sheet: `st-met`"),
            ("word", "text", "In words"),
            ("sign", "text", "Path of its sign in a field of 12 × 12"),
            ("filled", "yes/no", "Whether the sign is filled rather than drawn in lines"),
            ("rank", "number", "Its place among all, worst first, for sorting"),
        ],
    ),
    of(
        "Tally",
        "How many of each status there are.",
        &[
            ("total", "number", "How many in all"),
            (
                "counts",
                "list of Count",
                "One a status, worst first, without those that do not occur",
            ),
            ("worst", "Status?", "The worst of them; none when there are none"),
        ],
    ),
    of(
        "Count",
        "One status of a Tally.",
        &[
            ("status", "Status", "The status"),
            ("count", "number", "How many"),
            ("from", "number", "Where its stretch of a bar of 1000 begins"),
            ("long", "number", "How long that stretch is"),
        ],
    ),
    of(
        "Fact",
        "A line of the facts about something; it has either a text or links.",
        &[
            ("label", "text", "What it is about"),
            ("text", "text?", "The fact"),
            ("links", "list of Link", "The fact as links"),
        ],
    ),
    of(
        "TargetRow",
        "A line about one target.",
        &[
            ("status", "Status", "How it stands"),
            ("scope", "text", "Whom it is about"),
            ("plan", "Link", "The plan that sets it"),
            ("target", "Link", "The indicator, leading to the full account"),
            ("period", "text", "The period told of"),
            ("figure", "text?", "What was reached; none without figures"),
            ("goal", "text?", "What was to be reached; none of targets without a number"),
            ("mini", "html", "A small bar of both"),
            ("aspirational", "yes/no", "Whether it is kept out of the totals"),
        ],
    ),
    of(
        "RecordLine",
        "A line about one record.",
        &[
            ("date", "text", "Its day; empty when it has none"),
            ("link", "Link", "The record"),
            ("school", "text", "The school that filed it"),
            ("of_type", "text?", "Its type as written"),
            ("kind", "text", "What kind of record it is"),
            ("draft", "yes/no", "Whether it is a draft"),
            ("mark", "text?", "Of a question whether it is solved, of an honour its level"),
            ("picture", "Image?", "Of a resource: its first picture"),
            (
                "files",
                "list of text",
                "Of a resource: kind and size of its first files, `PDF 1.2 MB`",
            ),
            ("more_files", "number", "Of a resource: how many more files it has"),
        ],
    ),
    of(
        "Group",
        "Records under a heading.",
        &[
            ("anchor", "text", "For the `id` of the heading"),
            ("title", "Link", "The term or school; its `href` is empty when it has no page"),
            ("lines", "list of RecordLine", "The records"),
            ("count", "number", "How many there are, listed here or not"),
            ("more", "text?", "Where all are, when they are not all listed here"),
        ],
    ),
    of(
        "SchoolLine",
        "A line about one school.",
        &[
            ("link", "Link", "The school"),
            ("level", "text", "Kindergarten, primary …"),
            ("township", "text?", "Where it lies"),
            ("tally", "Tally", "How its targets stand"),
            ("records", "number", "How many records it filed"),
            ("last", "text", "Day of the latest record; empty without any"),
        ],
    ),
    of(
        "PairLine",
        "A line about one pair.",
        &[
            ("link", "Link", "The pair"),
            ("helper", "Link", "The helping school"),
            ("helped", "list of Link", "The helped schools"),
            ("since", "text", "Since when, or from when to when"),
            ("tally", "Tally", "How its targets stand"),
            ("records", "number", "How many records belong to it"),
        ],
    ),
    of(
        "Card",
        "A target with its chart.",
        &[
            ("row", "TargetRow", "The target"),
            ("bullet", "html", "The bullet chart; empty when it has none"),
        ],
    ),
    of(
        "OwnerRow",
        "The four haves of a school or pair, term by term.",
        &[
            ("owner", "Link", "The school or pair"),
            (
                "cells",
                "list of HavesCell?",
                "One a term, in the order of `terms`; none where nothing was asked",
            ),
        ],
    ),
    of(
        "HavesCell",
        "The four haves in one term.",
        &[
            ("term", "Link", "The term"),
            ("marks", "list of Mark", "Plan, measures, records, summary"),
            ("missing", "number", "How many listed materials are not attached"),
            ("materials_href", "text", "Where these are listed"),
            ("complete", "yes/no", "Whether all four are there"),
        ],
    ),
    of(
        "Mark",
        "One of the four haves.",
        &[
            ("letter", "text", "One letter for it"),
            ("word", "text", "Its word"),
            ("href", "text?", "Where it is; none when missing or not public"),
            ("has", "yes/no", "Whether it is there"),
        ],
    ),
    of(
        "Gap",
        "What a school or pair lacks in the latest term.",
        &[
            ("owner", "Link", "The school or pair"),
            ("term", "Link", "The latest term"),
            ("lacks", "list of text", "Words of the haves that are missing"),
            ("missing", "number", "How many listed materials are not attached"),
        ],
    ),
    of(
        "MaterialLine",
        "What one visit lists and nobody attached.",
        &[
            ("school", "text", "The school"),
            ("date", "text", "Day of the visit"),
            ("link", "Link", "The visit"),
            ("missing", "list of text", "The materials"),
        ],
    ),
    of(
        "Checklist",
        "A side's list of items to check in a pair's plan.",
        &[
            ("title", "text", "Which side"),
            ("schools", "list of Link", "The schools of that side"),
            ("items", "list of Item", "The items"),
        ],
    ),
    of(
        "Item",
        "One item of a Checklist.",
        &[
            ("number", "text", "Its number"),
            ("text", "list of text", "What it asks for, as the plan says it"),
            ("status", "Status", "The worst of its figures"),
            ("figures", "list of ItemFigure", "A line a target and school"),
            ("evidence", "list of Link", "Records it rests on, the first few"),
            ("more", "number", "How many more records there are"),
            ("more_href", "text", "Where all of them are"),
        ],
    ),
    of(
        "ItemFigure",
        "One figure of an Item.",
        &[
            ("link", "Link", "The indicator, leading to the full account"),
            ("school", "text?", "The school, where the side has several"),
            ("figure", "text?", "What was reached"),
            ("goal", "text?", "What was to be reached"),
            ("period", "text?", "The period, where the target has several"),
            ("status", "Status", "How it stands"),
        ],
    ),
    of(
        "Reading",
        "The full account of one target for one school, or for all together.",
        &[
            ("anchor", "text", "For its `id`; links of figures lead here"),
            ("scope", "Link?", "The school, where the target judges several"),
            ("status", "Status", "How it stands"),
            ("sentence", "text", "Figure, target and status in a sentence"),
            ("bullet", "html", "Bullet chart; empty when it has none"),
            ("course", "html", "The course over the period; empty when it has none"),
            ("strip", "html", "A cell a period; empty when it has one period"),
            ("met", "text?", "How many periods are met, where there are several"),
            ("periods", "list of Period", "Its periods"),
            ("has_expected", "yes/no", "Whether any period says what was expected by now"),
        ],
    ),
    of(
        "Period",
        "One period of a Reading.",
        &[
            ("anchor", "text", "For its `id`"),
            ("name", "text", "The term, month or year"),
            ("actual", "text?", "What was reached"),
            ("expected", "text?", "What was to be expected by now"),
            ("status", "Status", "How it stands"),
            ("count", "text", "How many records it rests on"),
            ("entries", "list of Entry", "The records behind the figure"),
            ("hidden", "text?", "A sentence for records that are no longer public"),
            ("open", "yes/no", "Whether its records are unfolded at first"),
        ],
    ),
    of(
        "Entry",
        "A record behind a figure.",
        &[
            ("date", "text", "Its day; empty when it stands for several"),
            ("link", "Link", "The record"),
            ("school", "text?", "The school, where the figure pools several"),
            ("rows", "text?", "How many rows of a ledger, or records, it stands for"),
            ("value", "text", "What it counts"),
        ],
    ),
    of(
        "Target",
        "A target of a plan with all that it judges.",
        &[
            ("anchor", "text", "For its `id`"),
            ("id", "text?", "Its id, where it says more than the indicator's name"),
            ("indicator", "Link", "The indicator"),
            ("rule", "text", "What is asked for, in words"),
            ("scope", "text", "Whom it judges, in words"),
            ("note", "text?", "The plan's own words for it"),
            ("owner", "text?", "Who is in charge"),
            ("baseline", "text?", "Where it started from"),
            ("waived", "(text, text)?", "Why it does not apply, and who says so"),
            ("aspirational", "yes/no", "Whether it is kept out of the totals"),
            (
                "readings",
                "list of Reading",
                "Its accounts; empty when the schools' pages hold them",
            ),
            (
                "rows",
                "list of TargetRow",
                "A line a school instead, where it judges many: the worst 24",
            ),
            ("rows_total", "number", "How many such lines there are"),
            ("tally", "Tally?", "How these stand"),
            (
                "multiples",
                "html",
                "Small charts side by side, of three schools or more; else empty",
            ),
        ],
    ),
    of(
        "Content",
        "A line of a plan's list of targets.",
        &[
            ("anchor", "text", "The target's `id` on the page"),
            ("title", "text", "The indicator"),
            ("rule", "text", "What is asked for"),
            ("status", "Status?", "The worst of its readings; none when it judges nobody"),
        ],
    ),
    of(
        "Action",
        "A measure of a plan.",
        &[
            ("anchor", "text", "For its `id`"),
            ("name", "text", "What is to be done"),
            ("by", "text?", "By when"),
            ("times", "text", "How often it was done and is to be done"),
            ("status", "Status?", "How it stands; none in drafts"),
            ("facts", "list of Fact", "Who, where, how well"),
            ("records", "list of ActionRecord", "The visits that carried it out"),
            ("hidden", "text?", "A sentence for records that are no longer public"),
        ],
    ),
    of(
        "ActionRecord",
        "A visit that carried out an Action.",
        &[("date", "text", "Its day"), ("link", "Link", "The visit")],
    ),
    of(
        "Attachment",
        "A file beside a record.",
        &[
            ("name", "text", "Its name"),
            ("href", "text", "Where it is"),
            ("of_type", "text?", "Its ending in capitals"),
            ("size", "text?", "Its size, `1.2 MB`; none when not known"),
            ("picture", "Image?", "The picture that it is, unless the text shows it already"),
        ],
    ),
    of(
        "Use",
        "A target's period that a record counts for.",
        &[
            ("target", "Link", "The indicator, leading to the period"),
            ("plan", "Link", "The plan"),
            ("scope", "text", "Whom the target is about"),
            ("period", "text", "The period"),
            ("value", "text", "What the record counts"),
            ("figure", "text?", "The figure it is part of"),
            ("status", "Status", "How that period stands"),
        ],
    ),
    of(
        "Neighbours",
        "The records of the same school and kind before and after.",
        &[("prev", "Link?", "The one before"), ("next", "Link?", "The one after")],
    ),
    of(
        "Datum",
        "A figure that a record carries.",
        &[
            ("key", "text", "Its name"),
            ("value", "text", "The figure, or the listed names"),
            ("number", "yes/no", "Whether it is a number"),
        ],
    ),
    of(
        "Material",
        "A material that a visit lists.",
        &[("name", "text", "Its name"), ("missing", "yes/no", "Whether nobody attached it")],
    ),
    of(
        "Reply",
        "A reply to a question.",
        &[
            ("school", "Link?", "Whose reply"),
            ("by", "text?", "By whom"),
            ("date", "text?", "When"),
            ("text", "text", "The reply"),
        ],
    ),
    of(
        "Column",
        "A column of a ledger that is shown.",
        &[("name", "text", "Its heading"), ("number", "yes/no", "Whether it holds figures")],
    ),
    of(
        "LedgerRow",
        "A row of a ledger, or a month of one with many rows.",
        &[("cells", "list of text", "One a column")],
    ),
    of(
        "PairPlan",
        "A plan on its pair's page.",
        &[
            ("link", "Link", "The plan"),
            ("period", "text", "From when to when"),
            ("draft", "yes/no", "Whether it is a draft"),
            ("checklists", "list of Checklist", "The helped side's, then the helper's"),
            ("cards", "list of Card", "Targets that no checklist names"),
        ],
    ),
    of(
        "PlanGroup",
        "Plans of one kind of owner.",
        &[("title", "text", "Of whom"), ("plans", "list of PlanLine", "The plans")],
    ),
    of(
        "PlanLine",
        "A line about one plan.",
        &[
            ("link", "Link", "The plan"),
            ("owner", "Link?", "The school or pair; none when it is the whole archive's"),
            ("period", "text", "From when to when"),
            ("draft", "yes/no", "Whether it is a draft"),
            ("tally", "Tally", "How its targets stand"),
        ],
    ),
    of(
        "Account",
        "A target of another owner's plan: a school's part of it.",
        &[
            ("title", "text", "The indicator"),
            ("plan", "Link", "The plan"),
            ("indicator", "Link", "The indicator's page"),
            ("reading", "Reading", "The account"),
        ],
    ),
    of(
        "KindOfRecords",
        "A school's records of one kind.",
        &[
            ("title", "text", "The kind"),
            ("anchor", "text", "For its `id`"),
            ("count", "number", "How many"),
            ("groups", "list of Group", "By term, the latest first"),
        ],
    ),
    of(
        "TargetGroup",
        "A target that judges several schools.",
        &[
            ("plan", "Link", "The plan"),
            ("rule", "text", "What is asked for, in words"),
            ("scope", "text", "Whom it judges, in words"),
            ("multiples", "html", "Small charts side by side; empty when it has none"),
            ("rows", "list of TargetRow", "A line a school"),
        ],
    ),
    of(
        "IndicatorLine",
        "A line about one indicator.",
        &[
            ("link", "Link", "The indicator"),
            ("unit", "text", "Its unit"),
            ("counting", "text", "How it is counted, in words"),
            ("tally", "Tally", "How its targets stand"),
        ],
    ),
    of(
        "TermLine",
        "A line about one term.",
        &[
            ("link", "Link", "The term"),
            ("days", "text", "From when to when"),
            ("counts", "list of number", "How many records of each kind, in the order of `kinds`"),
        ],
    ),
    of(
        "KindCount",
        "How many records of a kind a term has.",
        &[("title", "text", "The kind"), ("count", "number", "How many")],
    ),
    of(
        "Correction",
        "What was changed after a term was closed.",
        &[
            ("day", "text", "When"),
            ("link", "Link?", "The record, where it is shown"),
            ("what", "text", "What else was changed; empty of a record"),
            ("reason", "text", "Why"),
        ],
    ),
    of(
        "Part",
        "A term's page of visits, or a school's page of a term.",
        &[
            ("link", "Link", "The page"),
            ("count", "number", "How many visits it lists"),
            ("calendar", "text?", "The same visits on a calendar"),
        ],
    ),
    of(
        "SchoolPart",
        "A school's page of a term.",
        &[("link", "Link", "The page"), ("count", "number", "How many records it lists")],
    ),
    of(
        "TermHaves",
        "The four haves of one owner in one term.",
        &[
            ("owner", "Link", "The school or pair"),
            ("has", "list of yes/no", "Plan, measures, records, summary"),
            ("missing", "number", "How many listed materials nobody attached"),
        ],
    ),
    of(
        "PaperFact",
        "A line above a printed text.",
        &[("label", "text", "What it is"), ("text", "text", "What it says")],
    ),
    of(
        "Block",
        "A block of a printed text. What its kind does not have is empty.",
        &[
            (
                "is",
                "text",
                "`heading`, `paragraph`, `item`, `table`, `picture`, `chart`, `code` or `rule`",
            ),
            ("level", "number", "Of a heading: 1 to 4"),
            ("depth", "number", "How deep in lists or quotations it stands"),
            ("marker", "text", "Of an item: `1.` or `•`; empty where it goes on"),
            ("runs", "list of Run", "Its text; of a chart or table its caption"),
            ("head", "list of TableCell", "Of a table: its head"),
            ("rows", "list of list of TableCell", "Of a table: its rows"),
            ("src", "html", "Of a picture its address, of a chart its SVG"),
            ("file", "text", "Of a picture: its file in the archive"),
            ("alt", "text", "Of a picture: what it shows"),
        ],
    ),
    of(
        "Run",
        "A piece of printed text in one style.",
        &[
            ("text", "text", "The text"),
            ("strong", "yes/no", "Whether it is emphasised"),
            ("struck", "yes/no", "Whether it is struck out"),
            ("ends_line", "yes/no", "Whether a line ends after it"),
            ("note", "number?", "The number of the reference behind it"),
        ],
    ),
    of(
        "TableCell",
        "A cell of a table in a printed text.",
        &[("runs", "list of Run", "What it says"), ("align", "text", "`left`, `center`, `right`")],
    ),
    of(
        "Reference",
        "Where a printed text led to.",
        &[("number", "number", "Its number"), ("text", "text", "Title and id, or the address")],
    ),
    of(
        "PaperPart",
        "A table, charts or pictures of a printed document. What it does not have is empty.",
        &[
            ("title", "text", "Its heading"),
            ("head", "list of PaperCell", "Of a table: its head"),
            ("rows", "list of list of PaperCell", "Of a table: its rows"),
            ("charts", "list of PaperChart", "Charts"),
            ("pictures", "list of PaperPicture", "Pictures"),
        ],
    ),
    of(
        "PaperCell",
        "A cell of a printed table.",
        &[
            ("text", "text", "What it says"),
            ("align", "text", "`left`, `center`, `right`"),
            ("width", "number", "Of the head: its share of the width in percent"),
        ],
    ),
    of(
        "PaperChart",
        "A printed chart.",
        &[("svg", "html", "The chart"), ("caption", "text", "What it says")],
    ),
    of(
        "PaperPicture",
        "A printed picture.",
        &[
            ("src", "text", "Its address"),
            ("file", "text", "Its file in the archive"),
            ("alt", "text", "What it shows"),
        ],
    ),
    of(
        "Annex",
        "附件 of a printed document.",
        &[
            ("number", "number", "From 1"),
            ("title", "text", "Its title"),
            ("parts", "list of PaperPart", "What it holds"),
        ],
    ),
    of(
        "Meaning",
        "A status explained.",
        &[("status", "Status", "The status"), ("meaning", "text", "What it means")],
    ),
    of(
        "Passed",
        "A target that a record might be thought to count for, and does not.",
        &[
            ("target", "Link", "The indicator, leading to the full account"),
            ("plan", "Link", "The plan"),
            ("scope", "text", "Whom the target is about"),
            ("why", "text", "Why the record does not count"),
        ],
    ),
    of(
        "Month",
        "A month of a calendar; months without visits are left out.",
        &[
            ("anchor", "text", "For its `id`"),
            ("name", "text", "The month"),
            ("count", "number", "How many visits it has"),
            ("weeks", "list of list of Day?", "Its weeks from Monday; none outside the month"),
        ],
    ),
    of(
        "Day",
        "A day of a calendar.",
        &[
            ("day", "number", "Its number in the month"),
            ("name", "text", "Month and day, for those who do not see the table"),
            ("count", "number", "How many visits it has"),
            ("visits", "list of DayVisit", "The first four; none named in a term of very many"),
            ("more", "number", "How many visits are not named"),
            ("in_term", "yes/no", "Whether it lies in the term"),
        ],
    ),
    of(
        "DayVisit",
        "A visit on its day.",
        &[("link", "Link", "The visit"), ("school", "text", "The school that filed it")],
    ),
    of(
        "Image",
        "A picture as it is shown.",
        &[
            ("src", "text", "The file to show, a smaller copy where there is one"),
            ("width", "number?", "Its pixels from left to right; none when not known"),
            ("height", "number?", "Its pixels from top to bottom"),
            ("alt", "text", "Its name without ending"),
        ],
    ),
    of(
        "Choice",
        "What the search can be narrowed by.",
        &[("name", "text", "Its name in the address of the page"), ("label", "text", "Its word")],
    ),
    of(
        "Stamp",
        "归档章: the cells of the stamp on a paper's first page. Shown in print only.",
        &[
            ("number", "text", "The file number"),
            ("fonds", "text", "全宗号"),
            ("year", "text", "年度"),
            ("item", "text", "件号, four digits"),
            ("organisation", "text", "机构; empty when not used"),
            ("retention", "text", "保管期限"),
            ("pages", "text", "页数; empty when not known"),
        ],
    ),
    of(
        "YearLine",
        "A year of which papers are filed.",
        &[
            ("link", "Link", "The year"),
            ("counts", "list of Link?", "How many papers by retention, leading to the catalogues"),
            ("total", "number", "How many papers have numbers"),
            ("boxes", "Link?", "How many boxes there are"),
        ],
    ),
    of(
        "ListLine",
        "A catalogue of a year.",
        &[
            ("link", "Link", "The catalogue; its text is the retention"),
            ("count", "number", "How many papers"),
            ("csv", "text", "The same as a table"),
        ],
    ),
    of(
        "OwnerLine",
        "A school or pair in a year.",
        &[
            ("owner", "Link", "The school or pair"),
            ("list", "Link?", "Its catalogue; the text is the number of papers"),
            ("folders", "Link", "Its folders; the text is how many of them hold something"),
            ("lacks", "number", "How many folders are empty"),
        ],
    ),
    of(
        "CatalogueRow",
        "A filed paper in a catalogue.",
        &[
            ("order", "number", "序号"),
            ("number", "text", "档号"),
            ("document_number", "text?", "文号"),
            ("responsible", "text", "责任者"),
            ("title", "Link", "题名"),
            ("date", "text", "Eight digits; empty without a date"),
            ("pages", "number?", "页数"),
        ],
    ),
    of(
        "Folder",
        "A folder of those that inspections ask for.",
        &[
            ("anchor", "text", "For the `id` of its heading"),
            ("number", "text", "Its number; empty for what lies in no folder"),
            ("name", "text", "Its name"),
            ("count", "number", "How many papers it holds"),
            ("lines", "list of FolderLine", "The first of them by date"),
            ("more", "number", "How many more there are"),
        ],
    ),
    of(
        "FolderLine",
        "A paper in a folder.",
        &[
            ("date", "text", "Its date; empty without one"),
            ("link", "Link", "The paper"),
            ("number", "text?", "Its file number"),
            ("missing", "list of text", "Materials that it lists and nobody attached"),
        ],
    ),
    of(
        "Box",
        "A box: what its spine and its note say.",
        &[
            ("anchor", "text", "For the `id` of its heading"),
            ("title", "text", "Year, retention, organisation and number in words"),
            ("fonds", "text", "全宗号"),
            ("fonds_name", "text", "全宗名称"),
            ("year", "text", "年度"),
            ("retention", "text", "保管期限"),
            ("organisation", "text?", "机构"),
            ("range", "text", "起止件号"),
            ("number", "number", "盒号"),
            ("state", "text", "What the note says by itself"),
        ],
    ),
];
