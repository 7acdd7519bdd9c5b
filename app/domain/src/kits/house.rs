//! What a house works with besides a campaign: how its sessions are prepared, and how its notices are worded. Each is
//! measured as its form is.

use crate::{
    demos::{Place, Plan, PlanTask, fill_task, parse_task},
    subsidies::{NoticeKind, NoticeSeal, NoticeText, NoticeTextError},
};
use serde::{Deserialize, Serialize};

/// 準備計画: what prepares a session on site, and one online. A place that is not in it stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionPlanPart {
    /// On site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_site: Option<Plan>,
    /// Online.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online: Option<Plan>,
}

/// 通知書の文言 of one kind of notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticePart {
    /// Which notice, by its code.
    pub kind: String,
    /// The sentence that begins it, with its places.
    pub opening: String,
    /// What stands at its end; may be empty.
    #[serde(default)]
    pub closing: String,
    /// 公印, by its code.
    pub seal: String,
}

/// What is wrong with a part of a house.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HouseFault {
    /// The task at this place of a plan, from 1, could not have been typed.
    #[error("the task {1} of the plan {0:?} does not fit")]
    Task(Place, usize),
    /// A plan without a task, or with more than a plan has.
    #[error("the plan {0:?} has no task or too many")]
    Tasks(Place),
    /// The notice at this place, from 1, is of no kind or has no seal that is known.
    #[error("the notice {0} is of no kind")]
    Kind(usize),
    /// The notice at this place, from 1, is of a kind that stands there already.
    #[error("the notice {0} stands there twice")]
    Twice(usize),
    /// The text of a notice does not hold together.
    #[error("the notice {0:?} does not hold together")]
    Text(NoticeKind, NoticeTextError),
}

/// A notice that was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Which notice.
    pub kind: NoticeKind,
    /// The sentence that begins it.
    pub opening: String,
    /// What stands at its end; may be empty.
    pub closing: String,
    /// 公印.
    pub seal: NoticeSeal,
}

impl SessionPlanPart {
    /// The plans that are in it.
    pub fn plans(&self) -> impl Iterator<Item = (Place, &Plan)> {
        let both = [(Place::OnSite, self.on_site.as_ref()), (Place::Online, self.online.as_ref())];
        both.into_iter().filter_map(|(place, plan)| plan.map(|plan| (place, plan)))
    }

    /// Whether every task could have been typed.
    pub fn hold(&self) -> Result<(), HouseFault> {
        for (place, plan) in self.plans() {
            if plan.tasks().is_empty() || plan.tasks().len() > Plan::MOST {
                return Err(HouseFault::Tasks(place));
            }
            let typed = |task: &PlanTask| parse_task(&fill_task(task)).as_ref() == Ok(task);
            if let Some(at) = plan.tasks().iter().position(|task| !typed(task)) {
                return Err(HouseFault::Task(place, at + 1));
            }
        }
        Ok(())
    }
}

impl NoticePart {
    /// What a city wrote.
    pub fn of(wording: &Wording) -> Self {
        Self {
            kind: wording.kind.code().to_owned(),
            opening: wording.opening.clone(),
            closing: wording.closing.clone(),
            seal: wording.seal.code().to_owned(),
        }
    }

    fn read(&self, place: usize) -> Result<Wording, HouseFault> {
        let kind = NoticeKind::from_code(&self.kind).ok_or(HouseFault::Kind(place))?;
        let seal = NoticeSeal::from_code(&self.seal).ok_or(HouseFault::Kind(place))?;
        let fault = |error| HouseFault::Text(kind, error);
        NoticeText::parse(&self.opening, kind).map_err(fault)?;
        match NoticeText::parse(&self.closing, kind) {
            Ok(_) | Err(NoticeTextError::Missing) => {}
            Err(error) => return Err(fault(error)),
        }
        let (opening, closing) = (self.opening.trim().to_owned(), self.closing.trim().to_owned());
        Ok(Wording { kind, opening, closing, seal })
    }
}

/// The notices of a file as wordings, each kind once.
pub fn wordings(notices: &[NoticePart]) -> Result<Vec<Wording>, HouseFault> {
    let mut read: Vec<Wording> = Vec::with_capacity(notices.len());
    for (place, notice) in (1..).zip(notices) {
        let wording = notice.read(place)?;
        if read.iter().any(|known| known.kind == wording.kind) {
            return Err(HouseFault::Twice(place));
        }
        read.push(wording);
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::{Due, Owner};

    fn task(title: &str) -> PlanTask {
        PlanTask {
            title: title.into(),
            details: String::new(),
            owner: Owner::Municipality,
            due: Due::from_code("weeks:2").unwrap(),
        }
    }

    #[test]
    fn the_built_in_plans_hold_and_what_could_not_be_typed_does_not() {
        let both = SessionPlanPart {
            on_site: Some(Plan::built_in(Place::OnSite)),
            online: Some(Plan::built_in(Place::Online)),
        };
        assert_eq!(both.hold(), Ok(()));
        let of =
            |tasks: Vec<PlanTask>| SessionPlanPart { on_site: None, online: Some(Plan::new(tasks)) }.hold();
        assert_eq!(of(vec![task("会場の下見"), task("")]), Err(HouseFault::Task(Place::Online, 2)));
        assert_eq!(of(vec![task(&"あ".repeat(61))]), Err(HouseFault::Task(Place::Online, 1)));
        assert_eq!(of(Vec::new()), Err(HouseFault::Tasks(Place::Online)));
        assert_eq!(of(vec![task("会場の下見"); Plan::MOST + 1]), Err(HouseFault::Tasks(Place::Online)));
    }

    #[test]
    fn a_notice_is_measured_as_the_form_measures_it() {
        let usual = |kind: NoticeKind| {
            NoticePart::of(&Wording {
                kind,
                opening: kind.usual().to_owned(),
                closing: String::new(),
                seal: kind.usual_seal(),
            })
        };
        let all: Vec<_> = NoticeKind::ALL.into_iter().map(usual).collect();
        let read = wordings(&all).unwrap();
        assert_eq!(read.iter().map(NoticePart::of).collect::<Vec<_>>(), all);
        let wrong = NoticePart { opening: "{{秘密}}".into(), ..usual(NoticeKind::Grant) };
        let unknown = NoticeTextError::Unknown("秘密".into());
        assert_eq!(wordings(&[wrong]), Err(HouseFault::Text(NoticeKind::Grant, unknown)));
        let strange = NoticePart { kind: "love_letter".into(), ..usual(NoticeKind::Grant) };
        assert_eq!(wordings(&[usual(NoticeKind::Refuse), strange]), Err(HouseFault::Kind(2)));
        assert_eq!(
            wordings(&[usual(NoticeKind::Grant), usual(NoticeKind::Grant)]),
            Err(HouseFault::Twice(2))
        );
    }
}
