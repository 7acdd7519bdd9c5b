//! What a federation has on its desk while it arranges a date: the candidates, its resources, what is taken, and the
//! nearest that can be had instead.

use super::{sessions, uses::Others};
use crate::{
    actor::{FederationClerk, Partner},
    app::App,
    error::Error,
    page::Page,
};
use app::{
    demos::{AlternativeLine, ArrangementUse, CandidateLine, ConfirmationPage, ConfirmationView, Offered},
    messages::demos::{arrangement_errors, wrong_stage},
};
use axum::response::Response;
use chrono::{NaiveDate, TimeDelta};
use domain::{
    demos::{
        Arrangement, ArrangementField as Field, ArrangementProblem as Problem, BookingRules, DAYS_AROUND,
        Diary, Frame, Place, ResourceKind, Slot, SoFar, Stock, Travel, Wish, first_quarter, taken_quarters,
        warnings,
    },
    form::Typed,
    ids::ResourceId,
    wareki::{Expected, parse_expected},
    working_days::WorkingCalendar,
};
use elements::FormState;
use leptos::prelude::*;
use std::ops::Range;
use store::{
    Tx,
    demos::{
        confirming::ConfirmError,
        resources::{self, Resource},
        rules,
        sessions::Session,
    },
    tenants,
};

/// How many alternatives are offered.
const OFFERED: usize = 3;
/// How many days ahead are looked at for what is taken.
const AHEAD: i64 = 800;

/// Everything that is asked for while a date is arranged.
pub(super) struct Desk {
    /// The federation's resources; those too that are promised to the session and not lent any more.
    pub among: Vec<Resource>,
    /// What it asks of those who book.
    pub rules: BookingRules,
    /// What is taken by others, on the days that are asked for.
    pub diary: Diary,
    /// When offices work.
    pub calendar: WorkingCalendar,
    /// The day in Japan.
    pub today: NaiveDate,
}

impl Desk {
    /// The desk of the federation of the scope, for a session; any day can be asked for.
    pub async fn of(app: &App, tx: &Tx, session: Option<&Session>) -> Result<Self, Error> {
        let today = app.clock.today();
        let days = (today - TimeDelta::days(1), today + TimeDelta::days(AHEAD));
        Self::between(app, tx, session, days).await
    }

    /// The same for a form as it is first shown: it asks for the days around those that are wanted or held, and no others.
    pub async fn around(app: &App, tx: &Tx, session: &Session) -> Result<Self, Error> {
        let held = session.stage.session().map(|held| held.slot.date);
        let wanted = || session.request.candidates.iter().map(|slot| slot.date).chain(held);
        let today = app.clock.today();
        let (first, last) = (wanted().min().unwrap_or(today), wanted().max().unwrap_or(today));
        // A day more on either side: a way there may begin the day before.
        let beside = TimeDelta::days(DAYS_AROUND + 1);
        Self::between(app, tx, Some(session), (first - beside, last + beside)).await
    }

    async fn between(
        app: &App,
        tx: &Tx,
        session: Option<&Session>,
        (first, until): (NaiveDate, NaiveDate),
    ) -> Result<Self, Error> {
        let held = session.and_then(|session| session.stage.session());
        let promised = |id: ResourceId| {
            held.is_some_and(|held| held.promises.iter().any(|promise| promise.resource == id))
        };
        let quarters = first_quarter(first)..first_quarter(until);
        Ok(Self {
            among: resources::every(tx)
                .await?
                .into_iter()
                .filter(|one| !one.retired || promised(one.id))
                .collect(),
            rules: rules::own(tx).await?.0,
            diary: resources::diary(tx, quarters, session.map(|session| session.id)).await?,
            calendar: WorkingCalendar::new(tenants::closed_days(tx).await?),
            today: app.clock.today(),
        })
    }

    /// Reads the form, and finds what is in the way.
    pub fn read(&self, typed: &Typed, session: &Session) -> Result<Arrangement, Vec<(Field, Problem)>> {
        self.read_for(typed, &session.request.candidates, &self.so_far(session), session.registered)
    }

    /// The same, where there is no session yet.
    pub fn read_for(
        &self,
        typed: &Typed,
        candidates: &[Slot],
        so_far: &SoFar,
        registered: u16,
    ) -> Result<Arrangement, Vec<(Field, Problem)>> {
        let kinds: Vec<_> = self.among.iter().map(|one| (one.id, one.kind)).collect();
        let frame = Frame { candidates, so_far, resources: &kinds, registered, today: self.today };
        let form = Arrangement::parse(typed, &frame)?;
        let problems = self.in_the_way(&form);
        if problems.is_empty() { Ok(form) } else { Err(problems) }
    }

