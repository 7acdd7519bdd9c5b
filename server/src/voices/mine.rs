//! Voices for whoever speaks for an office, the nearest first; that a contact was looked at is kept.

use super::told;
use crate::{actor::Applicant, app::App, error::Error, page::Page};
use app::{
    messages::voices::label,
    voices::{MyVoicePage, MyVoicesPage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::VoiceId,
    text::beginning,
    voices::{Field, Nearness, Reach, VoiceForm},
};
use leptos::prelude::*;
use store::{tenants::Tenant, views};

/// Characters by which whoever keeps the voices knows one again.
const RECOGNISED: usize = 20;

/// All of them.
pub async fn index(applicant: Applicant, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let slug = applicant.tenant.slug.clone();
    let voices = told::for_offices(&tx, &slug, &applicant.offices, app.clock.today()).await?;
    let municipality = applicant.tenant.name.clone();
    Ok(page.ok("使っている事業所の声", move || view! { <MyVoicesPage slug municipality voices/> }))
}

/// How one of them is reached.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, VoiceId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&applicant.scope()).await?;
    let all = told::all(&tx, app.clock.today()).await?;
    let told = all.into_iter().find(|told| told.voice.id == id).ok_or(Error::NotFound)?;
    if told.said.reach == Reach::Direct {
        views::record(&tx, app.clock.id(), app.clock.now(), "voice", id.uuid(), "voice").await?;
    }
    tx.commit().await?;
    let (how, reach) = match told.said.reach {
        Reach::Direct => direct(&told.said, &applicant.tenant),
        Reach::City => through(&told.said, &told.who, &applicant.tenant),
    };
    let (title, voice) = (told.who.clone(), told.card(Nearness::default(), None));
    Ok(page.ok(&title, move || view! { <MyVoicePage slug voice reach how/> }))
}

fn direct(said: &VoiceForm, tenant: &Tenant) -> (String, Vec<(&'static str, String)>) {
    let how = format!("直接たずねてください。「{}のページを見た」と伝えると、話が通じます。", tenant.name);
    let fill = said.fill();
    let fields = [Field::Person, Field::Phone, Field::Email, Field::Times];
    let told = fields.map(|field| (label(field), fill.get(field.name()).to_owned()));
    (how, told.into_iter().filter(|(_, words)| !words.is_empty()).collect())
}

/// By way of the city's desk, as the settings have it.
fn through(said: &VoiceForm, who: &str, tenant: &Tenant) -> (String, Vec<(&'static str, String)>) {
    // Without a name the desk finds it by what was said.
    let which = if said.named {
        format!("「{who}の話を聞きたい」")
    } else {
        format!("「{}」と言っている事業所の話を聞きたい、", beginning(&said.quote, RECOGNISED))
    };
    let how = format!("{}が取り次ぎます。窓口に、{which}と伝えてください。", tenant.name);
    let settings = &tenant.settings;
    let desk = [
        ("窓口", [tenant.name.as_str(), settings.department.as_str()].join(" ").trim_end().to_owned()),
        ("電話番号", settings.phone.clone()),
        ("受付時間", settings.hours.clone()),
        ("メールアドレス", settings.email.clone()),
    ];
    (how, desk.into_iter().filter(|(_, words)| !words.is_empty()).collect())
}
