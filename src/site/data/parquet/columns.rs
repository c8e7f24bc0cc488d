//! Lines of one kind → the bytes of one Parquet file, column by column.

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

/// Lines that are encoded at a time.
const GROUP: usize = 131_072;
/// The most digits that a decimal of 128 bits can have.
const DIGITS: i32 = 38;

/// A column of a table of `R`.
pub(super) struct Column<'a, R> {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// What a line says there; none: it says nothing.
    pub(super) cell: Box<Say<'a, R>>,
}

type Say<'a, R> = dyn Fn(&R) -> Option<Cell<'a>> + 'a;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Day,
    /// With so many decimals.
    Decimal(u32),
    Whole,
    Flag,
}

/// What a line says in a column.
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    Day(Day),
    /// In units of the last decimal.
    Decimal(i128),
    Whole(i32),
    Flag(bool),
}

/// The file. The same lines give the same bytes.
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
            let cells: Vec<Option<Cell<'_>>> = rows.iter().map(|it| (column.cell)(it)).collect();
            let levels: Vec<i16> = cells.iter().map(|it| i16::from(it.is_some())).collect();
            write(writer.untyped(), cells.into_iter().flatten(), &levels)?;
            writer.close()?;
        }
        group.close()?;
    }
    file.into_inner()
}

fn field<R>(column: &Column<'_, R>) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Decimal(places) => {
            (Physical::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::decimal(places as i32, DIGITS)))
        }
        Kind::Whole => (Physical::INT32, None),
        Kind::Flag => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    let field = match column.kind {
        Kind::Decimal(places) => {
            field.with_length(16).with_precision(DIGITS).with_scale(places as i32)
        }
        _ => field,
    };
    field.build().map(Arc::new)
}

/// Writes those cells that say something; `levels` tells where they stand.
fn write<'a>(
    writer: &mut ColumnWriter<'_>,
    cells: impl Iterator<Item = Cell<'a>>,
    levels: &[i16],
) -> Result<(), ParquetError> {
    match writer {
        ColumnWriter::ByteArrayColumnWriter(it) => {
            let texts = cells.filter_map(|it| match it {
                Cell::Text(text) => Some(ByteArray::from(text.into_owned().into_bytes())),
                _ => None,
            });
            it.write_batch(&texts.collect::<Vec<_>>(), Some(levels), None)?;
        }
        ColumnWriter::Int32ColumnWriter(it) => {
            let numbers = cells.filter_map(|it| match it {
                Cell::Day(day) => Some(since_1970(day)),
                Cell::Whole(number) => Some(number),
                _ => None,
            });
            it.write_batch(&numbers.collect::<Vec<_>>(), Some(levels), None)?;
        }
        ColumnWriter::FixedLenByteArrayColumnWriter(it) => {
            let decimals = cells.filter_map(|it| match it {
                Cell::Decimal(it) => Some(FixedLenByteArray::from(it.to_be_bytes().to_vec())),
                _ => None,
            });
            it.write_batch(&decimals.collect::<Vec<_>>(), Some(levels), None)?;
        }
        ColumnWriter::BoolColumnWriter(it) => {
            let flags = cells.filter_map(|it| match it {
                Cell::Flag(flag) => Some(flag),
                _ => None,
            });
            it.write_batch(&flags.collect::<Vec<_>>(), Some(levels), None)?;
        }
        _ => return Err(ParquetError::General("no column is of this kind".to_owned())),
    }
    Ok(())
}

fn since_1970(day: Day) -> i32 {
    Day::new(1970, 1, 1).map_or(0, |it| day.days_since(it) as i32)
}
