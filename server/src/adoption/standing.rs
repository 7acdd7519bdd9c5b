//! The offices behind a number, on a page and as a table.

use super::{PER_PAGE, dashboard::label, paged};
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    adoption::{StandingLine, StandingPage, StandingView},
    messages::{adoption as states, adoption_counts as words},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    adoption::{By, Days, Group, Population, Step, current},
    ids::OfficeId,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{Tx, adoption, offices};
use tables::{Column, Kind, Table, Value};

/// What an address may say. A group that there is not holds nobody; a step that there is not is all who have not adopted.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    by: String,
    of: String,
    step: String,
    on: String,
    page: String,
}

/// Who is meant, and everything that is known.
struct Meant {
    all: Population,
    group: Option<(Group, String)>,
    step: Option<Step>,
    on: NaiveDate,
    ids: Vec<OfficeId>,
}

impl Asked {
    async fn meant(&self, tx: &Tx, today: NaiveDate) -> Result<Meant, Error> {
        let Days { on, since: _ } = Days::parse(&self.on, "", today).map_err(|_| Error::NotFound)?;
        let step = Step::named(&self.step);
        let group = match By::named(&self.by) {
            Some(by) => Some(Group::read(by, &self.of).ok_or(Error::NotFound)?),
            None => None,
        };
        let all = adoption::counting::population(tx, on).await?;
        let steps = step.map_or_else(
            || Step::ALL.into_iter().filter(|step| *step != Step::Adopted).collect(),
            |step| vec![step],
        );
        let standing = all.standing(on, group.as_ref(), &steps);
        let ids = standing.into_iter().map(|(office, _)| office).collect();
        let group = match group {
            Some(group) => {
                let name = label(&group, &adoption::counting::corporations(tx).await?);
                Some((group, name))
            }
            None => None,
        };
        Ok(Meant { all, group, step, on, ids })
    }
}

impl Meant {
    /// The offices of a part of the list, in its order.
    async fn lines(&self, tx: &Tx, ids: &[OfficeId]) -> Result<Vec<StandingLine>, Error> {
        let mut known: BTreeMap<OfficeId, offices::Office> =
            offices::several(tx, ids).await?.into_iter().map(|office| (office.id, office)).collect();
        let lines = ids.iter().filter_map(|id| known.remove(id));
        Ok(lines.map(|office| self.line(office)).collect())
    }

    fn line(&self, office: offices::Office) -> StandingLine {
        let holds = self.all.evidence.get(&office.id).and_then(|known| current(known, self.on));
        let services: Vec<&str> = office.services.iter().map(|service| service.service.name()).collect();
        StandingLine {
            id: office.id,
            number: office.number.to_string(),
            services: services.join("、"),
            state: holds.map(|holds| holds.state).unwrap_or_default(),
            as_of: holds.map(|holds| holds.as_of),
            name: office.particulars.name,
            area: office.particulars.area,
            corporation: office.particulars.corporation_name,
        }
    }
}

/// A page of them.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let meant = asked.meant(&tx, app.clock.today()).await?;
    let (number, shown) = paged(&asked.page, &meant.ids);
    let lines = meant.lines(&tx, shown).await?;
    let total = meant.ids.len() as u64;
    let standing = StandingView {
        slug: reader.tenant.slug.clone(),
        group: meant.group,
        step: meant.step,
        on: meant.on,
        lines,
        total,
        page: number,
        per_page: PER_PAGE as u64,
        may_write: reader.has(Role::Clerk),
    };
    Ok(page.ok("導入状況ごとの事業所", move || view! { <StandingPage standing/> }))
}

/// All of them as a table.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let meant = asked.meant(&tx, app.clock.today()).await?;
    let lines = meant.lines(&tx, &meant.ids).await?;
    let columns = vec![
        Column::new("事業所番号", Kind::Code),
        Column::new("事業所名", Kind::Text),
        Column::new("サービス", Kind::Text),
        Column::new(words::by(By::Area), Kind::Text),
        Column::new(words::by(By::Corporation), Kind::Text),
        Column::new("導入状況", Kind::Text),
        Column::new("いつから", Kind::Date),
    ];
    let rows = lines.into_iter().map(|line| {
        vec![
            Value::from(line.number),
            line.name.into(),
            line.services.into(),
            line.area.into(),
            line.corporation.into(),
            states::state(line.state).into(),
            line.as_of.into(),
        ]
    });
    let what = meant.step.map_or("まだ導入していない", words::step);
    let title = format!("{what}事業所");
    let name = format!("{title}_{}_{}", reader.tenant.name, meant.on);
    saving.answer(&name, Table { title, columns, rows: rows.collect() })
}
