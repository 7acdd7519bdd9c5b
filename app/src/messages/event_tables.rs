//! Sentences about 申込状況の表: what does not agree, with where it is and what probably happened.

use super::{occasions, values};
use domain::{
    event_tables::{
        At, ChoiceProblem, Column, Field, Finding, Likely, Meaning, NoTable, Note, Part, Place, PrintedRate,
        Problem, field,
    },
    imports::column_letters,
    money::Yen,
    prefecture::Prefecture,
    text,
};

/// What a column is called.
pub const fn column(column: Column) -> &'static str {
    match column {
        Column::People => "合計（人数）",
        Column::Bodies => "合計（団体数）",
        Column::FederationPeople => "国保連（人数）",
        Column::FederationBodies => "国保連（団体数）",
        Column::PrefecturePeople => "都道府県（人数）",
        Column::PrefectureBodies => "都道府県（団体数）",
        Column::ThereAre => "市区町村の総数",
        Column::Municipalities => "市区町村（合計）",
        Column::SpecialWards => "特別区",
        Column::Cities => "市",
        Column::Towns => "町村",
        Column::Associations => "一部事務組合等",
    }
}

/// What a column may hold, as a choice.
pub const fn meaning(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Number => "番号・順位",
        Meaning::Prefecture => "都道府県の名前",
        Meaning::Rate => "申込率",
        Meaning::Count(of) => column(of),
    }
}

/// What a column of a file is called: its letters, and its words.
pub fn column_label(place: &Place) -> String {
    let letters = column_letters(place.at);
    if place.heading.is_empty() {
        format!("{letters}列（見出しなし）")
    } else {
        format!("{letters}列「{}」", short(&place.heading))
    }
}

/// What is wrong with what was chosen for columns, and what to do.
pub fn choice_errors(problems: &[(u16, ChoiceProblem)]) -> Vec<(String, String)> {
    let sentence = |at: u16, problem: ChoiceProblem| {
        let letters = column_letters(at);
        match problem {
            ChoiceProblem::NotChosen => format!("{letters}列が何の数かを選んでください"),
            ChoiceProblem::Twice { before } => format!(
                "{letters}列は、{}列と同じものが選ばれています。どちらかを選び直してください",
                column_letters(before)
            ),
            ChoiceProblem::NoCounts => "人数か団体数の列を、1つは選んでください".to_owned(),
        }
    };
    problems.iter().map(|(at, problem)| (field(*at), sentence(*at, *problem))).collect()
}

/// A count with commas at the thousands.
pub fn count(count: u32) -> String {
    Yen(i64::from(count)).grouped()
}

/// A percentage with its digits behind the point.
pub fn percent(digits: u64, decimals: u8) -> String {
    let scale = 10_u64.pow(u32::from(decimals.min(9)));
    if decimals == 0 {
        format!("{digits}%")
    } else {
        format!("{}.{:0>width$}%", digits / scale, digits % scale, width = usize::from(decimals))
    }
}

/// A rate as it is printed; a fraction of a workbook as the percentage it is.
pub fn printed(rate: &PrintedRate) -> String {
    if rate.written && rate.text.ends_with(['%', '％']) {
        rate.text.clone()
    } else {
        percent(rate.digits, rate.decimals)
    }
}

fn at(at: At) -> &'static str {
    at.map_or("合計の行", Prefecture::name)
}

fn cell(column: u16, row: u32) -> String {
    format!("セル{}{row}", column_letters(column))
}

fn named(prefectures: &[Prefecture]) -> String {
    const MOST: usize = 10;
    let names: Vec<&str> = prefectures.iter().take(MOST).map(|prefecture| prefecture.name()).collect();
    let more = prefectures.len().saturating_sub(MOST);
    if more == 0 { names.join("、") } else { format!("{}ほか{more}", names.join("、")) }
}

