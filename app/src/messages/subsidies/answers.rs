//! Sentences of the applicant's questions.

use super::announced::paid;
use crate::messages::values;
use domain::{
    attachments::{MOST_PAGES, Refusal},
    network::Written,
    subsidies::{
        AnswerField, AnswerProblem, ContactSection, EligibilityField, EvidencePageError, ExpenseSection,
        Frequency, NotEligible, Procedure, Reach, Rules, Stacking, Task, TaxStatus, Unit,
    },
    wareki::format_date,
};

/// The name of a task, as in the list and on its page.
pub const fn task_title(task: Task) -> &'static str {
    match task {
        Task::Office => "事業所の確認",
        Task::Contact => "申請者と連絡先",
        Task::Expense => "補助を受ける経費",
        Task::Documents => "添付書類",
        Task::Declarations => "誓約と同意",
    }
}

/// The name of a question.
pub const fn answer_label(field: AnswerField) -> &'static str {
    match field {
        AnswerField::OfficeCorrect => "登録内容が正しいか",
        AnswerField::Difference => "登録内容と異なる点",
        AnswerField::Corporation => "法人名",
        AnswerField::RepresentativeTitle => "代表者の職名",
        AnswerField::RepresentativeName => "代表者の氏名",
        AnswerField::Address => "法人の所在地",
        AnswerField::ContactName => "担当者の氏名",
        AnswerField::Phone => "電話番号",
        AnswerField::Email => "メールアドレス",
        AnswerField::Paid(_) => "支払った金額",
        AnswerField::PaidOn(_) => "支払日",
        AnswerField::Linkages(_) => "連携先の数",
        AnswerField::Partners => "連携先の事業所",
        AnswerField::StartedOn => "利用開始日",
        AnswerField::TaxStatus => "消費税の申告",
        AnswerField::Others => "ほかの補助金の有無",
        AnswerField::OtherName(_) => "ほかの補助金の名称",
        AnswerField::OtherAmount(_) => "ほかの補助金の額",
        AnswerField::PastAid => "ほかから受けた補助金の累計",
        AnswerField::Document => "添付書類",
        AnswerField::Declared => "誓約",
        AnswerField::Consent => "同意",
    }
}

/// The name of a question where one may apply before paying: nothing was paid then.
const fn label_by(field: AnswerField, procedure: Procedure) -> &'static str {
    match field {
        AnswerField::Paid(_) if !procedure.pays_first() => "支払う予定の金額",
        AnswerField::PaidOn(_) if !procedure.pays_first() => "支払う予定の日",
        field => answer_label(field),
    }
}

/// The name of a question: what was paid or is to be paid, and of which category where there are several.
pub fn question_label(field: AnswerField, rules: &Rules) -> String {
    let label = label_by(field, rules.procedure);
    let slot = match field {
        AnswerField::Paid(slot) | AnswerField::PaidOn(slot) | AnswerField::Linkages(slot) => slot,
        AnswerField::OtherAmount(_) => {
            return match &rules.stacking {
                Stacking::CoFunder { name, .. } => format!("「{name}」の交付決定額"),
                Stacking::Forbidden | Stacking::Allowed => label.to_owned(),
            };
        }
        AnswerField::PastAid => {
            return rules.aid_cap.map_or_else(
                || label.to_owned(),
                |aid| {
                    let whose = if rules.unit == Unit::Corporation { "法人全体で" } else { "" };
                    format!("{}年度分の、{whose}ほかから受けた同じ種類の補助金の合計", aid.years)
                },
            );
        }
        _ => return label.to_owned(),
    };
    let category = u8::try_from(slot).ok().and_then(|slot| rules.expense(slot));
    match category {
        Some(category) if !rules.further_expenses.is_empty() => format!("「{}」の{label}", category.name),
        Some(_) | None => label.to_owned(),
    }
}

/// Whether an applicant gets consumption tax back.
pub const fn tax_status(status: TaxStatus) -> &'static str {
    match status {
        TaxStatus::Taxable => "課税事業者（一般課税）です。消費税の仕入税額控除を受けます",
        TaxStatus::Exempt => "免税事業者・簡易課税・非課税です。仕入税額控除を受けません",
    }
}

