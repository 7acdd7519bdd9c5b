//! A campaign as a form.

use super::Options;
use crate::{messages::campaigns::label, paths};
use domain::{campaigns::Field, ids::CampaignId};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, DateField, ErrorSummary, FormState, HiddenField,
    MoneyField, PageHeader, PostForm, SelectField, TextArea, TextField,
};
use leptos::prelude::*;

/// The form, for a new campaign or one that is changed.
#[component]
pub fn CampaignFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The campaign that is changed, with the version it was seen with.
    editing: Option<(CampaignId, i32)>,
    /// Who can be responsible.
    owners: Options,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, action, back) = match editing {
        None => ("キャンペーンを作る", paths::new_campaign(&slug), paths::campaigns(&slug)),
        Some((id, _)) => {
            ("キャンペーンの内容を直す", paths::edit_campaign(&slug, id), paths::campaign(&slug, id))
        }
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title lead="活動は、保存した後に1つずつ加えます。"/>
        <PostForm action>
            {version}
            <TextField form=&form name=Field::Name.name() label=label(Field::Name) hint="例：令和6年度 データ連携システムの周知" autocomplete="off"/>
            <TextArea form=&form name=Field::Aims.name() label=label(Field::Aims) hint="例：導入率を、年度末までに16％にする" optional=true rows=3/>
            <DateField form=&form name=Field::Starts.name() label=label(Field::Starts)/>
            <DateField form=&form name=Field::Ends.name() label=label(Field::Ends) hint="決まっていないときは空のままにします。" optional=true/>
            <SelectField form=&form name=Field::Owner.name() label=label(Field::Owner) options=owners.choices() blank="決めない".to_owned() optional=true/>
            <MoneyField form=&form name=Field::Budget.name() label=label(Field::Budget) hint="郵送料や印刷費など、このキャンペーンに使える額です。" optional=true/>
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
