//! Signing in and out, a person's own account, and the people of a tenant (`security.md` 4.4 to 4.8).

mod all_letters;
mod codes;
mod forgotten;
mod handovers;
pub(crate) mod inviting;
pub(crate) mod letters;
mod links;
mod mailing;
mod new_passwords;
mod office_letters;
mod own;
mod people;
mod recovery_codes;
mod second_factor;
mod setup;
pub(crate) mod shown_once;
mod sign_in;
mod sign_out;
pub mod speakers;
mod staff;
mod staff_sessions;
pub(crate) mod throttling;
mod totp;

use crate::routing::Routes;

/// The routes of applicants' signing in, and of the letters that bring them in.
pub fn arriving(routes: Routes) -> Routes {
    routes
        .page("/sign-in", sign_in::show, sign_in::create)
        .page("/sign-in/code", codes::show, codes::create)
        .page("/sign-in/link/{token}", links::show, links::create)
        .page("/sign-in/letter", letters::show, letters::create)
        .page("/sign-in/letter/person", letters::person, letters::begin)
        .page("/t/{tenant}/letters", all_letters::show, all_letters::create)
        .show("/t/{tenant}/letters.pdf", all_letters::print)
        .page("/t/{tenant}/offices/{office}/letter", office_letters::show, office_letters::create)
        .show("/t/{tenant}/offices/{office}/letter.pdf", office_letters::print)
}

/// The routes of staff's signing in and of everybody's own account.
pub fn signing_in(routes: Routes) -> Routes {
    routes
        .page("/sign-in/staff", staff::show, staff::create)
        .page("/sign-in/second-factor", second_factor::show, second_factor::create)
        .page("/sign-in/second-factor/setup", setup::show, setup::create)
        .page("/sign-in/recovery", second_factor::recovery, second_factor::recover)
        .page("/sign-in/forgotten", forgotten::show, forgotten::create)
        .page("/new-password/{token}", new_passwords::show, new_passwords::create)
        .act("/sign-out", sign_out::create)
        .show("/account", own::show)
        .page("/account/password", own::password, own::change_password)
        .page("/account/second-factor", setup::change, setup::replace)
        .page("/account/recovery-codes", recovery_codes::show, recovery_codes::create)
        .act("/account/sessions/{session}/ending", own::end_session)
        .act("/account/sessions/ending", own::end_other_sessions)
}

/// The routes of a tenant's people.
pub fn people(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/people", people::index)
        .show("/t/{tenant}/people/export", people::export)
        .page("/t/{tenant}/people/new", people::new, people::create)
        .show("/t/{tenant}/people/sessions", staff_sessions::index)
        .page("/t/{tenant}/people/{account}", people::show, people::update)
        .act("/t/{tenant}/people/{account}/invitation", people::invite_again)
        .act("/t/{tenant}/people/{account}/suspension", people::suspend)
        .act("/t/{tenant}/people/{account}/return", people::bring_back)
        .act("/t/{tenant}/people/{account}/second-factor", people::remove_second_factor)
        .act("/t/{tenant}/people/{account}/sessions/{session}/ending", staff_sessions::end)
        .act("/t/{tenant}/people/{account}/sessions/ending", staff_sessions::end_all)
        .page("/t/{tenant}/handovers", handovers::index, handovers::choose)
        .page("/t/{tenant}/handovers/from/{account}/to/{target}", handovers::show, handovers::create)
        .act("/t/{tenant}/handovers/{handover}/return", handovers::give_back)
}
