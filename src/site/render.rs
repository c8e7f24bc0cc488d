//! Renders pages, and tells what the search knows of them: nothing but what the page itself says.

use crate::l10n::Lang;
use crate::model::Digest;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageVisitor;
use crate::site::page::search_facets::SearchFacets;
use crate::site::page_table::PageRef;
use crate::site::search::{Document, Facets};
use crate::site::theme::{Page, Theme, ThemeError};
use crate::timings::{Phase, phase_on};

/// A rendered page.
#[derive(Debug)]
pub struct Rendered<'s> {
    /// Its bytes.
    pub html: String,
    /// What the search knows of it.
    pub found: Option<Document<'s>>,
    /// The digest of all that its template was given; `None` means that it cannot be compared.
    pub digest: Option<Digest>,
}

/// The HTML of a page, its text for the search, and the digest of its view.
struct RenderedView {
    html: String,
    text: String,
    digest: Option<Digest>,
}

/// Renders a view.
struct Render<'t> {
    path: &'t str,
    theme: &'t Theme,
    lang: Lang,
}

impl Render<'_> {
    fn render<P: Page>(self, view: &P, digest: Option<Digest>) -> Result<RenderedView, ThemeError> {
        let html = phase_on(Phase::Render, self.path, || self.theme.render(view, self.lang))?;
        Ok(RenderedView { html, text: view.text(), digest })
    }
}

impl PageVisitor for Render<'_> {
    type Output = Result<RenderedView, ThemeError>;

    fn visit<P: Page>(self, view: &P) -> Self::Output {
        self.render(view, DigestView.visit(view))
    }
}

/// Renders a view unless its digest is that of the previous one.
struct RenderIfChanged<'t> {
    render: Render<'t>,
    previous: Digest,
}

impl PageVisitor for RenderIfChanged<'_> {
    type Output = Result<Option<RenderedView>, ThemeError>;

    fn visit<P: Page>(self, view: &P) -> Self::Output {
        match DigestView.visit(view) {
            Some(digest) if digest == self.previous => Ok(None),
            digest => self.render.render(view, digest).map(Some),
        }
    }
}

/// Computes the digest of a view.
struct DigestView;

impl PageVisitor for DigestView {
    type Output = Option<Digest>;

    fn visit<P: Page>(self, view: &P) -> Self::Output {
        let bytes =
            postcard::to_extend(&(P::TEMPLATE.file, view), Vec::with_capacity(4096)).ok()?;
        Some(Digest::of_bytes(&bytes))
    }
}

/// Renders the HTML alone.
struct RenderHtml<'t> {
    theme: &'t Theme,
    lang: Lang,
}

impl PageVisitor for RenderHtml<'_> {
    type Output = Result<String, ThemeError>;

    fn visit<P: Page>(self, view: &P) -> Self::Output {
        self.theme.render(view, self.lang)
    }
}

impl Site<'_> {
    /// Renders one page. May be called from many threads.
    ///
    /// # Errors
    /// When a template of the theme asks for what the page does not have.
    pub fn render<'s>(&'s self, page: &PageRef<'s>, theme: &Theme) -> Result<String, ThemeError> {
        self.visit(page, RenderHtml { theme, lang: self.lang() })
    }
}

/// Renders pages together with what the search knows of them.
pub struct PageRenderer<'s> {
    site: &'s Site<'s>,
    facets: SearchFacets<'s>,
}

impl<'s> PageRenderer<'s> {
    /// Renders the pages of a site.
    #[must_use]
    pub fn new(site: &'s Site<'s>) -> PageRenderer<'s> {
        PageRenderer { site, facets: SearchFacets::new(site) }
    }

    /// The names by which results of the search can be filtered; of terms the latest first.
    #[must_use]
    pub fn facets(&self) -> Facets<'s> {
        self.facets.tables()
    }

    /// Renders a page.
    ///
    /// # Errors
    /// When a template of the theme asks for what the page does not have.
    pub fn render(&self, page: &PageRef<'s>, theme: &Theme) -> Result<Rendered<'s>, ThemeError> {
        let view = self.site.visit(page, self.visitor(page, theme))?;
        Ok(self.with_document(page, view))
    }

    /// Renders a page unless the digest of its view is `previous`.
    ///
    /// # Errors
    /// As [`PageRenderer::render`].
    pub fn render_unless(
        &self,
        page: &PageRef<'s>,
        theme: &Theme,
        previous: Digest,
    ) -> Result<Option<Rendered<'s>>, ThemeError> {
        let render = self.visitor(page, theme);
        let view = self.site.visit(page, RenderIfChanged { render, previous })?;
        Ok(view.map(|view| self.with_document(page, view)))
    }

    fn visitor<'t>(&self, page: &'t PageRef<'s>, theme: &'t Theme) -> Render<'t> {
        Render { path: page.path(), theme, lang: self.site.lang() }
    }

    fn with_document(&self, page: &PageRef<'s>, view: RenderedView) -> Rendered<'s> {
        let RenderedView { html, text, digest } = view;
        let found = self.document(page).map(|document| Document { text, ..document });
        Rendered { html, found, digest }
    }

    /// Whether the view of a page has the digest of the previous one.
    #[must_use]
    pub fn is_as(&self, page: &PageRef<'s>, previous: Option<Digest>) -> bool {
        let digest = self.site.visit(page, DigestView);
        digest.is_some() && digest == previous
    }

    /// What the search knows of a page, without its text.
    #[must_use]
    pub fn document(&self, page: &PageRef<'s>) -> Option<Document<'s>> {
        let document = page.key.search_document(&self.facets)?;
        Some(Document { path: page.path(), ..document })
    }
}
