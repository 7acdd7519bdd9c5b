//! Whom to ask next: the list, the same as a table, and handed to a 対象リスト.

use super::{name, row};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    export::Saving,
    offices::{
        choosing::{Made, once},
        segments::read as read_segment,
    },
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::{
        adoption as states,
        network::{self as words, Reason},
    },
    network::{NextLine, NextPage, NextView},
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    campaigns::ActivityKind,
    form::Typed,
    ids::CampaignId,
    network::{Asking, Chance, Gain, next_best},
    offices::{Offered, SegmentField},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{
    Tx, campaigns,
    network::{self as networks, Charted},
};
use tables::{Column, Kind, Table};

const TITLE: &str = "次に声をかける事業所";

/// The fields of an address.
type Pairs = Vec<(String, String)>;

/// The address of what is asked for, as it would be typed.
fn address(typed: &Typed) -> String {
    let pair = |(name, value): &(String, String)| format!("{}={}", paths::query(name), paths::query(value));
    typed.pairs().iter().map(pair).collect::<Vec<_>>().join("&")
}

/// The list; what is wrong with the address is told, and the list is as usual.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(pairs): Query<Pairs>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let (view, form) = view_of(&tx, &app, &reader, Typed::new(pairs)).await?;
    drop(tx);
    let handing = FormState::empty();
    if form.has_errors() {
        return Ok(page.unprocessable(TITLE, move || view! { <NextPage next=view form handing/> }));
    }
    Ok(page.ok(TITLE, move || view! { <NextPage next=view form handing/> }))
}

/// What the page shows, and what was asked for as a form.
async fn view_of(tx: &Tx, app: &App, reader: &Reader, typed: Typed) -> Result<(NextView, FormState), Error> {
    let today = app.clock.today();
    let asked = address(&typed);
    let (asking, form) = match Asking::parse(&typed) {
        Ok(asking) => (asking.clone(), FormState::filled(asking.fill())),
        Err(errors) => (Asking::default(), FormState::rejected(typed, words::asking_errors(&errors))),
    };
    let charted = networks::on(tx, today).await?;
    let network = &charted.network;
    let areas: BTreeSet<String> = network.nodes().iter().map(|node| node.area.clone()).collect();
    let links = network.counts();
    let open = campaigns::all(tx).await?.into_iter().filter(|campaign| campaign.state.is_open());
    let view = NextView {
        slug: reader.tenant.slug.clone(),
        on: today,
        asked,
        areas: areas.into_iter().filter(|area| !area.is_empty()).collect(),
        now: links.both,
        links: links.all(),
        lines: lines(&charted, &asking),
        campaigns: open.map(|campaign| (campaign.id.to_string(), campaign.text.name)).collect(),
        may_write: reader.has(Role::Clerk),
    };
    Ok((view, form))
}

fn lines(charted: &Charted, asking: &Asking) -> Vec<NextLine> {
    let network = &charted.network;
    let may_be_asked = |place: usize| asking.area.is_empty() || network.nodes()[place].area == asking.area;
    let mut sum = Gain::default();
    next_best(network, may_be_asked, usize::from(asking.most), asking.chance)
        .into_iter()
        .filter_map(|next| {
            sum = Gain(sum.0 + next.gain.0);
            let reason = Reason {
                gain: next.gain,
                ready: next.ready,
                listed: next.listed,
                together: next.together.map(|place| name(charted, place)),
                then: next.then.map(|(place, gain)| (name(charted, place), gain)),
                expected: asking.chance != Chance::default(),
            };
            Some(NextLine { office: row(charted, next.place, |_| true)?, reason, sum })
        })
        .collect()
}

/// The same as a table.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Query(pairs): Query<Pairs>,
    saving: Saving,
) -> Result<Response, Error> {
    let asking = Asking::parse(&Typed::new(pairs)).map_err(|_| Error::NotFound)?;
    let today = app.clock.today();
    let tx = app.store.read(&reader.scope()).await?;
    let charted = networks::on(&tx, today).await?;
    drop(tx);
    let columns = vec![
        Column::new("順", Kind::Number),
        Column::new("事業所番号", Kind::Code),
        Column::new("事業所名", Kind::Text),
        Column::new("日常生活圏域", Kind::Text),
        Column::new("導入状況", Kind::Text),
        Column::new("導入した連携先", Kind::Number),
        Column::new("連携先", Kind::Number),
        Column::new("増えるやりとり（組）", Kind::Text),
        Column::new("ここまでの合計（組）", Kind::Text),
        Column::new("理由", Kind::Text),
    ];
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let rows = lines(&charted, &asking).into_iter().enumerate().map(|(at, line)| {
        vec![
            count(at + 1).into(),
            line.office.number.into(),
            line.office.name.into(),
            line.office.area.into(),
            states::state(line.office.state).into(),
            count(line.office.ready).into(),
            count(line.office.partners).into(),
            words::gain(line.reason.gain).into(),
            words::gain(line.sum).into(),
            words::reason(&line.reason).into(),
        ]
    });
    let table = Table { title: TITLE.to_owned(), columns, rows: rows.collect() };
    saving.answer(&format!("{TITLE}_{}_{today}", reader.tenant.name), table)
}

/// Hands the list that was seen to a 対象リスト, and to a campaign where one was chosen.
pub async fn hand_over(
    clerk: Clerk,
    State(app): State<App>,
    Query(pairs): Query<Pairs>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let segment = Typed::default()
        .with(SegmentField::Name.name(), typed.get("name"))
        .with(SegmentField::Numbers.name(), typed.get("numbers"));
    let mut errors = Vec::new();
    let named = match read_segment(&tx, &segment, None, &Offered::default(), app.clock.today()).await? {
        Ok(named) if named.segment.numbers.is_empty() => {
            errors.push(("name", "保存する事業所がありません。挙げ直してから保存してください".to_owned()));
            None
        }
        Ok(named) => Some(named),
        Err(wrong) => {
            // Numbers were put there by the page; what is wrong with them is told beside the name.
            errors.extend(wrong.into_iter().map(|(_, told)| ("name", told)));
            None
        }
    };
    let campaign = match typed.get("campaign") {
        "" => None,
        chosen => {
            let open = campaigns::all(&tx).await?.into_iter().filter(|campaign| campaign.state.is_open());
            let id = chosen.parse::<CampaignId>().ok();
            let found = open.map(|campaign| campaign.id).find(|campaign| Some(*campaign) == id);
            if found.is_none() {
                errors.push(("campaign", "キャンペーンを選び直してください".to_owned()));
            }
            found
        }
    };
    let Some(named) = named.filter(|_| errors.is_empty()) else {
        let (view, form) = view_of(&tx, &app, &Reader(clerk.0.clone()), Typed::new(pairs)).await?;
        let handing = FormState::rejected(typed, errors);
        return Ok(page.unprocessable(TITLE, move || view! { <NextPage next=view form handing/> }));
    };
    // Whoever hands the same offices over twice goes on with the list that is there.
    let (id, done) = match once(&app, &tx, &named).await? {
        Made::New(id) => (id, "saved"),
        Made::Known(known) => (known.id, "known"),
    };
    tx.commit().await?;
    let there = match campaign {
        Some(campaign) => paths::new_activity_with(&slug, campaign, Some(ActivityKind::Phone), id),
        None => format!("{}?done={done}", paths::segment(&slug, id)),
    };
    Ok(see_other(&there))
}
