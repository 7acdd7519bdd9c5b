//! A draft to those who have not answered: what counts as an answer is chosen here.

use crate::{messages::sending::sign, paths, when};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MailingId, SurveyId},
    mailings::{SIGNS, SURVEY, Sign},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Crumb, ErrorSummary, FormState,
    PageHeader, PostForm, SelectField,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn AgainPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The mailing that was sent.
    id: MailingId,
    /// 件名, as written.
    subject: String,
    /// When it was sent.
    begun: DateTime<Utc>,
    /// The surveys that can be named.
    surveys: Vec<(SurveyId, String)>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let options = Sign::PLAIN.into_iter().map(|one| Choice::new(one.code(), sign(one))).collect();
    let survey = (!surveys.is_empty()).then(|| {
        let options = surveys.into_iter().map(|(id, title)| Choice::new(id.to_string(), title)).collect();
        view! {
            <SelectField form=&form name=SURVEY label="回答していればもう送らないアンケート" options optional=true/>
        }
    });
    let lead = format!(
        "{}に送ったお知らせについて、まだ回答のない事業所だけに、もう一度送る下書きを作ります。開封したかどうかは調べません。",
        when::moment(begun)
    );
    view! {
        <ErrorSummary form=&form/>
        <Breadcrumb
            crumbs=vec![
                Crumb::new("お知らせ", paths::mailings(&slug)),
                Crumb::new(subject.clone(), paths::mailing(&slug, id)),
            ]
            here="もう一度送る"
        />
        <PageHeader title="回答のない事業所に、もう一度送る" caption=subject lead/>
        <PostForm action=paths::mailing_again(&slug, id)>
            <Checks form=&form name=SIGNS legend="次のどれかがあれば、回答したことにします" options
                hint="1つでも当てはまる事業所には送りません。理由は、送信の結果に残ります。"/>
            {survey}
            <Buttons>
                <Button>"下書きを作る"</Button>
                <ButtonLink kind=ButtonKind::Quiet href=paths::mailing(&slug, id)>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
