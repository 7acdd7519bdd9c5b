//! Words of 外部連携: what a key opens, and what to do about its form.

use super::values;
use domain::{
    interface::{ApiKeyField, ApiKeyForm, ApiKeyProblem, Permission},
    wareki::format_date,
};

/// What may be read.
pub const fn permission(permission: Permission) -> &'static str {
    match permission {
        Permission::Offices => "事業所",
        Permission::Applications => "申請と金額",
        Permission::Payments => "支払の合計",
        Permission::Adoption => "普及状況の数",
        Permission::Sessions => "デモ・説明会",
    }
}

/// What is in it, and what is not.
pub const fn permission_hint(permission: Permission) -> &'static str {
    match permission {
        Permission::Offices => {
            "番号・名前・住所・サービス・導入の段階。電話番号とメールアドレスは含みません。"
        }
        Permission::Applications => "受け付けた申請の状態と金額。書類と口座は含みません。",
        Permission::Payments => "支払データごとの件数と合計額。受取人は含みません。",
        Permission::Adoption => "導入済みの事業所の数と導入率。少ない数は含みません。",
        Permission::Sessions => "日時・場所・人数。参加者の名前は含みません。",
    }
}

/// The name of a field.
pub const fn label(field: ApiKeyField) -> &'static str {
    match field {
        ApiKeyField::Name => "つなぐシステムの名前",
        ApiKeyField::Permissions => "読めるもの",
        ApiKeyField::Until => "期限",
        ApiKeyField::Addresses => "接続元のアドレス",
    }
}

/// What to do about a field.
pub fn problem(field: ApiKeyField, problem: &ApiKeyProblem) -> String {
    let what = label(field);
    match problem {
        ApiKeyProblem::Missing => match field {
            ApiKeyField::Permissions => format!("{what}を1つ以上選んでください"),
            ApiKeyField::Name | ApiKeyField::Until | ApiKeyField::Addresses => {
                format!("{what}を入力してください")
            }
        },
        ApiKeyProblem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        ApiKeyProblem::UnknownChoice => format!("{what}は、画面にあるものから選んでください"),
        ApiKeyProblem::Day(error) => values::date(what, error),
        ApiKeyProblem::Over => format!("{what}は、今日か、今日より後の日を入力してください"),
        ApiKeyProblem::TooLate { last } => {
            format!("{what}は{}までの日を入力してください", format_date(*last))
        }
        ApiKeyProblem::Address { line } => format!(
            "{what}の{line}行目を確かめてください。1行に1つずつ、「10.1.2.3」や「10.1.0.0/16」のように入力してください"
        ),
        ApiKeyProblem::TooManyAddresses => format!(
            "{what}は{}行までにしてください。続いたアドレスは「10.1.0.0/16」のようにまとめて入力できます",
            ApiKeyForm::MAX_ADDRESSES
        ),
    }
}
