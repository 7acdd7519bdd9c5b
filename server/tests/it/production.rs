//! A municipality installs the program on a Monday: the commands of the README, then everything from the first
//! administrator to the first decision notice, without the demonstration.

use crate::{
    accounts::{PASSWORD, code_in, secret_on, totp_at},
    subsidies::steps::{PNG, begin, post},
    support::{
        Answer, Asker,
        installation::{Installation, Serving, URL},
        pdf::Document,
        process::{Said, found},
    },
};
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::OfficeId,
    money::Yen,
    subsidies::{City, Criterion, Desk, Licence, Location, ProgrammeForm, licence_fee_in_full},
    tokyo,
    wareki::format_date,
};
use server::clock::Clock;
use std::{fs, path::Path};
use store::testing::on_each_database;

const NUMBER: &str = "2970999013";
const KANRI: &str = "kanri@midorino.example.jp";
const TANTO: &str = "tanto@midorino.example.jp";
const KESSAI: &str = "kessai@midorino.example.jp";
const HINATA: &str = "hinata@hidamari.example.jp";

/// The program runs by the machine's time.
fn now() -> DateTime<Utc> {
    Clock::system().now()
}

fn today() -> NaiveDate {
    tokyo::date(now())
}

/// The first administrator, as the README says it.
async fn create_administrator(city: &Installation, more: &[&str]) -> Said {
    let words = ["users", "create", "--email", KANRI, "--name", "管理　一", "--tenant", "midorino"];
    let words = [&words[..], &["--roles", "administrator"], more].concat();
    city.run(&words, PASSWORD).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_command_says_what_is_missing_until_the_program_can_serve() {
    on_each_database("install", async |_, settings| {
        let city = Installation::new(&settings).await;
        let refused = async |what: &str, told: &str| {
            let said = city.run(&["config", "check"], "").await;
            assert!(!said.well() && said.err.contains(told), "{what}: {}{}", said.out, said.err);
        };
        refused("no keys", "hiromeru keys create").await;
        let keys = city.run(&["keys", "create", "--id", "2026-11"], "").await;
        assert!(keys.well(), "{}", keys.err);
        let again = city.run(&["keys", "create", "--id", "2026-12"], "").await;
        assert!(!again.well(), "an old key file is never written over: {}", again.out);
        refused("no schema", "hiromeru migrate").await;
        let migrated = city.migrate().await;
        assert!(migrated.well(), "{}", migrated.err);
        assert!(city.migrate().await.well(), "a second time changes nothing");
        let check = city.run(&["config", "check"], "").await;
        assert_eq!((check.well(), check.out.as_str()), (true, "ok\n"), "{}", check.err);
        let demo = city.run(&["demo-data"], "").await;
        assert!(!demo.well() && demo.err.contains("demo mode"), "{}", demo.err);

        let kind = ["--tenant-name", "みどり野市", "--tenant-kind", "municipality"];
        for (more, told) in [
            (&[][..], "--tenant-name"),
            (&kind[..], "--tenant-codes"),
            (
                &[kind[0], kind[1], kind[2], kind[3], "--tenant-codes", "292999"],
                "no municipality has this code",
            ),
        ] {
            let said = create_administrator(&city, more).await;
            assert!(!said.well() && said.err.contains(told), "{told}: {}{}", said.out, said.err);
        }
        let help = city.run(&["config", "--help"], "").await;
        assert!(help.out.contains("public_url") && help.out.contains("HIROMERU_MAIL__HOST"), "{}", help.out);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_installs_it_and_decides_its_first_application() {
    on_each_database("a city without demonstration", async |_, settings| {
        let city = Installation::new(&settings).await;
        for said in [city.run(&["keys", "create", "--id", "2026-11"], "").await, city.migrate().await] {
            assert!(said.well(), "{}", said.err);
        }
        let more =
            ["--tenant-name", "みどり野市", "--tenant-kind", "municipality", "--tenant-codes", "292991"];
        let added = create_administrator(&city, &more).await;
        assert!(added.well(), "{}", added.err);
        let serving = city.serve().await;
        Box::pin(nothing_of_the_demonstration(&serving)).await;
        let (clerk, approver) = Box::pin(people(&city, &serving)).await;
        let programme = Box::pin(programme(&clerk)).await;
        let office = Box::pin(register(&clerk)).await;
        let hidamari = Box::pin(begin_with_the_letter(&city, &serving, &clerk, office)).await;
        let own = Box::pin(apply(&city, &hidamari, &programme, office)).await;
        Box::pin(decide(&city, &clerk, &approver, &own)).await;
        Box::pin(notified(&city, &hidamari, &own)).await;
        let (status, log) = serving.stop().await;
        assert!(status.success(), "{status}: {log}");
    })
    .await;
}

/// What makes the demonstration is not there; what makes a site on the internet safe is.
async fn nothing_of_the_demonstration(serving: &Serving) {
    let anybody = serving.anybody();
    let front = anybody.get("/").await;
    assert_eq!(front.status, StatusCode::OK);
    assert!(front.text.contains("まちぐるみで") && !front.text.contains("デモ環境"), "{}", front.text);
    assert!(front.text.contains("0120-584-708"), "where no municipality answers, the helpdesk does");
    assert!(front.text.contains("href=\"/t/midorino/guide\""), "offices find their city: {}", front.text);
    for path in ["/demo", "/outbox", "/outbox/1", "/dev/elements", "/demo/lists/jigyosho_292991.csv"] {
        assert_eq!(anybody.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let became = anybody.post_from("/sign-in", "/demo/become", &[("person", "clerk")]).await;
    assert_eq!(became.status, StatusCode::NOT_FOUND, "{}", became.text);
    assert!(front.headers["strict-transport-security"].to_str().unwrap().starts_with("max-age=31536000"));
    let cookies: Vec<_> = front.headers.get_all("set-cookie").iter().collect();
    assert!(!cookies.is_empty());
    for cookie in cookies {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-") && cookie.contains("; Secure"), "{cookie}");
    }
}

/// The administrator signs in and invites a clerk and an approver, who set themselves up from their mails.
async fn people(city: &Installation, serving: &Serving) -> (Asker, Asker) {
    let administrator = serving.anybody();
    let typed = [("email", KANRI), ("password", PASSWORD)];
    let answer = administrator.post("/sign-in/staff", &typed).await;
    assert_eq!(answer.location(), "/sign-in/second-factor", "{}", answer.text);
    assert_eq!(administrator.get("/t/midorino").await.location(), "/sign-in/second-factor", "not yet");
    let secret = set_up(&administrator).await;
    assert_eq!(administrator.get("/home").await.location(), "/t/midorino");
    for (name, email, role) in [("担当　花子", TANTO, "clerk"), ("決裁　進", KESSAI, "approver")] {
        let invited = administrator
            .post("/t/midorino/people/new", &[("name", name), ("email", email), ("role", role)])
            .await;
        assert_eq!(invited.location(), "/t/midorino/people?done=invited", "{}", invited.text);
    }
    // Signing out and in again takes both steps: the password, and a code that was not used yet.
    administrator.post_from("/account", "/sign-out", &[]).await;
    assert_eq!(administrator.get("/t/midorino").await.status, StatusCode::SEE_OTHER);
    administrator.post("/sign-in/staff", &typed).await;
    let next = totp_at(&secret, now() + TimeDelta::seconds(30));
    let answer = administrator.post("/sign-in/second-factor", &[("code", &next)]).await;
    assert_eq!(answer.location(), "/home", "{}", answer.text);
    (accept(city, serving, TANTO).await, accept(city, serving, KESSAI).await)
}

async fn accept(city: &Installation, serving: &Serving, email: &str) -> Asker {
    let mail = city.mail(email, "招待").await;
    let link = mail.lines().find_map(|line| line.strip_prefix(URL)).unwrap();
    let asker = serving.anybody();
    let answer = asker.post(link, &[("new_password", PASSWORD)]).await;
    assert_eq!(answer.location(), "/sign-in/second-factor", "{}", answer.text);
    set_up(&asker).await;
    asker
}

/// Sets up an authenticator; its secret.
async fn set_up(asker: &Asker) -> String {
    let page = asker.get("/sign-in/second-factor/setup").await;
    let secret = secret_on(&page);
    let [csrf, once, sealed] = ["csrf", "once", "sealed"].map(|name| page.hidden(name).unwrap());
    let code = totp_at(&secret, now());
    let pairs = [("csrf", csrf.as_str()), ("once", &once), ("sealed", &sealed), ("code", &code)];
    let answer = asker.post_bare("/sign-in/second-factor/setup", &pairs).await;
    assert_eq!(answer.location(), "/account/recovery-codes", "{}", answer.text);
    secret
}

/// Makes a programme from the template, open now, and publishes it; its id.
async fn programme(clerk: &Asker) -> String {
    let form = clerk.get("/t/midorino/programmes/new?template=licence_in_full").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text);
    assert!(form.text.contains("value=\"21,000\""), "what the licence costs: {}", form.text);
    let location =
        Location { name: "みどり野市".into(), municipalities: vec!["292991".parse().unwrap()] };
    let desk =
        Desk {
            section: "介護保険課".into(), phone: "0741-00-1000".into(), hours: "平日9時から17時".into()
        };
    let licence = Licence { of: "ケアプランデータ連携システム".into(), fee: Yen(21_000) };
    let (symbol, sender) = ("みどり介".into(), "みどり野市長".into());
    let year = FiscalYear::of(today());
    let mut rules = licence_fee_in_full(&City { location, desk, symbol, sender, licence }, year);
    rules.window.opens = year.start().into();
    rules.window.closes = year.end().and_hms_opt(23, 59, 0).unwrap();
    rules.expense.paid_until = year.end();
    let made = post(clerk, "/t/midorino/programmes/new", &ProgrammeForm::fill(&rules)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let programme = made.location().split('?').next().unwrap().to_owned();
    let page = clerk.get(&format!("{programme}/publication")).await;
    assert!(page.text.contains("補助額 21,000円"), "{}", page.text);
    let version = page.hidden("version").unwrap();
    let done = clerk.post(&format!("{programme}/publication"), &[("version", &version)]).await;
    assert_eq!(done.location(), format!("{programme}?done=published"), "{}", done.text);
    programme.rsplit('/').next().unwrap().to_owned()
}

/// Takes the national list into the register; ひだまり's id.
async fn register(clerk: &Asker) -> OfficeId {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("sheets/tests/data/01_jigyosho_292991.csv");
    let bytes = fs::read(list).unwrap();
    let files: [(&str, &str, &[u8]); 1] = [("file", "jigyosho.csv", &bytes)];
    let sent = clerk.upload("/t/midorino/imports/new", &[("scope", "own")], &files).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let at = sent.location();
    let page = clerk.get(at).await;
    let (version, digest) = (page.hidden("version").unwrap(), page.hidden("digest").unwrap());
    let typed = [("version", version.as_str()), ("digest", &digest)];
    let done = clerk.post_from(at, &format!("{at}/commit"), &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let found = clerk.get(&format!("/t/midorino/offices?q={NUMBER}")).await;
    let path = "/t/midorino/offices/0";
    let from = found.text.find(path).unwrap_or_else(|| panic!("{}", found.text)) + path.len() - 1;
    found.text[from..from + 36].parse().unwrap()
}

/// An office without a mail address begins with a printed letter.
async fn begin_with_the_letter(
    city: &Installation,
    serving: &Serving,
    clerk: &Asker,
    office: OfficeId,
) -> Asker {
    let page = format!("/t/midorino/offices/{office}/letter");
    let issued = clerk.post(&page, &[]).await;
    assert_eq!(issued.location(), page, "{}", issued.text);
    let shown = clerk.get(&page).await.text;
    let code = shown.split_once("<code class=\"secret\">").unwrap().1.split('<').next().unwrap();
    let letter = clerk.get(&format!("{page}.pdf")).await;
    assert_eq!(letter.status, StatusCode::OK, "{}", letter.text);
    let letter = Document::read(&letter.bytes);
    letter.assert_says(&[code]);
    // The city has set nothing for itself yet: the letter names the desk of what can be applied for.
    letter.assert_says(&["介護保険課", "0741-00-1000"]);
    let hidamari = serving.anybody();
    let answer = hidamari.post("/sign-in/letter", &[("code", code)]).await;
    assert_eq!(answer.location(), "/sign-in/letter/person", "{}", answer.text);
    let typed = [("name", "日向　陽子"), ("email", HINATA)];
    let answer = hidamari.post("/sign-in/letter/person", &typed).await;
    assert_eq!(answer.location(), "/sign-in/code", "{}", answer.text);
    let mailed = code_in(&city.mail(HINATA, "ログインの番号").await);
    let answer = hidamari.post("/sign-in/code", &[("code", &mailed)]).await;
    assert_eq!(answer.location(), "/t/midorino/my", "{}", answer.text);
    hidamari
}

/// Fills in an application and sends it; its address.
async fn apply(city: &Installation, hidamari: &Asker, programme: &str, office: OfficeId) -> String {
    let own = begin(hidamari, programme, office).await;
    let paid_on = format_date(today());
    let contact = [
        ("corporation", "株式会社ひだまり介護"),
        ("representative_title", "代表取締役"),
        ("representative_name", "日向　はるか"),
        ("address", "みどり県みどり野市本町2-3-4"),
        ("contact_name", "日向　陽子"),
        ("phone", "0741-00-1001"),
        ("email", HINATA),
    ];
    let declared = ["in_operation", "no_other_subsidy", "no_organised_crime", "keeps_using"];
    let mut declarations = declared.map(|key| ("declared", key)).to_vec();
    declarations.push(("consent", "yes"));
    for (task, typed) in [
        ("office", &[("office_correct", "yes")][..]),
        ("contact", &contact),
        ("expense", &[("paid", "21,000円"), ("paid_on", &paid_on)]),
        ("declarations", &declarations),
    ] {
        let saved = hidamari.post(&format!("{own}/{task}"), typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{task}: {}", saved.text);
    }
    let files: [(&str, &str, &[u8]); 1] = [("file", "領収書.png", PNG)];
    let sent = hidamari.upload(&format!("{own}/documents/licence_proof"), &[], &files).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let check = format!("{own}/check");
    found("the file is examined", async || {
        (hidamari.get(&check).await.status == StatusCode::OK).then_some(())
    })
    .await;
    let sent = hidamari.post(&check, &[]).await;
    assert_eq!(sent.location(), format!("{own}/receipt"), "{}", sent.text);
    let mail = city.mail(HINATA, "申請を受け付けました").await;
    assert!(mail.contains(&format!("{URL}{own}")), "{mail}");
    own
}

/// Judged and proposed by the one, decided by the other.
async fn decide(city: &Installation, clerk: &Asker, approver: &Asker, own: &str) {
    let desk = own.replace("/my/", "/");
    done(clerk, &desk, "assignment", &[("act", "take")], "taken").await;
    let fields: Vec<_> = Criterion::ALL.iter().map(|one| format!("verdict.{}", one.code())).collect();
    let verdicts: Vec<_> = fields.iter().map(|field| (field.as_str(), "fits")).collect();
    done(clerk, &desk, "checks", &verdicts, "checked").await;
    done(clerk, &desk, "proposal", &[("outcome", "grant")], "proposed").await;
    let mail = city.mail(KESSAI, "決裁待ちの起案があります").await;
    assert!(mail.contains(&format!("{URL}{desk}")), "{mail}");
    done(approver, &desk, "decision", &[("act", "approve")], "decided").await;
}

async fn done(asker: &Asker, desk: &str, part: &str, typed: &[(&str, &str)], told: &str) -> Answer {
    let version = asker.get(desk).await.hidden("version").unwrap();
    let typed = [&[("version", version.as_str())], typed].concat();
    let answer = asker.post_from(desk, &format!("{desk}/{part}"), &typed).await;
    assert_eq!(answer.location(), format!("{desk}?done={told}"), "{part}: {}", answer.text);
    answer
}

/// The office learns by mail that there is an answer, and opens its notice.
async fn notified(city: &Installation, hidamari: &Asker, own: &str) {
    city.mail(HINATA, "審査結果").await;
    let path = format!("{own}/notice.pdf");
    let notice = found("the notice is set", async || {
        let answer = hidamari.get(&path).await;
        let set = answer.headers.get("content-type").is_some_and(|kind| kind == "application/pdf");
        set.then_some(answer)
    })
    .await;
    Document::read(&notice.bytes).assert_says(&["みどり介第1号", "交付決定通知書", "金21,000円"]);
}
