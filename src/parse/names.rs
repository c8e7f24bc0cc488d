//! The one table of reserved names: files, folders, keys and values, in both spellings (docs/content-model.md §1–§2).

use super::labels::key_of_label;
use super::meanings::is_usual_word;
use crate::diagnostics::BilingualName;
use crate::l10n::{Lang, pick};
use crate::model::{
    Across, Aggregate, ColumnRole, Direction, DocumentKind, Every, HonourLevel, Keep, Level, Pace,
    RecordKind, Retention, YearRule,
};
use crate::privacy::simplified;
use crate::syntax::fold::sounds_alike;
use crate::syntax::text::fold_width;

const fn key(en: &'static str, zh: &'static str) -> BilingualName {
    BilingualName { en, zh }
}

impl BilingualName {
    /// Whether the text is one of its spellings.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        text == self.en || text == self.zh
    }

    /// The name as records in a language spell it.
    #[must_use]
    pub fn in_language(&self, lang: Lang) -> &'static str {
        pick(lang, self.zh, self.en)
    }
}

macro_rules! keys {
    ($($name:ident = $en:literal $zh:literal;)*) => { $(pub(crate) const $name: BilingualName = key($en, $zh);)* };
}

keys! {
    ACCESS = "access" "权限";
    ACROSS = "across" "跨校汇总";
    ACTION = "action" "措施";
    ACTIONS = "actions" "措施";
    AGGREGATE = "aggregate" "汇总";
    AGREEMENT = "agreement" "协议";
    ALLOW = "allow" "允许";
    ALLOWED_TEXT = "text" "文本";
    APPROVED_BY = "approved_by" "审核人";
    AREA = "area" "城乡类别";
    AS = "as" "作为";
    ASKED_BY = "asked_by" "提问人";
    ASPIRATIONAL = "aspirational" "力争";
    AS_OF = "as_of" "截至日";
    ATTENDANCE = "attendance" "参加人数";
    AUTHOR = "author" "撰写人";
    BASED_ON = "based_on" "依据";
    BASELINE = "baseline" "基线";
    BASE_URL = "base_url" "网址";
    BENEFICIARIES = "beneficiaries" "受益人数";
    BOARDERS = "boarders" "寄宿生数";
    BY_ACTION = "by" "完成时间";
    BY_REPLY = "by" "回复人";
    BY_WAIVER = "by" "批准人";
    CATEGORY = "category" "门类";
    CLASSES = "classes" "班级数";
    CLOSED = "closed" "停办";
    CLOSES = "closes" "销号";
    CODE = "code" "学校标识码";
    COLUMNS = "columns" "列";
    CORRECTION = "correction" "更正";
    COST = "cost" "经费";
    COUNTY_PLAN_COUNTS = "county_plan_counts" "县级计划计入四有";
    DATA = "data" "数据";
    DATE = "date" "日期";
    DENOMINATOR = "denominator" "分母";
    DEPARTMENT = "department" "责任部门";
    DEPARTMENTS = "departments" "处室";
    DEPUTIES = "deputies" "副组长";
    DIRECTION = "direction" "方向";
    DOCUMENT_NUMBER = "document_number" "文号";
    DONE = "done" "销号";
    DRAFT = "draft" "草稿";
    DUE = "due" "期限";
    EDIT_URL = "edit_url" "编辑地址";
    END = "end" "结束";
    EVERY = "every" "每";
    EVIDENCE = "evidence" "须有佐证";
    FEEDBACK = "feedback" "对方意见";
    FOLDER = "folder" "文件夹";
    FORM = "form" "形式";
    FOLDERS = "folders" "目录";
    FOLDER_KINDS = "kinds" "种类";
    FOLDER_TYPES = "types" "类型";
    FOLDER_WORDS = "words" "关键词";
    FOLLOW_UPS = "follow_ups" "问题整改";
    FONDS = "fonds" "全宗号";
    FONDS_NAME = "fonds_name" "全宗名称";
    FORM_PAGES = "form" "填报";
    FORMERLY = "formerly" "曾用名";
    FROM = "from" "自";
    GRADE = "grade" "等级";
    GRADE_VISIT = "grade" "年级";
    HEAD = "head" "负责人";
    HEADER_ROW = "header_row" "表头行";
    HELPED = "helped" "受援校";
    HELPER = "helper" "帮扶校";
    HONOURS = "honours" "称号";
    HOST = "host" "主持人";
    ID = "id" "编号";
    INDICATOR = "indicator" "指标";
    INDICATORS = "indicators" "指标";
    KIND = "kind" "形式";
    LANGUAGE = "language" "语言";
    LATE_AFTER = "late_after" "补录天数";
    LEAD = "lead" "负责人";
    LEADER = "leader" "组长";
    LESSON = "lesson" "课题";
    LEVELS_TARGET = "levels" "学段";
    LEVEL_HONOUR = "level" "级别";
    LEVEL_SCHOOL = "level" "学段";
    MATERIALS = "materials" "材料";
    MEASURE = "measure" "计量";
    MEASURE_FOLLOW_UP = "measure" "整改措施";
    MEMBERS = "members" "成员";
    MERGED_INTO = "merged_into" "并入";
    MIN_PERIOD_DAYS = "min_period_days" "最少天数";
    MONTHS = "months" "各月";
    NAME = "name" "名称";
    NEEDS = "needs" "帮扶需求";
    NEW_URL = "new_url" "新建地址";
    NOTE = "note" "说明";
    NUMBERING = "numbering" "档号";
    NUMBERS = "numbers" "档号";
    NUMERATOR = "numerator" "分子";
    OPENED = "opened" "开办";
    ORGANISATION = "organisation" "单位";
    ORGANISATIONS = "organisations" "机构";
    OTHER = "other" "其他";
    OWNER = "owner" "责任人";
    PACE = "pace" "进度";
    PACE_ALLOWANCE = "pace_allowance" "进度容差";
    PAGES = "pages" "页数";
    PAIR = "pair" "结对";
    PEOPLE = "people" "参加人";
    PER_BOX = "per_box" "每盒件数";
    PER_RECORD_MAX = "per_record_max" "单条上限";
    PLACE = "place" "地点";
    PLAN = "plan" "计划";
    PROBLEM = "problem" "问题";
    PUBLIC_UNTIL = "public_until" "公示至";
    PUPILS = "pupils" "学生数";
    QUALITY = "quality" "质量要求";
    REASON = "reason" "理由";
    RECORD = "record" "记录";
    RECORDER = "recorder" "记录人";
    RECORDS = "records" "统计记录";
    REPLIES = "replies" "回复";
    RETENTION = "retention" "保管期限";
    RETENTIONS = "retentions" "各类期限";
    RETIRED = "retired" "注销";
    SCALE = "scale" "倍数";
    SCHOOL = "school" "学校";
    SCOPE = "scope" "范围";
    SENSITIVE = "sensitive" "敏感";
    SHEET = "sheet" "工作表";
    SHORT = "short" "简称";
    SIGNED = "signed" "可为负";
    SMALL_CELL = "small_cell" "小数抑制";
    SOURCES = "sources" "下级档案";
    SPEAKERS = "speakers" "主讲人";
    STALE_AFTER = "stale_after" "过期天数";
    START = "start" "开始";
    STATUS = "status" "状态";
    SUBJECT = "subject" "学科";
    TABLE = "table" "表";
    TARGET = "target" "目标";
    TARGETS = "targets" "目标";
    TEACHERS = "teachers" "专任教师数";
    TEAM = "team" "领导小组";
    TERM = "term" "学期";
    TERMS = "terms" "学期";
    TEXT = "text" "内容";
    THEME = "theme" "主题";
    TIME = "time" "时间";
    TIMES = "times" "次数";
    TITLE = "title" "标题";
    TO = "to" "对象校";
    TOWNSHIP = "township" "乡镇";
    TYPE = "type" "类型";
    TYPE_CHART = "type" "图";
    UNIT = "unit" "单位";
    URL = "url" "网址";
    VALUE = "value" "值";
    WAIVED = "waived" "不适用";
    WITH_TEAM = "with_team" "含领导小组";
    YEAR = "year" "年度";
}

