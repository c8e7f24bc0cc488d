//! Whether a value after a label, or beside it in a form, says something about a person.

use std::ops::RangeInclusive;

use super::char_class::{CharClass, class_of};
use super::label::{Family, Label};
use super::words::{begins_with_any, ends_with_any, holds_any};

/// What a value begins with that withholds or defers the data.
const WITHHELD: [&str; 40] = [
    "无",
    "略",
    "不公开",
    "不填",
    "保密",
    "见",
    "未",
    "待",
    "xx",
    "XX",
    "按",
    "由",
    "（",
    "同上",
    "—",
    "－",
    "/",
    "…",
    "×",
    "某某",
    "每",
    "各",
    "均",
    "已登记",
    "已脱敏",
    "已隐",
    "已删",
    "已备案",
    "已报",
    "详见",
    "不详",
    "不便",
    "同户籍",
    "暂无",
    "空白",
    "已核",
    "已填",
    "已采集",
    "已存",
    "另存",
];
/// Who of a family a name may be preceded by: `爷爷张某`.
const KIN: [&str; 26] = [
    "父亲",
    "母亲",
    "爷爷",
    "奶奶",
    "祖父",
    "祖母",
    "外公",
    "外婆",
    "外祖父",
    "外祖母",
    "姥姥",
    "姥爷",
    "爸爸",
    "妈妈",
    "叔叔",
    "伯伯",
    "伯父",
    "婶婶",
    "姑姑",
    "姑妈",
    "舅舅",
    "姨妈",
    "哥哥",
    "姐姐",
    "其父",
    "其母",
];
/// What the names of offices hold.
const OFFICES: [&str; 9] = ["局", "办", "校", "园", "室", "中心", "政府", "委", "站"];
/// Endings of who somebody is at a school or in a village.
const ROLES: [&str; 9] =
    ["委会", "班主任", "老师", "校长", "教师", "值班人员", "辅导员", "村支书", "宿管"];
/// What the addresses of offices hold. 花园小区, 站前路, 中心村 and 101室 are in those of homes.
const OFFICE_ADDRESSES: [&str; 9] =
    ["局", "办", "校", "幼儿园", "政府", "委", "中心小学", "服务中心", "政务中心"];
/// Parts of the address of a home, also of one beside an office: `街道办3组`.
const DWELLINGS: [&str; 6] = ["组", "栋", "幢", "单元", "屯", "队"];
/// The most characters of a value; what is longer is prose.
pub(super) const MAX_VALUE: usize = 60;
/// Parts of an address.
const PLACES: [&str; 27] = [
    "省", "市", "县", "区", "镇", "乡", "村", "组", "号", "路", "街", "巷", "栋", "幢", "单元",
    "室", "屯", "庄", "社区", "弄", "寨", "坪", "湾", "沟", "堡", "队", "旗",
];
/// The commonest family names, which nineteen of twenty people have.
const SURNAMES: &str = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欧靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪畅巩卓褚栾戚全娄甄郎池丛边岑农苟迟保商臧佘卞虞刁冷应匡栗仇练楚揭师官佟封燕桑巫敖原植邝仲荆储宗楼干苑寇盖南屠鞠荣井乐银奚明麻雍花闻冼木郜廉衣蔺和冀占公门帅利满";
/// What begins with a family name and is none.
const NO_NAMES: [&str; 88] = [
    "方面",
    "时间",
    "高度",
    "安全",
    "任何",
    "全体",
    "关系",
    "关爱",
    "关心",
    "严格",
    "明确",
    "温馨",
    "和",
    "成员",
    "应",
    "向",
    "时",
    "连",
    "马上",
    "常",
    "强",
    "尤其",
    "管理",
    "同",
    "商",
    "简",
    "公",
    "成为",
    "单",
    "全",
    "任",
    "万",
    "利",
    "满意",
    "谢谢",
    "安排",
    "安心",
    "安慰",
    "方便",
    "方法",
    "方式",
    "高兴",
    "高质",
    "白天",
    "毛病",
    "平时",
    "平常",
    "平均",
    "成长",
    "成绩",
    "温暖",
    "文明",
    "文化",
    "符合",
    "阳光",
    "乐于",
    "乐意",
    "宁可",
    "明白",
    "明显",
    "计划",
    "焦虑",
    "干净",
    "荣幸",
    "关注",
    "关于",
    "路上",
    "路途",
    "路远",
    "金额",
    "齐全",
    "舒服",
    "舒心",
    "项目",
    "古诗",
    "易懂",
    "毕业",
    "党员",
    "党组织",
    "党支部",
    "路费",
    "车祸",
    "车辆",
    "乐器",
    "章节",
    "白血病",
    "高血压",
    "应发",
];
/// How circumstances begin.
const CIRCUMSTANCES: [&str; 16] = [
    "因", "患", "缺", "残", "肢体", "听力", "视力", "智力", "精神", "言语", "多重", "重病", "先天",
    "一级", "二级", "哮喘",
];

