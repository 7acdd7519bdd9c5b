//! A list is looked at before anything is written, keeps what it could not read, and is taken back as a whole.

use super::steps::{linked, scope};
use crate::{
    follow_up::steps::{good, main, offices},
    support::on_each_world,
};
use axum::http::StatusCode;
use store::partners;

const PASTE: &str = "/t/midorino/adoption/network/paste";

#[tokio::test]
async fn a_list_is_looked_at_decided_written_down_and_taken_back() {
    on_each_world("pasted partners", async |world| {
        // The first and the last have one name.
        let numbers = ["2970999211", "2970999229", "2970999237", "2970999245", "2960999211"];
        let made = offices(&world, &numbers).await;
        let clerk = world.as_person("clerk").await;
        let before = world.app.clock.today().pred_opt().unwrap();
        linked(&world, &[(made[0], made[1])], before).await;
        let known = async || {
            let tx = world.app.store.read(&scope(&world).await).await.unwrap();
            partners::every(&tx).await.unwrap().len()
        };
        let table = "事業所番号\t連携先\n2970999211\t2970999229\n伴走事業所22\t伴走事業所23\n\
            伴走事業所24\t伴走事業所21\n2970999237\tどこにもない事業所\n2970999245";

        let empty = clerk.post(PASTE, &[("act", "check")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let looked = clerk.post(PASTE, &[("act", "check"), ("table", table)]).await;
        assert_eq!(looked.status, StatusCode::OK);
        let page = main(&looked);
        for part in [
            "5行のうち、2行は事業所の組がわかりました。3行はまだわかりません",
            "わかった2組を登録する",
            "登録済みです",
            "選んでください",
            "台帳にありません",
            "今は1つです",
            "2970999237\tどこにもない事業所",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert_eq!(known().await, 1, "nothing is written by looking");

        // What was picked is carried on, and what was not offered is not taken.
        let pick = "pick-1:伴走事業所24\t伴走事業所21";
        let (wrong, right) = (made[1].to_string(), made[4].to_string());
        let typed = [("act", "check"), ("table", table), (pick, wrong.as_str())];
        assert!(main(&clerk.post(PASTE, &typed).await).contains("わかった2組を登録する"));
        let typed = [("act", "check"), ("table", table), (pick, right.as_str())];
        let page = main(&clerk.post(PASTE, &typed).await);
        assert!(
            page.contains("わかった3組を登録する") && page.contains(&format!("value=\"{right}\"")),
            "{page}"
        );

        let typed = [("act", "save"), ("table", table), (pick, right.as_str())];
        let at = good(&clerk, PASTE, &typed).await;
        let page = main(&clerk.get(&at).await);
        for part in ["3組（うち新しくわかった組は2組）", "どこにもない事業所", "\n2970999245</textarea>"]
        {
            assert!(page.contains(part), "{part}: {page}");
        }
        let of = async || {
            let tx = world.app.store.read(&scope(&world).await).await.unwrap();
            let of = partners::of_office(&tx, made[0]).await.unwrap();
            (of.len(), of[0].as_of, of[0].basis.clone())
        };
        assert_eq!(known().await, 3);
        assert_eq!(of().await, (1, world.app.clock.today(), "list".to_owned()), "dated anew");
        assert!(main(&clerk.get("/t/midorino/adoption/network").await).contains("貼り付けた一覧"));

        let at = at.split('?').next().unwrap();
        let undone = clerk.post_from(at, &format!("{at}/undo"), &[]).await;
        assert_eq!(undone.location(), format!("{at}?done=undone"));
        assert_eq!(known().await, 1, "what the list said first is gone");
        assert_eq!(of().await, (1, before, "officer".to_owned()), "what it dated anew has its old day");
        assert!(main(&clerk.get(at).await).contains("に取り消しました"));

        // Two lists of one day that say the same: what the second says stays without the first, and goes with it.
        let typed = [("act", "save"), ("table", "2970999229\t2970999237\n2970999211\t2970999229")];
        let (one, other) = (good(&clerk, PASTE, &typed).await, good(&clerk, PASTE, &typed).await);
        for (list, left) in [(one, 2), (other, 1)] {
            let list = list.split('?').next().unwrap();
            clerk.post_from(list, &format!("{list}/undo"), &[]).await;
            assert_eq!(known().await, left, "{list}");
        }
        assert_eq!(of().await, (1, before, "officer".to_owned()), "passed over both lists");

        // Nobody else's, and nothing for who only reads.
        let viewer = world.as_person("viewer").await;
        assert_eq!(viewer.get(PASTE).await.status, StatusCode::NOT_FOUND);
        let other = world.as_person("misaki-clerk").await;
        assert_eq!(other.get(&at.replace("midorino", "misaki")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
