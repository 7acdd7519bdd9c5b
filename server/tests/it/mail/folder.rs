use super::{assert_reads_as, message, noon};
use chrono::Duration;
use server::mail::{Folder, Message, Transport};

#[tokio::test]
async fn a_mail_can_be_read_where_it_was_put() {
    let root = tempfile::tempdir().unwrap();
    let folder = Folder::open(root.path()).unwrap();
    let sent = message(1);
    let name = Transport::Folder(folder.clone()).send(&sent).await.unwrap().answer;
    let read = folder.read(&name).await.unwrap().unwrap();
    assert_eq!((read.to.as_str(), read.subject.as_str()), ("office@hidamari.example", sent.subject.as_str()));
    assert_eq!((read.text, read.class.as_str(), read.written_at), (sent.text.clone(), "statutory", noon()));
    let whole = std::fs::read(root.path().join("new").join(format!("{name}.eml"))).unwrap();
    assert_reads_as(&whole, &sent);
    assert_eq!(std::fs::read_dir(root.path().join("tmp")).unwrap().count(), 0);
}

#[tokio::test]
async fn the_newest_mail_stands_first_and_a_second_try_is_no_second_mail() {
    let root = tempfile::tempdir().unwrap();
    let folder = Folder::open(root.path()).unwrap();
    let transport = Transport::Folder(folder.clone());
    for (number, minutes) in [(1, 0), (2, 20), (3, 10), (2, 20)] {
        let sent = Message { written_at: noon() + Duration::minutes(minutes), ..message(number) };
        transport.send(&sent).await.unwrap();
    }
    let listed = folder.list(10).await.unwrap();
    let ids: Vec<_> = listed.iter().map(|mail| mail.message_id.as_str()).collect();
    let expected: Vec<_> = [2, 3, 1].map(|number| message(number).message_id.as_str().to_owned()).into();
    assert_eq!(ids, expected);
    assert_eq!(folder.list(2).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_name_does_not_lead_out_of_the_folder() {
    let root = tempfile::tempdir().unwrap();
    let folder = Folder::open(root.path().join("mails")).unwrap();
    std::fs::write(root.path().join("secret.json"), "{}").unwrap();
    for name in ["", "../../secret", "..", "a/b", "no-such-mail", "secret\0"] {
        assert_eq!(folder.read(name).await.unwrap(), None, "{name}");
    }
}
