//! Sentences of the pages in both languages: days, periods, rules, readings.
//!
//! Figures arrive as text (see `site/model/redacted.rs`). Chinese follows GB/T 15835: no space between a number and its unit.

use super::quotes::quoted;
use super::{Lang, pick};
use crate::model::{
    Across, Aggregate, Calendar, Day, Direction, Every, HonourLevel, Indicator, Level, MeasureIx,
    Pace, Period, Reads, RecordKind, RecordType, Retention, Status, Term,
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

    /// `2024年3月15日`; `—` for the day of an archive in which nothing is dated yet.
    pub(crate) fn day(self, day: Day) -> String {
        match self.0 {
            _ if day == Day::first() => "—".to_owned(),
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

    /// `截至2024年3月15日`.
    pub(crate) fn as_of(self, day: Day) -> String {
        match self.0 {
            Lang::Zh => format!("截至{}", self.day(day)),
            Lang::En => format!("As of {}", self.day(day)),
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
            None | Some(Every::Week) => self.days(period),
            Some(Every::Month) => self.month(period.first),
            Some(Every::Quarter) => {
                let (year, quarter) = (period.first.year(), period.first.month().div_ceil(3));
                match self.0 {
                    Lang::Zh => format!("{year}年第{quarter}季度"),
                    Lang::En => format!("{year} Q{quarter}"),
                }
            }
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
            Some(Every::Week) => self.short_day(period.first),
            Some(Every::Quarter) => {
                let (year, quarter) = (period.first.year() % 100, period.first.month().div_ceil(3));
                match self.0 {
                    Lang::Zh => format!("{year:02}年{quarter}季"),
                    Lang::En => format!("{year:02} Q{quarter}"),
                }
            }
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
            Some(Every::Week) => self.pick("每周", "every week"),
            Some(Every::Month) => self.pick("每月", "every month"),
            Some(Every::Quarter) => self.pick("每季度", "every quarter"),
            Some(Every::Term) => self.pick("每学期", "every term"),
            Some(Every::Year) => self.pick("每学年", "every school year"),
        }
    }

    /// `不低于`, `不超过`: the direction alone, where the kind of figure is not known.
    pub(crate) fn direction(self, direction: Direction) -> &'static str {
        match direction {
            Direction::AtLeast => self.pick("不低于", "at least"),
            Direction::AtMost => self.pick("不超过", "at most"),
        }
    }

    /// What an indicator asks for: `不少于` of what is added up, `不低于` of levels, `不超过`.
    pub(crate) fn demand(self, indicator: &Indicator) -> &'static str {
        match indicator.direction {
            Direction::AtLeast if indicator.aggregate.is_cumulative() => {
                self.pick("不少于", "at least")
            }
            direction => self.direction(direction),
        }
    }

    /// The head of a column, or the words before a figure, of what was to be expected by now: a floor is reached, a sum
    /// with a ceiling is kept, a level with a ceiling is brought down.
    pub(crate) fn expected(self, indicator: &Indicator) -> &'static str {
        match indicator.direction {
            Direction::AtLeast => self.pick("应达", "Expected"),
            Direction::AtMost if indicator.aggregate.is_cumulative() => {
                self.pick("应不超过", "At most by now")
            }
            Direction::AtMost => self.pick("应降至", "To be down to"),
        }
    }

    /// [`Phrases::expected`] within a sentence.
    fn expected_in_sentence(self, indicator: &Indicator) -> &'static str {
        match indicator.direction {
            Direction::AtLeast => self.pick("按进度应达", "expected by now"),
            Direction::AtMost if indicator.aggregate.is_cumulative() => {
                self.pick("按进度应不超过", "at most by now")
            }
            Direction::AtMost => self.pick("按进度应降至", "to be down by now to"),
        }
    }

    /// What stands in place of a withheld figure; `below` is the number that it is smaller than, if that is the reason.
    pub(crate) fn withheld(self, below: Option<&str>) -> String {
        match (below, self.0) {
            (Some(below), Lang::Zh) => format!("不公开（少于{below}）"),
            (Some(below), Lang::En) => format!("withheld (fewer than {below})"),
            (None, _) => self.pick("不公开", "withheld").to_owned(),
        }
    }

    /// `合计`.
    pub(crate) fn aggregate(self, aggregate: Aggregate) -> &'static str {
        match aggregate {
            Aggregate::Sum => self.pick("合计", "total"),
            Aggregate::Count => self.pick("共", "number"),
            Aggregate::Distinct => self.pick("共（不重复计）", "number without repeats"),
            Aggregate::Mean => self.pick("平均", "mean"),
            Aggregate::Min => self.pick("最低", "lowest"),
            Aggregate::Max => self.pick("最高", "highest"),
            Aggregate::Last => self.pick("最新为", "latest"),
            Aggregate::Ratio => self.pick("为", "ratio"),
            Aggregate::LastRatio => self.pick("最新为", "latest ratio"),
        }
    }

    /// The rule of a target: `每学期全县合计不少于10课时`. `pool` names the schools whose figures are put together, if there
    /// are several: `全县`.
    pub(crate) fn rule(self, asked: &Requirement<'_>) -> String {
        let Requirement { indicator, every, value, pace, pool } = asked;
        let Some(value) = value else {
            return self
                .pick("未设指标值：只列数据，不作考核", "No target value set: shown, not assessed")
                .to_owned();
        };
        let deadline = match pace {
            Pace::Linear => "",
            Pace::Deadline => self.pick("，期末考核", ", assessed at the end"),
        };
        let every = self.every(*every);
        let demand = self.demand(indicator);
        match (self.0, every.is_empty()) {
            (Lang::Zh, _) => {
                let pool = pool.unwrap_or_default();
                let (how, after) = self.how_of_rule(indicator.aggregate, !pool.is_empty());
                format!("{every}{pool}{how}{demand}{value}{after}{deadline}")
            }
            (Lang::En, true) => {
                format!("{} {demand} {value}{deadline}", self.aggregate(indicator.aggregate))
            }
            (Lang::En, false) => {
                let how = self.aggregate(indicator.aggregate);
                format!("{how} {demand} {value} {every}{deadline}")
            }
        }
    }

    /// What a rule in Chinese says about how figures become one: before the direction, and after the value.
    fn how_of_rule(self, aggregate: Aggregate, is_pooled: bool) -> (&'static str, &'static str) {
        match aggregate {
            Aggregate::Sum | Aggregate::Count if is_pooled => ("合计", ""),
            Aggregate::Distinct if is_pooled => ("合计", "（不重复计）"),
            Aggregate::Sum | Aggregate::Count | Aggregate::Ratio => ("", ""),
            Aggregate::Distinct => ("", "（不重复计）"),
            Aggregate::Last | Aggregate::LastRatio => ("最新值", ""),
            Aggregate::Mean | Aggregate::Min | Aggregate::Max => (self.aggregate(aggregate), ""),
        }
    }

    /// A period in a sentence: `2023—2024学年第二学期送教课时合计12课时，目标不少于10课时，已达成`.
    pub(crate) fn sentence(self, reading: &ReadingText<'_>) -> String {
        let ReadingText { period, indicator, .. } = reading;
        let how = self.aggregate(indicator.aggregate);
        let demand = self.demand(indicator);
        let name = &indicator.name;
        let mut text = match (self.0, &reading.figure) {
            (Lang::Zh, FigureText::Shown(figure)) => format!("{period}{name}{how}{figure}"),
            (Lang::Zh, FigureText::Withheld(figure)) => format!("{period}{name}：{figure}"),
            (Lang::Zh, FigureText::None) => format!("{period}{name}暂无数据"),
            (Lang::En, FigureText::Shown(figure)) => format!("{period}: {name}, {how} {figure}"),
            (Lang::En, FigureText::Withheld(figure)) => format!("{period}: {name}, {figure}"),
            (Lang::En, FigureText::None) => format!("{period}: {name}, no figure yet"),
        };
        let expected = self.expected_in_sentence(indicator);
        match self.0 {
            Lang::Zh => {
                if let Some(target) = reading.target {
                    text.push_str(&format!("，目标{demand}{target}"));
                }
                if let Some(figure) = reading.expected {
                    text.push_str(&format!("，{expected}{figure}"));
                }
                if reading.status.is_empty() {
                    text
                } else {
                    format!("{text}，{}", reading.status)
                }
            }
            Lang::En => {
                if let Some(target) = reading.target {
                    text.push_str(&format!(", target {demand} {target}"));
                }
                if let Some(figure) = reading.expected {
                    text.push_str(&format!(", {expected} {figure}"));
                }
                if reading.status.is_empty() { text } else { format!("{text}: {}", reading.status) }
            }
        }
    }

    /// How an indicator is counted: `按记录中的“送教课时”累加，越多越好。`
    pub(crate) fn counting(
        self,
        indicator: &Indicator,
        measure: impl Fn(MeasureIx) -> String,
    ) -> String {
        let how = match &indicator.reads {
            Reads::Measure(key) => {
                self.counted_measure(indicator.aggregate, &quoted(&measure(*key)))
            }
            Reads::Ratio { numerator, denominator } => self.counted_ratio(
                indicator.aggregate,
                &quoted(&measure(*numerator)),
                &quoted(&measure(*denominator)),
            ),
            Reads::Records { kind, types } => self.counted_records(*kind, types),
        };
        let across = self.across(indicator.across);
        let evidence = match indicator.evidence {
            true => self.pick(
                "。没有记录的按缺数据处理，不按零认定",
                ". No record is not a zero: without records there is no figure",
            ),
            false => "",
        };
        let better = match (indicator.direction, indicator.aggregate.is_cumulative()) {
            (Direction::AtLeast, true) => self.pick("，越多越好", "; more is better"),
            (Direction::AtMost, true) => self.pick("，越少越好", "; fewer is better"),
            (Direction::AtLeast, false) => self.pick("，越高越好", "; higher is better"),
            (Direction::AtMost, false) => self.pick("，越低越好", "; lower is better"),
        };
        format!("{how}{across}{better}{evidence}{}", self.pick("。", "."))
    }

    /// How the values of one measure become a figure.
    fn counted_measure(self, aggregate: Aggregate, key: &str) -> String {
        match (self.0, aggregate) {
            (Lang::Zh, Aggregate::Sum | Aggregate::Count) => format!("按记录中的{key}累加"),
            (Lang::Zh, Aggregate::Distinct) => {
                format!("按记录中的{key}统计，同一学校重复的只计一次")
            }
            (Lang::Zh, Aggregate::Mean) => format!("取各条记录中{key}的平均值"),
            (Lang::Zh, Aggregate::Min) => format!("取各条记录中{key}的最低值"),
            (Lang::Zh, Aggregate::Max) => format!("取各条记录中{key}的最高值"),
            (Lang::Zh, Aggregate::Last | Aggregate::Ratio | Aggregate::LastRatio) => {
                format!("取日期最新的一条记录中的{key}")
            }
            (Lang::En, Aggregate::Sum | Aggregate::Count) => {
                format!("Adds up {key} of the records")
            }
            (Lang::En, Aggregate::Distinct) => {
                format!("Counts {key} of the records, each once per school")
            }
            (Lang::En, Aggregate::Mean) => format!("The mean of {key} in the records"),
            (Lang::En, Aggregate::Min) => format!("The lowest {key} in the records"),
            (Lang::En, Aggregate::Max) => format!("The highest {key} in the records"),
            (Lang::En, Aggregate::Last | Aggregate::Ratio | Aggregate::LastRatio) => {
                format!("Takes {key} from the record of the latest date")
            }
        }
    }

    /// How two measures become a rate.
    fn counted_ratio(self, aggregate: Aggregate, numerator: &str, denominator: &str) -> String {
        match (self.0, aggregate == Aggregate::LastRatio) {
            (Lang::Zh, false) => format!("各条记录的{numerator}之和除以{denominator}之和"),
            (Lang::Zh, true) => format!("取日期最新的一条记录，以{numerator}除以{denominator}"),
            (Lang::En, false) => {
                format!(
                    "Adds up {numerator} and {denominator} of the records, and divides the sums"
                )
            }
            (Lang::En, true) => {
                format!("Divides {numerator} by {denominator} in the record of the latest date")
            }
        }
    }

    /// Which records are counted.
    fn counted_records(self, kind: RecordKind, types: &[RecordType]) -> String {
        let kind = self.kind(kind);
        let names: Vec<String> = types.iter().map(|of_type| quoted(&of_type.name)).collect();
        let types = names.join(self.pick("", " or "));
        let of_type = (!types.is_empty()).then_some(types);
        match (self.0, of_type) {
            (Lang::Zh, Some(of_type)) => format!("统计类型为{of_type}的{kind}，每条计一次"),
            (Lang::Zh, None) => format!("统计{kind}，每条计一次"),
            (Lang::En, Some(of_type)) => format!("Counts {kind} of the type {of_type}, each once"),
            (Lang::En, None) => format!("Counts {kind}, each once"),
        }
    }

    /// How the values of several schools become one.
    fn across(self, across: Option<Across>) -> &'static str {
        match across {
            None => "",
            Some(Across::Sum) => {
                self.pick("；多所学校合计时相加", "; of several schools, their sum")
            }
            Some(Across::Mean) => {
                self.pick("；多所学校合计时取平均", "; of several schools, their mean")
            }
            Some(Across::Min) => {
                self.pick("；多所学校合计时取最低", "; of several schools, the lowest")
            }
            Some(Across::Max) => {
                self.pick("；多所学校合计时取最高", "; of several schools, the highest")
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
            RecordKind::Question => self.pick("问题与答复", "questions"),
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
                "期限已到，未达到目标值",
                "The period is over and the target was not met",
            ),
            Status::Breached => self.pick(
                "期限未到，但已超过上限、低于底线，或已有周期未达成",
                "The period still runs, but a limit is already broken or an earlier period was missed",
            ),
            Status::Behind => self.pick(
                "明显落后于按时间推算的进度",
                "Clearly behind what was expected by now",
            ),
            Status::NoData => self.pick("缺少可供考核的数据", "There is no figure to judge"),
            Status::AtRisk => {
                self.pick("略有落后，尚在容差以内", "A little behind, within the allowance")
            }
            Status::OnTrack => {
                self.pick("按时间推算，进度符合要求", "Keeps up with what was expected by now")
            }
            Status::NotDue => self.pick("周期尚未开始", "The period has not begun"),
            Status::Withheld => self.pick(
                "人数很少，或者能推算出很少的人数，数字和状态都不公开",
                "The figure is about few people, or would tell how few: neither it nor its status is published",
            ),
            Status::Unquantified => self.pick(
                "计划未设指标值，只列数据，不作考核",
                "The plan sets no value: the figure is shown, nothing is assessed",
            ),
            Status::Waived => {
                self.pick("经批准不适用，附有理由", "Waived, with a reason and an approval")
            }
            Status::Met => self.pick("已达到目标值", "The target is met"),
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

    /// `6项，共评价12个：在期内8个、已结束4个`; the number alone where each target is judged once and is open.
    pub(crate) fn judged_targets(self, counts: JudgedTargets) -> String {
        let JudgedTargets { targets, open, over, aspirational } = counts;
        let all = open + over + aspirational;
        if all == targets && open == all {
            return targets.to_string();
        }
        let head = match self.0 {
            Lang::Zh if all == 0 => return format!("{targets}项，还没有可以评价的学校"),
            Lang::En if all == 0 => {
                return format!("{targets} in the plan, no school to judge yet");
            }
            Lang::Zh if all == targets => format!("{targets}项"),
            Lang::En if all == targets => targets.to_string(),
            Lang::Zh => format!("{targets}项，共评价{all}个"),
            Lang::En => format!("{targets} in the plan, judged {all} times"),
        };
        if open == all || over == all {
            return match (self.0, over == all) {
                (Lang::Zh, true) => format!("{head}，均已结束"),
                (Lang::Zh, false) => format!("{head}，均在期内"),
                (Lang::En, true) => format!("{head}, all over"),
                (Lang::En, false) => format!("{head}, all open"),
            };
        }
        let mut parts = Vec::new();
        for (count, zh, en) in [
            (open, "在期内", "open"),
            (over, "已结束", "over"),
            (aspirational, "力争（不计入汇总）", "aspirational (not in the totals)"),
        ] {
            if 0 < count {
                parts.push(match self.0 {
                    Lang::Zh => format!("{zh}{count}个"),
                    Lang::En => format!("{count} {en}"),
                });
            }
        }
        match self.0 {
            Lang::Zh => format!("{head}：{}", parts.join("、")),
            Lang::En => format!("{head}: {}", parts.join(", ")),
        }
    }

    /// `9个月达成6个；未达成：2024年5月、2024年6月、2024年9月`.
    pub(crate) fn periods_met(self, counts: PeriodCounts, every: Every, lost: &[String]) -> String {
        let PeriodCounts { met, due, all } = counts;
        let lost = self.lost_periods(lost);
        match self.0 {
            Lang::Zh => {
                let unit = self.period_unit(every);
                let still = if due < all { format!("（共{all}{unit}）") } else { String::new() };
                match (due, met == due) {
                    (0, _) => format!("共{all}{unit}，均未到期"),
                    (_, true) => format!("{due}{unit}均已达成{still}"),
                    (_, false) => format!("{due}{unit}达成{met}个{still}{lost}"),
                }
            }
            Lang::En => {
                let unit = self.period_unit(every);
                let still = if due < all { format!(" ({all} in all)") } else { String::new() };
                match due {
                    0 => format!("{all} {unit}{}, none due yet", plural(all)),
                    _ => format!("{met} of {due} {unit}{} met{still}{lost}", plural(due)),
                }
            }
        }
    }

    /// The periods that were not met, at most six of them by name.
    fn lost_periods(self, lost: &[String]) -> String {
        let named = &lost[..lost.len().min(6)];
        let more = lost.len() - named.len();
        if named.is_empty() {
            return String::new();
        }
        match self.0 {
            Lang::Zh => {
                let rest = if more > 0 { format!("等{}个", lost.len()) } else { String::new() };
                format!("；未达成：{}{rest}", named.join("、"))
            }
            Lang::En => {
                let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
                format!("; not met: {}{rest}", named.join(", "))
            }
        }
    }

    /// What periods are counted in: `个月`, `个学期`.
    fn period_unit(self, every: Every) -> &'static str {
        match every {
            Every::Week => self.pick("周", "week"),
            Every::Month => self.pick("个月", "month"),
            Every::Quarter => self.pick("个季度", "quarter"),
            Every::Term => self.pick("个学期", "term"),
            Every::Year => self.pick("个学年", "school year"),
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
            (schools, self.counted(schools, "所学校", " school", " schools")),
            (pairs, self.counted(pairs, "个结对", " pair", " pairs")),
            (plans, self.counted(plans, "份计划", " plan", " plans")),
            (records, self.counted(records, "条记录", " record", " records")),
        ]
    }
}

