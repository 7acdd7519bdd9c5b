//! 構成市区町村: who may ask a federation for sessions, as its administrator keeps it.

use crate::{messages::settings::membership_label as label, paths};
use domain::{demos::MembershipField as Field, ids::MemberId};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Column, Density, EmptyState, ErrorSummary,
    FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SelectField, SummaryList,
    SummaryRow, Table, Tag, TextField, Tone, Width,
};
use leptos::prelude::*;

/// One member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityLine {
    /// Its id.
    pub id: MemberId,
    /// Its name.
    pub name: String,
    /// The name of its house here, where it has one.
    pub house: Option<String>,
    /// Whether it rests.
    pub rests: bool,
}

const fn tag(rests: bool) -> (Tone, &'static str) {
    if rests { (Tone::Neutral, "休止中") } else { (Tone::Success, "依頼できます") }
}

/// All of them.
#[component]
pub fn CitiesPage(
    /// The federation's word in addresses.
    slug: String,
    /// The members, in the order of its lists.
    lines: Vec<CityLine>,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let list = if lines.is_empty() {
        view! {
            <EmptyState title="市区町村はまだ加わっていません">
                <p>"加えた市区町村だけが、デモ・説明会を依頼できます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = lines.into_iter().map(|line| row(&slug, line)).collect_view();
        let columns = ["名前", "ひろめる", "状態"].map(Column::new).to_vec();
        view! { <Table caption="構成市区町村" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        {notice}
        <PageHeader title="構成市区町村" lead="ここに加えた市区町村と都道府県が、デモ・説明会を依頼できます。ひろめるを使っていない市区町村も、名前で加えられます。">
            <ButtonLink href=paths::new_member_city(&slug)>"市区町村を加える"</ButtonLink>
        </PageHeader>
        {list}
    }
}

fn row(slug: &str, line: CityLine) -> impl IntoView + use<> {
    let CityLine { id, name, house, rests } = line;
    let (tone, state) = tag(rests);
    let here = if house.is_some() { "利用中" } else { "未利用" };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=paths::member_city(slug, id)>{name}</a></th>
            <td role="cell" data-label="ひろめる">{here}</td>
            <td role="cell" data-label="状態"><Tag tone label=state/></td>
        </tr>
    }
}

/// What the form of a member shows.
#[derive(Debug, Clone)]
pub struct CityFormView {
    /// The federation's word in addresses.
    pub slug: String,
    /// The houses that can be chosen: value and name.
    pub houses: Vec<(String, String)>,
    /// What was typed.
    pub form: FormState,
}

/// Where one is added.
#[component]
pub fn CityFormPage(
    /// What it shows.
    city: CityFormView,
) -> impl IntoView {
    let CityFormView { slug, houses, form } = city;
    let list = paths::member_cities(&slug);
    // Who is added by name alone has no screen here: what they ask for is told to the federation.
    let lead = if houses.is_empty() {
        "加えると、電話などで受けた開催の依頼を、この市区町村のものとして入力できます。"
    } else {
        "ひろめるを使っている相手は、自分の画面からも依頼できるようになり、相手の監査記録にも残ります。台帳や申請は見えません。名前だけで加えた相手の依頼は、電話などで受けて入力します。"
    };
    let fields = fields(form.clone(), houses);
    view! {
        <BackLink href=list.clone() label="構成市区町村"/>
        <ErrorSummary form=&form/>
        <PageHeader title="市区町村を加える" lead=lead/>
        <PostForm action=paths::new_member_city(&slug)>
            {fields}
            <Buttons>
                <Button>"加える"</Button>
                <ButtonLink href=list kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn fields(form: FormState, houses: Vec<(String, String)>) -> impl IntoView {
    let none = houses.is_empty();
    let options = houses.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
    let choice = (!none).then(|| {
        view! { <SelectField form=&form name=Field::House.name() label=label(Field::House) hint="同じ都道府県の、どの連合会にも加わっていないものだけを選べます" optional=true blank=Some("使っていない".to_owned()) options/> }
    });
    let hint = if none {
        "例：みどり野市"
    } else {
        "上で選んだときは、空のままで構いません。例：みどり野市"
    };
    let needed = if none { "必須" } else { "どちらか必須" };
    view! {
        {choice}
        <TextField form=&form name=Field::Name.name() label=label(Field::Name) hint needed width=Width::Medium autocomplete="off"/>
    }
}

/// What the page of one member shows.
#[derive(Debug, Clone)]
pub struct CityView {
    /// The member.
    pub line: CityLine,
    /// The edit it shows.
    pub version: String,
    /// The form of its name.
    pub form: CityFormView,
    /// Why it was not taken out, as a sentence.
    pub refused: Option<String>,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// One member: who it is, and whether it may ask.
#[component]
pub fn CityPage(
    /// What it shows.
    city: CityView,
) -> impl IntoView {
    let CityView { line, version, form: CityFormView { slug, houses, form }, refused, done } = city;
    let CityLine { id, name, house, rests } = line;
    let (tone, state) = tag(rests);
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let fields = fields(form.clone(), houses);
    let house = house.unwrap_or_else(|| "使っていない".to_owned());
    let acts = acts(&slug, id, rests);
    view! {
        <BackLink href=paths::member_cities(&slug) label="構成市区町村"/>
        {done}
        {refused}
        <ErrorSummary form=&form/>
        <PageHeader title=name caption="構成市区町村" tag=(tone, state.to_owned())/>
        <SummaryList dense=true><SummaryRow label="ひろめる">{house}</SummaryRow></SummaryList>
        <PostForm action=paths::member_city(&slug, id)>
            <HiddenField name="version" value=version/>
            {fields}
            <Button>"保存する"</Button>
        </PostForm>
        {acts}
    }
}

fn acts(slug: &str, id: MemberId, rests: bool) -> impl IntoView + use<> {
    let (title, action, kind, why, words) = if rests {
        (
            "再開",
            paths::member_city_return(slug, id),
            ButtonKind::Secondary,
            "また依頼したり、いっしょに開くよう誘われたりできるようになります。",
            "再開する",
        )
    } else {
        (
            "休止",
            paths::member_city_suspension(slug, id),
            ButtonKind::Warning,
            "新しく依頼したり、いっしょに開くよう誘われたりできなくなります。これまでの依頼と開催は、そのまま残ります。",
            "休止する",
        )
    };
    let removal = paths::member_city_removal(slug, id);
    view! {
        <Section title>
            <PostForm action><p>{why}</p><Button kind>{words}</Button></PostForm>
        </Section>
        <Section title="外す">
            <PostForm action=removal>
                <p>"間違えて加えたときに外します。依頼や開催の記録がある市区町村は、外せません。休止してください。"</p>
                <Button kind=ButtonKind::Warning>"外す"</Button>
            </PostForm>
        </Section>
    }
}
