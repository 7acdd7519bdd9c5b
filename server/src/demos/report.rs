//! 実施報告: counted by the program, described by people; on paper, as a table, and to the other house.

use super::{Done, found, found_to_change, letters, owns, replies, views};
use crate::{
    actor::{Partner, PartnerClerk},
    app::App,
    download,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{ReportPage, ReportView},
    errors::Conflict,
    messages::demos::{effect as effect_words, headcount, owner, report_errors, report_label, slot},
    paths, when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use documents::{DemoReport, ReportQuestion};
use domain::{
    accounts::{Role, TenantKind},
    demos::{
        Admission, EFFECT_DAYS, Effect, Headcount, Reply, ReportField as Field, ReportText, Said, StageName,
        by_service, effect,
    },
    form::Typed,
    ids::{DemoId, OfficeId},
    service_type::ServiceType,
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Scope, Tx, adoption,
    demos::{
        admissions, companions,
        questions::{self, Question},
        registrations::{self, Registration, Way},
        reports::{self, Report},
        sessions::Session,
    },
};
use tables::{Field as Col, Kind, Table};

const TITLE: &str = "実施報告";

/// Everything that a report counts.
struct Counted {
    all: Vec<Registration>,
    admission: Admission,
    /// Whether other cities came along to the session of the house that asked.
    joint: bool,
    /// Everybody of those too, where they were read: to be counted, and shown to nobody.
    whole: Option<Vec<Registration>>,
    questions: Vec<Question>,
    report: Option<Report>,
    effects: Option<BTreeMap<OfficeId, Effect>>,
}

impl Counted {
    async fn of(app: &App, tx: &Tx, session: &Session, kind: TenantKind) -> Result<Self, Error> {
        let all = registrations::of_session(tx, session.id).await?;
        let effects = match (kind, session.stage.session()) {
            (TenantKind::Municipality, Some(held)) => {
                let known = adoption::every(tx).await?;
                let of = |office: OfficeId| {
                    let evidences = known.get(&office).map(Vec::as_slice).unwrap_or_default();
                    (office, effect(evidences, held.slot.date, app.clock.today()))
                };
                Some(came(&all).filter_map(|one| one.office).map(of).collect())
            }
            // What is known of offices is the municipality's.
            _ => None,
        };
        let (admission, _) = admissions::find(tx, session).await?;
        let questions = questions::of_session(tx, session.id).await?;
        let report = reports::find(tx, session.id).await?;
        let joint = session.municipality == Some(tx.tenant()?)
            && !companions::of_session(tx, session.id).await?.is_empty();
        Ok(Self { all, admission, joint, whole: None, questions, report, effects })
    }

    /// The same with everybody of the cities that came along, for the house that asked: how many they are, and not who.
    /// Opens a transaction of the federation's house: call it when none is open.
    async fn with_companions(self, app: &App, session: &Session) -> Result<Self, Error> {
        if !self.joint {
            return Ok(self);
        }
        let scope = Scope::tenant_by_system(session.federation, "how many came to a joint session");
        let tx = app.store.read(&scope).await?;
        let whole = Some(registrations::of_session(&tx, session.id).await?);
        Ok(Self { whole, ..self })
    }

    /// Whom a report counts.
    fn everybody(&self) -> &[Registration] {
        self.whole.as_deref().unwrap_or(&self.all)
    }

    fn attended(&self) -> Headcount {
        count(came(self.everybody()))
    }

    fn walk_ins(&self) -> Headcount {
        count(came(self.everybody()).filter(|one| one.is_walk_in()))
    }

    fn absent(&self) -> u64 {
        let stayed = |one: &&Registration| one.is_placed() && one.attended.unwrap_or(0) == 0;
        self.everybody().iter().filter(stayed).count() as u64
    }

    fn services(&self) -> Vec<(String, Headcount)> {
        let entries: Vec<(Option<OfficeId>, u16, Vec<ServiceType>)> = came(self.everybody())
            .map(|one| (one.office, one.attended.unwrap_or(0), one.services.clone()))
            .collect();
        by_service(&entries)
            .into_iter()
            .map(|(service, count)| {
                let name = service.map_or("事業所以外・台帳にない団体", ServiceType::name);
                (name.to_owned(), count)
            })
            .collect()
    }

    /// What was said to what was asked at registration.
    fn said(&self) -> Vec<Said> {
        replies::counted(&self.admission, &self.all, self.everybody())
    }

    fn open(&self) -> usize {
        self.questions.iter().filter(|one| one.answer.is_none()).count()
    }

    /// What became of the offices that came: each kind with their names.
    fn effects(&self) -> Option<Vec<(Effect, Vec<String>)>> {
        let effects = self.effects.as_ref()?;
        let kinds = [Effect::Followed, Effect::Before, Effect::NotYet];
        let names = |kind: Effect| {
            let mut names: Vec<_> = came(&self.all)
                .filter(|one| one.office.is_some_and(|office| effects.get(&office) == Some(&kind)))
                .map(|one| one.office_name.clone())
                .collect();
            names.dedup();
            names
        };
        Some(kinds.map(|kind| (kind, names(kind))).into())
    }
}

fn came(all: &[Registration]) -> impl Iterator<Item = &Registration> {
    all.iter().filter(|one| one.attended.is_some_and(|people| people > 0))
}

fn count<'a>(some: impl Iterator<Item = &'a Registration>) -> Headcount {
    Headcount::of(some.map(|one| (one.office, one.attended.unwrap_or(0))))
}

