//! The program as its operator knows it: a log that names nobody, and a stop that loses nothing.

use crate::{
    accounts::{code_in, mails_to},
    mail::smtp::{authority, encrypted},
    subsidies::steps,
    support::{Asker, World, on_each_world, program, smtp::Server},
};
use axum::http::StatusCode;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Words that stand nowhere else, as people type them.
const NAME: &str = "金糸雀　かなで";
const MAIL: &str = "kanaria.kanade@canary.example.jp";
const PASSWORD: &str = "canary-password-canary";
const HINATA: &str = "hinata@hidamari.example.jp";

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_a_journey_holds_no_name_no_address_and_no_code() {
    on_each_world("logs without personal data", async |world| {
        world.run();
        let server = Server::start(encrypted()).await;
        // A mail server that cannot take the mail now, and names the person in its answer.
        server.script(|script| {
            script
                .recipients
                .insert(HINATA.into(), ["450 4.2.1 hinata@hidamari.example.jp is busy"; 9].into());
            script.recipients.insert(MAIL.into(), ["550 5.1.1 kanaria.kanade: no such user"].into());
        });
        let (port, ca) = (server.address.port().to_string(), authority(&server.authority));
        let mut program = program::start(
            &world,
            &["serve"],
            &[
                ("HIROMERU_LOG", "info,sqlx=warn,server=trace,store=trace"),
                ("HIROMERU_MAIL__HOST", "localhost"),
                ("HIROMERU_MAIL__PORT", &port),
                ("HIROMERU_MAIL__FROM", world.app.mail.from.as_str()),
                ("HIROMERU_MAIL__CA_FILE", ca.path().to_str().unwrap()),
            ],
        );
        let address = program.address().await;
        let code = journey(&world, address).await;
        program.says("a job will be tried again").await;
        program.tell_to_stop();
        assert!(program.ended().await.success(), "{}", program.said());
        let log = program.said();
        for line in ["\"answered\"", "a job is done"] {
            assert!(log.contains(line), "{line} is logged: {log}");
        }
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        for secret in [
            "金糸雀",
            "かなで",
            "kanaria",
            PASSWORD,
            HINATA,
            "hinata",
            "日向",
            "0741-55-7788",
            "57319284",
            &code,
            &digits,
        ] {
            assert!(!log.contains(secret), "{secret} stands in the log: {log}");
            let escaped = server::error::percent(secret);
            assert!(!log.contains(&escaped), "{secret} stands in the log as {escaped}: {log}");
        }
    })
    .await;
}

/// People who type what they should and what they should not; the code that one of them was mailed.
async fn journey(world: &World, address: SocketAddr) -> String {
    let asker = Asker::over(address);
    asker.post("/sign-in", &[("email", HINATA)]).await;
    let code = code_in(&mails_to(world, HINATA).await.pop().unwrap());
    asker.post("/sign-in/code", &[("code", "57319284")]).await;
    asker.post("/sign-in", &[("email", MAIL)]).await;
    asker.get("/sign-in/link/57319284-kanaria").await;
    let staff = Asker::over(address);
    staff.post("/sign-in/staff", &[("email", MAIL), ("password", PASSWORD)]).await;
    let answer = asker.post("/sign-in/code", &[("code", &code)]).await;
    assert!(answer.status.is_redirection() || answer.status.is_client_error(), "{}", answer.text);

    let administrator = Asker::over(address).becomes("administrator").await;
    let invitation = [("name", NAME), ("email", MAIL), ("role", "viewer")];
    let invited = administrator.post("/t/midorino/people/new", &invitation).await;
    assert_eq!(invited.location(), "/t/midorino/people?done=invited", "{}", invited.text);
    let clerk = Asker::over(address).becomes("clerk").await;
    let search = format!("/t/midorino/offices?q={}", server::error::percent(NAME));
    assert_eq!(clerk.get(&search).await.status, StatusCode::OK);
    let list = format!("事業所番号,事業所名,電話番号,サービスの種類\n2970999013,{NAME},0741-55-7788,43\n");
    let files = [("file", "金糸雀の名簿.csv", list.as_bytes())];
    let uploaded = clerk.upload("/t/midorino/imports/new", &[("scope", "own")], &files).await;
    assert_eq!(clerk.get(uploaded.location()).await.status, StatusCode::OK, "{}", uploaded.text);

    let programme = steps::published_now(world).await;
    let office = steps::office(world, "hidamari", "2970999013", NAME, "292991", &["43"]).await;
    let hidamari = Asker::over(address).becomes("hidamari").await;
    let application = steps::begin(&hidamari, &programme, office).await;
    let contact = [("corporation", NAME), ("phone", "0741-55-7788"), ("email", "kanaria＠")];
    let answer = hidamari.post(&format!("{application}/contact"), &contact).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let files: [(&str, &str, &[u8]); 1] = [("file", "金糸雀.png", &steps::PNG[..40])];
    hidamari.upload(&format!("{application}/documents/licence_proof"), &[], &files).await;
    code
}

/// A request whose end can be read in two ways is refused, or is the last of its connection: nothing behind it is taken
/// for another one (ASVS 4.2.1).
async fn nothing_is_smuggled(address: SocketAddr) {
    for (lengths, begins) in [
        ("content-length: 6\r\ncontent-length: 5", "HTTP/1.1 400"),
        ("content-length: 6\r\ntransfer-encoding: xchunked", "HTTP/1.1 400"),
        ("content-length: 6\r\ntransfer-encoding: chunked", "HTTP/1.1 "),
    ] {
        let sent = format!(
            "POST /sign-in HTTP/1.1\r\nhost: {address}\r\n{lengths}\r\n\r\n0\r\n\r\n\
             GET /healthz HTTP/1.1\r\nhost: {address}\r\n\r\n"
        );
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(sent.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        let answers = answer.matches("HTTP/1.1 ").count();
        assert!(answer.starts_with(begins) && answers == 1, "{lengths}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_answers_the_request_in_hand_takes_no_other_and_ends_well() {
    on_each_world("graceful shutdown", async |world| {
        world.run();
        let mut program = program::start(&world, &["serve"], &[]);
        let address = program.address().await;
        let asker = Asker::over(address);
        let csrf = asker.get("/demo").await.hidden("csrf").unwrap();
        let body = format!("csrf={csrf}&person=clerk");
        let mut connection = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST /demo/become HTTP/1.1\r\nhost: {address}\r\ncookie: seed={}\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
            asker.cookie("seed").unwrap(),
            body.len()
        );
        connection.write_all(head.as_bytes()).await.unwrap();
        let mut said = [0; 256];
        let length = connection.read(&mut said).await.unwrap();
        assert!(said[..length].starts_with(b"HTTP/1.1 100"), "the handler waits for the form");

        nothing_is_smuggled(address).await;
        program.tell_to_stop();
        program.refuses(address).await;
        connection.write_all(body.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        assert!(answer.contains("set-cookie: session="), "what it asked for was done: {answer}");
        let status = program.ended().await;
        assert!(status.success(), "{status}: {}", program.said());
    })
    .await;
}
