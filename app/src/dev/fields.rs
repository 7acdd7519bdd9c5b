//! Every field, untouched and refused.

use domain::form::Typed;
use elements::{
    Button, ButtonKind, Check, Checks, Choice, Choices, DateField, Details, FileField, FormState, InputMode,
    MoneyField, PasswordField, PostForm, SearchField, SearchForm, Section, SelectField, TextArea, TextField,
    Width,
};
use leptos::prelude::*;

fn services() -> Vec<Choice> {
    vec![
        Choice::new("43", "居宅介護支援"),
        Choice::new("11", "訪問介護"),
        Choice::new("15", "通所介護").hint("地域密着型を含みます"),
    ]
}

fn yes_no() -> Vec<Choice> {
    vec![Choice::new("yes", "はい"), Choice::new("no", "いいえ")]
}

/// A form with a mistake in every field, as it comes back.
pub(super) fn sample_errors() -> FormState {
    let typed = Typed::default()
        .with("r_number", "４４７０１")
        .with("r_paid_on", "平成32年4月1日")
        .with("r_cost", "二万円")
        .with("r_reason", "</textarea><b>太字</b>");
    FormState::rejected(
        typed,
        vec![
            ("r_number", "事業所番号は10文字で入力してください。いまは5文字です".to_owned()),
            ("r_password", "パスワードを入力してください".to_owned()),
            ("r_paid_on", "平成32年は令和2年です。令和2年4月1日と入力してください".to_owned()),
            ("r_cost", "金額を数字で入力してください".to_owned()),
            ("r_used", "利用中かどうかを選んでください".to_owned()),
            ("r_services", "サービス種類を1つ以上選んでください".to_owned()),
            ("r_year", "年度を選んでください".to_owned()),
            ("r_receipt", "領収書を選んでください".to_owned()),
            ("r_reason", "理由を500文字以内で入力してください".to_owned()),
            ("r_promise", "誓約に同意してください".to_owned()),
        ],
    )
}

#[component]
fn Form(form: FormState, prefix: &'static str) -> impl IntoView {
    let name = |field: &str| format!("{prefix}_{field}");
    let years = vec![Choice::new("2026", "令和8年度"), Choice::new("2025", "令和7年度")];
    view! {
        <TextField form=&form name=name("number") label="事業所番号" hint="10文字。全角でも半角でもかまいません。" width=Width::Medium inputmode=InputMode::Numeric/>
        <TextField form=&form name=name("name") label="事業所名" optional=true autocomplete="organization"/>
        <PasswordField form=&form name=name("password") label="パスワード"/>
        <DateField form=&form name=name("paid_on") label="支払日" hint="領収書の日付です。"/>
        <MoneyField form=&form name=name("cost") label="かかった費用" hint="消費税を除いた額です。"/>
        <Choices form=&form name=name("used") legend="ケアプランデータ連携システムを利用中ですか" options=yes_no() inline=true/>
        <Checks form=&form name=name("services") legend="サービス種類" hint="当てはまるものをすべて選んでください。" options=services()/>
        <SelectField form=&form name=name("year") label="年度" options=years width=Width::Medium/>
        <FileField form=&form name=name("receipt") label="領収書" hint="PDFか写真（JPEG・PNG）。1つ10MBまで。" accept="image/*,application/pdf"/>
        <TextArea form=&form name=name("reason") label="理由" hint="500文字まで。" optional=true/>
        <Check form=&form name=name("promise") label="記入した内容は事実と相違ありません" hint="違っていたときは、補助金を返していただくことがあります。"/>
    }
}

#[component]
pub(super) fn Fields(refused: FormState) -> impl IntoView {
    view! {
        <Section title="探す">
            <SearchForm action="/dev/elements" label="事業所を探す">
                <SearchField form=FormState::empty() name="q" label="事業所名・事業所番号・電話番号"/>
                <Button kind=ButtonKind::Secondary>"探す"</Button>
            </SearchForm>
        </Section>
        <Section title="入力欄">
            <PostForm action="/dev/elements" multipart=true>
                <Form form=FormState::empty() prefix="e"/>
            </PostForm>
            <Details summary="事業所番号はどこにありますか">
                <p>"介護給付費の請求書や、指定通知書に書かれています。"</p>
            </Details>
        </Section>
        <Section title="入力欄（誤りのあるとき）">
            <PostForm action="/dev/elements" multipart=true><Form form=refused prefix="r"/></PostForm>
        </Section>
    }
}
