//! 社内の確認: where an applicant wants it, what is prepared by one is handed in only when another has looked at it and
//! agreed. What was agreed to is what was looked at: a change asks again.

use crate::ids::AccountId;
use chrono::{DateTime, Utc};

/// What is handed in, and may be looked at before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HandedIn {
    /// 交付申請, and what answers a correction of it.
    Application,
    /// 実績報告.
    Report,
    /// 請求.
    Claim,
    /// 概算払の請求.
    Advance,
}

impl HandedIn {
    /// Everything, in the order of the procedure.
    pub const ALL: [Self; 4] = [Self::Application, Self::Advance, Self::Report, Self::Claim];

    /// What is looked at only where the applicant says so: it is about money that is granted, and nobody else is first.
    pub const CHOSEN: [Self; 2] = [Self::Report, Self::Claim];

    /// As it stands in a column and in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Report => "report",
            Self::Claim => "claim",
            Self::Advance => "advance",
        }
    }

    /// As what an applicant chooses it: an advance is looked at where claims are.
    #[must_use]
    pub const fn chosen_as(self) -> Self {
        match self {
            Self::Application | Self::Report | Self::Claim => self,
            Self::Advance => Self::Claim,
        }
    }

    /// What a code names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Where a confirmation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConfirmationState {
    /// 確認待ち.
    Asked,
    /// 確認済み.
    Agreed,
    /// 差戻し: it is the preparer's again, as it was typed.
    Declined,
    /// 依頼の取下げ: whoever prepares took it back before anybody answered.
    TakenBack,
}

impl ConfirmationState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Agreed, Self::Declined, Self::TakenBack];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
            Self::TakenBack => "taken_back",
        }
    }

    /// The state of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What was asked last about something that is handed in, and what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Where it stands.
    pub state: ConfirmationState,
    /// Who asked.
    pub asked_by: AccountId,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Who answered.
    pub answered_by: Option<AccountId>,
    /// Why it was sent back; empty where it was not.
    pub reason: String,
    /// What was looked at, as [`super::Looked`] tells it.
    pub seen: String,
    /// What was typed with it, where nothing else keeps that: the 中間報告 of an advance.
    pub words: String,
}

/// Those who speak for an office and can sign in, and those of them who confirm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirmers {
    /// Everybody who speaks for it.
    pub speakers: Vec<AccountId>,
    /// 確認者.
    pub confirmers: Vec<AccountId>,
    /// What they look at besides applications.
    pub also: Vec<HandedIn>,
}

/// Why confirmers are not named as somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmersProblem {
    /// Nobody else speaks for the office, so that nobody could prepare what this one confirms.
    #[error("only one person speaks for the office")]
    Alone,
    /// Once there are confirmers, they alone say who confirms.
    #[error("only a confirmer changes who confirms")]
    NotYours,
}

impl Confirmers {
    /// Whether a second person looks before this is handed in for the office. Where one person alone is left, there is no
    /// second.
    pub fn are_needed(&self, what: HandedIn) -> bool {
        let looked_at = what == HandedIn::Application || self.also.contains(&what.chosen_as());
        looked_at && !self.confirmers.is_empty() && self.speakers.len() > 1
    }

    /// Whether somebody confirms.
    pub fn has(&self, who: AccountId) -> bool {
        self.confirmers.contains(&who)
    }

    /// Those whom somebody can ask: nobody asks themselves.
    pub fn others(&self, asker: AccountId) -> impl Iterator<Item = AccountId> {
        self.confirmers.iter().copied().filter(move |one| *one != asker)
    }

    /// Whether somebody may say who confirms: anybody of the office at first, its confirmers from then on. Otherwise
    /// whoever prepares could put the second person aside.
    pub fn may_be_named_by(&self, who: AccountId) -> bool {
        self.confirmers.is_empty() || self.has(who)
    }

