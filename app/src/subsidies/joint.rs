//! まとめて申請: one corporation applies for several offices at once. Each office keeps an application of its own, with its
//! own number and result; what they share is answered once.

use super::{
    OfficeChoice, QuestionWay,
    desk::{DraftDeadline, DraftHelp, DraftHelpSection},
    documents::enough,
    joint_sent::{JointSent, NextSteps, told},
    start::blocked,
};
use crate::{
    messages::subsidies::{stage, task_title},
    paths,
};
use domain::{
    ids::{ApplicationId, ProgrammeId},
    money::Yen,
    subsidies::{AnswerField, ReceiptNumber, RequiredDocument, StageName, Task},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Choices, ErrorSummary, FileField,
    FormState, Notice, PageHeader, PostForm, Section, SummaryList, SummaryRow, Task as TaskRow, TaskList,
    TaskStatus as RowStatus, TextArea,
};
use leptos::prelude::*;

/// An application that is not sent yet.
#[derive(Debug, Clone)]
pub struct JointDraft {
    /// The application.
    pub id: ApplicationId,
    /// The office's name and number.
    pub office: String,
    /// What is missing in it.
    pub missing: Vec<Task>,
    /// What it asks for, once everything holds.
    pub asked: Option<Yen>,
    /// Why it cannot be received now, as a sentence.
    pub why_not: Option<String>,
    /// Where a colleague looks first: how far that is, without its full stop.
    pub confirming: Option<&'static str>,
    /// Whether a colleague was asked and has not answered yet.
    pub waits: bool,
}

/// An application that was received.
#[derive(Debug, Clone)]
pub struct JointLine {
    /// The application.
    pub id: ApplicationId,
    /// The office's name and number.
    pub office: String,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// What it asks for.
    pub asked: Yen,
    /// Whether it waits for the budget.
    pub waits: bool,
}

/// What the page of all shows.
#[derive(Debug, Clone)]
pub struct JointView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// Its title.
    pub title: String,
    /// What is not sent yet.
    pub drafts: Vec<JointDraft>,
    /// What was received.
    pub received: Vec<JointLine>,
    /// The sum of what those ask for.
    pub total: Yen,
    /// Offices that cannot apply, with the reason.
    pub blocked: Vec<OfficeChoice>,
    /// Offices that could apply and for which nothing was begun.
    pub free: usize,
    /// A file is still being examined.
    pub checking: bool,
    /// What was just sent.
    pub sent: Option<JointSent>,
    /// What helps with the drafts, where there are any.
    pub help: Option<DraftHelp>,
}

/// The page of all: what is shared, what each office still needs, what was received.
#[component]
pub fn JointPage(
    /// What it shows.
    joint: JointView,
) -> impl IntoView {
    let JointView { slug, programme, title, drafts, received, total, blocked, free, checking, sent, help } =
        joint;
    let until = help.clone().map(|help| view! { <DraftDeadline help/> });
    let help = help.map(|help| view! { <DraftHelpSection help/> });
    let told = sent.as_ref().and_then(|sent| told(&drafts, sent.received));
    let next = sent.filter(|sent| sent.received > 0).map(|sent| view! { <NextSteps sent/> });
    let checking = checking.then(|| {
        let here = paths::joint(&slug, programme);
        view! {
            <Notice title="検査中のファイルがあります">
                <p>"数秒で終わります。"<a href=here>"表示を新しくする"</a></p>
            </Notice>
        }
    });
    let ready = drafts.iter().filter(|draft| draft.asked.is_some()).count();
    let confirmed = drafts.iter().any(|draft| draft.confirming.is_some());
    let shared =
        (!drafts.is_empty()).then(|| view! { <Shared slug=slug.clone() programme drafts=drafts.clone()/> });
    let each = (!drafts.is_empty()).then(|| each(&slug, drafts));
    let send = (ready > 0).then(|| {
        let href = paths::joint_check(&slug, programme);
        let words = if confirmed {
            format!("{ready}件の内容をまとめて確かめる")
        } else {
            format!("内容を確かめて{ready}件をまとめて申請する")
        };
        view! { <Buttons><ButtonLink href>{words}</ButtonLink></Buttons> }
    });
    let begin = (free > 0).then(|| {
        let href = paths::begin_application(&slug, programme);
        view! {
            <p><a href=href>{format!("まだ始めていない事業所（{free}件）を選ぶ")}</a></p>
        }
    });
    let received =
        (!received.is_empty()).then(|| view! { <Received slug=slug.clone() lines=received total/> });
    let cannot = (!blocked.is_empty()).then(|| not_possible(&slug, blocked));
    view! {
        <BackLink href=paths::my(&slug) label="ホームへ戻る"/>
        {told}
        {checking}
        <PageHeader title="まとめて申請する" caption=title lead="申請は事業所ごとに1件です。同じ内容は一度で入力できます。"/>
        {until}
        {shared}
        {each}
        {send}
        {begin}
        {received}
        {next}
        {cannot}
        {help}
    }
}

