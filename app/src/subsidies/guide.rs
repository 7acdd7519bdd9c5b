//! S1 制度案内: whether an office is eligible, how much, what is needed, how to begin; one A4 when printed.

use super::{
    desk::DeskPhone,
    guide_steps::{JoinSteps, OnPaper},
    guide_words::{Worked, bracketed, expense_words, only, rate_words, stacking_words, who_words},
    scores::{PublicOrder, PublicPlace},
};
use crate::{
    messages::subsidies::{
        announced, eligibility_question, exhaustion, not_eligible, not_receiving, seed_words, window,
    },
    paths,
    shell::Help,
};
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{
        Eligibility, EligibilityField, Exhaustion, Licence, NotReceiving, ProgrammeState, RequiredDocument,
        Rules, UsualDays, Window, examples, is_capped, most, needed, receives,
    },
    wareki::format_date,
};
use elements::{
    ButtonKind, ButtonLink, Buttons, Choice, Choices, Details, ErrorSummary, FormState, Notice, NoticeKind,
    PageHeader, Section, SelectField, Stat, Stats, SummaryList, SummaryRow, Tone,
};
use leptos::prelude::*;

/// Whether one can apply now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    /// 受付中.
    Open,
    /// Not, and why.
    Not(NotReceiving),
}

impl Openness {
    /// For a programme at a moment.
    pub fn of(
        state: ProgrammeState,
        rules: &Rules,
        remaining: Yen,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        match receives(state, rules, needed(rules), remaining, now) {
            Ok(()) => Self::Open,
            Err(why) => Self::Not(why),
        }
    }

    /// In one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "受付中",
            Self::Not(NotReceiving::NotPublished) => "公開前",
            Self::Not(NotReceiving::NotYet(_)) => "受付前",
            Self::Not(NotReceiving::Over(_) | NotReceiving::Closed) => "受付終了",
            Self::Not(NotReceiving::BudgetUsedUp) => "予算額に到達",
        }
    }

    /// How loud.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Open => Tone::Success,
            Self::Not(NotReceiving::NotYet(_) | NotReceiving::NotPublished) => Tone::Info,
            Self::Not(NotReceiving::Over(_) | NotReceiving::Closed) => Tone::Neutral,
            Self::Not(NotReceiving::BudgetUsedUp) => Tone::Attention,
        }
    }
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct GuideView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// Its rules.
    pub rules: Rules,
    /// What is left of its budget.
    pub remaining: Yen,
    /// How many more can be paid in full.
    pub places: u64,
    /// The window that is open, or the next, or the last.
    pub window: Window,
    /// How many wait already.
    pub waiting: u32,
    /// 抽選の種, once the draw was made: everybody can count it again.
    pub seed: Option<String>,
    /// 採点の順: numbers and scores, once they have decided.
    pub order: Vec<PublicPlace>,
    /// Whether one can apply now.
    pub openness: Openness,
    /// What it pays for.
    pub initiative: InitiativeView,
    /// How long its decisions took so far.
    pub usual: Option<UsualDays>,
    /// Where a paper is sent by post, where the municipality has given its address.
    pub post: Option<String>,
    /// Who looks at it.
    pub looks: Looks,
}

/// Who looks at a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// Anybody outside: may begin an application.
    Outside,
    /// Staff, who apply for nobody.
    Staff,
    /// An officer before it is published: nothing on it can be pressed.
    Preview,
}

/// What a programme pays for, on the day of the look.
#[derive(Debug, Clone)]
pub struct InitiativeView {
    /// The licence with its usual fee.
    pub licence: Licence,
    /// What it costs now, and why.
    pub price: Option<(Yen, String)>,
    /// Where it is applied for.
    pub site: String,
    /// Who answers questions about it.
    pub helpdesk: Help,
}

