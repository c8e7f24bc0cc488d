//! What an import has to say, in Chinese.

use super::Message;
use crate::diagnostics::{ImportNote, ImportPlace, ImportRefusal};
use crate::syntax::workbook::cell_name;

pub(super) fn place(place: &ImportPlace) -> String {
    match place {
        ImportPlace::Paragraph(number) => format!("第{number}段"),
        ImportPlace::Line(label) => format!("“{label}”"),
        ImportPlace::TableLabel { table, label } => format!("第{table}个表“{label}”"),
        ImportPlace::Table(table) => format!("第{table}个表"),
        ImportPlace::TableRow { table, row } => format!("第{table}个表第{row}行"),
        ImportPlace::Cell(row, column) => cell_name(*row, *column),
        ImportPlace::Footnote(number) => format!("注{number}"),
        ImportPlace::FileName => "文件名".to_owned(),
    }
}

pub(super) fn note(note: &ImportNote) -> Message {
    let (text, help) = match note {
        ImportNote::FormName(name) => (format!("表名“{name}”没有写进记录"), ""),
        ImportNote::Blank(labels) => (format!("没有填：{}", labels.join("、")), ""),
        ImportNote::Unticked(label, choices) => {
            (format!("“{label}”没有勾选：{}", choices.join("、")), "")
        }
        ImportNote::OtherLabels(labels) => (
            format!("没有对应的键，放进了“其他”：{}", labels.join("、")),
            "要放进别的键，请加 --label 标签=键，例如 --label 活动负责人=主持人；只需说一次，以后照办",
        ),
        ImportNote::LabelRead { label, key } => {
            (format!("“{label}”当作“{key}”"), "不对的话请加 --label 标签=键")
        }
        ImportNote::LeftOut(label, text) => (format!("“{label}”没有写进记录：{text}"), ""),
        ImportNote::AfterDate(text) => (format!("日期后面的“{text}”没有写进记录"), ""),
        ImportNote::OwnSchool(label, school) => {
            (format!("“{label}”是“{school}”：记录放在这所学校"), "")
        }
        ImportNote::Margins(lines) => (format!("页眉、页脚没有写进记录：{}", lines.join("；")), ""),
        ImportNote::Comments(texts) => (format!("批注没有写进记录：{}", texts.join("；")), ""),
        ImportNote::Shapes(texts) => {
            (format!("表格上面文本框里的字没有写进记录：{}", texts.join("；")), "")
        }
        ImportNote::Hidden(texts) => (
            format!("Word里设为“隐藏”的文字没有写进记录：{}", texts.join("；")),
            "要写进记录的，请在Word里全选，在“字体”里去掉“隐藏”，保存后再导入",
        ),
        ImportNote::Embedded(count) => {
            (format!("有{count}个图表、浮动图片或嵌入的文件没有读取，只在所附的原件里"), "")
        }
        ImportNote::OtherSheets(names) => (
            format!("没有读的工作表：{}", names.join("、")),
            "隐藏的、认不出表头的和与前面的表不是一类的工作表不读；需要的请另存为一个文件再导入",
        ),
        ImportNote::EmptySheets(names) => (format!("空白的工作表：{}", names.join("、")), ""),
        ImportNote::Macros => (
            "文件带有宏，没有作为附件".to_owned(),
            "请在WPS或Office里另存为不带宏的“Word文档(*.docx)”或“Excel工作簿(*.xlsx)”",
        ),
        ImportNote::PictureLost(name) => (
            format!("图片“{name}”打不开，或拍摄地点等信息无法清除，没有作为附件"),
            "请在电脑上另存为JPG，放进记录的文件夹",
        ),
        ImportNote::TitleFromText(title) => (format!("标题取自文中的“{title}”"), ""),
        ImportNote::TitleFromName(title) => (format!("标题取自文件名：{title}"), ""),
        ImportNote::TypeFromTitle(of_type) => (format!("类型：{of_type}"), "不对的话请在记录里改"),
        ImportNote::TermFromText(term) => (format!("学期取自文中的“{term}”"), ""),
        ImportNote::DateFromEnd(day) => (format!("日期取自文末的“{day}”"), ""),
        ImportNote::ImportedBefore(path) => (
            format!("这份文件已经导入过，不再写成记录：{path}"),
            "要改那条记录，请直接改它；确实是另一次活动，请在表里写上它的日期或标题",
        ),
        ImportNote::SameDayAndTitle(path) => (
            format!("档案里已有同一天、同标题的记录：{path}"),
            "是同一次活动的，请不要再导入（会算两次），有改动就直接改那条记录",
        ),
        ImportNote::GivenTwice => ("同一份文件写了两次，只导入一次".to_owned(), ""),
        ImportNote::OriginalLeftOut => (
            "原件里有或可能有敏感指标的数，没有附在记录旁（附件会随网站公布）".to_owned(),
            "原件请另外保存",
        ),
        ImportNote::OriginalWithFirst => ("原件附在第一条记录".to_owned(), ""),
        ImportNote::ColumnsRead(columns) => (
            format!("各列的作用：{}", columns.join("、")),
            "不对的请在台账的“列”里改；不公开的列写“保密”",
        ),
        ImportNote::RowsNotCounted(rows) => {
            (format!("不算数据的行（标题、合计、落款），留在表里，不计数：{}", rows.join("；")), "")
        }
        ImportNote::RowsLeftOut(rows) => (format!("没有写进记录的行：{}", rows.join("；")), ""),
    };
    Message::new(text, help)
}

