//! 導入支援パッケージ: another city's file is taken in part by part, and a campaign of one's own becomes a file.

use super::{groups, load, ready::asked_again};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    offices::choosing::{self, Offers},
    page::{Page, see_other},
    posted::Upload,
    subsidies,
};
use app::{
    campaigns::{
        BUNDLE, BUNDLE_FILE, BundlePage, BundleView, CAMPAIGN_PART, CampaignKitsPage, DatedActivity, FROM,
        PARTS, PackPage, PackView, ProgrammePart, SEGMENT, START, mail_part, notice_part, survey_part,
    },
    messages::{
        starting::bundle_error,
        subsidies::{kit_error, told},
        values,
    },
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    campaigns::{ActivityKind, AskedAgain, NewActivity, Plan, PlannedActivity},
    demos::{Place, Plan as Preparation},
    fiscal_year::FiscalYear,
    form::Typed,
    ids::{ActivityId, CampaignId, MailingId, ProgrammeId, SegmentId, SurveyId},
    kits::{Bundle, MailPart, NoticePart, SessionPlanPart, SurveyPart, Wording},
    offices::ReadySegment,
    subsidies::{Kit, KitError, NoticeKind, ProgrammeForm, Rules},
    wareki::{self, DateError, Expected},
    working_days::WorkingCalendar,
};
use elements::{Choice, FormState};
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{self, Activity, Campaign, activities},
    demos::{members, plans},
    initiatives, mailings,
    subsidies::{programmes, wordings},
    surveys,
    tenants::{self, Tenant},
};

const TITLE: &str = "導入支援パッケージを取り込む";

/// Where a file is chosen.
pub async fn new(clerk: Clerk, page: Page) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    Ok(page.ok(TITLE, move || view! { <CampaignKitsPage slug form=FormState::empty()/> }))
}

/// Shows what is in a file; and takes in what was chosen of it.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Upload { typed, files }: Upload,
) -> Result<Response, Error> {
    let again = typed.get(BUNDLE).to_owned();
    let bytes = if again.is_empty() {
        let sent = files.into_iter().find(|file| file.field == BUNDLE_FILE);
        sent.map(|file| file.bytes).unwrap_or_default()
    } else {
        again.clone().into_bytes()
    };
    let bundle = match Bundle::open(&bytes, &clerk.tenant.name) {
        Ok(bundle) => bundle,
        Err(error) => {
            let slug = clerk.tenant.slug.clone();
            let form = FormState::rejected(Typed::default(), vec![(BUNDLE_FILE, bundle_error(&error))]);
            return Ok(page.unprocessable(TITLE, move || view! { <CampaignKitsPage slug form/> }));
        }
    };
    let programme = programme(&app, &clerk, &bundle, &bytes).await?;
    if again.is_empty() {
        let tx = app.store.read(&clerk.scope()).await?;
        // What one's own notices say is not replaced unless somebody wants it.
        let notices = (1..=bundle.notices.len()).map(notice_part).collect::<Vec<_>>();
        let added = parts(&bundle).into_iter().filter(|part| !notices.contains(part));
        let everything = added.fold(Typed::default(), |typed, part| typed.with(PARTS, part));
        let form = everything.with(START, wareki::format_date(app.clock.today()));
        let read = (bundle, programme);
        return show(&app, &tx, &page, &clerk.tenant, read, FormState::filled(form)).await;
    }
    let from = typed.get(FROM).chars().filter(|c| !c.is_control()).take(60).collect();
    take(&app, &clerk, &page, (Bundle { from, ..bundle }, programme), typed).await
}

/// The programme of a file as this city would have it, or why it cannot be read; none where there is none.
type Programme = Option<Result<Box<Rules>, KitError>>;

async fn programme(app: &App, clerk: &Clerk, bundle: &Bundle, bytes: &[u8]) -> Result<Programme, Error> {
    if !bundle.has_programme {
        return Ok(None);
    }
    let tx = app.store.read(&clerk.scope()).await?;
    let today = app.clock.today();
    let city = subsidies::programmes::city(&clerk.tenant, &initiatives::current(&tx).await?, today);
    let rules = Kit::open(bytes).and_then(|kit| kit.rules(&city, FiscalYear::of(today)));
    Ok(Some(rules.map(Box::new)))
}

/// The words of everything that can be taken.
fn parts(bundle: &Bundle) -> Vec<String> {
    let campaign = bundle.campaign.as_ref().map(|_| CAMPAIGN_PART.to_owned());
    let surveys = (1..=bundle.surveys.len()).map(survey_part);
    let mails = (1..=bundle.mails.len()).map(mail_part);
    let notices = (1..=bundle.notices.len()).map(notice_part);
    campaign.into_iter().chain(surveys).chain(mails).chain(notices).collect()
}

