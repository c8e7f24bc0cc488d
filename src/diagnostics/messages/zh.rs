//! The messages in Chinese: what was found, what to write. No blame, no exclamation marks.

use super::example_day::{SOME_YEAR, example_day, last_of_month};
use super::{
    Message, html_source, html_tag, is_html_table, is_on_own_disk, is_picture, last_name,
    megabytes, push_zh, takes_other,
};
use crate::diagnostics::{
    AttachmentPlace, BilingualName, EncodingProblem, FileNameProblem, FilingProblem, LinkProblem,
    NotCounted, NumberProblem, PictureProblem, Problem, ReferenceKind, SealProblem, Shape,
    SourceProblem, Stray, WhyMissing,
};
use crate::model::DayError;
use crate::syntax::markdown::SlipKind;
use crate::syntax::text::is_nothing;
use crate::syntax::yaml::{YamlFeature, YamlSyntaxError};

pub(super) fn message(problem: &Problem) -> Message {
    match problem {
        Problem::Yaml(problem) => yaml(problem),
        Problem::UnsupportedYaml(feature) => yaml_feature(feature),
        Problem::Nesting { limit } => {
            Message::new(format!("嵌套太深，最多{limit}层"), "请减少缩进或括号的层数")
        }
        Problem::TooLarge { limit } => Message::new(
            format!("文件或其开头部分太大，上限为{limit}"),
            "请把内容拆成几个记录，表格另存为CSV放进台账",
        ),
        Problem::LargePhoto { name, size } => Message::new(
            format!("照片{}MB，页面将使用缩小后的副本；建议提交前压缩到2MB以内", megabytes(*size)),
            format!("是这里的“{name}”；用手机或看图软件的“调整大小”存一份小的，换掉它"),
        ),
        Problem::Picture { name, why } => picture(name, why),
        Problem::ImageWithoutAlt => {
            Message::new("图片没有替代文字", "请用几个字说明图里有什么，写成 ![说明](照片.jpg)")
        }
        Problem::UnknownField { found, nearest, elsewhere, allowed } => Message {
            text: format!("没有“{found}”这个字段"),
            help: Some(match (elsewhere, nearest) {
                (Some(home), _) => {
                    format!("“{found}”是{}的字段；这里可以写：{}", home.zh, choices(allowed))
                }
                (None, Some(nearest)) => format!("是不是想写“{nearest}”？"),
                (None, None) if takes_other(allowed) => format!(
                    "这里可以写：{}；表上另有的栏目写在“其他:”下面，前面加两个空格，例如“  {found}: ……”",
                    choices(allowed)
                ),
                (None, None) => format!("这里可以写：{}", choices(allowed)),
            }),
        },
        Problem::UnknownColumn { found, table } => Message::new(
            format!("{table}里有“{found}”一列，“列”没有说明它"),
            format!("请在“列”下加一项“名称: {found}”，并写明“作为: 日期、数据、文字或保密”"),
        ),
        Problem::MissingColumn { column, table, nearest } => Message {
            text: format!("{table}里没有“{column}”这一列"),
            help: Some(match nearest {
                Some(nearest) => format!("表头里最接近的是“{nearest}”，请核对两处写法"),
                None => "请核对CSV的表头，或在“列”里删去这一项".into(),
            }),
        },
        Problem::MissingField { key, example } => Message::new(
            format!("缺少“{}”", key.zh),
            format!("请补上，例如“{}: {example}”", key.zh),
        ),
        Problem::MissingFile { file } => Message::new(
            format!("这个文件夹里没有“{}”（{}）", file.zh, file.en),
            "请新建这个文件并写上名称等，或用“guidang new”生成",
        ),
        Problem::MisnamedFile { found, wanted } => Message::new(
            format!("文件名“{found}”不对，没有读取：应当叫“{}”", wanted.zh),
            format!(
                "请把它改名为“{}”；看不到文件名结尾的，请先在文件夹的“查看”里勾选“文件扩展名”",
                wanted.zh
            ),
        ),
        Problem::NoDateColumn => Message::new(
            "没有日期列，表里的数不会计入任何进度",
            "请把写日期的那一列标为“作为: 日期”",
        ),
        Problem::WrongType { found: Shape::List, wanted: Shape::Text } => Message::new(
            "这里只能写一个值，方括号和“- ”表示列表",
            "请只写一个值；文字本身带方括号的，请用英文双引号括起来，例如“标题: \"[送教]数学\"”",
        ),
        Problem::WrongType { found, wanted } => Message::new(
            format!("这里应是{}，写的是{}", shape(*wanted), shape(*found)),
            shape_help(*wanted),
        ),
        Problem::BadNumber { found, why } => number(found, why),
        Problem::BadChoice { found, allowed, nearest } => Message {
            text: format!("“{found}”不在可选范围内"),
            help: Some(match nearest {
                Some(nearest) => format!("是不是想写“{nearest}”？可选：{}", choices(allowed)),
                None => format!("可选：{}", choices(allowed)),
            }),
        },
        Problem::BadFlag { found } => Message::new(
            format!("“{found}”既不是“是”也不是“否”"),
            "请写“是”或“否”（true 或 false）",
        ),
        Problem::BadAddress { found } => Message::new(
            format!("“{found}”不能用作地址"),
            "网址请以 http:// 或 https:// 开头；编辑地址里要有 {path}，例如 https://git.example/edit/main/{path}",
        ),
        Problem::ScopeNeedsPair { found } => Message::new(
            format!("“{found}”只能用在结对的计划里"),
            "请把计划放进“结对/…/计划”，或把范围改为“合计”“各校”或学校名单",
        ),
        Problem::AcrossNeeded { indicator } => Message::new(
            format!("指标“{indicator}”取最新值，未说明多所学校怎样汇总"),
            "请在指标.yaml里给它加上“跨校汇总: 合计、平均、最低或最高”，或把目标的范围改为“各校”",
        ),
        Problem::ScopeKeepsNoSchool => Message::new(
            "范围内没有这些学段的学校，这个目标无从评判",
            "请核对学段与各校 学校.yaml 里的学段；九年一贯制学校既算小学，也算初中",
        ),
        Problem::ScaleWithoutRatio => Message::new(
            "只有比率、最新比率能写倍数",
            "请删去“倍数”一行；要求每百名的数，请把汇总改为“比率”，写明分子、分母",
        ),
        Problem::ScaleOfPercent => Message::new(
            "单位为%的比率已经乘以100，不能再写倍数",
            "请删去“倍数”一行；不是百分率的，请把单位改成实际单位，例如 人",
        ),
        Problem::UnmarkedSensitive { indicator, measure, sensitive } => Message::new(
            format!(
                "指标“{indicator}”读取的“{measure}”也是敏感指标“{sensitive}”的数据，它自己却没有标为敏感，会把不公开的小数显示出来"
            ),
            "请给它加上“敏感: 是”",
        ),
        Problem::SensitiveCount { indicator } => Message::new(
            format!("指标“{indicator}”数的是记录，每条记录都看得见，数一数就知道，“敏感”遮不住"),
            "请把人数写进数据，改用“合计”；或者删去“敏感”",
        ),
        Problem::NoTheme { found } => Message::new(
            format!("没有名为“{found}”的主题"),
            "请把主题放在 themes/ 下，或删去“主题”一行使用自带的主题",
        ),
        Problem::ExtraCell { found } => Message::new(
            format!("这一行比表头多出一格“{found}”"),
            "请核对这一行的逗号；数里的千位逗号请去掉，或把这一格用英文双引号括起来",
        ),
        Problem::SecondDateColumn => {
            Message::new("日期列只能有一列", "请留下发生日期那一列，其他日期写成“作为: 文字”")
        }
        Problem::BadDate { found, why, year } => date(found, *why, *year),
        Problem::SerialDate { found, day } => Message::new(
            format!("日期是Excel的序号{found}，已按{day}读取"),
            "请把这一列设为日期格式，再保存；台账用CSV的，再另存为CSV",
        ),
        Problem::LostNumber { found } => Message::new(
            format!("“{found}”是科学记数法，原来的数已经丢失"),
            "这样长的号码多半是证件号，不应提交；确是编号的，请把这一列设为文本格式，重新填写",
        ),
        Problem::BadRange { start, end } => {
            Message::new(format!("结束“{end}”早于开始“{start}”"), "请核对两个日期，可能写反了")
        }
        Problem::DuplicateKey { found, line } => {
            Message::new(format!("“{found}”写了两次，第{line}行已经写过"), "请删掉其中一处")
        }
        Problem::DuplicateId { found, file, line } => {
            let place = if *line == 0 { file.clone() } else { format!("{file}第{line}行") };
            Message::new(format!("“{found}”重复，{place}已经用了"), "请改名，或删掉其中一处")
        }
        Problem::SecondTarget { found, line } => Message::new(
            format!("第{line}行已经有“{found}”的目标，这是第二个"),
            format!("两个都要的，请给这一个加一行“编号”，例如“编号: {found}2”；不要的删掉"),
        ),
        Problem::SameSchoolName { name, file } => Message::new(
            format!("“{name}”和另一所学校的全称相同（{file}）"),
            "每所学校的全称只能有一个。请写全，例如加上乡镇；文件夹放错的，请改回本校的名称",
        ),
        Problem::SameVisit { file } => Message::new(
            format!("与“{file}”的结对、日期、类型都相同，可能是同一次活动重复填报"),
            "请两校协商，保留一份；确是两次活动的，可以不管",
        ),
        Problem::CopyOf { original } => Message::new(
            format!("文件名像是“{original}”误留的副本，里面的数会重复计算"),
            "请确认后删除；确是另一条记录的，请改名",
        ),
        Problem::UnknownReference { named, found, nearest, known } => Message {
            text: format!("没有名为“{found}”的{}", kind_name(*named)),
            help: Some(match nearest {
                Some(nearest) => format!("是不是想写“{nearest}”？"),
                None if known.is_empty() => reference_help(*named).into(),
                None => format!("{}。现有：{}", reference_help(*named), known.join("、")),
            }),
        },
        Problem::NotForSchool { named, found, school } => Message::new(
            format!("{}“{found}”不适用于{school}", kind_name(*named)),
            "请核对记录放在哪所学校的文件夹里，或改写成适用于该校的一项",
        ),
        Problem::AmbiguousReference { named, found, candidates } => Message::new(
            format!("“{found}”对应多个{}：{}", kind_name(*named), candidates.join("、")),
            if *named == ReferenceKind::Action {
                "请加写“计划”，说明是哪个计划的措施"
            } else {
                "请改写成其中一个的编号或完整路径"
            },
        ),
        Problem::Encoding(problem) => encoding(problem),
        Problem::ConflictingValues { measure, day, file, line } => {
            let place = if *line == 0 { file.clone() } else { format!("{file}第{line}行") };
            Message::new(
                format!("同一所学校在{day}有两个“{measure}”，另一个在{place}"),
                "一天只能有一个值，请删去或改正其中一个",
            )
        }
        Problem::NoPeriod { target } => Message::new(
            format!("目标“{target}”在计划期内一个周期也没有"),
            "请核对计划的起止日期与学期安排；周期太短（少于最少天数）不计，可以删去“每”",
        ),
        Problem::NotCounted(why) => not_counted(why),
        Problem::StrayFile(stray) => stray_file(stray),
        Problem::BrokenLink { href, why } => link(href, why),
        Problem::MissingAttachment { found, nearest } => Message {
            text: format!("找不到文件“{found}”"),
            help: Some(match nearest {
                Some(nearest) => format!("旁边有“{nearest}”，是不是它？"),
                None => "请把文件放在记录旁边，或核对文件名".into(),
            }),
        },
        Problem::UnsafePath { found } => Message::new(
            format!("路径“{found}”不允许"),
            "只能写记录旁边的文件名，不能有“..”、盘符或以“/”开头",
        ),
        Problem::FileName(problem) => file_name(problem),
        Problem::NotAllowed(why) => push_zh::not_allowed(why),
        Problem::Odd(oddity) => super::oddity_zh::oddity(oddity),
        Problem::Misread(misreading) => super::misread_zh::misreading(misreading),
        Problem::Sealed(problem) => sealed(problem),
        Problem::Filing(problem) => filing(problem),
        Problem::Source(problem) => source(problem),
        Problem::PersonalData { kind, masked, certain: true, .. } => Message::new(
            format!("含有个人信息：{}（{masked}）", kind.zh),
            "请删除后再提交；个人信息只留在学校自己的台账里。如已提交过，请联系管理员清理历史记录。如果不是个人信息，请管理员在站点.yaml（或site.yaml）的“允许”里写上这段文本和理由",
        ),
        Problem::PersonalData { kind, masked, certain: false, .. } => Message::new(
            format!("疑似{}（{masked}）", kind.zh),
            "如果确是个人信息，请删除；编号一类的内容可以不管",
        ),
        Problem::PersonalAttachment { kind, masked, certain, place, .. } => {
            let place = place_in_attachment(place);
            let text = match certain {
                true => format!("附件{place}含有个人信息：{}（{masked}）", kind.zh),
                false => format!("附件{place}疑似有{}（{masked}）", kind.zh),
            };
            Message::new(
                text,
                "请在附件里删去或改成“某同学”一类的写法，另存后换掉这个文件。如果不是个人信息，请管理员在站点.yaml（或site.yaml）的“允许”里写上这段文本和理由",
            )
        }
        Problem::UnpacksTooLarge => Message::new(
            "附件拆开后太大，没有看完",
            "表格请删去末尾的空行空列再另存；文档请删去多余的内容；压缩包请拆开，只放要公开的文件。同时推送的附件很多的，请分几次推送",
        ),
        Problem::NotLookedInto { count, endings } => Message::new(
            format!(
                "有{count}个附件没法查看文字（{}），不知道里面有没有个人信息",
                counted_endings(endings)
            ),
            "请自己看一遍；旧版Word、WPS文件请另存为docx、xlsx，扫描的PDF请附文字版，加了密码的请去掉密码",
        ),
        Problem::LeftOut { count } => Message::new(
            format!("附件太多：从这个起，这里还有{count}个附件没有查看，不知道里面有没有个人信息"),
            "一所学校查看到8GB、全档案查看到64GB为止（压缩包按展开后算）。请把不用公开的大文件移出content，其余的自己看一遍",
        ),
        Problem::UnusedAllowance => Message::new(
            "“允许”里的这一项没有用上：档案里没有这段文本，或它本来就不算个人信息",
            "请核对文本是否与原文一字不差；已经用不着的，删去这一项",
        ),
        Problem::PersonalHistory { kind, masked, .. } => Message::new(
            format!("这次推送里较早的一次提交含有个人信息：{}（{masked}）", kind.zh),
            "后来删掉也还留在历史里。请把没推送的几次提交合成一次：git reset --soft origin/main，再提交、推送",
        ),
        Problem::PersonalPush { place, kind, masked, .. } => {
            push_zh::personal(place, *kind, masked)
        }
        Problem::PersonalColumn { column } => Message::new(
            format!("“{column}”这一列是个人信息"),
            "请从表里删去这一列；需要按人按户计数的，只留一列认不出人的编号，并在“列”里标为“保密”",
        ),
        Problem::RawHtml { found } if is_html_table(found) => Message::new(
            format!("正文里有HTML“{found}”，将按文字原样显示"),
            "表格请写成Markdown：第一行“| 项目 | 数 |”，第二行“| --- | --- |”，下面每行一条；要计数的表放进台账",
        ),
        Problem::RawHtml { found } if html_tag(found) == "br" => Message::new(
            format!("正文里有HTML“{found}”，将按文字原样显示"),
            "请删去它，在这里按回车另起一行；要分成两段的，中间再空一行",
        ),
        Problem::RawHtml { found } if html_tag(found) == "img" => Message::new(
            format!("正文里有HTML“{found}”，将按文字原样显示，照片不会出现"),
            match html_source(found) {
                Some(source) => format!("请写成：![照片说明]({source})"),
                None => "照片请写成：![照片说明](照片.jpg)".to_owned(),
            },
        ),
        Problem::RawHtml { found } => Message::new(
            format!("正文里有HTML“{found}”，将按文字原样显示"),
            "请改用Markdown写法，例如 **重点**、- 列表",
        ),
        Problem::MistakenGbk { found, meant } => Message::new(
            format!("这个文件按UTF-8读取，但“{found}”更像是GBK编码的“{meant}”"),
            "请用记事本打开核对，再另存为UTF-8；内容本来就是这样的，另存为“带有BOM的UTF-8”",
        ),
        Problem::MarkdownSlip { kind, found, write } => markdown_slip(*kind, found, write),
        Problem::OverlappingTerms { other } => {
            Message::new(format!("与学期“{other}”的日期重叠"), "请核对两个学期的开始与结束")
        }
        Problem::UnjudgedPlan { found } => Message::new(
            format!("计划的日期“{found}”还是模板里的占位文字，计划的目标一项都不会评判"),
            "请填写实际日期，写法如 2024-03-15；还没有定的，先写“草稿: 是”",
        ),
        Problem::Placeholder { found } => Message::new(
            format!("“{found}”还是模板里的占位文字，不起作用"),
            "请填写实际内容，或删去这一行",
        ),
    }
}

