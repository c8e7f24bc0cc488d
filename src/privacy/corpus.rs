//! A thousand lines as schools write them, half of them with somebody's data, and how many of them the detectors tell apart.
//! The figures stand in `docs/security.md`.

use super::*;

/// A generator of numbers that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.roll(10) as u8)).collect()
    }

    fn mobile(&mut self) -> String {
        let start = self.pick(&[
            "130", "135", "138", "139", "150", "158", "159", "170", "176", "186", "189", "199",
        ]);
        format!("{start}{}", self.digits(8))
    }

    /// A number with a right check digit, of the county 9999, which does not exist.
    fn resident(&mut self) -> String {
        const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let province = self.pick(&["11", "36", "43", "51", "62"]);
        let (year, month, day) = (1950 + self.roll(70), 1 + self.roll(12), 1 + self.roll(28));
        let number = format!("{province}9999{year}{month:02}{day:02}{}", self.digits(3));
        let values = number.bytes().zip(WEIGHTS);
        let sum: u32 = values.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        format!("{number}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
    }

    fn card(&mut self) -> String {
        let length = 13 + 3 * self.roll(2);
        let head = format!("62{}", self.digits(length));
        let mut sum = 0;
        for (place, digit) in head.bytes().rev().enumerate() {
            let value = u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 };
            sum += value / 10 + value % 10;
        }
        format!("{head}{}", (10 - sum % 10) % 10)
    }

    /// A number in one of the spellings of people.
    fn spelled(&mut self, number: &str, groups: &[usize]) -> String {
        match self.roll(10) {
            0..=3 => number.to_owned(),
            4 | 5 => {
                let mark = self.pick(&[" ", "-", ".", "·", "  ", " - ", "_", "/"]);
                grouped(number, groups, mark)
            }
            6 => number.chars().map(wide).collect(),
            7 => {
                let mark =
                    self.pick(&["\u{200b}", "\u{ad}", "\u{34f}", "**", "\n", "<br>", "&nbsp;"]);
                grouped(number, groups, mark)
            }
            8 => number
                .chars()
                .map(|ch| if ch.is_ascii_digit() { format!("&#{};", ch as u32) } else { ch.into() })
                .collect(),
            _ => number
                .chars()
                .map(|ch| {
                    ch.to_digit(10).map_or(ch, |digit| {
                        "〇一二三四五六七八九".chars().nth(digit as usize).unwrap()
                    })
                })
                .collect(),
        }
    }

    /// A line with somebody's data.
    fn personal(&mut self) -> String {
        let before = self.pick(&[
            "联系人李老师，电话",
            "家长手机：",
            "请与",
            "（",
            "备注：",
            "| 张某 | ",
            "- ",
        ]);
        let after = self.pick(&["", "。", "，请查收", "）", " |", "（微信同号）"]);
        let what = match self.roll(12) {
            0..=3 => {
                let number = self.mobile();
                self.spelled(&number, &[3, 4, 4])
            }
            4..=6 => {
                let number = self.resident();
                self.spelled(&number, &[6, 8, 4])
            }
            7 => {
                let number = self.card();
                let rest = number.len() - 12;
                self.spelled(&number, &[4, 4, 4, rest])
            }
            8 => format!("{}{}", self.pick(&["G", "J", "L"]), self.resident()),
            9 => format!("{}{}{}", self.resident(), 1 + self.roll(7), 1 + self.roll(4)),
            10 => format!("{}{}", self.pick(&["+86 ", "+86-", "86", "0086", "0"]), self.mobile()),
            _ => return self.labelled(),
        };
        format!("{before}{what}{after}")
    }

    /// A line with a label and what it tells.
    fn labelled(&mut self) -> String {
        let address = format!(
            "{}镇{}村{}组",
            self.pick(&["清河", "白鹭", "上良"]),
            self.pick(&["东", "西", "大"]),
            1 + self.roll(9)
        );
        let name =
            format!("{}某{}", self.pick(&["张", "李", "王", "欧"]), self.pick(&["丰", "小", ""]));
        match self.roll(14) {
            7 => format!(
                "| 姓名 | {name} | 困难类别 | 低保 |\n|--|--|--|--|\n| 班级 | 三1 | 金额 | 625 |"
            ),
            8 => format!("姓名   困难类别\n{name}   低保"),
            9 => format!("{{\"姓名\":\"{name}\",\"困难类别\":\"低保\"}}"),
            10 => format!("监护人为爷爷{name}"),
            11 => format!("家庭成员：父亲{name}，母亲{name}"),
            12 => format!("护照号：E{}", self.digits(8)),
            0 => format!("家庭住址：{address}"),
            1 => format!("**现住址** {address}"),
            2 => format!("监护人：{name}，联系方便"),
            3 => format!("父亲姓名 {name}"),
            4 => format!("出生年月：20{:02}.0{}", 10 + self.roll(9), 1 + self.roll(9)),
            5 => format!("| 项目 | 内容 |\n|--|--|\n| 家庭地址 | {address} |"),
            6 => format!("| 姓名 | 困难类别 |\n|--|--|\n| {name} | 低保 |"),
            _ => format!("致贫原因：{}", self.pick(&["因病", "缺劳力", "因残"])),
        }
    }

    /// A line without anybody's data.
    fn harmless(&mut self) -> String {
        let (year, month, day) = (2015 + self.roll(12), 1 + self.roll(12), 1 + self.roll(28));
        let date = format!("{year}-{month:02}-{day:02}");
        let count = |dice: &mut Dice| 1 + dice.roll(900);
        match self.roll(32) {
            22.. => self.harmless_number(),
            0 => format!("投资{}元，面积{}平方米", self.mobile(), self.mobile()),
            1 => format!("设备编号：{}", self.mobile()),
            2 => format!("资产编号 KT-{}-{}", self.digits(4), self.mobile()),
            3 => format!("见 https://example.cn/article?id={}", self.mobile()),
            4 => format!("https://example.cn/{year}/{month:02}/{}.html", self.digits(16)),
            5 => format!("https://doi.org/10.{}/j.{}", self.digits(4), self.mobile()),
            6 => format!("{date} 08:30:00，{}人参加，{}课时", count(self), count(self)),
            7 => format!("{date},{},{},{}", count(self), count(self), 10 * count(self)),
            8 => format!(
                "| {} | {} | {} | {} |",
                count(self),
                10 * count(self),
                count(self),
                count(self)
            ),
            9 => format!("联系电话：0793-7{}", self.digits(6)),
            10 => format!(
                "学校标识码2133{}，统一社会信用代码12360000MB{}",
                self.digits(6),
                self.digits(7)
            ),
            11 => format!("青教字〔{year}〕{}号", count(self)),
            12 => format!("档号0001-WS·{year}-D30-{}", self.digits(4)),
            13 => format!("家长会 {date}，家长{}人，监护人签字{}份", count(self), count(self)),
            14 => {
                format!("| 残疾类别 | 人数 |\n|--|--|\n| 听力{}人 | {} |", count(self), count(self))
            }
            15 => format!("致贫原因：因病{}户、因学{}户", count(self), count(self)),
            16 => format!("sha256 {}abc{}", self.digits(30), self.digits(31)),
            17 => format!(
                "{} {} {} {} {}",
                count(self),
                count(self),
                count(self),
                count(self),
                count(self)
            ),
            18 => format!("合计 13,{},{},{} 元", self.digits(3), self.digits(3), self.digits(3)),
            19 => format!("行政区划代码 36{}，村代码1301{}", self.digits(10), self.digits(8)),
            20 => format!("发票号码{}，订单号{}", self.digits(20), self.digits(18)),
            _ => format!("{date}到{year}-{month:02}-28送教{}次，第{}页", count(self), count(self)),
        }
    }

    /// A line with a number, a kind or a field of nobody's.
    fn harmless_number(&mut self) -> String {
        match self.roll(10) {
            0 => format!(
                "{}{}",
                self.pick(&["腾讯会议号 ", "Zoom会议ID：", "钉钉群号 "]),
                self.mobile()
            ),
            1 => format!("{}：{}", self.pick(&["考号", "票号", "报名序号"]), self.mobile()),
            2 => format!("运单：SF{}", self.mobile()),
            3 => format!("提交 {}abcdef", self.mobile()),
            4 => format!("网卡 13-81-23-45-67-{}A", self.roll(10)),
            5 => format!("专利CN{}A", self.mobile()),
            6 => "残疾类别：视力、听力、言语、肢体、智力、精神、多重".to_owned(),
            7 => format!("户籍：本县户籍{}人，外县{}人", 1 + self.roll(900), 1 + self.roll(900)),
            8 => self
                .pick(&[
                    "家庭住址：已登记",
                    "住址：学校宿舍",
                    "紧急联系人：校医室",
                    "致贫原因：缺技术",
                ])
                .to_owned(),
            _ => "| 姓名 | 李芳 | 职务 | 教师 |\n|--|--|--|--|\n| 分管 | 教学 | 课时 | 4 |"
                .to_owned(),
        }
    }
}

