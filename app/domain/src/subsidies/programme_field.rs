//! The fields of the officer's programme form, and what can be wrong in them.

use super::{Form, RateError, parts::TimeError};
use crate::{fiscal_year::FiscalYearError, money::YenError, phone::PhoneError, wareki::DateError};

/// How many conditions the form has room for.
pub const CONDITIONS: usize = 8;
/// How many documents the form has room for.
pub const DOCUMENTS: usize = 6;

/// How many windows the form has room for.
pub const WINDOWS: usize = 3;

/// One field of the form. Rows count from zero; the row of a category is its slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProgrammeField {
    /// 事業名.
    Title,
    /// 実施主体・財源.
    Sponsor,
    /// 要綱名.
    BasisName,
    /// 告示番号.
    BasisNumber,
    /// 条項.
    BasisArticles,
    /// 年度.
    FiscalYear,
    /// 実施する最後の年度.
    LastYear,
    /// 受付開始日.
    OpensOn(usize),
    /// 受付開始時刻.
    OpensAt(usize),
    /// 受付終了日.
    ClosesOn(usize),
    /// 受付終了時刻.
    ClosesAt(usize),
    /// Whether the closing time still counts.
    Closing(usize),
    /// 単位.
    Unit,
    /// 回数.
    Frequency,
    /// In how many years.
    Years,
    /// 対象地域の名称.
    LocationName,
    /// Codes of municipalities.
    Municipalities,
    /// 所在地の要件.
    Reach,
    /// みなし指定 left out.
    ExcludesDeemed,
    /// 地域包括 left out.
    ExcludesSupportCentres,
    /// 補助対象経費.
    ExpenseName(usize),
    /// What the amount is counted from.
    Basis(usize),
    /// 連携先1か所あたりの額.
    LinkageYen(usize),
    /// 連携先の数の下限.
    LinkageLeast(usize),
    /// 補助率.
    Rate(usize),
    /// 上限額.
    Cap(usize),
    /// That there is no 上限額.
    NoCap(usize),
    /// 下限額.
    Floor(usize),
    /// 税込・税抜.
    Tax(usize),
    /// 端数処理.
    Rounding(usize),
    /// 支払日の初日.
    PaidFrom(usize),
    /// 支払日の末日.
    PaidUntil(usize),
    /// 定価.
    Prices(usize),
    /// For which offices a category is.
    ExpenseApplies(usize),
    /// 合計の上限額.
    TotalCap,
    /// 累計の年度の数.
    AidYears,
    /// 累計の上限額.
    AidCap,
    /// 併用.
    Stacking,
    /// ほかの補助の名称.
    CoFunderName,
    /// ほかの補助の補助率.
    CoFunderRate,
    /// What decides the fiscal year.
    YearBy,
    /// 対象サービス.
    Services,
    /// 誓約.
    Condition(usize),
    /// Who declares it.
    ConditionApplies(usize),
    /// The document that shows it.
    ConditionEvidence(usize),
    /// 書類名.
    DocumentName(usize),
    /// What the document must show.
    DocumentShows(usize),
    /// What does as well.
    DocumentAlternatives(usize),
    /// Who attaches it.
    DocumentApplies(usize),
    /// 説明会: the first day.
    AttendedFrom,
    /// 説明会: the last day.
    AttendedUntil,
    /// アンケート: the first day of answers.
    AnsweredFrom,
    /// アンケート: the last day of answers.
    AnsweredUntil,
    /// 予算額.
    Budget,
    /// 予算を超えたとき.
    Exhaustion,
    /// 手続.
    Procedure,
    /// 紙の申請.
    OnPaper,
    /// 実績報告の期限.
    ReportUntil,
    /// 実績報告に付ける書類.
    ReportDocuments,
    /// 全部取消しの後の再申請.
    AfterCancellation,
    /// 概算払・分割払.
    Advances,
    /// 審査の着眼点.
    ReviewPoints,
    /// 標準処理期間.
    StandardDays,
    /// 様式の番号と名称.
    FormName(Form),
    /// 文書記号.
    Symbol,
    /// 発信者.
    Sender,
    /// 交付の条件.
    Terms,
    /// 教示.
    Appeal,
    /// 担当課.
    Section,
    /// 電話番号.
    Phone,
    /// 受付時間.
    Hours,
}

