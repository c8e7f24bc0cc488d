//! The parts of a document: its text, styles, properties, and how they belong together.

use super::escaped;
use crate::forms::blank::BlankForm;
use crate::forms::mark::{DEFINED_NAME, PROPERTY};
use crate::forms::package::Part;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CUSTOM_PROPERTIES: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
/// The identifier of all custom properties.
const CUSTOM: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// A stretch of text.
pub(super) fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

/// A paragraph of a style.
pub(super) fn paragraph(text: &str, style: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(text))
}

/// The title of the form.
pub(super) fn title(text: &str) -> String {
    paragraph(text, "Title")
}

/// A place without text whose name says that the form is ours.
pub(super) fn bookmark() -> String {
    format!("<w:bookmarkStart w:id=\"0\" w:name=\"_{DEFINED_NAME}\"/><w:bookmarkEnd w:id=\"0\"/>")
}

/// The lines to sign on, which stay on one page with what is before them.
pub(super) fn signatures(lines: &[String], day: &str) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut runs = String::new();
    for (number, line) in lines.iter().enumerate() {
        if 0 < number {
            runs.push_str("<w:r><w:tab/></w:r>");
        }
        runs.push_str(&run(line));
    }
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Signature\"/><w:keepNext/></w:pPr>{runs}</w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"Signature\"/><w:jc w:val=\"right\"/></w:pPr>{}</w:p>",
        run(day)
    )
}

/// All parts of a document with this text.
pub(super) fn package(form: &BlankForm, body: &str, is_sideways: bool) -> Vec<Part> {
    vec![
        Part::new("[Content_Types].xml", content_types()),
        Part::new("_rels/.rels", relations()),
        Part::new("word/document.xml", document(body, is_sideways)),
        Part::new("word/_rels/document.xml.rels", document_relations()),
        Part::new("word/styles.xml", styles()),
        Part::new("word/settings.xml", settings()),
        Part::new("word/footer1.xml", footer(&form.footer)),
        Part::new("docProps/core.xml", core(&form.title)),
        Part::new("docProps/custom.xml", custom(form)),
    ]
}

fn document(body: &str, is_sideways: bool) -> String {
    let page = match is_sideways {
        true => "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>",
        false => "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
    };
    format!(
        "{DECLARATION}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\"><w:body>{body}\
         <w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>{page}\
         <w:pgMar w:top=\"1134\" w:right=\"1417\" w:bottom=\"1134\" w:left=\"1417\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    )
}

fn footer(text: &str) -> String {
    format!("{DECLARATION}<w:ftr xmlns:w=\"{WORD}\">{}</w:ftr>", paragraph(text, "Footer"))
}

fn content_types() -> String {
    const OFFICE: &str = "application/vnd.openxmlformats-officedocument";
    let mut overrides = String::new();
    for (part, kind) in [
        ("word/document.xml", format!("{OFFICE}.wordprocessingml.document.main+xml")),
        ("word/styles.xml", format!("{OFFICE}.wordprocessingml.styles+xml")),
        ("word/settings.xml", format!("{OFFICE}.wordprocessingml.settings+xml")),
        ("word/footer1.xml", format!("{OFFICE}.wordprocessingml.footer+xml")),
        (
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
        ("docProps/custom.xml", format!("{OFFICE}.custom-properties+xml")),
    ] {
        overrides.push_str(&format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>"));
    }
    format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>"
    )
}

/// A list of relationships: identifier, kind, target.
fn relationship_list(each: &[(&str, &str, &str)]) -> String {
    let mut out = format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (id, kind, target) in each {
        out.push_str(&format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>"));
    }
    out.push_str("</Relationships>");
    out
}

fn relations() -> String {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relationship_list(&[
        ("rId1", &format!("{RELATIONS}/officeDocument"), "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
        ("rId3", &format!("{RELATIONS}/custom-properties"), "docProps/custom.xml"),
    ])
}

fn document_relations() -> String {
    relationship_list(&[
        ("rId1", &format!("{RELATIONS}/styles"), "styles.xml"),
        ("rId2", &format!("{RELATIONS}/settings"), "settings.xml"),
        ("rId3", &format!("{RELATIONS}/footer"), "footer1.xml"),
    ])
}

fn core(title: &str) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>guidang</dc:creator></cp:coreProperties>",
        escaped(title)
    )
}

/// The mark of our own forms, if it is one.
fn custom(form: &BlankForm) -> String {
    let Some(mark) = &form.mark else {
        return format!("{DECLARATION}<Properties xmlns=\"{CUSTOM_PROPERTIES}\"/>");
    };
    format!(
        "{DECLARATION}<Properties xmlns=\"{CUSTOM_PROPERTIES}\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">\
         <property fmtid=\"{CUSTOM}\" pid=\"2\" name=\"{PROPERTY}\"><vt:lpwstr>{}</vt:lpwstr></property></Properties>",
        escaped(&mark.to_string())
    )
}

fn settings() -> String {
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{WORD}\"><w:defaultTabStop w:val=\"420\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// A style of paragraphs: its identifier, its name, the properties of its paragraphs and of its text.
fn style(id: &str, name: &str, paragraph: &str, text: &str) -> String {
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
         <w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )
}

fn styles() -> String {
    let fonts = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"仿宋\" w:cs=\"Times New Roman\"/>";
    let heavy = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\"/><w:b/>";
    let own = [
        style(
            "Title",
            "Title",
            "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"160\"/><w:jc w:val=\"center\"/>",
            &format!("{heavy}<w:sz w:val=\"40\"/><w:szCs w:val=\"40\"/>"),
        ),
        style("Heading2", "heading 2", "<w:keepNext/><w:outlineLvl w:val=\"1\"/>", "<w:b/>"),
        style("About", "About", "<w:keepNext/><w:spacing w:after=\"80\"/>", ""),
        style("Label", "Label", "<w:jc w:val=\"center\"/>", ""),
        style(
            "Signature",
            "Signature",
            "<w:tabs><w:tab w:val=\"left\" w:pos=\"4800\"/></w:tabs><w:spacing w:before=\"240\"/>",
            "",
        ),
        style(
            "Footer",
            "footer",
            "<w:jc w:val=\"center\"/>",
            "<w:color w:val=\"595959\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
        ),
    ];
    let mut lines = String::new();
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        lines.push_str(&format!(
            "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
        ));
    }
    format!(
        "{DECLARATION}<w:styles xmlns:w=\"{WORD}\"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>\
         <w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{}\
         <w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders>\
         <w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
        own.concat()
    )
}
