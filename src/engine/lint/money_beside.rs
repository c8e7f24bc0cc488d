//! Amounts of money beside a number of people that is too small to be published: where all get the same, the amount
//! tells how many there are.

use crate::diagnostics::{Diagnostic, Oddity, Problem};
use crate::model::{
    Archive, Cell, Datum, Day, Detail, Exact, Figure, Indicator, Ledger, MeasureIx, Record,
};

/// An indicator, and the measures that it reads.
struct Read<'a> {
    indicator: &'a Indicator,
    measures: Vec<MeasureIx>,
}

/// Reports the first such amount of each record that is published on a day.
pub(super) fn money_beside(archive: &Archive, as_of: Day) -> Vec<Diagnostic> {
    let (mut counts, mut amounts) = (Vec::new(), Vec::new());
    for indicator in &archive.indicators {
        let measures = indicator.measures();
        if indicator.sensitive {
            counts.push(Read { indicator, measures });
        } else if is_money(&indicator.unit) {
            amounts.push(Read { indicator, measures });
        }
    }
    let mut diagnostics = Vec::new();
    if counts.is_empty() || amounts.is_empty() {
        return diagnostics;
    }
    let small = Exact::whole(archive.site.small_cell.into());
    for record in &archive.records {
        if !record.is_published(as_of) {
            continue;
        }
        if let Some((amount, count)) = beside(record, &amounts, &counts, &small) {
            let (amount, count) = (amount.name.clone(), count.name.clone());
            let problem = Problem::Odd(Oddity::MoneyBeside { amount, count });
            diagnostics.push(Diagnostic::new(&record.file, record.at, problem));
        }
    }
    diagnostics
}

/// Whether figures with a unit are amounts of money.
fn is_money(unit: &str) -> bool {
    unit.ends_with('元') && !unit.ends_with("单元") || unit.to_lowercase().ends_with("yuan")
}

/// An amount and a small count in one record, or in one row of its table.
fn beside<'a>(
    record: &Record,
    amounts: &[Read<'a>],
    counts: &[Read<'a>],
    small: &Exact,
) -> Option<(&'a Indicator, &'a Indicator)> {
    if let Detail::Ledger(ledger) = &record.detail {
        return (0..ledger.days.len())
            .find_map(|row| pair(amounts, counts, small, &|measure| cell(ledger, row, measure)));
    }
    pair(amounts, counts, small, &|measure| match record.datum(measure) {
        Some(Datum::Number(figure)) => Some(*figure),
        _ => None,
    })
}

/// The figure of a measure in a row.
fn cell(ledger: &Ledger, row: usize, measure: MeasureIx) -> Option<Figure> {
    match ledger.row(row).get(ledger.column_of(measure)?)? {
        Cell::Number(figure) => Some(*figure),
        _ => None,
    }
}

/// The first amount that is paid and the first count that is withheld; `figure` gives the figure of a measure.
fn pair<'a>(
    amounts: &[Read<'a>],
    counts: &[Read<'a>],
    small: &Exact,
    figure: &dyn Fn(MeasureIx) -> Option<Figure>,
) -> Option<(&'a Indicator, &'a Indicator)> {
    let is_withheld = |measure: &MeasureIx| {
        let count = figure(*measure).map(Figure::exact);
        count.is_some_and(|count| Exact::whole(0) < count && count < *small)
    };
    let is_paid = |measure: &MeasureIx| figure(*measure).is_some_and(|figure| !figure.is_zero());
    let count = counts.iter().find(|count| count.measures.iter().any(is_withheld))?;
    let amount = amounts.iter().find(|amount| amount.measures.iter().any(is_paid))?;
    Some((amount.indicator, count.indicator))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MemorySource;

    fn reported(data: &str) -> Vec<String> {
        let record =
            format!("---\n标题: 发放\n日期: 2024-03-15\n类型: 资助\n{data}---\n\n已发放。\n");
        let files = MemorySource::from_iter([
            ("content/site.yaml", "标题: 档案\n"),
            (
                "content/indicators.yaml",
                "指标:\n  - 名称: 受助学生\n    单位: 人\n    方向: 不低于\n    汇总: 合计\n    敏感: 是\n  - 名称: 资助金额\n    单位: 元\n    方向: 不低于\n    汇总: 合计\n  - 名称: 课时\n    单位: 单元\n    方向: 不低于\n    汇总: 合计\n",
            ),
            ("content/schools/a/school.yaml", "名称: 云岭A小学\n学段: 小学\n"),
            ("content/schools/a/visits/2024-03-15.md", record.as_str()),
            (
                "content/schools/a/ledgers/b.md",
                "---\n标题: 台账\n表: b.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 受助学生, 作为: 数据}\n  - {名称: 资助金额, 作为: 数据}\n---\n",
            ),
            (
                "content/schools/a/ledgers/b.csv",
                "日期,受助学生,资助金额\n2024-03-01,30,18750\n2024-04-01,2,0\n",
            ),
        ]);
        let archive = crate::parse::archive(&files).unwrap().archive;
        let as_of = archive.latest_day().unwrap();
        money_beside(&archive, as_of).iter().map(|found| found.file.to_string()).collect()
    }

    #[test]
    fn money_tells_how_few_there_are() {
        let visit = "content/schools/a/visits/2024-03-15.md";
        assert_eq!(reported("数据:\n  受助学生: 1\n  资助金额: 625\n"), [visit]);
        for data in [
            "数据:\n  受助学生: 30\n  资助金额: 18750\n",
            "数据:\n  受助学生: 0\n  资助金额: 0\n",
            "数据:\n  受助学生: 3\n  课时: 2\n",
            "草稿: 是\n数据:\n  受助学生: 1\n  资助金额: 625\n",
            "数据:\n  资助金额: 625\n",
        ] {
            assert_eq!(reported(data), [""; 0], "{data}");
        }
    }
}