impl Phrases {
    /// The word after a count, in the singular after one.
    fn counted(
        self,
        count: usize,
        zh: &'static str,
        one: &'static str,
        many: &'static str,
    ) -> &'static str {
        self.pick(zh, if count == 1 { one } else { many })
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
    /// The figure.
    pub(crate) figure: FigureText<'a>,
    /// The target with its unit.
    pub(crate) target: Option<&'a str>,
    /// What was to be expected, while it still matters.
    pub(crate) expected: Option<&'a str>,
    /// The status in words, with its reason.
    pub(crate) status: &'a str,
}

/// A figure in a sentence.
pub(crate) enum FigureText<'a> {
    /// With its unit.
    Shown(&'a str),
    /// The words in its place.
    Withheld(&'a str),
    /// There is none.
    None,
}

/// What a target asks for, for [`Phrases::rule`].
pub(crate) struct Requirement<'a> {
    pub(crate) indicator: &'a Indicator,
    pub(crate) every: Option<Every>,
    /// The value with its unit.
    pub(crate) value: Option<&'a str>,
    pub(crate) pace: Pace,
    /// Whose figures are put together: `全县`.
    pub(crate) pool: Option<&'a str>,
}

/// How many targets a plan has, and how many readings of them are open, are over, and are aspirational.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct JudgedTargets {
    pub(crate) targets: usize,
    pub(crate) open: usize,
    pub(crate) over: usize,
    pub(crate) aspirational: usize,
}

