//! The words of the local app in both languages (docs/interface.md §6.2). Its page gets them from the program and holds none
//! of its own. Each `{}` is filled in by the page.

use std::collections::BTreeMap;

use super::Lang;
use super::field_help::english_help;

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

/// What a form says next to a field, in words for people who know no YAML: `map` is the kind of record or the field that
/// holds it, `code` its English key. `None` where the name of the field says enough, or its reference does: the reference is
/// in Chinese, so that English has words for every field with a meaning there.
#[must_use]
pub fn field_help(map: &str, code: &str, lang: Lang) -> Option<&'static str> {
    let names = [format!("help_{map}_{code}"), format!("help_{code}")];
    match (names.iter().find_map(known), lang) {
        (Some((_, zh, en)), _) => Some(super::pick(lang, *zh, *en)),
        (None, Lang::En) => english_help(map, code),
        (None, Lang::Zh) => None,
    }
}

/// The name of a field as a form shows it: in Chinese its key; in English its words, `follow_ups` is `Follow-ups`.
#[must_use]
pub fn field_label(holder: &str, zh: &str, en: &str, lang: Lang) -> String {
    if lang == Lang::Zh {
        return zh.to_owned();
    }
    let names = [format!("label_{holder}_{en}"), format!("label_{en}")];
    if let Some((_, _, label)) = names.iter().find_map(known) {
        return (*label).to_owned();
    }
    let words = en.replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

/// The name of a kind of files.
#[must_use]
pub fn kind_name(kind: &str, lang: Lang) -> &'static str {
    word(&format!("kind_{kind}"), lang).unwrap_or_default()
}

/// What a form says next to the text of a record of a kind.
#[must_use]
pub fn body_help(kind: &str, lang: Lang) -> &'static str {
    word(&format!("body_help_{kind}"), lang).unwrap_or_default()
}

fn word(name: &str, lang: Lang) -> Option<&'static str> {
    let (_, zh, en) = known(&name.to_owned())?;
    Some(super::pick(lang, *zh, *en))
}

fn known(name: &String) -> Option<&'static (&'static str, &'static str, &'static str)> {
    WORDS.iter().find(|(word, ..)| word == name)
}

