//! Nothing leaves the machine but mail: the program works in a network namespace that has a loopback and no route, where
//! the kernel counts every attempt to go anywhere else.

use super::{backlog, invite};
use crate::support::{
    Asker,
    place::Place,
    process::{free_address, until},
    smtp,
};
use axum::http::StatusCode;
use std::{
    fs,
    net::{TcpStream, UdpSocket},
    process::{Command, Output},
};
use store::{Settings, Store};

/// Set for the copy of this test that runs inside.
const INSIDE: &str = "HIROMERU_TEST_INSIDE_NAMESPACE";
const NAME: &str = "operations::egress::nothing_leaves_but_mail_to_the_configured_server";

#[test]
fn nothing_leaves_but_mail_to_the_configured_server() {
    if std::env::var_os(INSIDE).is_some() {
        return inside();
    }
    // As root in a machine without user namespaces, or as anybody in one with them.
    let tried: Vec<Output> = [vec!["--net"], vec!["--user", "--map-root-user", "--net"]]
        .into_iter()
        .map(|kind| {
            Command::new("unshare")
                .args(kind)
                .args(["--", "sh", "-ec", "ip link set lo up; exec \"$0\" \"$@\""])
                .arg(std::env::current_exe().unwrap())
                .args(["--exact", NAME, "--nocapture"])
                .env(INSIDE, "1")
                .output()
                .expect("unshare (util-linux) and ip (iproute2) are installed by `cargo xtask test`")
        })
        .take_while_inclusive_failed()
        .collect();
    let last = tried.last().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&last.stdout), String::from_utf8_lossy(&last.stderr));
    assert!(last.status.success() && said.contains("1 passed"), "{said}");
}

/// Takes outputs up to the first that went well.
trait UpToSuccess: Iterator<Item = Output> + Sized {
    fn take_while_inclusive_failed(self) -> impl Iterator<Item = Output> {
        let mut done = false;
        self.take_while(move |output| {
            let take = !done;
            done = output.status.success();
            take
        })
    }
}

impl<I: Iterator<Item = Output>> UpToSuccess for I {}

#[tokio::main]
async fn inside() {
    let interfaces = fs::read_to_string("/proc/net/dev").unwrap();
    let others: Vec<&str> =
        interfaces.lines().skip(2).filter(|line| !line.trim().starts_with("lo:")).collect();
    assert!(
        others.iter().all(|line| carried_nothing(line)),
        "no interface but the loopback is up: {others:?}"
    );
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::Sqlite(folder.path().join("hiromeru.sqlite"));
    let mail = smtp::Server::start(smtp::Script::default()).await;
    let place = Place::on(&settings, &Place::mail(&mail));
    assert_eq!(attempts_to_leave(), 0, "nobody has tried yet");

    place.fill().await;
    let at = free_address();
    let mut serving = place.serve(at, &[], &[]).await;
    let administrator = Asker::over(at).becomes("administrator").await;
    assert_eq!(invite(&administrator, 1).await.status, StatusCode::SEE_OTHER);
    let clerk = Asker::over(at).becomes("clerk").await;
    let list = fs::read("sheets/tests/data/01_jigyosho_292991.csv").unwrap();
    let read =
        clerk.upload("/t/midorino/imports/new", &[("scope", "own")], &[("file", "一覧.csv", &list)]).await;
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.text);
    for (asker, path) in [
        (&clerk, "/t/midorino"),
        (&clerk, "/t/midorino/offices"),
        (&clerk, read.location()),
        (&clerk, "/t/midorino/applications"),
        (&administrator, "/t/midorino/people"),
        (&clerk, "/t/midorino/guide"),
    ] {
        let page = asker.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(
            foreign_addresses(&page.text),
            Vec::<&str>::new(),
            "{path}: a page loads nothing from elsewhere"
        );
    }
    let store = Store::open(&settings).await.unwrap();
    until("the mail is sent", async || backlog(&store).await.0 == 0).await;
    assert!(!mail.received().is_empty(), "mail reaches the configured server");
    let backup = place.beside("backup.zip").display().to_string();
    place.must(&["backup", &backup]).await;
    place.must(&["drill", &backup]).await;
    place.must(&["verify"]).await;
    assert!(serving.stop().await.success());
    assert_eq!(attempts_to_leave(), 0, "the kernel has counted every packet without a way");

    // The count is no ornament: whoever tries is counted.
    TcpStream::connect("198.51.100.1:443").unwrap_err();
    let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    socket.send_to(b"name?", "198.51.100.53:53").unwrap_err();
    assert!(attempts_to_leave() >= 2);
}

/// Whether an interface of `/proc/net/dev` has neither received nor sent (a kernel may make tunnels in each namespace).
fn carried_nothing(line: &str) -> bool {
    let (_, numbers) = line.split_once(':').unwrap();
    numbers.split_whitespace().all(|number| number == "0")
}

/// How often something was to be sent to where no route leads, since the namespace was made.
fn attempts_to_leave() -> u64 {
    let four = fs::read_to_string("/proc/net/snmp").unwrap();
    let mut lines = four.lines().filter(|line| line.starts_with("Ip:"));
    let (names, numbers) = (lines.next().unwrap(), lines.next().unwrap());
    let at = names.split(' ').position(|name| name == "OutNoRoutes").unwrap();
    let four: u64 = numbers.split(' ').nth(at).unwrap().parse().unwrap();
    // A kernel without IPv6 has no such file, and nobody leaves by it.
    let six = fs::read_to_string("/proc/net/snmp6").unwrap_or_default();
    let six = six.lines().find_map(|line| line.strip_prefix("Ip6OutNoRoutes")).map_or("0", str::trim);
    four + six.parse::<u64>().unwrap()
}

/// Addresses from which a page would load something.
fn foreign_addresses(html: &str) -> Vec<&str> {
    ["src=\"", "srcset=\"", "<link href=\"", "action=\"", "url("]
        .iter()
        .flat_map(|before| html.split(before).skip(1))
        .map(|rest| rest.split(['"', ')']).next().unwrap())
        .filter(|address| address.contains("//"))
        .collect()
}
