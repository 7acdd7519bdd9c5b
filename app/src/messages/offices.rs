//! Sentences for the register: what its details are called, and what is wrong with a typed office.

pub mod merging;
pub mod segments;

use super::{kernel, values};
use domain::offices::{Detail, Field, Happening, Odd, Problem, Status};
use domain::{municipality_code, office_number};

/// What happened, on the office's timeline.
pub const fn happening(happening: Happening) -> &'static str {
    match happening {
        Happening::Added => "台帳に追加しました",
        Happening::Edited => "台帳の内容を変更しました",
        Happening::LetterIssued => "ご利用コードのお知らせ（手紙）を発行しました",
        Happening::ContactsProposed => "事業所が連絡先の変更を申し出ました",
        Happening::ContactsDecided => "連絡先の変更の申し出を処理しました",
        Happening::Merged => "ほかの事業所をこの事業所に統合しました",
        Happening::MergedAway => "ほかの事業所に統合しました",
        Happening::MergeUndone => "統合を取り消しました",
        Happening::ToldApart => "別の事業所と同じではないことを記録しました",
        Happening::ToldApartUndone => "別の事業所と同じではないという記録を取り消しました",
        Happening::SuccessionRecorded => "番号の承継を記録しました",
        Happening::SuccessionRemoved => "番号の承継の記録を取り消しました",
        Happening::SoftwareRecorded => "使っている介護ソフトを記録しました",
        Happening::SoftwareEnded => "介護ソフトを使わなくなったことを記録しました",
        Happening::PartnerRecorded => "連携先を記録しました",
        Happening::PartnerRemoved => "連携先の記録を取り消しました",
        Happening::AdoptionRecorded => "導入の状況を記録しました",
        Happening::AdoptionWithdrawn => "導入の状況の記録を取り消しました",
        Happening::SpeakerAdded => "事業所の手続きをする方が加わりました",
        Happening::SpeakerRemoved => "事業所の手続きをする方が外れました",
        Happening::Represented => "手紙のコードで、事業所の担当の方が登録しました",
    }
}

/// What a detail is called on a card.
pub const fn detail(detail: Detail) -> &'static str {
    match detail {
        Detail::Name => "事業所名",
        Detail::NameKana => "事業所名のカナ",
        Detail::CorporationName => "法人名",
        Detail::CorporateNumber => "法人番号",
        Detail::Municipality => "市区町村コード",
        Detail::PostalCode => "郵便番号",
        Detail::Address => "住所",
        Detail::Building => "方書（ビル名など）",
        Detail::Phone => "電話番号",
        Detail::Fax => "FAX番号",
        Detail::Url => "ホームページ",
        Detail::Capacity => "定員",
        Detail::DesignatedOn => "指定年月日",
        Detail::Status => "状態",
        Detail::StatusOn => "休止・廃止の年月日",
        Detail::Email => "メールアドレス",
        Detail::Area => "日常生活圏域",
        Detail::Remarks => "備考",
    }
}

/// What a field of the form is called.
pub const fn field(field: Field) -> &'static str {
    match field {
        Field::Number => "事業所番号",
        Field::Name => detail(Detail::Name),
        Field::NameKana => detail(Detail::NameKana),
        Field::Services => "サービスの種類",
        Field::CorporationName => detail(Detail::CorporationName),
        Field::CorporateNumber => detail(Detail::CorporateNumber),
        Field::Municipality => detail(Detail::Municipality),
        Field::PostalCode => detail(Detail::PostalCode),
        Field::Address => detail(Detail::Address),
        Field::Building => detail(Detail::Building),
        Field::Phone => detail(Detail::Phone),
        Field::Fax => detail(Detail::Fax),
        Field::Email => detail(Detail::Email),
        Field::Area => detail(Detail::Area),
        Field::Url => detail(Detail::Url),
        Field::DesignatedOn => detail(Detail::DesignatedOn),
        Field::Status => detail(Detail::Status),
        Field::StatusOn => detail(Detail::StatusOn),
        Field::Remarks => detail(Detail::Remarks),
    }
}

/// Whether an office is open, in a word.
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "営業中",
        Status::Suspended => "休止中",
        Status::Closed => "廃止",
    }
}