fn markdown_slip(kind: SlipKind, found: &str, write: &str) -> Message {
    let (first, second) = write.split_once('\n').unwrap_or((write, ""));
    match kind {
        SlipKind::Image => Message::new(
            format!("“{found}”不会显示成图片：叹号和括号要用英文半角，方括号与圆括号之间不留空格"),
            format!("请写成：{write}"),
        ),
        SlipKind::Link => Message::new(
            format!("“{found}”不会成为链接：方括号在前，圆括号在后，都用英文半角，中间不留空格"),
            format!("请写成：{write}"),
        ),
        SlipKind::Heading => Message::new(
            format!("“{found}”不会显示成标题：井号要用英文半角，放在一行的最前面，后面空一格"),
            format!("请写成：{write}；如果不是标题，可以不管"),
        ),
        SlipKind::Bold => {
            Message::new(format!("“{found}”不会加粗：星号要用英文半角"), format!("请写成：{write}"))
        }
        SlipKind::SpacedBold => Message::new(
            format!("“{found}”不会加粗：星号与里面的字之间不留空格"),
            format!("请写成：{write}"),
        ),
        SlipKind::OpenBold => Message::new(
            format!("“{found}”只有一头有“**”，不会加粗，星号会照样印出来"),
            format!("请在要加粗的字两头都写上“**”，例如：{write}；不要加粗的，请删去星号"),
        ),
        SlipKind::DeepHeading => Message::new(
            format!("“{found}”不会显示成标题：标题最多六级，井号最多六个"),
            format!("请写成：{write}，或改用更少的井号"),
        ),
        SlipKind::BarePicture => Message::new(
            format!("“{found}”只会显示成文字，不会显示图片"),
            format!("要显示图片的，请写成：{write}；只是提到文件名的，可以不管"),
        ),
        SlipKind::ExtraCells => Message::new(
            format!("这一行的格数比表头多，多出的“{write}”不会显示"),
            "请给表头和第二行“|---|---|”也加上这一格，或把多出的内容并到前面的格里；格里的竖线前面加一个反斜杠",
        ),
        SlipKind::MissingCells => Message::new(
            "这一行的格数比表头少，缺的格会空着，后面的内容可能错位".to_owned(),
            format!("请补足{write}格：没有内容的格也要留出来，写成“| |”"),
        ),
        SlipKind::BelowTable => Message::new(
            format!("“{found}”紧接在表格下面，会变成表格里的一行"),
            "请在表格与这段文字之间空一行".to_owned(),
        ),
        SlipKind::OtherSigns => Message::new(
            format!("“{found}”里的符号会照样印出来：这里不用这种写法"),
            format!("请写成：{write}"),
        ),
        SlipKind::BlockOfPlan => Message::new(
            format!("计划正文里的“{found}”不会显示成图或表，会当成代码照样印出来"),
            "计划的页面上已有各项目标的图和数；请删去这一块，或移到总结、活动记录里",
        ),
        SlipKind::BlockName => Message::new(
            format!("“{found}”会当成代码照样印出来：图和表的名称只有“图”和“表”"),
            format!(
                "请写成：{write}；图的样子在块里另写一行，例如“图: 进度图”（可写：子弹图、进度图、月历）"
            ),
        ),
        SlipKind::OpenNote => Message::new(
            format!("“{found}”会原样显示：没有找到它的注释"),
            format!("请在正文最后另起一段，写：{write}注释的内容；不要注释的，请删去“{found}”"),
        ),
        SlipKind::Pasted => Message::new(
            format!("“{found}”是从聊天里复制来的几个字，图片或文件本身不在这里"),
            "请在聊天里把它另存到这条记录旁边；图片写成：![说明](文件名.jpg)，文件写成：[说明](文件名)；不需要的，删去这几个字",
        ),
        SlipKind::Damaged => Message::new(
            "这里有乱码，原来的字已经丢了".to_owned(),
            "请对照原稿重新输入这几个字；整篇都乱的，请从原来的文件重新复制，另存为UTF-8"
                .to_owned(),
        ),
        SlipKind::Table => Message::new(
            "这几行不会显示成表格：第一行（表头）下面要有一行“|---|---|”，列数与表头相同，各行之间不空行",
            format!("请把开头两行写成“{first}”和“{second}”"),
        ),
        SlipKind::WideTable => Message::new(
            "这几行不会显示成表格：竖线“｜”要用英文半角“|”，第一行（表头）下面要有一行“|---|---|”",
            format!("请把开头两行写成“{first}”和“{second}”，下面各行的竖线也改成“|”"),
        ),
        SlipKind::DrawnTable => Message::new(
            "这几行是用线条画的表格，不会显示成表格：各格之间要用英文半角“|”，第一行（表头）下面要有一行“|---|---|”",
            format!("请把开头两行写成“{first}”和“{second}”，下面各行也用“|”隔开，不要框线"),
        ),
        SlipKind::TabRows => Message::new(
            "这几行像是从Word或Excel粘贴来的表格，不会显示成表格",
            format!(
                "请把开头两行写成“{first}”和“{second}”，下面各行也用“|”隔开；行数多的表，建议存为CSV，用台账登记"
            ),
        ),
        SlipKind::Underline => Message::new(
            format!("“{found}”紧接在一句话下面，会把那句话变成大标题"),
            format!("要画分隔线，请在“{write}”上面空一行；不要的删掉"),
        ),
        SlipKind::List => Message::new(
            format!("“{found}”不会显示成列表：开头用英文半角的短横，后面空一格"),
            format!("请写成：{write}，同一列表的各行都这样写"),
        ),
        SlipKind::Quote => Message::new(
            format!("“{found}”不会显示成引文：大于号要用英文半角，后面空一格"),
            format!("请写成：{write}"),
        ),
        SlipKind::Fence => Message::new(
            format!("“{found}”不是代码块的开头或结尾：要用三个英文反引号"),
            format!("请写成：{write}（反引号是键盘左上角Esc下面的键，先切换到英文输入）"),
        ),
        SlipKind::OpenFence => Message::new(
            format!("“{found}”开头的这一块没有结束，后面的正文都成了代码"),
            format!("请在这一块的最后一行下面另起一行，写：{write}"),
        ),
    }
}

