//! S11 口座: the form of an account, and the page on which it is looked over before it is saved. The same for an office and
//! for an officer with its paper.

use crate::messages::payments as words;
use domain::{
    form::Typed,
    zengin::{AccountField, Branch, DepositKind, HolderWay},
};
use elements::{
    BackLink, Button, Buttons, Choice, Choices, ErrorSummary, FileField, FormState, HiddenField, InputMode,
    Notice, NoticeKind, PageHeader, PostForm, Section, SelectField, SummaryList, SummaryRow, TextField,
    Width,
};
use leptos::prelude::*;

/// When the fields of a bank must be filled in, and those of ゆうちょ.
const FOR_BANKS: &str = "銀行などのとき必須";
const FOR_YUCHO: &str = "ゆうちょ銀行のとき必須";

/// What is saved already, masked.
#[derive(Debug, Clone)]
pub struct SavedAccount {
    /// The end of the number.
    pub masked: String,
    /// Who told it and when.
    pub set: String,
    /// Whether it is the corporation's.
    pub of_corporation: bool,
    /// A sentence about what the bank said of it, or until when it is not paid.
    pub hold: Option<String>,
}

/// Where the form stands.
#[derive(Debug, Clone)]
pub struct AccountFormView {
    /// Where the form is sent.
    pub action: String,
    /// Where one goes back to.
    pub back: String,
    /// What that page is called.
    pub back_label: String,
    /// The office.
    pub office: String,
    /// What the corporation is called, where its account may be told here.
    pub corporation: Option<String>,
    /// What is saved already.
    pub saved: Option<SavedAccount>,
    /// Whether an officer types it in.
    pub by_officer: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The form.
#[component]
pub fn AccountFormPage(
    /// Where it stands.
    view: AccountFormView,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let AccountFormView { action, back, back_label, office, corporation, saved, by_officer, done } = view;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let saved = saved.map(|saved| {
        let SavedAccount { masked, set, of_corporation, hold } = saved;
        let whose = if of_corporation { "法人の口座" } else { "この事業所の口座" };
        let hold = hold.map(|title| view! { <Notice kind=NoticeKind::Warning title/> });
        view! {
            <Section title="いま登録されている口座">
                {hold}
                <SummaryList>
                    <SummaryRow label="口座番号">{masked}"（"{whose}"）"</SummaryRow>
                    <SummaryRow label="登録">{set}</SummaryRow>
                </SummaryList>
                <p>"変えるときは、新しい口座をすべて入力してください。"</p>
            </Section>
        }
    });
    let lead = if by_officer {
        "届け出の用紙や通帳の写しを見ながら入力します。口座番号は暗号化して保存し、見た人を記録します。"
    } else {
        "補助金を振り込む口座です。通帳の表紙か見開きを見ながら入力してください。口座番号は暗号化して保存し、職員が見たときは記録します。"
    };
    view! {
        <BackLink href=back label=back_label/>
        <ErrorSummary form=&form/>
        <PageHeader title="振込先口座" caption=office lead/>
        {done}
        {saved}
        <AccountForm action corporation form/>
    }
}

/// The boxes.
#[component]
pub fn AccountForm(
    /// Where it is sent.
    action: String,
    /// What the corporation is called, where its account may be told here.
    #[prop(optional_no_strip)]
    corporation: Option<String>,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let kinds: Vec<_> = DepositKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.digit(), words::deposit_kind(kind)))
        .collect();
    let party = corporation.map(|name| {
        let options = vec![
            Choice::new("corporation", format!("{name}のすべての事業所"))
                .hint("事業所ごとの口座がないときに使います。"),
            Choice::new("office", "この事業所だけ"),
        ];
        view! { <Choices form=&form name="party" legend="この口座を使う事業所" options/> }
    });
    let label = words::account_label;
    let symbol_hint = "通帳の見開きにある5桁の数字です。例：10380";
    let (bank, post) = (form.clone(), form.clone());
    let holder_hint = "通帳に印字されたカナのとおりに入力してください。例：カ）ヒダマリカイゴ";
    view! {
        <PostForm action multipart=true>
            {party}
            <Choices
                form=&form
                name=AccountField::Way.name()
                legend=label(AccountField::Way)
                options=vec![
                    Choice::new("bank", "銀行・信用金庫・農協など").hint("下の「銀行などの口座」に入力します。"),
                    Choice::new("yucho", "ゆうちょ銀行").hint("下の「ゆうちょ銀行の口座」に入力します。"),
                ]
            />
            <Section title="銀行などの口座">
                <TextField form=&bank name=AccountField::Bank.name() label=label(AccountField::Bank) hint="4桁の数字" needed=FOR_BANKS inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
                <TextField form=&bank name=AccountField::Branch.name() label=label(AccountField::Branch) hint="3桁の数字" needed=FOR_BANKS inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
                <SelectField form=&bank name=AccountField::Kind.name() label=label(AccountField::Kind) options=kinds needed=FOR_BANKS width=Width::Medium/>
                <TextField form=&bank name=AccountField::Number.name() label=label(AccountField::Number) hint="7桁までの数字" needed=FOR_BANKS inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            </Section>
            <Section title="ゆうちょ銀行の口座">
                <TextField form=&post name=AccountField::Symbol.name() label=label(AccountField::Symbol) hint=symbol_hint needed=FOR_YUCHO inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
                <TextField form=&post name=AccountField::Passbook.name() label=label(AccountField::Passbook) hint="8桁までの数字です。最後の1も入力します。" needed=FOR_YUCHO inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            </Section>
            <TextField form=&form name=AccountField::Holder.name() label=label(AccountField::Holder) hint=holder_hint width=Width::Long autocomplete="off"/>
            <Choices
                form=&form
                name=AccountField::Whose.name()
                legend=label(AccountField::Whose)
                options=vec![
                    Choice::new("applicant", "申請者（法人または事業主）"),
                    Choice::new("another", "ほかの人").hint("受け取りをまかせる委任状が必要です。下で選んでください。"),
                ]
            />
            <FileField form=&form name=AccountField::Proxy.name() label=label(AccountField::Proxy) hint="PDFか写真。10MBまで。名義人が申請者と違うときだけ選びます。" accept=".pdf,.png,.jpg,.jpeg" optional=true/>
            <Button>"内容を確かめる"</Button>
        </PostForm>
    }
}

