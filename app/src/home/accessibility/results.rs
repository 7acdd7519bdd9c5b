//! What was tested, how, and with which result: one row for each success criterion of JIS X 8341-3:2016 level A and AA
//! (`ui.md` §3.1-3.2). Nothing is called good that nobody looked at.

use chrono::NaiveDate;

/// When the tests of these rows were run last.
pub const TESTED_ON: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 26);

/// 適合レベル.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A.
    A,
    /// AA.
    Aa,
}

/// How a criterion was tested, and so how far its result reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tested {
    /// axe-core on every page found no problem; what a person must judge is still to be judged.
    Automatic,
    /// A script of ours tries it on the pages that are named.
    Script(&'static str),
    /// Both.
    AutomaticAndScript(&'static str),
    /// Needs a person, and nobody has done it yet.
    NotYet,
    /// Nothing of the kind is on our pages.
    NothingThere(&'static str),
}

/// One success criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Criterion {
    /// Its number.
    pub number: &'static str,
    /// Its name in the standard.
    pub name: &'static str,
    /// Its level.
    pub level: Level,
    /// How it was tested.
    pub tested: Tested,
}

const fn row(number: &'static str, level: Level, name: &'static str, tested: Tested) -> Criterion {
    Criterion { number, name, level, tested }
}

const NO_MEDIA: Tested = Tested::NothingThere("音声・動画はありません");

/// The 38 criteria, in the order of the standard.
pub const CRITERIA: [Criterion; 38] = [
    row("1.1.1", Level::A, "非テキストコンテンツ", Tested::Automatic),
    row("1.2.1", Level::A, "音声だけ及び映像だけ（収録済み）", NO_MEDIA),
    row("1.2.2", Level::A, "キャプション（収録済み）", NO_MEDIA),
    row("1.2.3", Level::A, "音声解説又はメディアに対する代替コンテンツ（収録済み）", NO_MEDIA),
    row("1.2.4", Level::Aa, "キャプション（ライブ）", NO_MEDIA),
    row("1.2.5", Level::Aa, "音声解説（収録済み）", NO_MEDIA),
    row("1.3.1", Level::A, "情報及び関係性", Tested::Automatic),
    row("1.3.2", Level::A, "意味のある順序", Tested::NotYet),
    row("1.3.3", Level::A, "感覚的な特徴", Tested::NotYet),
    row(
        "1.4.1",
        Level::A,
        "色の使用",
        Tested::AutomaticAndScript("状態の表示が色・形・言葉の三つで示されること（部品の検査）"),
    ),
    row("1.4.2", Level::A, "音声の制御", NO_MEDIA),
    row(
        "1.4.3",
        Level::Aa,
        "コントラスト（最低限レベル）",
        Tested::AutomaticAndScript("使う色の組み合わせすべての計算"),
    ),
    row(
        "1.4.4",
        Level::Aa,
        "テキストのサイズ変更",
        Tested::AutomaticAndScript("幅360ピクセルで横に動かさずに読めること"),
    ),
    row("1.4.5", Level::Aa, "文字画像", Tested::NothingThere("文字を画像にしていません")),
    row(
        "2.1.1",
        Level::A,
        "キーボード",
        Tested::AutomaticAndScript("JavaScriptなしで手続を最後まで行えること"),
    ),
    row("2.1.2", Level::A, "キーボードトラップなし", Tested::NotYet),
    row("2.2.1", Level::A, "タイミング調整可能", Tested::NotYet),
    row(
        "2.2.2",
        Level::A,
        "一時停止、停止及び非表示",
        Tested::NothingThere("動くもの、自動で変わるものはありません"),
    ),
    row("2.3.1", Level::A, "3回の閃光又は閾値以下", Tested::NothingThere("閃光を放つものはありません")),
    row("2.4.1", Level::A, "ブロックスキップ", Tested::Automatic),
    row("2.4.2", Level::A, "ページタイトル", Tested::Automatic),
    row("2.4.3", Level::A, "フォーカス順序", Tested::NotYet),
    row("2.4.4", Level::A, "リンクの目的（コンテキスト内）", Tested::Automatic),
    row("2.4.5", Level::Aa, "複数の手段", Tested::NotYet),
    row("2.4.6", Level::Aa, "見出し及びラベル", Tested::Script("すべての画面に大見出しが一つだけあること")),
    row("2.4.7", Level::Aa, "フォーカスの可視化", Tested::NotYet),
    row("3.1.1", Level::A, "ページの言語", Tested::Automatic),
    row("3.1.2", Level::Aa, "一部分の言語", Tested::Automatic),
    row("3.2.1", Level::A, "フォーカス時", Tested::NotYet),
    row("3.2.2", Level::A, "入力時", Tested::NotYet),
    row("3.2.3", Level::Aa, "一貫したナビゲーション", Tested::NotYet),
    row("3.2.4", Level::Aa, "一貫した識別性", Tested::NotYet),
    row("3.3.1", Level::A, "エラーの特定", Tested::Script("主な入力画面で、誤りの要約から項目へ移れること")),
    row("3.3.2", Level::A, "ラベル又は説明", Tested::Automatic),
    row(
        "3.3.3",
        Level::Aa,
        "エラー修正の提案",
        Tested::Script("主な入力画面で、直し方の文章が項目のそばに出ること"),
    ),
    row(
        "3.3.4",
        Level::Aa,
        "エラー回避（法的、金融及びデータ）",
        Tested::Script("申請・決裁・公開の前に確認画面があること"),
    ),
    row("4.1.1", Level::A, "構文解析", Tested::Automatic),
    row("4.1.2", Level::A, "名前（name）、役割（role）及び値（value）", Tested::Automatic),
];

impl Level {
    /// As the standard writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aa => "AA",
        }
    }
}

impl Tested {
    /// How it was tested.
    pub fn method(self) -> String {
        match self {
            Self::Automatic => "自動検査（axe-core）".to_owned(),
            Self::Script(what) => format!("自作の検査：{what}"),
            Self::AutomaticAndScript(what) => format!("自動検査（axe-core）、自作の検査：{what}"),
            Self::NotYet => "手作業の試験が必要".to_owned(),
            Self::NothingThere(why) => why.to_owned(),
        }
    }
    /// What came of it.
    pub const fn result(self) -> &'static str {
        match self {
            Self::Automatic | Self::Script(_) | Self::AutomaticAndScript(_) => {
                "問題なし（この検査の範囲。手作業の試験は未実施）"
            }
            Self::NotYet => "未実施",
            Self::NothingThere(_) => "該当なし",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_criterion_of_the_standard_stands_once() {
        let count = |level| CRITERIA.iter().filter(|criterion| criterion.level == level).count();
        assert_eq!((count(Level::A), count(Level::Aa)), (25, 13));
        let mut numbers: Vec<_> = CRITERIA.iter().map(|criterion| criterion.number).collect();
        let in_order = numbers.clone();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers, in_order);
    }

    #[test]
    fn what_axe_does_not_touch_is_not_called_automatic() {
        // Measured on axe-core 4.14.1 (`ui.md` §3.2).
        let untouched = [
            "1.2.3", "1.2.4", "1.2.5", "1.3.2", "1.3.3", "1.4.5", "2.1.2", "2.3.1", "2.4.3", "2.4.5",
            "2.4.6", "2.4.7", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.3.1", "3.3.3", "3.3.4",
        ];
        for criterion in CRITERIA {
            let automatic = matches!(criterion.tested, Tested::Automatic | Tested::AutomaticAndScript(_));
            assert!(!(automatic && untouched.contains(&criterion.number)), "{}", criterion.number);
        }
    }
}
