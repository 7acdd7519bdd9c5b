//! What stands in the places of a route: things of みどり野市, and of ひだまり where an applicant owns them.

use super::table::Row;
use crate::{
    accounts, demos, dispatches, interface, mailings, occasions, payments,
    subsidies::{consultations, decided, ending, opinions as desk_opinions, packets, steps},
    support::{Asker, World},
};
use chrono::NaiveDate;
use domain::{
    fiscal_year::FiscalYear,
    ids::{ApplicationId, BulkId, DisposalId, HandoverId, QueueViewId, RoutingRuleId},
    subsidies::{BulkKind, NamedQueue, Queue, RoutingTerms},
};
use std::collections::BTreeMap;
use store::{
    Scope, handovers, offices, records, settings,
    subsidies::{applications, bulk, desk_views, routing},
    tenants, year_end,
};

/// Values for the places in braces.
pub struct Samples {
    /// What stands in which place.
    pub(super) places: BTreeMap<&'static str, String>,
    batches: usize,
}

impl Samples {
    /// Finds, or makes, one of everything.
    pub async fn of(world: &World) -> Self {
        let mut samples = Self { places: BTreeMap::new(), batches: 0 };
        samples.put("{tenant}", "midorino".to_owned());
        samples.put("{file}", "mark.svg".to_owned());
        samples.put("{manual}", "clerk".to_owned());
        samples.put("{office}", office(world).await);
        samples.committed(world).await;
        samples.adopters(world).await;
        samples.applications(world).await;
        samples.mailings(world).await;
        samples.campaigns(world).await;
        samples.surveys(world).await;
        samples.inquiries(world).await;
        samples.event_tables(world).await;
        samples.support(world).await;
        samples.network(world).await;
        samples.published_rate(world).await;
        samples.materials(world).await;
        samples.voices(world).await;
        samples.put("{key}", interface::key(world, "midorino", &["offices"]).await.0.to_string());
        let (merger, other) = crate::mergers::merged(world).await;
        samples.put("{merger}", merger.to_string());
        samples.put("{other}", other.to_string());
        samples.put("{succession}", merger.to_string());
        samples.put("{number}", "1".to_owned());
        samples.put("{sheet}", "0".to_owned());
        samples.put("{row}", "2".to_owned());
        samples.put("{document}", "licence_proof".to_owned());
        samples.put("{task}", "contact".to_owned());
        samples.put("{parameter}", "hourly-cost".to_owned());
        // The first of those that come with the schema.
        samples.put("{scheme}", "019073fb-1c00-7a02-8000-000000000001".to_owned());
        samples.put("{token}", "nobody-knows-this-token".to_owned());
        samples.put("{account}", accounts::invited(world).await.to_string());
        samples.put("{target}", steps::account(world, "clerk").await.to_string());
        samples.kept(world).await;
        samples.closed_year(world).await;
        samples.disposal(world).await;
        let hidamari = steps::account(world, "hidamari").await;
        samples.put("{hidamari}", hidamari.to_string());
        let typed = [("paid".to_owned(), "21,000".to_owned())];
        let form = server::kept_forms::add(&world.app, hidamari, "/t/midorino/my", &typed).await.unwrap();
        samples.put("{form}", form.to_string());
        samples.put("{list}", "jigyosho_292991.csv".to_owned());
        let mail = world.app.mail.transport.send(&crate::mail::message(1)).await.unwrap();
        samples.put("{mail}", mail.answer);
        samples.shared(world).await;
        samples
    }

