//! Where a session is, changed by either side; everybody is told.

use crate::{messages::demos::arrangement_label, paths};
use domain::{demos::ArrangementField as Field, ids::DemoId};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, ErrorSummary, FormState, HiddenField, PageHeader,
    PostForm, TextArea, TextField,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct VenueView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// The edit it shows.
    pub version: i32,
    /// What it is about: municipality, date.
    pub about: String,
    /// How many people are registered.
    pub registered: u16,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn VenuePage(
    /// What it shows.
    venue: VenueView,
) -> impl IntoView {
    let VenueView { slug, id, version, about, registered, form } = venue;
    let (back, action) = (paths::demo_session(&slug, id), paths::demo_venue(&slug, id));
    let lead =
        format!("変更は、相手の担当者と、申し込んだ人（{registered}人）の連絡先にメールで知らせます。");
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="会場を変える" caption=about lead/>
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name=Field::Venue.name() label=arrangement_label(Field::Venue) hint="例：市役所 3階 大会議室" autocomplete="off"/>
            <TextArea form=&form name=Field::Note.name() label=arrangement_label(Field::Note) optional=true rows=3/>
            <Buttons>
                <Button>"会場を変えて知らせる"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
