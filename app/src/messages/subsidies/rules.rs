//! Rules in sentences: what a programme says, and what one version says otherwise than another.

use super::{
    announced::{paid, paper_rule, report_until_words},
    programmes::{after_cancellation, exhaustion, procedure, window},
    stages::rounding_words,
    tax_status, unit_and_frequency,
};
use domain::{
    money::Yen,
    subsidies::{
        Applies, Basis, Claim, Expense, Form, FormName, Price, Procedure, RequiredDocument, ReviewPoint,
        Rules, Stacking, TaxBasis, Unit, YearBy,
    },
    wareki::format_date,
};

/// One thing that rules say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// About what.
    pub label: String,
    /// What: a sentence, or several where it is a list.
    pub lines: Vec<String>,
}

/// What one version says otherwise than another about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// About what.
    pub label: String,
    /// What is not said any more.
    pub gone: Vec<String>,
    /// What is said now.
    pub new: Vec<String>,
}

impl Difference {
    /// In one sentence.
    pub fn sentence(&self) -> String {
        let quoted = |lines: &[String]| format!("「{}」", lines.join("」「"));
        match (self.gone.is_empty(), self.new.is_empty()) {
            (true, _) => format!("{}に{}を加えます。", self.label, quoted(&self.new)),
            (false, true) => format!("{}から{}を除きます。", self.label, quoted(&self.gone)),
            (false, false) => {
                format!("{}を{}から{}に変えます。", self.label, quoted(&self.gone), quoted(&self.new))
            }
        }
    }
}

/// What changes from one version to another, in the order in which rules are told.
pub fn differences(old: &Rules, new: &Rules) -> Vec<Difference> {
    let (old, new) = (told(old), told(new));
    let lines = |all: &[Told], label: &str| {
        all.iter().find(|told| told.label == label).map(|told| told.lines.clone()).unwrap_or_default()
    };
    let labels = old.iter().chain(new.iter().filter(|told| !old.iter().any(|own| own.label == told.label)));
    labels
        .filter_map(|Told { label, .. }| {
            let (before, after) = (lines(&old, label), lines(&new, label));
            let gone: Vec<_> = before.iter().filter(|line| !after.contains(line)).cloned().collect();
            let new: Vec<_> = after.iter().filter(|line| !before.contains(line)).cloned().collect();
            let changed = !gone.is_empty() || !new.is_empty();
            changed.then(|| Difference { label: label.clone(), gone, new })
        })
        .collect()
}

