//! The account of an office, for officers: masked, with its history; the whole of it, where looking is recorded; how the
//! recipient is written.

use crate::{messages::payments as words, paths};
use domain::{
    ids::OfficeId,
    zengin::{AccountField, Branch, DepositKind, Holder},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Column, Density, EmptyState, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Table,
    TextField, Width,
};
use leptos::prelude::*;

/// One account that was told.
#[derive(Debug, Clone)]
pub struct AccountHistory {
    /// The end of its number.
    pub masked: String,
    /// Who told it, and in which way.
    pub set: String,
    /// Whether it is in use.
    pub current: bool,
}

/// The account of an office.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The office.
    pub office: OfficeId,
    /// Its number and name.
    pub name: String,
    /// Whose account it is: the corporation's, where the office has none of its own.
    pub of_corporation: Option<String>,
    /// Every account that was told, the newest first.
    pub history: Vec<AccountHistory>,
    /// What must be put right before it is paid.
    pub obstacles: Vec<String>,
    /// Whether there is a 委任状.
    pub proxy: bool,
    /// Whether the officer may change it.
    pub may_change: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// Masked, with its history.
#[component]
pub fn AccountPage(
    /// What it shows.
    account: AccountView,
) -> impl IntoView {
    let AccountView { slug, office, name, of_corporation, history, obstacles, proxy, may_change, done } =
        account;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let any = !history.is_empty();
    let obstacles =
        obstacles.into_iter().map(|title| view! { <Notice kind=NoticeKind::Warning title/> }).collect_view();
    let shared = of_corporation.map(|corporation| {
        view! { <p>{corporation}"の口座です。この事業所だけの口座は届け出されていません。"</p> }
    });
    let whole = any.then(|| {
        view! { <ButtonLink kind=ButtonKind::Secondary href=paths::whole_account(&slug, office)>"口座番号を表示する（閲覧を記録）"</ButtonLink> }
    });
    let proxy = proxy.then(|| {
        view! { <ButtonLink kind=ButtonKind::Secondary href=paths::account_proxy(&slug, office)>"委任状を開く"</ButtonLink> }
    });
    let change = may_change.then(|| {
        view! { <ButtonLink href=paths::edit_account(&slug, office)>"口座を入力する"</ButtonLink> }
    });
    let recipient = (may_change && any).then(|| {
        view! { <ButtonLink kind=ButtonKind::Secondary href=paths::account_recipient(&slug, office)>"受取人名の書き方を決める"</ButtonLink> }
    });
    let list = if any {
        let rows = history
            .into_iter()
            .map(|AccountHistory { masked, set, current }| {
                let state = if current { "使用中" } else { "以前の口座" };
                view! {
                    <tr>
                        <th scope="row">{masked}</th>
                        <td>{set}</td>
                        <td>{state}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::new("口座番号"), Column::new("登録"), Column::new("状態")];
        view! { <Table caption="口座の履歴" density=Density::Dense columns>{rows}</Table> }.into_any()
    } else {
        view! {
            <EmptyState title="口座の届け出がありません">
                <p>"事業所が自分の画面から届け出るか、用紙を受け取って職員が入力します。"</p>
            </EmptyState>
        }
        .into_any()
    };
    view! {
        <BackLink href=paths::office(&slug, office) label="事業所の画面へ戻る"/>
        <PageHeader title="振込先口座" caption=name/>
        {done}
        {obstacles}
        {shared}
        {list}
        <Buttons>
            {change}
            {recipient}
            {whole}
            {proxy}
        </Buttons>
    }
}

/// The whole of an account.
#[derive(Debug, Clone)]
pub struct WholeAccount {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The office.
    pub office: OfficeId,
    /// Its number and name.
    pub name: String,
    /// Bank and branch, where the list knows them.
    pub branch: Option<Branch>,
    /// The numbers of bank and branch.
    pub codes: (String, String),
    /// 預金種目.
    pub kind: DepositKind,
    /// 口座番号.
    pub number: String,
    /// 記号 and 番号 of ゆうちょ.
    pub passbook: Option<(String, String)>,
    /// 口座名義.
    pub holder: String,
    /// Whose it is.
    pub whose: Holder,
    /// As the file writes it.
    pub recipient: Option<String>,
}

/// Everything; whoever sees it is recorded.
#[component]
pub fn WholeAccountPage(
    /// What it shows.
    account: WholeAccount,
) -> impl IntoView {
    let WholeAccount { slug, office, name, branch, codes, kind, number, passbook, holder, whose, recipient } =
        account;
    let (bank, branch) = match branch {
        Some(branch) => (
            format!("{}（{}）", branch.bank_name, branch.bank),
            format!("{}（{}）", branch.branch_name, branch.branch),
        ),
        None => (format!("{}（一覧にありません）", codes.0), codes.1),
    };
    let passbook = passbook.map(|(symbol, number)| {
        view! { <SummaryRow label="記号・番号">{format!("{symbol}　{number}")}</SummaryRow> }
    });
    let whose = match whose {
        Holder::Applicant => "申請者",
        Holder::Another => "ほかの人（委任状あり）",
    };
    let recipient = recipient.unwrap_or_else(|| "まだ決めていません".to_owned());
    view! {
        <BackLink href=paths::office_account(&slug, office) label="振込先口座へ戻る"/>
        <PageHeader title="振込先口座の全体" caption=name lead="この画面を開いたことを、閲覧記録に残しました。"/>
        <SummaryList>
            <SummaryRow label="金融機関">{bank}</SummaryRow>
            <SummaryRow label="支店">{branch}</SummaryRow>
            {passbook}
            <SummaryRow label="預金種目">{words::deposit_kind(kind)}</SummaryRow>
            <SummaryRow label="口座番号">{number}</SummaryRow>
            <SummaryRow label="口座名義">{holder}</SummaryRow>
            <SummaryRow label="名義人">{whose}</SummaryRow>
            <SummaryRow label="振込データの受取人名">{recipient}</SummaryRow>
        </SummaryList>
    }
}

/// How the recipient is written.
#[component]
pub fn RecipientPage(
    /// The municipality's word in addresses.
    slug: String,
    /// The office.
    office: OfficeId,
    /// Its number and name.
    name: String,
    /// 口座名義 as it was told.
    holder: String,
    /// What could be written instead, as proposals.
    proposals: Vec<String>,
    /// Which account was seen.
    version: i32,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let proposals = (!proposals.is_empty()).then(|| {
        let rows = proposals.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! {
            <Section title="書き方の候補">
                <ul>{rows}</ul>
            </Section>
        }
    });
    let hint = "半角30文字までのカナ・英数字と ( ) - . だけが使えます。濁点も1文字に数えます。";
    view! {
        <BackLink href=paths::office_account(&slug, office) label="振込先口座へ戻る"/>
        <ErrorSummary form=&form/>
        <PageHeader title="受取人名の書き方を決める" caption=name lead="通帳に印字されたカナと同じになるように書きます。自動では縮めません。"/>
        <SummaryList><SummaryRow label="口座名義">{holder}</SummaryRow></SummaryList>
        {proposals}
        <PostForm action=paths::account_recipient(&slug, office)>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name=AccountField::Recipient.name() label=words::account_label(AccountField::Recipient) hint width=Width::Long autocomplete="off"/>
            <Button>"この書き方で保存する"</Button>
        </PostForm>
    }
}
