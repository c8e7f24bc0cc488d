//! `serve`: a preview in the browser while records are written.

use std::net::{IpAddr, Ipv4Addr};

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// The default port: the usual one of site generators with a preview.
const PORT: &str = "4000";

/// `serve`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serve {
    /// `--host`: an address of this machine.
    pub host: IpAddr,
    /// `--port`; 0 means any free port.
    pub port: u16,
    /// `--as-of`
    pub as_of: Option<Day>,
    /// `--drafts`
    pub drafts: bool,
    /// `--open`
    pub open: bool,
    /// `--edit`
    pub edit: bool,
    /// `--until-closed`: ends when no page of the app is open any more.
    pub until_closed: bool,
}

/// Reads `serve …`.
pub(super) fn read(matches: &ArgMatches) -> Serve {
    Serve {
        host: matches.get_one::<IpAddr>("host").copied().unwrap_or(Ipv4Addr::LOCALHOST.into()),
        port: matches.get_one::<u16>("port").copied().unwrap_or_default(),
        as_of: options::day(matches, "as-of"),
        drafts: matches.get_flag("drafts"),
        open: matches.get_flag("open"),
        edit: matches.get_flag("edit"),
        until_closed: matches.get_flag("until-closed"),
    }
}

/// `serve` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("serve")
        .about(pick(
            lang,
            "边写边看：在浏览器里预览，保存后自动刷新，出错时在页面上提示",
            "preview in a browser: reloads when a record is saved, shows errors over the page",
        ))
        .arg(
            Arg::new("port")
                .long("port")
                .value_name(pick(lang, "端口", "PORT"))
                .value_parser(clap::value_parser!(u16))
                .default_value(PORT)
                .help(pick(
                    lang,
                    "端口；0表示任选一个空闲的",
                    "the port; 0 takes any that is free",
                )),
        )
        .arg(
            Arg::new("host")
                .long("host")
                .value_name(pick(lang, "地址", "ADDR"))
                .value_parser(parse_host)
                .default_value("127.0.0.1")
                .help(pick(
                    lang,
                    "本机的哪个地址；默认只有本机能看，0.0.0.0 让同一网络里的人都能看",
                    "an address of this machine; by default only this machine can connect, with 0.0.0.0 everyone in its network",
                )),
        )
        .arg(options::as_of(lang))
        .arg(options::drafts(lang))
        .arg(options::flag("open").help(pick(lang, "用浏览器打开", "open it in a browser")))
        .arg(options::flag("edit").help(pick(
            lang,
            "在浏览器里填写、修改记录；只有本机能用，并自动打开浏览器",
            "write and edit records in the browser; on this machine only, and opens the browser",
        )))
        .arg(options::flag("until-closed").requires("edit").help(pick(
            lang,
            "和--edit一起用：网页全部关掉一刻钟以后，程序自己结束；已经开着的，直接打开它的网页",
            "with --edit: ends a quarter of an hour after the last page was closed; opens the page of one that runs already",
        )))
}

fn parse_host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        _ => text
            .parse()
            .map_err(|_| "write an address such as 127.0.0.1 / 请写地址，如 127.0.0.1".to_owned()),
    }
}
