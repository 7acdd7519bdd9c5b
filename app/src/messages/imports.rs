//! Sentences for imports. Each about a row can stand beside its cell; the place is said by the page.

use super::{import_columns::joined_number, offices};
use domain::imports::{
    Change, ChoiceProblem, Code, Encoding, Field, Issue, Level, NoRecord, OtherKind, Outcome, Refusal, Source,
};

pub use super::{
    import_columns::{confidence, known},
    import_files::file_issue,
};

/// What a field of a list is called.
pub const fn field(field: Field) -> &'static str {
    match field {
        Field::OfficeNumber => "事業所番号",
        Field::Service => "サービスの種類",
        Field::Offers(service) => service.name(),
        Field::ValidUntil => "有効期限",
        Field::AdoptedOn => "利用開始日",
        Field::Latitude => "緯度",
        Field::Longitude => "経度",
        Field::Detail(detail) => offices::detail(detail),
    }
}

/// Why a file was refused, and what to do.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Empty => "ファイルの中身が空です。保存し直したファイルを選んでください".to_owned(),
        Refusal::TooLarge { limit_mb } => format!(
            "ファイルが大きすぎます（{limit_mb}MBまで）。必要な市区町村の行だけにするか、サービスごとに分けてください"
        ),
        Refusal::Encrypted => {
            "パスワードが付いています。Excelでパスワードを外して保存し、そのファイルを選んでください"
                .to_owned()
        }
        Refusal::OtherKind(kind) => other_kind(kind).to_owned(),
        Refusal::CutOff => {
            "ファイルが途中で切れています。受け取りと保存をやり直して、もう一度選んでください".to_owned()
        }
        Refusal::Damaged => {
            "Excelのファイルとして読めません。Excelで開けるか確かめ、名前を付けて保存し直してください"
                .to_owned()
        }
        Refusal::Hostile => "安全に開けないファイルです（異常に大きくふくらむ、または外部を参照するもの）。\
             表だけを新しいブックに貼り付けて保存し直してください"
            .to_owned(),
        Refusal::TooManyRows { limit } => {
            format!("行が多すぎます（{}行まで）。ファイルを分けて取り込んでください", grouped(limit))
        }
        Refusal::TooManyCells { limit } => {
            format!("セルが多すぎます（{}個まで）。必要な列だけにして取り込んでください", grouped(limit))
        }
        Refusal::UnknownEncoding => {
            "文字コードを読み取れません。Excelで開き、「CSV UTF-8」または「.xlsx」で保存し直してください"
                .to_owned()
        }
        Refusal::Garbled => "文字化けしています。変換する前の元のファイルを選んでください".to_owned(),
        Refusal::NoOfficeTable => {
            "事業所の一覧が見つかりません。「事業所番号」と「事業所名」の見出しがある表を選んでください"
                .to_owned()
        }
        Refusal::HeaderOnly => {
            "見出しだけで、事業所の行がありません。記入したファイルを選んでください".to_owned()
        }
        Refusal::TooMuchText { limit_mb } => format!(
            "文字が多すぎます（{limit_mb}MBまで）。必要な列と行だけにするか、ファイルを分けてください"
        ),
        Refusal::TooHeavy => {
            "読み取りに時間またはメモリを使いすぎるため、中止しました。ファイルを分けるか、CSVで保存し直してください"
                .to_owned()
        }
        Refusal::ReaderCrashed => {
            "このファイルは読み取りの途中で失敗しました。表だけを新しいブックに貼り付けて保存し、もう一度選んでください"
                .to_owned()
        }
    }
}

/// Why nothing of a list is written that is wanted whole, and what to do.
pub fn withheld(errors: usize) -> String {
    format!(
        "エラーの行が{errors}行あるため、どの行も取り込んでいません。エラーの行をすべて直すか取込から外すか、「エラーのない行だけを取り込む」ことにしてください"
    )
}

