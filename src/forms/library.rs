//! Forms with places that `fill` fills in: our own designs of the forms that counties ask for.

use std::io;

use super::blank::{BlankForm, CellKind, FormField, FormSection, FormTable};
use super::{FormFormat, excel, word};
use crate::l10n::{Lang, pick};

/// A form of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LibraryForm {
    /// 送教下乡活动记录表.
    Visit,
    /// 结对帮扶考核表.
    Assessment,
    /// 学期工作总结.
    Summary,
    /// 资助发放登记表.
    Aid,
    /// 帮扶活动统计表.
    Statistics,
}

/// A label and the place behind it, in both languages: label, place.
type LabelledPlace = ([&'static str; 2], [&'static str; 2]);

impl LibraryForm {
    /// Every form.
    pub const ALL: [LibraryForm; 5] = [
        LibraryForm::Visit,
        LibraryForm::Assessment,
        LibraryForm::Summary,
        LibraryForm::Aid,
        LibraryForm::Statistics,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            LibraryForm::Visit => ("送教下乡活动记录表", "visit-record"),
            LibraryForm::Assessment => ("结对帮扶考核表", "pair-assessment"),
            LibraryForm::Summary => ("学期工作总结", "term-summary"),
            LibraryForm::Aid => ("资助发放登记表", "aid-register"),
            LibraryForm::Statistics => ("帮扶活动统计表", "visit-statistics"),
        };
        pick(lang, zh, en)
    }

    /// Its title, as it stands above it.
    fn title(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            LibraryForm::Visit => ("送教下乡活动记录表", "Record of a visit"),
            LibraryForm::Assessment => ("结对帮扶考核表", "Assessment of a pair"),
            LibraryForm::Summary => ("学期工作总结", "Summary of a term"),
            LibraryForm::Aid => ("资助发放登记表", "Register of aid paid"),
            LibraryForm::Statistics => ("帮扶活动统计表", "Statistics of visits"),
        };
        pick(lang, zh, en)
    }

    /// The form of that name, in either language.
    #[must_use]
    pub fn of_name(name: &str) -> Option<LibraryForm> {
        LibraryForm::ALL
            .into_iter()
            .find(|form| form.name(Lang::Zh) == name || form.name(Lang::En) == name)
    }

    /// Whether it is a document of Word or a workbook.
    #[must_use]
    pub fn format(self) -> FormFormat {
        match self {
            LibraryForm::Aid | LibraryForm::Statistics => FormFormat::Excel,
            _ => FormFormat::Word,
        }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// When it cannot be packed.
    pub fn bytes(self, lang: Lang) -> io::Result<Vec<u8>> {
        let form = self.form(lang);
        match self.format() {
            FormFormat::Word => word::document(&form),
            FormFormat::Excel => excel::workbook(&form),
        }
    }

    /// The form with its places.
    pub(super) fn form(self, lang: Lang) -> BlankForm {
        let (fields, headings, (label, columns)) = match self {
            LibraryForm::Visit => (VISIT, VISIT_SECTIONS, (PROBLEMS_LABEL, PROBLEMS)),
            LibraryForm::Assessment => (PAIR, PAIR_SECTIONS, (TARGETS_LABEL, PAIR_TARGETS)),
            LibraryForm::Summary => (SUMMARY, SUMMARY_SECTIONS, (TARGETS_LABEL, TARGETS)),
            LibraryForm::Aid => (NO_FIELDS, NO_FIELDS, (["", ""], AID)),
            LibraryForm::Statistics => (NO_FIELDS, NO_FIELDS, (["", ""], STATISTICS)),
        };
        let mut sections = Vec::new();
        for ([zh, en], [zh_place, en_place]) in headings {
            sections.push(FormSection {
                heading: pick(lang, *zh, *en).to_owned(),
                text: pick(lang, *zh_place, *en_place).to_owned(),
            });
        }
        BlankForm {
            lang,
            title: self.title(lang).to_owned(),
            about: self.about(lang).to_owned(),
            mark: None,
            fields: fields_of(fields, lang),
            sections,
            table: Some(self.table(label, columns, lang)),
            signatures: self.signatures(lang).iter().copied().map(str::to_owned).collect(),
            footer: String::new(),
        }
    }

    /// A table with one row, which holds the places of its columns.
    fn table(self, [zh, en]: [&str; 2], columns: &[LabelledPlace], lang: Lang) -> FormTable {
        let mut heads = Vec::new();
        let mut places = Vec::new();
        for field in fields_of(columns, lang) {
            places.push(field.value);
            heads.push(FormField { value: String::new(), ..field });
        }
        FormTable {
            label: pick(lang, zh, en).to_owned(),
            columns: heads,
            rows: vec![places],
            totals: self.totals(columns.len(), lang),
        }
    }

    fn about(self, lang: Lang) -> &'static str {
        match self {
            LibraryForm::Aid => pick(
                lang,
                "单位：{{ 学校.名称 }}　　学期：{{ 学期.名称 }}　　截至：{{ 截至日 }}",
                "School: {{ school.name }}    Term: {{ term.name }}    As of {{ as_of }}",
            ),
            LibraryForm::Statistics => pick(
                lang,
                "{{ 站点.标题 }}　　截至：{{ 截至日 }}　　共{{ 活动.数量 }}次",
                "{{ site.title }}    As of {{ as_of }}    {{ visits.count }} visits",
            ),
            _ => "",
        }
    }

    fn signatures(self, lang: Lang) -> &'static [&'static str] {
        match (self, lang) {
            (LibraryForm::Visit, Lang::Zh) => &["记录人（签字）：", "受援学校（盖章）："],
            (LibraryForm::Visit, Lang::En) => &["Recorder (signature): ", "Helped school (seal): "],
            (LibraryForm::Assessment, Lang::Zh) => &["考核组（签字）：", "被考核单位（盖章）："],
            (LibraryForm::Assessment, Lang::En) => {
                &["Assessors (signatures): ", "Assessed (seal): "]
            }
            (LibraryForm::Summary, Lang::Zh) => &["撰写人（签字）：", "学校（盖章）："],
            (LibraryForm::Summary, Lang::En) => &["Written by (signature): ", "School (seal): "],
            (_, Lang::Zh) => &["制表人（签字）：", "负责人（签字）："],
            (_, Lang::En) => &["Made by (signature): ", "Responsible (signature): "],
        }
    }

    /// The row of sums below the rows: they follow when `fill` repeats the row above.
    fn totals(self, columns: usize, lang: Lang) -> Vec<String> {
        let summed: &[&str] = match self {
            LibraryForm::Aid => &["C", "D"],
            LibraryForm::Statistics => &["H", "I"],
            _ => return Vec::new(),
        };
        let mut cells = vec![String::new(); columns];
        if let Some(first) = cells.first_mut() {
            pick(lang, "合计", "Total").clone_into(first);
        }
        for letter in summed {
            let at = usize::from(letter.as_bytes()[0] - b'A');
            if let Some(cell) = cells.get_mut(at) {
                *cell = format!("=SUM({letter}4:{letter}4)");
            }
        }
        cells
    }
}

