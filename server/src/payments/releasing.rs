//! 承認: a second person lets a run go to the bank, with the file as it is that moment.

use super::{loaded::Loaded, runs::stale};
use crate::{
    actor::{Approver, Officer},
    app::App,
    error::Error,
    keys, kill,
    page::{Page, see_other},
    posted::Posted,
    subsidies::review::authority as powers,
};
use app::{
    messages::{payments as words, subsidies::no_authority},
    paths,
    payments::ReleasePage,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::PayRunId,
    payments::{PayDayProblem, RunState, pay_day},
    subsidies::{Authority, NoAuthority},
};
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};
use store::{Tx, payments::runs};

const TITLE: &str = "支払の承認";

/// Whether the officer may release so much of what somebody else made.
pub(super) async fn authority(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    loaded: &Loaded,
) -> Result<Result<Authority, NoAuthority>, Error> {
    powers::of(app, tx, officer, &[loaded.run.by], loaded.totals().yen).await
}

/// The sums, and everything that is wrong.
pub async fn show(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PayRunId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    if loaded.run.state != RunState::Draft {
        return Ok(see_other(&paths::pay_run(&slug, id)));
    }
    let checked = Checked::of(&app, &tx, &officer, &loaded).await?;
    let view = checked.page(&tx, &loaded, &slug).await?;
    Ok(page.ok(TITLE, view))
}

/// Releases it.
pub async fn create(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PayRunId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    loaded.fresh(&slug, &typed)?;
    if loaded.run.state != RunState::Draft {
        return Err(loaded.conflict(&slug));
    }
    let checked = Checked::of(&app, &tx, &officer, &loaded).await?;
    let Some(file) = checked.file.as_ref().filter(|_| checked.is_good()) else {
        let view = checked.page(&tx, &loaded, &slug).await?;
        return Ok(page.unprocessable(TITLE, view));
    };
    let hash = keys::hex(&Sha256::digest(file));
    let absent = checked.authority.and_then(powers::absent);
    let released = runs::release(&tx, &loaded.run, officer.id(), absent, &hash, app.clock.now());
    stale(released.await, &loaded, &slug)?;
    kill::point("release.before-commit");
    tx.commit().await?;
    kill::point("release.committed");
    Ok(see_other(&format!("{}?done=released", paths::pay_run(&slug, id))))
}

/// What was found before a release.
struct Checked {
    wrong: Vec<String>,
    of_payments: std::collections::BTreeMap<i32, Vec<String>>,
    file: Option<Vec<u8>>,
    authority: Option<Authority>,
}

impl Checked {
    async fn of(app: &App, tx: &Tx, officer: &Officer, loaded: &Loaded) -> Result<Self, Error> {
        let mut of_payments = loaded.wrong(app, tx, officer).await?;
        let mut wrong = Vec::new();
        let authority = authority(app, tx, officer, loaded).await?;
        if let Err(why) = authority {
            wrong.push(no_authority(why, &powers::who_may(tx, loaded.totals().yen).await?));
        }
        match pay_day(loaded.run.pay_on, app.clock.today()) {
            Ok(_) => {}
            Err(PayDayProblem::Past) => {
                wrong.push("振込日を過ぎています。取りやめて、作り直してください".to_owned());
            }
            Err(PayDayProblem::Closed { .. } | PayDayProblem::Far) => {
                wrong.push(
                    "振込日が金融機関の営業日ではありません。取りやめて、作り直してください".to_owned(),
                );
            }
        }
        let file = match loaded.file(app, tx, officer.tenant.id).await? {
            Ok(file) => Some(file),
            Err((header, misfits)) => {
                wrong.extend(header.into_iter().map(words::header_misfit));
                for (number, misfit) in misfits {
                    of_payments.entry(number).or_default().push(words::misfit(misfit));
                }
                None
            }
        };
        for (what, one, other) in loaded.reconciled(tx).await? {
            if one != other && !what.starts_with("これから") {
                wrong.push(format!("照合が一致しません：{what}"));
            }
        }
        Ok(Self { wrong, of_payments, file, authority: authority.ok() })
    }

    fn is_good(&self) -> bool {
        self.wrong.is_empty() && self.of_payments.is_empty()
    }

    async fn page(
        self,
        tx: &Tx,
        loaded: &Loaded,
        slug: &str,
    ) -> Result<impl FnOnce() -> AnyView + use<>, Error> {
        let (head, payments) = (loaded.head(slug), loaded.lines(slug, &self.of_payments));
        let (reconciled, wrong) = (loaded.reconciled(tx).await?, self.wrong);
        Ok(move || view! { <ReleasePage head payments reconciled wrong/> }.into_any())
    }
}
