//! Several processes on one PostgreSQL, and a restart that loses no request.

use super::{address, backlog, invite};
use crate::support::{
    Asker,
    place::Place,
    process::{free_address, until},
    smtp,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use store::{Settings, testing::on_each_database};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

/// How many people are invited at once.
const PEOPLE: usize = 24;

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_and_two_workers_do_every_change_and_every_mail_once() {
    on_each_database("two servers and two workers", async |store, settings| {
        if matches!(settings, Settings::Sqlite(_)) {
            return;
        }
        let smtp = smtp::Server::start(smtp::Script::default()).await;
        let place = Place::on(&settings, &Place::mail(&smtp));
        place.fill().await;
        let before = backlog(&store).await.0;
        let addresses = [free_address(), free_address()];
        let mut servers = Vec::new();
        for address in addresses {
            servers.push(place.serve(address, &["--without-worker"], &[]).await);
        }
        let mut workers: Vec<_> = ["first", "second"].map(|name| place.start(name, &["work"], &[])).into();
        // A session of one server is a session of the other.
        let [first, second] = {
            let person = Asker::over(addresses[0]).becomes("administrator").await;
            let other = person.moved(addresses[1]);
            [person, other]
        };
        let mut invitations = JoinSet::new();
        for n in 0..PEOPLE {
            let asker = [&first, &second][n % 2].clone();
            invitations.spawn(async move { invite(&asker, n).await.status });
        }
        // One form that reaches both servers at the same moment, as from an impatient finger.
        let page = first.get(super::INVITE).await;
        let pairs = [
            ("csrf", page.hidden("csrf").unwrap()),
            ("once", page.hidden("once").unwrap()),
            ("name", "招待　二度".to_owned()),
            ("email", address(PEOPLE)),
            ("role", "clerk".to_owned()),
        ];
        let mut forms = JoinSet::new();
        for asker in [&first, &second, &first, &second] {
            let (asker, pairs) = (asker.clone(), pairs.clone());
            forms.spawn(async move {
                let pairs: Vec<(&str, &str)> =
                    pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
                asker.post_bare(super::INVITE, &pairs).await.status
            });
        }
        for status in invitations.join_all().await {
            assert_eq!(status, StatusCode::SEE_OTHER);
        }
        let answers = forms.join_all().await;
        // While the first is still being answered, the others are told so; afterwards they are led where it led.
        let known = [StatusCode::SEE_OTHER, StatusCode::CONFLICT];
        assert!(answers.iter().all(|status| known.contains(status)), "{answers:?}");
        assert!(answers.contains(&StatusCode::SEE_OTHER), "{answers:?}");
        until("every mail is sent", async || backlog(&store).await.0 == 0).await;
        for running in servers.iter_mut().chain(&mut workers) {
            assert!(running.stop().await.success());
        }
        assert_eq!(backlog(&store).await, (0, 0));
        let mut copies: BTreeMap<String, usize> = BTreeMap::new();
        for mail in smtp.received() {
            for to in mail.to {
                *copies.entry(to).or_default() += 1;
            }
        }
        for n in 0..=PEOPLE {
            assert_eq!(copies.get(&address(n)), Some(&1), "{n}: {copies:?}");
        }
        assert!(smtp.received().len() as u64 > before + PEOPLE as u64);
        place.must(&["verify"]).await;
    })
    .await;
}

/// A balancer as a city has it: asks `/healthz`, and gives each connection to a server that answered well.
struct Balancer {
    address: SocketAddr,
    healthy: Arc<Mutex<BTreeMap<SocketAddr, bool>>>,
}

impl Balancer {
    async fn start(servers: &[SocketAddr]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let healthy: Arc<Mutex<BTreeMap<_, _>>> =
            Arc::new(Mutex::new(servers.iter().map(|server| (*server, false)).collect()));
        for server in servers.iter().copied() {
            let healthy = healthy.clone();
            tokio::spawn(async move {
                loop {
                    let request = Request::get("/healthz").body(Body::empty()).unwrap();
                    let answer = Asker::over(server).try_to_send(request).await;
                    let well = answer.is_ok_and(|answer| answer.status == StatusCode::OK);
                    healthy.lock().unwrap().insert(server, well);
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            });
        }
        let known = healthy.clone();
        tokio::spawn(async move {
            let turn = AtomicUsize::new(0);
            while let Ok((mut client, _)) = listener.accept().await {
                let well: Vec<SocketAddr> = known
                    .lock()
                    .unwrap()
                    .iter()
                    .filter(|(_, well)| **well)
                    .map(|(server, _)| *server)
                    .collect();
                let Some(server) =
                    well.get(turn.fetch_add(1, Ordering::Relaxed) % well.len().max(1)).copied()
                else {
                    continue;
                };
                tokio::spawn(async move {
                    if let Ok(mut server) = TcpStream::connect(server).await {
                        let _ = copy_bidirectional(&mut client, &mut server).await;
                    }
                });
            }
        });
        Self { address, healthy }
    }

    fn is_healthy(&self, server: SocketAddr) -> bool {
        self.healthy.lock().unwrap()[&server]
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_restarted_one_after_the_other_lose_no_request() {
    on_each_database("a rolling restart", async |store, settings| {
        if matches!(settings, Settings::Sqlite(_)) {
            return;
        }
        let place = Place::on(&settings, "drain_seconds = 2\n");
        place.fill().await;
        let addresses = [free_address(), free_address()];
        let mut servers = Vec::new();
        for address in addresses {
            servers.push(place.serve(address, &["--without-worker"], &[]).await);
        }
        let balancer = Balancer::start(&addresses).await;
        until("both are found", async || addresses.iter().all(|server| balancer.is_healthy(*server))).await;
        let administrator = Asker::over(balancer.address).becomes("administrator").await;
        let (going_on, looked, invited) =
            (Arc::new(AtomicBool::new(true)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut clients = JoinSet::new();
        for _ in 0..3 {
            let (asker, going_on, looked) = (administrator.clone(), going_on.clone(), looked.clone());
            clients.spawn(async move {
                while going_on.load(Ordering::Relaxed) {
                    let request = Request::get("/t/midorino/people").body(Body::empty()).unwrap();
                    let answer = asker.try_to_send(request).await.expect("no request is lost");
                    assert_eq!(answer.status, StatusCode::OK);
                    looked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        clients.spawn({
            let (asker, going_on, invited) = (administrator.clone(), going_on.clone(), invited.clone());
            async move {
                while going_on.load(Ordering::Relaxed) {
                    let n = invited.load(Ordering::Relaxed);
                    assert_eq!(invite(&asker, n).await.status, StatusCode::SEE_OTHER, "no change is lost");
                    invited.store(n + 1, Ordering::Relaxed);
                }
            }
        });
        for (place_of, at) in addresses.into_iter().enumerate() {
            assert!(servers[place_of].stop().await.success());
            let (seen, changed) = (looked.load(Ordering::Relaxed), invited.load(Ordering::Relaxed));
            until("the other goes on alone", async || {
                looked.load(Ordering::Relaxed) > seen + 10 && invited.load(Ordering::Relaxed) > changed + 3
            })
            .await;
            servers[place_of] = place.serve(at, &["--without-worker"], &[]).await;
            until("the balancer has it back", async || balancer.is_healthy(at)).await;
        }
        going_on.store(false, Ordering::Relaxed);
        while let Some(client) = clients.join_next().await {
            client.unwrap();
        }
        let people = administrator.get("/t/midorino/people").await.text;
        for n in 0..invited.load(Ordering::Relaxed) {
            assert!(people.contains(&address(n)), "{n} was answered and is there");
        }
        drop(store);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_told_to_stop_says_so_and_closes_every_connection() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::Sqlite(folder.path().join("hiromeru.sqlite"));
    let place = Place::on(&settings, "drain_seconds = 60\n");
    place.fill().await;
    let at = free_address();
    let mut serving = place.serve(at, &[], &[]).await;
    serving.tell_to_stop();
    let anybody = Asker::over(at);
    until("it says that it stops", async || {
        anybody.get("/healthz").await.status == StatusCode::SERVICE_UNAVAILABLE
    })
    .await;
    let answer = anybody.get("/").await;
    assert_eq!(answer.headers.get(header::CONNECTION).unwrap(), "close");
    assert!(
        answer.status.is_success() || answer.status.is_redirection(),
        "it still answers: {}",
        answer.status
    );
    assert!(serving.stop().await.success(), "the second signal ends it at once");
}