/// Fields with the places that fill them in.
fn fields_of(places: &[LabelledPlace], lang: Lang) -> Vec<FormField> {
    let mut fields = Vec::new();
    for ([zh, en], [zh_place, en_place]) in places {
        fields.push(FormField {
            value: pick(lang, *zh_place, *en_place).to_owned(),
            is_wide: WIDE.contains(zh),
            is_required: *zh == TITLE_LABEL,
            kind: kind_of(zh),
            ..FormField::text(pick(lang, zh, en))
        });
    }
    fields
}

/// What a column holds: a date becomes one when it is filled in, a figure a number.
fn kind_of(label: &str) -> CellKind {
    match label {
        "日期" | "期限" | "销号" => CellKind::Date,
        "序号" | "人数" | "金额" | "参加人数" | "经费" => CellKind::Number,
        _ => CellKind::Text,
    }
}

const TITLE_LABEL: &str = "活动主题";
/// Labels whose texts are long.
const WIDE: &[&str] = &[
    TITLE_LABEL,
    "参加人员",
    "帮扶需求",
    "对方意见",
    "指标",
    "问题",
    "整改措施",
    "活动",
    "备注",
    "总结标题",
    "时段",
    "学校",
    "对象校",
    "对象",
];
const NO_FIELDS: &[LabelledPlace] = &[];

