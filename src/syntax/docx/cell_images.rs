//! Pictures in the cells of a workbook, as WPS keeps them: a cell holds `DISPIMG("ID_…",1)`, and `xl/cellimages.xml` says
//! which picture has that id.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::WordPicture;
use super::package::WordPackage;
use crate::syntax::xml::{entity, local_attribute, local_name};

/// The part that lists the pictures.
const PART: &str = "xl/cellimages.xml";
/// The most remarks and shapes of a workbook that are named.
const MAX_TEXTS: usize = 500;
/// The most pictures of a workbook.
const MAX_PICTURES: usize = 2000;

/// What a workbook has besides its rows: the pictures in cells by their ids, how many others, remarks, texts of shapes.
#[derive(Debug, Default)]
pub(crate) struct CellImages {
    pub(crate) by_id: Vec<(String, WordPicture)>,
    /// Pictures that lie over cells rather than in one.
    pub(crate) others: usize,
    /// Remarks that hang on cells.
    pub(crate) comments: Vec<String>,
    /// The texts of boxes and shapes that lie over cells.
    pub(crate) shapes: Vec<String>,
}

/// The pictures in the cells of an `.xlsx`; none when they cannot be read.
pub(crate) fn cell_images(bytes: &[u8]) -> CellImages {
    let mut images = CellImages::default();
    let Ok(mut package) = WordPackage::open(bytes) else { return images };
    images.others = package.count_parts("xl/media/");
    images.comments = texts(&mut package, "xl/comments", "comment");
    images.comments.extend(texts(&mut package, "xl/threadedComments/", "threadedComment"));
    images.shapes = texts(&mut package, "xl/drawings/drawing", "txBody");
    let Ok(Some(xml)) = package.text(PART) else { return images };
    let Ok(links) = package.links_of(PART) else { return images };
    let mut id = None;
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => match local_name(tag.name().as_ref()) {
                "cNvPr" => id = local_attribute(&tag, "name"),
                "blip" => {
                    let part = local_attribute(&tag, "embed").and_then(|link| links.get(&link));
                    if let (Some(id), Some(name)) = (id.take(), part)
                        && images.by_id.len() < MAX_PICTURES
                    {
                        let bytes = package.picture(name);
                        images.by_id.push((id, WordPicture { name: name.clone(), bytes }));
                    }
                }
                _ => {}
            },
            Ok(Event::DocType(_) | Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    images.others = images.others.saturating_sub(images.by_id.len());
    images
}

/// The texts of an element in the parts whose names begin with `prefix`. Damaged parts are skipped.
fn texts(package: &mut WordPackage<'_>, prefix: &str, element: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for name in package.parts_named(prefix) {
        let Ok(Some(xml)) = package.text(&name) else { continue };
        let mut reader = Reader::from_str(&xml);
        let (mut text, mut depth, mut in_text) = (String::new(), 0usize, false);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => match local_name(tag.name().as_ref()) {
                    name if name == element => depth += 1,
                    "t" | "text" => in_text = 0 < depth,
                    _ => {}
                },
                Ok(Event::End(tag)) => match local_name(tag.name().as_ref()) {
                    name if name == element => {
                        depth = depth.saturating_sub(1);
                        let found = std::mem::take(&mut text);
                        if !found.trim().is_empty() && texts.len() < MAX_TEXTS {
                            texts.push(found.trim().to_owned());
                        }
                    }
                    "t" | "text" => in_text = false,
                    _ => {}
                },
                Ok(Event::Text(part)) if in_text => text.push_str(&part),
                Ok(Event::GeneralRef(name)) if in_text => text.push(entity(&name)),
                Ok(Event::DocType(_) | Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }
    texts
}

/// The id of the picture that a cell shows: `ID_1` of `=_xlfn.DISPIMG("ID_1",1)`.
pub(crate) fn image_id(cell: &str) -> Option<&str> {
    let (before, rest) = cell.split_once("DISPIMG(\"")?;
    let is_formula = before.is_empty() || matches!(before, "=" | "=_xlfn." | "_xlfn.");
    let (id, _) = rest.split_once('"')?;
    is_formula.then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::docx::tests::docx;

    #[test]
    fn pictures_in_cells_are_found_by_their_ids() {
        let parts = [
            (
                PART,
                "<etc:cellImages><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"1\" name=\"ID_7\"/></xdr:nvPicPr>\
                 <xdr:blipFill><a:blip r:embed=\"rId1\"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>",
            ),
            (
                "xl/_rels/cellimages.xml.rels",
                "<Relationships><Relationship Id=\"rId1\" Target=\"media/image1.png\"/></Relationships>",
            ),
            ("xl/media/image1.png", "one"),
            ("xl/media/image2.png", "two"),
            (
                "xl/comments1.xml",
                "<comments><commentList><comment ref=\"A1\"><text><r><t>核对</t></r><r><t>&lt;人数</t></r></text></comment></commentList></comments>",
            ),
            (
                "xl/drawings/drawing1.xml",
                "<wsDr><sp><txBody><p><r><t>填表说明</t></r></p></txBody></sp><sp><txBody/></sp></wsDr>",
            ),
        ];
        let images = cell_images(&docx("", &parts));
        assert_eq!(
            (images.comments.as_slice(), images.shapes.as_slice()),
            (&["核对<人数".to_owned()][..], &["填表说明".to_owned()][..])
        );
        let [(id, picture)] = &images.by_id[..] else { panic!("{images:?}") };
        assert_eq!((id.as_str(), picture.bytes.as_deref()), ("ID_7", Some(&b"one"[..])));
        assert_eq!(images.others, 1);
        assert!(cell_images(b"PK").by_id.is_empty());
        for (cell, id) in [
            ("=_xlfn.DISPIMG(\"ID_7\",1)", Some("ID_7")),
            ("=DISPIMG(\"ID_7\",1)", Some("ID_7")),
            ("参见DISPIMG(\"ID_7\",1)", None),
            ("DISPIMG(", None),
        ] {
            assert_eq!(image_id(cell), id, "{cell}");
        }
    }
}
