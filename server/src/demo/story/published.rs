//! What others published of adoption: real numbers with the pages they stand on (domain.md §1.6, §6), kept by 国保中央会 for
//! everybody as far as the story's day has come; and one of a prefecture that is made up, kept by みどり野市.

use crate::{app::App, demo::seed::find, error::Error};
use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};
use domain::adoption::{PublishedRate, Tenths};
use store::{Scope, adoption};

/// Whose, tenths of a percent, numerator, denominator, definition, day, only the month, source, page, note.
type Said = (
    &'static str,
    Option<i64>,
    Option<u64>,
    Option<u64>,
    &'static str,
    (i32, u32, u32),
    bool,
    &'static str,
    &'static str,
    &'static str,
);

const CIRCULAR: &str = "介護保険最新情報（国保連合会・市区町村の取組の紹介）";
const OF_ALL: &str = "導入した事業所 ÷ 市内の介護サービス事業所";

const SAID: [Said; 8] = [
    ("武蔵野市", Some(21), Some(4), Some(188), OF_ALL, (2023, 4, 1), false, CIRCULAR, "", ""),
    (
        "武蔵野市",
        Some(160),
        Some(30),
        Some(188),
        OF_ALL,
        (2024, 4, 1),
        false,
        CIRCULAR,
        "",
        "令和6年度に利用を始める予定の事業所は含まれていません",
    ),
    (
        "全国",
        Some(72),
        None,
        None,
        "",
        (2025, 5, 31),
        true,
        "JOINT（介護のニュース）",
        "https://www.joint-kaigo.com/articles/40285",
        "",
    ),
    (
        "全国",
        Some(60),
        None,
        None,
        "",
        (2025, 5, 31),
        true,
        "ウェルコネクト",
        "https://welconnect.net/",
        "同じ月に、別の数え方で「約6%」と紹介されたもの",
    ),
    (
        "都城市",
        Some(362),
        Some(124),
        None,
        "",
        (2025, 5, 31),
        true,
        "JOINT（介護のニュース）",
        "https://www.joint-kaigo.com/?p=38051",
        "人口10万人以上の市で1位と紹介されたもの",
    ),
    (
        "全国",
        Some(98),
        Some(28_191),
        None,
        "",
        (2025, 8, 31),
        true,
        "JOINT（介護のニュース）",
        "https://www.joint-kaigo.com/articles/40285",
        "",
    ),
    (
        "米子市",
        Some(400),
        None,
        None,
        "",
        (2025, 12, 31),
        true,
        "ものかや（導入の報告）",
        "https://monakaya.com/yonago-report",
        "「約40%」と紹介されたもの",
    ),
    (
        "全国",
        Some(76),
        Some(19_283),
        None,
        "",
        (2026, 1, 31),
        true,
        "介護職の相談室",
        "https://kaigounei-talkroom.jp/",
        "前の年より小さい数なのは、数え方が違うためと思われます",
    ),
];

/// Tells it.
pub async fn begin(app: &App, now: DateTime<Utc>) -> Result<(), Error> {
    let today = app.clock.today();
    let (central, clerk) = find(app, "chuokai", "central").await?;
    let tx = app.store.write(&Scope::tenant(central, clerk)).await?;
    for (whose, percent, numerator, denominator, definition, day, month_only, source, url, note) in SAID {
        let (year, month, day) = day;
        let as_of =
            NaiveDate::from_ymd_opt(year, month, day).ok_or(Error::Internal("a day of the demo is none"))?;
        if as_of > today {
            continue;
        }
        let rate = PublishedRate {
            whose: whose.to_owned(),
            percent: percent.map(Tenths),
            numerator,
            denominator,
            definition: definition.to_owned(),
            as_of,
            month_only,
            source: source.to_owned(),
            url: url.to_owned(),
            note: note.to_owned(),
        };
        adoption::publish(&tx, app.clock.id(), &rate, now).await?;
    }
    tx.commit().await?;
    let (city, clerk) = find(app, "midorino", "clerk").await?;
    let tx = app.store.write(&Scope::tenant(city, clerk)).await?;
    let last_month = today.with_day(1).and_then(|first| first.checked_sub_days(Days::new(1)));
    let rate = PublishedRate {
        whose: "みどり県".to_owned(),
        percent: Some(Tenths(112)),
        numerator: Some(372),
        denominator: Some(3_321),
        definition: "WAM NETの一覧にある事業所 ÷ 県が指定した事業所（サービスごとに数える）".to_owned(),
        as_of: last_month.unwrap_or(today),
        month_only: true,
        source: "みどり県の説明会資料（お試し用の架空の数）".to_owned(),
        url: String::new(),
        note: String::new(),
    };
    adoption::publish(&tx, app.clock.id(), &rate, now).await?;
    Ok(tx.commit().await?)
}
