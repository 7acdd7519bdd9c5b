use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn iso(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

#[rstest]
#[case("R8.11.22", "2026-11-22")]
#[case("令和元年5月1日", "2019-05-01")]
#[case("令和元年　１０月　１日", "2019-10-01")]
#[case("昭32. 7. 1", "1957-07-01")]
#[case("平7. 10. 5", "1995-10-05")]
#[case("令4. 10. 5", "2022-10-05")]
#[case("令4.10. 1", "2022-10-01")]
#[case("R02.06.23", "2020-06-23")]
#[case("令02.06.23", "2020-06-23")]
#[case("r5.9.1", "2023-09-01")]
#[case("Ｒ８／１１／２２", "2026-11-22")]
#[case("㍻12年4月1日", "2000-04-01")]
#[case("㋿8年11月22日", "2026-11-22")]
#[case("平成31.4.30", "2019-04-30")]
#[case("昭和64年1月7日", "1989-01-07")]
#[case("平成元年1月8日", "1989-01-08")]
#[case("H18/10/1", "2006-10-01")]
#[case("R080401", "2026-04-01")]
#[case("2026/11/22", "2026-11-22")]
#[case("2026年11月22日", "2026-11-22")]
#[case("２０２６年１１月２２日", "2026-11-22")]
#[case("20000401", "2000-04-01")]
#[case("2026.11.22", "2026-11-22")]
#[case("令和8年11月22日(日)", "2026-11-22")]
#[case("令和8年11月22日（日曜日）", "2026-11-22")]
#[case("令和8年11月22日(日)（2026年）", "2026-11-22")]
#[case("2026ー11ー22", "2026-11-22")]
fn a_date_is_read_in_every_form(#[case] typed: &str, #[case] expected: &str) {
    assert_eq!(parse_date(typed), Ok(ParsedDate { date: iso(expected), note: Some(DateNote::Rewritten) }));
}

#[test]
fn an_iso_date_needs_no_note() {
    assert_eq!(parse_date("2026-11-22"), Ok(ParsedDate { date: iso("2026-11-22"), note: None }));
}

#[rstest]
#[case("2026-11-22 00:00:00")]
#[case("2026-11-22T09:30")]
#[case("令和8年11月22日 9:30")]
fn a_time_after_the_date_is_left_out(#[case] typed: &str) {
    let expected = ParsedDate { date: iso("2026-11-22"), note: Some(DateNote::TimeDropped) };
    assert_eq!(parse_date(typed), Ok(expected));
}

#[rstest]
#[case("平成32年4月1日", 1, "2020-04-01")]
#[case("H31.5.1", 1, "2019-05-01")]
#[case("昭和64年1月8日", 2, "1989-01-08")]
fn a_year_after_the_end_of_its_era_carries_the_real_day(
    #[case] typed: &str,
    #[case] era: usize,
    #[case] expected: &str,
) {
    assert_eq!(parse_date(typed), Err(DateError::EraEnded { era: &ERAS[era], suggestion: iso(expected) }));
}

#[test]
fn a_day_before_the_era_carries_the_real_day() {
    let error = DateError::EraNotBegun { era: &ERAS[0], suggestion: iso("2019-04-01") };
    assert_eq!(parse_date("令和元年4月1日"), Err(error));
    assert_eq!(format_date(iso("2019-04-01")), "平成31年4月1日");
}

#[rstest]
#[case("", DateError::Missing)]
#[case("　", DateError::Missing)]
#[case("未定", DateError::Form)]
#[case("令和", DateError::Form)]
#[case("令和8年", DateError::DayMissing)]
#[case("令和8年11月", DateError::DayMissing)]
#[case("2026/11", DateError::DayMissing)]
#[case("11月22日", DateError::YearMissing)]
#[case("11/22", DateError::YearMissing)]
#[case("R8.13.1", DateError::NoSuchMonth(13))]
#[case("令和64年1月7日", DateError::OutOfRange(2082))]
#[case("9999-12-31", DateError::OutOfRange(9999))]
#[case("R0.4.1", DateError::Form)]
#[case("R8.4.1.2", DateError::Form)]
#[case("2026--11-22", DateError::Form)]
fn a_text_that_is_no_date_says_why(#[case] typed: &str, #[case] error: DateError) {
    assert_eq!(parse_date(typed), Err(error));
}

#[rstest]
#[case("12/4", "2026-12-04")]
#[case("１２／４", "2026-12-04")]
#[case("12月4日", "2026-12-04")]
#[case("１２月４日（金）", "2026-12-04")]
#[case("12.4", "2026-12-04")]
#[case("11/28", "2026-11-28")]
#[case("1/8", "2027-01-08")]
// Yesterday is no day of next year: it is over, and so it is said.
#[case("11月27日", "2026-11-27")]
#[case("10/31", "2026-10-31")]
#[case("R9.1.8", "2027-01-08")]
fn a_day_that_lies_ahead_needs_no_year(#[case] typed: &str, #[case] day: &str) {
    let coming = Expected::coming(iso("2026-11-28"));
    assert_eq!(parse_expected(typed, coming).map(|parsed| parsed.date), Ok(iso(day)));
}

#[rstest]
#[case("11/28", "2026-11-28")]
#[case("4月5日", "2026-04-05")]
#[case("12/4", "2026-12-04")]
fn a_day_that_has_come_needs_no_year(#[case] typed: &str, #[case] day: &str) {
    let past = Expected::past(iso("2026-11-28"));
    assert_eq!(parse_expected(typed, past).map(|parsed| parsed.date), Ok(iso(day)));
}

#[test]
fn a_day_without_a_year_that_is_far_on_either_side_asks_for_its_year() {
    let today = iso("2026-11-28");
    let read = |typed: &str, expected| parse_expected(typed, expected).map(|parsed| parsed.date);
    assert_eq!(read("2/28", Expected::past(today)), Ok(iso("2026-02-28")));
    for typed in ["2/27", "1/5", "12/30"] {
        assert_eq!(read(typed, Expected::past(today)), Err(DateError::YearMissing), "{typed}");
    }
    assert_eq!(read("12/29", Expected::past(today)), Ok(iso("2026-12-29")));
    assert_eq!(read("8/28", Expected::coming(today)), Ok(iso("2027-08-28")));
    for typed in ["8/29", "10/27"] {
        assert_eq!(read(typed, Expected::coming(today)), Err(DateError::YearMissing), "{typed}");
    }
    assert_eq!(read("10/28", Expected::coming(today)), Ok(iso("2026-10-28")));
}

#[test]
fn a_day_without_a_year_that_is_of_two_or_of_none_says_so() {
    let fiscal = Expected::between(iso("2026-04-01"), iso("2027-03-31"));
    let read = |typed: &str, expected| parse_expected(typed, expected).map(|parsed| parsed.date);
    assert_eq!(read("3/31", fiscal), Ok(iso("2027-03-31")));
    assert_eq!(read("4/1", fiscal), Ok(iso("2026-04-01")));
    let long = Expected::between(iso("2026-04-01"), iso("2027-04-01"));
    assert_eq!(read("4/1", long), Err(DateError::YearMissing));
    assert_eq!(read("2/29", fiscal), Err(DateError::NoSuchDay { last: iso("2027-02-28") }));
    assert_eq!(read("0/5", fiscal), Err(DateError::NoSuchMonth(0)));
    assert_eq!(read("12/4(土)", fiscal), Err(DateError::WeekdayDiffers { date: iso("2026-12-04") }));
}

proptest! {
    #[test]
    fn every_day_of_a_year_is_found_without_its_year(ahead in 0..365_i64) {
        let first = iso("2027-03-01");
        let day = first + Duration::days(ahead);
        let typed = day.format("%-m/%-d").to_string();
        let expected = Expected::between(first, first + Duration::days(364));
        prop_assert_eq!(parse_expected(&typed, expected).map(|parsed| parsed.date), Ok(day));
    }
}

#[test]
fn a_day_after_the_end_of_its_month_carries_the_last_one() {
    assert_eq!(parse_date("R7.2.29"), Err(DateError::NoSuchDay { last: iso("2025-02-28") }));
    assert_eq!(parse_date("2024/2/30"), Err(DateError::NoSuchDay { last: iso("2024-02-29") }));
}

#[test]
fn a_short_year_asks_for_its_era() {
    assert_eq!(parse_date("8.11.22"), Err(DateError::EraMissing { reiwa: Some(iso("2026-11-22")) }));
}

#[test]
fn a_wrong_weekday_is_not_believed() {
    assert_eq!(parse_date("令和8年11月22日(月)"), Err(DateError::WeekdayDiffers { date: iso("2026-11-22") }));
}

#[test]
fn a_serial_number_is_a_day_in_both_systems() {
    assert_eq!(from_excel_serial(45_383.0, false), Ok(iso("2024-04-01")));
    assert_eq!(from_excel_serial(43_921.0, true), Ok(iso("2024-04-01")));
    assert_eq!(from_excel_serial(45_383.75, false), Ok(iso("2024-04-01")));
    assert_eq!(from_excel_serial(1.0, false), Ok(iso("1900-01-01")));
    assert_eq!(from_excel_serial(61.0, false), Ok(iso("1900-03-01")));
    for serial in [0.0, 60.0, -1.0, f64::NAN, f64::INFINITY, 1e9] {
        assert_eq!(from_excel_serial(serial, false), Err(DateError::Serial), "{serial}");
    }
    assert_eq!(from_excel_serial(100_000.0, false), Err(DateError::OutOfRange(2173)));
}

#[test]
fn a_date_is_shown_as_officers_write_it() {
    let date = iso("2026-11-22");
    assert_eq!(format_date(date), "令和8年11月22日");
    assert_eq!(format_date_with_weekday(date), "令和8年11月22日(日)");
    assert_eq!(format_date_in_full(date), "令和8年11月22日(日)（2026年）");
    assert_eq!(format_date_short(date), "R8.11.22");
    assert_eq!(format_date(iso("2019-05-01")), "令和元年5月1日");
    assert_eq!(format_date(iso("1860-03-24")), "1860年3月24日");
}

fn days() -> impl Strategy<Value = NaiveDate> {
    let span = (iso("2060-12-31") - iso("1926-01-01")).num_days();
    let any = (0..=span).prop_map(|days| iso("1926-01-01") + Duration::days(days));
    let border = (0..4_usize, -3..=3_i64).prop_map(|(era, days)| ERAS[era].start + Duration::days(days));
    prop_oneof![3 => any, 1 => border]
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed(date in days()) {
        for shown in [
            format_date(date),
            format_date_with_weekday(date),
            format_date_in_full(date),
            format_date_short(date),
            date.to_string(),
            date.format("%Y%m%d").to_string(),
        ] {
            prop_assert_eq!(parse_date(&shown).map(|parsed| parsed.date), Ok(date), "{}", shown);
        }
    }

    #[test]
    fn no_text_is_too_strange(text in ".*") {
        let _ = parse_date(&text);
    }

    #[test]
    fn no_row_of_date_characters_is_too_strange(text in "[令和元平成昭RrHS年月日0-9./() :T-]{0,16}") {
        let _ = parse_date(&text);
    }
}
