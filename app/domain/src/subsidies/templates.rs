//! Templates: real programmes as rules to start from, each of which could be published after a look.
//!
//! Every template is a row of the table of real programmes in domain.md §3.1 (or of §1.5) and cites it; what that row
//! does not say is the template's own and is named in [`Template::ours`], which the page shows.

use super::{
    Applies, Attendance, Basis, City, Condition, Expense, Form, FormName, Frequency, PaperRule, Price,
    Procedure, ProgrammeField as Field, ProgrammeForm, Rate, Reach, RequiredDocument, Rounding, Rules,
    Stacking, TaxBasis, Unit, YearBy, licence_fee_in_full,
};
use crate::{fiscal_year::FiscalYear, form::Typed, money::Yen};
use chrono::NaiveDate;

/// A programme to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Template {
    /// ライセンス料全額型 (生駒市).
    LicenceInFull,
    /// 1ライセンス1回限り型 (桑名市).
    LicenceOnceEver,
    /// 法人定額型 (栗東市).
    PerCorporation,
    /// ライセンス料＋ソフト改修型 (港区).
    LicenceAndSoftware,
    /// 都道府県補助への上乗せ型 (武蔵野市).
    CoFunded,
    /// 事業所番号型, with a condition for みなし指定 (松戸市).
    PerOfficeNumber,
    /// 税抜・千円未満切捨て型 (荒川区).
    BeforeTax,
    /// モデル地域型 (福島県).
    ModelArea,
    /// 連携数型 (茨木市).
    Linkages,
    /// 新規利用型 (福生市).
    NewUsers,
    /// 説明会参加型 (川西市).
    Attended,
    /// 介護ソフト型 (足立区).
    Software,
    /// モデル地域づくり型 (野辺地町の事業).
    ModelRegion,
}

/// Where a template's facts are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Whose programme.
    pub body: &'static str,
    /// Of which year or rules, as far as that is known.
    pub of: &'static str,
}

impl Template {
    /// Every template, the usual ones first.
    pub const ALL: [Self; 13] = [
        Self::LicenceInFull,
        Self::BeforeTax,
        Self::LicenceAndSoftware,
        Self::Software,
        Self::Linkages,
        Self::NewUsers,
        Self::Attended,
        Self::PerOfficeNumber,
        Self::LicenceOnceEver,
        Self::PerCorporation,
        Self::CoFunded,
        Self::ModelArea,
        Self::ModelRegion,
    ];

    /// As it stands in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LicenceInFull => "licence_in_full",
            Self::LicenceOnceEver => "licence_once_ever",
            Self::PerCorporation => "per_corporation",
            Self::LicenceAndSoftware => "licence_and_software",
            Self::CoFunded => "co_funded",
            Self::PerOfficeNumber => "per_office_number",
            Self::BeforeTax => "before_tax",
            Self::ModelArea => "model_area",
            Self::Linkages => "linkages",
            Self::NewUsers => "new_users",
            Self::Attended => "attended",
            Self::Software => "software",
            Self::ModelRegion => "model_region",
        }
    }

    /// The template of an address.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.code() == code)
    }

    /// Where its facts are from.
    pub const fn source(self) -> Source {
        let (body, of) = match self {
            Self::LicenceInFull => ("生駒市", "令和6年度から令和8年度"),
            Self::LicenceOnceEver => ("桑名市", "令和6年告示第232号"),
            Self::PerCorporation => ("栗東市", "令和5年告示第1026号"),
            Self::LicenceAndSoftware => ("港区", "令和6年4月1日"),
            Self::CoFunded => ("武蔵野市", "東京都の補助に上乗せ"),
            Self::PerOfficeNumber => ("松戸市", "令和6年度"),
            Self::BeforeTax => ("荒川区", "令和7年度"),
            Self::ModelArea => ("福島県", "令和6年度モデル地域"),
            Self::Linkages => ("茨木市", "令和7年度"),
            Self::NewUsers => ("福生市", "令和6年度"),
            Self::Attended => ("川西市", "令和7年度"),
            Self::Software => ("足立区", "令和7年度"),
            Self::ModelRegion => ("野辺地町", "ケアプランデータ連携活用促進モデル地域づくり事業"),
        };
        Source { body, of }
    }

    /// The form of this template where another year was typed than it was made for: what still reads as the template's
    /// own then follows the year. `made_for_field` keeps for which year it was made.
    #[must_use]
    pub fn follow(self, typed: &Typed, city: &City, made_for: FiscalYear, made_for_field: &str) -> Typed {
        let year = match FiscalYear::parse(typed.get(Field::FiscalYear.name())) {
            Ok(year) if year != made_for => year,
            Ok(_) | Err(_) => return typed.clone(),
        };
        let before = ProgrammeForm::fill(&self.rules(city, made_for));
        let after = ProgrammeForm::fill(&self.rules(city, year));
        let typed = typed.pairs().iter().map(|(name, value)| {
            let follows = name != Field::FiscalYear.name()
                && name != Field::Services.name()
                && !value.is_empty()
                && before.get(name) == value;
            let value = if name == made_for_field {
                year.label()
            } else if follows {
                after.get(name).to_owned()
            } else {
                value.clone()
            };
            (name.clone(), value)
        });
        typed.collect()
    }

    /// Its rules for a municipality and a fiscal year.
    pub fn rules(self, city: &City, year: FiscalYear) -> Rules {
        let mut rules = licence_fee_in_full(city, year);
        match self {
            Self::LicenceInFull => rules.last_year = Some(year.next().next()),
            Self::LicenceOnceEver => licence_once_ever(&mut rules),
            Self::PerCorporation => per_corporation(&mut rules, city),
            Self::LicenceAndSoftware => licence_and_software(&mut rules),
            Self::CoFunded => co_funded(&mut rules, city),
            Self::PerOfficeNumber => per_office_number(&mut rules),
            Self::BeforeTax => before_tax(&mut rules, city),
            Self::ModelArea => model_area(&mut rules, city),
            Self::Linkages => linkages(&mut rules),
            Self::NewUsers => new_users(&mut rules),
            Self::Attended => attended(&mut rules, city),
            Self::Software => software(&mut rules),
            Self::ModelRegion => model_region(&mut rules, city),
        }
        rules
    }
}

