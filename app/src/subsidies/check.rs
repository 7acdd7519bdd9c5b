//! S8 確認・申請: everything once more, each answer with its way back, then one button that says what happens.

use super::{
    ConfirmingView, FileView,
    confirming::{ConfirmingActs, ConfirmingNotice},
};
use crate::{
    messages::subsidies::{contact_told, expense_told, task_title},
    paths::{Filling, Hand},
};
use domain::{
    ids::ApplicationId,
    subsidies::{
        AnswerField, ContactSection, ExpenseSection, NewApplication, OfficeSection, ReceiptNumber,
        RequiredDocument, Rules, Task,
    },
};
use elements::{
    BackLink, Button, Change, CheckAnswers, ErrorSummary, Notice, NoticeKind, PageHeader, PostForm,
    SummaryRow,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct CheckProps {
    /// Whose pages.
    pub filling: Filling,
    /// The application.
    pub id: ApplicationId,
    /// The rules it will come under.
    pub rules: Rules,
    /// The office's name and number.
    pub office: String,
    /// The whole application.
    pub application: NewApplication,
    /// What is attached.
    pub files: Vec<FileView>,
    /// Which tasks may be changed.
    pub open: Vec<Task>,
    /// Its number, when it is sent again.
    pub receipt: Option<ReceiptNumber>,
    /// Why it was not received, as sentences; the page keeps everything.
    pub refused: Vec<String>,
    /// The application that has the office's place, when that is the reason.
    pub first: Option<ApplicationId>,
    /// Where a colleague looks before it is submitted.
    pub confirming: Option<ConfirmingView>,
}

/// The page.
#[component]
pub fn CheckPage(
    /// What it shows.
    check: CheckProps,
) -> impl IntoView {
    let CheckProps {
        filling,
        id,
        rules,
        office,
        application,
        files,
        open,
        receipt,
        refused,
        first,
        confirming,
    } = check;
    let refusal = (!refused.is_empty()).then(|| {
        let sentences = refused.iter().map(|sentence| view! { <p>{sentence.clone()}</p> }).collect_view();
        let link = first.map(|first| view! { <p><a href=filling.elsewhere(first)>"先の申請を開く"</a></p> });
        view! { <Notice kind=NoticeKind::Error live=true title="申請を受け付けられませんでした">{sentences}{link}</Notice> }
    });
    let (heading, button) = match (receipt, filling.hand) {
        (None, Hand::Applicant) => ("内容を確かめて申請する", "この内容で申請する"),
        (Some(_), Hand::Applicant) => ("内容を確かめて再提出する", "この内容で再提出する"),
        (None, Hand::Officer) => ("内容を確かめて受け付ける", "この内容で受け付ける"),
        (Some(_), Hand::Officer) => ("内容を確かめて補正の回答を登録する", "この内容で登録する"),
    };
    let back = Back { filling: filling.clone(), id, open };
    let sentences: Vec<_> = rules
        .conditions
        .iter()
        .filter(|condition| application.declarations.declared.contains(&condition.key))
        .map(|condition| condition.sentence.clone())
        .collect();
    let asked = application.expense.asked.to_string();
    let (tasks, action) = (filling.application(id), filling.check(id));
    let caption = receipt.map_or_else(|| rules.title.clone(), |receipt| format!("受付番号 {receipt}"));
    let heading = confirming.as_ref().and_then(|one| one.step.look()).unwrap_or(heading);
    let errors = confirming.as_ref().map(|one| view! { <ErrorSummary form=one.form.clone()/> });
    let told = confirming.clone().map(|confirming| view! { <ConfirmingNotice confirming/> });
    let acts = match confirming {
        None => view! {
            <PostForm action>
                <Button>{button}</Button>
            </PostForm>
        }
        .into_any(),
        Some(confirming) => view! { <ConfirmingActs filling id confirming button/> }.into_any(),
    };
    view! {
        <BackLink href=tasks label="申請の項目へ戻る"/>
        {errors}
        {refusal}
        <PageHeader title=heading caption lead=office/>
        {told}
        <OfficeAnswers back=back.clone() office=application.office/>
        <ContactAnswers back=back.clone() contact=application.contact/>
        <ExpenseAnswers back=back.clone() expense=application.expense rules=rules.clone()/>
        <DocumentAnswers back=back.clone() documents=rules.documents.clone() files/>
        <DeclarationAnswers back sentences/>
        <p class="asked">"申請する補助額 "<strong>{asked}</strong></p>
        {acts}
    }
}

/// Where answers are changed.
#[derive(Debug, Clone)]
struct Back {
    filling: Filling,
    id: ApplicationId,
    open: Vec<Task>,
}

impl Back {
    /// None for a task that is not asked about in a correction.
    fn to(&self, task: Task, field: AnswerField) -> Option<Change> {
        let change =
            || Change::at(format!("{}?from=check#{}", self.filling.task(self.id, task), field.name()));
        self.open.contains(&task).then(change)
    }
}

#[component]
fn OfficeAnswers(back: Back, office: OfficeSection) -> impl IntoView {
    let register = match office.difference {
        None => "正しい".to_owned(),
        Some(difference) => format!("異なる点があります：{difference}"),
    };
    view! {
        <CheckAnswers title=task_title(Task::Office)>
            <SummaryRow label="台帳の内容" change=back.to(Task::Office, AnswerField::OfficeCorrect)>{register}</SummaryRow>
        </CheckAnswers>
    }
}

#[component]
fn ContactAnswers(back: Back, contact: ContactSection) -> impl IntoView {
    let rows = contact_told(&contact)
        .into_iter()
        .map(|(field, label, value)| {
            let change = back.to(Task::Contact, field);
            if value.is_empty() {
                view! { <SummaryRow label change/> }.into_any()
            } else {
                view! { <SummaryRow label change>{value}</SummaryRow> }.into_any()
            }
        })
        .collect_view();
    view! { <CheckAnswers title=task_title(Task::Contact)>{rows}</CheckAnswers> }
}

#[component]
fn ExpenseAnswers(back: Back, expense: ExpenseSection, rules: Rules) -> impl IntoView {
    let rows = expense_told(&expense, &rules)
        .into_iter()
        .map(|(field, label, value)| {
            let change = back.to(Task::Expense, field);
            view! { <SummaryRow label=label change>{value}</SummaryRow> }
        })
        .collect_view();
    view! { <CheckAnswers title=task_title(Task::Expense)>{rows}</CheckAnswers> }
}

#[component]
fn DocumentAnswers(back: Back, documents: Vec<RequiredDocument>, files: Vec<FileView>) -> impl IntoView {
    let rows = documents
        .into_iter()
        .map(|document| {
            let change = back
                .open
                .contains(&Task::Documents)
                .then(|| Change::at(back.filling.task(back.id, Task::Documents)));
            let own: Vec<_> = files
                .iter()
                .filter(|file| file.document == document.key)
                .map(|file| file.name.clone())
                .collect();
            if own.is_empty() {
                view! { <SummaryRow label=document.name change/> }.into_any()
            } else {
                let names = own.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
                view! { <SummaryRow label=document.name change><ul>{names}</ul></SummaryRow> }.into_any()
            }
        })
        .collect_view();
    view! { <CheckAnswers title=task_title(Task::Documents)>{rows}</CheckAnswers> }
}

#[component]
fn DeclarationAnswers(back: Back, sentences: Vec<String>) -> impl IntoView {
    let change = back.to(Task::Declarations, AnswerField::Declared);
    let declared = (!sentences.is_empty()).then(|| {
        let sentences = sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
        view! { <SummaryRow label="誓約" change><ul>{sentences}</ul></SummaryRow> }
    });
    let consent = back.to(Task::Declarations, AnswerField::Consent);
    view! {
        <CheckAnswers title=task_title(Task::Declarations)>
            {declared}
            <SummaryRow label="同意" change=consent>"審査に必要な確認に同意します"</SummaryRow>
        </CheckAnswers>
    }
}

/// What is missing, when an application was sent that does not hold (any more).
#[component]
pub fn IncompletePage(
    /// Whose pages.
    filling: Filling,
    /// The application.
    id: ApplicationId,
    /// What is missing, task by task.
    lines: Vec<(Task, Vec<String>)>,
) -> impl IntoView {
    let tasks = lines
        .into_iter()
        .map(|(task, sentences)| {
            let sentences = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
            view! { <li><a href=filling.task(id, task)>{task_title(task)}</a>{sentences}</li> }
        })
        .collect_view();
    let back = filling.application(id);
    view! {
        <BackLink href=back label="申請の項目へ戻る"/>
        <Notice kind=NoticeKind::Error live=true title="まだ申請できません">
            <p>"次の項目を直してください。入力した内容は保存されています。"</p>
        </Notice>
        <PageHeader title="申請の項目に不足があります"/>
        <ul>{tasks}</ul>
    }
}
