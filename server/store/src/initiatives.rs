//! The initiative that is rolled out (普及の取組): what it is called, who answers questions, what its licence costs when.
//!
//! Its rows come with the schema; a programme pays for one of them.

use crate::{
    Error, Tx,
    entities::{initiatives, licence_prices},
};
use chrono::NaiveDate;
use domain::{ids::InitiativeId, money::Yen, subsidies::Licence};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// What is being rolled out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiative {
    /// Its id.
    pub id: InitiativeId,
    /// ケアプランデータ連携システム.
    pub name: String,
    /// Where it is explained, and its licence applied for.
    pub site_url: String,
    /// Who answers questions about it.
    pub helpdesk: Helpdesk,
    /// What a licence costs, by date, the oldest first.
    pub prices: Vec<LicencePrice>,
}

/// Who answers questions about an initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helpdesk {
    /// Its name.
    pub name: String,
    /// Its telephone.
    pub phone: String,
    /// When it answers.
    pub hours: String,
}

/// What a licence costs from a day on, a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicencePrice {
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day, if it ended.
    pub valid_to: Option<NaiveDate>,
    /// Tax included.
    pub fee: Yen,
    /// Why: 年額, フリーパスキャンペーン.
    pub note: String,
}

impl Initiative {
    /// What a licence costs on a day; nothing before the first price is known.
    pub fn price_on(&self, day: NaiveDate) -> Option<&LicencePrice> {
        self.prices
            .iter()
            .rfind(|price| price.valid_from <= day && price.valid_to.is_none_or(|end| day <= end))
    }

    /// What the rules of a programme begin with. While the licence is free, that is what it cost before: nobody
    /// subsidises nothing, and the free year ends.
    pub fn licence_on(&self, day: NaiveDate) -> Licence {
        let paid = |price: &&LicencePrice| price.fee > Yen::ZERO;
        let known = self.prices.iter().rfind(|price| price.valid_from <= day && paid(price));
        let fee = known.or_else(|| self.prices.iter().find(paid)).map_or(Yen::ZERO, |price| price.fee);
        Licence { of: self.name.clone(), fee }
    }
}

/// The initiative that is rolled out now.
pub async fn current(tx: &Tx) -> Result<Initiative, Error> {
    whole(tx, first(tx.connection()).await?.ok_or(Error::Missing)?).await
}

/// The initiative that a programme pays for.
pub async fn by_id(tx: &Tx, id: InitiativeId) -> Result<Initiative, Error> {
    let row = initiatives::Entity::find_by_id(id.uuid()).one(tx.connection()).await?.ok_or(Error::Missing)?;
    whole(tx, row).await
}

/// Who answers questions about the initiative that is rolled out now.
pub async fn helpdesk(tx: &Tx) -> Result<Option<Helpdesk>, Error> {
    answering(tx.connection()).await
}

/// The same, before there is a scope.
pub(crate) async fn answering(connection: &impl ConnectionTrait) -> Result<Option<Helpdesk>, Error> {
    Ok(first(connection).await?.map(|row| helpdesk_of(&row)))
}

async fn first(connection: &impl ConnectionTrait) -> Result<Option<initiatives::Model>, Error> {
    Ok(initiatives::Entity::find().order_by_asc(initiatives::Column::Name).one(connection).await?)
}

fn helpdesk_of(row: &initiatives::Model) -> Helpdesk {
    Helpdesk {
        name: format!("{} ヘルプデスク", row.name),
        phone: row.helpdesk_phone.clone(),
        hours: row.helpdesk_hours.clone(),
    }
}

async fn whole(tx: &Tx, row: initiatives::Model) -> Result<Initiative, Error> {
    let prices = licence_prices::Entity::find()
        .filter(licence_prices::Column::InitiativeId.eq(row.id))
        .order_by_asc(licence_prices::Column::ValidFrom)
        .all(tx.connection())
        .await?;
    Ok(Initiative {
        id: row.id.into(),
        helpdesk: helpdesk_of(&row),
        name: row.name,
        site_url: row.site_url,
        prices: prices
            .into_iter()
            .map(|price| LicencePrice {
                valid_from: price.valid_from,
                valid_to: price.valid_to,
                fee: Yen(price.yen),
                note: price.note,
            })
            .collect(),
    })
}