/// The keys of one kind of map, as docs/content-model.md §2 lists them.
pub(crate) type Fields = &'static [BilingualName];

pub(crate) const SITE: Fields = &[
    TITLE,
    ORGANISATION,
    LANGUAGE,
    THEME,
    AS_OF,
    TERMS,
    PACE_ALLOWANCE,
    MIN_PERIOD_DAYS,
    SMALL_CELL,
    LATE_AFTER,
    BASE_URL,
    EDIT_URL,
    NEW_URL,
    FORM_PAGES,
    COUNTY_PLAN_COUNTS,
    NUMBERING,
    ALLOW,
];
pub(crate) const ALLOW_FIELDS: Fields = &[ALLOWED_TEXT, REASON];
pub(crate) const NUMBERING_FIELDS: Fields =
    &[FONDS, FONDS_NAME, CATEGORY, YEAR, ORGANISATIONS, RETENTIONS, PER_BOX, FOLDERS];
/// The kinds of documents, named by their folders.
pub(crate) const RETENTION_FIELDS: Fields = &[
    PLANS_DIR,
    RECORD_DIRS[0].0,
    RECORD_DIRS[1].0,
    RECORD_DIRS[2].0,
    RECORD_DIRS[3].0,
    RECORD_DIRS[4].0,
    RECORD_DIRS[5].0,
];
pub(crate) const FOLDER_FIELDS: Fields =
    &[NAME, FOLDER_KINDS, FOLDER_TYPES, FOLDER_WORDS, WITH_TEAM];
