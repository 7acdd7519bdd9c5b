//! One dispatch, for the officers of the three houses; and its part of the session's page.

use crate::{
    messages::{
        demos::{menu, people, place, slot},
        dispatches::{self as words, approval, approval_tone, cost_line, payer},
    },
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Place, Slot},
    dispatches::{Approval, Asked, Costs, Happening, House, Stage, StageName},
    ids::{DemoId, DispatchId},
};
use elements::{
    Breadcrumb, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, Notice, NoticeKind, PageHeader,
    Section, SummaryList, SummaryRow, Table, Tag, Timeline, TimelineEntry, Turn, TurnCard,
};
use leptos::prelude::*;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchMoment {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub happening: Happening,
    /// Who, as far as this house may know; empty where it may not.
    pub by: String,
}

/// What an officer may do with a dispatch now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
pub struct DispatchMay {
    /// Answer, or record the answer.
    pub answer: bool,
    /// Ask anew, or take it back.
    pub ask: bool,
    /// Estimate the 旅費.
    pub estimate: bool,
    /// Say yes or no to it.
    pub approve: bool,
    /// Print the request.
    pub print: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct DispatchView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The dispatch.
    pub id: DispatchId,
    /// The session, where this house sees it.
    pub session: Option<DemoId>,
    /// Which house looks.
    pub house: House,
    /// The federation.
    pub federation: String,
    /// The municipality.
    pub municipality: String,
    /// Whether 国保中央会 has a house here.
    pub central_is_here: bool,
    /// What is asked for.
    pub asked: Asked,
    /// Where it stands.
    pub stage: Stage,
    /// 旅費.
    pub costs: Option<Costs>,
    /// Its parts, in words.
    pub cost_lines: Vec<(domain::dispatches::CostLine, domain::money::Yen)>,
    /// The session's date, where it is another one by now.
    pub moved_to: Option<Slot>,
    /// What happened, the newest first.
    pub moments: Vec<DispatchMoment>,
    /// What the officer may do now.
    pub may: DispatchMay,
    /// What was just done, as a sentence.
    pub done: Option<String>,
    /// Why something was not done, as a sentence.
    pub refused: Option<String>,
}

/// The page.
#[component]
pub fn DispatchPage(
    /// What it shows.
    dispatch: DispatchView,
) -> impl IntoView {
    let name = dispatch.stage.name();
    let slug = dispatch.slug.clone();
    let crumb = match dispatch.house {
        House::Municipality => Crumb::new("デモ・説明会", paths::demos(&slug)),
        House::Federation | House::Central => Crumb::new("講師派遣", paths::dispatches(&slug)),
    };
    let title = format!("{}　講師派遣の依頼", dispatch.municipality);
    let done =
        dispatch.done.clone().map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let refused =
        dispatch.refused.clone().map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    view! {
        <Breadcrumb crumbs=vec![crumb] here="講師派遣の依頼"/>
        {done}
        {refused}
        <PageHeader title caption=format!("依頼元：{}", dispatch.federation) tag=Some((words::stage_tone(name), words::stage(name).to_owned()))/>
        {turn(&dispatch)}
        {moved(&dispatch)}
        {actions(&dispatch)}
        {answer(&dispatch.stage)}
        {costs(&dispatch)}
        {request(&dispatch)}
        {history(&dispatch)}
    }
}

fn turn(dispatch: &DispatchView) -> impl IntoView + use<> {
    let name = dispatch.stage.name();
    let turn = match (name, dispatch.house) {
        (StageName::Asked, House::Central) | (StageName::Proposed, House::Federation) => Turn::Yours,
        (StageName::Asked | StageName::Proposed, _) => Turn::Theirs,
        (StageName::Accepted | StageName::Declined | StageName::Withdrawn, _) => Turn::Nobody,
    };
    let reason =
        dispatch.stage.reason().map(|reason| view! { <p>{format!("理由：{}", reason.as_str())}</p> });
    let absent = (!dispatch.central_is_here && dispatch.house == House::Federation && name == StageName::Asked)
        .then(|| {
            view! { <p>"国保中央会はひろめるを利用していません。依頼書を印刷して送り、電話やFAXで受けた回答を記録してください。"</p> }
        });
    view! { <TurnCard turn sentence=words::turn_sentence(name, dispatch.house)>{reason}{absent}</TurnCard> }
}

