//! A table that is pasted: products with their conformance.

use crate::paths;
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, ErrorSummary, FormState, Notice, NoticeKind,
    PageHeader, PostForm, TextArea,
};
use leptos::prelude::*;

/// A table of products.
#[component]
pub fn PastedPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What was typed.
    form: FormState,
    /// Lines that are not taken over, each with why.
    wrong: Vec<String>,
) -> impl IntoView {
    let back = paths::software(&slug);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title="表を貼り付けて登録する" lead="表計算ソフトで選んでコピーした表を、そのまま貼り付けます。同じ開発会社・製品は1つにまとめます。"/>
        {told(wrong)}
        <PostForm action=paths::software_import(&slug)>
            <TextArea form=&form name="table" label="介護ソフトの表" rows=12
                hint="1行に1件、左から「開発会社・製品名・標準仕様・対応・時点・出典」の6列。製品だけのときは左の2列。例：みどり情報　ケアみどり　V4.1　対応　令和7年10月1日　製品の案内"/>
            <Buttons>
                <Button>"登録する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn told(wrong: Vec<String>) -> Option<AnyView> {
    if wrong.is_empty() {
        return None;
    }
    let lines = wrong.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    Some(
        view! {
            <Notice kind=NoticeKind::Error title="まだ登録していません。次の行を直して、もう一度送ってください">
                <ul>{lines}</ul>
            </Notice>
        }
        .into_any(),
    )
}
