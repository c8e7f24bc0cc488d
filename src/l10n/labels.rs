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
    as_of: "截至", "As of ";
    draft: "草稿", "Draft";
    draft_note: "草稿：不计入任何目标，正式发布时不公开。", "Draft: not counted towards any target and not published.";
    edit: "更正这条记录", "Correct this record";
    colon: "：", ": ";
    comma: "、", ", ";
    stop: "。", ". ";
    open_bracket: "（", " (";
    shut_bracket: "）", ")";
    none: "无", "none";
    nothing_here: "暂无内容。", "Nothing here yet.";

    sort_by: "按“{}”排序", "Sort by {}";
    filter: "筛选", "Filter";
    shown_of: "显示{}条，共{}条", "{} of {} shown";
    csv: "下载表格（CSV）", "Download as CSV";
    copy_link: "复制这一处的链接", "Copy a link to this place";
    copied: "链接已复制", "Link copied";
    search: "搜索", "Search";
    search_for: "搜索内容", "Search terms";
    search_hint: "关键词、日期或档号，如：送教 2024-04-10", "Keywords, a date or a file number";
    search_go: "搜索", "Search";
    search_off: "搜索需要浏览器启用JavaScript，目前未启用。可从下列栏目查找。", "Search needs JavaScript, which is switched off. Everything can be reached from the lists below.";
    search_count: "找到{n}条", "{n} found";
    search_some: "已有{n}条，其余正在核对（至多{m}条）", "{n} found so far, checking the rest (at most {m})";
    search_none: "没有找到相关内容。请更换或减少关键词，或取消筛选。", "Nothing found. Try other or fewer words, or remove a filter.";
    search_split: "没有找到“{q}”，以下为同时含有{parts}的结果。", "Nothing found for “{q}”; these contain {parts}.";
    search_failed: "未能读取搜索索引：请确认search文件夹与网页放在一起。", "The search index could not be read: keep the folder “search” beside this page.";
    search_any: "全部", "All";
    search_sort: "排序", "Order";
    search_best: "最相关", "Most relevant";
    search_newest: "最新", "Newest first";
    search_more: "再显示20条", "Show 20 more";
    search_keys: "按“/”定位到搜索框，按↑ ↓选择，按回车打开，按Esc返回搜索框。以空格隔开的关键词须同时出现。", "Press / to reach the search box, ↑ ↓ to choose, Enter to open, Esc to return. Words separated by spaces must all occur.";
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
    questions: "问题与答复", "Questions";
    four_haves: "四有检查", "Completeness";
    four_haves_full: "有计划、有措施、有记录、有总结", "Plan, measures, records and summary";
    counties: "下级档案", "Counties";
    about: "说明", "About";
    more: "更多栏目", "More";
    records: "记录", "Records";

    standing: "目标进度", "Progress of targets";
    targets: "目标", "Targets";
    target: "目标值", "Target";
    target_one: "目标", "Target";
    targets_total: "个目标", "targets";
    targets_total_one: "个目标", "target";
    attention: "需要关注", "Needs attention";
    brief: "一页简报", "One-page brief";
    todo: "现在要做的事", "To do now";
    todo_others: "其他学校和结对", "Other schools and pairs";
    changes: "上月末以来的变化", "Changes since the end of last month";
    changes_before: "上月末", "Then";
    changes_now: "现在", "Now";
    wall: "各校目标一览", "Schools and targets at a glance";
    wall_note: "每格一个目标，点击可查看数据来源；颜色深的需要处理。", "One tile per target; it leads to the account. Dark tiles need attention.";
    wall_lines: "每行一所学校，每格一个目标，需要处理的在前；各校的数据见学校页面。", "One line per school, one tile per target, those that need attention first. The figures are on the schools’ pages.";
    wall_legend: "图例", "Key";
    wall_other: "未填乡镇", "No township";
    days_ago: "（距今{}天）", " ({} days ago)";
    actions_overdue: "逾期的措施", "Overdue measures";
    actions_past: "往期未完成的措施", "Measures not carried out in the past";
    past_missed: "往期未达成", "Missed in the past";
    attention_none: "没有需要关注的目标。", "No target needs attention.";
    attention_all: "查看全部需要关注的目标", "All targets that need attention";
    attention_lead: "按轻重程度排列，点击目标名称可查看数据来源。", "Most serious first. Open a target to see the records behind its figure.";
    ledger_csv: "下载这张表（CSV）", "Download this table (CSV)";
    side_by_side: "各校现状", "Where each stands";
    history: "历期变化", "Period by period";
    download_figures: "下载全部数据（CSV）", "Download all figures (CSV)";
    others_below: "其余在下面的表里", "The others are in the table below";
    others_in_file: "其余在下载的表里", "The others are in the file to download";
    past_targets: "已经到期的目标", "Targets that are over";
    cite: "引用本页", "How to cite this page";
    figures_as_table: "这些数的表格", "The same figures as a table";
    monthly_targets: "按月考核的目标", "Targets of each month";
    monthly_missed: "本月未达成或缺数据", "Not reached this month, or without figures";
    found_in_month: "本月发现的问题", "Problems found this month";
    month_by_school: "各校记录", "Records by school";
    by_month: "按月", "By month";
    haves_gaps: "有缺项", "With gaps";
    haves_rules: "怎样才算有", "What counts";
    materials_rest: "其余见各学期", "The others are on the pages of the terms";
    no_duties: "计划没有为这一方单列任务。", "The plan names no duties of this side.";
    duty_records: "佐证材料", "Evidence";
    joint_duties: "双方共同的目标", "Targets of both sides";
    older_plans: "目标与措施", "Targets and measures";
    whole_plans: "整份计划考核一次", "Once for the whole plan";
    this_term: "本学期", "This term";
    newest_of_term: "最近的记录", "Newest records";
    months_nav: "前后各月", "Months before and after";
    prev_month: "上一月", "Month before";
    next_month: "下一月", "Next month";
    per_record_max: "单条上限", "Most of one record";
    sensitive: "小数抑制", "Small figures";
    from_day: "开始", "From";
    to_day: "结束", "To";
    uncounted: "未计入的记录", "Records that count for nothing";
    uncounted_lead: "这些记录写了数，却不计入任何目标。写错的请改正，没有写错的可以不管。", "These records have figures that count for no target. Correct those that are wrong; leave the others.";
    uncounted_none: "记录里的数都计入了目标。", "Every figure counts for a target.";
    uncounted_why: "为什么不计入", "Why not";
    school: "学校", "School";
    scope: "对象", "Applies to";
    owner: "所属", "Owner";
    plan: "计划", "Plan";
    indicator: "指标", "Indicator";
    figure: "实际", "Actual";
    expected: "应达", "Expected";
    status: "状态", "Status";
    period: "周期", "Period";
    worst: "最差状态", "Worst";
    newest: "最新记录", "Newest records";
    gaps: "四有缺项", "Gaps in completeness";
    gaps_none: "各学期计划、措施、记录、总结齐全。", "Every term has its plan, measures, records and summary.";
    visits_by_month: "各校各月活动次数", "Visits by school and month";
    visits_by_month_own: "各月活动次数", "Visits by month";
    visits_by_month_note: "最近十二个月，格内为当月活动次数。", "The last twelve months; each cell holds the number of visits in that month.";
    total: "合计", "Total";
    show_all: "查看全部", "Show all";

    short_names: "简称", "Short name";
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
    checklist: "成效评估", "Assessment of results";
    checklist_note: "按计划所列逐项评估；一项对应多个目标的，以最差的为准。", "Item by item as listed in the plan; an item with several targets shows the worst of them.";
    item: "项目", "Item";
    evidence: "佐证材料", "Evidence";
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
    action_quality: "质量要求", "Quality requirement";
    action_records: "开展记录", "Records";
    plan_text: "计划正文", "Plan text";
    plan_no_targets: "本计划未列目标。", "This plan lists no targets.";
    aspirational: "力争", "Aspirational";
    aspirational_note: "力争目标：照常考核，不计入汇总。", "Aspirational: assessed, but left out of the totals.";
    responsible: "责任人", "In charge";
    baseline: "基线", "Baseline";
    waived_reason: "不适用理由", "Reason for waiver";
    waived_by: "批准人", "Approved by";
    entries: "数据来源", "Source records";
    entry_value: "计入", "Counted";
    figures_table: "完成情况", "Figures";
    all_scopes: "各校进度", "School by school";
    details: "分期明细", "Details by period";

    date: "日期", "Date";
    title: "标题", "Title";
    kind: "类别", "Kind";
    of_type: "类型", "Type";
    to: "对象校", "To";
    pair: "结对", "Pair";
    place: "地点", "Place";
    people: "参加人", "People";
    attendance: "参加人数", "Attendance";
    beneficiaries: "受益人数", "Beneficiaries";
    cost: "经费", "Cost";
    opened: "开办", "Opened";
    closed: "停办", "Closed";
    formerly: "曾用名", "Formerly";
    moved: "地址已改", "This page has moved";
    moved_lead: "这一页搬到了新的地址，马上转到；没有转到的，请点下面的链接。", "It stands at a new address, which opens at once; if it does not, follow the link.";
    waived_from: "起不再要求，以前的照常评判", "on; earlier periods are judged as ever";
    time: "时间", "Time";
    form: "形式", "Form";
    subject: "学科", "Subject";
    grade_taught: "年级", "Class";
    lesson: "课题", "Lesson";
    host: "主持人", "Host";
    needs: "帮扶需求", "Needs";
    feedback: "对方意见", "Feedback of the other side";
    pair_kind: "形式", "Kind";
    agreement: "协议", "Agreement";
    merged_into: "并入", "Merged into";
    merged_from: "并入本校的学校", "Schools merged into it";
    follow_ups: "问题整改", "Problems to follow up";
    follow_ups_register: "问题整改台账", "Register of problems";
    follow_ups_overdue: "逾期的整改", "Problems overdue";
    follow_ups_settled: "已销号的问题", "Problems settled";
    follow_ups_none_open: "没有待整改的问题。", "No problem is open.";
    follow_ups_lead: "逾期的在前，其次是整改中的；点击问题可查看发现问题的活动。", "Overdue ones first, then open ones. Open a problem to see the visit that found it.";
    settles: "本次销号的问题", "Problems settled by this visit";
    settled_by: "销号的活动", "Settled by";
    found_on: "发现日期", "Found on";
    found_at: "活动", "Visit";
    problem: "问题", "Problem";
    problem_measure: "整改措施", "Measure";
    problem_owner: "责任人", "In charge";
    problem_due: "期限", "Due";
    problem_done: "销号", "Settled";
    by_terms: "各学期", "By term";
    signed_helper: "帮扶校（签字）", "For the helping school";
    signed_helped: "受援校（签字）", "For the helped school";
    signed_own: "本校（签字）", "For this school";
    signed_other: "对方（签字）", "For the other side";
    signed_on: "日期", "Date";
    speakers: "主讲人", "Speakers";
    recorder: "记录人", "Recorded by";
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
    handed_in: "提交", "Submitted";
    late: "事后补记", "recorded later";
    no_repository: "本档案未使用git，记录的提交人和提交时间无从查考。", "This archive has no git history, so it cannot be told who submitted a record, or when.";
    shallow_repository: "git历史不完整（浅克隆），记录的提交人和提交时间无从查考。", "The git history is incomplete (shallow clone), so it cannot be told who submitted a record, or when.";
    foreign_repository: "git仓库属于其他账号，未予读取，记录的提交人和提交时间无从查考。", "The git repository belongs to another account and was not read, so it cannot be told who submitted a record, or when.";
    not_committed: "尚未提交到git", "not yet committed";
    sealed: "封存", "Sealed";
    correction: "更正", "Correction";
    corrections: "封存后的更正", "Corrections after sealing";
    honour_level: "级别", "Level";
    asked_by: "提问人", "Asked by";
    replies: "答复", "Replies";
    no_replies: "暂无答复。", "No replies yet.";
    solved: "已解决", "Solved";
    open: "待解决", "Open";
    attachments: "附件", "Attachments";
    not_published: "无法打开，未公开", "cannot be opened; not published";
    pictures: "照片", "Pictures";
    serves: "用于", "Used for";
    counts_for: "计入的目标", "Counts towards";
    see_target: "见目标", "see the target";
    as_list: "列表", "List";
    others_of_day: "另有", "and";
    calendar: "日历", "Calendar";
    indicator_page: "本指标的全部数据", "All figures of this indicator";
    haves_complete: "四有齐全", "Complete";
    haves_in_short: "因学校较多，此处只列最近学期有缺项的，每类最多36个；各学期的完整情况见上方各学期。", "Only those with gaps in the latest term are listed, at most 36 of each kind. The terms above list all of them.";
    print_version: "打印版", "Print version";
    print_now: "打印", "Print";
    print_back: "返回网页", "Back to the page";
    print_text_only: "只打印正文", "Text only, without annexes";
    print_all: "连同附件打印", "With annexes";
    print_hint: "A4纸，页边距选“默认”，缩放100%。", "A4, default margins, scale 100%.";
    number: "序号", "No.";
    rule: "要求", "Requirement";
    size: "大小", "Size";
    charts: "进度图", "Progress charts";
    visits_by_type: "本学期活动分类统计", "Visits this term, by type";
    record_list: "本学期记录目录", "Records this term";
    assessment: "考核表", "Assessment";
    checklist_item: "考核内容", "Item";
    annex: "附件", "Annex";
    files: "材料清单", "Files";
    references: "引用", "References";
    contents: "目录", "Contents";
    bound_summaries: "学期总结汇编", "Term summaries";
    picture_missing: "（图片无法打印）", "(this picture cannot be printed)";
    date_blank: "年　月　日", "Date:";
    signed_author: "撰写人", "Written by";
    signed_approved: "审核人", "Approved by";
    signed_seal: "盖章", "Seal";
    all_of_them: "查看全部", "Show all";
    all_targets_in_plans: "全部目标见各计划", "All targets are listed in the plans";
    counts_not_for: "未计入的目标", "Does not count towards";
    why_not: "原因", "Reason";
    later_than_as_of: "日期晚于截至日，暂不计入。", "Dated after the reporting date: not counted yet.";
    id: "记录编号", "Record id";
    prev: "上一条", "Previous";
    next: "下一条", "Next";
    neighbours: "同类记录", "Previous and next record";

    catalogue: "归档目录", "Catalogue";
    catalogue_list: "归档文件目录", "Catalogue of documents";
    catalogue_lead: "各年度的归档文件目录、帮扶档案目录、备考表和盒脊标签，只列已公开的文件，均可打印。", "Catalogues of documents, inspection folders, box notes and spine labels, year by year; published documents only. Every page can be printed.";
    file_number: "档号", "File number";
    fonds: "全宗号", "Fonds";
    fonds_name: "全宗名称", "Name of the fonds";
    filing_year: "年度", "Year";
    retention: "保管期限", "Retention";
    organisation_code: "机构", "Organisation";
    item_number: "件号", "Item";
    item_count: "件数", "Documents";
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
    folders_title: "帮扶档案目录", "Inspection folders";
    folder: "卷", "Folder";
    folder_number: "卷号", "Folder no.";
    folder_rest: "未归入各卷", "Not in any folder";
    folders_lead: "按迎检卷目列出本年度的文件。一份文件归入首个符合条件的卷；各卷的收件条件在站点设置中规定。", "The year's documents, by the folders that an inspection asks for. A document goes into the first folder that fits; the site's settings say what each folder takes.";
    folders_held: "有材料的卷", "Folders with documents";
    folders_lacking: "缺卷", "Empty folders";
    lacking: "缺", "missing";
    folders_complete: "各卷均有材料。", "Every folder has documents.";
    more_papers: "另有", "and more:";
    boxes: "档案盒", "Boxes";
    boxes_title: "备考表与盒脊标签", "Box notes and spine labels";
    boxes_lead: "同一年度、保管期限、机构的文件装入一盒，每盒件数在站点设置中规定。盒脊标签剪下粘贴，备考表置于盒内最后。", "A box holds documents of one year, retention period and organisation; the site's settings say how many. Cut out the spine labels; the note goes last into its box.";
    spines: "盒脊标签", "Spine labels";
    box_number: "盒号", "Box";
    box_range: "起止件号", "Items";
    box_note: "备考表", "Box note";
    box_state: "盒内文件情况说明", "Contents of the box";
    box_by: "整理人", "Arranged by";
    box_day: "整理日期", "Date arranged";
    box_checked_by: "检查人", "Checked by";
    box_checked_day: "检查日期", "Date checked";

    counties_lead: "数据来自下级档案已公开的内容，对方不公开的，本站同样不公开。名称、单位、方向均相同的指标归并列出；只有起止日期相同的合计类、次数类指标才相加。", "Figures come from what these archives publish; what they withhold stays withheld. Indicators with the same name, unit and direction are listed together; only totals and counts over the same dates are added.";
    counties_none: "“下级档案.yaml”中尚未列出下级档案。", "sources.yaml lists no archives yet.";
    county: "名称", "County";
    county_site: "网站", "Site";
    county_reported: "报送", "Reported";
    county_missing: "未汇总：", "Not included: ";
    county_targets: "各计划的目标", "Targets by plan";
    county_left_out: "其余目标见对方网站：", "Other targets, on its own site: ";
    counties_count: "下级档案数", "Counties";
    data_age: "距本站截至日", "Age of the data";
    organisation: "单位", "Organisation";
    basis: "口径", "Basis";
    totals: "合计", "Totals";
    least: "最低", "Lowest";
    most: "最高", "Highest";
    by_county: "各地数据", "County by county";
    rollup_indicators: "各项指标", "Indicators";

    rows: "行数", "Rows";
    rows_count: "行数", "Rows";
    rows_title: "台账内容", "Rows";
    months_title: "按月合计", "Totals by month";
    month: "月份", "Month";
    secret_note: "保密列不公开，仅用于核对和计数。", "Secret columns are not published; they serve checks and counts only.";
    many_rows_note: "行数较多，只列各月合计。", "There are many rows, so only monthly totals are listed.";
    withheld: "不公开", "withheld";

    how_counted: "统计方法", "How it is counted";
    by_school: "各校对比", "School by school";
    indicator_table: "各计划中的数据", "Figures in each plan";
    unit: "单位", "Unit";
    used_in: "所在目标", "Targets";

    term_days: "起止", "Dates";
    term_summaries: "本学期总结", "Summaries this term";
    term_targets: "本学期的目标", "Targets this term";
    term_records: "各校记录", "Records by school";
    of_archive: "全县", "Whole archive";

    have_plan: "计划", "Plan";
    have_actions: "措施", "Measures";
    have_records: "记录", "Records";
    have_summary: "总结", "Summary";
    have_plan_letter: "计", "P";
    have_actions_letter: "措", "M";
    have_records_letter: "记", "R";
    have_summary_letter: "总", "S";
    has: "有{}", "{} present";
    lacks: "缺{}", "{} missing";
    not_due_mark: "未到期", "not due";
    lacks_mark: "缺", "–";
    missing_materials: "缺少的材料", "Missing materials";
    missing_short: "缺材料", "materials missing:";
    term_runs: "（学期尚未结束）", " (the term still runs)";
    others: "其余目标", "Other targets";
    materials_complete: "所列材料均已附上。", "All listed materials are attached.";
    haves_legend: "实心为已有，点击可查看；虚线框、有删除线的为缺项；标“–”的为未到期。", "Filled: present, open it to view. Dashed and struck: missing. A bar: not due yet.";

    statuses_title: "状态判定规则", "How a status is decided";
    shape: "标记", "Sign";
    meaning: "含义", "Meaning";
    charts_title: "图表说明", "How to read the charts";
    files_title: "数据文件", "Data files";
    file: "文件", "File";
    content: "内容", "Content";
    privacy_title: "隐私保护", "Privacy";

    fill_in: "填报", "Fill in";
    forms_lead: "选择学校，在网页上填写一条记录，填好后得到一个压缩包，交给县里即可。不需要联网，不需要安装软件。", "Choose a school and fill in a record in the page; the result is one zip file to hand in. Neither a network nor other software is needed.";
    form_lead: "在这一页填写一条记录，填好后点“生成送交包”，把得到的压缩包交给县里。填写的内容只存在这台电脑上，不会自动发送。", "Fill in a record and make the package to hand in. What is written stays on this machine; nothing is sent by itself.";
    form_off: "填写需要浏览器启用JavaScript，目前未启用。也可以把Word或Excel文件直接交给县里。", "Filling in needs JavaScript, which is switched off. A Word or Excel file can be handed in as well.";
    form_must: "必填", "required";
    form_several: "几项之间用“、”隔开", "several are separated by commas";
    form_stop: "；", "; ";
    form_between: "、", ", ";
    form_what: "项目", "Item";
    form_add: "添加一项", "Add one";
    form_remove: "删除", "Remove";
    form_missing: "请填写这一栏。", "Please fill this in.";
    form_private: "这里像是有手机号或证件号码，请删去后再提交。", "This seems to hold a phone or identity number. Please remove it.";
    form_incomplete: "还有{}处需要修改，已在相应栏目下标出。", "{} fields need attention; each says why.";
    form_reading: "正在读取文件……", "Reading files…";
    form_broken: "“{}”打不开，没有加入。请换一张，或另存为JPG后再选。", "{} could not be opened and was left out. Save it as JPG and choose it again.";
    form_sure: "确定清空这张表吗？填写的内容和选好的文件都会去掉。", "Empty the form? What was written and the files chosen will be gone.";
    form_restored: "已恢复上次没有填完的内容（选好的文件请重新选）。", "What was written last time is back. Please choose the files again.";
    form_rare: "更多栏目", "More fields";
    form_body: "正文", "Text";
    form_body_help: "活动过程、效果和问题。空一行另起一段；行首写“## ”是小标题。不要写学生姓名。", "What was done, with what effect. An empty line begins a paragraph; a line that begins with “## ” is a heading. No names of pupils.";
    form_files_help: "照片、签到册、教案等，可以多选，也可以拖到页面上。照片会自动缩小，并去掉拍摄地点。", "Photos, sign-in sheets, lesson plans; several at once, or dragged onto the page. Photos become smaller and lose the place where they were taken.";
    form_preview: "查看将要送交的内容", "See what will be handed in";
    form_pack: "生成送交包", "Make the package";
    form_empty: "清空", "Empty the form";
    form_new: "直接在代码托管网站上新建这条记录", "Create this record on the git host instead";
    form_done: "送交包已保存到“下载”文件夹。请把它交给县里（共享文件夹、优盘或邮件都可以）；没有出现下载时请点下面的文件名。", "The package is in your downloads. Hand it in by a shared folder, a stick or mail. If no download appeared, use the link below.";
}
