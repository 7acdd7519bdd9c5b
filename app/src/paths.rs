//! The address of every page, one function each, so that no page writes one by hand.

mod across;
mod adoption;
mod adoption_funnel;
mod awards;
mod campaigns;
mod demos;
mod dispatches;
mod event_tables;
mod filling;
mod follow_up;
mod inquiries;
mod mailings;
mod materials;
mod network;
mod payments;
mod progress;
mod records;
mod register;
mod review;
mod settings;
mod simulator;
mod starting;
mod subsidies;
mod survey_results;
mod surveys;
mod year_end;

pub use across::*;
pub use adoption::*;
pub use adoption_funnel::*;
pub use awards::*;
pub use campaigns::*;
pub use demos::*;
pub use dispatches::*;
pub use event_tables::*;
pub use filling::*;
pub use follow_up::*;
pub use inquiries::*;
pub use mailings::*;
pub use materials::*;
pub use network::*;
pub use payments::*;
pub use progress::*;
pub use records::*;
pub use register::*;
pub use review::*;
pub use settings::*;
pub use simulator::*;
pub use starting::*;
pub use subsidies::*;
pub use survey_results::*;
pub use surveys::*;
pub use year_end::*;

/// The public front page; in the demonstration, the choice of people.
pub fn front() -> String {
    "/".into()
}
/// Where staff and applicants sign in.
pub fn sign_in() -> String {
    "/sign-in".into()
}
/// A text as the value of a query.
pub fn query(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut coded, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            coded.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(coded, "%{byte:02X}");
        }
        coded
    })
}
/// Where staff type address and password.
pub fn sign_in_staff() -> String {
    "/sign-in/staff".into()
}
/// Where the code of a mail is typed.
pub fn sign_in_code() -> String {
    "/sign-in/code".into()
}
/// The link of a mail.
pub fn sign_in_link(token: &str) -> String {
    format!("/sign-in/link/{token}")
}
/// Where the code of a printed letter is typed.
pub fn sign_in_letter() -> String {
    "/sign-in/letter".into()
}
/// Where whoever has a letter gives name and address.
pub fn sign_in_letter_person() -> String {
    "/sign-in/letter/person".into()
}
/// Where staff set up their second factor for the first time.
pub fn second_factor_setup() -> String {
    "/sign-in/second-factor/setup".into()
}
/// Where staff use a recovery code.
pub fn recovery() -> String {
    "/sign-in/recovery".into()
}
/// Where staff ask for a new password.
pub fn forgotten_password() -> String {
    "/sign-in/forgotten".into()
}
/// Where an invited or forgetful officer chooses a password.
pub fn new_password(token: &str) -> String {
    format!("/new-password/{token}")
}
/// A signed-in person's own page.
pub fn account() -> String {
    "/account".into()
}
/// Where staff change their password.
pub fn account_password() -> String {
    "/account/password".into()
}
/// Where staff change their authenticator.
pub fn account_second_factor() -> String {
    "/account/second-factor".into()
}
/// Where staff get new recovery codes.
pub fn account_recovery_codes() -> String {
    "/account/recovery-codes".into()
}
/// Ends one session (POST).
pub fn session_ending(session: impl std::fmt::Display) -> String {
    format!("/account/sessions/{session}/ending")
}
/// Ends every session but this one (POST).
pub fn sessions_ending() -> String {
    "/account/sessions/ending".into()
}
/// Where an administrator invites somebody.
pub fn invitation(slug: &str) -> String {
    format!("/t/{slug}/people/new")
}
/// A member of a tenant.
pub fn member(slug: &str, account: impl std::fmt::Display) -> String {
    format!("/t/{slug}/people/{account}")
}
/// Sends the invitation again (POST).
pub fn member_invitation(slug: &str, account: impl std::fmt::Display) -> String {
    format!("/t/{slug}/people/{account}/invitation")
}
/// Takes a member's access away (POST).
pub fn member_suspension(slug: &str, account: impl std::fmt::Display) -> String {
    format!("/t/{slug}/people/{account}/suspension")
}
/// Gives it back (POST).
pub fn member_return(slug: &str, account: impl std::fmt::Display) -> String {
    format!("/t/{slug}/people/{account}/return")
}
/// Lets a member set up the second factor anew (POST).
pub fn member_second_factor(slug: &str, account: impl std::fmt::Display) -> String {
    format!("/t/{slug}/people/{account}/second-factor")
}
/// An office's card.
pub fn office(slug: &str, office: impl std::fmt::Display) -> String {
    format!("/t/{slug}/offices/{office}")
}
/// Where outreach to an office's address is stopped, or taken up again (POST).
pub fn office_outreach(slug: &str, office: impl std::fmt::Display) -> String {
    format!("/t/{slug}/offices/{office}/outreach")
}
/// The letter with an office's first code.
pub fn office_letter(slug: &str, office: impl std::fmt::Display) -> String {
    format!("/t/{slug}/offices/{office}/letter")
}
/// The same, to print.
pub fn office_letter_pdf(slug: &str, office: impl std::fmt::Display) -> String {
    format!("/t/{slug}/offices/{office}/letter.pdf")
}
/// The letters of every office that has not begun.
pub fn all_letters(slug: &str) -> String {
    format!("/t/{slug}/letters")
}
/// The same, to print.
pub fn all_letters_pdf(slug: &str) -> String {
    format!("/t/{slug}/letters.pdf")
}
/// Where a signed-in person's session ends (POST).
pub fn sign_out() -> String {
    "/sign-out".into()
}
/// Where the size of letters is kept (POST).
pub fn text_size() -> String {
    "/text-size".into()
}
/// Every manual.
pub fn manuals() -> String {
    "/manual".into()
}
/// One manual.
pub fn manual(key: &str) -> String {
    format!("/manual/{key}")
}
/// One step of a manual.
pub fn manual_step(manual: &str, step: &str) -> String {
    format!("/manual/{manual}#{step}")
}
/// Accessibility policy.
pub fn accessibility() -> String {
    "/accessibility".into()
}
/// The people one can be in the demonstration.
pub fn demo() -> String {
    "/demo".into()
}
/// The mail that the demonstration shows instead of sending.
pub fn outbox() -> String {
    "/outbox".into()
}
/// One of those mails.
pub fn outbox_mail(name: &str) -> String {
    format!("/outbox/{name}")
}
/// The home page of a tenant's staff.
pub fn tenant(slug: &str) -> String {
    format!("/t/{slug}")
}
/// A form that was sent after its session had ended.
pub fn kept_form(form: domain::ids::KeptFormId) -> String {
    format!("/kept/{form}")
}
/// To the home page of whoever asks.
pub fn home() -> String {
    "/home".into()
}
/// Where staff type the code of their second factor.
pub fn second_factor() -> String {
    "/sign-in/second-factor".into()
}
/// Where one becomes a demo person (POST).
pub fn demo_become() -> String {
    "/demo/become".into()
}
/// The home page of an applicant in a municipality.
pub fn my(slug: &str) -> String {
    format!("/t/{slug}/my")
}
/// The people of a tenant.
pub fn people(slug: &str) -> String {
    format!("/t/{slug}/people")
}
/// The table of a list to save, narrowed like the list; ends in `?` or `&` for the kind of file.
pub fn export_of(list: &str) -> String {
    match list.split_once('?') {
        Some((path, filter)) => format!("{path}/export?{filter}&"),
        None => format!("{list}/export?"),
    }
}
/// The queue of applications.
pub fn applications(slug: &str) -> String {
    format!("/t/{slug}/applications")
}
/// One application, for its municipality's officers.
pub fn application(slug: &str, application: domain::ids::ApplicationId) -> String {
    format!("/t/{slug}/applications/{application}")
}
/// The register of offices.
pub fn offices(slug: &str) -> String {
    format!("/t/{slug}/offices")
}
/// Where a row of a list of adopters is decided (POST).
pub fn import_adopter(slug: &str, batch: impl std::fmt::Display, seq: u32) -> String {
    format!("/t/{slug}/imports/{batch}/adopters/{seq}")
}
/// Where an office proposes other contacts.
pub fn my_office_contacts(slug: &str, office: impl std::fmt::Display) -> String {
    format!("/t/{slug}/my/offices/{office}/contacts")
}
/// What offices propose about their contacts.
pub fn office_proposals(slug: &str) -> String {
    format!("/t/{slug}/offices/proposals")
}
/// Where such a proposal is taken or refused (POST).
pub fn office_proposal(slug: &str, office: impl std::fmt::Display) -> String {
    format!("/t/{slug}/offices/{office}/proposal")
}
/// Where what is known of an office's adoption is written down (POST).
pub fn office_adoption(slug: &str, office: impl std::fmt::Display) -> String {
    format!("/t/{slug}/offices/{office}/adoption")
}
/// What is gone from a list.
pub fn import_gone(slug: &str, batch: impl std::fmt::Display) -> String {
    format!("/t/{slug}/imports/{batch}/gone")
}
/// A list with what is to be checked beside its rows.
pub fn import_marked(slug: &str, batch: impl std::fmt::Display) -> String {
    format!("/t/{slug}/imports/{batch}/messages.xlsx")
}
/// The imports into the register.
pub fn imports(slug: &str) -> String {
    format!("/t/{slug}/imports")
}
/// Where a row of an import is put right.
pub fn import_row(slug: &str, batch: impl std::fmt::Display, sheet: usize, row: u32) -> String {
    format!("/t/{slug}/imports/{batch}/rows/{sheet}/{row}")
}
/// Where the services of an import are named.
pub fn import_services(slug: &str, batch: impl std::fmt::Display) -> String {
    format!("/t/{slug}/imports/{batch}/services")
}
/// Where an import is taken back.
pub fn import_undo(slug: &str, batch: impl std::fmt::Display) -> String {
    format!("/t/{slug}/imports/{batch}/undo")
}
/// Where an import that is being written is stopped (POST).
pub fn import_stop(slug: &str, batch: impl std::fmt::Display) -> String {
    format!("/t/{slug}/imports/{batch}/stop")
}
/// The programmes of a municipality, for its officers.
pub fn programmes(slug: &str) -> String {
    format!("/t/{slug}/programmes")
}
