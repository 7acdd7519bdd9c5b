import re,shutil,os
R='/work/w5/'
def sub(p,*pairs):
    p=R+p
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
T='/tmp/w5-opinions/'
# files
shutil.copy(T+'opinion.rs',R+'app/domain/src/subsidies/opinion.rs')
s=open(T+'opinions.rs').read()
s=s.replace("    /// The hash of the code.\n    pub code_hash: String,\n","").replace("    code_hash: &str,\n","").replace("        code_hash: code_hash.to_owned(),\n","").replace("            code_hash,\n","")
open(R+'server/store/src/subsidies/opinions.rs','w').write(s)
shutil.copy(T+'new/app/opinions.rs',R+'app/src/subsidies/review/opinions.rs')
s=open(T+'new/server/opinions.rs').read()
s=s.replace("    posted::Posted,\n    subsidies::outside,\n","    posted::Posted,\n").replace("use super::{Pairs, case::Case, queue_of, told};","use super::{Pairs, case::Case, outside, queue_of, told};")
open(R+'server/src/subsidies/review/opinions.rs','w').write(s)
shutil.copy(T+'new/server/outside.rs',R+'server/src/subsidies/review/outside.rs')
# domain
sub('app/domain/src/subsidies/mod.rs',("mod programme;\n","mod opinion;\nmod programme;\n") ,("pub use programme::{","""pub use opinion::{
    AnswerField as OpinionAnswerField, AnswerProblem as OpinionAnswerProblem, OpinionAnswer, OpinionField,
    OpinionProblem, OpinionRequest, Shown, Stance,
};
pub use programme::{"""))
sub('app/domain/src/ids.rs',("    CaseMessageId\n","    CaseMessageId\n    /// 意見照会: somebody outside the section is asked.\n    OpinionId\n"))
sub('app/domain/src/subsidies/happening.rs',("    /// A message of the applicant to the municipality.\n    Answered,\n","""    /// A message of the applicant to the municipality.
    Answered,
    /// 意見照会: an outsider was asked.
    OpinionAsked,
    /// The outsider answered.
    OpinionGiven,
    /// The question was taken back.
    OpinionWithdrawn,
"""),("[Self; 24]","[Self; 27]"),("        Self::Answered,\n    ];","        Self::Answered,\n        Self::OpinionAsked,\n        Self::OpinionGiven,\n        Self::OpinionWithdrawn,\n    ];"),
('            Self::Answered => "application.answered",\n','''            Self::Answered => "application.answered",
            Self::OpinionAsked => "application.opinion_asked",
            Self::OpinionGiven => "application.opinion_given",
            Self::OpinionWithdrawn => "application.opinion_withdrawn",
'''))
sub('app/src/messages/subsidies/history.rs',('        Happening::Answered => "申請者がメッセージを送りました",\n','''        Happening::Answered => "申請者がメッセージを送りました",
        Happening::OpinionAsked => "意見照会をしました",
        Happening::OpinionGiven => "意見照会に回答しました",
        Happening::OpinionWithdrawn => "意見照会を取り下げました",
'''),("        | Happening::Noted => Tone::Neutral","        | Happening::Noted\n        | Happening::OpinionWithdrawn => Tone::Neutral"),("        | Happening::Answered => Tone::Info","        | Happening::Answered\n        | Happening::OpinionGiven => Tone::Info"),("Happening::Proposed => Tone::Progress","Happening::Proposed | Happening::OpinionAsked => Tone::Progress"))
# messages
sub('app/src/messages/subsidies/desk.rs',("    NamedQueueProblem, NotPossible,","    NamedQueueProblem, NotPossible, OpinionAnswerField, OpinionAnswerProblem, OpinionField, OpinionProblem,\n    OpinionRequest,"),("RowHeight,\n};","RowHeight, Rules, Shown, Stance,\n};"),("use crate::messages::values;","use crate::messages::values;\nuse elements::Tone;"))
open(R+'app/src/messages/subsidies/desk.rs','a').write('''
/// Something that an outsider may be shown.
pub fn shown_word(shown: &Shown, rules: &Rules) -> String {
    match shown {
        Shown::Office => "事業所（番号・所在地・サービス）".to_owned(),
        Shown::Expense => "支払いと金額".to_owned(),
        Shown::Contact => "連絡先（氏名・電話・メール）".to_owned(),
        Shown::Criteria => "要件の判定".to_owned(),
        Shown::Document { key } => {
            rules.document(key).map_or_else(|| "添付書類".to_owned(), |document| document.name.clone())
        }
    }
}

/// What an outsider thinks, in short.
pub const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::NoObjection => "支障なし",
        Stance::Remarks => "条件・意見あり",
        Stance::Objection => "支障あり",
    }
}

/// How loud that is.
pub const fn stance_tone(stance: Stance) -> Tone {
    match stance {
        Stance::NoObjection => Tone::Success,
        Stance::Remarks => Tone::Attention,
        Stance::Objection => Tone::Danger,
    }
}

/// What to do about the form of a question to an outsider.
pub fn opinion_problem(field: OpinionField, problem: &OpinionProblem) -> String {
    let what = match field {
        OpinionField::Section => "相手の所属",
        OpinionField::Person => "相手の氏名",
        OpinionField::Email => "相手のメールアドレス",
        OpinionField::Question => "聞きたいこと",
        OpinionField::Shown => "相手に見せるもの",
        OpinionField::Due => "回答の期限",
    };
    match problem {
        OpinionProblem::Missing => format!("{what}を入力してください"),
        OpinionProblem::TooLong => format!("{what}は{}文字以内で入力してください", OpinionRequest::LONGEST),
        OpinionProblem::Email(_) => format!("{what}を確かめてください。例：zeimu@city.example.jp"),
        OpinionProblem::Reason(error) => reason_error(what, *error),
        OpinionProblem::NothingShown => format!("{what}を1つ以上選んでください"),
        OpinionProblem::Due(error) => values::date(what, error),
        OpinionProblem::DueNotLater => format!("{what}は明日以後の日にしてください"),
    }
}

/// What to do about the form of an outsider's answer.
pub fn opinion_answer_problem(field: OpinionAnswerField, problem: OpinionAnswerProblem) -> String {
    let what = match field {
        OpinionAnswerField::Stance => "ご意見",
        OpinionAnswerField::Words => "内容・理由",
        OpinionAnswerField::Person => "回答する人の氏名",
    };
    match problem {
        OpinionAnswerProblem::NotChosen => format!("{what}を選んでください"),
        OpinionAnswerProblem::Missing => format!("{what}を入力してください"),
        OpinionAnswerProblem::TooLong => format!("{what}が長すぎます。短くしてください"),
    }
}
''')
sub('app/src/messages/subsidies/mod.rs',("named_queue_problem, not_possible, queue_column,","named_queue_problem, not_possible, opinion_answer_problem, opinion_problem, queue_column, shown_word, stance, stance_tone,"))
sub('app/src/paths/review.rs',("/// The rules that assign what is received.",'''/// Where an outsider is asked.
pub fn opinion_request(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "opinions", queue)
}
/// Takes a question to an outsider back (POST).
pub fn opinion_withdrawal(
    slug: &str,
    application: ApplicationId,
    opinion: OpinionId,
    queue: &Queue,
) -> String {
    within(&format!("/t/{slug}/applications/{application}/opinions/{opinion}/withdrawal"), queue)
}
/// Where an outsider types their code.
pub fn opinion(token: &str) -> String {
    format!("/opinions/{token}")
}
/// What an outsider sees, and where they answer.
pub fn opinion_page(pass: &str) -> String {
    format!("/opinion-pages/{pass}")
}
/// A page of a document, for an outsider.
pub fn opinion_picture(pass: &str, attachment: AttachmentId, page: usize) -> String {
    format!("/opinion-pages/{pass}/attachments/{attachment}/pages/{page}")
}
/// The rules that assign what is received.'''),("BulkId, QueueViewId","BulkId, OpinionId, QueueViewId"))
# pages
sub('app/src/subsidies/review/mod.rs',("mod proposal;\n","mod opinions;\nmod proposal;\n"),("pub use proposal::","pub use opinions::{\n    OpinionCodePage, OpinionLine, OpinionRequestPage, OpinionRequestView, OutsideDocument, OutsidePage, OutsideView,\n};\npub use proposal::"))
sub('app/src/subsidies/review/contents.rs',('''    let sections = sections
        .into_iter()
        .map(|ContentSection { title, answers }| {
            let rows = answers
                .into_iter()
                .map(|(label, value)| view! { <SummaryRow label=label>{value}</SummaryRow> })
                .collect_view();
            view! { <h3 class="part-title">{title}</h3><SummaryList dense=true>{rows}</SummaryList> }
        })
        .collect_view();
    view! { <Section title="申請の内容" id="contents">{sections}{amount}</Section> }
}''','''    let answers = parts(sections);
    view! { <Section title="申請の内容" id="contents">{answers}{amount}</Section> }
}

/// The answers of these parts, one part after another.
pub(super) fn parts(sections: Vec<ContentSection>) -> impl IntoView {
    sections
        .into_iter()
        .map(|ContentSection { title, answers }| {
            let rows = answers
                .into_iter()
                .map(|(label, value)| view! { <SummaryRow label=label>{value}</SummaryRow> })
                .collect_view();
            view! { <h3 class="part-title">{title}</h3><SummaryList dense=true>{rows}</SummaryList> }
        })
        .collect_view()
}'''))
sub('app/src/subsidies/review/opinions.rs',("    contents::{ContentSection, sections},","    contents::{ContentSection, parts},"),("let parts = sections(shown);\n        view! { <Section title=\"申請の内容\">{parts}</Section> }","let answers = parts(shown);\n        view! { <Section title=\"申請の内容\">{answers}</Section> }"))
sub('app/src/subsidies/review/talk.rs',("use super::About;","use super::{\n    About,\n    opinions::{OpinionLine, Opinions},\n};"),("    /// Flags.\n    pub flags: Vec<String>,","    /// Questions to outsiders, oldest first.\n    pub opinions: Vec<OpinionLine>,\n    /// Flags.\n    pub flags: Vec<String>,"),
("let TalkView { messages, notes, flags, related,","let TalkView { messages, notes, opinions, flags, related,"),("        <NotesPart about=about.clone()","        <Opinions about=about.clone() lines=opinions may_ask=may_message/>\n        <NotesPart about=about.clone()"))
open(R+'app/src/mails/opinions.rs','w').write('''//! A mail to an outsider who is asked for an opinion: where, by when, and nothing of the case.

use super::MailText;
use chrono::NaiveDate;
use domain::{subsidies::Desk, wareki::format_date_with_weekday};

/// 意見照会. The code is told apart from the address.
pub fn asked(name: &str, municipality: &str, desk: &Desk, due: NaiveDate, url: &str) -> MailText {
    MailText::new(
        &format!("【{municipality}】補助金の申請についての意見照会"),
        name,
        &[
            "補助金の申請について、ご意見をお聞かせください。",
            &format!("回答の期限：{}", format_date_with_weekday(due)),
            &format!("次のページを開き、担当者からお伝えする8けたのコードを入力してください。\\n{url}"),
        ],
        &format!("{municipality} {}\\n電話 {}（{}）", desk.section, desk.phone, desk.hours),
    )
}
''')
s=open(R+'app/src/mails/mod.rs').read()
m=re.search(r"^pub mod \\w+;\\n",s,re.M) or re.search(r"^pub mod \w+;\n",s,re.M)
s=s[:m.start()]+"pub mod opinions;\n"+s[m.start():]
open(R+'app/src/mails/mod.rs','w').write(s)
sub('app/src/mails/review.rs',("/// 決裁待ち of many.",'''/// 意見.
pub fn opinion_given(work: &Work) -> MailText {
    work.mail("意見照会に回答がありました", "意見照会に回答がありました。内容は、申請のページに表示されます。")
}

/// 決裁待ち of many.'''),('            ("written", written(&work)),','            ("written", written(&work)),\n            ("opinion_given", opinion_given(&work)),'))
sn=open(R+'app/src/mails/snapshots/app__mails__review__tests__written.snap').read()
sn=sn.replace("申請者からメッセージが届きました（","意見照会に回答がありました（").replace("申請者からメッセージが届きました。本文は、申請のページに表示されます。","意見照会に回答がありました。内容は、申請のページに表示されます。")
open(R+'app/src/mails/snapshots/app__mails__review__tests__opinion_given.snap','w').write(sn)
# styles
open(R+'app/styles/20-said.css','a').write('''.anywhere {
  overflow-wrap: anywhere;
}
.outside__page {
  margin-block: var(--sp-3);
  margin-inline: 0;
}
.outside__picture {
  max-inline-size: 100%;
  block-size: auto;
  border: 1px solid var(--c-line);
}
''')
# store
sub('server/store/src/subsidies/mod.rs',("pub mod programmes;","pub mod opinions;\npub mod programmes;"))
open(R+'server/store/src/entities/desk.rs','a').write('''table! { "opinions" opinions tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, asked_by: Uuid, asked_at: DateTimeUtc, section: String, person: String, email: String,
    question: String, shown: Json, due_on: Date, attempts: i32, opened_at: Option<DateTimeUtc>, stance: String,
    answer: String, answered_as: String, answered_at: Option<DateTimeUtc>, withdrawn_at: Option<DateTimeUtc>,
}
''')
sub('migrations/src/m0019_desk.rs',("        words(manager).await?;\n","        words(manager).await?;\n        opinions(manager).await?;\n"),("async fn indexes(manager",'''async fn opinions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("opinions")
                .col(uuid("application_id"))
                .col(uuid("asked_by"))
                .col(at("asked_at"))
                .col(string("section"))
                .col(string("person"))
                .col(string("email"))
                .col(text("question"))
                // What the outsider sees, and nothing else.
                .col(json_binary("shown"))
                .col(date("due_on"))
                .col(integer("attempts").default(0).to_owned())
                .col(at_null("opened_at"))
                .col(string("stance").default("").to_owned())
                .col(text("answer").default("").to_owned())
                .col(string("answered_as").default("").to_owned())
                .col(at_null("answered_at"))
                .col(at_null("withdrawn_at"))
                .foreign_key(&mut inside("opinions", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "opinions", &["tenant_id", "application_id"]).await?;
    secure(manager, "opinions", Seen::ByTenant).await
}

async fn indexes(manager'''))
# server
sub('server/src/subsidies/review/mod.rs',("pub mod proposals;\n","pub mod opinions;\npub mod outside;\npub mod proposals;\n"))
sub('server/src/subsidies/review/talk.rs',("use super::{Pairs, case::Case, letters, queue_of, told, workspace};","use super::{Pairs, case::Case, letters, opinions, queue_of, told, workspace};"),("        flags: flags::of_many(tx, &[id]).await?.remove(&id)","        opinions: opinions::lines(app, tx, officer, case).await?,\n        flags: flags::of_many(tx, &[id]).await?.remove(&id)"))
sub('server/src/subsidies/review/workspace.rs',('        "noted" => Some','        "opinion_asked" => Some("意見照会をしました。下のコードを、アドレスとは別に伝えてください。"),\n        "opinion_withdrawn" => Some("意見照会を取り下げました。"),\n        "noted" => Some'))
s=open(R+'server/src/subsidies/review/views.rs').read()
i=s.index("    let sections =\n        [(Task::Expense, expense)"); j=s.index("/// A task's answers as they were typed.")
print(s[i:j])
s=s[:i]+'''    [(Task::Expense, expense), (Task::Contact, typed(case, Task::Contact)), (Task::Office, office)]
        .into_iter()
        .map(|(task, answers)| {
            let answers = answers.into_iter().filter(|(_, value)| !value.is_empty()).collect();
            (task, ContentSection { title: task_title(task).to_owned(), answers })
        })
        .collect()
}

'''+s[j:]
s=s.replace('''fn contents(case: &Case) -> ContentView {
''','''fn contents(case: &Case) -> ContentView {
    ContentView {
        sections: parts(case).into_iter().map(|(_, section)| section).collect(),
        rules: case.version.rules.clone(),
        paid: case.claimed().map(|claimed| claimed.paid),
    }
}

/// What was typed and what the register knows, part by part.
pub(super) fn parts(case: &Case) -> Vec<(Task, ContentSection)> {
''',1)
s=s.replace("        | Happening::Answered => Vec::new(),","        | Happening::Answered\n        | Happening::OpinionAsked\n        | Happening::OpinionGiven\n        | Happening::OpinionWithdrawn => Vec::new(),")
assert "OpinionGiven" in s
open(R+'server/src/subsidies/review/views.rs','w').write(s)
sub('server/src/subsidies/review/case.rs',("    pub(super) fn waiting<'a>(&'a self, officer: &'a Officer) -> Waiting<'a> {\n        Waiting {\n            tenant: &officer.tenant,","    pub(super) fn waiting<'a>(&'a self, officer: &'a Officer) -> Waiting<'a> {\n        self.waiting_in(&officer.tenant)\n    }\n\n    /// The same, where no officer is at hand.\n    pub(super) fn waiting_in<'a>(&'a self, tenant: &'a Tenant) -> Waiting<'a> {\n        Waiting {\n            tenant,"),("    tenants,\n};","    tenants::{self, Tenant},\n};"))
sub('server/src/subsidies/work_mails.rs',("/// The members who may sign in and",'''/// 意見: to whoever asked; to every clerk where that person is no clerk any more.
pub(super) async fn opinion_given(
    app: &App,
    tx: &Tx,
    waiting: &Waiting<'_>,
    asker: AccountId,
) -> Result<(), Error> {
    let clerks = people(tx, |role, _| role == Role::Clerk).await?;
    let one: Vec<_> = clerks.iter().filter(|person| person.id == asker).cloned().collect();
    send(app, tx, waiting, if one.is_empty() { clerks } else { one }, review::opinion_given).await
}

/// The members who may sign in and'''))
sub('server/src/routes.rs',('''        .act("/t/{tenant}/applications/{application}/checks"''','''        .page("/t/{tenant}/applications/{application}/opinions", opinions::show, opinions::create)
        .act(
            "/t/{tenant}/applications/{application}/opinions/{opinion}/withdrawal",
            opinions::withdraw,
        )
        .page("/opinions/{token}", outside::ask, outside::enter)
        .page("/opinion-pages/{pass}", outside::show, outside::answer)
        .show("/opinion-pages/{pass}/attachments/{attachment}/pages/{number}", outside::picture)
        .act("/t/{tenant}/applications/{application}/checks"'''),(" notices, proposals, queue, talk,\n"," notices, opinions, outside,\n        proposals, queue, talk,\n"))