/// The sections of numbers.yaml.
pub(crate) const NUMBERS_FIELDS: Fields = &[NUMBERS, RETIRED];
pub(crate) const TERM_FIELDS: Fields = &[NAME, START, END];
pub(crate) const INDICATOR_FILE: Fields = &[INDICATORS];
pub(crate) const INDICATOR_FIELDS: Fields = &[
    NAME,
    UNIT,
    DIRECTION,
    AGGREGATE,
    MEASURE,
    NUMERATOR,
    DENOMINATOR,
    RECORDS,
    TYPE,
    SCALE,
    PER_RECORD_MAX,
    SIGNED,
    ACROSS,
    EVIDENCE,
    SENSITIVE,
    NOTE,
];
pub(crate) const SCHOOL_FIELDS: Fields = &[
    NAME,
    LEVEL_SCHOOL,
    SHORT,
    CODE,
    TOWNSHIP,
    AREA,
    GRADE,
    HONOURS,
    HEAD,
    CLASSES,
    PUPILS,
    BOARDERS,
    TEACHERS,
    DEPARTMENTS,
    OPENED,
    CLOSED,
    MERGED_INTO,
    FORMERLY,
    NOTE,
];
pub(crate) const PAIR_FIELDS: Fields =
    &[NAME, KIND, HELPER, HELPED, START, END, AGREEMENT, FORMERLY, NOTE];
pub(crate) const ACCESS_FIELDS: Fields = &[ACCESS];
pub(crate) const SOURCES_FIELDS: Fields = &[SOURCES, STALE_AFTER];
pub(crate) const SOURCE_FIELDS: Fields = &[NAME, FOLDER, URL];
pub(crate) const PLAN_FIELDS: Fields = &[
    TITLE,
    START,
    END,
    TEAM,
    TARGETS,
    ACTIONS,
    BASED_ON,
    RETENTION,
    DOCUMENT_NUMBER,
    PAGES,
    NOTE,
    PUBLIC_UNTIL,
    CORRECTION,
    FORMERLY,
    DRAFT,
];
pub(crate) const TEAM_FIELDS: Fields = &[LEADER, DEPUTIES, MEMBERS];
pub(crate) const TARGET_FIELDS: Fields = &[
    INDICATOR,
    VALUE,
    EVERY,
    SCOPE,
    LEVELS_TARGET,
    BASELINE,
    PACE,
    ID,
    WAIVED,
    ASPIRATIONAL,
    OWNER,
    NOTE,
];
pub(crate) const WAIVER_FIELDS: Fields = &[REASON, BY_WAIVER, FROM];
pub(crate) const ACTION_FIELDS: Fields =
    &[ID, NAME, BY_ACTION, TIMES, LEAD, DEPARTMENT, PLACE, QUALITY, NOTE];
