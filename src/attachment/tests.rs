use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::diagnostics::AttachmentPlace;

/// A package of files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn word(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
}

pub(super) fn sheet(rows: &str, shared: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let shared = format!("<sst>{shared}</sst>");
    zipped(&[
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"名单\" r:id=\"r1\"/></sheets></workbook>".as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<R><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></R>",
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", shared.as_bytes()),
    ])
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF with one page, whose font has this dictionary and this map.
fn pdf(content: &[u8], font: &str, map: &str) -> Vec<u8> {
    let packed = deflated(content);
    let mut pdf = b"%PDF-1.7\n1 0 obj\n<</Type/Page/Resources<</Font<</F1 3 0 R>>>>/Contents 2 0 R>>\nendobj\n".to_vec();
    pdf.extend(
        format!("2 0 obj\n<</Length {}/Filter/FlateDecode>>\nstream\n", packed.len()).bytes(),
    );
    pdf.extend(packed);
    pdf.extend(format!("\nendstream\nendobj\n3 0 obj\n<</Type/Font{font}>>\nendobj\n4 0 obj\n<</Length {}>>\nstream\n{map}\nendstream\nendobj\n%%EOF", map.len()).bytes());
    pdf
}

/// The masks and places of what is found.
fn found(bytes: &[u8]) -> Vec<(String, AttachmentPlace)> {
    look_into(bytes)
        .findings
        .into_iter()
        .map(|finding| (finding.found.masked, finding.place))
        .collect()
}

fn mobile(place: AttachmentPlace) -> Vec<(String, AttachmentPlace)> {
    vec![("138••••8000".into(), place)]
}

#[test]
fn texts_of_every_encoding_are_read() {
    let text = "名单\n联系人：13800138000\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&b"\xff\xfe"[..], &utf16].concat();
    let gbk = encoding_rs::GBK.encode(text).0.into_owned();
    for bytes in [text.as_bytes(), &gbk, &utf16, &marked] {
        assert_eq!(found(bytes), mobile(AttachmentPlace::Line(2)), "{bytes:?}");
    }
    for text in [
        "BEGIN:VCARD\nTEL;CELL:138-0013-8000\nEND:VCARD",
        "{\"tel\": \"13800138000\"}",
        "BEGIN:VEVENT\nDESCRIPTION:13800\n 138000\nEND:VEVENT",
        "[user]\ntel=13800138000",
        "INSERT INTO t VALUES ('13800138000');",
        "{\"type\":\"Feature\",\"properties\":{\"t\":\"\\u0031\\u0033800138000\"}}",
    ] {
        assert_eq!(look_into(text.as_bytes()).findings.len(), 1, "{text}");
    }
}

#[test]
fn tables_are_searched_by_their_columns() {
    let text = "日期,姓名,困难类别,家庭住址\n2024-03-05,张某,孤儿,清河镇东街3组\n2024-03-06,,,\n";
    let places: Vec<AttachmentPlace> =
        found(text.as_bytes()).into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, [AttachmentPlace::Line(2), AttachmentPlace::Line(2)]);
    assert!(found("日期,人数,金额\n2024-03-05,138,1200\n".as_bytes()).is_empty());
}

#[test]
fn rich_text_and_mails_are_decoded() {
    assert_eq!(
        found(br"{\rtf1\ansi\deff0 {\b 138}0013\'38\'30\'30\'30\par}"),
        mobile(AttachmentPlace::Line(1))
    );
    assert_eq!(found(br"{\rtf1 \u49?\u51?800138000}"), mobile(AttachmentPlace::Line(1)));
    // 电话：13800138000 in base64.
    let mail = "From: a@b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n55S16K+d77yaMTM4MDAxMzgwMDA=\n";
    assert_eq!(found(mail.as_bytes()), mobile(AttachmentPlace::Line(1)));
    let card = "BEGIN:VCARD\nTEL;ENCODING=QUOTED-PRINTABLE:=31=33=38=30=30=\n138000\nEND:VCARD\n";
    assert_eq!(found(card.as_bytes()).len(), 1);
}