/// A value of a detail as a person reads it: the word of a status, the date in 和暦.
pub fn value(of: Detail, text: &str) -> String {
    match of {
        Detail::Status => {
            Status::named(text).map_or_else(|| text.to_owned(), |known| status(known).to_owned())
        }
        Detail::DesignatedOn | Detail::StatusOn => {
            text.parse().map_or_else(|_| text.to_owned(), domain::wareki::format_date)
        }
        Detail::Name
        | Detail::NameKana
        | Detail::CorporationName
        | Detail::CorporateNumber
        | Detail::Municipality
        | Detail::PostalCode
        | Detail::Address
        | Detail::Building
        | Detail::Phone
        | Detail::Fax
        | Detail::Url
        | Detail::Capacity
        | Detail::Email
        | Detail::Area
        | Detail::Remarks => text.to_owned(),
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: Field, problem: &Problem) -> String {
    let what = field(of);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        Problem::Number(error) => kernel::office_number(what, error),
        Problem::Kana(kanji) => {
            format!("{what}はひらがなかカタカナで入力してください（「{kanji}」は使えません）")
        }
        Problem::CorporateNumber(error) => kernel::corporate_number(what, error),
        Problem::Municipality(error) => kernel::municipality_code(what, error),
        Problem::PostalCode(error) => kernel::postal_code(what, error),
        Problem::Phone(error) => values::phone(what, error),
        Problem::Email(error) => values::email(what, error),
        Problem::Url => format!("{what}は「https://」から入力してください。例：https://www.example.jp/"),
        Problem::Date(error) => values::date(what, error),
        Problem::NoService => format!("{what}を1つ以上選んでください"),
        Problem::UnknownService | Problem::UnknownStatus => format!("{what}を一覧から選び直してください"),
    }
}

/// The number is in the register already.
pub const NUMBER_TAKEN: &str = "この事業所番号は、すでに台帳に登録されています。番号を確かめてください";

/// The number belongs to an office that was merged into another.
pub const NUMBER_MERGED: &str = "この事業所番号の事業所は、ほかの事業所に統合されています。台帳をこの番号で検索し、統合先の事業所を確かめてください";

/// What looks odd about an office and was taken all the same.
pub fn odd(odd: Odd) -> String {
    match odd {
        Odd::NumberCheckDigit { expected } => {
            kernel::office_number_warning(office_number::Warning::CheckDigit { expected })
        }
        Odd::NumberPrefecture => kernel::office_number_warning(office_number::Warning::UnknownPrefecture),
        Odd::NumberKind(kind) => kernel::office_number_warning(office_number::Warning::UnknownKind(kind)),
        Odd::CorporateCheckDigit { expected } => kernel::corporate_number_warning(expected),
        Odd::MunicipalityCheckDigit { corrected } => {
            kernel::municipality_code_warning(municipality_code::Warning::CheckDigit { corrected })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{form::Typed, offices::NewOffice};

    #[test]
    fn every_mistake_of_the_form_is_answered_with_its_field_and_what_to_do() {
        let typed = Typed::default()
            .with("number", "29709990")
            .with("name", "長".repeat(300))
            .with("name_kana", "漢字")
            .with("corporate_number", "12")
            .with("municipality", "29")
            .with("postal_code", "1")
            .with("phone", "0741-00-12")
            .with("email", "a")
            .with("url", "example.jp")
            .with("designated_on", "昨日")
            .with("services", "ZZ")
            .with("status", "?");
        let errors = NewOffice::parse(&typed).unwrap_err();
        assert_eq!(errors.len(), 12);
        for (of, error) in errors {
            let sentence = problem(of, &error);
            assert!(sentence.starts_with(field(of)), "{sentence}");
            assert!(sentence.contains("ください") || sentence.contains('@'), "{sentence}");
        }
    }

    #[test]
    fn values_are_read_by_people() {
        assert_eq!(value(Detail::Status, "closed"), "廃止");
        assert_eq!(value(Detail::DesignatedOn, "2024-04-01"), "令和6年4月1日");
        assert_eq!(value(Detail::Phone, "0741-00-1001"), "0741-00-1001");
    }
}
