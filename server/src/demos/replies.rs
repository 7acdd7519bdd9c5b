//! The forms of a registration, read together with what an organiser asks besides: everything that is wrong is told at
//! once.

use app::messages::demos::{coming_errors, registration_errors, reply_errors};
use domain::{
    demos::{Admission, ComingForm, FilledBy, RegistrationForm, Reply, Said, kept_replies, said},
    form::Typed,
    ids::OfficeId,
};
use store::demos::registrations::Registration;

/// Sentences beside fields.
type Errors = Vec<(String, String)>;

/// The form of whoever registers without an account, or of an officer for them; `before` is what is changed.
pub(super) fn coming(
    typed: &Typed,
    by: FilledBy,
    admission: &Admission,
    before: Option<&Registration>,
) -> Result<(ComingForm, Vec<Reply>), Errors> {
    let form = ComingForm::parse(typed, by, admission.each).map_err(|problems| coming_errors(&problems));
    both(form, typed, by == FilledBy::Officer, admission, before)
}

/// The form of whoever signed in and speaks for some offices.
pub(super) fn registration(
    typed: &Typed,
    offices: &[OfficeId],
    admission: &Admission,
    before: Option<&Registration>,
) -> Result<(RegistrationForm, Vec<Reply>), Errors> {
    let form = RegistrationForm::parse(typed, offices).map_err(|problems| registration_errors(&problems));
    both(form, typed, false, admission, before)
}

fn both<F>(
    form: Result<F, Vec<(&'static str, String)>>,
    typed: &Typed,
    told: bool,
    admission: &Admission,
    before: Option<&Registration>,
) -> Result<(F, Vec<Reply>), Errors> {
    let prompts = admission.prompts.as_slice();
    let replies = Reply::parse_all(typed, prompts, told).map_err(|problems| reply_errors(prompts, &problems));
    match (form, replies) {
        (Ok(form), Ok(replies)) => {
            let before = before.map(|one| one.replies.as_slice()).unwrap_or_default();
            Ok((form, kept_replies(before, replies, prompts)))
        }
        (form, replies) => {
            let own = form.err().into_iter().flatten().map(|(field, words)| (field.to_owned(), words));
            Err(own.chain(replies.err().into_iter().flatten()).collect())
        }
    }
}

/// How many said what. Of what is said in words of their own, those of `own` alone: whoever asked others along reads how
/// many they are, and not what they wrote.
pub(super) fn counted(admission: &Admission, own: &[Registration], everybody: &[Registration]) -> Vec<Said> {
    let live = |all: &[Registration]| -> Vec<Vec<Reply>> {
        all.iter().filter(|one| one.is_live()).map(|one| one.replies.clone()).collect()
    };
    let (own, everybody) = (live(own), live(everybody));
    let all = said(&admission.prompts, everybody.iter().map(Vec::as_slice));
    let mut ours = said(&admission.prompts, own.iter().map(Vec::as_slice));
    for line in &mut ours {
        let chosen = admission.prompts.iter().any(|one| one.asked == line.asked && !one.words().is_empty());
        if chosen && let Some(whole) = all.iter().find(|one| one.asked == line.asked) {
            line.by.clone_from(&whole.by);
        }
    }
    ours
}
