//! 事前協議: what an office plans, on its page; what offices plan and what is answered, on the officers' pages.

use crate::{
    exports::SaveLinks,
    messages::subsidies::{consultation_state, consultation_tone},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{ConsultationId, OfficeId, ProgrammeId},
    money::Yen,
    subsidies::{ConsultationField as Field, ConsultationState},
};
use elements::{
    BackLink, Breadcrumb, Button, Buttons, Choice, Choices, Column, Crumb, Density, EmptyState, ErrorSummary,
    FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, Stat, Stats,
    SummaryList, SummaryRow, Table, Tag, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// One consultation as a line.
#[derive(Debug, Clone)]
pub struct ConsultationLine {
    /// Which.
    pub id: ConsultationId,
    /// 事業所番号.
    pub number: String,
    /// 事業所名.
    pub office: String,
    /// 見込額.
    pub estimate: Yen,
    /// What is planned.
    pub plan: String,
    /// When it was asked.
    pub asked: DateTime<Utc>,
    /// Where it stands.
    pub state: ConsultationState,
    /// What was answered.
    pub answer: String,
}

/// What the applicant's page shows.
#[derive(Debug, Clone)]
pub struct ConsultationView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// Its title.
    pub title: String,
    /// What was asked for the applicant's offices.
    pub asked: Vec<ConsultationLine>,
    /// The offices that may ask: id, name, number.
    pub offices: Vec<(OfficeId, String, String)>,
    /// What was typed.
    pub form: FormState,
    /// Whether something was just sent.
    pub done: bool,
}

