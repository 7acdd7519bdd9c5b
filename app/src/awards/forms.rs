//! The officers' forms about an award: 補正依頼, 額の確定, 取消, ほかの方法での支払, the answer to what its applicant asks.

use crate::{messages::awards::request_kind, paths, subsidies::AmountSteps};
use chrono::NaiveDate;
use domain::{
    awards::{AwardField as Field, Money, RequestKind, StageName},
    ids::AwardId,
    money::Yen,
    subsidies::{Claim, Form, FormName, ReceiptNumber, Rules},
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, Crumb, DateField, ErrorSummary,
    FormState, HiddenField, MoneyField, PageHeader, PostForm, Section, SummaryList, SummaryRow, TextArea,
};
use leptos::prelude::*;

/// What every page of an award says of it.
#[derive(Debug, Clone)]
pub struct AboutAward {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The award.
    pub id: AwardId,
    /// The version that was read.
    pub version: i32,
    /// 受付番号.
    pub receipt: ReceiptNumber,
    /// 事業所名.
    pub office: String,
    /// Title of the programme.
    pub programme: String,
    /// Where it stands.
    pub stage: StageName,
    /// Whether a payment of it is on its way.
    pub in_payment: bool,
    /// Its money.
    pub money: Money,
}

impl AboutAward {
    /// Number and office.
    pub fn caption(&self) -> String {
        format!("{}　{}", self.receipt, self.office)
    }
    /// Its page.
    pub fn href(&self) -> String {
        paths::award(&self.slug, self.id)
    }
    /// Where something is done about it.
    pub fn act(&self, act: &str) -> String {
        paths::award_act(&self.slug, self.id, act)
    }
}

/// The way back.
#[component]
pub(super) fn AwardTrail(about: AboutAward, #[prop(into)] here: String) -> impl IntoView {
    let crumbs = vec![
        Crumb::new("交付決定の後", paths::awards(&about.slug)),
        Crumb::new(about.caption(), about.href()),
    ];
    view! { <Breadcrumb crumbs here/> }
}

/// The money of an award as facts.
#[component]
pub fn MoneyFacts(
    /// The money.
    money: Money,
) -> impl IntoView {
    let line = |label: &'static str, yen: Yen| {
        (yen > Yen::ZERO).then(|| view! { <SummaryRow label>{yen.to_string()}</SummaryRow> })
    };
    let fixed = money.fixed.map_or_else(|| "まだ確定していません".to_owned(), |yen| yen.to_string());
    view! {
        <SummaryList dense=true>
            <SummaryRow label="交付決定額"><strong>{money.granted.to_string()}</strong></SummaryRow>
            <SummaryRow label="確定額"><strong>{fixed}</strong></SummaryRow>
            <SummaryRow label="支払済額">{money.paid.to_string()}</SummaryRow>
            {line("これから支払う額", money.to_pay())}
            {line("返還を命じた額", money.ordered_back)}
            {line("返還された額", money.refunded)}
            {line("うち過年度収入", money.refunded_late)}
            {line("返還待ちの額", money.owed())}
        </SummaryList>
    }
}

/// 様式, as the grant rules number and title it; nothing where they do not.
pub(super) fn form_row(label: &'static str, named: Option<&FormName>) -> impl IntoView + use<> {
    named.map(|named| {
        let printed = named.printed();
        view! { <SummaryRow label>{printed}</SummaryRow> }
    })
}

