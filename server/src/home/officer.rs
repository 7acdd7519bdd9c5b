//! What waits for an officer, and the money of the year.

use crate::{
    actor::Officer, app::App, awards, clock::in_japan, demos::at_home, dispatches, error::Error, inquiries,
    page::Page, settings, year_end,
};
use app::{
    awards::AwardsAtHome,
    campaigns::ActivitiesAtHome,
    demos::{FederationHomePage, OfficerDemos},
    dispatches::{CentralHomePage, CostsToApprove, DispatchesAtHome},
    follow_up::FollowUpsAtHome,
    home::{
        DraftLine, EndingLine, FirstProgramme, FirstSteps, House, Keeping, OfficerHome, OfficerHomePage,
        PrefectureHomePage, ProgrammeMoney, Queue, QueueKind, Waiting,
    },
    inquiries::AskedAtHome,
    occasions::InvitationsAtHome,
    paths,
    subsidies::review::AppointmentsAtHome,
};
use axum::{extract::State, response::Response};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    accounts::{Role, TenantKind},
    fiscal_year::FiscalYear,
    mailings::{Stage, may_approve},
    money::Yen,
    subsidies::{ProgrammeState, ProgrammeVersion},
    working_days::WorkingCalendar,
};
use leptos::prelude::*;
use store::{
    Tx, accounts,
    home::{self, Waits},
    mailings,
    subsidies::{
        applications::{self, Application},
        endings as ending_lines,
        offices::{self, Office},
        programmes::{self, Programme},
    },
    tenants,
};

/// How many of each list the home page shows.
const SHOWN: u64 = 5;

/// What waits for an officer of a municipality; for the others, what there is.
pub async fn tenant(officer: Officer, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let (slug, kind) = (officer.tenant.slug.clone(), officer.tenant.kind);
    match kind {
        TenantKind::Municipality => {}
        TenantKind::Federation => {
            let tx = app.store.read(&officer.scope()).await?;
            let home = at_home::federation(&app, &tx, &officer).await?;
            let proposed = dispatches::at_home::federation(&tx).await?;
            let asked = inquiries::at_home(&tx, app.clock.today()).await?;
            return Ok(page.ok("ホーム", move || {
                let own = slug.clone();
                view! { <FederationHomePage home/><DispatchesAtHome slug proposed/><AskedAtHome slug=own waiting=asked/> }
            }));
        }
        TenantKind::Central => {
            let tx = app.store.read(&officer.scope()).await?;
            let home = dispatches::at_home::central(&app, &tx, &officer).await?;
            return Ok(page.ok("ホーム", move || view! { <CentralHomePage home/> }));
        }
        TenantKind::Prefecture => {
            let administers = officer.has(Role::Administrator);
            let year = FiscalYear::of(app.clock.today());
            let tx = app.store.read(&officer.scope()).await?;
            let (today, may_act) = (app.clock.today(), officer.has(Role::Clerk));
            let asked = inquiries::at_home(&tx, today).await?;
            let (tasks, coming) = at_home::municipality(&app, &tx, &officer).await?;
            let costs = dispatches::at_home::municipality(&tx, &officer).await?;
            return Ok(page.ok("ホーム", move || {
                let (own, demos) = (slug.clone(), slug.clone());
                view! {
                    <PrefectureHomePage slug=slug.clone() administers year/><AskedAtHome slug=own waiting=asked/>
                    <CostsToApprove slug waiting=costs/><OfficerDemos slug=demos tasks coming may_act today/>
                }
            }));
        }
    }
    let tx = app.store.read(&officer.scope()).await?;
    let today = app.clock.today();
    let programmes = programmes::all(&tx).await?;
    let keeping = keeping(&tx, &officer).await?;
    let first_steps = if home::received_any(&tx).await? {
        None
    } else {
        Some(first_steps(&app, &tx, &slug, &programmes, keeping.as_ref()).await?)
    };
    let home = OfficerHome {
        queues: queues(&tx, &officer, today).await?,
        endings: endings(&tx, &officer).await?,
        first_steps,
        programmes: money(&tx, &slug, &programmes, app.clock.now()).await?,
        drafts: drafts(&tx, &officer).await?,
        approvals: approvals(&tx, &officer).await?,
        keeps: officer.has(Role::Clerk) || officer.has(Role::Administrator),
        keeping,
        daily: year_end::daily(&app, &tx, &slug).await?,
        slug: slug.clone(),
    };
    let after = awards::home::waiting(&tx, &officer, today).await?;
    let (tasks, coming) = at_home::municipality(&app, &tx, &officer).await?;
    let costs = dispatches::at_home::municipality(&tx, &officer).await?;
    let due = crate::campaigns::at_home::municipality(&tx, &officer, today).await?;
    let may_act = officer.has(Role::Clerk);
    let asked = inquiries::at_home(&tx, today).await?;
    let supports = crate::follow_up::at_home::due(&tx, &officer, today).await?;
    let appointments = crate::subsidies::appointments::of_officer(&tx, &officer, today).await?;
    Ok(page.ok("ホーム", move || {
        let own = slug.clone();
        view! {
            <OfficerHomePage home/><CostsToApprove slug=slug.clone() waiting=costs/><AwardsAtHome waits=after/>
            <ActivitiesAtHome slug=slug.clone() due/>
            <AppointmentsAtHome coming=appointments/><FollowUpsAtHome slug=slug.clone() due=supports today/>
            <OfficerDemos slug tasks coming may_act today/>
            <AskedAtHome slug=own.clone() waiting=asked/><InvitationsAtHome slug=own/>
        }
    }))
}

