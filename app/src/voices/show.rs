//! One voice, for officers: what was agreed to, by whom, and how they are reached; and where it is taken back.

use crate::{
    messages::voices::{label, reach},
    paths,
};
use chrono::NaiveDate;
use domain::{
    ids::{OfficeId, VoiceId},
    voices::{Field, VoiceForm},
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Crumb, Details, HiddenField, Notice, NoticeKind, PageHeader,
    PostForm, Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Its id.
    pub id: VoiceId,
    /// Its office, and its name.
    pub office: OfficeId,
    /// The office's name.
    pub name: String,
    /// What was agreed to; none since it was taken back.
    pub said: Option<VoiceForm>,
    /// When it was agreed to.
    pub agreed_on: NaiveDate,
    /// When it was taken back.
    pub withdrawn: Option<NaiveDate>,
    /// As others read who says it.
    pub who: String,
    /// Why nobody reads it, though it stands; none where it is read.
    pub unseen: Option<&'static str>,
    /// With which version it was seen.
    pub version: i32,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn VoicePage(
    /// What is shown.
    view: VoiceView,
) -> impl IntoView {
    let VoiceView {
        slug,
        id,
        office,
        name,
        said,
        agreed_on,
        withdrawn,
        who,
        unseen,
        version,
        may_write,
        done,
    } = view;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let stands = said.is_some();
    let edit = (may_write && stands).then(|| {
        view! { <ButtonLink href=paths::edit_voice(&slug, id) kind=ButtonKind::Secondary>"直す"</ButtonLink> }
    });
    let unseen = unseen.map(|title| view! { <Notice kind=NoticeKind::Warning title/> });
    let body = match said {
        Some(said) => facts(&said, who).into_any(),
        None => {
            let on = withdrawn.map(format_date).unwrap_or_default();
            let words = format!(
                "{on}に取り下げられました。載せていた文、連絡先、同意した方は消してあります（{}に同意）。",
                format_date(agreed_on)
            );
            view! { <Notice kind=NoticeKind::Info title="取り下げられています"><p>{words}</p></Notice> }
                .into_any()
        }
    };
    let (back, card) = (paths::voices(&slug), paths::office(&slug, office));
    let crumbs = vec![Crumb::new("普及状況", paths::adoption(&slug)), Crumb::new("事業所の声", back)];
    let withdrawal = (may_write && stands).then(|| {
        let action = paths::voice_withdrawal(&slug, id);
        view! {
            <Section title="取下げ">
                <p>"事業所から「やめたい」と言われたら、すぐに取り下げてください。どの画面からもすぐに消え、文と連絡先はこのシステムに残りません。元に戻すことはできません。"</p>
                <Details summary="取り下げる">
                    <PostForm action>
                        <HiddenField name="version" value=version.to_string()/>
                        <Button kind=ButtonKind::Warning>"この声を取り下げる"</Button>
                    </PostForm>
                </Details>
            </Section>
        }
    });
    view! {
        {done}
        <Breadcrumb crumbs here=name.clone()/>
        <PageHeader title=name caption="事業所の声">{edit}</PageHeader>
        {unseen}
        {body}
        <p><a href=card>"事業所台帳の画面を見る"</a></p>
        {withdrawal}
    }
}

fn facts(said: &VoiceForm, who: String) -> impl IntoView + use<> {
    let fill = said.fill();
    let told = |yes: bool| if yes { "はい" } else { "いいえ" };
    let line = |field: Field| {
        let value = fill.get(field.name()).to_owned();
        let value = if value.is_empty() { "―".to_owned() } else { value };
        view! { <SummaryRow label=label(field)>{value}</SummaryRow> }
    };
    let of_city = [Field::Person, Field::Phone, Field::Email, Field::Times, Field::AgreedOn, Field::AgreedBy];
    let rest = of_city.map(line).collect_view();
    let (quote, way) = (said.quote.clone(), reach(said.reach));
    let (named, publicly) = (told(said.named), told(said.publicly));
    view! {
        <SummaryList dense=true>
            <SummaryRow label=label(Field::Quote)><span class="said__body">{quote}</span></SummaryRow>
            <SummaryRow label=label(Field::Named)>{named}</SummaryRow>
            <SummaryRow label="表示される名前">{who}</SummaryRow>
            <SummaryRow label=label(Field::Publicly)>{publicly}</SummaryRow>
            <SummaryRow label=label(Field::Reach)>{way}</SummaryRow>
            {rest}
        </SummaryList>
    }
}
