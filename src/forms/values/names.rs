//! Every value that a place of a form can name: its two names, and what it is. `docs/form-values.md` is written from here.

use crate::diagnostics::BilingualName;

/// A value: its names, and its meaning in both languages.
#[derive(Debug, Clone, Copy)]
pub(in crate::forms) struct ValueName {
    pub(in crate::forms) name: BilingualName,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the documentation"))]
    pub(in crate::forms) meaning: BilingualName,
}

macro_rules! values {
    ($($(#[$doc:meta])* $list:ident: { $($en:literal $zh:literal, $means:literal, $meaning:literal;)* })*) => {
        $($(#[$doc])* pub(in crate::forms) const $list: &[ValueName] = &[$(ValueName {
            name: BilingualName { en: $en, zh: $zh },
            meaning: BilingualName { en: $means, zh: $meaning },
        },)*];)*
    };
}

values! {
    /// What a place can begin with.
    ROOTS: {
        "site" "站点", "The archive", "整个档案";
        "as_of" "截至日", "The day up to which progress is judged", "进度算到哪一天";
        "school" "学校", "The school of `--school`, or that of the record", "--school 的学校，或记录所在的学校";
        "pair" "结对", "The pair of `--pair`, or that of the record or the school", "--pair 的结对，或记录、学校所属的结对";
        "plan" "计划", "The plan of `--plan`, or that of the record, the pair or the school", "--plan 的计划，或记录、结对、学校的计划";
        "term" "学期", "The term of `--term`, or that of the record or the day", "--term 的学期，或记录、截至日所在的学期";
        "record" "记录", "The record of `--record`", "--record 的记录";
        "helper" "帮扶校", "The helping schools of the pair", "结对的帮扶校";
        "helped" "受援校", "The helped schools of the pair", "结对的受援校";
        "schools" "各校", "All schools, or those of the pair; a list", "全部学校，或结对的学校（列表）";
        "pairs" "各结对", "All pairs, or those of the school; a list", "全部结对，或学校所属的结对（列表）";
        "targets" "目标", "The targets of the plan, the pair or the school; a list, or one by its id", "计划、结对或学校的目标（列表；也可写“目标.编号”）";
        "actions" "措施", "The planned measures; a list, or one by its id", "计划的措施（列表；也可写“措施.编号”）";
        "visits" "活动", "The visits of the school, the pair, the plan and the term, by date; a list", "学校、结对、计划、学期的活动，按日期排（列表）";
        "summaries" "总结", "Their summaries; a list", "同上的总结（列表）";
        "honours" "荣誉", "Their honours; a list", "同上的荣誉（列表）";
        "resources" "资源", "Their resources; a list", "同上的资源（列表）";
        "questions" "问题对话", "Their questions; a list", "同上的问题对话（列表）";
        "ledgers" "台账", "Their ledgers; a list, or one by its title", "同上的台账（列表；也可写“台账.标题”）";
        "follow_ups" "问题整改", "The problems found at these visits; a list", "这些活动里的问题整改（列表）";
    }
    /// What every thing of a list has.
    ITEM: {
        "no" "序号", "The running number in a repeated row", "在重复的行里是第几个";
    }
    /// The archive.
    SITE: {
        "title" "标题", "Its title", "档案的标题";
        "organisation" "单位", "Its organisation", "单位";
    }
    /// A school.
    SCHOOL: {
        "name" "名称", "Its name", "名称";
        "short" "简称", "Its short names", "简称";
        "code" "学校标识码", "Its code", "学校标识码";
        "level" "学段", "Its level", "学段";
        "township" "乡镇", "Its township", "乡镇";
        "area" "城乡类别", "Town or country", "城乡类别";
        "grade" "等级", "Its grade", "等级";
        "honours" "称号", "Its honours", "称号";
        "head" "负责人", "Its head", "负责人";
        "classes" "班级数", "How many classes it has", "班级数";
        "pupils" "学生数", "How many pupils", "学生数";
        "boarders" "寄宿生数", "How many boarders", "寄宿生数";
        "teachers" "专任教师数", "How many teachers", "专任教师数";
        "opened" "开办", "Its first day", "开办日期";
        "closed" "停办", "Its last day", "停办日期";
        "merged_into" "并入", "The school that it became a part of", "并入的学校";
        "formerly" "曾用名", "Its old names and ids; a list", "曾用名（列表）";
        "note" "说明", "Its note", "说明";
    }
    /// A pair.
    PAIR: {
        "name" "名称", "Its name", "名称";
        "kind" "形式", "The kind of pairing", "结对的形式";
        "helper" "帮扶校", "Its helping schools", "帮扶校";
        "helped" "受援校", "Its helped schools", "受援校";
        "start" "开始", "Its first day", "开始";
        "end" "结束", "Its last day", "结束";
        "agreement" "协议", "The name of the file of its agreement", "协议的文件名";
        "formerly" "曾用名", "Its old ids; a list", "曾用名（列表）";
        "note" "说明", "Its note", "说明";
    }
    /// A plan.
    PLAN: {
        "title" "标题", "Its title", "标题";
        "start" "开始", "Its first day", "开始";
        "end" "结束", "Its last day", "结束";
        "leader" "组长", "The leader of its team", "领导小组组长";
        "deputies" "副组长", "The deputies", "副组长";
        "members" "成员", "The members", "成员";
        "text" "正文", "Its text; `text.HEADING` is the part below a heading", "正文；“正文.小标题”是这个小标题下的一段";
    }
    /// A term.
    TERM: {
        "name" "名称", "Its name", "名称";
        "start" "开始", "Its first day", "开始";
        "end" "结束", "Its last day", "结束";
    }
    /// A record.
    RECORD: {
        "title" "标题", "Its title", "标题";
        "date" "日期", "Its day; of several the last", "日期；跨几天的是最后一天";
        "start" "开始", "The first of several days", "跨几天的第一天";
        "time" "时间", "The time of day", "时间";
        "type" "类型", "Its type", "类型";
        "form" "形式", "In person, online, by phone", "形式";
        "school" "学校", "The school that wrote it", "所在的学校";
        "to" "对象校", "The schools that it is about", "对象校";
        "pair" "结对", "Its pair", "所属的结对";
        "plan" "计划", "The plan that it names", "写明的计划";
        "action" "措施", "The measures that it carries out", "落实的措施";
        "term" "学期", "Its term", "学期";
        "place" "地点", "The place", "地点";
        "people" "参加人", "The people; a list", "参加人（列表）";
        "host" "主持人", "The host", "主持人";
        "speakers" "主讲人", "The speakers; a list", "主讲人（列表）";
        "recorder" "记录人", "Who took the notes", "记录人";
        "attendance" "参加人数", "How many attended", "参加人数";
        "beneficiaries" "受益人数", "How many benefited", "受益人数";
        "cost" "经费", "What it cost, in yuan", "经费（元）";
        "subject" "学科", "The subject", "学科";
        "grade" "年级", "The grade", "年级";
        "lesson" "课题", "The lesson", "课题";
        "needs" "帮扶需求", "What the other side asks for", "帮扶需求";
        "feedback" "对方意见", "What the other side thinks", "对方意见";
        "materials" "材料", "What is said to be filed; a list", "材料（列表）";
        "follow_ups" "问题整改", "The problems found; a list", "问题整改（列表）";
        "note" "说明", "Its note, beside its text", "正文以外的说明";
        "document_number" "文号", "Its document number", "文号";
        "pages" "页数", "How many pages it has on paper", "页数";
        "author" "撰写人", "Who wrote the summary", "总结的撰写人";
        "approved_by" "审核人", "Who approved the summary", "总结的审核人";
        "level" "级别", "The level of an honour", "荣誉的级别";
        "asked_by" "提问人", "Who asked the question", "问题的提问人";
        "data" "数据", "`data.KEY` is a figure of it", "“数据.名称”是其中一个数";
        "other" "其他", "What the county's form asks beyond the fields; `other.LABEL` is one of it", "表里另外要填的各项；“其他.标签”是其中一项";
        "text" "正文", "Its text; `text.HEADING` is the part below a heading", "正文；“正文.小标题”是这个小标题下的一段";
        "attachments" "附件", "The names of its attachments; a list", "附件的文件名（列表）";
        "rows" "行", "The rows of a ledger; a list, where each public column is a value", "台账的各行（列表），每个公开的列名都是一个值";
    }
    /// A target.
    TARGET: {
        "id" "编号", "Its id", "编号";
        "indicator" "指标", "Its indicator", "指标";
        "unit" "单位", "The unit of its figures", "单位";
        "owner" "责任人", "Who answers for it", "责任人";
        "who" "对象", "The school, pair or organisation that it is about", "考核的学校、结对或单位";
        "plan" "计划", "Its plan", "所在的计划";
        "value" "值", "The value to reach, with its unit", "目标值，带单位";
        "value_number" "值数", "The value without its unit", "目标值，只有数";
        "actual" "实际", "The figure reached, with its unit", "实际完成，带单位";
        "actual_number" "实际数", "The figure without its unit", "实际完成，只有数";
        "expected" "应达", "What was to be reached by now", "到截至日应达";
        "period" "时段", "The period of the figure", "这个数所在的时段";
        "status" "状态", "How it stands", "进度";
        "note" "说明", "Its note", "说明";
    }
    /// A planned measure.
    ACTION: {
        "id" "编号", "Its id", "编号";
        "name" "名称", "Its name", "名称";
        "by" "完成时间", "By when", "完成时间";
        "times" "次数", "How often", "计划次数";
        "done_times" "已完成次数", "How often so far", "已开展几次";
        "lead" "负责人", "Who leads it", "负责人";
        "department" "责任部门", "Which department", "责任部门";
        "place" "地点", "Where", "地点";
        "quality" "质量要求", "What is asked of it", "质量要求";
        "status" "状态", "How it stands", "进度";
        "note" "说明", "Its note", "说明";
    }
    /// A problem found at a visit.
    FOLLOW_UP: {
        "problem" "问题", "The problem", "问题";
        "measure" "整改措施", "What is done about it", "整改措施";
        "owner" "责任人", "Who answers for it", "责任人";
        "due" "期限", "By when", "期限";
        "done" "销号", "When it was settled", "销号的日期";
        "status" "状态", "How it stands", "进度";
        "note" "说明", "Its note", "说明";
        "record" "记录", "The visit that found it", "发现问题的活动";
        "school" "学校", "The school of that visit", "那次活动所在的学校";
        "to" "对象校", "The schools that it visited", "那次活动的对象校";
        "pair" "结对", "The pair of that visit", "那次活动所属的结对";
        "settled_by" "销号的活动", "The visit that settled it", "给它销号的活动";
        "date" "日期", "The day of that visit", "那次活动的日期";
    }
    /// One text of a list, such as a name.
    NAME: {
        "name" "名称", "The text itself", "这一项的文字";
    }
    /// What a list has.
    LIST: {
        "count" "数量", "How many there are", "有几项";
    }
    /// What a day has.
    DAY: {
        "year" "年", "Its year", "年";
        "month" "月", "Its month", "月";
        "day" "日", "Its day", "日";
        "iso" "数字日期", "Such as 2024-03-15", "如 2024-03-15";
    }
}

