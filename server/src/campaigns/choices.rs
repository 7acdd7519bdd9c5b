//! What the forms of campaigns choose from, and the names of what was chosen.

use crate::{app::App, error::Error, offices::choosing::Offers};
use app::campaigns::Options;
use domain::{
    campaigns::{ActivityKind, Choosable, Field, NewActivity},
    form::Typed,
    ids::{AccountId, AssociationId},
};
use std::collections::BTreeMap;
use store::{Tx, accounts, associations, demos, mailings, materials, offices::segments, surveys};

/// Everything that can be chosen, with its name.
#[derive(Debug, Default)]
pub(super) struct Choices {
    /// What is taken.
    pub known: Choosable,
    /// Officers.
    pub owners: Options,
    /// 対象リスト.
    pub segments: Options,
    /// 関係団体.
    pub associations: Options,
    /// お知らせ.
    pub mailings: Options,
    /// アンケート.
    pub surveys: Options,
    /// デモ・説明会.
    pub sessions: Options,
    /// 資材.
    pub materials: Options,
    /// The 対象リスト, the ready ones among them.
    pub offers: Offers,
}

fn options<T: ToString>(of: &[(T, String)]) -> Options {
    Options(of.iter().map(|(id, name)| (id.to_string(), name.clone())).collect())
}

fn ids<T: Copy>(of: &[(T, String)]) -> Vec<T> {
    of.iter().map(|(id, _)| *id).collect()
}

/// Who can be responsible: the tenant's people whose accounts are not disabled, and whoever is responsible now.
async fn owners(tx: &Tx, now: Option<AccountId>) -> Result<Vec<(AccountId, String)>, Error> {
    let members = accounts::members(tx).await?.into_iter();
    let able =
        members.filter(|member| member.account.disabled_at.is_none() || Some(member.account.id) == now);
    Ok(able.map(|member| (member.account.id, member.account.name)).collect())
}

/// Associations that are not put away, and those that are chosen now.
async fn bodies(tx: &Tx, now: &[AssociationId]) -> Result<Vec<(AssociationId, String)>, Error> {
    let all = associations::all(tx).await?.into_iter();
    let there = all.filter(|kept| kept.put_away_at.is_none() || now.contains(&kept.id));
    Ok(there.map(|kept| (kept.id, kept.association.name)).collect())
}

impl Choices {
    /// What a campaign's form needs.
    pub(super) async fn of_campaign(tx: &Tx, owner: Option<AccountId>) -> Result<Self, Error> {
        let owners = owners(tx, owner).await?;
        let known = Choosable { owners: ids(&owners), ..Choosable::default() };
        Ok(Self { known, owners: options(&owners), ..Self::default() })
    }

    /// What the form of an activity of a kind needs; what it has now stays among it.
    pub(super) async fn of_activity(
        tx: &Tx,
        kind: ActivityKind,
        now: Option<&NewActivity>,
    ) -> Result<Self, Error> {
        let owners = owners(tx, now.and_then(|now| now.owner)).await?;
        let offers = Offers::of(tx).await?;
        let associations = if kind.channel().is_some() {
            bodies(tx, now.map(|now| now.associations.as_slice()).unwrap_or_default()).await?
        } else {
            Vec::new()
        };
        let mailings: Vec<_> = if kind == ActivityKind::Mail {
            mailings::all(tx).await?.into_iter().map(|one| (one.id, one.text.subject)).collect()
        } else {
            Vec::new()
        };
        let surveys: Vec<_> = if kind == ActivityKind::Survey {
            surveys::all(tx).await?.into_iter().map(|one| (one.id, one.title)).collect()
        } else {
            Vec::new()
        };
        let sessions: Vec<_> = if kind == ActivityKind::DemoSession {
            let all = demos::sessions::all(tx).await?;
            all.iter().map(|one| (one.id, crate::demos::about(one))).collect()
        } else {
            Vec::new()
        };
        let mut materials = materials::for_offices(tx).await?;
        if let Some(id) = now.and_then(|now| now.material)
            && !materials.iter().any(|(known, _)| *known == id)
        {
            materials.extend(materials::find(tx, id).await?.map(|kept| (id, kept.material.title)));
        }
        let known = Choosable {
            owners: ids(&owners),
            segments: offers.saved.iter().map(|saved| saved.id).collect(),
            associations: ids(&associations),
            mailings: ids(&mailings),
            surveys: ids(&surveys),
            sessions: ids(&sessions),
            materials: ids(&materials),
        };
        Ok(Self {
            known,
            owners: options(&owners),
            segments: Options(offers.options()),
            offers,
            associations: options(&associations),
            mailings: options(&mailings),
            surveys: options(&surveys),
            sessions: options(&sessions),
            materials: options(&materials),
        })
    }

