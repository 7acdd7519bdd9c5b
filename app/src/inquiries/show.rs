//! One inquiry, for the house that asks: who answered.

use crate::{
    messages::inquiries::{progress, progress_tone, stage, stage_tone, way},
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::Contact,
    ids::{InquiryId, ReplyId},
    inquiries::{Field, Progress, Stage, Standing, Way},
    surveys::Questionnaire,
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, DateField, Density, Details,
    ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, Stat, Stats,
    SummaryList, SummaryRow, Table, Tag,
};
use leptos::prelude::*;

use super::answer::QuestionsShown;

/// A house that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyLine {
    /// Its reply.
    pub id: ReplyId,
    /// Its name.
    pub name: String,
    /// Whether it answers here.
    pub is_here: bool,
    /// How far it is.
    pub progress: Progress,
    /// Who answered.
    pub answered_by: String,
    /// When, the last time.
    pub answered_at: Option<DateTime<Utc>>,
    /// By which way it was told.
    pub told: Option<Way>,
    /// How often it was reminded.
    pub reminders: i32,
}

/// Whether those who have not answered can be reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminding {
    /// They can.
    Now,
    /// They were today.
    DoneToday,
    /// The last day is over.
    Over,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct InquiryView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The inquiry.
    pub id: InquiryId,
    /// The version that is looked at.
    pub version: i32,
    /// 件名.
    pub title: String,
    /// Why.
    pub purpose: String,
    /// Whom to call.
    pub contact: Contact,
    /// The questions.
    pub questionnaire: Questionnaire,
    /// The last day.
    pub deadline: NaiveDate,
    /// Where it stands.
    pub stage: Stage,
    /// Who answered.
    pub standing: Standing,
    /// The houses.
    pub lines: Vec<ReplyLine>,
    /// On which day those who had not answered were reminded last.
    pub reminded_on: Option<NaiveDate>,
    /// Whether they can be reminded now.
    pub reminding: Reminding,
    /// Whether there are houses that are not asked yet.
    pub more: bool,
    /// Whether the officer may change it.
    pub keeps: bool,
    /// The new deadline, as typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn InquiryPage(
    /// What it shows.
    view: InquiryView,
) -> impl IntoView {
    let done =
        view.done.clone().map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let actions = actions(&view);
    let (counts, houses, control) = match view.stage {
        Stage::Draft => (None, None, None),
        Stage::Open | Stage::Closed => (
            Some(counts(&view)),
            Some(houses(&view)),
            (view.stage == Stage::Open && view.keeps).then(|| control(&view)),
        ),
    };
    let InquiryView { slug, title, purpose, contact, questionnaire, deadline, stage: at, form, .. } = view;
    let email = Some(contact.email.clone()).filter(|email| !email.is_empty());
    let contact =
        [Some(contact.name), Some(contact.phone), email].into_iter().flatten().collect::<Vec<_>>().join("　");
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("照会", paths::inquiries(&slug))] here=title.clone()/>
        <ErrorSummary form/>
        {done}
        <PageHeader title tag=Some((stage_tone(at), stage(at).to_owned()))/>
        {actions}
        {counts}
        {houses}
        {control}
        <Section title="照会の内容">
            <SummaryList>
                <SummaryRow label="回答期限">{format_date(deadline)}</SummaryRow>
                <SummaryRow label="照会の趣旨"><p class="said__body">{purpose}</p></SummaryRow>
                <SummaryRow label="問い合わせ先">{contact}</SummaryRow>
            </SummaryList>
        </Section>
        <Section title="設問"><QuestionsShown questionnaire/></Section>
    }
}

fn actions(view: &InquiryView) -> impl IntoView + use<> {
    let InquiryView { slug, id, stage, keeps, more, .. } = view;
    let draft = *stage == Stage::Draft;
    let of_draft = (*keeps && draft).then(|| {
        view! {
            <ButtonLink href=paths::inquiry_opening(slug, *id)>"確かめて照会する"</ButtonLink>
            <ButtonLink href=paths::inquiry_questions(slug, *id) kind=ButtonKind::Secondary>"設問を直す"</ButtonLink>
            <ButtonLink href=paths::inquiry_edit(slug, *id) kind=ButtonKind::Secondary>"内容を変更する"</ButtonLink>
        }
    });
    let answers = (!draft).then(|| {
        view! { <ButtonLink href=paths::inquiry_answers(slug, *id)>"回答の表を見る"</ButtonLink> }
    });
    let further = (*keeps && *stage == Stage::Open && *more).then(|| {
        view! { <ButtonLink href=paths::inquiry_opening(slug, *id) kind=ButtonKind::Secondary>"ほかの団体にも照会する"</ButtonLink> }
    });
    view! { <Buttons>{of_draft}{answers}{further}</Buttons> }
}

