//! A draft as offices would read it: the longest and the shortest name, and an office of one's choice.

use crate::{messages::mailings::typed, paths};
use domain::{ids::MailingId, mailings::Placeholder};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Crumb, EmptyState, ErrorSummary, FormState, Notice,
    NoticeKind, PageHeader, PostForm, SearchForm, Section, SummaryList, SummaryRow, TextField, Width,
};
use leptos::prelude::*;

/// The mail of one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Why this office.
    pub why: &'static str,
    /// Its name and number.
    pub office: String,
    /// 件名, filled in.
    pub subject: String,
    /// 本文, filled in, with its end.
    pub body: String,
    /// Places that stay empty for it.
    pub empty: Vec<Placeholder>,
}

/// Everything on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The mailing.
    pub id: MailingId,
    /// 件名, as written.
    pub title: String,
    /// The mails; none of an empty audience.
    pub previews: Vec<Preview>,
    /// For how many offices of the audience a place of the text stays empty.
    pub empty: Vec<(Placeholder, u64)>,
    /// Which office was asked for.
    pub form: FormState,
    /// Whether it is sent as HTML, too.
    pub html: bool,
    /// The officer's address, where the officer may write.
    pub test_to: Option<String>,
    /// What was just done.
    pub done: Option<String>,
}

/// The preview.
#[component]
pub fn PreviewPage(
    /// What is previewed.
    preview: PreviewView,
) -> impl IntoView {
    let PreviewView { slug, id, title, previews, empty, form, html, test_to, done } = preview;
    let ways = if html {
        "文字だけの本文と、同じ文のHTML（段落とリンクだけ）の両方を送ります。"
    } else {
        "文字だけの本文を送ります。"
    };
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let warning = (!empty.is_empty()).then(|| {
        let lines = empty
            .into_iter()
            .map(|(placeholder, offices)| {
                view! { <li>{format!("{}が空になる事業所：{offices}件", typed(placeholder))}</li> }
            })
            .collect_view();
        view! {
            <Notice kind=NoticeKind::Warning title="台帳に書かれていない項目があります">
                <ul>{lines}</ul>
                <p>"空のまま送られます。文を直すか、台帳に書き足してください。"</p>
            </Notice>
        }
    });
    let nobody = previews.is_empty();
    let mails = previews.into_iter().map(mail).collect_view();
    let body = if nobody {
        view! { <EmptyState title="メールを送る事業所がありません"><p>"対象リストの条件を確かめてください。"</p></EmptyState> }.into_any()
    } else {
        mails.into_any()
    };
    let send = (!nobody).then(|| test_to.map(|to| actions(&slug, id, &to)));
    view! {
        {done}
        <ErrorSummary form=&form/>
        <Breadcrumb
            crumbs=vec![
                Crumb::new("お知らせ", paths::mailings(&slug)),
                Crumb::new(title.clone(), paths::mailing(&slug, id)),
            ]
            here="プレビュー"
        />
        <PageHeader title="プレビュー" caption=title lead="事業所に届くとおりに表示しています。配信停止のページだけは、送るときに事業所ごとに作ります。"/>
        <p>{ways}</p>
        {send}
        {warning}
        {body}
        <SearchForm action=paths::preview_mailing(&slug, id) label="事業所を選んで見る">
            <TextField form=&form name="office" label="ほかの事業所で見る（事業所番号）" width=Width::Medium optional=true/>
            <Button kind=ButtonKind::Secondary>"表示する"</Button>
        </SearchForm>
    }
}

fn actions(slug: &str, id: MailingId, to: &str) -> impl IntoView + use<> {
    let words = format!("テスト送信する（{to}）");
    let (send, edit) = (paths::send_mailing(slug, id), paths::edit_mailing(slug, id));
    view! {
        <PostForm action=paths::test_mailing(slug, id)>
            <Buttons>
                <Button kind=ButtonKind::Secondary>{words}</Button>
                <ButtonLink href=send>"送信の確認へ進む"</ButtonLink>
                <ButtonLink href=edit kind=ButtonKind::Quiet>"直す"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn mail(preview: Preview) -> impl IntoView {
    let Preview { why, office, subject, body, empty } = preview;
    let empty = (!empty.is_empty()).then(|| {
        let names: Vec<_> = empty.into_iter().map(typed).collect();
        view! { <Notice kind=NoticeKind::Warning title=format!("この事業所では、{}が空です", names.join("・"))/> }
    });
    view! {
        <Section title=why>
            {empty}
            <SummaryList dense=true>
                <SummaryRow label="宛先">{office}</SummaryRow>
                <SummaryRow label="件名">{subject}</SummaryRow>
            </SummaryList>
            <div class="letter">{body}</div>
        </Section>
    }
}
