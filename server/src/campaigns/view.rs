//! One activity: what it is, and where it has a list, whom it reaches and what came back.

use super::{choices::Named, load_activity, may_write, name, notices::is_readable, show::counts, surveyed};
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::{
    campaigns::{ActivityPage, ActivityView, Linked, Listed, NoticePlace, RecipientLine, Shown},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::TenantKind,
    campaigns::{ActivityKind, Channel, NewActivity, Standing, State as Stands, is_overdue, warnings},
    ids::{ActivityId, CampaignId},
    mailings::StageName,
    surveys::SurveyState,
    text,
    working_days::WorkingCalendar,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    campaigns::{
        Activity, Audience, Campaign, activities,
        recipients::{self, Narrowed},
    },
    demos::members,
    mailings, materials, surveys, tenants, views,
};

/// Offices on a page.
const PER_PAGE: u64 = 50;

/// What an address may say. Words that are not known narrow nothing.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    standing: String,
    q: String,
    page: String,
    done: String,
}

/// What was just done, as a sentence.
fn told(done: &str, kind: ActivityKind) -> Option<&'static str> {
    Some(match done {
        "attached" if kind == ActivityKind::DemoSession => {
            "開催を依頼し、この活動に結び付けました。返事と準備は、デモ・説明会のページで確かめられます。"
        }
        "attached" => "アンケートの下書きを作り、この活動に結び付けました。",
        "added" => "活動を加えました。",
        "saved" => "保存しました。",
        "begun" => "始めました。",
        "finished" => "完了にしました。",
        "dropped" => "中止しました。",
        "made" => "対象の一覧を作りました。結果は、このページで記録できます。",
        "discarded" => "対象の一覧を破棄しました。",
        "entered" => "記録しました。",
        "sent" => "未実施の事業所を、すべて「送信・発送済み」にしました。",
        "rest" => "未実施の事業所を、すべて「欠席」にしました。後から来た事業所は「出席」に直せます。",
        "published" => "公開ページに載せました。",
        "unpublished" => "公開ページに載せるのをやめました。",
        "undone" => "記録を取り消しました。",
        "out" => "一覧から除きました。",
        "back" => "一覧に戻しました。",
        _ => return None,
    })
}

/// An activity.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    let view = load_view(&app, &tx, &reader, slug, (&campaign, &activity), &asked).await?;
    if activity.frozen.is_some() {
        // The numbers and addresses of offices are shown, and what people said.
        views::record(&tx, app.clock.id(), app.clock.now(), "activity", id.uuid(), "activity-list").await?;
        tx.commit().await?;
    }
    let title = view.title.clone();
    let form = FormState::empty();
    Ok(page.ok(&title, move || view! { <ActivityPage activity=view form/> }))
}

/// An activity as its page shows it.
pub(super) async fn load_view(
    app: &App,
    tx: &Tx,
    officer: &Reader,
    slug: String,
    (campaign, activity): (&Campaign, &Activity),
    asked: &Asked,
) -> Result<ActivityView, Error> {
    let text = &activity.text;
    let named = Named::of(tx, &[text]).await?;
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let span = (campaign.text.starts_on, campaign.text.ends_on);
    let against = text.starts_on.filter(|_| activity.state == Stands::Planned);
    let people = accounts::names(tx).await?;
    let follows = match activity.follows {
        Some((earlier, whom)) => {
            let earlier = activities::find(tx, earlier).await?;
            earlier.map(|earlier| (earlier.id, earlier.text.title, whom))
        }
        None => None,
    };
    let writes = may_write(officer) && campaign.state.is_open();
    let linked = linked(tx, &slug, activity, &named).await?;
    let material =
        text.material.and_then(|id| named.material(text).map(|name| (name, paths::material(&slug, id))));
    let handing = match text.material {
        Some(id) if writes => {
            let stocked = materials::find(tx, id).await?.is_some_and(|kept| kept.is_stocked());
            stocked.then(|| paths::new_material_movement_with(&slug, id, activity.id))
        }
        Some(_) | None => None,
    };
    Ok(ActivityView {
        campaign: (campaign.id, campaign.text.name.clone()),
        id: activity.id,
        version: activity.version,
        kind: text.kind,
        title: text.title.clone(),
        state: activity.state,
        days: (text.starts_on, text.ends_on),
        overdue: is_overdue(activity.state, text.starts_on, text.ends_on, app.clock.today()),
        warnings: against.map(|day| warnings(text.kind, day, span, &calendar)).unwrap_or_default(),
        owner: text.owner.map(|owner| name(&people, owner)).unwrap_or_default(),
        audience: named.segment(text).unwrap_or_default(),
        associations: named.associations(text),
        writes_mailing: text.kind == ActivityKind::Mail
            && text.mailing.is_none()
            && text.segment.is_some()
            && activity.state.is_open(),
        followable: writes && is_followable(activity),
        follows,
        asks: asks(tx, officer, text.kind).await?,
        linked,
        material,
        handing,
        link: text.link.clone(),
        script: text.script.clone(),
        cost: text.cost,
        result: activity.result.clone(),
        done_on: activity.done_on,
        listed: listed(tx, &slug, (campaign, activity), asked, writes).await?,
        papers: papers(&slug, activity),
        notice: (text.kind == ActivityKind::WebNotice && app.config.public_side)
            .then(|| NoticePlace { since: activity.published, readable: is_readable(activity) }),
        keeps: may_write(officer),
        may_write: writes,
        done: told(&asked.done, text.kind),
        slug,
    })
}

