//! The rules of a programme as data (domain.md §3.1), versioned: a decision keeps the version it was made under.
//!
//! Only [`super::ProgrammeForm`] and [`super::Template`] make rules; everything else reads them. What was added later
//! has a default that says what the rules said before it was there, so that every stored version is still read.

use super::{
    AidCap, Applies, Attendance, Exhaustion, Expense, Form, FormName, OfficeTraits, PaperRule, Reception,
    ReviewPoint, Window,
};
use crate::{
    awards::{Advance, AfterCancellation},
    fiscal_year::FiscalYear,
    money::Yen,
    municipality_code::MunicipalityCode,
    service_type::ServiceType,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What a programme pays, to whom, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// How this document is laid out.
    pub format: Format,
    /// 事業名.
    pub title: String,
    /// 要綱 that the programme rests on.
    pub legal_basis: LegalBasis,
    /// Fiscal year whose budget pays.
    pub fiscal_year: FiscalYear,
    /// When applications are received.
    pub window: Window,
    /// What one is counted by.
    pub unit: Unit,
    /// How often one unit may be paid.
    pub frequency: Frequency,
    /// Where an office must be.
    pub location: Location,
    /// サービス種類 that are eligible, never empty.
    pub services: Vec<ServiceType>,
    /// The cost that is paid for.
    pub expense: Expense,
    /// What an applicant declares.
    pub conditions: Vec<Condition>,
    /// What an applicant attaches.
    pub documents: Vec<RequiredDocument>,
    /// 予算額.
    pub budget: Yen,
    /// What becomes of applications beyond it. Rules of before there was a choice closed the reception.
    #[serde(default)]
    pub exhaustion: Exhaustion,
    /// What happens after the decision.
    pub procedure: Procedure,
    /// 標準処理期間 in 開庁日.
    pub standard_days: u16,
    /// Wording of the decision notice.
    pub notice: NoticeWording,
    /// 教示 for a refusal.
    pub appeal: String,
    /// Where questions are answered.
    pub desk: Desk,
    /// 実施主体・財源, as printed; empty where the municipality pays alone.
    #[serde(default)]
    pub sponsor: String,
    /// The last fiscal year in which the programme is to be held (R6–R8); none where that is open.
    #[serde(default)]
    pub last_year: Option<FiscalYear>,
    /// Later windows of the same year, after the first one and in order.
    #[serde(default)]
    pub further_windows: Vec<Window>,
    /// Further categories of cost.
    #[serde(default)]
    pub further_expenses: Vec<Expense>,
    /// 上限額 over all categories together.
    #[serde(default)]
    pub total_cap: Option<Yen>,
    /// What an office has to do with the place.
    #[serde(default)]
    pub reach: Reach,
    /// Kinds of offices that are left out, whatever they provide.
    #[serde(default)]
    pub exclusions: Exclusions,
    /// 併用: other subsidies for the same cost.
    #[serde(default)]
    pub stacking: Stacking,
    /// The date that decides to which fiscal year an application belongs.
    #[serde(default)]
    pub year_by: YearBy,
    /// 様式: numbers and titles.
    #[serde(default)]
    pub forms: Vec<FormName>,
    /// 紙の申請.
    #[serde(default)]
    pub on_paper: PaperRule,
    /// 説明会への参加 as a condition.
    #[serde(default)]
    pub attendance: Option<Attendance>,
    /// アンケートへの回答 as a condition: one that is not anonymous, handed in on one of these days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<Attendance>,
    /// 実績報告の期限; without one the end of the fiscal year.
    #[serde(default)]
    pub report_until: Option<NaiveDate>,
    /// 実績報告に付ける書類; none where they are the usual ones ([`Rules::documents_of_report`]).
    #[serde(default)]
    pub report_documents: Vec<RequiredDocument>,
    /// What becomes of the place of an office whose grant is cancelled.
    #[serde(default)]
    pub after_cancellation: AfterCancellation,
    /// 概算払・分割払: what may be claimed before the final amount is fixed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advances: Vec<Advance>,
    /// 補助金の累計の上限, over several years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aid_cap: Option<AidCap>,
    /// 審査の着眼点: what reviewers give marks for; none where nobody gives any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review_points: Vec<ReviewPoint>,
}

/// Layout of stored rules. A later layout is another variant, and old decisions stay readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Format {
    /// The first layout.
    V1,
}

/// Rules laid out in a way this program does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("rules of format {0} are not known")]
pub struct UnknownFormat(u8);

impl TryFrom<u8> for Format {
    type Error = UnknownFormat;
    fn try_from(number: u8) -> Result<Self, UnknownFormat> {
        if number == 1 { Ok(Self::V1) } else { Err(UnknownFormat(number)) }
    }
}

impl From<Format> for u8 {
    fn from(format: Format) -> Self {
        match format {
            Format::V1 => 1,
        }
    }
}

/// 交付要綱.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// 要綱名.
    pub name: String,
    /// 告示番号 with its date, as printed; empty before it is given.
    pub number: String,
    /// 条項 that a decision rests on, as printed (第6条).
    pub articles: String,
}

/// Counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// One per 事業所番号.
    OfficeNumber,
    /// One per 法人.
    Corporation,
    /// One per ライセンス. There is one licence for each 事業所番号, so its key is the office number.
    Licence,
    /// 連携先 is what the amount is counted by; whoever applies is an office.
    Linkage,
}

/// How often one unit is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// 1年度につき1回限り.
    OncePerFiscalYear,
    /// 1回限り, over all the years of the programme.
    OnceEver,
    /// 1年度につき1回, in so many years at most.
    FirstYears(u8),
}

