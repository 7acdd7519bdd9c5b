//! Sentences about people, passwords and codes.

use crate::messages::values;
use domain::accounts::{
    CodeError, Password, PasswordError, PersonName, PersonNameError, TenantSlugError,
    forms::{AccountErrors, AccountField, AccountProblem},
};

/// The name of a field, as its page shows it.
pub const fn label(field: AccountField) -> &'static str {
    match field {
        AccountField::Email => "メールアドレス",
        AccountField::Password => "パスワード",
        AccountField::NewPassword => "新しいパスワード",
        AccountField::SignInCode => "8桁の番号",
        AccountField::TotpCode => "6桁の番号",
        AccountField::RecoveryCode => "回復コード",
        AccountField::LetterCode => "ご利用コード",
        AccountField::Name => "お名前",
        AccountField::Roles => "役割",
    }
}

/// Fields and sentences, for a form that is shown again.
pub fn errors(errors: &AccountErrors) -> Vec<(&'static str, String)> {
    errors.iter().map(|(field, problem)| (field.name(), sentence(*field, problem))).collect()
}

/// What to do about a field.
pub fn sentence(field: AccountField, problem: &AccountProblem) -> String {
    let what = label(field);
    match problem {
        AccountProblem::Email(error) => values::email(what, error),
        AccountProblem::NoPassword => format!("{what}を入力してください"),
        AccountProblem::Password(error) => password(what, error),
        AccountProblem::Code(error) => code(what, error),
        AccountProblem::Name(error) => person_name(what, error),
        AccountProblem::NoRole => format!("{what}を1つ以上選んでください"),
        AccountProblem::WrongCredentials => {
            "メールアドレスまたはパスワードが違います。もう一度確かめて入力してください".to_owned()
        }
        AccountProblem::WrongPassword => format!("{what}が違います。今お使いのパスワードを入力してください"),
        AccountProblem::WrongCode => format!("{what}が違います。もう一度確かめて入力してください"),
        AccountProblem::WrongMailedCode => format!(
            "{what}が違います。メールの番号を確かめてください。5回まちがえたときや10分を過ぎたときは、もう一度番号を申し込んでください"
        ),
        AccountProblem::DeadCode => {
            format!("この{what}はもう使えません。新しい番号またはコードを受け取ってください")
        }
        AccountProblem::UsedCode => {
            format!("この{what}は使用済みです。アプリの番号が変わるまで30秒ほど待ってから入力してください")
        }
        AccountProblem::ApplicantsAddress => {
            format!("この{what}は事業所の方が使っています。職員用の別のアドレスを入力してください")
        }
        AccountProblem::StaffAddress => {
            format!("この{what}は使えません。事業所の方の別のアドレスを入力してください")
        }
        AccountProblem::MemberAlready => {
            format!("この{what}の方はすでに登録されています。一覧から役割を変更してください")
        }
        AccountProblem::LastAdministrator => {
            "管理者が1人もいなくなります。先にほかの方を管理者にしてください".to_owned()
        }
        AccountProblem::TooOften { seconds } => {
            format!(
                "続けて何度も入力されたため、少しお待ちいただいています。{}後にもう一度お試しください",
                wait(*seconds)
            )
        }
    }
}

/// `30秒`, `3分`.
fn wait(seconds: i64) -> String {
    if seconds <= 60 { format!("{}秒", seconds.max(1)) } else { format!("{}分", (seconds + 59) / 60) }
}

/// A person's name that is not accepted.
pub fn person_name(what: &str, error: &PersonNameError) -> String {
    match error {
        PersonNameError::Missing => format!("{what}を入力してください"),
        PersonNameError::TooLong(count) => {
            format!("{what}は{}文字までで入力してください（今は{count}文字です）", PersonName::MAX)
        }
        PersonNameError::Address => {
            format!("{what}には、メールアドレスやURLではなくお名前を入力してください")
        }
    }
}

