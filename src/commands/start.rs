//! How the program was started: by a command that somebody typed, with a folder, or by a double click.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use super::browser;
use crate::l10n::{Lang, pick};
use crate::server::escaped;
use crate::{cli, diagnostics};

/// What the program was started with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// The arguments, of which the first is the program's name.
    pub(super) arguments: Vec<OsString>,
    /// Nobody sees what is printed: it is shown in the browser.
    pub(super) is_unseen: bool,
}

/// Without arguments and without a terminal, that is after a double click, and with nothing but a folder, the local app is
/// meant (docs/interface.md §1).
pub(super) fn read(args: &[OsString]) -> Start {
    let is_unseen = !has_terminal();
    let typed = Start { arguments: args.to_vec(), is_unseen: false };
    let Some((program, rest)) = args.split_first() else { return typed };
    let mut options = Vec::new();
    let mut words = Vec::new();
    let mut rest = rest.iter();
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("--lang" | "--root") => options.extend([Some(argument), rest.next()]),
            Some(text) if text.starts_with('-') => options.push(Some(argument)),
            _ => words.push(argument),
        }
    }
    let root = match words[..] {
        [] if is_unseen && args.len() == 1 => None,
        [folder] if is_folder(folder) && options.iter().all(is_global) => Some(folder),
        _ => return typed,
    };
    let mut arguments = vec![program.clone()];
    arguments.extend(["serve", "--edit", "--open"].map(OsString::from));
    if is_unseen {
        arguments.push(OsString::from("--until-closed"));
    }
    if let Some(folder) = root {
        arguments.extend([OsString::from("--root"), folder.clone()]);
    }
    arguments.extend(options.into_iter().flatten().cloned());
    Start { arguments, is_unseen }
}

/// Whether an argument names a folder rather than a command. A command that is called like a folder is the command; `./`
/// before the name says that the folder is meant.
fn is_folder(argument: &OsStr) -> bool {
    Path::new(argument).is_dir() && argument.to_str().is_none_or(|word| !cli::is_command(word))
}

/// Whether an option, or its value, may stand next to a folder. A folder and `--root` are two folders.
fn is_global(option: &Option<&OsString>) -> bool {
    let text = option.and_then(|option| option.to_str());
    text.is_some_and(|text| {
        let is_of_language = text.starts_with("--lang") || matches!(text, "zh" | "en");
        is_of_language || matches!(text, "-q" | "--quiet" | "-v" | "--verbose")
    })
}

/// Whether somebody types commands. A double click in Windows opens a window for the program, in which no shell runs.
fn has_terminal() -> bool {
    let has_any =
        io::stdin().is_terminal() || io::stdout().is_terminal() || io::stderr().is_terminal();
    has_any && (!cfg!(windows) || is_of_a_shell(&|name| env::var(name).ok()))
}

/// Whether the variables are those that a shell of Windows gives to a program: `cmd`, PowerShell, or one of Git and MSYS.
fn is_of_a_shell(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    let marks = ["PROMPT", "MSYSTEM", "TERM", "WT_SESSION", "POWERSHELL_DISTRIBUTION_CHANNEL"];
    if marks.into_iter().any(|name| variable(name).is_some()) {
        return true;
    }
    // PowerShell adds the modules of the person to those of the machine.
    let modules = variable("PSModulePath").unwrap_or_default().to_lowercase();
    let of_machine = ["ProgramFiles", "SystemRoot"]
        .map(|name| variable(name).unwrap_or_else(|| "c:\\".to_owned()).to_lowercase());
    modules.split(';').any(|folder| {
        folder.ends_with("powershell\\modules")
            && !of_machine.iter().any(|beginning| folder.starts_with(beginning))
    })
}

/// The variable that tells a program in Windows that it has no window already.
#[cfg(windows)]
const WINDOWLESS: &str = "GUIDANG_WINDOWLESS";

/// Starts the program again without a window, where Windows gave it one for a double click; true if that was done. The
/// programs that it starts then have none either.
#[cfg(windows)]
pub(super) fn leave_window(start: &Start, args: &[OsString]) -> bool {
    use std::os::windows::process::CommandExt as _;
    use std::process::{Command, Stdio};

    /// `CREATE_NO_WINDOW` of Windows.
    const NO_WINDOW: u32 = 0x0800_0000;
    if !start.is_unseen || env::var_os(WINDOWLESS).is_some() {
        return false;
    }
    let Ok(program) = env::current_exe() else { return false };
    let mut command = Command::new(program);
    command.args(args.get(1..).unwrap_or_default()).env(WINDOWLESS, "1").creation_flags(NO_WINDOW);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}

