//! One office of a list: its number to dial, what is said, and what came back; made for a phone.

use super::lists::{OfSurvey, dialled, number_of, of_party};
use crate::{
    messages::campaigns::{address, exclusion, reply, why_left_out},
    paths,
};
use domain::{
    campaigns::{Channel, EntryField, Exclusion, Party, Reply},
    ids::{ActivityId, CampaignId},
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, Choice, Choices, Details, ErrorSummary, FormState, HiddenField,
    Notice, NoticeKind, PageHeader, PostForm, SummaryList, SummaryRow, TextArea,
};
use leptos::prelude::*;

/// An office of a list as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign.
    pub campaign: CampaignId,
    /// The activity and its name.
    pub activity: (ActivityId, String),
    /// How it is reached.
    pub channel: Channel,
    /// What is said.
    pub script: String,
    /// Its number in the list.
    pub place: u32,
    /// Who it is.
    pub party: Party,
    /// 事業所番号; empty for an association.
    pub number: String,
    /// 事業所名, or what the association is called.
    pub name: String,
    /// The number or place.
    pub address: String,
    /// Why it is not reached.
    pub exclusion: Option<Exclusion>,
    /// What came back.
    pub reply: Option<Reply>,
    /// What it did with the survey that was asked before.
    pub survey: Option<OfSurvey>,
    /// Counts what was entered.
    pub version: i32,
    /// The next of the list for which nothing was entered.
    pub next: Option<u32>,
    /// Whether something can be entered.
    pub enters: bool,
    /// What was just done: of the one before.
    pub done: Option<&'static str>,
}

/// An office of a list.
#[component]
pub fn RecipientPage(
    /// The office.
    recipient: RecipientView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let RecipientView {
        slug,
        campaign,
        activity: (activity, title),
        channel,
        script,
        place,
        party,
        number,
        name,
        address: written,
        exclusion: left_out,
        reply: before,
        survey,
        version,
        next,
        enters,
        done,
    } = recipient;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let goes_on = next.is_some();
    let back = paths::activity(&slug, campaign, activity);
    let action = paths::recipient(&slug, campaign, activity, place);
    let removal = paths::take_out_recipient(&slug, campaign, activity, place);
    let script = (!script.is_empty())
        .then(|| view! { <Details summary="話すこと・書くこと" open=true><div class="letter">{script}</div></Details> });
    let dialled = (!written.is_empty())
        .then(|| view! { <SummaryRow label=address(channel)>{dialled(channel, &written)}</SummaryRow> });
    let next = next.map(|next| {
        let href = paths::recipient(&slug, campaign, activity, next);
        view! { <p><a href=href>{format!("次の未実施の事業所（{next}番）へ")}</a></p> }
    });
    let part = match (enters, left_out) {
        (true, None) => {
            entering(action, removal, channel, (before, version), goes_on, form.clone()).into_any()
        }
        (true, Some(Exclusion::Removed)) => taken_out(removal).into_any(),
        (_, Some(why)) => {
            view! { <Notice kind=NoticeKind::Warning title=exclusion(why)><p>{why_left_out(why)}</p></Notice> }
                .into_any()
        }
        (false, None) => ().into_any(),
    };
    let register = of_party(&slug, party);
    let look = match party {
        Party::Office(_) => "事業所の内容を見る",
        Party::Association(_) => "関係団体の内容を見る",
    };
    // What was promised on the telephone is written down where the list of today reads it.
    let promise = match party {
        Party::Office(office) if enters => {
            let href = paths::new_follow_up(&slug, office);
            Some(view! { "　"<a href=href>"次の約束を支援の記録に書く"</a> })
        }
        Party::Office(_) | Party::Association(_) => None,
    };
    let survey = survey.map(|survey| {
        let words = match survey {
            OfSurvey::Answered(day) => format!("{}に回答済みです", format_date(day)).into_any(),
            OfSurvey::Silent(Some(href)) => {
                view! { "まだ回答がありません　"<a href=href>"聞き取った回答を入力する"</a> }.into_any()
            }
            OfSurvey::Silent(None) => "まだ回答がありません".into_any(),
        };
        view! { <SummaryRow label="アンケート">{words}</SummaryRow> }
    });
    let told = before.map(|before| view! { <SummaryRow label="記録した結果">{reply(before)}</SummaryRow> });
    view! {
        <BackLink href=back label=format!("「{title}」に戻る")/>
        {done}
        <ErrorSummary form/>
        <PageHeader title=name caption=format!("{place}番　{}", number_of(party, &number))/>
        <SummaryList dense=true>
            {dialled}
            {survey}
            {told}
            <SummaryRow label="台帳"><a href=register>{look}</a>{promise}</SummaryRow>
        </SummaryList>
        {script}
        {part}
        {next}
    }
}

fn entering(
    action: String,
    removal: String,
    channel: Channel,
    (before, version): (Option<Reply>, i32),
    goes_on: bool,
    form: FormState,
) -> impl IntoView {
    let options = (1..)
        .zip(Reply::of(channel))
        .map(|(key, of): (usize, _)| Choice::new(of.code(), format!("{key}　{}", reply(*of))))
        .collect();
    let undo = before.map(|_| {
        view! { <Button name="how" value="undo" kind=ButtonKind::Quiet>"記録を取り消す"</Button> }
    });
    let next = goes_on.then(|| {
        view! { <Button name="how" value="next" kind=ButtonKind::Secondary>"記録して次の事業所へ"</Button> }
    });
    let out = before.is_none().then(|| {
        view! {
            <PostForm action=removal>
                <HiddenField name="out" value="yes"/>
                <Button kind=ButtonKind::Quiet>"一覧から除く"</Button>
            </PostForm>
        }
    });
    view! {
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <Choices form=&form name=EntryField::Reply.name() legend="結果" options/>
            <TextArea form=&form name=EntryField::Note.name() label="メモ" hint="話した相手の役職や、次に連絡する日など。500文字まで。" optional=true rows=3/>
            <Buttons>
                <Button>"記録する"</Button>
                {next}
                {undo}
            </Buttons>
        </PostForm>
        {out}
    }
}

fn taken_out(removal: String) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title=exclusion(Exclusion::Removed)>
            <p>{why_left_out(Exclusion::Removed)}</p>
        </Notice>
        <PostForm action=removal>
            <HiddenField name="out" value="no"/>
            <Buttons><Button kind=ButtonKind::Secondary>"一覧に戻す"</Button></Buttons>
        </PostForm>
    }
}