/// Takes in what was chosen, all or nothing.
async fn take(
    app: &App,
    clerk: &Clerk,
    page: &Page,
    (bundle, programme): (Bundle, Programme),
    typed: Typed,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let chosen = |part: &str| typed.all(PARTS).any(|one| one == part);
    let mut problems = Vec::new();
    if !parts(&bundle).iter().any(|part| chosen(part)) {
        problems.push((PARTS, "取り込むものを1つ以上選んでください".to_owned()));
    }
    let plan = bundle.campaign.clone().filter(|_| chosen(CAMPAIGN_PART));
    let start = match (&plan, start_of(app, typed.get(START))) {
        (Some(_), Err(error)) => {
            problems.push((START, values::date("キャンペーンを開始する日", &error)));
            app.clock.today()
        }
        (_, read) => read.unwrap_or_else(|_| app.clock.today()),
    };
    let list = typed.get(SEGMENT);
    let is_offered = list.is_empty() || ReadySegment::from_code(list).is_some();
    if !is_offered && choosing::chosen(app, &tx, list).await?.is_none() {
        problems.push((SEGMENT, "お知らせを送る対象リストを一覧から選び直してください".to_owned()));
    }
    if !problems.is_empty() {
        let form = FormState::rejected(typed, problems);
        return show(app, &tx, page, &clerk.tenant, (bundle, programme), form).await;
    }
    // A ready list is saved only now: the page of what is refused offers it as it was chosen.
    let segment = choosing::chosen(app, &tx, typed.get(SEGMENT)).await?.map(|saved| saved.id);
    let now = app.clock.now();
    let mut surveys_taken: Vec<(Option<usize>, SurveyId)> = Vec::new();
    let wanted = (1..).zip(&bundle.surveys).filter(|(place, _)| chosen(&survey_part(*place)));
    for survey in wanted.map(|(_, survey)| survey) {
        let id: SurveyId = app.clock.id();
        surveys::add(&tx, id, &survey.questionnaire, "", None, now).await?;
        surveys_taken.push((survey.activity, id));
    }
    let mut mails_taken: Vec<(Option<usize>, MailingId)> = Vec::new();
    let wanted: Vec<&MailPart> = (1..)
        .zip(&bundle.mails)
        .filter(|(place, _)| chosen(&mail_part(*place)))
        .map(|(_, mail)| mail)
        .collect();
    let audience = match (segment, wanted.is_empty() && plan.is_none()) {
        (Some(segment), _) => Some(segment),
        (None, true) => None,
        (None, false) => Some(groups::everybody(app, &tx).await?),
    };
    for mail in wanted {
        let Some(audience) = audience else { continue };
        let Ok(text) = mail.mailing(audience) else {
            return Err(Error::Internal("a mail of a kit was measured when it was opened"));
        };
        let id: MailingId = app.clock.id();
        mailings::add(&tx, id, &text, now).await?;
        mails_taken.push((mail.activity, id));
    }
    let wordings = bundle.wordings().map_err(|_| Error::Internal("a kit was measured when it was opened"))?;
    let wanted = (1..).zip(wordings).filter(|(place, _)| chosen(&notice_part(*place)));
    let mut worded = Vec::new();
    for (_, wording) in wanted {
        worded.push(wording.kind);
        word(&tx, clerk, &wording, now).await?;
    }
    let to = match plan {
        Some(plan) => {
            let id: CampaignId = app.clock.id();
            begin(app, &tx, (id, &plan, start), audience, (&surveys_taken, &mails_taken)).await?;
            format!("{}?done=planned", paths::campaign(&clerk.tenant.slug, id))
        }
        None if !surveys_taken.is_empty() => paths::surveys(&clerk.tenant.slug),
        None if !mails_taken.is_empty() => paths::mailings(&clerk.tenant.slug),
        None => match worded.first() {
            Some(kind) => format!("{}?done=saved", paths::notice_wording(&clerk.tenant.slug, *kind)),
            None => paths::mailings(&clerk.tenant.slug),
        },
    };
    tx.commit().await?;
    Ok(see_other(&to))
}

/// The first day of a campaign, as it is typed.
fn start_of(app: &App, typed: &str) -> Result<NaiveDate, DateError> {
    wareki::parse_expected(typed, Expected::planned(app.clock.today())).map(|parsed| parsed.date)
}

