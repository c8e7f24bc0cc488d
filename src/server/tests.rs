use super::request::{Method, Range, Refused, Request, Wanted};
use super::{build_status::BuildStatus, http, page};
use crate::l10n::Lang;

fn parse(head: &str) -> Result<Request, Refused> {
    Request::parse(head.replace('\n', "\r\n").as_bytes())
}

/// The file below the site that a path leads to.
fn file(path: &str) -> Option<String> {
    let request = parse(&format!("GET {path} HTTP/1.1\n\n")).ok()?;
    Some(request.path?.to_file())
}

#[test]
fn a_request_is_read() {
    let request =
        parse("HEAD /a.html?x=1 HTTP/1.1\nhOST:  localhost:1 \nRange: bytes=0-\n\n").unwrap();
    assert_eq!(request.method, Method::Head);
    assert_eq!(request.target, "/a.html");
    assert_eq!(request.host.as_deref(), Some("localhost:1"));
    assert_eq!(request.range.as_deref(), Some("bytes=0-"));
}

#[test]
fn what_is_no_plain_request_is_refused() {
    for head in [
        "",
        "\n\n",
        "GET /\n\n",
        "GET / HTTP/2\n\n",
        "GET  / HTTP/1.1\n\n",
        "GET http://evil.example/ HTTP/1.1\n\n",
        "GET * HTTP/1.1\n\n",
        "GET / HTTP/1.1\nHost\n\n",
        "GET / HTTP/1.1\nHost: localhost\nHost: evil.example\n\n",
    ] {
        assert_eq!(parse(head), Err(Refused::Malformed), "{head:?}");
    }
    assert_eq!(Request::parse(b"GET /\xff HTTP/1.1\r\n\r\n"), Err(Refused::Malformed));
    assert_eq!(parse("POST / HTTP/1.1\n\n"), Err(Refused::Method));
}

#[test]
fn only_names_of_this_machine_are_for_it() {
    let is_fine = |host: &str| {
        parse(&format!("GET / HTTP/1.1\nHost: {host}\n\n")).unwrap().is_for_this_machine()
    };
    for host in [
        "localhost",
        "LOCALHOST:4000",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.2:1",
        "[::1]",
        "[::1]:4000",
    ] {
        assert!(is_fine(host), "{host}");
    }
    for host in [
        "",
        "evil.example",
        "evil.example:4000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost:",
        "localhost:4000:1",
        "localhost:a",
        "user@localhost",
        "[::1",
        "::1",
        "[::2]",
        "0x7f.1",
        "127.1",
        "0.0.0.0",
        "192.168.1.2:4000",
    ] {
        assert!(!is_fine(host), "{host}");
    }
    assert!(!parse("GET / HTTP/1.0\n\n").unwrap().is_for_this_machine(), "none at all");
}

#[test]
fn a_path_never_leaves_the_site() {
    let fine = [
        ("/", "index.html"),
        ("/a.html", "a.html"),
        ("/schools/", "schools/index.html"),
        ("/a/%E5%AD%A6%E6%A0%A1.html", "a/学校.html"),
        ("/a%20b.html#x", "a b.html"),
        ("/100%25.html", "100%.html"),
    ];
    for (path, want) in fine {
        assert_eq!(file(path).as_deref(), Some(want));
    }
    for path in [
        "/..",
        "/../x",
        "/a/../../x",
        "/%2e%2e/x",
        "/.%2E/x",
        "/a%2f..%2f..%2fx",
        "/..%5cx",
        "/a\\..\\x",
        "/a%00.html",
        "/a%0d%0aX:1",
        "//evil.example/x",
        "/a//b",
        "//",
        "/./a",
        "/.guidang",
        "/C:/x",
        "/C%3A%5Cx",
        "/a%",
        "/a%4",
        "/a%zz",
        "/a%+1",
        "/%ff",
        "/a./b",
    ] {
        assert_eq!(file(path), None, "{path}");
    }
}

#[test]
fn a_part_of_a_file_is_wanted() {
    let part = |first, len| Wanted::Part(Range { first, len });
    for (header, want) in [
        ("bytes=0-99", part(0, 100)),
        ("bytes=0-", part(0, 1000)),
        ("bytes=990-2000", part(990, 10)),
        ("bytes=-10", part(990, 10)),
        ("bytes=-5000", part(0, 1000)),
        ("bytes=1000-", Wanted::Nothing),
        ("bytes=-0", Wanted::Nothing),
        ("bytes=5-4", Wanted::All),
        ("bytes=0-1,5-6", Wanted::All),
        ("bytes=-", Wanted::All),
        ("lines=1-2", Wanted::All),
    ] {
        assert_eq!(Range::wanted(header, 1000), want, "{header}");
    }
    assert_eq!(Range::wanted("bytes=0-", 0), Wanted::Nothing);
}

#[test]
fn kinds_go_by_the_ending() {
    assert_eq!(http::kind("a.HTML"), http::HTML);
    assert_eq!(http::kind("学校.csv"), "text/csv; charset=utf-8");
    assert_eq!(http::kind("html"), "application/octet-stream");
}

#[test]
fn the_script_goes_before_the_end_of_the_page() {
    let board = BuildStatus::default();
    board.built(Lang::Zh);
    let seen = board.first();
    let text = |page: &str| String::from_utf8(page::scripted(page.into(), &seen)).unwrap();
    let made = text("<p>a &lt;/body> </BODY>\n");
    assert!(made.starts_with("<p>a &lt;/body> <script src=\"/_guidang/reload.js\" data-site=\""));
    assert!(made.ends_with("\"></script>\n</BODY>\n"));
    assert!(text("no end").starts_with("no end<script"));
}
