use super::{assert_reads_as, message};
use crate::support::smtp::{Script, Server};
use lettre::message::{
    Mailbox, SinglePart,
    header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
};
use mail_parser::{MessageParser, MimeHeaders as _};
use server::mail::{
    Encryption, Message, SendError, SmtpConfig, SmtpConfigError, SmtpPool, StopLink, Taken, Transport,
    Verdict,
};
use std::{io::Write, time::Duration};
use tempfile::NamedTempFile;

const SIGN_IN: (&str, &str) = ("hiromeru", "p@ss wörd 秘密");

pub fn encrypted() -> Script {
    Script { starttls: true, ..Script::default() }
}

pub fn authority(pem: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(pem.as_bytes()).unwrap();
    file
}

fn config(server: &Server, ca: Option<&NamedTempFile>) -> SmtpConfig {
    SmtpConfig {
        host: "localhost".to_owned(),
        port: server.address.port(),
        encryption: Encryption::StartTls,
        user: None,
        password: None,
        ca_file: ca.map(|file| file.path().to_owned()),
        hello: Some("hiromeru.example".to_owned()),
        timeout_seconds: 5,
        connections: 2,
    }
}

/// A pool that trusts the server.
pub fn pool(server: &Server) -> Transport {
    let ca = authority(&server.authority);
    Transport::Smtp(Box::new(SmtpPool::new(config(server, Some(&ca))).unwrap()))
}

#[tokio::test]
async fn a_japanese_mail_arrives_encrypted_and_whole() {
    let server = Server::start(encrypted()).await;
    let sent = message(1);
    let taken = pool(&server).send(&sent).await.unwrap();
    assert_eq!(taken, Taken { answer: "250 2.0.0 queued as TEST".to_owned() });
    let [received] = server.received().try_into().unwrap();
    assert!(received.encrypted);
    assert_eq!(
        (received.from.as_str(), received.to),
        ("noreply@midorino.example", vec!["office@hidamari.example".to_owned()])
    );
    assert_reads_as(&received.data, &sent);
    assert_eq!(server.commands()[..3], ["EHLO hiromeru.example", "STARTTLS", "EHLO hiromeru.example"]);
}

/// The headers are written by the library's types, as its own builder of messages writes them.
#[tokio::test]
async fn the_bytes_are_those_of_the_librarys_builder() {
    let server = Server::start(encrypted()).await;
    let page = "https://city.example.jp/stop/0123456789abcdef";
    let sent = Message { stop: Some(StopLink::parse(page).unwrap()), ..message(1) };
    pool(&server).send(&sent).await.unwrap();
    let [received] = server.received().try_into().unwrap();
    let mailbox = |name: &str, address: &str| {
        Mailbox::new(Some(name.to_owned()).filter(|name| !name.is_empty()), address.parse().unwrap())
    };
    let raw = |name, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
    let body = SinglePart::builder()
        .header(ContentType::TEXT_PLAIN)
        .header(ContentTransferEncoding::Base64)
        .body(server::mail::wrapped(&sent.text).replace('\n', "\r\n"));
    let built = lettre::Message::builder()
        .from(mailbox(sent.from.name.as_str(), sent.from.address.as_str()))
        .to(mailbox(sent.to_name.as_str(), sent.to.as_str()))
        .subject(sent.subject.as_str())
        .message_id(Some(sent.message_id.as_str().to_owned()))
        .date(sent.written_at.into())
        .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()))
        .raw_header(raw("List-Unsubscribe", format!("<{page}>")))
        .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
        .reply_to(mailbox("", sent.reply_to.as_ref().unwrap().as_str()))
        .singlepart(body)
        .unwrap();
    // A line end stands before the dot that ends the text.
    let built = format!("{}\r\n", String::from_utf8(built.formatted()).unwrap());
    assert_eq!(String::from_utf8(received.data).unwrap(), built);
}

