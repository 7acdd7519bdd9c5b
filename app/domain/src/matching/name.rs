//! A name taken apart: how it is spelled, what kind of office it says, and what is its own.

use super::words::{self, Kind};
use crate::{offices, text::search_key};

/// A name in the forms in which it is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// The strict form: width and spaces alone make no difference.
    pub key: String,
    /// The form of a search: kana and variant characters make no difference either.
    pub search: String,
    /// Without brackets and legal forms.
    pub bare: String,
    /// What is left when the words are taken out that say the kind of office, and the number at the end.
    pub core: String,
    /// The number at the end, as in はなまる②.
    pub ordinal: String,
    /// The kinds of office that the name says.
    pub kinds: Vec<Kind>,
    /// The characters of what is the name's own.
    pub characters: Vec<char>,
    /// Its pairs of neighbouring characters, sorted; a pair that comes twice stands twice.
    pub pairs: Vec<[char; 2]>,
    /// The characters of the name without brackets and legal forms, sorted.
    pub letters: Vec<char>,
}

impl Name {
    /// Takes a name apart.
    pub fn new(typed: &str) -> Self {
        Self { key: offices::name_key(typed), ..Self::of_search_key(search_key(typed)) }
    }

    fn of_search_key(search: String) -> Self {
        let bare = words::without_legal_forms(&without_brackets(&search));
        let (rest, kinds) = words::without_kinds(&bare);
        let core = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        let ordinal = rest[core.len()..].to_owned();
        // A name that is a number, or nothing but the kind, has no other core than itself.
        let core = if core.is_empty() { bare.clone() } else { core.to_owned() };
        let characters: Vec<char> = core.chars().collect();
        let mut pairs: Vec<[char; 2]> = characters.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        pairs.sort_unstable();
        let mut letters: Vec<char> = bare.chars().collect();
        letters.sort_unstable();
        Self { key: String::new(), search, bare, core, ordinal, kinds, characters, pairs, letters }
    }

    /// True when nothing was typed.
    pub const fn is_empty(&self) -> bool {
        self.search.is_empty()
    }

    /// The name without the corporation that stands in front of it, if it does and something is left.
    pub fn without_corporation(&self, corporation: &Self) -> Option<Self> {
        if corporation.bare.chars().count() < 2 {
            return None;
        }
        let rest = self
            .search
            .strip_prefix(corporation.search.as_str())
            .or_else(|| self.bare.strip_prefix(corporation.bare.as_str()))?;
        (rest.chars().count() > 1).then(|| Self::of_search_key(rest.to_owned()))
    }
}

/// A key without what stands in brackets, unless nothing else stands there.
fn without_brackets(key: &str) -> String {
    let mut rest = String::with_capacity(key.len());
    let mut depth = 0_u32;
    for c in key.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '「' => depth += 1,
            ')' | ']' | '】' | '〕' | '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 => rest.push(c),
            _ => {}
        }
    }
    if rest.is_empty() { key.to_owned() } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("居宅介護支援事業所ひだまり", "ひだまり", "", &[Kind::CareManagement])]
    #[case("ケアプランセンター コープみどり", "こ-ぷみどり", "", &[Kind::CareManagement])]
    #[case("㈱髙﨑ライフ ヘルパーステーション髙﨑", "高崎らいふ高崎", "", &[Kind::Visit])]
    #[case("デイサービスセンター花園（通所介護）", "花園", "", &[Kind::Day])]
    #[case("デイサービスはなまる②", "はなまる", "2", &[Kind::Day])]
    #[case("看護小規模多機能ホホエミ", "ほほえみ", "", &[Kind::NursingMultifunctional])]
    #[case("北地域包括支援センター", "北", "", &[Kind::CommunitySupport])]
    #[case("訪問介護事業所", "訪問介護事業所", "", &[Kind::Visit])]
    #[case("ひまわりケアサービス", "ひまわりけあ", "", &[])]
    #[case("ＮＰＯ法人なないろ", "なないろ", "", &[])]
    fn a_name_is_taken_apart(
        #[case] typed: &str,
        #[case] core: &str,
        #[case] ordinal: &str,
        #[case] kinds: &[Kind],
    ) {
        let name = Name::new(typed);
        assert_eq!((name.core.as_str(), name.ordinal.as_str(), &name.kinds[..]), (core, ordinal, kinds));
    }

    #[test]
    fn the_corporation_in_front_is_left_out() {
        let name = Name::new("㈱ナチュラルステップ リハビリデイナチュラル");
        let corporation = Name::new("（株）ナチュラルステップ");
        assert_eq!(name.without_corporation(&corporation).unwrap().bare, "りはびりでいなちゅらる");
        assert_eq!(corporation.without_corporation(&corporation), None);
        assert_eq!(name.without_corporation(&Name::new("")), None);
    }
}