#[test]
fn headers_of_mails_are_decoded() {
    for subject in ["=?UTF-8?B?MTM4MDAxMzgwMDA=?=", "=?utf-8?q?tel_=31=33800138000?="] {
        let mail = format!("From: a@b\nSubject: {subject}\n\nbody\n");
        assert_eq!(found(mail.as_bytes()).len(), 1, "{subject}");
    }
    assert!(found(b"a =?x =?UTF-8?B? =?a?b?c?= text").is_empty());
}

/// What readers see of a document besides its text: links, what pictures show, headers, lists of choices, other files.
#[test]
fn whatever_a_document_shows_is_read() {
    // A document with this part, in place of its first one if it is that.
    let of = |first: &str, name: &str, xml: &str| {
        let mut files = vec![(name, xml.as_bytes())];
        if name != first {
            files.push((first, b"<x/>"));
        }
        zipped(&files)
    };
    let word = |name: &str, xml: &str| of("word/document.xml", name, xml);
    let book = |name: &str, xml: &str| of("xl/workbook.xml", name, xml);
    for bytes in [
        word("word/document.xml", "<w:p><wp:docPr id=\"1\" descr=\"13800138000\"/></w:p>")
            .as_slice(),
        &word(
            "word/_rels/document.xml.rels",
            "<R><Relationship Id=\"a\" Target=\"tel:13800138000\"/></R>",
        ),
        &word(
            "word/settings.xml",
            "<w:settings><w:docVar w:name=\"电话\" w:val=\"13800138000\"/></w:settings>",
        ),
        &book(
            "xl/pivotCache/pivotCacheRecords1.xml",
            "<pivotCacheRecords><r><s v=\"13800138000\"/></r></pivotCacheRecords>",
        ),
        &word("customXml/item1.xml", "<data><tel>13800138000</tel></data>"),
        &word("word/attachedText.txt", "13800138000"),
        &word("word/glossary/document.xml", "<w:p><w:r><w:t>13800138000</w:t></w:r></w:p>"),
        &book(
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"13800138000\"/></sheets></workbook>",
        ),
        &book(
            "xl/worksheets/sheet1.xml",
            "<worksheet><headerFooter><oddHeader>&amp;L13800138000</oddHeader></headerFooter></worksheet>",
        ),
        &book(
            "xl/worksheets/sheet1.xml",
            "<worksheet><dataValidation><formula1>\"13800138000\"</formula1></dataValidation></worksheet>",
        ),
        &book(
            "xl/sharedStrings.xml",
            "<sst><si><r><t>138</t></r><r><t>00138000</t></r></si></sst>",
        ),
        &book(
            "xl/externalLinks/externalLink1.xml",
            "<externalLink><cell><v>0</v></cell><sheetName val=\"x\"/><x>13800138000</x></externalLink>",
        ),
    ] {
        let masks: Vec<String> = found(bytes).into_iter().map(|(masked, _)| masked).collect();
        assert_eq!(masks, ["138••••8000"], "{}", String::from_utf8_lossy(bytes));
    }
    // A cell is reported with its place.
    let cell =
        sheet("<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c></row>", "<si><t>13800138000</t></si>");
    let place = AttachmentPlace::Cell { sheet: "名单".into(), cell: "B2".into() };
    assert_eq!(found(&cell), mobile(place));
    let settings = word("word/media/image1.bin", "13800138000");
    assert!(found(&settings).is_empty());
}

