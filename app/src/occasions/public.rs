//! What everybody sees of occasions, and how a body registers: without signing in, or by an officer of the body.

use super::{
    WaitView,
    body_form::{BodyFields, ChangeFields},
    show::OccasionFacts,
    waiting::{WaitField, WaitPart},
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

impl Join {
    /// Whether one can only wait.
    const fn is_full(self) -> bool {
        matches!(self.left, Some(0))
    }
    /// The words of the button.
    const fn button(self) -> &'static str {
        if self.is_full() { "キャンセル待ちに申し込む" } else { "この内容で申し込む" }
    }
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
    /// The version that is read.
    pub version: i32,
    /// What it is.
    pub occasion: Occasion,
    /// Where it stands.
    pub stage: Stage,
    /// Whether one may register.
    pub join: Join,
    /// What was typed.
    pub form: FormState,
    /// Whether it was changed while the form was filled in.
    pub changed: bool,
}

/// One occasion for everybody, with the registration of a body.
#[component]
pub fn PublicOccasionPage(
    /// What it shows.
    view: PublicOccasionView,
) -> impl IntoView {
    let PublicOccasionView { slug, host, id, version, occasion, stage, join, form, changed } = view;
    let changed = changed.then(|| {
        view! {
            <Notice kind=NoticeKind::Warning live=true title="入力している間に、催しの内容が変わりました">
                <p>"日時や場所を確かめて、よければもう一度「申し込む」を押してください。入力した内容は残っています。"</p>
            </Notice>
        }
    });
    let table = (occasion.table_public && occasion.registers()).then(|| {
        view! { <p><a href=paths::public_occasion_table(&slug, id)>"都道府県別の申込状況を見る"</a></p> }
    });
    let registration = registration(&occasion, join, |form_there| {
        let form = form.clone();
        form_there.then(|| {
            view! {
                <PostForm action=paths::public_occasion(&slug, id)>
                    <HiddenField name="version" value=version.to_string()/>
                    <BodyFields form=form.clone()/>
                    <ChangeFields form=form.clone()/>
                    <WaitField form left=join.left/>
                    <Buttons><Button>{join.button()}</Button></Buttons>
                </PostForm>
            }
            .into_any()
        })
    });
    let title = occasion.title.clone();
    view! {
        <BackLink href=paths::public_occasions(&slug)/>
        {changed}
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
    let why = match join.closed {
        Some(NotOpen::NotHere | NotOpen::Cancelled) => return None,
        Some(why) => Some(not_open(why).to_owned()),
        None => None,
    };
    let left = join.left.filter(|_| why.is_none()).map(|left| {
        let words = if left == 0 {
            "満席です。キャンセル待ちに申し込むと、席が空いたときに、順番にメールでお知らせします。"
                .to_owned()
        } else {
            format!("あと{left}人が参加できます。")
        };
        view! { <p>{words}</p> }
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
    /// How it waits; none where it has its places.
    pub wait: Option<WaitView>,
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
    let PublicBodyView { slug, token, title, when, join, kind, name, wait, withdrawn, open, .. } = view;
    let PublicBodyView { version, form, done, .. } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let action = paths::public_body(&slug, &token);
    let state = if withdrawn {
        view! { <Notice kind=NoticeKind::Info title="この申込みは取り消されています"/> }.into_any()
    } else if open {
        own(action, version, wait, form.clone()).into_any()
    } else {
        view! { <p>{not_open(NotOpen::Closed)}</p> }.into_any()
    };
    // How one takes part is told to those who have a place.
    let join = Some(join).filter(|join| !join.is_empty() && !withdrawn && wait.is_none());
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

/// Changing an own registration, and taking it back; taking the places that are kept for it.
fn own(action: String, version: i32, wait: Option<WaitView>, form: FormState) -> impl IntoView {
    let wait = wait.map(|wait| {
        let action = action.clone();
        view! { <WaitPart action version wait/> }
    });
    view! {
        {wait}
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
    /// How it waits; none where it has its places.
    pub wait: Option<WaitView>,
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
    let InvitationView { slug, id, host, occasion, stage, join, body, own: registered, .. } = view;
    let InvitationView { wait, may, form, done, .. } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let action = paths::occasion_own_registration(&slug, id);
    let told = Some(occasion.join.clone())
        .filter(|words| registered.is_some() && wait.is_none() && !words.is_empty());
    let told = told.map(
        |words| view! { <Section title="オンラインでの参加方法"><p class="said__body">{words}</p></Section> },
    );
    let as_what = view! {
        <SummaryList dense=true>
            <SummaryRow label="申し込む団体">{format!("{}（{}）", body.1, body_kind(body.0))}</SummaryRow>
        </SummaryList>
    };
    let heading = if wait.is_some() {
        "キャンセル待ちに申込み済みです"
    } else {
        "申込み済みです"
    };
    let part = match (registered, may) {
        (Some(version), true) if join.closed.is_none() => {
            let own = own(action, version, wait, form.clone());
            Some(view! { <Section title=heading id="registration">{as_what}{own}</Section> }.into_any())
        }
        (Some(_), _) => {
            Some(view! { <Section title=heading id="registration">{as_what}</Section> }.into_any())
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
                            <ChangeFields form=fields.clone()/>
                            <WaitField form=fields left=join.left/>
                            <Buttons><Button>{join.button()}</Button></Buttons>
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
