//! 導入支援パッケージ: where another city's file is taken in.

use crate::paths;
use elements::{
    Breadcrumb, Button, Buttons, Crumb, ErrorSummary, FileField, FormState, PageHeader, PostForm, Section,
};
use leptos::prelude::*;

/// Name of the file's field.
pub const KIT_FILE: &str = "kit_file";

/// Name of the field that carries a file's content from the page on which it was read.
pub const KIT_TEXT: &str = "kit_text";

/// The page.
#[component]
pub fn KitsPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// What was wrong with the file that was sent.
    form: FormState,
) -> impl IntoView {
    let title = "導入支援パッケージを取り込む";
    let back = paths::programmes(&slug);
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug))] here=title/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title lead="ほかの自治体が書き出したファイルから、補助事業の下書きを作ります。次の画面で内容を確かめるまで、何も保存しません。"/>
        <PostForm action=paths::programme_kits(&slug) multipart=true>
            <FileField form name=KIT_FILE label="導入支援パッケージのファイル" hint="拡張子が.jsonのファイル" accept=".json,application/json"/>
            <Buttons>
                <Button>"内容を確かめる"</Button>
                <a href=back>"取り込まずに戻る"</a>
            </Buttons>
        </PostForm>
        <Section title="取り込むものと、答え直すもの">
            <p>"取り込むのは、単位と回数、対象経費と計算、対象サービス、書類、誓約、手続、通知の文です。"</p>
            <p>"名称、年度、金額、予算、受付期間は、この自治体のものを答えていただきます。対象地域、担当窓口、発信者は、この自治体の設定から入ります。"</p>
        </Section>
    }
}
