//! Taking a request for a speaker back.

use crate::paths;
use domain::ids::DispatchId;
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, ErrorSummary, FormState, HiddenField, PageHeader,
    PostForm, TextArea,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn WithdrawalPage(
    /// The federation's word in addresses.
    slug: String,
    /// The dispatch.
    id: DispatchId,
    /// The version that is taken back.
    version: i32,
    /// What it is, in words.
    about: String,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let back = paths::dispatch(&slug, id);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="講師派遣の依頼を取り下げる" caption=about
            lead="国保中央会と市区町村に、理由を添えてメールで知らせます。講師の予定は空きます。もう一度必要になったら、新しく依頼できます。"/>
        <PostForm action=paths::dispatch_withdrawal(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <TextArea form=&form name="reason" label="取り下げる理由" rows=4/>
            <Buttons>
                <Button kind=ButtonKind::Warning>"依頼を取り下げる"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