const VISIT: &[LabelledPlace] = &[
    ([TITLE_LABEL, "Title"], ["{{ 记录.标题 }}", "{{ record.title }}"]),
    (["学校", "School"], ["{{ 记录.学校 }}", "{{ record.school }}"]),
    (["受援学校", "Helped school"], ["{{ 记录.对象校 }}", "{{ record.to }}"]),
    (["活动日期", "Date"], ["{{ 记录.日期 }}", "{{ record.date }}"]),
    (["时间", "Time"], ["{{ 记录.时间 }}", "{{ record.time }}"]),
    (["活动地点", "Place"], ["{{ 记录.地点 }}", "{{ record.place }}"]),
    (["活动类型", "Type"], ["{{ 记录.类型 }}", "{{ record.type }}"]),
    (["主持人", "Host"], ["{{ 记录.主持人 }}", "{{ record.host }}"]),
    (["授课教师", "Speakers"], ["{{ 记录.主讲人 }}", "{{ record.speakers }}"]),
    (["学科", "Subject"], ["{{ 记录.学科 }}", "{{ record.subject }}"]),
    (["课题", "Lesson"], ["{{ 记录.课题 }}", "{{ record.lesson }}"]),
    (["参加人数", "Attendance"], ["{{ 记录.参加人数 }}", "{{ record.attendance }}"]),
    (["受益人数", "Beneficiaries"], ["{{ 记录.受益人数 }}", "{{ record.beneficiaries }}"]),
    (["参加人员", "People"], ["{{ 记录.参加人 }}", "{{ record.people }}"]),
    (["帮扶需求", "Needs"], ["{{ 记录.帮扶需求 }}", "{{ record.needs }}"]),
    (["对方意见", "Feedback"], ["{{ 记录.对方意见 }}", "{{ record.feedback }}"]),
];
const VISIT_SECTIONS: &[LabelledPlace] =
    &[(["活动过程与效果", "What was done"], ["{{ 记录.正文 }}", "{{ record.text }}"])];
const PROBLEMS_LABEL: [&str; 2] = ["问题整改", "Problems"];
const PROBLEMS: &[LabelledPlace] = &[
    (
        ["问题", "Problem"],
        ["{{#每 记录.问题整改}}{{ 问题 }}", "{{#each record.follow_ups}}{{ problem }}"],
    ),
    (["整改措施", "Measure"], ["{{ 整改措施 }}", "{{ measure }}"]),
    (["责任人", "Owner"], ["{{ 责任人 }}", "{{ owner }}"]),
    (["期限", "Due"], ["{{ 期限.数字日期 }}", "{{ due.iso }}"]),
    (["销号", "Settled"], ["{{ 销号.数字日期 }}{{/每}}", "{{ done.iso }}{{/each}}"]),
];

const PAIR: &[LabelledPlace] = &[
    (["结对", "Pair"], ["{{ 结对.名称 }}", "{{ pair.name }}"]),
    (["计划", "Plan"], ["{{ 计划.标题 }}", "{{ plan.title }}"]),
    (["帮扶校", "Helping school"], ["{{ 结对.帮扶校 }}", "{{ pair.helper }}"]),
    (["受援校", "Helped school"], ["{{ 结对.受援校 }}", "{{ pair.helped }}"]),
    (["截至", "As of"], ["{{ 截至日 }}", "{{ as_of }}"]),
    (["活动次数", "Visits"], ["{{ 活动.数量 }}", "{{ visits.count }}"]),
];
const PAIR_SECTIONS: &[LabelledPlace] =
    &[(["自评", "Own assessment"], ["", ""]), (["考核意见", "Opinion of the assessors"], ["", ""])];