#[tokio::test]
async fn without_starttls_nothing_is_sent() {
    let server = Server::start(Script::default()).await;
    let error = pool(&server).send(&message(1)).await.unwrap_err();
    assert!(matches!(error, SendError::NoEncryption));
    assert_eq!((error.verdict(), error.needs_the_administrator()), (Verdict::Retry, true));
    assert_eq!(server.received().len(), 0);
    assert!(
        !server.commands().iter().any(|command| command.starts_with("MAIL") || command.starts_with("AUTH"))
    );
}

#[tokio::test]
async fn a_certificate_of_another_authority_is_not_trusted() {
    let server = Server::start(encrypted()).await;
    let other = Server::start(encrypted()).await;
    let ca = authority(&other.authority);
    for trusted in [Some(&ca), None] {
        let pool = Transport::Smtp(Box::new(SmtpPool::new(config(&server, trusted)).unwrap()));
        let error = pool.send(&message(1)).await.unwrap_err();
        assert!(matches!(error, SendError::Encryption(_)), "{error:?}");
        assert_eq!(error.verdict(), Verdict::Retry);
    }
    assert_eq!(server.received().len(), 0);
    assert!(!server.commands().iter().any(|command| command.starts_with("MAIL")));
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_trusted() {
    let server = Server::start(encrypted()).await;
    let ca = authority(&server.authority);
    let config = SmtpConfig { host: "127.0.0.1".to_owned(), ..config(&server, Some(&ca)) };
    let error =
        Transport::Smtp(Box::new(SmtpPool::new(config).unwrap())).send(&message(1)).await.unwrap_err();
    assert!(matches!(error, SendError::Encryption(_)), "{error:?}");
}

#[tokio::test]
async fn the_password_goes_only_over_an_encrypted_connection() {
    for mechanisms in ["PLAIN", "LOGIN", "XOAUTH2 LOGIN PLAIN"] {
        let server = Server::start(Script { sign_in: Some(SIGN_IN), mechanisms, ..encrypted() }).await;
        let ca = authority(&server.authority);
        let (user, password) = (Some(SIGN_IN.0.to_owned()), Some(SIGN_IN.1.to_owned()));
        let config = SmtpConfig { user, password, ..config(&server, Some(&ca)) };
        Transport::Smtp(Box::new(SmtpPool::new(config.clone()).unwrap())).send(&message(1)).await.unwrap();
        let [received] = server.received().try_into().unwrap();
        assert_eq!((received.user.as_deref(), received.encrypted), (Some(SIGN_IN.0), true), "{mechanisms}");
        let heard: Vec<_> =
            server.commands().iter().filter_map(|said| said.split(' ').next().map(str::to_owned)).collect();
        assert_eq!(heard[..6], ["EHLO", "STARTTLS", "EHLO", "EHLO", "AUTH", "MAIL"], "{mechanisms}");

        let clear = SmtpConfig { encryption: Encryption::None, ..config.clone() };
        assert!(matches!(SmtpPool::new(clear), Err(SmtpConfigError::PasswordInTheClear)));
        assert!(!format!("{config:?}").contains(SIGN_IN.1));
    }
}

#[tokio::test]
async fn a_wrong_password_is_no_fault_of_the_mail() {
    let server = Server::start(Script { sign_in: Some(SIGN_IN), mechanisms: "PLAIN", ..encrypted() }).await;
    let ca = authority(&server.authority);
    let wrong = SmtpConfig {
        user: Some("hiromeru".into()),
        password: Some("wrong".into()),
        ..config(&server, Some(&ca))
    };
    let error = Transport::Smtp(Box::new(SmtpPool::new(wrong).unwrap())).send(&message(1)).await.unwrap_err();
    assert!(matches!(error, SendError::SignIn { code: 535 }), "{error:?}");
    assert_eq!((error.verdict(), error.needs_the_administrator()), (Verdict::Retry, true));

    let error = pool(&server).send(&message(1)).await.unwrap_err();
    assert!(matches!(error, SendError::Sender { code: 530, .. }), "{error:?}");
    assert_eq!(error.verdict(), Verdict::Retry);
}

#[tokio::test]
async fn half_of_a_sign_in_is_an_error_of_the_configuration() {
    let server = Server::start(encrypted()).await;
    let half = SmtpConfig { user: Some("hiromeru".into()), ..config(&server, None) };
    assert!(matches!(SmtpPool::new(half), Err(SmtpConfigError::HalfCredentials)));
    let no_file = SmtpConfig { ca_file: Some("/nowhere/ca.pem".into()), ..config(&server, None) };
    assert!(matches!(SmtpPool::new(no_file), Err(SmtpConfigError::CaFile { .. })));
}

/// A server that takes several commands at once, and one that wants them one by one.
fn both_ways() -> [Script; 2] {
    [encrypted(), Script { one_by_one: true, ..encrypted() }]
}

#[tokio::test]
async fn what_stands_before_the_text_is_said_in_one_breath_where_the_server_takes_it() {
    for (script, ahead) in both_ways().into_iter().zip([3, 0]) {
        let server = Server::start(script).await;
        let pool = pool(&server);
        for number in 0..3 {
            pool.send(&message(number)).await.unwrap();
        }
        assert_eq!((server.ahead(), server.connections()), (ahead, 1));
        for (number, received) in (0..3).zip(server.received()) {
            assert_reads_as(&received.data, &message(number));
        }
    }
}

#[tokio::test]
async fn a_busy_server_is_tried_again_with_the_same_message_id() {
    for script in both_ways() {
        is_tried_again_with_the_same_message_id(&Server::start(script).await).await;
    }
}

async fn is_tried_again_with_the_same_message_id(server: &Server) {
    server.script(|script| {
        script.recipients.insert("office@hidamari.example".to_owned(), ["451 4.7.1 greylisted"].into());
        script.texts = ["452 4.3.1 disk full"].into();
    });
    let pool = pool(server);
    for code in [451, 452] {
        let error = pool.send(&message(1)).await.unwrap_err();
        assert!(matches!(&error, SendError::Later { code: said, .. } if *said == code), "{error:?}");
        assert_eq!(error.verdict(), Verdict::Retry);
    }
    pool.send(&message(1)).await.unwrap();
    let [received] = server.received().try_into().unwrap();
    assert_reads_as(&received.data, &message(1));
}

#[tokio::test]
async fn an_address_that_is_refused_is_not_tried_again() {
    for script in both_ways() {
        is_not_tried_again(&Server::start(script).await).await;
    }
}

async fn is_not_tried_again(server: &Server) {
    server.script(|script| {
        let answers = ["550 5.1.1 <office@hidamari.example> user unknown"].into();
        script.recipients.insert("office@hidamari.example".to_owned(), answers);
    });
    let error = pool(server).send(&message(1)).await.unwrap_err();
    assert!(matches!(&error, SendError::Recipient { code: 550, .. }), "{error:?}");
    assert_eq!(server.received().len(), 0);
    assert_eq!((error.verdict(), error.needs_the_administrator()), (Verdict::Suppress, false));
    assert!(error.answer().unwrap().contains("user unknown"), "{:?}", error.answer());
    assert!(!error.to_string().contains("hidamari"), "an error's text is logged: {error}");
}

#[tokio::test]
async fn a_message_that_is_refused_does_not_condemn_the_address() {
    for script in both_ways() {
        let server = Server::start(Script { texts: ["554 5.6.0 looks like spam"].into(), ..script }).await;
        let error = pool(&server).send(&message(1)).await.unwrap_err();
        assert!(matches!(&error, SendError::Refused { code: 554, .. }), "{error:?}");
        assert_eq!(error.verdict(), Verdict::GiveUp);
    }
}

#[tokio::test]
async fn a_sender_that_is_refused_is_for_the_administrator() {
    for script in both_ways() {
        // The second asks for the text all the same, in the same breath.
        let answers = ["553 5.1.8 sender unknown", "553 5.1.8 sender unknown\r\n250 ok\r\n354 go on"];
        let server = Server::start(Script { senders: answers.into(), ..script }).await;
        let pool = pool(&server);
        for _ in answers {
            let error = pool.send(&message(1)).await.unwrap_err();
            assert!(matches!(error, SendError::Sender { code: 553, .. }), "{error:?}");
            assert_eq!((error.verdict(), error.needs_the_administrator()), (Verdict::Retry, true));
        }
        assert_eq!(server.received().len(), 0);
        // With the connection goes what was said ahead.
        pool.send(&message(2)).await.unwrap();
        let [received] = server.received().try_into().unwrap();
        assert_reads_as(&received.data, &message(2));
        assert_eq!(server.connections(), 3);
    }
}

/// What a server says that was not asked is not heard as its answer to the next question, and last as that to the text.
#[tokio::test]
async fn an_answer_too_many_tells_no_mail_as_taken() {
    for script in both_ways() {
        let server = Server::start(Script { senders: ["250 ok\r\n250 ok"].into(), ..script }).await;
        let pool = pool(&server);
        let out_of_step = async |number| {
            let error = pool.send(&message(number)).await.unwrap_err();
            assert!(matches!(error, SendError::OutOfStep), "{error:?}");
            assert_eq!(error.verdict(), Verdict::Retry, "nothing of the text was said");
        };
        out_of_step(1).await;
        server.script(|script| script.texts = ["250 queued\r\n250 queued", "354 go on"].into());
        pool.send(&message(1)).await.unwrap();
        out_of_step(2).await;
        let error = pool.send(&message(2)).await.unwrap_err();
        assert!(matches!(error, SendError::Unanswered), "{error:?}");
        assert_eq!((server.received().len(), server.connections()), (1, 3));
    }
}

/// The server took the mail and died before it could say so: the next try is a second copy of the
/// same message, which a mail program shows once.
#[tokio::test]
async fn a_mail_whose_answer_was_lost_is_sent_again_under_the_same_name() {
    let server = Server::start(Script { take_and_hang_up: 1, ..encrypted() }).await;
    let pool = pool(&server);
    let error = pool.send(&message(1)).await.unwrap_err();
    assert!(matches!(error, SendError::Unanswered), "{error:?}");
    assert_eq!(error.verdict(), Verdict::Unknown, "whoever may not be written to twice is not");
    pool.send(&message(1)).await.unwrap();
    let [first, second] = server.received().try_into().unwrap();
    assert_eq!(first.data, second.data);
}

#[tokio::test]
async fn a_mail_as_html_is_the_same_text_and_nothing_else() {
    let server = Server::start(encrypted()).await;
    let sent =
        Message { html: true, text: "一行目\n\nhttps://city.example.jp/a\n<b>".into(), ..message(1) };
    pool(&server).send(&sent).await.unwrap();
    let [received] = server.received().try_into().unwrap();
    assert!(received.data.is_ascii(), "servers without 8BITMIME take it too");
    let read = MessageParser::default().parse(&received.data).unwrap();
    let kind = |part: &mail_parser::MessagePart| {
        let kind = part.content_type()?;
        Some(format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()))
    };
    let kinds: Vec<_> = read.parts.iter().filter_map(kind).collect();
    assert_eq!(kinds, ["multipart/alternative", "text/plain", "text/html"]);
    assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), sent.text);
    let page = read.body_html(0).unwrap();
    assert!(page.contains("<a href=\"https://city.example.jp/a\">https://city.example.jp/a</a>"), "{page}");
    assert!(page.contains("&lt;b&gt;") && !page.contains("<img") && !page.contains("style"), "{page}");
}

