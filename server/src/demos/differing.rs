//! What a house keeps for its sessions, when somebody else changed it meanwhile: what is different now.

use super::views;
use app::messages::demos::{
    admission_kind, arrangement_label, chore_owner, due, loan_label, people, place, plan_label, prompt_kind,
    provision, request_label, rules_label, slot_short, stage,
};
use chrono::NaiveDate;
use domain::{
    demos::{
        Admission, Arrangement, ArrangementField as Field, LoanField, LoanItem, LoanMarks, Place, Plan,
        PlanField, PlanTask, Prompt, RequestField, RulesField, SessionRequest, Slot,
    },
    form::Typed,
    wareki::format_date,
};
use store::demos::sessions::Session;

/// The fields that are filled otherwise: label, what stands now, what was about to be written. An empty one is a dash.
pub(super) fn fields(
    now: &Typed,
    mine: &Typed,
    of: impl IntoIterator<Item = (&'static str, String)>,
) -> Vec<(String, String, String)> {
    let words = |typed: &Typed, name: &str| {
        let value = typed.get(name).replace('\n', "、");
        if value.is_empty() { "―".to_owned() } else { value }
    };
    of.into_iter()
        .filter(|(name, _)| now.get(name) != mine.get(name))
        .map(|(name, label)| (label, words(now, name), words(mine, name)))
        .collect()
}

/// The hours of a week, day by day.
pub(super) fn hours() -> impl Iterator<Item = (&'static str, String)> {
    (0..7).flat_map(|day| [RulesField::Open(day), RulesField::Close(day)]).map(named)
}

/// Everything else that rules say.
pub(super) fn rules() -> impl Iterator<Item = (&'static str, String)> {
    [
        RulesField::Before,
        RulesField::After,
        RulesField::Notice,
        RulesField::Horizon,
        RulesField::Least,
        RulesField::Yearly,
    ]
    .into_iter()
    .map(named)
}

fn named(field: RulesField) -> (&'static str, String) {
    (field.name(), rules_label(field))
}

/// What stands, and what was about to be written, of which both are shown in words; an empty one is a dash.
fn row(label: &str, now: String, mine: String) -> Option<(String, String, String)> {
    let words = |words: String| if words.is_empty() { "―".to_owned() } else { words };
    (now != mine).then(|| (label.to_owned(), words(now), words(mine)))
}

/// What of a session stands otherwise than in a form that changes it or ends it; every word that was typed is shown.
pub(super) fn session(session: &Session, typed: &Typed) -> Vec<(String, String, String)> {
    let held = session.stage.session();
    let stands = held.map(Arrangement::fill).unwrap_or_default();
    let candidate = typed.get(Field::Candidate.name());
    let numbered = candidate.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let chosen = match numbered {
        Some(number) => session.request.candidates.get(number).copied(),
        None => Slot::from_code(candidate),
    };
    let other = || {
        let parts = [Field::Date, Field::Start].map(|field| typed.get(field.name()));
        parts.join(" ").trim().to_owned()
    };
    let at = held.map(|held| slot_short(&held.slot)).unwrap_or_default();
    let wanted = chosen.map_or_else(other, |slot| slot_short(&slot));
    let mut rows = vec![("状態".to_owned(), stage(session.stage.name()).to_owned(), "―".to_owned())];
    rows.extend(row(arrangement_label(Field::Candidate), at, wanted));
    let ways = |typed: &Typed| {
        let code = typed.get(Field::Place.name());
        Place::from_code(code).map(|known| place(known).to_owned()).unwrap_or_default()
    };
    let is_typed = |field: &Field| typed.pairs().iter().any(|(name, _)| name == field.name());
    if is_typed(&Field::Place) {
        rows.extend(row(arrangement_label(Field::Place), ways(&stands), ways(typed)));
    }
    let plain = [
        Field::Venue,
        Field::Link,
        Field::Before,
        Field::After,
        Field::Ships,
        Field::Returns,
        Field::Capacity,
        Field::Note,
    ];
    for field in plain.into_iter().filter(is_typed) {
        let value = |typed: &Typed| typed.get(field.name()).to_owned();
        rows.extend(row(arrangement_label(field), value(&stands), value(typed)));
    }
    rows.extend(row("理由", String::new(), typed.get("reason").to_owned()));
    rows
}

/// What is asked for in words, in the order of [`ASKED`].
fn asked_for(request: &SessionRequest) -> [String; 12] {
    let dates: Vec<String> = request.candidates.iter().map(slot_short).collect();
    let there: Vec<_> = request.provisions.iter().map(|one| provision(*one)).collect();
    let cities: Vec<_> = request.cities.iter().map(|city| city.name.as_str()).collect();
    let joint = if request.joint { "希望あり" } else { "" };
    let contact = &request.contact;
    [
        cities.join("、"),
        views::menus(request),
        dates.join("、"),
        people(request.people.get()),
        place(request.place).to_owned(),
        request.venue.clone(),
        there.join("、"),
        contact.name.clone(),
        contact.phone.clone(),
        contact.email.clone(),
        joint.to_owned(),
        request.note.clone(),
    ]
}

/// What the fields of a request are called where its dates stand as one.
fn asked_label(field: RequestField) -> &'static str {
    match field {
        RequestField::Date(_) => "候補の日時",
        field => request_label(field),
    }
}

