//! The story's public page: みどり野市 shows its progress to everybody, and four offices that use the system let others know
//! what they think of it.

use crate::{app::App, demo::seed::find, error::Error};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    form::Typed,
    progress::ProgressForm,
    tokyo,
    voices::{Reach, VoiceForm},
};
use store::{Scope, adoption::counting, offices, progress, voices};

const LEAD: &str = "本市では、介護事業所どうしがケアプランをデータでやり取りする仕組みの普及に取り組んでいます。\
                    書類を運ぶ時間を、利用者と向き合う時間に変えるためです。";

/// What they say; whether by name, whether to everybody, and how they are reached.
const SAID: [(&str, bool, bool, Reach); 4] = [
    (
        "毎月のFAXの送り直しがなくなり、月初の残業が減りました。最初の設定は、市の説明会で教わりながら30分ほどで終わりました。",
        true,
        true,
        Reach::Direct,
    ),
    (
        "連携先の半分が使い始めたころから、効果を感じるようになりました。はじめは1か所とだけやり取りして試すのがおすすめです。",
        true,
        false,
        Reach::City,
    ),
    ("提供票の転記がなくなり、入力の間違いによる返戻がほとんどなくなりました。", false, true, Reach::City),
    ("パソコンが苦手な職員もいますが、取込みはボタン1つなので困っていません。", true, true, Reach::City),
];

/// Tells it.
pub async fn begin(app: &App, now: DateTime<Utc>) -> Result<(), Error> {
    let (tenant, clerk) = find(app, "midorino", "clerk").await?;
    let tx = app.store.write(&Scope::tenant(tenant, clerk)).await?;
    let form = ProgressForm { lead: LEAD.to_owned(), ..ProgressForm::usual() };
    progress::publish(&tx, &progress::Kept { form, ..progress::Kept::default() }, now).await?;
    let today = tokyo::date(now);
    let adopted = counting::population(&tx, today).await?.adopted(today);
    let register = offices::every(&tx).await?;
    let users = register.iter().map(|office| office.id).filter(|id| adopted.contains(id));
    for ((quote, named, publicly, reach), office) in SAID.into_iter().zip(users) {
        let yes = |yes: bool| if yes { "yes" } else { "" };
        let typed = Typed::default()
            .with("quote", quote)
            .with("named", yes(named))
            .with("publicly", yes(publicly))
            .with("reach", reach.name())
            .with("person", "管理者の方")
            .with("phone", "0741-00-3001")
            .with("times", "平日の午後")
            .with("agreed_on", (tokyo::date(now - TimeDelta::days(20))).to_string())
            .with("agreed_by", "管理者の方");
        let said =
            VoiceForm::parse(&typed, today).map_err(|_| Error::Internal("a demo voice does not parse"))?;
        voices::add(&tx, app.clock.id(), office, &said, now).await?;
    }
    Ok(tx.commit().await?)
}