fn yaml_feature(feature: &YamlFeature) -> Message {
    match feature {
        YamlFeature::Anchor => Message::new(
            "这里用了YAML的锚点或引用（& 与 *），不支持",
            "以 & 或 * 开头的文字请用英文双引号括起来",
        ),
        YamlFeature::Tag => {
            Message::new("这里用了YAML的标签（!），不支持", "以 ! 开头的文字请用英文双引号括起来")
        }
        YamlFeature::SecondDocument => Message::new(
            "一个文件里只能有一段YAML",
            "请删掉多出来的“---”行及其后的内容，或另存为一个文件",
        ),
        YamlFeature::ComplexKey => {
            Message::new("这里把列表或映射当作了字段名，不支持", "字段名请写成文字，如“标题: …”")
        }
    }
}

fn encoding(problem: &EncodingProblem) -> Message {
    match problem {
        EncodingProblem::ReadAsGb18030 => Message::new(
            "本文件为GBK编码，已按GBK读取",
            "建议另存为UTF-8，或运行“guidang fmt”统一转换",
        ),
        EncodingProblem::ReadAsUtf16 => Message::new(
            "本文件为UTF-16编码，已按UTF-16读取",
            "建议另存为UTF-8，或运行“guidang fmt”统一转换",
        ),
        EncodingProblem::Binary => {
            Message::new("这不是文本文件", "请用记事本新建，另存为UTF-8后再提交")
        }
        EncodingProblem::Mixed => Message::new(
            "这一行有无法识别的字符，可能由两种编码的内容拼接而成，或文件被截断",
            "请用记事本打开核对，另存为UTF-8后再提交",
        ),
        EncodingProblem::Unknown => {
            Message::new("无法识别文件的编码", "请用记事本打开，另存为UTF-8后再提交")
        }
    }
}

