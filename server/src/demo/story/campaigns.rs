//! The story's campaign, as 武蔵野市 ran its own (domain.md §1.6): seven activities of different kinds, some done, one by
//! telephone under way, the rest to come.

use super::past::{Past, Player};
use crate::{demo::seed::find, error::Error};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    campaigns::{ActivityKind, fit},
    ids::{ActivityId, CampaignId, TenantId},
    mailings::StageName,
    tokyo,
    working_days::WorkingCalendar,
};
use store::{
    Scope,
    campaigns::{activities, recipients},
    mailings,
    offices::segments,
};

/// How long ago it began.
const BEGUN: TimeDelta = TimeDelta::days(40);
/// How long ago the offices were first called.
const CALLED: TimeDelta = TimeDelta::days(2);

const AIMS: &str = "居宅介護支援事業所を中心に、年度末までに導入率を16％にする。";
const SCRIPT: &str = "みどり野市介護保険課です。ケアプランデータ連携システムの補助金のご案内でお電話しました。\n\n\
    1　システムをご存じですか。\n2　導入のご予定はありますか。\n3　お困りのことはありますか。\n\n\
    ヘルプデスクは 0120-584-708（9時から17時、土日祝日を除く）です。";

/// What came back, by the number in the list.
const REPLIES: &str =
    "1 1 補助金の案内を郵送してほしい\n2 2 来月の研修会に参加\n3 3\n4 1\n5 4 午後にかけ直す\n6 6\n7 7";

/// An activity: what it is, its name, days from today, and what else its form says.
type Step<'a> = (ActivityKind, &'a str, i64, &'a [(&'a str, &'a str)]);

/// Tells it.
pub async fn begin(past: &Past, now: DateTime<Utc>) -> Result<(), Error> {
    let (tenant, owner) = find(&past.app, "midorino", "clerk").await?;
    let owner = owner.to_string();
    let (mailing, segment) = known(past, tenant).await?;
    past.turn_to(now - BEGUN);
    let today = tokyo::date(now);
    let mut clerk = past.person("clerk").await?;
    let begun = day(today - BEGUN);
    let typed = [
        ("name", "データ連携システムの周知"),
        ("aims", AIMS),
        ("starts_on", begun.as_str()),
        ("budget", "300,000"),
        ("owner", owner.as_str()),
    ];
    let campaign: CampaignId = made(&clerk.post("/t/midorino/campaigns/new", &typed).await?, 4)?;

    let web = [("link", "https://www.midorino.example.jp/kaigo/renkei")];
    let mail = [("mailing", mailing.as_str())];
    let until = day(today + TimeDelta::days(3));
    let few = [("segment", segment.as_str())];
    let phone = [few[0], ("script", SCRIPT), ("cost", "12,000"), ("ends_on", until.as_str())];
    let steps: [Step<'_>; 7] = [
        (ActivityKind::WebNotice, "市ホームページへの掲載", -38, &web),
        (ActivityKind::Mail, "説明会のご案内", -9, &mail),
        (ActivityKind::LiaisonMeeting, "事業者連絡会での説明", -6, &[]),
        (ActivityKind::Phone, "まだ申請していない居宅介護支援への電話", -2, &phone),
        (ActivityKind::DemoSession, "普及啓発研修会", 20, &[]),
        (ActivityKind::Survey, "導入意向アンケート", 30, &[]),
        (ActivityKind::GroupGuidance, "集団指導での継続周知", 60, &few),
    ];
    let mut all = Vec::new();
    for step in steps {
        all.push(add(past, tenant, &mut clerk, (campaign, &owner), step, today).await?);
    }
    let [web, mail, liaison, phone, ..] = all[..] else {
        return Err(Error::Internal("the campaign of the story has too few activities"));
    };
    past.turn_to(now - TimeDelta::days(38));
    let mut clerk = past.person("clerk").await?;
    end(past, tenant, &mut clerk, web, "ホームページに掲載し、広報に記事を載せた。").await?;
    past.turn_to(now - TimeDelta::days(8));
    let mut clerk = past.person("clerk").await?;
    end(past, tenant, &mut clerk, mail, "メールのない事業所には、案内を郵送した。").await?;
    past.turn_to(now - TimeDelta::days(5));
    let mut clerk = past.person("clerk").await?;
    end(past, tenant, &mut clerk, liaison, "42事業所が出席。7事業所から質問があった。").await?;

    past.turn_to(now - CALLED);
    let mut clerk = past.person("clerk").await?;
    call(past, tenant, &mut clerk, phone).await?;
    past.turn_to(now);
    // Another is only begun.
    let mut clerk = past.person("clerk").await?;
    let next = day(today + TimeDelta::days(120));
    clerk
        .post("/t/midorino/campaigns/new", &[("name", "次の年度に向けた準備"), ("starts_on", next.as_str())])
        .await?;
    Ok(())
}

