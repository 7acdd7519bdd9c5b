//! The initiative that is rolled out, with what its licence costs from which day on.
//!
//! It comes with the schema and not with an installation: the same for every municipality, and no programme is made
//! without it (docs/decisions/0006-the-initiative-comes-with-the-schema.md). A new price is a change of its own.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{
        DatabaseBackend,
        prelude::{Date, Uuid},
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The same in every database, so that programmes can be carried between them.
const ID: Uuid = Uuid::from_u128(0x0190_73fb_1c00_7a00_8000_0000_0000_0001);

/// 年間ライセンス料, tax included, from a day on and to a day, if it ended.
struct Price {
    from: (i32, u32, u32),
    to: Option<(i32, u32, u32)>,
    yen: i64,
    note: &'static str,
}

const PRICES: [Price; 3] = [
    // The circular of 2024 (domain.md §1.7, L416): 21,000 円 a year and office number, since the start in April 2023.
    Price { from: (2023, 4, 1), to: Some((2025, 5, 31)), yen: 21_000, note: "年額" },
    // domain.md §6: free for a year on application (pages welconnect.net cp_renkei_free, care.kaigor.com).
    Price {
        from: (2025, 6, 1),
        to: Some((2026, 5, 31)),
        yen: 0,
        note: "フリーパスキャンペーン（1年間無料）",
    },
    Price { from: (2026, 6, 1), to: None, yen: 21_000, note: "年額" },
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A folder that was played with before has it from the demonstration.
        let any = Query::select().column("id").from("initiatives").limit(1).to_owned();
        if manager.get_connection().query_one(&any).await?.is_some() {
            return Ok(());
        }
        system(manager, "on").await?;
        let (name, address) = ("ケアプランデータ連携システム", "https://www.careplan-renkei-support.jp/");
        // domain.md §1.4, L496-500.
        let (phone, hours) = ("0120-584-708", "9時から17時まで（土日・祝日を除く）");
        let columns = ["id", "name", "site_url", "helpdesk_phone", "helpdesk_hours"];
        let mut row = Query::insert();
        row.into_table("initiatives").columns(columns).values_panic([
            ID.into(),
            name.into(),
            address.into(),
            phone.into(),
            hours.into(),
        ]);
        manager.execute(row).await?;
        for Price { from, to, yen, note } in PRICES {
            let columns = ["initiative_id", "valid_from", "valid_to", "yen", "note"];
            let mut row = Query::insert();
            row.into_table("licence_prices").columns(columns).values_panic([
                ID.into(),
                day(from).into(),
                to.and_then(day).into(),
                yen.into(),
                note.into(),
            ]);
            manager.execute(row).await?;
        }
        system(manager, "").await
    }
}

fn day((year, month, day): (i32, u32, u32)) -> Option<Date> {
    Date::from_ymd_opt(year, month, day)
}

/// Row-level security is forced on the owner too: only the system writes initiatives.
async fn system(manager: &SchemaManager<'_>, value: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        let statement = format!("SELECT set_config('app.system', '{value}', false)");
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}
