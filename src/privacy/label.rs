//! Labels that announce personal data: `家庭住址：…`, a column `监护人电话`.

use super::labelled::may_hold_label;
use super::words::{ends_with_any, holds_any};

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// A number that identifies one person.
    Number,
    /// The number of a certificate, which identifies a person too.
    Certificate,
    /// Where a family lives.
    Address,
    /// When somebody was born.
    Birth,
    /// Who a child's family is.
    Name,
    /// Why a family is poor, what a child suffers from.
    Circumstance,
    /// An account of a messenger.
    Account,
}

/// A label and what it announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) word: &'static str,
    pub(super) family: Family,
    /// Whether the word is common in other texts, so that the value must look like what the label announces.
    pub(super) is_common: bool,
}

const fn label(word: &'static str, family: Family) -> Label {
    Label { word, family, is_common: false }
}

const fn common(word: &'static str, family: Family) -> Label {
    Label { word, family, is_common: true }
}

/// All labels. Of two with the same beginning the longer one stands first.
pub(super) static LABELS: [Label; 130] = [
    label("身份证号", Family::Number),
    label("身份证", Family::Number),
    label("身份号码", Family::Number),
    label("身分证号", Family::Number),
    label("身分证", Family::Number),
    label("证件号", Family::Number),
    label("联系电话", Family::Number),
    label("联系方式", Family::Number),
    label("手机号", Family::Number),
    label("手机", Family::Number),
    label("银行卡号", Family::Number),
    label("银行卡", Family::Number),
    label("银行账号", Family::Number),
    label("银行账户", Family::Number),
    label("收款账户", Family::Number),
    label("家长电话", Family::Number),
    label("家庭电话", Family::Number),
    label("卡号", Family::Number),
    label("账号", Family::Number),
    label("帐号", Family::Number),
    label("一卡通", Family::Number),
    label("存折", Family::Number),
    label("学籍号", Family::Number),
    label("学籍辅号", Family::Number),
    label("驾驶证号", Family::Number),
    label("护照号", Family::Number),
    label("护照", Family::Number),
    label("通行证号", Family::Number),
    label("通行证", Family::Number),
    label("医保卡号", Family::Number),
    label("医保号", Family::Number),
    label("医保卡", Family::Number),
    label("社保卡号", Family::Number),
    label("社保卡", Family::Number),
    label("社保号", Family::Number),
    label("低保证编号", Family::Certificate),
    label("低保证号", Family::Certificate),
    label("低保证", Family::Certificate),
    label("残疾证编号", Family::Certificate),
    label("残疾人证编号", Family::Certificate),
    label("残疾证号", Family::Certificate),
    label("残疾人证号", Family::Certificate),
    label("家庭住址", Family::Address),
    label("家庭地址", Family::Address),
    label("家庭详细地址", Family::Address),
    label("家庭详细住址", Family::Address),
    label("家庭所在地", Family::Address),
    label("现住址", Family::Address),
    label("现住地址", Family::Address),
    label("常住地址", Family::Address),
    label("现居住地", Family::Address),
    label("居住地址", Family::Address),
    label("居住地", Family::Address),
    label("户籍地址", Family::Address),
    label("户籍所在地", Family::Address),
    label("户口所在地", Family::Address),
    label("户口地址", Family::Address),
    label("户籍地", Family::Address),
    common("户籍", Family::Address),
    common("通讯地址", Family::Address),
    common("通信地址", Family::Address),
    common("详细地址", Family::Address),
    common("住在", Family::Address),
    common("住所", Family::Address),
    label("住址", Family::Address),
    label("出生日期", Family::Birth),
    label("出生年月", Family::Birth),
    label("出生时间", Family::Birth),
    common("出生", Family::Birth),
    common("生日", Family::Birth),
    common("生于", Family::Birth),
    label("监护人", Family::Name),
    label("家长姓名", Family::Name),
    label("父亲姓名", Family::Name),
    label("母亲姓名", Family::Name),
    label("父母姓名", Family::Name),
    label("户主", Family::Name),
    label("紧急联系人", Family::Name),
    common("抚养人", Family::Name),
    common("养父", Family::Name),
    common("养母", Family::Name),
    common("继父", Family::Name),
    common("继母", Family::Name),
    common("家庭成员", Family::Name),
    common("开户名", Family::Name),
    common("开户人", Family::Name),
    common("户名", Family::Name),
    common("持卡人", Family::Name),
    common("父亲", Family::Name),
    common("母亲", Family::Name),
    common("家长", Family::Name),
    common("祖父", Family::Name),
    common("祖母", Family::Name),
    common("爷爷", Family::Name),
    common("奶奶", Family::Name),
    common("爸爸", Family::Name),
    common("妈妈", Family::Name),
    common("姥姥", Family::Name),
    common("姥爷", Family::Name),
    common("外公", Family::Name),
    common("外婆", Family::Name),
    label("致贫原因", Family::Circumstance),
    label("致困原因", Family::Circumstance),
    label("家庭困难原因", Family::Circumstance),
    label("家庭贫困原因", Family::Circumstance),
    label("贫困原因", Family::Circumstance),
    common("困难原因", Family::Circumstance),
    common("家庭困难情况", Family::Circumstance),
    common("家庭经济状况", Family::Circumstance),
    common("家庭情况", Family::Circumstance),
    common("家庭状况", Family::Circumstance),
    common("健康状况", Family::Circumstance),
    common("身体状况", Family::Circumstance),
    common("心理状况", Family::Circumstance),
    common("患病情况", Family::Circumstance),
    label("疾病名称", Family::Circumstance),
    common("诊断", Family::Circumstance),
    common("患病名称", Family::Circumstance),
    common("过敏史", Family::Circumstance),
    common("特殊体质", Family::Circumstance),
    label("致残原因", Family::Circumstance),
    label("残疾类型", Family::Circumstance),
    label("病史", Family::Circumstance),
    label("残疾类别", Family::Circumstance),
    label("残疾等级", Family::Circumstance),
    label("QQ号", Family::Account),
    common("QQ", Family::Account),
    label("微信号", Family::Account),
    common("微信", Family::Account),
    common("家住", Family::Address),
];