/// 事前協議, the applicant's page.
#[component]
pub fn ConsultationPage(
    /// What it shows.
    view: ConsultationView,
) -> impl IntoView {
    let ConsultationView { slug, programme, title, asked, offices, form, done } = view;
    let done = done.then(|| {
        view! {
            <Notice kind=NoticeKind::Success live=true title="事前協議を受け付けました">
                <p>"市区町村からの回答は、メールでお知らせします。了承されると、申請を始められます。"</p>
            </Notice>
        }
    });
    let begin = asked.iter().any(|line| line.state == ConsultationState::Agreed).then(|| {
        let href = paths::begin_application(&slug, programme);
        view! { <p><a href=href>"了承された事業所の申請を始める"</a></p> }
    });
    let lines = asked
        .into_iter()
        .map(|line| {
            let answer = (!line.answer.is_empty())
                .then(|| view! { <p class="said__body">{format!("回答：{}", line.answer)}</p> });
            view! {
                <li class="said">
                    <p class="said__head"><strong>{line.office}</strong>" "<Tag tone=consultation_tone(line.state) label=consultation_state(line.state)/>" "<span class="muted">{format!("見込額 {}　{}に送信", line.estimate, when::moment(line.asked))}</span></p>
                    <p class="said__body">{line.plan}</p>
                    {answer}
                </li>
            }
        })
        .collect_view();
    let choices: Vec<_> = offices
        .into_iter()
        .map(|(id, name, number)| Choice::new(id.to_string(), name).hint(format!("事業所番号 {number}")))
        .collect();
    let problems = form.clone();
    let ask = if choices.is_empty() {
        view! { <p>"事前協議を送れる事業所はありません。"</p> }.into_any()
    } else {
        view! {
            <PostForm action=paths::consultation(&slug, programme)>
                <Choices form=&form name=Field::Office.name() legend="どの事業所の計画ですか" options=choices/>
                <TextField form=&form name=Field::Estimate.name() label="かかる費用の見込額" hint="およその額でかまいません。例：300,000" width=Width::Medium inputmode=InputMode::Numeric suffix="円"/>
                <TextArea form=&form name=Field::Plan.name() label="計画の内容" hint="何を、いつごろ導入するか。例：ケアプランデータ連携に対応した介護ソフトに、9月に切り替える"/>
                <Buttons><Button>"事前協議を送る"</Button></Buttons>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <BackLink href=paths::guide(&slug, programme) label="制度の案内へ戻る"/>
        {done}
        <ErrorSummary form=&problems/>
        <PageHeader title="事前協議" caption=title lead="この補助金は、申請の前に計画を知らせていただき、了承された事業所が申請できます。送った内容は、回答があるまで、もう一度送って直せます。"/>
        <ul class="plain-list">{lines}</ul>
        {begin}
        <Section title="計画を知らせる">{ask}</Section>
    }
}

/// What the officers' list shows.
#[derive(Debug, Clone)]
pub struct ConsultationsView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// Its title.
    pub title: String,
    /// 予算額.
    pub budget: Yen,
    /// What was asked, oldest first.
    pub lines: Vec<ConsultationLine>,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// 事前協議の一覧.
#[component]
pub fn ConsultationsPage(
    /// What it shows.
    view: ConsultationsView,
) -> impl IntoView {
    let ConsultationsView { slug, programme, title, budget, lines, done } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let sum = |state: Option<ConsultationState>| {
        let chosen: Vec<_> =
            lines.iter().filter(|line| state.is_none_or(|state| line.state == state)).collect();
        let total = Yen::checked_sum(chosen.iter().map(|line| line.estimate))
            .map_or_else(|| "―".to_owned(), |yen| yen.to_string());
        (chosen.len().to_string(), total)
    };
    let (all, all_yen) = sum(None);
    let (open, open_yen) = sum(Some(ConsultationState::Asked));
    let (agreed, agreed_yen) = sum(Some(ConsultationState::Agreed));
    let save = paths::export_of(&paths::consultations(&slug, programme));
    let table = if lines.is_empty() {
        view! { <EmptyState title="事前協議はまだ届いていません"><p>"事業所が計画を送ると、ここに届いた順に並びます。"</p></EmptyState> }.into_any()
    } else {
        let columns = vec![
            Column::new("事業所番号"),
            Column::new("事業所"),
            Column::number("見込額"),
            Column::new("計画"),
            Column::new("届いた日時"),
            Column::new("状態"),
        ];
        let rows = lines
            .into_iter()
            .map(|line| {
                let href = paths::consultation_answer(&slug, programme, line.id);
                view! {
                    <tr>
                        <th scope="row" class="nowrap"><a class="row-link" href=href>{line.number}</a></th>
                        <td>{line.office}</td>
                        <td class="number nowrap">{line.estimate.to_string()}</td>
                        <td>{line.plan}</td>
                        <td class="nowrap">{when::moment(line.asked)}</td>
                        <td class="nowrap"><Tag tone=consultation_tone(line.state) label=consultation_state(line.state)/></td>
                    </tr>
                }
            })
            .collect_view();
        view! { <Table caption="事前協議の一覧" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
            .into_any()
    };
    view! {
        <Breadcrumb
            crumbs=vec![
                Crumb::new("補助事業", paths::programmes(&slug)),
                Crumb::new(title.clone(), paths::programme(&slug, programme)),
            ]
            here="事前協議"
        />
        {done}
        <PageHeader title="事前協議" caption=title lead="了承しても、予算は確保されません。予算は、申請を受け付けた順に確保します。"/>
        <Stats>
            <Stat label="届いた協議" value=all unit="件" note=format!("見込額の合計 {all_yen}")/>
            <Stat label="回答していない" value=open unit="件" note=format!("見込額の合計 {open_yen}")/>
            <Stat label="了承した" value=agreed unit="件" note=format!("見込額の合計 {agreed_yen}（予算額 {budget}）")/>
        </Stats>
        {table}
        <SaveLinks what="事前協議の一覧" here=save/>
    }
}

/// What the page of an answer shows.
#[derive(Debug, Clone)]
pub struct ConsultationAnswerView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// Its title.
    pub title: String,
    /// What was asked.
    pub line: ConsultationLine,
    /// As it was read; the form carries it.
    pub version: i32,
    /// What was typed.
    pub form: FormState,
}

/// 事前協議への回答.
#[component]
pub fn ConsultationAnswerPage(
    /// What it shows.
    view: ConsultationAnswerView,
) -> impl IntoView {
    let ConsultationAnswerView { slug, programme, title, line, version, form } = view;
    let options = vec![
        Choice::new("agreed", "了承する").hint("事業所は申請を始められます"),
        Choice::new("declined", "見送る").hint("事業所は、内容を直してもう一度送れます"),
    ];
    let problems = form.clone();
    view! {
        <Breadcrumb
            crumbs=vec![
                Crumb::new("補助事業", paths::programmes(&slug)),
                Crumb::new(title.clone(), paths::programme(&slug, programme)),
                Crumb::new("事前協議", paths::consultations(&slug, programme)),
            ]
            here=line.office.clone()
        />
        <ErrorSummary form=&problems/>
        <PageHeader title=line.office caption=title tag=Some((consultation_tone(line.state), consultation_state(line.state).to_owned()))/>
        <SummaryList dense=true>
            <SummaryRow label="事業所番号">{line.number}</SummaryRow>
            <SummaryRow label="見込額">{line.estimate.to_string()}</SummaryRow>
            <SummaryRow label="計画の内容"><span class="said__body">{line.plan}</span></SummaryRow>
            <SummaryRow label="届いた日時">{when::moment(line.asked)}</SummaryRow>
        </SummaryList>
        <Section title="回答する">
            <PostForm action=paths::consultation_answer(&slug, programme, line.id)>
                <HiddenField name="version" value=version.to_string()/>
                <Choices form=&form name=Field::Answer.name() legend="回答" options/>
                <TextArea form=&form name=Field::Words.name() label="事業所に伝えること" hint="見送るときは、理由を書いてください。メールと事業所のページに載ります。" optional=true/>
                <Buttons><Button>"この内容で回答する"</Button></Buttons>
            </PostForm>
        </Section>
    }
}
