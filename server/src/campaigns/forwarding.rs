//! 介護保険最新情報 is forwarded: one form makes the campaign, the mail's draft and the list for the fax.

use super::{groups, show::LETTER};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    offices::choosing::Offers,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::{ForwardPage, WITH_FAX},
    messages::starting::forward_errors,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    campaigns::{ActivityKind, ForwardField, ForwardForm, NewActivity, NewCampaign},
    form::Typed,
    ids::{AccountId, ActivityId, AssociationId, CampaignId, MailingId, SegmentId},
    mailings::{MailingField, NewMailing},
};
use elements::{Choice, FormState};
use leptos::prelude::*;
use store::{
    Tx, associations,
    campaigns::{self, activities, recipients},
    mailings,
    offices::segments,
};
use uuid::Uuid;

/// An empty form; the fax is chosen beforehand.
pub async fn new(clerk: Clerk, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let offers = Offers::of(&tx).await?;
    let form = FormState::filled(Typed::default().with(WITH_FAX, "yes"));
    Ok(render(&page, clerk.tenant.slug.clone(), &offers, form))
}

/// Makes all of it, and goes to the campaign, from where the mail is looked at and sent.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path(slug): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let offers = Offers::of(&tx).await?;
    let (settled, known) = offers.settle(&app, &tx, &typed, ForwardField::Audience.name()).await?;
    let today = app.clock.today();
    let mut problems = Vec::new();
    if !matches!(typed.get(WITH_FAX), "yes" | "no") {
        problems.push((WITH_FAX, "FAXの一覧を作るかどうかを選んでください".to_owned()));
    }
    let read = ForwardForm::parse(&settled, &known, today);
    let form = match read {
        Ok(form) if problems.is_empty() => form,
        read => {
            let mut sentences = read.err().map(|problems| forward_errors(&problems)).unwrap_or_default();
            sentences.append(&mut problems);
            return Ok(render(&page, slug, &offers, FormState::rejected(typed, sentences)));
        }
    };
    let segment = form.audience;
    let now = app.clock.now();
    let campaign: CampaignId = app.clock.id();
    let text = NewCampaign {
        name: form.name(),
        aims: format!("{}を、事業所に知らせます。", form.issue()),
        starts_on: today,
        ends_on: None,
        owner: Some(clerk.id()),
        budget: None,
    };
    campaigns::add(&tx, campaign, &text, now).await?;
    let mail = Typed::default()
        .with(MailingField::Segment.name(), segment.to_string())
        .with(MailingField::Subject.name(), form.subject())
        .with(MailingField::Body.name(), form.body());
    let Ok(mail) = NewMailing::parse(&mail, &[segment]) else {
        // The form takes nothing that a mail would not.
        return Err(Error::Internal("a forwarded issue is no mail"));
    };
    let mailing: MailingId = app.clock.id();
    mailings::add(&tx, mailing, &mail, now).await?;
    let activity = |kind, title: &str, segment| NewActivity {
        link: form.link.clone(),
        script: form.script(),
        ..blank(kind, title, (today, clerk.id()), segment)
    };
    let by_mail = NewActivity {
        mailing: Some(mailing),
        ..activity(ActivityKind::Mail, "メールでの転送", segment)
    };
    activities::add(&tx, app.clock.id(), campaign, &by_mail, None, now).await?;
    let mut done = "forwarded_mail";
    if typed.get(WITH_FAX) == "yes"
        && let Some(saved) = segments::find(&tx, segment).await?
        && let Some(segment) = groups::without_mail(&app, &tx, &saved).await?
    {
        let id: ActivityId = app.clock.id();
        let by_fax = NewActivity {
            associations: by_fax_alone(&tx).await?,
            ..activity(ActivityKind::Fax, "メールのない事業所へのFAX", segment)
        };
        activities::add(&tx, id, campaign, &by_fax, None, now).await?;
        // The list is written down at once: covers and the list are there to be printed.
        if let Some(made) = activities::find(&tx, id).await?
            && let Some((audience, decided)) = recipients::decide(&tx, &made, today).await?
            && !decided.is_empty()
        {
            // Of whom no fax is known either, a letter is what is left: the page of the paper has it.
            let nobody = decided.iter().all(|one| one.exclusion.is_some());
            done = if nobody { LETTER } else { "forwarded" };
            let ids = || -> Uuid { app.clock.id() };
            recipients::freeze(&tx, &made, &audience, decided, &ids, now).await?;
        }
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done={done}", paths::campaign(&slug, campaign))))
}

/// The associations that have a fax and no mail address; those with one get the mail once offices do.
async fn by_fax_alone(tx: &Tx) -> Result<Vec<AssociationId>, Error> {
    let all = associations::all(tx).await?.into_iter().filter(|kept| kept.put_away_at.is_none());
    let alone = all.filter(|kept| kept.association.email.is_none() && kept.association.fax.is_some());
    Ok(alone.map(|kept| kept.id).collect())
}

/// An activity that is for a segment, today, and the clerk's.
fn blank(
    kind: ActivityKind,
    title: &str,
    (today, owner): (NaiveDate, AccountId),
    segment: SegmentId,
) -> NewActivity {
    NewActivity {
        kind,
        title: title.to_owned(),
        starts_on: Some(today),
        ends_on: None,
        owner: Some(owner),
        segment: Some(segment),
        associations: Vec::new(),
        material: None,
        mailing: None,
        survey: None,
        session: None,
        link: String::new(),
        script: String::new(),
        cost: None,
    }
}

fn render(page: &Page, slug: String, offers: &Offers, form: FormState) -> Response {
    let title = "介護保険最新情報を転送する";
    let rejected = form.has_errors();
    let segments = offers.options().into_iter().map(|(value, name)| Choice::new(value, name)).collect();
    let view = move || view! { <ForwardPage slug segments form/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
