//! What an applicant has to do, what the municipality is doing, and what can be applied for.

use crate::{
    actor::Applicant,
    app::App,
    awards::instalments::{Claimable, claimable, returned},
    clock::in_japan,
    demos::at_home,
    error::Error,
    page::Page,
    payments,
    subsidies::{appointments, filler::Fills as _, looking},
    voices::told,
};
use app::{
    demos::MyDemosAtHome,
    home::{ApplicantHome, ApplicantHomePage, JointAtHome, MyApplication, OpenProgramme},
    messages::awards::instalment_title,
    paths,
    payments::MyAccountsAtHome,
    subsidies::{LookedAt, Looking},
    voices::VoicesBeside,
};
use axum::{extract::State, response::Response};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    awards::Advance,
    ids::ApplicationId,
    money::Yen,
    subsidies::{HandedIn, StageName, Turn, receives},
    working_days::WorkingCalendar,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx,
    awards::{self, Award, instalments},
    subsidies::{
        applications::{self, Application},
        messages,
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
    let mut looked = Box::pin(looking::of(
        &tx,
        &applicant.clone().filler(),
        &applications,
        (&after, &programmes),
        app.clock.today(),
    ))
    .await?;
    let joint = joint(slug, &programmes, &applications, &looked);
    let (mut mine, mut advances) = (Vec::with_capacity(applications.len()), Vec::new());
    for application in &applications {
        let (mut own, plan) = line(&tx, slug, application, &programmes, &offices, &calendar, now).await?;
        let looked = looked.remove(&application.id).unwrap_or_default();
        if let Some(award) = after.iter().find(|award| award.application == application.id) {
            own.award = Some(award.stage.name());
            own.due = award.due;
            // What a colleague was asked about has a card of its own.
            if !looked.iter().any(|one| one.what == HandedIn::Advance) {
                advances.extend(advance(&tx, slug, (award, &own), &plan, app.clock.today()).await?);
            }
        }
        for one in looked {
            if one.what == HandedIn::Advance {
                // The report is to come all the same.
                mine.push(MyApplication { looked: Some(one), due: None, ..own.clone() });
            } else {
                own.looked = Some(one);
            }
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
    let accounts = payments::at_home::applicant(&tx, &applicant).await?;
    let home = ApplicantHome {
        unread,
        accounts: accounts
            .iter()
            .filter_map(|account| {
                Some((format!("{}：{}", account.office, account.asked?), account.href.clone()))
            })
            .collect(),
        appointments: appointments::at_home(&tx, slug, &applications, now).await?,
        advances,
        municipality: applicant.tenant.name.clone(),
        people: paths::speakers(slug),
        materials: paths::public_materials(slug),
        estimate: paths::tenant_simulator(slug),
        joint,
        offices: offices
            .into_iter()
            .map(|office| (office.name, paths::my_office_contacts(slug, office.id)))
            .collect(),
        applications: mine,
        programmes: open,
    };
    let (registrations, open) = at_home::applicant(&app, &tx, &applicant).await?;
    let mut voices = told::for_offices(&tx, slug, &applicant.offices, app.clock.today()).await?;
    let more = Some(paths::my_voices(slug));
    voices.truncate(VOICES);
    let slug = applicant.tenant.slug.clone();
    Ok(page.ok("ホーム", move || {
        view! { <ApplicantHomePage home/><MyAccountsAtHome accounts/><MyDemosAtHome slug registrations open/><VoicesBeside voices more/> }
    }))
}

/// The next part of a grant, where it can be claimed or what was claimed came back: words, and where.
async fn advance(
    tx: &Tx,
    slug: &str,
    (award, own): (&Award, &MyApplication),
    plan: &[Advance],
    today: NaiveDate,
) -> Result<Option<(String, String)>, Error> {
    if plan.is_empty() {
        return Ok(None);
    }
    let claims = instalments::of_award(tx, award.id).await?;
    let Claimable::Now(next) = claimable(award, plan, &claims, today) else { return Ok(None) };
    let title = instalment_title(Some(next.instalment));
    let whose = own.number.map(|number| number.to_string()).unwrap_or_default();
    let words = if returned(award, &claims).is_some() {
        format!("{title}の請求が差し戻されました（受付番号 {whose}）")
    } else {
        format!("{title}の{}を請求できます（受付番号 {whose}）", next.yen)
    };
    Ok(Some((words, paths::Filling::own(slug).advance(award.application))))
}

/// The programmes to which several applications are being written, and of how many the applicant is asked to look at.
fn joint(
    slug: &str,
    programmes: &[Programme],
    applications: &[Application],
    looked: &BTreeMap<ApplicationId, Vec<LookedAt>>,
) -> Vec<JointAtHome> {
    let is_asked = |one: &Application| {
        let mut looked = looked.get(&one.id).into_iter().flatten();
        looked.any(|one| matches!(one.step, Looking::ToConfirm { .. }))
    };
    let of = |programme: &Programme| {
        let drafts: Vec<&Application> = applications
            .iter()
            .filter(|one| one.programme == programme.id && one.stage.name() == StageName::Draft)
            .collect();
        let asked = drafts.iter().filter(|one| is_asked(one)).count();
        JointAtHome {
            title: programme.title.clone(),
            drafts: drafts.len(),
            href: paths::joint(slug, programme.id),
            asked: (asked > 1).then(|| (asked, paths::joint_check(slug, programme.id))),
        }
    };
    programmes.iter().map(of).filter(|one| one.drafts > 1).collect()
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

/// One application, and the plan by which its grant is paid in parts.
async fn line(
    tx: &Tx,
    slug: &str,
    application: &Application,
    programmes: &[Programme],
    offices: &[Office],
    calendar: &WorkingCalendar,
    now: DateTime<Utc>,
) -> Result<(MyApplication, Vec<Advance>), Error> {
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
    let window = (stage == StageName::Draft).then(|| *rules.window_at(now).0);
    let closes = window.map(|window| window.closes.date());
    let expected = application
        .clock(|at| in_japan(at).date_naive())
        .filter(|_| stage.turn() == Turn::Municipality && stage != StageName::Waiting)
        .map(|clock| clock.expected(rules.standard_days, calendar));
    let line = MyApplication {
        number: application.receipt,
        programme: rules.title,
        office: offices
            .iter()
            .find(|office| office.id == application.office)
            .map(|office| office.name.clone())
            .unwrap_or_default(),
        stage,
        award: None,
        looked: None,
        due: application.due().or(closes),
        ends: window.and_then(|window| Some((window, window.ends_in(now)?))),
        expected,
        href: paths::my_application(slug, application.id),
    };
    Ok((line, rules.advances))
}
