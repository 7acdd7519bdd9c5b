//! Before a list is written down: who would stand in it and who not; and asking those once more who did not answer.

use super::lists::{numbers, of_party};
use crate::{
    messages::campaigns::{address, exclusion, label, whom},
    paths,
};
use domain::{
    campaigns::{ActivityKind, Channel, Exclusion, Field, Party, Tally, Whom},
    ids::{ActivityId, CampaignId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, Column, DateField, Density, Details,
    ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList,
    SummaryRow, Table, TextField,
};
use leptos::prelude::*;

/// Somebody who would be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Who it is.
    pub party: Party,
    /// 事業所番号; empty for an association.
    pub number: String,
    /// 事業所名, or what the association is called.
    pub name: String,
    /// The number or place, where one is known.
    pub address: String,
    /// Why.
    pub why: Exclusion,
}

/// What is asked before a list is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign.
    pub campaign: CampaignId,
    /// The activity.
    pub id: ActivityId,
    /// Its version.
    pub version: i32,
    /// 名称.
    pub title: String,
    /// How its offices are reached.
    pub channel: Channel,
    /// Of whom it is made.
    pub of: String,
    /// What that means, as a sentence; empty where it is another activity.
    pub explained: String,
    /// Whether it is some of those whom another activity asked.
    pub follows: bool,
    /// The counts.
    pub tally: Tally,
    /// Those that would be left out.
    pub left_out: Vec<LeftOut>,
    /// Why it was not written down, as a sentence.
    pub refused: Option<&'static str>,
}

/// Writes the list down?
#[component]
pub fn AudiencePage(
    /// What is asked.
    audience: AudienceView,
) -> impl IntoView {
    let AudienceView {
        slug,
        campaign,
        id,
        version,
        title,
        channel,
        of,
        explained,
        follows,
        tally,
        left_out,
        refused,
    } = audience;
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let back = paths::activity(&slug, campaign, id);
    let targets = tally.targets();
    let question = format!("{targets}件の一覧を作りますか");
    let leave = back.clone();
    let answer = if targets > 0 {
        view! {
            <PostForm action=paths::activity_audience(&slug, campaign, id)>
                <HiddenField name="version" value=version.to_string()/>
                <HiddenField name="targets" value=targets.to_string()/>
                <Buttons>
                    <Button>{format!("{targets}件で一覧を作る")}</Button>
                    <ButtonLink href=leave kind=ButtonKind::Quiet>"作らずに戻る"</ButtonLink>
                </Buttons>
            </PostForm>
        }
        .into_any()
    } else {
        let why = if follows {
            "もとの活動で、まだだれにも知らせていないか、全員が応答または導入しています。もとの活動を進めてから、もう一度開いてください。"
        } else {
            "対象リストか台帳の内容を確かめてください。"
        };
        view! { <Notice kind=NoticeKind::Warning title="知らせる事業所がありません"><p>{why}</p></Notice> }
            .into_any()
    };
    let out = (!left_out.is_empty()).then(|| out_table(&slug, channel, left_out));
    view! {
        <BackLink href=back/>
        {refused}
        <PageHeader title=question caption=title lead="一覧は、いまの台帳の内容で固定されます。同じ事業所、同じ宛先は1回だけです。"/>
        <SummaryList dense=true>
            <SummaryRow label="もとになる対象">{of}<br/><span class="muted">{explained}</span></SummaryRow>
        </SummaryList>
        <Section title="内訳">{numbers(&tally)}</Section>
        {out}
        {answer}
    }
}

fn out_table(slug: &str, channel: Channel, left_out: Vec<LeftOut>) -> impl IntoView + use<> {
    let reached_at = address(channel);
    let rows = left_out
        .into_iter()
        .map(|LeftOut { party, number, name, address, why }| {
            view! {
                <tr role="row">
                    <td role="cell" data-label="事業所番号" class="nowrap">{number}</td>
                    <th scope="row" role="rowheader"><a href=of_party(slug, party)>{name}</a></th>
                    <td role="cell" data-label=reached_at>{address}</td>
                    <td role="cell" data-label="除く理由">{exclusion(why)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("事業所番号"),
        Column::new("事業所"),
        Column::new(reached_at),
        Column::new("除く理由"),
    ];
    view! {
        <Details summary="除く事業所を見る">
            <Table caption="除く事業所" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
        </Details>
    }
}

/// Makes the activity that asks some of an audience once more.
#[component]
pub fn AgainPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The campaign.
    campaign: CampaignId,
    /// The activity whose audience it is.
    earlier: (ActivityId, String),
    /// The kinds that can follow, with their words.
    kinds: Vec<(ActivityKind, &'static str)>,
    /// How many of its audience there would be, for each whom.
    counts: Vec<(Whom, u64)>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (id, title) = earlier;
    let back = paths::activity(&slug, campaign, id);
    let action = paths::ask_again(&slug, campaign, id);
    let whoms = counts
        .into_iter()
        .map(|(of, count)| Choice::new(of.code(), format!("{}（いま{count}件）", whom(of))))
        .collect();
    let kinds = kinds.into_iter().map(|(kind, word)| Choice::new(kind.code(), word)).collect();
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="もう一度知らせる活動を作る" caption=title
            lead="同じ対象から、応答のあった事業所や導入した事業所を除いて、次の活動にします。一覧は、その活動のページで作ります。"/>
        <PostForm action>
            <Choices form=&form name="whom" legend="だれに" options=whoms/>
            <Choices form=&form name="kind" legend="どの方法で" options=kinds/>
            <TextField form=&form name=Field::Name.name() label=label(Field::Name) autocomplete="off"/>
            <DateField form=&form name=Field::Starts.name() label=label(Field::Starts) hint="1日から10日は、事業所が請求をする期間です。" optional=true/>
            <Buttons>
                <Button>"活動を加える"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
