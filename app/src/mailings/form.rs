//! Writing a mail to a segment.

use crate::{
    messages::mailings::{ONLY, field, places, topic},
    paths,
};
use domain::{
    ids::MailingId,
    mailings::{MailingField as Field, Topic},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Choice, ErrorSummary, FormState, HiddenField,
    PageHeader, PostForm, SelectField, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// There is always a topic.
const ALWAYS_CHOSEN: Option<String> = None;

/// The form, for a new mailing or a draft that is edited.
#[component]
pub fn MailingFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The draft that is edited, with the version it was seen with; none for a new one.
    editing: Option<(MailingId, i32)>,
    /// The segments that can be written to: what each posts, and its name.
    segments: Vec<(String, String)>,
    /// Whether everybody can reach a page of the program.
    public: bool,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, action, back) = match editing {
        None => ("お知らせを書く", paths::new_mailing(&slug), paths::mailings(&slug)),
        Some((id, _)) => ("お知らせを直す", paths::edit_mailing(&slug, id), paths::mailing(&slug, id)),
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    let options = segments.into_iter().map(|(value, name)| Choice::new(value, name)).collect();
    let topics = Topic::ALL.into_iter().map(|one| Choice::new(one.code(), topic(one))).collect();
    let published = public.then(|| {
        view! {
            <Check form=&form name=Field::Published.name() label="ウェブページでも公開する"
                hint="送り始めると、だれでも読めるページに載せ、メールにもそのアドレスを入れます。事業所ごとに変わるところは「各事業所」などの言葉になります。後から公開をやめられます。"/>
        }
    });
    let help = format!("事業所ごとに変わるところは、差込項目で書きます：{}。{ONLY}", places());
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title lead="下書きとして保存します。プレビューとテスト送信で確かめてから、送信できます。"/>
        <PostForm action>
            {version}
            <SelectField form=&form name=Field::Segment.name() label=field(Field::Segment) options hint="ほかの条件で選ぶときは、先に「周知」の「対象リスト」で条件を保存します。"/>
            <SelectField form=&form name=Field::Topic.name() label=field(Field::Topic) options=topics blank=ALWAYS_CHOSEN width=Width::Medium
                hint="受け取る方が、分野ごとに配信を止められます。この分野を希望しない事業所には送りません。"/>
            <TextField form=&form name=Field::Subject.name() label=field(Field::Subject) hint="80文字まで。例：【みどり野市】ケアプランデータ連携システムの説明会のご案内" autocomplete="off"/>
            <TextArea form=&form name=Field::Body.name() label=field(Field::Body) rows=16 hint=help/>
            <Check form=&form name=Field::Html.name() label="HTML形式も付ける"
                hint="文字だけの本文に、段落とリンクだけのHTMLを添えます。画像や開封の確認は入りません。迷うときは付けたままにしてください。"/>
            {published}
            <p class="muted">"差出人の名前・住所・電話番号と、配信停止の案内は、本文の後に自動で付きます。"</p>
            <Buttons>
                <Button>"保存してプレビューを見る"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
