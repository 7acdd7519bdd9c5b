//! 通知書の文言: what a city writes around the facts of a decision, with places that each notice fills.
//!
//! A text is checked before it is kept: a place nobody knows, or a brace that is not closed, never reaches a notice.

use super::Form;
use crate::text::{tidy_name, tidy_prose};
use unicode_normalization::UnicodeNormalization;

/// Which notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// 交付決定通知書.
    Grant,
    /// 不交付決定通知書.
    Refuse,
    /// 補正依頼書.
    Correction,
    /// 変更（中止・廃止）承認通知書.
    ChangeApproval,
    /// 額の確定通知書.
    FinalAmount,
    /// 取消通知書.
    Cancellation,
    /// 返還命令書.
    ReturnOrder,
    /// 督促状.
    Dunning,
}

/// 公印.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum NoticeSeal {
    /// （公印省略）.
    #[default]
    Omitted,
    /// Printed with room for the seal.
    Required,
}

/// A place in a text that each notice fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticePlace {
    /// 申請日.
    AppliedOn,
    /// 補助金名.
    Programme,
    /// 要綱名.
    GrantRules,
    /// 条項.
    Articles,
    /// 事業所名.
    Office,
    /// 受付番号.
    Receipt,
    /// 交付決定額.
    Amount,
    /// 交付決定日.
    GrantedOn,
}

/// What one notice puts into the places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeFacts {
    /// 申請日, in words.
    pub applied_on: String,
    /// 補助金名.
    pub programme: String,
    /// 要綱名.
    pub grant_rules: String,
    /// 条項.
    pub articles: String,
    /// 事業所名.
    pub office: String,
    /// 受付番号.
    pub receipt: String,
    /// 交付決定額, in words; empty for a refusal.
    pub amount: String,
    /// 交付決定日, in words; empty before there is one.
    pub granted_on: String,
}

/// A text with its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeText(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Place(NoticePlace),
}

/// Why a text is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoticeTextError {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Longer than fits a notice.
    #[error("more than {} characters", NoticeText::LONGEST)]
    TooLong,
    /// A place nobody knows.
    #[error("{0} is no place")]
    Unknown(String),
    /// A brace that is not closed.
    #[error("a brace is not closed")]
    NotClosed,
}

impl NoticeKind {
    /// Every kind, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Grant,
        Self::Refuse,
        Self::Correction,
        Self::ChangeApproval,
        Self::FinalAmount,
        Self::Cancellation,
        Self::ReturnOrder,
        Self::Dunning,
    ];

    /// As it stands in columns and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Refuse => "refuse",
            Self::Correction => "correction",
            Self::ChangeApproval => "change_approval",
            Self::FinalAmount => "final_amount",
            Self::Cancellation => "cancellation",
            Self::ReturnOrder => "return_order",
            Self::Dunning => "dunning",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The places that this notice fills.
    pub const fn places(self) -> &'static [NoticePlace] {
        match self {
            Self::Grant => NoticePlace::ALL.split_at(7).0,
            Self::Refuse | Self::Correction => NoticePlace::ALL.split_at(6).0,
            Self::ChangeApproval
            | Self::FinalAmount
            | Self::Cancellation
            | Self::ReturnOrder
            | Self::Dunning => &NoticePlace::ALL,
        }
    }

    /// 公印 until a city says otherwise: what takes something away or commands is sealed.
    pub const fn usual_seal(self) -> NoticeSeal {
        match self {
            Self::Grant | Self::Refuse | Self::Correction | Self::ChangeApproval | Self::FinalAmount => {
                NoticeSeal::Omitted
            }
            Self::Cancellation | Self::ReturnOrder | Self::Dunning => NoticeSeal::Required,
        }
    }

    /// Whether it tells the decision about an application.
    pub const fn is_decision(self) -> bool {
        matches!(self, Self::Grant | Self::Refuse)
    }

    /// Whether it tells of what followed a grant.
    pub const fn is_after_grant(self) -> bool {
        !matches!(self, Self::Grant | Self::Refuse | Self::Correction)
    }

    /// The form that the grant rules may name for it.
    pub const fn form(self) -> Option<Form> {
        match self {
            Self::Grant => Some(Form::Decision),
            Self::Refuse => Some(Form::Refusal),
            Self::ChangeApproval => Some(Form::ChangeApproval),
            Self::FinalAmount => Some(Form::FinalAmount),
            Self::Cancellation => Some(Form::Cancellation),
            Self::ReturnOrder => Some(Form::ReturnOrder),
            Self::Correction | Self::Dunning => None,
        }
    }

    /// What it says until a city writes its own.
    pub const fn usual(self) -> &'static str {
        match self {
            Self::Grant => {
                "{{申請日}}付けで申請のあった{{補助金名}}については、{{要綱名}}{{条項}}の規定により、次のとおり交付することに決定したので、通知します。"
            }
            Self::Refuse => {
                "{{申請日}}付けで申請のあった{{補助金名}}については、{{要綱名}}{{条項}}の規定により、次の理由により交付しないことに決定したので、通知します。"
            }
            Self::Correction => {
                "{{申請日}}付けで申請のあった{{補助金名}}については、{{要綱名}}の規定により審査したところ、次のとおり補正が必要です。期限までに補正のうえ、提出してください。"
            }
            Self::ChangeApproval => {
                "{{交付決定日}}付けで交付決定した{{補助金名}}の変更（中止・廃止）については、{{要綱名}}の規定により、次のとおり承認したので、通知します。"
            }
            Self::FinalAmount => {
                "{{交付決定日}}付けで交付決定した{{補助金名}}については、{{要綱名}}の規定により、補助金の額を次のとおり確定したので、通知します。"
            }
            Self::Cancellation => {
                "{{交付決定日}}付けで交付決定した{{補助金名}}については、{{要綱名}}の規定により、次のとおり交付決定を取り消したので、通知します。"
            }
            Self::ReturnOrder => {
                "{{交付決定日}}付けで交付決定した{{補助金名}}については、{{要綱名}}の規定により、次のとおり補助金の返還を命じます。"
            }
            Self::Dunning => {
                "{{交付決定日}}付けで交付決定した{{補助金名}}について返還を命じた額が、期限までに納付されていません。次の期限までに納付してください。"
            }
        }
    }
}

