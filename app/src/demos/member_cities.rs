//! 構成市区町村: a federation's members, by which number each is called, and how many sessions it may have in a year.

use crate::{messages::demos::member_label as label, paths};
use domain::{demos::MemberField as Field, ids::MemberId};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, EmptyState, ErrorSummary,
    FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Table, TextField, Width,
};
use leptos::prelude::*;

/// One member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    /// Its id.
    pub id: MemberId,
    /// Its name.
    pub name: String,
    /// Whether it has a house here.
    pub here: bool,
    /// Whether it rests, and asks for nothing.
    pub rests: bool,
    /// By which number it is called; may be empty.
    pub phone: String,
    /// Its sessions on site of this year.
    pub had: u16,
    /// How many it may have; none where nobody says it.
    pub allowed: Option<u16>,
}

/// All of them.
#[component]
pub fn MemberCitiesPage(
    /// The federation's word in addresses.
    slug: String,
    /// This year, in words.
    year: String,
    /// The members, in the order of the federation's lists.
    lines: Vec<MemberLine>,
    /// Whether who looks adds and takes out members, too.
    administers: bool,
    /// Whether something was just kept.
    done: bool,
) -> impl IntoView {
    let add = administers.then(|| {
        view! { <p><a href=paths::member_cities(&slug)>"市区町村を加える・休止する"</a></p> }
    });
    let done = done.then(|| view! { <Notice kind=NoticeKind::Success live=true title="保存しました。"/> });
    let list = if lines.is_empty() {
        view! { <EmptyState title="構成市区町村が登録されていません"><p>"連合会の管理者が、「設定」の「構成市区町村」で加えます。"</p></EmptyState> }
            .into_any()
    } else {
        let rows = lines.into_iter().map(|line| row(&slug, line)).collect_view();
        let columns = vec![
            Column::new("市区町村"),
            Column::new("ひろめる"),
            Column::new("電話番号"),
            Column::new(format!("{year}の現地開催")),
        ];
        view! { <Table caption="構成市区町村" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    let crumbs = vec![
        Crumb::new("デモ・説明会", paths::demos(&slug)),
        Crumb::new("予約の決まり", paths::demo_rules(&slug)),
    ];
    view! {
        <Breadcrumb crumbs here="構成市区町村"/>
        {done}
        <PageHeader title="構成市区町村" lead="市区町村ごとの電話番号と、年度に現地で開く回数の目安です。現地開催は、依頼中のものを含みます。オンラインと相乗りは数えません。"/>
        {add}
        {list}
    }
}

fn row(slug: &str, line: MemberLine) -> impl IntoView + use<> {
    let MemberLine { id, name, here, rests, phone, had, allowed } = line;
    let here = match (here, rests) {
        (_, true) => "休止中",
        (true, false) => "利用中",
        (false, false) => "未利用",
    };
    let phone = if phone.is_empty() { "―".to_owned() } else { phone };
    let times = match allowed {
        Some(allowed) => format!("{had}回（目安 {allowed}回）"),
        None => format!("{had}回"),
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=paths::demo_city(slug, id)>{name}</a></th>
            <td role="cell" data-label="ひろめる">{here}</td>
            <td role="cell" data-label="電話番号">{phone}</td>
            <td role="cell" data-label="現地開催">{times}</td>
        </tr>
    }
}

/// What the page of one member shows.
#[derive(Debug, Clone)]
pub struct MemberCityView {
    /// The federation's word in addresses.
    pub slug: String,
    /// Its id.
    pub id: MemberId,
    /// Its name.
    pub name: String,
    /// The number of its house, where it has one here; may be empty.
    pub phone: Option<String>,
    /// How many sessions the rules say.
    pub rules: Option<u16>,
    /// The edit it shows.
    pub version: i32,
    /// What was typed.
    pub form: FormState,
}

/// One member.
#[component]
pub fn MemberCityPage(
    /// What it shows.
    city: MemberCityView,
) -> impl IntoView {
    let MemberCityView { slug, id, name, phone, rules, version, form } = city;
    let list = paths::demo_cities(&slug);
    let crumbs =
        vec![Crumb::new("デモ・説明会", paths::demos(&slug)), Crumb::new("構成市区町村", list.clone())];
    let phone_hint = match phone.filter(|phone| !phone.is_empty()) {
        Some(phone) => format!("空にすると、{name}が登録した番号（{phone}）を使います"),
        None => "いっしょに開く市区町村にも表示し、電話で知らせるときに使います".to_owned(),
    };
    let yearly_hint = match rules {
        Some(rules) => {
            format!("空にすると、予約の決まりの{rules}回です。超える依頼を認めるときは、増やします")
        }
        None => "空にすると、回数を問いません".to_owned(),
    };
    view! {
        <Breadcrumb crumbs here=name.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title=name/>
        <PostForm action=paths::demo_city(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name=Field::Phone.name() label=label(Field::Phone) hint=phone_hint optional=true inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Yearly.name() label=label(Field::Yearly) hint=yearly_hint optional=true inputmode=InputMode::Numeric width=Width::Short suffix="回" autocomplete="off"/>
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=list kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
