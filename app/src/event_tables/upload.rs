//! Reading a table in: a file, or what was copied.

use crate::paths;
use elements::{
    BackLink, Button, Details, ErrorSummary, FileField, FormState, PageHeader, PostForm, TextArea,
};
use leptos::prelude::*;

/// A table comes as a file or pasted.
const EITHER: &str = "ファイルか貼り付けのどちらか必須";

/// The form.
#[component]
pub fn EventTableUploadPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let pasted = !form.value("pasted").is_empty() || form.error("pasted").is_some();
    view! {
        <BackLink href=paths::event_tables(&slug) label="申込状況の表"/>
        <ErrorSummary form=&form/>
        <PageHeader title="申込状況の表を読み込む" lead="都道府県別・団体の種類別の申込数の表を選ぶと、計算し直した数字と並べてお見せします。確かめてから保存します。"/>
        <PostForm action=paths::new_event_table(&slug) multipart=true>
            <FileField form=&form name="file" label="表のファイル" needed=EITHER hint="Excel（.xlsx・.xls）、OpenDocument（.ods）、CSVなど。10MBまで" accept=".xlsx,.xls,.ods,.csv,.txt,.tsv,.htm,.html"/>
            <Details summary="ファイルの代わりに、表を貼り付ける" open=pasted>
                <TextArea form=form.clone() name="pasted" label="貼り付ける表" needed=EITHER hint="ウェブページ、PDF、Excelで表を選んでコピーし、ここに貼り付けます。見出しの行も入れてください" rows=8/>
            </Details>
            <Button>"読み取って確かめる"</Button>
        </PostForm>
        <Details summary="どんな表が読めますか">
            <ul>
                <li>"1行に1つの都道府県があり、人数や団体数の列がある表。列の順番は決まっていません"</li>
                <li>"「国保連」の下に「人数」「団体数」があるような2段の見出しと、結合したセルも読みます"</li>
                <li>"都道府県の名前は「愛媛県」でも「愛媛」でもかまいません"</li>
                <li>"見出しの言葉が読めないときは、読み込んだ後に、列ごとに何の数かを選べます"</li>
                <li>"空欄は0とは扱いません。読めない列やセルは、場所をお知らせし、元のまま残します"</li>
            </ul>
        </Details>
    }
}
