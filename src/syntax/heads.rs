//! Heads of tables over several rows: a group such as 资助人数 above its parts 男 and 女.
//!
//! Whether cells are merged is not asked: WPS drops merges on saving. A group is known by the empty cells beside it.

use std::collections::BTreeSet;

/// The most rows of a head.
pub(crate) const MAX_ROWS: usize = 3;
/// The most columns of a table with a head of several rows.
const MAX_COLUMNS: usize = 512;
/// The most characters of the name of a column.
const MAX_NAME: usize = 30;

/// The head of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnHead {
    /// How many rows it takes.
    pub(crate) rows: usize,
    /// The name of each column; a part has that of its group before it: `资助人数 男`.
    pub(crate) names: Vec<String>,
}

/// The head that begins with the first of some rows.
pub(crate) fn head<R: AsRef<[C]>, C: AsRef<str>>(rows: &[R]) -> ColumnHead {
    let mut head = ColumnHead { rows: 0, names: Vec::new() };
    let mut lowest: Vec<String> = Vec::new();
    for row in rows.iter().take(MAX_ROWS) {
        let mut cells: Vec<&str> = Vec::new();
        for cell in row.as_ref() {
            cells.push(cell.as_ref().trim());
        }
        if head.rows == 0 {
            head.names = column_names(&cells);
            lowest.clone_from(&head.names);
            head.rows = 1;
            continue;
        }
        let Some(parts) = parts(&lowest, &cells) else { break };
        let groups = head.names.clone();
        for (column, group) in parts {
            let Some(part) = cells.get(column) else { continue };
            while head.names.len() <= column {
                head.names.push(String::new());
                lowest.push(String::new());
            }
            let above = groups.get(group).map_or("", String::as_str);
            head.names[column] = format!("{above} {}", column_name(part));
            lowest[column] = column_name(part);
        }
        head.rows += 1;
    }
    head
}

fn column_names(cells: &[&str]) -> Vec<String> {
    let mut names = Vec::with_capacity(cells.len());
    for cell in cells {
        names.push(column_name(cell));
    }
    names
}

/// The name of a column without the white space that forms put between its signs; that between Latin words stays.
fn column_name(cell: &str) -> String {
    let mut name = String::with_capacity(cell.len());
    for word in cell.split_whitespace() {
        let is_latin = name.ends_with(is_latin) && word.starts_with(is_latin);
        if is_latin {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

/// The columns of a row that names the parts of groups, each with the column of its group in the row above; `None` when
/// the row names no parts.
fn parts(above: &[String], row: &[&str]) -> Option<Vec<(usize, usize)>> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let (mut group, mut is_in_group) = (None, false);
    if MAX_COLUMNS < row.len().max(above.len()) {
        return None;
    }
    let mut is_grouped = vec![false; above.len()];
    for (column, cell) in row.iter().enumerate() {
        let name = above.get(column).map_or("", String::as_str);
        if !name.is_empty() {
            group = Some(column);
            is_in_group = has_parts(above, row, column);
        }
        // The name of a column of its own may stand in both rows.
        if cell.is_empty() || *name == column_name(cell) {
            continue;
        }
        let group = group?;
        if !is_in_group || !is_name(cell) {
            return None;
        }
        is_grouped[group] = true;
        parts.push((column, group));
    }
    let mut has_column_of_its_own = false;
    for (name, is_grouped) in above.iter().zip(is_grouped) {
        has_column_of_its_own |= !name.is_empty() && !is_grouped;
    }
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let mut is_repeated = false;
    for (column, _) in &parts {
        is_repeated |= !names.insert(row.get(*column).copied().unwrap_or_default());
    }
    (!parts.is_empty() && (has_column_of_its_own || is_repeated)).then_some(parts)
}

/// Whether a row has several cells below a name and the empty cells beside it, the first below the name itself.
fn has_parts(above: &[String], row: &[&str], group: usize) -> bool {
    let mut filled = 0;
    for (column, cell) in row.iter().enumerate().skip(group) {
        let name = above.get(column).map_or("", String::as_str);
        if group < column && !name.is_empty() {
            break;
        }
        if cell.is_empty() && column == group {
            return false;
        }
        filled += usize::from(!cell.is_empty());
    }
    2 <= filled
}

/// Whether a cell could be the name of a column: neither a figure, nor a day, nor a sentence.
pub(crate) fn is_name(cell: &str) -> bool {
    const ENDS: [&str; 7] = ["月", "年", "季度", "学期", "岁", "级", "班"];
    let cell = cell.trim();
    let begins_with_digit = cell.starts_with(is_digit);
    let mut is_period = false;
    for end in ENDS {
        is_period |= cell.ends_with(end);
    }
    cell.chars().count() <= MAX_NAME
        && cell.contains(char::is_alphabetic)
        && !cell.contains(['。', '；', '！', '？'])
        && (!begins_with_digit || is_period)
}

/// Whether a sign is a figure, and not 一 or 二.
fn is_digit(ch: char) -> bool {
    ch.is_numeric() && !('\u{3400}'..='\u{9fff}').contains(&ch)
}

fn is_latin(ch: char) -> bool {
    ch.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_head(rows: &[&[&str]], names: &[&str], count: usize) {
        let found = head(rows);
        assert_eq!(
            (found.rows, found.names.iter().map(String::as_str).collect::<Vec<_>>()),
            (count, names.to_vec())
        );
    }

    #[test]
    fn a_group_gives_its_name_to_its_parts() {
        assert_head(
            &[&["序号", "学校", "资助人数", "", "金额"], &["", "", "男", "女"], &["1", "甲", "2"]],
            &["序号", "学校", "资助人数 男", "资助人数 女", "金额"],
            2,
        );
        // Every column belongs to a group; the last group goes beyond the first row.
        assert_head(
            &[&["上学期", "", "下学期"], &["人数", "金额", "人数", "金额"]],
            &["上学期 人数", "上学期 金额", "下学期 人数", "下学期 金额"],
            2,
        );
        assert_head(
            &[
                &["班级", "人数", "", "", ""],
                &["", "男", "", "女", ""],
                &["", "住校", "走读", "住校", "走读"],
                &["一班", "1", "2", "3", "4"],
            ],
            &["班级", "人数 男 住校", "人数 男 走读", "人数 女 住校", "人数 女 走读"],
            3,
        );
        assert_head(
            &[&["日期", "人数", ""], &["日期", "男", "女"]],
            &["日期", "人数 男", "人数 女"],
            2,
        );
    }

    #[test]
    fn rows_below_a_head_are_no_parts() {
        for rows in [
            &[&["日期", "姓名", "备注"][..], &["", "某人", ""]][..],
            &[&["姓名", "住址", "", "备注"], &["某人", "青峦镇", "一组"]],
            &[&["日期", "人数", ""], &["", "2", "3"]],
            &[&["填报单位", "清河小学", "", "填报人"], &["日期", "姓名", "项目", "金额"]],
            &[&["资助台账"], &["日期", "姓名", "金额"]],
            &[&["日期", "姓名"]],
        ] {
            assert_eq!(head(rows).rows, 1, "{rows:?}");
        }
        assert_eq!(head::<[&str; 0], &str>(&[]).rows, 0);
    }

    #[test]
    fn names_of_columns_are_told_from_values() {
        for name in ["男", "1月", "2024年3月", "第一季度", "3—6岁", "金额（元）", "二年级"]
        {
            assert!(is_name(name), "{name}");
        }
        for value in ["2", "2课时", "2024-03-05", "3月5日", "很好。", "￥30", ""] {
            assert!(!is_name(value), "{value}");
        }
    }
}