fn stray_file(stray: &Stray) -> Message {
    match stray {
        Stray::Nowhere => Message::new(
            "这个文件不在任何约定的位置，没有读取",
            "请移到学校的“活动”“总结”“台账”等文件夹里，或在文件名前加“_”表示不用",
        ),
        Stray::Office => Message::new(
            "Word、WPS文件不是记录，没有读取",
            "请把它移到content文件夹外面，再运行“guidang import 文件名”，会写成记录，并把原件附在旁边",
        ),
        Stray::Spreadsheet => Message::new(
            "没有台账用到这个表格，里面的数没有读取",
            "请在“台账”文件夹里新建记录，写“表: ”和这个文件名，并在“列”里说明每一列；不用的表格请移走",
        ),
        Stray::NotIndex { found, has_index: false } => Message::new(
            format!("记录放在自己的文件夹里时要叫index.md，“{found}”没有读取"),
            "请把它改名为index.md",
        ),
        Stray::NotIndex { found, has_index: true } => Message::new(
            format!("一个文件夹里只有index.md是记录，“{found}”没有读取"),
            "另一条记录请移到上一层，或放进另一个文件夹并改名为index.md",
        ),
        Stray::Deep { folder } => Message::new(
            format!("记录放得太深，没有读取：它要直接放在“活动”一类的文件夹里，不能再套“{folder}”"),
            format!("请把它移出“{folder}”；要按月份分的，写在文件名里，例如 2024-03-15-送教.md"),
        ),
        Stray::Unattached { folder, record } => Message::new(
            format!("文件夹“{folder}”里没有index.md，这个文件不属于任何记录，不会公开"),
            into_folder_of_record(folder, record.as_deref()),
        ),
        Stray::Ending { wanted } => {
            Message::new("文件名的结尾不对，没有读取", format!("请把文件名改为以“{wanted}”结尾"))
        }
        Stray::Folder { nearest } => Message::new(
            "无法识别这个文件夹的名称，里面的文件没有读取",
            format!("是不是想写“{nearest}”？"),
        ),
        Stray::BesidePair => Message::new(
            "结对.yaml旁边的文件没有登记，不会公开",
            "是结对协议的，请在结对.yaml里写“协议: 文件名”；别的文件请放进某条记录的文件夹",
        ),
        Stray::Unclaimed => Message::new(
            "没有记录用到这个文件",
            "请在记录里用链接或“表”写出它，或放进以记录命名的文件夹",
        ),
        Stray::Active => Message::new(
            "这种文件打开时会运行程序，不能作为附件",
            "图画请另存为PNG，网页和文稿请另存为PDF",
        ),
        Stray::Notes => Message::new(
            "这种照片含有拍摄地点等信息，无法清除，不能作为附件",
            "请在手机或电脑上另存为JPG再放进来",
        ),
        Stray::Litter => Message::new(
            "这是系统或办公软件自己留下的文件，不是材料，没有读取，也不会公开",
            "可以删掉它；如果它是要交的材料，请改一个名字",
        ),
        Stray::NotAFile => Message::new("这是符号链接或特殊文件，没有读取", "请放入文件本身"),
    }
}

