//! The people of a tenant: who may do what, invited and let go by its administrator.

use crate::{exports::SaveLinks, messages, paths};
use domain::{accounts::Role, ids::AccountId};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Checks, Choice, Column, Density, Details, ErrorSummary,
    FormState, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Table,
    Tag, TextField, Tone, Width,
};
use leptos::prelude::*;

/// How far somebody has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberState {
    /// Has not chosen a password yet.
    Invited,
    /// Has a password and no authenticator yet.
    SettingUp,
    /// Signs in.
    Active,
    /// May not sign in any more.
    Suspended,
}

impl MemberState {
    /// The state in a word.
    pub const fn label(self) -> &'static str {
        self.tag().1
    }

    const fn tag(self) -> (Tone, &'static str) {
        match self {
            Self::Invited => (Tone::Info, "招待中"),
            Self::SettingUp => (Tone::Attention, "認証アプリ未設定"),
            Self::Active => (Tone::Success, "利用中"),
            Self::Suspended => (Tone::Neutral, "停止中"),
        }
    }
}

/// A person in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    /// Who.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// How far they have come.
    pub state: MemberState,
}

/// Roles as they are written down.
pub fn in_words(roles: &[Role]) -> String {
    roles.iter().map(|role| messages::role(*role)).collect::<Vec<_>>().join("・")
}

/// What each role may do.
fn choices() -> Vec<Choice> {
    let hint = |role| match role {
        Role::Clerk => "台帳と制度を整え、申請を審査し、起案します",
        Role::Approver => "起案を決裁します。自分の起案は決裁できません",
        Role::Viewer => "見るだけです",
        Role::Administrator => "利用者と設定を管理します",
    };
    Role::ALL.iter().map(|role| Choice::new(role.word(), messages::role(*role)).hint(hint(*role))).collect()
}

/// Everybody, and the way to invite one more.
#[component]
pub fn PeoplePage(
    /// The tenant's word in addresses.
    slug: String,
    /// Everybody.
    members: Vec<MemberLine>,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let export = paths::export_of(&paths::people(&slug));
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let rows = members
        .into_iter()
        .map(|MemberLine { id, name, email, roles, state }| {
            let (tone, label) = state.tag();
            view! {
                <tr>
                    <th scope="row"><a href=paths::member(&slug, id)>{name}</a></th>
                    <td>{email}</td>
                    <td>{in_words(&roles)}</td>
                    <td><Tag tone label/></td>
                </tr>
            }
        })
        .collect_view();
    let invitation = paths::invitation(&slug);
    view! {
        {notice}
        <PageHeader title="利用者">
            <ButtonLink href=invitation>"利用者を招待する"</ButtonLink>
        </PageHeader>
        <Table
            caption="利用者"
            caption_hidden=true
            density=Density::Dense
            columns=vec![Column::new("氏名"), Column::new("メールアドレス"), Column::new("役割"), Column::new("状態")]
        >
            {rows}
        </Table>
        <SaveLinks what="利用者の一覧" here=export/>
        <p class="cluster">
            <a href=paths::roles(&slug)>"役割とできること"</a>
            <a href=paths::staff_sessions(&slug)>"ログイン中の職員"</a>
            <a href=paths::handovers(&slug)>"仕事の引き継ぎ"</a>
        </p>
    }
}

/// Name, address and roles of somebody new.
#[component]
pub fn InvitationPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <BackLink href=paths::people(&slug) label="利用者"/>
        <ErrorSummary form=&form/>
        <PageHeader title="利用者を招待する" lead="招待のメールをお送りします。本人がパスワードと認証アプリを設定すると、使えるようになります。"/>
        <PostForm action=paths::invitation(&slug)>
            <TextField form=&form name="name" label="お名前" autocomplete="off" width=Width::Long/>
            <TextField form=&form name="email" label="メールアドレス" hint="本人だけが読めるアドレスにしてください。課の共用アドレスは使えません。" inputmode=InputMode::Email autocomplete="off"/>
            <Checks form=&form name="role" legend="役割" options=choices()/>
            <Button>"招待のメールを送る"</Button>
        </PostForm>
    }
}

/// One person: their roles, and what can be done for them.
#[component]
pub fn MemberPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Who.
    member: MemberLine,
    /// The form of the roles.
    form: FormState,
    /// Whether it is the administrator's own row.
    own: bool,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let MemberLine { id, name, email, roles: _, state } = member;
    let (tone, label) = state.tag();
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let changing = form.clone();
    let roles = (state != MemberState::Suspended).then(|| {
        view! {
            <PostForm action=paths::member(&slug, id)>
                <Checks form=changing name="role" legend="役割" options=choices()/>
                <Button>"役割を変更する"</Button>
            </PostForm>
        }
    });
    view! {
        <BackLink href=paths::people(&slug) label="利用者"/>
        {notice}
        <ErrorSummary form=&form/>
        <PageHeader title=name caption="利用者" tag=(tone, label.to_owned())/>
        <SummaryList dense=true><SummaryRow label="メールアドレス">{email}</SummaryRow></SummaryList>
        {roles}
        <p><a href=paths::handovers_from(&slug, id)>"この人の仕事を別の人に引き継ぐ"</a></p>
        {(!own).then(|| acts(&slug, id, state))}
        {own.then(|| view! { <p>"ご自分の利用を止めたり、二段階認証を解除したりすることはできません。ほかの管理者に頼んでください。"</p> })}
    }
}

fn acts(slug: &str, id: AccountId, state: MemberState) -> AnyView {
    let suspend = act(
        paths::member_suspension(slug, id),
        ButtonKind::Warning,
        "利用を止める",
        "すぐにログアウトされ、ログインできなくなります。記録は残ります。",
    );
    match state {
        MemberState::Invited => {
            let again = act(
                paths::member_invitation(slug, id),
                ButtonKind::Secondary,
                "招待のメールをもう一度送る",
                "前の招待のリンクは使えなくなります。リンクは3日間使えます。",
            );
            view! { <Section title="招待">{again}</Section><Section title="利用の停止">{suspend}</Section> }
                .into_any()
        }
        MemberState::SettingUp | MemberState::Active => {
            let remove = act(
                paths::member_second_factor(slug, id),
                ButtonKind::Warning,
                "二段階認証を解除する",
                "本人に電話などで確かめてから解除してください。次のログインで、本人が認証アプリを設定し直します。",
            );
            view! {
                <Section title="利用の停止">{suspend}</Section>
                <Details summary="認証アプリも回復コードも使えなくなったとき">{remove}</Details>
            }
            .into_any()
        }
        MemberState::Suspended => {
            let back = act(
                paths::member_return(slug, id),
                ButtonKind::Secondary,
                "利用を再開する",
                "止める前の役割で、またログインできるようになります。",
            );
            view! { <Section title="利用の再開">{back}</Section> }.into_any()
        }
    }
}

/// One button with why.
fn act(action: String, kind: ButtonKind, words: &'static str, why: &'static str) -> AnyView {
    view! { <PostForm action=action><p>{why}</p><Button kind>{words}</Button></PostForm> }.into_any()
}