    /// Which of the chosen resources are not free, or not there.
    pub fn in_the_way(&self, form: &Arrangement) -> Vec<(Field, Problem)> {
        let chosen = self.among.iter().filter(|one| form.resources.contains(&one.id));
        let mut problems: Vec<(Field, Problem)> = chosen
            .filter_map(|one| {
                let quarters = taken_quarters(&form.slot, form.place, form.travel, form.loan, one.kind);
                if !one.stock().is_there(&form.slot) {
                    Some((Field::Resource(one.kind), Problem::NotThere))
                } else if !self.diary.is_free(one.id, &quarters) {
                    Some((Field::Resource(one.kind), Problem::NotFree))
                } else {
                    None
                }
            })
            .collect();
        problems.dedup_by_key(|(field, _)| *field);
        problems
    }

    /// The same once the rows refused it: something is, even on days that the diary does not hold.
    pub fn refused(&self, form: &Arrangement, when: Field) -> Vec<(Field, Problem)> {
        let problems = self.in_the_way(form);
        if problems.is_empty() { vec![(when, Problem::NotFree)] } else { problems }
    }

    /// What holds where the form says nothing.
    fn so_far(&self, session: &Session) -> SoFar {
        match session.stage.session() {
            Some(held) => SoFar {
                slot: Some(held.slot),
                place: held.place,
                venue: held.venue.clone(),
                travel: held.travel,
            },
            None => SoFar {
                slot: None,
                place: session.request.place,
                venue: session.request.venue.clone(),
                travel: self.rules.travel_to(session.request.place),
            },
        }
    }

    /// The form as it is first shown.
    pub fn fill(&self, session: &Session) -> Typed {
        match session.stage.session() {
            Some(held) => Arrangement::fill(held),
            None => {
                let request = &session.request;
                let (so_far, length) =
                    (self.so_far(session), request.candidates.first().map(|one| one.length));
                Typed::default()
                    .with(Field::Place.name(), request.place.code())
                    .with(Field::Venue.name(), &*request.venue)
                    .with(Field::Before.name(), so_far.travel.minutes_before().to_string())
                    .with(Field::After.name(), so_far.travel.minutes_after().to_string())
                    .with(
                        Field::Length.name(),
                        length.map_or(120, domain::demos::Length::minutes).to_string(),
                    )
                    .with(Field::Capacity.name(), request.people.get().to_string())
            }
        }
    }

    /// What is usually needed: a set where it is on site, somebody who speaks, a room online; as far as there are any.
    pub fn needed(&self, place: Place) -> Vec<ResourceKind> {
        ResourceKind::ALL
            .iter()
            .copied()
            .filter(|kind| match kind {
                ResourceKind::DemoSet => place == Place::OnSite,
                ResourceKind::Lecturer => self.among.iter().any(|one| one.kind == *kind),
                ResourceKind::OnlineRoom => {
                    place == Place::Online && self.among.iter().any(|one| one.kind == *kind)
                }
                ResourceKind::Projector | ResourceKind::Room => false,
            })
            .collect()
    }

    /// What the form wishes for, as far as it can be read: its date, or the first candidate.
    fn wish(&self, typed: &Typed, session: &Session) -> Option<Wished> {
        let so_far = self.so_far(session);
        let place = Place::from_code(typed.get(Field::Place.name())).unwrap_or(so_far.place);
        let candidate = typed.get(Field::Candidate.name());
        let numbered = candidate.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let named = match numbered {
            Some(number) => session.request.candidates.get(number).copied(),
            None if candidate == Arrangement::OTHER => other_date(typed, self.today),
            None => Slot::from_code(candidate),
        };
        let first = || session.request.candidates.iter().min().copied();
        let slot = named.or(so_far.slot).or_else(first)?;
        let chosen: Vec<ResourceId> = self
            .among
            .iter()
            .filter(|one| typed.all(Field::Resource(one.kind).name()).any(|id| id == one.id.to_string()))
            .map(|one| one.id)
            .collect();
        let mut kinds = self.needed(place);
        for one in self.among.iter().filter(|one| chosen.contains(&one.id)) {
            if !kinds.contains(&one.kind) {
                kinds.push(one.kind);
            }
        }
        let way = |field: Field, otherwise| Travel::parse_way(typed.get(field.name())).unwrap_or(otherwise);
        let travel = match place {
            Place::Online => Travel::NONE,
            Place::OnSite => Travel {
                before: way(Field::Before, so_far.travel.before),
                after: way(Field::After, so_far.travel.after),
            },
        };
        Some(Wished { slot, place, travel, kinds, chosen })
    }