/// The name of a row: the first as it was when there was one, the others numbered.
macro_rules! rows {
    ($row:expr, $name:literal) => {
        [$name, concat!($name, "_2"), concat!($name, "_3"), concat!($name, "_4")][$row]
    };
}

/// The name of a numbered row.
macro_rules! numbered {
    ($row:expr, $before:literal, $after:literal) => {
        [
            concat!($before, "1", $after),
            concat!($before, "2", $after),
            concat!($before, "3", $after),
            concat!($before, "4", $after),
            concat!($before, "5", $after),
            concat!($before, "6", $after),
            concat!($before, "7", $after),
            concat!($before, "8", $after),
        ][$row]
    };
}

impl ProgrammeField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Sponsor => "sponsor",
            Self::BasisName => "basis_name",
            Self::BasisNumber => "basis_number",
            Self::BasisArticles => "basis_articles",
            Self::FiscalYear => "fiscal_year",
            Self::LastYear => "last_year",
            Self::OpensOn(row) => rows!(row, "opens_on"),
            Self::OpensAt(row) => rows!(row, "opens_at"),
            Self::ClosesOn(row) => rows!(row, "closes_on"),
            Self::ClosesAt(row) => rows!(row, "closes_at"),
            Self::Closing(row) => rows!(row, "closing"),
            Self::Unit => "unit",
            Self::Frequency => "frequency",
            Self::Years => "years",
            Self::LocationName => "location_name",
            Self::Municipalities => "municipalities",
            Self::Reach => "reach",
            Self::ExcludesDeemed => "excludes_deemed",
            Self::ExcludesSupportCentres => "excludes_support_centres",
            Self::ExpenseName(row) => rows!(row, "expense_name"),
            Self::Basis(row) => rows!(row, "basis"),
            Self::LinkageYen(row) => rows!(row, "linkage_yen"),
            Self::LinkageLeast(row) => rows!(row, "linkage_least"),
            Self::Rate(row) => rows!(row, "rate"),
            Self::Cap(row) => rows!(row, "cap"),
            Self::NoCap(row) => rows!(row, "no_cap"),
            Self::Floor(row) => rows!(row, "floor"),
            Self::Tax(row) => rows!(row, "tax"),
            Self::Rounding(row) => rows!(row, "rounding"),
            Self::PaidFrom(row) => rows!(row, "paid_from"),
            Self::PaidUntil(row) => rows!(row, "paid_until"),
            Self::Prices(row) => rows!(row, "prices"),
            Self::ExpenseApplies(row) => rows!(row, "expense_applies"),
            Self::TotalCap => "total_cap",
            Self::AidYears => "aid_years",
            Self::AidCap => "aid_cap",
            Self::Stacking => "stacking",
            Self::CoFunderName => "co_funder_name",
            Self::CoFunderRate => "co_funder_rate",
            Self::YearBy => "year_by",
            Self::Services => "service",
            Self::Condition(row) => numbered!(row, "condition_", ""),
            Self::ConditionApplies(row) => numbered!(row, "condition_", "_applies"),
            Self::ConditionEvidence(row) => numbered!(row, "condition_", "_evidence"),
            Self::DocumentName(row) => numbered!(row, "document_", "_name"),
            Self::DocumentShows(row) => numbered!(row, "document_", "_shows"),
            Self::DocumentAlternatives(row) => numbered!(row, "document_", "_alternatives"),
            Self::DocumentApplies(row) => numbered!(row, "document_", "_applies"),
            Self::AttendedFrom => "attended_from",
            Self::AttendedUntil => "attended_until",
            Self::AnsweredFrom => "answered_from",
            Self::AnsweredUntil => "answered_until",
            Self::Budget => "budget",
            Self::Exhaustion => "exhaustion",
            Self::Procedure => "procedure",
            Self::OnPaper => "on_paper",
            Self::ReportUntil => "report_until",
            Self::ReportDocuments => "report_documents",
            Self::AfterCancellation => "after_cancellation",
            Self::Advances => "advances",
            Self::ReviewPoints => "review_points",
            Self::StandardDays => "standard_days",
            Self::FormName(form) => match form {
                Form::Application => "form_application",
                Form::Decision => "form_decision",
                Form::Refusal => "form_refusal",
                Form::Change => "form_change",
                Form::ChangeApproval => "form_change_approval",
                Form::Report => "form_report",
                Form::FinalAmount => "form_final_amount",
                Form::Claim => "form_claim",
                Form::Cancellation => "form_cancellation",
                Form::ReturnOrder => "form_return_order",
            },
            Self::Symbol => "symbol",
            Self::Sender => "sender",
            Self::Terms => "terms",
            Self::Appeal => "appeal",
            Self::Section => "section",
            Self::Phone => "phone",
            Self::Hours => "hours",
        }
    }

    /// The fields of a template's five answers, in the order in which they are asked.
    pub const FIRST: [Self; 8] = [
        Self::Title,
        Self::FiscalYear,
        Self::Cap(0),
        Self::Budget,
        Self::OpensOn(0),
        Self::OpensAt(0),
        Self::ClosesOn(0),
        Self::ClosesAt(0),
    ];
}