/// How many periods of a target are met, are due, and there are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PeriodCounts {
    pub(crate) met: usize,
    pub(crate) due: usize,
    pub(crate) all: usize,
}

impl Phrases {
    /// What the line across a dot plot is: `竖线是目标：不少于10课时`.
    pub(crate) fn line_is(self, demand: &str, goal: &str) -> String {
        match self.0 {
            Lang::Zh => format!("竖线是目标：{demand}{goal}"),
            Lang::En => format!("The line is the target: {demand} {goal}"),
        }
    }

    /// That each line of a dot plot has a target of its own.
    pub(crate) fn own_targets(self) -> &'static str {
        self.pick(
            "目标各不相同：圆点按完成自己目标的比例排在横线上，竖线是完成目标",
            "Targets differ: each dot stands at its share of its own target, and the line is the target reached",
        )
    }

    /// That small figures of a sensitive indicator are not shown.
    pub(crate) fn sensitive(self, below: u32) -> String {
        match self.0 {
            Lang::Zh => {
                format!("小于{below}的数不公开，写作“＜{below}”；能由它推算出来的数也不公开。")
            }
            Lang::En => format!(
                "Figures below {below} are withheld and read “<{below}”, and so is what would tell them."
            ),
        }
    }

    /// How to cite a page, after GB/T 7714.
    pub(crate) fn citation(
        self,
        organisation: Option<&str>,
        name: &str,
        site: &str,
        as_of: &str,
        address: &str,
    ) -> String {
        let owner = organisation.map(|owner| format!("{owner}. ")).unwrap_or_default();
        match self.0 {
            Lang::Zh => format!("{owner}{name}[DS/OL]//{site}. 数据截至{as_of}. {address}"),
            Lang::En => format!("{owner}{name} [DS/OL]. {site}. Figures as of {as_of}. {address}"),
        }
    }

    /// The title of a further page of something.
    pub(crate) fn page_of(self, title: &str, number: usize) -> String {
        match self.0 {
            Lang::Zh => format!("{title}（第{number}页）"),
            Lang::En => format!("{title} (page {number})"),
        }
    }

    /// When plan, measures, records and summary count as there (四有), and what to do where they do not
    /// (docs/content-model.md §5).
    pub(crate) fn have_rules(self, min_days: i64) -> [String; 4] {
        match self.0 {
            Lang::Zh => [
                format!("本校或所在结对的计划，至少有{min_days}天在本学期之内，并且写了正文或目标。缺的，请新建一份计划，或把计划的起止日期改对。"),
                "覆盖本学期的计划里列了措施，措施有名称。缺的，请在计划里补上措施。".to_owned(),
                "本学期至少有一条写了内容、数据或附件的活动，或有一本登记了数据的台账。缺的，请补交活动记录，补交的会注明事后补记。".to_owned(),
                "有一篇写明属于本学期、写了正文的总结。学期没有结束时不算缺。".to_owned(),
            ],
            Lang::En => [
                format!("A plan of the school, or of a pair that it is in, with at least {min_days} days in the term and with a text or a target. Where it is missing, write a plan or correct its days."),
                "A plan that covers the term lists measures with names. Where they are missing, add them to the plan.".to_owned(),
                "At least one visit with a text, figures or an attachment, or a ledger with entries. Where they are missing, hand in what was done; it is marked as recorded later.".to_owned(),
                "A summary that names the term and has a text. It is not missing while the term runs.".to_owned(),
            ],
        }
    }

    /// That a record counts for nothing, and why.
    pub(crate) fn not_counted(self, why: &str) -> String {
        match self.0 {
            Lang::Zh => format!("没有计入任何目标：{why}。"),
            Lang::En => format!("Counts for no target: {why}."),
        }
    }

    /// That one record serves so many things.
    pub(crate) fn written_once(self, count: usize) -> String {
        match self.0 {
            Lang::Zh => format!("这一条记录用于{count}处，不用重复填写。"),
            Lang::En if count == 1 => "This record serves one purpose.".to_owned(),
            Lang::En => {
                format!("This one record serves {count} purposes; nothing is written twice.")
            }
        }
    }

    /// A plan's title with the number of its targets that are meant.
    pub(crate) fn with_targets(self, title: &str, count: usize) -> String {
        match self.0 {
            Lang::Zh => format!("{title}（{count}项目标）"),
            Lang::En if count == 1 => format!("{title} (1 target)"),
            Lang::En => format!("{title} ({count} targets)"),
        }
    }

    /// Two words in a row: with a space between them in English.
    pub(crate) fn join(self, first: &str, second: &str) -> String {
        match self.0 {
            Lang::Zh => format!("{first}{second}"),
            Lang::En => format!("{first} {second}"),
        }
    }
}
