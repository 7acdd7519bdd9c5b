//! The register as a table to save: one line for each service of an office, in the layout that an import reads.

use crate::{actor::Reader, app::App, error::Error, export::Saving};
use app::messages::offices as words;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    ids::SegmentId,
    offices::{Detail, Particulars, Query as Searched, Status},
    service_type::ServiceType,
};
use store::{
    Tx,
    offices::{self, Filter, Listed, Office, segments},
    views,
};
use tables::{Column, Kind, Table, Value};

/// Offices read at once.
const CHUNK: u64 = 500;

/// What an address of the export may say: the filter of the list.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct AskedTable {
    q: String,
    service: String,
    status: String,
}

/// The offices that the list shows, all of them; that they were taken is kept, for there are mail addresses in it.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<AskedTable>,
    saving: Saving,
) -> Result<Response, Error> {
    let filter = Filter {
        query: Searched::parse(&asked.q),
        service: ServiceType::from_code(&asked.service),
        status: Status::named(&asked.status),
    };
    let tx = app.store.look(&reader.scope()).await?;
    let table = register(&tx, &filter).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", reader.tenant.id.uuid(), "register")
        .await?;
    tx.commit().await?;
    saving.answer(&format!("事業所台帳_{}_{}", reader.tenant.name, app.clock.today()), table)
}

/// The offices that a segment means now, in the same layout; that they were taken is kept.
pub async fn segment(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, SegmentId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let named = segments::find(&tx, id).await?.ok_or(Error::NotFound)?.named;
    let mut rows = Vec::new();
    for page in 0.. {
        let found = segments::offices(&tx, &named.segment, page, CHUNK).await?.offices;
        rows.extend(whole(&tx, &found).await?);
        if (found.len() as u64) < CHUNK {
            break;
        }
    }
    views::record(&tx, app.clock.id(), app.clock.now(), "segment", id.uuid(), "segment").await?;
    tx.commit().await?;
    let name = format!("対象リスト_{}_{}", named.name, app.clock.today());
    saving.answer(&name, Table { title: named.name, columns: columns(), rows })
}

/// What stands in the columns after number and service.
const DETAILS: [(Detail, Kind); 18] = [
    (Detail::Name, Kind::Text),
    (Detail::NameKana, Kind::Text),
    (Detail::PostalCode, Kind::Code),
    (Detail::Address, Kind::Text),
    (Detail::Building, Kind::Text),
    (Detail::Phone, Kind::Code),
    (Detail::Fax, Kind::Code),
    (Detail::Email, Kind::Text),
    (Detail::Url, Kind::Text),
    (Detail::Area, Kind::Text),
    (Detail::CorporationName, Kind::Text),
    (Detail::CorporateNumber, Kind::Code),
    (Detail::Municipality, Kind::Code),
    (Detail::DesignatedOn, Kind::Date),
    (Detail::Capacity, Kind::Number),
    (Detail::Status, Kind::Text),
    (Detail::StatusOn, Kind::Date),
    (Detail::Remarks, Kind::Text),
];

fn columns() -> Vec<Column> {
    let mut columns =
        vec![Column::new("事業所番号", Kind::Code), Column::new("サービス種類コード", Kind::Code)];
    columns.push(Column::new("サービスの名称", Kind::Text));
    columns.extend(DETAILS.map(|(detail, kind)| Column::new(words::detail(detail), kind)));
    columns
}

/// The table of the offices that a filter finds.
pub async fn register(tx: &Tx, filter: &Filter) -> Result<Table, Error> {
    let mut rows = Vec::new();
    for page in 0.. {
        let found = offices::search(tx, filter, page, CHUNK).await?.offices;
        rows.extend(whole(tx, &found).await?);
        if (found.len() as u64) < CHUNK {
            break;
        }
    }
    Ok(Table { title: "事業所台帳".to_owned(), columns: columns(), rows })
}

/// The lines of listed offices, in their order.
async fn whole(tx: &Tx, listed: &[Listed]) -> Result<Vec<Vec<Value>>, Error> {
    let ids: Vec<_> = listed.iter().map(|office| office.id).collect();
    let mut whole = offices::several(tx, &ids).await?;
    whole.sort_by_key(|office| ids.iter().position(|id| *id == office.id));
    Ok(whole.iter().flat_map(lines).collect())
}

/// The lines of an office: each of its services with what is known of it.
fn lines(office: &Office) -> Vec<Vec<Value>> {
    let line = |service: Option<ServiceType>, particulars: &Particulars| {
        let mut values: Vec<Value> = vec![office.number.to_string().into()];
        values.push(service.map(|service| service.code().to_owned()).into());
        values.push(service.map(|service| service.name().to_owned()).into());
        values.extend(DETAILS.map(|(detail, _)| {
            let of = if detail.is_of_service() { particulars } else { &office.particulars };
            value(detail, of)
        }));
        values
    };
    if office.services.is_empty() {
        return vec![line(None, &office.particulars)];
    }
    office.services.iter().map(|service| line(Some(service.service), &service.particulars)).collect()
}

fn value(detail: Detail, particulars: &Particulars) -> Value {
    match detail {
        Detail::DesignatedOn => particulars.designated_on.into(),
        Detail::StatusOn => particulars.status_on.into(),
        Detail::Capacity => particulars.capacity.map(i64::from).into(),
        Detail::Status => particulars.status.map(|status| words::status(status).to_owned()).into(),
        _ => particulars.get(detail).into(),
    }
}
