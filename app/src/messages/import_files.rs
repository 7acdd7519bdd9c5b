//! Sentences for what concerns the file of an import as a whole.

use domain::imports::{FileIssue, column_letters};

/// So many 圏域 are named; nobody reads more of them.
const AREAS: usize = 6;

/// What is odd about the file as a whole.
pub fn file_issue(issue: &FileIssue) -> String {
    let of =
        |sheet: &str| if sheet.is_empty() { String::new() } else { format!("シート「{sheet}」の") };
    match issue {
        FileIssue::MunicipalityCode { found, corrected, rows } => format!(
            "市区町村コード「{found}」は末尾の検査数字が正しくありません（{rows}行）。「{corrected}」として読みました"
        ),
        FileIssue::HiddenColumns { sheet, columns } => {
            let letters: Vec<_> = columns.iter().map(|column| column_letters(*column)).collect();
            format!("{}表示されていない列（{}列）も読みました", of(sheet), letters.join("・"))
        }
        FileIssue::ColumnsCut { sheet } => {
            format!("{}257列目から右は、列が多いため読んでいません", of(sheet))
        }
        FileIssue::SecondTable { sheet, column } => format!(
            "{}{}列にも事業所番号があります。その列は読んでいません。表が左右に並んでいるときは、右の表を下に続けるか、別のシートに分けてください",
            of(sheet),
            column_letters(*column)
        ),
        FileIssue::AboveHeader { sheet, header, rows } => format!(
            "{}{header}行目の見出しより上に、事業所番号のある行が{rows}行あります。その行は読んでいません。上の表も取り込むときは、別のシートに分けるか、見出しの行を選び直してください",
            of(sheet)
        ),
        FileIssue::FurtherTable { sheet, row } => format!(
            "{row}行目から、列の並びが違う表が続いています。「{sheet}」として、その表の見出しで読みました"
        ),
        FileIssue::AreaHeadings { sheet, areas } => {
            let named: Vec<_> = areas.iter().take(AREAS).map(String::as_str).collect();
            let more = if areas.len() > AREAS { "など" } else { "" };
            format!(
                "{}行の間にある見出し（{}{more}）を、その下の事業所の日常生活圏域として読みました。違うときは、「圏域」の列を加えたファイルを送り直してください",
                of(sheet),
                named.join("・")
            )
        }
        FileIssue::Turned { sheet } => format!(
            "{}表は、項目が縦に、事業所が横に並んでいます。縦と横を入れ替えて読みました。行の番号と列の記号は入れ替えたあとのものです（もとの表のC列は3行目です）",
            of(sheet)
        ),
    }
}
