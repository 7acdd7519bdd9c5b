//! Files: where their bytes lie, under which names they are shown, and how they leave.

use axum::http::header;
use domain::ids::TenantId;
use server::{clock::Clock, download, storage::Storage};

#[tokio::test]
async fn a_sent_name_is_never_a_path_and_never_turns_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let (storage, clock) = (Storage::open(folder.path()).unwrap(), Clock::system());
    let tenant: TenantId = clock.id();
    let shown = async |name: &str| {
        storage.put(&clock, tenant, None, name, "text/plain", Vec::new()).await.unwrap().name
    };
    assert_eq!(shown("../../etc/passwd").await, "passwd");
    assert_eq!(shown(r"C:\Users\a\領収書.pdf").await, "領収書.pdf");
    assert_eq!(shown("a\0\u{202E}fdp.exe").await, "afdp.exe");
    assert_eq!(shown("..").await, "file");
    assert_eq!(shown(&"長".repeat(300)).await.chars().count(), 120);
}

#[tokio::test]
async fn bytes_come_back_to_their_own_tenant_alone() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::open(folder.path()).unwrap();
    let clock = Clock::system();
    let (own, other): (TenantId, TenantId) = (clock.id(), clock.id());
    let file = storage.put(&clock, own, None, "a.txt", "text/plain", b"abc".to_vec()).await.unwrap();
    assert_eq!(file.hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(storage.get(own, file.id).await.unwrap(), b"abc");
    assert!(storage.get(other, file.id).await.is_err());
}

#[test]
fn a_name_cannot_end_the_header_or_become_another_file() {
    let response = download::file("領収書\"; x=\r\n.pdf", "application/pdf", vec![1]);
    let disposition = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"file.pdf\"; filename*=UTF-8''%E9%A0%98"),
        "{disposition}"
    );
    assert!(!disposition.contains(['\r', '\n']) && disposition.matches('"').count() == 2, "{disposition}");
    assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], "default-src 'none'; sandbox");
}
