//! Whatever happens to a register, in whatever order: what other houses read is what counting everything anew gives.

use super::steps::{decides, meeting, read_by, work, writing};
use crate::{
    campaigns::steps as campaigns,
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    adoption::{
        AdoptionState, Cohort, Course, Evidence, Funnel, Source, Step, Tally, Touch, Trail, Window,
        across::{Counts, Headway, TOUCHES, Told, ToldHeadway, months},
        current,
    },
    campaigns::Reply,
    fiscal_year::FiscalYear,
    form::Typed,
    ids::{ActivityId, MergerId, OfficeId},
    merging::{Keep, propose},
    offices::{NewOffice, Status},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Scope, Tx, adoption,
    campaigns::{
        activities,
        recipients::{self, Given},
    },
    offices::{self, Office, mergers},
};

/// Changes, and after how many of them the counts are compared.
const CHANGES: usize = 72;
const EACH: usize = 6;
const SERVICES: [&str; 5] = ["43", "11", "15", "17", "78"];

/// Numbers without a pattern, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// An office as somebody typed it.
#[derive(Clone)]
struct Typing {
    id: OfficeId,
    number: String,
    services: BTreeSet<&'static str>,
    status: &'static str,
    since: String,
    designated: String,
}

impl Typing {
    fn office(&self) -> NewOffice {
        let typed = Typed::default()
            .with("number", &*self.number)
            .with("name", format!("事業所{}", self.number))
            .with("corporation_name", "株式会社かえで")
            .with("municipality", "292991")
            .with("address", "みどり県みどり野市中央1番")
            .with("phone", "0741-00-1001")
            .with("status", self.status)
            .with("status_on", &*self.since)
            .with("designated_on", &*self.designated);
        let typed = self.services.iter().fold(typed, |typed, code| typed.with("services", *code));
        NewOffice::parse(&typed).unwrap()
    }
}

/// The register, and everything that ever was in it.
struct Story<'a> {
    world: &'a World,
    chance: Chance,
    offices: Vec<Typing>,
    all: Vec<OfficeId>,
}