#[test]
fn documents_of_word_are_read() {
    let split = "<w:p><w:r><w:t>无</w:t></w:r></w:p><w:p><w:r><w:t>电话138</w:t></w:r><w:r><w:t>0013</w:t></w:r><w:r><w:t>8000</w:t></w:r></w:p>";
    assert_eq!(found(&word(split)), mobile(AttachmentPlace::Paragraph(2)));
    let struck = "<w:p><w:del><w:r><w:delText>13800138000</w:delText></w:r></w:del></w:p>";
    assert_eq!(found(&word(struck)), mobile(AttachmentPlace::Paragraph(1)));
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let form = format!(
        "<w:tbl><w:tr>{}{}{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("姓名"),
        cell("张某"),
        cell("家庭住址"),
        cell("清河镇东街3组"),
        cell("备注"),
        cell("无")
    );
    assert_eq!(found(&word(&form)), [("清••".to_owned(), AttachmentPlace::Paragraph(1))]);
    let boxes: String =
        "11010519491231002X".chars().map(|digit| cell(&digit.to_string())).collect();
    assert_eq!(found(&word(&format!("<w:tbl><w:tr>{boxes}</w:tr></w:tbl>"))).len(), 1);
    let embedded = zipped(&[
        ("word/document.xml", b"<w:document/>"),
        (
            "word/embeddings/a.xlsx",
            &sheet("<row r=\"1\"><c r=\"A1\"><v>13800138000</v></c></row>", ""),
        ),
    ]);
    assert_eq!(found(&embedded).len(), 1);
}

/// The gate looks into what Word hides.
#[test]
fn hidden_text_is_searched_for_personal_data_and_not_shown() {
    let hidden = word(
        "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>13800138000</w:t></w:r></w:p>",
    );
    assert_eq!(found(&hidden), mobile(AttachmentPlace::Paragraph(1)));
    let harmless = word(
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>看得见</w:t></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>又看见</w:t></w:r></w:p>",
    );
    assert_eq!(shown_text(&harmless, 1000).trim(), "看得见又看见");
}

#[test]
fn sheets_are_read_cell_by_cell() {
    let cell = |text: &str| AttachmentPlace::Cell { sheet: "名单".into(), cell: text.into() };
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>电话</t></is></c></row><row r=\"14\"><c r=\"C14\"><v>1.3800138E+10</v></c></row>";
    assert_eq!(found(&sheet(rows, "<si><t>姓名</t></si>")), mobile(cell("C14")));
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"s\"><v>3</v></c></row>";
    let shared = "<si><t>学校</t></si><si><t>家庭住址</t></si><si><t>实验小学</t></si><si><r><t>清河镇</t></r><r><t>东街3组</t></r></si>";
    assert_eq!(found(&sheet(rows, shared)), [("清••".to_owned(), cell("B2"))]);
    let things = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><v>13912345678</v></c></row>";
    let shared = "<si><t>名称</t></si><si><t>设备编号</t></si><si><t>投影仪</t></si>";
    assert!(found(&sheet(things, shared)).is_empty(), "the number of a thing");
}

#[test]
fn slides_and_open_documents_are_read() {
    let slide =
        "<p:sld><a:p><a:r><a:t>电话13800</a:t></a:r><a:r><a:t>138000</a:t></a:r></a:p></p:sld>";
    let slides =
        zipped(&[("ppt/presentation.xml", b"<p/>"), ("ppt/slides/slide3.xml", slide.as_bytes())]);
    assert_eq!(found(&slides), mobile(AttachmentPlace::Slide(3)));
    let text = "<office:text><text:p>电话<text:span>138</text:span>0013<text:s/>8000</text:p></office:text>";
    let open = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", text.as_bytes()),
    ]);
    assert_eq!(found(&open), mobile(AttachmentPlace::Paragraph(1)));
    let table = "<table:table><table:table-row><table:table-cell office:value=\"13800138000\"><text:p>13800138000</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(found(&zipped(&[("content.xml", table.as_bytes())])).len(), 1);
    let packed = zipped(&[("a/b.txt", b"tel 13800138000"), ("c.docx", &word("<w:p/>"))]);
    assert_eq!(found(&packed), mobile(AttachmentPlace::Line(1)));
    assert_eq!(found(&zipped(&[("13800138000.txt", b"x")])), mobile(AttachmentPlace::Name));
}

