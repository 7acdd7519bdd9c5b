//! Voices: only what was agreed to, only to those who may read it, and gone at once.

use super::steps::{NUMBERS, offices, said};
use crate::{
    follow_up::steps::{good, main},
    subsidies::steps::{account, tenant},
    support::on_each_world,
};
use axum::http::StatusCode;
use domain::ids::VoiceId;
use store::{Scope, records, views, voices};

const LIST: &str = "/t/midorino/voices";
const MINE: &str = "/t/midorino/my/voices";
const PUBLIC: &str = "/t/midorino/public/progress";

#[tokio::test]
async fn an_office_is_heard_as_it_agreed_and_silent_when_it_takes_that_back() {
    on_each_world("voices", async |world| {
        let (clerk, anybody) = (world.as_person("clerk").await, world.anybody());
        let reader = world.as_person("hidamari").await;
        offices(&world, 6).await;
        let agreed = said(&world);
        let typed = |more: &[(&'static str, &'static str)]| -> Vec<(&'static str, String)> {
            let replaced = |name: &str| more.iter().any(|(other, _)| *other == name);
            let stays = agreed.iter().filter(|(name, _)| !replaced(name)).cloned();
            stays.chain(more.iter().map(|(name, value)| (*name, (*value).to_owned()))).collect()
        };
        let send = async |path: &str, typed: &[(&'static str, String)]| {
            let pairs: Vec<(&str, &str)> =
                typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
            clerk.post(path, &pairs).await
        };
        let new = format!("{LIST}/new");
        // An office that does not use it yet, one that nobody knows, and a direct way without a name.
        for (more, sentence) in [
            (vec![("office", NUMBERS[7])], "まだ導入済みと記録されていません"),
            (vec![("office", "2979999999")], "事業所台帳にありません"),
            (vec![("office", NUMBERS[0]), ("named", "")], "名前を出さないときは"),
            (vec![("office", NUMBERS[0]), ("phone", "")], "電話番号かメールアドレスを入力してください"),
        ] {
            let refused = send(&new, &typed(&more)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.text.contains(sentence), "{sentence}: {}", main(&refused));
            assert!(refused.text.contains("毎月のFAXがなくなりました。"), "nothing typed is lost");
        }
        let direct = send(&new, &typed(&[("office", NUMBERS[0])])).await;
        assert_eq!(direct.status, StatusCode::SEE_OTHER, "{}", main(&direct));
        let at = direct.location().split('?').next().unwrap().to_owned();
        let id: VoiceId = at.rsplit('/').next().unwrap().parse().unwrap();
        let twice = send(&new, &typed(&[("office", NUMBERS[0])])).await;
        assert!(twice.location().starts_with(&at), "sent twice it stands once: {}", twice.location());
        let nameless = [
            ("office", NUMBERS[1]),
            ("named", ""),
            ("publicly", "yes"),
            ("reach", "city"),
            ("quote", "返戻が減りました。"),
            ("agreed_by", "日向 陽子"),
        ];
        assert_eq!(send(&new, &typed(&nameless)).await.status, StatusCode::SEE_OTHER);

        // Applicants of the city read both, and where one is reached; that they looked is kept.
        let home = main(&reader.get("/t/midorino/my").await);
        assert!(home.contains("使っている事業所の声"), "{home}");
        let mine = main(&reader.get(MINE).await);
        for part in ["毎月のFAX", "返戻が減りました。", "地域の事業所（居宅介護支援）", "同じサービス"]
        {
            assert!(mine.contains(part), "{part}: {mine}");
        }
        assert!(!mine.contains("0743-00-7788"), "whom to reach is a page of its own: {mine}");
        let reached = main(&reader.get(&format!("{MINE}/{id}")).await);
        assert!(reached.contains("0743-00-7788") && reached.contains("声野"), "{reached}");
        assert!(!reached.contains("同意した方"), "who agreed is the city's to know: {reached}");
        let house = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&house).await.unwrap();
        let looked = views::of_subject(&tx, "voice", id.uuid()).await.unwrap();
        assert_eq!(looked.len(), 1, "{looked:?}");
        // What is kept of a person holds the voice to which they agreed.
        let portrait = records::portrait(&tx, account(&world, "hidamari").await).await.unwrap().unwrap();
        let told: Vec<_> = portrait.spoken.iter().filter(|known| known.what == "事業所の声").collect();
        assert!(told.len() == 1 && told[0].words.contains("返戻が減りました。"), "{told:?}");
        let other = voices::standing(&tx).await.unwrap().into_iter().find(|voice| voice.id != id).unwrap();
        drop(tx);
        let asked = main(&reader.get(&format!("{MINE}/{}", other.id)).await);
        assert!(asked.contains("「返戻が減りました。」と言っている事業所"), "the desk knows which: {asked}");

        // Everybody reads only what was agreed to for everybody.
        good(&clerk, "/t/midorino/adoption/public/switch", &[("version", "0"), ("act", "publish")]).await;
        let public = main(&anybody.get(PUBLIC).await);
        assert!(public.contains("返戻が減りました。") && !public.contains("毎月のFAX"), "{public}");
        assert!(!public.contains("伴走事業所") && !public.contains("0743-00-7788"), "{public}");

        // Somebody corrects it over another version; then it is taken back, and nothing of it stays.
        let stale = send(&format!("{at}/edit"), &typed(&[("version", "0"), ("quote", "別の文")])).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text.contains("別の文"), "{}", main(&stale));
        let saved = send(&format!("{at}/edit"), &typed(&[("version", "1"), ("publicly", "yes")])).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", main(&saved));
        assert!(main(&anybody.get(PUBLIC).await).contains("毎月のFAX"));
        good(&clerk, &format!("{at}/withdrawal"), &[("version", "2")]).await;
        assert!(!main(&anybody.get(PUBLIC).await).contains("毎月のFAX"));
        assert!(!main(&reader.get(MINE).await).contains("毎月のFAX"));
        assert_eq!(reader.get(&format!("{MINE}/{id}")).await.status, StatusCode::NOT_FOUND);
        assert!(!main(&clerk.get(&at).await).contains("声野"));
        let export = clerk.get(&format!("{LIST}/export?format=csv")).await;
        assert!(export.text.contains("返戻が減りました。") && !export.text.contains("毎月のFAX"));
        let tx = world.app.store.read(&house).await.unwrap();
        let kept = voices::find(&tx, id).await.unwrap().unwrap();
        assert_eq!((kept.said, kept.withdrawn_at.is_some()), (None, true));
    })
    .await;
}