    /// Those who confirm from now on, of those who were ticked; nobody switches it off.
    pub fn name(
        &self,
        by: AccountId,
        ticked: impl Fn(AccountId) -> bool,
    ) -> Result<Vec<AccountId>, ConfirmersProblem> {
        if !self.may_be_named_by(by) {
            return Err(ConfirmersProblem::NotYours);
        }
        let named: Vec<AccountId> = self.speakers.iter().copied().filter(|one| ticked(*one)).collect();
        if !named.is_empty() && self.speakers.len() < 2 {
            return Err(ConfirmersProblem::Alone);
        }
        Ok(named)
    }

    /// Where something stands for somebody who would hand it in.
    pub fn standing(
        &self,
        what: HandedIn,
        asked: Option<&Confirmation>,
        seen: &str,
        viewer: AccountId,
    ) -> Standing {
        if !self.are_needed(what) {
            return Standing::NotNeeded;
        }
        let Some(asked) = asked else { return Standing::ToAsk };
        let same = asked.seen == seen;
        match (asked.state, asked.answered_by) {
            (ConfirmationState::TakenBack, _) => Standing::ToAsk,
            (ConfirmationState::Declined, Some(by)) => Standing::Declined { by },
            (ConfirmationState::Agreed, Some(by)) if same => Standing::Agreed { by },
            (ConfirmationState::Asked, _) if same && self.has(viewer) && asked.asked_by != viewer => {
                Standing::ToConfirm { asked_by: asked.asked_by }
            }
            (ConfirmationState::Asked, _) if same => Standing::Waiting { asked_by: asked.asked_by },
            (ConfirmationState::Asked | ConfirmationState::Agreed | ConfirmationState::Declined, _) => {
                Standing::Changed
            }
        }
    }
}

/// Where something stands for somebody of its office, before it is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has to look: it is handed in as it is.
    NotNeeded,
    /// Nobody was asked yet.
    ToAsk,
    /// It was changed since somebody was asked or agreed.
    Changed,
    /// Somebody sent it back; what was typed stays.
    Declined {
        /// Who.
        by: AccountId,
    },
    /// Others look at it.
    Waiting {
        /// Who asked.
        asked_by: AccountId,
    },
    /// The viewer is asked to look.
    ToConfirm {
        /// Who asked.
        asked_by: AccountId,
    },
    /// Somebody looked at it as it is, and agreed.
    Agreed {
        /// Who.
        by: AccountId,
    },
}

impl Standing {
    /// Whether the viewer may hand it in; one who confirms agrees by doing so.
    pub const fn hands_in(self) -> bool {
        match self {
            Self::NotNeeded | Self::ToConfirm { .. } | Self::Agreed { .. } => true,
            Self::ToAsk | Self::Changed | Self::Declined { .. } | Self::Waiting { .. } => false,
        }
    }

