//! Files that go with messages: both ways, looked at like documents, opened with a trace, and seen by nobody else.

use super::{
    review::received_by,
    steps::{PNG, published, tenant},
};
use crate::support::on_each_world;
use app::subsidies::MOST_ENCLOSED_IN_ALL;
use axum::http::StatusCode;
use store::{
    Scope,
    subsidies::attachments::{self, Attachment},
};

#[tokio::test]
async fn a_file_goes_with_a_message_and_is_no_document_of_the_application() {
    on_each_world("files of messages", async |world| {
        let programme = published(&world, &[]).await;
        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let (clerk, hidamari) = (world.as_person("clerk").await, world.as_person("hidamari").await);
        let messages = format!("{}/messages", first.own);
        let nothing = hidamari.upload(&messages, &[("body", "　")], &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("メッセージを入力してください"), "{}", nothing.text);
        let program = [("enclosed", "委任状.png", b"MZ\x90\0".as_slice()), ("enclosed", "通帳.png", PNG)];
        let refused = hidamari.upload(&messages, &[("body", "委任状です。")], &program).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "judged by its content");
        assert!(
            refused.text.contains("委任状.png：") && refused.text.contains("委任状です。"),
            "nothing is lost"
        );
        let many = [("enclosed", "委任状.png", PNG); 6];
        let refused = hidamari.upload(&messages, &[], &many).await;
        assert!(refused.text.contains("5ファイルずつに分けて"), "{}", refused.text);
        let good = [("enclosed", "委任状.png", PNG), ("enclosed", "通帳.png", PNG)];
        let sent = hidamari.upload(&messages, &[("body", "")], &good).await;
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
        assert!(desk.text.contains("通帳.png"), "{}", desk.text);
        let back = format!("{}/messages", first.desk);
        let (words, answer) = ([("message_body", "記入例です。")], [("enclosed", "記入例.png", PNG)]);
        let answered = clerk.upload_from(&desk, &back, &words, &answer).await;
        assert_eq!(answered.location(), format!("{}?done=written", first.desk), "{}", answered.text);

        let page = hidamari.get(&messages).await.text;
        let at = page.find("記入例.png").unwrap();
        assert!(page.contains("記入例です。"), "words and file are one message");
        let link = page[..at].rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        assert_eq!(hidamari.get(link).await.bytes, PNG);
        assert_eq!(world.as_person("komorebi").await.get(link).await.status, StatusCode::NOT_FOUND);
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let documents = attachments::of_application(&tx, first.id.into()).await.unwrap();
        assert!(documents.iter().all(|one| !one.name.contains("委任状") && !one.name.contains("記入例")));
        let enclosed = attachments::of_messages(&tx, first.id.into()).await.unwrap();
        assert_eq!(enclosed.values().map(Vec::len).collect::<Vec<_>>(), [2, 1], "{enclosed:?}");
        drop(tx);

        // Nobody fills the disk message by message; words still go.
        let one = enclosed.into_values().flatten().next().unwrap();
        let tx = world.app.store.write(&scope).await.unwrap();
        for _ in 3..MOST_ENCLOSED_IN_ALL {
            let another = Attachment { id: world.app.clock.id(), ..one.clone() };
            attachments::add(&tx, &another).await.unwrap();
        }
        tx.commit().await.unwrap();
        let (words, file) = ([("body", "もう1枚です。")], [("enclosed", "委任状.png", PNG)]);
        let refused = hidamari.upload(&messages, &words, &file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("合わせて60ファイルまで") && refused.text.contains("もう1枚です。"),
            "{}",
            refused.text
        );
        let told = hidamari.upload(&messages, &words, &[]).await;
        assert_eq!(told.location(), format!("{messages}?done=sent"), "{}", told.text);
    })
    .await;
}
