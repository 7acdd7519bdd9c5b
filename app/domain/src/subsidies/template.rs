//! What every template begins with: the whole licence fee, once per office number and fiscal year.

use super::{
    Applies, Basis, Closing, Condition, Desk, Exclusions, Exhaustion, Expense, Format, Frequency, LegalBasis,
    Location, NoticeWording, PaperRule, Procedure, Rate, Reach, RequiredDocument, Rounding, Rules, Stacking,
    TaxBasis, Unit, Window, YearBy,
};
use crate::{awards::AfterCancellation, fiscal_year::FiscalYear, money::Yen, service_type::ServiceType};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// What an office pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// The initiative's name: ケアプランデータ連携システム.
    pub of: String,
    /// 年間ライセンス料, tax included.
    pub fee: Yen,
}

/// What a template needs to know of the municipality and of what it rolls out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// Where its offices are.
    pub location: Location,
    /// 担当窓口.
    pub desk: Desk,
    /// 文書記号 (みどり介); empty where none is known yet.
    pub symbol: String,
    /// 発信者; empty where none is known yet.
    pub sender: String,
    /// What its offices are to buy.
    pub licence: Licence,
}

/// 居宅介護支援・介護予防支援 and the services that exchange care plans with them: the shape of a real list of 27
/// (domain.md §3.1), for the officer to adjust to the city's own 要綱.
pub const LINKABLE_SERVICES: [&str; 27] = [
    "43", "46", "11", "12", "13", "14", "15", "16", "17", "21", "22", "72", "73", "76", "77", "78", "62",
    "63", "64", "66", "67", "24", "25", "74", "75", "A2", "A6",
];

