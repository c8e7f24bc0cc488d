//! All that templates may use: the views of the page table, the values of every page, and the components.

use crate::l10n::labels::Labels;
use crate::site::fragments::action_row::ActionRow;
use crate::site::fragments::answer::Answer;
use crate::site::fragments::attachments::Attachment;
use crate::site::fragments::attachments::Image;
use crate::site::fragments::card::Card;
use crate::site::fragments::checklist::Checklist;
use crate::site::fragments::completeness::CompletenessCell;
use crate::site::fragments::completeness::OwnerRow;
use crate::site::fragments::completeness::TermCompletenessRow;
use crate::site::fragments::county::CountyLine;
use crate::site::fragments::dot_plot::DotPlot;
use crate::site::fragments::facts::Fact;
use crate::site::fragments::filing::Stamp;
use crate::site::fragments::follow_ups::{FollowUpCount, FollowUpRow, FollowUpsInShort};
use crate::site::fragments::history::History;
use crate::site::fragments::lists::RecordLine;
use crate::site::fragments::month_grid::MonthGrid;
use crate::site::fragments::pair_line::PairLine;
use crate::site::fragments::reading::ReadingView;
use crate::site::fragments::record::Neighbours;
use crate::site::fragments::school_line::SchoolLine;
use crate::site::fragments::serves::Serves;
use crate::site::fragments::signature::Signature;
use crate::site::fragments::status::StatusLabel;
use crate::site::fragments::status::Tally;
use crate::site::fragments::target::TargetView;
use crate::site::fragments::target_row::TargetRow;
use crate::site::fragments::todo::Todo;
use crate::site::fragments::uses::UseView;
use crate::site::fragments::wall::Wall;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::Link;
use crate::site::page_table::TEMPLATES;
use crate::site::printed::Part;
use crate::site::theme::builtin::SHARED;
use crate::site::theme::{Theme, ThemeError};
use crate::site::values::describe::Field;
use crate::site::values::kind::TemplateValue;
use crate::site::values::{Component, TemplateValues};
use crate::syntax::markdown::blocks::Block;
use crate::syntax::markdown::blocks::TextRun;

macro_rules! fields {
    ($($name:ident: $ty:ty, $doc:literal;)*) => {
        &[$(Field::new(stringify!($name), <$ty as TemplateValue>::KIND, $doc)),*]
    };
}

macro_rules! components {
    ($($name:ident, $doc:literal => { $($parameters:tt)* })*) => {
        &[$(Component {
            name: stringify!($name),
            doc: $doc,
            parameters: fields! { $($parameters)* },
        }),*]
    };
}

/// All that templates may use.
pub(crate) static TEMPLATE_VALUES: TemplateValues = TemplateValues {
    shared: SHARED,
    pages: TEMPLATES,
    everywhere: EVERYWHERE,
    components: COMPONENTS,
};

impl Theme {
    /// Loads the built-in theme with the files of an archive's theme over it: paths relative to its folder
    /// (`plan.html`, `static/theme.css`) and their bytes. Files that are neither templates nor under `static/` or
    /// `print/` are ignored. `folder` is the folder's name in messages: `themes/qing`.
    ///
    /// # Errors
    /// If a template is malformed, or uses a value that does not exist.
    pub fn load(folder: &str, files: Vec<(String, Vec<u8>)>) -> Result<Theme, ThemeError> {
        Theme::with_values(&TEMPLATE_VALUES, folder, files)
    }
}

/// The values that every page has.
const EVERYWHERE: &[Field] = fields! {
    page: Frame<'static>, "What every page has: title, site, way up";
    w: Labels, "The words of the interface in the site's language";
};