words! {
    program: "归档", "guidang";
    skip: "跳到正文", "Skip to content";
    nav: "主菜单", "Main menu";
    nav_today: "今天", "Today";
    nav_records: "记录", "Records";
    nav_new: "写新记录", "New record";
    nav_import: "导入Word、Excel", "Import";
    nav_tasks: "生成与归档", "Publish and archive";
    nav_trash: "回收站", "Trash";
    nav_site: "看网站", "See the site";
    quit: "退出", "Quit";
    quit_done: "程序已关闭", "The program has ended";
    quit_again: "可以关掉这一页了。没有保存的内容留作草稿；下次打开程序，还在“没写完的”里。", "This page can be closed. What was not saved is kept as a draft, and is among the unfinished next time.";
    read_only: "档案所在的文件夹只能看，不能保存：{}。请把整个档案文件夹复制到“文档”或D盘里，再从那里打开。", "Nothing can be saved in the folder of this archive: {}. Copy the whole folder to your documents and open it from there.";
    recent: "以前打开过的档案", "Archives opened before";
    as_of: "进度算到{}", "Progress as of {}";
    gone: "程序没有回应。写的内容已留在这台电脑上，不会丢；请重新打开程序，再打开这条记录。", "The program is not answering. What you wrote is kept on this computer: start the program again and open the record.";
    failed: "没有做成", "That did not work";
    cancel: "取消", "Cancel";
    open: "打开", "Open";
    between: "、", ", ";
    stop: "；", "; ";
    colon: "：", ": ";
    must: "必填", "required";
    several: "几项之间用“、”隔开", "separate several with commas";
    what: "项目", "Item";
    value: "值", "Value";
    rare: "更多栏目", "More fields";
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
    warnings: "{}处请核对", "{} to check";
    messages: "程序的消息", "Messages";

    kind_visit: "活动", "Visit";
    kind_summary: "总结", "Summary";
    kind_ledger: "台账", "Ledger";
    kind_resource: "资源", "Resource";
    kind_honour: "荣誉", "Honour";
    kind_question: "问题与答复", "Question";
    kind_plan: "计划", "Plan";
    kind_school: "学校", "School";
    kind_pair: "结对", "Pair";
    kind_indicators: "指标", "Indicators";
    kind_site: "档案设置", "Settings";
    what_visit: "送教、教研、讲座、家访、听评课、捐赠……一次活动写一条", "Lessons, lectures, home visits, donations: one record for each occasion";
    what_summary: "一个学期一篇，写做了什么、有什么成效", "One a term: what was done, and what came of it";
    what_ledger: "用表格登记的：物资、资助、课时，可以从Excel粘贴", "Kept as tables: aid, equipment, lessons. Cells can be pasted from Excel";
    what_resource: "教案、课件、视频，给别的学校用", "Lesson plans, slides and films for other schools";
    what_honour: "奖状、称号、发表的论文", "Awards, titles, published papers";
    what_question: "向结对学校提出的问题和答复", "Questions to the partner school, and their answers";
    what_plan: "目标和措施，进度按它来算", "Targets and measures; progress is judged by them";
    what_school: "名称、学段、班级数、学生数", "Its name, level, classes and pupils";
    what_pair: "谁帮扶谁，从哪天开始", "Who helps whom, and since when";
    what_indicators: "统计什么、用什么单位、怎样汇总", "What is counted, in which unit and how";
    what_site: "标题、单位、学期、校历", "Title, organisation, terms";

    today_title: "今天要做的事", "To do";
    today_lead: "先看下面的事；要写新的记录，点“写一条新记录”。", "Look at these first, or write a new record.";
    nothing_due: "没有要办的事。做完一次活动，就写一条记录。", "Nothing is due. After each visit, write a record.";
    write_new: "写一条新记录", "Write a record";
    import_files: "导入Word、Excel", "Import Word or Excel";
    all_records: "查看全部记录", "All records";
    unfinished: "没写完的（{}）", "Unfinished ({})";
    unfinished_lead: "只留在这台电脑的浏览器里，还没有保存到档案。", "Kept only in the browser on this computer; not saved to the archive yet.";
    discard: "不要了", "Discard";
    discard_sure: "“{}”没有保存的内容会丢掉，不能恢复。", "What you wrote for “{}” and did not save will be lost for good.";
    untitled: "（没有标题的{}）", "(untitled: {})";
    problems: "要改的地方：{}处错误，{}处请核对", "To fix: {} errors; to check: {}";
    behind: "落后的目标（{}）", "Targets behind ({})";
    due: "到期和快到期的措施（{}）", "Measures due or due soon ({})";
    follow_ups: "没有销号的问题整改（{}）", "Problems not settled yet ({})";
    more_of: "还有{}项", "{} more";
    drafts_saved: "档案里有{}份草稿", "{} drafts in the archive";
    trash_holds: "回收站里有{}项", "{} in the trash";
    steps: "先把这几样建好", "First steps";
    step_schools: "添加学校", "Add schools";
    step_schools_why: "每所学校填一张表，最少要名称和学段", "A form for each school; its name and level are enough";
    step_pairs: "添加结对", "Add pairs";
    step_pairs_why: "哪所学校帮扶哪所学校", "Which school helps which";
    step_plan: "写计划", "Write a plan";
    step_plan_why: "写明目标，如“每学期送教10课时”，进度就能算出来", "With targets such as 10 lessons a term, progress can be worked out";
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
    trash_lead: "移到这里的记录不再显示和计数，随时可以恢复。", "Records in the trash are neither shown nor counted, and can be put back at any time.";
    trash_empty: "回收站是空的。", "The trash is empty.";
    restore: "恢复", "Put back";
    restored: "已恢复。", "Put back.";
    restored_beside: "已恢复。原来的位置已有另一条，这条改名为{}。", "Put back as {}, because another record has its old place.";
    trash_with: "连同{}条记录、计划", "with {} records and plans";

    new_lead: "选学校，再点要写的类别。", "Choose a school, then a kind.";
    new_no_school: "还没有学校。请先添加学校，再写记录。", "There is no school yet. Add one first.";
    plan_owner: "谁的计划", "Whose plan";
    plan_of_school: "上面这所学校的", "Of the school above";
    plan_of_all: "全县的", "Of the whole archive";
    plan_of_pair: "结对：{}", "Of the pair {}";
    whole_archive: "学校、结对和设置", "Schools, pairs and settings";
    new_of: "新的{}", "New: {}";

    body: "正文", "Text";
    body_help_summary: "做了什么、有什么成效、还有什么问题。空一行另起一段；行首写“## ”是小标题。不要写学生姓名。", "What was done, what came of it and what is open. An empty line starts a new paragraph; “## ” starts a heading. Do not write pupils' names.";
    body_help_honour: "什么奖、谁颁发的、为什么得的。可以不写。不要写学生姓名。", "What it is, from whom and what for. May stay empty. Do not write pupils' names.";
    body_help_resource: "怎样用、适合哪个年级。文件放在下面。", "How to use it, and for which grade. Add the files below.";
    body_help_question: "先写问题，再写答复。不要写学生姓名。", "First the question, then the answer. Do not write pupils' names.";
    body_help_ledger: "表格的说明，可以不写。", "About the table; may stay empty.";
    body_help_plan: "为什么做、怎样做。目标和措施填在上面，这里不用重复。", "Why and how. Targets and measures stand above and need not be repeated.";
    body_help_visit: "活动过程、效果和问题。空一行另起一段；行首写“## ”是小标题。不要写学生姓名。", "What was done and what came of it. An empty line starts a new paragraph; “## ” starts a heading. Do not write pupils' names.";
    rare_fields: "更多栏目：{}", "More fields: {}";
    and_more: "{}……", "{} …";
    only_raw: "这份文件的写法表单认不全，只能改原文。", "The form cannot show everything in this file; edit its text instead.";
    unknown_keys: "这份文件里还有表单上没有的栏目：{}。保存时原样保留。", "This file also has fields that the form does not show: {}. They are kept as they are.";
    files: "照片和文件", "Photos and files";
    pick_files: "选照片或文件", "Choose photos or files";
    or_drop: "或者把文件拖到这一页上", "or drag them onto this page";
    files_help: "照片、签到册、教案等，可以多选。原图原样保存；网站上用缩小的，并去掉拍摄地点。", "Photos, sign-in sheets, lesson plans; several at once. Originals are kept as they are; the site shows smaller copies without the location.";
    into_text: "放进正文", "Put into the text";
    remove_file: "删除{}", "Remove {}";
    reading: "正在读取{}……", "Reading {}…";
    added: "已加入{}，保存后生效。", "{} added; save to keep it.";
    office_title: "Word、Excel文件", "A Word or Excel file";
    office_lead: "{}：要读成记录，还是原样附在这条记录后面？", "{}: read it into records, or attach it as it is?";
    office_import: "读成记录", "Read into records";
    office_attach: "原样附上", "Attach";
    table: "表格", "Table";
    table_help: "第一行是表头。可以在Excel或WPS里选中、复制，再点一个格子粘贴。回车到下一行。", "The first row is the header. Copy cells in Excel and paste them into a cell here. Enter moves to the next row.";
    table_rows: "{}行", "{} rows";
    table_long: "共{}行，这里显示前{}行，其余原样保留。", "{} rows, of which the first {} are shown; the rest is kept.";
    cell: "第{}行，{}", "row {}, {}";
    column_head: "第{}列的表头", "header of column {}";
    role_date: "日期", "date";
    role_data: "数据", "data";
    role_text: "文字", "text";
    role_secret: "保密", "secret";
    secret_heads: "姓名、学生、家长、身份证、证件、电话、手机、住址", "name, pupil, parent, identity, phone, mobile, address";
    add_row: "添加一行", "Add a row";
    add_column: "添加一列", "Add a column";
    remove_row: "删除第{}行", "Remove row {}";

    save: "保存", "Save";
    saving: "正在保存……", "Saving…";
    saved: "已保存。", "Saved.";
    kept: "已留在本机，还没有保存到档案", "Kept on this computer, not saved yet";
    not_kept: "浏览器留不住没保存的内容，请尽快保存", "This browser cannot keep unsaved text: save soon";
    not_saved: "没有保存", "Not saved";
    fix_first: "回去改", "Go back and fix";
    as_draft: "先存为草稿", "Save as a draft";
    as_draft_lead: "草稿存在档案里，不公开、不计数，以后接着改。", "A draft stays in the archive, neither shown nor counted, until you finish it.";
    copy: "复制一份", "Copy";
    copied: "已复制，请改日期和内容。", "Copied. Change its date and text.";
    print: "打印", "Print";
    print_ready: "已在另一个窗口打开，按Ctrl+P打印。", "It has opened in another window; print it with Ctrl+P.";
    to_raw: "看原文", "Show the text";
    to_form: "回到表单", "Back to the form";
    raw: "原文", "The text of the file";
    raw_help: "这就是文件里的内容。不熟悉写法的，请用表单。", "What the file contains. For most people the form is easier.";
    raw_save_first: "原文改过了，请先保存，再回到表单。", "You changed the text: save it before you go back to the form.";
    to_trash: "移到回收站", "Move to the trash";
    to_trash_sure: "“{}”将移到回收站，不再显示和计数，随时可以恢复。", "“{}” will no longer be shown or counted. It can be put back at any time.";
    to_trash_with: "它的{}条记录、计划一起移走；在回收站里算一项，一起恢复。", "Its {} records and plans go too. In the trash they are one thing, and come back together.";
    to_trash_named: "下面这些写到了它，移走以后会报错，请先改好：", "These name it and would then be wrong. Change them first:";
    trashed: "已移到回收站。", "Moved to the trash.";
    draft_there: "{}写过这条记录，没有保存。要接着写吗？", "You wrote here on {} and did not save. Continue?";
    draft_of_old: "{}写过这条记录，没有保存；后来文件又有改动。接着写的话，保存前会让您对照两份。", "You wrote here on {} without saving, and the file has changed since. You will see both before anything is saved.";
    draft_take: "接着写", "Continue";
    draft_drop: "不要了，用文件里的", "Discard mine, use the file's";
    draft_back: "已恢复上次没写完的内容", "What you wrote last time is back";
    also_open: "这条记录在另一个窗口里也开着，请只在一个窗口里改。", "This record is open in another window too. Please change it in one of them only.";
    changed_on_disk: "这条记录刚在别处改过。两份都还在，请对照后再保存。", "This record has just been changed elsewhere. Both texts are kept: compare them before you save.";
    gone_from_disk: "这条记录的文件在别处移走或改了名。保存会重新建立它。", "The file of this record was moved or renamed elsewhere. Saving creates it again.";
    see_both: "对照两份", "Compare";
    reloaded: "这条记录在别处改过，已显示新的内容。", "This record was changed elsewhere; the new text is shown.";
    both_title: "同一条记录有两份内容", "Two texts of one record";
    both_lead: "左边是现在文件里的，右边是您写的。不同的行标了颜色。还没有覆盖任何一份。", "On the left what the file now holds, on the right what you wrote. Lines that differ are coloured. Nothing has been overwritten.";
    both_gone: "文件已经不在了。左边是打开时文件里的，右边是您写的；保存会按原来的位置重新建立。", "The file is gone. On the left what it held when it was opened, on the right what you wrote; saving creates it again at its old place.";
    text_before: "打开时文件里的", "In the file when opened";
    both_texts: "两份内容", "Both texts";
    text_on_disk: "文件里的", "In the file";
    text_here: "您写的", "What you wrote";
    differs: "不同：", "differs: ";
    take_theirs: "用文件里的", "Use the file's";
    take_mine: "用我写的", "Use mine";
    merge: "手工合并", "Merge by hand";
    merge_lead: "在下面改好，保存的就是这里的内容。", "Edit below; this is what will be saved.";
    merge_save: "保存合并的", "Save the merged text";
    taken_theirs: "已用文件里的内容。", "The file's text is now shown.";
    later: "先不保存", "Not now";

    side: "检查和计数", "Check and figures";
    findings: "检查", "Check";
    fine: "没有发现问题。", "Nothing to fix.";
    to_fill: "必填的还有{}栏没有填。", "{} required fields are still empty.";
    must_fix: "要改", "Fix";
    look_at: "请核对", "Check";
    fix_rename: "按日期改文件名", "Rename the file by its date";
    renamed: "已改名为{}。", "Renamed to {}.";
    close: "关闭", "Close";
    counts_for: "计入", "Counts for";
    counts_none: "填了日期、类型和数据，这里会显示计入哪些目标。", "Once date, type and figures are filled in, the targets that this counts for are shown here.";
    count_moves: "{} → {} {}", "{} → {} {}";
    count_same: "{}", "{}";
    count_goal: "（目标{}）", " (target {})";
    title_needed: "请填写档案名称。", "Give the archive a name.";

    import_lead: "学校填好的Word表、Excel台账，读成记录，看过以后再保存。", "Filled-in Word forms and Excel ledgers are read into records, for you to check before they are saved.";
    import_school: "这些文件是哪所学校的", "Which school the files are from";
    pick_office: "选Word、Excel文件", "Choose Word or Excel files";
    import_found: "读到的记录", "Records found";
    import_look_lead: "还没有保存到档案。请逐条点开，核对后保存。", "Nothing is saved yet. Open each, check it and save it.";
    import_look: "这条是从文件里读来的，还没有保存。请核对以下几点：", "Read from a file and not saved yet. Please check:";
    import_done: "读到{}条，请逐条核对。", "{} found. Please check each.";
    import_none: "“{}”里没有读到记录。", "No record was found in “{}”.";
    import_not_office: "“{}”不是Word（.docx）或表格（.xlsx、.xls、.ods）文件。照片请在写记录时添加。", "“{}” is not a Word (.docx) or spreadsheet (.xlsx, .xls, .ods) file. Add photos while you write a record.";
    look_over: "核对并保存", "Check and save";
    notes: "{}点要核对", "{} to check";

    tasks_lead: "这些事由程序来做，做的时候会说明进展。", "The program does these for you, and says how it is going.";
    running: "正在进行……", "Running…";
    task_done: "已完成。", "Done.";
    task_failed: "没有完成，原因见下。", "Not done; see below.";
    lies_at: "已保存在：{}", "Saved at {}";
    term_sealed: "{}（已封存）", "{} (sealed)";
    do_check: "检查全部记录", "Check everything";
    do_check_what: "看看哪里写错、缺什么，不改动任何文件。", "Finds what is wrong or missing; changes nothing.";
    do_build: "生成网站", "Make the site";
    do_build_what: "把全部记录做成网页，放在output文件夹里，可以拷到网站或U盘。", "Makes the pages in the folder “output”, ready to copy to a web server or a USB stick.";
    do_archive: "归档", "Make the archive package";
    do_archive_what: "做一个档案包（网页、原件、目录和校验值），供长期保存。", "One package with pages, originals, catalogue and checksums, to keep for good.";
    do_archive_sure: "将在档案文件夹里生成档案包，可能要几分钟。", "The package is made in the folder of the archive. It may take some minutes.";
    do_print: "打印学期检查表", "Print a term's checklist";
    do_print_what: "这个学期各校有没有计划、措施、记录、总结。打印一篇总结或活动，请打开它，点“打印”。", "Whether each school has a plan, measures, records and a summary. To print a single record, open it and choose Print.";
    do_close: "学期收尾", "Close the term";
    do_close_what: "说明这个学期还缺什么；不缺就封存、编档号、做档案包。", "Says what the term still lacks; if nothing, seals, numbers and archives it.";
    do_close_sure: "{}：不缺什么就会封存。封存以后，改动这个学期的记录要写明理由。", "{} will be sealed if nothing is missing. After that, a change needs a reason.";
    do_seal: "封存学期", "Seal the term";
    do_seal_what: "记下每条记录的校验值。以后谁改了，都能看出来。", "Keeps a checksum of each record, so that later changes show.";
    do_seal_sure: "确定封存{}吗？封存以后，改动这个学期的记录要写明理由。", "Seal {}? After that, a change to one of its records needs a reason.";

    welcome: "欢迎使用归档", "Welcome";
    welcome_lead: "第一次用，先建一个档案；已经有档案的，打开它所在的文件夹。", "Begin a new archive, or open the folder of one that you have.";
    begin_new: "新建档案", "A new archive";
    begin_open: "打开已有的档案", "Open an archive";
    begin_make: "新建", "Create";
    archive_title: "档案名称", "Name of the archive";
    archive_title_help: "如“云岭县结对帮扶档案”，显示在每一页上方。", "Shown at the top of every page, such as “School Pairs of Yunling County”.";
    archive_folder: "放在哪个文件夹", "Folder";
    archive_folder_help: "新建的文件夹必须是空的，或者还没有。", "It must be empty or not exist yet.";
    open_folder_help: "里面有content文件夹的那个文件夹。", "The one that holds the folder “content”.";
    browse: "选择文件夹", "Choose a folder";
    folder_up: "↑ 上一层", "↑ Up";
    is_archive: "档案", "archive";
    preset: "做什么工作", "What it is for";
    preset_none: "先不选", "Nothing yet";
    preset_none_what: "空白的档案，指标和计划自己写", "An empty archive; indicators and plans are written by hand";

    help_summary_date: "写成总结那天", "The day on which it was written";
    help_honour_date: "获奖、授称号或发表那天", "The day of the award or publication";
    help_resource_date: "做成或上传那天", "The day on which it was made";
    help_question_date: "提出问题那天", "The day of the question";
    help_replies_date: "回复那天", "The day of the reply";
    help_date: "活动那天；几天的活动在“更多栏目”里填开始和结束", "The day; for several days fill in start and end among more fields";
    help_visit_type: "点下面的，或自己写，如“家访”；一次活动可以属于几种", "Choose below or write your own, such as “home visit”; several are possible";
    help_to: "活动是为哪所学校做的", "The school it was for";
    help_time: "几点到几点，如 8:00—11:30", "From and to, such as 8:00–11:30";
    help_visit_form: "上门、线上、电话……", "On site, online, by phone";
    help_people: "参加的老师；不写学生姓名", "Teachers who took part; no pupils";
    help_speakers: "讲课、上课的老师", "Who lectured or taught";
    help_attendance: "只填数字", "A number only";
    help_beneficiaries: "只填数字", "A number only";
    help_cost: "多少元，只填数字", "In yuan, a number only";
    help_data: "左边选算什么，右边填多少，如“送教课时”填2", "Choose what is counted, then how many, such as 2 lessons";
    help_follow_ups: "活动中发现的问题，一个问题添加一项；解决以后填“销号”那天", "Problems found, one item each; fill in the day when one is settled";
    help_due: "哪天以前解决；过了这天还没解决就是逾期", "To be settled by this day";
    help_done: "哪天解决的", "The day it was settled";
    help_closes: "这次活动解决了以前发现的哪个问题", "Problems of earlier visits that this one settled";
    help_other: "表上还有、这里没有的栏目：左边写名称，右边写内容", "What else your form asks: its name, then the text";
    help_plan: "不填就由学校和日期判断", "If empty, school and date decide";
    help_pair: "不填就由学校和对象校判断", "If empty, the schools decide";
    help_action: "落实了计划里的哪项措施", "The measure of the plan that it carries out";
    help_materials: "归档了哪些：签到册、照片、教案……", "What is kept: sign-in sheet, photos, lesson plan";
    help_note: "可以不填", "Optional";
    help_public_until: "过了这天就不再显示，但仍计数", "After this day it is counted but no longer shown";
    help_retention: "不填就按种类", "If empty, the kind decides";
    help_correction: "学期封存以后改动的理由", "Why a record of a sealed term was changed";
    help_draft: "草稿不公开、不计数", "A draft is neither shown nor counted";
    help_school_name: "学校的全称", "The full name";
    help_short: "平时怎样叫它，如“博昌园”；写记录时可以用", "What people call it; records may use it";
    help_helper: "一所或几所", "One school or several";
    help_helped: "一所或几所", "One school or several";
    help_targets: "一个目标添加一项，如：送教课时，10，每学期", "One item each, such as: lessons, 10, each term";
    help_actions: "要做的事，一件添加一项", "What will be done, one item each";
    help_targets_indicator: "统计什么，如“送教课时”", "What is counted, such as lessons";
    help_targets_value: "要达到多少；不填只列数，不评判", "How much to reach; if empty, the figure is shown but not judged";
    help_targets_every: "每周、每月、每学期各要达到；不填就是整个计划期", "Per week, month or term; if empty, over the whole plan";
    help_targets_scope: "各校分别算，还是合起来算；不填就是合起来", "Each school by itself, or all together; if empty, together";
    help_columns: "表格每一列做什么用；在上面的表格里写表头，这里就会列出来，请核对", "What each column is for. Write the header of the table above, then check what appears here";
    help_as: "日期、要统计的数、文字；有学生姓名的选“保密”", "Date, figure or text; for names of pupils choose secret";
    help_table: "表格文件的名称", "The name of the table's file";
    help_formerly: "改名以前的名称", "Earlier names";
    help_times: "要做几次；不填就是一次", "How often; if empty, once";
    help_actions_by: "哪天以前完成", "To be done by this day";

    label_to: "对象校", "Visited school";
    label_follow_ups: "问题整改", "Follow-ups";
    label_closes: "销号", "Follow-ups closed";
    label_every: "每", "For each";
    label_by: "期限", "By when";
    label_replies_by: "回复人", "Replied by";
    label_waived_by: "批准人", "Approved by";
    label_times: "次数", "How often";
    label_value: "值", "Value to reach";
    label_as: "作为", "Used as";
    label_other: "其他", "Anything else";
    label_due: "期限", "Due on";
    label_done: "销号", "Settled on";
    label_head: "负责人", "Head of the school";
    label_lead: "负责人", "Who leads it";
    label_formerly: "曾用", "Earlier names";
    label_draft: "草稿", "Keep as a draft";
    label_short: "简称", "Short names";
    label_cost: "经费", "Cost (yuan)";
}
