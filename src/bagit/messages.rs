//! The findings of a bag (`guidang verify`), as sentences in both languages.

use super::{Finding, PathProblem, Severity};
use crate::diagnostics::visible;
use crate::l10n::Lang;

/// One line for a finding: `错误[changed]: data/a.md：…`.
#[must_use]
pub fn line(finding: &Finding, lang: Lang) -> String {
    let severity = match (finding.severity(), lang) {
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Warning, Lang::Zh) => "警告",
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::En) => "warning",
    };
    format!("{severity}[{}]: {}", finding.code(), message(finding, lang))
}

/// The sentence alone, without severity and code.
#[must_use]
pub fn message(finding: &Finding, lang: Lang) -> String {
    let text = match lang {
        Lang::Zh => zh(finding),
        Lang::En => en(finding),
    };
    visible(&text)
}

fn why_zh(why: PathProblem) -> &'static str {
    match why {
        PathProblem::Leaves => "会走出档案包（..）",
        PathProblem::Absolute => "是绝对路径",
        PathProblem::Home => "以~开头，会指向个人文件夹",
        PathProblem::Backslash => "含有反斜杠",
        PathProblem::NotNormalized => "含有空的一级或单独的点",
        PathProblem::Nul => "含有空字符",
    }
}

fn zh(finding: &Finding) -> String {
    match finding {
        Finding::NoDeclaration => "没有bagit.txt：这里不是档案包，或者只写了一半".to_owned(),
        Finding::BadDeclaration { line } => format!(
            "bagit.txt第{line}行不合规定：只能有“BagIt-Version: 1.0”和“Tag-File-Character-Encoding: UTF-8”两行"
        ),
        Finding::UnknownVersion { found } => {
            format!("bagit.txt写的版本“{found}”不认识，按1.0检查")
        }
        Finding::UnknownEncoding { found } => {
            format!("bagit.txt写的编码“{found}”不认识，按UTF-8检查")
        }
        Finding::ByteOrderMark { file } => format!("{file}：开头有字节顺序标记（BOM）"),
        Finding::NotText { file } => format!("{file}：不是bagit.txt所写编码的文本"),
        Finding::TagTooLarge { file } => format!("{file}：太大，没有读"),
        Finding::NoPayload => "没有data文件夹".to_owned(),
        Finding::NoManifest => "没有可以核对的清单（manifest-算法.txt）".to_owned(),
        Finding::NotChecked { file } => format!("{file}：校验算法不认识，这份清单没有核对"),
        Finding::BadLine { file, line } => format!("{file}第{line}行：写法不对，没有核对"),
        Finding::UnsafePath { file, line, path, why } => {
            format!("{file}第{line}行：路径“{path}”{}，没有读", why_zh(*why))
        }
        Finding::WrongPlace { file, line, path } => {
            format!("{file}第{line}行：“{path}”不该列在这份文件里")
        }
        Finding::DoubledLine { file, line, path, is_harmless } => {
            let harmless = if *is_harmless { "，校验值相同，不影响核对" } else { "" };
            format!("{file}第{line}行：“{path}”重复列出{harmless}")
        }
        Finding::Marked { file, line, .. } => {
            format!("{file}第{line}行：路径前有“*”或“./”，1.0版不许这样写")
        }
        Finding::BarePercent { file, line, path } => {
            format!("{file}第{line}行：“{path}”中的百分号应写成%25")
        }
        Finding::Missing { path, file } => format!("{path}：缺少这个文件（{file}列有）"),
        Finding::NotFetched { path } => {
            format!("{path}：还没有取回（fetch.txt列有），档案包不完整；本程序不下载")
        }
        Finding::FetchNotListed { path, file } => {
            format!("{path}：fetch.txt列有，{file}没有列")
        }
        Finding::Changed { path, algorithm } => {
            format!("{path}：内容改动过（{}校验值不符）", algorithm.name())
        }
        Finding::Added { path } => format!("{path}：多出的文件，清单里没有"),
        Finding::NotListed { path, file } => format!("{path}：{file}没有列出"),
        Finding::NotProtected { path } => {
            format!("{path}：没有列入tagmanifest，是否改动过无从核对")
        }
        Finding::NoTagManifest { is_ours: true } => {
            "没有tagmanifest：guidang做的档案包一定有，它被删掉了".to_owned()
        }
        Finding::NoTagManifest { is_ours: false } => {
            "没有tagmanifest：说明文件和清单本身是否改动过无从核对".to_owned()
        }
        Finding::ManifestNotListed { path, file } => format!("{file}：没有列出{path}"),
        Finding::BadInfo { line } => format!("bag-info.txt第{line}行：应写成“标签: 内容”"),
        Finding::TwoOxums => "bag-info.txt：Payload-Oxum写了不止一次".to_owned(),
        Finding::BadOxum { found } => {
            format!("bag-info.txt：Payload-Oxum“{found}”应写成“字节数.文件数”")
        }
        Finding::Oxum { declared, found } => format!(
            "bag-info.txt：Payload-Oxum说data里有{}个文件、{}字节，实际有{}个文件、{}字节",
            declared.files, declared.bytes, found.files, found.bytes
        ),
        Finding::OtherForm { path, listed } => {
            format!("{path}：与清单里的“{listed}”只是Unicode写法不同，按同一个文件核对")
        }
        Finding::Twins { path, other } => {
            format!("{path}：与“{other}”只是Unicode写法不同，在有的系统上会互相覆盖")
        }
        Finding::SameButCase { path, other } => {
            format!("{path}：与“{other}”只是大小写不同，在Windows上会互相覆盖")
        }
        Finding::NotPortable { path } => format!("{path}：这个名称在Windows上不能用"),
        Finding::Link { path } => format!("{path}：是链接，没有读；档案包里只能有文件和文件夹"),
        Finding::Special { path } => format!("{path}：不是普通文件，没有读"),
        Finding::NameNotText { path } => format!("{path}：文件名不是UTF-8文本"),
        Finding::NamesInGb18030 { count, example } => format!(
            "压缩包里有{count}个名称不是UTF-8，按GB18030（GBK）读，例如“{example}”：多半是用Windows的压缩程序重新打过包，内容照常核对"
        ),
        Finding::Litter { path } => {
            format!("{path}：是系统自己添的文件，不属于档案包，没有核对；可以删掉")
        }
        Finding::HiddenBytes { at, count } => format!(
            "压缩包第{at}字节起有{count}字节不在它的目录里：可能藏有别的内容。请用原来的档案包，或解开后重新打包"
        ),
        Finding::LyingHeader { path } => format!(
            "{path}：压缩包的目录和这个文件自己的记录不一致，用不同的程序解开会得到不同的内容。请用原来的档案包"
        ),
        Finding::UnsafeName { path, why } => {
            format!("压缩包里的名称“{path}”{}，没有读", why_zh(*why))
        }
        Finding::DoubledName { path } => format!("{path}：压缩包里有两个同名文件"),
        Finding::NotOneFolder => "压缩包的最上层应当只有一个文件夹，就是档案包".to_owned(),
        Finding::Unreadable { path, why } => format!("{path}：读不出来（{why}）"),
        Finding::Broken { why } => format!("压缩包损坏或不完整（{why}）"),
        Finding::TooMuch => "解开后比声明的大得多，可能是压缩炸弹，没有再读下去".to_owned(),
    }
}

