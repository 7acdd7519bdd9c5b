//! 補助対象経費: what is paid for, and how its subsidy is counted (domain.md §3.1).

use super::Rate;
use crate::{
    money::Yen,
    office_number::{OfficeKind, OfficeNumber},
    service_type::ServiceType,
    text::search_key,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many categories of cost a programme has room for.
pub const EXPENSES: usize = 4;

/// One category of cost, and how its subsidy is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expense {
    /// Its place in the form, from zero: what stored answers know it by, whatever is added or taken away beside it.
    #[serde(default)]
    pub slot: u8,
    /// What the money was paid for.
    pub name: String,
    /// What the amount is counted from.
    #[serde(default)]
    pub basis: Basis,
    /// 補助率.
    pub rate: Rate,
    /// 上限額, a multiple of the rounding unit; none where nothing but the budget ends what one application is paid. It is
    /// always written down, so that a file without it is no rule without a cap.
    #[serde(deserialize_with = "Option::deserialize")]
    pub cap: Option<Yen>,
    /// 下限額: below it nothing is paid. Zero where there is none.
    pub floor: Yen,
    /// Counted with or without consumption tax.
    pub tax: TaxBasis,
    /// 端数処理.
    pub rounding: Rounding,
    /// First day on which the cost may have been paid.
    pub paid_from: NaiveDate,
    /// Last day on which the cost may have been paid.
    pub paid_until: NaiveDate,
    /// 定価 by date: what was paid beyond it counts for nothing. Empty where nothing is priced.
    #[serde(default)]
    pub prices: Vec<Price>,
    /// For which offices.
    #[serde(default)]
    pub applies: Applies,
}

/// What an amount is counted from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// What was paid.
    #[default]
    Cost,
    /// 連携先: so much for each, however much was paid.
    Linkage {
        /// For each.
        yen: Yen,
        /// With fewer nothing is paid.
        least: u16,
    },
}

/// What something costs from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none until the next price.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Tax included.
    pub yen: Yen,
}

/// 税込・税抜.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxBasis {
    /// 税込.
    Inclusive,
    /// 税抜, at the standard rate of ten percent.
    Exclusive,
    /// 税抜 for whoever gets the tax back, 税込 for the others.
    ByApplicant,
}

/// Whether the applicant gets consumption tax back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaxStatus {
    /// 課税事業者（一般課税）: gets it back.
    Taxable,
    /// 免税事業者・簡易課税: bears it.
    Exempt,
}

/// 端数処理, always downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 1円未満切捨て.
    OneYen,
    /// 100円未満切捨て.
    HundredYen,
    /// 千円未満切捨て.
    ThousandYen,
}

/// For which offices a part of the rules holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    /// All.
    #[default]
    Everyone,
    /// みなし指定 alone.
    Deemed,
    /// 地域包括支援センター alone.
    SupportCentres,
    /// All but 地域包括支援センター.
    OtherThanSupportCentres,
}

/// What of an office decides which part of the rules holds for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct OfficeTraits {
    /// みなし指定: a hospital, a dentist, a pharmacy.
    pub deemed: bool,
    /// 地域包括支援センター.
    pub support_centre: bool,
}

impl Expense {
    /// The price on a day; none where nothing is priced then.
    pub fn price_on(&self, day: NaiveDate) -> Option<Yen> {
        self.prices
            .iter()
            .rfind(|price| price.from <= day && price.until.is_none_or(|until| day <= until))
            .map(|price| price.yen)
    }

    /// Whether a cost paid on a day is one of this category.
    pub fn covers(&self, day: NaiveDate) -> bool {
        (self.paid_from..=self.paid_until).contains(&day)
    }

    /// Whether it is the fee for the licence, by its name: 「ライセンス料」「年間利用料」. Software, machines and training
    /// beside it are no licence.
    pub fn is_licence(&self) -> bool {
        let key = search_key(&self.name);
        self.is_paid() && ["ライセンス", "利用料"].iter().any(|word| key.contains(&search_key(word)))
    }

    /// Whether what was paid is asked for.
    pub const fn is_paid(&self) -> bool {
        match self.basis {
            Basis::Cost => true,
            Basis::Linkage { .. } => false,
        }
    }
}

impl TaxBasis {
    /// Every way, in the order officers choose from.
    pub const ALL: [Self; 3] = [Self::Inclusive, Self::Exclusive, Self::ByApplicant];

