//! What an applicant has to do, what the municipality is doing, and what can be applied for.

use crate::{
    actor::Applicant, app::App, clock::in_japan, demos::at_home, error::Error, page::Page, payments,
    voices::told,
};
use app::{
    demos::MyDemosAtHome,
    home::{ApplicantHome, ApplicantHomePage, MyApplication, OpenProgramme},
    messages::subsidies::handed_in,
    paths,
    payments::MyAccountsAtHome,
    voices::VoicesBeside,
};
use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use domain::{
    awards::StageName as AwardStage,
    money::Yen,
    subsidies::{HandedIn, StageName, Standing, Turn, receives},
    working_days::WorkingCalendar,
};
use leptos::prelude::*;
use store::{
    Tx,
    awards::{self, Award},
    subsidies::{
        applications::{self, Application},
        confirmations, messages,
        offices::{self, Office},
        programmes::{self, Programme},
    },
    tenants,
};

/// How many voices of neighbours stand on a home.
const VOICES: usize = 2;

/// Whose turn it is, application by application.
pub async fn my(applicant: Applicant, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let slug = &applicant.tenant.slug;
    let offices = offices::several(&tx, &applicant.offices).await?;
    let programmes = programmes::all(&tx).await?;
    let mut applications = applications::of_offices(&tx, &applicant.offices).await?;
    // What an officer has half entered from a paper is not the applicant's to see.
    applications.retain(|one| one.receipt.is_some() || one.arrival.is_none());
    let calendar = WorkingCalendar::new(tenants::closed_days(&tx).await?);
    let now = app.clock.now();
    let open = programmes
        .iter()
        .filter(|programme| offices.iter().any(|office| !is_taken(programme, office, &applications)))
        .filter_map(|programme| {
            let rules = &programme.current.as_ref()?.rules;
            receives(programme.state, rules, Yen::ZERO, programme.remaining(), now).ok()?;
            Some(OpenProgramme {
                title: rules.title.clone(),
                window: *rules.window_at(now).0,
                href: paths::guide(slug, programme.id),
            })
        })
        .collect();
    let ids: Vec<_> = applications.iter().map(|one| one.id).collect();
    let after = awards::of_applications(&tx, &ids).await?;
    let mut mine = Vec::with_capacity(applications.len());
    for application in &applications {
        let mut own = line(&tx, slug, application, &programmes, &offices, &calendar, now).await?;
        if let Some(award) = after.iter().find(|award| award.application == application.id) {
            own.award = Some(award.stage.name());
            own.due = award.due;
        }
        mine.push(own);
    }
    let ids: Vec<_> = applications.iter().map(|one| one.id).collect();
    let written = messages::unread_by(&tx, messages::Side::Applicant, &ids).await?;
    let unread = applications
        .iter()
        .filter(|one| written.contains(&one.id))
        .filter_map(|one| Some((format!("受付番号 {}", one.receipt?), paths::my_messages(slug, one.id))))
        .collect();
    let home = ApplicantHome {
        unread,
        confirming: confirming(&tx, &applicant, &applications, &after, &offices).await?,
        municipality: applicant.tenant.name.clone(),
        people: paths::speakers(slug),
        materials: paths::public_materials(slug),
        estimate: paths::tenant_simulator(slug),
        joint: joint(slug, &programmes, &applications),
        offices: offices
            .into_iter()
            .map(|office| (office.name, paths::my_office_contacts(slug, office.id)))
            .collect(),
        applications: mine,
        programmes: open,
    };
    let accounts = payments::at_home::applicant(&tx, &applicant).await?;
    let (registrations, open) = at_home::applicant(&app, &tx, &applicant).await?;
    let mut voices = told::for_offices(&tx, slug, &applicant.offices, app.clock.today()).await?;
    let more = Some(paths::my_voices(slug));
    voices.truncate(VOICES);
    let slug = applicant.tenant.slug.clone();
    Ok(page.ok("ホーム", move || {
        view! { <ApplicantHomePage home/><MyAccountsAtHome accounts/><MyDemosAtHome slug registrations open/><VoicesBeside voices more/> }
    }))
}

