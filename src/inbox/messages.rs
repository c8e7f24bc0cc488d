//! Why a hand-in goes back, in words for whoever made it: what is wrong, and what to do.

use super::refusal::Refusal;
use crate::diagnostics::{Message, masked};
use crate::l10n::Lang;

impl Refusal {
    /// The message in a language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> Message {
        let (text, help) = match lang {
            Lang::Zh => zh(self),
            Lang::En => en(self),
        };
        let help = Some(help).filter(|help| !help.is_empty());
        Message { text, help }
    }
}

/// A name from outside, masked and without signs that could forge a line.
pub(super) fn shown(name: &str) -> String {
    masked(name)
}

/// The two parts of a message of the importer.
fn imported(message: &Message) -> (String, String) {
    (message.text.clone(), message.help.clone().unwrap_or_default())
}

fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}

fn zh(refusal: &Refusal) -> (String, String) {
    let repack =
        "请在资源管理器里选中记录的文件夹，右键“发送到—压缩(zipped)文件夹”，再交一次。".to_owned();
    let again = "请在填报页面重新“生成送交包”，再交一次。打包以后不要改包里的文件。".to_owned();
    match refusal {
        Refusal::Damaged => (
            "这个压缩包打不开，可能没有传完，或者传坏了。".into(),
            "请重新复制或重新打包，再交一次。".into(),
        ),
        Refusal::Encrypted => ("这个压缩包设了密码。".into(), "请去掉密码，再交一次。".into()),
        Refusal::UnsafeName { path } => (
            format!("压缩包里有一个不能用的文件名：“{}”。", shown(path)),
            "文件只能放在记录自己的文件夹里，文件名里不能有“..”和盘符。请重新打包，再交一次。"
                .into(),
        ),
        Refusal::NoFile { path } => (
            format!("“{}”是快捷方式或链接，不是文件。", shown(path)),
            "请放文件本身，再交一次。".into(),
        ),
        Refusal::Doubled { path } => {
            (format!("压缩包里有两个同名的文件：“{}”。", shown(path)), repack)
        }
        Refusal::Hidden => {
            ("压缩包里有目录上没有列出的内容，不同的软件打开会看到不同的文件。".into(), repack)
        }
        Refusal::TooMuch => (
            "这一份太大：文件超过2000个，或者解开以后超过200 MB。".into(),
            "请分成几条记录，照片先缩小，再交一次。".into(),
        ),
        Refusal::FileTooLarge { path, size, limit } => (
            format!(
                "“{}”有{} MB，一个文件最多{} MB。",
                shown(path),
                megabytes(*size),
                megabytes(*limit)
            ),
            "照片请缩小，录像请剪短或只交几张截图，再交一次。".into(),
        ),
        Refusal::HiddenFile { path } => (
            format!("“{}”的名字以“.”或“_”开头，档案不读这样的文件。", shown(path)),
            "请改名或删去，再交一次。".into(),
        ),
        Refusal::NoRecord => (
            "里面没有记录：找不到送交.json，也找不到记录的正文index.md。".into(),
            "请交填报页面生成的送交包，或者交记录的整个文件夹（里面有index.md）。".into(),
        ),
        Refusal::Several { count } => (
            format!("里面有{count}条记录，一次只能收一条。"),
            "请把每条记录的文件夹分开放，或者各打一个包，再交一次。".into(),
        ),
        Refusal::BadManifest => ("送交包里的清单（送交.json）读不懂。".into(), again),
        Refusal::LaterVersion => (
            "这个送交包是更新的填报页面做的，县里的程序还读不懂。".into(),
            "请县里先更新归档程序；学校不用重做，原样再交一次就行。".into(),
        ),
        Refusal::Missing { path } => (format!("送交包里少了一个文件：“{}”。", shown(path)), again),
        Refusal::Changed { path } => {
            (format!("“{}”和打包时不一样，可能传坏了，或者打包以后改过。", shown(path)), again)
        }
        Refusal::Unlisted { path } => (
            format!("多了一个清单上没有的文件：“{}”。", shown(path)),
            "要加的文件请在填报页面里加，重新生成送交包，再交一次。".into(),
        ),
        Refusal::OtherSchool { school } => (
            format!("这条记录是“{}”的，却放在了你校的文件夹里。", shown(school)),
            "请放进那所学校的文件夹；如果选错了学校，请重新填报。".into(),
        ),
        Refusal::NoSuchPlace { record } => {
            (format!("记录的编号“{}”不对，档案里没有这样的位置。", shown(record)), again)
        }
        Refusal::UnknownKind => (
            "看不出这是哪一种记录。".into(),
            "请放进以种类命名的文件夹再交：活动、总结、台账、资源、荣誉、问题、计划。".into(),
        ),
        Refusal::Import(refusal) => imported(&refusal.message(Lang::Zh)),
        Refusal::SeveralInDocument { count } => (
            format!("这份文件里有{count}条记录，收件箱一次只收一条。"),
            "请县里用“guidang import”导入它；或者每条记录交一份。".into(),
        ),
        Refusal::OldOffice { ending } => (
            format!("这是旧格式的文件（.{ending}）。"),
            "请在WPS或Word里“另存为”.docx（表格存为.xlsx），再交一次。".into(),
        ),
        Refusal::OtherPacker { ending } => (
            format!("这是.{ending}压缩包，只收.zip。"),
            "请解开以后重新压缩成.zip，再交一次。".into(),
        ),
        Refusal::OtherFile { ending } => (
            match ending.as_str() {
                "" => "这不是记录，也不是送交包。".to_owned(),
                ending => format!("单独的.{ending}文件不是记录。"),
            },
            "照片和附件请放进记录的文件夹，和index.md一起交；最省事的是用填报页面生成送交包。"
                .into(),
        ),
        Refusal::EditedHere { record } => (
            format!("县里收下“{}”以后改过它，再收会盖掉县里的改动，所以没有收。", shown(record)),
            "请和县里核对：县里的改动要保留的，请县里照着这一份改。".into(),
        ),
        Refusal::NotByInbox { record } => (
            format!(
                "档案里已有“{}”，内容不同，而且不是从收件箱收的，所以没有盖掉它。",
                shown(record)
            ),
            "如果是另一次活动，请改一个文件夹名再交；如果是同一次，请县里核对以后手工改。".into(),
        ),
        Refusal::Renamed { record, now } => (
            format!("“{}”在档案里已改名为“{}”。", shown(record), shown(now)),
            "请从现在的网站打开填报页面，按新的名字填报；或者请县里照着这一份改。".into(),
        ),
    }
}

