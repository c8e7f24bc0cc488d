//! Events → flat blocks, for paper: a printed document or a PDF shows a body from them, without HTML and without links.

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Tag, TagEnd};
use serde::Serialize;

use super::chars::is_indent;
use super::events::{Break, Placed, events, headings, plain_text, soft_break};
use super::href::clean;
use super::prepare;

/// A piece of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Run {
    /// The text; of a break, none.
    pub text: String,
    /// Whether it is emphasised or strong.
    pub strong: bool,
    /// Whether it is struck out.
    pub struck: bool,
    /// Whether a line ends after it.
    pub ends_line: bool,
    /// The number of the reference behind it, from 1.
    pub note: Option<usize>,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TableCell {
    /// What it says.
    pub runs: Vec<Run>,
    /// `left`, `center` or `right`.
    pub align: &'static str,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockIs {
    /// A heading of `level` 1 to 4: 一、 （一） 1. （1）.
    Heading,
    /// A paragraph; with `depth`, of a quotation.
    Paragraph,
    /// An item of a list at `depth`, beginning with `marker`; without a marker it goes on.
    Item,
    /// A table with its `head` and `rows`.
    Table,
    /// The picture `src`, with its `alt`.
    Picture,
    /// The chart `src`, an SVG, with its caption in `runs`.
    Chart,
    /// Lines to be shown as they are.
    Code,
    /// A line across.
    Rule,
}

/// A block of a body. What a kind does not have is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// What it is.
    pub is: BlockIs,
    /// Of a heading: 1 to 4.
    pub level: usize,
    /// How deep in lists or quotations it stands.
    pub depth: usize,
    /// Of an item: `1.`, `•`.
    pub marker: String,
    /// Its text.
    pub runs: Vec<Run>,
    /// Of a table.
    pub head: Vec<TableCell>,
    /// Of a table.
    pub rows: Vec<Vec<TableCell>>,
    /// Of a picture its address, of a chart its SVG.
    pub src: String,
    /// Of a picture: its file in the archive.
    pub file: String,
    /// Of a picture: what it shows.
    pub alt: String,
}

impl Block {
    /// An empty block of a kind.
    #[must_use]
    pub fn new(is: BlockIs) -> Block {
        Block {
            is,
            level: 0,
            depth: 0,
            marker: String::new(),
            runs: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            src: String::new(),
            file: String::new(),
            alt: String::new(),
        }
    }
}

/// The questions of a body to whoever knows the archive.
pub struct Asked<'c> {
    /// An address as written → the number of its reference; none when the text alone is printed.
    pub note: &'c mut dyn FnMut(&str) -> Option<usize>,
    /// The address of an image → where it is shown from, and its file; none when its text is printed.
    pub picture: &'c mut dyn FnMut(&str) -> Option<(String, String)>,
    /// A fenced block → what stands in its place.
    pub block: &'c mut dyn FnMut(&str) -> Option<Vec<Block>>,
}

/// The blocks of a body.
#[must_use]
pub fn blocks(body: &str, asked: Asked<'_>) -> Vec<Block> {
    let prepared = prepare::prepare(body);
    let events = events(&prepared);
    let levels = headings(&events).into_iter().map(|it| usize::from(it.0.level)).collect();
    let reader = Reader {
        events: &events,
        source: prepared.text(),
        asked,
        levels,
        next_heading: 0,
        out: Vec::new(),
        runs: Vec::new(),
        open: Vec::new(),
        marker: String::new(),
        note: None,
        strong: 0,
        struck: 0,
        links: Vec::new(),
        table: None,
        aligns: &[],
        row: Vec::new(),
        at_start: true,
    };
    reader.read()
}

/// What blocks stand in.
enum Open {
    List(Option<u64>),
    Quote,
}

struct Reader<'e, 'c> {
    events: &'e [Placed<'e>],
    source: &'e str,
    asked: Asked<'c>,
    /// Of the headings, in order.
    levels: Vec<usize>,
    next_heading: usize,
    out: Vec<Block>,
    runs: Vec<Run>,
    open: Vec<Open>,
    /// The marker of the item that has not been printed yet.
    marker: String,
    /// The name of the note whose text comes next.
    note: Option<String>,
    strong: usize,
    struck: usize,
    links: Vec<Option<usize>>,
    table: Option<Block>,
    aligns: &'e [Alignment],
    row: Vec<TableCell>,
    at_start: bool,
}

impl Reader<'_, '_> {
    fn read(mut self) -> Vec<Block> {
        let mut at = 0;
        let events = self.events;
        while let Some((event, _)) = events.get(at) {
            at = self.event(at, event);
        }
        self.flush();
        self.out
    }