/// What all of them share, part by part.
#[component]
fn Shared(slug: String, programme: ProgrammeId, drafts: Vec<JointDraft>) -> impl IntoView {
    let all = drafts.len();
    let rows = Task::ALL
        .into_iter()
        .map(|task| {
            let open = drafts.iter().filter(|draft| draft.missing.contains(&task)).count();
            let (status, hint) = match open {
                0 => (RowStatus::Done, None),
                open if open == all => (RowStatus::Todo, None),
                open => (RowStatus::Started, Some(format!("あと{open}件の事業所で必要です"))),
            };
            let href = paths::joint_task(&slug, programme, task);
            view! { <TaskRow href label=task_title(task) id=format!("task-{}", task.code()) hint status/> }
        })
        .collect_view();
    view! { <Section title=format!("{all}件の申請にまとめて入力する")><TaskList>{rows}</TaskList></Section> }
}

/// What each office still needs.
fn each(slug: &str, drafts: Vec<JointDraft>) -> AnyView {
    let items = drafts
        .into_iter()
        .map(|draft| {
            let state = match (draft.asked, draft.why_not) {
                (_, Some(why)) => why,
                (Some(asked), None) => format!("入力が終わりました。申請する補助額は{asked}です"),
                (None, None) => {
                    let missing: Vec<_> = draft.missing.iter().map(|task| task_title(*task)).collect();
                    format!("まだのもの：{}", missing.join("、"))
                }
            };
            let href = paths::my_application(slug, draft.id);
            let confirming = draft.confirming.map(|words| view! { <br/>{format!("{words}。")} });
            view! {
                <li>
                    <a href=href>{draft.office.clone()}<span class="hidden">"を個別に入力する"</span></a>
                    <br/>{state}{confirming}
                </li>
            }
        })
        .collect_view();
    view! { <Section title="事業所ごとの状況"><ul class="joint">{items}</ul></Section> }.into_any()
}

/// What was received, with the sum.
#[component]
fn Received(slug: String, lines: Vec<JointLine>, total: Yen) -> impl IntoView {
    let count = lines.len();
    let rows = lines
        .into_iter()
        .map(|line| {
            let href = paths::my_application(&slug, line.id);
            let waits = line.waits.then(|| format!("　{}", stage(StageName::Waiting)));
            view! {
                <SummaryRow label=line.office>
                    <a href=href>{format!("受付番号 {}", line.receipt)}</a>{format!("　{}", line.asked)}{waits}
                </SummaryRow>
            }
        })
        .collect_view();
    view! {
        <Section title="受け付けた申請">
            <SummaryList>{rows}</SummaryList>
            <p class="asked">{format!("{count}件の合計 ")}<strong>{total.to_string()}</strong></p>
        </Section>
    }
}

fn not_possible(slug: &str, offices: Vec<OfficeChoice>) -> AnyView {
    let filling = paths::Filling::own(slug);
    let items = offices
        .into_iter()
        .filter_map(|office| {
            let why = blocked(&filling, office.why_not?);
            Some(
                view! { <li><strong>{office.name}</strong>{format!("（{}）", office.number)}<br/>{why}</li> },
            )
        })
        .collect_view();
    view! { <Section title="いま申請できない事業所"><ul>{items}</ul></Section> }.into_any()
}

/// One of several applications, as names and values.
#[derive(Debug, Clone)]
pub struct JointPart {
    /// The application.
    pub id: ApplicationId,
    /// The office's name and number.
    pub office: String,
    /// Names and values.
    pub rows: Vec<(String, String)>,
}

/// What the page of the offices' data shows.
#[derive(Debug, Clone)]
pub struct JointOfficeView {
    /// Where the answers go.
    pub way: QuestionWay,
    /// For each application what the register has of its office.
    pub offices: Vec<JointPart>,
    /// What was typed, each name followed by the id of its application.
    pub form: FormState,
}

/// The name of a question about one of several offices.
pub fn of_office(field: AnswerField, id: ApplicationId) -> String {
    format!("{}-{id}", field.name())
}

