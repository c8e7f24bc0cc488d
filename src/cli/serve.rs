//! `serve`: the site in a browser while its records are written.

use std::net::{IpAddr, Ipv4Addr};

use clap::{Arg, ArgAction, ArgMatches};

use crate::l10n::Lang;
use crate::model::Day;

/// Where nothing else is said: a port that people know from other programs of this kind.
const PORT: &str = "4000";

/// `serve`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serve {
    /// `--host`: an address of this machine.
    pub host: IpAddr,
    /// `--port`; 0 for any that is free.
    pub port: u16,
    /// `--as-of`
    pub as_of: Option<Day>,
    /// `--drafts`
    pub drafts: bool,
    /// `--open`
    pub open: bool,
}

/// Reads `serve …`.
pub(super) fn read(matches: &ArgMatches) -> Serve {
    Serve {
        host: matches.get_one::<IpAddr>("host").copied().unwrap_or(Ipv4Addr::LOCALHOST.into()),
        port: matches.get_one::<u16>("port").copied().unwrap_or_default(),
        as_of: matches.get_one::<Day>("as-of").copied(),
        drafts: matches.get_flag("drafts"),
        open: matches.get_flag("open"),
    }
}

/// `serve` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    clap::Command::new("serve")
        .about(say(
            "边写边看：在浏览器里预览，保存后自动刷新，出错时在页面上提示",
            "preview in a browser: reloads when a record is saved, shows errors over the page",
        ))
        .arg(
            Arg::new("port")
                .long("port")
                .value_name(say("端口", "PORT"))
                .value_parser(clap::value_parser!(u16))
                .default_value(PORT)
                .help(say("端口；0表示任选一个空闲的", "the port; 0 takes any that is free")),
        )
        .arg(
            Arg::new("host")
                .long("host")
                .value_name(say("地址", "ADDR"))
                .value_parser(host)
                .default_value("127.0.0.1")
                .help(say(
                    "本机的哪个地址；默认只有本机能看，0.0.0.0 让同一网络里的人都能看",
                    "an address of this machine; by default only it can look, with 0.0.0.0 all in its network",
                )),
        )
        .arg(Arg::new("as-of").long("as-of").value_name(say("日期", "DATE")).value_parser(super::day).help(say(
            "截至日，如 2024-06-30；默认取站点.yaml的“截至日”，再默认取最晚一条记录的日期",
            "the day on which progress is judged; default: site.yaml's as_of, else the latest record's",
        )))
        .arg(flag("drafts").help(say(
            "连草稿一起显示（标明“草稿”，仍不计数）",
            "show drafts too, marked; they still count for nothing",
        )))
        .arg(flag("open").help(say("用浏览器打开", "open it in a browser")))
}

fn host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        _ => text
            .parse()
            .map_err(|_| "write an address such as 127.0.0.1 / 请写地址，如 127.0.0.1".to_owned()),
    }
}
