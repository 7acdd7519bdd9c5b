//! 略語: how banks shorten the form of a corporation, by where it stands. Proposed to a person, never done alone.

use super::text::large;
use crate::kana::katakana;

/// Forms of corporations: as it is written, as it is read, and as banks shorten it. One of them is shortened a name.
const FORMS: [(&str, &str, &str); 33] = [
    ("株式会社", "カブシキガイシャ", "カ"),
    ("株式会社", "カブシキカイシャ", "カ"),
    ("有限会社", "ユウゲンガイシャ", "ユ"),
    ("有限会社", "ユウゲンカイシャ", "ユ"),
    ("合名会社", "ゴウメイガイシャ", "メ"),
    ("合資会社", "ゴウシガイシャ", "シ"),
    ("合同会社", "ゴウドウガイシャ", "ド"),
    ("合同会社", "ゴウドウカイシャ", "ド"),
    ("社会医療法人", "シャカイイリョウホウジン", "イ"),
    ("医療法人社団", "イリョウホウジンシャダン", "イ"),
    ("医療法人財団", "イリョウホウジンザイダン", "イ"),
    ("医療法人", "イリョウホウジン", "イ"),
    ("一般財団法人", "イッパンザイダンホウジン", "ザイ"),
    ("公益財団法人", "コウエキザイダンホウジン", "ザイ"),
    ("財団法人", "ザイダンホウジン", "ザイ"),
    ("一般社団法人", "イッパンシャダンホウジン", "シヤ"),
    ("公益社団法人", "コウエキシャダンホウジン", "シヤ"),
    ("社団法人", "シャダンホウジン", "シヤ"),
    ("宗教法人", "シュウキョウホウジン", "シユウ"),
    ("学校法人", "ガッコウホウジン", "ガク"),
    ("社会福祉法人", "シャカイフクシホウジン", "フク"),
    ("更生保護法人", "コウセイホゴホウジン", "ホゴ"),
    ("相互会社", "ソウゴガイシャ", "ソ"),
    ("特定非営利活動法人", "トクテイヒエイリカツドウホウジン", "トクヒ"),
    ("NPO法人", "エヌピーオーホウジン", "トクヒ"),
    ("地方独立行政法人", "チホウドクリツギョウセイホウジン", "チドク"),
    ("独立行政法人", "ドクリツギョウセイホウジン", "ドク"),
    ("弁護士法人", "ベンゴシホウジン", "ベン"),
    ("行政書士法人", "ギョウセイショシホウジン", "ギヨ"),
    ("司法書士法人", "シホウショシホウジン", "シホウ"),
    ("税理士法人", "ゼイリシホウジン", "ゼイ"),
    ("農事組合法人", "ノウジクミアイホウジン", "ノウ"),
    ("社会保険労務士法人", "シャカイホケンロウムシホウジン", "ロウム"),
];

/// Places of business, shortened in the same way.
const PLACES: [(&str, &str, &str); 2] =
    [("営業所", "エイギョウショ", "エイ"), ("出張所", "シュッチョウショ", "シユツ")];

/// Kinds of business and bodies, shortened wherever they stand and without brackets.
const BODIES: [(&str, &str, &str); 18] = [
    ("国民健康保険団体連合会", "コクミンケンコウホケンダンタイレンゴウカイ", "コクホレン"),
    ("国家公務員共済組合連合会", "コッカコウムインキョウサイクミアイレンゴウカイ", "コクキヨウレン"),
    ("共済農業協同組合連合会", "キョウサイノウギョウキョウドウクミアイレンゴウカイ", "キヨウサイレン"),
    ("経済農業協同組合連合会", "ケイザイノウギョウキョウドウクミアイレンゴウカイ", "ケイザイレン"),
    ("農業協同組合連合会", "ノウギョウキョウドウクミアイレンゴウカイ", "ノウキヨウレン"),
    ("漁業協同組合連合会", "ギョギョウキョウドウクミアイレンゴウカイ", "ギヨレン"),
    ("社会保険診療報酬支払基金", "シャカイホケンシンリョウホウシュウシハライキキン", "シヤホ"),
    ("国民健康保険組合", "コクミンケンコウホケンクミアイ", "コクホ"),
    ("健康保険組合", "ケンコウホケンクミアイ", "ケンポ"),
    ("農業協同組合", "ノウギョウキョウドウクミアイ", "ノウキヨウ"),
    ("漁業協同組合", "ギョギョウキョウドウクミアイ", "ギヨキヨウ"),
    ("生活協同組合", "セイカツキョウドウクミアイ", "セイキヨウ"),
    ("協同組合", "キョウドウクミアイ", "キヨウクミ"),
    ("労働組合", "ロウドウクミアイ", "ロウクミ"),
    ("社会福祉協議会", "シャカイフクシキョウギカイ", "シヤキヨウ"),
    ("特別養護老人ホーム", "トクベツヨウゴロウジンホーム", "トクヨウ"),
    ("生命保険", "セイメイホケン", "セイメイ"),
    ("連合会", "レンゴウカイ", "レン"),
];

