//! Ending a campaign or an activity: done with what came of it, or dropped with the reason.

use crate::{messages::campaigns::label, paths};
use domain::{
    campaigns::Field,
    ids::{ActivityId, CampaignId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, DateField, ErrorSummary, FormState, HiddenField,
    MoneyField, Notice, NoticeKind, PageHeader, PostForm, TextArea,
};
use leptos::prelude::*;

/// What is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosingUse {
    /// A campaign; so many activities are still open.
    Campaign(CampaignId, u64),
    /// A campaign of which nothing was done is removed.
    Removal(CampaignId),
    /// An activity is done.
    Done(CampaignId, ActivityId),
    /// An activity is dropped; or removed, where nothing was done.
    Drop(CampaignId, ActivityId, bool),
}

/// The form.
#[component]
pub fn ClosingPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What is ended.
    usage: ClosingUse,
    /// Its name.
    name: String,
    /// The version it was seen with.
    version: i32,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let back = match usage {
        ClosingUse::Campaign(id, _) | ClosingUse::Removal(id) => paths::campaign(&slug, id),
        ClosingUse::Done(campaign, id) | ClosingUse::Drop(campaign, id, _) => {
            paths::activity(&slug, campaign, id)
        }
    };
    let (title, lead, action) = match usage {
        ClosingUse::Campaign(id, _) => (
            "キャンペーンを終える",
            "終えたキャンペーンは一覧に残ります。後から再開することもできます。",
            paths::close_campaign(&slug, id),
        ),
        ClosingUse::Removal(id) => (
            "キャンペーンを削除しますか",
            "まだ何も実施していないので、活動ごと削除できます。削除すると元に戻せません。",
            paths::remove_campaign(&slug, id),
        ),
        ClosingUse::Done(campaign, id) => (
            "活動を完了にする",
            "何人が来たか、何が返ってきたかなど、後から見てわかる結果を書いてください。",
            paths::finish_activity(&slug, campaign, id),
        ),
        ClosingUse::Drop(campaign, id, _) => (
            "活動を中止する",
            "理由を残します。中止した活動は一覧に残り、後から再開することもできます。",
            paths::drop_activity(&slug, campaign, id),
        ),
    };
    let fields = fields(usage, &form);
    let buttons = buttons(usage);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title caption=name lead/>
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            {fields}
            <Buttons>
                {buttons}
                <ButtonLink href=back kind=ButtonKind::Quiet>"そのままにして戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn fields(usage: ClosingUse, form: &FormState) -> AnyView {
    match usage {
        ClosingUse::Campaign(_, open) => {
            let open = (open > 0).then(|| {
                view! {
                    <Notice kind=NoticeKind::Warning title=format!("終わっていない活動が{open}件あります")>
                        <p>"キャンペーンを終えると、これらの活動は中止になります。"</p>
                    </Notice>
                }
            });
            view! {
                {open}
                <TextArea form=form name=Field::Closing.name() label="ふり返り・中止の理由" hint="中止するときは、理由を必ず書いてください。" needed="中止のときは必須" rows=5/>
            }
            .into_any()
        }
        ClosingUse::Removal(_) => ().into_any(),
        ClosingUse::Done(..) => view! {
            <TextArea form=form name=Field::Closing.name() label="結果" hint="例：188件に電話し、96件と話せた。前向きは12件。" rows=5/>
            <DateField form=form name=Field::DoneOn.name() label=label(Field::DoneOn) hint="空のままにすると、今日になります。" optional=true/>
            <MoneyField form=form name=Field::Cost.name() label=label(Field::Cost) optional=true/>
        }
        .into_any(),
        ClosingUse::Drop(_, _, removable) => {
            let or_remove = removable.then(|| {
                view! { <p>"まだ何も実施していないので、理由を書かずに削除することもできます。"</p> }
            });
            view! {
                {or_remove}
                <TextArea form=form name=Field::Closing.name() label="中止の理由" needed="中止のときは必須" rows=4/>
            }
            .into_any()
        }
    }
}

fn buttons(usage: ClosingUse) -> AnyView {
    match usage {
        ClosingUse::Campaign(..) => view! {
            <Button name="how" value="done">"完了にする"</Button>
            <Button name="how" value="dropped" kind=ButtonKind::Warning>"中止する"</Button>
        }
        .into_any(),
        ClosingUse::Removal(_) => view! { <Button kind=ButtonKind::Warning>"削除する"</Button> }.into_any(),
        ClosingUse::Done(..) => view! { <Button>"完了にする"</Button> }.into_any(),
        ClosingUse::Drop(_, _, removable) => {
            let remove = removable.then(|| {
                view! { <Button name="how" value="removed" kind=ButtonKind::Warning>"削除する"</Button> }
            });
            view! {
                <Button name="how" value="dropped" kind=ButtonKind::Warning>"中止する"</Button>
                {remove}
            }
            .into_any()
        }
    }
}
