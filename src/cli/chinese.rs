//! What `clap` says in English by itself, in Chinese: headings of the help, and errors of usage.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// A command with its subcommands, with the headings of its help in Chinese.
pub(super) fn with_headings(command: Command, is_root: bool) -> Command {
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .mut_args(with_heading)
        .arg(with_heading(
            Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示这段说明"),
        ));
    if is_root {
        command = command.disable_version_flag(true).arg(with_heading(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help("显示版本"),
        ));
    }
    command.mut_subcommands(|subcommand| with_headings(subcommand, false))
}

fn with_heading(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    arg.help_heading(heading)
}

/// The text of the help with what `clap` writes into it by itself in Chinese.
pub(crate) fn help(text: &str) -> String {
    let mut chinese = text.to_owned();
    for (english, own) in [
        ("[OPTIONS]", "[选项]"),
        ("[possible values: ", "[可写："),
        ("[default: ", "[默认："),
        ("[COMMAND]", "[命令]"),
    ] {
        chinese = chinese.replace(english, own);
    }
    chinese
}

/// The message about arguments that do not fit; `None` for what is no error, such as help.
pub(crate) fn usage_error(error: &clap::Error) -> Option<String> {
    let context = |kind| error.get(kind).map(text).unwrap_or_default();
    let (arg, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let message = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("“{arg}”后面要写一个值"),
        ErrorKind::InvalidValue => format!("“{value}”不能用作“{arg}”"),
        ErrorKind::ValueValidation => match error.source() {
            Some(source) => format!("“{value}”不能用作“{arg}”：{source}"),
            None => format!("“{value}”不能用作“{arg}”"),
        },
        ErrorKind::UnknownArgument => format!("没有“{arg}”这个选项，或多写了“{arg}”"),
        ErrorKind::InvalidSubcommand => {
            let word = context(ContextKind::InvalidSubcommand);
            format!("没有“{word}”这个命令，也没有这个文件夹")
        }
        ErrorKind::MissingSubcommand => "请写明要做什么，例如 guidang check".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("还要写明：{arg}"),
        ErrorKind::ArgumentConflict => {
            format!("“{arg}”不能和“{}”一起用", context(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues => format!("“{arg}”后面多写了“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{arg}”后面的值个数不对")
        }
        ErrorKind::NoEquals => format!("“{arg}”与值之间要写等号"),
        ErrorKind::InvalidUtf8 => "命令行里有不是UTF-8的文字".to_owned(),
        _ => return None,
    };
    let mut lines = vec![format!("错误：{message}")];
    let valid = context(ContextKind::ValidValue);
    if !valid.is_empty() {
        lines.push(format!("可以写：{valid}"));
    }
    for kind in
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
    {
        let suggested = context(kind);
        if !suggested.is_empty() {
            lines.push(format!("是不是想写“{suggested}”？"));
        }
    }
    let usage = context(ContextKind::Usage);
    let usage = usage.trim().trim_start_matches("Usage:").trim();
    if !usage.is_empty() {
        lines.push(format!("\n用法：{usage}"));
    }
    lines.push("更多说明请运行：guidang --help".to_owned());
    Some(help(&lines.join("\n")) + "\n")
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<String>>().join("、")
        }
        ContextValue::None => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::usage_error;
    use crate::l10n::Lang;

    fn message(args: &[&str]) -> String {
        let args: Vec<std::ffi::OsString> =
            ["guidang"].iter().chain(args).map(|arg| (*arg).into()).collect();
        let error = parse(&args, Lang::Zh).err();
        error.as_ref().and_then(usage_error).unwrap_or_default()
    }

    #[test]
    fn errors_of_usage_are_in_chinese() {
        for (args, expected) in [
            (&["init"][..], "还要写明：<"),
            (&["seal"], "还要写明：<"),
            (&["new"], "还要写明：<"),
            (&["new", "活东"], "“活东”不能用作"),
            (&["chek"], "没有“chek”这个命令，也没有这个文件夹\n是不是想写“"),
            (
                &["check", "--strickt"],
                "没有“--strickt”这个选项，或多写了“--strickt”\n是不是想写“--strict”？",
            ),
            (&["check", "--format", "xml"], "“xml”不能用作"),
            (&["status", "--uncounted", "--compare", "main"], "一起用"),
            (&["build", "--as-of", "昨天"], "“昨天”不能用作"),
        ] {
            let message = message(args);
            assert!(
                message.starts_with("错误：") && message.contains(expected),
                "{args:?}: {message}"
            );
            let english = ["error", "Usage", "required", "invalid", "help:", "tip"];
            let message = message.replace("--help", "");
            assert!(!english.iter().any(|word| message.contains(word)), "{message}");
        }
    }

    #[test]
    fn headings_of_the_help_are_in_chinese() {
        for name in ["", "init", "status", "hook", "check", "archive", "serve"] {
            let mut command = super::super::definition(Lang::Zh);
            command.build();
            let command = if name.is_empty() {
                Some(&mut command)
            } else {
                command.find_subcommand_mut(name)
            };
            let help = command.map(|command| command.render_help().to_string()).unwrap_or_default();
            let help = super::help(&help);
            assert!(help.contains("用法：") && help.contains("选项"), "{help}");
            assert!(
                !["Usage", "OPTIONS", "values", "default:"].iter().any(|word| help.contains(word))
                    && !help.contains("Options")
                    && !help.contains("Print"),
                "{help}"
            );
        }
    }
}
