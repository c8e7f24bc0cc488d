use super::*;

/// One line per block: `#1 一、` is a heading, `¶` a paragraph, `- ` an item, `|` separates the cells of a table.
fn describe(body: &str) -> Vec<String> {
    let mut note_count = 0;
    let callbacks = BlockCallbacks {
        note: &mut |href: &str| {
            if href == "no" {
                return None;
            }
            note_count += 1;
            Some(note_count)
        },
        picture: &mut |src: &str| Some((src.to_owned(), format!("content/{src}"))),
        block: &mut |info: &str| {
            let chart = Block { src: "<svg/>".into(), ..Block::new(BodyBlockKind::Chart) };
            (info == "图").then(|| vec![chart])
        },
    };
    blocks(body, callbacks).iter().map(describe_block).collect()
}

fn describe_block(block: &Block) -> String {
    let text = describe_runs(&block.runs);
    match block.kind {
        BodyBlockKind::Heading => format!("#{} {text}", block.level),
        BodyBlockKind::Paragraph => format!("¶{} {text}", block.depth),
        BodyBlockKind::Item => format!("-{} {} {text}", block.depth, block.marker),
        BodyBlockKind::Table => {
            let rows: Vec<String> = block.rows.iter().map(|row| describe_row(row)).collect();
            format!("{} / {}", describe_row(&block.head), rows.join(" / "))
        }
        BodyBlockKind::Picture => format!("picture {} {} {}", block.src, block.file, block.alt),
        BodyBlockKind::Chart => format!("chart {}", block.src),
        BodyBlockKind::Code => format!("code {text}"),
        BodyBlockKind::Rule => "rule".to_owned(),
    }
}

fn describe_row(row: &[TableCell]) -> String {
    let mut text = String::new();
    for cell in row {
        text += &format!("{}:{}|", describe_runs(&cell.runs), &cell.align[..1]);
    }
    text
}

fn describe_runs(runs: &[TextRun]) -> String {
    let mut text = String::new();
    for run in runs {
        text += &match (run.strong, run.struck) {
            (true, _) => format!("*{}*", run.text),
            (_, true) => format!("~{}~", run.text),
            _ => run.text.clone(),
        };
        if let Some(note) = run.note {
            text += &format!("[{note}]");
        }
        if run.ends_line {
            text.push('↵');
        }
    }
    text
}

#[test]
fn bodies_become_flat_blocks() {
    for (body, want) in [
        ("## 一、甲\n\n正文\n续行", vec!["#1 一、甲", "¶0 正文续行"]),
        ("## 甲\n### 乙\n#### 丙\n##### 丁", vec!["#1 甲", "#2 乙", "#3 丙", "#4 丁"]),
        ("3. 三\n4. 四\n   - 内", vec!["-1 3. 三", "-1 4. 四", "-2 • 内"]),
        ("- 甲\n\n  乙\n-\n", vec!["-1 • 甲", "-1  乙", "-1 • "]),
        ("> 引文\n", vec!["¶1 引文"]),
        ("a**重点**b~~删~~ 63%~68%", vec!["¶0 a*重点*b~删~ 63%~68%"]),
        ("见[总结](a.md)和[无](no)。", vec!["¶0 见总结[1]和无。"]),
        ("行一  \n行二", vec!["¶0 行一↵行二"]),
        ("| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |", vec!["甲:l|乙:r| / 1:l|2:r|"]),
        ("前![图](a.png)后", vec!["¶0 前", "picture a.png content/a.png 图", "¶0 后"]),
        ("```图\nx\n```\n```\ny\n```", vec!["chart <svg/>", "code y\n"]),
        ("<script>x</script>\n\n---", vec!["¶0 <script>x</script>\n", "rule"]),
        ("注[^1]。\n\n[^1]: 说明", vec!["¶0 注〔注1〕。", "¶0 〔注1〕说明"]),
        ("", vec![]),
    ] {
        assert_eq!(describe(body), want, "{body}");
    }
}