/// Everything that rules say, thing by thing.
pub fn told(rules: &Rules) -> Vec<Told> {
    let mut all = Vec::new();
    let mut tell = |label: &str, lines: Vec<String>| {
        let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            all.push(Told { label: label.to_owned(), lines });
        }
    };
    let basis = &rules.legal_basis;
    tell("事業名", vec![rules.title.clone()]);
    tell("実施主体・財源", vec![rules.sponsor.clone()]);
    tell("根拠", vec![format!("{} {} {}", basis.name, basis.number, basis.articles).trim().to_owned()]);
    let until = rules.last_year.map(|year| format!("（{}まで実施）", year.label())).unwrap_or_default();
    tell("年度", vec![format!("{}{until}", rules.fiscal_year.label())]);
    tell("受付期間", rules.windows().map(window).collect());
    tell("単位と回数", vec![unit_and_frequency(rules)]);
    tell("対象経費", rules.expenses().map(|own| expense(own, rules.procedure)).collect());
    tell("補助率と上限", rules.expenses().map(|own| amount_of(own, rules)).collect());
    let total = rules.total_cap.map(|cap| format!("すべての経費を合わせて1件{cap}まで"));
    tell("合計の上限額", total.into_iter().collect());
    tell("定価", rules.expenses().flat_map(|own| own.prices.iter().map(price)).collect());
    let whose = if rules.unit == Unit::Corporation { "法人が受ける" } else { "" };
    let aid = rules.aid_cap.map(|aid| {
        format!("この年度を含む{}年度の、{whose}同じ種類の補助金の合計が{}まで", aid.years, aid.cap)
    });
    tell("補助金の累計の上限", aid.into_iter().collect());
    tell("ほかの補助金との併用", vec![stacking(rules)]);
    tell("年度を決める日", vec![year_by(rules.year_by).to_owned()]);
    tell("予算額", vec![rules.budget.to_string()]);
    tell("予算額に達したとき", vec![exhaustion(rules.exhaustion).to_owned()]);
    tell("所在地の要件", vec![place(rules)]);
    let services = rules.services.iter().map(|service| service.name().to_owned()).collect::<Vec<_>>();
    tell("対象サービス", services);
    let excluded = [
        (rules.exclusions.deemed, "みなし指定の医療機関等"),
        (rules.exclusions.support_centres, "地域包括支援センター"),
    ];
    tell(
        "対象外の事業所",
        excluded.into_iter().filter(|(so, _)| *so).map(|(_, who)| format!("{who}は対象外")).collect(),
    );
    let attended = rules.attendance.map(|days| {
        format!("{}から{}までに開いた説明会への参加", format_date(days.from), format_date(days.until))
    });
    tell("説明会への参加", attended.into_iter().collect());
    let surveyed = rules.survey.map(|days| {
        format!("{}から{}までのアンケートへの回答", format_date(days.from), format_date(days.until))
    });
    tell("アンケートへの回答", surveyed.into_iter().collect());
    tell("必要書類", documents(rules));
    tell("誓約事項", conditions(rules));
    let when = match rules.procedure {
        Procedure::OneStep => "支払った後に申請する（交付決定で額が決まります）",
        Procedure::TwoStep => "支払う前に申請する（実績報告の後に額が決まります）",
        Procedure::Consulted => {
            "計画を協議し、了承された事業所が、支払う前に申請する（実績報告の後に額が決まります）"
        }
    };
    tell("手続", vec![when.to_owned(), procedure(rules.procedure)]);
    tell("紙の申請", vec![paper_rule(rules.on_paper).to_owned()]);
    let until = (!rules.procedure.pays_first()).then(|| report_until_words(rules));
    tell("実績報告の期限", until.into_iter().collect());
    let reported = if rules.procedure.pays_first() { Vec::new() } else { rules.documents_of_report() };
    let name = |one: RequiredDocument| format!("{}{}", one.name, if one.optional { "（任意）" } else { "" });
    tell("実績報告に付ける書類", reported.into_iter().map(name).collect());
    tell("交付決定の全部を取り消したとき", vec![after_cancellation(rules.after_cancellation).to_owned()]);
    let advances = rules.advances.iter().map(|one| format!("{}に、{}%まで", one.after.words(), one.share));
    tell("概算払・分割払", advances.collect());
    tell("審査の着眼点", rules.review_points.iter().map(ReviewPoint::line).collect());
    tell("標準処理期間", vec![format!("{}開庁日", rules.standard_days)]);
    let form = |own: &FormName| format!("{}：{}", form_words(own.form), own.printed());
    tell("様式", rules.forms.iter().map(form).collect());
    tell("通知書", vec![format!("{}、{}", rules.notice.symbol, rules.notice.sender)]);
    tell("交付の条件", rules.notice.terms.clone());
    tell("教示文", rules.appeal.lines().map(str::to_owned).collect());
    let desk = &rules.desk;
    tell("担当窓口", vec![format!("{}　{}　{}", desk.section, desk.phone, desk.hours).trim().to_owned()]);
    all
}

fn expense(expense: &Expense, procedure: Procedure) -> String {
    let days = format!(
        "{}（{}から{}までに{}もの）",
        expense.name,
        format_date(expense.paid_from),
        format_date(expense.paid_until),
        paid(procedure)
    );
    match (expense.is_paid(), expense.applies) {
        (true, Applies::Everyone) => days,
        (true, applies) => format!("{days}。{}", applies_words(applies)),
        (false, Applies::Everyone) => expense.name.clone(),
        (false, applies) => format!("{}。{}", expense.name, applies_words(applies)),
    }
}

/// How the amount of one category is counted, with its name where there are several.
fn amount_of(expense: &Expense, rules: &Rules) -> String {
    let words = amount_words(expense);
    if rules.further_expenses.is_empty() { words } else { format!("{}：{words}", expense.name) }
}

