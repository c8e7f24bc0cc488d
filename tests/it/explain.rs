//! `guidang explain`: every example is proved, and the page of all codes is the same text.

use std::collections::BTreeSet;
use std::path::Path;

use guidang::diagnostics::explain::{Explanation, File, Scene, Stored, explanation, reference};
use guidang::diagnostics::{Code, Problem};
use guidang::l10n::Lang;
use guidang::syntax::markdown::SlipKind;

use crate::support::{archive, golden, guidang, small_with, stderr, stdout, write};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn bytes(file: &File) -> Vec<u8> {
    match file.stored {
        Stored::Utf8 => file.text.as_bytes().to_vec(),
        Stored::Gbk => encoding_rs::GB18030.encode(file.text).0.into_owned(),
        Stored::Long => file.text.replace("……", &"长".repeat(100_000)).into_bytes(),
    }
}

/// The codes that `check` reports for an archive.
fn messages(root: &Path) -> BTreeSet<String> {
    let output = guidang(root, &["check", "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let codes = report["diagnostics"].as_array().unwrap().iter();
    codes.map(|diagnostic| diagnostic["code"].as_str().unwrap().to_owned()).collect()
}

fn archive_with(files: &[File]) -> tempfile::TempDir {
    let root = small_with(&[]);
    put(root.path(), files);
    root
}

fn put(root: &Path, files: &[File]) {
    for file in files {
        if file.path == "content/indicators.yaml" {
            // The small archive has them under the Chinese name.
            let _ = std::fs::remove_file(root.join("content/指标.yaml"));
        }
        write(root, file.path, &bytes(file));
    }
}

/// Seals the term with the fixed files in it, as the scene of an example asks.
fn sealed_with(files: &[File]) -> tempfile::TempDir {
    let root = archive_with(files);
    let site = std::fs::read_to_string(root.path().join("content/site.yaml")).unwrap();
    write(root.path(), "content/site.yaml", format!("{site}截至日: 2024-07-31\n").as_bytes());
    let output = guidang(root.path(), &["seal", "2023-2024-2"]);
    assert!(output.status.success(), "{}", stderr(&output));
    root
}

#[test]
fn every_example_yields_its_code_and_nothing_once_fixed() {
    let mut wrong = Vec::new();
    for lang in LANGS {
        for code in Code::ALL {
            let Explanation { scene, before, after, .. } = explanation(code, lang);
            let root = match scene {
                Scene::Checked => archive_with(before),
                Scene::Sealed => sealed_with(after),
                Scene::Submitted(_) => continue, // tests/it/git.rs submits it
            };
            put(root.path(), before);
            let only = BTreeSet::from([code.word().to_owned()]);
            let got = messages(root.path());
            if got != only {
                wrong.push(format!("{}, {lang:?}, before: {got:?}", code.word()));
            }
            let root = match scene {
                Scene::Sealed => sealed_with(after),
                Scene::Checked | Scene::Submitted(_) => archive_with(after),
            };
            let got = messages(root.path());
            if !got.is_empty() {
                wrong.push(format!("{}, {lang:?}, after: {got:?}", code.word()));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn examples_are_short_and_their_lines_fit_a_page() {
    for lang in LANGS {
        for code in Code::ALL {
            let text = explanation(code, lang);
            assert!(!text.rule.contains('\n') && !text.why.contains('\n'), "{}", code.word());
            for file in text.before.iter().chain(text.after) {
                assert!(file.text.lines().count() <= 15, "{} {}", code.word(), file.path);
                assert!(file.text.ends_with('\n'), "{} {}", code.word(), file.path);
            }
        }
    }
}

#[test]
fn a_code_is_explained_in_the_readers_language() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    for args in [
        &["explain", "bad-date"][..],
        &["explain", "[Too-Large]", "--lang", "en"],
        &["explain", "sealed", "--lang", "en"],
        &["explain", "not-allowed"],
        &["explain"],
        &["explain", "--lang", "en"],
        &["explain", "bad-dates"],
        &["explain", "weather", "--lang", "en"],
    ] {
        let output = guidang(here, args);
        text.push_str(&format!(
            "$ guidang {}\n{}{}[{}]\n\n",
            args.join(" "),
            stdout(&output),
            stderr(&output),
            output.status.code().unwrap()
        ));
    }
    golden("explain.txt", &text);
}

#[test]
fn the_page_of_all_codes_is_generated_from_the_explanations() {
    golden("../docs/diagnostics.zh-CN.md", &reference(Lang::Zh));
}

/// `explain` gives the severity that `check` reports: a rule that only warns says so.
#[test]
fn warnings_are_called_warnings() {
    use guidang::diagnostics::{NotCounted, Oddity, Severity, SourceProblem, Stray, WhyMissing};
    let column = || NotCounted::UnreadColumn { column: String::new() };
    let why = WhyMissing::NotThere { path: String::new() };
    let missing = SourceProblem::Missing { name: String::new(), why };
    let warnings = [
        Problem::NotCounted(column()),
        Problem::StrayFile(Stray::Nowhere),
        Problem::RawHtml { found: String::new() },
        Problem::MarkdownSlip { kind: SlipKind::Bold, found: String::new(), write: String::new() },
        Problem::Placeholder { found: String::new() },
        Problem::Source(missing),
        Problem::Odd(Oddity::FileNameDay { in_name: String::new(), day: String::new() }),
        Problem::Odd(Oddity::ShortRow { cells: 0, columns: 0 }),
    ];
    for code in Code::ALL {
        let warns = warnings.iter().any(|diagnostic| {
            diagnostic.code() == code && diagnostic.severity() == Severity::Warning
        });
        for (lang, word) in [(Lang::Zh, "（警告）"), (Lang::En, "(warning)")] {
            let rule = explanation(code, lang).rule;
            assert_eq!(rule.ends_with(word), warns, "{}: {rule}", code.word());
        }
    }
}

/// Completions and manual pages cover every command, in both languages.
#[test]
fn completions_and_manual_pages_cover_every_command() {
    let empty = tempfile::tempdir().unwrap();
    let commands: Vec<String> = guidang::cli::definition(Lang::En)
        .get_subcommands()
        .map(|value| value.get_name().to_owned())
        .collect();
    assert!(15 < commands.len());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = guidang(empty.path(), &["completions", shell]);
        assert!(output.status.success(), "{}", stderr(&output));
        let script = stdout(&output);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell} knows no {command}");
        }
    }
    for lang in ["zh", "en"] {
        let page = stdout(&guidang(empty.path(), &["--lang", lang, "man"]));
        assert!(page.contains(".TH guidang 1"), "{page}");
        let folder = format!("man-{lang}");
        let output = guidang(empty.path(), &["--lang", lang, "man", "-o", &folder]);
        assert!(output.status.success(), "{}", stderr(&output));
        for command in &commands {
            let path = empty.path().join(&folder).join(format!("guidang-{command}.1"));
            let page = std::fs::read_to_string(&path).unwrap();
            assert!(page.contains("as\\-of") || command != "build", "{page}");
        }
    }
    // Where a shell is installed, it parses its completion script.
    let script = stdout(&guidang(empty.path(), &["completions", "bash"]));
    let path = empty.path().join("guidang.bash");
    std::fs::write(&path, script).unwrap();
    let asked = "source guidang.bash; COMP_WORDS=(guidang bu); COMP_CWORD=1; \
                 _guidang guidang bu guidang; echo ${COMPREPLY[@]}";
    if let Ok(output) =
        std::process::Command::new("bash").args(["-c", asked]).current_dir(&empty).output()
    {
        assert_eq!(stdout(&output).trim(), "build", "{}", stderr(&output));
    }
}

/// Commands that do not read the archive ask it for its language all the same.
#[test]
fn commands_of_every_kind_speak_the_language_of_the_archive() {
    let root = archive(&[("content/site.yaml", "title: Yunling archive\nlanguage: en\n")]);
    for args in [
        &["explain", "bad-date"][..],
        &["preset", "list"],
        &["verify", "nowhere"],
        &["template", "form", "-o", "a.docx"],
        &["hook", "install"],
    ] {
        let output = guidang(root.path(), args);
        let said = stdout(&output) + &stderr(&output);
        let first = said.lines().find(|line| !line.is_empty()).unwrap();
        let is_han = |ch: char| ('\u{4e00}'..='\u{9fff}').contains(&ch);
        assert!(!first.contains(is_han), "{args:?}: {said}");
    }
}