#[test]
fn pages_of_pdf_are_read() {
    let plain =
        pdf(b"BT /F1 12 Tf 10 700 Td (Tel 138) Tj [(0013) -20 (8000)] TJ ET", "/Subtype/Type1", "");
    assert_eq!(found(&plain), mobile(AttachmentPlace::Page(1)));
    let map = "/CMapName /X def 1 beginbfrange <0010> <0019> <0030> endbfrange 1 beginbfchar <0001> <7535> endbfchar";
    let wide =
        b"BT /F1 12 Tf <0001> Tj <0011001300180010> Tj <00100011001300180010001000 10> Tj ET";
    let wide = pdf(wide, "/Subtype/Type0/Encoding/Identity-H/ToUnicode 4 0 R", map);
    assert_eq!(found(&wide), mobile(AttachmentPlace::Page(1)));
    let gbk = pdf(b"BT /F1 9 Tf (13800138000) Tj ET", "/Subtype/Type0/Encoding/GBK-EUC-H", "");
    assert_eq!(found(&gbk), mobile(AttachmentPlace::Page(1)));
    let objects = deflated(b"9 0 <</Title(13800138000)>>");
    let mut packed =
        b"%PDF-1.5\n8 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ".to_vec();
    packed.extend(format!("{}>>stream\n", objects.len()).bytes());
    packed.extend(objects);
    packed.extend(b"\nendstream endobj");
    assert_eq!(found(&packed), mobile(AttachmentPlace::Somewhere));
}

/// A text that begins as a picture does is a text.
#[test]
fn texts_with_the_head_of_a_picture_are_read() {
    for head in ["GIF89a", "ID3", "RIFF", "BM", "OggS", "fLaC", "#!AMR", "FLV", "0000ftyp"] {
        let text = format!("{head},姓名,电话\n1,张某小,13800138000\n");
        assert_eq!(found(text.as_bytes()).len(), 1, "{head}");
        assert!(!is_media(text.as_bytes()), "{head}");
    }
    for head in [
        &b"GIF89a\x40\x01\xf0\0\xf7\0\0"[..],
        b"ID3\x03\0\0\0",
        b"RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0",
        b"\xff\xd8\xff\xe0",
        b"BM\x36\0\0\0\0\0\0\0",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\0\0\0\x18ftypmp42",
    ] {
        assert!(is_media(head), "{head:?}");
    }
}

/// Files that are packed by themselves, one in another too, and what a package says of itself.
#[test]
fn packed_files_are_unpacked() {
    let once = gzipped("姓名,电话\n张某小,13800138000\n".as_bytes());
    assert_eq!(found(&once).len(), 1);
    assert_eq!(look_into(&once).unread, None);
    assert_eq!(found(&gzipped(&once)).len(), 1);
    assert_eq!(look_into(&once[..once.len() - 12]).unread, Some(Unread::Document));
    let bomb = gzipped(&vec![b' '; 80 * 1024 * 1024]);
    assert_eq!(look_into(&bomb).unread, Some(Unread::Bomb));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.set_comment("13800138000").unwrap();
    let with_comment = zip.finish().unwrap().into_inner();
    assert_eq!(found(&with_comment), mobile(AttachmentPlace::Somewhere));
}

