//! Run by a city: backup and restore, several processes, numbers, logs, what leaves the house, and the papers about it.

mod backup;
mod documents;
mod drill;
mod egress;
mod logs;
mod mails;
mod metrics;
mod several;

use crate::support::{Answer, Asker};
use store::{Store, jobs};

/// Where an administrator of みどり野市 invites staff.
const INVITE: &str = "/t/midorino/people/new";

/// The address of the nth invited person.
fn address(n: usize) -> String {
    format!("invited-{n:03}@midorino.example.jp")
}

/// Invites the nth person: one account, one mail.
async fn invite(administrator: &Asker, n: usize) -> Answer {
    let (name, email) = (format!("招待　{n}郎"), address(n));
    administrator.post(INVITE, &[("name", &name), ("email", &email), ("role", "clerk")]).await
}

/// Jobs that wait, and jobs that were given up.
async fn backlog(store: &Store) -> (u64, u64) {
    let tx = store.read(&store::Scope::system("test")).await.unwrap();
    jobs::backlog(&tx, server::clock::Clock::system().now()).await.unwrap()
}
