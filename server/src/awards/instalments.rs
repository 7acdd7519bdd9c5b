//! 概算払・分割払: claimed by the applicant, accepted or sent back by a clerk; and what of it was paid, for every page.

use super::{
    letters,
    matter::Matter,
    opening::{Opened, to_change, to_read},
    sentence,
    status::Mine,
};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        confirmation,
        filler::{Filler, Fills},
        review::told,
    },
};
use app::{
    awards::{AdvanceAnswerPage, AdvanceClaimPage, AdvanceView, InstalmentLine, Standing},
    mails::{awards as texts, confirmations as asked},
    messages::awards::problems,
    paths,
    subsidies::ConfirmingView,
    when,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    awards::{
        Advance, After, AwardField, InstalmentState, NextAdvance, StageName, advanced, next_advance,
        parse_reason, parts,
    },
    form::Typed,
    ids::{ApplicationId, AwardId},
    money::Yen,
    subsidies::{Form, HandedIn},
};
use elements::FormState;
use leptos::prelude::*;
use store::awards::{
    ActError, Award,
    instalments::{self as stored, Instalment},
};

/// What can be claimed before the amount is fixed.
pub(crate) enum Claimable {
    /// This, now.
    Now(NextAdvance),
    /// The next one, from a day on.
    From(NaiveDate),
    /// Nothing: the programme has none, the report came, or another one is claimed or to be paid.
    Nothing,
}

/// What of an award can be claimed in advance on a day.
pub(crate) fn claimable(
    award: &Award,
    plan: &[Advance],
    claims: &[Instalment],
    today: NaiveDate,
) -> Claimable {
    let waits = claims.iter().any(|one| one.state == InstalmentState::Asked)
        || award.live_payment.is_some()
        || award.money.to_pay() > Yen::ZERO;
    if waits || award.stage.name() != StageName::AwaitingReport {
        return Claimable::Nothing;
    }
    match next_advance(plan, &award.money, last_accepted(claims)) {
        Some(NextAdvance { after: After::Day(day), .. }) if day > today => Claimable::From(day),
        Some(next) => Claimable::Now(next),
        None => Claimable::Nothing,
    }
}

fn last_accepted(claims: &[Instalment]) -> u8 {
    stored::accepted(claims).iter().map(|(instalment, _)| *instalment).max().unwrap_or(0)
}

/// What was paid of what, part by part; empty where the programme pays once.
pub(super) fn lines(award: &Award, plan: &[Advance], claims: &[Instalment]) -> Vec<InstalmentLine> {
    if plan.is_empty() {
        return Vec::new();
    }
    let money = &award.money;
    let accepted = stored::accepted(claims);
    let counted = parts(&accepted, money);
    let mut lines: Vec<_> = counted
        .iter()
        .filter(|part| part.instalment.is_some() || money.fixed.is_some())
        .filter(|part| part.yen > Yen::ZERO)
        .map(|part| InstalmentLine {
            instalment: part.instalment,
            yen: part.yen,
            standing: Standing::Counted(part.paid),
        })
        .collect();
    if money.fixed.is_some() || award.stage.name() == StageName::Cancelled {
        return lines;
    }
    // What is still to come, as it is planned.
    let mut together = money.advance;
    let asked = claims.iter().find(|one| one.state == InstalmentState::Asked);
    // Once the report came, whatever was not accepted is part of the rest.
    let last = if award.stage.name() == StageName::AwaitingReport { last_accepted(claims) } else { u8::MAX };
    for (number, advance) in (1_u8..).zip(plan).filter(|(number, _)| *number > last) {
        let until = advanced(plan, money.granted, usize::from(number));
        let yen = Yen(until.get() - together.get());
        if yen <= Yen::ZERO {
            continue;
        }
        let is_asked = asked.is_some_and(|one| one.instalment == number);
        let standing = if is_asked { Standing::Asked } else { Standing::Planned(advance.after) };
        lines.push(InstalmentLine { instalment: Some(number), yen, standing });
        together = until;
    }
    let rest = Yen(money.granted.get() - together.get());
    if rest > Yen::ZERO {
        lines.push(InstalmentLine { instalment: None, yen: rest, standing: Standing::NotFixed });
    }
    lines
}

/// Why the last claim was sent back, until it is claimed again or the report came.
pub(crate) fn returned(award: &Award, claims: &[Instalment]) -> Option<String> {
    let last = sent_back(claims).filter(|_| award.stage.name() == StageName::AwaitingReport);
    last.map(|one| one.answer.clone())
}

/// The last claim, where it was sent back.
fn sent_back(claims: &[Instalment]) -> Option<&Instalment> {
    claims.last().filter(|one| one.state == InstalmentState::Returned)
}

/// What is claimed.
pub async fn show_claim<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let Opened { filler, tx, mine } = to_read(actor.filler(), &app, id, |_| true).await?;
    let Claimable::Now(next) = mine.claimable(app.clock.today()) else { return Ok(mine.back(&filler)) };
    let confirming = mine.confirming(&tx, &filler, HandedIn::Advance).await?;
    let view = mine.shown(&tx, &filler, &confirming, app.clock.now(), FormState::empty()).await?;
    // What was asked about before, or sent back by the municipality, is where it goes on.
    let before = confirming.words().or_else(|| sent_back(&mine.advances).map(|claim| claim.interim.as_str()));
    let form = before.map_or_else(FormState::empty, |words| {
        FormState::filled(Typed::default().with(AwardField::Interim.name(), words))
    });
    Ok(render_claim(&page, &filler, &mine, next, view, form))
}

