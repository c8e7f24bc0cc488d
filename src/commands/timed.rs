//! The output of `build --timings`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::shown;
use super::terminal::Terminal;
use crate::error::{Error, Operation};
use crate::l10n::{Lang, pick};
use crate::timings::{Phase, Report, Sum};

/// Prints a table of the phases, and writes the time line to `trace` unless that is empty.
pub(super) fn print(report: &Report, trace: &Path, terminal: &Terminal) -> Result<(), Error> {
    terminal.note(&table(report, terminal.lang));
    if trace.as_os_str().is_empty() {
        return Ok(());
    }
    if trace.exists() && !is_trace(trace) {
        return Err(Error::custom(
            format!("“{}”已经存在，不是时间线文件，没有改动。请换一个文件名。", trace.display()),
            format!(
                "\"{}\" exists and holds no time line; it was left alone. Choose another name.",
                trace.display()
            ),
        ));
    }
    save(report, trace).map_err(Error::io(Operation::Save, trace))?;
    let place = shown(trace);
    terminal.note(&match terminal.lang {
        Lang::Zh => format!("时间线：{place}（在Chrome里打开chrome://tracing，点Load载入）"),
        Lang::En => format!("time line: {place} (open chrome://tracing in Chrome, then Load)"),
    });
    Ok(())
}

fn save(report: &Report, trace: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(trace)?);
    report.trace(&mut out)?;
    out.flush()
}

/// Whether a file is a time line, or empty: only such a file is overwritten.
fn is_trace(path: &Path) -> bool {
    match fs::read(path) {
        Ok(bytes) => bytes.is_empty() || bytes.starts_with(b"{\"traceEvents\""),
        Err(_) => false,
    }
}

fn table(report: &Report, lang: Lang) -> String {
    let sums = report.sums();
    let all: f64 = sums.iter().map(|sum| sum.time.as_secs_f64()).sum();
    let mut lines = vec![match lang {
        Lang::Zh => {
            format!("各步用时（各线程合计{all:.3}秒，实际{:.3}秒）：", report.wall().as_secs_f64())
        }
        Lang::En => {
            format!("phases (all threads {all:.3} s, wall {:.3} s):", report.wall().as_secs_f64())
        }
    }];
    for Sum { phase, time, pieces } in sums {
        let time = time.as_secs_f64();
        let share = 100.0 * time / all.max(f64::MIN_POSITIVE);
        let (code, name) = (phase.code(), name(phase, lang));
        lines.push(match lang {
            Lang::Zh => format!("  {code:<8} {time:>8.3}秒 {share:>5.1}%  {name}，{pieces}次"),
            Lang::En => format!("  {code:<8} {time:>8.3} s {share:>5.1}%  {name}, {pieces} pieces"),
        });
    }
    lines.join("\n")
}

fn name(phase: Phase, lang: Lang) -> &'static str {
    let (zh, en) = match phase {
        Phase::Read => ("列出和读取文件", "listing and reading files"),
        Phase::Parse => ("解析记录", "parsing records"),
        Phase::Check => ("全档案检查", "rules over the archive"),
        Phase::Progress => ("计算进度", "judging targets"),
        Phase::Map => ("编排页面", "which pages there are"),
        Phase::Charts => ("画图", "drawing charts"),
        Phase::Render => ("排版页面", "rendering pages"),
        Phase::Search => ("建立搜索", "making the search"),
        Phase::Photos => ("处理照片和附件", "photos and attachments"),
        Phase::Data => ("导出数据", "data files"),
        Phase::Privacy => ("查看有无个人信息", "looking for personal data"),
        Phase::Write => ("写出文件", "writing files"),
    };
    pick(lang, zh, en)
}
