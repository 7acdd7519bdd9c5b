//! Sentences for values that every noun has: dates, amounts, years, telephone numbers, addresses.
//!
//! `what` is the name of the field as the page shows it.

use domain::{
    email::EmailError,
    fiscal_year::FiscalYearError,
    money::{Yen, YenError},
    phone::PhoneError,
    wareki::{DateError, format_date},
};

/// A date that was not understood.
pub fn date(what: &str, error: &DateError) -> String {
    match error {
        DateError::Missing => format!("{what}を入力してください"),
        DateError::Form => format!("{what}は「令和6年7月1日」や「2024-07-01」のように入力してください"),
        DateError::EraMissing { reiwa: Some(day) } => {
            format!("{what}に元号を付けてください。令和であれば「{}」と入力してください", format_date(*day))
        }
        DateError::EraMissing { reiwa: None } => format!("{what}に元号または西暦の年を入力してください"),
        DateError::YearMissing => format!("{what}は年から入力してください。例：令和6年7月1日"),
        DateError::DayMissing => format!("{what}は日まで入力してください。例：令和6年7月1日"),
        DateError::NoSuchMonth(month) => format!("{what}の月を確かめてください。{month}月はありません"),
        DateError::NoSuchDay { last } => {
            format!("{what}の日を確かめてください。その月は{}までです", format_date(*last))
        }
        DateError::EraEnded { era, suggestion } | DateError::EraNotBegun { era, suggestion } => format!(
            "{what}の{}はその年ではありません。「{}」であれば、そのように入力してください",
            era.name,
            format_date(*suggestion)
        ),
        DateError::OutOfRange(year) => format!("{what}の年を確かめてください（{year}年）"),
        DateError::WeekdayDiffers { date } => {
            format!(
                "{what}の曜日が日付と合いません。「{}」でよければ、曜日を付けずに入力してください",
                format_date(*date)
            )
        }
        DateError::Serial => format!("{what}は「令和6年7月1日」のように日付の形で入力してください"),
    }
}

/// An amount that was not understood.
pub fn yen(what: &str, error: &YenError) -> String {
    match error {
        YenError::Missing => format!("{what}を入力してください"),
        YenError::Character(character) => {
            format!("{what}は数字で入力してください（「{character}」は使えません）。例：21,000")
        }
        YenError::Grouping => format!("{what}のカンマの位置を確かめてください。例：21,000"),
        YenError::Fraction => format!("{what}は1円単位で入力してください"),
        YenError::Negative => format!("{what}は0円以上で入力してください"),
        YenError::TooLarge => format!("{what}は{}以下で入力してください", Yen::MAX),
    }
}

/// A fiscal year that was not understood.
pub fn fiscal_year(what: &str, error: &FiscalYearError) -> String {
    match error {
        FiscalYearError::Missing => format!("{what}を入力してください"),
        FiscalYearError::Form => format!("{what}は「令和6年度」や「R6」のように入力してください"),
        FiscalYearError::Range(year) => format!("{what}を確かめてください（{year}年度）"),
    }
}

/// A telephone number that was not understood.
pub fn phone(what: &str, error: &PhoneError) -> String {
    match error {
        PhoneError::Missing => format!("{what}を入力してください"),
        PhoneError::TooShort(digits) => {
            format!("{what}の桁が足りません（{digits}桁）。市外局番から入力してください")
        }
        PhoneError::TooLong(digits) => {
            format!("{what}の桁が多すぎます（{digits}桁）。1つだけ入力してください")
        }
        PhoneError::Beginning => format!("{what}は0から始まる市外局番から入力してください"),
        PhoneError::Character(character) => {
            format!("{what}は数字とハイフンで入力してください（「{character}」は使えません）")
        }
        PhoneError::Several { first } => format!("{what}は1つだけ入力してください。例：{first}"),
    }
}

/// A mail address that was not understood.
pub fn email(what: &str, error: &EmailError) -> String {
    match error {
        EmailError::Missing => format!("{what}を入力してください"),
        EmailError::NoAt => format!("{what}に「@」がありません。例：name@example.jp"),
        EmailError::SeveralAt => format!("{what}は1つだけ入力してください。「@」が2つ以上あります"),
        EmailError::Space => format!("{what}の途中に空白があります。空白を消してください"),
        EmailError::Control => format!("{what}に使えない文字があります。入力し直してください"),
        EmailError::Character(character) => format!("{what}に「{character}」は使えません"),
        EmailError::Local => format!("{what}の「@」の前を確かめてください"),
        EmailError::Domain => format!("{what}の「@」の後ろを確かめてください。例：example.jp"),
        EmailError::TooLong => format!("{what}が長すぎます。確かめてください"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{email::Email, phone::Phone, wareki::parse_date};

    #[test]
    fn a_year_that_its_era_never_had_is_answered_with_the_year_that_was_meant() {
        let error = parse_date("平成32年4月1日").unwrap_err();
        assert!(date("支払日", &error).contains("令和2年4月1日"), "{}", date("支払日", &error));
    }

    #[test]
    fn every_sentence_names_its_field_and_says_what_to_do() {
        for sentence in [
            yen("金額", &Yen::parse("2万").unwrap_err()),
            phone("電話番号", &Phone::parse("03").unwrap_err()),
            email("メールアドレス", &Email::parse("a").unwrap_err()),
            date("支払日", &DateError::Missing),
        ] {
            assert!(
                ["金額", "電話番号", "メールアドレス", "支払日"]
                    .iter()
                    .any(|what| sentence.starts_with(what)),
                "{sentence}"
            );
        }
    }
}