/// What colleagues asked the applicant to look at, and what came back from them.
async fn confirming(
    tx: &Tx,
    applicant: &Applicant,
    applications: &[Application],
    after: &[Award],
    offices: &[Office],
) -> Result<Vec<(String, String)>, Error> {
    let open: Vec<(&Application, HandedIn)> =
        applications.iter().filter_map(|one| Some((one, to_hand_in(one, after)?))).collect();
    let ids: Vec<_> = open.iter().map(|(one, _)| one.id).collect();
    let asked = confirmations::of(tx, &ids).await?;
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let houses = confirmations::confirmers_of(tx, &applicant.offices).await?;
    let (slug, me) = (&applicant.tenant.slug, applicant.id());
    let filling = paths::Filling::own(slug);
    let mut told = Vec::new();
    for (application, what) in open {
        let id = application.id;
        let Some(one) = asked.get(&(id, what)) else { continue };
        let Some(house) = houses.get(&application.office) else { continue };
        let office = offices.iter().find(|known| known.id == application.office);
        let office = office.map(|known| known.name.as_str()).unwrap_or_default();
        let (words, (look, mend)) = (
            handed_in(what),
            match what {
                HandedIn::Application => (filling.check(id), paths::my_application(slug, id)),
                HandedIn::Report => (filling.report_check(id), filling.report_check(id)),
                HandedIn::Claim => (filling.claim(id), filling.claim(id)),
            },
        );
        // Whether it was changed since, its own page says.
        match house.standing(what, Some(one), &one.seen, me) {
            Standing::ToConfirm { .. } => {
                told.push((format!("{words}の確認を依頼されています（{office}）"), look));
            }
            Standing::Declined { .. } if one.asked_by == me => {
                told.push((format!("確認者から{words}が差し戻されました（{office}）"), mend));
            }
            Standing::NotNeeded
            | Standing::ToAsk
            | Standing::Changed
            | Standing::Waiting { .. }
            | Standing::Declined { .. }
            | Standing::Agreed { .. } => {}
        }
    }
    Ok(told)
}

/// What of an application is to be handed in next.
fn to_hand_in(application: &Application, after: &[Award]) -> Option<HandedIn> {
    if matches!(application.stage.name(), StageName::Draft | StageName::Returned) {
        return Some(HandedIn::Application);
    }
    let award = after.iter().find(|award| award.application == application.id)?;
    match award.stage.name() {
        AwardStage::AwaitingReport | AwardStage::ReportReturned => Some(HandedIn::Report),
        AwardStage::AwaitingClaim => Some(HandedIn::Claim),
        AwardStage::Reported
        | AwardStage::FinalProposed
        | AwardStage::Payable
        | AwardStage::Settled
        | AwardStage::Cancelled => None,
    }
}

/// The programmes to which several applications are being written.
fn joint(slug: &str, programmes: &[Programme], applications: &[Application]) -> Vec<(String, usize, String)> {
    let drafts = |programme: &Programme| {
        let is_draft =
            |one: &&Application| one.programme == programme.id && one.stage.name() == StageName::Draft;
        applications.iter().filter(is_draft).count()
    };
    programmes
        .iter()
        .map(|programme| (programme, drafts(programme)))
        .filter(|(_, drafts)| *drafts > 1)
        .map(|(programme, drafts)| (programme.title.clone(), drafts, paths::joint(slug, programme.id)))
        .collect()
}

/// Whether the office has a draft or holds its place in the programme already.
fn is_taken(programme: &Programme, office: &Office, applications: &[Application]) -> bool {
    applications.iter().any(|application| {
        let stage = application.stage.name();
        application.programme == programme.id
            && application.office == office.id
            && (stage == StageName::Draft || application.holds_place)
    })
}

async fn line(
    tx: &Tx,
    slug: &str,
    application: &Application,
    programmes: &[Programme],
    offices: &[Office],
    calendar: &WorkingCalendar,
    now: DateTime<Utc>,
) -> Result<MyApplication, Error> {
    let stage = application.stage.name();
    let programme = programmes.iter().find(|programme| programme.id == application.programme);
    // A draft comes under the rules of today, a received application under its own.
    let version = match (stage, programme.and_then(|programme| programme.current.clone())) {
        (StageName::Draft, Some(current)) => current,
        (
            StageName::Draft
            | StageName::Waiting
            | StageName::Submitted
            | StageName::UnderReview
            | StageName::Returned
            | StageName::Proposed
            | StageName::Granted
            | StageName::Refused
            | StageName::Withdrawn,
            _,
        ) => programmes::version_by_id(tx, application.rules).await?.ok_or(Error::NotFound)?,
    };
    let rules = version.rules;
    let closes = (stage == StageName::Draft).then(|| rules.window_at(now).0.closes.date());
    let expected = application
        .clock(|at| in_japan(at).date_naive())
        .filter(|_| stage.turn() == Turn::Municipality && stage != StageName::Waiting)
        .map(|clock| clock.expected(rules.standard_days, calendar));
    Ok(MyApplication {
        number: application.receipt,
        programme: rules.title,
        office: offices
            .iter()
            .find(|office| office.id == application.office)
            .map(|office| office.name.clone())
            .unwrap_or_default(),
        stage,
        award: None,
        due: application.due().or(closes),
        expected,
        href: paths::my_application(slug, application.id),
    })
}
