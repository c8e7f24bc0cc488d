//! Names and hardships that stand apart in a form, in every shape of one; what a form may hold.

use super::*;

/// The kinds that are found, without the numbers in doubt.
fn is_found(text: &str) -> bool {
    scan(text).iter().any(|found| found.kind.is_certain())
}

#[track_caller]
fn assert_all(texts: &[&str], is_personal: bool) {
    for text in texts {
        assert_eq!(is_found(text), is_personal, "{text:?}: {:?}", scan(text));
    }
}

#[test]
fn a_name_and_a_hardship_in_one_form_tell_together() {
    assert_all(
        &[
            "| 姓名 | 张小明 | 困难类别 | 低保 |\n|---|---|---|---|\n| 班级 | 三1 | 金额 | 625 |",
            "| 项目 | 内容 |\n|---|---|\n| 姓名 | 张小明 |\n| 困难类别 | 低保 |",
            "| 受助学生名单 | | |\n|---|---|---|\n| 序号 | 姓名 | 困难类别 |\n| 1 | 张小明 | 低保 |",
            "| 学生姓名 | 张小明 |\n|---|---|\n| 困难类别 | 建档立卡 |",
            "| 学生 | 类别 |\n|--|--|\n| 张小明 | 建档立卡 |",
            "姓名\t张小明\t困难类别\t低保\n班级\t三1\t金额\t625",
            "姓名   困难类别\n张小明   低保\n",
            "姓名　班级　困难类别\n张小明　三1　低保",
            "{\"姓名\":\"张小明\",\"困难类别\":\"低保\"}",
            "[{\"学生\": {\"姓名\": \"张小明\"},\n \"困难类别\": \"低保\"}]",
            "INSERT INTO s(姓名,困难类别) VALUES('张小明','低保');",
            "insert into `s` (`序号`, `姓名`, `困难类别`) values (1, '张小明', '低保'), (2, '李小红', '孤儿')",
            "姓名=张小明;困难类别=低保",
            "困难学生姓名：张小明\n困难类别：低保",
            "| 学生姓名（全名） | 困难类别 |\n|--|--|\n| 张小明 | 低保 |",
            "<table><tr><th>姓名</th><th class=x>困难类别</th></tr>\n<tr><td> 张小明 </td><td>低保</td></tr></table>",
            "<table><tr><td>困难类别<td>姓名<tr><td>低保<td>张小明",
            "<table><tr><th><b>姓名</b></th><th><p><b>困难类别</b></p></th></tr><tr><td><p class=\"a\"><b>张小明</b></p></td><td><span>低保</span></td></tr></table>",
            "<学生><姓名>张小明</姓名><困难类别>低保</困难类别></学生>",
        ],
        true,
    );
    assert_all(
        &[
            "| 姓名 | 李芳 | 职务 | 教师 |\n|---|---|---|---|\n| 单位 | 甲校 | 分管 | 教学 |",
            "| 姓名 | 李芳 |\n|---|---|\n| 分管 | 资助工作 |\n| 资助工作 | 负责 |",
            "| 姓名 | 班级 |\n|---|---|\n| 张小明 | 三1 |",
            "| 学校 | 困难类别 | 人数 |\n|---|---|---|\n| 甲校 | 低保 | 3 |",
            "{\"姓名\":\"李芳\",\"职务\":\"教师\"}",
            "INSERT INTO s(姓名,班级) VALUES('张小明','三1');",
            "姓名 班级\n张小明 三1",
            "INSERT INTO s VALUES",
            "values((((",
            "教师姓名：李芳\n分管：学生资助\n困难类别：低保",
            "<table><tr><td>甲<td>乙</table><td",
        ],
        false,
    );
}

/// Traditional characters, radicals, labels that were missing, tables with a sign between their cells.
#[test]
fn labels_in_other_spellings_are_seen() {
    assert_all(
        &[
            "監護人：張大山",
            "身份證號：123456",
            "⽗亲姓名：张大山",
            "家庭住址〔必填〕：青岭镇上塘村三组",
            "家庭住址꞉青岭镇上塘村三组",
            "抚养人：张大山",
            "继母：李小花",
            "住所：青岭镇上塘村三组12号",
            "诊断：自闭症",
            "残疾证编号：123456",
            "低保证编号：36110001",
            "医保卡：A12345678",
            "学籍辅号：2021000188",
            "驾驶证号：361100123",
            "护照E12345678",
            "港澳通行证C12345678",
            "Passport No.: E12345678",
            "Diagnosis: autism",
            "姓名,困难类别\n张小明,低保",
            "姓名，困难类别\n张小明，低保",
            "姓名、困难类别\n张小明、低保",
            "姓名^困难类别\n张小明^低保",
            "| 學生姓名 | 困難類別 |\n|--|--|\n| 張小明 | 低保 |",
        ],
        true,
    );
    assert_all(
        &[
            "养父母培训讲座",
            "抚养人培训12次",
            "住所：学校",
            "诊断：课堂教学诊断12节",
            "教学诊断：自闭症儿童的课堂支持",
            "医保卡办理：12人",
            "驾驶证号：无",
            "护照办理讲座",
            "户籍地：外省",
            "现居住地：本县",
            "请填写：\n学生姓名、家庭住址、联系电话\n保护隐私、严禁外传、妥善保管",
            "姓名、困难类别\n内容、要求",
            "監護人簽字12份",
        ],
        false,
    );
}

/// Who reads sees the characters behind U+202E from the last to the first.
#[test]
fn numbers_that_are_turned_round_are_seen() {
    let text = "电话\u{202e}00083100831\u{202c}，谢谢";
    let found = scan(text);
    assert_eq!(found.len(), 1);
    assert_eq!(text.get(found[0].span.clone()), Some("00083100831"));
    assert!(scan(&redact(text)).is_empty());
    assert!(scan("\u{202e}abc\u{202c} 00083100831").is_empty());
}