fn moved(dispatch: &DispatchView) -> Option<impl IntoView + use<>> {
    let to = dispatch.moved_to.filter(|_| dispatch.stage.name().is_live())?;
    let title = format!("デモ・説明会の日時は {} です", slot(&to));
    Some(view! {
        <Notice kind=NoticeKind::Warning title>
            <p>"依頼の日時と違います。連合会は、この日時で改めて依頼してください。"</p>
        </Notice>
    })
}

fn actions(dispatch: &DispatchView) -> impl IntoView + use<> {
    let DispatchView { slug, id, may, session, house, .. } = dispatch;
    let answers =
        if *house == House::Central { "回答する" } else { "国保中央会の回答を記録する" };
    let central = *house == House::Central;
    let answer = may.answer.then(|| {
        let kind = if central && dispatch.stage.name() == StageName::Asked {
            ButtonKind::Primary
        } else {
            ButtonKind::Secondary
        };
        view! { <ButtonLink href=paths::dispatch_answer(slug, *id) kind>{answers}</ButtonLink> }
    });
    let again = session.filter(|_| may.ask).map(|session| {
        view! { <ButtonLink href=paths::demo_dispatch(slug, session) kind=ButtonKind::Secondary>"改めて依頼する"</ButtonLink> }
    });
    let estimate = may.estimate.then(|| {
        view! { <ButtonLink href=paths::dispatch_costs(slug, *id) kind=ButtonKind::Secondary>"旅費を見積もる"</ButtonLink> }
    });
    let approve = may.approve.then(|| {
        view! { <ButtonLink href=paths::dispatch_approval(slug, *id)>"旅費を承認する・しない"</ButtonLink> }
    });
    let print = may.print.then(|| {
        view! { <ButtonLink href=paths::dispatch_sheet(slug, *id) kind=ButtonKind::Secondary>"依頼書（PDF）"</ButtonLink> }
    });
    let withdraw = may.ask.then(|| {
        view! { <ButtonLink href=paths::dispatch_withdrawal(slug, *id) kind=ButtonKind::Warning>"依頼を取り下げる"</ButtonLink> }
    });
    let session = session.map(|session| {
        view! { <ButtonLink href=paths::demo_session(slug, session) kind=ButtonKind::Quiet>"デモ・説明会のページ"</ButtonLink> }
    });
    view! { <Buttons>{approve}{answer}{again}{estimate}{print}{withdraw}{session}</Buttons> }
}

/// What was answered, as far as there is more than a word.
fn answer(stage: &Stage) -> Option<impl IntoView + use<>> {
    let rows = match stage {
        Stage::Accepted { lecturer, .. } => {
            let lecturer = lecturer.clone();
            view! { <SummaryRow label="講師">{lecturer}</SummaryRow> }.into_any()
        }
        Stage::Proposed { slots, online, message, .. } => {
            let items = slots.iter().map(|one| view! { <li>{slot(one)}</li> }).collect_view();
            let dates = (!slots.is_empty()).then(|| {
                view! { <SummaryRow label="別案の日時"><ul>{items}</ul></SummaryRow> }
            });
            let online = online.then(|| {
                view! { <SummaryRow label="オンライン">"オンラインなら対応できます（旅費はかかりません）"</SummaryRow> }
            });
            let message = Some(message.clone())
                .filter(|message| !message.is_empty())
                .map(|message| view! { <SummaryRow label="添えられたこと"><p class="said__body">{message}</p></SummaryRow> });
            view! { {dates}{online}{message} }.into_any()
        }
        Stage::Declined { .. } if stage.told().is_some() => ().into_any(),
        Stage::Asked { .. } | Stage::Declined { .. } | Stage::Withdrawn { .. } => return None,
    };
    let told = stage.told().map(|told| {
        let told = words::told(told);
        view! { <SummaryRow label="回答の受け方">{told}</SummaryRow> }
    });
    Some(
        view! { <Section title="国保中央会の回答"><SummaryList dense=true>{rows}{told}</SummaryList></Section> },
    )
}