fn picture(name: &str, why: &PictureProblem) -> Message {
    match why {
        PictureProblem::Remote => Message::new(
            format!("图片“{name}”在别的网站上，不会收进档案，页面上只显示链接"),
            "请把图片另存到这条记录旁边，写成：![说明](文件名.jpg)；只想给出网址的，去掉前面的叹号",
        ),
        PictureProblem::Empty => Message::new(
            format!("“{name}”是空文件（0字节），页面上不显示"),
            "多半是复制时断了：请把原来的文件再复制一次",
        ),
        PictureProblem::LfsPointer => Message::new(
            format!("“{name}”里没有照片，只有git LFS的占位文字，页面上不显示"),
            "请在档案文件夹里运行“git lfs pull”取回照片，再提交",
        ),
        PictureProblem::Unknown => Message::new(
            format!("“{name}”打不开，内容不是它的名字所说的格式，没有公开"),
            "请用看图软件或播放器打开看看，换成能打开的原件；如果本来就是别的文件，请改正文件名的结尾",
        ),
        PictureProblem::Truncated => Message::new(
            format!("“{name}”不完整，页面上可能只显示一部分"),
            "多半是复制或传送时断了：请把原来的文件再复制一次",
        ),
        PictureProblem::OtherFormat { found } => Message::new(
            format!("“{name}”的内容是{found}，和文件名的结尾不一致"),
            format!("请把文件名的结尾改成.{}", found.to_ascii_lowercase()),
        ),
        PictureProblem::NotShown { found } => Message::new(
            format!("“{name}”的内容是{found}，不是照片，页面上不显示"),
            format!(
                "请换成照片；如果要放的就是它，请把文件名的结尾改成.{}，并写成链接",
                found.to_ascii_lowercase()
            ),
        ),
        PictureProblem::Notes { found, wanted } => Message::new(
            format!("“{name}”是{found}格式，里面的拍摄地点、作者等信息无法清除，没有公开"),
            match *found {
                "HEIC" => {
                    "请另存为JPG再放进来；苹果手机可在“设置—相机—格式”里选“兼容性最佳”".to_owned()
                }
                _ => format!("请转换成{wanted}再放进来"),
            },
        ),
        PictureProblem::TooLarge { limit } => Message::new(
            format!("“{name}”超过{}MB，没有公开", limit / 1024 / 1024),
            "请用剪辑软件剪短或压缩后再放进来",
        ),
        PictureProblem::NotAPicture => Message::new(
            format!("“{name}”不是图片，不能显示在文字里，只能作为链接"),
            format!("请去掉前面的感叹号，写成 [说明]({name})"),
        ),
    }
}

fn choices(allowed: &[BilingualName]) -> String {
    let names: Vec<&str> = allowed.iter().map(|name| name.zh).collect();
    names.join("、")
}

fn kind_name(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::School => "学校",
        ReferenceKind::Pair => "结对",
        ReferenceKind::Plan => "计划",
        ReferenceKind::Action => "措施",
        ReferenceKind::Target => "目标",
        ReferenceKind::Term => "学期",
        ReferenceKind::Indicator => "指标",
        ReferenceKind::Record => "记录",
        ReferenceKind::FollowUp => "问题",
    }
}

fn reference_help(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::School => "请写学校的文件夹名、名称或简称；简称可在学校.yaml的“简称”里登记",
        ReferenceKind::Pair => "请写结对的文件夹名或名称",
        ReferenceKind::Plan => "请写计划的标题，或它的路径，如 pairs/…/plans/2024",
        ReferenceKind::Action => "请写计划里措施的编号；没有编号的写名称",
        ReferenceKind::Target => "请写计划里目标的编号；没有编号的写指标名称",
        ReferenceKind::Term => "请写学期的名称或代码，例如“2023—2024学年第二学期”或“2023-2024-2”",
        ReferenceKind::Indicator => "请写指标.yaml里的名称，或先在那里登记",
        ReferenceKind::Record => {
            "请写发现问题的那次活动的编号（页面底部有），如 schools/…/visits/2024-03-15-songjiao"
        }
        ReferenceKind::FollowUp => "请照那条记录里“问题”的原文写；不写“问题”，就是全部问题都销号",
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "一段文字或一个数",
        Shape::List => "一个列表",
        Shape::Map => "几个“字段: 值”",
    }
}

fn shape_help(wanted: Shape) -> &'static str {
    match wanted {
        Shape::Text => "请把值写在冒号后面的同一行，例如“标题: 送教下乡”",
        Shape::List => "请每项一行，以“- ”开头；或写在方括号里，用英文逗号隔开",
        Shape::Map => "请换行缩进两个空格，每行写“字段: 值”",
    }
}

fn yaml(error: &YamlSyntaxError) -> Message {
    match error {
        YamlSyntaxError::NoFrontMatter => Message::new(
            "文件开头应是单独一行“---”",
            "请在第一行写三个英文减号，字段写在两行“---”之间，正文写在后面",
        ),
        YamlSyntaxError::OpenFrontMatter => {
            Message::new("开头的“---”没有结束", "请在字段之后、正文之前另写一行“---”")
        }
        YamlSyntaxError::WideColon { key, value } => Message::new(
            format!("“{key}”后面是全角冒号"),
            format!("请改成英文冒号加空格：{key}: {value}"),
        ),
        YamlSyntaxError::NoSpace { key, value } => {
            Message::new(format!("“{key}”的冒号后面少一个空格"), format!("请写成：{key}: {value}"))
        }
        YamlSyntaxError::WideSpace { key, value } => Message::new(
            format!("“{key}”的冒号后面不是普通的空格，是全角空格或网页粘贴带来的空格"),
            format!("请改用半角空格，写成：{key}: {value}"),
        ),
        YamlSyntaxError::TabIndent => {
            Message::new("这一行用制表符（Tab）缩进", "请改用空格，每层两个")
        }
        YamlSyntaxError::WideIndent => {
            Message::new("这一行用全角空格缩进", "请改用半角空格，每层两个")
        }
        YamlSyntaxError::CurlyQuotes { inner } => Message::new(
            "整个值用中文引号括了起来",
            format!("请去掉引号，写成：{inner}；引号是内容的一部分时，外面再加英文双引号"),
        ),
        YamlSyntaxError::OpenQuote => {
            Message::new("引号没有成对", "请补上另一个引号；文字里的引号请用中文引号“”")
        }
        YamlSyntaxError::ColonInValue => Message::new(
            "值里又有冒号加空格，无法确定哪里是字段名",
            "是一段文字的，用英文双引号括起来；冒号后面是下一层的（如“数据”下的项目），请另起一行、前面空两格",
        ),
        YamlSyntaxError::Special(character) => Message::new(
            format!("值以“{character}”开头，这个符号在YAML里有特别的意思"),
            "请把整个值用英文双引号括起来",
        ),
        YamlSyntaxError::TextAfterBracket { key, value } => Message::new(
            "值以括号开头，后面还有字，分不清是列表还是文字",
            format!("请用英文双引号括起来，写成：{key}: \"{value}\""),
        ),
        YamlSyntaxError::SignForColon { sign, key, value } => Message::new(
            format!("“{key}”后面是“{sign}”，要用英文冒号和一个空格"),
            format!("请写成：{key}: {value}"),
        ),
        YamlSyntaxError::NoColon { written } => Message::new(
            format!("“{written}”这一行没有冒号，读不出是哪个字段"),
            "字段请写成“类型: 送教下乡”这样，字段名后面是英文冒号和一个空格；接着上一行的，请在前面空两格；不是字段的，写到第二行“---”下面的正文里",
        ),
        YamlSyntaxError::KeyMarks { written, key, value } => Message::new(
            format!("“{written}”不是字段的写法：字段名前后不加符号，后面是英文冒号和一个空格"),
            format!("请写成：{key}: {value}"),
        ),
        YamlSyntaxError::DashWithoutSpace { text } => Message::new(
            format!("“-{text}”的短横后面少一个空格"),
            format!("请写成：- {text}，列表里各行都这样写"),
        ),
        YamlSyntaxError::TextNotIndented { key } => Message::new(
            format!("这一行属于上面的“{key}”，前面没有空格，读不出来"),
            format!("请在“{key}”下面的每一行前面加两个空格；只有一行的，接在冒号后面写，去掉竖线"),
        ),
        YamlSyntaxError::WideBrace => Message::new(
            "花括号“｛ ｝”是全角的",
            "请改成英文半角的“{ }”，里面的冒号、逗号也用英文半角，后面空一格",
        ),
        YamlSyntaxError::OpenBracket => Message::new(
            "括号没有成对，或列表后面多了内容",
            "请补上另一半括号，括号里各项用英文逗号“,”隔开；以“[”或“{”开头的文字请用英文双引号括起来",
        ),
        YamlSyntaxError::ConflictMarker => Message::new(
            "文件中留有合并冲突标记",
            "请选定一方内容后删除“<<<<<<<”“=======”“>>>>>>>”这几行",
        ),
        YamlSyntaxError::Indentation => {
            Message::new("这一行的缩进与上面不一致", "同一层的字段请左边对齐，下一层多缩进两个空格")
        }
        YamlSyntaxError::ControlCharacter(code) => Message::new(
            format!("这里有不可见的控制字符（U+{code:04X}）"),
            "请删掉这个字符，重新输入这一处",
        ),
        YamlSyntaxError::Other => {
            Message::new("这里读不懂", "每行请写“字段: 值”，冒号用英文、后面空一格；同一层左边对齐")
        }
    }
}