/// Words notices so from now on, as the next version; nothing where they are worded so already.
async fn word(tx: &Tx, clerk: &Clerk, wording: &Wording, now: DateTime<Utc>) -> Result<(), Error> {
    let last = wordings::current(tx, wording.kind).await?;
    let Wording { kind, opening, closing, seal } = wording.clone();
    if last
        .as_ref()
        .is_some_and(|last| (&last.opening, &last.closing, last.seal) == (&opening, &closing, seal))
    {
        return Ok(());
    }
    let version = last.map_or(1, |last| last.version + 1);
    let next = wordings::Wording { version, opening, closing, seal, by: clerk.id(), at: now };
    Ok(wordings::save(tx, kind, &next).await?)
}

/// The activity that wants it, where one does, and what was made.
type Part<Id> = (Option<usize>, Id);

/// Makes the campaign; its activities have the questionnaires and mails that were taken with it.
async fn begin(
    app: &App,
    tx: &Tx,
    (id, plan, start): (CampaignId, &Plan, NaiveDate),
    audience: Option<SegmentId>,
    (surveys, mails): (&[Part<SurveyId>], &[Part<MailingId>]),
) -> Result<(), Error> {
    let now = app.clock.now();
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let ids = || -> ActivityId { app.clock.id() };
    let added = campaigns::add_plan(tx, id, plan, start, &ids, &calendar, now).await?;
    for (place, (activity, kind)) in (1..).zip(added) {
        let Some(made) = activities::find(tx, activity).await? else { continue };
        let of = |of: Option<usize>| of == Some(place);
        let survey = surveys.iter().find(|(activity, _)| of(*activity)).map(|(_, id)| *id);
        let mailing = mails.iter().find(|(activity, _)| of(*activity)).map(|(_, id)| *id);
        let text = NewActivity {
            segment: audience.filter(|_| groups::has_audience(kind) && made.follows.is_none()),
            survey: survey.filter(|_| kind == ActivityKind::Survey),
            mailing: mailing.filter(|_| kind == ActivityKind::Mail),
            ..made.text.clone()
        };
        if text != made.text {
            activities::save(tx, activity, made.version, &text, now).await?;
        }
    }
    Ok(())
}

async fn show(
    app: &App,
    tx: &Tx,
    page: &Page,
    tenant: &Tenant,
    (bundle, programme): (Bundle, Programme),
    form: FormState,
) -> Result<Response, Error> {
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let start = start_of(app, form.value(START)).unwrap_or_else(|_| app.clock.today());
    let planned = || bundle.campaign.iter().flat_map(|plan| &plan.activities);
    let titles: Vec<String> = planned().map(|activity| activity.title.clone()).collect();
    let lines = planned()
        .map(|activity| DatedActivity {
            kind: activity.kind,
            title: activity.title.clone(),
            days: activity.days(start, &calendar),
            audience: activity.again.map(|again| asked_again(again, &titles)).unwrap_or_default(),
            note: activity.note.clone(),
            source: None,
        })
        .collect();
    // The list of all open offices is what stands there while nothing is chosen.
    let open = ReadySegment::Open.segment();
    let offered = Offers::of(tx).await?.named().filter(|(_, named)| named.segment != open);
    let segments = offered.map(|(value, named)| Choice::new(value, named.name)).collect();
    let rejected = form.has_errors();
    // What is sent again is what was understood, under the own name: it is measured again as any file.
    let rules = programme.as_ref().and_then(|read| read.as_deref().ok());
    let file = Bundle { from: tenant.name.clone(), ..bundle.clone() }.pack(rules);
    let programme = programme.map(|read| match read {
        Ok(rules) => ProgrammePart::Told(told(&rules)),
        Err(error) => ProgrammePart::Unreadable(kit_error(&error)),
    });
    let view = BundleView { slug: tenant.slug.clone(), bundle, file, programme, lines, segments, form };
    let view = move || view! { <BundlePage view/> };
    let title = "取り込むものを選ぶ";
    Ok(if rejected { page.unprocessable(title, view) } else { page.ok(title, view) })
}

/// What of a campaign goes into a file.
pub async fn ask(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    let bundle = bundle(&tx, &clerk.tenant, &campaign).await?;
    let programmes = programmes::all(&tx).await?.into_iter().map(|one| (one.id, one.title)).collect();
    let view = PackView { slug, id, bundle, programmes };
    Ok(page.ok("導入支援パッケージを書き出す", move || view! { <PackPage view/> }))
}

/// Which programme goes with it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct With {
    programme: Option<ProgrammeId>,
}

