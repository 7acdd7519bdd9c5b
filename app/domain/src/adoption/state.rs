//! The states of adoption of an office.

use crate::text::search_key;
use serde::{Deserialize, Serialize};

/// 導入状況 of an office: joined, pledged and using are different states (domain.md §6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdoptionState {
    /// 不明: nothing is known.
    #[default]
    Unknown,
    /// 認知: knows that the system exists.
    Aware,
    /// 検討中: considers it.
    Planning,
    /// 導入予定: has promised to begin, for example for the extra pay of staff, or applied for money.
    Pledged,
    /// ライセンス取得: holds a licence; whether anything is sent nobody knows.
    Licensed,
    /// 利用中: sends and receives.
    Using,
    /// 停止: did use it, and no longer does.
    Stopped,
}

impl AdoptionState {
    /// Every state, in the order of a choice.
    pub const ALL: [Self; 7] = [
        Self::Unknown,
        Self::Aware,
        Self::Planning,
        Self::Pledged,
        Self::Licensed,
        Self::Using,
        Self::Stopped,
    ];

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Aware => "aware",
            Self::Planning => "planning",
            Self::Pledged => "pledged",
            Self::Licensed => "licensed",
            Self::Using => "using",
            Self::Stopped => "stopped",
        }
    }

    /// Reads the word stored and posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// How far an office has come. After a stop only a new pledge, a licence or use is further: having heard of the
    /// system, or thinking about it, is nothing new for an office that once used it.
    pub const fn height(self) -> u8 {
        match self {
            Self::Unknown => 0,
            Self::Aware => 1,
            Self::Planning => 2,
            Self::Stopped => 3,
            Self::Pledged => 4,
            Self::Licensed => 5,
            Self::Using => 6,
        }
    }

    /// True for what counts in the adoption rate. The public list tells who holds a licence, not who sends, so both
    /// count; offices that only plan do not count yet (domain.md §1.6).
    pub const fn counts(self) -> bool {
        match self {
            Self::Licensed | Self::Using => true,
            Self::Unknown | Self::Aware | Self::Planning | Self::Pledged | Self::Stopped => false,
        }
    }

    /// The state that a cell of a list says in words; nothing when it says none.
    pub fn said(text: &str) -> Option<Self> {
        const WORDS: [(AdoptionState, &[&str]); 5] = [
            (AdoptionState::Stopped, &["停止", "解約", "利用終了", "利用中止", "廃止"]),
            (AdoptionState::Planning, &["検討"]),
            (AdoptionState::Pledged, &["予定", "申込", "申請中", "誓約", "見込", "準備中"]),
            (AdoptionState::Licensed, &["ライセンス取得", "取得済", "登録済"]),
            (AdoptionState::Using, &["利用中", "導入済", "稼働中", "利用開始済"]),
        ];
        let key = search_key(text);
        let says = |words: &[&str]| words.iter().any(|word| key.contains(&search_key(word)));
        // 停止予定 is a plan to stop: still in use, and a person's to judge.
        if says(&["停止予定", "解約予定", "終了予定", "廃止予定"]) {
            return Some(Self::Using);
        }
        WORDS.into_iter().find(|(_, words)| says(words)).map(|(state, _)| state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn every_state_is_found_by_its_word() {
        for state in AdoptionState::ALL {
            assert_eq!(AdoptionState::named(state.name()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
    }

    #[rstest]
    #[case("R7.5.1予定", Some(AdoptionState::Pledged))]
    #[case("令和６年３月末で解約", Some(AdoptionState::Stopped))]
    #[case("解約予定", Some(AdoptionState::Using))]
    #[case("導入検討中", Some(AdoptionState::Planning))]
    #[case("利用中", Some(AdoptionState::Using))]
    #[case("ﾗｲｾﾝｽ取得", Some(AdoptionState::Licensed))]
    #[case("担当者不在", None)]
    #[case("", None)]
    fn words_of_lists_are_understood(#[case] text: &str, #[case] state: Option<AdoptionState>) {
        assert_eq!(AdoptionState::said(text), state);
    }
}