pub(super) fn refusal(refusal: &ImportRefusal) -> Message {
    let docx = "请用WPS或Word打开，点“文件—另存为”，保存类型选“Word文档(*.docx)”";
    let xlsx = "请用WPS或Excel打开，点“文件—另存为”，保存类型选“Excel工作簿(*.xlsx)”";
    match refusal {
        ImportRefusal::OldWord => Message::new("这是旧格式的文档（.doc、.wps），不能导入", docx),
        ImportRefusal::OldSheet => Message::new("这是旧格式的表格（.et等），不能导入", xlsx),
        ImportRefusal::OtherText => Message::new("这种文档（.odt、.rtf）不能导入", docx),
        ImportRefusal::Slides => {
            Message::new("演示文稿不能导入", "可以放进某条记录的文件夹，当作附件")
        }
        ImportRefusal::Protected => {
            Message::new("文件有打开密码，读不了", "请在WPS或Word里打开，去掉密码后再保存")
        }
        ImportRefusal::Picture => {
            Message::new("这是图片或音视频，没有可以导入的文字", "请放进某条记录的文件夹，当作附件")
        }
        ImportRefusal::Pdf => Message::new(
            "PDF不能导入",
            "请导入它的Word或Excel原件；PDF可以放进记录的文件夹，当作附件",
        ),
        ImportRefusal::Damaged => Message::new(
            "文件已损坏，读不出来",
            "请用WPS或Excel打开，能打开的话另存为.xlsx再导入；打不开的话，请交表的人重新发一份",
        ),
        ImportRefusal::Unreadable => Message::new(
            "文件读不懂，可能损坏了，或不是Word、Excel文件",
            "请用WPS或Word打开，能打开的话另存为.docx或.xlsx再导入",
        ),
        ImportRefusal::TooLarge => Message::new("文件太大", "请分成几个文件，图片压缩后再导入"),
        ImportRefusal::FarCell(cell) => Message::new(
            format!("{cell}这一格有内容，离表太远，不能读"),
            "请用WPS或Excel打开，按Ctrl+End找到它，删去多余的行和列，保存后再导入",
        ),
        ImportRefusal::Empty => Message::new("文件里没有可以导入的文字", ""),
        ImportRefusal::NeedsSchool(names) => Message::new(
            "看不出是哪所学校的记录",
            format!("请用 --school 说明，例如 --school {}", first_of(names)),
        ),
        ImportRefusal::NoHeader => Message::new(
            "没有找到表头和下面的内容",
            "请让各列的名称在同一行，下面至少填一行；每行一次活动的表，要有“日期”和“标题”或“类型”两列",
        ),
        ImportRefusal::MonthColumns => Message::new(
            "这张表一个月占一列（1月、2月……），看不出是哪一年、什么数",
            "请在表上面的标题里写明年份和指标计量的名称，例如“2024年送教课时统计表”；或者把表转过来，让每个月占一行，日期写到日，例如 2024-03-31",
        ),
        ImportRefusal::NoResult(cells) => Message::new(
            format!("这些格是公式，公式没有保存结果，读不出内容：{}", cells.join("、")),
            "请用WPS或Excel打开，看到结果以后保存，再导入；或者直接写上内容",
        ),
        ImportRefusal::NotATable => Message::new(
            "这个Word文档里没有表格，不能导入成台账",
            "请把台账做成表格，或用Excel做好，存为.xlsx再导入",
        ),
        ImportRefusal::UnknownKey { key, known } => {
            Message::new(format!("没有“{key}”这个键"), format!("可以写：{}", known.join("、")))
        }
    }
}

fn first_of(names: &[String]) -> String {
    match names.first() {
        Some(first) => format!("{first}（已有：{}）", names.join("、")),
        None => "学校的文件夹名".to_owned(),
    }
}