/// The page.
#[expect(clippy::too_many_lines, reason = "one page, one sheet of paper")]
#[component]
pub fn GuidePage(
    /// What it shows.
    guide: GuideView,
    /// The three questions, as answered.
    form: FormState,
    /// What the answers come to, when all three are there.
    outcome: Option<Eligibility>,
) -> impl IntoView {
    let GuideView {
        slug,
        id,
        rules,
        remaining,
        places,
        window: current,
        waiting,
        seed,
        order,
        openness,
        initiative,
        usual,
        post,
        looks,
    } = guide;
    let preview = looks == Looks::Preview;
    let lead = announced(&rules);
    let (begin, sheet) = (paths::begin_application(&slug, id), paths::guide_sheet(&slug, id));
    let form_on_paper = (!preview).then(|| paths::guide_form(&slug, id));
    let on_paper = view! { <OnPaper form=form_on_paper rule=rules.on_paper desk=rules.desk.clone() post/> };
    let closed = match openness {
        // Whoever applies now waits: told before, not after.
        Openness::Open if rules.exhaustion == Exhaustion::Waitlist && (waiting > 0 || places == 0) => {
            let title = format!("予算額に達しています。いま申請すると待機になります（待機中 {waiting}件）");
            Some(view! { <Notice kind=NoticeKind::Warning title/> })
        }
        Openness::Open => None,
        Openness::Not(why) => Some(view! { <Notice kind=NoticeKind::Warning title=not_receiving(why)/> }),
    };
    let policy = rules.exhaustion;
    let how = rate_words(&rules);
    let (amount, unit, left) = if is_capped(&rules) {
        let left = format!("あと{places}件（予算額 {}）", rules.budget);
        (format!("最大 {}", most(&rules).grouped()), Some("円"), left)
    } else {
        ("上限なし".to_owned(), None, format!("予算額 {}", rules.budget))
    };
    let worked = examples(&rules, initiative.licence.fee);
    let for_amount = rules.clone();
    let for_services = rules.clone();
    let documents = rules.documents.clone();
    let who = who_words(&rules).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let basis = format!("{}{}", rules.legal_basis.name, bracketed(&rules.legal_basis.number));
    let desk = rules.desk.clone();
    let expense_words =
        rules.expenses().map(|expense| view! { <li>{expense_words(expense, &rules)}</li> }).collect_view();
    let stacked = stacking_words(&rules);
    let further = (!rules.further_windows.is_empty()).then(|| {
        let lines = rules.windows().map(|one| view! { <li>{window(one)}</li> }).collect_view();
        view! { <Section title="受付期間"><ul>{lines}</ul></Section> }
    });
    let order = (!order.is_empty()).then(|| view! { <PublicOrder order/> });
    let can_begin = looks == Looks::Outside
        && matches!(
            openness,
            Openness::Open | Openness::Not(NotReceiving::NotYet(_) | NotReceiving::BudgetUsedUp)
        );
    let consults = rules.procedure.consults() && looks == Looks::Outside;
    let consult = consults.then(|| paths::consultation(&slug, id));
    let actions = (!preview).then(|| actions(consult, can_begin.then_some(begin), sheet));
    let declared = (!rules.conditions.is_empty()).then(|| {
        let sentences = rules
            .conditions
            .iter()
            .map(|condition| view! { <li>{condition.sentence.clone()}{only(condition.applies)}</li> })
            .collect_view();
        view! { <p>"申請のときに、次のことを誓約していただきます。"</p><ul>{sentences}</ul> }
    });
    let notice = preview.then(|| {
        view! {
            <Notice title="プレビューです">
                <p>"公開すると、このように表示されます。まだ申請はできません。"</p>
            </Notice>
        }
    });
    view! {
        <ErrorSummary form=form.clone()/>
        <PageHeader
            title=rules.title.clone()
            caption=rules.fiscal_year.label()
            tag=Some((openness.tone(), openness.word().to_owned()))
            lead
        />
        {notice}
        {closed}
        <Stats>
            <Stat label="補助額" value=amount unit=unit note=how/>
            <Stat label="予算の残り" value=remaining.grouped() unit="円" note=left/>
            <Stat label="受付期間" value=format!("{}まで", format_date(current.closes.date())) note=window(&current)/>
        </Stats>
        {actions}
        <EligibilityCheck slug=slug.clone() id rules=rules.clone() form outcome looks/>
        <Section title="対象となる事業所">
            <ul>{who}</ul>
            <Services rules=for_services/>
            {declared}
        </Section>
        <Section title="補助の額">
            <ul>{expense_words}</ul>
            <p>{stacked}</p>
            {beyond(policy, seed)}
            <Worked rules=for_amount examples=worked/>
        </Section>
        <Section title="必要なもの">
            <Documents documents/>
        </Section>
        {order}
        {further}
        <JoinSteps rules initiative usual/>
        {on_paper}
        <Section title="根拠となる要綱とお問い合わせ">
            <SummaryList>
                <SummaryRow label="要綱">{basis}</SummaryRow>
                <SummaryRow label="担当窓口">{desk.section}</SummaryRow>
                <SummaryRow label="電話"><DeskPhone phone=desk.phone/></SummaryRow>
                <SummaryRow label="受付時間">{desk.hours}</SummaryRow>
            </SummaryList>
        </Section>
    }
}

/// What happens beyond the budget, and how a draw can be counted again.
fn beyond(policy: Exhaustion, seed: Option<String>) -> impl IntoView {
    let drawn = seed.map(|seed| view! { <p>{seed_words(&seed)}</p> });
    view! { <p>{exhaustion(policy)}</p>{drawn} }
}

