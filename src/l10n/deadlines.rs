//! How much is short, and how many days are left: `还差4课时`, `余47天`.

use super::Lang;
use super::phrases::Phrases;

/// On which side of its target a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GapKind {
    /// What is added up is not enough yet.
    Short,
    /// A level is below its floor.
    Below,
    /// A ceiling is exceeded.
    Over,
    /// A ceiling is not reached yet.
    Left,
}

impl Phrases {
    /// `还差4课时`, `低3个百分点`, `超出2次`, `距上限1次`.
    pub(crate) fn gap(self, gap: GapKind, amount: &str) -> String {
        match (self.0, gap) {
            (Lang::Zh, GapKind::Short) => format!("还差{amount}"),
            (Lang::Zh, GapKind::Below) => format!("低{amount}"),
            (Lang::Zh, GapKind::Over) => format!("超出{amount}"),
            (Lang::Zh, GapKind::Left) => format!("距上限{amount}"),
            (Lang::En, GapKind::Short) => format!("{amount} short"),
            (Lang::En, GapKind::Below) => format!("{amount} below"),
            (Lang::En, GapKind::Over) => format!("{amount} over"),
            (Lang::En, GapKind::Left) => format!("{amount} below the limit"),
        }
    }

    /// The unit of a difference of percentages, else the unit itself.
    pub(crate) fn unit_of_difference(self, unit: &str) -> &str {
        match unit {
            "%" => self.pick("个百分点", "points"),
            unit => unit,
        }
    }

    /// `余47天`, `当日到期`, `已过12天`: how far a day is from the day of judgement.
    pub(crate) fn days_left(self, days: i64) -> String {
        let count = days.unsigned_abs();
        match (self.0, days) {
            (_, 0) => self.pick("当日到期", "due today").to_owned(),
            (Lang::Zh, 1..) => format!("余{count}天"),
            (Lang::Zh, _) => format!("已过{count}天"),
            (Lang::En, 1) => "1 day left".to_owned(),
            (Lang::En, -1) => "1 day overdue".to_owned(),
            (Lang::En, 1..) => format!("{count} days left"),
            (Lang::En, _) => format!("{count} days overdue"),
        }
    }

    /// `还差2次`: how often a measure is still to be carried out.
    pub(crate) fn times_short(self, times: usize) -> String {
        match (self.0, times) {
            (Lang::Zh, _) => format!("还差{times}次"),
            (Lang::En, 1) => "1 more time".to_owned(),
            (Lang::En, _) => format!("{times} more times"),
        }
    }

    /// `缺计划、总结`; `缺材料3份`.
    pub(crate) fn lacking(self, words: &[&str], materials: usize) -> String {
        let mut parts = Vec::new();
        if !words.is_empty() {
            let list = words.join(self.pick("、", ", "));
            parts.push(format!("{}{list}", self.pick("缺", "missing: ")));
        }
        if 0 < materials {
            parts.push(match (self.0, materials) {
                (Lang::Zh, _) => format!("缺材料{materials}份"),
                (Lang::En, 1) => "1 material missing".to_owned(),
                (Lang::En, _) => format!("{materials} materials missing"),
            });
        }
        parts.join(self.pick("，", "; "))
    }

    /// `另有6件，详见网站。`; nothing if all are listed.
    pub(crate) fn not_listed(self, count: usize) -> String {
        match (self.0, count) {
            (_, 0) => String::new(),
            (Lang::Zh, _) => format!("另有{count}件，详见网站。"),
            (Lang::En, _) => format!("{count} more on the site."),
        }
    }

    /// `共12件，其中4件已过期。`: how many things are to be done, and how many of them are overdue.
    pub(crate) fn to_do(self, count: usize, overdue: usize) -> String {
        match (self.0, count, overdue) {
            (_, 0, _) => self.pick("目前没有要办的事。", "Nothing is to be done now.").to_owned(),
            (Lang::Zh, _, 0) => format!("共{count}件，均未到期。"),
            (Lang::Zh, _, _) if count == overdue => format!("共{count}件，均已过期。"),
            (Lang::Zh, _, _) => format!("共{count}件，其中{overdue}件已过期。"),
            (Lang::En, 1, 0) => "1 item, not overdue.".to_owned(),
            (Lang::En, 1, _) => "1 item, overdue.".to_owned(),
            (Lang::En, _, 0) => format!("{count} items, none overdue."),
            (Lang::En, _, _) if count == overdue => format!("{count} items, all overdue."),
            (Lang::En, _, _) => format!("{count} items, {overdue} of them overdue."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_left_today_or_over() {
        for (days, zh, en) in [
            (47, "余47天", "47 days left"),
            (1, "余1天", "1 day left"),
            (0, "当日到期", "due today"),
            (-1, "已过1天", "1 day overdue"),
            (-12, "已过12天", "12 days overdue"),
        ] {
            assert_eq!(Phrases(Lang::Zh).days_left(days), zh);
            assert_eq!(Phrases(Lang::En).days_left(days), en);
        }
    }

    #[test]
    fn what_is_lacking_is_named_and_materials_are_counted() {
        for (words, materials, zh, en) in [
            (&["计划", "总结"][..], 0, "缺计划、总结", "missing: 计划, 总结"),
            (&[], 1, "缺材料1份", "1 material missing"),
            (&["总结"], 3, "缺总结，缺材料3份", "missing: 总结; 3 materials missing"),
        ] {
            assert_eq!(Phrases(Lang::Zh).lacking(words, materials), zh);
            assert_eq!(Phrases(Lang::En).lacking(words, materials), en);
        }
    }

    #[test]
    fn the_number_of_things_to_do_reads_right_for_0_1_2_and_many() {
        for (count, overdue, zh, en) in [
            (0, 0, "目前没有要办的事。", "Nothing is to be done now."),
            (1, 0, "共1件，均未到期。", "1 item, not overdue."),
            (1, 1, "共1件，均已过期。", "1 item, overdue."),
            (2, 2, "共2件，均已过期。", "2 items, all overdue."),
            (12, 4, "共12件，其中4件已过期。", "12 items, 4 of them overdue."),
            (12, 0, "共12件，均未到期。", "12 items, none overdue."),
        ] {
            assert_eq!(Phrases(Lang::Zh).to_do(count, overdue), zh);
            assert_eq!(Phrases(Lang::En).to_do(count, overdue), en);
        }
    }
}