/// Claims it.
pub async fn claim<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let Opened { filler, tx, mine } = to_change(actor.filler(), &app, id, |_| true).await?;
    let Claimable::Now(next) = mine.claimable(app.clock.today()) else { return Ok(mine.back(&filler)) };
    let confirming = mine.confirming(&tx, &filler, HandedIn::Advance).await?;
    // Who confirms agrees to what they saw.
    if !confirming.standing.hands_in() || (confirming.confirms() && typed.get("seen") != confirming.seen()) {
        return Ok(see_other(&filler.filling().advance(id)));
    }
    let mut errors = Vec::new();
    // What a colleague looked at is claimed as it is.
    let interim = match confirming.words() {
        Some(words) => words.to_owned(),
        None => interim(next, &typed).unwrap_or_else(|wrong| {
            errors.extend(wrong);
            String::new()
        }),
    };
    if typed.get(AwardField::Confirmed.name()).is_empty() {
        let why = "請求する内容を確かめて、チェックを入れてください".to_owned();
        errors.push((AwardField::Confirmed.name(), why));
    }
    let now = app.clock.now();
    if !errors.is_empty() {
        let view = mine.shown(&tx, &filler, &confirming, now, FormState::empty()).await?;
        return Ok(render_claim(&page, &filler, &mine, next, view, FormState::rejected(typed, errors)));
    }
    if confirming.confirms() {
        confirmation::agree(&app, &tx, &confirming).await?;
    }
    if let Err(error) = stored::claim(&tx, &mine.award, next, &interim, filler.id(), now).await {
        let form = FormState::rejected(typed, vec![("", sentence(error)?)]);
        let view = mine.shown(&tx, &filler, &confirming, now, FormState::empty()).await?;
        return Ok(render_claim(&page, &filler, &mine, next, view, form));
    }
    mine.tell(&app, &tx, &filler, |about| texts::advance_claimed(about, next.yen)).await?;
    if confirming.confirms() {
        let here = filler.filling().application(id);
        confirmation::tell_asker(&app, &tx, &filler, &confirming, &here, asked::handed).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&mine.page(&filler), "advance_claimed"))
}

/// 中間報告 as it was typed, where the plan asks for one; or what is wrong with it.
pub(super) fn interim(next: NextAdvance, typed: &Typed) -> Result<String, Vec<(&'static str, String)>> {
    match next.after {
        After::Interim => {
            parse_reason(typed, AwardField::Interim).map(String::from).map_err(|problem| problems(&[problem]))
        }
        After::Decision | After::Day(_) => Ok(String::new()),
    }
}

pub(super) fn render_claim(
    page: &Page,
    filler: &Filler,
    mine: &Mine,
    next: NextAdvance,
    confirming: Option<ConfirmingView>,
    form: FormState,
) -> Response {
    let declined = confirming.as_ref().is_some_and(|one| one.form.has_errors());
    let (about, rejected, money) =
        (mine.about(filler, Form::Claim), form.has_errors() || declined, mine.award.money);
    let NextAdvance { instalment, yen: amount, after } = next;
    let (granted, paid, interim) = (money.granted, money.held(), after == After::Interim);
    let corporation = mine.corporation();
    let municipality = filler.tenant.name.clone();
    let view = move || {
        view! {
            <AdvanceClaimPage about instalment amount granted paid interim corporation municipality confirming form/>
        }
    };
    if rejected {
        page.unprocessable("概算払の請求", view)
    } else {
        page.ok("概算払の請求", view)
    }
}

const TITLE: &str = "概算払の請求に答える";

/// What is claimed, for whoever answers.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let matter = Matter::find(&tx, id).await?;
    match matter.advance() {
        Some(claim) => Ok(render(&page, &officer, &matter, claim, FormState::empty())),
        None => Ok(see_other(&paths::award(&slug, id))),
    }
}

/// Accepts it, or sends it back.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let matter = Matter::find_to_change(&tx, id).await?;
    let Some(claim) = matter.advance() else { return Ok(see_other(&paths::award(&slug, id))) };
    matter.fresh(&app, &officer, &typed)?;
    let (now, by) = (app.clock.now(), officer.id());
    let (done, word) = match typed.get("answer") {
        // What is granted may become less by what is proposed.
        "accept" if matter.proposal().is_some() => (Err(ActError::Waiting), "advance_accepted"),
        "accept" => (stored::accept(&tx, &matter.award, claim, by, now).await, "advance_accepted"),
        "return" => match parse_reason(&typed, AwardField::Reason) {
            Ok(reason) => {
                let sent = stored::send_back(&tx, &matter.award, claim, by, reason.as_str(), now).await;
                (sent, "advance_returned")
            }
            Err(error) => {
                let form = FormState::rejected(typed, problems(&[error]));
                return Ok(render(&page, &officer, &matter, claim, form));
            }
        },
        _ => {
            let why = vec![("answer", "回答を選んでください".to_owned())];
            return Ok(render(&page, &officer, &matter, claim, FormState::rejected(typed, why)));
        }
    };
    if let Err(error) = done {
        let form = FormState::rejected(typed, vec![("", sentence(error)?)]);
        return Ok(render(&page, &officer, &matter, claim, form));
    }
    if word == "advance_returned" {
        letters::tell(&app, &tx, &officer.tenant, &matter.case, texts::advance_returned).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&paths::award(&slug, id), word))
}

fn render(page: &Page, officer: &Officer, matter: &Matter, claim: &Instalment, form: FormState) -> Response {
    let (about, rejected) = (matter.about(officer), form.has_errors());
    let claim = AdvanceView {
        instalment: claim.instalment,
        yen: claim.yen,
        interim: claim.interim.clone(),
        at: when::moment(claim.at),
        named: matter.case.version.rules.form(Form::Claim).cloned(),
    };
    let view = move || view! { <AdvanceAnswerPage about claim form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
