//! What is rolled out is there from the first day, with what it costs when.

use chrono::NaiveDate;
use domain::{money::Yen, subsidies::Licence};
use store::{Scope, initiatives, testing::on_each_database};

#[tokio::test]
async fn the_initiative_comes_with_the_schema_and_its_price_depends_on_the_day() {
    on_each_database("the initiative", async |store, _| {
        let tx = store.read(&Scope::system("test")).await.unwrap();
        let initiative = initiatives::current(&tx).await.unwrap();
        assert_eq!(initiatives::by_id(&tx, initiative.id).await.unwrap(), initiative);
        assert_eq!(initiatives::helpdesk(&tx).await.unwrap().as_ref(), Some(&initiative.helpdesk));
        assert_eq!(initiative.helpdesk.phone, "0120-584-708");
        for ((year, month, day), now, usual) in [
            ((2023, 3, 31), None, 21_000),
            ((2024, 7, 3), Some(21_000), 21_000),
            ((2025, 5, 31), Some(21_000), 21_000),
            ((2025, 6, 1), Some(0), 21_000),
            ((2026, 5, 31), Some(0), 21_000),
            ((2026, 6, 1), Some(21_000), 21_000),
        ] {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert_eq!(initiative.price_on(day).map(|price| price.fee.get()), now, "{day}");
            let licence =
                Licence { of: "ケアプランデータ連携システム".to_owned(), fee: Yen(usual) };
            assert_eq!(initiative.licence_on(day), licence, "{day}");
        }
    })
    .await;
}
