//! Links between two paths of the site, always relative and to a real file, so that they work from a USB stick.

/// The link from one page to another: `../2024.html` from `plans/a/x.html` to `plans/2024.html`.
/// `to` may end in an anchor.
#[must_use]
pub(crate) fn relative(from: &str, to: &str) -> String {
    let (folder, _) = from.rsplit_once('/').unwrap_or(("", from));
    let (path, anchor) = to.split_at(to.find('#').unwrap_or(to.len()));
    if path == from {
        return if anchor.is_empty() { file_name(path).to_owned() } else { anchor.to_owned() };
    }
    let mut above = folder.split('/').filter(|part| !part.is_empty());
    let mut rest = to;
    let mut up = 0;
    // Both walk down while their folders agree.
    for segment in above.by_ref() {
        match rest.split_once('/') {
            Some((first, below)) if first == segment => rest = below,
            _ => {
                up = 1;
                break;
            }
        }
    }
    up += above.count();
    let mut href = String::with_capacity(up * 3 + rest.len());
    (0..up).for_each(|_| href.push_str("../"));
    href.push_str(rest);
    href
}

/// What leads from a page up to the root of the site: `../../`, or nothing at the root.
#[must_use]
pub(crate) fn root_from(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// The path of the table that is next to a page: `ledgers/a.csv` of `ledgers/a.html`.
#[must_use]
pub(crate) fn csv_path(page: &str) -> String {
    format!("{}.csv", page.strip_suffix(".html").unwrap_or(page))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_the_page() {
        for (from, to, href) in [
            ("index.html", "plans/2024.html", "plans/2024.html"),
            ("plans/2024.html", "index.html", "../index.html"),
            ("schools/a/visits/x.html", "schools/a/visits/y.html", "y.html"),
            ("schools/a/visits/x.html", "schools/a/index.html", "../index.html"),
            ("schools/a/visits/x.html", "schools/b/index.html", "../../b/index.html"),
            ("schools/a/index.html", "schools/a/visits/x.html#t", "visits/x.html#t"),
            ("schools/a/index.html", "schools.html", "../../schools.html"),
            ("plans/2024.html", "plans/2024.html#t", "#t"),
            ("plans/2024.html", "plans/2024.html", "2024.html"),
            ("visits/2023-2024-1.html", "visits.html", "../visits.html"),
            ("schools/a/index.html", "schools/ab/index.html", "../ab/index.html"),
        ] {
            assert_eq!(relative(from, to), href, "{from} → {to}");
        }
        assert_eq!(root_from("schools/a/index.html"), "../../");
        assert_eq!(root_from("index.html"), "");
    }
}