sub('server/src/demo/sentences.rs',('''    ("/t/{tenant}/search",''','''    (
        "/t/{tenant}/applications/{application}/opinions",
        "Ask somebody of another section: tick what they may see; the code is told apart from the address.",
    ),
    ("/opinions/{token}", "Type the code that the clerk reads out; it stands in the clerk's workspace."),
    ("/opinion-pages/{pass}", "See what was ticked and nothing else, and answer once."),
    ("/t/{tenant}/search",'''))
# access
sub('server/tests/it/access/table/review.rs',('''    post("/t/{tenant}/applications/{application}/checks",''','''    get("/t/{tenant}/applications/{application}/opinions", Whose::Clerks, Given::Page),
    post("/t/{tenant}/applications/{application}/opinions", Whose::Clerks, Given::Rejected),
    get("/opinions/{token}", Whose::Everybody, Given::Page),
    post("/opinions/{token}", Whose::Everybody, Given::Rejected),
    get("/opinion-pages/{pass}", Whose::Everybody, Given::Page),
    post("/opinion-pages/{pass}", Whose::Everybody, Given::Rejected),
    get("/opinion-pages/{pass}/attachments/{attachment}/pages/{number}", Whose::Everybody, Given::File),
    post(
        "/t/{tenant}/applications/{application}/opinions/{opinion}/withdrawal",
        Whose::Clerks,
        Given::Elsewhere,
    ),
    post("/t/{tenant}/applications/{application}/checks",'''))