/// Every list of values, with the name of what has them.
#[cfg(test)]
pub(in crate::forms) const ALL: &[(BilingualName, &[ValueName])] = &[
    (BilingualName { en: "What a place begins with", zh: "开头可以写" }, ROOTS),
    (BilingualName { en: "A thing of a list", zh: "列表里的一项" }, ITEM),
    (BilingualName { en: "The archive", zh: "站点" }, SITE),
    (BilingualName { en: "A school", zh: "学校" }, SCHOOL),
    (BilingualName { en: "A pair", zh: "结对" }, PAIR),
    (BilingualName { en: "A plan", zh: "计划" }, PLAN),
    (BilingualName { en: "A term", zh: "学期" }, TERM),
    (BilingualName { en: "A record", zh: "记录（活动、总结、台账、荣誉……）" }, RECORD),
    (BilingualName { en: "A target", zh: "目标" }, TARGET),
    (BilingualName { en: "A planned measure", zh: "措施" }, ACTION),
    (BilingualName { en: "A problem", zh: "问题整改的一项" }, FOLLOW_UP),
    (BilingualName { en: "A text of a list", zh: "参加人、附件等列表里的一项" }, NAME),
    (BilingualName { en: "A list", zh: "列表" }, LIST),
    (BilingualName { en: "A day", zh: "日期" }, DAY),
];

/// The value of a name in either spelling.
pub(super) fn named(values: &'static [ValueName], text: &str) -> Option<&'static str> {
    let found = values.iter().find(|value| value.name.zh == text || value.name.en == text)?;
    Some(found.name.en)
}
