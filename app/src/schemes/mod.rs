//! 補助制度 of the state and the prefectures: a catalogue for towns without money of their own.

mod form;

pub use form::{SchemeFormPage, SchemeFormView};

use crate::{adoption::AdoptionParts, messages::schemes::label, paths};
use domain::{
    ids::SchemeId,
    schemes::{Field, Scheme},
    wareki::format_date,
};
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Details, EmptyState, HiddenField, Notice, NoticeKind,
    PageHeader, PostForm, Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// A scheme of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeLine {
    /// Its id.
    pub id: SchemeId,
    /// What is known of it.
    pub scheme: Scheme,
    /// Counts its edits.
    pub version: i32,
}

/// What the page shows.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission or a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemesView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// What can be used now, by this house.
    pub open: Vec<SchemeLine>,
    /// What is over.
    pub over: Vec<SchemeLine>,
    /// What was put away; for whoever may bring it back.
    pub away: Vec<SchemeLine>,
    /// The house is a municipality without a programme that is published.
    pub without_programme: bool,
    /// The house is a municipality: what it does next leads into its own pages.
    pub municipality: bool,
    /// The house is a prefecture, which polls its municipalities.
    pub prefecture: bool,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn SchemesPage(
    /// What is shown.
    view: SchemesView,
) -> impl IntoView {
    let SchemesView { slug, open, over, away, without_programme, municipality, prefecture, may_write, done } =
        view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let lead = "自分の財源で補助事業を設けられないときに使える、国と都道府県の制度です。内容は年度ごとに変わります。募集要項と担当課で確かめてから使ってください。";
    let add = may_write.then(|| {
        view! { <ButtonLink href=paths::new_scheme(&slug) kind=ButtonKind::Secondary>"制度を加える"</ButtonLink> }
    });
    let none = without_programme.then(|| {
        view! {
            <Notice title="公開している補助事業はありません">
                <p>"財源がないときは、下の制度から使えるものを選び、「次にすること」から始められます。ライセンス料の補助をしなくても、伴走支援や説明会だけのモデル事業もあります。"</p>
            </Notice>
        }
    });
    let parts = municipality.then(|| view! { <AdoptionParts slug=slug.clone() here="補助制度"/> });
    let next = next(&slug, municipality, prefecture);
    let list = if open.is_empty() {
        view! { <EmptyState title="いま使える制度の登録はありません"/> }.into_any()
    } else {
        open.into_iter().map(|line| one(&slug, line, may_write, true)).collect_view().into_any()
    };
    let over = (!over.is_empty()).then(|| {
        let over = over.into_iter().map(|line| one(&slug, line, may_write, true)).collect_view();
        view! { <Details summary="終わった制度を見る">{over}</Details> }
    });
    let away = (!away.is_empty()).then(|| {
        let away = away.into_iter().map(|line| one(&slug, line, may_write, false)).collect_view();
        view! { <Details summary="一覧から外した制度を見る">{away}</Details> }
    });
    view! {
        {done}
        <PageHeader title="国・都道府県の補助制度" lead>{add}</PageHeader>
        {parts}
        {none}
        {list}
        {next}
        {over}
        {away}
    }
}

/// Where one goes from here.
fn next(slug: &str, municipality: bool, prefecture: bool) -> impl IntoView + use<> {
    let links = if municipality {
        vec![
            (paths::software_offices(slug), "標準仕様に対応していない介護ソフトを使っている事業所をさがす"),
            (paths::surveys(slug), "導入の状況と意向をアンケートで調べる（モデル事業の実態調査）"),
            (paths::follow_up_report(slug), "伴走支援の記録から、モデル事業の報告をつくる"),
            (paths::programmes(slug), "国・都道府県の制度を財源にして、補助事業を設ける"),
        ]
    } else if prefecture {
        vec![(paths::inquiries(slug), "管内の市区町村に、モデル事業への意向を照会する")]
    } else {
        Vec::new()
    };
    let assumed = (paths::simulator_parameters(slug), "事業所に見せる「導入効果の試算」と、その前提を見る");
    let links = links.into_iter().chain([assumed]);
    let items = links.map(|(href, words)| view! { <li><a href=href>{words}</a></li> }).collect_view();
    view! { <Section title="ここからできること"><ul>{items}</ul></Section> }
}

fn one(slug: &str, line: SchemeLine, may_write: bool, shown: bool) -> impl IntoView + use<> {
    let SchemeLine { id, scheme, version } = line;
    let Scheme { name, runs, takers, pays_for, amount, next, prefecture, ends_on, source, url, as_of } =
        scheme;
    let lines = |text: String| {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()
    };
    let prefecture = prefecture.map(|one| {
        view! { <SummaryRow label=label(Field::Prefecture)>{format!("{}の市区町村と事業所だけ", one.name())}</SummaryRow> }
    });
    let ends = ends_on.map_or_else(
        || "定めなし・未定（年度ごとに確かめてください）".to_owned(),
        |day| format!("{}まで", format_date(day)),
    );
    let page = (!url.is_empty()).then(|| {
        let (href, words) = (url.clone(), url);
        view! { <SummaryRow label=label(Field::Url)><a href=href rel="noreferrer">{words}</a></SummaryRow> }
    });
    let source = format!("{source}（{}時点）", format_date(as_of));
    let acts = may_write.then(|| {
        let of = format!("：{name}");
        let (act, words) =
            if shown { ("put-away", "一覧から外す") } else { ("return", "一覧に戻す") };
        let (href, hidden) = (paths::edit_scheme(slug, id), of.clone());
        view! {
            <Buttons>
                <ButtonLink href kind=ButtonKind::Secondary>"直す"<span class="hidden">{of}</span></ButtonLink>
            </Buttons>
            <PostForm action=paths::scheme_closure(slug, id) class="inline">
                <HiddenField name="version" value=version.to_string()/>
                <HiddenField name="act" value=act/>
                <Button kind=ButtonKind::Quiet>{words}<span class="hidden">{hidden}</span></Button>
            </PostForm>
        }
    });
    view! {
        <Section title=name>
            <SummaryList dense=true>
                <SummaryRow label=label(Field::Amount)>{lines(amount)}</SummaryRow>
                <SummaryRow label=label(Field::PaysFor)>{lines(pays_for)}</SummaryRow>
                <SummaryRow label=label(Field::Takers)>{lines(takers)}</SummaryRow>
                {prefecture}
                <SummaryRow label=label(Field::Runs)>{runs}</SummaryRow>
                <SummaryRow label="期間">{ends}</SummaryRow>
                <SummaryRow label=label(Field::Next)>{lines(next)}</SummaryRow>
                {page}
                <SummaryRow label=label(Field::Source)>{source}</SummaryRow>
            </SummaryList>
            {acts}
        </Section>
    }
}
