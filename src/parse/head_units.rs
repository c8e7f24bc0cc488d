//! Units in the head of a table's column, or in a line above the head, that are other than the indicator's
//! (docs/content-model.md §2).

use csv::StringRecord;

use super::indicators::Indicators;
use super::table_header::{Header, TablePlaces, line_of};
use crate::diagnostics::{Misreading, Problem, SpannedProblem};
use crate::model::ColumnRole;
use crate::syntax::csv::header_text;
use crate::syntax::text::fold_width;

/// Units that are certainly units, and no remarks, where they stand alone in brackets.
const UNITS: [&str; 46] = [
    "元",
    "角",
    "人",
    "人次",
    "名",
    "位",
    "次",
    "节",
    "节次",
    "课时",
    "学时",
    "小时",
    "分钟",
    "天",
    "场",
    "场次",
    "堂",
    "篇",
    "册",
    "本",
    "套",
    "台",
    "件",
    "所",
    "户",
    "项",
    "%",
    "‰",
    "平方米",
    "公里",
    "千克",
    "公斤",
    "斤",
    "吨",
    "亩",
    "份",
    "张",
    "个",
    "yuan",
    "cny",
    "rmb",
    "hours",
    "lessons",
    "periods",
    "people",
    "persons",
];
/// What stands before a unit for a multiple of it, and how many.
const MULTIPLES: [(&str, u64); 12] = [
    ("百万", 1_000_000),
    ("千万", 10_000_000),
    ("十万", 100_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
    ("亿", 100_000_000),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("10,000", 10_000),
    ("10000", 10_000),
    ("10k", 10_000),
];
/// Units of one quantity: a line above the head that names one of a group speaks of columns in another of it.
const GROUPS: [&[&str]; 5] = [
    &["课时", "节", "节次", "学时", "小时", "分钟", "堂", "hours", "lessons", "periods"],
    &["元", "角", "yuan", "cny", "rmb"],
    &["%", "‰"],
    &["人", "人次", "名", "位", "people", "persons"],
    &["千克", "公斤", "斤", "吨"],
];

/// A unit as written, and what it is a multiple of.
#[derive(Clone)]
struct WrittenUnit {
    text: String,
    /// The unit without the multiple; empty for a bare `万`.
    base: String,
    factor: u64,
}

/// A line above the head that names units.
struct UnitLine {
    row: usize,
    cell: usize,
    units: Vec<WrittenUnit>,
}

/// Reports columns of figures whose head, or a line above the head, names another unit than the indicators that read
/// them. Brackets around anything else are remarks.
pub(super) fn report_units(
    indicators: &Indicators,
    (above, head_row): (&[StringRecord], &StringRecord),
    header: &Header,
    places: TablePlaces,
    problems: &mut Vec<SpannedProblem>,
) {
    let line = unit_line(above, indicators);
    let measured = header.columns.iter().zip(&header.positions).filter_map(|(column, position)| {
        let uses = indicators.uses(column.measure.filter(|_| column.role == ColumnRole::Data)?);
        (uses.number && !uses.units.is_empty()).then_some((column, *position, &uses.units))
    });
    let measured: Vec<_> = measured.collect();
    let is_only = measured.len() == 1;
    let mut line_is_reported = false;
    for (column, position, own) in measured {
        let head = head_row.get(position).unwrap_or_default();
        let of_head = unit_of_head(head, indicators);
        let is_of_line = of_head.is_none();
        let (found, (row, cell)) = match of_head {
            Some(unit) => (unit, (head_row, position)),
            None => {
                let Some(line) = line.as_ref().filter(|_| !line_is_reported) else { continue };
                let Some(unit) = unit_for(line, own, is_only) else { continue };
                let Some(row) = above.get(line.row) else { continue };
                (unit.clone(), (row, line.cell))
            }
        };
        if is_own(&found, own) {
            continue;
        }
        line_is_reported |= is_of_line;
        let unit = own.first().cloned().unwrap_or_default();
        let is_multiple = found.base.is_empty() || own.iter().any(|own| folded(own) == found.base);
        let factor = (1 < found.factor && is_multiple).then_some(found.factor);
        let misreading =
            Misreading::HeadUnit { column: column.name.clone(), found: found.text, unit, factor };
        let mut span = places.span_of(row, cell, row.get(cell).unwrap_or_default().trim());
        span.start.line = line_of(row).unwrap_or(1);
        problems.push((span, Problem::Misread(misreading)));
    }
}

/// A unit in the form in which units are compared.
fn folded(unit: &str) -> String {
    fold_width(&header_text(unit)).to_lowercase()
}

fn is_own(found: &WrittenUnit, own: &[String]) -> bool {
    own.iter().any(|own| folded(own) == folded(&found.text))
}

/// The unit that a text is; `None` for a remark.
fn unit(text: &str, indicators: &Indicators) -> Option<WrittenUnit> {
    let text = header_text(text);
    let plain = folded(&text);
    let is_unit = |plain: &str| {
        UNITS.contains(&plain)
            || indicators.list.iter().any(|indicator| folded(&indicator.unit) == plain)
    };
    // Multiples first: 万元 is one of 元, though it may be the unit of another indicator.
    for (word, factor) in MULTIPLES {
        let Some(base) = plain.strip_prefix(word) else { continue };
        if base.is_empty() && !matches!(word, "百" | "10,000" | "10000") || is_unit(base) {
            return Some(WrittenUnit { text, base: base.to_owned(), factor });
        }
    }
    is_unit(&plain).then_some(WrittenUnit { text, base: plain, factor: 1 })
}

/// The unit at the end of a head: in brackets, or behind 单位：.
fn unit_of_head(head: &str, indicators: &Indicators) -> Option<WrittenUnit> {
    let head = header_text(head);
    let inside = match head.strip_suffix(['）', ')']) {
        Some(rest) => Some(rest.rsplit_once(['（', '('])?.1),
        None => None,
    };
    let named = inside.unwrap_or(&head);
    match split_at_unit_word(named) {
        Some((_, text)) => unit(text, indicators),
        None => unit(inside?, indicators),
    }
}

/// What stands before the last 单位： of a text, and behind it.
pub(super) fn split_at_unit_word(text: &str) -> Option<(&str, &str)> {
    for word in ["单位：", "单位:", "Unit:", "unit:", "Unit：", "unit："] {
        if let Some((before, rest)) = text.rsplit_once(word) {
            return Some((before, rest.trim()));
        }
    }
    None
}

/// The last line above the head that says in which units the table is.
fn unit_line(above: &[StringRecord], indicators: &Indicators) -> Option<UnitLine> {
    for (row, cells) in above.iter().enumerate().rev() {
        for (cell, text) in cells.iter().enumerate() {
            let Some((_, text)) = split_at_unit_word(text) else { continue };
            let text = text.trim_end_matches(['）', ')', '】', '。']);
            let mut units = Vec::new();
            for part in text.split(['、', '，', ',', '；', ';', '/', '／', ' ', '\u{3000}']) {
                units.extend(unit(part, indicators));
            }
            if !units.is_empty() {
                return Some(UnitLine { row, cell, units });
            }
        }
    }
    None
}

/// The unit of a line above the head that speaks of a column in these units: the column's own, a multiple of that, or
/// another unit of the same quantity. Of a table with one column of figures it speaks in any case.
fn unit_for<'l>(line: &'l UnitLine, own: &[String], is_only: bool) -> Option<&'l WrittenUnit> {
    let own: Vec<String> = own.iter().map(|own| folded(own)).collect();
    if let Some(unit) = line.units.iter().find(|unit| own.contains(&folded(&unit.text))) {
        return Some(unit);
    }
    let is_near = |unit: &&WrittenUnit| {
        unit.base.is_empty()
            || own.iter().any(|own| {
                let own = unit_base(own);
                own == unit.base
                    || GROUPS.iter().any(|group| {
                        group.contains(&own.as_str()) && group.contains(&unit.base.as_str())
                    })
            })
    };
    let near = line.units.iter().find(is_near);
    near.or_else(|| line.units.first().filter(|_| is_only && line.units.len() == 1))
}

