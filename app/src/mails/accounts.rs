//! Mails about signing in. They hold secrets; their text is erased once sent.

use super::MailText;

/// Who writes where no municipality does.
const FROM: &str = "ひろめる（このメールには返信できません）";
const NOT_ME: &str = "心当たりがないときは、このメールを捨ててください。何も変わりません。";

/// The code and link of an applicant.
pub fn sign_in_code(name: &str, code: &str, url: &str) -> MailText {
    let code = format!("ログインの番号：{code}");
    let link = format!("申し込んだ画面と同じ端末なら、次のリンクからも進めます。\n{url}");
    MailText::new(
        "【ひろめる】ログインの番号",
        name,
        &[
            "番号を申し込んだ画面に、次の番号を入力してください。10分間、1回だけ使えます。",
            &code,
            &link,
            NOT_ME,
        ],
        FROM,
    )
}

/// To an address of staff for which an applicant's link was asked.
pub fn staff_address(name: &str, url: &str) -> MailText {
    let link = format!("職員の方は、次の画面からパスワードでログインしてください。\n{url}");
    MailText::new(
        "【ひろめる】職員の方のログインについて",
        name,
        &[
            "介護事業所の方のログイン画面で、このアドレスが入力されました。このアドレスは職員用として登録されています。",
            &link,
            NOT_ME,
        ],
        FROM,
    )
}

/// The link of an invited officer.
pub fn invitation(name: &str, tenant: &str, inviter: &str, url: &str) -> MailText {
    let news = format!("{inviter}さんが、{tenant}の職員として「ひろめる」にあなたを招待しました。");
    let link = format!(
        "次のリンクから、パスワードと認証アプリを設定してください。リンクは3日間、1回だけ使えます。\
         期限が過ぎたときは、{inviter}さんに招待の送り直しを頼んでください。\n{url}"
    );
    MailText::new(&format!("【ひろめる】{tenant}からの招待"), name, &[&news, &link, NOT_ME], FROM)
}

/// To somebody who has an account already and now belongs to one tenant more.
pub fn added(name: &str, tenant: &str, url: &str) -> MailText {
    let added = format!("{tenant}の職員として登録されました。今までと同じ方法でログインできます。\n{url}");
    MailText::new(&format!("【ひろめる】{tenant}に登録されました"), name, &[&added], FROM)
}

/// To somebody who now speaks for offices of an applicant.
pub fn speaks(name: &str, tenant: &str, colleague: &str, offices: &[String], url: &str) -> MailText {
    let added = format!(
        "{colleague}さんが、あなたを{tenant}の手続きをする方に加えました。事業所：{}",
        offices.join("、")
    );
    let link = format!("次の画面で、このメールアドレスを入力するとログインできます。\n{url}");
    MailText::new(
        &format!("【ひろめる】{tenant}の手続きをする方に加わりました"),
        name,
        &[&added, &link, NOT_ME],
        FROM,
    )
}

/// The link to a new password.
pub fn new_password(name: &str, url: &str) -> MailText {
    let link =
        format!("次のリンクから、新しいパスワードを決めてください。リンクは30分間、1回だけ使えます。\n{url}");
    MailText::new("【ひろめる】新しいパスワードの設定", name, &[&link, NOT_ME], FROM)
}

/// What changed behind somebody's sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The password.
    Password,
    /// The authenticator.
    SecondFactor,
    /// The authenticator was taken away by an administrator.
    SecondFactorRemoved,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// The recovery codes were made anew.
    RecoveryCodes,
}

/// Tells somebody what changed, so that they notice when it was not them.
pub fn changed(name: &str, what: Changed, when: &str) -> MailText {
    let what = match what {
        Changed::Password => "パスワードが変更されました",
        Changed::SecondFactor => "認証アプリが設定されました",
        Changed::SecondFactorRemoved => {
            "管理者が二段階認証を解除しました。次のログインで設定し直してください"
        }
        Changed::RecoveryCodeUsed => "回復コードを使ったログインがありました",
        Changed::RecoveryCodes => "回復コードが作り直されました",
    };
    let told = format!("{when}に、{what}。");
    MailText::new(
        "【ひろめる】ログインの設定についてのお知らせ",
        name,
        &[&told, "心当たりがないときは、すぐに同じ自治体・団体の管理者に連絡してください。"],
        FROM,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_alone_on_its_line_with_the_link_below() {
        let mail =
            sign_in_code("陽だまり　太郎", "1234 5678", "https://hiromeru.example.jp/sign-in/link/abc");
        assert_eq!(mail.subject, "【ひろめる】ログインの番号");
        assert!(mail.body.contains("\nログインの番号：1234 5678\n"), "{}", mail.body);
        assert!(mail.body.contains("\nhttps://hiromeru.example.jp/sign-in/link/abc\n"), "{}", mail.body);
        assert!(mail.body.starts_with("陽だまり　太郎 様\n"));
    }

    #[test]
    fn every_mail_says_what_to_do_when_it_was_not_asked_for() {
        for mail in [
            sign_in_code("a", "1", "u"),
            staff_address("a", "u"),
            invitation("a", "みどり野市", "管理 太郎", "u"),
            new_password("a", "u"),
            changed("a", Changed::Password, "令和6年7月3日(水) 10:12"),
        ] {
            assert!(mail.body.contains("心当たりがない"), "{}", mail.body);
        }
    }
}