pub(crate) const VISIT_FIELDS: Fields = &[
    TITLE,
    DATE,
    START,
    END,
    TIME,
    TYPE,
    FORM,
    SUBJECT,
    GRADE_VISIT,
    LESSON,
    TO,
    PAIR,
    PLAN,
    ACTION,
    PLACE,
    PEOPLE,
    HOST,
    SPEAKERS,
    RECORDER,
    ATTENDANCE,
    BENEFICIARIES,
    COST,
    NEEDS,
    FEEDBACK,
    FOLLOW_UPS,
    CLOSES,
    OTHER,
    DATA,
    MATERIALS,
    NOTE,
    PUBLIC_UNTIL,
    RETENTION,
    DOCUMENT_NUMBER,
    PAGES,
    CORRECTION,
    FORMERLY,
    DRAFT,
];
pub(crate) const FOLLOW_UP_FIELDS: Fields = &[PROBLEM, MEASURE_FOLLOW_UP, OWNER, DUE, DONE, NOTE];
pub(crate) const CLOSING_FIELDS: Fields = &[RECORD, PROBLEM];
pub(crate) const SUMMARY_FIELDS: Fields = &[
    TITLE,
    TERM,
    DATE,
    PLAN,
    PAIR,
    AUTHOR,
    APPROVED_BY,
    DATA,
    NOTE,
    PUBLIC_UNTIL,
    RETENTION,
    DOCUMENT_NUMBER,
    PAGES,
    CORRECTION,
    FORMERLY,
    DRAFT,
];
pub(crate) const LEDGER_FIELDS: Fields = &[
    TITLE,
    TABLE,
    SHEET,
    HEADER_ROW,
    COLUMNS,
    NOTE,
    PUBLIC_UNTIL,
    RETENTION,
    DOCUMENT_NUMBER,
    PAGES,
    CORRECTION,
    FORMERLY,
    DRAFT,
];
pub(crate) const COLUMN_FIELDS: Fields = &[NAME, AS, MONTHS];
pub(crate) const RESOURCE_FIELDS: Fields = &[
    TITLE,
    DATE,
    TYPE,
    PEOPLE,
    NOTE,
    PUBLIC_UNTIL,
    RETENTION,
    DOCUMENT_NUMBER,
    PAGES,
    CORRECTION,
    FORMERLY,
    DRAFT,
];
pub(crate) const HONOUR_FIELDS: Fields = &[
    TITLE,
    DATE,
    TYPE,
    PEOPLE,
    NOTE,
    LEVEL_HONOUR,
    DATA,
    PUBLIC_UNTIL,
    RETENTION,
    DOCUMENT_NUMBER,
    PAGES,
    CORRECTION,
    FORMERLY,
    DRAFT,
];
pub(crate) const QUESTION_FIELDS: Fields = &[
    TITLE,
    DATE,
    ASKED_BY,
    STATUS,
    REPLIES,
    NOTE,
    PUBLIC_UNTIL,
    RETENTION,
    DOCUMENT_NUMBER,
    PAGES,
    CORRECTION,
    FORMERLY,
    DRAFT,
];
pub(crate) const REPLY_FIELDS: Fields = &[SCHOOL, BY_REPLY, DATE, TEXT];
pub(crate) const CHART_FIELDS: Fields = &[TARGET, TYPE_CHART];
pub(crate) const TABLE_FIELDS: Fields = &[TARGET];
pub(crate) const TARGET_REF_FIELDS: Fields = &[PLAN, INDICATOR];

/// Every map of the model, with its English name, for documents and schemas that must agree with the code.
pub(crate) const ALL_FIELDS: &[(&str, Fields)] = &[
    ("site", SITE),
    ("site.terms", TERM_FIELDS),
    ("site.allow", ALLOW_FIELDS),
    ("site.numbering", NUMBERING_FIELDS),
    ("site.numbering.retentions", RETENTION_FIELDS),
    ("site.numbering.folders", FOLDER_FIELDS),
    ("indicators", INDICATOR_FILE),
    ("indicator", INDICATOR_FIELDS),
    ("school", SCHOOL_FIELDS),
    ("pair", PAIR_FIELDS),
    ("access", ACCESS_FIELDS),
    ("sources", SOURCES_FIELDS),
    ("source", SOURCE_FIELDS),
    ("plan", PLAN_FIELDS),
    ("plan.team", TEAM_FIELDS),
    ("plan.targets", TARGET_FIELDS),
    ("plan.targets.waived", WAIVER_FIELDS),
    ("plan.actions", ACTION_FIELDS),
    ("visit", VISIT_FIELDS),
    ("visit.follow_ups", FOLLOW_UP_FIELDS),
    ("visit.closes", CLOSING_FIELDS),
    ("summary", SUMMARY_FIELDS),
    ("ledger", LEDGER_FIELDS),
    ("ledger.columns", COLUMN_FIELDS),
    ("resource", RESOURCE_FIELDS),
    ("honour", HONOUR_FIELDS),
    ("question", QUESTION_FIELDS),
    ("question.replies", REPLY_FIELDS),
    ("chart", CHART_FIELDS),
    ("chart.target", TARGET_REF_FIELDS),
];