fn day(year: FiscalYear, month: u32, day: u32) -> NaiveDate {
    // A fiscal year goes on in the spring of the next.
    let of = if month >= 4 { year.year() } else { year.year() + 1 };
    NaiveDate::from_ymd_opt(of, month, day).unwrap_or_else(|| year.end())
}

fn condition(key: &str, sentence: impl Into<String>) -> Condition {
    Condition { key: key.to_owned(), sentence: sentence.into(), applies: Applies::Everyone, evidence: None }
}

fn document(key: &str, name: &str, shows: &str, alternatives: &[&str]) -> RequiredDocument {
    RequiredDocument {
        key: key.to_owned(),
        name: name.to_owned(),
        shows: shows.to_owned(),
        alternatives: alternatives.iter().map(|name| (*name).to_owned()).collect(),
        optional: false,
        applies: Applies::Everyone,
    }
}

fn form(form: Form, number: &str, title: &str) -> FormName {
    FormName { form, number: number.to_owned(), title: title.to_owned() }
}

/// The proof of a payment that is no licence fee.
fn receipt() -> RequiredDocument {
    document(
        "receipt",
        "領収書と内訳が分かる書類",
        "買ったもの、支払った金額、支払日が読み取れること",
        &["請求書と振込の控え"],
    )
}

/// A category of costs that are bought.
fn bought(rules: &Rules, slot: u8, name: &str, cap: i64) -> Expense {
    Expense { slot, name: name.to_owned(), cap: Some(Yen(cap)), ..rules.expense.clone() }
}

/// 21,000 yen for each licence, once over all years; on paper only where the screen is too hard; the office of a provider
/// under 介護保険法第115条の32.
fn licence_once_ever(rules: &mut Rules) {
    rules.unit = Unit::Licence;
    rules.on_paper = PaperRule::WhereDifficult;
    rules.frequency = Frequency::OnceEver;
    rules.conditions.push(condition(
        "management_system",
        "介護保険法第115条の32に規定する介護サービス事業者が運営する事業所です。",
    ));
}

/// 5,000 yen for each corporation that provides services in the city, once; the application is the claim as well.
fn per_corporation(rules: &mut Rules, city: &City) {
    rules.unit = Unit::Corporation;
    rules.frequency = Frequency::OnceEver;
    rules.reach = Reach::Serves;
    rules.expense.cap = Some(Yen(5_000));
    rules.budget = Yen(500_000);
    rules.forms = vec![form(Form::Application, "別記様式第1号", "交付申請書兼請求書")];
    if let Some(first) = rules.conditions.first_mut() {
        first.sentence = format!("{}内で介護サービスを提供している法人です。", city.location.name);
    }
}

