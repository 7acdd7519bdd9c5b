//! Words for the adoption of offices: states, sources, how a row was matched and why an office is proposed.

use domain::{
    adoption::{AdoptionState, Because, Source},
    matching::{MatchKind, Reason},
};
use elements::Tone;

/// How far an office has come.
pub const fn state(state: AdoptionState) -> &'static str {
    match state {
        AdoptionState::Unknown => "不明",
        AdoptionState::Aware => "認知",
        AdoptionState::Planning => "検討中",
        AdoptionState::Pledged => "導入予定",
        AdoptionState::Licensed => "ライセンス取得",
        AdoptionState::Using => "利用中",
        AdoptionState::Stopped => "停止",
    }
}

/// How loud.
pub const fn tone(state: AdoptionState) -> Tone {
    match state {
        AdoptionState::Unknown => Tone::Neutral,
        AdoptionState::Aware | AdoptionState::Planning | AdoptionState::Pledged => Tone::Info,
        AdoptionState::Licensed | AdoptionState::Using => Tone::Success,
        AdoptionState::Stopped => Tone::Attention,
    }
}

/// Where it is known from.
pub const fn source(source: Source) -> &'static str {
    match source {
        Source::WamNetList => "WAM NETの一覧",
        Source::MunicipalList => "市区町村の一覧",
        Source::Survey => "アンケート",
        Source::Application => "交付申請",
        Source::DemoSession => "説明会への参加",
        Source::Officer => "職員の確認",
    }
}

/// Why something that is known does not hold.
pub const fn because(because: Because) -> &'static str {
    match because {
        Because::NotYet => "まだその日になっていません",
        Because::Earlier => "より新しい情報があります",
        Because::WeakerSource => "同じ日の、より確かな情報を採りました",
        Because::RecordedEarlier => "同じ日に、後から記録し直されました",
        Because::TakesBack => "より確かな情報を打ち消すことはできません",
        Because::SaysLess => "交付申請が、わかっている導入の状況を下げることはありません",
    }
}

/// How a row was matched.
pub const fn match_kind(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::Number => "事業所番号が一致",
        MatchKind::Exact => "名称と住所が一致",
        MatchKind::Likely => "この事業所と思われます",
        MatchKind::Ambiguous => "候補が複数あります",
        MatchKind::Conflict => "番号と名称が食い違うか、番号が台帳にありません",
        MatchKind::None => "台帳に該当する事業所がありません",
    }
}

/// Why an office is proposed.
pub const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NumberSame => "事業所番号が同じ",
        Reason::NameSame => "名称が同じ",
        Reason::NameSimilar => "名称が似ている",
        Reason::KanaSame => "読みが同じ",
        Reason::AddressSame => "住所が同じ",
        Reason::AddressSimilar => "住所の書き方が違うだけ、または一部が同じ",
        Reason::PhoneSame => "電話番号が同じ",
        Reason::FaxSame => "FAX番号が同じ",
        Reason::ServiceSame => "サービスが同じ",
        Reason::CorporationSame => "法人が同じ",
        Reason::NameDiffers => "名称が違う",
        Reason::AddressDiffers => "住所が違う",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_source_has_its_own_word() {
        let states: std::collections::BTreeSet<_> = AdoptionState::ALL.map(state).into();
        assert_eq!(states.len(), AdoptionState::ALL.len());
        let sources: std::collections::BTreeSet<_> = Source::ALL.map(source).into();
        assert_eq!(sources.len(), Source::ALL.len());
    }
}
