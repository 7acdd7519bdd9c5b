//! Sentences of the applicant's questions.

use crate::messages::values;
use domain::{
    attachments::{MOST_PAGES, Refusal},
    subsidies::{AnswerField, AnswerProblem, EligibilityField, NotEligible, Rules, Task},
    wareki::format_date,
};

/// The name of a task, as in the list and on its page.
pub const fn task_title(task: Task) -> &'static str {
    match task {
        Task::Office => "事業所の確認",
        Task::Contact => "申請者と連絡先",
        Task::Expense => "支払った経費",
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
        AnswerField::Paid => "支払った金額",
        AnswerField::PaidOn => "支払日",
        AnswerField::Document => "添付書類",
        AnswerField::Declared => "誓約",
        AnswerField::Consent => "同意",
    }
}

/// What to do about an answer.
pub fn answer_problem(field: AnswerField, problem: &AnswerProblem, rules: &Rules) -> String {
    let what = answer_label(field);
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
        AnswerProblem::PaidNothing => "支払った金額を1円以上で入力してください".to_owned(),
        AnswerProblem::GrantIsNothing => {
            "この金額では補助金が0円になります。支払った金額を確かめてください".to_owned()
        }
        AnswerProblem::Date(error) => values::date(what, error),
        AnswerProblem::PaidOutside { from, until } => format!(
            "支払日は{}から{}までの日を入力してください。それ以外の日に支払った経費は対象になりません",
            format_date(*from),
            format_date(*until)
        ),
        AnswerProblem::PaidInFuture => "支払日が今日より後です。支払ってから申請してください".to_owned(),
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

/// What is the matter with a document's place, for its row.
pub fn document_problem(problem: &AnswerProblem, rules: &Rules) -> String {
    answer_problem(AnswerField::Document, problem, rules)
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
        EligibilityField::Location => format!("事業所は{}にありますか", rules.location.name),
        EligibilityField::Service => "どのサービスの事業所ですか".to_owned(),
        EligibilityField::Earlier => {
            format!("{}に、この補助金をすでに申請しましたか", rules.fiscal_year.label())
        }
    }
}

/// Why an office is not eligible, and what can be done.
pub fn not_eligible(reason: NotEligible, rules: &Rules) -> String {
    match reason {
        NotEligible::OutsideMunicipality => format!(
            "{}にある事業所が対象です。事業所のある市区町村の制度をお確かめください",
            rules.location.name
        ),
        NotEligible::ServiceNotListed => {
            "このサービスは対象ではありません。対象のサービスは、このページの「対象となるサービス」で確かめられます".to_owned()
        }
        NotEligible::AlreadyApplied => format!(
            "申請は1つの事業所番号につき1年度に1回です。{}の申請がすでにあるときは、申請できません",
            rules.fiscal_year.label()
        ),
    }
}
