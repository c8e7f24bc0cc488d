//! The values of every page's template.

use super::Value;

/// What one page template may use, beside what all may.
#[derive(Debug)]
pub(in crate::site) struct PageContext {
    pub(in crate::site) template: &'static str,
    /// Which pages are made with it.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the documentation"))]
    pub(in crate::site) what: &'static str,
    pub(in crate::site) values: &'static [Value],
}

const fn of(template: &'static str, what: &'static str, values: &'static [Value]) -> PageContext {
    PageContext { template, what, values }
}

/// Every page template, in the order of the documentation.
pub(in crate::site) const PAGES: &[PageContext] = &[
    of(
        "index.html",
        "The home page.",
        &[
            ("tally", "Tally", "How all targets stand"),
            (
                "attention",
                "list of TargetRow",
                "Targets that need attention, worst first, 18 at most",
            ),
            ("attention_total", "number", "How many need attention"),
            ("schools", "list of SchoolLine", "The schools; of more than 40 the worst 40"),
            ("schools_total", "number", "How many schools there are"),
            (
                "holdings",
                "list of (number, text)",
                "How many schools, pairs, plans and records, each with its word",
            ),
            ("pairs", "list of PairLine", "The pairs; of more than 20 the worst 20"),
            ("pairs_total", "number", "How many pairs there are"),
            ("newest", "list of RecordLine", "The ten newest records, without ledgers"),
            ("gaps", "list of Gap", "What is missing in the latest term, 12 at most"),
            ("gaps_total", "number", "How many schools and pairs lack something"),
            ("gaps_run", "yes/no", "Whether that term still runs"),
            (
                "visits",
                "html",
                "Chart of visits by school and month; empty with more than 40 schools",
            ),
            (
                "has_own",
                "yes/no",
                "Whether it has schools or plans of its own; without archives to roll up always yes",
            ),
            ("coverage", "Coverage?", "Which archives reported; none without sources.yaml"),
            ("counties_tally", "Tally", "How the targets of these archives stand"),
            ("counties", "list of CountyLine", "These archives, worst first, 20 at most"),
        ],
    ),
    of(
        "attention.html",
        "Every target that needs attention.",
        &[("rows", "list of TargetRow", "The targets, worst first")],
    ),
    of(
        "schools.html",
        "The list of schools.",
        &[
            ("schools", "list of SchoolLine", "All schools"),
            (
                "visits",
                "html",
                "Chart of visits by school and month; empty without visits or with more than 60 schools",
            ),
        ],
    ),
    of(
        "school.html",
        "`schools/<id>/index.html`: one school.",
        &[
            ("facts", "list of Fact", "What is known about it"),
            ("tally", "Tally", "How its targets stand"),
            ("cards", "list of Card", "Its targets, worst first, 12 at most"),
            ("others", "list of TargetRow", "Its other targets"),
            ("accounts", "list of Account", "Its part of targets that judge many schools, in full"),
            ("visits", "html", "Chart of its visits by month; empty without visits"),
            ("pairs", "list of PairLine", "The pairs it is in"),
            ("plans", "list of Link", "Its own plans"),
            ("haves", "OwnerRow", "Its four haves"),
            ("kinds", "list of KindOfRecords", "Its records by kind"),
        ],
    ),
    of(
        "counties.html",
        "`counties/index.html`: the archives that sources.yaml names.",
        &[
            ("coverage", "Coverage", "Which of them reported"),
            ("tally", "Tally", "How all their targets stand"),
            ("counties", "list of CountyLine", "All of them, worst first"),
            ("indicators", "list of RollUpLine", "Their indicators, by name"),
        ],
    ),
    of(
        "county.html",
        "`counties/<name>/index.html`: one of these archives.",
        &[
            ("reported", "Status", "Whether it reported"),
            ("why", "text?", "Why its data is left out; none when it is there"),
            ("facts", "list of Fact", "What is known about it"),
            ("tally", "Tally", "How its targets stand"),
            ("cards", "list of Card", "Targets of the whole archive, worst first, 12 at most"),
            ("plans", "list of CountyPlan", "Its plans with their targets"),
            ("left_out", "number", "How many targets found no room"),
        ],
    ),
    of(
        "rollup.html",
        "`rollup/<indicator>.html`: an indicator over these archives.",
        &[
            ("facts", "list of Fact", "What is known about it"),
            ("tally", "Tally", "How its targets stand"),
            ("totals", "list of TotalLine", "What figures of the same days come to"),
            ("multiples", "html", "Charts side by side; empty for one or more than 60"),
            ("rows", "list of RollUpRow", "The figures, worst first"),
        ],
    ),
    of("pairs.html", "The list of pairs.", &[("pairs", "list of PairLine", "All pairs")]),
    of(
        "pair.html",
        "`pairs/<id>/index.html`: one pair.",
        &[
            ("facts", "list of Fact", "What is known about it"),
            ("tally", "Tally", "How its targets stand"),
            ("plans", "list of PairPlan", "Its plans, the latest first"),
            ("haves", "OwnerRow", "Its four haves"),
            ("count", "number", "How many records belong to it"),
            ("groups", "list of Group", "These records by term, the latest first"),
        ],
    ),
    of(
        "plans.html",
        "The list of plans.",
        &[("groups", "list of PlanGroup", "The archive's, the pairs', the schools'")],
    ),
    of(
        "plan.html",
        "`…/plans/<id>.html`: one plan.",
        &[
            ("facts", "list of Fact", "What is known about it"),
            ("tally", "Tally", "How its targets stand"),
            ("checklists", "list of Checklist", "Of a pair's plan: the items to check, by side"),
            ("contents", "list of Content", "One line a target, to find it"),
            ("is_split", "yes/no", "Whether the targets have pages of their own"),
            ("targets", "list of Target", "The targets in full"),
            ("timeline", "html", "Chart of the measures; empty without any"),
            ("actions", "list of Action", "The measures"),
            ("body", "html", "The text of the plan; empty without one"),
            ("attachments", "list of Attachment", "Files beside it"),
            ("stamp", "Stamp?", "Its filing stamp; none without a file number"),
            ("id", "text", "Its id"),
        ],
    ),
    of(
        "terms.html",
        "The list of terms.",
        &[
            ("terms", "list of TermLine", "The terms, the latest first"),
            ("kinds", "list of text", "The kinds of records, as headings of `counts`"),
        ],
    ),
    of(
        "term.html",
        "`terms/<id>.html`: one term.",
        &[
            ("days", "text", "From when to when"),
            ("counts", "list of KindCount", "How many records of each kind"),
            ("tally", "Tally", "How the targets of the term stand"),
            (
                "attention",
                "list of TargetRow",
                "Those that need attention, worst first, 24 at most",
            ),
            ("attention_total", "number", "How many need attention"),
            ("others", "list of TargetRow", "The others, 24 at most"),
            ("others_total", "number", "How many others there are"),
            ("summaries", "list of RecordLine", "Its summaries; of a long term 40 at most"),
            ("summaries_total", "number", "How many summaries there are"),
            ("schools", "list of Group", "Its records by school, unless they are many"),
            ("parts", "list of SchoolPart", "Of a long term: the schools' pages of it"),
            ("visits_href", "text?", "Its page of visits"),
            ("sealed", "text?", "Since when it is closed"),
            ("corrections", "list of Correction", "What was changed since then"),
            ("prev", "Link?", "The term before"),
            ("next", "Link?", "The term after"),
        ],
    ),
    of(
        "indicators.html",
        "The list of indicators.",
        &[("indicators", "list of IndicatorLine", "All indicators")],
    ),
    of(
        "indicator.html",
        "`indicators/<id>.html`: one indicator.",
        &[
            ("facts", "list of Fact", "How it is counted"),
            ("tally", "Tally", "How its targets stand"),
            (
                "groups",
                "list of TargetGroup",
                "Targets that judge several schools, each with its chart",
            ),
            ("singles", "list of TargetRow", "All other targets"),
        ],
    ),
    of(
        "four-haves.html",
        "The four haves of all schools and pairs.",
        &[
            ("by_term", "list of Link", "The pages of single terms, the latest first"),
            ("terms", "list of Link", "The terms, the latest first; of a large archive the latest"),
            (
                "schools",
                "list of OwnerRow",
                "The schools; of a large archive those that lack something, 36 at most",
            ),
            ("pairs", "list of OwnerRow", "The pairs, likewise"),
            ("in_short", "yes/no", "Whether it is such an archive"),
            (
                "materials",
                "list of MaterialLine",
                "Listed materials that nobody attached, 60 lines at most",
            ),
            ("materials_total", "number", "How many visits lack materials"),
        ],
    ),
    of(
        "four-haves-term.html",
        "`four-haves/<term>.html`: the four haves of all schools and pairs in one term.",
        &[
            ("marks", "list of text", "The names of the four"),
            ("schools", "list of TermHaves", "The schools"),
            ("pairs", "list of TermHaves", "The pairs"),
            ("complete", "number", "How many schools and pairs have all four"),
            ("term", "Link", "The term"),
            ("prev", "Link?", "The term before"),
            ("next", "Link?", "The term after"),
        ],
    ),
    of(
        "paper.html",
        "`print/…`: a summary, visit, plan or a term's four haves as a printed document (GB/T 9704-2012). The PDF is made of the same values.",
        &[
            ("stamp", "Stamp?", "Its filing stamp; none without a file number"),
            ("kind", "text", "`summary`, `visit`, `plan` or `four_haves`"),
            ("organisation", "text", "Who issues it"),
            ("subtitle", "text?", "The term, the days"),
            ("facts", "list of PaperFact", "What is known of it"),
            ("body", "list of Block", "Its text"),
            ("references", "list of Reference", "Where the text's links led"),
            ("parts", "list of PaperPart", "Sections of the document itself"),
            ("annexes", "list of Annex", "What is added to it"),
            ("date", "text?", "Its day; none to be filled in by hand"),
            ("day", "text", "The same for machines: `2024-07-03`"),
            ("author", "text?", "Who wrote it"),
            ("approved_by", "text?", "Who approved it"),
            ("id", "text", "The id of the record"),
            ("back", "text", "The page that it prints"),
        ],
    ),
    of(
        "records.html",
        "A list of records: `visits.html`, `visits/<term>.html`, `terms/<term>/<school>.html`, `summaries.html`, `ledgers.html`, `resources.html`, `honours.html`, `questions.html`.",
        &[
            ("count", "number", "How many records there are"),
            ("parts", "list of Part", "Of visits: a page a term; of a long term: a page a school"),
            (
                "groups",
                "list of Group",
                "By term; of visits the newest 50; of a term's visits by school; of a school's term by kind",
            ),
            ("with_school", "yes/no", "Whether the lines should name their school"),
            ("calendar", "text?", "Of a term's visits: the same on a calendar"),
        ],
    ),
    of(
        "record.html",
        "One visit, summary, resource, honour or question.",
        &[
            ("facts", "list of Fact", "What is known about it"),
            ("data", "list of Datum", "The figures it carries"),
            ("materials", "list of Material", "The materials it lists"),
            ("body", "html", "Its text; empty without one"),
            ("replies", "(list of Reply)?", "The replies; none when it is no question"),
            ("attachments", "list of Attachment", "Files beside it"),
            ("uses", "list of Use", "The targets it counts for"),
            ("uses_none", "text", "What to say when it counts for none"),
            (
                "passed",
                "list of Passed",
                "Targets it might be thought to count for, with the reason why not",
            ),
            ("neighbours", "Neighbours", "The records before and after"),
            ("stamp", "Stamp?", "Its filing stamp; none without a file number"),
            ("id", "text", "Its id"),
            ("kind", "text", "`visit`, `summary`, `resource`, `honour`, `question`"),
        ],
    ),
    of(
        "ledger.html",
        "One ledger.",
        &[
            ("facts", "list of Fact", "What is known about it"),
            ("columns", "list of Column", "Its columns, without the secret ones"),
            ("rows", "list of LedgerRow", "Its rows; of more than 500 a line a month"),
            ("totals", "list of text", "Sums, one a column; empty without figures"),
            ("by_month", "yes/no", "Whether `rows` are months"),
            ("has_secret", "yes/no", "Whether there are secret columns"),
            ("body", "html", "Its text; empty without one"),
            ("attachments", "list of Attachment", "Files beside it"),
            ("uses", "list of Use", "The targets it counts for"),
            ("uses_none", "text", "What to say when it counts for none"),
            ("neighbours", "Neighbours", "The ledgers before and after"),
            ("stamp", "Stamp?", "Its filing stamp; none without a file number"),
            ("id", "text", "Its id"),
        ],
    ),
    of(
        "about.html",
        "What the site is and how to read it.",
        &[
            ("paragraphs", "list of text", "What the site is"),
            ("statuses", "list of Meaning", "How a status is decided"),
            ("charts", "list of (text, text)", "Every chart: its name, how to read it"),
            ("files", "list of (text, text)", "Every data file: its path, what it holds"),
            ("privacy", "list of text", "What is not published"),
        ],
    ),
    of(
        "calendar.html",
        "`calendar/<term>.html`: a term's visits on a calendar.",
        &[
            ("count", "number", "How many visits there are"),
            ("weekdays", "list of text", "Monday to Sunday"),
            ("months", "list of Month", "The months"),
            ("list", "text", "The same visits as a list"),
        ],
    ),
    of(
        "target.html",
        "`plans/<id>/<target>.html`: one target in full, of a plan that has too many for its own page.",
        &[
            ("plan", "Link", "The plan"),
            ("target", "Target", "The target"),
            ("prev", "Link?", "The target before"),
            ("next", "Link?", "The target after"),
        ],
    ),
    of(
        "catalogue.html",
        "`catalogue/index.html`: the years of which papers are filed.",
        &[
            ("facts", "list of Fact", "The fonds and its name"),
            ("retentions", "list of text", "The periods of retention, as headings of `counts`"),
            ("years", "list of YearLine", "The years, the latest first"),
        ],
    ),
    of(
        "catalogue-year.html",
        "`catalogue/<year>.html`: the catalogues and folders of one year.",
        &[
            ("lists", "list of ListLine", "The catalogues of the whole year, by retention"),
            ("boxes", "Link?", "The boxes of the year; its text is their number"),
            ("folders", "number", "How many folders inspections ask for"),
            ("owners", "list of OwnerLine", "The schools, then the pairs"),
            ("parts", "list of Link", "All parts of a long page"),
        ],
    ),
    of(
        "catalogue-list.html",
        "A catalogue of filed papers: of a year and retention, or of a school's or pair's year.",
        &[
            ("facts", "list of Fact", "What its cover says"),
            ("rows", "list of CatalogueRow", "The papers in the order of their numbers"),
            ("csv", "text", "The whole catalogue as a table"),
            ("parts", "list of Link", "All parts of a long catalogue"),
        ],
    ),
    of(
        "catalogue-folders.html",
        "The folders of a school's or pair's year, as inspections ask for them.",
        &[
            ("owner", "Link?", "The school or pair"),
            ("folders", "list of Folder", "The folders, and at the end what lies in none"),
            ("lacks", "list of Link", "The empty folders"),
            ("csv", "text", "The same as a table"),
            ("list", "Link?", "The catalogue of the same papers"),
        ],
    ),
    of(
        "catalogue-boxes.html",
        "`catalogue/boxes-<year>.html`: labels and notes of a year's boxes.",
        &[
            ("boxes", "list of Box", "The boxes in the order of numbers"),
            ("parts", "list of Link", "All parts of a long page"),
        ],
    ),
    of(
        "search.html",
        "The search. Results are put in by `static/search-page.js`.",
        &[("choices", "list of Choice", "What it can be narrowed by")],
    ),
];
