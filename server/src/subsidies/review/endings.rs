//! 待機の打切り: a clerk proposes it with one reason, an approver decides, and each of those who wait is refused with a
//! notice of their own, so that a year can be closed with nobody forgotten.

use super::{
    authority as powers,
    case::Case,
    letters,
    notices::{Letter, Wordings, have_set},
};
use crate::{
    actor::{Approver, Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::work_mails,
};
use app::{
    messages::subsidies::{authority, no_authority, reason_error},
    paths,
    subsidies::review::{
        EndingDecisionPage, EndingPage, EndingProposal, EndingView, USUAL_REASON, ending_reason_error,
    },
    when,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::{AccountId, OfficeId, ProgrammeId, ProposalId},
    money::Yen,
    subsidies::{NoAuthority, Outcome, ProgrammeState, Reason, ReasonError, Reception, Stage},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    subsidies::{
        applications::Application,
        authority::recorders,
        decisions::{Deciding, Way},
        endings::{self, Ended, Ending},
        offices,
        packets::{Closing, ClosingWay},
        programmes::{self, Programme},
        review::ReviewError,
        waiting,
    },
};

const TITLE: &str = "待機の打切り";
const DECISION: &str = "待機の打切りの決裁";
/// Of those who wait, so many are named.
const NAMED: usize = 50;
/// So many are refused in one transaction: each gets a number, a notice and a mail. The rest follows by another press.
pub(super) const AT_ONCE: usize = 200;

/// A programme with whoever waits for it.
pub(super) struct Line {
    pub programme: Programme,
    pub waits: Vec<Application>,
    pub ending: Option<Ending>,
}

impl Line {
    pub(super) async fn find(tx: &Tx, id: ProgrammeId) -> Result<Self, Error> {
        let programme = programmes::find(tx, id).await?.ok_or(Error::NotFound)?;
        Ok(Self { programme, waits: waiting::all(tx, id).await?, ending: endings::find(tx, id).await? })
    }

    /// The same, for a change: nobody moves up meanwhile.
    pub(super) async fn find_to_change(tx: &Tx, id: ProgrammeId) -> Result<Self, Error> {
        endings::take(tx, id).await?;
        Self::find(tx, id).await
    }

    /// What is proposed, while somebody waits.
    pub(super) fn proposed(&self) -> Option<&Ending> {
        self.ending.as_ref().filter(|_| !self.waits.is_empty())
    }

    /// Why nobody can be refused as proposed: the reception goes on, or somebody came after it was proposed.
    pub(super) async fn overtaken(
        &self,
        app: &App,
        tx: &Tx,
        ending: &Ending,
    ) -> Result<Option<String>, Error> {
        let later = |one: &Application| matches!(one.stage, Stage::Waiting { at } if at > ending.at);
        if self.waits.iter().any(later) {
            let sentence =
                "起案のあとに待機した申請があります。決裁者が差し戻し、担当が起案し直す必要があります";
            return Ok(Some(sentence.to_owned()));
        }
        self.not_yet(app, tx).await
    }

    /// Why it cannot be proposed yet, as a sentence.
    async fn not_yet(&self, app: &App, tx: &Tx) -> Result<Option<String>, Error> {
        let rules = &self.programme.current.as_ref().ok_or(Error::NotFound)?.rules;
        let receiving = matches!(self.programme.state, ProgrammeState::Published { .. })
            && rules.window_at(app.clock.now()).1 != Reception::Over;
        if receiving {
            let sentence = "受付が終わってから行います。受付期間の終わりを待つか、受付を終了してください";
            return Ok(Some(sentence.to_owned()));
        }
        let standing = waiting::standing(tx, self.programme.id).await?;
        if rules.exhaustion.is_shared_out_later() && standing.shared_out_at.is_none() {
            return Ok(Some("抽選・按分を先に行ってください".to_owned()));
        }
        Ok(None)
    }

    pub(super) async fn view(&self, tx: &Tx, slug: &str, form: FormState) -> Result<EndingView, Error> {
        let ids: Vec<OfficeId> = self.waits.iter().take(NAMED).map(|one| one.office).collect();
        let names: BTreeMap<OfficeId, String> =
            offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office.name)).collect();
        let row = |one: &Application| {
            let receipt = one.receipt.map(|receipt| receipt.to_string()).unwrap_or_default();
            let office = names.get(&one.office).cloned().unwrap_or_default();
            (receipt, office, one.amount, paths::application(slug, one.id))
        };
        let proposed = match &self.ending {
            Some(ending) => {
                let by = accounts::names_of(tx, [ending.by]).await?.remove(&ending.by).unwrap_or_default();
                let reason = ending.reason.as_str().to_owned();
                Some(EndingProposal { by, at: when::moment(ending.at), mark: mark(ending), reason })
            }
            None => None,
        };
        Ok(EndingView {
            slug: slug.to_owned(),
            id: self.programme.id,
            title: self.programme.title.clone(),
            waits: self.waits.len(),
            asked: crate::subsidies::or_zero(Yen::checked_sum(self.waits.iter().map(|one| one.amount))),
            waiting: self.waits.iter().take(NAMED).map(row).collect(),
            proposed,
            sent_back: None,
            barred: None,
            standing: None,
            may_record: false,
            form,
        })
    }

    /// What a form says that was made when others waited, as a sentence.
    pub(super) fn changed(&self, typed: &Typed) -> Option<String> {
        (typed.get("waits") != self.waits.len().to_string()).then(|| {
            let now = self.waits.len();
            format!(
                "待機している申請が、開いたあとに変わりました。いまは{now}件です。下の一覧を確かめてください"
            )
        })
    }
}