/// The file.
pub async fn file(
    clerk: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, CampaignId)>,
    Query(With { programme }): Query<With>,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    let bundle = bundle(&tx, &clerk.tenant, &campaign).await?;
    let rules = match programme {
        Some(programme) => {
            let programme = programmes::find(&tx, programme).await?.ok_or(Error::NotFound)?;
            let location = subsidies::location(&clerk.tenant);
            let rules = ProgrammeForm::parse(&programme.typed, &location);
            Some(rules.map_err(|_| Error::Internal("what is saved reads back"))?)
        }
        None => None,
    };
    let name = format!("{}_{}.json", clerk.tenant.name, campaign.text.name);
    Ok(crate::download::file(&name, "application/json", bundle.pack(rules.as_ref()).into_bytes()))
}

/// A campaign with its questionnaires and mails, without anybody it reached.
async fn bundle(tx: &Tx, tenant: &Tenant, campaign: &Campaign) -> Result<Bundle, Error> {
    let all = activities::of_campaign(tx, campaign.id).await?;
    let planned = (0_usize..).zip(&all).map(|(place, activity)| PlannedActivity {
        again: again(activity, &all[..place]),
        ..planned(activity, campaign.text.starts_on)
    });
    let planned = planned.collect();
    let (mut questionnaires, mut mails) = (Vec::new(), Vec::new());
    for (place, activity) in (1..).zip(&all) {
        if let Some(id) = activity.text.survey
            && let Some(survey) = surveys::find(tx, id).await?
        {
            questionnaires.push(SurveyPart { activity: Some(place), questionnaire: survey.draft });
        }
        if let Some(id) = activity.text.mailing
            && let Some(mailing) = mailings::find(tx, id).await?
        {
            let (subject, body) = (mailing.text.subject, mailing.text.body);
            mails.push(MailPart { activity: Some(place), subject, body });
        }
    }
    // A questionnaire that is half made would be refused by whoever takes it in.
    questionnaires.retain(|survey| survey.questionnaire.problems().is_empty());
    let plan =
        Plan { name: campaign.text.name.clone(), aims: campaign.text.aims.clone(), activities: planned };
    Ok(Bundle {
        from: tenant.name.clone(),
        campaign: Some(plan).filter(|plan| !plan.activities.is_empty()),
        surveys: questionnaires,
        mails,
        session_plan: session_plan(tx).await?,
        notices: notices(tx).await?,
        has_programme: false,
        left_out: Vec::new(),
    })
}

/// How the federation of the city prepares sessions; none where the city belongs to none here.
async fn session_plan(tx: &Tx) -> Result<Option<SessionPlanPart>, Error> {
    let Some(member) = members::own(tx).await? else { return Ok(None) };
    let of = async |place: Place| -> Result<Option<Preparation>, Error> {
        let plan = plans::of(tx, member.federation, place).await?.plan;
        Ok((!plan.tasks().is_empty()).then_some(plan))
    };
    let part = SessionPlanPart { on_site: of(Place::OnSite).await?, online: of(Place::Online).await? };
    Ok((part != SessionPlanPart::default()).then_some(part))
}

/// The notices for which the city has words of its own.
async fn notices(tx: &Tx) -> Result<Vec<NoticePart>, Error> {
    let mut own = Vec::new();
    for kind in NoticeKind::ALL {
        if let Some(kept) = wordings::current(tx, kind).await? {
            let (opening, closing, seal) = (kept.opening, kept.closing, kept.seal);
            own.push(NoticePart::of(&Wording { kind, opening, closing, seal }));
        }
    }
    Ok(own)
}

/// An activity as whoever takes it in plans it: days count from the campaign's start.
fn planned(activity: &Activity, start: NaiveDate) -> PlannedActivity {
    let days =
        |from: NaiveDate, to: NaiveDate| u16::try_from((to - from).num_days()).unwrap_or(0).min(Plan::DAYS);
    let first = activity.text.starts_on.or(activity.text.ends_on).unwrap_or(start);
    PlannedActivity {
        kind: activity.text.kind,
        title: activity.text.title.clone(),
        days_after_start: days(start, first),
        lasts_days: activity.text.ends_on.map(|last| days(first, last)).filter(|days| *days > 0),
        note: activity.text.script.clone(),
        link: activity.text.link.clone(),
        again: None,
    }
}

/// Whose audience it asks once more, where that stands before it.
fn again(activity: &Activity, before: &[Activity]) -> Option<AskedAgain> {
    let (earlier, whom) = activity.follows?;
    Some(AskedAgain { activity: before.iter().position(|one| one.id == earlier)?, whom })
}
