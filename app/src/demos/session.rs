//! S24: one session for the officers of both sides: whose turn it is, what was asked, what is promised, what is to do.

use super::{
    coming_links::{ComingPart, ComingSection},
    joint::{JointSection, JointView},
    moments::{HistorySection, Moment},
    tasks::{TaskLine, TaskTable},
    to_call::{ToCallSection, ToCallView},
    yearly::{YearlyAtRequest, YearlyView},
};
use crate::{
    dispatches::{AtSession, DispatchAtSession},
    messages::demos::{self as words, menu, people, provision, resource_kind, slot, stage, stage_tone},
    paths,
};
use chrono::NaiveDate;
use domain::{
    demos::{
        Headcount, Menu, Place, Provision, SessionRequest, Side, Slot, Stage, StageName, Travel, Warning,
    },
    ids::DemoId,
    wareki::format_date_with_weekday,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Crumb, Notice, NoticeKind, PageHeader, PostForm,
    Section, Stat, Stats, SummaryList, SummaryRow, Turn, TurnCard,
};
use leptos::prelude::*;

/// What an officer may do with a session now.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct May {
    /// Change anything at all: 担当.
    pub act: bool,
    /// Change what is asked for: the house asked, and nobody answered yet.
    pub amend: bool,
    /// Take attendance: the day has come.
    pub count: bool,
    /// Mark it held: it has begun.
    pub hold: bool,
    /// Ask those who came: it was held, and the house has a register.
    pub ask: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SessionView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// Which side looks.
    pub side: Side,
    /// The municipality.
    pub municipality: String,
    /// The federation.
    pub federation: String,
    /// Where it stands.
    pub stage: Stage,
    /// What was asked for.
    pub request: SessionRequest,
    /// Whether the federation entered it.
    pub told: bool,
    /// Who holds it together with whom.
    pub joint: JointView,
    /// How its municipality stands in the year; none where that is not counted.
    pub yearly: Option<YearlyView>,
    /// Who of those concerned has no mail address.
    pub to_call: ToCallView,
    /// Each candidate with what speaks against it.
    pub candidates: Vec<(Slot, Vec<Warning>)>,
    /// Who is registered.
    pub registered: Headcount,
    /// Who came; none while nobody was counted.
    pub attended: Option<Headcount>,
    /// Everything about those who come, once it is confirmed.
    pub coming: Option<ComingPart>,
    /// The tasks.
    pub tasks: Vec<TaskLine>,
    /// What it says of its dispatch.
    pub dispatch: AtSession,
    /// What happened, the newest first.
    pub moments: Vec<Moment>,
    /// The day in Japan.
    pub today: NaiveDate,
    /// What the officer may do now.
    pub may: May,
    /// Where a new request is filled from this one, once it is over and the officer may ask.
    pub again: Option<String>,
    /// How many requests were just left without a date that can be had.
    pub blocked: usize,
    /// What was just done, as a sentence.
    pub done: Option<String>,
    /// Why something was not done, as a sentence.
    pub refused: Option<String>,
}

/// The page.
#[component]
pub fn SessionPage(
    /// What it shows.
    session: SessionView,
) -> impl IntoView {
    let name = session.stage.name();
    let slug = session.slug.clone();
    let (here, caption) = match session.side {
        Side::Federation => (session.municipality.clone(), session.municipality.clone()),
        Side::Municipality | Side::Both => {
            ("デモ・説明会の詳細".to_owned(), format!("依頼先：{}", session.federation))
        }
    };
    let done =
        session.done.clone().map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let refused =
        session.refused.clone().map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("デモ・説明会", paths::demos(&slug))] here/>
        {done}
        {refused}
        {blocked(&session)}
        {offered(&session)}
        <PageHeader title=title(&session) caption tag=Some((stage_tone(name), stage(name).to_owned()))/>
        {turn(&session)}
        {session.yearly.map(|at| view! { <YearlyAtRequest slug=slug.clone() at/> })}
        {actions(&session)}
        {held(&session)}
        <JointSection slug=slug.clone() joint=session.joint.clone()/>
        <ToCallSection slug id=session.id to_call=session.to_call.clone() over=name.is_over()/>
        <DispatchAtSession at=session.dispatch.clone()/>
        {session.coming.clone().map(|part| view! { <ComingSection part/> })}
        {tasks(&session)}
        {request(&session)}
        <HistorySection moments=session.moments.clone()/>
    }
}

