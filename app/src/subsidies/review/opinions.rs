//! 意見照会: what officers ask outsiders, in the workspace and on a page of its own; and what the outsider sees.

use super::{
    About,
    contents::{ContentSection, parts},
    verdicts::{VerdictLine, Verdicts},
};
use crate::{
    messages::subsidies::{stance, stance_tone},
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AttachmentId, OpinionId},
    subsidies::{OpinionAnswerField, OpinionField, ReceiptNumber, Stance},
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Choices, ErrorSummary, FormState,
    InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Tag, TextArea,
    TextField, Tone,
};
use leptos::prelude::*;

/// A question to an outsider.
#[derive(Debug, Clone)]
pub struct OpinionLine {
    /// Which.
    pub id: OpinionId,
    /// Section and name of whoever is asked.
    pub whom: String,
    /// Who asked, and when.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The question.
    pub question: String,
    /// What they see, in words.
    pub shown: Vec<String>,
    /// By when.
    pub due: NaiveDate,
    /// When it was opened first.
    pub opened: Option<DateTime<Utc>>,
    /// What they answered: in short, in words, who, when.
    pub answer: Option<(Stance, String, String, DateTime<Utc>)>,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// The address and the code to hand over, while it waits and the officer may ask.
    pub handed: Option<(String, String)>,
}

/// The part of the workspace.
#[component]
pub fn Opinions(
    /// Which application.
    about: About,
    /// The questions, oldest first.
    lines: Vec<OpinionLine>,
    /// Whether the officer may ask.
    may_ask: bool,
) -> impl IntoView {
    let nothing = lines.is_empty().then(|| view! { <p class="muted">"意見照会はしていません。"</p> });
    let ask = may_ask.then(|| {
        let href = paths::opinion_request(&about.slug, about.id, &about.queue);
        view! { <Buttons><ButtonLink kind=ButtonKind::Secondary href>"庁内外の人に意見を聞く"</ButtonLink></Buttons> }
    });
    let lines = lines.into_iter().map(|line| one(&about, line)).collect_view();
    view! { <Section title="意見照会" id="opinions">{nothing}<ul class="plain-list">{lines}</ul>{ask}</Section> }
}

fn one(about: &About, line: OpinionLine) -> impl IntoView + use<> {
    let OpinionLine { id, whom, by, at, question, shown, due, opened, answer, withdrawn, handed } = line;
    let state = match (&answer, withdrawn, opened) {
        (Some((given, ..)), ..) => view! { <Tag tone=stance_tone(*given) label=stance(*given)/> }.into_any(),
        (None, true, _) => view! { <Tag tone=Tone::Neutral label="取下げ"/> }.into_any(),
        (None, false, Some(_)) => view! { <Tag tone=Tone::Progress label="閲覧済み・回答待ち"/> }.into_any(),
        (None, false, None) => view! { <Tag tone=Tone::Attention label="未開封"/> }.into_any(),
    };
    let answer = answer.map(|(_, words, person, at)| {
        view! { <p class="said__body">{words}</p><p class="muted">{format!("回答：{person}　{}", when::moment(at))}</p> }
    });
    let withdraw = handed.is_some().then(|| {
        let action = paths::opinion_withdrawal(&about.slug, about.id, id, &about.queue);
        view! { <PostForm action class="inline"><Button kind=ButtonKind::Quiet>"この照会を取り下げる"</Button></PostForm> }
    });
    let handed = handed.map(|(url, code)| {
        view! {
            <SummaryList dense=true>
                <SummaryRow label="渡すアドレス"><span class="anywhere">{url}</span></SummaryRow>
                <SummaryRow label="コード（電話などで別に伝える）"><strong>{code}</strong></SummaryRow>
            </SummaryList>
        }
    });
    view! {
        <li class="said">
            <p class="said__head"><strong>{whom}</strong>" "{state}" "<span class="muted">{format!("期限 {}　{by}が{}に照会", format_date(due), when::moment(at))}</span></p>
            <p class="said__body">{question}</p>
            <p class="muted">{format!("見せたもの：{}", shown.join("、"))}</p>
            {answer}
            {handed}
            {withdraw}
        </li>
    }
}

