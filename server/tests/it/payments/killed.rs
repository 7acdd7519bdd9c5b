//! The program dies as if the power had failed, at every named place of a run: no half run stays, and nothing is paid twice.

use super::steps::{self, RUNS, act, at, banks, due, granted, make, read};
use crate::{
    subsidies::steps as work,
    support::{Asker, World, on_each_world, program},
};
use domain::{ids::PayRunId, payments::RunState, wareki::format_date};
use store::{
    payments::{payable, runs},
    subsidies::ledger,
    testing::tamper,
};

async fn state(world: &World, run: &str) -> (RunState, usize) {
    let id: PayRunId = run.rsplit('/').next().unwrap().parse().unwrap();
    let tx = read(world).await;
    let run = runs::find(&tx, id).await.unwrap().unwrap();
    let live = runs::payments(&tx, id).await.unwrap().iter().filter(|one| one.state.is_live()).count();
    (run.state, live)
}

/// Sends a form that kills the program before it answers.
async fn dies(world: &World, key: &str, place: &str, page: &str, path: &str, typed: &[(&str, &str)]) {
    let (dying, address) = program::serve(world, &[("HIROMERU_KILL_AT", place)]).await;
    let asker = Asker::over(address).becomes(key).await;
    let page = asker.get(page).await;
    let (csrf, once) = (page.hidden("csrf").unwrap(), page.hidden("once").unwrap());
    let version = page.hidden("version").unwrap_or_default();
    let mut pairs = vec![("csrf", csrf.as_str()), ("once", &once), ("version", &version)];
    pairs.extend_from_slice(typed);
    assert!(asker.attempt(path, &pairs).await.is_none(), "{place}: it died before it answered");
    dying.was_killed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_half_run_stays_wherever_the_program_dies() {
    on_each_world("killed while paying", async |world| {
        let programme = work::published(&world, &[]).await;
        banks(&world).await;
        let all = granted(&world, &programme, 2).await;
        // What was granted in the world's time is paid by a program that runs by the machine's.
        world.run();
        let ids: Vec<String> = all.iter().map(|due| due.award.to_string()).collect();
        let day = format_date(steps::next_bank_day(&world));
        let mut typed = vec![("title", "支払"), ("pay_on", day.as_str())];
        typed.extend(ids.iter().map(|id| ("award", id.as_str())));
        let new = format!("{RUNS}/new");

        dies(&world, "clerk", "pay-run.before-commit", &new, &new, &typed).await;
        assert_eq!(due(&world).await.len(), 2, "nothing of it is there");
        assert!(runs::all(&read(&world).await).await.unwrap().is_empty());
        dies(&world, "clerk", "pay-run.committed", &new, &new, &typed).await;
        let made = runs::all(&read(&world).await).await.unwrap();
        let run = format!("{RUNS}/{}", made[0].id);
        assert_eq!((made.len(), state(&world, &run).await), (1, (RunState::Draft, 2)), "all of it is there");
        assert!(due(&world).await.is_empty());

        let release = format!("{run}/release");
        dies(&world, "approver", "release.before-commit", &release, &release, &[]).await;
        assert_eq!(state(&world, &run).await.0, RunState::Draft);
        dies(&world, "approver", "release.committed", &release, &release, &[]).await;
        assert_eq!(state(&world, &run).await.0, RunState::Released);
        dies(&world, "clerk", "sending.before-commit", &run, &format!("{run}/sending"), &[]).await;
        assert_eq!(state(&world, &run).await.0, RunState::Released);
        dies(&world, "clerk", "sending.committed", &run, &format!("{run}/sending"), &[]).await;
        assert_eq!(state(&world, &run).await, (RunState::Sent, 2));
        let today = world.app.clock.today();
        if steps::next_bank_day(&world) > today {
            // On a day off the bank has not paid yet: the run is dated back, so that what follows is tried on every day.
            let dated = format!("UPDATE pay_runs SET pay_on = '{today}'");
            assert_eq!(tamper(&world.app.config.database, &dated).await, 1);
        }
        let day = format_date(today);
        let results = format!("{run}/results");
        let answers = [("on", day.as_str()), ("returned.2", "yes"), ("reason.2", "name")];
        let paid = async || {
            let tx = read(&world).await;
            let id = programme.parse().unwrap();
            let kept = payable::kept(&tx, id).await.unwrap().get();
            (kept, ledger::balance(&tx, id).await.unwrap().paid.get())
        };
        dies(&world, "clerk", "results.before-commit", &results, &results, &answers).await;
        assert_eq!((state(&world, &run).await, paid().await), ((RunState::Sent, 2), (0, 0)));
        dies(&world, "clerk", "results.committed", &results, &results, &answers).await;
        assert_eq!((state(&world, &run).await, paid().await), ((RunState::Closed, 0), (21_000, 21_000)));
        // The same browser sends the form once more: nothing is paid twice.
        let clerk = world.as_person("clerk").await;
        let again = act(&clerk, &run, "results", &answers).await;
        assert!(!again.status.is_server_error(), "{}", again.text);
        assert_eq!(paid().await, (21_000, 21_000));

        let tx = read(&world).await;
        let id = run.rsplit('/').next().unwrap().parse().unwrap();
        let first = runs::payments(&tx, id).await.unwrap()[0].id;
        drop(tx);
        let back = format!("{run}/payments/{first}/return");
        let why = [("on", day.as_str()), ("reason", "other")];
        dies(&world, "clerk", "return.before-commit", &back, &back, &why).await;
        assert_eq!(paid().await, (21_000, 21_000));
        dies(&world, "clerk", "return.committed", &back, &back, &why).await;
        assert_eq!(paid().await, (0, 0));
        assert_eq!(due(&world).await.len(), 2, "both can be paid again");
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_run() {
    on_each_world("pay run sent twice", async |world| {
        let programme = work::published(&world, &[]).await;
        banks(&world).await;
        let all = granted(&world, &programme, 1).await;
        let clerk = world.as_person("clerk").await;
        let day = format_date(steps::next_bank_day(&world));
        let run = at(&make(&clerk, &[all[0].award], &day, false).await);
        assert_eq!(state(&world, &run).await, (RunState::Draft, 1));
        let again = make(&clerk, &[all[0].award], &day, false).await;
        assert!(again.status.is_client_error(), "{}", again.text);
        assert_eq!(runs::all(&read(&world).await).await.unwrap().len(), 1);
    })
    .await;
}