/// The report as it stands.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if !session.stage.is_counted(app.clock.now()) {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let counted = Counted::of(&app, &tx, &session, officer.tenant.kind).await?;
    drop(tx);
    let counted = counted.with_companions(&app, &session).await?;
    let text = counted.report.as_ref().map(|report| report.text.clone()).unwrap_or_default();
    let filled = fill(text);
    let done = match done.as_deref() {
        Some("saved") => Some("報告を保存しました。"),
        Some("filed") => Some("報告しました。相手にメールで知らせました。"),
        Some(_) | None => None,
    };
    let may_act = officer.has(Role::Clerk) && owns(&session, officer.tenant.id);
    Ok(render(&page, slug, &session, &counted, may_act, (FormState::filled(filled), done)))
}

/// Saves it, and files it where that was asked for: the session is reported, and the other house is told.
pub async fn update(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let now = app.clock.now();
    if !session.stage.is_counted(now) {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let text = match ReportText::parse(&typed) {
        Ok(text) => text,
        Err(problems) => {
            let counted = Counted::of(&app, &tx, &session, officer.tenant.kind).await?;
            drop(tx);
            let counted = counted.with_companions(&app, &session).await?;
            let rejected = FormState::rejected(typed, report_errors(&problems));
            return Ok(render(&page, slug, &session, &counted, true, (rejected, None)));
        }
    };
    let files = typed.get("act") == "file";
    if files && !may_file(&session, now) {
        let sentence = "まだ始まっていないため、報告できません。「保存する」を選んで下書きを残し、始まってから報告してください";
        let rejected = FormState::rejected(typed, vec![(Field::Summary.name(), sentence.to_owned())]);
        let counted = Counted::of(&app, &tx, &session, officer.tenant.kind).await?;
        drop(tx);
        let counted = counted.with_companions(&app, &session).await?;
        return Ok(render(&page, slug, &session, &counted, true, (rejected, None)));
    }
    let version = typed.version();
    let by = format!("{}（{}）", officer.account.name, officer.tenant.name);
    match reports::save(&tx, &session, &text, (&by, files), version, now).await {
        Ok(()) => {}
        Err(store::Error::Stale) => return Err(faster(&tx, &slug, &session, text).await?),
        Err(error) => return Err(error.into()),
    }
    if files {
        reports::file(&tx, &session, now).await.map_err(|error| match error {
            store::demos::ActError::Store(error) => Error::from(error),
            store::demos::ActError::Stage(_) => Error::Elsewhere(paths::demo_session(&slug, id)),
        })?;
        letters::reported(&app, &tx, &officer.tenant, &session, &text.summary).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    let done = if files { "filed" } else { "saved" };
    Ok(see_other(&format!("{}?done={done}", paths::demo_report(&slug, id))))
}

fn fill(text: ReportText) -> Typed {
    Typed::default()
        .with(Field::Summary.name(), text.summary)
        .with(Field::Remarks.name(), text.remarks)
        .with(Field::Next.name(), text.next)
}

/// Somebody else saved it meanwhile: what stands now, beside what was about to be written.
async fn faster(tx: &Tx, slug: &str, session: &Session, mine: ReportText) -> Result<Error, Error> {
    let latest = reports::find(tx, session.id).await?.ok_or(Error::NotFound)?;
    let (now, mine) = (fill(latest.text), fill(mine));
    let differs = Field::ALL.into_iter().filter(|field| now.get(field.name()) != mine.get(field.name()));
    let words = |typed: &Typed, field: Field| typed.get(field.name()).to_owned();
    Ok(Error::Conflict(Box::new(Conflict {
        what: format!("{}の実施報告", session.name),
        who: latest.by,
        when: when::moment(latest.updated_at),
        did: "報告を保存しました".to_owned(),
        differences: differs
            .map(|field| (report_label(field).to_owned(), words(&now, field), words(&mine, field)))
            .collect(),
        latest: paths::demo_report(slug, session.id),
    })))
}

/// Whether it may be filed: not before the session began.
fn may_file(session: &Session, now: DateTime<Utc>) -> bool {
    session.stage.name() != StageName::Confirmed || session.stage.clone().hold(now).is_ok()
}

fn render(
    page: &Page,
    slug: String,
    session: &Session,
    counted: &Counted,
    may_act: bool,
    (form, done): (FormState, Option<&'static str>),
) -> Response {
    let rejected = form.has_errors();
    let until = session.stage.session().map(|held| held.slot.date + chrono::Days::new(EFFECT_DAYS.into()));
    let report = ReportView {
        slug,
        id: session.id,
        about: views::about(session),
        registered: views::registered(counted.everybody()),
        attended: counted.attended(),
        walk_ins: counted.walk_ins(),
        absent: counted.absent(),
        services: counted.services(),
        said: counted.said(),
        questions: (counted.questions.len() - counted.open(), counted.open()),
        effects: counted.effects(),
        effects_until: until
            .map(|until| {
                format!(
                    "開催の日から{EFFECT_DAYS}日（{}）までに導入した事業所を数えます。",
                    format_date(until)
                )
            })
            .unwrap_or_default(),
        may_act,
        written: counted.report.as_ref().map(|one| (one.by.clone(), one.updated_at, one.filed_at)),
        version: counted.report.as_ref().map_or(0, |one| one.version),
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <ReportPage report/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

/// One line of the table.
struct Line {
    one: Registration,
    effect: Option<Effect>,
    asked: String,
    answered: String,
}

const FIELDS: [Col<Line>; 9] = [
    ("事業所・団体", Kind::Text, |line| line.one.office_name.clone().into()),
    ("サービス種類", Kind::Text, |line| {
        line.one.services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、").into()
    }),
    ("受付の方法", Kind::Text, |line| {
        let words = match line.one.way {
            Way::Account => "ログインして申込み",
            Way::Link => "申込みのページ",
            Way::Officer => "電話など（代理の入力）",
            Way::WalkIn => "当日参加",
        };
        words.into()
    }),
    ("申込み（人）", Kind::Number, |line| {
        (!line.one.is_walk_in()).then(|| i64::from(line.one.people)).into()
    }),
    ("来た人数", Kind::Number, |line| line.one.attended.map(i64::from).into()),
    ("質問", Kind::Text, |line| line.asked.clone().into()),
    ("回答", Kind::Text, |line| line.answered.clone().into()),
    ("申込みのときの答え", Kind::Text, |line| Reply::in_words(&line.one.replies).into()),
    ("導入の状況", Kind::Text, |line| line.effect.map(effect_words).unwrap_or_default().into()),
];

/// Everybody of the session as a table: what they asked, and what became of them.
pub async fn export(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if session.stage.session().is_none() {
        return Err(Error::Elsewhere(paths::demo_session(&slug, id)));
    }
    let counted = Counted::of(&app, &tx, &session, officer.tenant.kind).await?;
    store::views::record(&tx, app.clock.id(), app.clock.now(), "demo", id.uuid(), "participants-saved")
        .await?;
    tx.commit().await?;
    let Counted { all, questions, effects, .. } = counted;
    let lines: Vec<Line> = all
        .into_iter()
        .filter(|one| one.wait.is_none() || one.attended.is_some_and(|people| people > 0))
        .map(|one| {
            let question = questions.iter().find(|question| question.registration == Some(one.id));
            let answer = question.and_then(|question| question.answer.as_ref());
            Line {
                effect: one.office.and_then(|office| effects.as_ref()?.get(&office).copied()),
                asked: question.map(|question| question.asked.clone()).unwrap_or_default(),
                answered: answer.map(|(words, ..)| words.clone()).unwrap_or_default(),
                one,
            }
        })
        .collect();
    let name = format!("実施報告_{}", views::about(&session));
    saving.answer(&name, Table::of("実施報告", &FIELDS, &lines))
}

/// The report on paper.
pub async fn sheet(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let Some(held) = session.stage.session().filter(|_| session.stage.is_counted(app.clock.now())) else {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    };
    let counted = Counted::of(&app, &tx, &session, officer.tenant.kind).await?;
    let federation = store::tenants::by_id(&tx, session.federation).await?.name;
    drop(tx);
    let counted = counted.with_companions(&app, &session).await?;
    let with = held.promises.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("、");
    let text = counted.report.as_ref().map(|report| report.text.clone()).unwrap_or_default();
    let effects = counted.effects().map(|lines| {
        let lines = lines
            .into_iter()
            .map(|(kind, names)| (effect_words(kind).to_owned(), names.len() as u64, names.join("、")));
        lines.collect()
    });
    let mut report = DemoReport {
        body: officer.tenant.name.clone(),
        municipality: session.name.clone(),
        facts: vec![
            ("日時".to_owned(), slot(&held.slot)),
            ("場所".to_owned(), views::location(&session)),
            ("内容".to_owned(), views::menus(&session.request)),
            ("主催・担当".to_owned(), format!("{}、{federation}", session.name)),
            ("講師・機材".to_owned(), if with.is_empty() { "なし".to_owned() } else { with }),
            ("申込み".to_owned(), headcount(views::registered(counted.everybody()))),
            ("参加".to_owned(), headcount(counted.attended())),
            ("うち当日参加".to_owned(), headcount(counted.walk_ins())),
        ],
        made_on: app.clock.today(),
        text: [text.summary, text.remarks, text.next],
        services: counted.services(),
        effects: effects.unwrap_or_default(),
        questions: counted
            .questions
            .iter()
            .map(|one| ReportQuestion {
                asked: one.asked.clone(),
                by: one.by.clone(),
                answer: match &one.answer {
                    Some((answer, ..)) => answer.clone(),
                    None => format!("（未回答　{}）", owner(one.owner)),
                },
            })
            .collect(),
    };
    let said = counted.said().into_iter().filter(|line| !line.by.is_empty());
    report.facts.extend(said.map(|line| {
        let by = line.by.into_iter().map(|(said, count)| format!("{said} {count}件"));
        (line.asked, by.collect::<Vec<_>>().join("、"))
    }));
    let (name, now, fonts) = (report.file_name(), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || report.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the report was broken off"))?
        .map_err(|_| Error::Internal("the report cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}