/// Other systems open no window for a program.
#[cfg(not(windows))]
pub(super) fn leave_window(_: &Start, _: &[OsString]) -> bool {
    false
}

/// Shows in the browser why the program ended, where nobody sees what it prints.
pub(super) fn show_error(message: &str, lang: Lang) {
    let title = pick(lang, "归档没有打开", "guidang did not start");
    let code = pick(lang, "zh-CN", "en");
    let message = escaped(&diagnostics::masked(message));
    let page = format!(
        "<!doctype html>\n<html lang=\"{code}\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1><p>{message}</p></html>\n"
    );
    // Without a page there is no way left to show the error.
    if let Ok(path) = page_for_one(&page) {
        browser::open(path.as_os_str());
    }
}

/// Writes a page that nobody else can read, under a name that nobody can foresee.
fn page_for_one(page: &str) -> io::Result<PathBuf> {
    let mut file = tempfile::Builder::new().prefix("guidang-").suffix(".html").tempfile()?;
    file.write_all(page.as_bytes())?;
    let (_, path) = file.keep()?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::{is_folder, is_of_a_shell, read};
    use std::ffi::{OsStr, OsString};

    fn start(args: &[&str]) -> Vec<String> {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        let mut arguments = Vec::new();
        for argument in read(&args).arguments {
            arguments.push(argument.into_string().unwrap());
        }
        // Tests run with a terminal and without.
        arguments.retain(|argument| argument != "--until-closed");
        arguments
    }

    fn app<'a>(rest: &[&'a str]) -> Vec<&'a str> {
        [&["guidang", "serve", "--edit", "--open", "--root"], rest].concat()
    }

    #[test]
    fn a_folder_alone_is_opened_in_the_app_and_a_command_never_is() {
        assert_eq!(start(&["guidang", "src"]), app(&["src"]), "a name without ./");
        assert_eq!(start(&["guidang", "."]), app(&["."]));
        assert_eq!(start(&["guidang", "./src"]), app(&["./src"]));
        assert_eq!(start(&["guidang", "--lang", "en", "src"]), app(&["src", "--lang", "en"]));
        assert_eq!(start(&["guidang", "src", "-q"]), app(&["src", "-q"]));
        for other in [
            &["guidang", "check"][..],
            &["guidang", "no-such-folder"],
            &["guidang", "Cargo.toml"],
            &["guidang", "src", "docs"],
            &["guidang", "--root", "src"],
            &["guidang", "--root", "docs", "src"],
            &["guidang", "--strict", "src"],
            &["guidang", "check", "src"],
            &["guidang", "--version"],
        ] {
            assert_eq!(start(other), other);
        }
    }

    #[test]
    fn a_command_wins_over_a_folder_of_its_name() {
        for command in ["check", "收件", "receive", "help"] {
            assert!(crate::cli::is_command(command), "{command}");
            assert!(!is_folder(OsStr::new(command)));
        }
        assert!(!crate::cli::is_command("src"));
    }

    #[test]
    fn shells_of_windows_are_told_from_a_double_click() {
        const MACHINE: &str = "C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules";
        let mine = format!("D:\\文档\\WindowsPowerShell\\Modules;{MACHINE}");
        let tools =
            format!("{MACHINE};C:\\Program Files (x86)\\Microsoft SQL Server\\PowerShell\\Modules");
        for (variables, is_shell) in [
            (vec![], false),
            (vec![("PROMPT", "$P$G")], true),
            (vec![("MSYSTEM", "MINGW64")], true),
            (vec![("PSModulePath", MACHINE)], false),
            (vec![("PSModulePath", tools.as_str())], false),
            (vec![("PSModulePath", mine.as_str())], true),
        ] {
            let variable = |name: &str| match name {
                "ProgramFiles" => Some("C:\\Program Files".to_owned()),
                "SystemRoot" => Some("C:\\WINDOWS".to_owned()),
                _ => variables
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, value)| (*value).to_owned()),
            };
            assert_eq!(is_of_a_shell(&variable), is_shell, "{variables:?}");
        }
    }
}
