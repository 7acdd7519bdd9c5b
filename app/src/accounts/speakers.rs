//! Who speaks for an applicant's offices: colleagues and deputies, added and taken away by any of them.

use crate::paths;
use domain::ids::{AccountId, OfficeId};
use elements::{
    BackLink, Button, ButtonKind, Checks, Choice, ErrorSummary, FormState, InputMode, Notice, NoticeKind,
    PageHeader, PostForm, Section, TextField, Width,
};
use leptos::prelude::*;

/// One office with those who speak for it.
#[derive(Debug, Clone)]
pub struct SpeakersOfOffice {
    /// The office.
    pub id: OfficeId,
    /// Its name and number.
    pub office: String,
    /// Account, name and address of each, the first to begin first.
    pub people: Vec<(AccountId, String, String)>,
}

/// The page.
#[component]
pub fn SpeakersPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// The applicant's offices.
    offices: Vec<SpeakersOfOffice>,
    /// Who looks.
    me: AccountId,
    /// What was just done, in words.
    done: Option<String>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let boxes: Vec<_> =
        offices.iter().map(|one| Choice::new(one.id.to_string(), one.office.clone())).collect();
    let sections = offices.into_iter().map(|one| office(&slug, one, me)).collect_view();
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    view! {
        <BackLink href=paths::my(&slug) label="ホームへ戻る"/>
        {done}
        <ErrorSummary form=form.clone()/>
        <PageHeader title="一緒に手続きをする方" lead="加えた方は、ご自分のメールアドレスでログインして、同じ申請の続きを入力したり、補正に答えたりできます。お休みや交代のときに備えられます。"/>
        {sections}
        <Section title="手続きをする方を加える">
            <PostForm action=paths::speakers(&slug)>
                <TextField form=form.clone() name="name" label="お名前" width=Width::Long/>
                <TextField form=form.clone() name="email" label="メールアドレス" hint="この方にお知らせをお送りします。次からは、このアドレスだけでログインできます" inputmode=InputMode::Email width=Width::Long/>
                <Checks form name="office" legend="どの事業所の手続きをする方ですか" options=boxes/>
                <Button>"この方を加える"</Button>
            </PostForm>
        </Section>
    }
}

fn office(slug: &str, one: SpeakersOfOffice, me: AccountId) -> AnyView {
    let SpeakersOfOffice { id, office, people } = one;
    let alone = people.len() == 1;
    let rows = people
        .into_iter()
        .map(|(account, name, email)| {
            let who = if account == me { format!("{name}（あなた）") } else { name };
            let action = paths::speaker_removal(slug, id, account);
            let words = format!("：{who}、{office}");
            let remove = (!alone).then(|| {
                view! {
                    <PostForm action>
                        <Button kind=ButtonKind::Secondary>"外す"<span class="hidden">{words}</span></Button>
                    </PostForm>
                }
            });
            view! { <li><strong>{who}</strong><br/>{email}{remove}</li> }
        })
        .collect_view();
    view! { <Section title=office.clone()><ul>{rows}</ul></Section> }.into_any()
}
