//! Calling an occasion off; and the bodies with who answers for them.

use super::WaitView;
use crate::{
    exports::SaveLinks,
    messages::occasions::{body_kind, label},
    paths,
};
use domain::{
    ids::{BodyId, OccasionId},
    occasions::{BodyKind, Field, Headcount},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Column, Density, EmptyState, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Table, TextArea,
};
use leptos::prelude::*;

/// Why it is called off.
#[component]
pub fn OccasionCancellationPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The occasion.
    id: OccasionId,
    /// The version that is called off.
    version: i32,
    /// What it is called.
    title: String,
    /// Who is registered.
    registered: Headcount,
    /// The bodies without an address: name, who answers, telephone.
    to_call: Vec<(String, String, String)>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let back = paths::occasion(&slug, id);
    let lead = format!(
        "申し込んだ{}団体（{}人）に、理由を添えてメールで知らせます。",
        registered.bodies, registered.people
    );
    let to_call = (!to_call.is_empty()).then(|| {
        let items = to_call
            .into_iter()
            .map(|(body, name, phone)| view! { <li>{format!("{body}　{name}　{phone}")}</li> })
            .collect_view();
        view! {
            <Notice kind=NoticeKind::Warning title="メールアドレスのない団体には、電話で知らせてください">
                <ul>{items}</ul>
            </Notice>
        }
    });
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="催しを中止する" caption=title lead/>
        <Notice kind=NoticeKind::Warning title="元に戻すことはできません"/>
        {to_call}
        <PostForm action=paths::occasion_cancellation(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <TextArea form=&form name=Field::Reason.name() label=label(Field::Reason) rows=4/>
            <Buttons>
                <Button kind=ButtonKind::Warning>"中止する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// A body with who answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodiesLine {
    /// The registration.
    pub id: BodyId,
    /// Where it is.
    pub prefecture: &'static str,
    /// What it is.
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// How many people.
    pub people: u16,
    /// How it waits; none where it has its places.
    pub wait: Option<WaitView>,
    /// How many came.
    pub attended: Option<u16>,
    /// Name, telephone and address of who answers.
    pub contact: (String, String, String),
    /// What it wants to know.
    pub question: String,
}

/// The bodies of an occasion.
#[component]
pub fn BodiesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The occasion.
    id: OccasionId,
    /// What it is called.
    title: String,
    /// The bodies.
    lines: Vec<BodiesLine>,
    /// Whether the officer may change what a body registered.
    keeps: bool,
) -> impl IntoView {
    let list = if lines.is_empty() {
        view! { <EmptyState title="申込みはまだありません"/> }.into_any()
    } else {
        let save = paths::export_of(&paths::occasion_bodies(&slug, id));
        let rows = lines
            .into_iter()
            .map(|line| {
                let BodiesLine {
                    id: body,
                    prefecture,
                    kind,
                    name,
                    people,
                    wait,
                    attended,
                    contact,
                    question,
                } = line;
                let name = if keeps {
                    let href = paths::occasion_body_of(&slug, id, body);
                    view! { <a href=href>{name}</a> }.into_any()
                } else {
                    name.into_any()
                };
                let state = wait.map_or_else(|| "申込み済み".to_owned(), |wait| wait.words());
                let came = attended.map_or_else(|| "―".to_owned(), |people| people.to_string());
                let (who, phone, email) = contact;
                view! {
                    <tr>
                        <td>{prefecture}</td>
                        <td>{body_kind(kind)}</td>
                        <th scope="row">{name}</th>
                        <td>{state}</td>
                        <td class="number">{people.to_string()}</td>
                        <td class="number">{came}</td>
                        <td>{who}<br/>{phone}<br/>{email}</td>
                        <td>{question}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("都道府県"),
            Column::new("種類"),
            Column::new("団体"),
            Column::new("状態"),
            Column::number("申込み（人）"),
            Column::number("参加（人）"),
            Column::new("担当者"),
            Column::new("質問"),
        ];
        view! {
            <SaveLinks what="参加団体の一覧" here=save/>
            <Table caption="参加団体" caption_hidden=true columns density=Density::Dense>{rows}</Table>
        }
        .into_any()
    };
    view! {
        <BackLink href=paths::occasion(&slug, id)/>
        <PageHeader title="参加団体の一覧" caption=title lead="担当者の氏名と連絡先が含まれます。見たことは監査記録に残ります。"/>
        {list}
    }
}