    /// The nearest that can be had instead, and whether it could be online: where something is in the way.
    fn instead(&self, typed: &Typed, session: &Session) -> (Vec<AlternativeLine>, bool) {
        let Some(wished) = self.wish(typed, session) else { return (Vec::new(), false) };
        let stock: Vec<Stock> = self.among.iter().map(Resource::stock).collect();
        let wish = wished.wish();
        let chosen_is_free = stock.iter().filter(|one| wished.chosen.contains(&one.id)).all(|one| {
            let quarters = taken_quarters(&wished.slot, wished.place, wished.travel, None, one.kind);
            one.is_there(&wished.slot) && self.diary.is_free(one.id, &quarters)
        });
        if chosen_is_free && wish.at(&wished.slot, &stock, &self.diary).is_some() {
            return (Vec::new(), false);
        }
        let all = wish.alternatives(&stock, &self.diary, &self.rules, (self.today, &self.calendar), OFFERED);
        let lines = all
            .into_iter()
            .map(|one| {
                let ids: Vec<String> = one.resources.iter().map(ToString::to_string).collect();
                let names = self.among.iter().filter(|known| one.resources.contains(&known.id));
                AlternativeLine {
                    slot: one.slot,
                    with: names.map(|known| known.name.as_str()).collect::<Vec<_>>().join("、"),
                    code: format!("{}/{}", one.slot.code(), ids.join(",")),
                }
            })
            .collect();
        (lines, wish.could_be_online(&stock, &self.diary))
    }

    /// The form with what one of the buttons of alternatives says put into it; nothing else of it changes.
    pub fn using(&self, typed: &Typed, code: &str) -> Typed {
        let kinds: Vec<&str> = ResourceKind::ALL.iter().map(|kind| kind.code()).collect();
        let kept = |names: &[&str]| {
            let pairs =
                typed.pairs().iter().filter(|(name, _)| name != "use" && !names.contains(&name.as_str()));
            Typed::new(pairs.cloned().collect())
        };
        if code == "online" {
            return kept(&[
                Field::Place.name(),
                ResourceKind::DemoSet.code(),
                ResourceKind::Projector.code(),
            ])
            .with(Field::Place.name(), Place::Online.code());
        }
        let Some((slot, ids)) = code.split_once('/').filter(|(slot, _)| Slot::from_code(slot).is_some())
        else {
            return kept(&[]);
        };
        let chosen = ids.split(',').filter_map(|id| id.parse::<ResourceId>().ok());
        let chosen = chosen.filter_map(|id| self.among.iter().find(|one| one.id == id));
        let names: Vec<&str> = kinds.into_iter().chain([Field::Candidate.name()]).collect();
        chosen.fold(kept(&names).with(Field::Candidate.name(), slot), |typed, one| {
            typed.with(Field::Resource(one.kind).name(), one.id.to_string())
        })
    }

    fn candidate(&self, others: &Others, slot: &Slot, place: Place) -> CandidateLine {
        let wished = Wished {
            slot: *slot,
            place,
            travel: self.rules.travel_to(place),
            kinds: self.needed(place),
            chosen: Vec::new(),
        };
        let stock: Vec<Stock> = self.among.iter().map(Resource::stock).collect();
        let short_of = wished
            .kinds
            .iter()
            .copied()
            .filter(|kind| wished.only(*kind).wish().at(slot, &stock, &self.diary).is_none())
            .collect();
        CandidateLine {
            slot: *slot,
            warnings: warnings(slot, self.today, &self.calendar),
            breach: self.rules.breach(slot, self.today).filter(|_| slot.date > self.today),
            taken: others.words(&self.among, &self.around_slot(slot, place)),
            short_of,
        }
    }

    /// A slot with the way there and back.
    fn around_slot(&self, slot: &Slot, place: Place) -> Range<i64> {
        let (own, travel) = (slot.quarters(), self.rules.travel_to(place));
        own.start - i64::from(travel.before)..own.end + i64::from(travel.after)
    }

