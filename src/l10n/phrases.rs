//! Sentences of the pages in both languages: days, periods, rules, readings.
//!
//! Figures arrive as text (see `site/model/redacted.rs`). Chinese follows GB/T 15835: no space between a number and its unit.

use super::{Lang, pick};
use crate::model::{
    Across, Aggregate, Calendar, Day, Direction, Every, HonourLevel, Indicator, Level, MeasureIx,
    Pace, Period, Reads, RecordKind, Retention, Status, Term,
};

/// Phrases in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrases(pub(crate) Lang);

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month_name(day: Day) -> &'static str {
    MONTHS[day.month() as usize - 1]
}

impl Phrases {
    /// One of two texts, by the language.
    pub(crate) fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        pick(self.0, zh, en)
    }

    /// `2024年3月15日`.
    pub(crate) fn day(self, day: Day) -> String {
        match self.0 {
            Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Lang::En => format!("{} {} {}", day.day(), month_name(day), day.year()),
        }
    }

    /// `3月15日`, where the year is plain.
    pub(crate) fn short_day(self, day: Day) -> String {
        match self.0 {
            Lang::Zh => format!("{}月{}日", day.month(), day.day()),
            Lang::En => format!("{} {}", day.day(), month_name(day)),
        }
    }

    /// `2024年3月`.
    pub(crate) fn month(self, day: Day) -> String {
        match self.0 {
            Lang::Zh => format!("{}年{}月", day.year(), day.month()),
            Lang::En => format!("{} {}", month_name(day), day.year()),
        }
    }

    /// `3月`.
    pub(crate) fn short_month(self, day: Day) -> String {
        match self.0 {
            Lang::Zh => format!("{}月", day.month()),
            Lang::En => month_name(day).to_owned(),
        }
    }

    /// `2024年3月1日至7月5日`.
    pub(crate) fn days(self, period: Period) -> String {
        let Period { first, last } = period;
        if first == last {
            return self.day(first);
        }
        match self.0 {
            Lang::Zh if first.year() == last.year() => {
                format!("{}至{}", self.day(first), self.short_day(last))
            }
            Lang::Zh => format!("{}至{}", self.day(first), self.day(last)),
            Lang::En if first.year() == last.year() => {
                format!("{} – {}", self.short_day(first), self.day(last))
            }
            Lang::En => format!("{} – {}", self.day(first), self.day(last)),
        }
    }

    /// What a period of a target is called: its term, its school year, its month, or its days.
    pub(crate) fn period(
        self,
        period: Period,
        every: Option<Every>,
        calendar: &Calendar,
    ) -> String {
        match every {
            None => self.days(period),
            Some(Every::Month) => self.month(period.first),
            Some(Every::Year) => {
                let year = period.first.school_year();
                self.school_year(year)
            }
            Some(Every::Term) => match term_of(period, calendar) {
                Some(term) => term.name.clone(),
                None => self.days(period),
            },
        }
    }

    /// The name of a period in as few letters as fit into a cell of a chart.
    pub(crate) fn short_period(
        self,
        period: Period,
        every: Option<Every>,
        calendar: &Calendar,
    ) -> String {
        match every {
            Some(Every::Month) => self.short_month(period.first),
            Some(Every::Year) => format!(
                "{}—{:02}",
                period.first.school_year(),
                (period.first.school_year() + 1) % 100
            ),
            Some(Every::Term) => {
                let Some(term) = term_of(period, calendar) else {
                    return self.month(period.first);
                };
                let (first, last) = (term.period.first, term.period.last);
                match term.code.rsplit_once('-') {
                    Some((_, "1")) => {
                        format!("{:02}{}", first.year() % 100, self.pick("秋", " aut"))
                    }
                    Some((_, "2")) => {
                        format!("{:02}{}", last.year() % 100, self.pick("春", " spr"))
                    }
                    _ => self.month(period.first),
                }
            }
            None => self.short_day(period.last),
        }
    }

    /// `2023—2024学年`.
    pub(crate) fn school_year(self, year: i32) -> String {
        match self.0 {
            Lang::Zh => format!("{year}—{}学年", year + 1),
            Lang::En => format!("School year {year}–{}", year + 1),
        }
    }

    /// `每学期`; nothing without.
    pub(crate) fn every(self, every: Option<Every>) -> &'static str {
        match every {
            None => "",
            Some(Every::Month) => self.pick("每月", "every month"),
            Some(Every::Term) => self.pick("每学期", "every term"),
            Some(Every::Year) => self.pick("每学年", "every school year"),
        }
    }

    /// `不低于`, `不超过`.
    pub(crate) fn direction(self, direction: Direction) -> &'static str {
        match direction {
            Direction::AtLeast => self.pick("不低于", "at least"),
            Direction::AtMost => self.pick("不超过", "at most"),
        }
    }

    /// `合计`.
    pub(crate) fn aggregate(self, aggregate: Aggregate) -> &'static str {
        match aggregate {
            Aggregate::Sum => self.pick("合计", "total"),
            Aggregate::Count => self.pick("共", "number"),
            Aggregate::Distinct => self.pick("去重后共", "different ones"),
            Aggregate::Mean => self.pick("平均", "mean"),
            Aggregate::Min => self.pick("最低", "lowest"),
            Aggregate::Max => self.pick("最高", "highest"),
            Aggregate::Last => self.pick("最新为", "latest"),
            Aggregate::Ratio => self.pick("为", "ratio"),
            Aggregate::LastRatio => self.pick("最新为", "latest ratio"),
        }
    }

    /// The rule of a target: `每学期合计不低于10课时`.
    pub(crate) fn rule(
        self,
        indicator: &Indicator,
        every: Option<Every>,
        value: Option<&str>,
        pace: Pace,
    ) -> String {
        let Some(value) = value else {
            return self
                .pick("未定量：只列出数字，不作评判", "No figure is set: shown, not judged")
                .to_owned();
        };
        let deadline = match pace {
            Pace::Linear => "",
            Pace::Deadline => self.pick("，以期末为准", ", judged at the end"),
        };
        let every = self.every(every);
        let direction = self.direction(indicator.direction);
        let how = match (indicator.aggregate, self.0) {
            (Aggregate::Count | Aggregate::Ratio, Lang::Zh) => "",
            (Aggregate::Distinct, Lang::Zh) => "去重后",
            (Aggregate::Last | Aggregate::LastRatio, Lang::Zh) => "最新值",
            (other, _) => self.aggregate(other),
        };
        match self.0 {
            Lang::Zh => format!("{every}{how}{direction}{value}{deadline}"),
            Lang::En if every.is_empty() => format!("{how} {direction} {value}{deadline}"),
            Lang::En => format!("{how} {direction} {value} {every}{deadline}"),
        }
    }

    /// A period in a sentence: `2023—2024学年第二学期送教课时合计12课时，目标不低于10课时，已达成`.
    pub(crate) fn sentence(self, reading: &ReadingText<'_>) -> String {
        let ReadingText { period, indicator, figure, .. } = reading;
        let how = self.aggregate(indicator.aggregate);
        let status = crate::l10n::terms::status(reading.status, self.0);
        let direction = self.direction(indicator.direction);
        let name = &indicator.name;
        match self.0 {
            Lang::Zh => {
                let mut text = match figure {
                    Some(figure) => format!("{period}{name}{how}{figure}"),
                    None => format!("{period}{name}还没有数字"),
                };
                if let Some(target) = reading.target {
                    text.push_str(&format!("，目标{direction}{target}"));
                }
                if let Some(expected) = reading.expected {
                    text.push_str(&format!("，按进度应达{expected}"));
                }
                format!("{text}，{status}")
            }
            Lang::En => {
                let mut text = match figure {
                    Some(figure) => format!("{period}: {name}, {how} {figure}"),
                    None => format!("{period}: {name}, no figure yet"),
                };
                if let Some(target) = reading.target {
                    text.push_str(&format!(", target {direction} {target}"));
                }
                if let Some(expected) = reading.expected {
                    text.push_str(&format!(", expected by now {expected}"));
                }
                format!("{text}: {status}")
            }
        }
    }

    /// How an indicator is counted.
    pub(crate) fn counting(
        self,
        indicator: &Indicator,
        measure: impl Fn(MeasureIx) -> String,
    ) -> String {
        let read = self.reads(&indicator.reads, measure);
        let how = self.aggregated(indicator.aggregate);
        let across = self.across(indicator.across);
        let evidence = match indicator.evidence {
            true => self.pick(
                "。没有记录就没有数字，不能以零为达成",
                ". Without a record there is no figure: silence is no zero",
            ),
            false => "",
        };
        let better = match indicator.direction {
            Direction::AtLeast => self.pick("。数值越高越好", ". Higher is better"),
            Direction::AtMost => self.pick("。数值越低越好", ". Lower is better"),
        };
        format!("{read}{how}{across}{evidence}{better}{}", self.pick("。", "."))
    }

    /// What an indicator reads from the records.
    fn reads(self, reads: &Reads, measure: impl Fn(MeasureIx) -> String) -> String {
        let zh = self.0 == Lang::Zh;
        match reads {
            Reads::Measure(key) if zh => format!("读取各条记录的“{}”", measure(*key)),
            Reads::Measure(key) => format!("Reads “{}” of each record", measure(*key)),
            Reads::Ratio { numerator, denominator } if zh => {
                format!(
                    "以各条记录的“{}”为分子、“{}”为分母",
                    measure(*numerator),
                    measure(*denominator)
                )
            }
            Reads::Ratio { numerator, denominator } => {
                format!(
                    "Divides “{}” of the records by “{}”",
                    measure(*numerator),
                    measure(*denominator)
                )
            }
            Reads::Records { kind, of_type } => {
                let kind = self.kind(*kind);
                match (of_type, zh) {
                    (Some(of_type), true) => format!("统计类型为“{of_type}”的{kind}"),
                    (None, true) => format!("统计{kind}"),
                    (Some(of_type), false) => format!("Counts {kind} of the type “{of_type}”"),
                    (None, false) => format!("Counts {kind}"),
                }
            }
        }
    }

    /// How the values of the records become one.
    fn aggregated(self, aggregate: Aggregate) -> &'static str {
        match aggregate {
            Aggregate::Sum => self.pick("，逐条相加", ", added up"),
            Aggregate::Count => self.pick("，一条算一次", ", each once"),
            Aggregate::Distinct => {
                self.pick("，同一学校相同的只算一次", ", the same one of a school once")
            }
            Aggregate::Mean => self.pick("，取平均", ", their mean"),
            Aggregate::Min => self.pick("，取最低", ", the lowest"),
            Aggregate::Max => self.pick("，取最高", ", the highest"),
            Aggregate::Last => self.pick("，取日期最新的一条", ", that of the latest date"),
            Aggregate::Ratio => self.pick("，分子、分母分别相加后相除", ", after adding up each"),
            Aggregate::LastRatio => self.pick("，取日期最新的一条", ", those of the latest date"),
        }
    }

    /// How the values of several schools become one.
    fn across(self, across: Option<Across>) -> &'static str {
        match across {
            None => "",
            Some(Across::Sum) => {
                self.pick("；几所学校合计时相加", "; of several schools, their sum")
            }
            Some(Across::Mean) => {
                self.pick("；几所学校合计时取平均", "; of several schools, their mean")
            }
            Some(Across::Min) => {
                self.pick("；几所学校合计时取最低", "; of several schools, the lowest")
            }
            Some(Across::Max) => {
                self.pick("；几所学校合计时取最高", "; of several schools, the highest")
            }
        }
    }

    /// A kind of records.
    pub(crate) fn kind(self, kind: RecordKind) -> &'static str {
        match kind {
            RecordKind::Visit => self.pick("活动", "visits"),
            RecordKind::Summary => self.pick("总结", "summaries"),
            RecordKind::Ledger => self.pick("台账", "ledgers"),
            RecordKind::Resource => self.pick("资源", "resources"),
            RecordKind::Honour => self.pick("荣誉", "honours"),
            RecordKind::Question => self.pick("问题对话", "questions"),
        }
    }

    /// 学段.
    pub(crate) fn level(self, level: Level) -> &'static str {
        match level {
            Level::Kindergarten => self.pick("幼儿园", "kindergarten"),
            Level::Primary => self.pick("小学", "primary school"),
            Level::Junior => self.pick("初中", "junior secondary"),
            Level::Senior => self.pick("高中", "senior secondary"),
            Level::NineYear => self.pick("九年一贯制", "nine-year school"),
            Level::Special => self.pick("特教", "special education"),
            Level::Bureau => self.pick("教育局", "education bureau"),
        }
    }

    /// 保管期限.
    pub(crate) fn retention(self, retention: Retention) -> &'static str {
        match retention {
            Retention::Permanent => self.pick("永久", "permanent"),
            Retention::Years30 => self.pick("30年", "30 years"),
            Retention::Years10 => self.pick("10年", "10 years"),
        }
    }

    /// `2024年 30年 SYY 第2盒`
    pub(crate) fn box_title(
        self,
        year: i32,
        retention: &str,
        organisation: &str,
        number: u32,
    ) -> String {
        let of = if organisation.is_empty() { String::new() } else { format!(" {organisation}") };
        match self.0 {
            Lang::Zh => format!("{year}年 {retention}{of} 第{number}盒"),
            Lang::En => format!("{year}, {retention}{of}, box {number}"),
        }
    }

    /// The printed part of a box's note: how many documents it holds, and which numbers are missing.
    pub(crate) fn box_state(self, count: usize, first: u32, last: u32, gaps: &[u32]) -> String {
        let gaps: Vec<String> = gaps.iter().map(|number| format!("{number:04}")).collect();
        match (self.0, gaps.is_empty()) {
            (Lang::Zh, true) => format!("本盒共{count}件，件号{first:04}—{last:04}。"),
            (Lang::Zh, false) => format!(
                "本盒共{count}件，件号{first:04}—{last:04}，其中{}已撤销或不在。",
                gaps.join("、")
            ),
            (Lang::En, true) => format!("{count} items, {first:04}–{last:04}."),
            (Lang::En, false) => {
                format!("{count} items, {first:04}–{last:04}, without {}.", gaps.join(", "))
            }
        }
    }

    /// 级别 of an honour.
    pub(crate) fn honour_level(self, level: HonourLevel) -> &'static str {
        match level {
            HonourLevel::School => self.pick("校级", "school"),
            HonourLevel::County => self.pick("县级", "county"),
            HonourLevel::City => self.pick("市级", "city"),
            HonourLevel::Province => self.pick("省级", "province"),
            HonourLevel::Nation => self.pick("国家级", "nation"),
        }
    }

    /// What a status means, for the page that explains.
    pub(crate) fn meaning(self, status: Status) -> &'static str {
        match status {
            Status::Missed => self.pick(
                "期限已到，没有达到目标",
                "The period is over and the target was not reached",
            ),
            Status::Breached => self.pick(
                "期限未到，已经超出上限",
                "The period still runs, and the ceiling is already broken",
            ),
            Status::Behind => self.pick(
                "明显落后于按时间推算的进度",
                "Clearly behind what was to be expected by now",
            ),
            Status::NoData => self.pick("没有可以评判的数字", "There is no figure to judge"),
            Status::AtRisk => {
                self.pick("略微落后，仍在容差以内", "A little behind, within the allowance")
            }
            Status::OnTrack => {
                self.pick("按时间推算，进度跟得上", "Keeps up with what was to be expected by now")
            }
            Status::NotDue => self.pick("周期还没有开始", "The period has not begun"),
            Status::Unquantified => self.pick(
                "计划没有写明数值，只列数字，不评判",
                "The plan names no value: the figure is shown, nothing is judged",
            ),
            Status::Waived => {
                self.pick("经批准不适用，附有理由", "Waived, with a reason and an approval")
            }
            Status::Met => self.pick("已达到目标", "The target was reached"),
        }
    }

    /// A count with its noun: `3条记录`.
    pub(crate) fn records(self, count: usize) -> String {
        match self.0 {
            Lang::Zh => format!("{count}条记录"),
            Lang::En => format!("{count} record{}", plural(count)),
        }
    }

    /// `3条`.
    pub(crate) fn times(self, count: usize) -> String {
        match self.0 {
            Lang::Zh => format!("{count}条"),
            Lang::En => count.to_string(),
        }
    }

    /// `20行`.
    pub(crate) fn rows(self, count: usize) -> String {
        match self.0 {
            Lang::Zh => format!("{count}行"),
            Lang::En => format!("{count} row{}", plural(count)),
        }
    }

    /// The line that stands for records past their 公示至.
    pub(crate) fn no_longer_public(self, count: usize) -> String {
        match self.0 {
            Lang::Zh => format!("另有{count}条记录公示期已过，不再公开，仍计入"),
            Lang::En => {
                format!("{count} more record{} no longer public, still counted", plural(count))
            }
        }
    }

    /// `共9个周期，已到期或已达成8个，其中达成7个；未达成：2024年5月`.
    pub(crate) fn periods_met(self, met: usize, due: usize, all: usize, lost: &[String]) -> String {
        let few = lost.len().min(6);
        let more = lost.len() - few;
        match self.0 {
            Lang::Zh => {
                let rest = if more > 0 { format!("等{}个", lost.len()) } else { String::new() };
                let lost = if few > 0 {
                    format!("；未达成：{}{rest}", lost[..few].join("、"))
                } else {
                    String::new()
                };
                format!("共{all}个周期，已到期或已达成{due}个，其中达成{met}个{lost}")
            }
            Lang::En => {
                let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
                let lost = if few > 0 {
                    format!("; not met: {}{rest}", lost[..few].join(", "))
                } else {
                    String::new()
                };
                format!("{met} met of {due} due, {all} periods in all{lost}")
            }
        }
    }

    /// A period in a narrow column: one that is the whole plan is named by its end.
    pub(crate) fn row_period(
        self,
        period: Period,
        every: Option<Every>,
        calendar: &Calendar,
    ) -> String {
        match (every, self.0) {
            (Some(_), _) => self.period(period, every, calendar),
            (None, Lang::Zh) => format!("至{}", self.day(period.last)),
            (None, Lang::En) => format!("until {}", self.day(period.last)),
        }
    }

    /// What the archive holds: `14所学校`, `5个结对`, `18份计划`, `427条记录`.
    pub(crate) fn holdings(
        self,
        schools: usize,
        pairs: usize,
        plans: usize,
        records: usize,
    ) -> [(usize, &'static str); 4] {
        [
            (schools, self.pick("所学校", " schools")),
            (pairs, self.pick("个结对", " pairs")),
            (plans, self.pick("份计划", " plans")),
            (records, self.pick("条记录", " records")),
        ]
    }
}

/// The term that contains a period.
fn term_of(period: Period, calendar: &Calendar) -> Option<&Term> {
    calendar.terms().map(|(_, term)| term).find(|term| term.period.cut(period) == Some(period))
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// The texts of a reading, for [`Phrases::sentence`].
pub(crate) struct ReadingText<'a> {
    /// The period's name.
    pub(crate) period: &'a str,
    /// The indicator.
    pub(crate) indicator: &'a Indicator,
    /// The figure with its unit.
    pub(crate) figure: Option<&'a str>,
    /// The target with its unit.
    pub(crate) target: Option<&'a str>,
    /// What was to be expected, while it still matters.
    pub(crate) expected: Option<&'a str>,
    /// The status.
    pub(crate) status: Status,
}

impl Phrases {
    /// Two words in a row: with a space between them in English.
    pub(crate) fn join(self, first: &str, second: &str) -> String {
        match self.0 {
            Lang::Zh => format!("{first}{second}"),
            Lang::En => format!("{first} {second}"),
        }
    }
}