impl Story<'_> {
    fn day(&mut self, from: i64, span: usize) -> NaiveDate {
        let ago = from - i64::try_from(self.chance.below(span)).unwrap();
        self.world.app.clock.today() + TimeDelta::days(ago)
    }

    fn services(&mut self) -> BTreeSet<&'static str> {
        let count = 1 + self.chance.below(3);
        (0..count).map(|_| SERVICES[self.chance.below(SERVICES.len())]).collect()
    }

    async fn open(&mut self) {
        let clock = &self.world.app.clock;
        let (id, services) = (clock.id(), self.services());
        let office = Typing {
            id,
            number: format!("29709920{:02}", self.all.len()),
            services,
            status: "active",
            since: String::new(),
            designated: self.day(-30, 1500).to_string(),
        };
        let tx = writing(self.world).await;
        offices::add(&tx, id, &office.office(), &|| clock.id(), clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.offices.push(office);
        self.all.push(id);
    }

    async fn change(&mut self, at: usize) {
        let clock = &self.world.app.clock;
        let mut office = self.offices[at].clone();
        match self.chance.below(3) {
            0 => office.services = self.services(),
            1 => {
                office.status = if office.status == "active" { "closed" } else { "active" };
                office.since = self.day(0, 900).to_string();
            }
            _ => office.designated = self.day(-1, 1500).to_string(),
        }
        let tx = writing(self.world).await;
        let version = offices::find(&tx, office.id).await.unwrap().unwrap().version;
        offices::change(&tx, office.id, version, &office.office(), &|| clock.id(), clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.offices[at] = office;
    }

    async fn learn(&mut self, at: usize) {
        let clock = &self.world.app.clock;
        // Every other one adopts, so that there are rates to tell.
        let state = match self.chance.below(3) {
            0 => AdoptionState::Using,
            _ => AdoptionState::ALL[self.chance.below(AdoptionState::ALL.len())],
        };
        let source = Source::ALL[self.chance.below(Source::ALL.len())];
        // Some of it is true from a day to come.
        let as_of = self.day(20, 1200);
        let evidence = Evidence { state, as_of, source, recorded_at: clock.now(), note: String::new() };
        let tx = writing(self.world).await;
        adoption::record(&tx, clock.id(), self.offices[at].id, &evidence, None).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Two are one; every other time it is taken back at once.
    async fn merge(&mut self, at: usize) {
        let clock = &self.world.app.clock;
        let other = (at + 1) % self.offices.len();
        let (stays, goes) = (self.offices[at].id, self.offices[other].id);
        let tx = writing(self.world).await;
        let first = offices::find(&tx, stays).await.unwrap().unwrap();
        let second = offices::find(&tx, goes).await.unwrap().unwrap();
        let mut choices = propose(&mergers::side(&first), &mergers::side(&second));
        choices.survivor = Keep::KeepFirst;
        let merger: MergerId = clock.id();
        mergers::merge(&tx, merger, (&first, &second), &choices, &|| clock.id(), clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        if self.chance.below(2) == 0 {
            self.same_as_counted_anew().await;
            let tx = writing(self.world).await;
            let merger = mergers::by_id(&tx, merger).await.unwrap().unwrap();
            mergers::undo(&tx, &merger, clock.now()).await.unwrap();
            tx.commit().await.unwrap();
        } else {
            // What the form shows of the one that stays is what it was made of.
            self.offices.remove(other);
            let tx = writing(self.world).await;
            let office = offices::find(&tx, stays).await.unwrap().unwrap();
            let kept = self.offices.iter_mut().find(|office| office.id == stays).unwrap();
            office.number.as_str().clone_into(&mut kept.number);
        }
    }

    /// So many more of the list of a meeting were there, as long as somebody is left of whom that is not said.
    async fn meet(&mut self, meeting: ActivityId, count: usize) {
        let tx = writing(self.world).await;
        let activity = activities::find(&tx, meeting).await.unwrap().unwrap();
        let mut left = recipients::list(&tx, meeting).await.unwrap();
        left.retain(|one| one.exclusion.is_none() && one.reply.is_none());
        let mut given = Vec::new();
        for _ in 0..count.min(left.len()) {
            let one = left.swap_remove(self.chance.below(left.len()));
            let (place, version) = (one.place, one.version);
            given.push(Given { place, version, reply: Some(Reply::Attended), note: String::new() });
        }
        recipients::answer(&tx, &activity, &given, self.world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// What the prefecture reads is what everything that is known gives, month by month, counted here by itself.
    async fn same_as_counted_anew(&self) {
        work(self.world).await;
        let shared: Vec<(Told, Option<ToldHeadway>)> = read_by(self.world, "midori-ken")
            .await
            .into_iter()
            .map(|month| (month.told, month.headway))
            .collect();
        let house = tenant(self.world, "midorino").await;
        let tx = self.world.app.store.read(&Scope::tenant_by_system(house, "test")).await.unwrap();
        let evidence = adoption::every(&tx).await.unwrap();
        let register = offices::several(&tx, &self.all).await.unwrap();
        let known = Known::of(&tx, &evidence, &register, self.world.app.clock.today()).await;
        drop(tx);
        let mut anew: Vec<(Told, Option<ToldHeadway>)> = Vec::new();
        for (month, day) in months(self.world.app.clock.today()) {
            let mut standing = Vec::new();
            let mut counts = Counts { all: Tally::default(), groups: BTreeMap::new() };
            for office in &register {
                let known = &office.particulars;
                let changed = known.status_on;
                let open = if known.status == Some(Status::Active) {
                    changed.is_none_or(|since| since <= day)
                } else {
                    changed.is_some_and(|since| day < since)
                };
                if !open || known.designated_on.is_some_and(|since| day < since) {
                    continue;
                }
                standing.push(office.id);
                let state =
                    evidence.get(&office.id).and_then(|all| current(all, day)).map(|holds| holds.state);
                let step = Step::of(state.unwrap_or_default());
                counts.all.add(step);
                let given = office.services.iter();
                let open = given.filter(|service| service.particulars.status != Some(Status::Closed));
                let groups: BTreeSet<_> = open.map(|service| service.service.group()).collect();
                for group in groups {
                    counts.groups.entry(group).or_default().add(step);
                }
            }
            let told = counts.told();
            let before = anew.last().and_then(|(_, headway)| headway.as_ref());
            let headway = known.headway(&standing, month.pred_opt().unwrap(), day).told(&told, before);
            anew.push((told, Some(headway)));
        }
        assert_eq!(shared.len(), anew.len());
        for (month, (shared, anew)) in shared.iter().zip(&anew).enumerate() {
            assert_eq!(shared, anew, "month {month}");
        }
    }
}

/// What was ever known of the offices, and done to them.
struct Known {
    trails: BTreeMap<OfficeId, Trail>,
    courses: BTreeMap<OfficeId, Course>,
    touched: BTreeMap<Touch, Vec<(OfficeId, NaiveDate)>>,
}

impl Known {
    async fn of(
        tx: &Tx,
        evidence: &BTreeMap<OfficeId, Vec<Evidence>>,
        register: &[Office],
        today: NaiveDate,
    ) -> Self {
        let mut touched = BTreeMap::new();
        for touch in TOUCHES {
            let all = adoption::touched(tx, touch, ("2000-01-01".parse().unwrap(), today)).await.unwrap();
            let own = all.into_iter().filter(|one| register.iter().any(|office| office.id == one.office));
            touched.insert(touch, own.map(|one| (one.office, one.on)).collect());
        }
        Self {
            trails: adoption::trails(tx, evidence, today).await.unwrap(),
            courses: evidence.iter().map(|(office, all)| (*office, Course::of(all))).collect(),
            touched,
        }
    }

    /// How far those that stood open on a day had come, and what followed in the last years until the eve of the month.
    fn headway(&self, standing: &[OfficeId], eve: NaiveDate, day: NaiveDate) -> Headway {
        let nothing = Trail::default();
        let trails = standing.iter().map(|office| self.trails.get(office).unwrap_or(&nothing));
        let from = FiscalYear::of(eve).previous().start();
        let cohort = |touch: Touch| {
            let days = self.touched[&touch].iter().copied().filter(|(_, on)| from <= *on && *on <= eve);
            (touch, Cohort::of(days, &self.courses, Window::USUAL, eve))
        };
        Headway { funnel: Funnel::of(trails, day), cohorts: TOUCHES.map(cohort).into() }
    }
}

#[tokio::test]
async fn counts_are_those_of_everything_counted_anew_whatever_happened() {
    on_each_world("counts after many changes", async |world| {
        let house = tenant(&world, "midorino").await;
        let scope = Scope::tenant_by_system(house, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let register = adoption::counting::population(&tx, world.app.clock.today()).await.unwrap();
        let all = register.offices.into_iter().map(|office| office.id).collect();
        drop(tx);
        let mut story = Story { world: &world, chance: Chance(20_241_127), offices: Vec::new(), all };
        decides(&world, "administrator", "midorino", &["prefecture"]).await;
        for _ in 0..24 {
            story.open().await;
        }
        for at in 0..story.offices.len() {
            story.learn(at).await;
        }
        let everybody = [("name", "すべての事業所"), ("status", "active")];
        let clerk = world.as_person("clerk").await;
        let segment = clerk.post("/t/midorino/offices/segments/new", &everybody).await;
        let meeting = meeting(&world, &campaigns::last(segment.location())).await;
        let meeting: ActivityId = campaigns::last(&meeting).parse().unwrap();
        story.meet(meeting, 12).await;
        story.same_as_counted_anew().await;
        let (mut told, mut moved) = (0, 0);
        for change in 1..=CHANGES {
            let at = story.chance.below(story.offices.len());
            match story.chance.below(13) {
                0 => story.open().await,
                1..=3 => story.change(at).await,
                4 => Box::pin(story.merge(at)).await,
                5 => {
                    world.wait(TimeDelta::days(1 + i64::try_from(story.chance.below(25)).unwrap()));
                    server::jobs::plan_today(&world.app).await.unwrap();
                }
                6 => story.meet(meeting, 2).await,
                _ => story.learn(at).await,
            }
            if change % EACH == 0 {
                story.same_as_counted_anew().await;
                let newest = read_by(&world, "midori-ken").await.pop().unwrap();
                told += usize::from(newest.told.all.fraction().is_some_and(|(adopted, _)| adopted > 0));
                moved += newest.headway.unwrap().funnel.into_values().filter(|reached| *reached > 0).count();
            }
        }
        assert!(told > CHANGES / EACH / 2, "rates are told, so that something was compared: {told}");
        assert!(moved > 0, "so are steps");
    })
    .await;
}
