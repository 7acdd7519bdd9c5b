//! The last parts of a guide: from joining to the money, in the order in which it goes, and how one applies on paper.

use super::InitiativeView;
use crate::messages::subsidies::{paid_words, report_until_words};
use domain::subsidies::{Desk, PaperRule, Rules, UsualDays};
use elements::{Section, Step, Steps};
use leptos::prelude::*;

/// 紙で申請する: for whom applying online is difficult (domain.md §3.1).
#[component]
pub(super) fn OnPaper(
    /// The form, where it can be opened.
    form: Option<String>,
    /// Whether papers are welcome.
    rule: PaperRule,
    /// Who takes it.
    desk: Desk,
    /// Where it is sent by post, where that is known.
    post: Option<String>,
) -> impl IntoView {
    if rule == PaperRule::WhereDifficult {
        let ask = format!(
            "この補助金は、オンラインでの申請が原則です。パソコンやスマートフォンでの申請がむずかしいときは、先に{}（{}）へご相談ください。",
            desk.section, desk.phone
        );
        return view! {
            <section class="section no-print" id="paper">
                <h2 class="section__title">"オンラインでの申請がむずかしいとき"</h2>
                <p>{ask}</p>
            </section>
        }
        .into_any();
    }
    let form = form.map(|form| {
        view! { <p><a href=form>"紙の申請書（PDF）を開く"</a></p> }
    });
    let to = format!(
        "印刷して記入し、必要なものの写しを添えて、{}の窓口へお持ちいただくか、郵送かFAXで送ってください。",
        desk.section
    );
    let ask = match &post {
        Some(post) => format!("郵送先：{post}。FAXの番号は{}へお電話ください。", desk.phone),
        None => format!("送り先は{}へお電話ください。", desk.phone),
    };
    view! {
        <section class="section no-print" id="paper">
            <h2 class="section__title">"紙で申請する"</h2>
            <p>"パソコンやスマートフォンでの申請がむずかしいときは、紙でも申請できます。"</p>
            <p>{to}</p>
            <p>{ask}</p>
            {form}
        </section>
    }
    .into_any()
}

/// From joining to the money: one pays before applying, or after the decision.
#[component]
pub(super) fn JoinSteps(
    /// The rules.
    rules: Rules,
    /// What is to be joined.
    initiative: InitiativeView,
    /// How long decisions took.
    usual: Option<UsualDays>,
) -> impl IntoView {
    let InitiativeView { licence, price, site, helpdesk } = initiative;
    let days = format!("申請から{}開庁日（標準処理期間）ほど", rules.standard_days);
    let usual = usual.map(|UsualDays { count, half, most }| {
        let words = format!(
            "これまでの交付決定（直近{count}件）は、半分が{half}開庁日以内、10件に9件が{most}開庁日以内でした。"
        );
        view! { <p>{words}</p> }
    });
    let site = (!site.is_empty()).then(|| {
        let words = format!("{}のサイトを開く", licence.of);
        view! { <p class="no-print"><a href=site>{words}</a></p> }
    });
    let price = price.map(|(fee, note)| view! { <p>{format!("いまのライセンス料は、1事業所番号につき年間{fee}（税込）です（{note}）。")}</p> });
    let ask = format!(
        "利用の申込みについてのお問い合わせ：{} 電話 {}（{}）",
        helpdesk.who, helpdesk.phone, helpdesk.hours
    );
    let join = view! { <Step title="システムの利用を申し込む">{price}<p>{ask}</p>{site}</Step> };
    let first = rules.procedure.pays_first();
    let apply = if first {
        "この補助金を申請する"
    } else {
        "支払う前に、この補助金を申請する"
    };
    let apply = view! { <Step title=apply><p>"質問に答え、書類を添付します。15分ほどで終わり、途中で保存できます。"</p></Step> };
    let decision = view! { <Step title="審査の結果が通知書で届く" when=days>{usual}</Step> };
    let money =
        view! { <Step title="補助金が振り込まれる"><p>"届け出ていただいた口座に振り込みます。"</p></Step> };
    let pay = pay(&rules);
    let steps = if first {
        view! { <Steps>{join}{pay}{apply}{decision}{money}</Steps> }.into_any()
    } else {
        let consult = rules.procedure.consults().then(|| {
            view! { <Step title="計画の事前協議を送る"><p>"了承を受けてから申請します。"</p></Step> }
        });
        let until = report_until_words(&rules);
        view! {
            <Steps>
                {consult}
                {apply}
                {decision}
                {join}
                {pay}
                <Step title="実績を報告する" when=until><p>"支払った金額と、事業の成果を報告します。"</p></Step>
                <Step title="補助金の額が確定したら、請求する"/>
                {money}
            </Steps>
        }
        .into_any()
    };
    view! { <Section title="導入から補助金までの流れ">{steps}</Section> }
}

/// What an office does that is paid for.
fn pay(rules: &Rules) -> AnyView {
    if !rules.expense.is_paid() {
        return view! {
            <Step title="ほかの事業所とデータを連携する"><p>"連携した相手の数で、補助額が決まります。"</p></Step>
        }
        .into_any();
    }
    let after = (!rules.procedure.pays_first())
        .then(|| view! { <p>"交付決定の通知を受けてから支払ってください。"</p> });
    let words = paid_words(&rules.expense, rules);
    view! { <Step title="費用を支払う"><p>{words}</p>{after}</Step> }.into_any()
}
