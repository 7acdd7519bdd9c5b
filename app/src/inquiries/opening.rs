//! Before an inquiry is sent: to whom, and how it looks.

use super::answer::QuestionsShown;
use crate::{messages::inquiries::label, paths};
use chrono::NaiveDate;
use domain::{ids::InquiryId, inquiries::Field, surveys::Questionnaire, wareki::format_date};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, EmptyState, ErrorSummary, FormState,
    HiddenField, PageHeader, PostForm, Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// A house that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseLine {
    /// Its word in the form.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whether it answers here.
    pub is_here: bool,
    /// Whether it gets a mail.
    pub has_mail: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OpeningView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The inquiry.
    pub id: InquiryId,
    /// The version that is sent.
    pub version: i32,
    /// 件名.
    pub title: String,
    /// Why.
    pub purpose: String,
    /// The last day.
    pub deadline: NaiveDate,
    /// The questions.
    pub questionnaire: Questionnaire,
    /// Houses that are not asked yet.
    pub houses: Vec<HouseLine>,
    /// Whether some are asked already.
    pub again: bool,
    /// What was chosen.
    pub form: FormState,
}

/// The page.
#[component]
pub fn OpeningPage(
    /// What it shows.
    view: OpeningView,
) -> impl IntoView {
    let OpeningView { slug, id, version, title, purpose, deadline, questionnaire, houses, again, form } =
        view;
    let back = paths::inquiry(&slug, id);
    let heading = if again { "ほかの団体にも照会する" } else { "確かめて照会する" };
    let lead = if again {
        "すでに照会した団体は、そのままです。"
    } else {
        "照会すると、設問は変えられません。選んだ団体にメールで知らせます。"
    };
    let body = if houses.is_empty() {
        view! { <EmptyState title="照会できる団体がありません"><p>"構成市町村の登録や、団体の開設を確かめてください。"</p></EmptyState> }
            .into_any()
    } else {
        let options = houses
            .into_iter()
            .map(|house| {
                let choice = Choice::new(house.key, house.name);
                match (house.is_here, house.has_mail) {
                    (true, true) => choice,
                    (true, false) => choice
                        .hint("メールアドレスの設定がないため、メールは届きません。ホーム画面には出ます"),
                    (false, _) => choice.hint("ひろめるの利用なし。電話などで聞き、回答を記録します"),
                }
            })
            .collect();
        let (back, form, action) = (back.clone(), form.clone(), paths::inquiry_opening(&slug, id));
        view! {
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <Section title="照会先">
                    <Checks form=&form name=Field::Houses.name() legend=label(Field::Houses) options/>
                </Section>
                <Buttons>
                    <Button>"照会する"</Button>
                    <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
                </Buttons>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <BackLink href=back/>
        <ErrorSummary form/>
        <PageHeader title=heading caption=title lead/>
        <Section title="照会の内容">
            <SummaryList>
                <SummaryRow label="回答期限">{format_date(deadline)}</SummaryRow>
                <SummaryRow label="照会の趣旨"><p class="said__body">{purpose}</p></SummaryRow>
            </SummaryList>
        </Section>
        <Section title="設問の見え方"><QuestionsShown questionnaire/></Section>
        {body}
    }
}