/// What the circumstances of one family hold.
const TELLING: [&str; 22] = [
    "自闭症",
    "孤独症",
    "脑瘫",
    "肿瘤",
    "过敏",
    "离异",
    "病故",
    "去世",
    "亡故",
    "残疾",
    "单亲",
    "孤儿",
    "低保",
    "出走",
    "服刑",
    "癫痫",
    "哮喘",
    "抑郁",
    "重病",
    "特困",
    "心脏病",
    "白血病",
];

/// What the difficulties of schools hold.
const OF_SCHOOLS: [&str; 13] = [
    "教师",
    "师资",
    "教具",
    "设备",
    "学校",
    "图书",
    "场地",
    "经费",
    "教学",
    "课堂",
    "讲座",
    "培训",
    "儿童的",
];

/// Whether a value says something about a person: it is not masked, withheld, a count, or an office's number.
/// `is_announced`: a colon or the border of a form stands between label and value, so that any text will do.
pub(super) fn reveals(label: &Label, value: &str, is_announced: bool) -> bool {
    let value = if label.family == Family::Name { without_kin(value) } else { value };
    if !is_announced && label.is_common && label.family == Family::Name && 3 < value.chars().count()
    {
        return false; // 家长为方便接送
    }
    let is_masked = value.contains(['•', '＊', '*', '×']) || value.contains("__");
    if value.is_empty() || is_masked || is_withheld(value) {
        return false;
    }
    if matches!(label.family, Family::Number | Family::Certificate) {
        return is_number(value);
    }
    let is_of_words = matches!(label.family, Family::Address | Family::Name | Family::Circumstance);
    if is_of_words && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return false; // a count under a label
    }
    if is_announced && !label.is_common {
        is_statement(value) && !is_of_office(label.family, value)
    } else {
        looks_like(label.family, value)
    }
}

/// A name without who of the family it is, where a name follows: `爷爷张某` → `张某`.
fn without_kin(value: &str) -> &str {
    for kin in KIN {
        if let Some(name) = value.strip_prefix(kin)
            && is_name(name)
        {
            return name;
        }
    }
    value
}

/// Whether a value names an office or the school itself: `校医室`, `学校宿舍`.
fn is_of_office(family: Family, value: &str) -> bool {
    match family {
        Family::Name => {
            let is_role = ends_with_any(value, &ROLES);
            is_role || ends_with_any(value, &OFFICES) && !is_name(value)
        }
        Family::Address => {
            let is_wide = matches!(
                value,
                "本县"
                    | "外县"
                    | "本省"
                    | "外省"
                    | "本市"
                    | "外市"
                    | "本镇"
                    | "外地"
                    | "本地"
                    | "本村"
            );
            is_wide || begins_with_any(value, &["学校", "本校", "校内", "学生宿舍"])
        }
        _ => false,
    }
}

