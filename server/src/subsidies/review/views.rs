//! The workspace's parts from the rows: contents, criteria, documents, history, what may be done.

use super::{case::Case, changes, workspace::Told};
use crate::{actor::Officer, app::App};
use app::{
    messages::subsidies::{
        arrival, criterion, evidence, expense_told, partners_found, question_label, routed, routing_terms,
        target, task_title,
    },
    subsidies::review::{
        Bar, CheckLine, ContentSection, ContentView, CriteriaView, DocumentView, GivenBy, HistoryLine,
        MarksView, May, NoticeLine, PaperLine, PastCorrection, Place, ProposalLine, ShownFile, TalkView,
        VerdictLine, WorkspaceView, page_anchor,
    },
    when,
};
use domain::{
    accounts::Role,
    ids::FileId,
    service_type::ServiceType,
    subsidies::{
        AnswerField, Happening, Outcome, Proposal, Queue, RequiredDocument, RoutingTerms, StageName, Task,
    },
};
use std::collections::BTreeMap;
use store::{events::Recorded, subsidies::proposals::State};

/// Everything the workspace shows.
pub(super) fn workspace(
    app: &App,
    officer: &Officer,
    case: &Case,
    queue: Queue,
    place: Option<Place>,
    (told, talk, marks, read): (Told, TalkView, Option<MarksView>, BTreeMap<FileId, Vec<String>>),
) -> WorkspaceView {
    let Told { form, words: _, done, refused } = told;
    let stage = case.application.stage.name();
    let may = may(officer, case);
    let sent_back = case
        .proposals
        .first()
        .filter(|last| last.state == State::SentBack && stage == StageName::UnderReview)
        .map(|last| format!("{}（{}）", last.closing_note, case.name(last.closed_by)));
    WorkspaceView {
        about: case.about(officer, queue),
        stage,
        office_number: case.office.number.to_string(),
        asked: case.application.amount,
        ageing: case.ageing(app),
        due: case.application.due(),
        paper: paper(officer, case),
        changes: changes::of(case),
        criteria: CriteriaView {
            lines: criteria(case),
            form,
            may_judge: may.judge,
            has_next: place.as_ref().is_some_and(|place| place.next.is_some()),
        },
        contents: contents(case),
        documents: documents(case, &read),
        history: history(case),
        talk,
        marks,
        proposal: case.proposal().map(|proposal| ProposalLine {
            outcome: outcome(&proposal.proposal.outcome),
            by: case.name(Some(proposal.proposal.by)).to_owned(),
            at: when::moment(proposal.proposal.at),
        }),
        sent_back,
        undelivered: case
            .undelivered
            .iter()
            .map(|stored| (when::moment(stored.mail.created_at), stored.mail.subject.clone()))
            .collect(),
        letters: case
            .letters
            .iter()
            .map(|letter| {
                let number =
                    format!("{}　{}", letter.document_number, domain::wareki::format_date(letter.issued_on));
                (number, app::paths::letter(&officer.tenant.slug, letter.id))
            })
            .collect(),
        notice: case.notice.as_ref().map(|notice| NoticeLine {
            document_number: notice.document_number.clone(),
            issued_on: notice.issued_on,
            opened: notice.first_opened_at.map(when::moment),
        }),
        bar: Bar {
            may,
            stage,
            assignee: case.application.assignee.map(|id| case.name(Some(id)).to_owned()),
            mine: case.application.assignee == Some(officer.id()),
            open: case.open().len(),
        },
        place,
        done: done.map(str::to_owned),
        refused,
    }
}

/// What is told of an application that came on paper, and what this officer may do about the paper.
fn paper(officer: &Officer, case: &Case) -> Option<PaperLine> {
    let stage = case.application.stage.name();
    let clerk = officer.has(Role::Clerk);
    Some(PaperLine {
        arrival: case.application.arrival?,
        by: case.name(Some(case.application.account)).to_owned(),
        registered: case.application.submitted_at.map(when::moment).unwrap_or_default(),
        may_answer: clerk && stage == StageName::Returned,
        may_withdraw: clerk && stage.is_open(),
        may_print: clerk,
    })
}