fn grouped(number: &str, groups: &[usize], mark: &str) -> String {
    let (mut parts, mut at) = (Vec::new(), 0);
    for length in groups {
        parts.push(&number[at..at + length]);
        at += length;
    }
    parts.join(mark)
}

fn wide(ch: char) -> char {
    char::from_u32(ch as u32 + 0xfee0).unwrap()
}

/// Whether a line is reported as an error.
fn is_reported(line: &str) -> bool {
    scan(line).iter().any(|found| found.kind.is_certain())
}

#[test]
fn a_thousand_lines_are_told_apart() {
    let mut dice = Dice(17);
    let (mut missed, mut refused) = (Vec::new(), Vec::new());
    for _ in 0..500 {
        let personal = dice.personal();
        if !is_reported(&personal) {
            missed.push(personal);
        }
        let harmless = dice.harmless();
        if is_reported(&harmless) {
            refused.push(harmless);
        }
    }
    let found = 500 - missed.len();
    let (recall, precision) = (found as f64 / 500.0, found as f64 / (found + refused.len()) as f64);
    let figures = format!("recall {recall:.3}, precision {precision:.3}");
    assert!(
        0.99 <= recall && 0.98 <= precision,
        "{figures}\nmissed: {missed:#?}\nrefused: {refused:#?}"
    );
    let document = include_str!("../../docs/security.md");
    assert!(document.contains(&figures), "docs/security.md must say: {figures}");
}

