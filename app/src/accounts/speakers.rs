//! Who speaks for an applicant's offices: colleagues and deputies, added and taken away by any of them.

use crate::{messages::subsidies::handed_in, paths};
use domain::{
    form::Typed,
    ids::{AccountId, OfficeId},
    subsidies::{Confirmers, HandedIn},
};
use elements::{
    BackLink, Button, ButtonKind, Checks, Choice, Details, ErrorSummary, FormState, InputMode, Notice,
    NoticeKind, PageHeader, PostForm, Section, TextField, Width,
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
    /// Who of them confirms before an application is handed in.
    pub confirmers: Confirmers,
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
    let SpeakersOfOffice { id, office, people, confirmers } = one;
    let alone = people.len() == 1;
    let confirming = (!alone).then(|| naming(slug, id, &office, &people, &confirmers, me));
    let rows = people
        .into_iter()
        .map(|(account, name, email)| {
            let who = if account == me { format!("{name}（あなた）") } else { name };
            let action = paths::speaker_removal(slug, id, account);
            let words = format!("：{who}、{office}");
            let confirms = confirmers.has(account);
            let mine = !confirms || confirmers.may_be_named_by(me);
            let mark = confirms.then_some("　確認者");
            let remove = (!alone && mine).then(|| {
                view! {
                    <PostForm action>
                        <Button kind=ButtonKind::Secondary>"外す"<span class="hidden">{words}</span></Button>
                    </PostForm>
                }
            });
            view! { <li><strong>{who}</strong>{mark}<br/>{email}{remove}</li> }
        })
        .collect_view();
    view! { <Section title=office.clone()><ul>{rows}</ul>{confirming}</Section> }.into_any()
}

/// The name of the boxes of one office: several stand on one page.
pub fn confirmer_field(office: OfficeId) -> String {
    format!("confirmer-{office}")
}

/// The name of the boxes for what else they look at.
pub fn also_field(office: OfficeId) -> String {
    format!("confirmed-{office}")
}

/// Where it is said who confirms; folded, so that whoever wants none of it passes by.
fn naming(
    slug: &str,
    id: OfficeId,
    office: &str,
    people: &[(AccountId, String, String)],
    confirmers: &Confirmers,
    me: AccountId,
) -> AnyView {
    if !confirmers.may_be_named_by(me) {
        let looked_at = HandedIn::ALL.into_iter().filter(|what| confirmers.are_needed(*what));
        let looked_at = looked_at.map(handed_in).collect::<Vec<_>>().join("・");
        return view! {
            <p>{format!("この事業所の{looked_at}は、確認者が確認してから提出します。確認者を変えられるのは、確認者だけです。")}</p>
        }
        .into_any();
    }
    let boxes: Vec<_> =
        people.iter().map(|(account, name, _)| Choice::new(account.to_string(), name.clone())).collect();
    let name = confirmer_field(id);
    let also = also_field(id);
    let ticked =
        confirmers.confirmers.iter().fold(Typed::default(), |typed, one| typed.with(&name, one.to_string()));
    let ticked = confirmers.also.iter().fold(ticked, |typed, what| typed.with(&also, what.code()));
    let form = FormState::filled(ticked);
    let further: Vec<_> = HandedIn::CHOSEN
        .into_iter()
        .map(|what| {
            let also = if what == HandedIn::Claim { "（概算払の請求を含む）" } else { "" };
            Choice::new(what.code(), format!("{}{also}も確認する", handed_in(what)))
        })
        .collect();
    let action = paths::confirmers(slug, id);
    let words = format!("：{office}");
    view! {
        <Details summary="申請の前に、ほかの方の確認を必要とする">
            <p>"確認者を決めると、1人が用意した申請を、ほかの方（確認者）が確認してから提出するようになります。だれにも印を付けなければ、確認なしで申請できます。"</p>
            <PostForm action>
                <Checks form=form.clone() name legend="確認者" options=boxes optional=true/>
                <Checks form name=also legend="申請のほかに確認するもの" options=further optional=true/>
                <Button kind=ButtonKind::Secondary>"確認者を決める"<span class="hidden">{words}</span></Button>
            </PostForm>
        </Details>
    }
    .into_any()
}
