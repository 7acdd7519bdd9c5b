//! S16 通知書の文言: a city's own words, checked before they are kept, seen on the longest and the shortest name.

use crate::{messages::subsidies::notice_kind, paths, when};
use chrono::{DateTime, Utc};
use domain::subsidies::{NoticeKind, NoticeSeal};
use elements::{
    Breadcrumb, Button, ButtonKind, Buttons, Choice, Choices, Column, Crumb, Density, ErrorSummary,
    FormState, HiddenField, Notice, NoticeKind as Loud, PageHeader, PostForm, Section, Table, TextArea,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct WordingView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Which notice.
    pub kind: NoticeKind,
    /// The version the form was made from; zero where the city has none of its own.
    pub version: i32,
    /// Earlier versions, the newest first: number, who, when.
    pub versions: Vec<(i32, String, DateTime<Utc>)>,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn WordingPage(
    /// What it shows.
    view: WordingView,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let WordingView { slug, kind, version, versions, done } = view;
    let done = done.map(|title| view! { <Notice kind=Loud::Success live=true title/> });
    let places = kind
        .places()
        .iter()
        .map(|place| view! { <li><code>{format!("{{{{{}}}}}", place.name())}</code></li> })
        .collect_view();
    let seals = vec![
        Choice::new(NoticeSeal::Omitted.code(), "公印を省略する（「公印省略」と印字します）"),
        Choice::new(NoticeSeal::Required.code(), "公印を押す（押す場所を空けます）"),
    ];
    let (action, back) = (paths::notice_wording(&slug, kind), paths::notices(&slug));
    let title = format!("{}の文言", notice_kind(kind));
    let fields = form.clone();
    let kept = (!versions.is_empty()).then(|| {
        let rows = versions
            .into_iter()
            .map(|(number, by, at)| {
                view! { <tr><th scope="row">{format!("第{number}版")}</th><td>{by}</td><td>{when::moment(at)}</td></tr> }
            })
            .collect_view();
        let columns = vec![Column::new("版"), Column::new("保存した人"), Column::new("日時")];
        view! {
            <Section title="これまでの版">
                <p>"すでに作った通知書は、作ったときの文言のまま変わりません。"</p>
                <Table caption="これまでの版" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            </Section>
        }
    });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("通知書と文書番号", paths::notices(&slug))] here=title.clone()/>
        {done}
        <ErrorSummary form/>
        <PageHeader title lead="保存すると、これから作る通知書に使います。"/>
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <TextArea form=&fields name="opening" label="書き出しの文" rows=5/>
            <div class="panel">
                <p>"次の言葉を二重の波かっこで囲むと、通知書ごとの内容に置き換わります。"</p>
                <ul>{places}</ul>
            </div>
            <TextArea form=&fields name="closing" label="記書きの後に加える文" optional=true rows=4/>
            <Choices form=&fields name="seal" legend="公印" options=seals/>
            <Buttons>
                <Button>"保存する"</Button>
                <Button kind=ButtonKind::Secondary name="act" value="longest">"いちばん長い事業所名で見る（PDF）"</Button>
                <Button kind=ButtonKind::Secondary name="act" value="shortest">"いちばん短い事業所名で見る（PDF）"</Button>
                <a href=back>"やめて戻る"</a>
            </Buttons>
        </PostForm>
        {kept}
    }
}