const TARGETS_LABEL: [&str; 2] = ["目标完成情况", "Targets"];
const NUMBER: LabelledPlace =
    (["序号", "No."], ["{{#每 目标}}{{ 序号 }}", "{{#each targets}}{{ no }}"]);
const TARGET: LabelledPlace = (["指标", "Target"], ["{{ 编号 }}", "{{ id }}"]);
const WHO: LabelledPlace = (["对象", "About"], ["{{ 对象 }}", "{{ who }}"]);
const PERIOD: LabelledPlace = (["时段", "Period"], ["{{ 时段 }}", "{{ period }}"]);
const VALUE: LabelledPlace = (["目标值", "Value"], ["{{ 值 }}", "{{ value }}"]);
const ACTUAL: LabelledPlace = (["实际", "Actual"], ["{{ 实际 }}", "{{ actual }}"]);
const STATUS: LabelledPlace = (["进度", "Status"], ["{{ 状态 }}{{/每}}", "{{ status }}{{/each}}"]);
const TARGETS: &[LabelledPlace] = &[NUMBER, TARGET, PERIOD, VALUE, ACTUAL, STATUS];
/// A target of a whole archive is judged for each school of the pair, so a line says for which.
const PAIR_TARGETS: &[LabelledPlace] = &[NUMBER, TARGET, WHO, PERIOD, VALUE, ACTUAL, STATUS];

const SUMMARY: &[LabelledPlace] = &[
    (["总结标题", "Title"], ["{{ 记录.标题 }}", "{{ record.title }}"]),
    (["学校", "School"], ["{{ 学校.名称 }}", "{{ school.name }}"]),
    (["学期", "Term"], ["{{ 学期.名称 }}", "{{ term.name }}"]),
    (["撰写人", "Written by"], ["{{ 记录.撰写人 }}", "{{ record.author }}"]),
    (["审核人", "Approved by"], ["{{ 记录.审核人 }}", "{{ record.approved_by }}"]),
];
const SUMMARY_SECTIONS: &[LabelledPlace] =
    &[(["总结", "Summary"], ["{{ 记录.正文 }}", "{{ record.text }}"])];

const AID: &[LabelledPlace] = &[
    (
        ["日期", "Date"],
        ["{{#每 台账.资助发放.行}}{{ 日期 }}", "{{#each ledgers.aid.rows}}{{ date }}"],
    ),
    (["资助项目", "Kind of aid"], ["{{ 资助项目 }}", "{{ kind }}"]),
    (["人数", "Pupils"], ["{{ 人数 }}", "{{ pupils }}"]),
    (["金额", "Amount"], ["{{ 金额 }}", "{{ amount }}"]),
    (["备注", "Note"], ["{{ 备注 }}{{/每}}", "{{ note }}{{/each}}"]),
];

const STATISTICS: &[LabelledPlace] = &[
    (["序号", "No."], ["{{#每 活动}}{{ 序号 }}", "{{#each visits}}{{ no }}"]),
    (["日期", "Date"], ["{{ 日期 }}", "{{ date }}"]),
    (["学校", "School"], ["{{ 学校 }}", "{{ school }}"]),
    (["类型", "Type"], ["{{ 类型 }}", "{{ type }}"]),
    (["活动", "Visit"], ["{{ 标题 }}", "{{ title }}"]),
    (["对象校", "About"], ["{{ 对象校 }}", "{{ to }}"]),
    (["主讲人", "Speakers"], ["{{ 主讲人 }}", "{{ speakers }}"]),
    (["参加人数", "Attendance"], ["{{ 参加人数 }}", "{{ attendance }}"]),
    (["经费", "Cost"], ["{{ 经费 }}{{/每}}", "{{ cost }}{{/each}}"]),
];