const fn other_kind(kind: OtherKind) -> &'static str {
    match kind {
        OtherKind::Pdf => "中身はPDFです。元のExcelまたはCSVのファイルを選んでください",
        OtherKind::Html => {
            "表のないウェブページです。一覧の表があるページか、Excelのファイルを選んでください"
        }
        OtherKind::OldExcel => {
            "Excel 95以前の形式のExcel（.xls）です。Excelで開き、「.xlsx」で保存し直してください"
        }
        OtherKind::XmlSpreadsheet => {
            "XML形式の表（XMLスプレッドシート）です。Excelで開き、「.xlsx」で保存し直してください"
        }
        OtherKind::BinaryExcel => {
            "バイナリ形式のExcel（.xlsb）です。Excelで開き、「.xlsx」で保存し直してください"
        }
        OtherKind::OpenDocument => {
            "表計算ではないOpenDocumentです。表計算（.ods）かExcelのファイルを選んでください"
        }
        OtherKind::Zip => "ZIPです。展開して、中のExcelまたはCSVのファイルを選んでください",
        OtherKind::Gzip => "gzipです。展開して、中のCSVのファイルを選んでください",
        OtherKind::Document => "表計算のファイルではありません。ExcelまたはCSVのファイルを選んでください",
        OtherKind::Picture => "画像です。ExcelまたはCSVのファイルを選んでください",
        OtherKind::Unknown => "中身がわからないファイルです。ExcelまたはCSVのファイルを選んでください",
    }
}

/// What kind of file it turned out to be.
pub const fn source(source: Source) -> &'static str {
    match source {
        Source::Xls => "Excelブック（.xls、97-2003形式）",
        Source::Ods => "OpenDocumentの表（.ods）",
        Source::Html { .. } => "ウェブページの表",
        Source::Pasted => "貼り付けた表",
        Source::Text { encoding: Encoding::EucJp } => "テキスト（EUC-JP）",
        Source::Text { encoding: Encoding::Iso2022Jp } => "テキスト（JIS）",
        Source::Xlsx => "Excelブック（.xlsx）",
        Source::Text { encoding: Encoding::Utf8WithBom } => "テキスト（UTF-8・BOM付き）",
        Source::Text { encoding: Encoding::Utf8 } => "テキスト（UTF-8）",
        Source::Text { encoding: Encoding::Cp932 } => "テキスト（Shift_JIS）",
        Source::Text { encoding: Encoding::Utf16 } => "テキスト（UTF-16）",
    }
}