/// What is looked over.
#[derive(Debug, Clone)]
pub struct AccountCheckView {
    /// Where it is saved.
    pub action: String,
    /// Where one goes back to without saving.
    pub back: String,
    /// The office.
    pub office: String,
    /// For whom it is, in words.
    pub party: String,
    /// Bank and branch, where they are known.
    pub branch: Option<Branch>,
    /// The number of the bank and the branch.
    pub codes: (String, String),
    /// 預金種目.
    pub kind: DepositKind,
    /// 口座番号.
    pub number: String,
    /// 記号 and 番号 of ゆうちょ.
    pub passbook: Option<(String, String)>,
    /// 口座名義 as it was typed.
    pub holder: String,
    /// How it can be written.
    pub ways: HolderWay,
    /// The name of the file of a 委任状.
    pub proxy: Option<String>,
    /// Whether the account takes the place of another, and is held for some days.
    pub held: bool,
    /// What the form carries on.
    pub carried: Typed,
}

/// Everything once more, and how the name is written, before it is saved.
#[component]
pub fn AccountCheckPage(
    /// What is looked over.
    view: AccountCheckView,
    /// What is chosen.
    form: FormState,
) -> impl IntoView {
    let AccountCheckView {
        action,
        back,
        office,
        party,
        branch,
        codes,
        kind,
        number,
        passbook,
        holder,
        ways,
        proxy,
        held,
        carried,
    } = view;
    let (bank, branch) = match branch {
        Some(branch) => (
            format!("{}（{}）", branch.bank_name, branch.bank),
            format!("{}（{}）", branch.branch_name, branch.branch),
        ),
        None => codes,
    };
    let passbook = passbook.map(|(symbol, number)| {
        view! { <SummaryRow label="記号・番号">{format!("{symbol}　{number}")}</SummaryRow> }
    });
    let proxy = proxy.map(|name| view! { <SummaryRow label="委任状">{name}</SummaryRow> });
    let hidden = carried
        .pairs()
        .iter()
        .filter(|(name, _)| name != AccountField::Recipient.name())
        .map(|(name, value)| view! { <HiddenField name=name.clone() value=value.clone()/> })
        .collect_view();
    let held = held.then(|| {
        view! {
            <Notice title="口座を変えると、3日間は振り込みません">
                <p>"身に覚えのない変更を止められるように、これまでの連絡先へもお知らせします。"</p>
            </Notice>
        }
    });
    view! {
        <BackLink href=back label="入力し直す"/>
        <ErrorSummary form=&form/>
        <PageHeader title="振込先口座の確認" caption=office lead="まだ保存していません。通帳と見比べて、正しければ保存してください。"/>
        <SummaryList>
            <SummaryRow label="使う事業所">{party}</SummaryRow>
            <SummaryRow label="金融機関">{bank}</SummaryRow>
            <SummaryRow label="支店">{branch}</SummaryRow>
            {passbook}
            <SummaryRow label="預金種目">{words::deposit_kind(kind)}</SummaryRow>
            <SummaryRow label="口座番号">{number}</SummaryRow>
            <SummaryRow label="口座名義">{holder}</SummaryRow>
            {proxy}
        </SummaryList>
        {held}
        <PostForm action>
            {hidden}
            <Recipient ways form/>
            <Buttons>
                <Button>"この口座を保存する"</Button>
            </Buttons>
        </PostForm>
    }
}

/// How the name is written in the file: a choice, or why it is still open.
#[component]
fn Recipient(
    /// The ways.
    ways: HolderWay,
    /// What is chosen.
    form: FormState,
) -> impl IntoView {
    let name = AccountField::Recipient.name();
    let choices = ways.choices();
    if choices.is_empty() {
        let why = match &ways.written {
            Ok(written) => {
                format!("半角30文字を超えています（{}文字）。", written.text.bytes())
            }
            Err(error) => words::unwritable(error),
        };
        return view! {
            <Notice kind=NoticeKind::Warning title="口座名義を、このままでは振込データに書けません">
                <p>{why}"口座名義はこのまま保存し、振り込む前に市区町村が書き方を決めます。"</p>
            </Notice>
            <HiddenField name value="later"/>
        }
        .into_any();
    }
    let options = choices
        .into_iter()
        .map(|(value, way)| {
            let changes: Vec<_> = way.changes.iter().map(|change| words::change(*change)).collect();
            let hint = match (value, changes.is_empty()) {
                ("short", true) => "法人の種類を、銀行の略語で書きます。".to_owned(),
                ("short", false) => {
                    format!("法人の種類を、銀行の略語で書きます。{}。", changes.join("。"))
                }
                (_, true) => "入力のとおりに、半角で書きます。".to_owned(),
                (_, false) => format!("{}。", changes.join("。")),
            };
            Choice::new(value, way.text.as_str()).hint(hint)
        })
        .collect();
    view! {
        <Choices form=&form name legend="振込データの受取人名" options hint="通帳に印字された名義と同じになるほうを選んでください。違うと振り込めません。"/>
    }
    .into_any()
}
