//! `feed.xml`: the newest records as Atom (RFC 4287), where the site says under which address it is published.

use crate::l10n::labels::Labels;
use crate::model::{RecordIx, RecordKind};
use crate::site::fragments::lists::kind_title;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;

/// So many records are in the feed.
const NEWEST: usize = 30;

/// Where it lies.
pub(crate) const PATH: &str = "feed.xml";

/// The feed; none without `base_url`. Dates are those of the records: the clock has no say in what is built.
pub(crate) fn feed(site: &Site<'_>) -> Option<String> {
    let base = site.archive.site.base_url.as_deref()?.trim_end_matches('/');
    let mut newest: Vec<RecordIx> = RecordKind::ALL
        .into_iter()
        .flat_map(|item| site.lookup.by_kind[item as usize].iter().take(NEWEST).copied())
        .filter(|it| !site.archive.record(*it).draft)
        .collect();
    newest.sort_by_key(|newest| (std::cmp::Reverse(site.lookup.day(*newest)), *newest));
    newest.truncate(NEWEST);
    let time = |at: RecordIx| site.lookup.day(at).map(|day| format!("{day}T00:00:00Z"));
    let updated = newest.first().and_then(|newest| time(*newest));
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
        let ctx = PageCtx { site, path: PATH };
        let (Some(link), Some(time)) = (ctx.record(at), time(at)) else { continue };
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