/// The moment of a proposal, as a form carries it.
pub(super) fn mark(ending: &Ending) -> String {
    ending.at.timestamp_micros().to_string()
}

/// The clerk's form; to the ledger where nobody waits.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let line = Line::find(&tx, id).await?;
    if line.waits.is_empty() {
        return Ok(see_other(&paths::budget(&slug, id)));
    }
    let (reason, note) = match endings::sent_back(&tx, id).await? {
        Some((reason, note)) => (reason, Some(note)),
        None => (USUAL_REASON.to_owned(), None),
    };
    let form = FormState::filled(Typed::default().with("reason", reason));
    let mut ending = line.view(&tx, &slug, form).await?;
    ending.may_record = recorders(&tx).await?.contains(&officer.id());
    ending.sent_back = note;
    ending.barred = line.not_yet(&app, &tx).await?;
    Ok(page.ok(TITLE, move || view! { <EndingPage ending/> }))
}

/// Proposes it.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let line = Line::find(&tx, id).await?;
    if line.waits.is_empty() {
        return Ok(see_other(&paths::budget(&slug, id)));
    }
    let barred = line.not_yet(&app, &tx).await?;
    if barred.is_some() || line.ending.is_some() {
        let mut ending = line.view(&tx, &slug, FormState::filled(typed)).await?;
        ending.barred = barred;
        return Ok(page.unprocessable(TITLE, move || view! { <EndingPage ending/> }));
    }
    let reason = match (Reason::parse(typed.get("reason")), line.changed(&typed)) {
        (Ok(reason), None) => reason,
        (reason, changed) => {
            let mut errors: Vec<(&str, String)> = Vec::new();
            errors.extend(reason.err().map(|why| ("reason", ending_reason_error(why))));
            errors.extend(changed.map(|sentence| ("", sentence)));
            let ending = line.view(&tx, &slug, FormState::rejected(typed, errors)).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <EndingPage ending/> }));
        }
    };
    let ending = Ending { reason, by: officer.id(), at: app.clock.now() };
    endings::propose(&tx, id, &ending, line.waits.len()).await?;
    let programme = (id, line.programme.title.as_str());
    let count = line.waits.len();
    work_mails::ending_awaits_decision(&app, &tx, &officer.tenant, programme, officer.id(), count).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=ending_proposed", paths::budget(&slug, id))))
}

/// What is proposed, for whoever decides.
pub async fn weigh(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let line = Line::find(&tx, id).await?;
    let Some(ending) = line.proposed() else { return Ok(see_other(&paths::budget(&slug, id))) };
    render(&app, &tx, &page, &officer, &line, ending, FormState::empty()).await
}

