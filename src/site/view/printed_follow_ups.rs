//! The printed registers of problems (问题整改台账).

use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::printed;
use crate::site::printed::PrintedDocument;

/// The printed register of each list of problems.
pub(crate) struct PrintedFollowUpsPages;

impl PageKind for PrintedFollowUpsPages {
    type Key<'s> = FollowUpScope;
    type View<'s> = PrintedDocument<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<FollowUpScope> {
        site.lookup.follow_ups.scopes().collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: FollowUpScope) -> &'s str {
        site.routes.printed_follow_ups.get(&key).map_or("", String::as_str)
    }

    fn view<'s>(ctx: PageCtx<'s>, key: FollowUpScope) -> PrintedDocument<'s> {
        printed::follow_ups(ctx, key)
    }
}
