//! 案内通知: a letter to an office without a mail address, with the code for its first sign-in.

use crate::{BASE, Contact, Fonts, PostalAddress, RenderError, Rendered, TooLongForQr, file_name, qr};
use chrono::{DateTime, NaiveDate, Utc};
use domain::wareki::format_date;
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/sign_in_letter.typ"), parts: BASE };
/// What the letter is called.
const TITLE: &str = "ご利用コードのお知らせ";
/// Characters of the code between two hyphens.
const GROUP: usize = 4;

/// A letter with a code. It is never stored: the code is a secret, of which the store keeps a hash.
#[derive(Clone)]
pub struct SignInLetter {
    /// To whom.
    pub office: PostalAddress,
    /// From whom, and whom to ask.
    pub sender: Contact,
    /// Day of the letter.
    pub issued_on: NaiveDate,
    /// What one can do after signing in (「ライセンス料補助金」の申請).
    pub purpose: String,
    /// The code without hyphens.
    pub code: String,
    /// Last day of the code.
    pub expires_on: NaiveDate,
    /// Address of the page that asks for the code; it does not contain the code.
    pub url: String,
}

/// Why a letter could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SignInLetterError {
    /// The template failed; that is a fault of the program.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The address of the page does not fit a QR code.
    #[error(transparent)]
    Url(#[from] TooLongForQr),
}

impl SignInLetter {
    /// Sets the letter. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the page's address is too long, or the template fails.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, SignInLetterError> {
        set(&self.sender, vec![self.view()?], made, fonts)
    }

    /// The name under which the letter is saved.
    pub fn file_name(&self) -> String {
        file_name(&[TITLE, &self.office.name])
    }

    fn view(&self) -> Result<serde_json::Value, TooLongForQr> {
        let Self { office, sender, issued_on, purpose, code, expires_on, url } = self;
        let code: Vec<char> = code.chars().collect();
        let code: Vec<String> = code.chunks(GROUP).map(|group| group.iter().collect()).collect();
        Ok(json!({
            "heading": "オンライン申請　ご利用コードのお知らせ",
            "opening": format!(
                "日頃から介護保険事業にご協力いただき、ありがとうございます。{purpose}は、パソコンやスマートフォンから行えます。\
                 はじめてご利用になるときに、下のコードを入力してください。"
            ),
            "office": office,
            "sender": sender,
            "issued_on": format_date(*issued_on),
            "code": code,
            "expires_on": format_date(*expires_on),
            "url": url,
            "qr": qr::svg(url)?,
            "steps": [
                "スマートフォンの場合は、枠の中のQRコードをカメラで読み取ります。パソコンの場合は、ページの場所（アドレス）を入力します。",
                "「お手紙のコードで始める」を選び、ご利用コードを入力します。ハイフン（-）は入れても入れなくてもかまいません。",
                "画面の案内に沿って、連絡先のメールアドレスを登録します。次からは、メールアドレスだけで始められます。",
            ],
            "cautions": [
                "コードは1回だけ使えます。ほかの人に教えないでください。",
                "有効期限を過ぎたときや、コードをなくしたときは、新しいコードをお送りします。下の窓口にご連絡ください。",
                "インターネットを使わずに申請することもできます。下の窓口にご相談ください。",
            ],
        }))
    }
}

/// Letters of several offices in the order in which they are printed, one page each.
#[derive(Clone)]
pub struct SignInLetters {
    /// From whom they all are, and whom to ask.
    pub sender: Contact,
    /// The letters.
    pub letters: Vec<SignInLetter>,
}

impl SignInLetters {
    /// Sets the letters. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the page's address is too long, or the template fails.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, SignInLetterError> {
        let letters = self.letters.iter().map(SignInLetter::view).collect::<Result<_, _>>()?;
        set(&self.sender, letters, made, fonts)
    }

    /// The name under which they are saved; `part` says which of them, where they are several files.
    pub fn file_name(&self, part: &str) -> String {
        file_name(&[TITLE, &self.sender.body, part])
    }
}

/// Sets the pages of letters from one sender.
fn set(
    sender: &Contact,
    letters: Vec<serde_json::Value>,
    made: DateTime<Utc>,
    fonts: &Fonts,
) -> Result<Rendered, SignInLetterError> {
    let view = json!({ "title": TITLE, "sender": sender, "letters": letters });
    Ok(pdf::render(&TEMPLATE, &view, made, fonts)?)
}
