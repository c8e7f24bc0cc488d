//! What people write for which field and which figure: a suggestion comes from what a word means, and only then from how it
//! is spelt (docs/content-model.md §6).

use super::labels::{LABELS, key_of_label};
use super::names::*;
use crate::diagnostics::BilingualName;
use crate::privacy::simplified;
use crate::syntax::fold::sounds_alike;

/// Words that are no labels of printed forms, and the fields that they may stand for, the likeliest first. Of these, a map
/// offers those that it has.
const WORDS: &[(&str, &[BilingualName])] = &[
    (
        "题目 题名 活动题目 活动标题 事由 记录名称 活动内容名称 名称 计划名称 总结名称 荣誉名称 奖项 奖项名称 获奖名称 资源名称",
        &[TITLE],
    ),
    (
        "曰期 日子 时间日期 日期时间 年月日 发生日期 举办日期 举办时间 开展日期 开展时间 记录日期 记录时间 送教日期 送教时间 走访日期 走访时间 填表日期 填报日期 获奖日期 获奖时间 颁发日期 写作日期 撰写日期",
        &[DATE],
    ),
    ("会议时间 授课时间 上课时间 讲座时间 听课时间", &[DATE, TIME]),
    ("开始日期 开始时间 起始日期 起始时间 开始日 起始 起", &[START]),
    ("结束日期 结束时间 截止日期 截止时间 终止日期 结束日 截止 止", &[END, BY_ACTION, DUE]),
    ("地址 场所 位置 活动场所 会议地点 授课地点 上课地点 送教地点 讲座地点 活动地址", &[PLACE]),
    ("类别 种类 活动类别 活动种类 记录类型 帮扶类型 帮扶类别 帮扶形式 活动性质", &[TYPE]),
    ("方式 活动方式 帮扶方式 开展方式 开展形式 组织形式", &[FORM]),
    ("科目 授课科目 任教学科 学科名称 领域 活动领域", &[SUBJECT]),
    ("班级 班 年级班级 上课班级 上课年级 执教班级 执教年级 授课对象", &[GRADE_VISIT]),
    ("课程 课名 篇目 课文 教学内容 授课题目 上课课题 执教课题 讲课题目 课程名称", &[LESSON]),
    ("讲座题目 讲座主题 讲座名称 报告题目", &[TITLE, LESSON]),
    (
        "学校 对象 对象学校 对象单位 受援学校 受援单位 受援校 受援方 受帮扶学校 受帮扶校 受扶学校 受扶单位 受扶校 被帮扶学校 被帮扶校 被帮扶单位 帮扶对象 送教学校 送教单位 送教对象 走访学校 到访学校 到访单位 对口学校 对口帮扶学校 结对学校 结对校 对方学校 对方单位",
        &[TO, HELPED],
    ),
    ("帮扶单位 帮扶方 支援校 支援单位 援助学校 牵头学校 牵头校 龙头学校 甲方", &[HELPER]),
    ("乙方", &[HELPED]),
    (
        "签到表 签到册 签到簿 签到 签到名单 签到人员 出席 出席人 出席者 出席名单 到会人员 到场人员 到场教师 与会人员 与会者 参会人员 参会人 参会者 参会教师 参加者 参与者 参与人 参加教师 参与教师 参加对象 参训人员 参训教师 听课人 听课人员 听课教师 陪同人员 随行人员 人员 参加人名单 参加人员名单 获奖人 获奖者 获奖人员 获奖教师",
        &[PEOPLE],
    ),
    (
        "执教 执教教师 执教人 执教者 上课教师 上课人 讲课教师 讲课人 讲师 主讲者 主讲专家 主讲嘉宾 授课者 授课专家 授课 送教教师 送教人 送教者 做课教师 示范教师 报告人 专家",
        &[SPEAKERS],
    ),
    ("组织者 组织人 召集人 主持者 主持教师 主办人", &[HOST]),
    ("记录者 记录教师 记录 填表人 填报人 填写人 整理人", &[RECORDER]),
    ("人数 总人数 活动人数", &[ATTENDANCE, BENEFICIARIES]),
    (
        "到场人数 出席人数 参会人数 与会人数 实到人数 听课人数 参训人数 到会 参加人次 参与人次 参加教师数 参与教师数",
        &[ATTENDANCE],
    ),
    (
        "受益学生 受益人 受益师生 受益教师 受益幼儿 受益面 受益人次 受益教师数 受益幼儿数 受益师生数 覆盖人数 惠及人数 服务人数 受众人数 受惠人数 学生人数 学生数 幼儿人数",
        &[BENEFICIARIES, PUPILS],
    ),
    ("费用 花费 支出 金额 投入 投入经费 资金 活动费用 经费支出 经费金额", &[COST]),
    ("需求 诉求 帮扶要求 学校需求", &[NEEDS]),
    (
        "意见 反馈 评价 意见建议 意见和建议 意见反馈 受援方意见 学校意见 对方反馈 对方评价",
        &[FEEDBACK],
    ),
    (
        "问题 存在问题 存在的问题 发现问题 发现的问题 主要问题 整改问题 整改 整改情况 整改要求 整改事项 待整改 待整改问题 问题与整改 问题及整改 问题和整改 不足 存在不足 问题与不足 不足之处",
        &[FOLLOW_UPS, PROBLEM],
    ),
    (
        "整改办法 整改方法 整改措施 整改期限 整改时限 整改责任人 解决办法 解决措施",
        &[MEASURE_FOLLOW_UP, FOLLOW_UPS],
    ),
    ("工作措施 计划措施 对应措施 所属措施 措施名称 措施编号", &[ACTION]),
    ("所属计划 对应计划 依据计划", &[PLAN]),
    ("对子 结对名称 所属结对 结对关系", &[PAIR]),
    ("材料清单 佐证 佐证材料 资料 资料清单 归档材料 应附材料", &[MATERIALS]),
    ("作者 撰写 撰写者 执笔 执笔人 撰稿人 总结人", &[AUTHOR]),
    ("审核 审核者 审批人 审阅人 签发人 批准人", &[APPROVED_BY]),
    ("学期名称 所属学期 学年学期", &[TERM]),
    ("荣誉级别 获奖级别 奖励级别 奖项级别", &[LEVEL_HONOUR]),
    ("目标值 指标值 目标数", &[VALUE]),
    ("指标名称", &[INDICATOR, NAME]),
    ("周期 频次 频率 考核周期", &[EVERY]),
    ("基数 基础值 起点", &[BASELINE]),
    ("要求 标准 工作要求", &[QUALITY]),
    ("完成日期 完成期限 时限", &[BY_ACTION, DUE]),
    ("责任人 牵头人", &[OWNER, LEAD]),
    ("负责人", &[LEAD, OWNER]),
    ("校名 学校名称 学校全称 全称", &[NAME]),
    ("校长 校长姓名", &[HEAD]),
    ("学生人数 在校生数 在校学生数 在校人数 幼儿数 在校幼儿数", &[PUPILS]),
    ("教师数 教师人数 教职工数 专任教师 专任教师人数", &[TEACHERS]),
    ("班数 班级 班级个数 教学班数", &[CLASSES]),
    ("学校类型 学校类别 办学层次 办学类型", &[LEVEL_SCHOOL]),
    ("别名 又名 缩写", &[SHORT]),
    ("原名 原校名 旧名", &[FORMERLY]),
    ("计算方式 统计方式 汇总方式 计算方法", &[AGGREGATE]),
    ("计量单位", &[UNIT]),
    ("提问者 提问 提问教师", &[ASKED_BY]),
    ("答复 回答 解答", &[REPLIES]),
    ("答复人 回答人 回复者", &[BY_REPLY]),
    ("答复内容 回复内容 回答内容", &[TEXT]),
];