/// What an office has to do with the place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// It is inside.
    #[default]
    Inside,
    /// It serves people inside, wherever it is.
    Serves,
}

/// Kinds of offices that are left out, whatever they provide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusions {
    /// みなし指定.
    pub deemed: bool,
    /// 地域包括支援センター.
    pub support_centres: bool,
}

/// 併用.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stacking {
    /// No other subsidy for the same cost; the applicant declares it.
    #[default]
    Forbidden,
    /// Others are named with their amounts, and all together never exceed the cost.
    Allowed,
    /// Another body pays its share first, and its decision is named.
    CoFunder {
        /// Which body's programme.
        name: String,
        /// Its share of the cost.
        rate: super::Rate,
    },
}

/// The date that decides the fiscal year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearBy {
    /// 申請日: the windows lie within the year.
    Application,
    /// 支払日: within the days that each category names.
    #[default]
    Payment,
    /// 利用開始日: asked for, and within the year.
    Start,
}

/// 所在地の要件.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Name shown to applicants (みどり野市).
    pub name: String,
    /// Codes that count as inside: the municipality, and its wards where it has them.
    pub municipalities: Vec<MunicipalityCode>,
}

/// 要件 that an applicant confirms by a tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Name in stored answers; stays when the sentence is reworded.
    pub key: String,
    /// What is declared.
    pub sentence: String,
    /// Who declares it.
    #[serde(default)]
    pub applies: Applies,
    /// Key of the document that shows it, where it is not only declared.
    #[serde(default)]
    pub evidence: Option<String>,
}

/// 添付書類.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredDocument {
    /// Name in stored attachments; stays when the document is renamed.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What must be seen in it.
    pub shows: String,
    /// Papers that do as well.
    pub alternatives: Vec<String>,
    /// Whether one may apply without it.
    pub optional: bool,
    /// Who attaches it.
    #[serde(default)]
    pub applies: Applies,
}

/// 手続.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// Applied for after paying; the decision fixes the amount.
    OneStep,
    /// Applied for before paying; a completion report fixes the amount.
    TwoStep,
    /// 事前協議 before that: an office applies once the municipality has agreed to its plan.
    Consulted,
}

impl Procedure {
    /// Whether an office tells its plan before it applies.
    pub const fn consults(self) -> bool {
        match self {
            Self::Consulted => true,
            Self::OneStep | Self::TwoStep => false,
        }
    }
}

/// What the notice says besides the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWording {
    /// Office symbol of the document number (みどり介).
    pub symbol: String,
    /// 発信者 (みどり野市長 ○○ ○○).
    pub sender: String,
    /// 交付の条件, one sentence each.
    pub terms: Vec<String>,
}

/// 担当窓口.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// 課・係.
    pub section: String,
    /// Telephone as printed.
    pub phone: String,
    /// 受付時間 as printed.
    pub hours: String,
}

impl Rules {
    /// The document with a key.
    pub fn document(&self, key: &str) -> Option<&RequiredDocument> {
        self.documents.iter().find(|document| document.key == key)
    }

    /// The condition with a key.
    pub fn condition(&self, key: &str) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.key == key)
    }

    /// The form of one kind, where the grant rules name it.
    pub fn form(&self, form: Form) -> Option<&FormName> {
        self.forms.iter().find(|name| name.form == form)
    }

    /// Every category of cost, in the order of the form.
    pub fn expenses(&self) -> impl Iterator<Item = &Expense> {
        std::iter::once(&self.expense).chain(&self.further_expenses)
    }

    /// The category with a slot.
    pub fn expense(&self, slot: u8) -> Option<&Expense> {
        self.expenses().find(|expense| expense.slot == slot)
    }

    /// Every window, in order.
    pub fn windows(&self) -> impl Iterator<Item = &Window> {
        std::iter::once(&self.window).chain(&self.further_windows)
    }

    /// The window that a moment lies in, else the next one, else the last; and where the moment lies.
    pub fn window_at(&self, now: DateTime<Utc>) -> (&Window, Reception) {
        self.window_by(|window| window.at(now))
    }

    /// The same for a day that carries no hour.
    pub fn window_on(&self, day: NaiveDate) -> (&Window, Reception) {
        self.window_by(|window| window.on(day))
    }

    fn window_by(&self, at: impl Fn(&Window) -> Reception) -> (&Window, Reception) {
        let mut last = (&self.window, Reception::Over);
        for window in self.windows() {
            match at(window) {
                Reception::Over => last = (window, Reception::Over),
                reception @ (Reception::Open | Reception::NotYet) => return (window, reception),
            }
        }
        last
    }

    /// The rules as they read for one office: without the costs, conditions and documents of others.
    #[must_use]
    pub fn for_office(&self, traits: OfficeTraits) -> Self {
        let mut own = self.clone();
        let mut expenses: Vec<_> =
            self.expenses().filter(|expense| expense.applies.to(traits)).cloned().collect();
        if !expenses.is_empty() {
            own.expense = expenses.remove(0);
            own.further_expenses = expenses;
        }
        own.conditions.retain(|condition| condition.applies.to(traits));
        own.documents.retain(|document| document.applies.to(traits));
        own
    }

    /// Whether offices of some kind are left out.
    pub const fn leaves_out(&self, traits: OfficeTraits) -> bool {
        (self.exclusions.deemed && traits.deemed)
            || (self.exclusions.support_centres && traits.support_centre)
    }

    /// Whether the way in which one applies asks what other subsidies there are.
    pub const fn asks_for_others(&self) -> bool {
        !matches!(self.stacking, Stacking::Forbidden)
    }
}