/// What an administrator should look at.
async fn keeping(tx: &Tx, officer: &Officer) -> Result<Option<Keeping>, Error> {
    if officer.has(Role::Administrator) { Ok(Some(settings::keeping(tx, officer).await?)) } else { Ok(None) }
}

/// The lists of the officer's roles, the most urgent first.
async fn queues(tx: &Tx, officer: &Officer, today: NaiveDate) -> Result<Vec<Queue>, Error> {
    let decides = officer.has(Role::Approver).then_some((QueueKind::ToDecide, Waits::Decision(officer.id())));
    let reviews = officer.has(Role::Clerk).then_some([
        (QueueKind::Answered, Waits::Answered),
        (QueueKind::Unowned, Waits::Unowned),
        (QueueKind::Mine, Waits::Review(officer.id())),
    ]);
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let mut queues = Vec::new();
    for (kind, waits) in decides.into_iter().chain(reviews.into_iter().flatten()) {
        let (oldest, total) = home::waiting(tx, waits, SHOWN).await?;
        let slug = &officer.tenant.slug;
        let rows = rows(tx, slug, oldest, today, &calendar).await?;
        queues.push(Queue { kind, rows, total, href: paths::queue(slug, &kind.list()) });
    }
    Ok(queues)
}

async fn rows(
    tx: &Tx,
    slug: &str,
    applications: Vec<Application>,
    today: NaiveDate,
    calendar: &WorkingCalendar,
) -> Result<Vec<Waiting>, Error> {
    let ids: Vec<_> = applications.iter().map(|application| application.office).collect();
    let offices = offices::several(tx, &ids).await?;
    let mut versions: Vec<ProgrammeVersion> = Vec::new();
    for application in &applications {
        if !versions.iter().any(|version| version.id == application.rules) {
            versions.extend(programmes::version_by_id(tx, application.rules).await?);
        }
    }
    Ok(applications
        .into_iter()
        .filter_map(|application| row(slug, &application, &offices, &versions, today, calendar))
        .collect())
}

/// A received application has a number, a clock, an office and rules; anything else does not wait.
fn row(
    slug: &str,
    application: &Application,
    offices: &[Office],
    versions: &[ProgrammeVersion],
    today: NaiveDate,
    calendar: &WorkingCalendar,
) -> Option<Waiting> {
    let rules = &versions.iter().find(|version| version.id == application.rules)?.rules;
    let clock = application.clock(|at| in_japan(at).date_naive())?;
    Some(Waiting {
        number: application.receipt?,
        office: offices.iter().find(|office| office.id == application.office)?.name.clone(),
        programme: rules.title.clone(),
        stage: application.stage.name(),
        received: clock.received,
        ageing: clock.read(today, rules.standard_days, calendar),
        expected: clock.expected(rules.standard_days, calendar),
        href: paths::application(slug, application.id),
    })
}