fn number(found: &str, why: &NumberProblem) -> Message {
    let message = format!("这里需要一个确切的数，写的是“{found}”");
    match why {
        NumberProblem::Inexact => Message::new(message, "请填写实际数；不掌握的删去这一行"),
        NumberProblem::Point(number) => {
            Message::new(message, format!("小数点请用英文的“.”，写成：{number}"))
        }
        NumberProblem::Letters(number) => {
            Message::new(message, format!("零请写数字0，不要写字母O，写成：{number}"))
        }
        NumberProblem::Bound(number) => Message::new(
            message,
            format!("请只写一个数，例如 {number}；不低于还是不超过，看指标的“方向”"),
        ),
        NumberProblem::Grouped(number) => Message::new(
            format!("“{found}”里的空格或撇号把一个数分成了几段"),
            format!("若是一个数，请写成：{number}"),
        ),
        NumberProblem::Han(Some(number)) => Message::new(message, format!("请写成：{number}")),
        NumberProblem::Han(None) => Message::new(message, "请用阿拉伯数字，例如 3"),
        NumberProblem::OtherUnit { number, found: other, unit } if unit.is_empty() => Message::new(
            format!("这里的数不带单位，写的是“{found}”"),
            format!("请去掉“{other}”，写成：{number}"),
        ),
        NumberProblem::OtherUnit { number, unit, .. } => Message::new(
            format!("单位应为“{unit}”，写的是“{found}”"),
            format!("请核对；若就是{unit}数，写成：{number}"),
        ),
        NumberProblem::Exponent => Message::new(
            format!("“{found}”是科学记数法，原数可能已经丢失"),
            "请写出全部数字；如果是证件号，不应提交",
        ),
        NumberProblem::TooLong => Message::new(
            format!("“{found}”的位数太多"),
            "整数部分最多18位，小数最多9位；编号不是数，请放在文字列",
        ),
        NumberProblem::Negative => Message::new(
            format!("“{found}”是负数"),
            "请核对；确有负数的，请在指标.yaml里给读取它的指标写上“可为负: 是”",
        ),
        NumberProblem::NoName => Message::new(
            format!("这里统计的是不同的名称，写的是数“{found}”"),
            "请逐个写出名称，例如 [李老师, 王老师]；只有人数的，请把指标的汇总改为“合计”",
        ),
        NumberProblem::TooSmall(least) => {
            Message::new(format!("“{found}”太小"), format!("最小为{least}"))
        }
        NumberProblem::TooLarge(most) => {
            Message::new(format!("“{found}”太大"), format!("最大为{most}"))
        }
        NumberProblem::NotWhole => Message::new(format!("“{found}”不是整数"), "请写整数"),
        NumberProblem::Shape if is_nothing(found) => {
            Message::new(message, "没有数就留空，或删去这一行；确实是零的写0")
        }
        NumberProblem::Shape => Message::new(message, "请只写数字，例如 10 或 98.5"),
    }
}

fn date(found: &str, why: DayError, year: Option<i32>) -> Message {
    match why {
        DayError::Shape { meant: Some(day) } => {
            Message::new(format!("“{found}”不是可识别的日期"), format!("请写成：{day}"))
        }
        DayError::Shape { meant: None } => match example_day(found, year) {
            Some(day) => Message::new(
                format!("“{found}”没有写明是哪一天"),
                format!("请写明年、月、日，例如 {day}"),
            ),
            None => Message::new(
                format!("“{found}”不是可识别的日期"),
                "请写成 2024-03-15 或 2024年3月15日",
            ),
        },
        DayError::NoYear if found.contains('月') => Message::new(
            format!("日期“{found}”缺年份"),
            format!("请在前面写上年份，例如 {}年{found}", year.unwrap_or(SOME_YEAR)),
        ),
        DayError::NoYear => Message::new(format!("日期“{found}”缺年份"), in_full(found, year)),
        DayError::NoDay => {
            Message::new(format!("日期“{found}”只到月份，需要具体到日"), in_full(found, year))
        }
        DayError::NoSuchDay { year, .. } if !(1900..2200).contains(&year) => Message::new(
            format!("“{found}”的年份不对"),
            "请核对年份，只能从1900到2199，写法如 2024-03-15",
        ),
        DayError::NoSuchDay { month, .. } if !(1..=12).contains(&month) => {
            Message::new(format!("日历上没有“{found}”这一天"), "月份只有1到12，写法如 2024-03-15")
        }
        DayError::NoSuchDay { year, month } => Message::new(
            format!("日历上没有“{found}”这一天"),
            match last_of_month(year, month) {
                Some(last) => {
                    format!("{year}年{month}月只有{}天，写法如 {last}", last.day())
                }
                None => "写法如 2024-03-15".to_owned(),
            },
        ),
    }
}

/// How to write a date in full.
fn in_full(found: &str, year: Option<i32>) -> String {
    let example = example_day(found, year).map(|day| day.to_string());
    format!("请写明年、月、日，例如 {}", example.as_deref().unwrap_or("2024-03-15"))
}

