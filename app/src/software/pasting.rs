//! Tables that are pasted: products with their conformance, and who exchanges plans with whom.

use crate::paths;
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, ErrorSummary, FormState, Notice, NoticeKind,
    PageHeader, PostForm, Section, TextArea,
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

/// A list of partners.
#[component]
pub fn PartnersPage(
    /// The tenant's word in addresses.
    slug: String,
    /// How many pairs are known.
    known: u64,
    /// How many of them have adopted on both sides.
    live: u64,
    /// Whether the viewer may add to them.
    may_write: bool,
    /// What was typed.
    form: FormState,
    /// Lines that are not taken over, each with why.
    wrong: Vec<String>,
    /// What was just done.
    done: Option<String>,
) -> impl IntoView {
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let (back, action) = (paths::follow_up(&slug), paths::partners(&slug));
    let head = view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
    };
    let paste = may_write.then(|| {
        view! {
            <Section title="一覧を貼り付ける">
                <PostForm action>
                    <TextArea form=&form name="table" label="事業所番号の組" rows=12
                        hint="1行に事業所番号を2つ。例：2970999013　2970999021。どちらが先でもかまいません"/>
                    <Buttons>
                        <Button>"登録する"</Button>
                        <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
                    </Buttons>
                </PostForm>
            </Section>
        }
    });
    view! {
        {done}
        {head}
        <PageHeader title="連携先" lead="ケアプランをやりとりしている事業所の組です。アンケートの回答、事業所ごとの記録、この一覧からわかったものを合わせます。"/>
        <p role="status">{format!("わかっている組は{known}組です。うち、両方が導入している組は{live}組です。")}</p>
        {told(wrong)}
        {paste}
    }
}
