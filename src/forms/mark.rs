//! The mark of our own forms, by which `import` knows them again whatever Word or WPS did to them.
//!
//! A document has it as the custom property [`PROPERTY`], a workbook also as the defined name [`DEFINED_NAME`]. Where a
//! program dropped both, the labels of the form are still the keys of the model.

use std::fmt;

/// The name of the custom document property.
pub const PROPERTY: &str = "guidang-form";
/// The name in a workbook that holds the mark as a text.
pub const DEFINED_NAME: &str = "guidang_form";
/// The version of the forms.
const VERSION: &str = "v1";

/// The kinds of blank forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormKind {
    /// 活动.
    Visit,
    /// 总结.
    Summary,
    /// 问题整改.
    FollowUps,
    /// 台账.
    Ledger,
}

impl FormKind {
    /// Every kind, in the order of the help text.
    pub const ALL: [FormKind; 4] =
        [FormKind::Visit, FormKind::Summary, FormKind::FollowUps, FormKind::Ledger];

    /// The name on the command line and in the mark: `follow-ups`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            FormKind::Visit => "visit",
            FormKind::Summary => "summary",
            FormKind::FollowUps => "follow-ups",
            FormKind::Ledger => "ledger",
        }
    }

    /// The Chinese name on the command line.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            FormKind::Visit => "活动",
            FormKind::Summary => "总结",
            FormKind::FollowUps => "问题整改",
            FormKind::Ledger => "台账",
        }
    }

    /// The kind of that name, English or Chinese.
    #[must_use]
    pub fn of_name(name: &str) -> Option<FormKind> {
        FormKind::ALL.into_iter().find(|kind| kind.code() == name || kind.chinese() == name)
    }
}

/// What a form says about itself: `visit;v1;bochang`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What the form is for.
    pub kind: FormKind,
    /// The id of the school that it was made for; empty for any.
    pub school: String,
}

impl Mark {
    /// The mark that a text is, of this or an earlier version.
    #[must_use]
    pub fn parse(text: &str) -> Option<Mark> {
        let mut parts = text.splitn(3, ';');
        let kind = FormKind::of_name(parts.next()?.trim())?;
        let version = parts.next()?.trim();
        if version != VERSION {
            return None;
        }
        Some(Mark { kind, school: parts.next().unwrap_or_default().trim().to_owned() })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{};{VERSION};{}", self.kind.code(), self.school)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_is_written() {
        for kind in FormKind::ALL {
            let mark = Mark { kind, school: "博昌".to_owned() };
            assert_eq!(Mark::parse(&mark.to_string()), Some(mark));
        }
        assert_eq!(
            Mark::parse("visit;v1"),
            Some(Mark { kind: FormKind::Visit, school: String::new() })
        );
        for other in ["", "visit", "visit;v2;a", "plan;v1;a"] {
            assert_eq!(Mark::parse(other), None, "{other}");
        }
    }
}
