//! `feed.xml`: the newest records as Atom (RFC 4287), where the site says under which address it is published.

use std::cmp::Reverse;

use crate::l10n::labels::Labels;
use crate::model::{RecordIx, RecordKind};
use crate::site::fragments::lists::kind_title;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;

/// The number of records in the feed.
const NEWEST: usize = 30;

/// Its path in the site.
pub(crate) const PATH: &str = "feed.xml";

/// The feed; `None` without `base_url`. Its dates are those of the records, so that a build does not depend on the clock.
pub(crate) fn feed(site: &Site<'_>) -> Option<String> {
    let base = site.archive.site.base_url.as_deref()?.trim_end_matches('/');
    let mut newest: Vec<RecordIx> = Vec::new();
    for kind in RecordKind::ALL {
        newest.extend(site.lookup.by_kind[kind as usize].iter().take(NEWEST));
    }
    newest.retain(|record| !site.archive.record(*record).draft);
    newest.sort_by_key(|record| (Reverse(site.lookup.day(*record)), *record));
    newest.truncate(NEWEST);
    let updated = newest.first().and_then(|record| time(site, *record));
    let settings = &site.archive.site;
    let author = settings.organisation.as_deref().unwrap_or(&settings.title);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{base}/</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n<link rel=\"self\" href=\"{base}/{PATH}\"/>\n<link href=\"{base}/index.html\"/>\n",
        Labels::of(site.lang()).lang,
        escaped(&settings.title),
        updated.as_deref().unwrap_or("1900-01-01T00:00:00Z"),
        escaped(author),
        base = escaped(base),
    );
    for at in newest {
        let record = site.archive.record(at);
        let ctx = PageCtx::new(site, PATH);
        let (Some(link), Some(time)) = (ctx.record(at), time(site, at)) else { continue };
        let address = format!("{}/{}", escaped(base), escaped(&link.href));
        let school = escaped(&site.archive.school(record.school).name);
        out.push_str(&format!(
            "<entry>\n<id>{address}</id>\n<title>{}</title>\n<updated>{time}</updated>\n<link href=\"{address}\"/>\n<author><name>{school}</name></author>\n<category term=\"{}\"/>\n<summary>{school}</summary>\n</entry>\n",
            escaped(&record.title),
            escaped(kind_title(ctx, record.kind())),
        ));
    }
    out.push_str("</feed>\n");
    Some(out)
}

/// The day of a record as a time of Atom; `None` if it has no day.
fn time(site: &Site<'_>, record: RecordIx) -> Option<String> {
    Some(format!("{}T00:00:00Z", site.lookup.day(record)?))
}

/// Text for XML 1.0, which has no place at all for most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if ch.is_control() => {}
            _ => out.push(ch),
        }
    }
    out
}