/// Whether a value says that the data is withheld, or stands elsewhere.
pub(super) fn is_withheld(value: &str) -> bool {
    begins_with_any(value, &WITHHELD)
}

/// A number that is neither a day nor the one of an office, which may be shown with its area code.
fn is_number(value: &str) -> bool {
    let at = value.find(char::is_numeric).unwrap_or(value.len());
    let (before, number) = value.split_at(at);
    let is_named = holds_any(before, &OFFICES);
    let is_office = number.starts_with('0') && (is_named || matches!(before, "" | "（" | "("));
    6 <= digits(value) && !is_office && !begins_with_day(number)
}

/// Whether a text begins with a day, as the rows of most tables do: `2024-03-15`. The number of a certificate may begin
/// with a year and a month: `2024-03-15678`.
fn begins_with_day(text: &str) -> bool {
    let mut parts = text.splitn(3, ['-', '/', '.', '年', '月']);
    let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let end = rest.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(rest.len());
    let day = rest.get(..end).unwrap_or_default();
    is_within(year, 1900..=2099) && is_within(month, 1..=12) && is_within(day, 1..=31)
}

/// Whether a text is a whole number in a range.
fn is_within(text: &str, range: RangeInclusive<u32>) -> bool {
    text.parse::<u32>().is_ok_and(|number| range.contains(&number))
}

fn digits(value: &str) -> usize {
    value.chars().filter(|ch| matches!(class_of(*ch), CharClass::Digit(_))).count()
}

/// Any short text that is no count.
fn is_statement(value: &str) -> bool {
    let has_digit = value.chars().any(char::is_numeric);
    let counts = has_digit && value.contains(['户', '人', '名', '%', '％', '次', '项', '类']);
    !counts && value.chars().count() <= MAX_VALUE
}

/// Whether a value counts people or homes: `本县户籍320人`.
fn has_count(value: &str) -> bool {
    let mut was_digit = false;
    for ch in value.chars() {
        if was_digit && matches!(ch, '人' | '户' | '名' | '%' | '％') {
            return true;
        }
        was_digit = ch.is_ascii_digit();
    }
    false
}

/// Whether a value looks like what a label announces.
fn looks_like(family: Family, value: &str) -> bool {
    match family {
        Family::Number | Family::Certificate => is_number(value),
        Family::Address => {
            let parts = PLACES.iter().filter(|part| value.contains(**part)).count();
            let is_address = 2 <= parts || 1 == parts && 0 < digits(value);
            let is_office = holds_any(value, &OFFICE_ADDRESSES) && !holds_any(value, &DWELLINGS);
            let is_prose = value.contains("学生") || value.contains('的') || has_count(value);
            value.chars().count() <= 40 && is_address && !is_office && !is_prose
        }
        Family::Birth => {
            let is_dated = value
                .chars()
                .next()
                .is_some_and(|ch| matches!(class_of(ch), CharClass::Digit(1 | 2)));
            is_dated && 5 <= digits(value)
        }
        Family::Name => is_name(value),
        Family::Circumstance => {
            let begins = begins_with_any(value, &CIRCUMSTANCES);
            let tells = begins || holds_any(value, &TELLING);
            tells && is_statement(value) && !holds_any(value, &OF_SCHOOLS)
        }
        Family::Account => {
            5 <= value.len()
                && value.bytes().any(|byte| byte.is_ascii_digit())
                && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        }
    }
}

/// Whether a value is somebody's name: a family name and one to three characters.
#[must_use]
pub fn is_name(value: &str) -> bool {
    let length = value.chars().count();
    let is_han = value.chars().all(|ch| matches!(ch, '\u{4e00}'..='\u{9fff}' | '·'));
    (2..=4).contains(&length)
        && is_han
        && value.chars().next().is_some_and(|ch| SURNAMES.contains(ch))
        && !begins_with_any(value, &NO_NAMES)
}