sub('server/tests/it/access/capabilities.rs',('''    ("/t/{tenant}/applications/{application}/notes", ''','''    ("/t/{tenant}/applications/{application}/opinions", Capability::Review),
    ("/t/{tenant}/applications/{application}/notes", '''))
sub('server/tests/it/access/samples.rs',('''        self.put("{rule}", rule.to_string());
''','''        self.put("{rule}", rule.to_string());
        let asked = desk_opinions::ask(world, &format!("/t/midorino/applications/{received}")).await;
        self.put("{opinion}", asked.id);
        self.put("{opinion-token}", asked.token);
        self.put("{pass}", asked.pass);
'''),('''        } else if route.starts_with("/stop/") {''','''        } else if route.starts_with("/opinions/") {
            route.replace("{token}", "{opinion-token}")
        } else if route.starts_with("/opinion-pages/") {
            route.replace("{attachment}", "{received-attachment}")
        } else if route.starts_with("/stop/") {'''),("    subsidies::{decided, steps},","    subsidies::{decided, opinions as desk_opinions, steps},"),("let received = self.places[\"{received}\"].parse().unwrap();","let received: ApplicationId = self.places[\"{received}\"].parse().unwrap();"),("ids::{BulkId,","ids::{ApplicationId, BulkId,"))
