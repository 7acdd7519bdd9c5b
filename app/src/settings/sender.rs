//! 差出人と窓口, and how the foot of a mail and the head of a notice will look with it.

use crate::{messages::settings as words, paths};
use domain::settings::{Sender, SenderField};
use elements::{
    BackLink, Button, ErrorSummary, FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader,
    PostForm, Section, TextField, Width,
};
use leptos::prelude::*;

/// Everything on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The tenant's name.
    pub tenant: String,
    /// The version of the settings that the form was made from.
    pub version: i32,
    /// What is saved, for the preview.
    pub saved: Sender,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn SenderPage(
    /// What it shows.
    sender: SenderView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let SenderView { slug, tenant, version, saved, done } = sender;
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let label = words::sender_label;
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        {notice}
        <ErrorSummary form=&form/>
        <PageHeader title="差出人と窓口" lead="メールの終わりと、通知書の差出人に使います。"/>
        <div class="split">
            <PostForm action=paths::sender(&slug)>
                <HiddenField name="version" value=version.to_string()/>
                <TextField form=&form name=SenderField::Head.name() label=label(SenderField::Head) hint="例：みどり野市長　緑川　進" autocomplete="off"/>
                <TextField form=&form name=SenderField::Department.name() label=label(SenderField::Department) hint="例：健康福祉部介護保険課" autocomplete="off"/>
                <TextField form=&form name=SenderField::Phone.name() label=label(SenderField::Phone) hint="内線があれば続けて入力できます。例：0741-00-1000 内線21" inputmode=InputMode::Tel width=Width::Long autocomplete="off"/>
                <TextField form=&form name=SenderField::Hours.name() label=label(SenderField::Hours) optional=true hint="例：平日 8時30分から17時15分" autocomplete="off"/>
                <TextField form=&form name=SenderField::Email.name() label=label(SenderField::Email) optional=true hint="メールに返信があったときに届くアドレスです" inputmode=InputMode::Email width=Width::Long autocomplete="off"/>
                <TextField form=&form name=SenderField::Address.name() label=label(SenderField::Address) optional=true autocomplete="off"/>
                <TextField form=&form name=SenderField::DocumentPrefix.name() label=label(SenderField::DocumentPrefix) optional=true hint="文書番号の前に付きます。例：みどり介 → みどり介第1号" width=Width::Medium autocomplete="off"/>
                <Button>"この内容で保存する"</Button>
            </PostForm>
            <Preview tenant saved/>
        </div>
    }
}

/// How it will look.
#[component]
fn Preview(tenant: String, saved: Sender) -> impl IntoView {
    let or =
        |value: &str, empty: &'static str| if value.is_empty() { empty.to_owned() } else { value.to_owned() };
    let hours = if saved.hours.is_empty() { String::new() } else { format!("（{}）", saved.hours) };
    let reply = if saved.email.is_empty() {
        "このメールには返信できません".to_owned()
    } else {
        format!("返信先 {}", saved.email)
    };
    let address = (!saved.address.is_empty()).then(|| view! { <p>{saved.address.clone()}</p> });
    view! {
        <Section title="見え方">
            <p class="muted">"保存した内容で表示しています。公開済みの補助事業のメールには、その補助事業で決めた担当窓口が使われます。"</p>
            <h3>"メールの終わり"</h3>
            <div class="panel">
                <p>"--"</p>
                <p>{format!("{tenant} {}", or(&saved.department, "（担当課）"))}</p>
                <p>{format!("電話 {}{hours}", or(&saved.phone, "（電話番号）"))}</p>
                {address}
                <p>{reply}</p>
            </div>
            <h3>"通知書のはじめ"</h3>
            <div class="panel">
                <p class="number">{format!("{}第1号", saved.document_prefix)}</p>
                <p>"（申請者）　様"</p>
                <p class="number">{or(&saved.head, "（差出人）")}<br/>"（公印省略）"</p>
            </div>
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preview_shows_what_is_saved_and_the_form_what_was_typed() {
        let saved = Sender {
            head: "みどり野市長　緑川　進".into(),
            department: "介護保険課".into(),
            phone: "0741-00-1000".into(),
            document_prefix: "みどり介".into(),
            ..Sender::default()
        };
        let form = FormState::rejected(
            domain::form::Typed::default().with("head", "").with("department", "給付課"),
            vec![("head", "入力してください".to_owned())],
        );
        let sender = SenderView {
            slug: "midorino".into(),
            tenant: "みどり野市".into(),
            version: 3,
            saved,
            done: None,
        };
        let owner = Owner::new();
        let html = owner.with(|| view! { <SenderPage sender form/> }.to_html()).replace("<!>", "");
        assert!(html.contains("みどり介第1号") && html.contains("みどり野市 介護保険課"), "{html}");
        assert!(html.contains(r#"value="給付課""#) && html.contains(r#"name="version" value="3""#), "{html}");
        assert!(html.contains("返信できません"));
    }
}
