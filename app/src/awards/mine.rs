//! S11: the applicant's 実績報告, 請求 and 変更・中止の申請. They work without a script and on a telephone.

use crate::{
    messages::awards::request_kind,
    paths::Filling,
    subsidies::{AmountSteps, ConfirmingActs, ConfirmingNotice, ConfirmingView, expense_fields},
};
use domain::{
    awards::{AwardField as Field, RequestKind},
    ids::{ApplicationId, AttachmentId},
    money::Yen,
    subsidies::{AttachmentState, Claim, RequiredDocument, Rules},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Choice, Choices, ErrorSummary, FileField,
    FormState, MoneyField, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Tag,
    TextArea, Tone,
};
use leptos::prelude::*;

/// Of which application, and by whose hand.
#[derive(Debug, Clone)]
pub struct AboutMine {
    /// Whose pages.
    pub filling: Filling,
    /// The application.
    pub id: ApplicationId,
    /// Number, programme, office in one line.
    pub caption: String,
}

/// A file of the report.
#[derive(Debug, Clone)]
pub struct ReportFile {
    /// Which.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Whether it can be read.
    pub state: AttachmentState,
}

/// A document of the report.
#[derive(Debug, Clone)]
pub struct ReportDocument {
    /// What it is.
    pub document: RequiredDocument,
    /// What is attached.
    pub files: Vec<ReportFile>,
}

/// 実績報告: filled with what was applied for; what was paid is put right.
#[component]
pub fn ReportPage(
    /// Of which application.
    about: AboutMine,
    /// The rules.
    rules: Rules,
    /// What the officer asks, in their words.
    asked: Option<String>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let AboutMine { filling, id, caption } = about;
    let asked = asked.map(|words| {
        view! { <Notice kind=NoticeKind::Warning title="補正をお願いします"><p>{words}</p></Notice> }
    });
    let fields = expense_fields(&form, &rules.of_what_was_paid());
    view! {
        <BackLink href=filling.elsewhere(id) label="申請の状況へ戻る"/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title="実績報告" caption lead="申請のときの内容が入っています。実際に支払った内容に直してください。"/>
        {asked}
        <PostForm action=filling.report(id)>
            {fields}
            <TextArea form name=Field::Done.name() label="事業の成果" hint="いつから、どのように使っているかを書いてください。例：7月から居宅介護支援事業所3か所とケアプランを送受信しています。" rows=4/>
            <Buttons><Button>"保存して続ける"</Button></Buttons>
        </PostForm>
    }
}

/// 実績報告を出す: everything once more, with its documents.
#[component]
pub fn ReportCheckPage(
    /// Of which application.
    about: AboutMine,
    /// The rules.
    rules: Rules,
    /// What was paid.
    claim: Claim,
    /// What was done with it.
    done: String,
    /// What the rules give, never above the grant.
    counted: Yen,
    /// 交付決定額.
    granted: Yen,
    /// The documents.
    documents: Vec<ReportDocument>,
    /// Where a colleague looks before it is sent.
    confirming: Option<ConfirmingView>,
    /// What is wrong.
    form: FormState,
) -> impl IntoView {
    let AboutMine { filling, id, caption } = about;
    let checking = documents
        .iter()
        .flat_map(|document| &document.files)
        .any(|file| file.state == AttachmentState::Checking)
        .then(|| {
            let here = filling.report_check(id);
            view! { <Notice title="検査中のファイルがあります"><p>"数秒で終わります。"<a href=here>"表示を新しくする"</a></p></Notice> }
        });
    let sections = documents
        .into_iter()
        .map(|ReportDocument { document, files }| {
            let (name, shows) = (document.name, document.shows);
            let shows = (!shows.is_empty()).then(|| view! { <p>{shows}</p> });
            let title = if document.optional { format!("{name}（任意）") } else { name.clone() };
            let attach = filling.report_document(id, &document.key);
            let rows = files
                .into_iter()
                .map(|file| file_row(&filling, id, file))
                .collect_view();
            view! {
                <h3>{title}</h3>
                {shows}
                <ul class="files">{rows}</ul>
                <p><ButtonLink kind=ButtonKind::Secondary href=attach>"ファイルを添付する"<span class="hidden">{format!("：{name}")}</span></ButtonLink></p>
            }
        })
        .collect_view();
    let (edit, back, action) = (filling.report(id), filling.report(id), filling.report_check(id));
    let (declined, told) = told(confirming.as_ref());
    let button = "この内容で報告する";
    let acts = match confirming {
        None => view! {
            <PostForm action>
                <Buttons><Button>{button}</Button></Buttons>
            </PostForm>
        }
        .into_any(),
        Some(confirming) => view! { <ConfirmingActs filling id confirming button/> }.into_any(),
    };
    let less = (counted < granted).then(|| {
        let words =
            format!("交付決定額（{granted}）より少なくなります。確定する額は、審査の後にお知らせします。");
        view! { <Notice title=words/> }
    });
    view! {
        <BackLink href=back label="実績報告の入力へ戻る"/>
        <ErrorSummary form/>
        {declined}
        <PageHeader title="実績報告の確認" caption lead="内容を確かめて、報告してください。"/>
        {told}
        {checking}
        <Section title="支払った内容">
            <AmountSteps rules claim/>
            {less}
            <SummaryList>
                <SummaryRow label="事業の成果">{done}</SummaryRow>
            </SummaryList>
            <p><a href=edit>"内容を直す"</a></p>
        </Section>
        <Section title="添付書類">{sections}</Section>
        {acts}
    }
}