/// What is odd about a cell, what was done, and what to do.
#[expect(clippy::too_many_lines, reason = "one arm for each issue, in one place")]
pub fn issue(issue: &Issue) -> String {
    let found = quoted(&issue.found);
    let what = issue.field.map_or("この行", field);
    let repaired = issue.repaired.as_deref().unwrap_or_default();
    let other = issue.other.map(|place| format!("{}行目", place.row)).unwrap_or_default();
    match issue.code {
        Code::BranchOfOffice => format!(
            "{found}は、{other}の事業所と番号が同じ出張所などの行です。1つの事業所として登録するため、この行は取り込みません"
        ),
        Code::CapacityUnknown => format!("定員{found}は不明として扱います"),
        Code::ClosedOffice => {
            "廃止と書かれています。廃止の事業所として登録します。確かめてください".to_owned()
        }
        Code::ConflictInFile => format!(
            "{other}と事業所番号・サービスが同じですが、{what}が違います{}。どちらが正しいか確かめて直すか、片方の行を取込から外してください",
            if issue.found.is_empty() { String::new() } else { format!("（この行は{found}）") }
        ),
        Code::CorpNumberCheckDigit => {
            format!("法人番号{found}の検査数字が合いません。番号を確かめてください")
        }
        Code::CorpNumberUnusable if repaired.is_empty() => {
            format!("法人番号{found}は13桁の数字ではありません。空欄として扱います")
        }
        Code::CorpNumberUnusable => {
            format!("法人番号{found}は12桁です。「{repaired}」ではありませんか。今は空欄として扱います")
        }
        Code::DateEraOverflow => format!(
            "{what}{found}はその元号にない年です。「{}」として読みました。確かめてください",
            offices::value(domain::offices::Detail::DesignatedOn, repaired)
        ),
        Code::DateReformatted => {
            format!(
                "{what}{found}を「{}」と読みました",
                offices::value(domain::offices::Detail::DesignatedOn, repaired)
            )
        }
        Code::DateUnusable => format!("{what}{found}を日付として読めません。空欄として扱います"),
        Code::DuplicateRow => format!("{other}と同じ内容です。取り込みません"),
        Code::CharactersLost => {
            format!("{what}に読めない文字（�）があります。元の文字を確かめて直してください")
        }
        Code::EmailUnusable => {
            format!("メールアドレス{found}は、アドレスとして読めません。空欄として扱います")
        }
        Code::EmailAmongWords => format!("メールアドレスの欄の{found}から「{repaired}」を使います"),
        Code::MarkUnknown => {
            format!(
                "「{what}」の印{found}を読めません。○か空欄にしてください。行っていないものとして扱います"
            )
        }
        Code::NumberRounded => format!(
            "事業所番号{found}は、表計算ソフトが数を丸めたものです。元の番号がわからないため、10桁の番号を入力してください"
        ),
        Code::StruckThrough => {
            "取り消し線が引かれています。廃止の事業所として登録します。確かめてください".to_owned()
        }
        Code::FaxUnusable => format!("FAX番号{found}は日本の番号として読めません。空欄として扱います"),
        Code::FormulaText => {
            format!("{what}{found}は数式のような文字で始まっています。文字として扱います。確かめてください")
        }
        Code::HiddenRow => "表示されていない（非表示の）行です。データとして取り込みます".to_owned(),
        Code::LatLonUnknown => "緯度・経度がありません".to_owned(),
        Code::MergedValue => format!("上の行と同じ「{repaired}」として読みました"),
        Code::MunicipalityCodeCheckDigit => format!("市区町村コード{found}の検査数字が合いません"),
        Code::MunicipalityCodeUnusable => {
            format!("市区町村コード{found}を読めません。市区町村がわからない行として取り込みます")
        }
        Code::MunicipalityDiffersWithinOffice => format!(
            "同じ事業所番号の別の行は対象の市区町村ですが、この行の市区町村は{found}です。この行は取り込みません。確かめてください"
        ),
        Code::NameBidiCharacters => {
            "事業所名に文字の向きを変える見えない文字がありました。取り除きました。名前を確かめてください"
                .to_owned()
        }
        Code::NameCompatCharacters => format!("事業所名{found}に半角カナや特殊な漢字が使われています"),
        Code::NameControlCharacters => {
            "事業所名に表示できない制御文字がありました。取り除きました。名前を確かめてください".to_owned()
        }
        Code::NameFormer => format!("前の名前が並んでいるので、事業所名を「{repaired}」と読みました"),
        Code::NameLineBreak => format!("事業所名の途中の改行を空白にしました（「{repaired}」）"),
        Code::NameMissing => "事業所名がありません。「この行を直す」で入力してください".to_owned(),
        Code::NameTooLong => {
            "事業所名が長すぎます（200文字まで）。ほかの内容が混ざっていないか確かめてください".to_owned()
        }
        Code::NoPrevention => format!(
            "介護予防や総合事業の欄に{found}とありますが、「{repaired}」にはそのサービスがありません。「{repaired}」だけを取り込みます。確かめてください"
        ),
        Code::NumberAmongWords => format!("{what}は、{found}と書かれているので「{repaired}」とします"),
        Code::NumberCheckDigit => format!("事業所番号{found}の検査数字が合いません。番号を確かめてください"),
        Code::NumberDivided => format!(
            "事業所番号{found}は承継により複数の番号（{repaired}）になっています。どの事業所の行か確かめて、番号を直してください"
        ),
        Code::NumberFormer => format!(
            "事業所番号{found}は統合または承継により「{repaired}」になっています。「{repaired}」の事業所の行として取り込みます。確かめてください"
        ),
        Code::NumberFormerRepeated => format!(
            "事業所番号{found}は統合または承継により「{repaired}」になっています。「{repaired}」の行が別にあるため、この行は取り込みません"
        ),
        Code::NumberFullwidth => format!("全角の事業所番号{found}を「{repaired}」と読みました"),
        Code::NumberLeadingZeroLost if issue.level == Level::Error => {
            format!("事業所番号が9桁です。先頭の0が消えていませんか（{repaired}）")
        }
        Code::NumberLeadingZeroLost => {
            format!("事業所番号{found}の消えていた先頭の0を補いました（{repaired}）")
        }
        Code::NumberMissing if issue.level == Level::Error => {
            "事業所番号がありません。候補から選ぶか、「この行を直す」で入力してください".to_owned()
        }
        Code::NumberMissing => format!("人が選んだ事業所の番号を補いました（{repaired}）"),
        Code::NumberNumericCell => format!("数値で入っていた事業所番号を「{repaired}」と読みました"),
        Code::NumberSeparators if issue.level == Level::Warning => {
            format!("事業所番号{found}のうち「{repaired}」を番号として読みました。確かめてください")
        }
        Code::NumberSeparators => joined_number(&found, repaired),
        Code::NumberUnusable if issue.level == Level::Error => {
            format!("事業所番号{found}を読めません。10桁の番号に直してください")
        }
        Code::NumberUnusable => {
            format!(
                "事業所番号{found}の都道府県または区分の桁が、使われていない値です。番号を確かめてください"
            )
        }
        Code::NumberUrlForm => format!("事業所番号の末尾の「-00」を除いて「{repaired}」と読みました"),
        Code::OfficeUncertain if issue.level == Level::Error => {
            "台帳のどの事業所か決められません。候補から選ぶか、「この行を直す」で事業所番号を入力してください"
                .to_owned()
        }
        Code::OfficeUncertain | Code::OfficeUnknown if issue.level != Level::Error => {
            format!("人が選んだ事業所として読みます（{repaired}）")
        }
        Code::OfficeUncertain | Code::OfficeUnknown => {
            "台帳に当てはまる事業所がありません。番号と名称を確かめてください。台帳にない事業所は、先に「事業所の一覧」として取り込みます"
                .to_owned()
        }
        Code::OtherColumns => format!(
            "{other}に、列の並びが違う見出しがあります。読み違えないように、その下の行は取り込みません。{other}から下を別のシートに分けるか、この取込のあとで見出しの行を「{}」にして、もう一度取り込んでください",
            issue.other.map(|place| place.row.to_string()).unwrap_or_default()
        ),
        Code::OutsideMunicipality if issue.found.contains(char::is_alphabetic) => {
            format!("対象の市区町村ではありません（{found}）")
        }
        Code::OutsideMunicipality => format!("対象の市区町村ではありません（コード{found}）"),
        Code::PhoneLeadingZeroLost => format!("電話番号{found}の消えていた先頭の0を補いました（{repaired}）"),
        Code::PhoneMissing if issue.found.contains(char::is_numeric) => {
            format!("電話番号がありません。FAX番号も残すときは、{found}の前に電話番号を書き足してください")
        }
        Code::PhoneMissing => "電話番号がありません".to_owned(),
        Code::PhoneReformatted => format!("電話番号{found}を「{repaired}」と読みました"),
        Code::PhoneUnusable => format!("電話番号{found}は日本の番号として読めません。空欄として扱います"),
        Code::PhoneSeveral => format!("{what}が2つ以上あります。最初の「{repaired}」を使います"),
        Code::PossibleRenumbering => {
            format!(
                "{other}と名称・住所・サービスが同じで、事業所番号だけが違います。番号が変わったのではありませんか"
            )
        }
        Code::PostalCodeUnusable if repaired.is_empty() => {
            format!("郵便番号{found}を読めません。空欄として扱います")
        }
        Code::PostalCodeUnusable => format!("郵便番号{found}を「{repaired}」と読みました"),
        Code::SaidElsewhere => {
            format!("{what}が{found}と書かれています。空欄として扱います。わかるときは入力してください")
        }
        Code::SeemsOutside => format!(
            "{found}とあるので、{repaired}の事業所かもしれません。対象の市区町村の事業所でないときは、「この行を直す」から「この行を取り込まない」を選んでください"
        ),
        Code::ServiceUnknown if issue.found.is_empty() => {
            "サービスの種類がわかりません。この欄か、列の対応か、シートのサービスを選んでください".to_owned()
        }
        Code::ServiceUnknown => {
            format!(
                "サービスの種類{found}は、介護保険のサービスとして読めません。どのサービスか選んでください"
            )
        }
        Code::SuspendedOffice => {
            "休止と書かれています。休止中の事業所として登録します。確かめてください".to_owned()
        }
        Code::TextInvisibleCharacters => format!("{what}の見えない文字を取り除きました"),
        Code::TextTooLong => format!("{what}が長すぎます（2,000文字まで）。空欄として扱います"),
        Code::WhomUnsaid => format!(
            "この欄{found}からは、居宅サービスか介護予防サービスかがわかりません。書かれているサービスのまま取り込みます。確かめてください"
        ),
    }
}