/// What is wrong in a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProgrammeProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Nothing, or something unknown, was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Longer than there is room for.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a fiscal year.
    #[error(transparent)]
    FiscalYear(FiscalYearError),
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// Not a time of day.
    #[error(transparent)]
    Time(TimeError),
    /// It closes before it opens.
    #[error("closes before it opens")]
    WindowEmpty,
    /// Not a rate.
    #[error(transparent)]
    Rate(RateError),
    /// Not an amount.
    #[error(transparent)]
    Amount(YenError),
    /// Zero yen.
    #[error("zero yen")]
    Nothing,
    /// A cap between two multiples of the rounding unit would make the order of rounding and capping matter.
    #[error("not a multiple of {unit}")]
    CapNotRounded {
        /// The rounding unit.
        unit: i64,
    },
    /// A cap, and that there is none.
    #[error("a cap and none")]
    CapAndNone,
    /// Nothing could ever be granted.
    #[error("the floor is above the cap")]
    FloorAboveCap,
    /// The last day is before the first.
    #[error("the last day is before the first")]
    PeriodEmpty,
    /// The budget does not pay for one application.
    #[error("the budget is below the cap")]
    BudgetBelowCap,
    /// No service is eligible.
    #[error("no service was chosen")]
    NoService,
    /// A code that is in no list of services.
    #[error("an unknown service")]
    UnknownService,
    /// Something is said of a document that has no name.
    #[error("a document without a name")]
    DocumentWithoutName,
    /// More lines than there is room for.
    #[error("more than {0} lines")]
    TooMany(usize),
    /// Not a number of days from 1 to 365.
    #[error("not a number of days")]
    Days,
    /// Not a telephone number.
    #[error(transparent)]
    Phone(PhoneError),
    /// A window opens before the one before it has closed.
    #[error("windows overlap")]
    WindowsOverlap,
    /// The day of the application decides the year, but the window reaches beyond it.
    #[error("the window is not within the fiscal year")]
    WindowOutsideYear,
    /// The last year is before the first.
    #[error("the last year is before the first")]
    LastYearBefore,
    /// Counted by linkages, but no category is.
    #[error("no category is counted by linkages")]
    NoLinkage,
    /// Not a whole number from one to the most that makes sense.
    #[error("not a number from 1 to {0}")]
    Number(u16),
    /// A line of prices that is not a date and an amount (counted from one).
    #[error("line {0} is no price")]
    Price(usize),
    /// Not a code of a municipality.
    #[error("{0} is no code of a municipality")]
    Municipality(String),
    /// A condition is shown by a document that is not there.
    #[error("no such document")]
    NoSuchDocument,
    /// A line that says no time and share of an advance (counted from one).
    #[error("line {0} is no advance")]
    Advance(usize),
    /// Advances come to more than the grant.
    #[error("advances above the whole")]
    AdvancesAboveWhole,
    /// Whoever applies after paying is paid at once.
    #[error("advances in one step")]
    AdvancesInOneStep,
    /// A line that says no point of the review with its highest mark (counted from one).
    #[error("line {0} is no point")]
    Point(usize),
    /// A line with the name of another point (counted from one).
    #[error("line {0} names a point again")]
    PointTwice(usize),
    /// The order follows marks, and there is nothing to give them for.
    #[error("no points of the review")]
    NoPoints,
}
