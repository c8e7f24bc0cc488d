//! PDF files read back with poppler: the positions of the lines of printed documents, and the rules for all of them.

use std::path::Path;
use std::process::Command;

use crate::browser::must_be_fine;

/// The text block of GB/T 9704-2012 in points: 37 mm from above, 156 × 225 mm; odd pages have their binding at the left.
pub const ABOVE: f64 = 104.9;
pub const BELOW: f64 = 841.9 - 99.2;
pub const LEFT_ODD: f64 = 79.4;
pub const LEFT_EVEN: f64 = 73.7;
pub const WIDE: f64 = 442.2;

/// A line of text with its box.
#[derive(Debug)]
pub struct Line {
    pub left: f64,
    pub right: f64,
    /// The vertical middle of its box. The height of the box is that of the font, which is more than that of the text.
    pub middle: f64,
    pub text: String,
}

pub fn poppler(program: &str, args: &[&str], pdf: &Path) -> String {
    let output = Command::new(program).args(args).arg(pdf).output();
    let output = output.unwrap_or_else(|error| panic!("{program} of poppler-utils: {error}"));
    must_be_fine(&output);
    // What `-struct` quotes is not UTF-8.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn plain(xml: &str) -> String {
    xml.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The pages of a PDF as lines, in reading order.
pub fn pages(pdf: &Path) -> Vec<Vec<Line>> {
    let out = pdf.with_extension("xml");
    let output = Command::new("pdftotext").arg("-bbox-layout").arg(pdf).arg(&out).output().unwrap();
    must_be_fine(&output);
    let xml = std::fs::read_to_string(out).unwrap();
    let number = |tag: &str, name: &str| -> f64 {
        tag.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let line = |line: &str| {
        let (tag, inside) = line.split_once('>').unwrap();
        let inside = inside.split("</line>").next().unwrap();
        let text = inside
            .split("<word ")
            .skip(1)
            .map(|value| plain(value.split_once('>').unwrap().1.split("</word>").next().unwrap()))
            .collect();
        let [left, top, right, bottom] =
            ["xMin", "yMin", "xMax", "yMax"].map(|value| number(tag, value));
        Line { left, right, middle: f64::midpoint(top, bottom), text }
    };
    let page = |page: &str| page.split("<line ").skip(1).map(line).collect();
    xml.split("<page ").skip(1).map(page).collect()
}

/// Asserts the layout of every printed document. Returns the lines of its pages.
#[track_caller]
pub fn must_be_official(pdf: &Path) -> Vec<Vec<Line>> {
    let info = poppler("pdfinfo", &[], pdf);
    assert!(info.contains("(A4)"), "{info}");
    let fonts = poppler("pdffonts", &[], pdf);
    for font in fonts.lines().skip(2) {
        assert!(font.contains(" yes "), "not embedded: {font}");
    }
    let pages = pages(pdf);
    for (at, lines) in pages.iter().enumerate() {
        let number = format!("—{}—", at + 1);
        let is_number = |line: &&Line| line.text == number && BELOW < line.middle;
        let numbers: Vec<&Line> = lines.iter().filter(is_number).collect();
        assert_eq!(numbers.len(), 1, "page {} of {}: {number}", at + 1, pdf.display());
        let (left, is_odd) = if at % 2 == 0 { (LEFT_ODD, true) } else { (LEFT_EVEN, false) };
        // Outside, a character from the edge of the text.
        let from_edge =
            if is_odd { left + WIDE - numbers[0].right } else { numbers[0].left - left };
        assert!((8.0..20.0).contains(&from_edge), "page {}: {from_edge}", at + 1);
        // 7 mm below the text.
        let below = numbers[0].middle - BELOW;
        assert!((15.0..25.0).contains(&below), "page {}: {below}", at + 1);
        // Nothing is cut off: all text is inside the text block, that of charts included.
        for line in lines.iter().filter(|line| !is_number(line)) {
            // Of a mark at either end half the box is empty and may hang over the edge.
            let over = |hangs: bool| if hangs { 11.0 } else { 0.0 };
            let from = left - 3.0 - over(line.text.starts_with(['“', '（', '《', '‘']));
            let to =
                left + WIDE + 4.0 + over(line.text.ends_with(['”', '）', '》', '，', '。', '、']));
            assert!(from < line.left && line.right < to, "page {}: {line:?}", at + 1);
            assert!(ABOVE < line.middle && line.middle < BELOW, "page {}: {line:?}", at + 1);
        }
        assert!(1 < lines.len(), "page {} of {} is blank", at + 1, pdf.display());
        // No page with a signature alone: above the table there are more than the organisation and the day.
        if let Some(signed) = lines.iter().find(|line| line.text.starts_with("撰写人")) {
            let above = lines.iter().filter(|line| line.middle < signed.middle - 10.0).count();
            assert!(2 < above, "page {} of {}: a signature alone", at + 1, pdf.display());
        }
    }
    pages
}
