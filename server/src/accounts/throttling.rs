//! How often something may be tried, counted in the database so that a restart forgives nobody (ASVS 6.3.1).

use crate::{app::App, error::Error};
use chrono::TimeDelta;
use domain::accounts::forms::AccountProblem;
use std::net::IpAddr;
use store::{
    Scope,
    throttles::{self, Rate},
};

/// A password of one address from one network.
pub(super) const PASSWORD_HERE: Rate = rate(5, TimeDelta::minutes(1));
/// A password of one address from anywhere.
pub(super) const PASSWORD: Rate = rate(20, TimeDelta::minutes(3));
/// Passwords from one network; a municipality's officers share one.
pub(super) const PASSWORDS_HERE: Rate = rate(60, TimeDelta::seconds(10));
/// Second factors and present passwords of one account.
pub(super) const FACTOR: Rate = rate(5, TimeDelta::minutes(1));
/// Recovery codes of one account.
pub(super) const RECOVERY: Rate = rate(5, TimeDelta::minutes(10));
/// Mails to one address.
pub(super) const MAIL: Rate = rate(3, TimeDelta::minutes(15));
/// Mails asked for from one network.
pub(super) const MAILS_HERE: Rate = rate(10, TimeDelta::minutes(6));
/// Codes of mails typed in one network.
pub(super) const CODES_HERE: Rate = rate(30, TimeDelta::minutes(1));
/// Codes of letters typed in one network.
pub(super) const LETTERS_HERE: Rate = rate(10, TimeDelta::minutes(1));

const fn rate(burst: u32, refill: TimeDelta) -> Rate {
    Rate { burst, refill }
}

/// Takes one of each; the problem to tell when one of them is used up.
pub(super) async fn take(app: &App, tries: &[(&str, String, Rate)]) -> Result<Option<AccountProblem>, Error> {
    let now = app.clock.now();
    let tx = app.store.write(&Scope::system("count tries")).await?;
    let mut longest: Option<TimeDelta> = None;
    for (what, whose, rate) in tries {
        let key = app.keys.hash("throttle", &format!("{what} {whose}"));
        let wait = throttles::take(&tx, &key, *rate, now).await?;
        longest = longest.max(wait);
    }
    tx.commit().await?;
    Ok(longest.map(|wait| AccountProblem::TooOften { seconds: wait.num_seconds() + 1 }))
}

/// Registrations for demo sessions from one network.
pub(crate) const REGISTRATIONS_HERE: Rate = rate(40, TimeDelta::seconds(30));
/// Registrations with one mail address.
pub(crate) const REGISTRATIONS: Rate = rate(6, TimeDelta::minutes(10));

/// Answers to surveys begun in one network by everybody's link: a hall of people shares one.
pub(crate) const SURVEYS_HERE: Rate = rate(60, TimeDelta::seconds(20));
/// Codes of surveys typed in one network.
pub(crate) const SURVEY_CODES_HERE: Rate = rate(10, TimeDelta::minutes(1));

/// Lists that another system of a house asks for with one key.
pub(crate) const API_CALLS: Rate = rate(120, TimeDelta::seconds(1));
/// Wrong keys from one network, and keys that are not used from there.
pub(crate) const API_SECRETS_HERE: Rate = rate(30, TimeDelta::seconds(20));

/// Mails in which one person asks colleagues to look at one application.
pub(crate) const CONFIRMATIONS: Rate = rate(3, TimeDelta::minutes(10));

/// Takes one of each; an error that says how long to wait when one of them is used up.
pub(crate) async fn allow(app: &App, tries: &[(&str, String, Rate)]) -> Result<(), Error> {
    match take(app, tries).await? {
        Some(AccountProblem::TooOften { seconds }) => {
            Err(Error::Throttled { wait: TimeDelta::seconds(seconds) })
        }
        Some(_) | None => Ok(()),
    }
}

/// The network of an address as throttles count it: a machine in IPv4, a household in IPv6.
pub(crate) fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}
