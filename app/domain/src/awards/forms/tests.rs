//! What these forms take and what they say.

use super::*;
use crate::subsidies::{Procedure, licence_fee_in_full, sample};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

#[test]
fn less_than_the_rules_give_has_a_reason_and_more_is_refused() {
    let parse = |pairs: &[(&str, &str)]| FinalForm::parse(&typed(pairs), Yen(21_000), Yen::ZERO, day(10, 31));
    assert_eq!(parse(&[("amount", "21,000")]).unwrap().amount, Yen(21_000));
    assert_eq!(
        parse(&[("amount", "20,000")]),
        Err(vec![(AwardField::Reason, AwardProblem::ReasonForLess(Yen(21_000)))])
    );
    assert_eq!(
        parse(&[("amount", "２０，０００円"), ("reason", "対象外の経費")]).unwrap().amount,
        Yen(20_000)
    );
    assert_eq!(
        parse(&[("amount", "21001")]),
        Err(vec![(AwardField::Amount, AwardProblem::AtMost(Yen(21_000)))])
    );
    assert_eq!(parse(&[]), Err(vec![(AwardField::Amount, AwardProblem::Missing)]));
}

#[test]
fn a_final_amount_below_what_was_paid_in_advance_says_by_when_the_money_comes_back() {
    let parse = |pairs: &[(&str, &str)]| {
        FinalForm::parse(&typed(pairs), Yen(9_000), Yen(10_500), day(10, 31)).map(|form| form.return_by)
    };
    assert_eq!(parse(&[("amount", "9,000")]), Err(vec![(AwardField::ReturnBy, AwardProblem::Missing)]));
    let today = [("amount", "9,000"), ("return_by", "R6.10.31")];
    assert_eq!(parse(&today), Err(vec![(AwardField::ReturnBy, AwardProblem::NotLater)]));
    let good = [("amount", "9,000"), ("return_by", "R6.11.20")];
    assert_eq!(parse(&good), Ok(Some(day(11, 20))));
}

#[test]
fn a_cancellation_after_payment_says_by_when_the_money_comes_back() {
    let parse = |pairs: &[(&str, &str)], paid: i64| {
        CancellationForm::parse(&typed(pairs), Yen(21_000), Yen(paid), day(10, 31))
    };
    let whole = [("extent", "whole"), ("reason", "ライセンスの解約")];
    assert_eq!(parse(&whole, 0).unwrap().return_by, None);
    assert_eq!(parse(&whole, 21_000), Err(vec![(AwardField::ReturnBy, AwardProblem::Missing)]));
    let with_day = [whole[0], whole[1], ("return_by", "R6.11.20")];
    assert_eq!(parse(&with_day, 21_000).unwrap().return_by, Some(day(11, 20)));
    let part = [("extent", "part"), ("amount", "21000"), ("reason", "一部対象外")];
    assert_eq!(parse(&part, 0), Err(vec![(AwardField::Amount, AwardProblem::NotLess(Yen(21_000)))]));
    assert_eq!(parse(&[], 0).unwrap_err().len(), 2);
}

#[test]
fn a_refund_is_not_more_than_is_owed_nor_before_it_was_ordered() {
    let parse = |on: &str, yen: &str| {
        RefundForm::parse(
            &typed(&[("received_on", on), ("amount", yen)]),
            Yen(21_000),
            day(10, 31),
            day(11, 20),
        )
    };
    assert_eq!(parse("R6.11.15", "21,000").unwrap().yen, Yen(21_000));
    assert_eq!(parse("R6.11.21", "1").unwrap_err(), [(AwardField::ReceivedOn, AwardProblem::InFuture)]);
    assert_eq!(
        parse("R6.10.1", "1").unwrap_err(),
        [(AwardField::ReceivedOn, AwardProblem::Before(day(10, 31)))]
    );
    assert_eq!(
        parse("R6.11.15", "21,001").unwrap_err(),
        [(AwardField::Amount, AwardProblem::AtMost(Yen(21_000)))]
    );
}

#[test]
fn what_is_asked_for_is_never_more_than_was_granted() {
    let parse = |pairs: &[(&str, &str)]| RequestForm::parse(&typed(pairs), Yen(21_000));
    let stop = parse(&[("kind", "stop"), ("reason", "事業所の休止")]).unwrap();
    assert_eq!((stop.kind, stop.amount), (RequestKind::Stop, Yen::ZERO));
    let more = parse(&[("kind", "change"), ("amount", "30000"), ("reason", "追加")]);
    assert_eq!(more, Err(vec![(AwardField::Amount, AwardProblem::AtMost(Yen(21_000)))]));
    assert_eq!(parse(&[]).unwrap_err()[0], (AwardField::Kind, AwardProblem::NotChosen));
}

#[test]
fn a_correction_and_a_dunning_letter_leave_days() {
    let today = day(11, 1);
    let late = typed(&[("sentence", "日付を確かめてください"), ("due", "R6.11.1")]);
    assert_eq!(ReturnForm::parse(&late, today), Err(vec![(AwardField::Due, AwardProblem::NotLater)]));
    assert_eq!(ReturnForm::parse_due(&typed(&[("due", "R6.11.15")]), today), Ok(day(11, 15)));
    assert_eq!(ReturnForm::parse_due(&typed(&[("due", "11/15")]), today), Ok(day(11, 15)));
}

#[test]
fn a_report_is_about_what_was_paid() {
    let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
    rules.procedure = Procedure::TwoStep;
    let paid = rules.expense.paid_from;
    let pairs = [
        ("paid", "21,000".to_owned()),
        ("paid_on", paid.to_string()),
        ("done", "4月から連携を始めた".to_owned()),
    ];
    let typed = Typed::new(pairs.map(|(name, value)| (name.to_owned(), value)).into());
    let report = Report::parse(&typed, &rules, paid).unwrap();
    assert_eq!(report.expense.asked, Yen(21_000));
    let early = paid.pred_opt().unwrap();
    let (answers, _) = Report::parse(&typed, &rules, early).unwrap_err();
    assert_eq!(answers, [(AnswerField::PaidOn(0), AnswerProblem::ReportedInFuture)]);
    let (_, own) = Report::parse(&Typed::default(), &rules, paid).unwrap_err();
    assert_eq!(own, [(AwardField::Done, AwardProblem::Missing)]);
}

#[test]
fn what_was_paid_elsewhere_was_paid_after_the_grant_and_somebody_can_tell_by_what() {
    let parse = |paid_on: &str, reason: &str| {
        let typed = Typed::default().with("paid_on", paid_on).with("reason", reason);
        ElsewhereForm::parse(&typed, day(7, 10), day(10, 31))
    };
    let read = parse("R6.10.31", "財務会計で支払済み").unwrap();
    assert_eq!((read.paid_on, read.reason.as_str()), (day(10, 31), "財務会計で支払済み"));
    let (field, early) = (AwardField::PaidOn, AwardProblem::Before(day(7, 10)));
    assert_eq!(
        parse("R6.7.9", "").unwrap_err(),
        [(field, early), (AwardField::Reason, AwardProblem::Missing)]
    );
    assert_eq!(parse("R6.11.1", "あ").unwrap_err(), [(field, AwardProblem::InFuture)]);
}
