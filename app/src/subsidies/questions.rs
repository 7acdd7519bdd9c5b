//! S6 質問ページ: one thing a page. What is typed is kept first, right or wrong.

use crate::{
    messages::subsidies::task_title,
    paths::{Filling, Hand},
};
use domain::{
    ids::ApplicationId,
    subsidies::{AnswerField, Claim, Rules, Task},
};
use elements::{
    BackLink, Button, Check, Checks, Choice, Choices, ErrorSummary, FormState, InputMode, Notice, NoticeKind,
    PageHeader, PostForm, SummaryList, SummaryRow, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What every question page shows besides its questions.
#[derive(Debug, Clone)]
pub struct QuestionView {
    /// Whose hand fills in.
    pub hand: Hand,
    /// Where the answers go, and where one goes without answering.
    pub way: QuestionWay,
    /// Which task.
    pub task: Task,
    /// The rules it is made under.
    pub rules: Rules,
    /// What the officer asks to put right here, in their words.
    pub asked: Vec<String>,
    /// What was typed, and what is wrong with it.
    pub form: FormState,
    /// What is claimed, as far as it is understood: shows what would be granted.
    pub claim: Option<Claim>,
    /// For which of several applications the answers are, where they are given once for all.
    pub offices: Vec<Choice>,
}

/// Where the answers go, and where one goes without answering.
#[derive(Debug, Clone)]
pub struct QuestionWay {
    /// Takes the form.
    pub action: String,
    /// The page before.
    pub back: String,
    /// What the link to it says.
    pub back_label: &'static str,
}

impl QuestionWay {
    /// That of one application: back to its list, or to the page before sending.
    pub fn of_one(filling: &Filling, id: ApplicationId, task: Task, from_check: bool) -> Self {
        let path = filling.task(id, task);
        if from_check {
            let action = format!("{path}?from=check");
            Self { action, back: filling.check(id), back_label: "確認ページへ戻る" }
        } else {
            Self { action: path, back: filling.application(id), back_label: "申請の項目へ戻る" }
        }
    }
}

/// Around every question: back, errors, heading, what the officer asks, the form, its button.
#[component]
pub(super) fn Question(
    view: QuestionView,
    #[prop(optional, into)] lead: Option<String>,
    children: Children,
) -> impl IntoView {
    let QuestionWay { action, back, back_label } = view.way;
    let offices = (!view.offices.is_empty()).then(|| {
        let form = view.form.clone();
        view! { <Checks form name="to" legend="どの事業所の申請に入れますか" hint="チェックを付けた申請すべてに、同じ内容が入ります。違う事業所は外して、あとで個別に入力してください" options=view.offices/> }
    });
    view! {
        <BackLink href=back label=back_label/>
        <ErrorSummary form=view.form.clone()/>
        <PageHeader title=task_title(view.task) lead=lead/>
        <Asked sentences=view.asked/>
        <PostForm action>
            {offices}
            {children()}
            <Button>"保存して続ける"</Button>
        </PostForm>
    }
}

/// What the officer asks to put right.
#[component]
pub(super) fn Asked(sentences: Vec<String>) -> impl IntoView {
    (!sentences.is_empty()).then(|| {
        let sentences = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
        view! { <Notice kind=NoticeKind::Warning title="担当者からのお願い">{sentences}</Notice> }
    })
}

/// 事業所の確認.
#[component]
pub fn OfficePage(
    /// The page.
    question: QuestionView,
    /// What the register has: names and values.
    register: Vec<(String, String)>,
) -> impl IntoView {
    let form = question.form.clone();
    let rows = register
        .into_iter()
        .map(|(label, value)| view! { <SummaryRow label=label>{value}</SummaryRow> })
        .collect_view();
    let choices = vec![
        Choice::new("yes", "はい、正しいです"),
        Choice::new("no", "いいえ、異なる点があります")
            .hint("異なる点を下の欄に書いてください。申請は続けられます"),
    ];
    view! {
        <Question view=question lead="市区町村の台帳にある内容です。">
            <SummaryList>{rows}</SummaryList>
            <Choices form=form.clone() name=AnswerField::OfficeCorrect.name() legend="この内容は正しいですか" options=choices/>
            <TextArea form=form name=AnswerField::Difference.name() label="異なる点" hint="「いいえ」のときだけ書いてください。例：4月に電話番号が変わりました" optional=true rows=3/>
        </Question>
    }
}

/// 申請者・連絡先.
#[component]
pub fn ContactPage(
    /// The page.
    question: QuestionView,
) -> impl IntoView {
    let form = question.form.clone();
    let (on_paper, mail) = match question.hand {
        Hand::Applicant => (false, "受付や決定のお知らせを送ります"),
        Hand::Officer => (true, "ないときは空欄のままにします。お知らせは郵送やFAXで送ってください"),
    };
    view! {
        <Question view=question lead="申請者は、事業所を運営する法人です。通知書はこの名前でお送りします。">
            <TextField form=form.clone() name=AnswerField::Corporation.name() label="法人名" hint="例：株式会社ひだまり介護" autocomplete="organization"/>
            <TextField form=form.clone() name=AnswerField::RepresentativeTitle.name() label="代表者の職名" hint="例：代表取締役、理事長" optional=true width=Width::Long/>
            <TextField form=form.clone() name=AnswerField::RepresentativeName.name() label="代表者の氏名" width=Width::Long/>
            <TextField form=form.clone() name=AnswerField::Address.name() label="法人の所在地" hint="都道府県から" autocomplete="street-address"/>
            <TextField form=form.clone() name=AnswerField::ContactName.name() label="担当者の氏名" hint="この申請についてお答えいただける方" autocomplete="name" width=Width::Long/>
            <TextField form=form.clone() name=AnswerField::Phone.name() label="電話番号" hint="日中につながる番号。全角でも半角でもかまいません" inputmode=InputMode::Tel autocomplete="tel" width=Width::Medium/>
            <TextField form=form name=AnswerField::Email.name() label="メールアドレス" hint=mail optional=on_paper inputmode=InputMode::Email autocomplete="email" width=Width::Long/>
        </Question>
    }
}

/// 誓約・同意.
#[component]
pub fn DeclarationsPage(
    /// The page.
    question: QuestionView,
    /// The municipality's name.
    #[prop(into)]
    municipality: String,
) -> impl IntoView {
    let form = question.form.clone();
    let choices = question
        .rules
        .conditions
        .iter()
        .map(|condition| {
            let choice = Choice::new(condition.key.clone(), condition.sentence.clone());
            match condition.evidence.as_deref().and_then(|key| question.rules.document(key)) {
                Some(document) => choice.hint(format!("添付書類「{}」で確かめます", document.name)),
                None => choice,
            }
        })
        .collect::<Vec<_>>();
    let declared = (!choices.is_empty()).then(|| {
        view! { <Checks form=form.clone() name=AnswerField::Declared.name() legend="次のことを誓約します" hint="それぞれ確かめて、チェックを付けてください" options=choices/> }
    });
    let consent = format!(
        "{municipality}が、審査に必要な範囲で申請の内容を事業所の台帳や関係機関に確かめることに同意します。"
    );
    view! {
        <Question view=question>
            {declared}
            <Check form=form name=AnswerField::Consent.name() label=consent hint="申請の内容は、この補助金の審査と連絡のほかには使いません"/>
        </Question>
    }
}
