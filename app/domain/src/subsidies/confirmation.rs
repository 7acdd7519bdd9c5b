//! 社内の確認: where an applicant wants it, what is prepared by one is handed in only when another has looked at it and
//! agreed. What was agreed to is what was looked at: a change asks again.

use super::{Answers, Task};
use crate::{
    awards::Money,
    form::Typed,
    ids::{AccountId, AttachmentId, CorrectionId, ProgrammeVersionId},
};
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
}

impl HandedIn {
    /// Everything, in the order of the procedure.
    pub const ALL: [Self; 3] = [Self::Application, Self::Report, Self::Claim];

    /// What is looked at only where the applicant says so: it is about money that is granted, and nobody else is first.
    pub const CHOSEN: [Self; 2] = [Self::Report, Self::Claim];

    /// As it stands in a column and in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Report => "report",
            Self::Claim => "claim",
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
}

impl ConfirmationState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Agreed, Self::Declined];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
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
    /// What was looked at, as [`Looked`] tells it.
    pub seen: String,
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
        let looked_at = what == HandedIn::Application || self.also.contains(&what);
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

/// What somebody looks at who confirms: rules, answers, files, and what was asked back.
#[derive(Debug, Clone)]
pub struct Looked<'a> {
    /// The rules it comes under: another version may give another amount.
    pub rules: ProgrammeVersionId,
    /// The correction that it answers; each is confirmed by itself.
    pub correction: Option<CorrectionId>,
    /// What was typed.
    pub answers: &'a Answers,
    /// What is attached: which file, under which document, and where in it the evidence is.
    pub files: Vec<(AttachmentId, &'a str, Option<u16>)>,
}

impl Looked<'_> {
    /// All of it as one text, alike only where nothing differs. It holds what was typed: its hash is kept, not the text.
    pub fn text(&self) -> String {
        let typed = Task::ALL.map(|task| format!("{} {:?}", task.code(), self.answers.typed(task).pairs()));
        format!("{:?} {:?}\n{}\n{:?}", self.rules, self.correction, typed.join("\n"), self.files)
    }
}

/// The same of a 実績報告.
#[derive(Debug, Clone)]
pub struct LookedReport<'a> {
    /// Its number: what answers a correction is the next one, and is confirmed by itself.
    pub number: i32,
    /// What was typed.
    pub answers: &'a Typed,
    /// What is attached, under which document.
    pub files: Vec<(AttachmentId, &'a str)>,
}

impl LookedReport<'_> {
    /// All of it as one text, alike only where nothing differs.
    pub fn text(&self) -> String {
        format!("{} {:?}\n{:?}", self.number, self.answers.pairs(), self.files)
    }
}

/// The same of a 請求.
#[derive(Debug, Clone)]
pub struct LookedClaim<'a> {
    /// The sums: what is fixed is claimed, and what was paid already tells one claim from the next.
    pub money: Money,
    /// Who claims.
    pub corporation: &'a str,
}

impl LookedClaim<'_> {
    /// All of it as one text, alike only where nothing differs.
    pub fn text(&self) -> String {
        format!("{:?}\n{}", self.money, self.corporation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{money::Yen, subsidies::sample};
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
        assert_eq!(needed(&silent), [true, false, false]);
        assert_eq!(needed(&said), [true, true, false]);
        assert_eq!(needed(&Confirmers { confirmers: Vec::new(), ..said }), [false; 3]);
        assert_eq!(HandedIn::ALL.map(|what| HandedIn::from_code(what.code())), HandedIn::ALL.map(Some));
    }

    #[test]
    fn another_report_or_sum_is_not_what_was_looked_at() {
        let typed = Typed::default().with("paid", "21,000");
        let first = LookedReport { number: 1, answers: &typed, files: Vec::new() };
        let other = Typed::default().with("paid", "20,000");
        assert_ne!(LookedReport { answers: &other, ..first.clone() }.text(), first.text());
        assert_ne!(LookedReport { number: 2, ..first.clone() }.text(), first.text());
        let granted = |yen| Money { granted: Yen(yen), ..Money::default() };
        let claim = LookedClaim { money: granted(21_000), corporation: "ひだまり" };
        let less = LookedClaim { money: granted(20_000), ..claim.clone() };
        assert_ne!(less.text(), claim.text());
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
    }

    #[test]
    fn once_there_are_confirmers_they_alone_say_who_confirms() {
        assert_eq!(house(&[]).name(person(1), |one| one == person(3)), Ok(vec![person(3)]));
        assert_eq!(house(&[3]).name(person(1), |_| false), Err(ConfirmersProblem::NotYours));
        assert_eq!(house(&[3]).name(person(3), |_| false), Ok(Vec::new()), "they may switch it off");
        let alone = Confirmers { speakers: vec![person(1)], ..house(&[]) };
        assert_eq!(alone.name(person(1), |_| true), Err(ConfirmersProblem::Alone));
    }

    #[test]
    fn what_is_looked_at_differs_by_every_answer_and_every_file() {
        let mut answers = Answers::default();
        answers.save(Task::Contact, &Typed::default().with("phone", "1"), sample::noon());
        let (rules, file) =
            (ProgrammeVersionId::from_uuid(Uuid::nil()), AttachmentId::from_uuid(Uuid::nil()));
        let first = Looked { rules, correction: None, answers: &answers, files: vec![(file, "d1", None)] };
        let mut later = answers.clone();
        later.save(
            Task::Contact,
            &Typed::default().with("phone", "1"),
            sample::noon() + chrono::Duration::days(1),
        );
        assert_eq!(
            Looked { answers: &later, ..first.clone() }.text(),
            first.text(),
            "the same words, saved again"
        );
        later.save(Task::Contact, &Typed::default().with("phone", "2"), sample::noon());
        let others = [
            Looked { answers: &later, ..first.clone() },
            Looked { files: Vec::new(), ..first.clone() },
            Looked { files: vec![(file, "d1", Some(2))], ..first.clone() },
            Looked { correction: Some(CorrectionId::from_uuid(Uuid::nil())), ..first.clone() },
        ];
        for other in others {
            assert_ne!(other.text(), first.text(), "{other:?}");
        }
    }
}
