//! The forms of signing in and of a tenant's people: what was typed becomes values, or all that is wrong at once.

use super::{
    CodeError, LetterCode, Password, PasswordError, PersonName, PersonNameError, RecoveryCode, Role, Roles,
    SignInCode, TotpCode,
};
use crate::{
    email::{Email, EmailError},
    form::Typed,
};

/// A field of these forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountField {
    /// メールアドレス.
    Email,
    /// パスワード, to sign in or to prove again who it is.
    Password,
    /// 新しいパスワード.
    NewPassword,
    /// The code of a mail.
    SignInCode,
    /// The code of an authenticator.
    TotpCode,
    /// A recovery code.
    RecoveryCode,
    /// The code of a printed letter.
    LetterCode,
    /// 氏名.
    Name,
    /// 役割.
    Roles,
}

impl AccountField {
    /// The name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Password => "password",
            Self::NewPassword => "new_password",
            Self::SignInCode | Self::TotpCode | Self::RecoveryCode | Self::LetterCode => "code",
            Self::Name => "name",
            Self::Roles => "role",
        }
    }
}

/// What is wrong with a field, as far as the form itself tells or as signing in turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountProblem {
    /// Not an address.
    Email(EmailError),
    /// No password typed.
    NoPassword,
    /// Not a good new password.
    Password(PasswordError),
    /// Not a code.
    Code(CodeError),
    /// Not a name.
    Name(PersonNameError),
    /// No role chosen.
    NoRole,
    /// Address and password do not belong together; which of the two is wrong is never told.
    WrongCredentials,
    /// Not the person's present password.
    WrongPassword,
    /// A well-formed code that is not the right one.
    WrongCode,
    /// The code of a mail is wrong, dead, or was never sent; which of them is never told.
    WrongMailedCode,
    /// The code served, or its time is over, or too many wrong ones were typed; a new one is needed.
    DeadCode,
    /// The code of the authenticator served already.
    UsedCode,
    /// The invited address belongs to an applicant.
    ApplicantsAddress,
    /// The address is one of staff, or of somebody who was locked out.
    StaffAddress,
    /// The invited person belongs to the tenant already.
    MemberAlready,
    /// Somebody must remain who can invite others.
    LastAdministrator,
    /// Tried too often; so many seconds to wait.
    TooOften {
        /// Seconds until the next try.
        seconds: i64,
    },
}

/// All that is wrong, in the order of the page.
pub type AccountErrors = Vec<(AccountField, AccountProblem)>;

/// One value or what is wrong with it.
fn single<T>(field: AccountField, parsed: Result<T, AccountProblem>) -> Result<T, AccountErrors> {
    parsed.map_err(|problem| vec![(field, problem)])
}

fn address(typed: &Typed) -> Result<Email, (AccountField, AccountProblem)> {
    Email::parse(typed.get(AccountField::Email.name()))
        .map_err(|error| (AccountField::Email, AccountProblem::Email(error)))
}

fn name(typed: &Typed) -> Result<PersonName, (AccountField, AccountProblem)> {
    PersonName::parse(typed.get(AccountField::Name.name()))
        .map_err(|error| (AccountField::Name, AccountProblem::Name(error)))
}

/// The address to which a link is to be sent.
pub fn email(typed: &Typed) -> Result<Email, AccountErrors> {
    address(typed).map_err(|error| vec![error])
}

/// The code of a mail.
pub fn sign_in_code(typed: &Typed) -> Result<SignInCode, AccountErrors> {
    let field = AccountField::SignInCode;
    single(field, SignInCode::parse(typed.get(field.name())).map_err(AccountProblem::Code))
}

/// The code of an authenticator.
pub fn totp_code(typed: &Typed) -> Result<TotpCode, AccountErrors> {
    let field = AccountField::TotpCode;
    single(field, TotpCode::parse(typed.get(field.name())).map_err(AccountProblem::Code))
}

/// A recovery code.
pub fn recovery_code(typed: &Typed) -> Result<RecoveryCode, AccountErrors> {
    let field = AccountField::RecoveryCode;
    single(field, RecoveryCode::parse(typed.get(field.name())).map_err(AccountProblem::Code))
}

/// The code of a printed letter.
pub fn letter_code(typed: &Typed) -> Result<LetterCode, AccountErrors> {
    let field = AccountField::LetterCode;
    single(field, LetterCode::parse(typed.get(field.name())).map_err(AccountProblem::Code))
}

/// Address and password of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Who says so.
    pub email: Email,
    /// What proves it.
    pub password: Password,
}

impl Credentials {
    /// Reads address and password; the password is not judged.
    pub fn parse(typed: &Typed) -> Result<Self, AccountErrors> {
        match (address(typed), attempt(typed)) {
            (Ok(email), Ok(password)) => Ok(Self { email, password }),
            (email, password) => Err([email.err(), password.err()].into_iter().flatten().collect()),
        }
    }
}

fn attempt(typed: &Typed) -> Result<Password, (AccountField, AccountProblem)> {
    let text = typed.get(AccountField::Password.name());
    if text.is_empty() {
        return Err((AccountField::Password, AccountProblem::NoPassword));
    }
    Password::attempt(text).ok_or((AccountField::Password, AccountProblem::WrongPassword))
}

/// The present password, typed again before something that must not happen behind one's back.
pub fn present_password(typed: &Typed) -> Result<Password, AccountErrors> {
    attempt(typed).map_err(|error| vec![error])
}

/// A new password; `context` are words that everybody can guess here.
pub fn new_password(typed: &Typed, context: &[&str]) -> Result<Password, AccountErrors> {
    let field = AccountField::NewPassword;
    single(field, Password::parse(typed.get(field.name()), context).map_err(AccountProblem::Password))
}