/// What is wrong with what was typed to send it back, and where the confirmation stands.
pub(super) fn told(
    confirming: Option<&ConfirmingView>,
) -> (Option<impl IntoView + use<>>, Option<impl IntoView + use<>>) {
    let declined = confirming.map(|one| view! { <ErrorSummary form=one.form.clone()/> });
    let told = confirming.cloned().map(|confirming| view! { <ConfirmingNotice confirming/> });
    (declined, told)
}

fn file_row(filling: &Filling, id: ApplicationId, file: ReportFile) -> impl IntoView + use<> {
    let (tone, label) = match file.state {
        AttachmentState::Checking => (Tone::Progress, "検査中"),
        AttachmentState::Good => (Tone::Success, "OK"),
        AttachmentState::Unreadable => (Tone::Danger, "読めません"),
    };
    let (href, removal) = (filling.attachment(id, file.id), filling.report_removal(id, file.id));
    view! {
        <li class="file-row">
            <a href=href>{file.name.clone()}</a>" "<Tag tone label/>
            <PostForm action=removal class="inline">
                <Button kind=ButtonKind::Quiet>"外す"<span class="hidden">{format!("：{}", file.name)}</span></Button>
            </PostForm>
        </li>
    }
}

/// Attaches a file to one document of the report.
#[component]
pub fn ReportFilePage(
    /// Of which application.
    about: AboutMine,
    /// Which document.
    document: RequiredDocument,
    /// What is wrong with the file that was sent.
    form: FormState,
) -> impl IntoView {
    let AboutMine { filling, id, caption } = about;
    let action = filling.report_document(id, &document.key);
    let (name, shows) = (document.name, document.shows);
    view! {
        <BackLink href=filling.report_check(id) label="実績報告の確認へ戻る"/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title=name caption lead=shows/>
        <PostForm action multipart=true>
            <FileField
                form=form
                name="file"
                label="ファイル"
                hint="PDF、JPEG、PNG。1ファイル10MBまで。スマートフォンではその場で撮影できます"
                accept="image/jpeg,image/png,application/pdf"
            />
            <Button>"添付する"</Button>
        </PostForm>
    }
}

/// 請求: the amount stands, and is claimed.
#[component]
pub fn ClaimPage(
    /// Of which application.
    about: AboutMine,
    /// What is claimed: the final amount, less what was paid in advance.
    amount: Yen,
    /// 確定額, where some of it was paid in advance.
    fixed: Option<Yen>,
    /// To whom it is paid.
    corporation: String,
    /// The municipality.
    municipality: String,
    /// Where a colleague looks before it is claimed.
    confirming: Option<ConfirmingView>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let AboutMine { filling, id, caption } = about;
    let (back, errors) = (filling.elsewhere(id), form.clone());
    let (declined, told) = told(confirming.as_ref());
    let fixed = fixed.map(|yen| {
        let words = format!("{yen}（概算払の額を引いた残りを請求します）");
        view! { <SummaryRow label="確定額">{words}</SummaryRow> }
    });
    let tick =
        view! { <Check form=form name=Field::Confirmed.name() label="上のとおり、補助金を請求します"/> };
    let button = "請求する";
    let acts = match confirming {
        None => view! {
            <PostForm action=filling.claim(id)>
                {tick}
                <Buttons><Button>{button}</Button></Buttons>
            </PostForm>
        }
        .into_any(),
        Some(confirming) => {
            view! { <ConfirmingActs filling id confirming button>{tick}</ConfirmingActs> }.into_any()
        }
    };
    view! {
        <BackLink href=back label="申請の状況へ戻る"/>
        <ErrorSummary form=errors/>
        {declined}
        <PageHeader title="請求" caption lead="確定した額を請求します。"/>
        {told}
        <SummaryList>
            <SummaryRow label="請求額"><strong>{amount.to_string()}</strong></SummaryRow>
            {fixed}
            <SummaryRow label="請求する方">{corporation}</SummaryRow>
            <SummaryRow label="請求先">{municipality}</SummaryRow>
        </SummaryList>
        {acts}
    }
}

/// 変更・中止の申請.
#[component]
pub fn ChangePage(
    /// Of which application.
    about: AboutMine,
    /// 交付決定額.
    granted: Yen,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let AboutMine { filling, id, caption } = about;
    let options = vec![
        Choice::new(RequestKind::Change.code(), request_kind(RequestKind::Change))
            .hint("補助の対象になる経費が減るときなど"),
        Choice::new(RequestKind::Stop.code(), request_kind(RequestKind::Stop))
            .hint("補助金は受け取れなくなります"),
    ];
    let hint = format!("いまの交付決定額は{granted}です。これより増やすことはできません");
    view! {
        <BackLink href=filling.elsewhere(id) label="申請の状況へ戻る"/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title="変更・中止の申請" caption lead="承認されるまで、いまの交付決定のまま変わりません。"/>
        <PostForm action=filling.change(id)>
            <Choices form=form.clone() name=Field::Kind.name() legend="申請の内容" options/>
            <MoneyField form=form.clone() name=Field::Amount.name() label="変更後の額（額を変更するとき）" hint=hint optional=true/>
            <TextArea form name=Field::Reason.name() label="理由"/>
            <Buttons><Button>"この内容で申請する"</Button></Buttons>
        </PostForm>
    }
}