/// The ways on from the guide: applying, where one can, and the sheet to hand out.
fn actions(consult: Option<String>, begin: Option<String>, sheet: String) -> impl IntoView {
    let kind = if consult.is_some() { ButtonKind::Secondary } else { ButtonKind::Primary };
    let consult = consult.map(|href| view! { <ButtonLink href>"事前協議を送る"</ButtonLink> });
    let begin = begin.map(|href| view! { <ButtonLink kind href>"申請を始める"</ButtonLink> });
    view! {
        <Buttons>
            {consult}
            {begin}
            <ButtonLink kind=ButtonKind::Secondary href=sheet>"A4の案内（PDF）を開く"</ButtonLink>
        </Buttons>
    }
}

/// 対象かんたん確認: three questions that need nobody to sign in.
#[component]
fn EligibilityCheck(
    slug: String,
    id: ProgrammeId,
    rules: Rules,
    form: FormState,
    outcome: Option<Eligibility>,
    looks: Looks,
) -> impl IntoView {
    let yes_no = || vec![Choice::new("yes", "はい"), Choice::new("no", "いいえ")];
    let services = rules
        .services
        .iter()
        .map(|service| Choice::new(service.code(), service.name()))
        .chain([Choice::new("other", "この中にない")])
        .collect::<Vec<_>>();
    let location = EligibilityField::Location;
    let service = EligibilityField::Service;
    let earlier = EligibilityField::Earlier;
    let begin = paths::begin_application(&slug, id);
    let here = match looks {
        Looks::Preview => paths::preview_programme(&slug, id),
        Looks::Outside | Looks::Staff => paths::guide(&slug, id),
    };
    let answer = outcome.map(|outcome| match outcome {
        Eligibility::Likely => view! {
            <Notice kind=NoticeKind::Success title="対象になる見込みです" live=true>
                <p>"くわしい条件は申請のときに確認します。審査の結果、対象にならないこともあります。"</p>
                {(looks == Looks::Outside).then(|| view! { <p><a href=begin>"申請を始める"</a></p> })}
            </Notice>
        }
        .into_any(),
        Eligibility::Not(reasons) => {
            let reasons = reasons
                .into_iter()
                .map(|reason| view! { <li>{not_eligible(reason, &rules)}</li> })
                .collect_view();
            let desk = format!("迷うときは {}（{}）へお電話ください。", rules.desk.section, rules.desk.phone);
            view! {
                <Notice kind=NoticeKind::Warning title="この補助金の対象にならない見込みです" live=true>
                    <ul>{reasons}</ul>
                    <p>{desk}</p>
                </Notice>
            }
            .into_any()
        }
    });
    view! {
        <section class="section no-print" id="check">
            <h2 class="section__title">"対象かどうか、3つの質問で確かめる"</h2>
            {answer}
            <form method="get" action=format!("{here}#check") class="form" novalidate>
                <Choices form=form.clone() name=location.name() legend=eligibility_question(location, &rules) options=yes_no() inline=true/>
                <SelectField form=form.clone() name=service.name() label=eligibility_question(service, &rules) options=services/>
                <Choices form=form name=earlier.name() legend=eligibility_question(earlier, &rules) options=yes_no() inline=true/>
                <button type="submit" class="button button--secondary" name="check" value="1">"対象か確かめる"</button>
            </form>
        </section>
    }
}

/// The eligible services; folded on screen, written out on paper.
#[component]
fn Services(rules: Rules) -> impl IntoView {
    let names = rules.services.iter().map(|service| service.name()).collect::<Vec<_>>();
    let items = names.iter().map(|name| view! { <li>{*name}</li> }).collect_view();
    view! {
        <div class="no-print">
            <Details summary="対象となるサービス"><ul class="columns">{items}</ul></Details>
        </div>
        <p class="print-only">"対象となるサービス："{names.join("、")}</p>
    }
}

/// What to attach, with what does as well.
#[component]
fn Documents(documents: Vec<RequiredDocument>) -> impl IntoView {
    if documents.is_empty() {
        return view! { <p>"添付する書類はありません。"</p> }.into_any();
    }
    let items = documents
        .into_iter()
        .map(|document| {
            let instead = (!document.alternatives.is_empty()).then(|| {
                let items =
                    document.alternatives.iter().map(|name| view! { <li>{name.clone()}</li> }).collect_view();
                view! { <p>"次のどれかで足ります。"</p><ul>{items}</ul> }
            });
            let optional = document.optional.then_some("（ある場合）");
            view! {
                <li>
                    <strong>{document.name}</strong>{optional}{only(document.applies)}
                    <p>{document.shows}</p>
                    {instead}
                </li>
            }
        })
        .collect_view();
    view! {
        <ul>{items}</ul>
        <p>"スマートフォンで撮った写真（JPEG・PNG）でもPDFでもかまいません。押印はいりません。"</p>
    }
    .into_any()
}