/// ライセンス料全額型: the whole licence fee, once per office number and fiscal year.
pub fn licence_fee_in_full(city: &City, fiscal_year: FiscalYear) -> Rules {
    let last_of_february =
        NaiveDate::from_ymd_opt(fiscal_year.year() + 1, 2, 28).unwrap_or(fiscal_year.end());
    let first_of_july = NaiveDate::from_ymd_opt(fiscal_year.year(), 7, 1).unwrap_or(fiscal_year.start());
    let local = |day: NaiveDate, hour| {
        NaiveDateTime::new(day, NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN))
    };
    let (name, Licence { of, fee }) = (&city.location.name, &city.licence);
    let condition = |key: &str, sentence: String| Condition {
        key: key.to_owned(),
        sentence,
        applies: Applies::Everyone,
        evidence: None,
    };
    Rules {
        format: Format::V1,
        title: format!("{of}導入支援補助金（ライセンス料）"),
        legal_basis: LegalBasis {
            name: format!("{name}{of}導入支援補助金交付要綱"),
            number: String::new(),
            articles: "第6条".to_owned(),
        },
        fiscal_year,
        window: Window {
            opens: local(first_of_july, 9),
            closes: local(last_of_february, 17),
            closing: Closing::Inclusive,
        },
        unit: Unit::OfficeNumber,
        frequency: Frequency::OncePerFiscalYear,
        location: city.location.clone(),
        services: LINKABLE_SERVICES.into_iter().filter_map(ServiceType::from_code).collect(),
        expense: Expense {
            slot: 0,
            basis: Basis::Cost,
            prices: Vec::new(),
            applies: Applies::Everyone,
            name: format!("{of}の年間ライセンス料"),
            rate: Rate::WHOLE,
            cap: Some(*fee),
            floor: Yen::ZERO,
            tax: TaxBasis::Inclusive,
            rounding: Rounding::OneYen,
            paid_from: fiscal_year.start(),
            paid_until: last_of_february,
        },
        conditions: vec![
            condition("in_operation", format!("申請する事業所は{name}内にあり、指定を受けてサービスを提供しています。")),
            condition("no_other_subsidy", "同じ経費について、国・都道府県などほかの補助金を受けていません。".to_owned()),
            condition("no_organised_crime", "暴力団、暴力団員またはこれらと密接な関係を有する者ではありません。".to_owned()),
            condition("keeps_using", format!("補助を受けた年度の間、{of}の利用を続けます。")),
        ],
        documents: vec![RequiredDocument {
            key: "licence_proof".to_owned(),
            name: "ライセンス料を支払ったことが分かる書類".to_owned(),
            shows: "事業所名または事業所番号、支払った金額、支払日が読み取れること".to_owned(),
            alternatives: vec![
                "国保連合会からの支払通知（ライセンス料が差し引かれた行が分かるもの）".to_owned(),
                "口座振替の明細や通帳の該当ページ".to_owned(),
                "システムの利用申請完了画面と領収書".to_owned(),
            ],
            optional: false,
            applies: Applies::Everyone,
        }],
        budget: Yen(2_100_000),
        exhaustion: Exhaustion::Close,
        procedure: Procedure::OneStep,
        standard_days: 20,
        notice: NoticeWording {
            symbol: city.symbol.clone(),
            sender: city.sender.clone(),
            terms: vec![
                "補助金は、申請した経費以外に使わないこと。".to_owned(),
                "関係書類は、交付決定の年度の終了後5年間保管すること。".to_owned(),
                "虚偽の申請その他不正な手段により交付を受けたときは、交付決定を取り消し、補助金の返還を求めることがあること。"
                    .to_owned(),
            ],
        },
        appeal: "この決定に不服がある場合は、この決定があったことを知った日の翌日から起算して3か月以内に、市長に対して審査請求をすることができます。\nまた、この決定があったことを知った日の翌日から起算して6か月以内に、市を被告として処分の取消しの訴えを提起することができます。".to_owned(),
        desk: city.desk.clone(),
        sponsor: String::new(),
        last_year: None,
        further_windows: Vec::new(),
        further_expenses: Vec::new(),
        total_cap: None,
        reach: Reach::Inside,
        exclusions: Exclusions::default(),
        stacking: Stacking::Forbidden,
        year_by: YearBy::Payment,
        forms: Vec::new(),
        on_paper: PaperRule::Welcome,
        attendance: None,
        survey: None,
        report_until: None,
        report_documents: Vec::new(),
        after_cancellation: AfterCancellation::Locked,
        advances: Vec::new(),
        aid_cap: None,
        review_points: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{Claim, amount, places, sample};

    #[test]
    fn the_template_pays_the_licence_fee_to_a_hundred_offices() {
        let (rules, fee) = (licence_fee_in_full(&sample::city(), sample::r6()), sample::city().licence.fee);
        assert_eq!(amount(&rules, &Claim::of(&rules.expense, fee)).yen, fee);
        assert_eq!(places(&rules, rules.budget), 100);
    }

    #[test]
    fn the_template_speaks_of_what_is_rolled_out_and_pays_what_it_costs() {
        let licence = Licence { of: "介護情報基盤".to_owned(), fee: Yen(12_000) };
        let rules = licence_fee_in_full(&City { licence, ..sample::city() }, sample::r6());
        assert_eq!(rules.expense.cap, Some(Yen(12_000)));
        assert_eq!(rules.expense.name, "介護情報基盤の年間ライセンス料");
        let stored = serde_json::to_string(&rules).unwrap();
        assert!(!stored.contains("ケアプランデータ連携システム"), "{stored}");
    }

    #[test]
    fn every_service_of_the_template_is_a_known_one() {
        assert_eq!(licence_fee_in_full(&sample::city(), sample::r6()).services.len(), 27);
    }

    #[test]
    fn stored_rules_are_read_back_whole_and_a_later_format_is_refused() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let stored = serde_json::to_string(&rules).unwrap();
        assert_eq!(serde_json::from_str::<Rules>(&stored).unwrap(), rules);
        let later = stored.replacen("\"format\":1", "\"format\":2", 1);
        assert!(serde_json::from_str::<Rules>(&later).unwrap_err().to_string().contains("format 2"));
    }

    #[test]
    fn rules_stored_before_there_was_more_to_say_are_read_as_they_were_meant() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let mut stored = serde_json::to_value(&rules).unwrap();
        let later = [
            "sponsor",
            "last_year",
            "further_windows",
            "further_expenses",
            "total_cap",
            "reach",
            "exclusions",
            "stacking",
            "year_by",
            "forms",
            "on_paper",
            "attendance",
            "report_until",
            "report_documents",
            "after_cancellation",
        ];
        let fields = stored.as_object_mut().unwrap();
        for name in later {
            assert!(fields.remove(name).is_some(), "{name}");
        }
        for name in ["slot", "basis", "prices", "applies"] {
            stored["expense"].as_object_mut().unwrap().remove(name).unwrap();
        }
        for name in ["applies", "evidence"] {
            stored["conditions"][0].as_object_mut().unwrap().remove(name).unwrap();
        }
        stored["documents"][0].as_object_mut().unwrap().remove("applies").unwrap();
        assert_eq!(serde_json::from_value::<Rules>(stored).unwrap(), rules);
    }
}
