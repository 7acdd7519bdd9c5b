//! Mails behind 無害化: whatever the program writes is plain text in short lines, without attachments, and a code that is
//! needed stands in the text by itself.

use super::invite;
use crate::support::{World, on_one_world};
use mail_parser::{MessageParser, MimeHeaders as _};
use server::{
    demo::{self, story::Extent},
    jobs,
    mail::COLUMNS,
};
use std::fs;
use store::{Scope, accounts, testing::Engine};

/// Everything that would have been sent so far, as bytes.
fn sent(world: &World) -> Vec<Vec<u8>> {
    let folder = world.app.mail.folder().unwrap().path().join("new");
    fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "eml"))
        .map(|path| fs::read(path).unwrap())
        .collect()
}

/// The address of a demo person.
async fn address(world: &World, key: &str) -> String {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let people = accounts::demo_people(&tx).await.unwrap();
    people.into_iter().find(|person| person.demo_key.as_deref() == Some(key)).unwrap().email.unwrap()
}

fn columns(line: &str) -> usize {
    line.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

#[tokio::test]
async fn every_mail_survives_a_gateway_that_keeps_plain_text_alone() {
    on_one_world(Engine::Sqlite, "mails behind a gateway", async |world| {
        demo::story::tell(&world.app, Extent { granted: 2 }).await.unwrap();
        let administrator = world.as_person("administrator").await;
        invite(&administrator, 1).await;
        let hidamari = address(&world, "hidamari").await;
        let office = world.anybody();
        office.post("/sign-in", &[("email", &hidamari)]).await;
        world.wait(chrono::TimeDelta::minutes(1));
        jobs::drain(&world.app).await.unwrap();
        let mails = sent(&world);
        assert!(mails.len() >= 2, "{}", mails.len());
        let mut codes = 0;
        for bytes in &mails {
            assert!(bytes.is_ascii(), "the wire is seven bits wide");
            let mail = MessageParser::default().parse(bytes).unwrap();
            let kind = mail.content_type().unwrap();
            // A date comes with an invitation for calendars beside the text, which says it all by itself.
            if kind.ctype() == "multipart" {
                let parts = mail.parts.iter().filter_map(|part| part.content_type());
                let kinds: Vec<_> =
                    parts.map(|kind| (kind.ctype(), kind.subtype().unwrap_or_default())).collect();
                assert_eq!(kinds, [("multipart", "alternative"), ("text", "plain"), ("text", "calendar")]);
            } else {
                assert_eq!((kind.ctype(), kind.subtype()), ("text", Some("plain")));
                assert_eq!((mail.parts.len(), mail.attachment_count()), (1, 0));
            }
            let text = mail.body_text(0).unwrap();
            for line in text.lines() {
                let address = line.starts_with("http") && !line.contains(' ');
                assert!(address || columns(line) <= COLUMNS + 2, "{line}");
                assert!(address || !line.contains("://"), "an address stands alone on its line: {line}");
            }
            assert!(!text.contains('<') && !text.contains("&nbsp;"), "{text}");
            assert!(
                text.contains("\n--\r\n") || text.contains("\n--\n"),
                "who writes stands at the end: {text}"
            );
            codes += usize::from(text.lines().any(|line| line.starts_with("ログインの番号：")));
        }
        assert_eq!(codes, 1, "the code can be read and typed in, whatever became of the link");
        let without_links = mails
            .iter()
            .map(|bytes| MessageParser::default().parse(bytes).unwrap().body_text(0).unwrap().into_owned())
            .find_map(|text| {
                let line = text.lines().find_map(|line| line.strip_prefix("ログインの番号："))?.to_owned();
                Some(line.trim().to_owned())
            })
            .unwrap();
        let answer = office.post("/sign-in/code", &[("code", &without_links)]).await;
        assert_eq!(answer.status, axum::http::StatusCode::SEE_OTHER, "{}", answer.text);
    })
    .await;
}