    /// Reads the event at `at`; returns the place of the next one.
    fn event(&mut self, at: usize, event: &Event<'_>) -> usize {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => return self.code(at, kind),
            Event::Start(Tag::Image { dest_url, .. }) => return self.image(at, dest_url),
            Event::Start(Tag::Table(_)) => {
                self.flush();
                if let Event::Start(Tag::Table(aligns)) = &self.events[at].0 {
                    self.aligns = aligns;
                }
                self.table = Some(Block::new(BlockIs::Table));
            }
            Event::Start(tag) => self.start(at, tag),
            Event::End(tag) => self.end(at, *tag),
            Event::Text(it) | Event::Html(it) | Event::InlineHtml(it) | Event::Code(it) => {
                self.text(it);
            }
            Event::InlineMath(it) | Event::DisplayMath(it) => self.text(it),
            Event::SoftBreak => match soft_break(self.events, at) {
                Break::Joined => self.at_start = true,
                Break::Space => self.text(" "),
                Break::Paragraph => {
                    self.end_line();
                    self.at_start = true;
                }
            },
            Event::HardBreak => self.end_line(),
            Event::Rule => {
                self.flush();
                self.out.push(Block::new(BlockIs::Rule));
            }
            Event::TaskListMarker(done) => self.text(if *done { "☑ " } else { "☐ " }),
            Event::FootnoteReference(name) => self.text(&format!("〔注{name}〕")),
        }
        at + 1
    }

    fn start(&mut self, at: usize, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Heading { .. } => self.flush(),
            Tag::BlockQuote(_) => {
                self.flush();
                self.open.push(Open::Quote);
            }
            Tag::List(first) => {
                self.flush();
                self.open.push(Open::List(*first));
            }
            Tag::Item => {
                self.flush();
                self.marker = match self.open.last_mut() {
                    Some(Open::List(Some(number))) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                };
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                self.note = Some(format!("〔注{name}〕"));
            }
            Tag::TableCell => self.at_start = true,
            Tag::Emphasis | Tag::Strong => self.strong += 1,
            Tag::Strikethrough if self.is_struck(at) => self.struck += 1,
            Tag::Strikethrough => self.text("~"),
            Tag::Link { dest_url, .. } => {
                let note = (self.asked.note)(&clean(dest_url));
                self.links.push(note);
            }
            _ => {}
        }
    }

    fn end(&mut self, at: usize, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::FootnoteDefinition => self.flush(),
            TagEnd::Heading(_) => {
                let level = self.levels.get(self.next_heading).copied().unwrap_or(2);
                self.next_heading += 1;
                let runs = std::mem::take(&mut self.runs);
                let level = level.saturating_sub(1).clamp(1, 4);
                self.out.push(Block { level, runs, ..Block::new(BlockIs::Heading) });
                self.at_start = true;
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.flush();
                self.open.pop();
            }
            TagEnd::Item => {
                // An item without a text still has its number.
                if !self.marker.is_empty() && self.runs.is_empty() {
                    self.runs.push(Run::default());
                }
                self.flush();
            }
            TagEnd::TableCell => {
                let align = match self.aligns.get(self.row.len()) {
                    Some(Alignment::Center) => "center",
                    Some(Alignment::Right) => "right",
                    _ => "left",
                };
                let runs = std::mem::take(&mut self.runs);
                self.row.push(TableCell { runs, align });
            }
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                self.table.iter_mut().for_each(|it| it.head.clone_from(&row));
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                self.out.extend(self.table.take());
                self.at_start = true;
            }
            TagEnd::Emphasis | TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough if self.is_struck(at) => {
                self.struck = self.struck.saturating_sub(1);
            }
            TagEnd::Strikethrough => self.text("~"),
            TagEnd::Link => {
                if let (Some(note @ Some(_)), Some(last)) = (self.links.pop(), self.runs.last_mut())
                {
                    last.note = note;
                }
            }
            _ => {}
        }
    }

    /// `~~` strikes out; a single `~` writes a range and stays.
    fn is_struck(&self, at: usize) -> bool {
        self.source.get(self.events[at].1.clone()).is_some_and(|it| it.starts_with("~~"))
    }

    fn text(&mut self, text: &str) {
        let text = if self.at_start { text.trim_start_matches(is_indent) } else { text };
        if text.is_empty() {
            return;
        }
        self.at_start = false;
        let (strong, struck) = (0 < self.strong, 0 < self.struck);
        match self.runs.last_mut() {
            Some(last)
                if (last.strong, last.struck) == (strong, struck)
                    && !last.ends_line
                    && last.note.is_none()
                    && self.links.is_empty() =>
            {
                last.text.push_str(text);
            }
            _ => self.runs.push(Run { text: text.to_owned(), strong, struck, ..Run::default() }),
        }
    }

    fn end_line(&mut self) {
        self.runs.push(Run { ends_line: true, ..Run::default() });
        self.at_start = true;
    }

    /// The text gathered so far becomes a paragraph or an item.
    fn flush(&mut self) {
        if self.table.is_some() {
            return;
        }
        self.at_start = true;
        let mut runs = std::mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        if let Some(name) = self.note.take() {
            runs.insert(0, Run { text: name, ..Run::default() });
        }
        let marker = std::mem::take(&mut self.marker);
        let in_list = self.open.iter().any(|it| matches!(it, Open::List(_)));
        let is = if in_list { BlockIs::Item } else { BlockIs::Paragraph };
        self.out.push(Block { depth: self.open.len(), marker, runs, ..Block::new(is) });
    }

    fn code(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        self.flush();
        let mut content = String::new();
        let mut end = at + 1;
        while let Some((Event::Text(it), _)) = self.events.get(end) {
            content.push_str(it);
            end += 1;
        }
        let made = match kind {
            CodeBlockKind::Fenced(fence) => (self.asked.block)(fence.trim()),
            CodeBlockKind::Indented => None,
        };
        match made {
            Some(made) => self.out.extend(made),
            None => {
                let runs = vec![Run { text: content, ..Run::default() }];
                self.out.push(Block { runs, ..Block::new(BlockIs::Code) });
            }
        }
        end + 1
    }

    fn image(&mut self, at: usize, address: &CowStr<'_>) -> usize {
        let (alt, end) = plain_text(self.events, at + 1);
        match (self.asked.picture)(&clean(address)).filter(|_| self.table.is_none()) {
            Some((src, file)) => {
                self.flush();
                self.out.push(Block { src, file, alt, ..Block::new(BlockIs::Picture) });
            }
            None => self.text(&alt),
        }
        end + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks in short: `#1 一、` a heading, `¶` a paragraph, `- ` an item, `|` a table.
    fn short(body: &str) -> Vec<String> {
        let mut notes = 0;
        let asked = Asked {
            note: &mut |href: &str| {
                (href != "no").then(|| {
                    notes += 1;
                    notes
                })
            },
            picture: &mut |src: &str| Some((src.to_owned(), format!("content/{src}"))),
            block: &mut |info: &str| {
                (info == "图")
                    .then(|| vec![Block { src: "<svg/>".into(), ..Block::new(BlockIs::Chart) }])
            },
        };
        let runs = |runs: &[Run]| -> String {
            let run = |it: &Run| {
                let text = match (it.strong, it.struck) {
                    (true, _) => format!("*{}*", it.text),
                    (_, true) => format!("~{}~", it.text),
                    _ => it.text.clone(),
                };
                let note = it.note.map(|it| format!("[{it}]")).unwrap_or_default();
                format!("{text}{note}{}", if it.ends_line { "↵" } else { "" })
            };
            runs.iter().map(run).collect()
        };
        let row = |row: &[TableCell]| -> String {
            row.iter().map(|it| format!("{}:{}|", runs(&it.runs), &it.align[..1])).collect()
        };
        let one = |it: &Block| match it.is {
            BlockIs::Heading => format!("#{} {}", it.level, runs(&it.runs)),
            BlockIs::Paragraph => format!("¶{} {}", it.depth, runs(&it.runs)),
            BlockIs::Item => format!("-{} {} {}", it.depth, it.marker, runs(&it.runs)),
            BlockIs::Table => {
                let rows: Vec<String> = it.rows.iter().map(|it| row(it)).collect();
                format!("{} / {}", row(&it.head), rows.join(" / "))
            }
            BlockIs::Picture => format!("picture {} {} {}", it.src, it.file, it.alt),
            BlockIs::Chart => format!("chart {}", it.src),
            BlockIs::Code => format!("code {}", runs(&it.runs)),
            BlockIs::Rule => "rule".to_owned(),
        };
        blocks(body, asked).iter().map(one).collect()
    }

    #[test]
    fn bodies_become_flat_blocks() {
        for (body, want) in [
            ("## 一、甲\n\n正文。\n续行", vec!["#1 一、甲", "¶0 正文。续行"]),
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
            assert_eq!(short(body), want, "{body}");
        }
    }
}