/// Answers as they were typed, in words where a form keeps a code.
pub fn answer_typed(field: AnswerField, values: &[String], rules: &Rules) -> String {
    let word = |value: &String| match field {
        AnswerField::OfficeCorrect | AnswerField::Others | AnswerField::Consent => match value.as_str() {
            "yes" => "はい".to_owned(),
            "no" => "いいえ".to_owned(),
            _ => value.clone(),
        },
        AnswerField::TaxStatus => {
            let known = TaxStatus::ALL.into_iter().find(|one| one.code() == value);
            known.map_or_else(|| value.clone(), |one| tax_status(one).to_owned())
        }
        AnswerField::Declared => {
            rules.condition(value).map_or_else(|| value.clone(), |one| one.sentence.clone())
        }
        _ => value.clone(),
    };
    values.iter().map(word).collect::<Vec<_>>().join("、")
}

/// What was answered about who applies: the question, its name and the answer, empty where there is none.
pub fn contact_told(contact: &ContactSection) -> [(AnswerField, &'static str, String); 7] {
    let ContactSection {
        corporation,
        representative_title,
        representative_name,
        address,
        contact_name,
        phone,
        extension,
        email,
    } = contact;
    let phone = match extension {
        Some(extension) => format!("{phone} {extension}"),
        None => phone.to_string(),
    };
    [
        (AnswerField::Corporation, corporation.clone()),
        (AnswerField::RepresentativeTitle, representative_title.clone()),
        (AnswerField::RepresentativeName, representative_name.clone()),
        (AnswerField::Address, address.clone()),
        (AnswerField::ContactName, contact_name.clone()),
        (AnswerField::Phone, phone),
        (AnswerField::Email, email.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]
    .map(|(field, value)| (field, answer_label(field), value))
}

/// What was answered about the cost: the question, its name and the answer.
pub fn expense_told(expense: &ExpenseSection, rules: &Rules) -> Vec<(AnswerField, String, String)> {
    let mut told = Vec::new();
    let mut tell =
        |field: AnswerField, value: String| told.push((field, question_label(field, rules), value));
    for item in &expense.claim.items {
        let slot = usize::from(item.slot);
        if rules.expense(item.slot).is_some_and(|category| !category.is_paid()) {
            tell(AnswerField::Linkages(slot), format!("{}か所", item.linkages));
            continue;
        }
        tell(AnswerField::Paid(slot), item.paid.to_string());
        if let Some(day) = item.paid_on {
            tell(AnswerField::PaidOn(slot), format_date(day));
        }
    }
    if !expense.partners.is_empty() {
        let named: Vec<String> = expense.partners.iter().map(written).collect();
        tell(AnswerField::Partners, named.join("、"));
    }
    if let Some(day) = expense.started_on {
        tell(AnswerField::StartedOn, format_date(day));
    }
    if let Some(status) = expense.claim.tax {
        tell(AnswerField::TaxStatus, tax_status(status).to_owned());
    }
    match rules.stacking {
        Stacking::Allowed if expense.others.is_empty() => tell(AnswerField::Others, "なし".to_owned()),
        Stacking::Forbidden | Stacking::Allowed | Stacking::CoFunder { .. } => {
            for (row, other) in expense.others.iter().enumerate() {
                tell(AnswerField::OtherAmount(row), format!("{}（{}）", other.yen, other.name));
            }
        }
    }
    if rules.aid_cap.is_some() {
        tell(AnswerField::PastAid, expense.claim.past.to_string());
    }
    // What was paid is always told with its tax, so that nobody has to guess.
    for (field, label, _) in &mut told {
        if matches!(field, AnswerField::Paid(_)) {
            label.push_str("（税込）");
        }
    }
    told
}

/// An office as it was named.
fn written(one: &Written) -> String {
    match one {
        Written::Number(number) => number.to_string(),
        Written::Name(name) => name.clone(),
    }
}

/// What of the 連携先 that were named the register has: how many, and those of which it does not tell one office.
pub fn partners_found(found: usize, open: &[Written]) -> String {
    if open.is_empty() {
        return format!("{found}か所とも、台帳にあります");
    }
    let named: Vec<String> = open.iter().map(written).collect();
    let all = found + open.len();
    format!("{all}か所のうち{found}か所が台帳にあります。台帳で1か所に決まらないもの：{}", named.join("、"))
}

/// What to do about an answer.
pub fn answer_problem(field: AnswerField, problem: &AnswerProblem, rules: &Rules) -> String {
    let what = question_label(field, rules);
    let what = what.as_str();
    let document =
        |key: &str| rules.document(key).map_or("添付書類", |document| document.name.as_str()).to_owned();
    match problem {
        AnswerProblem::Missing => format!("{what}を入力してください"),
        AnswerProblem::NotChosen => format!("{what}を選んでください"),
        AnswerProblem::DifferenceMissing => "登録内容と異なる点を入力してください".to_owned(),
        AnswerProblem::TooLong => format!("{what}が長すぎます。短くしてください"),
        AnswerProblem::Phone(error) => values::phone(what, error),
        AnswerProblem::Email(error) => values::email(what, error),
        AnswerProblem::Amount(error) => values::yen(what, error),
        AnswerProblem::PaidNothing => format!("{what}を1円以上で入力してください"),
        AnswerProblem::GrantIsNothing => {
            format!("この内容では補助金が0円になります。{what}を確かめてください")
        }
        AnswerProblem::NothingClaimed => "対象の経費のうち、申請するものを1つ以上入力してください".to_owned(),
        AnswerProblem::NotANumber => format!("{what}は「3」のように数字で入力してください"),
        AnswerProblem::TooFewLinkages { least } => {
            format!("{what}は{least}か所以上が対象です。{least}以上の数を入力してください")
        }
        AnswerProblem::TooManyPartners { most } => {
            format!("{what}は{most}か所までです。{most}行以内にしてください")
        }
        AnswerProblem::StartedOutside => format!(
            "{what}は{}（{}から{}まで）の日を入力してください。それ以外の日に始めた利用は対象になりません",
            rules.fiscal_year.label(),
            format_date(rules.fiscal_year.start()),
            format_date(rules.fiscal_year.end())
        ),
        AnswerProblem::OthersMissing => {
            "ほかの補助金の名称と額を入力してください。受けていないときは「いいえ」を選んでください"
                .to_owned()
        }
        AnswerProblem::NothingLeft => {
            "ほかの補助金で経費がすべて賄われるため、この補助金は0円になります。額を確かめてください"
                .to_owned()
        }
        AnswerProblem::NothingLeftOfCap => {
            "これまでに受けた補助金が累計の上限額に達しているため、この補助金は0円になります。額を確かめてください"
                .to_owned()
        }
        AnswerProblem::Date(error) => values::date(what, error),
        AnswerProblem::PaidOutside { from, until } => format!(
            "{what}は{}から{}までの日を入力してください。それ以外の日に{}経費は対象になりません",
            format_date(*from),
            format_date(*until),
            paid(rules.procedure)
        ),
        AnswerProblem::PaidInFuture => match field {
            AnswerField::StartedOn => {
                "利用開始日が今日より後です。利用を始めてから申請してください".to_owned()
            }
            _ => format!("{what}が今日より後です。支払ってから申請してください"),
        },
        AnswerProblem::ReportedInFuture => match field {
            AnswerField::StartedOn => {
                "利用開始日が今日より後です。日付を確かめ、まだなら利用を始めてから報告してください".to_owned()
            }
            _ => format!("{what}が今日より後です。日付を確かめ、まだなら支払ってから報告してください"),
        },
        AnswerProblem::DocumentMissing(key) => format!("「{}」を添付してください", document(key)),
        AnswerProblem::DocumentChecking(key) => {
            format!("「{}」を検査しています。少し待ってから、もう一度開いてください", document(key))
        }
        AnswerProblem::DocumentUnreadable(key) => {
            format!("「{}」が読めません。削除して、別のファイルを添付してください", document(key))
        }
        AnswerProblem::NotDeclared { open } => {
            format!("すべての項目を確認して、チェックを付けてください（残り{open}項目）")
        }
        AnswerProblem::NoConsent => "申請内容の取扱いに同意する場合は、チェックを付けてください".to_owned(),
    }
}

/// The sentences of one task, each with the name of its field.
pub fn answer_errors(
    problems: &[(AnswerField, AnswerProblem)],
    rules: &Rules,
) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), answer_problem(*field, problem, rules))).collect()
}