/// Why a choice about the reading is not taken, and what to do.
pub fn choice(problem: ChoiceProblem) -> String {
    match problem {
        ChoiceProblem::HeaderForm => {
            "見出しの行は「4」または「4-5」のように、1行か2行（1件が何行かにわたるときは同じ行数）で入力してください".to_owned()
        }
        ChoiceProblem::LinesForm => "1件の行数は、1から6までの数字で入力してください".to_owned(),
        ChoiceProblem::HeaderEmpty(row) => {
            format!("{row}行目には何も書かれていません。見出しのある行を入力してください")
        }
        ChoiceProblem::Twice(twice) => {
            format!("「{}」を2つの列に選んでいます。どちらか1つにしてください", field(twice))
        }
        ChoiceProblem::NoSheet => "取り込むシートを1つ以上選んでください".to_owned(),
        ChoiceProblem::Unknown => "一覧から選び直してください".to_owned(),
    }
}

/// What becomes of a row.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ok => "取込",
        Outcome::Warning => "警告",
        Outcome::Error => "エラー",
        Outcome::Skipped => "対象外",
    }
}

/// What happens to an office or a service.
pub const fn change(change: Change) -> &'static str {
    match change {
        Change::Created => "新規",
        Change::Updated => "更新",
        Change::Completed => "補足",
        Change::Unchanged => "変更なし",
    }
}