sub('server/tests/it/subsidies/mod.rs',("mod programmes;\n","pub mod opinions;\nmod programmes;\n"))
open(R+'server/tests/it/subsidies/opinions.rs','w').write('''//! 意見照会: an outsider sees what is ticked and nothing else, and answers once.

use super::{
    review::{act, received},
    steps::account,
};
use crate::support::{Asker, World, on_each_world};
use axum::http::StatusCode;
use store::{Scope, accounts, mails};

/// A question that was asked: its id, and what leads to it.
pub struct Asked {
    pub id: String,
    pub token: String,
    pub code: String,
    pub pass: String,
}

/// What stands between two words of a page.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let at = text.rfind(before).unwrap_or_else(|| panic!("{before} in {text}")) + before.len();
    &text[at..at + text[at..].find(after).unwrap()]
}

/// Asks about an application with the office and the proof shown, and opens the pass.
pub async fn ask(world: &World, desk: &str) -> Asked {
    let clerk = world.as_person("clerk").await;
    let typed = [
        ("section", "税務課"),
        ("person", "納税 守"),
        ("email", "zeimu@midorino.example.jp"),
        ("question", "市税の滞納がないか、教えてください。"),
        ("shown", "office"),
        ("shown", "document.licence_proof"),
        ("due", "令和6年7月31日"),
    ];
    let asked = act(&clerk, desk, "opinions", &typed).await;
    assert_eq!(asked.location(), format!("{desk}?done=opinion_asked"), "{}", asked.text);
    let page = clerk.get(desk).await.text;
    let token = between(&page, "/opinions/", "<").to_owned();
    let id = between(&page, "/opinions/0", "/withdrawal");
    let (id, code) = (format!("0{id}"), between(&page, "電話などで別に伝える", "</strong>"));
    let code = code.rsplit('>').next().unwrap().to_owned();
    let outsider = world.anybody();
    let entered = outsider.post(&format!("/opinions/{token}"), &[("code", &code)]).await;
    let pass = entered.location().rsplit('/').next().unwrap().to_owned();
    Asked { id, token, code, pass }
}

async fn seen(outsider: &Asker, pass: &str) -> String {
    outsider.get(&format!("/opinion-pages/{pass}")).await.text
}

#[tokio::test]
async fn an_outsider_sees_what_is_ticked_and_answers_once() {
    on_each_world("opinions", async |world| {
        let case = received(&world).await;
        let asked = ask(&world, &case.desk).await;
        let outsider = world.anybody();
        let page = seen(&outsider, &asked.pass).await;
        assert!(page.contains("市税の滞納") && page.contains("2970999013"), "{page}");
        for hidden in ["日向", "hinata@", "株式会社ひだまり介護", "要件の判定", "庁内メモ"] {
            assert!(!page.contains(hidden), "{hidden} in {page}");
        }
        let path = format!("/opinions/{}", asked.token);
        let wrong = outsider.post(&path, &[("code", "00000001")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.text.contains("市税"), "without the code nothing is told: {}", wrong.text);
        assert_eq!(outsider.get(&format!("/opinion-pages/{}", asked.token)).await.status, StatusCode::NOT_FOUND);

        let at = format!("/opinion-pages/{}", asked.pass);
        let objection = [("stance", "objection"), ("words", ""), ("person", "納税 守")];
        let refused = outsider.post(&at, &objection).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("内容・理由を入力してください") && refused.text.contains("納税 守"));
        let remarks = [("stance", "remarks"), ("words", "1期分が未納です。"), ("person", "納税 守")];
        assert_eq!(outsider.post(&at, &remarks).await.location(), at);
        let again = [("stance", "no_objection"), ("words", ""), ("person", "別人")];
        outsider.post_from(&path, &at, &again).await;
        let clerk = world.as_person("clerk").await;
        let desk = clerk.get(&case.desk).await.text;
        assert!(desk.contains("1期分が未納です。") && desk.contains("条件・意見あり"), "{desk}");
        assert!(!desk.contains("別人") && !desk.contains("この照会を取り下げる"), "{desk}");

        let tenant = super::steps::tenant(&world, "midorino").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let told = mails::about(&tx, "application", case.id).await.unwrap();
        let to = |who: &str| told.iter().filter(|one| one.mail.recipient == who).map(|one| &one.mail).collect::<Vec<_>>();
        let asked_by_mail = to("zeimu@midorino.example.jp");
        assert_eq!(asked_by_mail.len(), 1);
        assert!(!asked_by_mail[0].body.contains(&asked.code), "the code is told apart from the address");
        drop(tx);
        let clerk = account(&world, "clerk").await;
        let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
        let mail = accounts::find(&tx, clerk).await.unwrap().unwrap().email.unwrap();
        assert!(to(&mail).iter().any(|one| one.subject.contains("意見照会に回答がありました")));
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_shows_nothing_and_five_wrong_codes_close_the_door() {
    on_each_world("opinions-closed", async |world| {
        let case = received(&world).await;
        let asked = ask(&world, &case.desk).await;
        let outsider = world.anybody();
        let path = format!("/opinions/{}", asked.token);
        for _ in 0..5 {
            outsider.post(&path, &[("code", "00000001")]).await;
        }
        let closed = outsider.post(&path, &[("code", &asked.code)]).await;
        assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(closed.text.contains("このアドレスは使えません"), "{}", closed.text);
        let clerk = world.as_person("clerk").await;
        act(&clerk, &case.desk, &format!("opinions/{}/withdrawal", asked.id), &[]).await;
        let page = seen(&outsider, &asked.pass).await;
        assert!(page.contains("取り下げられました") && !page.contains("市税"), "{page}");
    })
    .await;
}
''')
sub('docs/words.md',("| 検索（すべてから）","| 意見照会・意見・コード | opinion (question, stance, answer), code, pass | of an outsider, who sees what is ticked |\n| 検索（すべてから）"))
sub('docs/decisions/0029-the-desk-acts-row-by-row.md',("**What it costs.**","""**Decision: an outsider has an address, a code and half a day.** Whoever is asked for an opinion has no account. The address proves which question it is, the code (eight digits, computed from the keyring and stored nowhere) is told apart from it, five wrong ones close the door, and the pass that follows opens exactly what was ticked for twelve hours. The mail holds the address alone.

**What it costs.**"""))
