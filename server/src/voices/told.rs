//! Voices as others read them: of offices that are open and use the system, and no more of them than was agreed to.

use crate::{error::Error, visit::Visit};
use app::{paths, voices::VoiceCard};
use chrono::NaiveDate;
use domain::{
    accounts::AccountKind,
    adoption::{Population, Step},
    ids::OfficeId,
    service_type::ServiceType,
    voices::{Asking, Nearness, VoiceForm, nearness, signature},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx, adoption,
    offices::{self, Office},
    progress,
    voices::{self, Voice},
};

/// A voice that others read.
pub(crate) struct Told {
    /// What is kept.
    pub voice: Voice,
    /// What was agreed to.
    pub said: VoiceForm,
    /// Who says it: the name, or what kind of office.
    pub who: String,
    /// Of its services and area what may be known.
    asking: Asking,
}

impl Told {
    /// As a card, for whoever is so near.
    pub fn card(&self, near: Nearness, href: Option<String>) -> VoiceCard {
        let services =
            self.asking.services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、");
        VoiceCard {
            who: self.who.clone(),
            quote: self.said.quote.clone(),
            // An office without a name is called by its service already.
            services: if self.said.named { services } else { String::new() },
            near,
            href,
        }
    }
}

/// The services of an office, and its 日常生活圏域.
fn asking(office: &Office) -> Asking {
    let services = office.services.iter().map(|one| one.service).collect();
    Asking { services, area: office.particulars.area.clone() }
}

/// What others know of an office, and how it is called.
fn known(office: &Office, named: bool, users: &BTreeMap<ServiceType, u64>) -> (String, Asking) {
    let whole = asking(office);
    if named {
        return (office.particulars.name.clone(), whole);
    }
    match signature(&whole.services, users) {
        Some(service) => {
            let who = format!("地域の事業所（{}）", service.name());
            (who, Asking { services: vec![service], area: String::new() })
        }
        None => ("地域の介護サービス事業所".to_owned(), Asking::default()),
    }
}

/// Every voice that others read, the latest agreement first.
pub(crate) async fn all(tx: &Tx, today: NaiveDate) -> Result<Vec<Told>, Error> {
    let standing = voices::standing(tx).await?;
    if standing.is_empty() {
        return Ok(Vec::new());
    }
    // A voice with a name asks for its own office alone; one without for how many of each service use the system, too.
    let mut asked: BTreeSet<OfficeId> = standing.iter().map(|voice| voice.office).collect();
    if standing.iter().any(|voice| voice.said.as_ref().is_some_and(|said| !said.named)) {
        asked.extend(adoption::counting::ever_adopted(tx).await?);
    }
    let asked: Vec<OfficeId> = asked.into_iter().collect();
    let population = adoption::counting::some(tx, &asked).await?;
    among(tx, standing, &population, today).await
}

/// Those of them whose office is open and uses the system.
async fn among(
    tx: &Tx,
    standing: Vec<Voice>,
    population: &Population,
    today: NaiveDate,
) -> Result<Vec<Told>, Error> {
    let tallies = population.by(today, |office| office.services.clone());
    let users = tallies.into_iter().map(|(service, tally)| (service, tally.get(Step::Adopted))).collect();
    let using = population.adopted(today);
    let ids: Vec<OfficeId> = standing.iter().map(|voice| voice.office).collect();
    let offices: BTreeMap<OfficeId, Office> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let told = |voice: Voice| {
        let office = offices.get(&voice.office).filter(|office| using.contains(&office.id))?;
        let said = voice.said.clone()?;
        let (who, asking) = known(office, said.named, &users);
        Some(Told { voice, said, who, asking })
    };
    Ok(standing.into_iter().filter_map(told).collect())
}

/// Those whose office agreed to everybody, where the register has been counted already.
pub(crate) async fn public(
    tx: &Tx,
    population: &Population,
    today: NaiveDate,
) -> Result<Vec<VoiceCard>, Error> {
    Ok(open_to_everybody(&among(tx, voices::standing(tx).await?, population, today).await?))
}

fn open_to_everybody(all: &[Told]) -> Vec<VoiceCard> {
    let open = all.iter().filter(|told| told.said.publicly);
    open.map(|told| told.card(Nearness::default(), None)).collect()
}

/// For these offices of the city, the nearest first; their own are left out.
pub(crate) async fn for_offices(
    tx: &Tx,
    slug: &str,
    readers: &[OfficeId],
    today: NaiveDate,
) -> Result<Vec<VoiceCard>, Error> {
    let all = all(tx, today).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let own: BTreeSet<OfficeId> = readers.iter().copied().collect();
    let readers: Vec<Asking> = offices::several(tx, readers).await?.iter().map(asking).collect();
    let others = all.iter().filter(|told| !own.contains(&told.voice.office));
    let mut near: Vec<(Nearness, &Told)> =
        others.map(|told| (nearness(&told.asking, &readers), told)).collect();
    // Those that are equally near stay in their order.
    near.sort_by_key(|(near, _)| std::cmp::Reverse(*near));
    let card = |(near, told): (Nearness, &Told)| told.card(near, Some(paths::my_voice(slug, told.voice.id)));
    Ok(near.into_iter().map(card).collect())
}

/// Voices beside something else, with where more of them are.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// The nearest.
    pub voices: Vec<VoiceCard>,
    /// Where all of them are; none where there are none.
    pub more: Option<String>,
}

/// How many voices stand beside something else.
const BESIDE: usize = 3;

/// Beside a page of the city: to whoever speaks for its offices what is near them, to everybody else what is public.
pub(crate) async fn beside(tx: &Tx, visit: &Visit, slug: &str, today: NaiveDate) -> Result<Beside, Error> {
    let applicant = visit.signed_in().is_some_and(|person| person.account.kind == AccountKind::Applicant);
    let (mut voices, all) = if applicant && !visit.offices.is_empty() {
        (for_offices(tx, slug, &visit.offices, today).await?, paths::my_voices(slug))
    } else {
        let kept = progress::find(tx).await?;
        let shown = kept.published_at.is_some() && kept.form.with_voices;
        let voices = if shown { open_to_everybody(&all(tx, today).await?) } else { Vec::new() };
        (voices, paths::public_progress(slug))
    };
    let more = (!voices.is_empty()).then_some(all);
    voices.truncate(BESIDE);
    Ok(Beside { voices, more })
}
