//! Labels that announce personal data: `家庭住址：…`, a column `监护人电话`.

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
#[derive(Debug, PartialEq, Eq)]
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
pub(super) static LABELS: [Label; 68] = [
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
    label("卡号", Family::Number),
    label("账号", Family::Number),
    label("帐号", Family::Number),
    label("一卡通", Family::Number),
    label("存折", Family::Number),
    label("学籍号", Family::Number),
    label("低保证号", Family::Certificate),
    label("残疾证号", Family::Certificate),
    label("残疾人证号", Family::Certificate),
    label("家庭住址", Family::Address),
    label("家庭地址", Family::Address),
    label("家庭详细地址", Family::Address),
    label("家庭详细住址", Family::Address),
    label("家庭所在地", Family::Address),
    label("现住址", Family::Address),
    label("现居住地", Family::Address),
    label("居住地址", Family::Address),
    label("居住地", Family::Address),
    label("户籍地址", Family::Address),
    label("户籍所在地", Family::Address),
    label("户口所在地", Family::Address),
    label("住址", Family::Address),
    label("出生日期", Family::Birth),
    label("出生年月", Family::Birth),
    label("出生时间", Family::Birth),
    common("出生", Family::Birth),
    common("生日", Family::Birth),
    label("监护人", Family::Name),
    label("家长姓名", Family::Name),
    label("父亲姓名", Family::Name),
    label("母亲姓名", Family::Name),
    label("父母姓名", Family::Name),
    label("户主", Family::Name),
    label("紧急联系人", Family::Name),
    common("父亲", Family::Name),
    common("母亲", Family::Name),
    common("家长", Family::Name),
    common("祖父", Family::Name),
    common("祖母", Family::Name),
    common("爷爷", Family::Name),
    common("奶奶", Family::Name),
    common("外公", Family::Name),
    common("外婆", Family::Name),
    label("致贫原因", Family::Circumstance),
    label("致困原因", Family::Circumstance),
    label("家庭困难原因", Family::Circumstance),
    label("家庭贫困原因", Family::Circumstance),
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
const NAMES: [&str; 16] = [
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
    let plain: String = name.chars().filter(|ch| !ch.is_whitespace() && *ch != '*').collect();
    if COUNTS.iter().any(|ending| plain.ends_with(ending)) {
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
    if !columns.iter().any(|column| is_about_hardship(column)) {
        return None;
    }
    columns.iter().copied().find(|column| is_name_label(column))
}

/// Whether a label or the head of a column announces the name of a child.
pub(super) fn is_name_label(label: &str) -> bool {
    let plain: String = label.chars().filter(|ch| !ch.is_whitespace()).collect();
    NAMES.contains(&plain.as_str())
}

/// Whether a label or the head of a column is about a family's hardship.
pub(super) fn is_about_hardship(label: &str) -> bool {
    HARDSHIP.iter().any(|word| label.contains(word))
}