/// A new password that is not accepted.
pub fn password(what: &str, error: &PasswordError) -> String {
    match error {
        PasswordError::Missing => format!("{what}を入力してください（{}文字以上）", Password::MIN),
        PasswordError::TooShort(count) => format!(
            "{what}は{}文字以上にしてください（今は{count}文字です）。関係のない言葉を4つほど並べると、長くても覚えやすくなります",
            Password::MIN
        ),
        PasswordError::TooLong(count) => {
            format!("{what}は{}文字以内にしてください（今は{count}文字です）", Password::MAX)
        }
        PasswordError::Repeated => {
            format!(
                "{what}が同じ文字や言葉の繰り返しです。繰り返しではない{}文字以上にしてください",
                Password::MIN
            )
        }
        PasswordError::KeyboardRow => {
            format!(
                "{what}がキーボードや五十音の並び順です。並び順ではない{}文字以上にしてください",
                Password::MIN
            )
        }
        PasswordError::CommonWord => {
            format!("{what}がよく使われる言葉です。関係のない言葉をいくつか足してください")
        }
        PasswordError::ContextWord => format!(
            "{what}が自治体名・お名前・仕事の言葉から推測できます。関係のない言葉をいくつか足してください"
        ),
    }
}

/// A code that cannot be one; whether a well-formed code is the right one is said elsewhere.
pub fn code(what: &str, error: &CodeError) -> String {
    match error {
        CodeError::Missing => format!("{what}を入力してください"),
        CodeError::Length { expected, found } => {
            format!("{what}は{expected}文字です（今は{found}文字です）。もう一度確かめて入力してください")
        }
        CodeError::Character(character) => {
            format!("{what}に「{character}」は使われません。もう一度確かめて入力してください")
        }
        CodeError::Mistyped => format!("{what}に打ちまちがいがあります。1文字ずつ確かめて入力してください"),
    }
}

/// A slug of a tenant that is not accepted.
pub fn tenant_slug(what: &str, error: &TenantSlugError) -> String {
    match error {
        TenantSlugError::Missing => format!("{what}を入力してください。例：midorino"),
        TenantSlugError::Character(character) => {
            format!("{what}は英小文字・数字・ハイフンで入力してください（「{character}」は使えません）")
        }
        TenantSlugError::Shape => {
            format!("{what}は英字で始め、ハイフンは言葉の間に1つだけ入れてください。例：midorino")
        }
        TenantSlugError::Length(count) => {
            format!("{what}は2〜40文字で入力してください（今は{count}文字です）")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::accounts::{LetterCode, SignInCode, TenantSlug};
    use domain::form::Typed;

    #[test]
    fn a_wrong_sign_in_never_tells_which_half_was_wrong() {
        let sentence = sentence(AccountField::Email, &AccountProblem::WrongCredentials);
        assert!(sentence.contains("メールアドレスまたはパスワード"), "{sentence}");
    }

    #[test]
    fn whoever_must_wait_is_told_how_long() {
        for (seconds, told) in [(0, "1秒後"), (59, "59秒後"), (61, "2分後"), (900, "15分後")] {
            let sentence = sentence(AccountField::TotpCode, &AccountProblem::TooOften { seconds });
            assert!(sentence.contains(told), "{sentence}");
        }
    }

    #[test]
    fn a_form_gets_its_sentences_in_the_order_of_the_page() {
        let wrong = domain::accounts::forms::Credentials::parse(&Typed::default()).unwrap_err();
        let fields: Vec<&str> = errors(&wrong).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["email", "password"]);
    }

    #[test]
    fn a_short_password_is_answered_with_a_way_to_a_longer_one() {
        let error = Password::parse("sakura2024", &[]).unwrap_err();
        let sentence = password("新しいパスワード", &error);
        assert!(sentence.contains("15文字以上") && sentence.contains("今は10文字"), "{sentence}");
    }

    #[test]
    fn every_sentence_names_its_field_and_says_what_to_do() {
        for sentence in [
            person_name("氏名", &PersonName::parse("").unwrap_err()),
            person_name("氏名", &PersonName::parse("a@example.jp").unwrap_err()),
            password("氏名", &Password::parse("aaaaaaaaaaaaaaaa", &[]).unwrap_err()),
            password("氏名", &Password::parse("qwertyuiopasdfgh", &[]).unwrap_err()),
            code("氏名", &SignInCode::parse("123").unwrap_err()),
            code("氏名", &LetterCode::parse("0123-4567-89AB").unwrap_err()),
            tenant_slug("氏名", &TenantSlug::parse("みどり").unwrap_err()),
        ] {
            assert!(sentence.starts_with("氏名") && sentence.contains("ください"), "{sentence}");
        }
    }
}