/// How the amount of one category is counted.
pub fn amount_words(expense: &Expense) -> String {
    let floor = if expense.floor > Yen::ZERO {
        format!("。{}に満たないときは0円", expense.floor)
    } else {
        String::new()
    };
    let rounding = rounding_words(expense.rounding);
    let cap = expense.cap.map_or_else(|| "上限なし".to_owned(), |cap| format!("1件{cap}まで"));
    match expense.basis {
        Basis::Linkage { yen, least } => {
            format!("連携先1か所につき{yen}、{least}か所以上、{cap}{floor}")
        }
        Basis::Cost => {
            let tax = match expense.tax {
                TaxBasis::Inclusive => "税込の額",
                TaxBasis::Exclusive => "税抜の額",
                TaxBasis::ByApplicant => "課税事業者は税抜の額、ほかは税込の額",
            };
            let rate = if expense.rate.is_whole() { "全額".to_owned() } else { expense.rate.to_string() };
            format!("{tax}の{rate}、{cap}、{rounding}{floor}")
        }
    }
}

fn price(price: &Price) -> String {
    let until = price.until.map(|day| format!("{}まで", format_date(day))).unwrap_or_default();
    format!("{}から{until} {}", format_date(price.from), price.yen)
}

fn stacking(rules: &Rules) -> String {
    match &rules.stacking {
        Stacking::Forbidden => "同じ経費でほかの補助金を受けるときは対象外".to_owned(),
        Stacking::Allowed => "併用できる（合わせて経費の額まで）".to_owned(),
        Stacking::CoFunder { name, rate } => format!("「{name}」（補助率{rate}）を先に受けることが条件"),
    }
}

const fn year_by(by: YearBy) -> &'static str {
    match by {
        YearBy::Application => "申請日で決める",
        YearBy::Payment => "支払日で決める",
        YearBy::Start => "利用開始日で決める",
    }
}

fn place(rules: &Rules) -> String {
    use domain::subsidies::Reach;
    let name = &rules.location.name;
    match rules.reach {
        Reach::Inside => format!("{name}にある事業所"),
        Reach::Serves => format!("{name}でサービスを提供する事業所"),
    }
}

/// For whom something holds.
pub const fn applies_words(applies: Applies) -> &'static str {
    match applies {
        Applies::Everyone => "すべての事業所",
        Applies::Deemed => "みなし指定の医療機関等だけ",
        Applies::SupportCentres => "地域包括支援センターだけ",
        Applies::OtherThanSupportCentres => "地域包括支援センターを除く",
    }
}

fn only(applies: Applies) -> String {
    match applies {
        Applies::Everyone => String::new(),
        applies => format!("（{}）", applies_words(applies)),
    }
}

fn documents(rules: &Rules) -> Vec<String> {
    rules
        .documents
        .iter()
        .map(|document| {
            let instead = if document.alternatives.is_empty() {
                String::new()
            } else {
                format!("。代わりになるもの：{}", document.alternatives.join("、"))
            };
            let optional = if document.optional { "（任意）" } else { "" };
            format!("{}{optional}{}{instead}", document.name, only(document.applies))
        })
        .collect()
}

fn conditions(rules: &Rules) -> Vec<String> {
    rules
        .conditions
        .iter()
        .map(|condition| {
            let evidence = condition.evidence.as_deref().and_then(|key| rules.document(key));
            let evidence =
                evidence.map(|document| format!("（根拠：{}）", document.name)).unwrap_or_default();
            format!("{}{}{evidence}", condition.sentence, only(condition.applies))
        })
        .collect()
}

/// A form by its usual name.
pub const fn form_words(form: Form) -> &'static str {
    match form {
        Form::Application => "交付申請書",
        Form::Decision => "交付決定通知書",
        Form::Refusal => "不交付決定通知書",
        Form::Change => "変更（中止・廃止）承認申請書",
        Form::ChangeApproval => "変更（中止・廃止）承認通知書",
        Form::Report => "実績報告書",
        Form::FinalAmount => "額の確定通知書",
        Form::Claim => "請求書",
        Form::Cancellation => "交付決定取消通知書",
        Form::ReturnOrder => "返還命令書",
    }
}

/// What somebody claims, in one sentence.
pub fn claim_words(claim: &Claim, rules: &Rules) -> String {
    let mut words: Vec<_> = claim
        .items
        .iter()
        .map(|item| {
            let Some(expense) = rules.expense(item.slot) else { return item.paid.to_string() };
            if expense.is_paid() {
                format!("「{}」に{}", expense.name, item.paid)
            } else {
                format!("連携先{}か所", item.linkages)
            }
        })
        .collect();
    if let Some(status) = claim.tax {
        let status = tax_status(status);
        words.push(status.split("です").next().unwrap_or(status).to_owned());
    }
    if claim.others > Yen::ZERO {
        words.push(format!("ほかの補助金{}", claim.others));
    }
    words.join("、")
}