/// Words of columns about hardship. Together with a name they tell who is poor.
const HARDSHIP: [&str; 20] = [
    "困难",
    "贫困",
    "资助",
    "补助",
    "辍学",
    "低保",
    "残疾",
    "致贫",
    "家庭情况",
    "家庭状况",
    "家庭经济",
    "孤儿",
    "单亲",
    "留守",
    "特困",
    "脱贫",
    "建档立卡",
    "监测户",
    "五保",
    "救助",
];
/// Columns of names.
const NAMES: [&str; 25] = [
    "姓名",
    "学生姓名",
    "学生",
    "幼儿姓名",
    "受助学生",
    "受资助学生",
    "儿童姓名",
    "孩子姓名",
    "学生名字",
    "受助人",
    "受助人姓名",
    "受助学生姓名",
    "受助对象",
    "资助对象",
    "帮扶对象姓名",
    "被资助学生",
    "资助学生",
    "帮扶学生",
    "被帮扶学生",
    "帮扶对象",
    "结对学生",
    "家访对象",
    "家访学生",
    "走访对象",
    "受助幼儿",
];
/// The most bytes of the head of a column of names.
const MAX_NAME_LABEL: usize = 60;
/// Whose names are not those of children; parents have labels of their own.
const OF_GROWN_UPS: [&str; 16] = [
    "教师",
    "老师",
    "校长",
    "责任人",
    "负责人",
    "填表",
    "填报",
    "经办",
    "联系人",
    "干部",
    "专家",
    "评委",
    "帮扶人",
    "家长",
    "监护",
    "教职工",
];
/// Endings of the names of counts, kinds and events.
const COUNTS: [&str; 21] = [
    "数",
    "率",
    "次",
    "户",
    "比例",
    "人次",
    "额",
    "总额",
    "情况",
    "类型",
    "满意度",
    "意见",
    "会",
    "培训",
    "责任",
    "制度",
    "说明",
    "要求",
    "工作",
    "资料",
    "须知",
];