/// The same by the name under which a change is recorded.
pub(super) fn asked_word(name: &str) -> Option<&'static str> {
    ASKED.into_iter().find(|field| field.name() == name).map(asked_label)
}

/// The fields of a request that are told apart.
const ASKED: [RequestField; 12] = [
    RequestField::Cities,
    RequestField::Menu,
    RequestField::Date(0),
    RequestField::People,
    RequestField::Place,
    RequestField::Venue,
    RequestField::Provisions,
    RequestField::ContactName,
    RequestField::ContactPhone,
    RequestField::ContactEmail,
    RequestField::Joint,
    RequestField::Note,
];

/// The fields in which what is asked for differs: what stands now, and what was about to be written.
pub(super) fn request(
    now: &SessionRequest,
    mine: &SessionRequest,
) -> Vec<(RequestField, (String, String, String))> {
    let pairs = asked_for(now).into_iter().zip(asked_for(mine));
    let fields = ASKED.into_iter().zip(pairs);
    fields.filter_map(|(field, (now, mine))| Some((field, row(asked_label(field), now, mine)?))).collect()
}

/// How people are let in.
pub(super) fn admission(now: &Admission, mine: &Admission) -> Vec<(String, String, String)> {
    let words = |one: &Admission| {
        let public = if one.public { "載せる" } else { "載せない" };
        [
            ("申込みの要否", admission_kind(one.kind).to_owned()),
            ("だれでも見られるページ", public.to_owned()),
            ("申込みの締切", one.until.map(format_date).unwrap_or_default()),
            ("1つの事業所の人数の上限", one.each.map(|each| each.get().to_string()).unwrap_or_default()),
            ("参加する方へのお知らせ", one.note.clone()),
            ("申込みのときに聞くこと", one.prompts.iter().map(prompt).collect::<Vec<_>>().join("、")),
        ]
    };
    let pairs = words(now).into_iter().zip(words(mine));
    pairs.filter_map(|((label, now), (_, mine))| row(label, now, mine)).collect()
}

/// What is asked of whoever registers, with how it is replied to.
fn prompt(prompt: &Prompt) -> String {
    let needed = if prompt.needed { "・必須" } else { "" };
    let options = prompt.options.join("／");
    let how = if options.is_empty() { prompt_kind(prompt.kind) } else { options.as_str() };
    format!("{}（{how}{needed}）", prompt.asked)
}

/// What of a box went, came and came back.
pub(super) fn loan(now: &LoanMarks, mine: &LoanMarks) -> Vec<(String, String, String)> {
    let words = |one: &LoanMarks| {
        let of = |ticked: fn(&LoanItem) -> bool| {
            let names = one.items.iter().filter(|item| ticked(item)).map(|item| item.name.as_str());
            names.collect::<Vec<_>>().join("、")
        };
        let day = |day: Option<NaiveDate>| day.map(format_date).unwrap_or_default();
        [
            (LoanField::Went, of(|item| item.went)),
            (LoanField::Shipped, day(one.shipped_on)),
            (LoanField::Came, of(|item| item.came)),
            (LoanField::Arrived, day(one.arrived_on)),
            (LoanField::Back, of(|item| item.back)),
            (LoanField::Returned, day(one.returned_on)),
            (LoanField::Note, one.note.clone()),
        ]
    };
    let pairs = words(now).into_iter().zip(words(mine));
    pairs.filter_map(|((field, now), (_, mine))| row(loan_label(field), now, mine)).collect()
}

/// A plan: in what a task differs, or which tasks there are and in which order.
pub(super) fn plan(now: &Plan, mine: &Plan) -> Vec<(String, String, String)> {
    let titles = |plan: &Plan| {
        let titles: Vec<&str> = plan.tasks().iter().map(|task| task.title.as_str()).collect();
        titles.join("、")
    };
    let pairs: Vec<_> = now.tasks().iter().zip(mine.tasks()).filter(|(one, two)| one != two).collect();
    match pairs.as_slice() {
        [(stands, typed)] if now.tasks().len() == mine.tasks().len() => {
            let fields = task(stands).into_iter().zip(task(typed));
            fields.filter_map(|((field, now), (_, mine))| row(plan_label(field), now, mine)).collect()
        }
        _ => row("準備の一覧", titles(now), titles(mine)).into_iter().collect(),
    }
}

/// What a task says, field by field.
fn task(task: &PlanTask) -> [(PlanField, String); 4] {
    [
        (PlanField::Title, task.title.clone()),
        (PlanField::Details, task.details.clone()),
        (PlanField::Owner, chore_owner(task.owner).to_owned()),
        (PlanField::Unit, due(task.due)),
    ]
}
