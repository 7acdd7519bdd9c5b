//! The story's supporters: a catalogue of fictional software that 国保中央会 keeps, what offices of みどり野市 use, who
//! exchanges plans with whom, bodies that are no offices, and what was said, with one action overdue and one due today.

use crate::{app::App, demo::seed::find, error::Error};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    associations::Association,
    fiscal_year::FiscalYear,
    follow_up::FollowUpForm,
    form::Typed,
    ids::{AccountId, OfficeId, SoftwareProductId, SoftwareVendorId},
    office_number::OfficeNumber,
    software::{ClaimForm, ProductForm, VendorForm},
    tokyo,
};
use store::{
    Scope, Tx, associations, follow_up, offices, partners,
    software::{self, Heard},
};

/// Vendor, product, other names, what is said of versions 4 and 4.1. All of them are made up.
const PRODUCTS: [(&str, &str, &str, &str, &str); 4] = [
    ("みほん情報システム", "みほんケア", "みほん", "yes", "yes"),
    ("みほん情報システム", "みほんケア クラシック", "みほんケア旧版", "no", "no"),
    ("ためし電算", "ためし介護ネット", "ためしネット", "yes", "planned"),
    ("かくうソフト", "かくう帳票", "かくう", "no", "planned"),
];

/// What offices of the register write, in turn; one name means nothing that is listed.
const WRITTEN: [&str; 6] =
    ["みほんケア", "ためしネット", "かくう帳票", "みほんケア", "みほんケア旧版", "自社で作った表"];

/// A record: days ago, way, notes, what was agreed, next action with its days from today.
type Said = (i64, &'static str, &'static str, &'static str, Option<(&'static str, i64)>);

const SAID: [Said; 4] = [
    (
        12,
        "call",
        "説明会の案内が届いているか確かめた。介護ソフトの更新を迷っているとのこと。",
        "費用の見積を取ってもらう",
        Some(("見積が届いたか電話する", -2)),
    ),
    (
        6,
        "visit",
        "訪問して送受信を実際に見てもらった。連携先が使い始めるなら使いたいとのこと。",
        "",
        Some(("連携先の導入状況を伝える", 0)),
    ),
    (4, "online", "オンラインで初期設定を一緒に行った。テスト送信まで完了。", "来月の分から使う", None),
    (1, "call", "申請の書き方の質問。振込先の書類を案内した。", "", Some(("申請が届いたか確かめる", 5))),
];

/// Tells it.
pub async fn begin(app: &App, now: DateTime<Utc>) -> Result<(), Error> {
    catalogue(app, now).await?;
    let (tenant, clerk) = find(app, "midorino", "clerk").await?;
    let tx = app.store.write(&Scope::tenant(tenant, clerk)).await?;
    let all: Vec<OfficeNumber> = offices::every(&tx).await?.into_iter().map(|office| office.number).collect();
    let mut register = Vec::new();
    for number in all.iter().take(WRITTEN.len() * 4) {
        register.extend(offices::by_number(&tx, *number).await?);
    }
    uses(&tx, app, &register, now).await?;
    records(&tx, app, clerk, &register, now).await?;
    last_winter(&tx, app, clerk, &all).await?;
    bodies(&tx, app, &register, now).await?;
    Ok(tx.commit().await?)
}

async fn catalogue(app: &App, now: DateTime<Utc>) -> Result<(), Error> {
    let (central, clerk) = find(app, "chuokai", "central").await?;
    let tx = app.store.write(&Scope::tenant(central, clerk)).await?;
    let today = app.clock.today();
    let mut vendor: Option<(SoftwareVendorId, &str)> = None;
    for (of, name, alias, v4, v4_1) in PRODUCTS {
        let id = match vendor.filter(|(_, known)| *known == of) {
            Some((id, _)) => id,
            None => {
                let id = app.clock.id();
                let form = VendorForm { name: of.to_owned(), url: String::new() };
                software::add_vendor(&tx, id, &form, true, now).await?;
                id
            }
        };
        vendor = Some((id, of));
        let product: SoftwareProductId = app.clock.id();
        let form = ProductForm {
            name: name.to_owned(),
            aliases: vec![alias.to_owned()],
            note: "お試し用の架空の製品です。".to_owned(),
            ended_on: None,
        };
        software::add_product(&tx, product, id, &form, now).await?;
        for (standard, conforms, days) in [("v4", v4, 200), ("v4_1", v4_1, 30)] {
            let day = today - TimeDelta::days(days);
            let typed = Typed::default()
                .with("standard", standard)
                .with("conforms", conforms)
                .with("as_of", day.to_string())
                .with("source", "架空の会社の製品案内");
            let read = ClaimForm::parse(&typed, today)
                .map_err(|_| Error::Internal("what the demo says of software does not parse"))?;
            let known = software::catalogue(&tx).await?;
            let kept = known.product(product).ok_or(Error::NotFound)?;
            software::record_conformance(&tx, app.clock.id(), kept, read.claim, &read.source, now).await?;
        }
    }
    Ok(tx.commit().await?)
}

