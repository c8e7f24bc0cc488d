//! The words of the local app in both languages (docs/interface.md §6.2). Its page gets them from the program and holds none
//! of its own. Each `{}` is filled in by the page.

use std::collections::BTreeMap;

use super::Lang;

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        /// Every word with its name, in Chinese and in English.
        const WORDS: &[(&str, &str, &str)] = &[$((stringify!($name), $zh, $en),)*];
    };
}

/// The words of the local app by their names.
#[must_use]
pub fn app_words(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    let mut words = BTreeMap::new();
    for (name, zh, en) in WORDS {
        words.insert(*name, super::pick(lang, *zh, *en));
    }
    words
}

words! {
    program: "归档", "guidang";
    skip: "跳到正文", "Skip to content";
    nav: "主菜单", "Main menu";
    nav_today: "今天", "Today";
    nav_records: "记录", "Records";
    nav_new: "写新记录", "Write";
    nav_import: "导入Word、Excel", "Import";
    nav_tasks: "生成与归档", "Publish";
    nav_trash: "回收站", "Trash";
    nav_site: "看网站", "See the site";
    as_of: "进度算到{}", "Progress up to {}";
    gone: "程序没有回应。写的内容已留在这台电脑上，不会丢；请重新打开程序，再打开这条记录。", "The program does not answer. What you wrote is kept on this machine: start the program again and open the record.";
    failed: "没有做成", "That did not work";
    cancel: "取消", "Cancel";
    open: "打开", "Open";
    between: "、", ", ";
    stop: "；", "; ";
    colon: "：", ": ";
    must: "必填", "required";
    several: "几项之间用“、”隔开", "several are separated by commas";
    what: "项目", "Item";
    value: "值", "Value";
    add: "添加一项", "Add one";
    remove: "删除", "Remove";
    title: "标题", "Title";
    day: "日期", "Date";
    kind: "类别", "Kind";
    school: "学校", "School";
    term: "学期", "Term";
    draft: "草稿", "draft";
    unsaved: "没有保存的内容", "not saved yet";
    errors: "{}处要改", "{} to fix";
    warnings: "{}处请核对", "{} to look at";
    messages: "程序的消息", "Messages";

    kind_visit: "活动", "Visit";
    kind_summary: "总结", "Summary";
    kind_ledger: "台账", "Ledger";
    kind_resource: "资源", "Resource";
    kind_honour: "荣誉", "Honour";
    kind_question: "问题对话", "Question";
    kind_plan: "计划", "Plan";
    kind_school: "学校", "School";
    kind_pair: "结对", "Pair";
    kind_indicators: "指标", "Indicators";
    kind_site: "档案设置", "Settings";
    what_visit: "送教、教研、讲座、家访、听评课、捐赠……一次活动写一条", "Lessons, lectures, home visits, donations: one record for each occasion";
    what_summary: "一个学期一篇，写做了什么、有什么成效", "One a term: what was done, and what came of it";
    what_ledger: "按表登记的事：物资、资助、课时，可以从Excel粘贴", "What is kept as a table: aid, material, lessons; cells of Excel can be pasted";
    what_resource: "教案、课件、视频，给别的学校用", "Lesson plans, slides and films for other schools";
    what_honour: "奖状、称号、发表的论文", "Awards, titles, published papers";
    what_question: "向结对学校提出的问题和答复", "Questions to the partner school, and their answers";
    what_plan: "目标和措施，进度按它来算", "Targets and measures, by which progress is judged";
    what_school: "名称、学段、班级数、学生数", "Its name, level, classes and pupils";
    what_pair: "谁帮扶谁，从哪天开始", "Who helps whom, and since when";
    what_indicators: "统计什么、用什么单位、怎样汇总", "What is counted, in which unit and how";
    what_site: "标题、单位、学期、校历", "Title, organisation, terms";

    today_title: "今天要做的事", "What is to be done";
    today_lead: "先看下面的事；要写新的记录，点“写一条新记录”。", "Look at these first, or write a new record.";
    nothing_due: "没有要办的事。做完一次活动，就写一条记录。", "Nothing is due. After each visit, write a record.";
    write_new: "写一条新记录", "Write a record";
    import_files: "导入Word、Excel", "Import Word or Excel";
    all_records: "查看全部记录", "All records";
    unfinished: "没写完的（{}）", "Unfinished ({})";
    unfinished_lead: "只留在这台电脑的浏览器里，还没有保存到档案。", "Kept in the browser of this machine only, not saved to the archive yet.";
    discard: "不要了", "Discard";
    discard_sure: "“{}”没有保存的内容会丢掉，不能恢复。", "What was written for “{}” and not saved will be gone for good.";
    untitled: "（没有标题的{}）", "(untitled: {})";
    problems: "要改的地方：{}处错误，{}处请核对", "To fix: {} errors, {} to look at";
    behind: "落后的目标（{}）", "Targets that are behind ({})";
    due: "快到期的（{}）", "Due soon ({})";
    follow_ups: "没有销号的问题整改（{}）", "Problems not settled yet ({})";
    more_of: "还有{}项", "{} more";
    drafts_saved: "档案里有{}份草稿", "{} drafts in the archive";
    trash_holds: "回收站里有{}项", "{} in the trash";
    steps: "先把这几样建好", "First things first";
    step_schools: "添加学校", "Add schools";
    step_schools_why: "每所学校填一张表，最少要名称和学段", "A form for each school; its name and level are enough";
    step_pairs: "添加结对", "Add pairs";
    step_pairs_why: "哪所学校帮扶哪所学校", "Which school helps which";
    step_plan: "写计划", "Write a plan";
    step_plan_why: "写明目标，如“每学期送教10课时”，进度就能算出来", "With targets such as 10 lessons a term, progress is worked out";
    step_visit: "写第一条活动记录", "Write the first visit";
    step_visit_why: "什么时候、在哪里、做了什么、几课时", "When, where, what, how many lessons";
    step_done: "已有{}个", "{} so far";
    step_begin: "开始", "Begin";
    step_more: "再加一个", "Add another";

    search: "查找", "Search";
    search_hint: "标题、地点、人名……", "title, place, person";
    all_schools: "全部学校", "All schools";
    state: "状态", "State";
    show_all: "全部", "All";
    show_problems: "有问题的", "With something to fix";
    show_drafts: "草稿", "Drafts";
    all_kinds: "全部类别", "All kinds";
    found: "共{}条，新的在前", "{} records, the newest first";
    found_none: "没有找到。请换个词，或选“全部学校”“全部类别”。", "Nothing found. Try another word, or all schools and kinds.";
    more: "再显示一些", "Show more";
    see_page: "看网页", "See the page";
    trash_lead: "移到这里的记录不再显示和计数，随时可以恢复。", "What lies here is neither shown nor counted, and can be put back.";
    trash_empty: "回收站是空的。", "The trash is empty.";
    restore: "恢复", "Put back";
    restored: "已恢复。", "It is back.";

    new_lead: "选学校，再点要写的类别。", "Choose a school, then a kind.";
    new_no_school: "还没有学校。请先添加学校，再写记录。", "There is no school yet. Add one first.";
    plan_owner: "谁的计划", "Whose plan";
    plan_of_school: "上面这所学校的", "Of the school above";
    plan_of_all: "全县的", "Of the whole archive";
    plan_of_pair: "结对：{}", "Of the pair {}";
    whole_archive: "学校、结对和设置", "Schools, pairs and settings";
    new_of: "新的{}", "New: {}";

    body: "正文", "Text";
    body_help: "活动过程、效果和问题。空一行另起一段；行首写“## ”是小标题。不要写学生姓名。", "What was done, with what effect. An empty line begins a paragraph; “## ” begins a heading. No names of pupils.";
    rare_fields: "更多栏目：{}", "More fields: {}";
    and_more: "{}……", "{} …";
    only_raw: "这份文件的写法表单认不全，只能改原文。", "The form cannot show all of this file; edit its text.";
    table_is_file: "表格在旁边的文件里，请用Excel或WPS打开修改：{}", "The table is a file next to it; edit it in Excel: {}";
    unknown_keys: "这份文件里还有表单上没有的栏目：{}。保存时原样保留。", "This file also has {}, which the form does not show. They are kept as they are.";
    files: "照片和文件", "Photos and files";
    pick_files: "选照片或文件", "Choose photos or files";
    or_drop: "或者把文件拖到这一页上", "or drag them onto this page";
    files_help: "照片、签到册、教案等，可以多选。照片会自动缩小，并去掉拍摄地点。", "Photos, sign-in sheets, lesson plans; several at once. Photos become smaller and lose the place where they were taken.";
    into_text: "放进正文", "Put into the text";
    remove_file: "删除{}", "Remove {}";
    reading: "正在读取{}……", "Reading {}…";
    broken: "“{}”打不开，没有加入。请换一张，或另存为JPG后再选。", "{} could not be opened and was left out. Save it as JPG and choose it again.";
    added: "已加入{}，保存后生效。", "{} is added; save to keep it.";
    office_title: "Word、Excel文件", "A Word or Excel file";
    office_lead: "{}：要读成记录，还是原样附在这条记录后面？", "{}: read it as records, or attach it as it is?";
    office_import: "读成记录", "Read as records";
    office_attach: "原样附上", "Attach";
    table: "表格", "Table";
    table_help: "第一行是表头。可以在Excel或WPS里选中、复制，再点一个格子粘贴。回车到下一行。", "The first row is the head. Copy cells in Excel and paste them into a cell here. Enter goes to the next row.";
    table_rows: "{}行", "{} rows";
    table_long: "共{}行，这里显示前{}行，其余原样保留。", "{} rows, of which the first {} are shown; the rest is kept.";
    cell: "第{}行，{}", "row {}, {}";
    column_head: "第{}列的表头", "head of column {}";
    add_row: "添加一行", "Add a row";
    add_column: "添加一列", "Add a column";
    remove_row: "删除第{}行", "Remove row {}";

    save: "保存", "Save";
    saving: "正在保存……", "Saving…";
    saved: "已保存。", "Saved.";
    kept: "已留在本机，还没有保存到档案", "Kept on this machine, not saved yet";
    not_kept: "浏览器留不住没保存的内容，请尽快保存", "This browser keeps nothing unsaved: save soon";
    not_saved: "没有保存", "Not saved";
    fix_first: "回去改", "Go back and fix";
    as_draft: "先存为草稿", "Save as a draft";
    as_draft_lead: "草稿存在档案里，不公开、不计数，以后接着改。", "A draft lies in the archive, neither shown nor counted, until it is finished.";
    copy: "复制一份", "Copy";
    copied: "已复制，请改日期和内容。", "Copied. Change its date and text.";
    print: "打印", "Print";
    to_raw: "看原文", "Show the text";
    to_form: "回到表单", "Back to the form";
    raw: "原文", "The text of the file";
    raw_help: "这就是文件里的内容。不熟悉写法的，请用表单。", "What the file holds. The form is easier for most.";
    raw_save_first: "原文改过了，请先保存，再回到表单。", "Save the changed text first.";
    to_trash: "移到回收站", "Move to the trash";
    to_trash_sure: "“{}”将移到回收站，不再显示和计数，随时可以恢复。", "“{}” will neither be shown nor counted. It can be put back.";
    trashed: "已移到回收站。", "It is in the trash.";
    draft_there: "{}写过这条记录，没有保存。要接着写吗？", "You wrote here on {} and did not save. Go on from there?";
    draft_of_old: "{}写过这条记录，没有保存；后来文件又有改动。接着写的话，保存前会让您对照两份。", "You wrote here on {} and did not save; the file has changed since. You will see both before anything is saved.";
    draft_take: "接着写", "Go on";
    draft_drop: "不要了，用文件里的", "Discard what I wrote";
    draft_back: "已恢复上次没写完的内容", "What you wrote last time is back";
    also_open: "这条记录在另一个窗口里也开着，请只在一个窗口里改。", "This record is open in another window too. Please change it in one of them only.";
    changed_on_disk: "这条记录刚在别处改过。两份都还在，请对照后再保存。", "This record has just been changed elsewhere. Both texts are there: compare them before you save.";
    gone_from_disk: "这条记录的文件在别处移走或改了名。保存会重新建立它。", "The file of this record was moved or renamed elsewhere. Saving makes it again.";
    see_both: "对照两份", "Compare";
    reloaded: "这条记录在别处改过，已显示新的内容。", "Changed elsewhere; this is the new text.";
    both_title: "同一条记录有两份内容", "Two texts of one record";
    both_lead: "左边是现在文件里的，右边是您写的。不同的行标了颜色。还没有覆盖任何一份。", "On the left what the file holds by now, on the right what you wrote. Lines that differ are coloured. Nothing has been overwritten.";
    both_texts: "两份内容", "Both texts";
    text_on_disk: "文件里的", "In the file";
    text_here: "您写的", "What you wrote";
    differs: "不同：", "differs: ";
    take_theirs: "用文件里的", "Take the file's";
    take_mine: "用我写的", "Take mine";
    merge: "手工合并", "Merge by hand";
    merge_lead: "在下面改好，保存的就是这里的内容。", "Edit below; this is what will be saved.";
    merge_save: "保存合并的", "Save this";
    taken_theirs: "已用文件里的内容。", "The file's text is shown.";
    later: "先不保存", "Not now";

    side: "检查和计数", "Check and figures";
    findings: "检查", "Check";
    fine: "没有发现问题。", "Nothing to fix.";
    to_fill: "必填的还有{}栏没有填。", "{} required fields are still empty.";
    must_fix: "要改", "Fix";
    look_at: "请核对", "Look at";
    counts_for: "计入", "Counts for";
    counts_none: "填了日期、类型和数据，这里会显示计入哪些目标。", "Once date, type and figures are filled in, this shows the targets it counts for.";
    count_moves: "{} → {} {}", "{} → {} {}";
    count_same: "{}", "{}";

    import_lead: "学校填好的Word表、Excel台账，读成记录，看过以后再保存。", "Filled-in Word forms and Excel ledgers become records, to be looked over before they are saved.";
    import_school: "这些文件是哪所学校的", "Which school the files are from";
    pick_office: "选Word、Excel文件", "Choose Word or Excel files";
    import_found: "读到的记录", "Records found";
    import_look_lead: "还没有保存到档案。请逐条点开，核对后保存。", "None is saved yet. Open each, look it over and save it.";
    import_look: "这条是从文件里读来的，还没有保存。请核对以下几点：", "This was read from a file and is not saved yet. Please look at:";
    import_done: "读到{}条，请逐条核对。", "{} found. Please look at each.";
    import_none: "“{}”里没有读到记录。", "No record was found in {}.";
    import_not_office: "“{}”不是Word（.docx）或Excel（.xlsx、.xls）文件。照片请在写记录时添加。", "{} is no Word (.docx) or Excel (.xlsx, .xls) file. Add photos where a record is written.";
    look_over: "核对并保存", "Look over";
    notes: "{}点要核对", "{} to look at";

    tasks_lead: "这些事由程序来做，做的时候会说明进展。", "The program does these, and says how it goes.";
    running: "正在进行……", "Running…";
    task_done: "已完成。", "Done.";
    task_failed: "没有完成，原因见下。", "Not done; see below.";
    lies_at: "存在：{}", "Saved at {}";
    term_sealed: "{}（已封存）", "{} (sealed)";
    do_check: "检查全部记录", "Check everything";
    do_check_what: "看看哪里写错、缺什么，不改动任何文件。", "Finds what is wrong or missing; changes nothing.";
    do_build: "生成网站", "Make the site";
    do_build_what: "把全部记录做成网页，放在output文件夹里，可以拷到网站或U盘。", "Makes the pages in the folder “output”, to copy to a web server or a stick.";
    do_archive: "归档", "Make the archive package";
    do_archive_what: "做一个档案包（网页、原件、目录和校验值），供长期保存。", "One package with pages, originals, catalogue and checksums, to keep for good.";
    do_archive_sure: "将在档案文件夹里生成档案包，可能要几分钟。", "The package is made in the folder of the archive. It may take some minutes.";
    do_print: "打印总结", "Print summaries";
    do_print_what: "把这个学期的总结按公文格式排好，打开后打印。", "Lays out the summaries of a term as official documents to print.";
    do_close: "学期收尾", "Close the term";
    do_close_what: "说明这个学期还缺什么；不缺就封存、编档号、做档案包。", "Tells what the term lacks; if nothing, seals, numbers and archives it.";
    do_close_sure: "{}：不缺什么就会封存。封存以后，改动这个学期的记录要写明理由。", "{} will be sealed if nothing is missing. After that, a change needs a reason.";
    do_seal: "封存学期", "Seal the term";
    do_seal_what: "记下每条记录的校验值。以后谁改了，都能看出来。", "Keeps a digest of each record, so that later changes are seen.";
    do_seal_sure: "确定封存{}吗？封存以后，改动这个学期的记录要写明理由。", "Seal {}? After that, a change to one of its records needs a reason.";

    welcome: "欢迎使用归档", "Welcome";
    welcome_lead: "第一次用，先建一个档案；已经有档案的，打开它所在的文件夹。", "Begin a new archive, or open the folder of one you have.";
    begin_new: "新建档案", "A new archive";
    begin_open: "打开已有的档案", "Open an archive";
    begin_make: "新建", "Make it";
    archive_title: "档案名称", "Title";
    archive_title_help: "如“云岭县结对帮扶档案”，显示在每一页上方。", "Shown on top of each page, such as “Pairs of Yunling County”.";
    archive_folder: "放在哪个文件夹", "Folder";
    archive_folder_help: "新建的文件夹必须是空的，或者还没有。", "It must be empty or not exist yet.";
    open_folder_help: "里面有content文件夹的那个文件夹。", "The one that holds the folder “content”.";
    browse: "选择文件夹", "Choose a folder";
    folder_up: "↑ 上一层", "↑ Up";
    is_archive: "档案", "archive";
    preset: "做什么工作", "What it is for";
    preset_none: "先不选", "Nothing yet";
    preset_none_what: "空白的档案，指标和计划自己写", "An empty archive; indicators and plans are written by hand";

    help_date: "活动那天；几天的活动在“更多栏目”里填开始和结束", "The day; for several days fill in start and end among more fields";
    help_visit_type: "点下面的，或自己写，如“家访”；一次活动可以属于几种", "Choose or write, such as “home visit”; several are possible";
    help_to: "活动是为哪所学校做的", "The school it was for";
    help_time: "几点到几点，如 8:00—11:30", "From and to, such as 8:00–11:30";
    help_form: "上门、线上、电话……", "On site, online, by phone";
    help_people: "参加的老师；不写学生姓名", "Teachers who took part; no pupils";
    help_speakers: "讲课、上课的老师", "Who lectured or taught";
    help_attendance: "只填数字", "A number";
    help_beneficiaries: "只填数字", "A number";
    help_cost: "多少元，只填数字", "In yuan, a number";
    help_data: "左边选算什么，右边填多少，如“送教课时”填2", "Choose what is counted, then how many, such as 2 lessons";
    help_follow_ups: "活动中发现的问题，一个问题添加一项；解决以后填“销号”那天", "Problems found, one item each; fill in the day when one is settled";
    help_due: "哪天以前解决；过了这天还没解决就是逾期", "To be settled by this day";
    help_done: "哪天解决的", "The day it was settled";
    help_closes: "这次活动解决了以前发现的哪个问题", "Problems of earlier visits that this one settled";
    help_other: "表上还有、这里没有的栏目：左边写名称，右边写内容", "What else your form asks: its name, then the text";
    help_plan: "不填就由学校和日期判断", "Left empty, school and date decide";
    help_pair: "不填就由学校和对象校判断", "Left empty, the schools decide";
    help_action: "落实了计划里的哪项措施", "The measure of the plan that it carries out";
    help_materials: "归档了哪些：签到册、照片、教案……", "What is kept: sign-in sheet, photos, lesson plan";
    help_note: "不是必须的", "Not needed";
    help_public_until: "过了这天就不再显示，但仍计数", "After this day it is counted but no longer shown";
    help_retention: "不填就按种类", "Left empty, the kind decides";
    help_correction: "学期封存以后改动的理由", "Why a record of a sealed term was changed";
    help_draft: "草稿不公开、不计数", "A draft is neither shown nor counted";
    help_school_name: "学校的全称", "The full name";
    help_short: "平时怎样叫它，如“博昌园”；写记录时可以用", "What people call it; records may use it";
    help_helper: "一所或几所", "One school or several";
    help_helped: "一所或几所", "One school or several";
    help_targets: "一个目标添加一项，如：送教课时，10，每学期", "One item each, such as: lessons, 10, each term";
    help_actions: "要做的事，一件添加一项", "What will be done, one item each";
    help_indicator: "统计什么，如“送教课时”", "What is counted, such as lessons";
    help_value: "要达到多少；不填只列数，不评判", "How much; left empty it is shown and not judged";
    help_every: "每周、每月、每学期各要达到；不填就是整个计划期", "Each week, month or term; left empty, the whole plan";
    help_scope: "各校分别算，还是合起来算；不填就是合起来", "Each school, or together; left empty, together";
    help_columns: "表格每一列的名称和用途，照表头填", "The name and use of each column of the table";
    help_as: "日期、要统计的数、文字；有学生姓名的选“保密”", "Date, figure or text; names of pupils are secret";
    help_table: "不填就用下面的表格；用Excel文件的，在下面添加文件，这里填文件名", "Left empty, the table below; for an Excel file add it below and write its name here";
    help_formerly: "改名以前的名称", "Earlier names";
    help_times: "要做几次；不填就是一次", "How often; left empty, once";
    help_by: "哪天以前完成", "Done by this day";
}