#[tokio::test]
async fn a_connection_is_used_for_many_mails_and_replaced_when_it_broke() {
    let server = Server::start(encrypted()).await;
    let pool = pool(&server);
    for number in 0..5 {
        pool.send(&message(number)).await.unwrap();
    }
    assert_eq!((server.received().len(), server.connections()), (5, 1));
    server.script(|script| script.take_and_hang_up = 1);
    pool.send(&message(5)).await.unwrap_err();
    pool.send(&message(6)).await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn no_more_connections_are_opened_than_allowed() {
    let server = Server::start(encrypted()).await;
    let pool = pool(&server);
    let sending = (0..20).map(|number| {
        let pool = &pool;
        async move { pool.send(&message(number)).await.unwrap() }
    });
    futures::future::join_all(sending).await;
    assert_eq!(server.received().len(), 20);
    assert!(server.connections() <= 2, "{}", server.connections());
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up_in_time() {
    let server = Server::start(Script { silent: true, ..Script::default() }).await;
    let config = SmtpConfig { timeout_seconds: 1, ..config(&server, None) };
    let pool = Transport::Smtp(Box::new(SmtpPool::new(config).unwrap()));
    let sent = message(1);
    let sending = tokio::time::timeout(Duration::from_secs(10), pool.send(&sent));
    assert!(matches!(sending.await.unwrap(), Err(SendError::Timeout)));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let server = Server::start(Script::default()).await;
    let gone = config(&server, None);
    drop(server);
    tokio::task::yield_now().await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let config = SmtpConfig { port: free.port(), ..gone };
    let error =
        Transport::Smtp(Box::new(SmtpPool::new(config).unwrap())).send(&message(1)).await.unwrap_err();
    assert!(matches!(error, SendError::Connect(_)), "{error:?}");
    assert_eq!((error.verdict(), error.needs_the_administrator()), (Verdict::Retry, false));
}

#[tokio::test]
async fn the_second_server_is_used_only_where_the_first_cannot_be_connected() {
    let second = Server::start(encrypted()).await;
    let (first, gone) = (Server::start(encrypted()).await, Server::start(Script::default()).await);
    let authorities = (authority(&first.authority), authority(&second.authority));
    let away = config(&gone, Some(&authorities.0));
    drop(gone);
    tokio::task::yield_now().await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let both = |of: SmtpConfig| {
        let other = SmtpPool::new(config(&second, Some(&authorities.1))).unwrap();
        Transport::Smtp(Box::new(SmtpPool::new(of).unwrap().with_second(other)))
    };
    let around = both(SmtpConfig { port: free.port(), ..away.clone() });
    for number in 0..2 {
        around.send(&message(number)).await.unwrap();
    }
    assert_eq!(second.received().len(), 2);
    let tls = both(SmtpConfig { port: free.port(), encryption: Encryption::Tls, ..away });
    tls.send(&message(2)).await.unwrap();
    assert_eq!(second.received().len(), 3);

    // Whatever the first says once it is connected is its answer, and a mail that it may have is not said to another.
    let pair = both(config(&first, Some(&authorities.0)));
    pair.send(&message(3)).await.unwrap();
    first.script(|script| script.take_and_hang_up = 1);
    assert!(matches!(pair.send(&message(4)).await.unwrap_err(), SendError::Unanswered));
    first.script(|script| script.senders = ["553 5.1.8 sender unknown"].into());
    assert!(matches!(pair.send(&message(5)).await.unwrap_err(), SendError::Sender { .. }));
    first.script(|script| script.starttls = false);
    let open = both(config(&first, Some(&authorities.0)));
    assert!(matches!(open.send(&message(6)).await.unwrap_err(), SendError::NoEncryption));
    assert_eq!((first.received().len(), second.received().len()), (2, 3));
}

#[tokio::test]
async fn a_server_of_the_same_machine_may_go_without_encryption() {
    let server = Server::start(Script::default()).await;
    let config = SmtpConfig { encryption: Encryption::None, ..config(&server, None) };
    Transport::Smtp(Box::new(SmtpPool::new(config).unwrap())).send(&message(1)).await.unwrap();
    assert!(!server.received()[0].encrypted);
}

#[tokio::test]
async fn an_address_with_odd_dots_is_quoted() {
    let server = Server::start(encrypted()).await;
    let mut sent = message(1);
    sent.to = domain::email::Email::parse("a..b@docomo.ne.jp").unwrap();
    pool(&server).send(&sent).await.unwrap();
    assert_eq!(server.received()[0].to, ["\"a..b\"@docomo.ne.jp"]);
}