/// Every built-in component with its parameters; the templates hold the defaults.
const COMPONENTS: &[Component] = components! {
    status, "Sign and word of a status." => {
            s: StatusLabel, "The status";
    }
    tally, "Counts of statuses, or a dash." => {
            t: Tally, "The counts";
    }
    tally_bar, "The same as one bar." => {
            t: Tally, "The counts";
    }
    answer, "The answer of a page in a sentence." => {
            a: Answer<'static>, "The answer";
    }
    changes, "What changed since the end of last month, folded; nothing without a change." => {
            a: Answer<'static>, "The answer";
    }
    todo, "What is to be done, by owner and day." => {
            t: Todo<'static>, "The list";
            own: &str, "Whose page it is: not named again";
    }
    todo_section, "The same with its heading, and what was missed in the past." => {
            t: Todo<'static>, "The list";
            past: Vec<TargetRow<'static>>, "The targets that missed periods which are over";
            own: &str, "Whose page it is: not named again";
    }
    past_missed, "What was missed in the past, folded; nothing without any." => {
            rows: Vec<TargetRow<'static>>, "The targets";
            total: usize, "How many there are";
            more: &str, "Where all of them are";
            with_mini: bool, "Whether to draw the figure";
    }
    wall, "Schools × targets as tiles; nothing with fewer than two schools." => {
            x: Wall<'static>, "The wall";
    }
    target_rows, "A table of targets." => {
            rows: Vec<TargetRow<'static>>, "The targets";
            caption: &str, "Shown above; empty for one that only screen readers say";
            with_plan: bool, "Whether to name the plan";
            with_scope: bool, "Whether to name whom it is about";
            with_mini: bool, "Whether to draw the figure";
    }
    action_rows, "A table of measures." => {
            rows: Vec<ActionRow<'static>>, "The measures";
    }
    follow_up_rows, "A table of problems that visits found." => {
            rows: Vec<FollowUpRow<'static>>, "The problems";
            caption: &str, "The caption, for readers who do not see the page";
            with_visit: bool, "Whether to name the visit and link to it";
            with_anchors: bool, "Whether each row has an `id`, as on the page of its visit";
    }
    follow_up_counts, "How many problems have each status." => {
            counts: Vec<FollowUpCount>, "The counts";
    }
    follow_ups_in_short, "The problems of a school, a pair or a term in short." => {
            it: Option<FollowUpsInShort<'static>>, "The problems; nothing is shown without any";
    }
    facts, "A list of facts." => {
            facts: Vec<Fact<'static>>, "The facts";
            class: &str, "A class more: `grid`, `wide`";
    }
    record_lines, "A list of records." => {
            lines: Vec<RecordLine<'static>>, "The records";
            with_school: bool, "Whether to name the school";
            with_kind: bool, "Whether to name the kind";
            with_picture: bool, "Whether to show a picture of it";
    }
    cards, "Targets with their charts." => {
            cards: Vec<Card<'static>>, "The targets";
            own: &str, "Whose page it is: not named again";
            with_plan: bool, "Whether to name the plan";
    }
    haves_cell, "The completeness check (四有) of one term." => {
            c: Option<CompletenessCell<'static>>, "The cell; none shows a dash";
    }
    reading, "The full account of a target." => {
            r: ReadingView<'static>, "The account";
            is_own_section: bool, "Whether a section around it has its `id` already";
            level: usize, "Level of its heading";
    }
    checklist, "A side's checklist." => {
            c: Checklist<'static>, "The list";
    }
    attachments, "Files beside a record: pictures, then the others." => {
            files: Vec<Attachment<'static>>, "The files";
    }
    serves, "All that a record serves." => {
            s: Option<Serves<'static>>, "What it serves; nothing is shown without any";
    }
    uses, "The targets a record counts for." => {
            uses: Vec<UseView<'static>>, "The targets";
            otherwise: &str, "What to say when there are none";
    }
    neighbours, "Links to the records before and after." => {
            n: Neighbours<'static>, "These records";
    }
    schools_table, "A table of schools." => {
            schools: Vec<SchoolLine<'static>>, "The schools";
            caption: &str, "For screen readers";
    }
    counties_table, "A table of the archives that are rolled up." => {
            counties: Vec<CountyLine<'static>>, "The archives";
            caption: &str, "For screen readers";
    }
    pairs_table, "A table of pairs." => {
            pairs: Vec<PairLine<'static>>, "The pairs";
    }
    matrix, "The completeness check (四有): one row for each owner (in `four-haves.html`)." => {
            terms: Vec<Link<'static>>, "Headings of the columns";
            rows: Vec<OwnerRow<'static>>, "The rows";
            caption: &str, "For screen readers";
    }
    haves_lines, "The schools and pairs that lack something, with links (in `four-haves-term.html`)." => {
            label: &str, "What they lack";
            lines: Vec<Link<'static>>, "The schools and pairs";
    }
    haves_table, "The completeness check (四有) of one term: one row for each owner (in `four-haves-term.html`)." => {
            marks: Vec<&str>, "The names of the four";
            rows: Vec<TermCompletenessRow<'static>>, "The rows";
            caption: &str, "What the rows are";
    }
    runs, "Text in one or more styles (in `paper.html`)." => {
            runs: Vec<TextRun>, "The text";
    }
    block, "A block of a printed text (in `paper.html`)." => {
            b: Block, "The block";
    }
    part, "A part of a printed document (in `paper.html`)." => {
            p: Part, "The part";
            level: usize, "Level of its heading";
    }
    picture, "A picture." => {
            it: Image<'static>, "The picture";
            class: &str, "Its class";
    }
    target_body, "A target without its heading." => {
            t: TargetView<'static>, "The target";
            level: usize, "Level of the headings in it";
    }
    target_section, "A target with its heading." => {
            t: TargetView<'static>, "The target";
    }
    page_parts, "Links to the parts of a long page; nothing for a short one." => {
            parts: Vec<Link<'static>>, "The parts";
    }
    signature, "The end of a record on paper: organisation, day, places to sign; in print only." => {
            s: Signature<'static>, "The end";
    }
    dot_plot, "Schools side by side on one scale (in `indicator.html`)." => {
            it: DotPlot<'static>, "The lines";
    }
    history, "Figures period after period: a chart, and the same as a table (in `indicator.html`)." => {
            it: History<'static>, "The figures";
            several: bool, "Whether others follow, so that each is named";
    }
    month_table, "A month as a calendar: one row for each week." => {
            m: MonthGrid<'static>, "The month";
            weekdays: Vec<&str>, "Monday to Sunday";
    }
    missing_materials, "The materials that visits lack, by school or pair (in `four-haves-term.html`)." => {
            rows: Vec<TermCompletenessRow<'static>>, "The schools or pairs";
    }
    duties, "The duties of one side of a pair (in `pair.html`)." => {
            c: Checklist<'static>, "The side";
    }
    archive_stamp, "归档章, 45 × 16 mm, in print only; nothing without a file number." => {
            s: Option<Stamp>, "The stamp";
    }
};
