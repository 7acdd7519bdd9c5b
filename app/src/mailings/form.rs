//! Writing a mail to a segment.

use crate::{
    messages::mailings::{field, places},
    paths,
};
use domain::{
    ids::{MailingId, SegmentId},
    mailings::MailingField as Field,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Choice, EmptyState, ErrorSummary, FormState,
    HiddenField, PageHeader, PostForm, SelectField, TextArea, TextField,
};
use leptos::prelude::*;

/// The form, for a new mailing or a draft that is edited.
#[component]
pub fn MailingFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The draft that is edited, with the version it was seen with; none for a new one.
    editing: Option<(MailingId, i32)>,
    /// The segments that can be written to.
    segments: Vec<(SegmentId, String)>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, action, back) = match editing {
        None => ("お知らせを書く", paths::new_mailing(&slug), paths::mailings(&slug)),
        Some((id, _)) => ("お知らせを直す", paths::edit_mailing(&slug, id), paths::mailing(&slug, id)),
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    let nobody = segments.is_empty().then(|| {
        view! {
            <EmptyState title="お知らせを送る相手が決まっていません">
                <p>"はじめに、対象リストを作ってください。"</p>
                <ButtonLink href=paths::new_segment(&slug)>"対象リストを作る"</ButtonLink>
            </EmptyState>
        }
    });
    let options = segments.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let help = format!("事業所ごとに変わるところは、差込項目で書きます：{}", places());
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title lead="下書きとして保存します。プレビューとテスト送信で確かめてから、送信できます。"/>
        {nobody}
        <PostForm action>
            {version}
            <SelectField form=&form name=Field::Segment.name() label=field(Field::Segment) options/>
            <TextField form=&form name=Field::Subject.name() label=field(Field::Subject) hint="80文字まで。例：【みどり野市】ケアプランデータ連携システムの説明会のご案内" autocomplete="off"/>
            <TextArea form=&form name=Field::Body.name() label=field(Field::Body) rows=16 hint=help/>
            <Check form=&form name=Field::Html.name() label="HTML形式も付ける"
                hint="文字だけの本文に、段落とリンクだけのHTMLを添えます。画像や開封の確認は入りません。迷うときは付けたままにしてください。"/>
            <p class="muted">"差出人の名前・住所・電話番号と、配信停止の案内は、本文の後に自動で付きます。"</p>
            <Buttons>
                <Button>"保存してプレビューを見る"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