/// Approves, or sends back.
pub async fn decide(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let line = Line::find_to_change(&tx, id).await?;
    let Some(ending) = line.proposed() else { return Ok(see_other(&paths::budget(&slug, id))) };
    let overtaken = line.overtaken(&app, &tx, ending).await?;
    let given = powers::of(&app, &tx, &officer, &[ending.by], Yen::ZERO).await?;
    let (note, now) = (typed.get("note").trim().to_owned(), app.clock.now());
    let moved = (typed.get("mark") != mark(ending))
        .then(|| "開いたあとに、起案が出し直されました。内容を確かめてください".to_owned());
    let refused = moved.or_else(|| line.changed(&typed)).map(|sentence| ("", sentence));
    let act = match (typed.get("act"), Reason::parse(&note), given, refused) {
        (_, _, Err(_), _) => Act::Show(Vec::new()),
        (_, _, _, Some(sentence)) => Act::Show(vec![sentence]),
        (_, Err(error @ ReasonError::TooLong), ..) => {
            Act::Show(vec![("note", reason_error("コメント", error))])
        }
        ("send_back", Err(error @ ReasonError::Missing), ..) => {
            Act::Show(vec![("note", reason_error("差し戻す理由", error))])
        }
        ("send_back", Ok(note), ..) => Act::SendBack(note),
        ("approve", _, Ok(_), None) if overtaken.is_some() => {
            Act::Show(overtaken.into_iter().map(|sentence| ("", sentence)).collect())
        }
        ("approve", _, Ok(given), _) => Act::Approve(powers::absent(given)),
        _ => return Err(Error::Unreadable),
    };
    match act {
        Act::Show(errors) => {
            let form = FormState::rejected(typed, errors);
            render(&app, &tx, &page, &officer, &line, ending, form).await
        }
        Act::SendBack(note) => {
            endings::send_back(&tx, id, ending, &note, now).await?;
            let programme = (id, line.programme.title.as_str());
            work_mails::ending_sent_back(&app, &tx, &officer.tenant, programme, ending.by).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{}?done=ending_sent_back", paths::budget(&slug, id))))
        }
        Act::Approve(absent) => {
            let deciding = Deciding { by: officer.id(), way: Way::Here { absent }, note: &note, now };
            let left = refuse(&app, &tx, &officer, &line, ending, deciding).await?;
            let way = ClosingWay::Here { absent };
            let closing = Closing { by: officer.id(), at: now, on: app.clock.today(), way };
            let ended = Ended {
                id: app.clock.id(),
                ending: ending.clone(),
                closing,
                refused: line.waits.len().min(AT_ONCE),
            };
            endings::close(&tx, id, &ended, left).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&if left {
                paths::waiting_end_decision(&slug, id)
            } else {
                format!("{}?done=ended", paths::budget(&slug, id))
            }))
        }
    }
}

/// What comes of a form.
enum Act {
    /// Nothing: the page again, with what is wrong.
    Show(Vec<(&'static str, String)>),
    /// 差戻し.
    SendBack(Reason),
    /// 決裁, in the name of one who is absent.
    Approve(Option<AccountId>),
}

/// As many as go into one transaction, from the end of the line: whoever is left keeps their place. Whether somebody is.
pub(super) async fn refuse(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    line: &Line,
    ending: &Ending,
    deciding: Deciding<'_>,
) -> Result<bool, Error> {
    let mut wordings = Wordings::default();
    for one in line.waits.iter().rev().take(AT_ONCE) {
        turn_away(app, tx, officer, one, ending, deciding, &mut wordings).await?;
    }
    Ok(line.waits.len() > AT_ONCE)
}

/// One of them: number, notice, stage, job and mail.
async fn turn_away(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    one: &Application,
    ending: &Ending,
    deciding: Deciding<'_>,
    wordings: &mut Wordings,
) -> Result<(), Error> {
    let case = Case::find_to_change(tx, one.id).await?;
    let outcome = Outcome::Refuse { reason: ending.reason.clone() };
    let letter = Letter::of_decision(&officer.tenant, &case, &outcome);
    let notice = letter.number_with(app, tx, wordings).await?;
    let proposal: ProposalId = app.clock.id();
    endings::turn_away(tx, &case.application, ending, proposal, deciding, &notice).await.map_err(failure)?;
    have_set(app, tx, officer.tenant.id, notice.id).await?;
    letters::decided(app, tx, officer, &case, &outcome, &notice.document_number).await
}

/// Whoever moved up or was withdrawn since the list was read makes the whole stale; nothing of it stays.
fn failure(error: ReviewError) -> Error {
    match error {
        ReviewError::Store(error) => error.into(),
        ReviewError::Stage(_) => store::Error::Stale.into(),
        ReviewError::SamePerson => Error::Internal("an ending of one's own was decided"),
    }
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    officer: &Officer,
    line: &Line,
    ending: &Ending,
    form: FormState,
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let mut view = line.view(tx, &officer.tenant.slug, form).await?;
    match powers::of(app, tx, officer, &[ending.by], Yen::ZERO).await? {
        Ok(given) => {
            let names = accounts::names(tx).await?;
            view.standing = authority(given, |absent| names.get(&absent).cloned().unwrap_or_default());
        }
        Err(why @ NoAuthority::SamePerson) => view.barred = Some(no_authority(why, &[])),
        Err(why) => view.barred = Some(no_authority(why, &powers::who_may(tx, Yen::ZERO).await?)),
    }
    let Some(proposed) = view.proposed.clone() else { return Err(Error::NotFound) };
    let body = move || view! { <EndingDecisionPage ending=view proposed/> };
    Ok(if rejected { page.unprocessable(DECISION, body) } else { page.ok(DECISION, body) })
}
