//! Imports from end to end: upload, preview, another way of reading, commit, result.

mod adopters;
mod command;
mod enriching;
mod long;
mod saving;

use crate::support::{Answer, Asker, on_each_world};
use axum::http::StatusCode;
use std::{fs, path::Path};

const NEW: &str = "/t/midorino/imports/new";

fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("sheets/tests/data").join(name)).unwrap()
}

async fn upload(asker: &Asker, name: &str, bytes: &[u8]) -> Answer {
    asker.upload(NEW, &[("scope", "own")], &[("file", name, bytes)]).await
}

/// Uploads a list; the address of its preview.
pub async fn preview(asker: &Asker, name: &str, bytes: &[u8]) -> String {
    let answer = upload(asker, name, bytes).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {}", answer.text);
    answer.location().to_owned()
}

/// Commits what a preview shows.
async fn commit(asker: &Asker, at: &str) -> Answer {
    let page = asker.get(at).await;
    let (version, digest) = (page.hidden("version").unwrap(), page.hidden("digest").unwrap_or_default());
    asker.post_from(at, &format!("{at}/commit"), &[("version", &version), ("digest", &digest)]).await
}

/// The number in the tile with this label.
fn tile(page: &Answer, label: &str) -> u32 {
    let text = page.text.replace("<!>", "");
    let from = text.find(&format!(">{label}<")).unwrap_or_else(|| panic!("no tile {label} in {text}"));
    let value = &text[from + text[from..].find("stat__value").unwrap()..];
    value[value.find('>').unwrap() + 1..]
        .chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap()
}

/// The demonstration's own offices would hide what the lists do.
async fn empty_register(asker: &Asker) -> u32 {
    let page = asker.get("/t/midorino/offices").await;
    page.text.matches("/t/midorino/offices/0").count().try_into().unwrap()
}

#[tokio::test]
async fn a_national_file_is_previewed_written_once_and_changes_nothing_the_second_time() {
    on_each_world("import file 01", async |world| {
        let clerk = world.as_person("clerk").await;
        let known = empty_register(&clerk).await;
        let at = preview(&clerk, "01_jigyosho_292991.csv", &data("01_jigyosho_292991.csv")).await;
        let page = clerk.get(&at).await;
        assert!(page.text.contains("101行を読み取りました"), "{}", page.text);
        let all = ["新しく登録する事業所", "更新する事業所", "補足だけの事業所", "変更のない事業所"];
        assert_eq!(all.iter().map(|label| tile(&page, label)).sum::<u32>(), 69);
        assert_eq!(
            (tile(&page, "警告の行"), tile(&page, "対象外の行"), tile(&page, "エラーの行")),
            (5, 15, 0)
        );
        assert!(
            page.text.contains("L95") && page.text.contains("日本の番号として読めません"),
            "warnings come first"
        );
        let (way, figures) = (page.text.find("確かめるところへ（警告5行）"), page.text.find("stat__value"));
        assert!(way.is_some() && way < figures, "past the figures: {}", page.text);
        let offices = clerk.get("/t/midorino/offices").await;
        assert!(offices.text.contains(&format!("全{known}件")), "nothing is written before the commit");
        let done = commit(&clerk, &at).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let result = clerk.get(done.location()).await;
        assert!(result.text.contains("台帳に反映しました"), "{}", result.text);
        assert!(result.text.contains("ファイルの照合値（SHA-256）"), "{}", result.text);
        let raw = clerk.get(&format!("{at}?rows=warnings")).await;
        assert!(raw.text.contains("元のセル") && raw.text.contains("0741-00-12"), "raw cells are kept");
        let file = clerk.get(&format!("{at}/file")).await;
        assert_eq!(file.bytes, data("01_jigyosho_292991.csv"));
        let again = preview(&clerk, "もう一度.csv", &data("01_jigyosho_292991.csv")).await;
        let page = clerk.get(&again).await;
        assert!(page.text.contains("台帳は何も変わりません"), "{}", page.text);
        assert!(page.text.contains("同じ内容のファイルを、"), "{}", page.text);
        assert!(page.text.contains(&format!("href=\"{at}\"")), "and leads there: {}", page.text);
        assert_eq!(tile(&page, "変更のない事業所"), 69);
        assert!(page.hidden("digest").is_none(), "there is nothing to commit");
    })
    .await;
}

