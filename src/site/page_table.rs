//! The table of page kinds. The only file that knows all views: it gives the list of pages, their rendering, the
//! digests of their inputs, what the search knows of them, and the navigation.

use crate::engine::links::TargetBlocks;
use crate::engine::progress::Readings;
use crate::model::{Archive, Digest};
use crate::site::model::navigation::NavEntry;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::{Options, Site};
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::{PageKind, PageVisitor};
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::theme::Page;
use crate::site::values::PageTemplate;
use crate::site::values::describe::TemplateStruct;
use crate::site::view;

macro_rules! page_kinds {
    ($($variant:ident => $module:ident::$kind:ident,)*) => {
        /// Identifies a page: its kind, and its key among the pages of this kind.
        #[derive(Debug, Clone, Copy)]
        pub(crate) enum PageKey<'s> {
            $($variant(<view::$module::$kind as PageKind>::Key<'s>),)*
        }

        /// The entries of the navigation, kind by kind.
        const NAVIGATION: &[&[NavEntry]] = &[$(view::$module::$kind::NAVIGATION),*];

        /// The templates of the pages, kind by kind.
        pub(crate) const TEMPLATES: &[PageTemplate] =
            &[$(page_template::<view::$module::$kind>()),*];

        /// The pages of a site, kind by kind.
        fn all_pages<'s>(site: &'s Site<'s>) -> Vec<PageRef<'s>> {
            let mut pages = Vec::new();
            $(
                for key in view::$module::$kind::keys(site) {
                    let path = view::$module::$kind::path(site, key);
                    pages.push(PageRef { path, key: PageKey::$variant(key) });
                }
            )*
            pages
        }

        impl<'s> PageKey<'s> {
            /// Builds the view of the page and hands it to a visitor.
            fn visit<V: PageVisitor>(self, ctx: PageCtx<'s>, visitor: V) -> V::Output {
                match self {
                    $(PageKey::$variant(key) => {
                        visitor.visit(&view::$module::$kind::view(ctx, key))
                    })*
                }
            }

            /// The digest of what the view of the page is made of.
            fn inputs(self, inputs: &PageInputs<'_>) -> Digest {
                match self {
                    $(PageKey::$variant(key) => view::$module::$kind::inputs(inputs, key),)*
                }
            }

            /// What the search knows of the page, without its path and text.
            pub(crate) fn search_document(
                self,
                facets: &SearchFacets<'s>,
            ) -> Option<Document<'s>> {
                match self {
                    $(PageKey::$variant(key) => {
                        view::$module::$kind::search_document(facets, key)
                    })*
                }
            }
        }
    };
}

// One line a page kind. Their order is that of the entries of the navigation.
page_kinds! {
    Home => home::HomePages,
    Attention => attention::AttentionPages,
    Uncounted => uncounted::UncountedPages,
    Schools => schools::SchoolsPages,
    School => school::SchoolPages,
    Pairs => pairs::PairsPages,
    Pair => pair::PairPages,
    Plans => plans::PlansPages,
    Plan => plan::PlanPages,
    Target => target::TargetPages,
    Terms => terms::TermsPages,
    Term => term::TermPages,
    Indicators => indicators::IndicatorsPages,
    Indicator => indicator::IndicatorPages,
    Completeness => completeness::CompletenessPages,
    TermCompleteness => term_completeness::TermCompletenessPages,
    FollowUps => follow_ups::FollowUpsPages,
    RecordsOfKind => records_of_kind::RecordsOfKindPages,
    VisitsOfTerm => visits_of_term::VisitsOfTermPages,
    Calendar => calendar::CalendarPages,
    Month => month::MonthPages,
    SchoolTerm => school_term::SchoolTermPages,
    Record => record::RecordPages,
    Ledger => ledger::LedgerPages,
    PrintedPlan => printed_plan::PrintedPlanPages,
    PrintedRecord => printed_record::PrintedRecordPages,
    PrintedFollowUps => printed_follow_ups::PrintedFollowUpsPages,
    PrintedCompleteness => printed_completeness::PrintedCompletenessPages,
    PrintedBrief => printed_brief::PrintedBriefPages,
    Counties => counties::CountiesPages,
    County => county::CountyPages,
    RollUp => rollup::RollUpPages,
    Catalogue => catalogue::CataloguePages,
    CatalogueYear => catalogue_year::CatalogueYearPages,
    CatalogueList => catalogue_list::CatalogueListPages,
    CatalogueFolders => catalogue_folders::CatalogueFoldersPages,
    CatalogueBoxes => catalogue_boxes::CatalogueBoxesPages,
    About => about::AboutPages,
    Forms => forms::FormsPages,
    Form => form::FormPages,
    Search => search::SearchPages,
    Redirect => redirect::RedirectPages,
}

/// The template of a kind of page.
const fn page_template<K: PageKind>() -> PageTemplate {
    PageTemplate {
        template: <K::View<'static> as Page>::TEMPLATE,
        shape: <K::View<'static> as TemplateStruct>::shape,
    }
}

/// A page that the site has.
#[derive(Debug, Clone, Copy)]
pub struct PageRef<'s> {
    pub(crate) path: &'s str,
    pub(crate) key: PageKey<'s>,
}

impl<'s> PageRef<'s> {
    /// Its path, relative to the output: `plans/2024.html`.
    #[must_use]
    pub fn path(&self) -> &'s str {
        self.path
    }
}

impl<'a> Site<'a> {
    /// The site of an archive, as it stands in the readings.
    #[must_use]
    pub fn new(
        archive: &'a Archive,
        readings: &'a Readings,
        blocks: &'a TargetBlocks,
        options: Options<'a>,
    ) -> Site<'a> {
        Site::with_navigation(NAVIGATION, archive, readings, blocks, options)
    }

    /// Every page, sorted by path.
    #[must_use]
    pub fn pages(&self) -> Vec<PageRef<'_>> {
        let mut pages = all_pages(self);
        pages.sort_by(|one, other| one.path.cmp(other.path));
        pages
    }

    /// The page at a path, if there is one.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<PageRef<'_>> {
        all_pages(self).into_iter().find(|page| page.path == path)
    }

    /// Builds the view of a page and hands it to a visitor.
    pub(crate) fn visit<'s, V: PageVisitor>(&'s self, page: &PageRef<'s>, visitor: V) -> V::Output {
        page.key.visit(PageCtx::new(self, page.path), visitor)
    }
}

impl PageInputs<'_> {
    /// The digest of what the view of a page is made of.
    #[must_use]
    pub fn of(&self, page: &PageRef<'_>) -> Digest {
        page.key.inputs(self)
    }
}
