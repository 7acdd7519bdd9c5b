//! Signing in, a person's own page, and the people of a tenant.

mod all_letters;
mod enrolment;
mod handovers;
mod letter;
mod new_password;
mod office_letter;
mod own;
mod password;
mod people;
mod qr;
mod recovery_codes;
mod second_factor;
mod sent;
mod sessions_table;
mod sign_in;
mod speakers;
mod staff;
mod staff_sessions;

pub use all_letters::{AllLettersPage, AllLettersView};
pub use enrolment::{Enrolment, EnrolmentPage};
pub use handovers::{HandoverLine, HandoverPage, HandoverView, HandoversPage, HandoversView, Holder};
pub use letter::{LetterCodePage, LetterPersonPage};
pub use new_password::{NewPasswordPage, WhyNew};
pub use office_letter::{IssuedLetter, LetterOffice, OfficeLetterPage};
pub use own::{AccountPage, OwnAccount, SessionLine};
pub use password::{ForgottenPasswordPage, PasswordPage, PasswordSentPage};
pub use people::{InvitationPage, MemberLine, MemberPage, MemberState, PeoplePage, in_words};
pub use qr::QrCode;
pub use recovery_codes::RecoveryCodesPage;
pub use second_factor::{RecoveryPage, SecondFactorPage};
pub use sent::{LinkPage, LinkState, SentPage};
pub use sign_in::SignInPage;
pub use speakers::{SpeakersOfOffice, SpeakersPage, also_field, confirmer_field};
pub use staff::StaffSignInPage;
pub use staff_sessions::{SignedInPerson, StaffSessionsPage};

#[cfg(test)]
mod tests;