/// What people call the maps that have a key, for hints about a key in the wrong place.
const HOMES: &[(BilingualName, Fields)] = &[
    (key("a visit", "活动"), VISIT_FIELDS),
    (key("a summary", "总结"), SUMMARY_FIELDS),
    (key("a ledger", "台账"), LEDGER_FIELDS),
    (key("an honour", "荣誉"), HONOUR_FIELDS),
    (key("a resource", "资源"), RESOURCE_FIELDS),
    (key("a question", "问题"), QUESTION_FIELDS),
    (key("a plan", "计划"), PLAN_FIELDS),
    (key("a plan's target", "计划的目标"), TARGET_FIELDS),
    (key("a plan's action", "计划的措施"), ACTION_FIELDS),
    (key("a problem of a visit", "活动的问题整改"), FOLLOW_UP_FIELDS),
    (key("a school", "学校"), SCHOOL_FIELDS),
    (key("a pair", "结对"), PAIR_FIELDS),
    (key("an indicator", "指标"), INDICATOR_FIELDS),
    (key("the site", "站点"), SITE),
    (key("a source", "下级档案"), SOURCE_FIELDS),
];

/// What has such a key; of several the likeliest.
pub(crate) fn home_of(text: &str) -> Option<BilingualName> {
    let (home, _) = HOMES.iter().find(|(_, fields)| has_field(fields, text))?;
    Some(*home)
}

/// Whether any map of the model has such a key, or forms print it for one: the hint that a line was meant as
/// `key: value`.
pub(crate) fn is_known_key(text: &str) -> bool {
    let text = &*simplified(text);
    ALL_FIELDS.iter().any(|(_, fields)| has_field(fields, text))
        || key_of_label(text).is_some()
        || is_usual_word(text)
}

/// Whether one of these maps' keys has this spelling.
pub(crate) fn has_field(fields: Fields, text: &str) -> bool {
    fields.iter().any(|field| field.is(text))
}

pub(crate) const LANGUAGES: &[(BilingualName, Lang)] =
    &[(key("zh-CN", "中文"), Lang::Zh), (key("en", "英文"), Lang::En)];
pub(crate) const DIRECTIONS: &[(BilingualName, Direction)] = &[
    (key("at_least", "不低于"), Direction::AtLeast),
    (key("at_most", "不超过"), Direction::AtMost),
];
pub(crate) const AGGREGATES: &[(BilingualName, Aggregate)] = &[
    (key("sum", "合计"), Aggregate::Sum),
    (key("count", "次数"), Aggregate::Count),
    (key("distinct", "去重计数"), Aggregate::Distinct),
    (key("mean", "平均"), Aggregate::Mean),
    (key("min", "最低"), Aggregate::Min),
    (key("max", "最高"), Aggregate::Max),
    (key("last", "最新"), Aggregate::Last),
    (key("ratio", "比率"), Aggregate::Ratio),
    (key("last_ratio", "最新比率"), Aggregate::LastRatio),
];
pub(crate) const ACROSSES: &[(BilingualName, Across)] = &[
    (key("sum", "合计"), Across::Sum),
    (key("mean", "平均"), Across::Mean),
    (key("min", "最低"), Across::Min),
    (key("max", "最高"), Across::Max),
];
pub(crate) const KINDS: &[(BilingualName, RecordKind)] = &[
    (key("visit", "活动"), RecordKind::Visit),
    (key("summary", "总结"), RecordKind::Summary),
    (key("ledger", "台账"), RecordKind::Ledger),
    (key("resource", "资源"), RecordKind::Resource),
    (key("honour", "荣誉"), RecordKind::Honour),
    (key("question", "问题"), RecordKind::Question),
];
pub(crate) const LEVELS: &[(BilingualName, Level)] = &[
    (key("kindergarten", "幼儿园"), Level::Kindergarten),
    (key("primary", "小学"), Level::Primary),
    (key("junior", "初中"), Level::Junior),
    (key("senior", "高中"), Level::Senior),
    (key("nine_year", "九年一贯制"), Level::NineYear),
    (key("special", "特教"), Level::Special),
    (key("bureau", "教育局"), Level::Bureau),
];
pub(crate) const EVERIES: &[(BilingualName, Every)] = &[
    (key("week", "周"), Every::Week),
    (key("month", "月"), Every::Month),
    (key("quarter", "季度"), Every::Quarter),
    (key("term", "学期"), Every::Term),
    (key("year", "学年"), Every::Year),
];
pub(crate) const PACES: &[(BilingualName, Pace)] =
    &[(key("linear", "匀速"), Pace::Linear), (key("deadline", "到期"), Pace::Deadline)];