/// What others proposed about whoever waits, and this officer may decide.
async fn endings(tx: &Tx, officer: &Officer) -> Result<Vec<EndingLine>, Error> {
    if !officer.has(Role::Approver) {
        return Ok(Vec::new());
    }
    let slug = &officer.tenant.slug;
    let proposed = ending_lines::open(tx).await?.into_iter();
    Ok(proposed
        .filter(|(.., ending)| ending.by != officer.id())
        .map(|(id, programme, _)| EndingLine { programme, href: paths::waiting_end_decision(slug, id) })
        .collect())
}

/// The officer's own drafts of outreach, which nobody else will send.
async fn drafts(tx: &Tx, officer: &Officer) -> Result<Vec<DraftLine>, Error> {
    let slug = &officer.tenant.slug;
    let line = |mailing: mailings::Mailing| DraftLine {
        href: paths::preview_mailing(slug, mailing.id),
        subject: mailing.text.subject,
    };
    Ok(mailings::drafts(tx, officer.id()).await?.into_iter().map(line).collect())
}

/// What colleagues wrote to many, and this officer may approve.
async fn approvals(tx: &Tx, officer: &Officer) -> Result<Vec<DraftLine>, Error> {
    if !(officer.has(Role::Clerk) || officer.has(Role::Approver)) {
        return Ok(Vec::new());
    }
    let slug = &officer.tenant.slug;
    let waiting = mailings::proposed(tx).await?.into_iter();
    let own = |mailing: &mailings::Mailing| matches!(mailing.stage, Stage::Proposed { by, .. } if may_approve(officer.id(), &mailing.writers, by));
    Ok(waiting
        .filter(own)
        .map(|mailing| DraftLine {
            href: paths::approve_mailing(slug, mailing.id),
            subject: mailing.text.subject,
        })
        .collect())
}

/// Until the first application: what comes before it.
async fn first_steps(
    app: &App,
    tx: &Tx,
    slug: &str,
    programmes: &[Programme],
    keeping: Option<&Keeping>,
) -> Result<FirstSteps, Error> {
    let is_published = |programme: &Programme| match programme.state {
        ProgrammeState::Published { .. } => true,
        ProgrammeState::Draft | ProgrammeState::Closed { .. } => false,
    };
    let programme = if programmes.iter().any(is_published) {
        FirstProgramme::Published
    } else {
        let draft = programmes.iter().find(|programme| programme.state == ProgrammeState::Draft);
        draft.map_or(FirstProgramme::Missing, |draft| FirstProgramme::Draft(paths::programme(slug, draft.id)))
    };
    Ok(FirstSteps {
        house: match keeping {
            Some(keeping) => Some(house(tx, keeping).await?),
            None => None,
        },
        offices: home::offices(tx).await?,
        programme,
        told: home::told(tx).await?,
        public_side: app.config.public_side,
    })
}

/// What an administrator has settled; whoever is invited counts.
async fn house(tx: &Tx, keeping: &Keeping) -> Result<House, Error> {
    let members = accounts::members(tx).await?;
    let has = |role: Role| {
        members.iter().any(|member| member.account.disabled_at.is_none() && member.roles.has(role))
    };
    Ok(House { sender: keeping.missing.is_empty(), clerk: has(Role::Clerk), approver: has(Role::Approver) })
}

/// The money of this year's programmes, and of every other that still receives.
async fn money(
    tx: &Tx,
    slug: &str,
    programmes: &[Programme],
    now: DateTime<Utc>,
) -> Result<Vec<ProgrammeMoney>, Error> {
    let year = FiscalYear::of(in_japan(now).date_naive());
    let mut lines = Vec::new();
    for programme in programmes {
        let shown = match programme.state {
            ProgrammeState::Draft => false,
            ProgrammeState::Published { .. } => true,
            ProgrammeState::Closed { .. } => programme.fiscal_year == year,
        };
        let Some(current) = programme.current.as_ref().filter(|_| shown) else { continue };
        let granted = applications::granted(tx, programme.id).await?;
        lines.push(ProgrammeMoney {
            title: current.rules.title.clone(),
            href: paths::programme(slug, programme.id),
            state: programme.state,
            window: *current.rules.window_at(now).0,
            budget: programme.budget,
            granted,
            asked: programme.reserved.checked_sub(granted).unwrap_or(Yen::ZERO),
        });
    }
    Ok(lines)
}
