//! Files that go with messages: both ways, looked at like documents, opened with a trace, and seen by nobody else.

use super::{
    review::received_by,
    steps::{PNG, published, tenant},
};
use crate::support::on_each_world;
use axum::http::StatusCode;
use store::{Scope, subsidies::attachments};

#[tokio::test]
async fn a_file_goes_with_a_message_and_is_no_document_of_the_application() {
    on_each_world("files of messages", async |world| {
        let programme = published(&world, &[]).await;
        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let (clerk, hidamari) = (world.as_person("clerk").await, world.as_person("hidamari").await);
        let (messages, sending) =
            (format!("{}/messages", first.own), format!("{}/messages/files", first.own));
        let page = hidamari.get(&messages).await;
        let nothing = hidamari.upload_from(&page, &sending, &[], &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("添付するファイルを選んでください"), "{}", nothing.text);
        let page = hidamari.get(&messages).await;
        let program = [("enclosed", "委任状.png", b"MZ\x90\0".as_slice())];
        let refused = hidamari.upload_from(&page, &sending, &[], &program).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "judged by its content");
        let page = hidamari.get(&messages).await;
        let good = [("enclosed", "委任状.png", PNG)];
        let sent = hidamari.upload_from(&page, &sending, &[], &good).await;
        assert_eq!(sent.location(), format!("{messages}?done=sent"), "{}", sent.text);
        server::jobs::drain(&world.app).await.unwrap();

        let desk = clerk.get(&first.desk).await;
        assert!(desk.text.contains("委任状.png") && desk.text.contains("ファイルを送りました"));
        let at = desk.text.find("委任状.png").unwrap();
        let link = desk.text[..at].rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        let opened = clerk.get(link).await;
        assert_eq!((opened.status, opened.bytes.as_slice()), (StatusCode::OK, PNG));
        let looks = world.as_person("administrator").await.get("/t/midorino/audit?noun=view").await.text;
        assert!(looks.contains("添付書類の元のファイルを開きました"), "{looks}");
        let back = format!("{}/messages/files", first.desk);
        let answer = [("enclosed", "記入例.png", PNG)];
        let answered = clerk.upload_from(&desk, &back, &[], &answer).await;
        assert_eq!(answered.location(), format!("{}?done=written", first.desk), "{}", answered.text);

        let page = hidamari.get(&messages).await.text;
        let at = page.find("記入例.png").unwrap();
        let link = page[..at].rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        assert_eq!(hidamari.get(link).await.bytes, PNG);
        assert_eq!(world.as_person("komorebi").await.get(link).await.status, StatusCode::NOT_FOUND);
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let documents = attachments::of_application(&tx, first.id.into()).await.unwrap();
        assert!(documents.iter().all(|one| !one.name.contains("委任状") && !one.name.contains("記入例")));
        let enclosed = attachments::of_messages(&tx, first.id.into()).await.unwrap();
        assert_eq!(enclosed.len(), 2, "{enclosed:?}");
    })
    .await;
}