    /// As it stands in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inclusive => "inclusive",
            Self::Exclusive => "exclusive",
            Self::ByApplicant => "by_applicant",
        }
    }

    /// Whether the tax is left out for an applicant. Where the status is not known, the smaller amount is counted.
    pub const fn excludes(self, status: Option<TaxStatus>) -> bool {
        match (self, status) {
            (Self::Inclusive, _) | (Self::ByApplicant, Some(TaxStatus::Exempt)) => false,
            (Self::Exclusive, _) | (Self::ByApplicant, Some(TaxStatus::Taxable) | None) => true,
        }
    }
}

impl TaxStatus {
    /// Both, in the order applicants choose from.
    pub const ALL: [Self; 2] = [Self::Taxable, Self::Exempt];

    /// As it stands in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Taxable => "taxable",
            Self::Exempt => "exempt",
        }
    }
}

impl Rounding {
    /// Every way, in the order officers choose from.
    pub const ALL: [Self; 3] = [Self::OneYen, Self::HundredYen, Self::ThousandYen];

    /// As it stands in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OneYen => "one_yen",
            Self::HundredYen => "hundred_yen",
            Self::ThousandYen => "thousand_yen",
        }
    }

    /// The amount that grants are multiples of.
    pub const fn unit(self) -> i64 {
        match self {
            Self::OneYen => 1,
            Self::HundredYen => 100,
            Self::ThousandYen => 1_000,
        }
    }
}

impl Applies {
    /// Every way, in the order officers choose from.
    pub const ALL: [Self; 4] =
        [Self::Everyone, Self::Deemed, Self::SupportCentres, Self::OtherThanSupportCentres];

    /// As it stands in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Deemed => "deemed",
            Self::SupportCentres => "support_centres",
            Self::OtherThanSupportCentres => "other_than_support_centres",
        }
    }

    /// Whether it holds for an office.
    pub const fn to(self, office: OfficeTraits) -> bool {
        match self {
            Self::Everyone => true,
            Self::Deemed => office.deemed,
            Self::SupportCentres => office.support_centre,
            Self::OtherThanSupportCentres => !office.support_centre,
        }
    }
}

impl OfficeTraits {
    /// Every office there can be.
    pub const ALL: [Self; 4] = [
        Self { deemed: false, support_centre: false },
        Self { deemed: false, support_centre: true },
        Self { deemed: true, support_centre: false },
        Self { deemed: true, support_centre: true },
    ];

    /// What an office's number and services say of it.
    pub fn of(number: OfficeNumber, services: &[ServiceType]) -> Self {
        let kind = number.kind();
        Self {
            deemed: matches!(kind, Some(OfficeKind::Medical | OfficeKind::Dental | OfficeKind::Pharmacy)),
            support_centre: kind == Some(OfficeKind::CommunitySupportCentre)
                && services.iter().any(|service| service.code() == "46"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_price_of_a_day_is_the_last_one_that_holds_on_it() {
        let mut expense = crate::subsidies::licence_fee_in_full(
            &crate::subsidies::sample::city(),
            crate::subsidies::sample::r6(),
        )
        .expense;
        expense.prices = vec![
            Price { from: day("2023-04-20"), until: None, yen: Yen(21_000) },
            Price { from: day("2025-06-01"), until: Some(day("2026-05-31")), yen: Yen::ZERO },
        ];
        assert_eq!(expense.price_on(day("2023-04-19")), None);
        assert_eq!(expense.price_on(day("2025-05-31")), Some(Yen(21_000)));
        assert_eq!(expense.price_on(day("2025-06-01")), Some(Yen::ZERO));
        assert_eq!(expense.price_on(day("2026-06-01")), Some(Yen(21_000)));
    }

    #[test]
    fn an_office_is_known_by_its_number_and_services() {
        let services = |codes: &[&str]| -> Vec<_> {
            codes.iter().map(|code| ServiceType::from_code(code).unwrap()).collect()
        };
        let of = |number: &str, codes: &[&str]| OfficeTraits::of(number.parse().unwrap(), &services(codes));
        assert!(of("2910999099", &["14"]).deemed);
        assert!(of("2900900016", &["46"]).support_centre);
        // A 総合事業 office under the transitional rule has the same third digit and is no centre.
        assert!(!of("2900900016", &["A2"]).support_centre);
        assert_eq!(of("2970999013", &["43"]), OfficeTraits::default());
    }
}
