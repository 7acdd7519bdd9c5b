//! S13 審査: the criteria beside the documents, and at the foot what can be done.

use super::{
    About,
    bar::{Bar, DecisionBar},
    changes::{Changes, ChangesView},
    contents::{ContentView, Contents},
    criteria::{Criteria, CriteriaErrors, CriteriaView},
    documents::{DocumentView, Documents},
    history::{History, HistoryLine},
    marks::{MarksPart, MarksView},
    queue::AgeingView,
    talk::{MESSAGE, NOTE, Talk, TalkView},
};
use crate::{
    messages::subsidies::{arrival as arrival_words, band_tone, days_left, stage, stage_tone},
    paths::{self, Filling},
};
use chrono::NaiveDate;
use domain::{
    ids::ApplicationId,
    money::Yen,
    subsidies::{Arrival, StageName},
    wareki::format_date,
};
use elements::{
    Breadcrumb, ButtonKind, ButtonLink, Buttons, Crumb, FilterChip, FilterChips, Notice, NoticeKind,
    PageHeader, Tag, Tone,
};
use islands::{CaseKeys, DeskSplit};
use leptos::prelude::*;

/// Where the application stands in the list it was reached from.
#[derive(Debug, Clone)]
pub struct Place {
    /// From 1; none where the list does not show it (any more).
    pub position: Option<u64>,
    /// Of how many.
    pub total: u64,
    /// The one before.
    pub previous: Option<ApplicationId>,
    /// The one after.
    pub next: Option<ApplicationId>,
}

/// What is proposed, while it waits.
#[derive(Debug, Clone)]
pub struct ProposalLine {
    /// What, in words: 交付 21,000円.
    pub outcome: String,
    /// Who proposed.
    pub by: String,
    /// When, in words.
    pub at: String,
}

/// The notice, once there is one.
#[derive(Debug, Clone)]
pub struct NoticeLine {
    /// 文書番号.
    pub document_number: String,
    /// 施行日.
    pub issued_on: NaiveDate,
    /// When the applicant opened it first, in words.
    pub opened: Option<String>,
}

