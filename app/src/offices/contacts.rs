//! 連絡先の変更の申し出: the form of an office, and the list of the officers.

use crate::{messages::offices as words, paths, when};
use chrono::{DateTime, Utc};
use domain::{ids::OfficeId, offices::Field};
use elements::{
    BackLink, Button, Buttons, Column, EmptyState, ErrorSummary, FormState, InputMode, Notice, NoticeKind,
    PageHeader, PostForm, Table, TextField, Width,
};
use leptos::prelude::*;

/// What an office may propose.
pub const CONTACTS: [Field; 3] = [Field::Phone, Field::Fax, Field::Email];

/// The form of an office.
#[component]
pub fn ContactsPage(
    /// The municipality's word in addresses.
    slug: String,
    /// The office.
    office: OfficeId,
    /// Its name.
    name: String,
    /// Something was proposed already.
    waits: bool,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let told = waits.then(|| {
        view! {
            <Notice kind=NoticeKind::Success live=true title="申し出を受け付けました">
                <p>"市区町村の担当者が確かめてから、台帳に反映します。まちがいに気づいたら、ここで直してもう一度送れます。"</p>
            </Notice>
        }
    });
    view! {
        <BackLink href=paths::my(&slug) label="ホームへ戻る"/>
        <ErrorSummary form=&form/>
        <PageHeader title="連絡先の変更を申し出る" caption=name lead="市区町村の台帳にある連絡先です。変わったところを直して送ってください。"/>
        {told}
        <PostForm action=paths::my_office_contacts(&slug, office)>
            <TextField form=&form name=Field::Phone.name() label=words::field(Field::Phone) optional=true inputmode=InputMode::Tel width=Width::Medium autocomplete="tel"/>
            <TextField form=&form name=Field::Fax.name() label=words::field(Field::Fax) optional=true inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Email.name() label=words::field(Field::Email) optional=true inputmode=InputMode::Email width=Width::Long autocomplete="email"/>
            <Button>"この内容で申し出る"</Button>
        </PostForm>
    }
}

/// What an office proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalLine {
    /// The office.
    pub office: OfficeId,
    /// Its number and name.
    pub name: String,
    /// Who proposes it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it is called, what the register has, what it would have.
    pub differences: Vec<(&'static str, String, String)>,
}

/// What offices propose, for officers.
#[component]
pub fn ProposalsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The proposals.
    lines: Vec<ProposalLine>,
    /// Whether the viewer may decide.
    keeper: bool,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let body = if lines.is_empty() {
        view! { <EmptyState title="申し出はありません"/> }.into_any()
    } else {
        let rows = lines.into_iter().map(|line| row(&slug, line, keeper)).collect_view();
        view! {
            <Table
                caption="連絡先の変更の申し出"
                caption_hidden=true
                columns=vec![Column::new("事業所"), Column::new("変更"), Column::new("申し出た人"), Column::new("処理")]
            >
                {rows}
            </Table>
        }
        .into_any()
    };
    view! {
        {done}
        <BackLink href=paths::offices(&slug) label="事業所台帳"/>
        <PageHeader title="連絡先の変更の申し出" lead="事業所が自分で申し出た変更です。確かめてから反映してください。"/>
        {body}
    }
}

fn row(slug: &str, line: ProposalLine, keeper: bool) -> impl IntoView + use<> {
    let ProposalLine { office, name, by, at, differences } = line;
    let shown = |text: String| if text.is_empty() { "（空欄）".to_owned() } else { text };
    let differences = differences
        .into_iter()
        .map(|(detail, before, after)| {
            view! {
                <p>
                    {detail}"："<del><span class="hidden">"変更前："</span>{shown(before)}</del>
                    " → "<ins><span class="hidden">"変更後："</span>{shown(after)}</ins>
                </p>
            }
        })
        .collect_view();
    let (take, refuse) = (format!("{name}の申し出を反映する"), format!("{name}の申し出を見送る"));
    let action = paths::office_proposal(slug, office);
    let decide = keeper.then(|| {
        view! {
            <PostForm action=action class="inline">
                <Buttons>
                    <button type="submit" class="button" name="act" value="take" aria-label=take>"反映する"</button>
                    <button type="submit" class="button button--quiet" name="act" value="refuse" aria-label=refuse>"見送る"</button>
                </Buttons>
            </PostForm>
        }
    });
    view! {
        <tr>
            <th scope="row"><a href=paths::office(slug, office)>{name}</a></th>
            <td>{differences}</td>
            <td>{by}<br/><span class="muted">{when::moment(at)}</span></td>
            <td>{decide}</td>
        </tr>
    }
}