/// The amount with its parts, who pays, and what the municipality says.
fn costs(dispatch: &DispatchView) -> impl IntoView + use<> {
    let Some(costs) = dispatch.costs.clone() else {
        let words = match dispatch.asked.place {
            Place::Online => "オンラインのため、旅費はかかりません。",
            Place::OnSite => "まだ見積もられていません。",
        };
        return view! { <Section title="国保中央会の旅費"><p>{words}</p></Section> }.into_any();
    };
    let rows = dispatch
        .cost_lines
        .iter()
        .map(|(line, yen)| {
            view! { <tr><th scope="row">{cost_line(*line)}</th><td class="number">{yen.to_string()}</td></tr> }
        })
        .collect_view();
    let total = costs.total.to_string();
    let decided = match &costs.approval {
        Approval::NotNeeded | Approval::Waiting => None,
        Approval::Approved { at, by, told } => {
            let how = if *told { "（連合会が記録）" } else { "" };
            Some(format!("{by}　{}{how}", when::moment(*at)))
        }
        Approval::Refused { at, by, reason } => {
            Some(format!("{by}　{}　理由：{}", when::moment(*at), reason.as_str()))
        }
    };
    let decided = decided.map(|decided| view! { <p>{decided}</p> });
    let by = format!("{}（{}）", words::house(costs.by), when::moment(costs.at));
    let columns = vec![Column::new("費目"), Column::number("金額")];
    view! {
        <Section title="国保中央会の旅費">
            <Table caption=format!("旅費の見積り（{}人）", costs.travel.people) columns density=Density::Dense>
                {rows}
                <tr><th scope="row">"合計"</th><td class="number"><strong>{total}</strong></td></tr>
            </Table>
            <SummaryList dense=true>
                <SummaryRow label="負担するところ">{payer(costs.payer)}</SummaryRow>
                <SummaryRow label="市区町村の承認">
                    <Tag tone=approval_tone(&costs.approval) label=approval(&costs.approval)/>
                    {decided}
                </SummaryRow>
                <SummaryRow label="見積もったところ">{by}</SummaryRow>
            </SummaryList>
        </Section>
    }
    .into_any()
}

fn request(dispatch: &DispatchView) -> impl IntoView + use<> {
    let asked = dispatch.asked.clone();
    let menus = asked.menu.iter().map(|one| menu(*one)).collect::<Vec<_>>().join("、");
    let whereabouts = match asked.place {
        Place::OnSite => format!("{}（{}）", place(Place::OnSite), asked.venue),
        Place::Online => place(Place::Online).to_owned(),
    };
    let contact = format!("{}　電話 {}", asked.contact.name, asked.contact.phone);
    let email = Some(asked.contact.email).filter(|email| !email.is_empty());
    let municipality = dispatch.municipality.clone();
    let expected = people(asked.people);
    let at = slot(&asked.slot);
    view! {
        <Section title="依頼の内容">
            <SummaryList dense=true>
                <SummaryRow label="日時">{at}</SummaryRow>
                <SummaryRow label="市区町村">{municipality}</SummaryRow>
                <SummaryRow label="場所">{whereabouts}</SummaryRow>
                <SummaryRow label="参加見込み">{expected}</SummaryRow>
                <SummaryRow label="当日の内容">{menus}</SummaryRow>
                <SummaryRow label="講師に依頼する内容"><p class="said__body">{asked.purpose}</p></SummaryRow>
                <SummaryRow label="旅費を負担するところ">{payer(asked.payer)}</SummaryRow>
                <SummaryRow label="連合会の担当者">
                    <p>{contact}</p>
                    {email.map(|email| view! { <p>{email}</p> })}
                </SummaryRow>
            </SummaryList>
        </Section>
    }
}