fn not_counted(why: &NotCounted) -> Message {
    match why {
        NotCounted::MeasureInOther { found } => Message::new(
            format!("“其他”下面的内容不计数，“{found}”是指标要统计的数"),
            format!("请移到“数据:”下面，例如“  {found}: 2”"),
        ),
        NotCounted::UnknownMeasure { found, nearest, known, field } => Message {
            text: format!("没有指标读取“{found}”，这个数不计入任何进度"),
            help: Some(match nearest {
                _ if field.is_some() => format!(
                    "“{found}”有自己的字段：请移到“数据”外面，左边顶格写成单独一行，页面和打印件上照样列出"
                ),
                Some(nearest) => format!("是不是想写“{nearest}”？"),
                None if known.is_empty() => "请核对指标.yaml里的名称与计量，或删去这一行".into(),
                None => format!(
                    "要计数的，请改用指标.yaml里的名称，现有：{}；不计数的，写进正文",
                    known.join("、")
                ),
            }),
        },
        NotCounted::SeveralPairs { pairs } => Message::new(
            format!("这条记录对得上多个结对（{}），因此不计入其中任何一个", pairs.join("、")),
            "请加写“结对”，说明属于哪一个",
        ),
        NotCounted::ActionOfOtherPair { pair } => Message::new(
            format!("措施属于结对“{pair}”的计划，这次活动却不属于这个结对，不计入它的完成数"),
            "请核对对象校与日期；确属这个结对的，请加写“结对”",
        ),
        NotCounted::OutsidePlan { plan, first, last } => Message::new(
            format!("日期不在“{plan}”的计划期（{first}至{last}）内，不计入它的完成数"),
            "请核对日期；属于另一个计划的，请改写“计划”或“措施”",
        ),
        NotCounted::NearlyType { found, nearest } => Message::new(
            format!("类型“{found}”不计入进度，指标统计的是“{nearest}”"),
            format!("如果就是同一类，请写成：{nearest}"),
        ),
        NotCounted::NoTarget { measures, school, day, rows } => {
            let rows = rows.map_or(String::new(), |rows| format!("（共{rows}行）"));
            let measures = measures.join("、");
            match day {
                Some(day) => Message::new(
                    format!("“{measures}”不计入任何进度{rows}：{day}不在任何一个目标的考核期内"),
                    "请核对日期，尤其是年份；没有写错的，请核对计划的起止日期，以及结对、学校的起止日期",
                ),
                None => Message::new(
                    format!("“{measures}”不计入任何进度{rows}：没有一个目标考核{school}"),
                    "请核对记录放在哪所学校的文件夹里；没有放错的，请核对目标的“范围”",
                ),
            }
        }
        NotCounted::RowWithoutDate => Message::new(
            "这一行有数没有日期，不计入任何进度",
            "请补上日期；合并的单元格只有第一行有日期，请取消合并，其余各行补齐",
        ),
        NotCounted::SumDiffers { label, stated, rows, apart } => Message::new(
            format!("“{label}”为{stated}，各行相加为{rows}，相差{apart}"),
            "请核对；合计、小计行本身不计数",
        ),
        NotCounted::UnreadSheets { sheets, table } => Message::new(
            format!("没有台账读取这个表格的工作表“{}”，其中的数不计入任何进度", sheets.join("”“")),
            format!(
                "要计数的，请另建一条台账，写“表: {table}”和“工作表: {}”；不用的工作表请删去或隐藏",
                sheets.first().map_or("", String::as_str)
            ),
        ),
        NotCounted::UnreadColumn { column } => Message::new(
            format!("没有指标读取“{column}”这一列，其中的数不计入任何进度"),
            "只作说明的列请写“作为: 文字”；要计数的请核对指标.yaml",
        ),
    }
}

/// How the files of a folder become those of a record.
fn into_folder_of_record(folder: &str, record: Option<&str>) -> String {
    match record {
        Some(record) => format!(
            "请把“{record}”移进文件夹“{folder}”，改名为“index.md”，文件夹里的文件就都归这条记录"
        ),
        None => format!(
            "请把这些文件所属的记录移进文件夹“{folder}”，改名为“index.md”；不用的，在文件夹名前加“_”"
        ),
    }
}

fn link(href: &str, why: &LinkProblem) -> Message {
    match why {
        LinkProblem::NoFile { nearest } => Message {
            text: format!("链接“{href}”指向的文件不存在"),
            help: Some(match nearest {
                Some(nearest) => format!("是不是想写“{nearest}”？"),
                None if href.starts_with("www.") => {
                    format!("网址前面要有 https://，写成：https://{href}")
                }
                None if href.contains('\\') => {
                    format!("路径里请用“/”，写成：{}", href.replace('\\', "/"))
                }
                None if is_picture(href) => {
                    "请把照片放进这条记录的文件夹（与index.md放在一起），文件名要写得一模一样，连大小写和后缀也要一样".into()
                }
                None => "链接写到另一条记录的.md文件，例如 ../活动/2024-03-15-送教.md".into(),
            }),
        },
        LinkProblem::NoAnchor { nearest } => Message {
            text: format!("链接“{href}”指向的小标题不存在"),
            help: Some(match nearest {
                Some(nearest) => format!("是不是想写“#{nearest}”？"),
                None => "请核对目标记录里的小标题，或去掉“#”及其后的部分".into(),
            }),
        },
        LinkProblem::Unattached { folder, record } => Message::new(
            format!("链接“{href}”指向的文件不属于任何记录：文件夹“{folder}”里没有index.md"),
            format!(
                "{}；链接再改成“{}”",
                into_folder_of_record(folder, record.as_deref()),
                last_name(href)
            ),
        ),
        LinkProblem::Scheme if is_on_own_disk(href) => Message::new(
            format!("链接“{href}”是自己电脑上的位置，别人打不开"),
            format!("请把文件复制到这条记录的文件夹（与index.md放在一起），这里只写文件名：{}", last_name(href)),
        ),
        LinkProblem::Scheme => Message::new(
            format!("不能使用链接“{href}”"),
            "只能用 http、https、mailto 开头的地址，或到另一条记录的相对路径",
        ),
        LinkProblem::Leaves => Message::new(
            format!("链接“{href}”超出了content文件夹"),
            "请改为到另一条记录或旁边文件的相对路径",
        ),
        LinkProblem::Draft => Message::new(
            format!("链接“{href}”指向草稿，草稿不公开"),
            "请去掉链接，或把对方的“草稿”改为“否”",
        ),
    }
}

fn file_name(problem: &FileNameProblem) -> Message {
    match problem {
        FileNameProblem::Collides { with } => Message::new(
            format!("与“{with}”只差大小写或字符编码方式，部分系统无法区分"),
            "请给其中一个改名",
        ),
        FileNameProblem::Reserved => Message::new(
            "这个名称是Windows的设备名，在Windows上无法打开",
            "请换一个文件名，例如用日期开头",
        ),
        FileNameProblem::Edge => {
            Message::new("文件名以点或空格结尾，在Windows上无法打开", "请去掉结尾的点或空格")
        }
        FileNameProblem::Character(character) => Message::new(
            format!("文件名里有“{character}”，Windows不允许"),
            "请用文字、数字、“-”和“_”",
        ),
        FileNameProblem::Invisible(code) => Message::new(
            format!("文件名里有看不见的字符（U+{code:04X}）"),
            "请重新输入文件名，不要从网页粘贴",
        ),
        FileNameProblem::Percent => Message::new(
            "文件名里有百分号（%），别的档案程序核对档案包时会认不出这个文件",
            "请改名，例如把“100%”写成“百分之百”",
        ),
        FileNameProblem::Long => Message::new("文件名太长，部分系统无法保存", "请缩短到80个字以内"),
    }
}