/// The label that the name of a key or column is or contains: 监护人 of `监护人电话`. `None` for the names of counts,
/// such as `户数` and `账号开通数`.
#[must_use]
pub fn telling_label(name: &str) -> Option<&'static str> {
    telling(name).map(|label| label.word)
}

/// [`telling_label`] with what the label announces.
pub(super) fn telling(name: &str) -> Option<&'static Label> {
    // Labels are in Chinese, but for QQ; most cells of large tables are days and figures.
    if !may_hold_label(name) {
        return None;
    }
    let plain: String = name.chars().filter(|ch| !ch.is_whitespace() && *ch != '*').collect();
    if ends_with_any(&plain, &COUNTS) {
        return None;
    }
    LABELS.iter().find(|label| !label.is_common && plain.contains(label.word))
}

/// Whether values of a label identify a person by themselves. Such a column stays out of the repository even as a
/// secret one, because committed data stays in the history.
#[must_use]
pub fn identifies(label: &str) -> bool {
    let is_number = |family| matches!(family, Family::Number | Family::Certificate);
    LABELS.iter().any(|known| known.word == label && is_number(known.family))
}

/// The column that, together with the others, tells whose hardship it is: a pupil's name next to 困难类别.
#[must_use]
pub fn telling_column<'c>(columns: &[&'c str]) -> Option<&'c str> {
    let name = columns.iter().copied().find(|column| is_name_label(column))?;
    columns.iter().any(|column| is_about_hardship(column)).then_some(name)
}

/// Whether a label or the head of a column announces the name of a child.
#[must_use]
pub fn is_name_label(label: &str) -> bool {
    let label = label.split(['（', '(']).next().unwrap_or_default();
    // Nearly no cell of a table has one of these.
    if MAX_NAME_LABEL < label.len() || !label.contains(['姓', '学', '助', '象']) {
        return false;
    }
    let plain: String = label.chars().filter(|ch| !ch.is_whitespace() && *ch != '*').collect();
    NAMES.contains(&plain.as_str()) || plain.ends_with("姓名") && !holds_any(&plain, &OF_GROWN_UPS)
}

/// Whether a label or the head of a column is about a family's hardship.
pub(super) fn is_about_hardship(label: &str) -> bool {
    !label.is_ascii() && holds_any(label, &HARDSHIP)
}

/// Endings of what is about the work of a school and not about a family.
const OF_WORK: [&str; 18] = [
    "工作",
    "制度",
    "政策",
    "责任",
    "培训",
    "会",
    "率",
    "数",
    "单位",
    "机构",
    "部门",
    "日期",
    "时间",
    "负责人",
    "责任人",
    "联系人",
    "经办人",
    "教师",
];
/// Hardships as they stand in cells of their own.
const HARDSHIPS: [&str; 24] = [
    "低保",
    "低保户",
    "低保家庭",
    "特困",
    "特困户",
    "特困供养",
    "特困人员",
    "孤儿",
    "事实孤儿",
    "单亲",
    "单亲家庭",
    "残疾",
    "残疾学生",
    "建档立卡",
    "建档立卡户",
    "建档立卡贫困户",
    "脱贫户",
    "脱贫不稳定户",
    "监测户",
    "边缘易致贫户",
    "突发严重困难户",
    "五保",
    "五保户",
    "事实无人抚养儿童",
];

/// Whether a label of a form announces what a family's hardship is, and not the work for such families.
pub(super) fn announces_hardship(label: &str) -> bool {
    is_about_hardship(label) && !ends_with_any(label, &OF_WORK)
}

/// Whether a cell says what somebody's hardship is, and nothing else.
#[must_use]
pub fn is_hardship(text: &str) -> bool {
    !text.is_ascii() && text.len() <= MAX_NAME_LABEL && HARDSHIPS.contains(&text)
}