fn day(day: NaiveDate) -> String {
    day.to_string()
}

/// The id in a path.
fn made<T: std::str::FromStr>(path: &str, place: usize) -> Result<T, Error> {
    let id = path.split(['/', '?', '#']).nth(place);
    id.and_then(|id| id.parse().ok()).ok_or(Error::Internal("a campaign of the story has no address"))
}

/// The mailing that was sent, and the segment of those who have not applied.
async fn known(past: &Past, tenant: TenantId) -> Result<(String, String), Error> {
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let sent = mailings::all(&tx).await?.into_iter().find(|one| one.stage.name() == StageName::Sent);
    let sent = sent.ok_or(Error::Internal("the story has sent no mailing"))?;
    let few = segments::all(&tx).await?.into_iter().find(|one| one.named.segment.application.is_some());
    let few = few.ok_or(Error::Internal("the story has no segment of those who have not applied"))?;
    Ok((sent.id.to_string(), few.id.to_string()))
}

async fn add(
    past: &Past,
    tenant: TenantId,
    clerk: &mut Player,
    (campaign, owner): (CampaignId, &str),
    (kind, title, days, more): Step<'_>,
    today: NaiveDate,
) -> Result<(CampaignId, ActivityId), Error> {
    let on = today + TimeDelta::days(days);
    // What is to come avoids the days on which offices cannot.
    let on = if days > 0 { fit(kind, on, &WorkingCalendar::default()) } else { on };
    let on = day(on);
    let mut typed = vec![("name", title), ("starts_on", on.as_str()), ("owner", owner)];
    typed.extend_from_slice(more);
    let path = format!("/t/midorino/campaigns/{campaign}/activities/new?kind={}", kind.code());
    clerk.post(&path, &typed).await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let last = activities::of_campaign(&tx, campaign).await?.pop().ok_or(Error::NotFound)?;
    Ok((campaign, last.id))
}

async fn end(
    past: &Past,
    tenant: TenantId,
    clerk: &mut Player,
    (campaign, id): (CampaignId, ActivityId),
    result: &str,
) -> Result<(), Error> {
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let version = activities::find(&tx, id).await?.ok_or(Error::NotFound)?.version.to_string();
    drop(tx);
    let typed = [("version", version.as_str()), ("closing", result)];
    clerk.post(&format!("/t/midorino/campaigns/{campaign}/activities/{id}/result"), &typed).await?;
    Ok(())
}

/// Makes the list, and keys in what the first offices said.
async fn call(
    past: &Past,
    tenant: TenantId,
    clerk: &mut Player,
    (campaign, id): (CampaignId, ActivityId),
) -> Result<(), Error> {
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let activity = activities::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let decided = recipients::decide(&tx, &activity, past.app.clock.today()).await?;
    drop(tx);
    let (_, decided) = decided.ok_or(Error::NotFound)?;
    let targets: Vec<_> = (1..)
        .zip(&decided)
        .filter(|(_, one)| one.exclusion.is_none())
        .map(|(place, _): (u32, _)| place)
        .collect();
    let (version, count) = (activity.version.to_string(), targets.len().to_string());
    let at = format!("/t/midorino/campaigns/{campaign}/activities/{id}");
    let typed = [("version", version.as_str()), ("targets", count.as_str())];
    clerk.post(&format!("{at}/audience"), &typed).await?;
    // The numbers of those who are reached: who is left out has a number of the list, too.
    let lines: Vec<_> = REPLIES
        .lines()
        .zip(targets)
        .filter_map(|(line, place)| line.split_once(' ').map(|(_, rest)| format!("{place} {rest}")))
        .collect();
    clerk.post(&format!("{at}/entry"), &[("several", lines.join("\n").as_str())]).await?;
    Ok(())
}