/// The name with its form shortened as banks do: `ｶ)…` before the name, `…(ｶ` behind it, `…(ｶ)…` within. None where
/// there is nothing to shorten.
pub fn abbreviated(name: &str) -> Option<String> {
    let name = plain(name);
    let mut short = name.clone();
    for (found, forms) in [(true, &FORMS[..]), (true, &PLACES[..]), (false, &BODIES[..])] {
        if let Some((at, length, abbreviation)) = find(&short, forms) {
            let (before, after) = (&short[..at], &short[at + length..]);
            let (before, after) = (before.trim_end(), after.trim_start());
            let bracketed = match (found, before.is_empty(), after.is_empty()) {
                (false, _, _) => abbreviation.to_owned(),
                (true, true, _) => format!("{abbreviation})"),
                (true, false, true) => format!("({abbreviation}"),
                (true, false, false) => format!("({abbreviation})"),
            };
            if !(before.is_empty() && after.is_empty()) {
                short = format!("{before}{bracketed}{after}");
            }
        }
    }
    (short != name).then_some(short)
}

/// The first of the forms that the name holds, the longest where several begin there: where, how long, how shortened.
fn find(
    name: &str,
    forms: &[(&'static str, &'static str, &'static str)],
) -> Option<(usize, usize, &'static str)> {
    let spellings = forms
        .iter()
        .flat_map(|(written, read, short)| [((*written).to_owned(), *short), (plain(read), *short)]);
    spellings
        .filter_map(|(spelling, short)| name.find(&spelling).map(|at| (at, spelling.len(), short)))
        .min_by_key(|(at, length, _)| (*at, usize::MAX - length))
}

/// Large katakana, so that ガイシヤ and ガイシャ are one; `(株)` and the like are written out.
fn plain(name: &str) -> String {
    let name: String = katakana(name).chars().map(|c| large(c).unwrap_or(c)).collect();
    let name = name.replace('\u{3000}', " ").to_uppercase();
    [("(株)", "株式会社"), ("(有)", "有限会社"), ("(医)", "医療法人"), ("(福)", "社会福祉法人")]
        .into_iter()
        .fold(name, |name, (short, long)| name.replace(short, long))
}

#[cfg(test)]
mod tests {
    use super::{super::BankText, *};
    use rstest::rstest;

    #[rstest]
    #[case("カブシキガイシャ ヒダマリカイゴ", "ｶ)ﾋﾀﾞﾏﾘｶｲｺﾞ")]
    #[case("ヒダマリカイゴカブシキガイシヤ", "ﾋﾀﾞﾏﾘｶｲｺﾞ(ｶ")]
    #[case("ヒダマリカブシキガイシャミドリノエイギョウショ", "ﾋﾀﾞﾏﾘ(ｶ)ﾐﾄﾞﾘﾉ(ｴｲ")]
    #[case("シャカイフクシホウジンミドリノシャカイフクシキョウギカイ", "ﾌｸ)ﾐﾄﾞﾘﾉｼﾔｷﾖｳ")]
    #[case("とくていひえいりかつどうほうじんみどりのかいごしえんせんたー", "ﾄｸﾋ)ﾐﾄﾞﾘﾉｶｲｺﾞｼｴﾝｾﾝﾀ-")]
    #[case("イリョウホウジンシャダンミヤマカイ", "ｲ)ﾐﾔﾏｶｲ")]
    #[case("㈱ヒダマリ", "ｶ)ﾋﾀﾞﾏﾘ")]
    #[case("ユウゲンガイシャツバメ", "ﾕ)ﾂﾊﾞﾒ")]
    fn a_form_is_shortened_by_where_it_stands(#[case] name: &str, #[case] short: &str) {
        let proposed = abbreviated(name).expect("something to shorten");
        assert_eq!(BankText::convert(&proposed).expect("usable").text.as_str(), short);
    }

    #[rstest]
    #[case("ヤマダ タロウ")]
    #[case("ｶ)ﾋﾀﾞﾏﾘ")]
    #[case("カブシキガイシャ")]
    fn where_there_is_nothing_to_shorten_nothing_is_proposed(#[case] name: &str) {
        assert_eq!(abbreviated(name), None);
    }
}