/// How much an issue matters.
pub const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "エラー",
        Level::Warning => "警告",
        Level::Note => "自動修正",
    }
}

/// What a row below the header is, when it is no record.
pub const fn no_record(kind: NoRecord) -> &'static str {
    match kind {
        NoRecord::Total => "合計の行",
        NoRecord::RepeatedHeader => "くり返しの見出し",
        NoRecord::OtherHeader => "列の並びが違う見出し",
        NoRecord::Section => "サービスや圏域の見出し",
        NoRecord::Note => "注記",
        NoRecord::Blank => "空の行",
    }
}

fn quoted(found: &str) -> String {
    let found = found.trim();
    if found.is_empty() { String::new() } else { format!("「{found}」") }
}

fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_zero_is_asked_about_with_the_whole_number() {
        let asked = Issue {
            level: Level::Error,
            found: "370999013".into(),
            repaired: Some("0370999013".into()),
            ..Issue::of_row(Code::NumberLeadingZeroLost)
        };
        assert_eq!(issue(&asked), "事業所番号が9桁です。先頭の0が消えていませんか（0370999013）");
    }

    #[test]
    fn every_refusal_says_what_to_do() {
        let kinds = [
            OtherKind::Pdf,
            OtherKind::Html,
            OtherKind::OldExcel,
            OtherKind::BinaryExcel,
            OtherKind::OpenDocument,
            OtherKind::Zip,
            OtherKind::Gzip,
            OtherKind::Document,
            OtherKind::Picture,
            OtherKind::Unknown,
        ];
        let others = [
            Refusal::Empty,
            Refusal::TooLarge { limit_mb: 20 },
            Refusal::Encrypted,
            Refusal::CutOff,
            Refusal::Damaged,
            Refusal::Hostile,
            Refusal::TooManyRows { limit: 20_000 },
            Refusal::TooManyCells { limit: 1_500_000 },
            Refusal::UnknownEncoding,
            Refusal::Garbled,
            Refusal::NoOfficeTable,
            Refusal::HeaderOnly,
            Refusal::TooHeavy,
            Refusal::ReaderCrashed,
        ];
        for reason in kinds.into_iter().map(Refusal::OtherKind).chain(others) {
            assert!(refusal(reason).ends_with("ください"), "{}", refusal(reason));
        }
        assert!(refusal(Refusal::TooManyRows { limit: 20_000 }).contains("20,000行"));
    }

    #[test]
    fn a_sentence_without_a_value_has_no_empty_brackets() {
        let missing = Issue { field: Some(Field::OfficeNumber), ..Issue::of_row(Code::DateUnusable) };
        assert!(!issue(&missing).contains("「」"));
    }
}
