//! Documents as Word and WPS write them, and as nobody should.

use std::io::{Cursor, Write};

use super::*;

/// A document of a body, with other parts by name.
pub(crate) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:a=\"a\" xmlns:w14=\"w14\" \
         xmlns:mc=\"mc\" xmlns:v=\"v\" xmlns:wps=\"wps\"><w:body>{body}</w:body></w:document>"
    );
    let mut files = vec![("word/document.xml", document.as_str())];
    files.extend_from_slice(parts);
    for (name, text) in files {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph with one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A table of texts.
pub(crate) fn tbl(rows: &[&[&str]]) -> String {
    let mut table = String::from("<w:tbl>");
    for row in rows {
        table.push_str("<w:tr>");
        for cell in *row {
            table.push_str(&format!("<w:tc>{}</w:tc>", p(cell)));
        }
        table.push_str("</w:tr>");
    }
    table + "</w:tbl>"
}

fn blocks(body: &str) -> Vec<WordBlock> {
    read(&docx(body, &[])).unwrap().blocks
}

fn texts(body: &str) -> Vec<String> {
    blocks(body).iter().map(WordBlock::text).collect()
}

#[test]
fn text_is_joined_over_runs_and_breaks() {
    let body = "<w:p><w:r><w:t>活动</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>时间</w:t></w:r>\
                <w:r><w:tab/><w:t xml:space=\"preserve\"> a&amp;b</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>";
    assert_eq!(texts(body), ["活动时间\t a&b\n下一行"]);
}

#[test]
fn what_was_struck_out_is_dropped_and_what_was_inserted_is_kept() {
    let body = "<w:p><w:del><w:r><w:delText>旧的</w:delText></w:r></w:del><w:ins><w:r><w:t>新的</w:t></w:r></w:ins>\
                <w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>\
                <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:del><w:r><w:t>删行</w:t></w:r></w:del></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(texts(body).concat().trim(), "新的移来");
}

#[test]
fn check_boxes_and_lists_say_what_was_chosen() {
    let tick = |state: u8, glyph: &str| {
        format!(
            "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{state}\"/></w14:checkbox></w:sdtPr>\
             <w:sdtContent><w:r><w:t>{glyph}</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>送教</w:t></w:r>"
        )
    };
    assert_eq!(texts(&format!("<w:p>{}{}</w:p>", tick(1, "☒"), tick(0, "☐"))), ["☑送教☐送教"]);
    let list = "<w:p><w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent><w:r><w:t>讲座</w:t></w:r></w:sdtContent></w:sdt>\
                <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt></w:p>";
    assert_eq!(texts(list), ["讲座"]);
    let old = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>\
               <w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:t>甲</w:t></w:r>\
               <w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"上门\"/><w:listEntry w:val=\"线上\"/></w:ddList></w:ffData></w:fldChar></w:r>\
               <w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r></w:p>";
    assert_eq!(texts(old), ["☑甲线上☑"]);
}

#[test]
fn text_boxes_are_read_once() {
    let body = "<w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>\
                <mc:Fallback><v:textbox><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent><w:t>后</w:t></w:r></w:p>";
    assert_eq!(texts(body), ["前后", "框里"]);
}

#[test]
fn tables_know_their_grid() {
    let body = "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>\
                <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>";
    let blocks = blocks(body);
    let [WordBlock::Table(table)] = blocks.as_slice() else { panic!("{blocks:?}") };
    let columns: Vec<(usize, usize, bool)> =
        table.rows[0].iter().map(|cell| (cell.column, cell.span, cell.continues)).collect();
    assert_eq!(columns, [(0, 1, false), (1, 3, false), (4, 1, false)]);
    assert!(table.rows[1][0].continues);
    assert!(matches!(table.rows[1][1].blocks[0], WordBlock::Table(_)));
}

#[test]
fn headings_and_numbers_of_lists_come_from_their_styles() {
    let styles = "<w:styles><w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>\
                  <w:style w:styleId=\"a\"><w:name w:val=\"我的标题\"/><w:basedOn w:val=\"1\"/></w:style></w:styles>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"5\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
                     <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl></w:abstractNum>\
                     <w:num w:numId=\"2\"><w:abstractNumId w:val=\"5\"/></w:num></w:numbering>";
    let item = |depth: u8| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:p>"
        )
    };
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"a\"/><w:jc w:val=\"center\"/></w:pPr></w:p>{}{}{}{}{}",
        item(0),
        item(1),
        item(1),
        item(0),
        item(1)
    );
    let parts = [("word/styles.xml", styles), ("word/numbering.xml", numbering)];
    let document = read(&docx(&body, &parts)).unwrap();
    let mut marks = Vec::new();
    for block in &document.blocks {
        let WordBlock::Paragraph(paragraph) = block else { panic!() };
        marks.push(match &paragraph.marker {
            Some(WordMarker::Number { text, .. }) => text.clone(),
            _ => format!("{:?}{}", paragraph.level, paragraph.is_centred),
        });
    }
    assert_eq!(marks, ["Some(1)true", "一、", "1.", "2.", "二、", "1."]);
}