/// What does not agree: where, and what probably happened.
pub fn finding(finding: &Finding) -> String {
    match finding {
        Finding::ColumnTotal { column: of, printed, computed, likely: why } => format!(
            "「{}」の合計は、印字では{}ですが、各行を足すと{}です。{}",
            column(*of),
            count(*printed),
            count(*computed),
            likely(why)
        ),
        Finding::RowSum { at: place, column: of, printed, computed } => format!(
            "{}の「{}」は、印字では{}ですが、内訳を足すと{}です。どちらかが誤りとみられます。",
            at(*place),
            column(*of),
            count(*printed),
            count(*computed)
        ),
        Finding::TooFewPeople { at: place, column: of, printed, least, bodies, parts } => {
            too_few(at(*place), *of, (*printed, *least), *bodies, parts)
        }
        Finding::Rate { at: place, printed: rate, computed, fraction } => format!(
            "{}の申込率は、印字では{}ですが、{}÷{}では{}です。印字の誤りとみられます。",
            at(*place),
            printed(rate),
            count(fraction.numerator),
            count(fraction.denominator),
            percent(*computed, rate.decimals)
        ),
        Finding::Order { above, below } => format!(
            "{}は、上にある{}より申込率が高く、申込率の高い順に並んでいません。",
            below.name(),
            above.name()
        ),
        Finding::Precision { at: place, printed: rate, usual, computed, fraction } => format!(
            "{}の申込率は、ほかの行より粗く「{}」と印字されています。同じ桁まで求めると{}です（{}÷{}）。",
            at(*place),
            printed(rate),
            percent(*computed, *usual),
            count(fraction.numerator),
            count(fraction.denominator)
        ),
    }
}

fn likely(likely: &Likely) -> String {
    match likely {
        Likely::Total { above } if above.is_empty() => {
            "各行は内訳と合っているので、合計の行の誤りとみられます。".to_owned()
        }
        Likely::Total { above } => {
            let rows: Vec<String> =
                above.iter().map(|(prefecture, count)| format!("{}{count}", prefecture.name())).collect();
            format!(
                "合計の行の誤りとみられます。団体数より多い行（{}）は、その行の合計人数と矛盾しません。",
                rows.join("、")
            )
        }
        Likely::Row(prefecture) => {
            format!("{}の行の誤りとみられます。その行の内訳も、同じだけ合いません。", prefecture.name())
        }
        Likely::Unclear => "合計と各行のどちらの誤りかは、この表だけではわかりません。".to_owned(),
    }
}

fn too_few(
    place: &str,
    of: Column,
    (printed, least): (u32, u32),
    bodies: Option<u32>,
    parts: &[Part],
) -> String {
    let (of, printed, least) = (column(of), count(printed), count(least));
    if parts.is_empty() {
        let bodies = count(bodies.unwrap_or(0));
        return format!(
            "{place}の「{of}」は{printed}ですが、団体数は{bodies}です。どの団体も1人以上なので、人数は{least}以上のはずで、人数の誤りとみられます。"
        );
    }
    let parts: Vec<String> =
        parts.iter().map(|part| format!("{}{}", column(part.column), count(part.count))).collect();
    format!(
        "{place}の「{of}」は{printed}ですが、内訳からは{least}以上のはずです（{}。人数のない団体は1人と数えます）。人数か内訳の誤りとみられます。",
        parts.join("＋")
    )
}

/// The beginning of what stands in a cell, in one line.
pub fn short(text: &str) -> String {
    const MOST: usize = 40;
    let line = text::tidy_name(text);
    let beginning: String = line.chars().take(MOST).collect();
    if beginning == line { line } else { format!("{beginning}…") }
}

/// What was not understood, by its place in the file.
pub fn note(note: &Note) -> String {
    match note {
        Note::UnknownColumn { column, heading } => {
            format!("{}列「{}」は、何の列かわからないため使いません", column_letters(*column), short(heading))
        }
        Note::SameHeading { column, heading, before } => format!(
            "{}列「{}」は、{}列と同じ意味の見出しのため使いません。どちらかの見出しを直すと読めます",
            column_letters(*column),
            short(heading),
            column_letters(*before)
        ),
        Note::Exchanged { columns: (one, other), now: (of_one, of_other) } => format!(
            "{one}列と{other}列は、見出しと数が入れ替わっています。市区町村の合計と合うように、{one}列を「{}」、{other}列を「{}」として読みました",
            column(*of_one),
            column(*of_other),
            one = column_letters(*one),
            other = column_letters(*other),
        ),
        Note::Unread { row, column, text } => format!(
            "{}「{}」は数として読めないため、空欄として扱い、その列の合計は確かめません",
            cell(*column, *row),
            short(text)
        ),
        Note::Nobodys { row, text } => {
            format!("{row}行目「{}」は都道府県の名前ではないため、数に入れません", short(text))
        }
        Note::Twice { row, prefecture } => {
            format!("{row}行目の{}は2回目のため、数に入れません", prefecture.name())
        }
        Note::SecondTotal { row } => format!("{row}行目は2つ目の合計の行のため、使いません"),
        Note::Remark { row, text } => format!("{row}行目「{}」は、表の外の注記として残します", short(text)),
        Note::NoTotal => "合計の行がないため、印字の合計とは比べません".to_owned(),
        Note::Missing(missing) => format!("次の都道府県の行がありません：{}", named(missing)),
        Note::OtherSheets(names) => format!("ほかのシート（{}）は読み込みません", names.join("、")),
    }
}