pub(crate) const ROLES: &[(BilingualName, ColumnRole)] = &[
    (key("date", "日期"), ColumnRole::Date),
    (key("data", "数据"), ColumnRole::Data),
    (key("text", "文字"), ColumnRole::Text),
    (key("secret", "保密"), ColumnRole::Secret),
];
pub(crate) const HONOUR_LEVELS: &[(BilingualName, HonourLevel)] = &[
    (key("school", "校级"), HonourLevel::School),
    (key("county", "县级"), HonourLevel::County),
    (key("city", "市级"), HonourLevel::City),
    (key("province", "省级"), HonourLevel::Province),
    (key("nation", "国家级"), HonourLevel::Nation),
];
pub(crate) const KEEPS: &[(BilingualName, Keep)] = &[
    (key("permanent", "永久"), Keep::For(Retention::Permanent)),
    (key("30y", "30年"), Keep::For(Retention::Years30)),
    (key("10y", "10年"), Keep::For(Retention::Years10)),
    (key("none", "不归档"), Keep::Not),
];
pub(crate) const YEAR_RULES: &[(BilingualName, YearRule)] = &[
    (key("date", "成文日期"), YearRule::Date),
    (key("school_year", "学年"), YearRule::SchoolYear),
];
pub(crate) const DOCUMENT_KINDS: &[(BilingualName, DocumentKind)] = &[
    (key("plan", "计划"), DocumentKind::Plan),
    (key("visit", "活动"), DocumentKind::Record(RecordKind::Visit)),
    (key("summary", "总结"), DocumentKind::Record(RecordKind::Summary)),
    (key("ledger", "台账"), DocumentKind::Record(RecordKind::Ledger)),
    (key("resource", "资源"), DocumentKind::Record(RecordKind::Resource)),
    (key("honour", "荣誉"), DocumentKind::Record(RecordKind::Honour)),
    (key("question", "问题"), DocumentKind::Record(RecordKind::Question)),
];
pub(crate) const SOLVED: &[(BilingualName, bool)] =
    &[(key("open", "待解决"), false), (key("solved", "已解决"), true)];
pub(crate) const YES_NO: &[(BilingualName, bool)] =
    &[(key("true", "是"), true), (key("false", "否"), false)];

pub(crate) const ALL: BilingualName = key("all", "全部");

pub(crate) const SCOPE_JOINT: BilingualName = key("joint", "合计");
pub(crate) const SCOPE_EACH: BilingualName = key("each", "各校");
pub(crate) const SCOPE_HELPER: BilingualName = key("helper", "帮扶方");
pub(crate) const SCOPE_HELPED: BilingualName = key("helped", "受援方");

/// The charts that a fenced ```chart block may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartType {
    /// 子弹图.
    Bullet,
    /// 进度图.
    Pace,
    /// 月历.
    Months,
}
pub(crate) const CHART_TYPES: &[(BilingualName, ChartType)] = &[
    (key("bullet", "子弹图"), ChartType::Bullet),
    (key("pace", "进度图"), ChartType::Pace),
    (key("months", "月历"), ChartType::Months),
];

/// Files and folders directly under `content/`, or under a school or pair.
pub(crate) const SITE_FILE: BilingualName = key("site.yaml", "站点.yaml");
pub(crate) const INDICATORS_FILE: BilingualName = key("indicators.yaml", "指标.yaml");
pub(crate) const ACCESS_FILE: BilingualName = key("access.yaml", "权限.yaml");
pub(crate) const SOURCES_FILE: BilingualName = key("sources.yaml", "下级档案.yaml");
/// Written by `guidang number`, so it has one name only.
pub(crate) const NUMBERS_FILE: &str = "numbers.yaml";
pub(crate) const SEALS_DIR: &str = "seals";
/// The county's own forms, and what their labels stand for.
pub(crate) const FORMS_DIR: BilingualName = key("forms", "表样");
pub(crate) const LABELS_FILE: BilingualName = key("labels.yaml", "标签.yaml");
pub(crate) const SCHOOL_FILE: BilingualName = key("school.yaml", "学校.yaml");
pub(crate) const PAIR_FILE: BilingualName = key("pair.yaml", "结对.yaml");
pub(crate) const PLANS_DIR: BilingualName = key("plans", "计划");
pub(crate) const SCHOOLS_DIR: BilingualName = key("schools", "学校");
pub(crate) const PAIRS_DIR: BilingualName = key("pairs", "结对");
pub(crate) const RECORD_DIRS: &[(BilingualName, RecordKind)] = &[
    (key("visits", "活动"), RecordKind::Visit),
    (key("summaries", "总结"), RecordKind::Summary),
    (key("ledgers", "台账"), RecordKind::Ledger),
    (key("resources", "资源"), RecordKind::Resource),
    (key("honours", "荣誉"), RecordKind::Honour),
    (key("questions", "问题"), RecordKind::Question),
];

