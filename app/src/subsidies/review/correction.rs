//! 補正依頼: places of the application, each with the sentence that the applicant will read there.

use super::{About, Trail};
use crate::paths;
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Check, DateField, Details, ErrorSummary, FormState, HiddenField,
    Notice, PageHeader, PostForm, TextArea,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct CorrectionView {
    /// Which application.
    pub about: About,
    /// Places that may be put right: field, name, and an example of a sentence.
    pub targets: Vec<(String, String, String)>,
    /// To whom, and to which address the mail goes; none where there is no address.
    pub recipient: Option<String>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn CorrectionPage(
    /// What it shows.
    correction: CorrectionView,
) -> impl IntoView {
    let CorrectionView { about, targets, recipient, form } = correction;
    let items = form.error("items").map(|error| view! { <p class="field__error">{error.to_owned()}</p> });
    let asking = form.clone();
    let fields = targets
        .into_iter()
        .map(|(name, label, example)| {
            let form = asking.clone();
            let open = !form.value(&name).is_empty() || form.error(&name).is_some();
            view! {
                <Details summary=label.clone() open>
                    <TextArea form name label=format!("「{label}」で直してほしいこと") hint=example optional=true rows=3/>
                </Details>
            }
        })
        .collect_view();
    let told = match recipient {
        Some(recipient) => {
            format!("申請者（{recipient}）にメールが届き、書いた文が、そのまま申請者の画面に出ます。")
        }
        None => "申請者のメールアドレスがないため、メールは届きません。書いた文を、補正依頼書を郵送するか、電話やFAXで申請者に伝えてください。".to_owned(),
    };
    let action = paths::correction(&about.slug, about.id, &about.queue);
    view! {
        <ErrorSummary form=form.clone()/>
        <Trail about=about.clone() here="補正の依頼"/>
        <PageHeader
            title="補正を依頼する"
            caption=about.caption()
            lead="直してほしいところを開いて、申請者に伝える文を書きます。書いたところだけが、申請者の画面で直せるようになります。"
        />
        <PostForm action>
            <HiddenField name="version" value=about.version.to_string()/>
            <div id="items">{items}{fields}</div>
            <DateField form=form.clone() name="due" label="提出期限" hint="ふつうは14日後です。"/>
            <Check
                form
                name="letter"
                label="補正依頼書（郵送する文書）も作る"
                hint="文書番号の台帳から番号を付けます。宛名は窓あき封筒に合います。"
            />
            <Notice title="依頼すると">
                <p>{told}</p>
                <p>"再提出されるまで、標準処理期間は止まります。"</p>
            </Notice>
            <Buttons>
                <Button>"この内容で補正を依頼する"</Button>
                <ButtonLink kind=ButtonKind::Quiet href=about.workspace()>"やめて審査に戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