/// The present password and the one to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordChange {
    /// The present one.
    pub present: Password,
    /// The one to come.
    pub new: Password,
}

impl PasswordChange {
    /// Reads both.
    pub fn parse(typed: &Typed, context: &[&str]) -> Result<Self, AccountErrors> {
        match (present_password(typed), new_password(typed, context)) {
            (Ok(present), Ok(new)) => Ok(Self { present, new }),
            (present, new) => Err([present.err(), new.err()].into_iter().flatten().flatten().collect()),
        }
    }
}

/// Who begins with the code of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApplicant {
    /// The name.
    pub name: PersonName,
    /// Where to write.
    pub email: Email,
}

impl NewApplicant {
    /// Reads both.
    pub fn parse(typed: &Typed) -> Result<Self, AccountErrors> {
        match (name(typed), address(typed)) {
            (Ok(name), Ok(email)) => Ok(Self { name, email }),
            (name, email) => Err([name.err(), email.err()].into_iter().flatten().collect()),
        }
    }
}

/// Somebody whom an administrator invites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The name.
    pub name: PersonName,
    /// Where to write.
    pub email: Email,
    /// What they may do.
    pub roles: Roles,
}

impl Invitation {
    /// Reads name, address and roles.
    pub fn parse(typed: &Typed) -> Result<Self, AccountErrors> {
        let (name, email, roles) = (name(typed), address(typed), chosen(typed));
        match (name, email, roles) {
            (Ok(name), Ok(email), Ok(roles)) => Ok(Self { name, email, roles }),
            (name, email, roles) => {
                Err([name.err(), email.err(), roles.err()].into_iter().flatten().collect())
            }
        }
    }
}

/// The roles of a member.
pub fn roles(typed: &Typed) -> Result<Roles, AccountErrors> {
    chosen(typed).map_err(|error| vec![error])
}

fn chosen(typed: &Typed) -> Result<Roles, (AccountField, AccountProblem)> {
    let roles: Roles =
        typed.all(AccountField::Roles.name()).filter_map(|word| word.parse::<Role>().ok()).collect();
    if roles.is_empty() { Err((AccountField::Roles, AccountProblem::NoRole)) } else { Ok(roles) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let errors = Invitation::parse(&typed(&[("email", "hanako")])).expect_err("nothing fits");
        assert_eq!(
            errors,
            [
                (AccountField::Name, AccountProblem::Name(PersonNameError::Missing)),
                (AccountField::Email, AccountProblem::Email(EmailError::NoAt)),
                (AccountField::Roles, AccountProblem::NoRole),
            ]
        );
    }

    #[test]
    fn an_invitation_takes_several_roles_and_no_invented_one() {
        let form = typed(&[
            ("name", "鈴木　花子"),
            ("email", "hanako@city.example.jp"),
            ("role", "clerk"),
            ("role", "king"),
            ("role", "administrator"),
        ]);
        let invitation = Invitation::parse(&form).expect("good");
        assert_eq!(invitation.roles.iter().collect::<Vec<_>>(), [Role::Clerk, Role::Administrator]);
    }

    #[test]
    fn a_password_is_not_judged_when_signing_in() {
        let credentials =
            Credentials::parse(&typed(&[("email", "a@example.jp"), ("password", "abc")])).expect("good");
        assert_eq!(credentials.password.expose(), "abc");
        let errors = Credentials::parse(&typed(&[])).expect_err("both are missing");
        assert_eq!(
            errors,
            [
                (AccountField::Email, AccountProblem::Email(EmailError::Missing)),
                (AccountField::Password, AccountProblem::NoPassword),
            ]
        );
    }

    #[test]
    fn a_novel_is_never_hashed() {
        let errors = present_password(&typed(&[("password", &"a".repeat(129))])).expect_err("too long");
        assert_eq!(errors, [(AccountField::Password, AccountProblem::WrongPassword)]);
    }

    #[test]
    fn a_new_password_is_judged_with_the_words_of_the_place() {
        let form = typed(&[("password", "now"), ("new_password", "midorino-2024-2025")]);
        let errors = PasswordChange::parse(&form, &["midorino"]).expect_err("guessable");
        assert_eq!(
            errors,
            [(AccountField::NewPassword, AccountProblem::Password(PasswordError::ContextWord))]
        );
    }

    #[test]
    fn each_code_has_its_own_form() {
        assert!(sign_in_code(&typed(&[("code", "1234 5678")])).is_ok());
        assert!(totp_code(&typed(&[("code", "123456")])).is_ok());
        assert_eq!(
            totp_code(&typed(&[("code", "")])),
            Err(vec![(AccountField::TotpCode, AccountProblem::Code(CodeError::Missing))])
        );
        let letter = LetterCode::from_random([1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(letter_code(&typed(&[("code", &letter.grouped())])), Ok(letter));
        let recovery = RecoveryCode::from_random([9; 10]);
        assert_eq!(recovery_code(&typed(&[("code", &recovery.grouped())])), Ok(recovery));
    }

    #[test]
    fn who_begins_with_a_letter_gives_name_and_address() {
        let form = typed(&[("name", "陽だまり　太郎"), ("email", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ")]);
        assert_eq!(NewApplicant::parse(&form).map(|new| new.email.key()).as_deref(), Ok("taro@example.jp"));
    }

    #[test]
    fn roles_may_not_be_emptied() {
        assert_eq!(roles(&typed(&[])), Err(vec![(AccountField::Roles, AccountProblem::NoRole)]));
        assert!(roles(&typed(&[("role", "viewer")])).is_ok());
    }
}
