//! Links and codes of those who answer: whose they are, and proof that we made them. A link is stored nowhere; of a code
//! the database holds a keyed hash, by which it is found.

use crate::keys::{Keyring, Purpose};
use domain::ids::{SurveyId, SurveyInvitationId, SurveyResponseId};

/// What the links are for.
const INVITED: Purpose = Purpose::new("survey invitation");
const EVERYBODY: Purpose = Purpose::new("survey");
const RESPONSE: Purpose = Purpose::new("survey response");
/// What the keyed hashes are for.
const CODE: &str = "survey code";
const CODE_HASH: &str = "survey code hash";
/// Digits of a code.
const DIGITS: usize = 12;
/// Digits between two hyphens.
const GROUP: usize = 4;

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The answer of somebody who was asked.
    Invitation(SurveyInvitationId),
    /// The survey, for everybody.
    Everybody(SurveyId),
    /// An answer that was begun by everybody's link.
    Response(SurveyResponseId),
}

/// The token of a link.
pub fn of(keys: &Keyring, link: Link) -> String {
    match link {
        Link::Invitation(id) => keys.signed_id(INVITED, id.uuid()),
        Link::Everybody(id) => keys.signed_id(EVERYBODY, id.uuid()),
        Link::Response(id) => keys.signed_id(RESPONSE, id.uuid()),
    }
}

/// What a token that we wrote leads to.
pub fn link(keys: &Keyring, token: &str) -> Option<Link> {
    let invitation = keys.opened_id(INVITED, token).map(|id| Link::Invitation(id.into()));
    let everybody = || keys.opened_id(EVERYBODY, token).map(|id| Link::Everybody(id.into()));
    let response = || keys.opened_id(RESPONSE, token).map(|id| Link::Response(id.into()));
    invitation.or_else(everybody).or_else(response)
}

/// The code of an invitation by each key of the ring: made of its id, so that a letter can be printed again.
fn codes(keys: &Keyring, id: SurveyInvitationId) -> Vec<String> {
    let digits = |mac: String| {
        let number =
            mac.bytes().fold(0_u64, |number, byte| number.wrapping_mul(257).wrapping_add(byte.into()));
        let code = format!("{:0DIGITS$}", number % 10_u64.pow(12));
        code.get(..DIGITS).unwrap_or_default().to_owned()
    };
    keys.hashes(CODE, &id.to_string()).into_iter().map(digits).collect()
}

/// The keyed hash of the code of an invitation that is made now.
pub fn new_code_hash(keys: &Keyring, id: SurveyInvitationId) -> String {
    let code = codes(keys, id).into_iter().next().unwrap_or_default();
    keys.hash(CODE_HASH, &code)
}

/// The code of an invitation, whichever key it was made with; none when that key is gone.
pub fn code(keys: &Keyring, id: SurveyInvitationId, hash: &str) -> Option<String> {
    codes(keys, id).into_iter().find(|code| keys.verifies(CODE_HASH, code, hash))
}

/// The keyed hashes of a code as it is typed; none when it is no code.
pub fn typed_code(keys: &Keyring, typed: &str) -> Option<Vec<String>> {
    let code: String = domain::text::normalise_code(typed).chars().filter(|c| *c != '-').collect();
    let fits = code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| keys.hashes(CODE_HASH, &code))
}

/// A code as it is printed: `1234-5678-9012`.
pub fn printed(code: &str) -> String {
    let digits: Vec<char> = code.chars().collect();
    digits.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