impl NoticeSeal {
    /// As it stands in columns and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Omitted => "omitted",
            Self::Required => "required",
        }
    }

    /// The seal of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Omitted, Self::Required].into_iter().find(|seal| seal.code() == code)
    }
}

impl NoticePlace {
    /// Every place; last those that a refusal, and those that a decision, has not.
    pub const ALL: [Self; 8] = [
        Self::AppliedOn,
        Self::Programme,
        Self::GrantRules,
        Self::Articles,
        Self::Office,
        Self::Receipt,
        Self::Amount,
        Self::GrantedOn,
    ];

    /// The word between the braces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AppliedOn => "申請日",
            Self::Programme => "補助金名",
            Self::GrantRules => "要綱名",
            Self::Articles => "条項",
            Self::Office => "事業所名",
            Self::Receipt => "受付番号",
            Self::Amount => "交付決定額",
            Self::GrantedOn => "交付決定日",
        }
    }
}

impl NoticeText {
    /// Most characters of a text.
    pub const LONGEST: usize = 1_000;

    /// Reads what a clerk wrote for a kind of notice.
    pub fn parse(typed: &str, kind: NoticeKind) -> Result<Self, NoticeTextError> {
        let text = tidy_prose(typed).replace('｛', "{").replace('｝', "}");
        let text = text.trim();
        match text.chars().count() {
            0 => return Err(NoticeTextError::Missing),
            count if count > Self::LONGEST => return Err(NoticeTextError::TooLong),
            _ => {}
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (word, after) = after.split_once("}}").ok_or(NoticeTextError::NotClosed)?;
            let name: String = word.trim().nfkc().collect();
            let place = kind.places().iter().find(|place| place.name() == name).copied();
            let place = place.ok_or_else(|| NoticeTextError::Unknown(tidy_name(word).trim().to_owned()))?;
            pieces.push(Piece::Words(before.to_owned()));
            pieces.push(Piece::Place(place));
            rest = after;
        }
        if rest.contains("}}")
            || pieces.iter().any(|piece| matches!(piece, Piece::Words(words) if words.contains("}}")))
        {
            return Err(NoticeTextError::NotClosed);
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// The text of one notice.
    pub fn fill(&self, facts: &NoticeFacts) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.clone(),
                Piece::Place(place) => tidy_name(match place {
                    NoticePlace::AppliedOn => &facts.applied_on,
                    NoticePlace::Programme => &facts.programme,
                    NoticePlace::GrantRules => &facts.grant_rules,
                    NoticePlace::Articles => &facts.articles,
                    NoticePlace::Office => &facts.office,
                    NoticePlace::Receipt => &facts.receipt,
                    NoticePlace::Amount => &facts.amount,
                    NoticePlace::GrantedOn => &facts.granted_on,
                }),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts() -> NoticeFacts {
        NoticeFacts {
            applied_on: "令和6年7月3日".into(),
            programme: "導入支援補助金".into(),
            grant_rules: "交付要綱".into(),
            articles: "第6条".into(),
            office: "ひだまり".into(),
            receipt: "R6-0001".into(),
            amount: "21,000円".into(),
            granted_on: "令和6年8月1日".into(),
        }
    }

    #[test]
    fn the_usual_texts_read_and_fill() {
        for kind in NoticeKind::ALL {
            let text = NoticeText::parse(kind.usual(), kind).unwrap().fill(&facts());
            let begins = if kind.is_after_grant() {
                "令和6年8月1日付けで交付決定した導入支援補助金"
            } else {
                "令和6年7月3日付けで申請のあった導入支援補助金については、交付要綱"
            };
            assert!(text.starts_with(begins), "{text}");
            assert!(!text.contains('{'), "{text}");
            assert_eq!(NoticeKind::from_code(kind.code()), Some(kind));
        }
    }

    #[test]
    fn a_place_nobody_knows_never_reaches_a_notice() {
        let parse = |typed: &str| NoticeText::parse(typed, NoticeKind::Refuse);
        assert_eq!(parse("{{事業者名}}様"), Err(NoticeTextError::Unknown("事業者名".into())));
        assert_eq!(
            parse("{{交付決定額}}を"),
            Err(NoticeTextError::Unknown("交付決定額".into())),
            "a refusal has none"
        );
        assert_eq!(parse("{{事業所名"), Err(NoticeTextError::NotClosed));
        assert_eq!(parse("事業所名}}"), Err(NoticeTextError::NotClosed));
        assert_eq!(parse(" "), Err(NoticeTextError::Missing));
        let wide = parse("｛｛ 事業所名 ｝｝の申請").unwrap();
        assert_eq!(wide.fill(&facts()), "ひだまりの申請");
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(typed in ".*") {
            for kind in NoticeKind::ALL {
                if let Ok(text) = NoticeText::parse(&typed, kind) {
                    let _ = text.fill(&facts());
                }
            }
        }
    }
}
