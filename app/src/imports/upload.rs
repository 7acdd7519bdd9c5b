//! Uploading a list.

use super::existing::existing_choices;
use crate::{messages::adoption, paths};
use domain::{adoption::Source, imports::EXISTING};
use elements::{
    BackLink, Button, Choice, Choices, DateField, Details, ErrorSummary, FileField, FormState, PageHeader,
    PostForm, TextArea,
};
use leptos::prelude::*;

/// A list comes as a file or pasted.
const EITHER: &str = "ファイルか貼り付けのどちらか必須";
/// What only a list of adopters needs.
const FOR_ADOPTERS: &str = "利用している事業所の一覧では必須";

/// One file, and whose offices are wanted.
#[component]
pub fn UploadPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The municipality's name, with its codes.
    municipality: String,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let scope = vec![
        Choice::new("own", format!("{municipality}の事業所だけ"))
            .hint("全国の一覧でも、市区町村コードが違う行は取り込みません"),
        Choice::new("all", "ファイルのすべての事業所").hint("市外のサービス事業所も台帳に入れるとき"),
    ];
    let pasted = !form.value("pasted").is_empty() || form.error("pasted").is_some();
    let pasting = form.clone();
    let kinds = vec![
        Choice::new("offices", "事業所の一覧").hint("台帳に登録し、変わったところを更新します"),
        Choice::new("adopters", "連携システムを利用している事業所の一覧")
            .hint("台帳の事業所と照合し、導入の状況として記録します。台帳の内容は変えません"),
        Choice::new("contacts", "連絡先の一覧")
            .hint("台帳にある事業所のメールアドレスなどを補います。事業所は増えません"),
    ];
    let sources = [Source::WamNetList, Source::MunicipalList]
        .map(|source| Choice::new(source.name(), adoption::source(source)))
        .to_vec();
    let (template, fields) = (paths::list_template(&slug), paths::list_fields(&slug));
    view! {
        <BackLink href=paths::imports(&slug) label="取込"/>
        <ErrorSummary form=&form/>
        <PageHeader title="一覧を取り込む" lead="ファイルを選ぶと、何がどう変わるかを先にお見せします。確かめるまで、台帳には何も書き込みません。"/>
        <PostForm action=paths::new_import(&slug) multipart=true>
            <FileField form=&form name="file" label="一覧のファイル" needed=EITHER hint="Excel（.xlsx・.xls）、OpenDocument（.ods）、CSVなど。1つ64MBまで。サービスごとに分かれたファイルは、まとめて選べます" accept=".xlsx,.xls,.ods,.csv,.txt,.tsv,.zip,.gz,.htm,.html" multiple=true/>
            <Details summary="ファイルの代わりに、表を貼り付ける" open=pasted>
                <TextArea form=pasting name="pasted" label="貼り付ける表" needed=EITHER hint="ウェブページやExcelで表を選んでコピーし、ここに貼り付けます。見出しの行も入れてください" rows=8/>
            </Details>
            <Choices form=&form name="kind" legend="何の一覧ですか" options=kinds/>
            <Choices form=&form name="source" legend="どこの一覧ですか" needed=FOR_ADOPTERS options=sources/>
            <DateField form=&form name="as_of" label="いつの時点の一覧ですか" needed=FOR_ADOPTERS year_needed=true/>
            <Choices form=&form name=EXISTING legend="すでに台帳にある事業所" options=existing_choices()/>
            <Choices form=&form name="scope" legend="取り込む範囲" options=scope/>
            <Button>"読み取って確かめる"</Button>
        </PostForm>
        <Details summary="どんなファイルが読めますか">
            <ul>
                <li>"厚生労働省のオープンデータ（jigyosho_○○○.csv）をそのまま"</li>
                <li>"市区町村や都道府県の事業所一覧（Excel・CSV）。題名や注記の行、2段の見出し、サービスごとのシート、結合したセルがあっても読みます"</li>
                <li>"文字コードはUTF-8でもShift_JISでもかまいません"</li>
                <li>"全角の番号、和暦、先頭の0が消えた番号は、直して読み、直したところをお見せします"</li>
            </ul>
            <p><a href=template>"記入用のひな形（Excel）を保存する"</a></p>
            <p><a href=fields>"項目の一覧を保存する（一覧をプログラムで作る方向け・Table Schema形式のJSON）"</a></p>
        </Details>
    }
}