/// What is wrong with the page on which the evidence is said to be.
pub fn evidence_page_error(error: EvidencePageError, pages: usize) -> String {
    match error {
        EvidencePageError::NotANumber => "ページの番号を、数字で入力してください".to_owned(),
        EvidencePageError::Outside => {
            format!("このファイルは{pages}ページまでです。1から{pages}までの番号を入力してください")
        }
    }
}

/// Why a file is not taken, and what to send instead.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Empty => "ファイルが空です。もう一度保存してから添付してください".to_owned(),
        Refusal::NeedsPassword => {
            "パスワード付きのPDFは読めません。パスワードを外して添付してください".to_owned()
        }
        Refusal::Heic => {
            "iPhoneの写真（HEIC）は読めません。スクリーンショットを撮るか、JPEGで保存して添付してください"
                .to_owned()
        }
        Refusal::OtherPicture => {
            "この種類の画像は読めません。JPEG、PNGまたはPDFで添付してください".to_owned()
        }
        Refusal::OfficeDocument => {
            "ExcelやWordのファイルは添付できません。PDFで保存し直して添付してください".to_owned()
        }
        Refusal::Archive => {
            "圧縮ファイル（ZIPなど）は添付できません。中のファイルを1つずつ添付してください".to_owned()
        }
        Refusal::Html => {
            "Webページのファイルは添付できません。印刷画面からPDFで保存して添付してください".to_owned()
        }
        Refusal::Svg => "SVGは添付できません。PNGまたはPDFで保存し直して添付してください".to_owned(),
        Refusal::TwoInOne => {
            "2種類のファイルが混ざっています。作り直したファイルを添付してください".to_owned()
        }
        Refusal::UnknownKind => "このファイルは読めません。PDF、JPEGまたはPNGを添付してください".to_owned(),
        Refusal::Damaged => {
            "ファイルが壊れています。もう一度保存するか、撮り直して添付してください".to_owned()
        }
        Refusal::TooManyPages => {
            format!("{MOST_PAGES}ページを超えています。必要なページだけのPDFにして添付してください")
        }
        Refusal::TooManyPixels => "写真が大きすぎます。サイズを小さくして添付してください".to_owned(),
        Refusal::TooHeavy => {
            "表示に時間がかかりすぎるファイルです。写真に撮るか、作り直して添付してください".to_owned()
        }
    }
}