#[test]
fn notes_margins_comments_and_the_mark_of_a_form_are_read() {
    let body = "<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id=\"3\"/></w:r></w:p>";
    let parts = [
        (
            "word/footnotes.xml",
            "<w:footnotes><w:footnote w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"3\"><w:p><w:r><w:t>出处</w:t></w:r></w:p></w:footnote></w:footnotes>",
        ),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>县教育局</w:t></w:r></w:p></w:hdr>"),
        ("word/footer1.xml", "<w:ftr><w:p><w:r><w:t>县教育局</w:t></w:r></w:p></w:ftr>"),
        (
            "word/comments.xml",
            "<w:comments><w:comment w:id=\"1\"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment></w:comments>",
        ),
        (
            "docProps/custom.xml",
            "<Properties><property name=\"guidang-form\"><vt:lpwstr>visit;v1;a</vt:lpwstr></property></Properties>",
        ),
    ];
    let document = read(&docx(body, &parts)).unwrap();
    assert_eq!(document.blocks[0].text(), "正文〔注1〕");
    assert_eq!(document.notes, ["出处"]);
    assert_eq!(document.margins, ["县教育局"]);
    assert_eq!(document.comments, ["请核对"]);
    assert_eq!(document.form.as_deref(), Some("visit;v1;a"));
}

#[test]
fn text_that_word_hides_is_kept_apart() {
    let hidden = "<w:rPr><w:vanish/></w:rPr>";
    let body = format!(
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>看得见</w:t></w:r>\
         <w:r>{hidden}<w:t>看不</w:t></w:r><w:r>{hidden}<w:t>见</w:t></w:r>\
         <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>的字</w:t></w:r></w:p>\
         <w:p><w:r>{hidden}<w:t>另一段</w:t></w:r></w:p>"
    );
    let document = read(&docx(&body, &[])).unwrap();
    assert_eq!(document.blocks[0].text(), "看得见的字");
    assert_eq!(document.hidden, ["看不见", "另一段"]);
}

#[test]
fn pictures_are_followed_inside_the_file_only() {
    let body = "<w:p><w:r><w:drawing><a:blip r:embed=\"r1\"/></w:drawing><w:pict><v:imagedata r:id=\"r2\"/></w:pict></w:r></w:p>";
    let links = "<Relationships><Relationship Id=\"r1\" Target=\"media/../media/a.png\"/>\
                 <Relationship Id=\"r2\" Target=\"http://example.com/b.png\" TargetMode=\"External\"/></Relationships>";
    let parts = [("word/_rels/document.xml.rels", links), ("word/media/a.png", "png")];
    let document = read(&docx(body, &parts)).unwrap();
    assert_eq!(document.pictures.len(), 1);
    assert_eq!(document.pictures[0].bytes.as_deref(), Some(&b"png"[..]));
}

#[test]
fn hostile_documents_are_refused_or_read_within_limits() {
    assert_eq!(read(b"").err(), Some(WordError::Unreadable));
    assert_eq!(read(b"PK\x03\x04").err(), Some(WordError::Unreadable));
    let entity = docx("", &[("word/styles.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>")]);
    assert_eq!(read(&entity).err(), Some(WordError::DocumentType));
    assert_eq!(read(&docx("<w:p><w:r></w:p>", &[])).err(), Some(WordError::Unreadable));
    let deep = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(5000),
        p("深处"),
        "</w:tc></w:tr></w:tbl>".repeat(5000)
    );
    assert!(texts(&deep).concat().contains("深处"));
    let boxes =
        format!("{}{}", "<w:p><w:txbxContent>".repeat(5000), "</w:txbxContent></w:p>".repeat(5000));
    assert!(read(&docx(&boxes, &[])).is_ok());
    let odd = "<w:tc><w:tbl><w:tc><w:p/></w:tc></w:tbl></w:tc><w:tr/><w:t>散</w:t><w:sdt><w:sdtContent/></w:sdt>\
               <w:tcPr><w:gridSpan w:val=\"99999999999\"/><w:vMerge/></w:tcPr><w:ilvl w:val=\"-1\"/>";
    assert_eq!(texts(odd).concat().trim(), "散");
    let bomb = docx(&p(&"零".repeat(20_000_000)), &[]);
    assert!(bomb.len() < 1_000_000);
    assert_eq!(read(&bomb).err(), Some(WordError::TooLarge));
}

#[test]
fn no_damage_stops_the_reader() {
    let body = format!(
        "{}{}",
        p("活动时间：2026年3月5日"),
        tbl(&[&["活动地点", "操场"], &["天气", "晴"]])
    );
    let whole = docx(&body, &[("word/styles.xml", "<w:styles/>")]);
    for at in (0..whole.len()).step_by(7) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x5a;
        let _ = read(&damaged);
        let _ = read(&whole[..at]);
    }
}
