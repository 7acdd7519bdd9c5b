//! 交付決定の後の一覧, and the same as a table.

use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    awards::{AWARDS_PER_PAGE, AwardLine, AwardsPage, AwardsView},
    messages::awards::stage_in_payment,
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    awards::{Listing, StageName},
    form::Typed,
    subsidies::Turn,
};
use leptos::prelude::*;
use store::{
    awards::{
        list::{self, Line},
        proposals,
    },
    subsidies::programmes,
    views,
};
use tables::{Field, Kind, Table};

type Pairs = Query<Vec<(String, String)>>;

/// The list.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let listing = Listing::of(&Typed::new(pairs.0));
    let today = app.clock.today();
    let slug = officer.tenant.slug.clone();
    let tx = app.store.read(&officer.scope()).await?;
    let total = list::count(&tx, &listing, officer.id(), today).await?;
    let lines = list::page(&tx, &listing, officer.id(), today, Some(AWARDS_PER_PAGE)).await?;
    let programmes = programmes::all(&tx).await?;
    let mut waiting = proposals::waiting(&tx).await?;
    waiting.retain(|one| officer.has(Role::Approver) && one.by != officer.id());
    let first = waiting.first().map(|one| paths::award_act(&slug, one.award, "decision"));
    let view = AwardsView {
        listing,
        total,
        lines: lines.into_iter().map(|line| line_of(line, today)).collect(),
        programmes: programmes
            .into_iter()
            .filter(|programme| programme.current.is_some())
            .map(|programme| {
                (programme.id, format!("{}（{}）", programme.title, programme.fiscal_year.label()))
            })
            .collect(),
        decisions: (waiting.len(), first),
        slug,
    };
    Ok(page.ok("交付決定の後", move || view! { <AwardsPage view/> }))
}

fn line_of(line: Line, today: NaiveDate) -> AwardLine {
    let Line { award, receipt, office_number: _, office, programme, owner } = line;
    AwardLine {
        id: award.id,
        receipt: receipt.map(|receipt| receipt.to_string()).unwrap_or_default(),
        office,
        programme,
        stage: award.stage.name(),
        in_payment: award.live_payment.is_some(),
        granted: award.money.granted,
        fixed: award.money.fixed,
        kept: award.money.kept(),
        owed: award.money.owed(),
        due: award.due,
        late: is_late(award.stage.name(), award.due, today),
        owner,
    }
}

/// Whether the applicant's step is late.
pub(super) fn is_late(stage: StageName, due: Option<NaiveDate>, today: NaiveDate) -> bool {
    stage.turn() == Turn::Applicant && due.is_some_and(|due| due < today)
}

const FIELDS: [Field<Line>; 14] = [
    ("受付番号", Kind::Text, |line| line.receipt.map(|receipt| receipt.to_string()).into()),
    ("補助事業", Kind::Text, |line| line.programme.clone().into()),
    ("事業所番号", Kind::Code, |line| line.office_number.clone().into()),
    ("事業所名", Kind::Text, |line| line.office.clone().into()),
    ("年度", Kind::Text, |line| line.award.fiscal_year.label().into()),
    ("状態", Kind::Text, |line| {
        stage_in_payment(line.award.stage.name(), line.award.live_payment.is_some()).into()
    }),
    ("期限", Kind::Date, |line| line.award.due.into()),
    ("交付決定額（円）", Kind::Yen, |line| line.award.money.granted.into()),
    ("確定額（円）", Kind::Yen, |line| line.award.money.fixed.into()),
    ("支払済額（円）", Kind::Yen, |line| line.award.money.paid.into()),
    ("返還を命じた額（円）", Kind::Yen, |line| line.award.money.ordered_back.into()),
    ("返還された額（円）", Kind::Yen, |line| line.award.money.refunded.into()),
    ("返還待ちの額（円）", Kind::Yen, |line| line.award.money.owed().into()),
    ("担当", Kind::Text, |line| line.owner.clone().into()),
];

/// Every award of the list; that it was taken is kept.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    pairs: Pairs,
    saving: Saving,
) -> Result<Response, Error> {
    let listing = Listing::of(&Typed::new(pairs.0));
    let tx = app.store.look(&officer.scope()).await?;
    let lines = list::page(&tx, &listing, officer.id(), app.clock.today(), None).await?;
    let tenant = &officer.tenant;
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", tenant.id.uuid(), "awards").await?;
    tx.commit().await?;
    let name = format!("交付決定の後の一覧_{}_{}", tenant.name, app.clock.today());
    saving.answer(&name, Table::of("交付決定の後の一覧", &FIELDS, &lines))
}