#[tokio::test]
async fn a_workbook_changes_what_it_says_and_asks_about_a_lost_zero() {
    on_each_world("import file 02 after 01", async |world| {
        let clerk = world.as_person("clerk").await;
        let first = preview(&clerk, "01.csv", &data("01_jigyosho_292991.csv")).await;
        commit(&clerk, &first).await;
        let at = preview(&clerk, "事業所一覧.xlsx", &data("02_事業所一覧(R6.4.1).xlsx")).await;
        let page = clerk.get(&at).await;
        assert_eq!(
            (tile(&page, "新しく登録する事業所"), tile(&page, "更新する事業所")),
            (8, 5),
            "{}",
            page.text
        );
        assert!(page.text.contains("直すところへ（エラー1行）"), "{}", page.text);
        assert_eq!((tile(&page, "エラーの行"), tile(&page, "警告の行")), (1, 2));
        assert!(page.text.contains("「①居宅介護支援」19行目") && page.text.contains("C19"), "{}", page.text);
        assert!(page.text.contains("事業所番号が9桁です。先頭の0が消えていませんか（0370999013）"));
        assert!(page.text.contains("とあるので、ふたば市の事業所かもしれません"), "{}", page.text);
        let version = page.hidden("version").unwrap();
        let confirmation = [("version", version.as_str()), ("sheet", "①居宅介護支援"), ("row", "19")];
        let confirmed = clerk.post_from(&at, &format!("{at}/confirmation"), &confirmation).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text);
        let page = clerk.get(&at).await;
        assert_eq!((tile(&page, "新しく登録する事業所"), tile(&page, "エラーの行")), (9, 0));
        let updated = clerk.get(&format!("{at}?rows=updated")).await;
        assert!(
            updated.text.contains("0741-00-1031") && updated.text.contains("0741-00-1777"),
            "before and after"
        );
        let done = commit(&clerk, &at).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let kept = clerk.get(&format!("{at}?rows=updated")).await;
        let kept = kept.text.replace("<!>", "");
        assert!(kept.contains("<strong>I</strong> 2020/2/1"), "the cells of a sheet further on: {kept}");
        let found = clerk.get("/t/midorino/offices?q=2970999021").await;
        let card = found.text[found.text.find("/t/midorino/offices/0").unwrap()..]
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let card = clerk.get(&card).await;
        assert!(
            card.text.contains("0741-00-1777") && card.text.contains("電話番号：0741-00-1031 → 0741-00-1777"),
            "{}",
            card.text
        );
        let in_two_rows = preview(&clerk, "二段書き.xlsx", &data("08_二段書き一覧.xlsx")).await;
        assert_eq!(commit(&clerk, &in_two_rows).await.status, StatusCode::SEE_OTHER);
        let mut kept = String::new();
        for rows in ["created", "updated", "completed", "unchanged"] {
            kept.push_str(&clerk.get(&format!("{in_two_rows}?rows={rows}")).await.text.replace("<!>", ""));
        }
        let below = "<strong>C</strong> （キョタクカイゴシエンジギョウショヒダマリ）";
        assert!(kept.contains(below), "the cells of the second row of a record: {kept}");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_list_is_refused_in_plain_words() {
    on_each_world("refused files", async |world| {
        let clerk = world.as_person("clerk").await;
        for (name, words) in [
            ("bad/空ファイル.csv", "ファイルの中身が空です"),
            ("bad/パスワード付き.xlsx", "パスワードが付いています"),
            ("bad/実はPDF.xlsx", "中身はPDFです"),
            ("bad/途中で切れた.xlsx", "途中で切れています"),
            ("bad/文字化け.csv", "文字化けしています"),
            ("bad/別の表.xlsx", "事業所の一覧が見つかりません"),
            ("bad/見出しだけ.csv", "見出しだけで"),
            ("hostile/billion_laughs.xlsx", "安全に開けないファイル"),
            ("hostile/zip_bomb_shared_strings.xlsx", "安全に開けないファイル"),
        ] {
            let answer = upload(&clerk, "一覧.xlsx", &data(name)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.text.contains(words), "{name}: {}", answer.text);
        }
        let nothing = clerk.upload(NEW, &[("scope", "all")], &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("一覧のファイルを選ぶか、表を貼り付けてください"));
        assert!(clerk.get("/t/midorino/imports").await.text.contains("取込はまだありません"));
    })
    .await;
}

#[tokio::test]
async fn a_preview_that_grew_stale_is_shown_again_and_writes_nothing() {
    on_each_world("a stale preview", async |world| {
        let (clerk, administrator) = (world.as_person("clerk").await, world.as_person("administrator").await);
        let list = "事業所番号,事業所名,サービスの種類,電話番号\n2970999179,髙﨑ケアプランセンター,43,0741-00-1005\n";
        let at = preview(&clerk, "list.csv", list.as_bytes()).await;
        let seen = clerk.get(&at).await;
        let office = [("number", "2970999179"), ("name", "別の名前"), ("services", "43"), ("status", "active")];
        let added = administrator.post("/t/midorino/offices/new", &office).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        let (version, digest) = (seen.hidden("version").unwrap(), seen.hidden("digest").unwrap());
        let pairs = [("version", version.as_str()), ("digest", digest.as_str())];
        let answer = clerk.post_from(&at, &format!("{at}/commit"), &pairs).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.text.contains("まだ何も書き込んでいません") && answer.text.contains("別の名前"), "{}", answer.text);
        let done = commit(&clerk, &at).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let twice = clerk.post_from("/t/midorino/imports", &format!("{at}/commit"), &pairs).await;
        assert_eq!((twice.status, twice.location()), (StatusCode::SEE_OTHER, at.as_str()), "a batch is written once");
    })
    .await;
}

#[tokio::test]
async fn the_header_and_the_columns_can_be_chosen_by_hand() {
    on_each_world("another way of reading", async |world| {
        let clerk = world.as_person("clerk").await;
        let list = "一覧,,,,\nコード,施設,連絡先１,連絡先２,何\n2970999179,髙﨑ケアプラン,0741-00-1005,0741-00-2222,43\n2970999195,さくら,0741-00-1007,0741-00-3333,43\n2970999203,ゆうなぎ,0741-00-1008,,43\n";
        let unknown = preview(&clerk, "list.csv", list.as_bytes()).await;
        let page = clerk.get(&format!("{unknown}/reading")).await;
        assert!(page.text.contains("あまり確かではありません"), "known by what stands in the columns: {}", page.text);
        let list = list.replace("コード,施設", "事業所番号,事業所名").replace("何", "サービスの種類");
        let at = preview(&clerk, "list.csv", list.as_bytes()).await;
        let reading = format!("{at}/reading");
        let page = clerk.get(&reading).await;
        assert!(page.text.contains("連絡先２") && page.text.contains("0741-00-2222"), "{}", page.text);
        let version = page.hidden("version").unwrap();
        let typed = [
            ("version", version.as_str()),
            ("scope", "all"),
            ("sheet-0-import", "yes"),
            ("sheet-0-header", "2"),
            ("sheet-0-column-0", "office_number"),
            ("sheet-0-column-1", "name"),
            ("sheet-0-column-2", ""),
            ("sheet-0-column-3", "phone"),
            ("sheet-0-column-4", "service"),
        ];
        let twice: Vec<_> = typed.iter().copied().map(|(name, value)| (name, if name == "sheet-0-column-2" { "phone" } else { value })).collect();
        let answer = clerk.post(&reading, &twice).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("「電話番号」を2つの列に選んでいます"), "{}", answer.text);
        assert!(answer.text.contains("「電話番号」をC・D列に選んでいます"), "{}", answer.text);
        let tried: Vec<_> = typed.iter().copied().map(|(name, value)| (name, if name == "sheet-0-column-3" { "email" } else { value })).chain([("try", "1")]).collect();
        let answer = clerk.post(&reading, &tried).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.contains("はじめの値のうち2個が読めません"), "{}", answer.text);
        assert_eq!(clerk.get(&reading).await.hidden("version").unwrap(), version, "nothing is kept");
        let answer = clerk.post(&reading, &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        commit(&clerk, &at).await;
        assert!(clerk.get("/t/midorino/offices?q=0741002222").await.text.contains("髙﨑ケアプラン"));
        assert!(clerk.get(&reading).await.status == StatusCode::SEE_OTHER, "what is written is read no other way");
    })
    .await;
}

