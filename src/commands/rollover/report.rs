//! What a rollover tells: what was done, what was left alone, what a person must decide.

use super::{NewPlan, Rollover};
use crate::diagnostics::visible;
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::Plan;
use crate::scaffold::{CopyError, OpenPoints, PlanFate, open_points};

impl Rollover<'_> {
    pub(super) fn note_copy(&mut self, new: &NewPlan<'_>) {
        let NewPlan { plan, path, copy, .. } = new;
        let (lang, title) = (self.lang, &plan.title);
        self.done.push(match (lang, self.dry_run) {
            (Lang::Zh, false) => format!("《{title}》照抄成草稿：{path}"),
            (Lang::Zh, true) => format!("《{title}》会照抄成草稿：{path}"),
            (Lang::En, false) => format!("\"{title}\" copied as a draft: {path}"),
            (Lang::En, true) => format!("\"{title}\" would be copied as a draft: {path}"),
        });
        self.note_draft(path, &copy.open_points);
        for taken in &new.taken {
            self.to_decide.push(pick(
                lang,
                format!("{taken}：这里已有一个内容不同的文件，没有覆盖，新计划的链接指向它，请核对"),
                format!("{taken}: another file of that name was there already and was kept, and the new plan links to it: check it"),
            ));
        }
    }

    /// What a person must decide of a draft.
    fn note_draft(&mut self, path: &str, open: &OpenPoints) {
        let lang = self.lang;
        self.to_decide.push(pick(
            lang,
            format!("{path}：核对目标的值、措施的日期、领导小组和责任人，定稿后删去“草稿”一行"),
            format!("{path}: check the values, the dates of the actions and the people; when it is settled, delete its `draft` line"),
        ));
        let lines: Vec<String> = open.lines_with_years.iter().map(u32::to_string).collect();
        if !lines.is_empty() {
            let lines = lines.join(pick(lang, "、", ", "));
            self.to_decide.push(pick(
                lang,
                format!("{path}：第{lines}行还写着旧的年份"),
                format!("{path}: line {lines} still names an old year"),
            ));
        }
        if open.has_waiver {
            self.to_decide.push(pick(
                lang,
                format!("{path}：有目标写着“不适用”，新学年是否还不适用"),
                format!("{path}: a target is waived; is it so in the new year too?"),
            ));
        }
    }

    pub(super) fn cannot_copy(&mut self, plan: &Plan, why: CopyError) {
        let (file, title) = (&plan.file, &plan.title);
        self.to_decide.push(match why {
            CopyError::Layout => pick(
                self.lang,
                format!("《{title}》（{file}）的写法没法自动照抄，请自己复制一份再改"),
                format!("\"{title}\" ({file}) is written so that it cannot be copied here: copy it by hand"),
            ),
            CopyError::Date => pick(
                self.lang,
                format!("《{title}》（{file}）推后一年就超出了能写的日期，没有照抄"),
                format!("\"{title}\" ({file}) would end later than any date can be; it was not copied"),
            ),
        });
    }

    /// Why a plan is not copied.
    ///
    /// # Errors
    /// When the plan that follows it cannot be read.
    pub(super) fn note_fate(&mut self, plan: &Plan, fate: &PlanFate) -> Result<(), Error> {
        let (lang, file, title) = (self.lang, &plan.file, &plan.title);
        match fate {
            PlanFate::Copy { .. } => {}
            PlanFate::HasSuccessor { file, draft } => {
                self.left.push(pick(
                    lang,
                    format!("《{title}》已有下一年的计划，没有动：{file}"),
                    format!("\"{title}\" has a plan of the next year already: {file}"),
                ));
                if *draft {
                    let text = self.text(file)?.unwrap_or_default();
                    self.note_draft(file, &open_points(&text, plan));
                }
            }
            PlanFate::RunsOn(day) => self.left.push(pick(
                lang,
                format!("《{title}》执行到{day}，不用照抄：{file}"),
                format!("\"{title}\" runs until {day} and needs no copy: {file}"),
            )),
            PlanFate::IsOver(day) => self.to_decide.push(pick(
                lang,
                format!("《{title}》是多年的计划，到{day}为止，没有照抄：{file}。要不要写新的"),
                format!("\"{title}\" ran for several years until {day} and was not copied: {file}. Is there to be a new one?"),
            )),
            PlanFate::IsFollowed { last, title: next, file: next_file } => self.left.push(pick(
                lang,
                format!("《{title}》到{last}为止，后面已有《{next}》，没有照抄：{next_file}"),
                format!("\"{title}\" ran until {last}, and \"{next}\" begins after it; it was not copied: {next_file}"),
            )),
            PlanFate::IsDraft => self.to_decide.push(pick(
                lang,
                format!("《{title}》到现在还是草稿，没有照抄：{file}。还用得着的，先定稿再照抄；用不着的，请删去"),
                format!("\"{title}\" is still a draft and was not copied: {file}. Settle it first if it is needed, else delete it"),
            )),
            PlanFate::OwnerGone => self.left.push(pick(
                lang,
                format!("《{title}》的学校或结对到时已经停办或结束，没有照抄：{file}"),
                format!("the school or pair of \"{title}\" will have ended by then; it was not copied: {file}"),
            )),
        }
        Ok(())
    }

    pub(super) fn note_settings(&mut self) {
        if let Some(day) = self.archive().site.as_of
            && day.school_year() < self.year
        {
            self.to_decide.push(pick(
                self.lang,
                format!("站点.yaml写着截至日{day}，新学年的进度看不到，请改掉或删去"),
                format!("site.yaml has as_of {day}, so nothing of the new year is judged: change it or delete it"),
            ));
        }
    }

    pub(super) fn report(&self) -> String {
        let lang = self.lang;
        let mut lines: Vec<String> = self.done.iter().map(|line| visible(line)).collect();
        if self.done.is_empty() {
            let (year, next) = (self.year, self.year + 1);
            lines.push(pick(
                lang,
                format!("{year}—{next}学年没有要加的学期和计划"),
                format!("nothing to add for {year}-{next}"),
            ));
        }
        lines.extend(self.left.iter().map(|line| visible(line)));
        if !self.to_decide.is_empty() {
            lines.push(pick(lang, "\n还要人来定：", "\nto be decided by a person:").to_owned());
            for item in &self.to_decide {
                lines.push(format!("- {}", visible(item)));
            }
        }
        if self.dry_run {
            lines.push(pick(lang, "\n没有写文件", "\nnothing was written").to_owned());
        }
        lines.join("\n") + "\n"
    }
}