/// What this officer may do, by role and by where the application stands.
pub(super) fn may(officer: &Officer, case: &Case) -> May {
    let stage = case.application.stage.name();
    let (clerk, approver) = (officer.has(Role::Clerk), officer.has(Role::Approver));
    let mine = case.application.assignee == Some(officer.id());
    let works = (clerk || approver) && stage.is_open() && stage != StageName::Waiting;
    let reviews = clerk && stage == StageName::UnderReview;
    May {
        take: works && (!mine || stage == StageName::Submitted),
        give_back: works && mine,
        judge: reviews,
        correct: reviews,
        propose: reviews,
        decide: approver && stage == StageName::Proposed,
    }
}

/// An outcome in words.
pub(super) fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Grant { amount, lowered: None } => format!("交付（{amount}）"),
        Outcome::Grant { amount, lowered: Some(_) } => format!("交付（{amount}に減額）"),
        Outcome::Refuse { .. } => "不交付".to_owned(),
    }
}

/// What a packet says beside an outcome: the reason of a refusal or of a lower amount, else the clerk's word.
pub(super) fn said(proposal: &Proposal) -> String {
    match &proposal.outcome {
        Outcome::Refuse { reason } => reason.as_str().to_owned(),
        Outcome::Grant { lowered: Some(reason), .. } => format!("減額の理由：{}", reason.as_str()),
        Outcome::Grant { lowered: None, .. } => proposal.note.clone(),
    }
}

/// The verdicts, for whoever proposes and decides.
pub(super) fn verdicts(case: &Case) -> Vec<VerdictLine> {
    let (rules, arrived) = (&case.version.rules, case.arrived());
    case.criteria()
        .into_iter()
        .map(|one| {
            let given = case
                .checks
                .iter()
                .find(|check| check.judged.judgement.criterion == one && check.judged.at >= arrived);
            VerdictLine {
                criterion: criterion(one, rules),
                verdict: given.map(|check| check.judged.judgement.verdict),
                note: given.map_or_else(String::new, |check| check.judged.judgement.note.clone()),
                by: given.map_or_else(String::new, |check| case.name(Some(check.by)).to_owned()),
            }
        })
        .collect()
}

fn criteria(case: &Case) -> Vec<CheckLine> {
    let (rules, arrived) = (&case.version.rules, case.arrived());
    let found = case.pre_checks();
    let looks: Vec<_> = rules.documents.iter().flat_map(|document| looks(case, document)).collect();
    case.criteria()
        .into_iter()
        .map(|one| CheckLine {
            criterion: one,
            sentence: criterion(one, rules),
            finding: found
                .iter()
                .find(|check| check.criterion == one)
                .map(|check| (check.finding, evidence(&check.evidence, rules))),
            given: case.checks.iter().find(|check| check.judged.judgement.criterion == one).map(|check| {
                GivenBy {
                    verdict: check.judged.judgement.verdict,
                    note: check.judged.judgement.note.clone(),
                    by: case.name(Some(check.by)).to_owned(),
                    at: check.judged.at,
                    stale: check.judged.at < arrived,
                }
            }),
            documents: if one.rests_on_documents() { looks.clone() } else { Vec::new() },
        })
        .collect()
}

/// Where to look in the pane for a document: the pages that the applicant showed, or else its beginning.
fn looks(case: &Case, document: &RequiredDocument) -> Vec<(String, String)> {
    let own = case.files.iter().filter(|file| file.document == document.key);
    let shown: Vec<_> = own
        .filter_map(|file| Some((file.id, usize::from(file.evidence_page?))))
        .map(|(file, page)| (page_anchor(file, page), format!("{}（{page}ページ目）", document.name)))
        .collect();
    if shown.is_empty() { vec![(format!("document-{}", document.key), document.name.clone())] } else { shown }
}

fn contents(case: &Case) -> ContentView {
    ContentView {
        sections: parts(case).into_iter().map(|(_, section)| section).collect(),
        rules: case.version.rules.clone(),
        claim: case.claimed(),
    }
}

