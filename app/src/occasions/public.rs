//! What everybody sees of occasions, and how a body registers: without signing in, or by an officer of the body.

use super::{
    body_form::{BodyFields, ChangeFields},
    show::OccasionFacts,
    when_words,
};
use crate::{
    messages::occasions::{body_kind, kind, not_open},
    paths,
};
use domain::{
    ids::OccasionId,
    occasions::{BodyKind, NotOpen, Occasion, Stage},
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, Cards, EmptyState, ErrorSummary, FormState, HiddenField, LinkCard,
    Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// What a house publishes.
#[component]
pub fn PublicOccasionsPage(
    /// The house's word in addresses.
    slug: String,
    /// Its name.
    host: String,
    /// The occasions to come.
    occasions: Vec<(OccasionId, Occasion)>,
) -> impl IntoView {
    let list = if occasions.is_empty() {
        view! { <EmptyState title="これからの催しはありません"/> }.into_any()
    } else {
        let cards = occasions
            .into_iter()
            .map(|(id, occasion)| {
                let words = format!("{}　{}", kind(occasion.kind), when_words(&occasion));
                view! { <LinkCard href=paths::public_occasion(&slug, id) title=occasion.title><p>{words}</p></LinkCard> }
            })
            .collect_view();
        view! { <Section title="これからの催し" id="occasions"><Cards>{cards}</Cards></Section> }.into_any()
    };
    view! {
        <PageHeader title="催しの案内" caption=host lead="ケアプランデータ連携システムに関する、ウェビナー、講演、展示、説明会です。"/>
        {list}
    }
}

/// Whether one may register, and with how many places left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join {
    /// Why nobody can; none where one can.
    pub closed: Option<NotOpen>,
    /// Places left; none where there is no limit.
    pub left: Option<u16>,
}