/// The fields of a map that a word of none of them probably stands for, the likeliest first.
pub(super) fn meant_fields(found: &str, fields: Fields) -> Vec<BilingualName> {
    let word = usual_word(found);
    let mut meant = Vec::new();
    for (words, keys) in WORDS {
        if !lists(words, &word) {
            continue;
        }
        for key in *keys {
            if fields.contains(key) {
                meant.push(*key);
            }
        }
    }
    match key_of_label(&word) {
        Some(key) if meant.is_empty() && fields.contains(&key) => vec![key],
        _ => meant,
    }
}

fn lists(words: &str, word: &str) -> bool {
    for known in words.split(' ') {
        if known == word {
            return true;
        }
    }
    false
}

/// The field of a map whose label on forms sounds like a word.
pub(super) fn nearest_label(found: &str, fields: Fields) -> Option<BilingualName> {
    let word = usual_word(found);
    for (label, key) in LABELS {
        if fields.contains(key) && sound_alike(&word, label) {
            return Some(*key);
        }
    }
    None
}

/// Whether each character of a text is that of another one, or sounds like it.
fn sound_alike(text: &str, other: &str) -> bool {
    if text.chars().count() != other.chars().count() {
        return false;
    }
    for (one, two) in text.chars().zip(other.chars()) {
        if one != two && !sounds_alike(one, two) {
            return false;
        }
    }
    true
}

