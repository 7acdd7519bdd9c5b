//! 依頼人: from which account the city pays, and how its bank wants the file.

use crate::{messages::payments as words, paths};
use domain::{payments::SenderField, zengin::DepositKind};
use elements::{
    BackLink, Button, Check, Choice, ErrorSummary, FormState, HiddenField, InputMode, Notice, NoticeKind,
    PageHeader, PostForm, SelectField, TextField, Width,
};
use leptos::prelude::*;

/// The form.
#[component]
pub fn SenderPage(
    /// The municipality's word in addresses.
    slug: String,
    /// The version that was seen; none where nothing is saved yet.
    version: i32,
    /// What is saved, in a few words.
    #[prop(optional_no_strip)]
    saved: Option<String>,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let saved = saved.map(|saved| view! { <p>{saved}</p> });
    let label = words::sender_label;
    let kinds = [DepositKind::Ordinary, DepositKind::Current, DepositKind::Other]
        .map(|kind| Choice::new(kind.digit(), words::deposit_kind(kind)))
        .to_vec();
    let line_ends = vec![
        Choice::new("crlf", "1レコードごとに改行する（122バイト）"),
        Choice::new("none", "改行しない（120バイト）"),
    ];
    let clearing = vec![Choice::new("spaces", "空白にする"), Choice::new("zeros", "0000にする")];
    let designation = vec![
        Choice::new("7", "7（テレ振込）"),
        Choice::new("8", "8（文書振込）"),
        Choice::new("0", "0（使わない）"),
        Choice::new("space", "空白（使わない）"),
    ];
    let reference = vec![
        Choice::new("codes", "顧客コード（支払の番号とまとまりの番号）"),
        Choice::new("edi", "EDI情報（受付番号）"),
    ];
    view! {
        <BackLink href=paths::pay_runs(&slug) label="支払へ戻る"/>
        <ErrorSummary form=&form/>
        <PageHeader title="依頼人と振込データの形式" lead="指定金融機関との契約書や、総合振込の案内のとおりに入力してください。口座番号は暗号化して保存します。"/>
        {done}
        {saved}
        <PostForm action=paths::pay_sender(&slug)>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name=SenderField::Code.name() label=label(SenderField::Code) hint="銀行から知らされた10桁までの番号" inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=SenderField::Name.name() label=label(SenderField::Name) hint="半角40文字まで。例：ミドリノシ　カイケイカンリシヤ" width=Width::Long autocomplete="off"/>
            <TextField form=&form name=SenderField::Bank.name() label=label(SenderField::Bank) inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
            <TextField form=&form name=SenderField::BankName.name() label=label(SenderField::BankName) hint="半角15文字まで" optional=true width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=SenderField::Branch.name() label=label(SenderField::Branch) inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
            <TextField form=&form name=SenderField::BranchName.name() label=label(SenderField::BranchName) hint="半角15文字まで" optional=true width=Width::Medium autocomplete="off"/>
            <SelectField form=&form name=SenderField::Kind.name() label=label(SenderField::Kind) options=kinds width=Width::Medium/>
            <TextField form=&form name=SenderField::Number.name() label=label(SenderField::Number) inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            <SelectField form=&form name=SenderField::LineEnds.name() label=label(SenderField::LineEnds) options=line_ends/>
            <SelectField form=&form name=SenderField::ClearingHouse.name() label=label(SenderField::ClearingHouse) options=clearing/>
            <SelectField form=&form name=SenderField::Designation.name() label=label(SenderField::Designation) options=designation/>
            <SelectField form=&form name=SenderField::Reference.name() label=label(SenderField::Reference) options=reference/>
            <Check form=&form name=SenderField::EndOfFile.name() label="ファイルの終わりに0x1Aを付ける"/>
            <Button>"保存する"</Button>
        </PostForm>
    }
}