/// Whether some of its audience can be asked once more: it has an audience.
pub(super) fn is_followable(activity: &Activity) -> bool {
    match activity.text.kind {
        ActivityKind::Mail => activity.text.mailing.is_some(),
        ActivityKind::Survey => activity.text.survey.is_some(),
        _ => activity.frozen.is_some(),
    }
}

/// Where a session is asked for: nowhere, where the house asks no federation.
async fn asks(tx: &Tx, officer: &Reader, kind: ActivityKind) -> Result<Option<String>, Error> {
    if kind != ActivityKind::DemoSession || members::asking(tx).await?.is_none() {
        return Ok(None);
    }
    let slug = &officer.tenant.slug;
    Ok(Some(match officer.tenant.kind {
        TenantKind::Prefecture => paths::new_demo_for_cities(slug),
        TenantKind::Municipality | TenantKind::Federation | TenantKind::Central => paths::new_demo(slug),
    }))
}

/// What is to be done with a mailing or a survey before offices hear of it.
async fn next(
    tx: &Tx,
    slug: &str,
    text: &NewActivity,
) -> Result<Option<(&'static str, &'static str, String)>, Error> {
    if let Some(id) = text.mailing {
        let mailing = mailings::find(tx, id).await?;
        let draft = mailing.is_some_and(|mailing| mailing.stage.name() == StageName::Draft);
        return Ok(draft.then(|| {
            let words = "お知らせは下書きです。届く内容と件数を確かめてから、送ってください。";
            (words, "お知らせを確かめる", paths::mailing(slug, id))
        }));
    }
    let Some(id) = text.survey else { return Ok(None) };
    let state = surveys::find(tx, id).await?.map(|survey| survey.state);
    Ok(match state {
        Some(SurveyState::Draft) => Some((
            "アンケートは下書きです。設問と期限を確かめて公開し、事業所に案内してください。",
            "アンケートを確かめる",
            paths::survey(slug, id),
        )),
        Some(SurveyState::Open) if surveys::reach(tx, id).await?.asked == 0 => Some((
            "アンケートは公開しました。まだ、どの事業所にも案内していません。",
            "事業所に案内する",
            paths::survey_invitations(slug, id),
        )),
        Some(SurveyState::Open | SurveyState::Closed) | None => None,
    })
}

async fn linked(tx: &Tx, slug: &str, activity: &Activity, named: &Named) -> Result<Option<Linked>, Error> {
    let text = &activity.text;
    let counts = if activity.frozen.is_none() { counts(tx, activity, None).await? } else { String::new() };
    let mailing = text
        .mailing
        .and_then(|id| named.mailing(text).map(|name| ("お知らせ", name, paths::mailing(slug, id))));
    let survey = text
        .survey
        .and_then(|id| named.survey(text).map(|name| ("アンケート", name, paths::survey(slug, id))));
    let session = text
        .session
        .and_then(|id| named.session(text).map(|name| ("デモ・説明会", name, paths::demo_session(slug, id))));
    let one = mailing.or(survey).or(session);
    let next = next(tx, slug, text).await?;
    Ok(one.map(|(what, name, href)| Linked { what, name, href, counts, next }))
}