fn why_en(why: PathProblem) -> &'static str {
    match why {
        PathProblem::Leaves => "leaves the bag (..)",
        PathProblem::Absolute => "is absolute",
        PathProblem::Home => "begins with ~, a home folder",
        PathProblem::Backslash => "contains a backslash",
        PathProblem::NotNormalized => "contains an empty part or a lone dot",
        PathProblem::Nul => "contains a NUL",
    }
}

fn en(finding: &Finding) -> String {
    match finding {
        Finding::NoDeclaration => {
            "there is no bagit.txt: this is not a bag, or only part of one".to_owned()
        }
        Finding::BadDeclaration { line } => format!(
            "bagit.txt, line {line}: it must be the two lines \"BagIt-Version: 1.0\" and \"Tag-File-Character-Encoding: UTF-8\""
        ),
        Finding::UnknownVersion { found } => {
            format!("bagit.txt: version \"{found}\" is unknown; checked as 1.0")
        }
        Finding::UnknownEncoding { found } => {
            format!("bagit.txt: encoding \"{found}\" is unknown; checked as UTF-8")
        }
        Finding::ByteOrderMark { file } => format!("{file}: begins with a byte order mark"),
        Finding::NotText { file } => {
            format!("{file}: not text in the encoding that bagit.txt names")
        }
        Finding::TagTooLarge { file } => format!("{file}: too large, not read"),
        Finding::NoPayload => "there is no folder data".to_owned(),
        Finding::NoManifest => {
            "there is no manifest (manifest-ALGORITHM.txt) that can be checked".to_owned()
        }
        Finding::NotChecked { file } => {
            format!("{file}: unknown checksums; this manifest was not checked")
        }
        Finding::BadLine { file, line } => format!("{file}, line {line}: cannot be read"),
        Finding::UnsafePath { file, line, path, why } => {
            format!("{file}, line {line}: the path \"{path}\" {}; not read", why_en(*why))
        }
        Finding::WrongPlace { file, line, path } => {
            format!("{file}, line {line}: \"{path}\" must not be listed there")
        }
        Finding::DoubledLine { file, line, path, is_harmless } => {
            let harmless = if *is_harmless { ", with the same checksum: harmless" } else { "" };
            format!("{file}, line {line}: \"{path}\" is listed twice{harmless}")
        }
        Finding::Marked { file, line, .. } => {
            format!(
                "{file}, line {line}: \"*\" or \"./\" before the path, which 1.0 does not allow"
            )
        }
        Finding::BarePercent { file, line, path } => {
            format!("{file}, line {line}: the percent sign of \"{path}\" should be written %25")
        }
        Finding::Missing { path, file } => format!("{path}: missing (listed in {file})"),
        Finding::NotFetched { path } => {
            format!(
                "{path}: not fetched yet (listed in fetch.txt), so the bag is incomplete; nothing is downloaded here"
            )
        }
        Finding::FetchNotListed { path, file } => {
            format!("{path}: listed in fetch.txt, but not in {file}")
        }
        Finding::Changed { path, algorithm } => {
            format!("{path}: changed (its {} differs)", algorithm.name())
        }
        Finding::Added { path } => format!("{path}: added; no manifest lists it"),
        Finding::NotListed { path, file } => format!("{path}: not listed in {file}"),
        Finding::NotProtected { path } => {
            format!("{path}: in no tagmanifest, so changes to it cannot be detected")
        }
        Finding::NoTagManifest { is_ours: true } => {
            "there is no tagmanifest: bags written by guidang always have one, so it was removed"
                .to_owned()
        }
        Finding::NoTagManifest { is_ours: false } => {
            "there is no tagmanifest: changes to the tag files cannot be detected".to_owned()
        }
        Finding::ManifestNotListed { path, file } => format!("{file}: does not list {path}"),
        Finding::BadInfo { line } => {
            format!("bag-info.txt, line {line}: write \"Label: value\"")
        }
        Finding::TwoOxums => "bag-info.txt: more than one Payload-Oxum".to_owned(),
        Finding::BadOxum { found } => {
            format!("bag-info.txt: Payload-Oxum \"{found}\" should be \"bytes.files\"")
        }
        Finding::Oxum { declared, found } => format!(
            "bag-info.txt: by its Payload-Oxum, data holds {} files of {} bytes; there are {} of {} bytes",
            declared.files, declared.bytes, found.files, found.bytes
        ),
        Finding::OtherForm { path, listed } => {
            format!(
                "{path}: differs from the listed \"{listed}\" in its Unicode form only; checked as the same file"
            )
        }
        Finding::Twins { path, other } => {
            format!(
                "{path}: differs from \"{other}\" in its Unicode form only; on some systems one overwrites the other"
            )
        }
        Finding::SameButCase { path, other } => {
            format!(
                "{path}: differs from \"{other}\" in case only; on Windows one overwrites the other"
            )
        }
        Finding::NotPortable { path } => format!("{path}: Windows does not allow this name"),
        Finding::Link { path } => {
            format!("{path}: a link, not followed; a bag holds files and folders only")
        }
        Finding::Special { path } => format!("{path}: not a regular file, not read"),
        Finding::NameNotText { path } => format!("{path}: the name is not UTF-8"),
        Finding::NamesInGb18030 { count, example } => format!(
            "{count} names in the packed file are not UTF-8 and were read as GB18030 (GBK), such as \"{example}\": a program of Windows probably packed it again; the contents are checked as usual"
        ),
        Finding::Litter { path } => format!(
            "{path}: the system added this file; it is no part of the bag and was not checked. It can be deleted"
        ),
        Finding::HiddenBytes { at, count } => format!(
            "{count} bytes of the zip file from byte {at} on are not in its directory and may hide something: use the original bag, or unpack it and pack it again"
        ),
        Finding::LyingHeader { path } => format!(
            "{path}: the directory of the zip file and the file's own header differ, so that programs unpack different contents: use the original bag"
        ),
        Finding::UnsafeName { path, why } => {
            format!("the name \"{path}\" in the packed file {}; not read", why_en(*why))
        }
        Finding::DoubledName { path } => format!("{path}: twice in the packed file"),
        Finding::NotOneFolder => {
            "a packed bag must hold exactly one folder at its top, the bag".to_owned()
        }
        Finding::Unreadable { path, why } => format!("{path}: cannot be read ({why})"),
        Finding::Broken { why } => format!("the packed file is damaged or cut off ({why})"),
        Finding::TooMuch => {
            "it unpacks to far more than it declares and may be a zip bomb; reading was stopped"
                .to_owned()
        }
    }
}