/// What the page of an occasion shows to everybody.
#[derive(Debug, Clone)]
pub struct PublicOccasionView {
    /// The host's word in addresses.
    pub slug: String,
    /// The host.
    pub host: String,
    /// The occasion.
    pub id: OccasionId,
    /// What it is.
    pub occasion: Occasion,
    /// Where it stands.
    pub stage: Stage,
    /// Whether one may register.
    pub join: Join,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// One occasion for everybody, with the registration of a body.
#[component]
pub fn PublicOccasionPage(
    /// What it shows.
    view: PublicOccasionView,
) -> impl IntoView {
    let PublicOccasionView { slug, host, id, occasion, stage, join, form, done } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let table = (occasion.table_public && occasion.registers()).then(|| {
        view! { <p><a href=paths::public_occasion_table(&slug, id)>"都道府県別の申込状況を見る"</a></p> }
    });
    let registration = registration(&occasion, join, |form_there| {
        let form = form.clone();
        form_there.then(|| {
            view! {
                <PostForm action=paths::public_occasion(&slug, id)>
                    <BodyFields form=form.clone()/>
                    <ChangeFields form/>
                    <Buttons><Button>"この内容で申し込む"</Button></Buttons>
                </PostForm>
            }
            .into_any()
        })
    });
    let title = occasion.title.clone();
    view! {
        <BackLink href=paths::public_occasions(&slug)/>
        {done}
        <ErrorSummary form=form.clone()/>
        <PageHeader title caption=format!("主催：{host}")/>
        {cancelled(&stage)}
        <OccasionFacts occasion/>
        {table}
        {registration}
    }
}

fn cancelled(stage: &Stage) -> Option<impl IntoView + use<>> {
    match stage {
        Stage::Cancelled { reason, .. } => {
            let why = format!("理由：{}", reason.as_str());
            Some(
                view! { <Notice kind=NoticeKind::Warning title="この催しは中止になりました"><p>{why}</p></Notice> },
            )
        }
        Stage::Draft | Stage::Published { .. } => None,
    }
}

/// The part in which one registers: the form, or why there is none.
fn registration<F: FnOnce(bool) -> Option<AnyView>>(
    occasion: &Occasion,
    join: Join,
    form: F,
) -> Option<impl IntoView + use<F>> {
    let full = join.left == Some(0);
    let why = match join.closed {
        Some(NotOpen::NotHere | NotOpen::Cancelled) => return None,
        Some(why) => Some(not_open(why).to_owned()),
        None if full => {
            Some("満席のため、申込みを受け付けていません。取消しがあると、また申し込めます。".to_owned())
        }
        None => None,
    };
    let left = join.left.filter(|left| *left > 0 && why.is_none()).map(|left| {
        view! { <p>{format!("あと{left}人が参加できます。")}</p> }
    });
    let form = form(why.is_none());
    let why = why.map(|why| view! { <p>{why}</p> });
    occasion
        .registers()
        .then(|| view! { <Section title="団体の参加申込み" id="registration">{left}{why}{form}</Section> })
}

/// What the page of a registration shows to whoever has its link.
#[derive(Debug, Clone)]
pub struct PublicBodyView {
    /// The host's word in addresses.
    pub slug: String,
    /// The link.
    pub token: String,
    /// What the occasion is called.
    pub title: String,
    /// When.
    pub when: String,
    /// How one takes part online; empty where one does not.
    pub join: String,
    /// What the body is.
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// Whether it may be changed still.
    pub open: bool,
    /// The version that is changed.
    pub version: i32,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// A registration: what it is, changing it, taking it back.
#[component]
pub fn PublicBodyPage(
    /// What it shows.
    view: PublicBodyView,
) -> impl IntoView {
    let PublicBodyView { slug, token, title, when, join, kind, name, withdrawn, open, version, form, done } =
        view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let action = paths::public_body(&slug, &token);
    let state = if withdrawn {
        view! { <Notice kind=NoticeKind::Info title="この申込みは取り消されています"/> }.into_any()
    } else if open {
        own(action, version, form.clone()).into_any()
    } else {
        view! { <p>{not_open(NotOpen::Closed)}</p> }.into_any()
    };
    let join = Some(join).filter(|join| !join.is_empty() && !withdrawn);
    let join =
        join.map(|join| view! { <SummaryRow label="参加方法"><p class="said__body">{join}</p></SummaryRow> });
    view! {
        {done}
        <ErrorSummary form/>
        <PageHeader title="参加の申込み" caption=title/>
        <SummaryList>
            <SummaryRow label="団体">{format!("{name}（{}）", body_kind(kind))}</SummaryRow>
            <SummaryRow label="日時">{when}</SummaryRow>
            {join}
        </SummaryList>
        {state}
    }
}

/// Changing an own registration, and taking it back.
fn own(action: String, version: i32, form: FormState) -> impl IntoView {
    view! {
        <PostForm action=action.clone()>
            <HiddenField name="version" value=version.to_string()/>
            <HiddenField name="act" value="change"/>
            <ChangeFields form/>
            <Buttons><Button>"申込みを変更する"</Button></Buttons>
        </PostForm>
        <Section title="申込みを取り消す">
            <p>"参加できなくなったときは、取り消してください。取り消した後も、受付の期間なら申し込み直せます。"</p>
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <HiddenField name="act" value="withdraw"/>
                <Buttons><Button kind=ButtonKind::Warning>"申込みを取り消す"</Button></Buttons>
            </PostForm>
        </Section>
    }
}

/// What an invitation shows to an officer of a body.
#[derive(Debug, Clone)]
pub struct InvitationView {
    /// The own house's word in addresses.
    pub slug: String,
    /// The occasion.
    pub id: OccasionId,
    /// The host.
    pub host: String,
    /// What it is.
    pub occasion: Occasion,
    /// Where it stands.
    pub stage: Stage,
    /// Whether one may register.
    pub join: Join,
    /// As what the own house registers.
    pub body: (BodyKind, String),
    /// The version of the own registration; none while there is none.
    pub own: Option<i32>,
    /// Whether the officer may register.
    pub may: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// An invitation, with the own registration.
#[component]
pub fn InvitationPage(
    /// What it shows.
    view: InvitationView,
) -> impl IntoView {
    let InvitationView { slug, id, host, occasion, stage, join, body, own: registered, may, form, done } =
        view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let action = paths::occasion_own_registration(&slug, id);
    let told = Some(occasion.join.clone()).filter(|words| registered.is_some() && !words.is_empty());
    let told = told.map(
        |words| view! { <Section title="オンラインでの参加方法"><p class="said__body">{words}</p></Section> },
    );
    let as_what = view! {
        <SummaryList dense=true>
            <SummaryRow label="申し込む団体">{format!("{}（{}）", body.1, body_kind(body.0))}</SummaryRow>
        </SummaryList>
    };
    let part = match (registered, may) {
        (Some(version), true) if join.closed.is_none() => {
            let own = own(action, version, form.clone());
            Some(
                view! { <Section title="申込み済みです" id="registration">{as_what}{own}</Section> }
                    .into_any(),
            )
        }
        (Some(_), _) => {
            Some(view! { <Section title="申込み済みです" id="registration">{as_what}</Section> }.into_any())
        }
        (None, may) => {
            let fields = form.clone();
            registration(&occasion, join, move |form_there| {
                if !form_there {
                    return None;
                }
                if !may {
                    return Some(view! { <p>"申込みは、担当の役割をもつ方ができます。"</p> }.into_any());
                }
                Some(
                    view! {
                        {as_what}
                        <PostForm action>
                            <ChangeFields form=fields/>
                            <Buttons><Button>"この内容で申し込む"</Button></Buttons>
                        </PostForm>
                    }
                    .into_any(),
                )
            })
            .map(IntoAny::into_any)
        }
    };
    let title = occasion.title.clone();
    view! {
        <BackLink href=paths::occasion_invitations(&slug)/>
        {done}
        <ErrorSummary form/>
        <PageHeader title caption=format!("主催：{host}")/>
        {cancelled(&stage)}
        <OccasionFacts occasion/>
        {told}
        {part}
    }
}