/// What the page of the question shows.
#[derive(Debug, Clone)]
pub struct OpinionRequestView {
    /// Which application.
    pub about: About,
    /// What can be shown: value and words.
    pub choices: Vec<(String, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The page of the question.
#[component]
pub fn OpinionRequestPage(
    /// What it shows.
    request: OpinionRequestView,
) -> impl IntoView {
    let OpinionRequestView { about, choices, form } = request;
    let options = choices.into_iter().map(|(value, words)| Choice::new(value, words)).collect();
    let caption = about.caption();
    view! {
        <BackLink href=about.workspace() label="審査へ戻る"/>
        <ErrorSummary form=&form/>
        <PageHeader title="意見を聞く" caption lead="ほかの課や専門の人に、期限を決めて意見を聞きます。相手は、チェックしたものだけを見ます。アカウントは要りません。"/>
        <PostForm action=paths::opinion_request(&about.slug, about.id, &about.queue)>
            <TextField form=&form name=OpinionField::Section.name() label="相手の所属" hint="例：税務課、県介護保険課"/>
            <TextField form=&form name=OpinionField::Person.name() label="相手の氏名"/>
            <TextField form=&form name=OpinionField::Email.name() label="相手のメールアドレス" hint="入力すると、アドレスをメールで送ります。コードはメールに載りません。" inputmode=InputMode::Email optional=true/>
            <TextArea form=&form name=OpinionField::Question.name() label="聞きたいこと"/>
            <Checks form=&form name=OpinionField::Shown.name() legend="相手に見せるもの" options hint="必要なものだけを選んでください。"/>
            <TextField form=&form name=OpinionField::Due.name() label="回答の期限" hint="例：7/17（年は省けます）、令和8年7月17日、R8.7.17"/>
            <Buttons><Button>"照会する"</Button></Buttons>
        </PostForm>
    }
}

/// The first page of an outsider: who asks, and the box for the code.
#[component]
pub fn OpinionCodePage(
    /// Whose house asks.
    municipality: String,
    /// The token of the address.
    token: String,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="意見照会への回答" caption=municipality lead="担当者から伝えられた8けたのコードを入力してください。"/>
        <PostForm action=paths::opinion(&token)>
            <TextField form=&form name="code" label="コード" inputmode=InputMode::Numeric/>
            <Buttons><Button>"開く"</Button></Buttons>
        </PostForm>
    }
}

/// One document with the pages of its files.
#[derive(Debug, Clone)]
pub struct OutsideDocument {
    /// Its name.
    pub name: String,
    /// Its files: id, name, how many pages.
    pub files: Vec<(AttachmentId, String, usize)>,
}

/// What an outsider sees.
#[derive(Debug, Clone)]
pub struct OutsideView {
    /// The pass of the address.
    pub pass: String,
    /// Whose house asks.
    pub municipality: String,
    /// Number of the application.
    pub receipt: ReceiptNumber,
    /// Title of its programme.
    pub programme: String,
    /// The question.
    pub question: String,
    /// By when.
    pub due: NaiveDate,
    /// What was typed by whoever applied, as far as it is shown.
    pub sections: Vec<ContentSection>,
    /// What was judged, where it is shown.
    pub verdicts: Option<Vec<VerdictLine>>,
    /// The documents that are shown.
    pub documents: Vec<OutsideDocument>,
    /// What was answered, once it was.
    pub answer: Option<(Stance, String, String, DateTime<Utc>)>,
    /// Whether the question was taken back.
    pub withdrawn: bool,
    /// What was typed.
    pub form: FormState,
}

/// What an outsider sees, and where they answer.
#[component]
pub fn OutsidePage(
    /// What it shows.
    outside: OutsideView,
) -> impl IntoView {
    let OutsideView {
        pass,
        municipality,
        receipt,
        programme,
        question,
        due,
        sections: shown,
        verdicts,
        documents,
        answer,
        withdrawn,
        form,
    } = outside;
    if withdrawn {
        return view! {
            <PageHeader title="この意見照会は取り下げられました" caption=municipality/>
            <p>"回答は要りません。くわしくは、照会した担当者に確かめてください。"</p>
        }
        .into_any();
    }
    let problems = form.clone();
    let verdicts = verdicts.map(|lines| view! { <Section title="要件の判定"><Verdicts lines/></Section> });
    let documents = documents.into_iter().map(|document| pages(&pass, document)).collect_view();
    let reply = match answer {
        Some((given, words, person, at)) => view! {
            <Notice kind=NoticeKind::Success live=true title="回答を受け付けました">
                <p>{format!("{}　{person}　{}", stance(given), when::moment(at))}</p>
                <p class="said__body">{words}</p>
            </Notice>
        }
        .into_any(),
        None => {
            let options = Stance::ALL.into_iter().map(|one| Choice::new(one.code(), stance(one))).collect();
            view! {
                <Section title="回答する">
                    <PostForm action=paths::opinion_page(&pass)>
                        <Choices form=&form name=OpinionAnswerField::Stance.name() legend="ご意見" options/>
                        <TextArea form=&form name=OpinionAnswerField::Words.name() label="内容・理由" hint="「支障なし」のときは、空欄でもかまいません。" optional=true/>
                        <TextField form=&form name=OpinionAnswerField::Person.name() label="回答する人の氏名"/>
                        <Buttons><Button>"この内容で回答する"</Button></Buttons>
                    </PostForm>
                </Section>
            }
            .into_any()
        }
    };
    let shown = (!shown.is_empty()).then(|| {
        let answers = parts(shown);
        view! { <Section title="申請の内容">{answers}</Section> }
    });
    view! {
        <ErrorSummary form=&problems/>
        <PageHeader title="意見照会への回答" caption=format!("{municipality}　{programme}　受付番号 {receipt}")/>
        <Section title="聞きたいこと">
            <p class="said__body">{question}</p>
            <p>{format!("回答の期限：{}", format_date(due))}</p>
        </Section>
        {shown}
        {verdicts}
        {documents}
        {reply}
    }
    .into_any()
}

fn pages(pass: &str, document: OutsideDocument) -> impl IntoView + use<> {
    let OutsideDocument { name, files } = document;
    let pictures = files
        .into_iter()
        .flat_map(|(id, file, count)| {
            let name = name.clone();
            let pass = pass.to_owned();
            (1..=count).map(move |number| {
                let src = paths::opinion_picture(&pass, id, number);
                let alt = format!("{name}（{file}）の{number}ページ目、全{count}ページ");
                view! { <figure class="outside__page"><img class="outside__picture" src=src alt=alt loading="lazy"/><figcaption>{format!("{number} / {count}")}</figcaption></figure> }
            })
        })
        .collect_view();
    view! { <Section title=name>{pictures}</Section> }
}
