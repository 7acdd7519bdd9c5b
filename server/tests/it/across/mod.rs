//! 普及状況 across cities: what a city shares, who sees it, and that its counts are what its register says.

mod counted;
pub mod steps;

use crate::{
    demos::steps::federation,
    subsidies::steps::tenant,
    support::{Answer, Asker, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    adoption::{AdoptionState, across::months},
    ids::{OfficeId, TenantId},
};
use server::jobs;
use steps::{decides, known, met, offices, read_by, work};
use store::testing::tamper;

const SHARING: &str = "/t/midorino/adoption/sharing";

/// The part of a page that is its own, without the marks between texts.
fn main_of(answer: &Answer) -> String {
    let text = &answer.text;
    let from = text.find("<main").unwrap_or(0);
    text[from..text.find("</main>").unwrap_or(text.len())].replace("<!>", "")
}

async fn cities(world: &World, person: &str, slug: &str) -> Answer {
    let answer = world.as_person(person).await.get(&format!("/t/{slug}/adoption/cities")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer
}

/// Of みどり野市 with so many offices, seven of which adopted: all tables of the country, and those of the one city.
async fn whatever_is_drawn_can_be_saved(central: &Asker, city: TenantId, all: u32) {
    let saved = async |table: &str| {
        let answer = central.get(&format!("/t/chuokai/adoption/cities/export?{table}&format=csv")).await;
        assert_eq!(answer.status, StatusCode::OK, "{table}: {}", answer.text);
        answer.text
    };
    let trend = saved("table=trend").await;
    assert!(trend.lines().count() == 37 && trend.contains(&format!(",7,{all},1,0")), "{trend}");
    let prefectures = saved("table=prefectures").await;
    assert!(prefectures.contains("奈良県,2,1,") && prefectures.contains("東京都,0,0,―,―,0,0,0,0"));
    assert!(saved("table=services&prefecture=29").await.contains("訪問系サービス,"));
    let steps = saved("table=steps").await;
    assert!(steps.contains("段階,割合,事業所,分母の事業所,数を示している市区町村,"), "{steps}");
    assert!(steps.lines().count() == 6 && steps.contains(&format!(",7,{all},1,0")), "{steps}");
    let funnel = saved("table=funnel").await;
    for (step, reached) in [("認知", 12), ("説明会", 12), ("申込", 0), ("導入", 7), ("利用", 7)] {
        let begins = format!("\n{step},2024-07-03,");
        let line = funnel.split_once(&begins).unwrap_or_else(|| panic!("{step}: {funnel}")).1;
        assert!(line.lines().next().unwrap().ends_with(&format!(",{reached},{all},1,0")), "{step}: {funnel}");
    }
    let cohorts = saved("table=cohorts").await;
    assert!(cohorts.contains("説明会への参加,2024-06-30,58.3%,7,12,1,0"), "{cohorts}");
    let of_one = saved(&format!("table=headway&city={city}")).await;
    assert!(of_one.contains(&format!("普及の段階,説明会,2024-07-03,12,{all}")), "{of_one}");
    assert!(of_one.contains("90日以内の導入,説明会への参加,2024-06-30,7,12"), "{of_one}");
    let of_one = saved(&format!("table=trend&city={city}")).await;
    assert!(of_one.contains(&format!("令和6年7月,2024-07-03,{all},7,")), "{of_one}");
    let of_one = saved(&format!("table=services&city={city}")).await;
    assert!(of_one.contains(&format!("すべて,{all},7,")), "{of_one}");
    for table in ["table=all", "table=trend&city=x", "table=prefectures&prefecture=29"] {
        let none = central.get(&format!("/t/chuokai/adoption/cities/export?{table}")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{table}");
    }
}

async fn a_city_has_no_page_of_others(world: &World, city: TenantId) {
    let misaki = world.as_person("misaki-clerk").await;
    for path in ["", "/export", &format!("/{city}")] {
        let answer = misaki.get(&format!("/t/misaki/adoption/cities{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_city_shares_its_counts_and_each_house_sees_what_is_for_it() {
    on_each_world("counts across cities", async |world| {
        let world = &world;
        federation(world).await;
        let city = tenant(world, "midorino").await;
        offices(world, 20).await;
        let met = met(world).await;
        for office in &met[..7] {
            known(world, *office, AdoptionState::Using, "2024-04-01".parse().unwrap()).await;
        }
        let all = read_page_count(world).await;

        // Nothing is shared, and nothing counted, before an administrator says so; a clerk reads what would be.
        work(world).await;
        let central = cities(world, "central", "chuokai").await;
        assert!(main_of(&central).contains("数を共有している市区町村は、まだありません"), "{}", central.text);
        let clerk = world.as_person("clerk").await;
        let page = clerk.get(SHARING).await;
        let told = format!("<td class=\"number\">{all}</td><td class=\"number\">7</td>");
        assert!(main_of(&page).contains(&told), "{told}\n{}", page.text);
        assert!(main_of(&page).contains("58.3%（7／12）"), "{}", page.text);
        assert!(main_of(&page).contains("管理者です") && !main_of(&page).contains("<form"), "{}", page.text);
        assert_eq!(
            clerk.post_from(SHARING, SHARING, &[("with", "central")]).await.status,
            StatusCode::NOT_FOUND
        );

        // A word that is none of the choices is refused, and what was ticked stays.
        let administrator = world.as_person("administrator").await;
        let wrong =
            administrator.post(SHARING, &[("version", "0"), ("with", "central"), ("with", "all")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        assert!(wrong.text.contains("共有する相手を、示されたものから選んでください"), "{}", wrong.text);
        assert!(wrong.text.contains(" checked"), "{}", wrong.text);

        decides(world, "administrator", "midorino", &["federation", "central"]).await;
        work(world).await;
        let central = cities(world, "central", "chuokai").await;
        let rate = format!("{all}事業所のうち7（令和6年7月3日現在）。共有している1市区町村の合計");
        assert!(main_of(&central).contains(&rate), "{rate}\n{}", central.text);
        assert!(
            main_of(&central).contains("ひろめるを使う2市区町村のうち1市区町村が共有しています。"),
            "{}",
            central.text
        );
        let adopted = format!("「導入」に達した事業所は{all}件のうち7件");
        assert!(main_of(&central).contains(&adopted), "{adopted}\n{}", central.text);
        assert!(
            main_of(&central).contains("「説明会への参加」では12件のうち7件（58.3%）"),
            "{}",
            central.text
        );
        assert_eq!(main_of(&central).matches("<li class=\"tile p").count(), 47);
        let central = world.as_person("central").await;
        let part = central.get("/t/chuokai/adoption/cities?prefecture=29&sort=rate:desc").await;
        assert!(
            main_of(&part).contains("みどり野市") && main_of(&part).contains("みさき町"),
            "{}",
            part.text
        );
        assert!(main_of(&part).contains("aria-sort=\"descending\""), "{}", part.text);
        let other = central.get("/t/chuokai/adoption/cities?prefecture=13").await;
        assert!(!main_of(&other).contains("みどり野市"), "{}", other.text);
        let no_prefecture = central.get("/t/chuokai/adoption/cities?prefecture=48").await;
        assert_eq!(no_prefecture.status, StatusCode::NOT_FOUND);
        let one = central.get(&format!("/t/chuokai/adoption/cities/{city}")).await;
        assert!(
            main_of(&one).contains("みどり野市") && main_of(&one).contains("訪問系サービス"),
            "{}",
            one.text
        );
        for name in ["かえで", "2970991001", "ひだまり"] {
            assert!(!main_of(&one).contains(name), "no office is named: {}", one.text);
        }
        let file = central.get("/t/chuokai/adoption/cities/export?format=csv").await.text;
        assert!(file.contains("みどり野市,292991,共有している,2024-07-03"), "{file}");
        assert!(file.contains("みさき町,,共有していない,"), "{file}");
        whatever_is_drawn_can_be_saved(&central, city, all).await;

        // The federation sees it, the prefecture does not, and a city has no such page.
        let federation = cities(world, "federation", "midori-kokuhoren").await;
        assert!(main_of(&federation).contains(&format!("{all}事業所のうち7")), "{}", federation.text);
        let prefecture = cities(world, "prefecture", "midori-ken").await;
        assert!(!main_of(&prefecture).contains("事業所のうち"), "{}", prefecture.text);
        assert!(main_of(&prefecture).contains("共有していない2市区町村"), "{}", prefecture.text);
        let hidden =
            world.as_person("prefecture").await.get(&format!("/t/midori-ken/adoption/cities/{city}")).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let hidden = format!("/t/midori-ken/adoption/cities/export?table=trend&city={city}");
        assert_eq!(world.as_person("prefecture").await.get(&hidden).await.status, StatusCode::NOT_FOUND);
        a_city_has_no_page_of_others(world, city).await;

        // Somebody who has an older page is told who decided what; whoever is left out sees nothing more at once.
        let late =
            administrator.post_from(SHARING, SHARING, &[("version", "0"), ("with", "prefecture")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        assert!(late.text.contains("国保連合会、国保中央会"), "{}", late.text);
        decides(world, "administrator", "midorino", &["federation"]).await;
        assert!(read_by(world, "chuokai").await.is_empty());
        assert_eq!(
            central.get(&format!("/t/chuokai/adoption/cities/{city}")).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(read_by(world, "midori-kokuhoren").await.len(), 36);
        who_agreed_to_less_is_asked_again(world, met[0]).await;
    })
    .await;
}

/// A city that decided before its headway was among what is shared shares it when it decides the same again.
async fn who_agreed_to_less_is_asked_again(world: &World, office: OfficeId) {
    let before = "UPDATE adoption_sharing SET headway = false";
    assert_eq!(tamper(&world.app.config.database, before).await, 1);
    known(world, office, AdoptionState::Using, world.app.clock.today()).await;
    work(world).await;
    let newest = async || read_by(world, "midori-kokuhoren").await.pop().unwrap();
    assert!(newest().await.headway.is_none());
    let page = cities(world, "federation", "midori-kokuhoren").await;
    assert!(main_of(&page).contains("1市区町村のうち、0市区町村がこの数も"), "{}", page.text);
    assert!(main_of(&page).contains("まだ共有していない市区町村：みどり野市"), "{}", page.text);
    let asked = world.as_person("administrator").await.get(SHARING).await;
    assert!(main_of(&asked).contains("共有する数が増えました"), "{}", asked.text);
    decides(world, "administrator", "midorino", &["federation"]).await;
    work(world).await;
    assert!(newest().await.headway.is_some());
    let asked = world.as_person("administrator").await.get(SHARING).await;
    assert!(!main_of(&asked).contains("共有する数が増えました"), "{}", asked.text);
}

/// All open offices of みどり野市, as its own page tells them.
async fn read_page_count(world: &World) -> u32 {
    let house = tenant(world, "midorino").await;
    let today = world.app.clock.today();
    let tx = world.app.store.read(&store::Scope::tenant_by_system(house, "test")).await.unwrap();
    let newest = store::adoption::sharing::told(&tx, &months(today)).await.unwrap().pop().unwrap();
    newest.told.all.offices.unwrap()
}

#[tokio::test]
async fn changes_leave_one_job_that_waits_and_a_month_that_turns_is_counted() {
    on_each_world("counts of a month that turns", async |world| {
        let (world, today) = (&world, world.app.clock.today());
        let made = offices(world, 10).await;
        work(world).await;
        known(world, made[0], AdoptionState::Using, today).await;
        assert_eq!(work(world).await, 0, "who shares nothing is not counted");

        decides(world, "administrator", "midorino", &["prefecture"]).await;
        for office in &made[..6] {
            known(world, *office, AdoptionState::Using, today).await;
        }
        assert_eq!(work(world).await, 1, "many changes wait for one count");
        let adopted = async || read_by(world, "midori-ken").await.pop().unwrap().told.all.adopted;
        assert_eq!(adopted().await, Some(6));

        // What was written down for a later day is true from that day, though nobody does anything.
        known(world, made[6], AdoptionState::Using, today + TimeDelta::days(3)).await;
        work(world).await;
        assert_eq!(adopted().await, Some(6));
        for (days, wanted, month) in [(4, 7, "2024-07-01"), (35, 7, "2024-08-01")] {
            world.wait(TimeDelta::days(days));
            jobs::plan_today(&world.app).await.unwrap();
            work(world).await;
            let newest = read_by(world, "midori-ken").await.pop().unwrap();
            assert_eq!(newest.told.all.adopted, Some(wanted));
            assert_eq!((newest.month.to_string().as_str(), newest.as_of), (month, world.app.clock.today()));
        }
        assert_eq!(
            read_by(world, "midori-ken").await.len(),
            36,
            "the oldest month goes when a new one comes"
        );

        // Four of five cities make no median.
        let page = world.as_person("administrator").await.get(SHARING).await;
        assert!(main_of(&page).contains("5つ未満のため、中央値は示しません"), "{}", page.text);
    })
    .await;
}
