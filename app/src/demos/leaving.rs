//! いっしょに開くことの取りやめ: what becomes of it that a city does not come along after all, and why it does not.

use crate::{messages::demos::slot, paths};
use domain::{
    demos::{AskedField, Slot},
    ids::{DemoId, MemberId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, ErrorSummary, FormState, Notice, NoticeKind,
    PageHeader, PostForm, Section, SelectField, SummaryList, SummaryRow, TextArea,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct LeavingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// The city whose session it is.
    pub lead: String,
    /// When it would be, or is.
    pub slots: Vec<Slot>,
    /// Whether it was decided that it is held.
    pub decided: bool,
    /// How many of the offices of those that may leave are registered or wait.
    pub registered: usize,
    /// Who of them has no mail address, with whom to call.
    pub silent: Vec<(String, String)>,
    /// For which city a federation records it; none where a city says it itself.
    pub cities: Vec<(MemberId, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn LeavingPage(
    /// What it shows.
    leaving: LeavingView,
) -> impl IntoView {
    let LeavingView { slug, id, lead, slots, decided, registered, silent, cities, form } = leaving;
    let records = !cities.is_empty();
    let back = paths::demo_session(&slug, id);
    let (title, words, button) = if records {
        (
            "いっしょに開くことの取りやめを記録する",
            format!(
                "いっしょに開く市区町村から、電話などで受けた取りやめを記録します。理由は、{lead}とその市区町村に届きます。"
            ),
            "取りやめを記録する",
        )
    } else {
        (
            "いっしょに開くことを取りやめる",
            format!(
                "理由は、{lead}と国保連合会に届きます。{lead}のデモ・説明会は、そのまま開かれます。取りやめると、このデモ・説明会のページは見られなくなります。"
            ),
            "取りやめる",
        )
    };
    let gone = (registered > 0).then(|| {
        let title = if cities.len() > 1 {
            format!("選んだ市区町村の事業所の申込みは、取り消されます（いま、合わせて{registered}件）")
        } else {
            format!("申し込んでいる{registered}件の事業所の申込みは、取り消されます")
        };
        view! {
            <Notice kind=NoticeKind::Warning title>
                <p>"申し込んだ人には、理由を添えてメールで知らせます。"</p>
            </Notice>
        }
    });
    let when = if decided { "決まった日時" } else { "日時" };
    let dates = slots.iter().map(|one| view! { <p>{slot(one)}</p> }).collect_view();
    let calls = (!silent.is_empty()).then(|| {
        let rows = silent
            .into_iter()
            .map(|(office, whom)| view! { <SummaryRow label=office>{whom}</SummaryRow> })
            .collect_view();
        view! {
            <Section title="電話で知らせる相手">
                <p>"メールアドレスのない申込みです。取りやめる前に書き留めて、電話で知らせてください。"</p>
                <SummaryList dense=true>{rows}</SummaryList>
            </Section>
        }
    });
    let member = records.then(|| {
        let options = cities.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
        let name = AskedField::Member.name();
        view! { <SelectField form=&form name label="取りやめる市区町村" options/> }
    });
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title lead=words/>
        {gone}
        <SummaryList>
            <SummaryRow label="主催">{lead}</SummaryRow>
            <SummaryRow label=when>{dates}</SummaryRow>
        </SummaryList>
        {calls}
        <PostForm action=paths::demo_leaving(&slug, id)>
            {member}
            <TextArea form=&form name="reason" label="取りやめる理由" rows=4/>
            <Buttons>
                <Button kind=ButtonKind::Warning>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
