//! A mailing that offices got, for bodies as well.

use crate::paths;
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, EmptyState, ErrorSummary, FormState,
    Notice, NoticeKind, PageHeader, PostForm, SelectField, Width,
};
use leptos::prelude::*;

/// What can be chosen: an id, and its words.
pub type MailingChoice = (String, String);

/// The page.
#[component]
pub fn AssociationMailingPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Mailings that were sent, the newest first.
    mailings: Vec<MailingChoice>,
    /// Associations with a mail address.
    associations: Vec<MailingChoice>,
    /// What was typed.
    form: FormState,
    /// What was just done.
    done: Option<String>,
) -> impl IntoView {
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let back = paths::associations(&slug);
    let summary = view! { <BackLink href=back.clone()/><ErrorSummary form=form.clone()/> };
    let body = if mailings.is_empty() || associations.is_empty() {
        let why = if mailings.is_empty() {
            "送信したお知らせがまだありません"
        } else {
            "メールアドレスのある関係団体がまだありません"
        };
        view! { <EmptyState title=why><p>"事業所に送信したお知らせと、メールアドレスのある関係団体があると、ここから送れます。"</p></EmptyState> }
            .into_any()
    } else {
        let action = paths::association_mailing(&slug);
        let choices = |all: Vec<MailingChoice>| -> Vec<Choice> {
            all.into_iter().map(|(id, words)| Choice::new(id, words)).collect()
        };
        let (mailings, associations) = (choices(mailings), choices(associations));
        view! {
            <PostForm action>
                <SelectField form=&form name="mailing" label="送るお知らせ" options=mailings width=Width::Full/>
                <Checks form=&form name="associations" legend="送る関係団体" options=associations hint="同じお知らせは、1つの団体に1通だけ送ります。配信を止めている団体には送りません"/>
                <Buttons>
                    <Button>"送る"</Button>
                    <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
                </Buttons>
            </PostForm>
        }
        .into_any()
    };
    view! {
        {done}
        {summary}
        <PageHeader title="関係団体にお知らせを送る" lead="事業所に送信したお知らせを、関係団体にも送ります。「事業所名」のところには、団体の名称が入ります。"/>
        {body}
    }
}