/// The similarity (0 to 1) from which a name is suggested.
const SIMILAR: f64 = 0.5;

/// The most similar of some names, when one is similar enough to be meant. Of equally similar names the first.
/// Another word of two characters is not one of them.
pub(crate) fn nearest<'a>(found: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    most_similar(found, names.filter(|name| !is_other_word(found, name)))
}

/// The most similar of some names, when one is similar enough, be it another word: of few names that could stand in a place,
/// it is the likeliest.
fn most_similar<'a>(found: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(&str, f64)> = None;
    for name in names {
        let mut similarity = strsim::normalized_damerau_levenshtein(found, name);
        let is_longer_form = name.chars().count() >= 2
            && found.chars().count() >= 2
            && (found.contains(name) || name.contains(found));
        if is_longer_form {
            similarity = similarity.max(SIMILAR + 0.01);
        }
        if similarity >= SIMILAR && best.is_none_or(|(_, highest)| similarity > highest) {
            best = Some((name, similarity));
        }
    }
    Some(best?.0)
}

/// The most similar of some names as a `String`, when one is similar enough to be meant.
#[must_use]
pub fn nearest_owned<'a>(found: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    most_similar(found, names).map(str::to_owned)
}

/// The field that a key was meant to be, and its spelling: it differs from the key by a slip, not by a word.
pub(crate) fn nearest_field(found: &str, fields: Fields) -> Option<(BilingualName, &'static str)> {
    let mut best: Option<(BilingualName, &'static str, usize)> = None;
    for field in fields {
        for spelling in [field.zh, field.en] {
            let Some(distance) = slip_distance(found, spelling) else { continue };
            if best.is_none_or(|(.., least)| distance < least) {
                best = Some((*field, spelling, distance));
            }
        }
    }
    best.map(|(field, spelling, _)| (field, spelling))
}

/// How many characters two texts differ by, when that is few enough for a slip. A character more at the end makes
/// another word (参加人, 参加人数), unless it repeats the one before.
fn slip_distance(found: &str, name: &str) -> Option<usize> {
    let spaceless = simplified(&bare_key(found)).into_owned();
    if spaceless.eq_ignore_ascii_case(name) {
        return Some(0);
    }
    let (found, name) = (spaceless.to_lowercase(), name.to_lowercase());
    let length = name.chars().count();
    let most = match (name.is_ascii(), length) {
        (true, 0..=3) => 0,
        (true, 4..=5) | (false, 0..=5) => 1,
        (true, _) => 2,
        (false, _) => length / 4,
    };
    let distance = strsim::damerau_levenshtein(&found, &name);
    let is_other = is_other_word(&found, &name)
        || !name.is_ascii() && (is_extension(&found, &name) || is_extension(&name, &found));
    (distance <= most && distance < length && !is_other).then_some(distance)
}

/// Whether two words of two characters have one in common and the others do not sound alike: 课时 is no slip for 课题, and
/// 日其 is one for 日期.
fn is_other_word(found: &str, name: &str) -> bool {
    let (found, name): (Vec<char>, Vec<char>) = (found.chars().collect(), name.chars().collect());
    let ([a, b], [c, d]) = (found.as_slice(), name.as_slice()) else { return false };
    if name.iter().all(char::is_ascii) {
        return false;
    }
    let is_swapped = a == d && b == c;
    !is_swapped && (a == c && !sounds_alike(*b, *d) || b == d && !sounds_alike(*a, *c))
}

/// A key without white space, full-width letters, the number of a list before it and marks around it: `1. 地点`, `地点:`,
/// `【地点】`.
pub(super) fn bare_key(found: &str) -> String {
    let folded = fold_width(found);
    let spaceless: String = folded.chars().filter(|ch| !ch.is_whitespace()).collect();
    let is_digit = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十(".contains(ch);
    let spaceless = spaceless.trim_start_matches(|ch| matches!(ch, '①'..='⑳'));
    let spaceless = before_remark(spaceless);
    let unnumbered = spaceless.trim_start_matches(is_digit);
    let after_number = unnumbered.strip_prefix(['.', '、', ')']);
    let bare = after_number.filter(|rest| !rest.is_empty()).unwrap_or(spaceless);
    bare.trim_matches(|ch: char| "*_`:;,.。、·•●【】()《》<>〔〕〖〗「」『』[]'\"“”".contains(ch))
        .to_owned()
}

/// A key without what stands in brackets behind it: `类型（必填）`.
fn before_remark(key: &str) -> &str {
    match key.split_once(['(', '（']) {
        Some((before, remark)) if !before.is_empty() && remark.ends_with([')', '）']) => before,
        _ => key,
    }
}

/// Whether `long` is `short` with other characters before or behind it.
fn is_extension(long: &str, short: &str) -> bool {
    let rest = long.strip_prefix(short).or_else(|| long.strip_suffix(short));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.chars().all(|ch| short.contains(ch)))
}

/// The name that differs least from a text, when it differs only by a slip.
pub(crate) fn nearest_slip<'a>(
    found: &str,
    names: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut best: Option<(&str, usize)> = None;
    for name in names {
        let distance = slip_distance(found, name);
        if let Some(distance) = distance
            && best.is_none_or(|(_, least)| distance < least)
        {
            best = Some((name, distance));
        }
    }
    Some(best?.0)
}

