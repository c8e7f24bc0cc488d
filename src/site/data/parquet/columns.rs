//! Writes the lines of one table as the bytes of a Parquet file, column by column.

use std::borrow::Cow;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::model::Day;

/// The number of lines in a row group.
const GROUP: usize = 131_072;
/// The most digits of a decimal of 128 bits.
const DIGITS: i32 = 38;

/// A column of a table of `R`.
pub(super) struct Column<'a, R> {
    pub(super) name: &'static str,
    pub(super) kind: ColumnKind,
    /// Reads the cell of a line; `None` stands for an empty cell.
    pub(super) cell: Box<ReadCell<'a, R>>,
}

type ReadCell<'a, R> = dyn Fn(&R) -> Option<Cell<'a>> + 'a;

/// The type of the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Text,
    Day,
    /// With so many decimal places.
    Decimal(u32),
    Whole,
    Flag,
}

/// A cell that is not empty.
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    Day(Day),
    /// In units of the last decimal place.
    Decimal(i128),
    Whole(i32),
    Flag(bool),
}

/// The bytes of the file. The same lines give the same bytes.
pub(super) fn file<R>(table: &str, columns: &[Column<'_, R>], rows: &[R]) -> Vec<u8> {
    written(table, columns, rows).expect("a Vec takes every byte, and every cell is of its column")
}

fn written<R>(table: &str, columns: &[Column<'_, R>], rows: &[R]) -> Result<Vec<u8>, ParquetError> {
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder(table).with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_created_by(concat!("guidang ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::SNAPPY)
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    for rows in rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for column in columns {
            let Some(mut writer) = group.next_column()? else { continue };
            let mut cells = Vec::with_capacity(rows.len());
            let mut levels = Vec::with_capacity(rows.len());
            for row in rows {
                let cell = (column.cell)(row);
                levels.push(i16::from(cell.is_some()));
                cells.extend(cell);
            }
            write(writer.untyped(), cells, &levels)?;
            writer.close()?;
        }
        group.close()?;
    }
    file.into_inner()
}

fn field<R>(column: &Column<'_, R>) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column.kind {
        ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Day => (Physical::INT32, Some(LogicalType::Date)),
        ColumnKind::Decimal(places) => {
            (Physical::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::decimal(places as i32, DIGITS)))
        }
        ColumnKind::Whole => (Physical::INT32, None),
        ColumnKind::Flag => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    let field = match column.kind {
        ColumnKind::Decimal(places) => {
            field.with_length(16).with_precision(DIGITS).with_scale(places as i32)
        }
        _ => field,
    };
    field.build().map(Arc::new)
}

/// Writes the cells that are not empty. `levels` has a 1 for each of them, and a 0 for each empty one.
fn write(
    writer: &mut ColumnWriter<'_>,
    cells: Vec<Cell<'_>>,
    levels: &[i16],
) -> Result<(), ParquetError> {
    match writer {
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let mut texts = Vec::with_capacity(cells.len());
            for cell in cells {
                if let Cell::Text(text) = cell {
                    texts.push(ByteArray::from(text.into_owned().into_bytes()));
                }
            }
            writer.write_batch(&texts, Some(levels), None)?;
        }
        ColumnWriter::Int32ColumnWriter(writer) => {
            let mut numbers = Vec::with_capacity(cells.len());
            for cell in cells {
                match cell {
                    Cell::Day(day) => numbers.push(days_since_1970(day)),
                    Cell::Whole(number) => numbers.push(number),
                    Cell::Text(_) | Cell::Decimal(_) | Cell::Flag(_) => {}
                }
            }
            writer.write_batch(&numbers, Some(levels), None)?;
        }
        ColumnWriter::FixedLenByteArrayColumnWriter(writer) => {
            let mut decimals = Vec::with_capacity(cells.len());
            for cell in cells {
                if let Cell::Decimal(units) = cell {
                    decimals.push(FixedLenByteArray::from(units.to_be_bytes().to_vec()));
                }
            }
            writer.write_batch(&decimals, Some(levels), None)?;
        }
        ColumnWriter::BoolColumnWriter(writer) => {
            let mut flags = Vec::with_capacity(cells.len());
            for cell in cells {
                if let Cell::Flag(flag) = cell {
                    flags.push(flag);
                }
            }
            writer.write_batch(&flags, Some(levels), None)?;
        }
        _ => return Err(ParquetError::General("no column is of this kind".to_owned())),
    }
    Ok(())
}

fn days_since_1970(day: Day) -> i32 {
    Day::new(1970, 1, 1).map_or(0, |epoch| day.days_since(epoch) as i32)
}