/// The licence, and a change of the software up to 300,000 yen a year.
fn licence_and_software(rules: &mut Rules) {
    rules.title = rules.title.replace("（ライセンス料）", "（ライセンス料・介護ソフト）");
    rules.further_expenses = vec![bought(rules, 1, "介護ソフトの改修費", 300_000)];
    rules.documents.push(RequiredDocument { optional: true, ..receipt() });
    rules.forms = vec![form(Form::Application, "第1号様式", "交付申請書")];
    rules.budget = Yen(6_420_000);
}

/// A quarter of the first year, beside the three quarters of the prefecture: 15,750 + 5,250 = 21,000.
fn co_funded(rules: &mut Rules, city: &City) {
    rules.frequency = Frequency::OnceEver;
    rules.expense.rate = Rate::new(1, 4).unwrap_or(Rate::WHOLE);
    let quarter = city.licence.fee.get() / 4;
    rules.expense.cap = Some(Yen(quarter.max(1)));
    rules.expense.prices =
        vec![Price { from: rules.fiscal_year.start(), until: None, yen: city.licence.fee }];
    rules.stacking = Stacking::CoFunder {
        name: "都道府県のケアプランデータ連携システム導入の補助金".to_owned(),
        rate: Rate::new(3, 4).unwrap_or(Rate::WHOLE),
    };
    rules.conditions.retain(|condition| condition.key != "no_other_subsidy");
    rules.documents.push(document(
        "co_funder_decision",
        "都道府県の交付決定通知書",
        "交付決定額が読み取れること",
        &["額の確定通知書"],
    ));
    rules.budget = Yen(525_000);
}

/// 27 services; みなし指定 only with a record of service since the fourth month of the year.
fn per_office_number(rules: &mut Rules) {
    let april = rules.fiscal_year.start();
    let record = RequiredDocument {
        applies: Applies::Deemed,
        ..document(
            "service_record",
            "介護サービスの提供実績が分かる書類",
            "4月以降にサービスを提供した月が読み取れること",
            &["介護給付費の請求書・支払決定通知書"],
        )
    };
    rules.conditions.push(Condition {
        applies: Applies::Deemed,
        evidence: Some(record.key.clone()),
        ..condition(
            "service_record",
            format!(
                "みなし指定の医療機関等で、{}以降に介護サービスを提供した実績があります。",
                crate::wareki::format_date(april)
            ),
        )
    });
    rules.documents.push(record);
    rules.window.opens = day(rules.fiscal_year, 10, 24).and_time(rules.window.opens.time());
    rules.window.closes = day(rules.fiscal_year, 2, 19).and_time(rules.window.closes.time());
}

/// Up to 50,000 yen before tax, whole thousands, paid within the fiscal year; 地域包括 is left out.
fn before_tax(rules: &mut Rules, city: &City) {
    let year = rules.fiscal_year;
    rules.expense.name = format!("{}の導入に要した経費", city.licence.of);
    rules.expense.cap = Some(Yen(50_000));
    rules.expense.tax = TaxBasis::Exclusive;
    rules.expense.rounding = Rounding::ThousandYen;
    rules.expense.paid_until = year.end();
    rules.window.closes = year.end().and_time(rules.window.closes.time());
    rules.exclusions.support_centres = true;
    rules.conditions.push(condition("licence", format!("{}のライセンスを申請しています。", city.licence.of)));
    rules.budget = Yen(2_500_000);
}

/// The licence before tax in whole thousands (19,000 of 21,000), and software in full without a cap, in named
/// municipalities.
fn model_area(rules: &mut Rules, city: &City) {
    "県（モデル地域）".clone_into(&mut rules.sponsor);
    rules.title = rules.title.replace("（ライセンス料）", "（モデル地域）");
    rules.expense.tax = TaxBasis::Exclusive;
    rules.expense.rounding = Rounding::ThousandYen;
    let before_tax = city.licence.fee.get() / 11 * 10 / 1_000 * 1_000;
    rules.expense.cap = Some(Yen(before_tax.max(1_000)));
    let name = "介護ソフトの導入費".to_owned();
    rules.further_expenses = vec![Expense { slot: 1, name, cap: None, ..rules.expense.clone() }];
    rules.documents.push(RequiredDocument { optional: true, ..receipt() });
    rules.window.closes = day(rules.fiscal_year, 2, 14).and_time(rules.window.closes.time());
    rules.expense.paid_until = day(rules.fiscal_year, 2, 14);
    for expense in &mut rules.further_expenses {
        expense.paid_until = day(rules.fiscal_year, 2, 14);
    }
    rules.budget = Yen(20_000_000);
}