/// 代理入力: what is told of an application that came on paper.
#[derive(Debug, Clone)]
pub struct PaperLine {
    /// When and how it came.
    pub arrival: Arrival,
    /// Who entered it.
    pub by: String,
    /// When it was registered, in words.
    pub registered: String,
    /// Whether the officer may enter the answer to a correction now.
    pub may_answer: bool,
    /// Whether the officer may enter a withdrawal now.
    pub may_withdraw: bool,
    /// Whether the officer may print receipt and copy.
    pub may_print: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct WorkspaceView {
    /// Which application.
    pub about: About,
    /// Its place in the list, or where it stood before it left it.
    pub place: Option<Place>,
    /// Where it stands.
    pub stage: StageName,
    /// 事業所番号.
    pub office_number: String,
    /// 申請額.
    pub asked: Yen,
    /// How long the office has had it.
    pub ageing: Option<AgeingView>,
    /// Last day for a correction.
    pub due: Option<NaiveDate>,
    /// Set where it was entered from a paper.
    pub paper: Option<PaperLine>,
    /// What changed since the last correction was asked for, once it was answered.
    pub changes: Option<ChangesView>,
    /// The criteria.
    pub criteria: CriteriaView,
    /// What was typed.
    pub contents: ContentView,
    /// What was attached.
    pub documents: Vec<DocumentView>,
    /// What happened.
    pub history: Vec<HistoryLine>,
    /// What people say about it, and what it has in common with others.
    pub talk: TalkView,
    /// 採点, where the rules have points for it.
    pub marks: Option<MarksView>,
    /// What is proposed.
    pub proposal: Option<ProposalLine>,
    /// Why the last proposal came back, while it is reviewed again.
    pub sent_back: Option<String>,
    /// Mails about it that did not arrive: when they were written, and 件名.
    pub undelivered: Vec<(String, String)>,
    /// The notice.
    pub notice: Option<NoticeLine>,
    /// Letters that asked something back, the newest first: 文書番号 with its day, and where it is.
    pub letters: Vec<(String, String)>,
    /// What can be done.
    pub bar: Bar,
    /// What was just done, as a sentence.
    pub done: Option<String>,
    /// Why it was not done, as a sentence.
    pub refused: Option<String>,
}

/// The page.
#[component]
pub fn WorkspacePage(
    /// What it shows.
    workspace: WorkspaceView,
) -> impl IntoView {
    let WorkspaceView {
        about,
        place,
        stage: name,
        office_number,
        asked,
        ageing,
        due,
        paper,
        changes,
        criteria,
        contents,
        documents,
        history,
        talk,
        marks,
        proposal,
        sent_back,
        undelivered,
        notice,
        letters,
        bar,
        done,
        refused,
    } = workspace;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let proposal = proposal.map(|ProposalLine { outcome, by, at }| {
        view! { <Notice title=format!("起案中：{outcome}")><p>{format!("{by}　{at}")}</p></Notice> }
    });
    let sent_back = sent_back.map(|note| {
        view! { <Notice kind=NoticeKind::Warning title="決裁者から差し戻されました"><p>{note}</p></Notice> }
    });
    let undelivered = (!undelivered.is_empty()).then(|| {
        let lines = undelivered
            .into_iter()
            .map(|(at, subject)| view! { <li>{format!("{at}　{subject}")}</li> })
            .collect_view();
        view! {
            <Notice kind=NoticeKind::Warning title="不達：申請者に届かなかったメールがあります">
                <ul>{lines}</ul>
                <p>"電話や郵送で知らせ、正しいアドレスを確かめてください。"</p>
            </Notice>
        }
    });
    let paper = paper.map(|line| view! { <PaperBox about=about.clone() line/> });
    let notice = notice.map(|line| view! { <NoticeBox about=about.clone() line/> });
    let (form, words) = (criteria.form.clone(), talk.form.clone());
    let crumbs = vec![Crumb::new("申請の審査", paths::queue(&about.slug, &about.queue))];
    let caption = format!("{}　事業所番号 {office_number}", about.programme);
    let marks = marks.map(|marks| view! { <MarksPart about=about.clone() marks/> });
    let changes = changes.map(|changes| view! { <Changes changes/> });
    let walk = place.map(|place| view! { <Walk about=about.clone() place/> });
    let parts = parts(changes.is_some(), marks.is_some(), &talk);
    view! {
        <CriteriaErrors form/>
        <CriteriaErrors form=words/>
        <div class="desk-head">
            <Breadcrumb crumbs here=about.receipt.to_string()/>
            {walk}
        </div>
        {refused}
        {done}
        <PageHeader title=about.caption() caption tag=Some((stage_tone(name), stage(name).to_owned()))>
            <Facts asked ageing due/>
        </PageHeader>
        {paper}
        {undelivered}
        {sent_back}
        {proposal}
        {notice}
        <Letters letters/>
        <div class="list-head">
            <div class="list-line list-folds">
                <FilterChips label="この申請の中の移動" chips=parts/>
                <CaseKeys note=NOTE message=MESSAGE/>
            </div>
        </div>
        <div class="desk">
            <div class="desk__words">
                {changes}
                <Criteria about=about.clone() criteria/>
                {marks}
                <Contents contents/>
                <Talk about=about.clone() talk/>
                <History lines=history/>
            </div>
            <DeskSplit/>
            <Documents about=about.clone() documents/>
        </div>
        <DecisionBar about bar/>
    }
}

/// The parts of the page, with how much is in those that grow: what is asked for in the middle of a call is one step away.
fn parts(changed: bool, marked: bool, talk: &TalkView) -> Vec<FilterChip> {
    let part = |label: &str, id: &str| FilterChip::view(label, format!("#{id}"), false);
    let counted = |label: &str, id: &str, n: usize| part(label, id).count(n as u64);
    let parts = [
        changed.then(|| part("変わったところ", "changes")),
        Some(part("要件の確認", "criteria")),
        marked.then(|| part("採点", "marks")),
        Some(part("申請の内容", "contents")),
        Some(counted("重なり", "related", talk.related.len())),
        Some(counted("メッセージ", "messages", talk.messages.len())),
        Some(part("話す日時", "appointment")),
        Some(counted("意見照会", "opinions", talk.opinions.len())),
        Some(counted("庁内メモ", "notes", talk.notes.len())),
        Some(counted("目印", "flags", talk.flags.len())),
        Some(part("経過", "history")),
    ];
    parts.into_iter().flatten().collect()
}

/// How much, how long, until when: what the eye looks for first.
#[component]
fn Facts(asked: Yen, ageing: Option<AgeingView>, due: Option<NaiveDate>) -> impl IntoView {
    let ageing = ageing.map(|AgeingView { ageing, stands }| {
        let days = format!("{}開庁日", ageing.used);
        let left = if stands {
            view! { <Tag tone=Tone::Neutral label="期限は停止中"/> }
        } else {
            view! { <Tag tone=band_tone(ageing.band) label=days_left(ageing)/> }
        };
        view! { <div class="fact"><dt>"経過"</dt><dd>{days}" "{left}</dd></div> }
    });
    let due =
        due.map(|due| view! { <div class="fact"><dt>"補正の期限"</dt><dd>{format_date(due)}</dd></div> });
    view! {
        <dl class="facts">
            <div class="fact"><dt>"申請額"</dt><dd><strong>{asked.to_string()}</strong></dd></div>
            {ageing}
            {due}
        </dl>
    }
}

/// 前・次 within the list, also from an application that has just left it.
#[component]
fn Walk(about: About, place: Place) -> impl IntoView {
    let Place { position, total, previous, next } = place;
    if position.is_none() && previous.is_none() && next.is_none() {
        return ().into_any();
    }
    let here = match position {
        Some(position) => format!("{position} / {total}"),
        None => format!("一覧の外（残り{total}件）"),
    };
    let link = |to: Option<ApplicationId>, words: &'static str, rel: &'static str| {
        to.map(
            |id| view! { <a href=paths::application_in(&about.slug, id, &about.queue) rel=rel>{words}</a> },
        )
    };
    view! {
        <nav class="walk" aria-label="一覧の中の移動">
            {link(previous, "前の申請", "prev")}
            <span class="muted">{here}</span>
            {link(next, "次の申請", "next")}
        </nav>
    }
    .into_any()
}

#[component]
fn NoticeBox(about: About, line: NoticeLine) -> impl IntoView {
    let NoticeLine { document_number, issued_on, opened } = line;
    let title = format!("決定通知書　{document_number}　{}", format_date(issued_on));
    let opened = opened
        .map_or_else(|| "申請者はまだ開いていません。".to_owned(), |at| format!("申請者が開いた日時：{at}"));
    let href = paths::notice(&about.slug, about.id);
    view! {
        <Notice kind=NoticeKind::Success title>
            <p>{opened}</p>
            <ButtonLink kind=ButtonKind::Secondary href>"決定通知書（PDF）を保存する"</ButtonLink>
        </Notice>
    }
}

/// 補正依頼書, as links to what is printed.
#[component]
fn Letters(letters: Vec<(String, String)>) -> impl IntoView {
    let links = letters
        .into_iter()
        .map(|(number, href)| {
            view! { <ButtonLink kind=ButtonKind::Quiet href>{format!("補正依頼書　{number}（PDF）")}</ButtonLink> }
        })
        .collect_view();
    view! { <Buttons>{links}</Buttons> }
}

#[component]
fn PaperBox(about: About, line: PaperLine) -> impl IntoView {
    let PaperLine { arrival, by, registered, may_answer, may_withdraw, may_print } = line;
    let (slug, id) = (about.slug.clone(), about.id);
    let filling = Filling::on_behalf(slug.clone());
    let answer = may_answer
        .then(|| view! { <ButtonLink href=filling.application(id)>"補正の回答を代理入力する"</ButtonLink> });
    let print = may_print.then(|| {
        view! {
            <ButtonLink kind=ButtonKind::Secondary href=paths::receipt_slip(&slug, id)>"受付票（PDF）"</ButtonLink>
            <ButtonLink kind=ButtonKind::Secondary href=filling.copy(id)>"申請書の控え（PDF）"</ButtonLink>
        }
    });
    let withdraw = may_withdraw.then(|| {
        view! { <ButtonLink kind=ButtonKind::Quiet href=filling.withdrawal(id)>"取下げを代理入力する"</ButtonLink> }
    });
    view! {
        <Notice title=format!("紙の申請書の代理入力です：{}", arrival_words(arrival))>
            <p>{format!("{by}が入力し、{registered}に登録しました。経過日数は到達日から数えています。")}</p>
            <Buttons>{answer}{print}{withdraw}</Buttons>
        </Notice>
    }
}
