//! The messages in Chinese about what a server refuses in a push.

use super::message::Message;
use crate::diagnostics::{BilingualName, NotAllowed, ObjectProblem, PushedText, ReferenceProblem};

/// Why a server refuses a push or a file of one.
pub(super) fn not_allowed(why: &NotAllowed) -> Message {
    match why {
        NotAllowed::Foreign { pusher, owner } => Message::new(
            format!("“{pusher}”不能改动“{owner}”的文件"),
            "请只提交本单位文件夹里的内容；确需改动的，请对方自己提交，或请县里管理员在content/权限.yaml（或access.yaml）里授权",
        ),
        NotAllowed::Shared { pusher } => Message::new(
            format!("“{pusher}”不能改动全县共用的文件"),
            "站点设置、指标、总体计划、权限、封存记录和主题由县里管理员改；请撤回这处改动再提交",
        ),
        NotAllowed::Unknown { pusher } => Message::new(
            format!("权限表里没有“{pusher}”"),
            "请县里管理员在content/权限.yaml（或access.yaml）里登记这个账号；如账号不对，请用学校的账号登录后再提交",
        ),
        NotAllowed::Claim { pusher, found } => Message::new(
            format!("“{pusher}”不能把“{found}”写作曾用名：这不是本单位用过的"),
            "曾用名只写本单位文件夹里的旧路径，或者本单位改名以前的名称；从别的学校搬来的、合并来的，请县里管理员写",
        ),
        NotAllowed::Link => Message::new("这是符号链接，不能提交", "请放入文件本身"),
        NotAllowed::Submodule => {
            Message::new("这是另一个仓库（子模块），不能提交", "请放入文件本身")
        }
        NotAllowed::BadName => Message::new("文件名不是UTF-8编码", "请改名后再提交"),
        NotAllowed::TooLarge { size, limit } => Message::new(
            format!("文件有{size}MB，超过了{limit}MB"),
            "照片请先压缩到2MB以内；视频请放在别处，记录里写明存放地点",
        ),
        NotAllowed::Objects(problem) => objects(problem),
        NotAllowed::Reference(problem) => reference(problem),
    }
}

/// What is wrong with the objects of a push.
fn objects(problem: &ObjectProblem) -> Message {
    match problem {
        ObjectProblem::EntryName { name } => Message::new(
            format!("名称“{name}”会和git自己的文件混在一起，别人的电脑取不下来"),
            "请改名；普通的git不会写出这样的名称，请换一台电脑或重新克隆后再提交",
        ),
        ObjectProblem::Deep { limit } => {
            Message::new(format!("文件夹套得太深，最多{limit}层"), "请把文件移到上面几层的文件夹里")
        }
        ObjectProblem::TooMany => Message::new(
            "一次推送的文件太多，没有逐个检查",
            "请分几次推送；如果并没有这么多文件，请重新克隆后再提交",
        ),
        ObjectProblem::TooManyMerges { limit } => Message::new(
            format!("一次推送里合并太多，最多{limit}次"),
            "请把没推送的几次提交合成一次：git reset --soft origin/main，再提交、推送",
        ),
        ObjectProblem::PushTooLarge { size, limit } => Message::new(
            format!("这次推送展开后有{size}MB，超过了{limit}MB"),
            "请分几次推送，照片先压缩；确需放宽的，请管理员在服务器上设置guidang.maxPushSize",
        ),
        ObjectProblem::LongMessage { commit } => {
            Message::new(format!("提交{commit}的说明超过1MB"), "请改短：git commit --amend，再推送")
        }
        ObjectProblem::BrokenTree => Message::new(
            "这次推送里的文件夹清单是坏的",
            "普通的git不会写出这样的清单；请重新克隆，把改动放进去再提交",
        ),
    }
}

/// What is wrong with a branch or tag of a push.
fn reference(problem: &ReferenceProblem) -> Message {
    match problem {
        ReferenceProblem::Unknown { name } => Message::new(
            format!("不收“{name}”：只收分支和标签"),
            "请只推送分支，例如 git push origin HEAD；替换（replace）、批注（notes）一类的引用都不收",
        ),
        ReferenceProblem::NoCommit { name } => Message::new(
            format!("“{name}”指向的不是一次提交"),
            "标签请打在一次提交上：git tag 名称 提交",
        ),
        ReferenceProblem::Shadows { name, branch } => {
            Message::new(format!("名称“{name}”容易和共用分支“{branch}”混淆"), "请换一个名称")
        }
        ReferenceProblem::OddName { name } => Message::new(
            format!("名称“{name}”以短横开头，或者里面有看不见的字符或Windows不能用的名称"),
            "请换一个由文字、数字和“-”组成的名称，不以“-”开头",
        ),
        ReferenceProblem::Reserved { name } => Message::new(
            format!("名称“{name}”容易和git自己的名称混淆"),
            "请换一个名称，不以origin、refs、heads、tags、remotes开头，例如 更正-本校",
        ),
        ReferenceProblem::NamesAnother { pusher, name, owner } => Message::new(
            format!("名称“{name}”里写的是“{owner}”，“{pusher}”不能用"),
            "请用本单位的名称，例如 更正-本校；确要用这个名称，请对方或县里管理员推送",
        ),
        ReferenceProblem::InTheWay { name, other } => Message::new(
            format!("已经有分支“{other}”，不能再有“{name}”"),
            "一个名称不能又是分支又是文件夹，也不能只差大小写：有的系统上克隆会失败。请换一个名称，例如把“/”改成“-”",
        ),
        ReferenceProblem::BeforeShared { branch } => Message::new(
            format!("共用分支“{branch}”还没有建立，先不收别的分支和标签"),
            format!("请先推送共用分支：git push origin HEAD:{branch}"),
        ),
        ReferenceProblem::FirstPush { pusher, branch } => Message::new(
            format!("“{pusher}”不能建立共用分支“{branch}”"),
            "请管理员第一个推送；管理员的账号在服务器上用 guidang hook install --admin 账号 登记",
        ),
        ReferenceProblem::OfOthers { pusher, name } => Message::new(
            format!("“{pusher}”不能移动、删除或改写“{name}”"),
            "里面有别人的改动，或者它只是一个标记：已经打好的标签、没有自己改动的分支；请换一个写明本校的名称推送，例如 更正-本校，或请管理员处理",
        ),
        ReferenceProblem::Deleted { branch } => Message::new(
            format!("不能删除“{branch}”分支"),
            "这是大家共用的分支；要删除的如果是别的分支，请核对分支名",
        ),
        ReferenceProblem::Forced { branch } => Message::new(
            format!("不能改写“{branch}”上已有的历史"),
            "请先“git pull”取回别人提交的内容，再正常提交，不要用强制推送",
        ),
    }
}

/// Personal data in a text of a push that stands in no file.
pub(super) fn personal(place: &PushedText, kind: BilingualName, masked: &str) -> Message {
    let kind = kind.zh;
    match place {
        PushedText::Message { commit } => Message::new(
            format!("提交{commit}的说明里有个人信息：{kind}（{masked}）"),
            "说明会留在历史里。请改写：最后一次提交用 git commit --amend；较早的请合成一次，git reset --soft origin/main，再提交、推送",
        ),
        PushedText::Person { commit } => Message::new(
            format!("提交{commit}的作者姓名或邮箱里有个人信息：{kind}（{masked}）"),
            "请改成不含号码的：git config user.name 和 git config user.email，再 git commit --amend --reset-author，推送",
        ),
        PushedText::Reference => Message::new(
            format!("分支或标签的名称里有个人信息：{kind}（{masked}）"),
            "请换一个名称再推送",
        ),
    }
}