/// 事業所の確認 of several offices on one page.
#[component]
pub fn JointOfficePage(
    /// What it shows.
    joint: JointOfficeView,
) -> impl IntoView {
    let JointOfficeView { way, offices, form } = joint;
    let parts = offices
        .into_iter()
        .map(|JointPart { id, office, rows }| {
            let rows = rows
                .into_iter()
                .map(|(label, value)| view! { <SummaryRow label=label>{value}</SummaryRow> })
                .collect_view();
            let options = vec![
                Choice::new("yes", "はい、正しいです"),
                Choice::new("no", "いいえ、異なる点があります").hint("異なる点を下の欄に書いてください"),
            ];
            let legend = format!("{office}：この内容は正しいですか");
            let form = form.clone();
            view! {
                <Section title=office>
                    <SummaryList dense=true>{rows}</SummaryList>
                    <Choices form=form.clone() name=of_office(AnswerField::OfficeCorrect, id) legend options inline=true/>
                    <TextArea form=form.clone() name=of_office(AnswerField::Difference, id) label="異なる点" hint="「いいえ」のときだけ書いてください" optional=true rows=2/>
                </Section>
            }
        })
        .collect_view();
    view! {
        <BackLink href=way.back label=way.back_label/>
        <ErrorSummary form=form/>
        <PageHeader title=task_title(Task::Office) lead="市区町村の台帳にある内容です。事業所ごとに確かめてください。"/>
        <PostForm action=way.action>
            {parts}
            <Button>"保存して続ける"</Button>
        </PostForm>
    }
}

/// One document that is asked for, and who lacks it.
#[derive(Debug, Clone)]
pub struct JointDocument {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// It may be left out.
    pub optional: bool,
    /// The offices whose applications have no file for it, each with where it is attached there.
    pub lack: Vec<(String, String)>,
}

/// The documents that are asked for, with who lacks them.
#[component]
pub fn JointDocumentsPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// The programme.
    programme: ProgrammeId,
    /// The documents.
    documents: Vec<JointDocument>,
    /// How many applications there are.
    all: usize,
) -> impl IntoView {
    let sections = documents
        .into_iter()
        .map(|document| {
            let title = if document.optional {
                format!("{}（任意）", document.name)
            } else {
                document.name.clone()
            };
            let href = paths::joint_document(&slug, programme, &document.key);
            let lack = lacking(all, &document.name, document.lack);
            view! {
                <Section title>
                    {lack}
                    <ButtonLink kind=ButtonKind::Secondary href>
                        "まとめて添付する"<span class="hidden">{format!("：{}", document.name)}</span>
                    </ButtonLink>
                </Section>
            }
        })
        .collect_view();
    let back = paths::joint(&slug, programme);
    view! {
        <BackLink href=back.clone() label="まとめて申請するページへ戻る"/>
        <PageHeader title=task_title(Task::Documents) lead="1つのファイルを、いくつもの申請に付けられます。事業所ごとに違う書類は、事業所の名前から個別に添付してください。"/>
        {sections}
        <Buttons><ButtonLink href=back>"まとめて申請するページへ戻る"</ButtonLink></Buttons>
    }
}

/// Who has no file for a document yet: each is one step away, since many a document is another one for each office.
fn lacking(all: usize, document: &str, lack: Vec<(String, String)>) -> AnyView {
    let have = all - lack.len();
    if lack.is_empty() {
        return view! { <p>{format!("{all}件すべてに添付されています。")}</p> }.into_any();
    }
    let items = lack
        .into_iter()
        .map(|(office, href)| {
            view! { <li><a href=href>{office}<span class="hidden">{format!("に「{document}」を添付する")}</span></a></li> }
        })
        .collect_view();
    view! {
        <p>{format!("{all}件のうち{have}件に添付されています。まだの事業所：")}</p>
        <ul>{items}</ul>
    }
    .into_any()
}

/// Attaches one file to several applications.
#[component]
pub fn JointDocumentPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// The programme.
    programme: ProgrammeId,
    /// The document.
    document: RequiredDocument,
    /// To which applications it can be attached.
    offices: Vec<Choice>,
    /// What was chosen, and what is wrong with it.
    form: FormState,
) -> impl IntoView {
    let lead = (!document.shows.is_empty()).then(|| document.shows.clone());
    view! {
        <BackLink href=paths::joint_task(&slug, programme, Task::Documents) label="添付書類へ戻る"/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title=document.name.clone() lead/>
        {enough(&document)}
        <p>"利用者さんの個人情報が写っていないか確かめてから添付してください。"</p>
        <PostForm action=paths::joint_document(&slug, programme, &document.key) multipart=true>
            <Checks form=form.clone() name="to" legend="どの事業所の申請に付けますか" options=offices/>
            <FileField
                form=form
                name="file"
                label="ファイル"
                hint="PDF、JPEG、PNG。1ファイル10MBまで。スマートフォンではその場で撮影できます"
                accept="image/jpeg,image/png,application/pdf"
            />
            <Button>"添付する"</Button>
        </PostForm>
    }
}