/// Each row of a long statement is looked at, and stands where it is.
#[test]
fn a_statement_of_many_rows_is_read_to_its_end() {
    let mut text = "INSERT INTO s (姓名, 困难类别) VALUES ('', '')".to_owned();
    text.push_str(&", ('', '')".repeat(20_000));
    let before = text.len();
    text.push_str(", ('张小明', '低保');");
    let found = scan(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(text.get(found[0].span.clone()), Some("张小明"));
    assert!(before < found[0].span.start);
}

#[test]
fn a_head_below_titles_or_of_two_rows_is_read() {
    let told = |rows: &[&[&str]]| {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        let cells = telling_cells(&rows, TableShape::Headed);
        cells.iter().map(|cell| (cell.row, cell.column, cell.label)).collect::<Vec<_>>()
    };
    let title = ["甲县第一小学名单", "", ""];
    let child = ["1", "张小明", "上塘村三组"];
    let named = [(2, 1, "姓名")];
    assert_eq!(told(&[&title, &["序号", "姓名", "困难类别"], &["1", "张小明", "低保"]]), named);
    let home = [(3, 2, "家庭住址")];
    assert_eq!(told(&[&title, &[], &["序号", "姓名", "家庭住址"], &child]), home);
    let two: [&[&str]; 3] = [
        &["序号", "学生", "", "家庭"],
        &["", "姓名", "班级", "困难类别"],
        &["1", "张小明", "三1", "低保"],
    ];
    assert_eq!(told(&two), [(2, 1, "姓名")]);
    // Below other rows a word in a cell is no head.
    let log: [&[&str]; 3] = [
        &["日期", "内容", "人数"],
        &["2024-03-01", "核对家庭住址", "5"],
        &["2024-03-02", "家访", "6"],
    ];
    assert_eq!(told(&log), []);
}

#[test]
fn escapes_are_read_exactly_and_as_they_stand() {
    assert_all(
        &[
            "{\"t\":\"\\u53f713812345678\"}",
            "a: \"\\u673a\\x31\\u0033812345678\"",
            "手机\\u53f713812345678",
            "\\U000053f713812345678",
        ],
        true,
    );
    assert_all(&["{\"t\":\"\\u53f71381234567\"}", "C:\\u5\\data"], false);
    let text = "a: \"\\u53f713812345678\"";
    assert_eq!(&text[scan(text)[0].span.clone()], "13812345678");
}

#[test]
fn members_of_a_family_and_papers_are_seen() {
    assert_all(
        &[
            "监护人为爷爷张建国",
            "监护人：爷爷张建国，已签字",
            "家庭成员：父亲张建国，母亲李秀英",
            "开户名：张建国",
            "户名：张建国",
            "护照号：E12345678",
            "港澳通行证号：C12345678",
            "港澳通行证 C12345678",
            "医保号：123456789",
        ],
        true,
    );
    assert_eq!(redact("家庭成员：父亲张建国，母亲李秀英"), "家庭成员：父••，母亲李••");
    assert_all(
        &[
            "家庭成员：5人",
            "家庭成员：父亲外出务工，母亲务农",
            "开户名：甲县第一小学",
            "护照：由教师自办",
            "监护人为学生签字",
            "父亲节 母亲李秀英",
        ],
        false,
    );
}

#[test]
fn lists_of_kinds_and_what_is_only_said_to_be_kept_pass() {
    assert_all(
        &[
            "残疾类别：视力、听力、言语、肢体、智力、精神、多重",
            "残疾类别：视力/听力/言语",
            "残疾类型：多重",
            "家庭住址：详见户口簿",
            "紧急联系人：班主任",
            "致贫原因：缺技术",
            "家庭住址：已登记",
            "住址：学校宿舍",
            "户籍：本县户籍320人",
            "紧急联系人：校医室",
            "监护人：村委会",
        ],
        false,
    );
    assert_all(
        &[
            "残疾类别：听力",
            "姓名：张小明\n致贫原因：缺技术",
            "致贫原因：因病",
            "家庭住址：上塘村三组",
            "户籍：清河镇上塘村3组",
            "紧急联系人：张建国",
        ],
        true,
    );
}

#[test]
fn numbers_of_meetings_parcels_and_machines_pass() {
    let texts = [
        "腾讯会议号 138-1234-5678",
        "腾讯会议：138-1234-5678",
        "Zoom会议ID：139 1234 5678",
        "考号：13812345678",
        "准考证号 13812345678",
        "票号：13812345678",
        "报名序号13812345678",
        "运单：SF13812345678",
        "13812345-6781-4abc-8def-1234567890ab",
        "uuid 13812345-6781-4234-8567-138123456789",
        "快手号 13812345678",
        "提交 13812345678abcdef",
        "commit 13812345678abcdef13812345678abcdef1381234",
        "网卡 13-81-23-45-67-8A",
        "钉钉群号 13812345678",
        "专利CN13812345678A",
    ];
    assert_all(&texts, false);
    assert_all(
        &[
            "家长会议请联系13812345678",
            "13812345678abc",
            "13-81-23-45-67-8",
            "CN13812345678",
            "群里发了13812345678",
        ],
        true,
    );
}

/// What looks like the beginning of something a million times is passed over at once; otherwise this takes minutes.
#[test]
fn beginnings_without_an_end_cost_little() {
    assert!(scan(&"1 ".repeat(1_000_000)).is_empty());
    assert!(scan(&"致贫原因：缺技术\n".repeat(20_000)).is_empty());
    assert!(scan(&")values(' ".repeat(50_000)).is_empty());
}