/// A folded unit without the multiple before it.
fn unit_base(own: &str) -> String {
    let stripped = MULTIPLES.iter().find_map(|(word, _)| own.strip_prefix(word));
    stripped.filter(|base| UNITS.contains(base)).unwrap_or(own).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::{Misreading, Problem};
    use crate::source::MemorySource;

    /// The columns whose unit is reported, of a ledger with 甲 in 元 and 乙 in 万元.
    fn reported(csv: &str) -> Vec<String> {
        let files = MemorySource::from_iter([
            ("content/site.yaml", "标题: 档案\n"),
            (
                "content/indicators.yaml",
                "指标:\n  - {名称: 甲, 单位: 元, 方向: 不低于, 汇总: 合计}\n  - {名称: 乙, 单位: 万元, 方向: 不低于, 汇总: 合计}\n",
            ),
            ("content/schools/a/school.yaml", "名称: 云岭A小学\n学段: 小学\n"),
            (
                "content/schools/a/ledgers/b.md",
                "---\n标题: 台账\n表: b.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 甲, 作为: 数据}\n  - {名称: 乙, 作为: 数据}\n---\n",
            ),
            ("content/schools/a/ledgers/b.csv", csv),
        ]);
        let mut columns = Vec::new();
        for found in crate::parse::archive(&files).unwrap().diagnostics {
            if let Problem::Misread(Misreading::HeadUnit { column, .. }) = found.problem {
                columns.push(column);
            }
        }
        columns
    }

    #[test]
    fn a_line_above_the_head_speaks_of_every_column() {
        assert_eq!(reported("单位：元,,\n日期,甲,乙\n2024-04-01,2,1.5\n"), ["乙"]);
        assert_eq!(reported("单位：万元,,\n日期,甲,乙\n2024-04-01,2,1.5\n"), ["甲"]);
        assert_eq!(reported("单位：元、万元,,\n日期,甲,乙\n2024-04-01,2,1.5\n"), [""; 0]);
        // Its unit is reported once.
        assert_eq!(reported("单位：角,,\n日期,甲,乙\n2024-04-01,2,1.5\n"), ["甲"]);
    }
}
