//! What waits after the grants, on the officers' home page.

use crate::{actor::Officer, error::Error, payments};
use app::paths;
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    awards::{Listing, Shown, StageName},
};
use store::{
    Tx,
    awards::{instalments, list, proposals},
};

/// What waits: words, how many, where; nothing of what there is none of.
pub(crate) async fn waiting(
    tx: &Tx,
    officer: &Officer,
    today: NaiveDate,
) -> Result<Vec<(&'static str, u64, String)>, Error> {
    let slug = &officer.tenant.slug;
    let mut waits = Vec::new();
    if officer.has(Role::Approver) {
        let mut open = proposals::waiting(tx).await?;
        open.retain(|one| one.by != officer.id());
        if let Some(first) = open.first() {
            let href = paths::award_act(slug, first.award, "decision");
            waits.push(("決裁待ち（額の確定・変更・取消し）", open.len() as u64, href));
        }
    }
    if officer.has(Role::Clerk) {
        let (asked, first) = instalments::asked(tx).await?;
        let href = first.map(|award| paths::award_act(slug, award, "instalment"));
        waits.extend(href.map(|href| ("受理を待つ概算払の請求", asked, href)));
    }
    waits.extend(payments::at_home::officer(tx, officer, today).await?);
    for (words, shown) in [
        ("審査する実績報告", Shown::One(StageName::Reported)),
        ("支払待ち", Shown::One(StageName::Payable)),
        ("支払いを待つ概算払", Shown::Advances),
        ("期限を過ぎた報告・請求・返還", Shown::Overdue),
        ("返還待ち", Shown::Owing),
    ] {
        let listing = Listing { shown, ..Listing::default() };
        let count = list::count(tx, &listing, officer.id(), today).await?;
        if count > 0 {
            waits.push((words, count, paths::awards_of(slug, &listing)));
        }
    }
    Ok(waits)
}
