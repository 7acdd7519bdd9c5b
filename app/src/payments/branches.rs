//! 金融機関・店舗の一覧: what is loaded, and a file that replaces it.

use crate::paths;
use elements::{
    BackLink, Button, ErrorSummary, FileField, FormState, Notice, NoticeKind, PageHeader, PostForm, Section,
};
use leptos::prelude::*;

/// What is loaded.
#[derive(Debug, Clone)]
pub struct BranchesView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// How many branches.
    pub count: u64,
    /// Rows of a file that were not taken, each with what is wrong in it; then nothing was loaded.
    pub wrong: Vec<(u32, String)>,
    /// How many more there are.
    pub more: usize,
    /// What was just done.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn BranchesPage(
    /// What is loaded.
    view: BranchesView,
    /// What is chosen.
    form: FormState,
) -> impl IntoView {
    let BranchesView { slug, count, wrong, more, done } = view;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let state = if count == 0 {
        "まだ読み込んでいません。口座の番号を確かめられず、支払データも作れません。".to_owned()
    } else {
        format!("{count}店舗を読み込んであります。新しい一覧を読み込むと、全体が入れ替わります。")
    };
    let wrong = (!wrong.is_empty()).then(|| {
        let rows = wrong
            .into_iter()
            .map(|(line, what)| view! { <li>{format!("{line}行目：{what}")}</li> })
            .collect_view();
        let more = (more > 0).then(|| view! { <p>{format!("ほかに{more}行あります。")}</p> });
        view! {
            <Section title="読み込めなかった行">
                <p>"直してから、もう一度読み込んでください。一覧は元のままです。"</p>
                <ul>{rows}</ul>
                {more}
            </Section>
        }
    });
    view! {
        <BackLink href=paths::pay_runs(&slug) label="支払へ戻る"/>
        <ErrorSummary form=&form/>
        <PageHeader title="金融機関・店舗の一覧" lead="振込先の銀行と支店を番号で確かめるための一覧です。指定金融機関などから受け取ったものを、CSVで読み込みます。"/>
        {done}
        <p>{state}</p>
        {wrong}
        <PostForm action=paths::bank_branches(&slug) multipart=true>
            <FileField form=&form name="file" label="一覧のファイル" hint="CSV（Shift_JISかUTF-8）。列は、金融機関コード、金融機関名カナ、金融機関名、支店コード、支店名カナ、支店名の順です。見出しの行はあってもかまいません。10MBまで。" accept=".csv"/>
            <Button>"一覧を読み込む"</Button>
        </PostForm>
    }
}
