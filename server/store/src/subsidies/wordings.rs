//! 通知書の文言 of a city, version by version: the newest applies to notices that are made from now on.

use crate::{Error, Tx, entities::notice_wordings, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    ids::AccountId,
    subsidies::{NoticeKind, NoticeSeal},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict,
};
use serde_json::json;

/// One version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Its number, from 1.
    pub version: i32,
    /// The sentence that begins the notice, with its places.
    pub opening: String,
    /// What stands at its end; may be empty.
    pub closing: String,
    /// 公印.
    pub seal: NoticeSeal,
    /// Who saved it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Every version of a kind, the newest first; none until a city writes its own.
pub async fn versions(tx: &Tx, kind: NoticeKind) -> Result<Vec<Wording>, Error> {
    let rows = tx
        .rows::<notice_wordings::Entity>()?
        .filter(notice_wordings::Column::Kind.eq(kind.code()))
        .order_by_desc(notice_wordings::Column::Version)
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Wording {
                version: row.version,
                opening: row.opening,
                closing: row.closing,
                seal: NoticeSeal::from_code(&row.seal)
                    .ok_or_else(|| Error::Unreadable(format!("seal {}", row.seal)))?,
                by: row.saved_by.into(),
                at: row.saved_at,
            })
        })
        .collect()
}

/// The version that applies.
pub async fn current(tx: &Tx, kind: NoticeKind) -> Result<Option<Wording>, Error> {
    Ok(versions(tx, kind).await?.into_iter().next())
}

/// The longest or the shortest name of the register, to see a text on.
pub async fn name_of_the_register(tx: &Tx, longest: bool) -> Result<Option<String>, Error> {
    let order = if longest { "DESC" } else { "ASC" };
    let sql =
        format!("SELECT name FROM offices WHERE tenant_id = $1 ORDER BY length(name) {order}, name LIMIT 1");
    let row = tx.connection().query_one_raw(tx.statement(&sql, [tx.tenant()?.uuid().into()])).await?;
    Ok(row.map(|row| row.try_get("", "name")).transpose()?)
}

/// Keeps the next version; [`Error::Stale`] where somebody else has kept it meanwhile.
pub async fn save(tx: &Tx, kind: NoticeKind, wording: &Wording) -> Result<(), Error> {
    let row = notice_wordings::Model {
        tenant_id: tx.tenant()?.uuid(),
        kind: kind.code().to_owned(),
        version: wording.version,
        opening: wording.opening.clone(),
        closing: wording.closing.clone(),
        seal: wording.seal.code().to_owned(),
        saved_by: wording.by.uuid(),
        saved_at: wording.at,
    };
    let kept = notice_wordings::Entity::insert(notice_wordings::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    if kept == 0 {
        return Err(Error::Stale);
    }
    let payload = json!({ "kind": kind.code(), "version": wording.version });
    tx.record(Event::of(wording.at, "notice.wording-saved", "tenant", tx.tenant()?.uuid(), payload))
}