async fn uses(tx: &Tx, app: &App, register: &[OfficeId], now: DateTime<Utc>) -> Result<(), Error> {
    let on = app.clock.today() - TimeDelta::days(20);
    let heard = Heard { basis: "officer", source: None, on, now };
    for (office, name) in register.iter().zip(WRITTEN.iter().cycle()).step_by(2) {
        software::learn(tx, app.clock.id(), *office, name, None, heard).await?;
    }
    let heard = Heard { basis: "list", ..heard };
    for (place, office) in register.iter().enumerate().take(WRITTEN.len()) {
        for other in register.iter().skip(place + 1).step_by(5).take(3) {
            partners::learn(tx, app.clock.id(), *office, *other, heard).await?;
        }
    }
    Ok(())
}

async fn records(
    tx: &Tx,
    app: &App,
    clerk: AccountId,
    register: &[OfficeId],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let today = app.clock.today();
    let day = |days: i64| -> NaiveDate { today + TimeDelta::days(days) };
    for ((ago, way, notes, agreed, next), office) in SAID.into_iter().zip(register.iter().skip(1).step_by(3))
    {
        let mut typed = Typed::default()
            .with("way", way)
            .with("held_on", day(-ago).to_string())
            .with("spoken_with", "管理者の方")
            .with("notes", notes)
            .with("agreed", agreed);
        if let Some((action, days)) = next {
            typed = typed.with("next_action", action).with("next_on", day(days).to_string());
        }
        let said = FollowUpForm::parse(&typed, today, clerk, &[clerk])
            .map_err(|_| Error::Internal("a record of the story does not parse"))?;
        follow_up::add(tx, app.clock.id(), *office, &said, now - TimeDelta::days(ago)).await?;
    }
    Ok(())
}

/// Who was visited before this fiscal year began: of each two, one stands in the list of adopters that came then.
async fn last_winter(tx: &Tx, app: &App, clerk: AccountId, all: &[OfficeNumber]) -> Result<(), Error> {
    let on = FiscalYear::of(app.clock.today()).start() - TimeDelta::days(40);
    for pair in all.chunks(6).skip(6).take(4) {
        for number in pair.iter().take(2) {
            let Some(office) = offices::by_number(tx, *number).await? else { continue };
            let typed = Typed::default()
                .with("way", "visit")
                .with("held_on", on.to_string())
                .with("spoken_with", "管理者の方")
                .with("notes", "訪問して、連携先の導入状況とライセンスの取り方を説明した。");
            let said = FollowUpForm::parse(&typed, on, clerk, &[clerk])
                .map_err(|_| Error::Internal("a record of the story does not parse"))?;
            follow_up::add(tx, app.clock.id(), office, &said, tokyo::end_of(on)).await?;
        }
    }
    Ok(())
}

async fn bodies(tx: &Tx, app: &App, register: &[OfficeId], now: DateTime<Utc>) -> Result<(), Error> {
    let bodies = [
        (
            "みどり野市介護事業者連絡会",
            "liaison",
            "jimukyoku@renrakukai.example.jp",
            "奇数月の第2水曜日に定例会",
        ),
        ("みどり野市介護支援専門員の会", "care_managers", "care@senmonin.example.jp", ""),
        ("みどり野市社会福祉協議会", "welfare_council", "info@shakyo.example.jp", ""),
    ];
    for (place, (name, kind, email, note)) in bodies.into_iter().enumerate() {
        let typed = Typed::default()
            .with("name", name)
            .with("kind", kind)
            .with("person", "事務局")
            .with("email", email)
            .with("note", note);
        let association =
            Association::parse(&typed).map_err(|_| Error::Internal("a body of the story does not parse"))?;
        let id = app.clock.id();
        associations::add(tx, id, &association, now).await?;
        let members: Vec<OfficeId> = register.iter().skip(place).step_by(3).copied().collect();
        associations::join(tx, id, &members, &|| app.clock.id(), now).await?;
    }
    Ok(())
}