/// The characters that matter in numbers and labels.
const PARTS: [&str; 44] = [
    "0",
    "1",
    "3",
    "8",
    "9",
    "138",
    "0013",
    "8000",
    "13800138000",
    "11010519491231002X",
    "X",
    "x",
    "+",
    "86",
    " ",
    "  ",
    "-",
    ".",
    "·",
    "•",
    "••",
    "/",
    "(",
    ")",
    "|",
    "\n",
    ",",
    "，",
    "&#49;",
    "\\x31",
    "%31",
    "<b>",
    "</td><td>",
    "一",
    "〇",
    "①",
    "\u{200b}",
    "\u{301}",
    "l",
    "O",
    "家庭住址",
    "：",
    "清河镇3组",
    "元",
];

/// A hundred thousand random texts of the characters that matter: no panic, matches in order, masks hold nothing.
#[test]
fn random_texts_are_searched_and_masked() {
    let mut dice = Dice(1);
    for _ in 0..100_000 {
        let mut text = String::new();
        for _ in 0..dice.roll(16) {
            text.push_str(PARTS[dice.roll(PARTS.len())]);
        }
        let matches = scan(&text);
        for pair in matches.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{text:?}");
        }
        let masked = redact(&text);
        assert_eq!(masked.matches('\n').count(), text.matches('\n').count(), "{text:?}");
        let left: Vec<_> =
            numbers(&masked).into_iter().filter(|found| found.kind.is_certain()).collect();
        assert!(left.is_empty(), "{text:?} → {masked:?}");
    }
}
