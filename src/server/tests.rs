use super::build_status::BuildStatus;
use super::page;
use super::request::{Method, Request, RequestError};
use crate::l10n::Lang;

fn parse(head: &str) -> Result<Request, RequestError> {
    Request::parse(head.replace('\n', "\r\n").as_bytes())
}

fn is_local(host: &str) -> bool {
    parse(&format!("GET / HTTP/1.1\nHost: {host}\n\n")).unwrap().is_for_this_machine()
}

/// The file below the site that a path leads to.
fn file(path: &str) -> Option<String> {
    let request = parse(&format!("GET {path} HTTP/1.1\n\n")).ok()?;
    Some(request.path?.to_file())
}

#[test]
fn a_request_is_parsed() {
    let request =
        parse("HEAD /a.html?x=1 HTTP/1.1\nhOST:  localhost:1 \nRange: bytes=0-\n\n").unwrap();
    assert_eq!(request.method, Method::Head);
    assert_eq!(request.target, "/a.html");
    assert_eq!(request.host.as_deref(), Some("localhost:1"));
    assert_eq!(request.range.as_deref(), Some("bytes=0-"));
}

#[test]
fn anything_but_a_plain_request_is_refused() {
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
        assert_eq!(parse(head), Err(RequestError::Malformed), "{head:?}");
    }
    assert_eq!(Request::parse(b"GET /\xff HTTP/1.1\r\n\r\n"), Err(RequestError::Malformed));
    assert_eq!(parse("PUT / HTTP/1.1\n\n"), Err(RequestError::Method));
}

#[test]
fn only_its_own_names_are_for_this_machine() {
    for host in [
        "localhost",
        "LOCALHOST:4000",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.2:1",
        "[::1]",
        "[::1]:4000",
    ] {
        assert!(is_local(host), "{host}");
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
        assert!(!is_local(host), "{host}");
    }
    assert!(!parse("GET / HTTP/1.0\n\n").unwrap().is_for_this_machine(), "no Host header");
}

#[test]
fn a_path_never_leaves_the_site() {
    let safe = [
        ("/", "index.html"),
        ("/a.html", "a.html"),
        ("/schools/", "schools/index.html"),
        ("/a/%E5%AD%A6%E6%A0%A1.html", "a/学校.html"),
        ("/a%20b.html#x", "a b.html"),
        ("/100%25.html", "100%.html"),
    ];
    for (path, want) in safe {
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
fn the_script_is_inserted_before_the_end_of_the_page() {
    let builds = BuildStatus::default();
    builds.built(Lang::Zh);
    let status = builds.current();
    let text = |page: &str| String::from_utf8(page::scripted(page.into(), &status)).unwrap();
    let scripted = text("<p>a &lt;/body> </BODY>\n");
    assert!(
        scripted.starts_with("<p>a &lt;/body> <script src=\"/_guidang/reload.js\" data-site=\"")
    );
    assert!(scripted.ends_with("\"></script>\n</BODY>\n"));
    assert!(text("no end").starts_with("no end<script"));
}