fn title(session: &SessionView) -> String {
    session.stage.session().map_or_else(|| "開催の依頼".to_owned(), |held| words::slot_short(&held.slot))
}

/// A date was just decided, and others cannot have theirs any more.
fn blocked(session: &SessionView) -> Option<impl IntoView + use<>> {
    (session.blocked > 0).then(|| {
        let title = format!("候補の日時がすべて取れなくなった依頼が{}件あります", session.blocked);
        let href = paths::blocked_demos(&session.slug);
        view! {
            <Notice kind=NoticeKind::Warning title>
                <p><a href=href>"代わりの日時を、まとめて知らせる"</a></p>
            </Notice>
        }
    })
}

/// None of the dates can be had any more, and others are offered.
fn offered(session: &SessionView) -> Option<impl IntoView + use<>> {
    let waits = session.stage.name() == StageName::Requested && !session.request.offered.is_empty();
    waits.then(|| {
        let dates = session.request.offered.iter().map(|one| view! { <li>{slot(one)}</li> }).collect_view();
        let choose = session.may.act.then(|| {
            view! { <p><a href=paths::demo_dates(&session.slug, session.id)>"代わりの日時を選ぶ"</a></p> }
        });
        view! {
            <Notice kind=NoticeKind::Warning title="候補の日時は、どれも取れなくなりました">
                <p>"次の日時なら、用意できる見込みです。"</p>
                <ul>{dates}</ul>
                {choose}
            </Notice>
        }
    })
}

fn turn(session: &SessionView) -> impl IntoView + use<> {
    let name = session.stage.name();
    let other = match session.side {
        Side::Federation => &session.municipality,
        Side::Municipality | Side::Both => &session.federation,
    };
    let offers = !session.request.offered.is_empty();
    let turn = match (name, session.side) {
        (StageName::Requested, Side::Federation) if offers => Turn::Theirs,
        (StageName::Requested, _) if offers => Turn::Yours,
        (StageName::Requested | StageName::Tentative | StageName::DispatchAsked, Side::Federation)
        | (StageName::Confirmed, _) => Turn::Yours,
        (StageName::Held, _) if session.may.act => Turn::Yours,
        (StageName::Requested | StageName::Tentative | StageName::DispatchAsked, _) => Turn::Theirs,
        _ => Turn::Nobody,
    };
    let reason = session.stage.reason().map(|reason| {
        view! { <p>{format!("理由：{}", reason.as_str())}</p> }
    });
    let sentence = match (name, session.side) {
        (StageName::Requested, Side::Federation) if offers => {
            format!("{other}に代わりの日時を知らせ、答えを待っています。")
        }
        (StageName::Requested, _) if offers => {
            "候補の日時が、どれも取れなくなりました。代わりの日時を1つ選んでください。".to_owned()
        }
        (StageName::Confirmed, _) if session.may.act && session.may.hold => {
            "開催の時刻になりました。来た人の出欠を付け、終わったら「開催済みにする」を押してください。"
                .to_owned()
        }
        (StageName::Held, _) if session.may.act => {
            "開催が終わりました。出欠を確かめて、実施報告を書いてください。".to_owned()
        }
        _ => words::turn_sentence(name, session.side, other),
    };
    view! { <TurnCard turn sentence>{reason}</TurnCard> }
}