fn en(refusal: &Refusal) -> (String, String) {
    let repack =
        "Select the record's folder in the file manager, pack it as a .zip, and hand it in again."
            .to_owned();
    let again =
        "Make the package again on the form, and hand it in. Do not change files inside a package."
            .to_owned();
    match refusal {
        Refusal::Damaged => (
            "This package cannot be opened: it was not copied completely, or was damaged.".into(),
            "Copy it or pack it again, and hand it in again.".into(),
        ),
        Refusal::Encrypted => (
            "This package has a password.".into(),
            "Take the password off, and hand it in again.".into(),
        ),
        Refusal::UnsafeName { path } => (
            format!("The package holds a name that cannot be used: \"{}\".", shown(path)),
            "Files belong in the record's own folder; names hold no \"..\" and no drive. Pack it again.".into(),
        ),
        Refusal::NoFile { path } => (
            format!("\"{}\" is a link, not a file.", shown(path)),
            "Hand in the file itself.".into(),
        ),
        Refusal::Doubled { path } => {
            (format!("The package holds two files of one name: \"{}\".", shown(path)), repack)
        }
        Refusal::Hidden => (
            "The package holds contents that its list does not name: different programs would show different files.".into(),
            repack,
        ),
        Refusal::TooMuch => (
            "This is too much: over 2,000 files, or over 200 MB when unpacked.".into(),
            "Make several records of it, shrink the photos, and hand them in again.".into(),
        ),
        Refusal::FileTooLarge { path, size, limit } => (
            format!(
                "\"{}\" has {} MB; one file may have {} MB.",
                shown(path),
                megabytes(*size),
                megabytes(*limit)
            ),
            "Shrink photos, shorten films or hand in some pictures of them.".into(),
        ),
        Refusal::HiddenFile { path } => (
            format!("The name of \"{}\" begins with \".\" or \"_\"; the archive reads no such files.", shown(path)),
            "Rename or delete it, and hand it in again.".into(),
        ),
        Refusal::NoRecord => (
            "There is no record in it: neither 送交.json nor a text index.md.".into(),
            "Hand in the package that the form makes, or the whole folder of a record with its index.md.".into(),
        ),
        Refusal::Several { count } => (
            format!("There are {count} records in it; one is taken at a time."),
            "Hand in the folder of each record, or a package of each.".into(),
        ),
        Refusal::BadManifest => {
            ("The list in the package (送交.json) cannot be read.".into(), again)
        }
        Refusal::LaterVersion => (
            "This package comes from a newer form, which the county's program does not read yet.".into(),
            "The county updates guidang first; the school then hands in the same file again.".into(),
        ),
        Refusal::Missing { path } => {
            (format!("A file is missing from the package: \"{}\".", shown(path)), again)
        }
        Refusal::Changed { path } => (
            format!("\"{}\" is not as it was packed: it was damaged, or changed since.", shown(path)),
            again,
        ),
        Refusal::Unlisted { path } => (
            format!("There is a file that the list does not name: \"{}\".", shown(path)),
            "Add files on the form, make the package again, and hand it in.".into(),
        ),
        Refusal::OtherSchool { school } => (
            format!("This record is of \"{}\", but was put into your school's folder.", shown(school)),
            "Put it into that school's folder; if the school was chosen by mistake, fill in the form again.".into(),
        ),
        Refusal::NoSuchPlace { record } => (
            format!("The record's id \"{}\" is no place in the archive.", shown(record)),
            again,
        ),
        Refusal::UnknownKind => (
            "The text does not say what kind of record it is.".into(),
            "Put it into a folder of that kind: visits, summaries, ledgers, resources, honours, questions, plans.".into(),
        ),
        Refusal::Import(refusal) => imported(&refusal.message(Lang::En)),
        Refusal::SeveralInDocument { count } => (
            format!("There are {count} records in this file; the inbox takes one at a time."),
            "The county imports it with `guidang import`; or hand in a file for each record.".into(),
        ),
        Refusal::OldOffice { ending } => (
            format!("This is a file of an old format (.{ending})."),
            "Save it as .docx (a table as .xlsx) in WPS or Word, and hand it in again.".into(),
        ),
        Refusal::OtherPacker { ending } => (
            format!("This is a .{ending} file; only .zip is taken."),
            "Unpack it, pack it as .zip, and hand it in again.".into(),
        ),
        Refusal::OtherFile { ending } => (
            match ending.as_str() {
                "" => "This is neither a record nor a package.".to_owned(),
                ending => format!("A .{ending} file alone is no record."),
            },
            "Put photos and attachments into the record's folder, beside its index.md; the form makes such packages.".into(),
        ),
        Refusal::EditedHere { record } => (
            format!("The county has edited \"{}\" since it was taken; taking this would overwrite the edit.", shown(record)),
            "Agree with the county: where its edit stays, the county makes this change by hand.".into(),
        ),
        Refusal::NotByInbox { record } => (
            format!("The archive has another \"{}\" that did not come by the inbox, and was not overwritten.", shown(record)),
            "If it is another event, give the folder another name; if it is the same, the county compares the two.".into(),
        ),
        Refusal::Renamed { record, now } => (
            format!("\"{}\" is called \"{}\" in the archive now.", shown(record), shown(now)),
            "Open the form from the site as it is now, or ask the county to make this change.".into(),
        ),
    }
}