    /// A published programme, and three applications of ひだまり's applicant: a draft, one received, one decided.
    async fn applications(&mut self, world: &World) {
        let programme = steps::published(world, &[]).await;
        let office = steps::office(world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let draft = steps::begin(&hidamari, &programme, office).await;
        self.put("{attachment}", steps::attach(world, &hidamari, &draft).await);
        self.put("{application}", last(&draft));
        let second = steps::office(world, "hidamari", "2970999054", "ひだまり北", "292991", &["43"]).await;
        let received = steps::complete(world, &hidamari, &programme, second).await;
        self.put("{received-attachment}", steps::attached(&hidamari, &received).await);
        assert_eq!(steps::submit(&hidamari, &received).await.location(), format!("{received}/receipt"));
        self.put("{received}", last(&received));
        let granted = decided::granted(world, &programme, "hidamari", "2970999062", "ひだまり南").await;
        self.put("{decided}", last(&granted.own));
        let third = steps::office(world, "tsubame", "2970999039", "つばめ", "292991", &["11"]).await;
        let clerk = world.as_person("clerk").await;
        let entered = steps::enter(&clerk, &programme, third).await;
        self.put("{entered-attachment}", steps::attach(world, &clerk, &entered).await);
        self.put("{entered}", last(&entered));
        let (open, recorded) = packets::open_and_recorded(world, &programme).await;
        self.put("{kind}", "grant".to_owned());
        self.put("{notice}", decided::notice(world, &granted.own).await);
        let recovery = crate::awards::cancelled(world, &granted).await;
        self.put("{award}", last(&granted.own));
        self.put("{recovery}", recovery.id);
        self.put("{letter}", recovery.letter);
        self.put("{packet}", open);
        self.put("{recorded-packet}", recorded);
        let (consulted, consultation) = consultations::asked(world, office).await;
        self.put("{consulted}", consulted);
        self.put("{consultation}", consultation);
        // Two that are to be paid: one is, the other waits.
        decided::granted(world, &programme, "hidamari", "2970999070", "ひだまり西").await;
        let paid = payments::steps::paid_and_waiting(world).await;
        self.put("{run}", paid.waiting.0);
        self.put("{waiting-payment}", paid.waiting.1);
        self.put("{paid-run}", paid.paid.0);
        self.put("{payment}", paid.paid.1);
        self.put("{ended}", ending::recorded(world, &programme).await);
        self.put("{programme}", programme);
        self.demo_session(world, &hidamari).await;
    }

    /// A year that is not over, and the one before, which is closed.
    async fn closed_year(&mut self, world: &World) {
        self.put("{fiscal_year}", "2024".to_owned());
        self.put("{closed-year}", "2023".to_owned());
        let scope = Scope::tenant(accounts::midorino(world).await, steps::account(world, "approver").await);
        let tx = world.app.store.write(&scope).await.unwrap();
        let (id, year) = (world.app.clock.id(), FiscalYear::from_year(2023).unwrap());
        year_end::close(&tx, id, year, "", world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.put("{closing}", id.to_string());
    }

    /// A list of records that waits for an approver; it has none, for nothing has had its time.
    async fn disposal(&mut self, world: &World) {
        let scope = Scope::tenant(accounts::midorino(world).await, steps::account(world, "clerk-two").await);
        let tx = world.app.store.write(&scope).await.unwrap();
        let id: DisposalId = world.app.clock.id();
        records::make(&tx, id, world.app.clock.today(), &[], "", world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.put("{disposal}", id.to_string());
    }

    /// A closed day of みどり野市, and a handover of nothing that can be given back.
    async fn kept(&mut self, world: &World) {
        let (from, to) = (steps::account(world, "clerk").await, steps::account(world, "clerk-two").await);
        let now = world.app.clock.now();
        let id: HandoverId = world.app.clock.id();
        let day = NaiveDate::from_ymd_opt(2024, 10, 15).unwrap();
        let tx = world.app.store.write(&Scope::tenant(accounts::midorino(world).await, from)).await.unwrap();
        handovers::hand_over(&tx, id, (from, to), &handovers::Work::default(), now).await.unwrap();
        settings::close(&tx, &[day], "市制記念日", now).await.unwrap();
        tx.commit().await.unwrap();
        self.put("{handover}", id.to_string());
        self.desk(world).await;
    }

    /// A saved view of the clerk's, an act on one application that nobody has confirmed, a rule of assignment.
    async fn desk(&mut self, world: &World) {
        let (tenant, clerk) = (accounts::midorino(world).await, steps::account(world, "clerk").await);
        let now = world.app.clock.now();
        let (view, bulk, rule): (QueueViewId, BulkId, RoutingRuleId) =
            (world.app.clock.id(), world.app.clock.id(), world.app.clock.id());
        let received: ApplicationId = self.places["{received}"].parse().unwrap();
        let tx = world.app.store.write(&Scope::tenant(tenant, clerk)).await.unwrap();
        let named = NamedQueue { name: "月曜".into(), shared: false, queue: Queue::default() };
        desk_views::add(&tx, view, clerk, &named, now).await.unwrap().unwrap();
        let version = applications::find(&tx, received).await.unwrap().unwrap().version;
        let chosen = [(received, version)];
        bulk::prepare(&tx, bulk, BulkKind::Assign, &Queue::default(), &chosen, now).await.unwrap();
        let terms = RoutingTerms { people: vec![clerk], ..RoutingTerms::default() };
        routing::add(&tx, rule, &terms, now).await.unwrap();
        tx.commit().await.unwrap();
        self.put("{view}", view.to_string());
        self.put("{bulk}", bulk.to_string());
        self.put("{rule}", rule.to_string());
        let asked = desk_opinions::ask(world, &format!("/t/midorino/applications/{received}")).await;
        // The clerk takes one back; what the other shows stays.
        self.put(
            "{opinion}",
            desk_opinions::ask(world, &format!("/t/midorino/applications/{received}")).await.id,
        );
        self.put("{opinion-token}", asked.token);
        self.put("{pass}", asked.pass);
    }

    /// A segment of みどり野市 with a mailing that is a draft and one that was sent.
    async fn mailings(&mut self, world: &World) {
        let outreach = mailings::steps::one_of_each(world).await;
        self.put("{segment}", outreach.segment);
        self.put("{mailing}", outreach.draft);
        self.put("{sent-mailing}", outreach.sent);
        self.put("{proposed-mailing}", outreach.proposed);
        self.put("{recipient}", outreach.recipient);
        self.put("{suppression}", outreach.suppression);
        self.put("{stop-token}", outreach.token);
    }

    /// A session of みどり野市 that waits, one that is to come, a task of it and ひだまり's registration for it.
    async fn demo_session(&mut self, world: &World, hidamari: &Asker) {
        demos::steps::federation(world).await;
        self.put("{requested}", demos::steps::requested(world).await.to_string());
        let demo = demos::steps::confirmed(world, 20).await;
        let office = self.places["{office}"].clone();
        let registered =
            demos::steps::register(hidamari, demo, &[("office", &office), ("people", "2")]).await;
        self.put("{registration}", registered.location().split(['/', '?']).nth(7).unwrap().to_owned());
        let coming = demos::steps::entered(world, demo, "2970999039").await;
        // Nobody of the matrix cancels this one.
        let staying = demos::steps::waiting(world, demo).await;
        self.put("{coming-token}", server::demos::tokens::coming(&world.app.keys, staying));
        self.put("{entered-registration}", coming.to_string());
        let invited = demos::steps::invited(world, demo, "2970999054").await;
        self.put("{invited-token}", server::demos::tokens::invited(&world.app.keys, invited));
        let leaving = demos::steps::waiting(world, demo).await;
        self.put("{leaving-token}", server::demos::tokens::coming(&world.app.keys, leaving));
        self.put("{question}", demos::steps::question(world, demo).await.to_string());
        let chore = demos::steps::chore(world, demo, domain::demos::Chore::Material).await;
        self.put("{chore}", chore.to_string());
        self.put("{plan}", "on_site".to_owned());
        self.put("{step}", "new".to_owned());
        self.put("{demo}", demo.to_string());
        // The federation's: everybody of the matrix makes and takes away their own in the city's house.
        let address = demos::steps::feed(world, "federation", "midori-kokuhoren").await;
        self.put("{feed-token}", address.split('/').nth(2).unwrap().to_owned());
        self.put("{dispatch}", dispatches::to_approve(world, demo).await);
        let (occasion, token) = occasions::published(world).await;
        self.put("{body}", occasions::body_of(world, &occasion).await);
        self.put("{occasion}", occasion);
        self.put("{body-token}", token);
        self.put("{resource}", demos::steps::sets(world).await[1].to_string());
        self.put("{member}", demos::steps::member(world, "月見村").await.to_string());
        self.put("{leaving-member}", demos::steps::member(world, "さくら市").await.to_string());
        self.put("{open_date}", demos::steps::open_date(world, "2024-10-16", 1).await.to_string());
    }

    /// A list that みどり野市's clerk uploaded and nobody has committed, unlike every list before it.
    async fn batch(&mut self, world: &World) {
        self.batches += 1;
        let clerk = world.as_person("clerk").await;
        let list = format!("事業所番号,事業所名,サービスの種類\n2970999013,ひだまり第{},43\n", self.batches);
        let files = [("file", "list.csv", list.as_bytes())];
        let answer = clerk.upload("/t/midorino/imports/new", &[("scope", "own")], &files).await;
        let preview = clerk.get(answer.location()).await;
        self.put("{batch}", last(answer.location()));
        self.put("{batch-version}", preview.hidden("version").unwrap());
        self.put("{batch-digest}", preview.hidden("digest").unwrap());
    }

    /// A recorded list of adopters with a row that waits for a person.
    async fn adopters(&mut self, world: &World) {
        let clerk = world.as_person("clerk").await;
        let typed =
            [("scope", "own"), ("kind", "adopters"), ("source", "municipal_list"), ("as_of", "2024-04-01")];
        let list = "事業所名,住所\nだれも知らない事業所,みどり野市どこか1-1\n";
        let files = [("file", "adopters.csv", list.as_bytes())];
        let at = clerk.upload("/t/midorino/imports/new", &typed, &files).await.location().to_owned();
        let version = clerk.get(&at).await.hidden("version").unwrap();
        clerk.post_from(&at, &format!("{at}/commit"), &[("version", &version)]).await;
        self.put("{adopters}", last(&at));
        self.put("{seq}", "1".to_owned());
    }

    /// A list that was committed and can be taken back.
    async fn committed(&mut self, world: &World) {
        self.batch(world).await;
        let (batch, version) = (self.places["{batch}"].clone(), self.places["{batch-version}"].clone());
        let digest = self.places["{batch-digest}"].clone();
        let clerk = world.as_person("clerk").await;
        let at = format!("/t/midorino/imports/{batch}");
        let typed = [("version", version.as_str()), ("digest", digest.as_str())];
        let answer = clerk.post_from(&at, &format!("{at}/commit"), &typed).await;
        assert_eq!(answer.location(), format!("{at}?done=committed"));
        let asked = clerk.get(&format!("{at}/undo")).await;
        self.put("{committed}", batch);
        self.put("{committed-version}", asked.hidden("version").unwrap());
        self.batch(world).await;
    }

    /// Sets what stands in a place.
    pub fn put(&mut self, place: &'static str, value: String) {
        self.places.insert(place, value);
    }

    /// Makes anew what a good request of somebody before may have used up.
    pub async fn renew(&mut self, world: &World, row: &Row) {
        if row.path.ends_with("/{batch}/undo") {
            self.committed(world).await;
        } else if row.path.contains("{batch}") {
            self.batch(world).await;
        } else if row.path == "/coming/{token}/cancellation" {
            let demo = self.places["{demo}"].parse().unwrap();
            let coming = demos::steps::waiting(world, demo).await;
            self.put("{leaving-token}", server::demos::tokens::coming(&world.app.keys, coming));
        }
    }

    /// What a form says where an empty one would be answered as if its route were not there.
    pub fn typed(&self, route: &str) -> Vec<(&'static str, String)> {
        let of = |place: &str| self.places[place].clone();
        match route {
            "/t/{tenant}/imports/{batch}/confirmation" => {
                vec![("version", of("{batch-version}")), ("sheet", String::new()), ("row", "2".to_owned())]
            }
            "/t/{tenant}/imports/{batch}/commit" => {
                vec![("version", of("{batch-version}")), ("digest", of("{batch-digest}"))]
            }
            "/t/{tenant}/follow-up/{follow_up}/done"
            | "/t/{tenant}/associations/{association}/closure"
            | "/t/{tenant}/adoption/public/switch"
            | "/t/{tenant}/voices/{voice}/withdrawal"
            | "/t/{tenant}/surveys/{survey}/ending"
            | "/t/{tenant}/event-tables/{event_table}/removal"
            | "/t/{tenant}/schemes/{scheme}/closure"
            | "/t/{tenant}/demos/cities/{member}"
            | "/t/{tenant}/adoption/groups/{group}/dissolution" => vec![("version", "1".to_owned())],
            "/t/{tenant}/imports/{batch}/undo" => vec![("version", of("{committed-version}"))],
            "/t/{tenant}/imports/{batch}/discarding"
            | "/t/{tenant}/imports/{batch}/rows/{sheet}/{row}"
            | "/t/{tenant}/imports/{batch}/gone"
            | "/t/{tenant}/imports/{batch}/services" => vec![("version", of("{batch-version}"))],
            "/t/{tenant}/settings/closed-days/removal" => {
                vec![("day", "2024-10-15".to_owned()), ("reason", "市制記念日".to_owned())]
            }
            "/t/{tenant}/campaigns/{campaign}/closure" => vec![("how", "dropped".to_owned())],
            "/t/{tenant}/inquiries/{inquiry}/closure" => vec![("version", of("{inquiry-version}"))],
            // What is shared stays, so that it is read.
            "/t/{tenant}/adoption/sharing" => {
                let with = ["federation", "prefecture", "central"].map(|reader| ("with", reader.to_owned()));
                with.into_iter().chain([("version", of("{sharing-version}"))]).collect()
            }
            "/demo/become" => vec![("person", "viewer".to_owned())],
            _ => Vec::new(),
        }
    }
}

/// The last word of an address: the id of what it shows.
fn last(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

/// ひだまり in the register of みどり野市.
async fn office(world: &World) -> String {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let tenant = tenants::by_slug(&tx, "midorino").await.unwrap().unwrap().id;
    drop(tx);
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    offices::by_number(&tx, "2970999013".parse().unwrap()).await.unwrap().unwrap().to_string()
}