fn sealed(problem: &SealProblem) -> Message {
    let correct =
        "请改回原样；确需更正的，在记录里写“更正: 理由”，再由管理员运行“guidang seal 学期”重新封存";
    let reseal = "请改回原样；确需更正的，由管理员运行“guidang seal 学期 --reason 理由”重新封存";
    match problem {
        SealProblem::Changed { term } => {
            Message::new(format!("“{term}”已经封存，这份记录与封存时不同"), correct)
        }
        SealProblem::Gone { term, record } => {
            Message::new(format!("“{term}”已经封存，其中的记录“{record}”不见了"), reseal)
        }
        SealProblem::Added { term } => Message::new(
            format!("“{term}”已经封存，这份记录是后来加进去的"),
            "请核对日期；确需补记的，在记录里写“更正: 理由”，再由管理员运行“guidang seal 学期”重新封存",
        ),
        SealProblem::File { term, path } => {
            Message::new(format!("“{term}”已经封存，附件“{path}”与封存时不同或不见了"), correct)
        }
        SealProblem::NotResealed { term } => Message::new(
            format!("这份记录写了更正，“{term}”还没有重新封存"),
            "学校请把更正推送到单独的分支（git push origin HEAD:refs/heads/更正），由管理员核对、合并，再运行“guidang seal 学期”；更正和理由会显示在页面上",
        ),
        SealProblem::Figure { term, figure, sealed, now } => Message::new(
            format!("“{term}”已经封存，{figure}封存时是{sealed}，现在为{now}"),
            "请核对指标、计划和学期的改动；确需更正的，由管理员运行“guidang seal 学期 --reason 理由”重新封存",
        ),
        SealProblem::Term { term } => Message::new(
            format!("封存的学期“{term}”不见了，或起止日期与封存时不同"),
            "请在站点.yaml里改回原样",
        ),
        SealProblem::Unreadable => Message::new(
            "封存文件无法读取",
            "这个文件由“guidang seal”写成，请不要手改；可从历史记录里恢复",
        ),
    }
}

fn filing(problem: &FilingProblem) -> Message {
    match problem {
        FilingProblem::Code { found } => Message::new(
            format!("“{found}”不能用在档号里"),
            "全宗号、门类、机构代码只用字母和数字，1到8位，例如 J012、WS、BGS；全宗号以档案馆给的为准",
        ),
        FilingProblem::Line { found } => Message::new(
            format!("这一行不是有效的档号：{found}"),
            "每行写成“  J012-WS·2024-Y-0001: 记录编号”。这个文件由“guidang number”写成，请不要手改；可从历史记录里恢复",
        ),
        FilingProblem::NoFonds => Message::new(
            "已经编了档号，站点.yaml里却没有“档号”的“全宗号”",
            "请在站点.yaml里写明“档号”，已经给的档号不会变；没有它，新的记录编不了号",
        ),
        FilingProblem::Gone { number, document } => Message::new(
            format!("档号{number}的记录“{document}”不见了"),
            "改了名或移了位置的，把这一行的编号改成新的；确实撤销的，把这一行移到 retired（注销）下面。这个档号不会再给别的记录",
        ),
        FilingProblem::Differs { number, document, now } => Message::new(
            format!("“{document}”的档号是{number}，按现在的日期、期限和机构应是{now}"),
            "档号一经编定不再变动。请核对记录的改动；记录没有改错的，可以不管",
        ),
        FilingProblem::Fonds { count, given, now } => Message::new(
            format!("有{count}个档号以“{given}”开头，站点.yaml里现在是“{now}”"),
            "已经给的档号不会变。请核对全宗号与门类；确实换了的，可以不管",
        ),
    }
}

fn source(problem: &SourceProblem) -> Message {
    match problem {
        SourceProblem::Address { found } => Message::new(
            format!("“{found}”不能用作下级网站的网址"),
            "请写 http:// 或 https:// 开头的网址，或从本站首页数起的文件夹，如 ../qingluan/",
        ),
        SourceProblem::Folder { found } => Message::new(
            format!("文件夹“{found}”不在本档案里面"),
            "请把下级的数据拷进来，写从档案根目录数起的文件夹，如 counties/qingluan；不能有“..”、盘符或以“/”开头",
        ),
        SourceProblem::TooMany(limit) => Message::new(
            format!("下级档案太多，最多{limit}个"),
            "请分开汇总：先汇总到市，再汇总到省",
        ),
        SourceProblem::Missing { name, why } => Message::new(
            format!("没有汇总“{name}”：{}", why_missing(why)),
            match why {
                WhyMissing::NotThere { .. } => {
                    "请把那个网站的data文件夹拷到这里；没有报送的，可以不管，网页上会列为缺报"
                }
                WhyMissing::Link { .. } => "请换成真正的文件夹和文件，不用快捷方式或链接",
                WhyMissing::Version { .. } => "请让两边用相近版本的归档（guidang）重新生成",
                WhyMissing::SameAs { .. } => "请核对是否复制错了文件夹",
                WhyMissing::Personal { .. } => "请通知对方改正并重新生成；改好以前不汇总",
                WhyMissing::Unreadable { .. }
                | WhyMissing::TooLarge { .. }
                | WhyMissing::Shape { .. }
                | WhyMissing::Value { .. }
                | WhyMissing::Twice { .. } => "请重新复制一份；还是这样的，请对方重新生成网站",
            },
        ),
    }
}

pub(super) fn why_missing(why: &WhyMissing) -> String {
    match why {
        WhyMissing::NotThere { path } => format!("找不到{path}"),
        WhyMissing::Link { path } => format!("{path}是链接，不是文件"),
        WhyMissing::Unreadable { path } => format!("{path}读不出来"),
        WhyMissing::TooLarge { file, limit } => {
            format!("{file}太大，上限为{}MB", megabytes(*limit))
        }
        WhyMissing::Shape { file, line, column } => {
            format!("{file}第{line}行第{column}列不合格式，或文件不完整")
        }
        WhyMissing::Version { found } => format!("数据的格式是“{found}”，这里读不懂"),
        WhyMissing::Value { file, field, found } => {
            format!("{file}里的{}“{found}”不对", field.zh)
        }
        WhyMissing::Twice { file, found } => format!("{file}里“{found}”重复"),
        WhyMissing::SameAs { name } => format!("数据与“{name}”的完全相同"),
        WhyMissing::Personal { kind, masked } => {
            format!("数据里有个人信息：{}（{masked}）", kind.zh)
        }
    }
}

/// Where something stands in an attachment.
fn place_in_attachment(place: &AttachmentPlace) -> String {
    match place {
        AttachmentPlace::Line(line) => format!("第{line}行"),
        AttachmentPlace::Paragraph(paragraph) => format!("第{paragraph}段"),
        AttachmentPlace::Slide(slide) => format!("第{slide}张幻灯片"),
        AttachmentPlace::Page(page) => format!("第{page}页"),
        AttachmentPlace::Cell { sheet, cell } => format!("工作表“{sheet}”的{cell}格"),
        AttachmentPlace::Name => "里的文件名或表名".into(),
        AttachmentPlace::Somewhere => "里".into(),
    }
}

/// `doc 3个、pdf 1个`
fn counted_endings(endings: &[(String, usize)]) -> String {
    let named: Vec<String> =
        endings.iter().map(|(ending, count)| format!("{ending} {count}个")).collect();
    named.join("、")
}