fn history(dispatch: &DispatchView) -> impl IntoView + use<> {
    let entries = dispatch
        .moments
        .clone()
        .into_iter()
        .map(|DispatchMoment { at, happening, by }| {
            view! {
                <TimelineEntry title=words::happening(happening) at=when::moment(at) datetime=when::datetime(at) by tone=words::happening_tone(happening)/>
            }
        })
        .collect_view();
    view! { <Section title="これまでの経過"><Timeline>{entries}</Timeline></Section> }
}

/// What the page of a session says of its dispatch.
#[derive(Debug, Clone, PartialEq)]
pub struct AtSession {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub session: DemoId,
    /// The newest dispatch: its id, where it stands, who comes, the date asked for, the amount with its approval.
    pub dispatch: Option<(DispatchId, Stage, Slot, Option<Costs>)>,
    /// The session's date, where it is set.
    pub date: Option<Slot>,
    /// Whether the officer may ask now.
    pub may_ask: bool,
    /// Whether the reader is the federation.
    pub federation: bool,
}

/// The part of the session's page.
#[component]
pub fn DispatchAtSession(
    /// What it says.
    at: AtSession,
) -> impl IntoView {
    let AtSession { slug, session, dispatch, date, may_ask, federation } = at;
    let live = dispatch.as_ref().is_some_and(|(_, stage, ..)| stage.name().is_live());
    let asking = paths::demo_dispatch(&slug, session);
    let ask = (may_ask && !live).then(|| {
        view! {
            <Buttons>
                <ButtonLink href=asking kind=ButtonKind::Secondary>"国保中央会に講師派遣を依頼する"</ButtonLink>
            </Buttons>
        }
    });
    let there = dispatch.is_some() || ask.is_some();
    let body = dispatch.map(|(id, stage, asked_for, costs)| {
        let name = stage.name();
        let lecturer = match &stage {
            Stage::Accepted { lecturer, .. } => Some(lecturer.clone()),
            Stage::Asked { .. } | Stage::Proposed { .. } | Stage::Declined { .. } | Stage::Withdrawn { .. } => None,
        };
        let lecturer = lecturer.map(|lecturer| view! { <SummaryRow label="講師">{lecturer}</SummaryRow> });
        let costs = costs.map(|costs| {
            let words = format!("{}（{}が負担）", costs.total, payer(costs.payer));
            view! {
                <SummaryRow label="旅費">
                    {words}" "<Tag tone=approval_tone(&costs.approval) label=approval(&costs.approval)/>
                </SummaryRow>
            }
        });
        let differs = date.filter(|date| live && *date != asked_for).map(|_| {
            let words = if federation {
                "開催の日時が、依頼した日時と違います。改めて依頼してください。"
            } else {
                "開催の日時が、依頼した日時と違います。連合会が改めて依頼します。"
            };
            view! { <Notice kind=NoticeKind::Warning title=words/> }
        });
        view! {
            {differs}
            <SummaryList dense=true>
                <SummaryRow label="状態"><Tag tone=words::stage_tone(name) label=words::stage(name)/></SummaryRow>
                <SummaryRow label="依頼した日時">{slot(&asked_for)}</SummaryRow>
                {lecturer}
                {costs}
            </SummaryList>
            <p><a href=paths::dispatch(&slug, id)>"講師派遣の依頼を見る"</a></p>
        }
    });
    there.then(|| view! { <Section title="国保中央会の講師派遣" id="dispatch">{body}{ask}</Section> })
}
