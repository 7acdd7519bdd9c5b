//! 案内: offices of a segment, told by mail or with a letter; who of them registered.

use crate::{mailings::will_say, paths};
use domain::ids::DemoId;
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Column, Density, EmptyState, ErrorSummary,
    FormState, Notice, NoticeKind, PageHeader, PostForm, Section, SelectField, Stat, Stats, Table,
};
use leptos::prelude::*;

/// An office that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitedLine {
    /// Its name.
    pub office: String,
    /// How it was told, in words.
    pub how: String,
    /// Whether it registered.
    pub registered: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct InvitationsView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// When and where.
    pub about: String,
    /// The segments: what each posts, its name, and how many of its offices were not told yet.
    pub segments: Vec<(String, String, usize)>,
    /// Who was told.
    pub lines: Vec<InvitedLine>,
    /// How many get a letter.
    pub letters: usize,
    /// What a mail will say: its subject and its text.
    pub mail: Option<(String, String)>,
    /// Whether more can be told: registration is open.
    pub open: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn InvitationsPage(
    /// What it shows.
    invitations: InvitationsView,
) -> impl IntoView {
    let InvitationsView { slug, id, about, segments, lines, letters, mail, open, form, done } = invitations;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let registered = lines.iter().filter(|line| line.registered).count();
    let told = lines.len();
    let invite = open.then(|| invite(&slug, id, segments, mail, form.clone()));
    let print = (letters > 0).then(|| {
        let href = paths::demo_invitation_letters(&slug, id);
        view! {
            <Buttons>
                <ButtonLink href kind=ButtonKind::Secondary>{format!("メールのない{letters}事業所への案内状（PDF）")}</ButtonLink>
            </Buttons>
        }
    });
    let list = if lines.is_empty() {
        view! { <EmptyState title="まだ案内していません"/> }.into_any()
    } else {
        let columns = vec![Column::new("事業所"), Column::new("案内の方法"), Column::new("申込み")];
        let rows = lines
            .into_iter()
            .map(|InvitedLine { office, how, registered }| {
                let words = if registered { "申込みあり" } else { "まだ" };
                view! { <tr><th scope="row">{office}</th><td>{how}</td><td>{words}</td></tr> }
            })
            .collect_view();
        view! { <Table caption="案内した事業所" caption_hidden=true columns density=Density::Dense>{rows}</Table> }
            .into_any()
    };
    view! {
        <BackLink href=paths::demo_session(&slug, id)/>
        {done}
        <ErrorSummary form=&form/>
        <PageHeader title="事業所に案内する" caption=about/>
        <Stats>
            <Stat label="案内した事業所" value=told.to_string() unit="件"/>
            <Stat label="うち申込みのあった事業所" value=registered.to_string() unit="件" note=format!("案内した{told}件のうち")/>
        </Stats>
        {invite}
        <Section title="案内した事業所">{print}{list}</Section>
    }
}

fn invite(
    slug: &str,
    id: DemoId,
    segments: Vec<(String, String, usize)>,
    mail: Option<(String, String)>,
    form: FormState,
) -> impl IntoView + use<> {
    let action = paths::demo_invitations(slug, id);
    let all = paths::segments(slug);
    let options = segments
        .into_iter()
        .map(|(value, name, count)| Choice::new(value, format!("{name}（まだ案内していない {count}件）")))
        .collect();
    view! {
        <Section title="案内する">
            <PostForm action>
                <SelectField form=&form name="segment" label="案内する事業所（対象リスト）" hint="すでに案内した事業所には、もう一度は送りません。メールのない事業所には案内状を印刷します" options/>
                <Buttons><Button>"この事業所に案内する"</Button></Buttons>
            </PostForm>
            {mail.map(will_say)}
            <p><a href=all>"対象リストを見る・作る"</a></p>
        </Section>
    }
}