/// What was typed and what the register knows, part by part.
pub(super) fn parts(case: &Case) -> Vec<(Task, ContentSection)> {
    let services = case.office.services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、");
    let mut office = vec![
        ("事業所番号".to_owned(), case.office.number.to_string()),
        ("所在地（台帳）".to_owned(), case.office.address.clone()),
        ("サービス（台帳）".to_owned(), services),
    ];
    office.extend(case.office.corporation.iter().map(|name| ("法人（台帳）".to_owned(), name.clone())));
    let answers = case.answers(&[]);
    office.push(match answers.office() {
        Ok(section) => (
            "申請者の確認".to_owned(),
            section
                .difference
                .map_or_else(|| "台帳のとおりで正しい".to_owned(), |other| format!("異なる点：{other}")),
        ),
        Err(_) => ("申請者の確認".to_owned(), "直している途中です".to_owned()),
    });
    let expense = match answers.expense() {
        Ok(expense) => expense_told(&expense, &case.version.rules)
            .into_iter()
            .map(|(_, label, value)| (label, value))
            .chain(case.partners.iter().map(|found| {
                let told = partners_found(found.offices.len(), &found.open);
                ("台帳との照合（連携先）".to_owned(), told)
            }))
            .chain([("申請額".to_owned(), case.application.amount.to_string())])
            .collect(),
        Err(_) => typed(case, Task::Expense),
    };
    [(Task::Expense, expense), (Task::Contact, typed(case, Task::Contact)), (Task::Office, office)]
        .into_iter()
        .map(|(task, answers)| {
            let answers = answers.into_iter().filter(|(_, value)| !value.is_empty()).collect();
            (task, ContentSection { title: task_title(task).to_owned(), answers })
        })
        .collect()
}

/// A task's answers as they were typed.
fn typed(case: &Case, task: Task) -> Vec<(String, String)> {
    case.application
        .answers
        .typed(task)
        .pairs()
        .iter()
        .filter_map(|(name, value)| {
            Some((question_label(AnswerField::from_name(name)?, &case.version.rules), value.clone()))
        })
        .collect()
}

fn documents(case: &Case, read: &BTreeMap<FileId, Vec<String>>) -> Vec<DocumentView> {
    let asked = case.corrections.iter().map(|correction| correction.at).max();
    case.version
        .rules
        .documents
        .iter()
        .map(|document| DocumentView {
            key: document.key.clone(),
            name: document.name.clone(),
            shows: document.shows.clone(),
            optional: document.optional,
            files: case
                .files
                .iter()
                .filter(|file| file.document == document.key)
                .map(|file| ShownFile {
                    id: file.id,
                    name: file.name.clone(),
                    state: file.state,
                    problem: file.problem,
                    pages: file.pages.iter().map(|page| (page.width, page.height)).collect(),
                    evidence_page: file.evidence_page,
                    has_words: file.has_words,
                    words: read.get(&file.file).cloned().unwrap_or_default(),
                    attached: when::moment(file.created_at),
                    new: asked.is_some_and(|asked| file.created_at > asked),
                })
                .collect(),
        })
        .collect()
}

fn history(case: &Case) -> Vec<HistoryLine> {
    let mut lines: Vec<_> = case
        .events
        .iter()
        .filter_map(|event| {
            let what = Happening::from_code(&event.kind)?;
            // What an applicant did before there was anything to review is not the officers' to read.
            let before = matches!(what, Happening::Begun | Happening::Discarded)
                || matches!(what, Happening::Attached | Happening::Detached)
                    && case.application.submitted_at.is_some_and(|received| event.at <= received);
            (!before).then(|| HistoryLine {
                at: event.at,
                what,
                // Whoever released the money did not decide who moves up.
                by: if what == Happening::Promoted {
                    "ひろめる".to_owned()
                } else {
                    case.name(event.account).to_owned()
                },
                details: details(case, what, event),
            })
        })
        .collect();
    lines.reverse();
    lines
}

