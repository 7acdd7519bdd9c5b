//! Office lists to practise importing with; the tests read the same files.

use crate::{actor::DemoVisitor, download, error::Error};
use axum::{extract::Path, response::Response};

pub(super) const CSV: &[u8] = include_bytes!("../../sheets/tests/data/01_jigyosho_292991.csv");
pub(super) const WORKBOOK: &[u8] = include_bytes!("../../sheets/tests/data/02_事業所一覧(R6.4.1).xlsx");

/// One list, as a file to save.
pub async fn show(_: DemoVisitor, Path(list): Path<String>) -> Result<Response, Error> {
    let (kind, bytes) = match list.as_str() {
        "jigyosho_292991.csv" => ("text/csv; charset=utf-8", CSV),
        "jigyosho_ichiran.xlsx" => {
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", WORKBOOK)
        }
        _ => return Err(Error::NotFound),
    };
    Ok(download::file(&list, kind, bytes.to_vec()))
}