fn counts(view: &InquiryView) -> impl IntoView + use<> {
    let Standing { asked, answered } = view.standing;
    let left = view.standing.left();
    let rate = view.standing.rate().map_or_else(String::new, |rate| format!("{}.{}%", rate / 10, rate % 10));
    let reminded = view.reminded_on.map(|day| format!("最後の督促：{}", format_date(day)));
    let deadline = if view.reminding == Reminding::Over {
        "回答期限を過ぎました".to_owned()
    } else {
        format!("{}まで", format_date(view.deadline))
    };
    view! {
        <Section title="回答の状況">
            <Stats>
                <Stat label="照会した団体" value=asked.to_string() unit="団体" note=deadline/>
                <Stat label="回答した団体" value=answered.to_string() unit="団体" note=rate/>
                <Stat label="未回答の団体" value=left.to_string() unit="団体" note=reminded/>
            </Stats>
        </Section>
    }
}

fn houses(view: &InquiryView) -> impl IntoView + use<> {
    let rows = view
        .lines
        .iter()
        .map(|line| {
            let at = line.answered_at.map_or_else(|| "―".to_owned(), when::moment);
            let by = match line.told {
                Some(told) => format!("{}（{}で受付）", line.answered_by, way(told)),
                None => line.answered_by.clone(),
            };
            let name = if line.is_here {
                line.name.clone()
            } else {
                format!("{}（ひろめるの利用なし）", line.name)
            };
            let reminders = match line.reminders {
                0 => "―".to_owned(),
                times => format!("{times}回"),
            };
            view! {
                <tr>
                    <th scope="row"><a href=paths::inquiry_reply(&view.slug, view.id, line.id)>{name}</a></th>
                    <td><Tag tone=progress_tone(line.progress) label=progress(line.progress)/></td>
                    <td>{at}</td>
                    <td>{by}</td>
                    <td>{reminders}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = ["団体", "回答", "回答した日時", "回答者", "督促"].map(Column::new).to_vec();
    view! {
        <Section title="団体ごとの回答">
            <p class="muted">"未回答の団体が先に並びます。ひろめるを利用していない団体の回答は、受けた方が団体のページから記録します。"</p>
            <Table caption="団体ごとの回答" caption_hidden=true columns density=Density::Dense>{rows}</Table>
        </Section>
    }
}

/// 督促, 期限の変更, 締切.
fn control(view: &InquiryView) -> impl IntoView + use<> {
    let InquiryView { slug, id, version, form, reminding, standing, .. } = view;
    let version = version.to_string();
    let remind = match (standing.left(), *reminding) {
        (0, _) => None,
        (left, Reminding::Now) => {
            let waits = |line: &&ReplyLine| line.is_here && !line.progress.is_answered();
            let here = view.lines.iter().filter(waits).count();
            let lead = format!(
                "まだ回答していない{left}団体のうち、ひろめるを利用している{here}団体に、メールで回答をお願いします。"
            );
            let (version, action) = (version.clone(), paths::inquiry_reminder(slug, *id));
            Some(
                view! {
                    <PostForm action>
                        <HiddenField name="version" value=version/>
                        <p>{lead}</p>
                        <Button kind=ButtonKind::Secondary>"未回答の団体に督促する"</Button>
                    </PostForm>
                }
                .into_any(),
            )
        }
        (_, Reminding::Over) => Some(
            view! { <p class="muted">"回答期限を過ぎています。期限を変えると、督促できます。"</p> }
                .into_any(),
        ),
        (_, Reminding::DoneToday) => Some(
            view! { <p class="muted">"今日はすでに督促しました。督促は1日に1回までです。"</p> }.into_any(),
        ),
    };
    let (form, moving, closing) =
        (form.clone(), paths::inquiry_deadline(slug, *id), paths::inquiry_closure(slug, *id));
    let of_closing = version.clone();
    view! {
        <Section title="期限と督促">
            {remind}
            <PostForm action=moving>
                <HiddenField name="version" value=version/>
                <DateField form=&form name=Field::Deadline.name() label="新しい回答期限" hint="変えると、照会したすべての団体にメールで知らせます"/>
                <Button kind=ButtonKind::Secondary>"回答期限を変える"</Button>
            </PostForm>
            <Details summary="締め切る">
                <p>"締め切ると、どの団体も回答や訂正ができなくなります。元には戻せません。"</p>
                <PostForm action=closing>
                    <HiddenField name="version" value=of_closing/>
                    <Button kind=ButtonKind::Warning>"締め切る"</Button>
                </PostForm>
            </Details>
        </Section>
    }
}