/// 10,000 yen for each linkage with three or more offices, 30,000 to 50,000 yen, once; USB for 地域包括 up to 10,000.
fn linkages(rules: &mut Rules) {
    "府の補助金を財源とします".clone_into(&mut rules.sponsor);
    rules.unit = Unit::Linkage;
    rules.frequency = Frequency::OnceEver;
    rules.title = rules.title.replace("（ライセンス料）", "（データ連携）");
    let usb = Expense {
        applies: Applies::SupportCentres,
        tax: TaxBasis::ByApplicant,
        ..bought(rules, 1, "USBメモリーの購入費", 10_000)
    };
    "データ連携（3事業所以上との連携）".clone_into(&mut rules.expense.name);
    rules.expense.basis = Basis::Linkage { yen: Yen(10_000), least: 3 };
    rules.expense.cap = Some(Yen(50_000));
    rules.expense.floor = Yen(30_000);
    rules.further_expenses = vec![usb];
    rules.documents = vec![
        document(
            "linkages",
            "データ連携をした相手が分かる書類",
            "連携先の事業所名と連携した日が読み取れること",
            &["システムの送受信履歴の画面"],
        ),
        RequiredDocument { applies: Applies::SupportCentres, optional: true, ..receipt() },
    ];
    rules.budget = Yen(2_500_000);
}

/// Who began in the year, is open, has users, and owes no inspection an answer.
fn new_users(rules: &mut Rules) {
    rules.year_by = YearBy::Start;
    for (key, sentence) in [
        ("open", "申請の時点で、事業所は廃止・休止していません。"),
        ("has_users", "申請の前の3か月以内に、介護サービスの利用者がいます。"),
        ("no_findings", "運営指導や監査で指摘を受け、改善していない事項はありません。"),
    ] {
        rules.conditions.push(condition(key, sentence));
    }
    // 特定福祉用具販売 is left out.
    rules.services.retain(|service| !["41", "44"].contains(&service.code()));
}

/// Who used it in April and May and was at the city's session, or watched it.
fn attended(rules: &mut Rules, city: &City) {
    let year = rules.fiscal_year;
    rules.attendance = Some(Attendance { from: year.start(), until: day(year, 12, 26) });
    rules.window.closes = day(year, 12, 26).and_time(rules.window.closes.time());
    let used = document(
        "used",
        "4月・5月に送受信したことが分かる画面",
        "送受信した日と事業所名が読み取れること",
        &["送受信履歴の一覧"],
    );
    rules.conditions.push(Condition {
        evidence: Some(used.key.clone()),
        ..condition("used", format!("4月または5月に{}でデータを送信または受信しました。", city.licence.of))
    });
    rules
        .conditions
        .push(condition("attended", format!("{}の説明会に参加したか、録画を見ました。", city.location.name)));
    rules.documents.push(used);
}

/// Software up to 150,000 yen, until the end of the year.
fn software(rules: &mut Rules) {
    let year = rules.fiscal_year;
    let software = bought(rules, 0, "介護ソフトの導入費", 150_000);
    rules.expense = Expense { paid_until: year.end(), ..software };
    rules.title = rules.title.replace("（ライセンス料）", "（介護ソフト）");
    rules.window.closes = year.end().and_time(rules.window.closes.time());
    rules.documents = vec![receipt()];
    rules.budget = Yen(3_000_000);
}

/// Up to 8,500,000 yen for what a region needs: software, machines, training; applied for before it is bought.
fn model_region(rules: &mut Rules, city: &City) {
    let year = rules.fiscal_year;
    rules.title = format!("{}活用促進モデル地域づくり事業補助金", city.licence.of);
    rules.procedure = Procedure::TwoStep;
    rules.unit = Unit::Corporation;
    rules.reach = Reach::Serves;
    let until = year.end();
    let of = |slot, name: &str| Expense { paid_until: until, ..bought(rules, slot, name, 8_500_000) };
    let [software, machines, training] =
        [of(0, "介護ソフトの導入費"), of(1, "パソコンなどの機器の購入費"), of(2, "システムの使い方の研修費")];
    rules.expense = software;
    rules.further_expenses = vec![machines, training];
    rules.total_cap = Some(Yen(8_500_000));
    rules.documents = vec![
        document("plan", "モデル地域づくりの計画書", "参加する事業所と進め方が分かること", &[]),
        document("estimate", "見積書", "買うものと金額が読み取れること", &["契約書の案"]),
    ];
    rules.budget = Yen(8_500_000);
}

mod ours;
#[cfg(test)]
mod tests;