    /// What was typed, with a saved 対象リスト where a ready one was chosen, and what is known then.
    pub(super) async fn settle(
        &self,
        app: &App,
        tx: &Tx,
        typed: &Typed,
    ) -> Result<(Typed, Choosable), Error> {
        let (settled, segments) = self.offers.settle(app, tx, typed, Field::Segment.name()).await?;
        Ok((settled, Choosable { segments, ..self.known.clone() }))
    }
}

/// The names of what activities have, looked up once for a page.
#[derive(Debug, Default)]
pub(super) struct Named {
    segments: BTreeMap<String, String>,
    associations: BTreeMap<String, String>,
    mailings: BTreeMap<String, String>,
    surveys: BTreeMap<String, String>,
    sessions: BTreeMap<String, String>,
    materials: BTreeMap<String, String>,
}

fn map<T: ToString>(of: impl IntoIterator<Item = (T, String)>) -> BTreeMap<String, String> {
    of.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
}

impl Named {
    /// Looks the names up of which some of the activities have need.
    pub(super) async fn of(tx: &Tx, all: &[&NewActivity]) -> Result<Self, Error> {
        let any = |has: &dyn Fn(&NewActivity) -> bool| all.iter().any(|one| has(one));
        let mut named = Self::default();
        if any(&|one| one.segment.is_some()) {
            let saved = segments::all(tx).await?.into_iter();
            named.segments = map(saved.map(|saved| (saved.id, saved.named.name)));
        }
        if any(&|one| !one.associations.is_empty()) {
            let kept = associations::all(tx).await?.into_iter();
            named.associations = map(kept.map(|kept| (kept.id, kept.association.name)));
        }
        if any(&|one| one.mailing.is_some()) {
            named.mailings = map(mailings::all(tx).await?.into_iter().map(|one| (one.id, one.text.subject)));
        }
        if any(&|one| one.survey.is_some()) {
            named.surveys = map(surveys::all(tx).await?.into_iter().map(|one| (one.id, one.title)));
        }
        let sessions: Vec<_> = all.iter().filter_map(|one| one.session).collect();
        let sessions = demos::calendar::of_ids(tx, &sessions).await?;
        named.sessions = map(sessions.iter().map(|one| (one.id, crate::demos::about(one))));
        if any(&|one| one.material.is_some()) {
            let kept = materials::all(tx).await?.into_iter();
            named.materials = map(kept.map(|kept| (kept.id, kept.material.title)));
        }
        Ok(named)
    }

    fn get<T: ToString>(names: &BTreeMap<String, String>, id: Option<T>) -> Option<String> {
        id.and_then(|id| names.get(&id.to_string()).cloned())
    }

    /// The name of an activity's segment.
    pub(super) fn segment(&self, of: &NewActivity) -> Option<String> {
        Self::get(&self.segments, of.segment)
    }

    /// The names of its associations.
    pub(super) fn associations(&self, of: &NewActivity) -> String {
        let names = of.associations.iter().filter_map(|id| self.associations.get(&id.to_string()).cloned());
        names.collect::<Vec<_>>().join("、")
    }

    /// The name of its mailing.
    pub(super) fn mailing(&self, of: &NewActivity) -> Option<String> {
        Self::get(&self.mailings, of.mailing)
    }

    /// The name of its survey.
    pub(super) fn survey(&self, of: &NewActivity) -> Option<String> {
        Self::get(&self.surveys, of.survey)
    }

    /// What its session is.
    pub(super) fn session(&self, of: &NewActivity) -> Option<String> {
        Self::get(&self.sessions, of.session)
    }

    /// The name of its material.
    pub(super) fn material(&self, of: &NewActivity) -> Option<String> {
        Self::get(&self.materials, of.material)
    }
}
