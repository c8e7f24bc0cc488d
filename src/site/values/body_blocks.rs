//! Descriptions of the blocks of a printed text, which are not declared in the site.

use super::describe::{Field, Shape, TemplateStruct};
use super::kind::{Html, Kind, TemplateValue};
use crate::syntax::markdown::blocks::{Block, TableCell, TextRun};

macro_rules! describe {
    ($ty:ident as $name:literal, $doc:literal: $($field:ident: $kind:ty, $field_doc:literal;)*) => {
        impl TemplateStruct for $ty {
            const SHAPE: Shape = Shape {
                name: $name,
                doc: $doc,
                all_fields: &[$(Field::new(
                    stringify!($field),
                    <$kind as TemplateValue>::KIND,
                    $field_doc,
                )),*],
            };
        }

        impl TemplateValue for $ty {
            const KIND: Kind = Kind::Shape(<$ty as TemplateStruct>::shape);
        }
    };
}

describe! {
    Block as "Block", "A block of a printed text. What its kind does not have is empty.":
    is: str, "`heading`, `paragraph`, `item`, `table`, `picture`, `chart`, `code` or `rule`";
    level: usize, "Of a heading: 1 to 4";
    depth: usize, "How deep in lists or quotations it stands";
    marker: str, "Of an item: `1.` or `•`; empty where it goes on";
    runs: Vec<TextRun>, "Its text; of a chart or table its caption";
    head: Vec<TableCell>, "Of a table: its head";
    rows: Vec<Vec<TableCell>>, "Of a table: its rows";
    src: Html, "Of a picture its address, of a chart its SVG";
    file: str, "Of a picture: its file in the archive";
    alt: str, "Of a picture: what it shows";
}

describe! {
    TextRun as "Run", "A piece of printed text in one style.":
    text: str, "The text";
    strong: bool, "Whether it is emphasised";
    struck: bool, "Whether it is struck out";
    ends_line: bool, "Whether a line ends after it";
    note: Option<usize>, "The number of the reference behind it";
}

describe! {
    TableCell as "TableCell", "A cell of a table in a printed text.":
    runs: Vec<TextRun>, "What it says";
    align: str, "`left`, `center`, `right`";
}
