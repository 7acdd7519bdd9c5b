//! Every table of the product as a file: xlsx, CSV in UTF-8, and Shift JIS with what does not fit named first.

use crate::{
    imports::preview,
    subsidies::{review::received, steps},
    support::{Asker, on_each_world},
};
use axum::http::StatusCode;
use store::{Scope, views};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The table in each kind of file; its text.
async fn saved(asker: &Asker, here: &str) -> String {
    let xlsx = asker.get(&format!("{here}format=xlsx")).await;
    assert_eq!(
        (xlsx.status, &xlsx.headers["content-type"]),
        (StatusCode::OK, &XLSX.parse().unwrap()),
        "{here}"
    );
    assert!(xlsx.bytes.starts_with(b"PK"), "{here}");
    let csv = asker.get(&format!("{here}format=csv")).await;
    assert!(csv.bytes.starts_with(&[0xEF, 0xBB, 0xBF]), "{here}: {}", csv.text);
    let old = asker.get(&format!("{here}format=cp932&unfit=replace")).await;
    assert_eq!(old.headers["content-type"], "text/csv; charset=Shift_JIS", "{here}");
    csv.text
}

#[tokio::test]
async fn every_list_is_saved_with_its_filter_and_what_was_taken_is_kept() {
    on_each_world("lists are saved", async |world| {
        received(&world).await;
        let clerk = world.as_person("clerk").await;
        let at = "/t/midorino";
        let page = clerk.get(&format!("{at}/applications")).await;
        assert!(page.text.contains("申請の一覧をExcelで保存する"), "{}", page.text);
        let all = saved(&clerk, &format!("{at}/applications/export?")).await;
        assert!(all.contains("2970999013,居宅介護支援事業所ひだまり") && all.contains("21000"), "{all}");
        let shown = saved(&clerk, &format!("{at}/applications/export?cols=stage.faults&only=shown&")).await;
        assert!(shown.contains("受付番号,状態,不備数") && !shown.contains("2970999013"), "{shown}");
        let none = saved(&clerk, &format!("{at}/applications/export?q=nobody&")).await;
        assert_eq!(none.lines().count(), 1, "only the headings: {none}");
        let programmes = saved(&clerk, &format!("{at}/programmes/export?")).await;
        assert!(programmes.contains("21000"), "{programmes}");
        saved(&clerk, &format!("{at}/demos/export?")).await;
        let people = saved(&world.as_person("administrator").await, &format!("{at}/people/export?")).await;
        assert!(people.contains("佐藤 葵,sato@midorino.example.jp,担当"), "{people}");
        assert_eq!(clerk.get(&format!("{at}/people/export")).await.status, StatusCode::NOT_FOUND);

        let tenant = steps::tenant(&world, "midorino").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let looks = views::of_subject(&tx, "tenant", tenant.uuid()).await.unwrap();
        for what in ["applications", "people-saved"] {
            assert!(looks.iter().any(|look| look.what == what), "{what}: {looks:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn rows_of_an_import_are_saved_and_nothing_in_them_becomes_a_formula() {
    on_each_world("rows are saved", async |world| {
        let clerk = world.as_person("clerk").await;
        let list = "事業所番号,事業所名,サービスの種類\n2970999179,＝HYPERLINK(1),43\n2970999195,𠮷野,43\n2970999203,,43\n";
        let at = preview(&clerk, "list.csv", list.as_bytes()).await;
        let created = saved(&clerk, &format!("{at}/export?rows=created&")).await;
        assert!(created.contains("'＝HYPERLINK") || created.contains("'=HYPERLINK"), "{created}");
        assert!(created.contains("𠮷野") && !created.contains("2970999203"), "{created}");
        let errors = saved(&clerk, &format!("{at}/export?rows=errors&")).await;
        assert!(errors.contains("事業所名がありません"), "{errors}");
        let named = clerk.get(&format!("{at}/export?rows=created&format=cp932")).await;
        assert!(named.text.contains("Shift_JISで書けない文字があります") && named.text.contains("𠮷"), "{}", named.text);
        assert!(named.text.contains("rows=created&amp;format=csv") || named.text.contains("rows=created&format=csv"), "{}", named.text);
    })
    .await;
}
