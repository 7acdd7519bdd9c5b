//! The beginning of an application: for which of the applicant's offices.

use crate::{
    messages,
    paths::{self, Filling, Hand},
};
use domain::{
    ids::{ApplicationId, OfficeId, ProgrammeId},
    office_number::OfficeNumber,
    offices::Status,
    subsidies::{ConsultationState, ReceiptNumber},
};
use elements::{
    BackLink, Button, Checks, Choice, Choices, ErrorSummary, FormState, Notice, NoticeKind, PageHeader,
    PostForm,
};
use leptos::prelude::*;

/// One office the applicant speaks for.
#[derive(Debug, Clone)]
pub struct OfficeChoice {
    /// Its id.
    pub id: OfficeId,
    /// 事業所名.
    pub name: String,
    /// 事業所番号.
    pub number: String,
    /// Why one cannot apply for it, if so.
    pub why_not: Option<WhyNot>,
    /// The earlier application from which the applicant's data are taken.
    pub earlier: Option<ReceiptNumber>,
}

/// Why one cannot apply for an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// The register has it elsewhere.
    Outside {
        /// Where it must be.
        municipality: String,
    },
    /// None of its services is in the list.
    NotListed {
        /// What it provides.
        services: String,
    },
    /// Offices of its kind are left out.
    LeftOut,
    /// It, or what it is counted with, has applied.
    Applied {
        /// What has been received already, in a sentence.
        what: String,
        /// How often one may apply.
        rule: String,
        /// The number of the first application.
        receipt: ReceiptNumber,
        /// The first application.
        application: ApplicationId,
    },
    /// An office whose number went before or follows has applied.
    AppliedElsewhere {
        /// The number it applied with.
        number: OfficeNumber,
        /// The number of its application.
        receipt: ReceiptNumber,
    },
    /// Its plan has not been agreed to.
    NotAgreed {
        /// Where the plan is told.
        programme: ProgrammeId,
        /// Where the consultation stands; none where nothing was told yet.
        state: Option<ConsultationState>,
    },
    /// The register says that it is suspended or closed.
    NotOpen {
        /// Which of them.
        status: Status,
    },
}

/// The page.
#[component]
pub fn StartPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// The programme.
    programme: ProgrammeId,
    /// Its title.
    #[prop(into)]
    title: String,
    /// The applicant's offices.
    offices: Vec<OfficeChoice>,
    /// What was chosen.
    form: FormState,
) -> impl IntoView {
    let (can, cannot): (Vec<_>, Vec<_>) = offices.into_iter().partition(|office| office.why_not.is_none());
    let choices = can
        .iter()
        .map(|office| Choice::new(office.id.to_string(), office.name.clone()).hint(hint(office)))
        .collect::<Vec<_>>();
    let choose = if choices.is_empty() {
        view! {
            <Notice kind=NoticeKind::Warning title="申請できる事業所がありません">
                <p>"下の理由をご確認ください。"</p>
            </Notice>
        }
        .into_any()
    } else {
        let form = form.clone();
        let action = paths::begin_application(&slug, programme);
        let fields = if choices.len() > 1 {
            view! {
                <Checks form name="office" legend="どの事業所の申請ですか" hint="いくつでも選べます。申請者や連絡先など、同じ内容は一度で入力できます" options=choices/>
                <Button>"選んだ事業所で始める"</Button>
            }
            .into_any()
        } else {
            view! {
                <Choices form name="office" legend="どの事業所の申請ですか" options=choices/>
                <Button>"この事業所で始める"</Button>
            }
            .into_any()
        };
        view! { <PostForm action>{fields}</PostForm> }.into_any()
    };
    let filling = Filling::own(slug.clone());
    let blocked = (!cannot.is_empty()).then(|| {
        let items = cannot
            .into_iter()
            .filter_map(|office| {
                let why = office.why_not?;
                Some(view! { <li><strong>{office.name}</strong>{format!("（{}）", office.number)}<br/>{blocked(&filling, why)}</li> })
            })
            .collect_view();
        view! { <section class="section"><h2 class="section__title">"いま申請できない事業所"</h2><ul>{items}</ul></section> }
    });
    view! {
        <BackLink href=paths::guide(&slug, programme) label="制度の案内へ戻る"/>
        <ErrorSummary form=form/>
        <PageHeader title="申請する事業所を選ぶ" caption=title/>
        {choose}
        {blocked}
    }
}

fn hint(office: &OfficeChoice) -> String {
    let number = format!("事業所番号 {}", office.number);
    match office.earlier {
        Some(receipt) => format!("{number}。前回の申請（{receipt}）から、申請者と連絡先を写して始めます"),
        None => number,
    }
}

/// Why one cannot apply for an office, and what to do about it: an applicant calls, an officer puts the register right.
pub(super) fn blocked(filling: &Filling, why: WhyNot) -> AnyView {
    let advice = match filling.hand {
        Hand::Applicant => "担当窓口へご連絡ください。",
        Hand::Officer => "先に台帳を直してください。",
    };
    match why {
        WhyNot::Outside { municipality } => {
            format!("台帳の所在地が{municipality}の外です。所在地が変わったときは、{advice}").into_any()
        }
        WhyNot::NotListed { services } if services.is_empty() => {
            format!("台帳にサービスの登録がありません。{advice}").into_any()
        }
        WhyNot::NotListed { services } => {
            format!("提供しているサービスが対象ではありません（{services}）。").into_any()
        }
        WhyNot::LeftOut => {
            "この種類の事業所（みなし指定または地域包括支援センター）は対象ではありません。".into_any()
        }
        WhyNot::Applied { what, rule, receipt, application } => {
            let rule = format!("）。{rule}だけ申請できます。");
            view! {
                {what}
                "（受付番号 "
                <a href=filling.elsewhere(application)>{receipt.to_string()}</a>
                {rule}
            }
            .into_any()
        }
        WhyNot::AppliedElsewhere { number, receipt } => format!(
            "番号の承継がある事業所番号{number}の今年度の申請を、すでに受け付けています（受付番号 {receipt}）。1年度に1回だけ申請できます。"
        )
        .into_any(),
        WhyNot::NotAgreed { programme, state } => {
            let why = match state {
                None => "申請の前に、事前協議が必要です。",
                Some(ConsultationState::Asked) => "事前協議の回答を待っています。",
                Some(ConsultationState::Agreed | ConsultationState::Declined) => {
                    "事前協議は見送りとなりました。内容を直して、もう一度送れます。"
                }
            };
            let href = paths::consultation(&filling.slug, programme);
            view! { {why}" "<a href=href>"事前協議のページへ"</a> }.into_any()
        }
        WhyNot::NotOpen { status } => {
            let status = messages::offices::status(status);
            format!("台帳では{status}の事業所です。営業しているときは、{advice}").into_any()
        }
    }
}