#[tokio::test]
async fn a_batch_that_is_put_away_writes_nothing_and_another_tenant_never_sees_it() {
    on_each_world("a batch is put away", async |world| {
        let clerk = world.as_person("clerk").await;
        let list = "事業所番号,事業所名,サービスの種類\n2970999179,<script>alert(1)</script>,43\n";
        let at = preview(&clerk, "list.csv", list.as_bytes()).await;
        let page = clerk.get(&at).await;
        assert!(page.text.contains("&lt;script&gt;") && !page.text.contains("<script>alert"));
        let other = world.as_person("misaki-clerk").await;
        let elsewhere = at.replace("/midorino/", "/misaki/");
        for path in [elsewhere.clone(), format!("{elsewhere}/reading"), format!("{elsewhere}/file")] {
            assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let version = page.hidden("version").unwrap();
        let pairs = [("version", version.as_str()), ("digest", "")];
        for act in ["commit", "discarding", "confirmation"] {
            let answer =
                other.post_from("/t/misaki/imports/new", &format!("{elsewhere}/{act}"), &pairs).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
        }
        let answer = clerk.post_from(&at, &format!("{at}/discarding"), &pairs[..1]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert!(clerk.get(answer.location()).await.text.contains("取りやめました"));
        assert!(!clerk.get("/t/midorino/offices?q=2970999179").await.text.contains("alert"));
        assert!(clerk.get(&at).await.text.contains("台帳には何も書き込んでいません"));
    })
    .await;
}

#[tokio::test]
async fn a_row_is_put_right_where_it_stands_and_another_is_left_out() {
    on_each_world("rows are put right", async |world| {
        let clerk = world.as_person("clerk").await;
        let list = "事業所番号,事業所名,サービスの種類,電話番号\n2970999179,,43,0741-00-1005\n2970999195,さくら,ケアマネさん,0741-00-1007\n2970999203,ゆうなぎ,ケアマネさん,0741-00-1008\n2970999203,ゆうなぎ別,居宅介護支援,0741-00-9999\n";
        let at = preview(&clerk, "list.csv", list.as_bytes()).await;
        let page = clerk.get(&at).await;
        assert_eq!(tile(&page, "エラーの行"), 3);
        assert!(page.text.contains("サービスの名前を読めない行が2行あります"), "{}", page.text);
        let (version, digest) = (page.hidden("version").unwrap(), page.hidden("digest").unwrap());
        let whole = [("version", version.as_str()), ("digest", digest.as_str()), ("whole", "yes")];
        let held = clerk.post_from(&at, &format!("{at}/commit"), &whole).await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(held.text.contains("エラーの行が3行あるため、どの行も取り込んでいません"), "{}", held.text);
        assert!(!clerk.get("/t/midorino/offices?q=2970999203").await.text.contains("ゆうなぎ別"));

        let services = format!("{at}/services");
        let asked = clerk.get(&services).await;
        assert!(asked.text.contains("「ケアマネさん」（2行）"), "{}", asked.text);
        let version = asked.hidden("version").unwrap();
        let named = [("version", version.as_str()), ("service-0-text", "ケアマネさん"), ("service-0", "43")];
        let wrong: Vec<_> = named.iter().map(|(name, value)| (*name, if *name == "service-0" { "zz" } else { *value })).collect();
        assert_eq!(clerk.post(&services, &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(clerk.post(&services, &named).await.status, StatusCode::SEE_OTHER);
        let page = clerk.get(&at).await;
        assert_eq!(tile(&page, "エラーの行"), 3, "two rows of one office and service now contradict each other");
        assert!(page.text.contains("事業所名（B5）"), "what decides it stands in the list, too: {}", page.text);

        let row = format!("{at}/rows/0/2");
        assert!(page.text.contains("事業所名（B2）"), "the cell stands in the list: {}", page.text);
        let seen = page.hidden("version").unwrap();
        let typed = [("version", seen.as_str()), ("column-1", " "), ("act", "here"), ("page", "7")];
        let still = clerk.post_from(&at, &row, &typed).await;
        assert_eq!(still.location(), format!("{at}?rows=errors#rows"), "back to the last page there is");
        let asked = clerk.get(&row).await;
        assert!(asked.text.contains("事業所名（B列）") && asked.text.contains("事業所名がありません"), "{}", asked.text);
        let version = asked.hidden("version").unwrap();
        let typed = [("version", version.as_str()), ("column-1", "  つばめ "), ("act", "next")];
        let next = clerk.post(&row, &typed).await;
        assert_eq!(next.location(), format!("{at}/rows/0/4"), "the next row that waits");
        let asked = clerk.get(&row).await;
        assert!(asked.text.contains("value=\"つばめ\"") && asked.text.contains("ファイルでは空欄"), "{}", asked.text);

        let row = format!("{at}/rows/0/5");
        let version = clerk.get(&row).await.hidden("version").unwrap();
        let ticked = [("version", version.as_str()), ("act", "here"), ("leave_out", "yes"), ("rows", "errors")];
        let left_out = clerk.post_from(&at, &row, &ticked).await;
        assert_eq!(left_out.location(), format!("{at}#rows"), "nothing waits any more");
        let version = clerk.get(&row).await.hidden("version").unwrap();
        clerk.post(&row, &[("version", &version), ("act", "take_in")]).await;
        let version = clerk.get(&row).await.hidden("version").unwrap();
        clerk.post(&row, &[("version", &version), ("act", "leave_out")]).await;
        let page = clerk.get(&at).await;
        assert_eq!((tile(&page, "エラーの行"), tile(&page, "新しく登録する事業所")), (0, 3));
        assert!(page.text.contains("人が取込から外した行：1行"), "{}", page.text);
        let left_out = clerk.get(&row).await;
        assert!(left_out.text.contains("5行目は取り込みません") && left_out.text.contains("取込に戻す"));
        let old = clerk.post(&row, &[("version", &version), ("act", "take_in")]).await;
        assert_eq!(old.status, StatusCode::CONFLICT, "of two who put right, the slower is told");
        commit(&clerk, &at).await;
        assert!(clerk.get("/t/midorino/offices?q=2970999179").await.text.contains("つばめ"));
        let kept = clerk.get(&format!("{at}?rows=created")).await;
        assert!(kept.text.contains("ケアマネさん"), "the cells are kept as they were sent: {}", kept.text);
        assert!(kept.text.contains("エラーが1行でもあるうちは、どの行も取り込まない"), "{}", kept.text);
    })
    .await;
}

#[tokio::test]
async fn a_table_is_pasted_and_what_was_pasted_is_not_lost() {
    on_each_world("a pasted table", async |world| {
        let clerk = world.as_person("clerk").await;
        let table = "事業所番号\t事業所名\tサービスの種類\n2970999179\t髙﨑ケアプラン\t43\n";
        let answer = clerk.upload(NEW, &[("scope", "own"), ("pasted", table)], &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = clerk.get(answer.location()).await;
        assert!(page.text.contains("貼り付けた表") && page.text.contains("髙﨑ケアプラン"), "{}", page.text);
        let refused = clerk.upload(NEW, &[("scope", "own"), ("pasted", "款\t項\n総務費\t4000\n")], &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("事業所の一覧が見つかりません") && refused.text.contains("総務費\t4000")
        );
    })
    .await;
}

#[tokio::test]
async fn several_files_are_one_import_each_with_its_service_in_its_name() {
    on_each_world("several files", async |world| {
        let clerk = world.as_person("clerk").await;
        let (care, day) =
            ("事業所番号,事業所名\n2970999179,髙﨑ケアプラン\n", "事業所番号,事業所名\n2970999195,さくら\n");
        let files = [("file", "居宅介護支援.csv", care.as_bytes()), ("file", "通所介護.csv", day.as_bytes())];
        let answer = clerk.upload(NEW, &[("scope", "all")], &files).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = clerk.get(answer.location()).await;
        assert_eq!((tile(&page, "新しく登録する事業所"), tile(&page, "エラーの行")), (2, 0), "{}", page.text);
        assert!(page.text.contains("2つのファイル.zip"), "{}", page.text);
        commit(&clerk, answer.location()).await;
        let found = clerk.get("/t/midorino/offices?q=2970999195&service=15").await;
        assert!(found.text.contains(">さくら<"), "{}", found.text);

        let list = "サービスの種類,事業所番号,事業所名\n訪問介護,2970980015,あさひ\n,2970980023,ゆうひ\n";
        let at = preview(&clerk, "空欄.csv", list.as_bytes()).await;
        let asked = clerk.get(&format!("{at}/services")).await;
        assert!(asked.text.contains("上の行と同じサービスとして読む（1行）"), "{}", asked.text);
        let version = asked.hidden("version").unwrap();
        let above = [("version", version.as_str()), ("as-above", "yes")];
        assert_eq!(clerk.post(&format!("{at}/services"), &above).await.status, StatusCode::SEE_OTHER);
        let page = clerk.get(&at).await;
        assert_eq!((tile(&page, "新しく登録する事業所"), tile(&page, "エラーの行")), (2, 0), "{}", page.text);
    })
    .await;
}