/// Whether a key is a word for a field of any map, so that a line was meant as `key: value`.
pub(super) fn is_usual_word(text: &str) -> bool {
    let word = usual_word(text);
    if word.chars().count() < 3 {
        return false;
    }
    for (words, _) in WORDS {
        if lists(words, &word) {
            return true;
        }
    }
    false
}

/// A word as the tables have it: in simplified characters, without marks, and of several words for one thing the usual one.
fn usual_word(text: &str) -> String {
    let plain = simplified(&bare_key(text)).replace("老师", "教师").replace("幼儿园", "学校");
    let plain = plain.trim_end_matches("姓名").trim_end_matches("名单").replace("校园", "学校");
    match plain.strip_suffix('园') {
        Some(stem) if !stem.is_empty() => format!("{stem}校"),
        _ => plain,
    }
}

/// Words that the names of most figures end with: they tell nothing of what is counted.
const ENDINGS: [&str; 7] = ["人数", "次数", "数量", "人次", "总数", "个数", "数"];

/// The data keys that a name of none of them probably stands for: those that hold it or that it holds, else those that it
/// differs from by a slip.
pub(super) fn meant_measures<'a>(found: &str, measures: &'a [String]) -> Vec<&'a str> {
    let by_words = alike(found, measures, &figure_stem);
    if !by_words.is_empty() {
        return by_words;
    }
    let mut slips = Vec::new();
    for measure in measures {
        slips.extend(nearest_slip(found, std::iter::once(measure.as_str())));
    }
    if slips.is_empty() { alike(found, measures, &lesson_stem) } else { slips }
}

/// The data keys whose stems hold that of a name, or are held by it.
fn alike<'a>(found: &str, measures: &'a [String], stem: &dyn Fn(&str) -> String) -> Vec<&'a str> {
    let own = stem(found);
    let mut alike = Vec::new();
    for measure in measures {
        let other = stem(measure);
        let shortest = own.chars().count().min(other.chars().count());
        if 2 <= shortest && (own.contains(&other) || other.contains(&own)) {
            alike.push(measure.as_str());
        }
    }
    alike
}

/// The stem of the name of a figure, where lessons are counted in 节 too.
fn lesson_stem(name: &str) -> String {
    let plain = figure_stem(name);
    match plain.trim_end_matches('次').strip_suffix('节') {
        Some(stem) => format!("{}课时", stem.trim_end_matches('课')),
        None => plain,
    }
}

/// The name of a figure without its ending; 学时 is another word for 课时.
fn figure_stem(name: &str) -> String {
    let plain = simplified(&bare_key(name)).replace("学时", "课时");
    for ending in ENDINGS {
        if let Some(stem) = plain.strip_suffix(ending) {
            return stem.to_owned();
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &str, fields: Fields) -> Vec<&'static str> {
        let mut names = Vec::new();
        for field in meant_fields(found, fields) {
            names.push(field.zh);
        }
        names
    }

    #[test]
    fn words_mean_fields() {
        for (found, meant) in [
            ("授课老师", &["主讲人"][..]),
            ("主讲老师", &["主讲人"]),
            ("受援学校", &["对象校"]),
            ("受援幼儿园", &["对象校"]),
            ("签到表", &["参加人"]),
            ("整改问题", &["问题整改"]),
            ("人数", &["参加人数", "受益人数"]),
            ("学校", &["对象校"]),
            ("班级", &["年级"]),
            ("活動主題", &["标题"]),
            ("【受援学校】", &["对象校"]),
            ("课时", &[]),
            ("主讲教师姓名", &["主讲人"]),
            ("天气", &[]),
        ] {
            assert_eq!(names(found, VISIT_FIELDS), meant, "{found}");
        }
        assert_eq!(nearest_label("活动主提", VISIT_FIELDS), Some(TITLE));
        assert_eq!(nearest_label("活动时长", VISIT_FIELDS), None);
        assert_eq!(names("受援学校", PAIR_FIELDS), ["受援校"]);
        assert_eq!(names("班级", SCHOOL_FIELDS), ["班级数"]);
    }

    #[test]
    fn names_of_figures_are_told_by_what_they_count() {
        let measures = ["送教课时", "优课节数", "评课节数", "在校人数"].map(str::to_owned);
        for (found, meant) in [
            ("课时", &["送教课时"][..]),
            ("送教课时数", &["送教课时"]),
            ("学时", &["送教课时"]),
            ("送教学时", &["送教课时"]),
            ("在校学生人数", &["在校人数"]),
            ("听课节数", &["优课节数", "评课节数"]),
            ("受益人数", &[]),
            ("人数", &[]),
            ("节数", &["送教课时", "优课节数", "评课节数"]),
            ("送教课数", &["送教课时"]),
        ] {
            assert_eq!(meant_measures(found, &measures), meant, "{found}");
        }
    }
}
