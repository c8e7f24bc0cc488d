//! The printed version of the completeness check (四有) of a term.

use crate::model::TermIx;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::printed;
use crate::site::printed::PrintedDocument;

/// The printed version of the completeness check (四有) of a term.
pub(crate) struct PrintedCompletenessPages;

impl PageKind for PrintedCompletenessPages {
    type Key<'s> = TermIx;
    type View<'s> = PrintedDocument<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<TermIx> {
        site.terms().filter(|term| site.has_completeness(*term)).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: TermIx) -> &'s str {
        &site.routes.printed_completeness[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: TermIx) -> PrintedDocument<'s> {
        printed::completeness(ctx, key)
    }
}