    /// Whether the viewer's next step is to ask. Whoever waits may ask once more, where the first to be asked is away.
    pub const fn asks(self) -> bool {
        match self {
            Self::ToAsk | Self::Changed | Self::Declined { .. } => true,
            Self::NotNeeded | Self::Waiting { .. } | Self::ToConfirm { .. } | Self::Agreed { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::sample;
    use uuid::Uuid;

    fn person(number: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(number))
    }

    fn house(confirmers: &[u128]) -> Confirmers {
        Confirmers {
            speakers: [1, 2, 3].map(person).to_vec(),
            confirmers: confirmers.iter().copied().map(person).collect(),
            also: Vec::new(),
        }
    }

    fn asked(by: u128) -> Confirmation {
        Confirmation {
            state: ConfirmationState::Asked,
            asked_by: person(by),
            asked_at: sample::noon(),
            answered_by: None,
            reason: String::new(),
            seen: "a".to_owned(),
            words: String::new(),
        }
    }

    #[test]
    fn nobody_notices_anything_until_somebody_is_named() {
        assert_eq!(house(&[]).standing(HandedIn::Application, None, "a", person(1)), Standing::NotNeeded);
        let alone = Confirmers { speakers: vec![person(2)], ..house(&[2]) };
        let nobody = alone.standing(HandedIn::Application, None, "a", person(2));
        assert_eq!(nobody, Standing::NotNeeded, "there is no second person");
        assert_eq!(house(&[2]).standing(HandedIn::Application, None, "a", person(1)), Standing::ToAsk);
        let own = house(&[2]).standing(HandedIn::Application, None, "a", person(2));
        assert_eq!(own, Standing::ToAsk, "nor do confirmers go alone");
    }

    #[test]
    fn what_follows_a_grant_is_looked_at_only_where_somebody_said_so() {
        let silent = house(&[2]);
        let said = Confirmers { also: vec![HandedIn::Report], ..house(&[2]) };
        let needed = |house: &Confirmers| HandedIn::ALL.map(|what| house.are_needed(what));
        assert_eq!(needed(&silent), [true, false, false, false]);
        assert_eq!(needed(&said), [true, false, true, false]);
        assert_eq!(needed(&Confirmers { confirmers: Vec::new(), ..said }), [false; 4]);
        let claims = Confirmers { also: vec![HandedIn::Claim], ..silent };
        assert_eq!(needed(&claims), [true, true, false, true], "an advance is a claim");
        assert_eq!(HandedIn::ALL.map(|what| HandedIn::from_code(what.code())), HandedIn::ALL.map(Some));
    }

    #[test]
    fn who_asked_never_confirms_and_who_confirms_was_asked_by_another() {
        let house = house(&[1, 2]);
        for (viewer, standing) in [
            (1, Standing::Waiting { asked_by: person(1) }),
            (2, Standing::ToConfirm { asked_by: person(1) }),
            (3, Standing::Waiting { asked_by: person(1) }),
        ] {
            let own = house.standing(HandedIn::Application, Some(&asked(1)), "a", person(viewer));
            assert_eq!(own, standing, "{viewer}");
        }
        assert_eq!(house.others(person(1)).collect::<Vec<_>>(), [person(2)]);
    }

    #[test]
    fn a_change_asks_again_and_a_refusal_is_told_while_it_is_put_right() {
        let house = house(&[2]);
        let agreed =
            Confirmation { state: ConfirmationState::Agreed, answered_by: Some(person(2)), ..asked(1) };
        let of = |asked: &Confirmation, seen: &str, viewer: u128| {
            house.standing(HandedIn::Application, Some(asked), seen, person(viewer))
        };
        assert_eq!(of(&agreed, "a", 1), Standing::Agreed { by: person(2) });
        for one in [&agreed, &asked(1)] {
            let standing = of(one, "b", 2);
            assert_eq!(standing, Standing::Changed);
            assert!(!standing.hands_in() && standing.asks());
        }
        let declined =
            Confirmation { state: ConfirmationState::Declined, answered_by: Some(person(2)), ..asked(1) };
        for seen in ["a", "b"] {
            assert_eq!(of(&declined, seen, 1), Standing::Declined { by: person(2) });
        }
        let taken_back = Confirmation { state: ConfirmationState::TakenBack, ..asked(1) };
        for viewer in [1, 2] {
            assert_eq!(of(&taken_back, "a", viewer), Standing::ToAsk, "nobody is asked any more");
        }
    }

    #[test]
    fn once_there_are_confirmers_they_alone_say_who_confirms() {
        assert_eq!(house(&[]).name(person(1), |one| one == person(3)), Ok(vec![person(3)]));
        assert_eq!(house(&[3]).name(person(1), |_| false), Err(ConfirmersProblem::NotYours));
        assert_eq!(house(&[3]).name(person(3), |_| false), Ok(Vec::new()), "they may switch it off");
        let alone = Confirmers { speakers: vec![person(1)], ..house(&[]) };
        assert_eq!(alone.name(person(1), |_| true), Err(ConfirmersProblem::Alone));
    }
}