    fn offered(&self, session: &Session) -> Vec<Offered> {
        let place = session.place().0;
        let travel = self.rules.travel_to(place);
        self.among
            .iter()
            .map(|one| Offered {
                id: one.id,
                kind: one.kind,
                name: one.name.clone(),
                free: (1..)
                    .zip(&session.request.candidates)
                    .filter(|(_, slot)| {
                        let quarters = taken_quarters(slot, place, travel, None, one.kind);
                        one.stock().is_there(slot) && self.diary.is_free(one.id, &quarters)
                    })
                    .map(|(place, _)| place)
                    .collect(),
            })
            .collect()
    }

    /// The page. `used` tells that an alternative was put into the form.
    pub async fn render(
        &self,
        tx: &Tx,
        page: &Page,
        (slug, usage, used): (String, ArrangementUse, bool),
        session: &Session,
        form: FormState,
    ) -> Result<Response, Error> {
        let place = session.place().0;
        let held = session.stage.session().map(|held| (held.slot, held.place));
        let wanted = || session.request.candidates.iter().map(move |slot| (*slot, place));
        let times: Vec<_> =
            held.into_iter().chain(wanted()).map(|(slot, place)| self.around_slot(&slot, place)).collect();
        let others = Others::at(tx, session.id, &times).await?;
        let line = |(slot, place): (Slot, Place)| self.candidate(&others, &slot, place);
        let (current, candidates) = (held.map(line), wanted().map(line).collect());
        let (alternatives, online) = self.instead(form.typed(), session);
        let title = match usage {
            ArrangementUse::Decide => "日時と機材を決める",
            ArrangementUse::Confirm => "開催を決める",
            ArrangementUse::Change { .. } => "日時・場所・機材を変える",
        };
        let rejected = form.has_errors();
        let confirmation = ConfirmationView {
            slug,
            id: session.id,
            version: session.version,
            usage,
            municipality: session.name.clone(),
            request: session.request.clone(),
            current,
            candidates,
            offered: self.offered(session),
            alternatives,
            online,
            least: self.rules.too_few(place, session.request.people.get()),
            used,
            form,
        };
        let view = move || view! { <ConfirmationPage confirmation/> };
        Ok(if rejected { page.unprocessable(title, view) } else { page.ok(title, view) })
    }
}

/// Why nothing was arranged, on the page that asked for it; the caller has ended its change.
pub(super) async fn not_arranged(
    (app, page, officer): (&App, &Page, FederationClerk),
    (slug, usage, session): (String, ArrangementUse, &Session),
    (typed, form): (Typed, &Arrangement),
    error: ConfirmError,
) -> Result<Response, Error> {
    match error {
        ConfirmError::NotFree => {
            // What is taken now is read again.
            let tx = app.store.read(&officer.scope()).await?;
            let desk = Desk::of(app, &tx, Some(session)).await?;
            let errors = arrangement_errors(&desk.refused(form, Field::Candidate));
            let rejected = FormState::rejected(typed, errors);
            desk.render(&tx, page, (slug, usage, false), session, rejected).await
        }
        ConfirmError::Stage(why) => {
            sessions::refused(page, app, &Partner(officer.0), session.id, wrong_stage(why)).await
        }
        ConfirmError::Store(error) => Err(error.into()),
    }
}

/// The date that is typed beneath the list.
fn other_date(typed: &Typed, today: NaiveDate) -> Option<Slot> {
    let coming = Expected::coming(today);
    let date = parse_expected(typed.get(Field::Date.name()), coming).ok()?.date;
    let start = domain::demos::parse_time(typed.get(Field::Start.name())).ok()?;
    let length = domain::demos::Length::parse(typed.get(Field::Length.name()))?;
    Some(Slot { date, start, length })
}

struct Wished {
    slot: Slot,
    place: Place,
    travel: Travel,
    kinds: Vec<ResourceKind>,
    chosen: Vec<ResourceId>,
}

impl Wished {
    fn wish(&self) -> Wish<'_> {
        Wish {
            slot: self.slot,
            place: self.place,
            travel: self.travel,
            kinds: &self.kinds,
            chosen: &self.chosen,
        }
    }
    fn only(&self, kind: ResourceKind) -> Self {
        Self { kinds: vec![kind], chosen: Vec::new(), ..*self }
    }
}
