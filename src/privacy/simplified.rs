//! Traditional characters and radicals as the simplified characters that labels and names are written with here:
//! `監護人`, `⽗亲`. Each takes as many bytes as the other, so that places stay.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A character and what stands for it, of those in labels, names of fields, hardships and the
/// commonest family names.
const PAIRS: &str = "證证 護护 監监 號号 碼码 電电 話话 聯联 繫系 係系 絡络 現现 戶户 銀银 開开 帳帐 賬账 親亲 長长 媽妈 爺爷 難难 貧贫 殘残 類类 別别 學学 對对 資资 補补 單单 脫脱 緊紧 時时 間间 幫帮 擇择 蹤踪 籤签 簽签 機机 詳详 細细 況况 狀状 經经 濟济 體体 質质 過过 斷断 養养 繼继 撫抚 兒儿 輟辍 檔档 縣县 鄉乡 鎮镇 組组 樓楼 張张 陳陈 劉刘 黃黄 趙赵 吳吴 孫孙 馬马 鄭郑 羅罗 許许 韓韩 馮冯 鄧邓 蕭萧 葉叶 蘇苏 呂吕 蔣蒋 盧卢 鍾钟 陸陆 賈贾 鄒邹 譚谭 閻阎 龍龙 萬万 錢钱 嚴严 賴赖 湯汤 龔龚 顧顾 與与 專专 為为 爭争 員员 圍围 圖图 執执 報报 據据 統统 編编 網网 範范 計计 議议 記记 講讲 識识 訴诉 詞词 語语 說说 課课 負负 責责 費费 進进 適适 問问 項项 須须 領领 題题 饋馈 標标 構构 條条 匯汇 彙汇 簡简 級级 線线 結结 應应 總总 態态 數数 關关 寫写 準准 劃划 動动 協协 參参 會会 復复 複复 頭头 審审 導导 徑径 師师 歸归 錄录 録录 並并 權权 點点 種种 稱称 銷销 鍵键 頁页 處处 內内 敎教 園园 場场 實实 幣币 訪访 評评 聽听 節节 ⼀一 ⼆二 ⼈人 ⼦子 ⼥女 ⼝口 ⼟土 ⼤大 ⼩小 ⼭山 ⼼心 ⼿手 ⼾户 ⽂文 ⽅方 ⽇日 ⽉月 ⽊木 ⽌止 ⽏母 ⽐比 ⽒氏 ⽔水 ⽕火 ⽗父 ⽚片 ⽜牛 ⽣生 ⽤用 ⽥田 ⽩白 ⽬目 ⽯石 ⽰示 ⽴立 ⽺羊 ⽼老 ⽽而 ⾃自 ⾄至 ⾊色 ⾎血 ⾏行 ⾐衣 ⾔言 ⾛走 ⾝身 ⾞车 ⾥里 ⾦金 ⾨门 ⾬雨 ⾯面 ⾳音 ⾷食 ⾸首 ⾼高 ⺟母 ⺠民 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻑长 ⻓长 ⻔门 ⻘青 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻥鱼 ⻩黄 ⻬齐";

/// The characters of [`PAIRS`]. Every text is looked through for them, so that one bit says whether a character is among
/// them: all of them take three bytes, which is 16 bits of a character's number.
struct Known {
    simplified: FxHashMap<char, char>,
    bits: Vec<u64>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known { simplified: FxHashMap::default(), bits: vec![0; 1 << 10] };
    for pair in PAIRS.split(' ') {
        let mut chars = pair.chars();
        if let (Some(from), Some(to)) = (chars.next(), chars.next())
            && from != to
            && from.len_utf8() == 3
            && to.len_utf8() == 3
        {
            known.simplified.insert(from, to);
            known.bits[from as usize >> 6] |= 1 << (from as usize & 63);
        }
    }
    known
});

impl Known {
    /// Whether a text holds one of the characters.
    fn is_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            let [second, third] = match bytes.get(at + 1..at + 3) {
                Some(&[second, third]) if 0xe0 <= first => [second, third],
                _ => {
                    at += 1;
                    continue;
                }
            };
            let number = usize::from(first & 0xf) << 12
                | usize::from(second & 0x3f) << 6
                | usize::from(third & 0x3f);
            let word = self.bits.get(number >> 6).copied().unwrap_or(0);
            // Of a character of four bytes the first three may look like another one, which the map does not know.
            if word >> (number & 63) & 1 == 1 {
                return true;
            }
            at += 3;
        }
        false
    }
}

/// A text with simplified characters; the same text where it has no others.
pub(crate) fn simplified(text: &str) -> Cow<'_, str> {
    let known = &*KNOWN;
    if !known.is_in(text) {
        return Cow::Borrowed(text);
    }
    let simplify = |ch: char| known.simplified.get(&ch).copied().unwrap_or(ch);
    Cow::Owned(text.chars().map(simplify).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay() {
        let text = "| 監護人：張大山 | ⽗亲 | b |";
        let plain = simplified(text);
        assert_eq!(plain, "| 监护人：张大山 | 父亲 | b |");
        assert_eq!(plain.len(), text.len());
        assert!(matches!(simplified("监护人：张大山 a"), Cow::Borrowed(_)));
    }
}