/// Why a rule gave it to somebody, as the event tells it.
fn because(case: &Case, event: &Recorded) -> String {
    let text = |key: &str| event.payload.get(key).and_then(|value| value.as_str()).unwrap_or_default();
    let number = |key: &str| event.payload.get(key).and_then(serde_json::Value::as_u64).unwrap_or_default();
    let programme = text("programme").parse().ok();
    let terms = RoutingTerms {
        programme,
        service: ServiceType::from_code(text("service")),
        area: text("area").to_owned(),
        people: Vec::new(),
    };
    let title = programme.map(|_| case.version.rules.title.as_str());
    format!("理由：{}", routed(&routing_terms(&terms, title), number("load"), number("among")))
}

/// What belongs to an event, from the rows that it names.
fn details(case: &Case, what: Happening, event: &Recorded) -> Vec<String> {
    let named = |key: &str| event.payload.get(key).and_then(|id| id.as_str()).unwrap_or_default().to_owned();
    let proposal = || {
        let id = named("proposal");
        case.proposals.iter().find(move |one| one.proposal.id.to_string() == id)
    };
    match what {
        Happening::Returned => {
            let id = named("correction");
            case.corrections
                .iter()
                .find(|correction| correction.id.to_string() == id)
                .map(|correction| {
                    let items = correction.request.items.iter().map(|item| {
                        (target(&item.target, &case.version.rules), item.sentence.as_str().to_owned())
                    });
                    PastCorrection { due: correction.request.due, items: items.collect() }.details()
                })
                .unwrap_or_default()
        }
        Happening::Proposed => proposal()
            .map(|one| {
                let reason = match &one.proposal.outcome {
                    Outcome::Grant { lowered, .. } => {
                        lowered.as_ref().map(|reason| format!("減額の理由：{}", reason.as_str()))
                    }
                    Outcome::Refuse { reason } => Some(reason.as_str().to_owned()),
                };
                let note = Some(one.proposal.note.clone()).filter(|note| !note.is_empty());
                [Some(outcome(&one.proposal.outcome)), reason, note].into_iter().flatten().collect()
            })
            .unwrap_or_default(),
        Happening::SentBack => proposal().map(|one| vec![one.closing_note.clone()]).unwrap_or_default(),
        Happening::Granted | Happening::Refused => {
            let number = named("document_number");
            let comment = proposal().map(|one| one.closing_note.clone()).filter(|note| !note.is_empty());
            [Some(format!("文書番号：{number}")).filter(|_| !number.is_empty()), comment]
                .into_iter()
                .flatten()
                .collect()
        }
        Happening::Assigned | Happening::Unassigned => {
            let to = named("to").parse().ok();
            vec![to.map_or_else(|| "担当：なし".to_owned(), |to| format!("担当：{}", case.name(Some(to))))]
        }
        Happening::Routed => {
            let to = named("to").parse().ok();
            vec![format!("担当：{}", case.name(to)), because(case, event)]
        }
        Happening::Submitted | Happening::Queued => case
            .application
            .arrival
            .map(|paper| format!("紙の申請書を代理入力：{}", arrival(paper)))
            .into_iter()
            .collect(),
        Happening::Begun
        | Happening::Discarded
        | Happening::Attached
        | Happening::Detached
        | Happening::Resubmitted
        | Happening::Withdrawn
        | Happening::Promoted
        | Happening::TakenUp
        | Happening::GivenBack
        | Happening::Checked
        | Happening::Marked
        | Happening::NoticeOpened
        | Happening::Flagged
        | Happening::Unflagged
        | Happening::Noted
        | Happening::Asked
        | Happening::Answered
        | Happening::OpinionAsked
        | Happening::OpinionGiven
        | Happening::OpinionWithdrawn
        | Happening::AppointmentProposed
        | Happening::AppointmentAgreed
        | Happening::AppointmentDeclined
        | Happening::AppointmentRecorded
        | Happening::AppointmentCancelled
        | Happening::AppointmentReminded => Vec::new(),
    }
}
