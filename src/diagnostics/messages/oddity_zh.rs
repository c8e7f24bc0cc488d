//! The messages in Chinese about what is probably not meant.

use super::Message;
use crate::diagnostics::oddity::invisible_name;
use crate::diagnostics::{Elsewhere, Oddity};
use crate::model::Day;

pub(super) fn oddity(oddity: &Oddity) -> Message {
    match oddity {
        Oddity::FutureDay { day, today } => Message::new(
            format!("日期{day}比今天（{today}）还晚"),
            "请核对年份和月份；还没有做的活动，写进计划的措施里，做完再记",
        ),
        Oddity::DecidesAsOf { day, next: Some(next) } => Message::new(
            format!("日期{day}比其余记录（最晚{next}）晚得多，全部进度都会按这一天计算"),
            "请核对年份；没有写错的，在站点.yaml里写“截至日”，说明进度算到哪一天",
        ),
        Oddity::DecidesAsOf { day, next: None } => Message::new(
            format!("日期{day}在所有学期和计划之后，全部进度都会按这一天计算"),
            "请核对年份；没有写错的，在站点.yaml里写“截至日”，说明进度算到哪一天",
        ),
        Oddity::FileNameDay { in_name, day } => Message::new(
            format!("文件名里的日期是{in_name}，这里写的是{day}"),
            "请核对哪一个写错了：改这里的日期，或给文件改名",
        ),
        Oddity::DueBeforeFound { due, found } => Message::new(
            format!("期限{due}比发现问题的日子{found}还早，一开始就逾期"),
            "请核对期限，常常是年份写错了",
        ),
        Oddity::DoneBeforeFound { done, found } => Message::new(
            format!("销号的日期{done}比发现问题的日子{found}还早"),
            "请核对日期，常常是年份写错了",
        ),
        Oddity::SettledLater { done, today } => Message::new(
            format!("“问题整改”里销号的日期{done}比今天（{today}）还晚"),
            "请核对年份和月份；还没有解决的，先不写“销号”",
        ),
        Oddity::ClosesLater { title, day } => Message::new(
            format!("“{title}”在{day}才发现问题，比这次活动晚"),
            "请核对“销号”写的是不是这条记录，或日期有没有写错",
        ),
        Oddity::ClosesOwn => Message::new(
            "“销号”写的是这条记录自己，它是用来写以前的活动发现、这次解决的问题的",
            "当天就解决的，删去这一项，在“问题整改”那一项下写“销号: ”和日期；不是的，写发现问题的那次活动",
        ),
        Oddity::OtherIsField { found, field } => Message::new(
            format!("“{found}”有自己的字段“{}”，写在“其他”下面只显示、不起作用", field.zh),
            format!("请移出来，写成单独一行“{}: ……”", field.zh),
        ),
        Oddity::OtherWithoutLabel => {
            Message::new("“其他”下面有一项没有名称", "请写成“  表上的栏目: 内容”")
        }
        Oddity::LongList { most } => Message::new(
            format!("这个列表太长，最多{most}项"),
            "请分成几次活动来写，或把相同的问题合并成一项",
        ),
        Oddity::ClosesNothing { found } => Message::new(
            format!("“{found}”没有写“问题整改”，没有可以销号的问题"),
            "请写发现问题的那次活动，或在那条记录里补上“问题整改”",
        ),
        Oddity::ItemIsText { found, field, is_alone: true } => Message::new(
            format!("“{found}”只是一段文字，这里要一项一项写明各个字段"),
            format!(
                "请另起一行，写成“  - {}: {found}”，其他字段再另起一行，与“{}”左边对齐",
                field.zh, field.zh
            ),
        ),
        Oddity::ItemIsText { found, field, is_alone: false } => Message::new(
            format!("“{found}”只是一段文字，这里每一项要写明各个字段"),
            format!("请写成“- {}: {found}”，其他字段另起一行，与“{}”左边对齐", field.zh, field.zh),
        ),
        Oddity::HelpsItself { school } => Message::new(
            format!("“{school}”既是帮扶校，又是受援校"),
            "请核对两栏：帮扶校是去帮的，受援校是受帮的",
        ),
        Oddity::MergedIntoItself { school } => Message::new(
            format!("按“并入”一路找下去，“{school}”又并回了自己"),
            "请核对各校的“并入”：并入的应是现在还在的学校",
        ),
        Oddity::PairIsOneSchool { helped, helper, closed } => Message::new(
            format!("“{helped}”已经并入“{helper}”，这个结对两边成了同一所学校，却没有写“结束”"),
            format!("请加一行，写最后一天，例如：结束: {closed}；还帮其他学校的，在“受援校”里写上"),
        ),
        Oddity::MergedNotClosed { into } => Message::new(
            format!("写了并入“{into}”，没有写“停办”，这所学校仍按在办评判"),
            "请加一行，写最后一天，例如：停办: 2024-08-31",
        ),
        Oddity::AboveMax { indicator, value, most } => Message::new(
            format!("一条记录的“{indicator}”有{value}，超过了单条上限{most}"),
            "请核对是否多写了一位，或把几次的数合在了一起；确实如此的，可以不管",
        ),
        Oddity::NearText { measure, found, other, file } => Message::new(
            format!("“{measure}”里的“{found}”与{file}里的“{other}”只差一个字，会算成两个"),
            format!("如果是同一个，请都写成“{other}”；确实不同的，可以不管"),
        ),
        Oddity::CutAtHash { kept, cut, .. } => Message::new(
            match kept.as_str() {
                "" => format!("“{cut}”前面有空格、以#开头，会当作注释丢掉，这一项等于没写"),
                _ => format!("只读到“{kept}”，后面的“{cut}”以#开头，会当作注释丢掉"),
            },
            match Day::parse(kept) {
                Ok(_) => "日期后面的备注不起作用，删去它就行；要留下的，写进正文".to_owned(),
                Err(_) => format!("要保留的，请用英文双引号括起来，写成：\"{}\"", whole(kept, cut)),
            },
        ),
        Oddity::ShortRow { cells, columns } => Message::new(
            format!("这一行只有{cells}格，表头有{columns}格，缺的格当作空白"),
            "请核对这一行：没有的数也要留出空格子（多打一个逗号），不然后面的数会错位",
        ),
        Oddity::GroupAsName { found } => Message::new(
            format!("“{found}”不是一个人的名字，只会算作一个"),
            "请逐个写出名称，用顿号隔开；只有人数的，请把指标的汇总改为“合计”，这里写数",
        ),
        Oddity::NamesBySpaces { found, meant } => Message::new(
            match found.contains(char::is_whitespace) {
                true => format!("“{found}”用空格隔开，会当成一个名字"),
                false => format!("“{found}”没有用顿号隔开，会当成一个名字"),
            },
            format!("几个人请用顿号隔开，写成：{meant}"),
        ),
        Oddity::NamesInBrackets { found, meant } => Message::new(
            format!("“{found}”整个写在括号里，会当成一个名字"),
            format!("请去掉括号，写成：{meant}"),
        ),
        Oddity::WideSeparator { found } => Message::new(
            format!("格与格之间用了中文的“{found}”，整行只算一格"),
            format!(
                "请把整个文件里格与格之间的“{found}”都换成英文逗号“,”；用Excel、WPS打开后另存为CSV最稳妥"
            ),
        ),
        Oddity::OpenCellQuote => Message::new(
            "这个英文双引号一直没有结束，后面的行都会并进这一格",
            "请删去这个引号，或在这一格末尾补上另一个；文字里的引号请用中文引号“”",
        ),
        Oddity::TextAfterQuote { text } => Message::new(
            format!("这一格的英文双引号已经结束，后面还有“{text}”，分不清这一格到哪里为止"),
            "请删去这一格两头的引号，或把后面的字移进引号里；文字里的引号请用中文引号“”",
        ),
        Oddity::SpaceBeforeQuote => {
            Message::new("英文双引号前面多了空格，这一格会从里面的逗号断开", "请删去引号前面的空格")
        }
        Oddity::SheetError { found } => Message::new(
            format!("“{found}”是电子表格显示不出或算不出时的记号，原来的内容没有存下来"),
            "请在Excel、WPS里把这一列拉宽，或改好公式，看到数以后保存；台账用CSV的，再另存为CSV",
        ),
        Oddity::NoResult => Message::new(
            "这一格是公式，公式没有保存结果，读不出数",
            "请用WPS或Excel打开，看到数以后保存，再交一次；或者直接写数",
        ),
        Oddity::FarCell { cell } => Message::new(
            format!("{cell}这一格有内容，离表太远，不能读"),
            "请用WPS或Excel打开，按Ctrl+End找到它，删去多余的行和列，再保存",
        ),
        Oddity::NoHeader { columns } => Message::new(
            "表里找不到表头：“列”写的名称一个也没有",
            format!("请在数据上面加一行表头，格与格之间用英文逗号隔开：{columns}"),
        ),
        Oddity::UnsaidMonths { first, last } => Message::new(
            format!("这张表一个月占一列（{first}至{last}），“列”没有说明"),
            "请在“列”里写一项“名称: 月份”“作为: 日期”“各月: 2024”（第一个月是哪一年），再写一项放数的列，“作为: 数据”",
        ),
        Oddity::NoMonths => Message::new(
            "“列”写了“各月”，表头里却一个月份也没有",
            "表头的月份写成1月、2月……；一行一个日期的表不用写“各月”",
        ),
        Oddity::MonthsOfNoDate => Message::new(
            "“各月”只能写在“作为: 日期”的那一列",
            "例如“名称: 月份”“作为: 日期”“各月: 2024”",
        ),
        Oddity::RowOfNoColumn { found } => Message::new(
            format!("“{found}”这一行的数是什么，“列”没有说明"),
            format!(
                "请在“列”里加一项“名称: {found}”“作为: 数据”；只有一种数的表，“列”里只写一个数据列"
            ),
        ),
        Oddity::DashForNothing { found } => {
            Message::new(format!("“{found}”当作空白，不计数"), "没有数的格子请留空；确实是零的写0")
        }
        Oddity::NoSpreadsheet { is_page: false } => Message::new(
            "这个表格打不开：文件损坏、设了密码，或不是表格文件",
            "请用Excel或WPS打开，去掉密码，另存为.xlsx再放进来",
        ),
        Oddity::NoSpreadsheet { is_page: true } => Message::new(
            "这个文件其实是网页，只是取了表格的名字",
            "请用Excel或WPS打开，另存为.xlsx再放进来",
        ),
        Oddity::NoSheet { found, sheets } => Message::new(
            format!("表格里没有名为“{found}”的工作表"),
            format!("现有的工作表：{}；删去“工作表”一行则读第一张", sheets.join("、")),
        ),
        Oddity::ClockIsDate { found, day } => Message::new(
            format!("“时间”写几点到几点，这里写的是日期“{found}”"),
            format!("请改成：日期: {day}"),
        ),
        Oddity::BadClock { found } => Message::new(
            format!("“{found}”不是认得的时间"),
            "“时间”写几点到几点，例如 14:30 或 8:00—11:30；哪一天写在“日期”里",
        ),
        Oddity::SensitiveFile { name, indicator } => Message::new(
            format!(
                "附件“{name}”会原样公开；这条记录有敏感指标“{indicator}”的数，附件里可能也写着不该公开的人数"
            ),
            "请打开附件核对：有这样的数或名单的，不要放在记录旁边；还没核对的，先加一行“草稿: 是”",
        ),
        Oddity::MoneyBeside { amount, count } => Message::new(
            format!(
                "“{count}”人数少，不公开；同一条里的“{amount}”照样公开，除以每人的标准就知道是几个人"
            ),
            "金额请几次合起来写一条，或者只在全校、全县的合计里写；不想公开的先加一行“草稿: 是”",
        ),
        Oddity::OnlyHeadings => Message::new(
            "这条记录还没有填写：正文只有小标题，先不计数",
            "请在小标题下写明情况，写了就计数；没写好以前不想公开的，加一行“草稿: 是”",
        ),
        Oddity::ClockBackwards { found } => Message::new(
            format!("“{found}”的结束早于开始"),
            "请核对：先写开始，后写结束；下午2点写14:00",
        ),
        Oddity::ProblemTwice { found, line } => Message::new(
            format!("问题“{found}”在第{line}行已经写过，会算作两个问题"),
            "重复的请删去一项；确实是两个问题的，请写出不同之处",
        ),
        Oddity::NoFormerId { found, example } => Message::new(
            format!("“{found}”不是这里能用的旧编号"),
            format!("“曾用名”写改名以前在content下面的路径，不带.md，例如：{example}"),
        ),
        Oddity::SeparateDays { found, days } => Message::new(
            format!("“{found}”是{}个日子，中间隔着，不是连续的几天", days.len()),
            format!("一天写一条记录，日期分别写：{}", days.join("、")),
        ),
        Oddity::SeveralDays { found, start, end, has_range: true } => Message::new(
            format!("“日期”只能写一天，写的是“{found}”"),
            format!("几天的活动请去掉“日期”，改写两行，开始: {start} 和 结束: {end}"),
        ),
        Oddity::SeveralDays { found, end, .. } => {
            Message::new(format!("这里只能写一天，写的是“{found}”"), format!("请写最后一天：{end}"))
        }
        Oddity::InvisibleInKey { key, character } => Message::new(
            format!(
                "“{key}”里夹着看不见的字符（{}U+{character:04X}）",
                invisible_name(*character).map_or("", |name| name.zh)
            ),
            format!("请删掉这一行，重新输入“{key}: ”；或运行“guidang fmt”清除全部不可见字符"),
        ),
        Oddity::NotIndented { parent, found } => Message::new(
            format!("“{found}”属于上面的“{parent}”，前面没有空格，读不出来"),
            format!("请在“{parent}”下面的每一行前面加两个空格"),
        ),
        Oddity::OtherSpelling { found, first, line } => Message::new(
            format!("“{found}”与第{line}行的“{first}”是同一个字段的两种写法"),
            "只能写一次，请删掉其中一行",
        ),
        Oddity::BelongsInData { found, is_known: true, .. } => Message::new(
            format!("“{found}”是要统计的数，不能直接写在这里"),
            format!("请写在“数据:”下面，前面加两个空格，例如“  {found}: 2”"),
        ),
        Oddity::BelongsInData { found, is_known: false, meant } if !meant.is_empty() => {
            let (first, all) = (meant.first().map_or("", String::as_str), meant.join("、"));
            Message::new(
                format!("没有“{found}”这个字段，指标统计的是“{all}”"),
                format!("要计数的，请写在“数据:”下面，前面加两个空格，例如“  {first}: 2”"),
            )
        }
        Oddity::BelongsInData { found, is_known: false, .. } => Message::new(
            format!("没有“{found}”这个字段"),
            "要统计的数写在“数据:”下面，前面加两个空格，名称与指标.yaml里的一样；只作说明的，写进正文",
        ),
        Oddity::BelongsElsewhere { found, place: Elsewhere::Folder } => Message::new(
            format!("没有“{found}”这个字段，文件不用登记"),
            "把照片和文件放进这条记录的文件夹就行（记录放在文件夹里，命名为index.md），正文里用 ![说明](照片.jpg) 放照片",
        ),
        Oddity::BelongsElsewhere { found, place: Elsewhere::Body } => Message::new(
            format!("没有“{found}”这个字段"),
            "请写进正文：第二行“---”下面，想写多少都可以",
        ),
    }
}

fn whole(kept: &str, cut: &str) -> String {
    let space = if kept.is_empty() { "" } else { " " };
    format!("{kept}{space}{cut}").replace(['\u{22}', '\u{5c}'], "")
}