/// Every form begins and ends alike.
#[component]
pub(super) fn AwardForm(
    about: AboutAward,
    act: &'static str,
    title: &'static str,
    #[prop(into)] lead: String,
    #[prop(into)] button: String,
    form: FormState,
    children: Children,
) -> impl IntoView {
    let (action, back, version) = (about.act(act), about.href(), about.version.to_string());
    let money = about.money;
    view! {
        <ErrorSummary form/>
        <AwardTrail about=about.clone() here=title/>
        <PageHeader title caption=about.caption() lead/>
        <Section title="いまの金額"><MoneyFacts money/></Section>
        <PostForm action>
            <HiddenField name="version" value=version/>
            {children()}
            <Buttons>
                <Button>{button}</Button>
                <ButtonLink kind=ButtonKind::Quiet href=back>"やめて戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn note(form: &FormState) -> impl IntoView + use<> {
    view! {
        <TextArea form=form.clone() name=Field::Note.name() label="決裁者への申し送り" hint="庁内だけに見えます。" optional=true rows=3/>
    }
}

/// By when money comes back, where some was paid already and less is left.
fn return_by(form: &FormState, held: Yen) -> impl IntoView + use<> {
    let form = form.clone();
    (held > Yen::ZERO).then(move || {
        let hint = format!(
            "いままでに{held}を支払いました。それより少ない額にするときは、差額を返してもらう期限を入れてください。返還命令書に載ります"
        );
        view! { <DateField form name=Field::ReturnBy.name() label="返還の期限" hint=hint optional=true/> }
    })
}

/// 実績報告の補正依頼.
#[component]
pub fn ReportReturnPage(
    /// Which award.
    about: AboutAward,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let fields = form.clone();
    view! {
        <AwardForm about act="return" title="実績報告の補正を依頼する" lead="申請者にメールで知らせます。書いた文は、実績報告のページの先頭に表示されます。" button="補正を依頼する" form>
            <TextArea form=fields.clone() name=Field::Sentence.name() label="補正してほしいこと" hint="どこを、どう直すかを書きます。例：領収書の日付が読めません。日付が写るように撮り直してください。"/>
            <DateField form=fields name=Field::Due.name() label="期限"/>
        </AwardForm>
    }
}

/// 額の確定の起案.
#[component]
pub fn FinalPage(
    /// Which award.
    about: AboutAward,
    /// The rules.
    rules: Rules,
    /// What was reported.
    claim: Claim,
    /// What the rules give for it, and never above the grant.
    most: Yen,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let fields = form.clone();
    let hint = format!("計算上の額は{most}です。これより多くすることはできません");
    let due = return_by(&fields, about.money.held());
    let report_form = rules.form(Form::Report).map(|named| {
        let row = form_row("実績報告書の様式", Some(named));
        view! { <SummaryList dense=true>{row}</SummaryList> }
    });
    view! {
        <AwardForm about act="final" title="額の確定を起案する" lead="起案すると、別の決裁者が決裁します。" button="この額で起案する" form>
            <Section title="実績報告による計算">{report_form}<AmountSteps rules claim/></Section>
            <MoneyField form=fields.clone() name=Field::Amount.name() label="確定する額" hint=hint/>
            <TextArea form=fields.clone() name=Field::Reason.name() label="減額の理由（計算上の額より減らすとき）" hint="額の確定通知書にこのまま載ります。" optional=true rows=3/>
            {due}
            {note(&fields)}
        </AwardForm>
    }
}

/// 取消の起案.
#[component]
pub fn CancellationPage(
    /// Which award.
    about: AboutAward,
    /// What becomes of the place of the office, in words.
    place: &'static str,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let fields = form.clone();
    let whole = format!("全部を取り消す（0円にする。{place}）");
    let mut options = vec![Choice::new("whole", whole)];
    let fixed = about.money.fixed.is_some();
    if fixed {
        options.push(Choice::new("part", "一部を取り消す").hint("取り消した後に残す額を入力します"));
    }
    let paid = about.money.paid > Yen::ZERO;
    let amount = fixed.then(|| {
        view! { <MoneyField form=fields.clone() name=Field::Amount.name() label="取り消した後に残す額（一部のとき）" optional=true/> }
    });
    let due = paid.then(|| {
        view! { <DateField form=fields.clone() name=Field::ReturnBy.name() label="返還の期限" hint="支払った額を返してもらう期限。返還命令書に載ります。"/> }
    });
    let lead = if paid {
        "決裁されると、取消通知書と返還命令書（どちらも公印を押す様式）が作られ、予算は返還されたときに戻ります。"
    } else {
        "決裁されると、取消通知書（公印を押す様式）が作られ、予算がすぐに戻ります。"
    };
    view! {
        <AwardForm about act="cancellation" title="交付決定の取消しを起案する" lead button="この内容で起案する" form>
            <Choices form=fields.clone() name=Field::Extent.name() legend="取り消す範囲" options/>
            {amount}
            <TextArea form=fields.clone() name=Field::Reason.name() label="取消しの理由" hint="取消通知書にこのまま載ります。例：要綱第12条第1項第1号に該当するため（ライセンスの解約）。"/>
            {due}
            {note(&fields)}
        </AwardForm>
    }
}

/// ほかの方法での支払の起案.
#[component]
pub fn ElsewherePage(
    /// Which award.
    about: AboutAward,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let fields = form.clone();
    view! {
        <AwardForm
            about
            act="elsewhere"
            title="支払済みの記録を起案する"
            lead="財務会計など、この仕組みの振込データを使わずに、これから支払う額の全部を支払ったときに記録します。口座の届け出は要りません。別の決裁者が決裁すると、支払済みになります。"
            button="この内容で起案する"
            form
        >
            <DateField form=fields.clone() name=Field::PaidOn.name() label="支払日" hint="口座に入金された日。5月31日を過ぎた日なら、過年度支出になります。"/>
            <TextArea form=fields.clone() name=Field::Reason.name() label="支払いの方法と理由" hint="何を見れば確かめられるかを書きます。例：財務会計で支払済み（支出命令番号 1234）。" rows=3/>
            {note(&fields)}
        </AwardForm>
    }
}

/// What an applicant asks for, as officers see it.
#[derive(Debug, Clone)]
pub struct RequestView {
    /// A change, or the end of the work.
    pub kind: RequestKind,
    /// What the grant would become.
    pub amount: Yen,
    /// Why.
    pub reason: String,
    /// When it was asked, in words.
    pub at: String,
    /// 様式 of it, where the grant rules name it.
    pub named: Option<FormName>,
}

/// The answer to it: 承認を起案する, or 承認しない.
#[component]
pub fn RequestAnswerPage(
    /// Which award.
    about: AboutAward,
    /// What is asked.
    request: RequestView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let RequestView { kind, amount, reason, at, named } = request;
    let fields = form.clone();
    let due = return_by(&fields, about.money.held());
    let options = vec![
        Choice::new("approve", "承認を起案する").hint("別の決裁者が決裁します"),
        Choice::new("decline", "承認しない").hint("交付決定のとおりに事業を続けてもらいます"),
    ];
    let amount = (kind == RequestKind::Change)
        .then(|| view! { <SummaryRow label="変更後の額"><strong>{amount.to_string()}</strong></SummaryRow> });
    view! {
        <AwardForm about act="request" title="変更・中止の申請に答える" lead="承認するときは、起案して別の決裁者が決裁します。" button="この内容で進める" form>
            <SummaryList dense=true>
                {form_row("様式", named.as_ref())}
                <SummaryRow label="申請の内容"><strong>{request_kind(kind)}</strong></SummaryRow>
                {amount}
                <SummaryRow label="理由">{reason}</SummaryRow>
                <SummaryRow label="申請の日時">{at}</SummaryRow>
            </SummaryList>
            <Choices form=fields.clone() name="answer" legend="回答" options/>
            <TextArea form=fields.clone() name=Field::Reason.name() label="承認しない理由（「承認しない」のとき）" hint="申請者に表示されます。" optional=true rows=3/>
            {due}
            {note(&fields)}
        </AwardForm>
    }
}

/// Where it stands and until when, in one line.
pub(super) fn standing(words: &str, due: Option<NaiveDate>) -> String {
    due.map_or_else(|| words.to_owned(), |day| format!("{words}（期限 {}）", format_date(day)))
}
