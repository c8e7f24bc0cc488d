//! The printed version of a summary. The PDF of a visit is made of the same view.

use crate::model::Digest;
use crate::model::RecordIx;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;
use crate::site::printed;
use crate::site::printed::PrintedDocument;

/// The printed version of a summary. The PDF of a visit is made of the same view.
pub(crate) struct PrintedRecordPages;

impl PageKind for PrintedRecordPages {
    type Key<'s> = RecordIx;
    type View<'s> = PrintedDocument<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<RecordIx> {
        site.shown_records().filter(|record| site.has_printed_page(*record)).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: RecordIx) -> &'s str {
        &site.routes.printed_records[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: RecordIx) -> PrintedDocument<'s> {
        printed::record(ctx, key)
    }

    fn inputs(inputs: &PageInputs<'_>, key: RecordIx) -> Digest {
        inputs.record(key)
    }
}
