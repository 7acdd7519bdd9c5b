//! A kit goes from one city to another, and no file is too strange.

use super::*;
use crate::{
    awards::Advance,
    money::Yen,
    subsidies::{AidCap, Attendance, Claim, ReviewPoint, Template, amount, sample},
};
use proptest::prelude::*;

/// Another city, with everything its own.
fn minato() -> City {
    let mut city = sample::city();
    city.location.name = "みなと野町".to_owned();
    city.location.municipalities = vec!["293016".parse().unwrap()];
    city.desk.section = "長寿課".to_owned();
    city.symbol = "みな長".to_owned();
    city.sender = "みなと野町長".to_owned();
    city
}

fn r8() -> FiscalYear {
    sample::r6().next().next()
}

fn opened(text: &str) -> Result<Kit, KitError> {
    Kit::open(text.as_bytes())
}

#[test]
fn every_template_travels_and_takes_the_other_city_s_name_and_year() {
    for template in Template::ALL {
        let rules = template.rules(&sample::city(), sample::r6());
        let kit = opened(&Kit::pack(&rules, "みどり野市")).unwrap();
        assert_eq!((kit.from.as_str(), kit.left_out.len()), ("みどり野市", 0), "{template:?}");
        let taken = kit.rules(&minato(), r8()).unwrap();
        assert_eq!(taken.fiscal_year, r8());
        assert_eq!((&taken.desk, &taken.location), (&minato().desk, &minato().location));
        assert_eq!(taken.notice.sender, "みなと野町長");
        let stored = serde_json::to_string(&taken).unwrap();
        assert!(!stored.contains("みどり野市"), "{stored}");
        let claim = Claim::of(&rules.expense, Yen(21_000));
        assert_eq!(amount(&taken, &claim), amount(&rules, &claim), "{template:?}");
    }
}

#[test]
fn what_few_programmes_use_travels_as_well() {
    let mut rules = Template::ModelRegion.rules(&sample::city(), sample::r6());
    let april = rules.fiscal_year.start();
    rules.advances = Advance::plan(&["交付決定後 50%".to_owned()]).unwrap();
    rules.review_points = ReviewPoint::list(&["費用に見合う効果 5点".to_owned()]).unwrap();
    rules.aid_cap = Some(AidCap { years: 3, cap: Yen(20_000_000) });
    rules.survey = Some(Attendance { from: april, until: april });
    let kit = opened(&Kit::pack(&rules, "みどり野市")).unwrap();
    let taken = kit.rules(&minato(), sample::r6()).unwrap();
    assert!(kit.left_out.is_empty(), "{:?}", kit.left_out);
    assert_eq!((taken.advances, taken.review_points), (rules.advances, rules.review_points));
    assert_eq!((taken.aid_cap, taken.survey), (rules.aid_cap, rules.survey));
}

#[test]
fn what_belongs_to_the_city_alone_is_not_in_the_file() {
    let file = Kit::pack(&licence_fee_in_full(&sample::city(), sample::r6()), "みどり野市");
    for own in ["介護保険課", "03-0000-0000", "みどり介", "みどり野市長", "292991", "2100000"]
    {
        assert!(!file.contains(own), "{own}");
    }
}

#[test]
fn unknown_parts_are_named_and_left_out() {
    let rules = licence_fee_in_full(&sample::city(), sample::r6());
    let mut file: Value = serde_json::from_str(&Kit::pack(&rules, "みどり野市")).unwrap();
    file["parts"]["campaign"] = json!({ "subject": "ご案内" });
    file["parts"]["programme"]["lottery"] = json!(true);
    file["parts"]["programme"]["budget"] = json!(1);
    let kit = opened(&file.to_string()).unwrap();
    assert_eq!(
        kit.left_out,
        [
            LeftOut::Part("campaign".to_owned()),
            LeftOut::ProgrammeField("budget".to_owned()),
            LeftOut::ProgrammeField("lottery".to_owned()),
        ]
    );
    assert!(kit.rules(&minato(), r8()).is_ok());
}

#[test]
fn what_is_no_kit_is_refused_with_its_reason() {
    assert_eq!(opened(""), Err(KitError::Missing));
    assert_eq!(opened("PK\u{3}\u{4}"), Err(KitError::NotJson));
    assert_eq!(opened("[1]"), Err(KitError::NotAKit));
    assert_eq!(opened("{}"), Err(KitError::NotAKit));
    assert_eq!(opened(&"[".repeat(10_000)), Err(KitError::NotJson));
    assert_eq!(Kit::open(&vec![b' '; Kit::LARGEST + 1]), Err(KitError::TooLarge));
    let later = json!({ "format": FORMAT, "version": 2, "parts": {} });
    assert_eq!(opened(&later.to_string()), Err(KitError::Version(2)));
    let empty = json!({ "format": FORMAT, "version": 1, "parts": {} });
    assert_eq!(opened(&empty.to_string()), Err(KitError::NoProgramme));
}

#[test]
fn a_file_that_was_changed_by_hand_is_measured_as_the_form_is() {
    let rules = licence_fee_in_full(&sample::city(), sample::r6());
    let with = |path: &str, value: Value| {
        let mut file: Value = serde_json::from_str(&Kit::pack(&rules, "みどり野市")).unwrap();
        *file.pointer_mut(&format!("/parts/programme{path}")).unwrap() = value;
        opened(&file.to_string()).and_then(|kit| kit.rules(&minato(), r8()))
    };
    assert_eq!(with("/expense/cap", json!("many")), Err(KitError::Field("expense".to_owned())));
    assert_eq!(with("/services", json!(["ZZ"])), Err(KitError::Field("services".to_owned())));
    assert_eq!(with("/fiscal_year", json!(-5)), Err(KitError::Field("fiscal_year".to_owned())));
    assert!(matches!(with("/expense/cap", json!(-1)), Err(KitError::Contradicts(_) | KitError::Field(_))));
    assert!(matches!(with("/title", json!("あ".repeat(500))), Err(KitError::Contradicts(_))));
    assert!(matches!(with("/services", json!([])), Err(KitError::Contradicts(_))));
    assert!(matches!(
        with("/conditions", json!(vec![json!({"key":"a","sentence":"b"}); 50])),
        Err(KitError::Contradicts(_) | KitError::Field(_))
    ));
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Kit::open(&bytes);
    }

    #[test]
    fn no_change_of_a_file_makes_it_panic(place in 0usize..6_000, byte: u8) {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let mut bytes = Kit::pack(&rules, "みどり野市").into_bytes();
        let place = place % bytes.len();
        bytes[place] = byte;
        if let Ok(kit) = Kit::open(&bytes) {
            let _ = kit.rules(&minato(), r8());
        }
    }
}
