//! The labels of the interface in both languages: headings, columns, buttons.
//!
//! One row per label, so that none can be missing in a language. Templates find them as `{{ w.home }}`.

use serde::Serialize;

use super::Lang;

macro_rules! labels {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        /// The words of one language.
        #[derive(Debug, Serialize)]
        pub(crate) struct Labels {
            $(pub(crate) $name: &'static str,)*
        }

        static ZH: Labels = Labels { $($name: $zh,)* };
        static EN: Labels = Labels { $($name: $en,)* };

        /// Every word with its name, in Chinese and in English.
        pub(crate) const ALL: &[(&str, &str, &str)] = &[$((stringify!($name), $zh, $en),)*];
    };
}

impl Labels {
    /// The words of a language.
    pub(crate) fn of(lang: Lang) -> &'static Labels {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    /// The names of all words.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        ALL.iter().map(|(name, _, _)| *name)
    }
}

labels! {
    lang: "zh-CN", "en";
    skip: "跳到正文", "Skip to content";
    menu: "主要栏目", "Main sections";
    crumbs: "当前位置", "You are here";
    foot_about: "本站说明", "About this site";
    foot_data: "数据文件", "Data files";
    old_browser: "页面显示不正常时，请在浏览器地址栏切换到“极速模式”后查看。", "If this page looks broken, switch your browser to its standard (fast) mode.";
    made_with: "由归档（guidang）生成", "Made with guidang";
    as_of: "截至", "As of";
    draft: "草稿", "Draft";
    draft_note: "这是草稿：不计入任何目标，正式生成时不发布。", "This is a draft: it counts for nothing and is left out of the published site.";
    edit: "更正这条记录", "Correct this record";
    colon: "：", ": ";
    comma: "、", ", ";
    stop: "。", ". ";
    open_bracket: "（", " (";
    shut_bracket: "）", ")";
    none: "无", "none";
    nothing_here: "还没有内容。", "Nothing here yet.";

    sort_by: "按“{}”排序", "Sort by {}";
    filter: "筛选", "Filter";
    shown_of: "显示{}条，共{}条", "{} of {} shown";
    csv: "下载表格（CSV）", "Download as CSV";
    copy_link: "复制这一处的链接", "Copy a link to this place";
    copied: "链接已复制", "Link copied";
    search: "搜索", "Search";
    search_for: "要找的字词", "Words to look for";
    search_hint: "任意几个字，如 送教 听课", "Any words";
    search_go: "搜", "Go";
    search_off: "搜索要用到浏览器的脚本（JavaScript），现在没有运行。可以从下面的栏目里找。", "Search needs JavaScript, which does not run here. Everything can be reached from these lists.";
    search_count: "找到{n}条", "{n} found";
    search_some: "已有{n}条，其余还在核对（至多{m}条）", "{n} found so far, checking the rest (at most {m})";
    search_none: "没有找到。可以换个说法，或减少字词、取消筛选。", "Nothing found. Try other or fewer words, or drop a filter.";
    search_failed: "索引文件没有读到：请确认 search 文件夹和网页放在一起。", "The index could not be read: keep the folder search beside this page.";
    search_any: "全部", "any";
    search_sort: "排序", "Order";
    search_best: "最相关", "best first";
    search_newest: "最新", "newest first";
    search_more: "再看20条", "20 more";
    search_keys: "按 / 到搜索框，↑ ↓ 选择，Enter 打开，Esc 回到搜索框。空格隔开的字词都要出现。", "/ goes to the box, ↑ ↓ choose, Enter opens, Esc leads back to the box. Words with a space between must all occur.";
    months: "1 2 3 4 5 6 7 8 9 10 11 12", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";

    home: "首页", "Home";
    schools: "学校", "Schools";
    pairs: "结对", "Pairs";
    plans: "计划", "Plans";
    terms: "学期", "Terms";
    indicators: "指标", "Indicators";
    visits: "活动", "Visits";
    summaries: "总结", "Summaries";
    ledgers: "台账", "Ledgers";
    resources: "资源", "Resources";
    honours: "荣誉", "Honours";
    questions: "问题对话", "Questions";
    four_haves: "四有检查", "Four haves";
    four_haves_full: "有计划、有措施、有记录、有总结", "Plan, measures, records, summary";
    counties: "下级档案", "Counties";
    about: "说明", "About";
    more: "更多栏目", "More";
    records: "记录", "Records";

    standing: "目标进度", "Where the targets stand";
    targets: "目标", "Targets";
    target: "目标值", "Target";
    target_one: "目标", "Target";
    targets_total: "个目标", "targets";
    attention: "需要关注", "Needs attention";
    attention_none: "没有需要关注的目标。", "No target needs attention.";
    attention_all: "查看全部需要关注的目标", "All targets that need attention";
    attention_lead: "按轻重排列，点目标名称可看到每个数字由哪些记录构成。", "Worst first. Follow a target to see the records behind each figure.";
    school: "学校", "School";
    scope: "对象", "For";
    owner: "所属", "Of";
    plan: "计划", "Plan";
    indicator: "指标", "Indicator";
    figure: "实际", "Actual";
    expected: "应达", "Expected";
    status: "状态", "Status";
    period: "周期", "Period";
    worst: "最差状态", "Worst";
    newest: "最新记录", "Newest records";
    gaps: "四有缺项", "Missing among the four haves";
    gaps_none: "各学期计划、措施、记录、总结齐全。", "Every term has its plan, measures, records and summary.";
    visits_by_month: "各校各月活动次数", "Visits by school and month";
    visits_by_month_own: "各月活动次数", "Visits by month";
    visits_by_month_note: "格子里是当月活动次数，最近十二个月。", "Number of visits in each of the last twelve months.";
    total: "合计", "Total";
    show_all: "查看全部", "Show all";

    level: "学段", "Level";
    township: "乡镇", "Township";
    area: "城乡类别", "Area";
    grade: "等级", "Grade";
    titles: "称号", "Titles";
    head: "负责人", "Head";
    code: "学校标识码", "School code";
    classes: "班级数", "Classes";
    pupils: "学生数", "Pupils";
    boarders: "寄宿生数", "Boarders";
    teachers: "专任教师数", "Teachers";
    departments: "处室", "Departments";
    note: "说明", "Note";
    profile: "基本情况", "Profile";
    its_pairs: "结对关系", "Pairs";
    its_plans: "计划", "Plans";
    its_records: "记录", "Records";
    records_count: "记录数", "Records";
    last_record: "最近记录", "Latest record";

    helper: "帮扶校", "Helper";
    helped: "受援校", "Helped";
    helper_side: "帮扶方", "Helper";
    helped_side: "受援方", "Helped";
    checklist: "效果检测", "Checklist of results";
    checklist_note: "按计划所列逐项检测；一项有几个目标时，以最差的为准。", "Item by item as the plan lists them; an item with several targets shows the worst.";
    item: "项目", "Item";
    evidence: "佐证记录", "Evidence";
    since: "结对时间", "Since";

    team: "领导小组", "Steering group";
    leader: "组长", "Leader";
    deputies: "副组长", "Deputies";
    members: "成员", "Members";
    based_on: "依据", "Based on";
    actions: "措施", "Measures";
    action: "措施", "Measure";
    action_by: "完成时间", "Due";
    action_times: "次数", "Times";
    action_lead: "负责人", "In charge";
    action_department: "责任部门", "Department";
    action_place: "地点", "Place";
    action_quality: "质量要求", "Quality asked for";
    action_records: "开展记录", "Carried out in";
    plan_text: "计划正文", "Text of the plan";
    plan_no_targets: "这份计划没有列出目标。", "This plan lists no targets.";
    aspirational: "力争", "Aspirational";
    aspirational_note: "力争目标：照常评判，不计入汇总。", "Aspirational: judged, but kept out of the totals.";
    responsible: "责任人", "In charge";
    baseline: "基线", "Baseline";
    waived_reason: "不适用理由", "Why waived";
    waived_by: "批准人", "Approved by";
    entries: "构成这一数字的记录", "Records behind this figure";
    entry_value: "计入", "Counts";
    figures_table: "数字", "Figures";
    all_scopes: "各校进度", "School by school";
    details: "查看明细", "Details";

    date: "日期", "Date";
    title: "标题", "Title";
    kind: "类别", "Kind";
    of_type: "类型", "Type";
    to: "对象校", "To";
    pair: "结对", "Pair";
    place: "地点", "Place";
    people: "参加人", "People";
    materials: "材料", "Materials";
    material_there: "已附", "attached";
    material_missing: "缺", "missing";
    data: "数据", "Figures";
    data_key: "数据项", "Item";
    value: "数值", "Value";
    term: "学期", "Term";
    author: "撰写人", "Author";
    approved_by: "审核人", "Approved by";
    public_until: "公示至", "Public until";
    handed_in: "提交", "Handed in";
    late: "补录", "entered late";
    no_repository: "没有git记录，提交人与时间不详", "no git history here: by whom and when is unknown";
    shallow_repository: "git记录不全（浅克隆），提交人与时间不详", "the git history is cut off (shallow clone): by whom and when is unknown";
    foreign_repository: "git仓库属于别的账号，没有读取，提交人与时间不详", "the git repository belongs to another account and was not read: by whom and when is unknown";
    not_committed: "还没有提交到git", "not committed yet";
    sealed: "封存", "Sealed";
    correction: "更正", "Correction";
    corrections: "封存后的更正", "Corrections after sealing";
    honour_level: "级别", "Level of the honour";
    asked_by: "提问人", "Asked by";
    replies: "回复", "Replies";
    no_replies: "还没有回复。", "No replies yet.";
    solved: "已解决", "Solved";
    open: "待解决", "Open";
    attachments: "附件", "Attachments";
    pictures: "照片", "Pictures";
    counts_for: "计入的目标", "Counts for these targets";
    see_target: "见目标", "at the target";
    as_list: "列表", "List";
    others_of_day: "另有", "and";
    calendar: "日历", "Calendar";
    indicator_page: "这项指标的全部数字", "All figures of this indicator";
    haves_complete: "四有齐全", "All four";
    haves_in_short: "学校较多，这里只列最近学期有缺项的，每类至多36个；各学期的全表见上。", "There are many schools: only those that lack something in the latest term are listed, 36 of each kind at most. The terms above have them all.";
    print_version: "打印版", "Print version";
    print_now: "打印", "Print";
    print_back: "返回网页", "Back to the page";
    print_hint: "A4纸，页边距选“默认”，缩放100%。", "A4, default margins, scale 100%.";
    number: "序号", "No.";
    rule: "要求", "Asked for";
    size: "大小", "Size";
    charts: "进度图", "Progress charts";
    visits_by_type: "本学期活动分类统计", "Visits of the term by type";
    record_list: "本学期记录目录", "Records of the term";
    assessment: "考核表", "Assessment";
    checklist_item: "考核内容", "Item";
    annex: "附件", "Annex";
    files: "材料清单", "Files";
    references: "引用", "References";
    contents: "目录", "Contents";
    bound_summaries: "学期总结汇编", "Summaries of the term";
    picture_missing: "（图片无法印出）", "(this picture cannot be printed)";
    date_blank: "年　月　日", "Date:";
    signed_author: "撰写人", "Written by";
    signed_approved: "审核人", "Approved by";
    signed_seal: "盖章", "Seal";
    all_of_them: "查看全部", "All of them";
    all_targets_in_plans: "全部目标见各计划", "All targets stand in the plans";
    counts_not_for: "没有计入的目标", "Does not count for";
    why_not: "原因", "Why";
    counts_nowhere: "这条记录没有计入任何目标。", "This record counts for no target.";
    later_than_as_of: "日期晚于截至日，暂不计入。", "Dated after the day of judgement: not counted yet.";
    id: "记录编号", "Record id";
    prev: "上一条", "Previous";
    next: "下一条", "Next";
    neighbours: "同类记录", "Neighbouring records";

    catalogue: "归档目录", "Catalogue";
    catalogue_list: "归档文件目录", "Catalogue of papers";
    catalogue_lead: "各年度的归档文件目录、帮扶档案目录、备考表和盒脊标签，只列已经公开的文件，都可以打印。", "Catalogues of papers, folders for inspections, notes and labels of boxes, year by year; published papers only. Every page prints.";
    file_number: "档号", "File number";
    fonds: "全宗号", "Fonds";
    fonds_name: "全宗名称", "Name of the fonds";
    filing_year: "年度", "Year";
    retention: "保管期限", "Retention";
    organisation_code: "机构", "Organisation";
    item_number: "件号", "Item";
    item_count: "件数", "Papers";
    pages: "页数", "Pages";
    order: "序号", "No.";
    document_number: "文号", "Reference";
    responsible_party: "责任者", "Issued by";
    filed_title: "题名", "Title";
    secrecy: "密级", "Secrecy";
    remark: "备注", "Remarks";
    stamp: "归档章", "Filing stamp";
    pages_of: "分页", "Pages";
    of_schools_and_pairs: "各校、各结对", "By school and pair";
    numbered: "已编档号", "Numbered";
    folders_title: "帮扶档案目录", "Folders for inspections";
    folder: "卷", "Folder";
    folder_number: "卷号", "Folder no.";
    folder_rest: "未归入各卷", "In no folder";
    folders_lead: "按迎检的卷目列出这一年的文件。一份文件归入最先对上的一卷；每一卷怎样收文件，写在站点设置里。", "The papers of the year by the folders that inspections ask for. A paper lies in the first folder that fits; the site's settings say what each takes.";
    folders_held: "有材料的卷", "Folders filled";
    folders_lacking: "缺的卷", "Folders empty";
    lacking: "缺", "missing";
    folders_complete: "各卷都有材料。", "Every folder holds something.";
    more_papers: "另有", "and more:";
    boxes: "档案盒", "Boxes";
    boxes_title: "备考表与盒脊标签", "Notes and labels of boxes";
    boxes_lead: "同一年度、期限、机构的文件装在一起；每盒的件数在站点设置里改。盒脊标签剪下贴用，备考表放在盒内最后。", "A box holds papers of one year, retention and organisation; the settings say how many. Cut out the labels; the note goes last into its box.";
    spines: "盒脊标签", "Labels of spines";
    box_number: "盒号", "Box";
    box_range: "起止件号", "Items";
    box_note: "备考表", "Note of the box";
    box_state: "盒内文件情况说明", "What the box holds";
    box_by: "整理人", "Arranged by";
    box_day: "整理日期", "On";
    box_checked_by: "检查人", "Checked by";
    box_checked_day: "检查日期", "Checked on";

    counties_lead: "数字来自下级档案公开的数据，不公开的照样不公开。名称、单位和方向都相同的指标放在一起；只有合计和次数、起止相同的才相加。", "Figures come from what these archives publish; what they withhold stays withheld. Indicators with the same name, unit and direction stand together; only totals and counts of the same days are added.";
    counties_none: "下级档案.yaml里还没有列出下级档案。", "sources.yaml lists no archives yet.";
    county: "名称", "County";
    county_site: "网站", "Site";
    county_reported: "报送", "Reported";
    county_missing: "没有汇总：", "Not rolled up: ";
    county_targets: "各计划的目标", "Targets by plan";
    county_left_out: "其余目标见对方网站：", "Other targets, on its own site: ";
    counties_count: "下级档案数", "Counties";
    data_age: "距本站截至日", "Age of the data";
    organisation: "单位", "Organisation";
    basis: "来自", "From";
    totals: "合计", "Totals";
    least: "最低", "Lowest";
    most: "最高", "Highest";
    by_county: "各地数字", "County by county";
    rollup_indicators: "各项指标", "Indicators";

    rows: "行数", "Rows";
    rows_count: "行数", "Rows";
    rows_title: "台账内容", "Rows";
    months_title: "按月合计", "Totals by month";
    month: "月份", "Month";
    secret_note: "保密列不公开，只用于核对和计数。", "Secret columns are not published; they serve checks and counts only.";
    many_rows_note: "行数较多，只列每月合计。", "There are many rows: only monthly totals are listed.";
    withheld: "不公开", "withheld";

    how_counted: "怎样统计", "How it is counted";
    by_school: "各校对比", "School by school";
    indicator_table: "各计划中的数字", "Figures in every plan";
    unit: "单位", "Unit";
    used_in: "所在目标", "Targets";

    term_days: "起止", "Days";
    term_summaries: "本学期总结", "Summaries of the term";
    term_targets: "本学期的目标", "Targets of the term";
    term_records: "各校记录", "Records by school";
    of_archive: "全档案", "Whole archive";

    have_plan: "计划", "Plan";
    have_actions: "措施", "Measures";
    have_records: "记录", "Records";
    have_summary: "总结", "Summary";
    have_plan_letter: "计", "P";
    have_actions_letter: "措", "M";
    have_records_letter: "记", "R";
    have_summary_letter: "总", "S";
    has: "有", "has ";
    lacks: "缺", "no ";
    lacks_mark: "缺", "–";
    missing_materials: "缺少的材料", "Missing materials";
    missing_short: "缺材料", "materials missing:";
    term_runs: "（学期尚未结束）", " (the term still runs)";
    others: "其余目标", "Other targets";
    materials_complete: "所列材料都已附上。", "All listed materials are attached.";
    haves_legend: "实心为有，点开可查看；虚线框划去的为没有。", "Filled: there, follow it to see. Dashed and struck: missing.";

    statuses_title: "状态怎样判定", "How a status is decided";
    shape: "记号", "Sign";
    meaning: "含义", "Meaning";
    charts_title: "图怎样看", "How to read the charts";
    files_title: "数据文件", "Data files";
    file: "文件", "File";
    content: "内容", "Content";
    privacy_title: "隐私", "Privacy";
}
