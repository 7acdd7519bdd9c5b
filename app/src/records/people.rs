//! 開示: the search for a person, and what is kept of them.

use crate::{paths, when};
use chrono::{DateTime, Utc};
use domain::{form::Typed, ids::AccountId};
use elements::{
    Breadcrumb, Button, ButtonLink, Buttons, Column, Crumb, Density, EmptyState, FormState, Notice,
    PageHeader, SearchField, SearchForm, Section, Table,
};
use leptos::prelude::*;

/// What the search shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleFoundView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// What was searched.
    pub searched: String,
    /// Who was found: id, name, address, whether they are of the house.
    pub people: Vec<(AccountId, String, String, bool)>,
}

/// The search.
#[component]
pub fn PeopleFoundPage(
    /// What it shows.
    found: PeopleFoundView,
) -> impl IntoView {
    let PeopleFoundView { slug, searched, people } = found;
    let form = FormState::filled(Typed::default().with("q", searched.clone()));
    let list = (!searched.is_empty()).then(|| {
        if people.is_empty() {
            return view! { <EmptyState title="この条件に合う人はいません"><p>"氏名の一部か、メールアドレスの一部でさがせます。"</p></EmptyState> }.into_any();
        }
        let rows = people
            .into_iter()
            .map(|(id, name, email, staff)| {
                let kind = if staff { "職員" } else { "申請者" };
                let href = paths::disclosure(&slug, id);
                view! {
                    <tr>
                        <th scope="row"><a href=href>{name}</a></th>
                        <td>{email}</td>
                        <td>{kind}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::new("氏名"), Column::new("メールアドレス"), Column::new("区分")];
        view! { <Table caption="見つかった人" density=Density::Dense columns>{rows}</Table> }.into_any()
    });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("年度・記録", paths::records(&slug))] here="本人のデータ（開示）"/>
        <PageHeader title="本人のデータ（開示）" lead="開示請求のあった人について、このシステムが持っているものをすべてまとめます。だれの分を見て、保存したかは監査記録に残ります。"/>
        <SearchForm action=paths::disclosures(&slug) label="人をさがす">
            <SearchField form name="q" label="氏名・メールアドレス"/>
            <Button>"さがす"</Button>
        </SearchForm>
        {list}
    }
}

/// One kind of thing that is kept: heading, and when, what, in words.
type Part = (&'static str, Vec<(Option<DateTime<Utc>>, String, String)>);

/// What is kept of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Who.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What is kept, part by part.
    pub parts: Vec<Part>,
    /// Names of files that they attached.
    pub files: Vec<String>,
}

/// Rows of a part that the page shows; the file holds all.
const SHOWN: usize = 20;

/// The page.
#[component]
pub fn DisclosurePage(
    /// What it shows.
    disclosure: DisclosureView,
) -> impl IntoView {
    let DisclosureView { slug, id, name, email, parts, files } = disclosure;
    let parts = parts.into_iter().map(part).collect_view();
    let files = if files.is_empty() {
        view! { <p>"ありません。"</p> }.into_any()
    } else {
        let lines = files.into_iter().map(|file| view! { <li>{file}</li> }).collect_view();
        view! { <ul>{lines}</ul> }.into_any()
    };
    let crumbs = vec![
        Crumb::new("年度・記録", paths::records(&slug)),
        Crumb::new("本人のデータ（開示）", paths::disclosures(&slug)),
    ];
    view! {
        <Breadcrumb crumbs here=name.clone()/>
        <PageHeader title=format!("{name}さんのデータ") caption=email/>
        <Notice title="渡す前に確かめてください">
            <p>"ほかの人の個人情報や、審査の内部の記録は、開示の対象から除くことがあります。保存したファイルを確かめてから渡してください。"</p>
        </Notice>
        <Buttons><ButtonLink href=paths::disclosure_zip(&slug, id)>"すべてを1つのファイル（ZIP）で保存する"</ButtonLink></Buttons>
        {parts}
        <Section title="添付した書類">{files}</Section>
    }
}

fn part((title, rows): Part) -> impl IntoView {
    let total = rows.len();
    let body = if rows.is_empty() {
        view! { <p>"ありません。"</p> }.into_any()
    } else {
        let more = (total > SHOWN)
            .then(|| view! { <p>{format!("全{total}件のうち、はじめの{SHOWN}件です。すべてはファイルにあります。")}</p> });
        let rows = rows
            .into_iter()
            .take(SHOWN)
            .map(|(at, what, words)| {
                // What an event or a form keeps besides is shown as it is kept.
                let words = match DateTime::parse_from_rfc3339(&words) {
                    Ok(moment) => when::moment(moment.to_utc()).into_any(),
                    Err(_) if words.starts_with('{') => view! { <code>{words}</code> }.into_any(),
                    Err(_) => words.into_any(),
                };
                view! { <tr><th scope="row">{what}</th><td>{words}</td><td>{at.map(when::moment)}</td></tr> }
            })
            .collect_view();
        let columns = vec![Column::new("項目"), Column::new("内容"), Column::new("日時")];
        view! {
            {more}
            <Table caption=title caption_hidden=true density=Density::Dense columns>{rows}</Table>
        }
        .into_any()
    };
    view! { <Section title=title>{body}</Section> }
}