/// Papers that can be printed of its list.
fn papers(slug: &str, activity: &Activity) -> Vec<(String, String)> {
    let what = match activity.text.kind.channel() {
        Some(Channel::Post) => "宛名ラベル・窓あき封筒の案内",
        Some(Channel::Fax) => "FAXの送付状・一覧",
        Some(Channel::Phone) => "電話の一覧",
        Some(Channel::Visit) => "訪問先の一覧",
        Some(Channel::Meeting) => "受付名簿・案内の送付状",
        None => return Vec::new(),
    };
    vec![(what.to_owned(), paths::activity_paper(slug, activity.campaign, activity.id))]
}

async fn listed(
    tx: &Tx,
    slug: &str,
    (campaign, activity): (&Campaign, &Activity),
    asked: &Asked,
    writes: bool,
) -> Result<Listed, Error> {
    let Some(channel) = activity.text.kind.channel() else { return Ok(Listed::None) };
    match &activity.frozen {
        None => {
            let text = &activity.text;
            let chosen = text.segment.is_some() || !text.associations.is_empty();
            Ok(Listed::Open(chosen || activity.follows.is_some()))
        }
        Some((at, audience)) => {
            let enters = writes && activity.state.is_open();
            let shown = shown(tx, slug, campaign.id, (activity, channel), asked, enters).await?;
            Ok(Listed::Made(*at, made_of(audience), Box::new(shown)))
        }
    }
}

/// Of whom a list is made, in words.
pub(super) fn made_of(audience: &Audience) -> String {
    let bodies = (audience.associations > 0).then(|| format!("関係団体{}件", audience.associations));
    let named = (!audience.of.is_empty()).then(|| audience.of.clone());
    named.into_iter().chain(bodies).collect::<Vec<_>>().join("、")
}

/// To what an address narrows a list.
pub(super) fn narrowed(asked: &Asked) -> Narrowed {
    Narrowed {
        standing: Standing::from_code(&asked.standing),
        left_out: asked.standing == "left_out",
        words: text::tidy_name(&asked.q),
    }
}

async fn shown(
    tx: &Tx,
    slug: &str,
    campaign: CampaignId,
    (activity, channel): (&Activity, Channel),
    asked: &Asked,
    enters: bool,
) -> Result<Shown, Error> {
    let tally = recipients::tally(tx, activity.id).await?;
    let narrowed = narrowed(asked);
    let number = asked.page.parse().unwrap_or(1).clamp(1, 1 + tally.total() / PER_PAGE);
    let (rows, total) = recipients::page(tx, activity.id, &narrowed, number - 1, PER_PAGE).await?;
    let names = accounts::names(tx).await?;
    let offices: Vec<_> = rows.iter().filter_map(|one| one.target.party.office()).collect();
    let surveyed = surveyed::of_offices(tx, slug, (activity, channel), &offices, enters).await?;
    let lines = rows
        .into_iter()
        .map(|one| RecipientLine {
            place: one.place,
            party: one.target.party,
            number: one.target.code(),
            name: one.target.name,
            address: if one.target.postal_code.is_empty() {
                one.target.address
            } else {
                format!("〒{}\n{}", one.target.postal_code, one.target.address)
            },
            exclusion: one.exclusion,
            reply: one.reply,
            survey: one.target.party.office().and_then(|office| surveyed.get(&office).cloned()),
            entered: one.replied_at.zip(one.replied_by.map(|by| name(&names, by))),
            note: one.note,
        })
        .collect();
    Ok(Shown {
        slug: slug.to_owned(),
        campaign,
        id: activity.id,
        channel,
        tally,
        standing: narrowed.standing,
        left_out: narrowed.left_out,
        words: narrowed.words,
        page: number,
        per_page: PER_PAGE,
        total,
        lines,
        enters,
    })
}
