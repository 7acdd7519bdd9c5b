//! The story's materials: the tools of domain.md §1.4, with a poster of which somebody has to order, and slides that are for
//! municipalities alone.

use super::past::{Past, Player};
use crate::{demo::seed::find, error::Error};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{ids::MaterialId, tokyo, wareki::format_date};
use store::{Scope, campaigns, offices};

/// The site of the helpdesk of the initiative.
const SITE: &str = "https://www.careplan-renkei-support.jp/";
/// A picture that stands for the leaflet's file.
const PICTURE: &[u8] = include_bytes!("licence.png");
/// How long ago the leaflets came.
const BEGUN: TimeDelta = TimeDelta::days(35);

/// Tells it.
pub async fn begin(past: &Past, now: DateTime<Utc>) -> Result<(), Error> {
    past.turn_to(now - BEGUN);
    let mut clerk = past.person("clerk").await?;
    card(past, &mut clerk).await?;
    leaflet(past, &mut clerk, now).await?;
    let mut clerk = past.person("clerk").await?;
    poster(past, &mut clerk, now).await?;
    for (kind, title, audience, shown, summary) in [
        ("video", "操作動画", "everybody", true, "送信と受信の操作を、画面で見られます。"),
        ("tutorial", "チュートリアル（疑似操作）", "everybody", true, "登録の前に、操作を練習できます。"),
        (
            "slides",
            "自治体向けウェビナーのスライド",
            "municipalities",
            false,
            "ほかの自治体の説明会で使えます。事業所には、ヘルプデスクサイトの資料を使います。",
        ),
    ] {
        let mut typed = vec![("kind", kind), ("title", title), ("audience", audience), ("summary", summary)];
        typed.push(("source", "国民健康保険中央会"));
        typed.extend(shown.then_some(("shown", "yes")));
        let id = add(&mut clerk, &typed).await?;
        let typed = [("link", SITE), ("version_note", "ヘルプデスクサイト")];
        clerk.upload(&path(id, "versions/new"), &typed, ("", &[])).await?;
    }
    past.turn_to(now);
    Ok(())
}

/// Cards with the desk, printed here.
async fn card(past: &Past, clerk: &mut Player) -> Result<(), Error> {
    let typed = [
        ("kind", "card"),
        ("title", "窓口のカード"),
        ("source", "みどり野市"),
        ("audience", "everybody"),
        ("minimum", "100"),
    ];
    let id = add(clerk, &typed).await?;
    let sides = [
        ("front_title", "ケアプランデータ連携システム"),
        ("front_text", "ケアプランを、パソコンで送受信できます。\nFAXや郵送、転記の手間が減ります。"),
        ("back_title", "お問い合わせ"),
        (
            "back_text",
            "ヘルプデスク 0120-584-708\n9時から17時まで（土日・祝日を除く）\nみどり野市 介護保険課",
        ),
        ("card_link", SITE),
    ];
    clerk.post(&path(id, "card"), &sides).await?;
    moved(past, clerk, id, "counted", "240", &[]).await
}

/// Leaflets: they came, went to offices, to the counter and with a campaign.
async fn leaflet(past: &Past, clerk: &mut Player, now: DateTime<Utc>) -> Result<(), Error> {
    let (tenant, _) = find(&past.app, "midorino", "clerk").await?;
    let typed = [
        ("kind", "leaflet"),
        ("title", "ケアプランデータ連携システム リーフレット"),
        ("summary", "概要、利点、導入の流れです。近くの事業所にも渡せます。"),
        ("source", "国民健康保険中央会"),
        ("audience", "everybody"),
        ("minimum", "150"),
        ("shown", "yes"),
    ];
    let id = add(clerk, &typed).await?;
    clerk.upload(&path(id, "versions/new"), &[("version_note", "初版")], ("leaflet.png", PICTURE)).await?;
    moved(past, clerk, id, "received", "500", &[]).await?;
    past.turn_to(now - TimeDelta::days(12));
    let mut clerk = past.person("clerk").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let numbers: Vec<String> =
        offices::every(&tx).await?.into_iter().take(2).map(|office| office.number.to_string()).collect();
    let mut activity = None;
    for campaign in campaigns::all(&tx).await? {
        let first = campaigns::activities::of_campaign(&tx, campaign.id).await?.into_iter().nth(2);
        activity = activity.or(first.map(|one| one.id.to_string()));
    }
    drop(tx);
    for number in &numbers {
        let to = [("to", "office"), ("office", number.as_str()), ("note", "訪問のときに渡した")];
        moved(past, &mut clerk, id, "handed_out", "10", &to).await?;
    }
    if let Some(activity) = activity {
        let to = [("to", "activity"), ("activity", activity.as_str())];
        moved(past, &mut clerk, id, "handed_out", "60", &to).await?;
    }
    let counter = [("to", "other"), ("name", "市役所1階 介護保険課の窓口")];
    moved(past, &mut clerk, id, "handed_out", "50", &counter).await?;
    moved(past, &mut clerk, id, "counted", "368", &[("note", "月末の棚卸し")]).await
}

/// Posters: fewer than the minimum are left, and an order that should have come.
async fn poster(past: &Past, clerk: &mut Player, now: DateTime<Utc>) -> Result<(), Error> {
    let typed = [
        ("kind", "poster"),
        ("title", "ケアプランデータ連携システム ポスター"),
        ("source", "国民健康保険中央会"),
        ("audience", "everybody"),
        ("minimum", "20"),
        ("shown", "yes"),
    ];
    let id = add(clerk, &typed).await?;
    let typed = [("link", SITE), ("version_note", "印刷用のデータ")];
    clerk.upload(&path(id, "versions/new"), &typed, ("", &[])).await?;
    moved(past, clerk, id, "received", "30", &[]).await?;
    let library = [("to", "other"), ("name", "市立図書館と公民館")];
    moved(past, clerk, id, "handed_out", "18", &library).await?;
    let (ordered, expected) =
        (format_date(past.app.clock.today()), format_date(tokyo::date(now - TimeDelta::days(3))));
    let typed = [
        ("supplier", "みどり印刷"),
        ("pieces", "40"),
        ("ordered_on", ordered.as_str()),
        ("expected_on", expected.as_str()),
        ("amount", "14,300"),
    ];
    clerk.post(&path(id, "orders/new"), &typed).await?;
    Ok(())
}

async fn add(clerk: &mut Player, typed: &[(&str, &str)]) -> Result<MaterialId, Error> {
    let made = clerk.post("/t/midorino/materials/new", typed).await?;
    let id = made.split(['/', '?']).nth(4);
    id.and_then(|id| id.parse().ok()).ok_or(Error::Internal("a material of the story has no address"))
}

fn path(id: MaterialId, what: &str) -> String {
    format!("/t/midorino/materials/{id}/{what}")
}

/// Writes a line of the ledger, of the day that it is in the story.
async fn moved(
    past: &Past,
    clerk: &mut Player,
    id: MaterialId,
    kind: &str,
    pieces: &str,
    more: &[(&str, &str)],
) -> Result<(), Error> {
    let today = format_date(past.app.clock.today());
    let mut typed = vec![("movement", kind), ("pieces", pieces), ("on", today.as_str())];
    typed.extend_from_slice(more);
    clerk.post(&path(id, "movements/new"), &typed).await?;
    Ok(())
}
