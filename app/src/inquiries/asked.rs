//! What other houses ask: the list, the way there from the home page, and the answer.

use super::answer::{AnswerFields, AnswersShown, Unsaved};
use crate::{
    messages::inquiries::{closed as closed_words, label, progress, progress_tone},
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::ReplyId,
    inquiries::{Asked, Closed, Field, Progress},
    surveys::Answers,
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, EmptyState, ErrorSummary,
    FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow,
    Table, Tag, TextField, Width,
};
use leptos::prelude::*;

/// What another house asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedLine {
    /// The reply.
    pub id: ReplyId,
    /// Who asks.
    pub from: String,
    /// 件名.
    pub title: String,
    /// The last day.
    pub deadline: NaiveDate,
    /// Days that are left; none where it is over or closed.
    pub left: Option<i64>,
    /// How far the own reply is.
    pub progress: Progress,
}

fn days(left: Option<i64>) -> String {
    match left {
        None => "締切".to_owned(),
        Some(0) => "今日まで".to_owned(),
        Some(days) => format!("あと{days}日"),
    }
}

fn table(slug: &str, lines: Vec<AskedLine>) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|line| {
            let deadline = format!("{}（{}）", format_date(line.deadline), days(line.left));
            view! {
                <tr>
                    <th scope="row"><a href=paths::asked_one(slug, line.id)>{line.title}</a></th>
                    <td>{line.from}</td>
                    <td>{deadline}</td>
                    <td><Tag tone=progress_tone(line.progress) label=progress(line.progress)/></td>
                </tr>
            }
        })
        .collect_view();
    let columns = ["件名", "照会元", "回答期限", "回答"].map(Column::new).to_vec();
    view! { <Table caption="届いた照会" caption_hidden=true columns density=Density::Dense>{rows}</Table> }
}

/// What waits for an answer, on a home page; nothing where nothing does.
#[component]
pub fn AskedAtHome(
    /// The tenant's word in addresses.
    slug: String,
    /// What is asked and not answered, the earliest deadline first.
    waiting: Vec<AskedLine>,
) -> impl IntoView {
    (!waiting.is_empty()).then(|| {
        let list = table(&slug, waiting);
        let all = paths::asked(&slug);
        view! {
            <Section title="回答する照会">
                {list}
                <Buttons><ButtonLink href=all kind=ButtonKind::Secondary>"届いた照会をすべて見る"</ButtonLink></Buttons>
            </Section>
        }
    })
}

/// The page.
#[component]
pub fn AskedPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What is and was asked, the last deadline first.
    lines: Vec<AskedLine>,
) -> impl IntoView {
    let empty = lines.is_empty().then(|| {
        view! { <EmptyState title="届いた照会はありません"><p>"都道府県、国保連合会、国保中央会からの照会が、ここに並びます。"</p></EmptyState> }
    });
    let waits = |line: &AskedLine| line.left.is_some() && !line.progress.is_answered();
    let (waiting, rest): (Vec<_>, Vec<_>) = lines.into_iter().partition(waits);
    let part = |title: &'static str, mut lines: Vec<AskedLine>, earliest: bool| {
        if earliest {
            lines.reverse();
        }
        (!lines.is_empty()).then(|| {
            let list = table(&slug, lines);
            view! { <Section title>{list}</Section> }
        })
    };
    view! {
        <PageHeader title="届いた照会" lead="都道府県、国保連合会、国保中央会からの照会に、ここから回答します。"/>
        {empty}
        {part("回答する照会", waiting, true)}
        {part("回答した照会・締め切られた照会", rest, false)}
    }
}

/// What the page of one shows.
#[derive(Debug, Clone)]
pub struct AskedOneView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The reply.
    pub id: ReplyId,
    /// The version that is looked at.
    pub version: i32,
    /// What is asked.
    pub asked: Asked,
    /// The last day.
    pub deadline: NaiveDate,
    /// How far the reply is.
    pub progress: Progress,
    /// What was handed in, by whom and when.
    pub handed_in: Option<(Answers, String, DateTime<Utc>)>,
    /// What was sent after the end, and is kept nowhere.
    pub unsaved: Option<Answers>,
    /// Why it cannot be given or corrected.
    pub closed: Option<Closed>,
    /// Whether the officer may answer.
    pub may: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn AskedOnePage(
    /// What it shows.
    view: AskedOneView,
) -> impl IntoView {
    let AskedOneView {
        slug,
        id,
        version,
        asked,
        deadline,
        progress: at,
        handed_in,
        unsaved,
        closed,
        may,
        form,
        done,
    } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let answered = handed_in.is_some();
    let handed_in = handed_in.map(|(answers, by, at)| {
        let questionnaire = asked.questionnaire.clone();
        let said = format!("回答者：{by}　{}", when::moment(at));
        view! { <Section title="提出した回答"><p>{said}</p><AnswersShown questionnaire answers/></Section> }
    });
    let unsaved = unsaved.map(|answers| {
        let questionnaire = asked.questionnaire.clone();
        view! { <Unsaved questionnaire answers/> }
    });
    let why = closed.map(|closed| view! { <Notice kind=NoticeKind::Info title=closed_words(closed)/> });
    let entry = (may && closed.is_none()).then(|| {
        let form = form.clone();
        let questionnaire = asked.questionnaire.clone();
        let action = paths::asked_one(&slug, id);
        let (title, button) =
            if answered { ("回答を訂正する", "訂正した回答を提出する") } else { ("回答", "回答を提出する") };
        view! {
            <Section title>
                <PostForm action>
                    <HiddenField name="version" value=version.to_string()/>
                    <AnswerFields questionnaire form=form.clone()/>
                    <TextField form=&form name=Field::AnsweredBy.name() label=label(Field::AnsweredBy)
                        hint="照会元に伝わります" width=Width::Long autocomplete="name"/>
                    <Buttons>
                        <Button>{button}</Button>
                        <Button kind=ButtonKind::Secondary name="act" value="keep">"途中で保存する"</Button>
                    </Buttons>
                    <p class="muted">"途中で保存した内容は、提出するまで照会元には見えません。提出した後も、期限までは訂正できます。"</p>
                </PostForm>
            </Section>
        }
    });
    let Asked { from, title, purpose, contact, questionnaire } = asked;
    let email = Some(contact.email).filter(|email| !email.is_empty());
    let contact =
        [Some(contact.name), Some(contact.phone), email].into_iter().flatten().collect::<Vec<_>>().join("　");
    let lead = Some(questionnaire.lead)
        .filter(|lead| !lead.is_empty())
        .map(|lead| view! { <p class="said__body">{lead}</p> });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("届いた照会", paths::asked(&slug))] here=title.clone()/>
        <ErrorSummary form/>
        {done}
        <PageHeader title tag=Some((progress_tone(at), progress(at).to_owned()))/>
        <SummaryList>
            <SummaryRow label="照会元">{from}</SummaryRow>
            <SummaryRow label="回答期限">{format_date(deadline)}</SummaryRow>
            <SummaryRow label="照会の趣旨"><p class="said__body">{purpose}</p></SummaryRow>
            <SummaryRow label="問い合わせ先">{contact}</SummaryRow>
        </SummaryList>
        {why}
        {unsaved}
        {lead}
        {handed_in}
        {entry}
    }
}