fn actions(session: &SessionView) -> impl IntoView + use<> {
    let SessionView { slug, id, side, may, .. } = session;
    let name = session.stage.name();
    let decides = may.act && name == StageName::Requested && *side == Side::Federation;
    let decide = decides.then(|| {
        view! {
            <ButtonLink href=paths::demo_confirmation(slug, *id)>"日時と機材を決める"</ButtonLink>
            <ButtonLink href=paths::demo_refusal(slug, *id) kind=ButtonKind::Secondary>"お断りする"</ButtonLink>
        }
    });
    let confirms = may.act && *side == Side::Federation && name.is_arranged() && name != StageName::Confirmed;
    let confirm = confirms.then(|| {
        view! { <ButtonLink href=paths::demo_confirmation(slug, *id)>"開催を決める"</ButtonLink> }
    });
    let changes = may.act && name.is_arranged();
    let change = (changes && *side == Side::Federation).then(|| {
        view! { <ButtonLink href=paths::demo_change(slug, *id) kind=ButtonKind::Secondary>"日時・場所・機材を変える"</ButtonLink> }
    });
    let on_site = session.stage.session().is_some_and(|held| held.place == Place::OnSite);
    let venue = (changes && on_site && *side != Side::Federation).then(|| {
        view! { <ButtonLink href=paths::demo_venue(slug, *id) kind=ButtonKind::Secondary>"会場を変える"</ButtonLink> }
    });
    let lends =
        session.stage.session().is_some_and(|held| held.loan.is_some()) && name != StageName::Cancelled;
    let loans = (lends && may.act).then(|| {
        view! { <ButtonLink href=paths::demo_loans(slug, *id) kind=ButtonKind::Secondary>"機材貸出の確認"</ButtonLink> }
    });
    let attendance = (may.act && may.count).then(|| {
        view! { <ButtonLink href=paths::demo_attendance(slug, *id)>"出欠を付ける"</ButtonLink> }
    });
    let report = (may.act && name == StageName::Held).then(|| {
        view! { <ButtonLink href=paths::demo_report(slug, *id)>"実施報告を書く"</ButtonLink> }
    });
    let again = session.again.clone().map(|href| {
        view! { <ButtonLink href kind=ButtonKind::Secondary>"この内容をもとに、新しく依頼する"</ButtonLink> }
    });
    let amend = may.amend.then(|| {
        view! { <ButtonLink href=paths::demo_request(slug, *id) kind=ButtonKind::Secondary>"依頼の内容を変える"</ButtonLink> }
    });
    let stands = session.stage.public().is_some() && name != StageName::Cancelled;
    let lists = stands.then(|| {
        view! {
            <ButtonLink href=paths::demo_participants(slug, *id) kind=ButtonKind::Secondary>"参加者名簿（印刷用）"</ButtonLink>
            <ButtonLink href=paths::demo_calendar(slug, *id) kind=ButtonKind::Secondary>"カレンダーに入れる（.ics）"</ButtonLink>
        }
    });
    let ends = may.act && (name.is_arranged() || (name == StageName::Requested && *side != Side::Federation));
    let end = ends.then(|| {
        let label = if name == StageName::Requested { "依頼を取り下げる" } else { "中止する" };
        view! { <ButtonLink href=paths::demo_cancellation(slug, *id) kind=ButtonKind::Warning>{label}</ButtonLink> }
    });
    let hold = (may.act && may.hold && name == StageName::Confirmed).then(|| {
        view! {
            <PostForm action=paths::demo_holding(slug, *id) class="inline">
                <Button kind=ButtonKind::Secondary>"開催済みにする"</Button>
            </PostForm>
        }
    });
    let ask = may.ask.then(|| {
        view! { <ButtonLink href=paths::survey_after_session(slug, *id) kind=ButtonKind::Secondary>"参加した方にアンケートを送る"</ButtonLink> }
    });
    view! { <Buttons>{decide}{confirm}{attendance}{report}{again}{ask}{amend}{change}{venue}{loans}{lists}{end}</Buttons>{hold} }
}

/// What was confirmed, and who comes.
fn held(session: &SessionView) -> Option<impl IntoView + use<>> {
    let held = session.stage.session()?.clone();
    let promised = held
        .promises
        .iter()
        .map(|promise| format!("{}：{}", resource_kind(promise.kind), promise.name))
        .collect::<Vec<_>>()
        .join("、");
    let tentative = session.stage.public().is_none();
    let title = if tentative { "仮に押さえていること" } else { "決まったこと" };
    let federation = session.side == Side::Federation;
    let link = Some(held.link.clone()).filter(|link| !link.is_empty()).map(|link| {
        view! { <SummaryRow label="接続先"><a href=link.clone() rel="noreferrer">{link.clone()}</a></SummaryRow> }
    });
    let travels = federation && held.place == Place::OnSite && held.travel != Travel::NONE;
    let travel = travels.then(|| {
        let ways = format!(
            "行き {}、帰り {}",
            words::way(held.travel.minutes_before()),
            words::way(held.travel.minutes_after())
        );
        view! { <SummaryRow label="移動時間">{ways}</SummaryRow> }
    });
    let loan = held.loan.map(|loan| {
        let days = format!(
            "発送 {}　返却 {}",
            format_date_with_weekday(loan.ships),
            format_date_with_weekday(loan.returns)
        );
        view! { <SummaryRow label="機材貸出">{days}</SummaryRow> }
    });
    let promised = if promised.is_empty() { "なし".to_owned() } else { promised };
    let attended = session.attended.map(|count| {
        view! {
            <Stat label="来た事業所・団体" value=count.offices.to_string() unit="団体"/>
            <Stat label="来た人" value=count.people.to_string() unit="人"/>
        }
    });
    let registered = session.registered;
    let capacity = held.capacity.get();
    let (at, place) = (slot(&held.slot), words::location(held.place, &held.venue));
    Some(view! {
        <Section title=title>
            <SummaryList dense=true>
                <SummaryRow label="日時">{at}</SummaryRow>
                <SummaryRow label="場所">{place}</SummaryRow>
                {link}
                <SummaryRow label="講師と機材">{promised}</SummaryRow>
                {travel}
                {loan}
                <SummaryRow label="定員">{people(capacity)}</SummaryRow>
            </SummaryList>
        </Section>
        {(!tentative).then(|| view! {
        <Section title="参加の申込み">
            <Stats>
                <Stat label="申し込んだ事業所" value=registered.offices.to_string() unit="団体"/>
                <Stat label="申し込んだ人" value=registered.people.to_string() unit="人" note=format!("定員{capacity}人")/>
                {attended}
            </Stats>
        </Section>
        })}
    })
}

