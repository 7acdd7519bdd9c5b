//! What is told when there is no list to give: `application/problem+json` (RFC 9457), with one Japanese sentence that says
//! what to do.

use crate::error::{Error, Failure};
use app::errors::Problem;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use domain::wareki::format_date;
use serde_json::json;

/// What a problem is sent as.
pub(crate) const PROBLEM_TYPE: &str = "application/problem+json";

/// Why a system is not answered with a list.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// No key came with the request, or something else than a key of ours.
    NoKey,
    /// No key of ours has this secret.
    UnknownKey,
    /// The key was revoked.
    Revoked,
    /// The key's last day is over.
    Ended(NaiveDate),
    /// The key is used from other addresses.
    FromElsewhere,
    /// The key opens other lists.
    NotAllowed,
    /// There is no such house, or it is not the key's.
    NotThere,
    /// Something in the query cannot be read.
    Parameter(&'static str),
    /// Whatever else may fail.
    Other(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        Self::Other(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, detail) = match self {
            // The layer of failures tells of it, as of everything else that fails below this address.
            Self::Other(error) => return error.into_response(),
            Self::NoKey => (
                StatusCode::UNAUTHORIZED,
                "連携用の鍵を「Authorization: Bearer」に入れて送ってください。鍵は「設定」の「外部連携」で作れます。".to_owned(),
            ),
            Self::UnknownKey => (
                StatusCode::UNAUTHORIZED,
                "この鍵はありません。鍵を写し間違えていないか確かめてください。".to_owned(),
            ),
            Self::Revoked => (
                StatusCode::UNAUTHORIZED,
                "この鍵は取り消されています。管理者に新しい鍵を作ってもらってください。".to_owned(),
            ),
            Self::Ended(until) => (
                StatusCode::UNAUTHORIZED,
                format!(
                    "この鍵の期限は{}で終わりました。管理者に新しい鍵を作ってもらってください。",
                    format_date(until)
                ),
            ),
            Self::FromElsewhere => (
                StatusCode::FORBIDDEN,
                "この鍵は、決められた接続元からだけ使えます。管理者に接続元のアドレスを確かめてください。".to_owned(),
            ),
            Self::NotAllowed => (
                StatusCode::FORBIDDEN,
                "この鍵では、この一覧を読めません。管理者に、読めるものを選び直した鍵を作ってもらってください。".to_owned(),
            ),
            Self::NotThere => (StatusCode::NOT_FOUND, NOT_THERE.to_owned()),
            Self::Parameter(name) => (
                StatusCode::BAD_REQUEST,
                format!("「{name}」の値を読めません。書き方を /api/v1/openapi.json で確かめてください。"),
            ),
        };
        told(status, &detail)
    }
}

const NOT_THERE: &str =
    "このアドレスには何もありません。自治体・団体の文字列と一覧の名前が正しいか確かめてください。";

/// What failed elsewhere, told to a system; what the answer said beside it stays.
pub(crate) fn failed(failure: &Failure, said: &HeaderMap) -> Response {
    let detail = match failure {
        Failure::Problem(Problem::NotFound) => NOT_THERE.to_owned(),
        Failure::Problem(Problem::MethodNotAllowed) => {
            "ここからは読むことだけができます。GETで送ってください。".to_owned()
        }
        Failure::Problem(Problem::TooOften { retry_after }) => {
            format!("短い間に続けて送られました。{retry_after}秒ほど待ってから、もう一度送ってください。")
        }
        Failure::Problem(Problem::Unavailable) => {
            "ただいま応答できません。しばらく待ってから、もう一度送ってください。".to_owned()
        }
        Failure::Problem(Problem::Broken { reference }) => {
            format!("システムの内部で失敗しました。運用者に番号「{reference}」を伝えてください。")
        }
        Failure::Problem(_) | Failure::Conflict(_) => {
            "送られた内容を読めません。書き方を /api/v1/openapi.json で確かめてください。".to_owned()
        }
    };
    let mut response = told(failure.status(), &detail);
    for (name, value) in said {
        if name == header::RETRY_AFTER || name == header::ALLOW {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

fn told(status: StatusCode, detail: &str) -> Response {
    let title = status.canonical_reason().unwrap_or_default();
    let body = json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail });
    let mut response = (status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