#[test]
fn what_cannot_be_read_is_said() {
    for (bytes, want) in [
        (&b"\xff\xd8\xff\xe0 picture"[..], Some(Unread::Media)),
        (b"\0\0\0\x18ftypmp42", Some(Unread::Media)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", Some(Unread::Document)),
        (b"Rar!\x1a\x07", Some(Unread::Document)),
        (b"PK\x03\x04 broken", Some(Unread::Document)),
        (b"%PDF-1.4\n1 0 obj<</Type/Page>>endobj", Some(Unread::Document)),
        (b"%PDF-1.4\ntrailer<</Encrypt 2 0 R>>", Some(Unread::Document)),
        ("普通文本".as_bytes(), None),
        (b"", None),
    ] {
        assert_eq!(look_into(bytes).unread, want, "{bytes:?}");
    }
    // Numbers lie open in old documents all the same.
    let old = [
        &b"\xd0\xcf\x11\xe0\0\x01"[..],
        &"13800138000".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        b"\0\0",
    ]
    .concat();
    assert_eq!(found(&old), mobile(AttachmentPlace::Somewhere));
}

/// Packages that grow a thousandfold, and packages in packages in packages, end in a word and not in a full memory.
#[test]
fn bombs_are_not_unpacked() {
    let zeros = vec![b' '; 80 * 1024 * 1024];
    let bomb = zipped(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(look_into(&bomb).unread, Some(Unread::Bomb));
    let mut nested = zipped(&[("a.txt", b"13800138000")]);
    for _ in 0..8 {
        nested = zipped(&[("a.zip", &nested)]);
    }
    let look = look_into(&nested);
    assert_eq!((look.unread, look.findings.len()), (Some(Unread::TooLarge), 0));
    let shared = format!("<si><t>{}</t></si>", " ".repeat(1024 * 1024));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(200);
    let same_text_often = sheet(&format!("<row>{cells}</row>"), &shared);
    assert_eq!(look_into(&same_text_often).unread, Some(Unread::Bomb));
    let pages = "<</Type/Page/Contents[2 0 R 2 0 R]>>endobj\n";
    let packed = deflated(&zeros);
    let mut pdf = format!(
        "%PDF-1.7\n1 0 obj{pages}2 0 obj<</Length {}/Filter/FlateDecode>>stream\n",
        packed.len()
    )
    .into_bytes();
    pdf.extend(packed);
    pdf.extend(b"\nendstream endobj");
    assert_eq!(look_into(&pdf).unread, Some(Unread::Bomb));
    // What may be unpacked of all files together is taken from them one after the other.
    let text = zipped(&[("a.txt", &vec![b' '; 1024 * 1024])]);
    let mut left = 3 * 1024 * 1024 / 2;
    assert_eq!(look_within(&text, &mut left).unread, None);
    assert_eq!(left, 512 * 1024);
    assert_eq!(look_within(&text, &mut left).unread, Some(Unread::Bomb));
}

/// What stands beside the pages, before the files of a package and twice in it.
#[test]
fn what_a_file_holds_besides_is_read_or_said() {
    let with = |object: &str, content: &[u8]| {
        let mut pdf = pdf(b"BT /F1 12 Tf (some text of a page) Tj ET", "/Subtype/Type1", "");
        let packed = deflated(content);
        pdf.extend(
            format!("\n{object}/Filter/FlateDecode/Length {}>>stream\n", packed.len()).bytes(),
        );
        pdf.extend(packed);
        pdf.extend(b"\nendstream endobj");
        pdf
    };
    let attached = word("<w:p><w:r><w:t>13800138000</w:t></w:r></w:p>");
    for pdf in [
        with("9 0 obj<</Type/EmbeddedFile", b"tel 13800138000"),
        with("9 0 obj<</Type/EmbeddedFile", &attached),
        with("9 0 obj<</Type/Metadata/Subtype/XML", b"<dc:title>13800138000</dc:title>"),
        with("8 0 obj<</XFA[(datasets) 9 0 R]>>endobj 9 0 obj<<", b"<tel>138</tel><a>00138000</a>"),
    ] {
        assert_eq!(found(&pdf).len(), 1);
    }
    let behind_text = ["说明。\n".repeat(1000).into_bytes(), attached.clone()].concat();
    assert_eq!(found(&behind_text).len(), 1);
    assert_eq!(found(&[&b"MZ\0\0"[..], &attached].concat()).len(), 1);
    assert_eq!(found(&zipped(&[("13800138000/a.txt", b"x")])).len(), 1);
    let mut twice = zipped(&[("a.txt", b"13800138000"), ("b.txt", b"x")]);
    for at in 0..twice.len() - 5 {
        if &twice[at..at + 5] == b"b.txt" {
            twice[at] = b'a';
        }
    }
    assert_eq!(look_into(&twice).unread, Some(Unread::Document));
    for packed in
        [&b"\x28\xb5\x2f\xfd\x20\x0b\x01"[..], b"\x04\x22\x4d\x18\x64\x01", b"\x1f\x9d\x90\x01"]
    {
        assert_eq!(look_into(packed).unread, Some(Unread::Document), "{packed:?}");
    }
    let named = flate2::GzBuilder::new().filename("13800138000.txt").comment("x");
    let named = named.write(Vec::new(), Compression::default()).finish().unwrap();
    assert_eq!(found(&named), mobile(AttachmentPlace::Name));
}

/// What is not packed costs memory too: a page may show one stream a million times, a mail decode one text twice.
#[test]
fn what_is_shown_often_is_not_copied_without_end() {
    let text = format!("BT ({}) Tj ET ", "a".repeat(1024 * 1024));
    let links = "2 0 R ".repeat(4000);
    let pdf = format!(
        "%PDF-1.7\n1 0 obj<</Type/Page/Contents[{links}]>>endobj\n2 0 obj<</Length {}>>stream\n{text}\nendstream endobj",
        text.len()
    );
    assert_eq!(look_into(pdf.as_bytes()).unread, Some(Unread::Bomb));
    let mail = format!("{}:{}", "base64".repeat(200), "A".repeat(4 * 1024 * 1024));
    let mut left = 8 * 1024 * 1024;
    assert_eq!(look_within(mail.as_bytes(), &mut left).unread, Some(Unread::Bomb));
}

/// Long tables are read to their end; of what has more parts than are read, that is said.
#[test]
fn what_lies_beyond_a_limit_is_read_or_said() {
    let mut table = "日期,姓名,困难类别\n".to_owned();
    table.push_str(&"2024-03-05,,\n".repeat(200_010));
    table.push_str("2024-03-06,张小明,孤儿\n");
    assert_eq!(found(table.as_bytes()).len(), 1);
    let mail = "base64:AAAA;\n".repeat(201);
    assert_eq!(look_into(mail.as_bytes()).unread, Some(Unread::TooLarge));
    let mut pages = "%PDF-1.4\n".to_owned();
    for number in 0..5001 {
        pages.push_str(&format!("{number} 0 obj<</Type/Page>>endobj\n"));
    }
    assert_eq!(look_into(pages.as_bytes()).unread, Some(Unread::TooLarge));
}

proptest! {
    /// No bytes bring a reader down, however they begin.
    #[test]
    fn any_bytes_are_looked_into(
        start in prop::sample::select(vec![&b""[..], b"%PDF-1.7\n1 0 obj<<", b"PK\x03\x04", b"{\\rtf1", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"a: base64\n\n"]),
        rest in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let _ = look_into(&[start, &rest].concat());
    }

    /// Documents with damage anywhere are read as far as possible.
    #[test]
    fn damaged_documents_are_looked_into(at in any::<prop::sample::Index>(), byte in any::<u8>(), kind in 0..3) {
        let mut bytes = match kind {
            0 => word("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>13800138000</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
            1 => sheet("<row r=\"1\"><c r=\"A1\"><v>13800138000</v></c></row>", "<si><t>a</t></si>"),
            _ => pdf(b"BT /F1 12 Tf (13800138000) Tj ET", "/Subtype/Type0/ToUnicode 4 0 R", "1 beginbfrange <0000> <FFFF> <0030> endbfrange"),
        };
        let place = at.index(bytes.len());
        bytes[place] = byte;
        let _ = look_into(&bytes);
    }
}