/// Why a file is not taken, and what to do.
pub const fn no_table(why: NoTable) -> &'static str {
    match why {
        NoTable::NotFound => {
            "都道府県ごとの申込みの表が見つかりません。「都道府県」「人数」「団体数」「申込率」などの見出しの行と、都道府県の名前の行を入れてください"
        }
        NoTable::TooLarge => {
            "この表は大きすぎます。見出しと都道府県の行だけを、400行・60列までにして読み込んでください"
        }
    }
}

/// What a field of the form is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Title => "表の名前",
        Field::HeldOn => "催しの日",
        Field::Source => "出典",
    }
}

/// What is wrong with a field, and what to do.
pub fn problem(of: Field, problem: &Problem) -> String {
    let what = label(of);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        Problem::Date(error) => values::date(what, error),
    }
}

/// Every mistake with its field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, error)| (field.name(), problem(*field, error))).collect()
}

/// What a line is called.
pub fn line(place: At) -> &'static str {
    occasions::prefecture(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event_tables::Fraction;

    fn named(name: &str) -> Prefecture {
        Prefecture::all().find(|one| one.name() == name).unwrap()
    }

    #[test]
    fn a_percentage_keeps_its_digits() {
        assert_eq!(
            (percent(202, 1), percent(20, 0), percent(39, 1)),
            ("20.2%".into(), "20%".into(), "3.9%".into())
        );
        assert_eq!((percent(5, 2), percent(1_000, 1)), ("0.05%".into(), "100.0%".into()));
        let of = |text: &str, number| printed(&PrintedRate::read(text, number).unwrap());
        assert_eq!(
            (of("65.0%", false), of("0.65", true), of("43.5", false)),
            ("65.0%".into(), "65%".into(), "43.5%".into())
        );
    }

    #[test]
    fn what_does_not_agree_says_where_and_what_probably_happened() {
        let total = Finding::ColumnTotal {
            column: Column::PrefecturePeople,
            printed: 45,
            computed: 48,
            likely: Likely::Total { above: vec![(named("大分県"), 3), (named("大阪府"), 2)] },
        };
        assert_eq!(
            finding(&total),
            "「都道府県（人数）」の合計は、印字では45ですが、各行を足すと48です。合計の行の誤りとみられます。\
             団体数より多い行（大分県3、大阪府2）は、その行の合計人数と矛盾しません。"
        );
        let tochigi = Finding::TooFewPeople {
            at: Some(named("栃木県")),
            column: Column::People,
            printed: 13,
            least: 14,
            bodies: Some(13),
            parts: vec![Part { column: Column::Municipalities, count: 11 }],
        };
        assert!(finding(&tochigi).contains("14以上のはずです（市区町村（合計）11"));
        let okinawa = Finding::TooFewPeople {
            at: Some(named("沖縄県")),
            column: Column::People,
            printed: 4,
            least: 5,
            bodies: Some(5),
            parts: Vec::new(),
        };
        assert!(finding(&okinawa).contains("は4ですが、団体数は5です"));
        let precision = Finding::Precision {
            at: None,
            printed: PrintedRate::read("20%", false).unwrap(),
            usual: 1,
            computed: 202,
            fraction: Fraction { numerator: 352, denominator: 1_741 },
        };
        assert!(
            finding(&precision).contains("「20%」と印字")
                && finding(&precision).contains("20.2%です（352÷1,741）")
        );
        assert!(note(&Note::Unread { row: 3, column: 5, text: "約15".into() }).starts_with("セルF3「約15」"));
        assert!(note(&Note::Missing(Prefecture::all().collect())).ends_with("ほか37"));
    }
}