/// The most names that a hint lists.
const MAX_LISTED: usize = 8;

/// Names for a hint, each once; none when there are too many to read.
#[must_use]
pub fn few_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut few: Vec<String> = Vec::new();
    for name in names {
        if few.iter().any(|known| known == name) {
            continue;
        }
        if MAX_LISTED <= few.len() {
            return Vec::new();
        }
        few.push(name.to_owned());
    }
    few
}

/// What the names of most schools have in common.
const SCHOOL_WORDS: [&str; 12] = [
    "九年一贯制",
    "中心",
    "实验",
    "完全",
    "小学",
    "中学",
    "初中",
    "高中",
    "幼儿园",
    "学校",
    "教学点",
    "县",
];

/// The most similar name of a school. What most names have in common does not make two of them similar: 大坪小学 is not
/// 石桥小学.
pub(crate) fn nearest_school<'a>(
    found: &str,
    names: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let own = without_school_words(found);
    let mut similar = Vec::new();
    for name in names {
        let other = without_school_words(name);
        let is_similar = if own.is_empty() || other.is_empty() {
            slip_distance(found, name).is_some()
        } else {
            nearest(&own, std::iter::once(other.as_str())).is_some()
        };
        if is_similar {
            similar.push(name);
        }
    }
    nearest(found, similar.into_iter()).map(str::to_owned)
}

fn without_school_words(name: &str) -> String {
    let mut stem = name.to_owned();
    for word in SCHOOL_WORDS {
        stem = stem.replace(word, "");
    }
    stem
}

/// The most similar key, in the spelling that was meant.
pub(crate) fn nearest_key<'a>(
    found: &str,
    keys: impl Iterator<Item = &'a BilingualName>,
) -> Option<&'static str> {
    let mut spellings: Vec<&'static str> = Vec::new();
    for key in keys {
        spellings.extend([key.zh, key.en]);
    }
    nearest(found, spellings.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_reference_names_every_field_in_both_spellings() {
        let reference = include_str!("../../docs/content-reference.md");
        for (map, fields) in ALL_FIELDS {
            let mark = format!("<!-- fields: {map} -->");
            let (_, section) =
                reference.split_once(&mark).unwrap_or_else(|| panic!("no section for {map}"));
            let section = section.split("<!-- fields:").next().unwrap_or_default();
            for BilingualName { en, zh } in *fields {
                assert!(section.contains(zh) && section.contains(en), "{map}: {zh} {en}");
            }
        }
    }

    #[test]
    fn no_map_has_a_spelling_twice() {
        for (map, fields) in ALL_FIELDS {
            let mut spellings: Vec<&str> = fields.iter().flat_map(|key| [key.en, key.zh]).collect();
            let count = spellings.len();
            spellings.sort_unstable();
            spellings.dedup();
            assert_eq!(spellings.len(), count, "{map}");
        }
    }
}
