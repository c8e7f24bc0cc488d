//! Whether a value after a label, or beside it in a form, says something about a person.

use super::char_class::{CharClass, class_of};
use super::label::{Family, Label};

/// What a value begins with that withholds or defers the data.
const WITHHELD: [&str; 23] = [
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
];
/// What the names of offices hold.
const OFFICES: [&str; 9] = ["局", "办", "校", "园", "室", "中心", "政府", "委", "站"];
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
const NO_NAMES: [&str; 34] = [
    "方面", "时间", "高度", "安全", "任何", "全体", "关系", "关爱", "关心", "严格", "明确", "温馨",
    "和", "成员", "应", "向", "时", "连", "马上", "常", "强", "尤其", "管理", "同", "商", "简",
    "公", "成为", "单", "全", "任", "万", "利", "满意",
];
/// How circumstances begin.
const CIRCUMSTANCES: [&str; 16] = [
    "因", "患", "缺", "残", "肢体", "听力", "视力", "智力", "精神", "言语", "多重", "重病", "先天",
    "一级", "二级", "哮喘",
];

/// Whether a value says something about a person: it is not masked, withheld, a count, or an office's number.
/// `is_announced`: a colon or the border of a form stands between label and value, so that any text will do.
pub(super) fn reveals(label: &Label, value: &str, is_announced: bool) -> bool {
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
    if is_announced && !label.is_common {
        is_statement(value)
    } else {
        looks_like(label.family, value)
    }
}

/// Whether a value says that the data is withheld, or stands elsewhere.
pub(super) fn is_withheld(value: &str) -> bool {
    WITHHELD.iter().any(|word| value.starts_with(word))
}

/// A number that is not the one of an office, which may be shown with its area code.
fn is_number(value: &str) -> bool {
    let at = value.find(char::is_numeric).unwrap_or(value.len());
    let (before, number) = value.split_at(at);
    let is_named = OFFICES.iter().any(|word| before.contains(word));
    let is_office = number.starts_with('0') && (is_named || matches!(before, "" | "（" | "("));
    6 <= digits(value) && !is_office
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

/// Whether a value looks like what a label announces.
fn looks_like(family: Family, value: &str) -> bool {
    match family {
        Family::Number | Family::Certificate => is_number(value),
        Family::Address => {
            let parts = PLACES.iter().filter(|part| value.contains(**part)).count();
            value.chars().count() <= 40 && (2 <= parts || 1 == parts && 0 < digits(value))
        }
        Family::Birth => {
            let is_dated = value
                .chars()
                .next()
                .is_some_and(|ch| matches!(class_of(ch), CharClass::Digit(1 | 2)));
            is_dated && 4 <= digits(value)
        }
        Family::Name => is_name(value),
        Family::Circumstance => {
            is_statement(value) && CIRCUMSTANCES.iter().any(|word| value.starts_with(word))
        }
        Family::Account => {
            5 <= value.len()
                && value.bytes().any(|byte| byte.is_ascii_digit())
                && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        }
    }
}

/// Whether a value is somebody's name: a family name and one to three characters.
pub(super) fn is_name(value: &str) -> bool {
    let length = value.chars().count();
    let is_han = value.chars().all(|ch| matches!(ch, '\u{4e00}'..='\u{9fff}' | '·'));
    (2..=4).contains(&length)
        && is_han
        && value.chars().next().is_some_and(|ch| SURNAMES.contains(ch))
        && !NO_NAMES.iter().any(|word| value.starts_with(word))
}