/// One of the three questions before signing in.
pub fn eligibility_question(field: EligibilityField, rules: &Rules) -> String {
    match field {
        EligibilityField::Location => match rules.reach {
            Reach::Inside => format!("事業所は{}にありますか", rules.location.name),
            Reach::Serves => format!("{}でサービスを提供していますか", rules.location.name),
        },
        EligibilityField::Service => "どのサービスの事業所ですか".to_owned(),
        EligibilityField::Earlier => match rules.frequency {
            Frequency::OncePerFiscalYear => {
                format!("{}に、この補助金をすでに申請しましたか", rules.fiscal_year.label())
            }
            Frequency::OnceEver => "この補助金を、これまでに受けたか申請しましたか".to_owned(),
            Frequency::FirstYears(years) => format!(
                "{}にこの補助金をすでに申請したか、これまでに{years}年度分を受けましたか",
                rules.fiscal_year.label()
            ),
        },
    }
}

/// Why an office is not eligible, and what can be done.
pub fn not_eligible(reason: NotEligible, rules: &Rules) -> String {
    match reason {
        NotEligible::OutsideMunicipality => match rules.reach {
            Reach::Inside => format!(
                "{}にある事業所が対象です。事業所のある市区町村の制度をお確かめください",
                rules.location.name
            ),
            Reach::Serves => format!("{}でサービスを提供していることが条件です", rules.location.name),
        },
        NotEligible::ServiceNotListed => {
            "このサービスは対象ではありません。対象のサービスは、このページの「対象となるサービス」で確かめられます".to_owned()
        }
        NotEligible::AlreadyApplied => {
            format!("申請は{}です。すでに申請があるときは、申請できません", unit_and_frequency(rules))
        }
    }
}

/// How often one unit is paid: 1つの事業所番号につき1年度に1回.
pub fn unit_and_frequency(rules: &Rules) -> String {
    let unit = match rules.unit {
        Unit::OfficeNumber | Unit::Linkage => "1つの事業所番号",
        Unit::Corporation => "1つの法人",
        Unit::Licence => "1つのライセンス（事業所番号ごとに1つ）",
    };
    match rules.frequency {
        Frequency::OncePerFiscalYear => format!("{unit}につき1年度に1回"),
        Frequency::OnceEver => format!("{unit}につき1回限り"),
        Frequency::FirstYears(years) => format!("{unit}につき1年度に1回、{years}年度まで"),
    }
}

/// Why an application is not received beside an earlier one, without its number.
pub fn already_applied(rules: &Rules) -> String {
    let whose = match rules.unit {
        Unit::Corporation => "この法人",
        Unit::OfficeNumber | Unit::Licence | Unit::Linkage => "この事業所",
    };
    let which = match rules.frequency {
        Frequency::OncePerFiscalYear => "の今年度の申請",
        Frequency::OnceEver | Frequency::FirstYears(_) => "の申請",
    };
    format!("{whose}{which}は、すでに受け付けています")
}
