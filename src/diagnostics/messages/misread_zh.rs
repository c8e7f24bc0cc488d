//! The messages in Chinese about what is read as something else than was meant.

use super::Message;
use crate::diagnostics::oddity::invisible_name;
use crate::diagnostics::{BilingualName, Misreading};

pub(super) fn misreading(misreading: &Misreading) -> Message {
    match misreading {
        Misreading::HeadUnit { column, found, unit, factor } => Message::new(
            format!("“{column}”的单位写的是“{found}”，指标的单位是“{unit}”，照此计数会算错"),
            match factor {
                Some(factor) => format!(
                    "请把这一列的数都乘以{factor}，换算成“{unit}”，表头写成“{column}（{unit}）”；数本来就是“{unit}”的，只改表头"
                ),
                None => format!(
                    "请换算成“{unit}”，表头写成“{column}（{unit}）”；数本来就是“{unit}”的，只改表头"
                ),
            },
        ),
        Misreading::NotInPlan { owner, plan, first, last } => Message::new(
            format!(
                "“{owner}”的起止日期与它的计划“{plan}”（{first}至{last}）没有一天重合，这个计划的目标一个也不考核"
            ),
            "请核对这里的日期，尤其是年份；没有写错的，请核对计划的“开始”“结束”",
        ),
        Misreading::AsOfLater { day, today } => Message::new(
            format!("截至日{day}比今天（{today}）还晚，没有到期的目标也会算作到期"),
            "请核对年份和月份；平时不必写截至日，删去这一行就算到最晚的记录",
        ),
        Misreading::AsOfEarlier { day, first } => Message::new(
            format!("截至日{day}比所有的记录和计划（最早{first}）都早，什么都不会计入"),
            "请核对年份和月份；平时不必写截至日，删去这一行就算到最晚的记录",
        ),
        Misreading::ReplyLater { day, today } => {
            Message::new(format!("“回复”的日期{day}比今天（{today}）还晚"), "请核对年份和月份")
        }
        Misreading::PublicBefore { until, day } => Message::new(
            format!("公示至{until}，比记录的日期{day}还早，网站上一天也不会显示"),
            "请核对“公示至”，常常是年份写错了；不想公开的，写“草稿: 是”",
        ),
        Misreading::OtherTerm { found, own, day } => Message::new(
            format!("这是“{found}”的总结，日期{day}却在“{own}”，隔得太远"),
            format!("请核对“学期”和“日期”；就是本学期的总结，写成：学期: {own}"),
        ),
        Misreading::PartAboveWhole { indicator, part, part_value, whole, whole_value } => {
            Message::new(
                format!(
                    "“{part}”{part_value}比“{whole}”{whole_value}还多，“{indicator}”会超过100%"
                ),
                "请核对两个数，看是不是填反了或多写了一位；确实如此的，可以不管",
            )
        }
        Misreading::FractionOfOne { measure, found, meant } => Message::new(
            format!("“{measure}”写的是{found}，会当作{found}%，别的记录都是百分数"),
            format!("如果是{meant}%，请写成：{meant}%"),
        ),
        Misreading::TotalWithDay { label } => Message::new(
            format!("这一行写着“{label}”，又有日期，会当作一条记录，和上面各行重复计数"),
            format!("是合计行的，请删去这一行的日期；不是的，请写明是什么，不要只写“{label}”"),
        ),
        Misreading::RatioAsKey { found, part, whole } => Message::new(
            format!("“{found}”是算出来的比率，不能直接填，这个数不计入任何进度"),
            format!("请改写两行，写分子和分母的数：“{part}: 3”和“{whole}: 10”"),
        ),
        Misreading::Ditto { found } => Message::new(
            format!("日期写的是“{found}”，读不出是哪一天"),
            "请把日期再写一遍，每一行都要写",
        ),
        Misreading::NoSuchTerm { found, own } => Message::new(
            format!("没有名为“{found}”的学期"),
            format!("日期在“{own}”；就是这个学期的，写成：学期: {own}"),
        ),
        Misreading::NothingNamed { found } => Message::new(
            format!("“{found}”不是名称，这里要写一个已有的名称"),
            "没有的，请删去这一行",
        ),
        Misreading::SchoolOutsidePlan { school, known } => Message::new(
            format!("“{school}”不在这个计划里，计划不能考核它"),
            format!(
                "“范围”只能写计划里的学校：{}；要考核别的学校，请写进那所学校的计划或县级计划",
                known.join("、")
            ),
        ),
        Misreading::TextForFields { found, field, others } => {
            let mut fields = format!("{}: {found}", field.zh);
            for other in others {
                fields.push_str(&format!(", {}: ……", other.zh));
            }
            Message::new(
                format!("“{found}”只是一段文字，这里要写明各个字段"),
                format!("请写成：{{{fields}}}"),
            )
        }
        Misreading::DateBesideRange { day, start, end } => Message::new(
            format!("有“开始”“结束”的，按“结束”{end}计数，“日期”{day}不起作用"),
            format!(
                "请删去“日期”一行；只有{day}这一天的，删去“开始”“结束”；开始{start}、结束{end}写错的，请改正"
            ),
        ),
        Misreading::OwnSchool { found, partners } => Message::new(
            format!("“对象校”写的“{found}”就是记录所在的学校自己，凭它认不出是哪个结对的活动"),
            match partners.as_slice() {
                [] => "请写对方学校；没有对方学校的，删去这一行".to_owned(),
                known => format!(
                    "请写对方学校，结对的有：{}；没有对方学校的，删去这一行",
                    known.join("、")
                ),
            },
        ),
        Misreading::OutsidePairs { found, pairs, partners } => Message::new(
            format!(
                "“{found}”与记录所在的学校没有结对，这次活动不计入结对“{}”的计划",
                pairs.join("”“")
            ),
            format!(
                "请核对“对象校”，结对的有：{}；确是这个结对的活动，请加一行“结对: {}”；不属于结对的，可以不管",
                partners.join("、"),
                pairs.first().map_or("", String::as_str)
            ),
        ),
        Misreading::JoinedTypes { found, meant } => Message::new(
            format!("“{found}”会当作一个类型，不计入进度"),
            format!("是几类的，请用顿号隔开，写成：{meant}；每一类都会计数"),
        ),
        Misreading::RareType { found, nearest, uses } => Message::new(
            format!("类型“{found}”只有这一条记录用，另有{uses}条写的是“{nearest}”，两种分开统计"),
            format!("如果就是同一类，请写成：{nearest}；不是的，可以不管"),
        ),
        Misreading::UnfilledPlan => Message::new(
            "这个计划还没有填写：没有目标，没有措施，正文只有小标题",
            "请把要用的“# 目标”“# 措施”各行去掉开头的“# ”填好；没写好以前不想公开的，加一行“草稿: 是”",
        ),
        Misreading::InvisibleInText { clean, character, .. } => Message::new(
            format!(
                "“{clean}”里夹着看不见的字符（{}U+{character:04X}），会当作另一个名称",
                invisible_name(*character).map_or("", |name| name.zh)
            ),
            format!("请删去这几个字，重新输入“{clean}”，不要粘贴"),
        ),
        Misreading::OtherWord { found, fields } => other_word(found, fields),
        Misreading::QuotedHead { meant } => Message::new(
            "表头的名称用了中文引号，对不上“列”写的名称",
            format!("请去掉表头和各行的引号，表头写成：{meant}"),
        ),
    }
}

/// A word that people use for what other fields hold.
fn other_word(found: &str, fields: &[BilingualName]) -> Message {
    let names: Vec<&str> = fields.iter().map(|field| field.zh).collect();
    let text = format!("没有“{found}”这个字段");
    match names.as_slice() {
        ["问题整改"] => Message::new(
            text,
            "问题写在“问题整改:”下面，一个问题一项，例如另起一行写“  - 问题: 玩教具不足”",
        ),
        [one] => Message::new(text, format!("这一项叫“{one}”，请写成：{one}: ……")),
        several => Message::new(
            text,
            format!("请看说的是哪一项，改用其中一个字段：{}", several.join("、")),
        ),
    }
}
