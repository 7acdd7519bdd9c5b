//! Sentences for the codes that every noun has; dates, amounts and addresses are in `values`.
//!
//! `what` is the name of the field as the page shows it.

use domain::{
    corporate_number::CorporateNumberError,
    municipality_code::{self, MunicipalityCodeError},
    office_number::{self, OfficeNumberError},
    postal_code::PostalCodeError,
};

/// An office number that was not understood.
pub fn office_number(what: &str, error: &OfficeNumberError) -> String {
    match error {
        OfficeNumberError::Missing => format!("{what}を入力してください。例：2970999013"),
        OfficeNumberError::LeadingZeroLost { proposal } => {
            format!(
                "{what}は10桁です。先頭の0が消えているようです。「{proposal}」でよければ、そのように入力してください"
            )
        }
        OfficeNumberError::Rounded => {
            format!("{what}が表計算ソフトで丸められています。元の資料を見て10桁を入力し直してください")
        }
        OfficeNumberError::Length(length) => {
            format!("{what}は10桁で入力してください（今は{length}文字です）。例：2970999013")
        }
        OfficeNumberError::Character(character) => {
            format!("{what}は数字と英大文字で入力してください（「{character}」は使えません）")
        }
        OfficeNumberError::LetterPlace { letter, place } => {
            format!("{what}の{place}文字目の「{letter}」を確かめてください。英字が入るのは3文字目だけです")
        }
        OfficeNumberError::LetterNotUsed(letter) => format!(
            "{what}の3文字目の「{letter}」を確かめてください。I・O・Qは使われません。数字の1や0ではありませんか"
        ),
    }
}

/// What looks odd about an office number that is accepted.
pub fn office_number_warning(warning: office_number::Warning) -> String {
    match warning {
        office_number::Warning::CheckDigit { expected } => {
            format!("事業所番号の最後の桁が計算と合いません（計算では{expected}）。番号を確かめてください")
        }
        office_number::Warning::UnknownPrefecture => {
            "事業所番号の最初の2桁が都道府県の番号（01〜47）ではありません。番号を確かめてください".to_owned()
        }
        office_number::Warning::UnknownKind(character) => {
            format!("事業所番号の3文字目の「{character}」は使われていない区分です。番号を確かめてください")
        }
    }
}

/// A corporate number that was not understood.
pub fn corporate_number(what: &str, error: &CorporateNumberError) -> String {
    match error {
        CorporateNumberError::Missing => format!("{what}を入力してください（13桁の数字）"),
        CorporateNumberError::CheckDigitMissing { proposal } => format!(
            "{what}は13桁です。12桁は登記の会社法人等番号です。法人番号は「{proposal}」ではありませんか"
        ),
        CorporateNumberError::Rounded => {
            format!("{what}が表計算ソフトで丸められています。元の資料を見て13桁を入力し直してください")
        }
        CorporateNumberError::Length(length) => {
            format!("{what}は13桁の数字で入力してください（今は{length}桁です）")
        }
        CorporateNumberError::Character(character) => {
            format!("{what}は数字だけで入力してください（「{character}」は使えません）")
        }
    }
}

/// A corporate number whose first digit is another than the rule gives; accepted.
pub fn corporate_number_warning(expected: char) -> String {
    format!("法人番号の最初の桁が計算と合いません（計算では{expected}）。番号を確かめてください")
}

/// A municipality code that was not understood.
pub fn municipality_code(what: &str, error: &MunicipalityCodeError) -> String {
    match error {
        MunicipalityCodeError::Missing => format!("{what}を入力してください（6桁の数字）"),
        MunicipalityCodeError::Length(length) => {
            format!("{what}は6桁の数字で入力してください（今は{length}桁です）。例：292991")
        }
        MunicipalityCodeError::Character(character) => {
            format!("{what}は数字だけで入力してください（「{character}」は使えません）")
        }
    }
}

/// What looks odd about a municipality code that is accepted.
pub fn municipality_code_warning(warning: municipality_code::Warning) -> String {
    match warning {
        municipality_code::Warning::CheckDigit { corrected } => {
            format!("市区町村コードの最後の桁が計算と合いません。「{corrected}」ではありませんか")
        }
        municipality_code::Warning::UnknownPrefecture => {
            "市区町村コードの最初の2桁が都道府県の番号（01〜47）ではありません。コードを確かめてください"
                .to_owned()
        }
    }
}

/// A postal code that was not understood.
pub fn postal_code(what: &str, error: &PostalCodeError) -> String {
    match error {
        PostalCodeError::Missing => format!("{what}を入力してください。例：630-0101"),
        PostalCodeError::LeadingZeroLost { proposal } => {
            format!("{what}は7桁です。「{proposal}」でよければ、そのように入力してください")
        }
        PostalCodeError::Length(length) => {
            format!("{what}は7桁の数字で入力してください（今は{length}桁です）。例：630-0101")
        }
        PostalCodeError::Character(character) => {
            format!("{what}は数字とハイフンで入力してください（「{character}」は使えません）")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        corporate_number::CorporateNumber, municipality_code::MunicipalityCode, office_number::OfficeNumber,
        postal_code::PostalCode,
    };

    #[test]
    fn a_lost_zero_is_answered_with_the_whole_number() {
        let error = OfficeNumber::parse("370999013").unwrap_err();
        assert!(office_number("事業所番号", &error).contains("「0370999013」"));
        let error = PostalCode::parse("600001").unwrap_err();
        assert!(postal_code("郵便番号", &error).contains("「060-0001」"));
        let error = CorporateNumber::parse("999999000001").unwrap_err();
        assert!(corporate_number("法人番号", &error).contains("「8999999000001」"));
    }

    #[test]
    fn a_warning_names_what_the_rule_gives() {
        let parsed = OfficeNumber::parse("2970999014").unwrap();
        assert!(office_number_warning(parsed.warnings[0]).contains("計算では3"));
        let parsed = MunicipalityCode::parse("272104").unwrap();
        assert!(municipality_code_warning(parsed.warnings[0]).contains("「272108」"));
    }

    #[test]
    fn every_sentence_names_its_field_and_says_what_to_do() {
        for sentence in [
            office_number("番号", &OfficeNumber::parse("").unwrap_err()),
            office_number("番号", &OfficeNumber::parse("2.97E+09").unwrap_err()),
            office_number("番号", &OfficeNumber::parse("29O0999065").unwrap_err()),
            office_number("番号", &OfficeNumber::parse("2A70999013").unwrap_err()),
            corporate_number("番号", &CorporateNumber::parse("なし").unwrap_err()),
            municipality_code("番号", &MunicipalityCode::parse("29").unwrap_err()),
            postal_code("番号", &PostalCode::parse("63O-0101").unwrap_err()),
        ] {
            assert!(sentence.starts_with("番号"), "{sentence}");
            assert!(["ください", "ませんか"].iter().any(|ending| sentence.contains(ending)), "{sentence}");
        }
    }
}
