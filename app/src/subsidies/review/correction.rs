//! 補正依頼: places of the application, each with the sentence that the applicant will read there.

use super::{About, Trail};
use crate::paths;
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Check, Choice, DateField, Details, ErrorSummary, FormState,
    HiddenField, Notice, PageHeader, PostForm, SelectField, TextArea,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct CorrectionView {
    /// Which application.
    pub about: About,
    /// Places that may be put right.
    pub places: Vec<CorrectionPlace>,
    /// To whom, and to which address the mail goes; none where there is no address.
    pub recipient: Option<String>,
    /// What was typed.
    pub form: FormState,
}

/// A place that may be put right.
#[derive(Debug, Clone)]
pub struct CorrectionPlace {
    /// Field of the sentence.
    pub name: String,
    /// Its name.
    pub label: String,
    /// An example of a sentence.
    pub example: String,
    /// Field in which a sentence that was written before is chosen.
    pub usual_name: String,
    /// Sentences that were written to several applicants.
    pub usual: Vec<String>,
}

/// Most characters of a sentence in the list to choose from.
const SHOWN: usize = 60;

/// A sentence as the list shows it.
fn shortened(sentence: &str) -> String {
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    line.chars().take(SHOWN).chain(['…']).collect()
}

/// The page.
#[component]
pub fn CorrectionPage(
    /// What it shows.
    correction: CorrectionView,
) -> impl IntoView {
    let CorrectionView { about, places, recipient, form } = correction;
    let items = form.error("items").map(|error| view! { <p class="field__error">{error.to_owned()}</p> });
    let asking = form.clone();
    let fields = places
        .into_iter()
        .map(|CorrectionPlace { name, label, example, usual_name, usual }| {
            let form = asking.clone();
            let open = !form.value(&name).is_empty() || form.error(&name).is_some();
            let usual = (!usual.is_empty()).then(|| {
                let options = usual.into_iter().map(|one| Choice::new(one.clone(), shortened(&one))).collect();
                let blank = Some("選ばない".to_owned());
                view! {
                    <SelectField form=&form name=usual_name label=format!("「{label}」について前に書いた文") hint="選ぶと、下の欄が空のときに、この文を送ります。" options blank optional=true/>
                }
            });
            view! {
                <Details summary=label.clone() open>
                    {usual}
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
