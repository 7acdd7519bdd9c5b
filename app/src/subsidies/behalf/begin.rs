//! The beginning of an entry on behalf: for which programme, and when and how the paper came.

use crate::{
    messages,
    messages::subsidies::arrival_label,
    paths,
    subsidies::{WhyNot, start::blocked},
};
use domain::{
    ids::{ApplicationId, OfficeId, ProgrammeId},
    subsidies::{ArrivalField, Way},
};
use elements::{
    BackLink, Button, Choice, Choices, DateField, ErrorSummary, FormState, HiddenField, Notice, NoticeKind,
    PageHeader, PostForm, Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// A programme to which the office may apply, or may not.
#[derive(Debug, Clone)]
pub struct ProgrammeChoice {
    /// Its id.
    pub id: ProgrammeId,
    /// Its title.
    pub title: String,
    /// Its window, in words.
    pub window: String,
    /// Why the office cannot apply, if so.
    pub why_not: Option<WhyNot>,
    /// The draft that is half entered.
    pub draft: Option<ApplicationId>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct BeginView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The office.
    pub office: OfficeId,
    /// What the register has of it, to be compared with the paper.
    pub register: Vec<(String, String)>,
    /// The programmes that are published.
    pub programmes: Vec<ProgrammeChoice>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn BeginPage(
    /// What it shows.
    begin: BeginView,
) -> impl IntoView {
    let BeginView { slug, office, register, programmes, form } = begin;
    let rows = register
        .into_iter()
        .map(|(label, value)| view! { <SummaryRow label=label>{value}</SummaryRow> })
        .collect_view();
    let (can, cannot): (Vec<_>, Vec<_>) = programmes.into_iter().partition(|one| one.why_not.is_none());
    let half_done: Vec<_> = can.iter().filter_map(|one| Some((one.draft?, one.title.clone()))).collect();
    let drafts = half_done
        .into_iter()
        .map(|(draft, title)| {
            let href = paths::Filling::on_behalf(slug.clone()).application(draft);
            view! {
                <Notice title="入力の途中の下書きがあります">
                    <p><a href=href>{format!("「{title}」の続きを入力する")}</a></p>
                </Notice>
            }
        })
        .collect_view();
    let choose = if can.is_empty() {
        view! { <Notice kind=NoticeKind::Warning title="この事業所が申請できる補助事業はありません"/> }
            .into_any()
    } else {
        let programme = programme(&form, can);
        let fields = arrival(&form);
        view! {
            <PostForm action=paths::begin_on_behalf(&slug, office)>
                {programme}
                {fields}
                <Button>"申請書の入力を始める"</Button>
            </PostForm>
        }
        .into_any()
    };
    let filling = paths::Filling::on_behalf(slug.clone());
    let blocked = (!cannot.is_empty()).then(|| {
        let items = cannot
            .into_iter()
            .filter_map(|one| {
                let why = blocked(&filling, one.why_not?);
                Some(view! { <li><strong>{one.title}</strong><br/>{why}</li> })
            })
            .collect_view();
        view! { <Section title="申請できない補助事業"><ul>{items}</ul></Section> }
    });
    view! {
        <BackLink href=paths::behalf(&slug) label="代理入力へ戻る"/>
        <ErrorSummary form=form/>
        <PageHeader title="紙の申請書を入力する" lead="届いた申請書の事業所と同じか、番号で確かめてください。"/>
        <SummaryList dense=true>{rows}</SummaryList>
        {drafts}
        {choose}
        {blocked}
    }
}

/// The one programme there is goes without asking.
fn programme(form: &FormState, programmes: Vec<ProgrammeChoice>) -> impl IntoView + use<> {
    if let [only] = &programmes[..] {
        let (id, words) = (only.id.to_string(), format!("補助事業：{}（{}）", only.title, only.window));
        return view! { <p>{words}</p><HiddenField name="programme" value=id/> }.into_any();
    }
    let options = programmes
        .into_iter()
        .map(|one| Choice::new(one.id.to_string(), one.title).hint(one.window))
        .collect();
    view! { <Choices form=form.clone() name="programme" legend="どの補助事業の申請ですか" options/> }
        .into_any()
}

/// When and how it came.
fn arrival(form: &FormState) -> impl IntoView + use<> {
    let options = Way::ALL
        .into_iter()
        .map(|way| Choice::new(way.code(), messages::subsidies::way(way)))
        .collect::<Vec<_>>();
    view! {
        <Choices form=form.clone() name=ArrivalField::Way.name() legend=arrival_label(ArrivalField::Way) options inline=true/>
        <DateField form=form.clone() name=ArrivalField::On.name() label=arrival_label(ArrivalField::On) hint="受付印の日付です。標準処理期間はこの日から数えます。受付番号は、登録した順に付きます。"/>
    }
}

/// Puts right when and how the paper of a draft came.
#[component]
pub fn ArrivalPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// The application.
    id: ApplicationId,
    /// The office's name and number.
    #[prop(into)]
    office: String,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let back = paths::Filling::on_behalf(slug.clone()).application(id);
    let fields = arrival(&form);
    view! {
        <BackLink href=back label="申請の項目へ戻る"/>
        <ErrorSummary form=form/>
        <PageHeader title="到達日と方法を直す" lead=office/>
        <PostForm action=paths::arrival(&slug, id)>
            {fields}
            <Button>"保存する"</Button>
        </PostForm>
    }
}
