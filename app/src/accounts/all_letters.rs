//! Letters with first codes for every office that nobody speaks for yet.

use crate::{
    papers::{PaperFile, unprintable},
    paths,
};
use domain::ids::OfficeId;
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, EmptyState, Notice, NoticeKind, PageHeader, PostForm,
    Section,
};
use leptos::prelude::*;

/// How far the letters of a register are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllLettersView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Offices with an address that have no code yet.
    pub without: usize,
    /// Offices whose letters can be printed.
    pub ready: usize,
    /// The letters, in one file or several.
    pub files: Vec<PaperFile>,
    /// Offices without an address.
    pub nowhere: Vec<(OfficeId, String)>,
    /// Characters of names and addresses that the fonts of this machine lack.
    pub lacking: String,
    /// Whether codes were just issued.
    pub issued: bool,
}

/// First the codes, then the letters.
#[component]
pub fn AllLettersPage(
    /// How far they are.
    view: AllLettersView,
) -> impl IntoView {
    let AllLettersView { slug, without, ready, files, nowhere, lacking, issued } = view;
    let done = issued.then(|| {
        view! {
            <Notice kind=NoticeKind::Success live=true title="ご利用コードを発行しました。">
                <p>"続けて、お手紙を印刷してください。"</p>
            </Notice>
        }
    });
    let (register, back) = (paths::offices(&slug), paths::offices(&slug));
    let body = if without + ready + nowhere.len() == 0 {
        view! {
            <EmptyState title="お手紙の要る事業所はありません">
                <p>"台帳の営業中の事業所は、どこも利用を始めているか、前のお手紙のコードを使えます。台帳が空のときは、先に一覧を取り込んでください。"</p>
                <p><a href=register>"事業所台帳を見る"</a></p>
            </EmptyState>
        }
        .into_any()
    } else {
        let codes = codes(&slug, without);
        let print = print(ready, files);
        let lacking = unprintable(&lacking);
        view! { {codes}{print}{lacking}{without_address(&slug, nowhere)} }.into_any()
    };
    view! {
        <BackLink href=back label="事業所台帳"/>
        {done}
        <PageHeader
            title="はじめてのお手紙"
            lead="まだだれも利用を始めていない事業所すべてに、はじめてのログインに使うコードを郵送でお知らせします。1事業所に1枚です。"
        />
        {body}
    }
}

fn codes(slug: &str, without: usize) -> impl IntoView + use<> {
    let act = if without > 0 {
        let label = format!("{without}か所のコードを発行する");
        let action = paths::all_letters(slug);
        view! { <PostForm action><Button>{label}</Button></PostForm> }.into_any()
    } else {
        view! { <p>"住所のわかる事業所には、どこにも発行してあります。"</p> }.into_any()
    };
    view! {
        <Section title="1．コードを発行する">
            <p>"コードは90日間、1回だけ使えます。すでにコードのある事業所と、利用を始めた事業所には発行しません。"</p>
            {act}
        </Section>
    }
}

fn print(ready: usize, files: Vec<PaperFile>) -> impl IntoView {
    let body = if ready > 0 {
        let links = files
            .into_iter()
            .map(|PaperFile { label, href }| view! { <ButtonLink href kind=ButtonKind::Secondary>{label}</ButtonLink> })
            .collect_view();
        view! {
            <p>{format!("{ready}か所のお手紙を、事業所番号の順に印刷します。三つ折りにすると、長形3号の窓あき封筒に宛名が合います。")}</p>
            <p>"コードが使えるあいだは、何度でも同じコードで印刷できます。コードをメールや電話で伝えないでください。"</p>
            <Buttons>{links}</Buttons>
        }
        .into_any()
    } else {
        view! { <p>"コードを発行すると、ここから印刷できます。"</p> }.into_any()
    };
    view! { <Section title="2．印刷して郵送する">{body}</Section> }
}

fn without_address(slug: &str, nowhere: Vec<(OfficeId, String)>) -> Option<impl IntoView + use<>> {
    (!nowhere.is_empty()).then(|| {
        let lines = nowhere
            .into_iter()
            .map(|(id, name)| view! { <li><a href=paths::edit_office(slug, id)>{name}</a></li> })
            .collect_view();
        view! {
            <Section title="住所のわからない事業所">
                <p>"お手紙になりません。台帳に住所を書き足してください。"</p>
                <ul>{lines}</ul>
            </Section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(without: usize, ready: usize) -> String {
        let href = "/t/midorino/letters.pdf?";
        let view = AllLettersView {
            slug: "midorino".into(),
            without,
            ready,
            files: PaperFile::parts("お手紙を印刷する（PDF）", href, ready),
            nowhere: Vec::new(),
            lacking: String::new(),
            issued: false,
        };
        Owner::new().with(|| view! { <AllLettersPage view/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn codes_come_first_and_letters_after_them() {
        let begun = html(69, 0);
        assert!(begun.contains("69か所のコードを発行する") && !begun.contains("letters.pdf"), "{begun}");
        let issued = html(0, 69);
        assert!(!issued.contains("<form") && issued.contains("href=\"/t/midorino/letters.pdf\""), "{issued}");
        assert!(html(0, 0).contains("お手紙の要る事業所はありません"));
    }
}
