//! Programmes as data: templates, trials, copies for the next year, versions and their effect, starter kits.

use super::steps::{begin, complete, office, post, programme_form, published, submit};
use crate::support::{Answer, Asker, on_each_world};
use axum::http::StatusCode;
use domain::{
    form::Typed,
    money::Yen,
    subsidies::{ProgrammeForm, Template},
};

/// Publishes what is saved of a programme.
async fn publish(clerk: &Asker, programme: &str) -> Answer {
    let page = clerk.get(&format!("{programme}/publication")).await;
    let version = page.hidden("version").unwrap();
    let done = clerk.post(&format!("{programme}/publication"), &[("version", &version)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    page
}

fn address(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split('?').next().unwrap().to_owned()
}

/// The form of a page with some fields typed otherwise.
fn with(form: &Typed, changes: &[(&str, &str)]) -> Typed {
    let kept = form.pairs().iter().filter(|(name, _)| !changes.iter().any(|(own, _)| own == name)).cloned();
    kept.chain(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

#[tokio::test]
async fn j4_a_copy_for_the_next_year_pays_19000_and_this_year_s_applications_are_untouched() {
    on_each_world("copied for the next year", async |world| {
        let programme = published(&world, &[]).await;
        let ours = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let r6 = complete(&world, &hidamari, &programme, ours).await;
        assert_eq!(submit(&hidamari, &r6).await.status, StatusCode::SEE_OTHER);

        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/programmes/{programme}");
        let asked = clerk.get(&format!("{path}/copy")).await;
        for told in ["令和7年度の制度を作る", "「令和6年度」から「令和7年度」に変えます", "令和7年7月1日"]
        {
            assert!(asked.text.contains(told), "{told}: {}", asked.text);
        }
        let copy = address(&clerk.post(&format!("{path}/copy"), &[]).await);
        assert!(clerk.get(&format!("{path}/copy")).await.text.contains("令和7年度の制度がもうあります"));
        let edit = clerk.get(&format!("{copy}/edit")).await;
        let version = edit.hidden("version").unwrap();
        let changes = [
            ("tax", "exclusive"),
            ("rounding", "thousand_yen"),
            ("fiscal_year", "令和7年度"),
            ("opens_on", "令和7年7月1日"),
            ("closes_on", "令和8年2月28日"),
            ("paid_from", "令和7年4月1日"),
            ("paid_until", "令和8年2月28日"),
            ("version", &version),
        ];
        address(&post(&clerk, &format!("{copy}/edit"), &programme_form(&changes)).await);
        let page = publish(&clerk, &copy).await;
        assert!(page.text.contains("補助額 19,000円"), "{}", page.text);
        assert!(hidamari.get(&r6).await.text.contains("21,000円"));
        let guide = copy.replace("/programmes/", "/guide/");
        let public = world.anybody().get(&guide).await;
        assert!(public.text.contains("令和7年度") && public.text.contains("19,000"), "{}", public.text);
    })
    .await;
}

#[tokio::test]
async fn a_trial_shows_examples_and_keeps_nothing() {
    on_each_world("trial", async |world| {
        let clerk = world.as_person("clerk").await;
        let new = "/t/midorino/programmes/new";
        let typed = programme_form(&[("tax", "exclusive"), ("rounding", "thousand_yen"), ("try", "1")]);
        let tried = post(&clerk, new, &typed).await;
        assert_eq!(tried.status, StatusCode::OK);
        assert!(tried.text.contains("補助額 19,000円"), "{}", tried.text);
        let wrong = post(&clerk, new, &programme_form(&[("rate", "半分"), ("try", "1")])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("入力を直すと、ここに試算が出ます"));
        let none = clerk.get("/t/midorino/programmes").await;
        assert!(none.text.contains("補助事業はまだありません"), "{}", none.text);
    })
    .await;
}

#[tokio::test]
async fn five_answers_make_a_programme_of_every_template_and_its_dates_follow_the_year() {
    on_each_world("templates", async |world| {
        let clerk = world.as_person("clerk").await;
        for template in [Template::BeforeTax, Template::Linkages, Template::ModelRegion] {
            let path = format!("/t/midorino/programmes/new?template={}", template.code());
            let page = clerk.get(&path).await;
            assert!(page.text.contains("はじめに決める5つのこと"), "{}", page.text);
            assert!(page.text.contains("公開情報にもとづきます"));
            assert!(page.text.len() < 110_000, "{template:?} has {} bytes", page.text.len());
            let year = page.hidden("template_year").unwrap();
            let rules = template.rules(&super::steps::city(), "R6".parse_year());
            let form = with(
                &ProgrammeForm::fill(&rules),
                &[("template", template.code()), ("template_year", &year), ("fiscal_year", "令和7年度")],
            );
            let made = address(&post(&clerk, "/t/midorino/programmes/new", &form).await);
            let shown = clerk.get(&made).await;
            assert!(shown.text.contains("令和7年4月1日"), "{template:?} {}", shown.text);
            assert!(!shown.text.contains("令和6年4月1日"), "{template:?} {}", shown.text);
        }
    })
    .await;
}

trait ParseYear {
    fn parse_year(&self) -> domain::fiscal_year::FiscalYear;
}

impl ParseYear for str {
    fn parse_year(&self) -> domain::fiscal_year::FiscalYear {
        domain::fiscal_year::FiscalYear::parse(self).unwrap()
    }
}

#[tokio::test]
async fn publishing_again_tells_what_changes_and_what_it_means_for_open_applications() {
    on_each_world("effect of a version", async |world| {
        let programme = published(&world, &[]).await;
        let (first, second) = (
            office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await,
            office(&world, "komorebi", "2970999021", "こもれび", "292991", &["15"]).await,
        );
        let hidamari = world.as_person("hidamari").await;
        let received = complete(&world, &hidamari, &programme, first).await;
        submit(&hidamari, &received).await;
        begin(&world.as_person("komorebi").await, &programme, second).await;

        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/programmes/{programme}");
        let version = clerk.get(&format!("{path}/edit")).await.hidden("version").unwrap();
        let changed = programme_form(&[("rate", "1/2"), ("cap", "10,000"), ("version", &version)]);
        address(&post(&clerk, &format!("{path}/edit"), &changed).await);
        let page = publish(&clerk, &path).await;
        for told in [
            "前の版から変わるところ",
            "「税込の額の全額、1件21,000円まで、1円未満を切り捨て」から「税込の額の1/2、1件10,000円まで、1円未満を切り捨て」に変えます",
            "いまの申請1件のうち1件は",
            "作成中の下書き1件には、新しい版が適用されます",
            "R6-0001",
        ] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        let second = clerk.get(&format!("{path}/versions/2")).await;
        assert!(second.text.contains("1件10,000円まで") && second.text.contains("受け付けた申請は0件"));
        let first = clerk.get(&format!("{path}/versions/1")).await;
        assert!(first.text.contains("受け付けた申請は1件"), "{}", first.text);
        assert_eq!(clerk.get(&format!("{path}/versions/3")).await.status, StatusCode::NOT_FOUND);
        assert!(hidamari.get(&received).await.text.contains("21,000円"));
    })
    .await;
}

#[tokio::test]
async fn several_categories_linkages_tax_and_other_subsidies_are_asked_for_as_the_rules_need_them() {
    on_each_world("several categories", async |world| {
        let programme = published(&world, &[]).await;
        let ours = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = complete(&world, &hidamari, &programme, ours).await;
        // A draft comes under the version that applies now: two more questions are open in it.
        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/programmes/{programme}");
        let version = clerk.get(&format!("{path}/edit")).await.hidden("version").unwrap();
        let changes = [
            ("expense_name_2", "介護ソフトの改修費"),
            ("rate_2", "全額"),
            ("cap_2", "300,000"),
            ("tax_2", "by_applicant"),
            ("rounding_2", "one_yen"),
            ("paid_from_2", "令和6年4月1日"),
            ("paid_until_2", "令和7年2月28日"),
            ("stacking", "allowed"),
            ("version", &version),
        ];
        address(&post(&clerk, &format!("{path}/edit"), &programme_form(&changes)).await);
        publish(&clerk, &path).await;
        let expense = format!("{application}/expense");
        let page = hidamari.get(&expense).await;
        for told in [
            "「介護ソフトの改修費」の支払った金額",
            "消費税の申告はどれですか",
            "ほかの補助金を受けていますか",
        ] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        let open = hidamari.post(&expense, &[("paid", "21,000"), ("paid_on", "令和6年6月20日")]).await;
        assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["消費税の申告を選んでください", "ほかの補助金の有無を選んでください"]
        {
            assert!(open.text.contains(told), "{told}");
        }
        let answers = [
            ("paid", "21,000"),
            ("paid_on", "令和6年6月20日"),
            ("paid_2", "110,000"),
            ("paid_on_2", "令和6年6月21日"),
            ("tax_status", "taxable"),
            ("others", "yes"),
            ("other_1_name", "みどり県の補助金"),
            ("other_1_amount", "50,000"),
        ];
        let saved = hidamari.post(&expense, &answers).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let check = hidamari.get(&format!("{application}/check")).await;
        for told in ["71,000円", "みどり県の補助金", "課税事業者"] {
            assert!(check.text.contains(told), "{told}: {}", check.text);
        }
        assert_eq!(submit(&hidamari, &application).await.status, StatusCode::SEE_OTHER);
        let id = application.rsplit('/').next().unwrap();
        let desk = clerk.get(&format!("/t/midorino/applications/{id}")).await;
        for told in [
            "ほかの補助金との合計が経費を超えない",
            "【介護ソフトの改修費】",
            "合計 121,000円",
            "残り 71,000円",
        ] {
            assert!(desk.text.contains(told), "{told}: {}", desk.text);
        }
        let copy = hidamari.get(&format!("{application}/copy.pdf")).await;
        assert!(copy.bytes.starts_with(b"%PDF-"));
    })
    .await;
}

#[tokio::test]
async fn once_ever_is_told_before_an_application_is_begun_and_a_kind_left_out_is_blocked() {
    on_each_world("once ever, left out", async |world| {
        let programme = published(&world, &[("frequency", "once_ever"), ("excludes_deemed", "yes")]).await;
        let ours = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        office(&world, "hidamari", "2910999099", "みやま医院", "292991", &["14"]).await;
        let hidamari = world.as_person("hidamari").await;
        let start = format!("/t/midorino/my/programmes/{programme}/applications/new");
        let page = hidamari.get(&start).await;
        assert!(page.text.contains("この種類の事業所"), "{}", page.text);
        let application = complete(&world, &hidamari, &programme, ours).await;
        submit(&hidamari, &application).await;
        let clerk = world.as_person("clerk").await;
        let copy = address(&clerk.post(&format!("/t/midorino/programmes/{programme}/copy"), &[]).await);
        publish(&clerk, &copy).await;
        let next = copy.rsplit('/').next().unwrap();
        let page = hidamari.get(&format!("/t/midorino/my/programmes/{next}/applications/new")).await;
        assert!(page.text.contains("この事業所の申請は、すでに受け付けています"), "{}", page.text);
        assert!(page.text.contains("R6-0001"));
        assert!(world.anybody().get(&format!("/t/midorino/guide/{next}")).await.text.contains("1回限り"));
    })
    .await;
}

#[tokio::test]
async fn a_starter_kit_goes_to_another_city_and_a_hostile_file_is_refused_with_a_sentence() {
    on_each_world("starter kit", async |world| {
        let programme = published(&world, &[("rate", "3/4"), ("cap", "15,750")]).await;
        let clerk = world.as_person("clerk").await;
        let file = clerk.get(&format!("/t/midorino/programmes/{programme}/kit.json")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(!file.text.contains("0741-00-1000"), "who answers stays at home");
        let mut kit: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
        kit["parts"]["survey"] = serde_json::json!({ "questions": [] });
        let sent = kit.to_string();

        let path = "/t/midorino/programmes/kit";
        let shown = clerk.upload(path, &[], &[("kit_file", "kit.json", sent.as_bytes())]).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        for told in
            ["取り込む内容を確かめてください", "アンケート（survey）", "15,750", "はじめに決める5つのこと"]
        {
            assert!(shown.text.contains(told), "{told}: {}", shown.text);
        }
        let before = clerk.get("/t/midorino/programmes").await.text.matches("令和6年度").count();
        let rules = domain::subsidies::Kit::open(sent.as_bytes())
            .and_then(|kit| kit.rules(&super::steps::city(), "R7".parse_year()))
            .unwrap();
        assert_eq!(rules.expense.cap, Some(Yen(15_750)));
        let form = with(&ProgrammeForm::fill(&rules), &[("kit", "みどり野市"), ("budget", "1,575,000")]);
        let made = address(&post(&clerk, "/t/midorino/programmes/new", &form).await);
        assert!(clerk.get(&made).await.text.contains("令和7年度"));
        let after = clerk.get("/t/midorino/programmes").await.text.matches("令和6年度").count();
        assert_eq!(before, after);

        for (bytes, why) in [
            (&b""[..], "ファイルを選んでください"),
            (b"PK\x03\x04 a zip", "導入支援パッケージのファイルではありません"),
            (b"{\"format\":\"hiromeru-starter-kit\",\"version\":9,\"parts\":{}}", "新しい版（9）"),
            (b"{\"format\":\"hiromeru-starter-kit\",\"version\":1,\"parts\":{}}", "補助事業が入っていません"),
        ] {
            let refused = clerk.upload(path, &[], &[("kit_file", "kit.json", bytes)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
            assert!(refused.text.contains(why), "{why}: {}", refused.text);
        }
    })
    .await;
}