/// `プロジェクターとスクリーン、マイク`; none where nothing was named.
pub(super) fn provisions(provisions: &[Provision]) -> Option<String> {
    let named: Vec<_> = provisions.iter().map(|one| provision(*one)).collect();
    (!named.is_empty()).then(|| named.join("、"))
}

/// `送受信体験、相談`.
pub(super) fn menus(menus: &[Menu]) -> String {
    menus.iter().map(|one| menu(*one)).collect::<Vec<_>>().join("、")
}

fn tasks(session: &SessionView) -> Option<impl IntoView + use<>> {
    let stands = session.stage.session().is_some() && session.stage.name() != StageName::Cancelled;
    stands.then(|| {
        let (slug, side, may_act) = (session.slug.clone(), session.side, session.may.act);
        let (today, lines) = (session.today, session.tasks.clone());
        let add = may_act.then(|| {
            let href = paths::new_demo_chore(&slug, session.id);
            view! {
                <Buttons><ButtonLink href kind=ButtonKind::Quiet>"この開催だけの準備を加える"</ButtonLink></Buttons>
            }
        });
        let table = if lines.is_empty() {
            view! { <p class="muted">"準備はありません"</p> }.into_any()
        } else {
            view! { <TaskTable slug caption="準備の予定" side may_act today lines/> }.into_any()
        };
        view! {
            <Section title="準備の予定" id="tasks">{table}{add}</Section>
        }
    })
}

fn request(session: &SessionView) -> impl IntoView + use<> {
    let asked = session.request.clone();
    let candidates = session
        .candidates
        .iter()
        .map(|(candidate, warnings)| {
            let warnings =
                warnings.iter().map(|one| view! { <li>{words::warning(*one)}</li> }).collect_view();
            view! { <li>{slot(candidate)}<ul class="muted">{warnings}</ul></li> }
        })
        .collect_view();
    let told = session.told.then(|| {
        view! { <SummaryRow label="受付の方法">"電話などで受け、連合会が入力"</SummaryRow> }
    });
    let (menu, place) = (menus(&asked.menu), words::location(asked.place, &asked.venue));
    let (municipality, expected) = (session.municipality.clone(), people(asked.people.get()));
    let contact = format!("{}　電話 {}", asked.contact.name, asked.contact.phone);
    let joint = asked.joint.then(|| view! { <SummaryRow label="相乗り開催">"希望あり"</SummaryRow> });
    let there = provisions(&asked.provisions)
        .map(|named| view! { <SummaryRow label="会場で用意できるもの">{named}</SummaryRow> });
    let email = Some(asked.contact.email).filter(|email| !email.is_empty());
    let note = Some(asked.note)
        .filter(|note| !note.is_empty())
        .map(|note| view! { <SummaryRow label="連絡事項">{note}</SummaryRow> });
    view! {
        <Section title="依頼の内容">
            <SummaryList dense=true>
                <SummaryRow label="市区町村">{municipality}</SummaryRow>
                {told}
                <SummaryRow label="内容">{menu}</SummaryRow>
                <SummaryRow label="候補の日時"><ol>{candidates}</ol></SummaryRow>
                <SummaryRow label="参加見込み">{expected}</SummaryRow>
                <SummaryRow label="場所">{place}</SummaryRow>
                {there}
                {joint}
                <SummaryRow label="担当者">
                    <p>{contact}</p>
                    {email.map(|email| view! { <p>{email}</p> })}
                </SummaryRow>
                {note}
            </SummaryList>
        </Section>
    }
}
