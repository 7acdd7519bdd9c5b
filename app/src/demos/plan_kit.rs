//! Where a federation takes in how sessions are prepared, from the starter kit of a city.

use crate::{campaigns::prepared, messages::demos::place as place_words, paths};
use domain::{demos::Place, kits::SessionPlanPart};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Crumb, ErrorSummary, FileField,
    FormState, HiddenField, PageHeader, PostForm, Section,
};
use leptos::prelude::*;

/// Name of the file's field.
pub const PLAN_FILE: &str = "kit_file";
/// Name of the field that carries the file's content to the second page.
pub const PLAN_KIT: &str = "kit";
/// Name of the field of the plans that are taken.
pub const PLACES: &str = "places";

/// The name of the field that says over which version of a plan another is put.
pub fn version_field(place: Place) -> String {
    format!("version_{}", place.code())
}

const TITLE: &str = "準備計画を取り込む";

/// Where a file is chosen.
#[component]
pub fn PlanKitPage(
    /// The federation's word in addresses.
    slug: String,
    /// What was wrong with the file that was sent.
    form: FormState,
) -> impl IntoView {
    let back = paths::demo_plan(&slug, Place::OnSite);
    let crumbs = vec![Crumb::new("準備計画", back.clone())];
    view! {
        <Breadcrumb crumbs here=TITLE/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title=TITLE lead="自治体が書き出した導入支援パッケージから、説明会の準備計画を取り込みます。次の画面で内容を確かめるまで、何も保存しません。"/>
        <PostForm action=paths::plan_kit(&slug) multipart=true>
            <FileField form name=PLAN_FILE label="導入支援パッケージのファイル" hint="拡張子が.jsonのファイル" accept=".json,application/json"/>
            <Buttons>
                <Button>"内容を確かめる"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// What the page of the plans in a file shows.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanKitView {
    /// The federation's word in addresses.
    pub slug: String,
    /// Whose file it is.
    pub from: String,
    /// The plans in it.
    pub part: SessionPlanPart,
    /// The file again, for the answer.
    pub file: String,
    /// The versions of the federation's own plans, as they were seen.
    pub versions: Vec<(Place, i32)>,
}

/// The plans of a file, to be read and taken in.
#[component]
pub fn PlanKitContentPage(
    /// What it shows.
    view: PlanKitView,
    /// What was chosen.
    form: FormState,
) -> impl IntoView {
    let PlanKitView { slug, from, part, file, versions } = view;
    let from = if from.is_empty() { "ほかの自治体".to_owned() } else { from };
    let lead =
        format!("{from}の導入支援パッケージにある準備計画です。取り込むと、いまの準備計画と入れ替わります。");
    let plans = part.plans().map(|(place, plan)| prepared(place, plan)).collect_view();
    let options = part
        .plans()
        .map(|(place, plan)| {
            let label = format!("{}で開くとき", place_words(place));
            Choice::new(place.code(), label).hint(format!("準備は{}件です", plan.tasks().len()))
        })
        .collect();
    let versions = versions
        .into_iter()
        .map(|(place, version)| view! { <HiddenField name=version_field(place) value=version.to_string()/> })
        .collect_view();
    let (back, own) = (paths::plan_kit(&slug), form.clone());
    let crumbs = vec![Crumb::new("準備計画", paths::demo_plan(&slug, Place::OnSite))];
    view! {
        <Breadcrumb crumbs here=TITLE/>
        <ErrorSummary form/>
        <PageHeader title=TITLE lead/>
        {plans}
        <Section title="取り込む">
            <p>"開催が決まっている説明会の準備は変わりません。これから日程を決める開催に使います。"</p>
            <PostForm action=back.clone() multipart=true>
                <HiddenField name=PLAN_KIT value=file/>
                {versions}
                <Checks form=own name=PLACES legend="取り込む準備計画" options/>
                <Buttons>
                    <Button>"選んだ準備計画と入れ替える"</Button>
                    <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
                </Buttons>
            </PostForm>
        </Section>
    }
}
