//! What an event tells besides its kind, in words: roles, fields, days, counts. Events hold no personal data.

use super::{imports as import_words, role, settings as words, subsidies::handed_in};
use chrono::NaiveDate;
use domain::{
    accounts::{Held, Role},
    adoption::across::{Reader, Readers},
    imports::Field,
    service_type::ServiceType,
    settings::SenderField,
    subsidies::{HandedIn, StageName},
    wareki::format_date,
};
use serde_json::Value;

/// The details of an event of this kind; none where its sentence says it all.
pub fn of(kind: &str, payload: &str) -> Option<String> {
    let payload: Value = serde_json::from_str(payload).ok()?;
    let list = |name: &str| -> Vec<String> {
        let values = payload.get(name).and_then(Value::as_array);
        values.into_iter().flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    };
    let number = |name: &str| payload.get(name).and_then(Value::as_i64);
    match kind {
        "adoption.sharing-changed" => {
            let with: Readers = list("with").iter().filter_map(|word| Reader::named(word)).collect();
            Some(format!("共有の相手：{}", super::across::readers(&with)))
        }
        "member.added" => Some(format!("役割：{}", roles(&list("roles")))),
        "member.roles-changed" => Some(format!("{} → {}", roles(&list("before")), roles(&list("after")))),
        "member.sessions-ended" => number("sessions").map(|count| format!("{count}台")),
        "settings.changed" => Some(format!("変更した項目：{}", fields(&list("fields")))),
        "settings.days-closed" | "settings.days-reopened" => Some(days(&list("days"))),
        "work.handed-over" | "work.handed-back" => {
            let count = |name: &str| number(name).and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
            // Of one stage only, for the sum.
            let held = Held {
                stages: [(StageName::UnderReview, count("applications"))].into(),
                awards: count("awards"),
                next_actions: count("next_actions"),
                campaigns: count("campaigns"),
                activities: count("activities"),
            };
            Some(super::settings::held(&held))
        }
        "office.edited" => edited(&list("edited"), &list("services_added"), &list("services_removed")),
        "application.confirmation-asked"
        | "application.confirmation-agreed"
        | "application.confirmation-declined"
        | "application.confirmation-taken-back" => {
            let what = payload.get("handed_in").and_then(Value::as_str).and_then(HandedIn::from_code)?;
            Some(handed_in(what).to_owned())
        }
        "chain.verified" => number("seq").map(|seq| format!("{seq}番まで")),
        "chain.broken" => number("seq").map(|seq| format!("{seq}番")),
        _ => None,
    }
}

fn roles(roles: &[String]) -> String {
    let words: Vec<&str> = roles.iter().filter_map(|word| word.parse::<Role>().ok()).map(role).collect();
    if words.is_empty() { "なし".to_owned() } else { words.join("・") }
}

fn fields(names: &[String]) -> String {
    let words: Vec<&str> = SenderField::ALL
        .into_iter()
        .filter(|field| names.iter().any(|name| name == field.name()))
        .map(words::sender_label)
        .collect();
    words.join("、")
}

fn days(days: &[String]) -> String {
    let days: Vec<String> =
        days.iter().filter_map(|day| day.parse::<NaiveDate>().ok()).map(format_date).collect();
    match days.as_slice() {
        [first, .., last] => format!("{first}から{last}までの{}日", days.len()),
        [only] => only.clone(),
        [] => String::new(),
    }
}

fn edited(fields: &[String], added: &[String], removed: &[String]) -> Option<String> {
    let field = |word: &String| match word.as_str() {
        "number" => "事業所番号",
        "email" => "メールアドレス",
        word => Field::named(word).map_or("そのほか", import_words::field),
    };
    let service =
        |code: &String| ServiceType::from_code(code).map_or_else(|| code.clone(), |s| s.name().to_owned());
    let mut parts = Vec::new();
    if !fields.is_empty() {
        parts.push(format!("変更した項目：{}", fields.iter().map(field).collect::<Vec<_>>().join("、")));
    }
    for (codes, words) in [(added, "加えたサービス"), (removed, "除いたサービス")] {
        if !codes.is_empty() {
            parts.push(format!("{words}：{}", codes.iter().map(service).collect::<Vec<_>>().join("、")));
        }
    }
    (!parts.is_empty()).then(|| parts.join("　"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_in_words() {
        let told = |kind, payload| of(kind, payload).unwrap();
        assert_eq!(
            told("member.roles-changed", r#"{"before":["clerk"],"after":["clerk","approver"]}"#),
            "担当 → 担当・決裁者"
        );
        assert_eq!(
            told("adoption.sharing-changed", r#"{"with":["federation","central"]}"#),
            "共有の相手：国保連合会、国保中央会"
        );
        assert_eq!(told("adoption.sharing-changed", r#"{"with":[]}"#), "共有の相手：共有していません");
        assert_eq!(
            told("settings.changed", r#"{"fields":["phone","hours"]}"#),
            "変更した項目：電話番号、受付時間"
        );
        assert_eq!(
            told("settings.days-closed", r#"{"days":["2024-10-15","2024-10-16"]}"#),
            "令和6年10月15日から令和6年10月16日までの2日"
        );
        assert_eq!(told("work.handed-over", r#"{"applications":4}"#), "申請4件");
        let also = r#"{"applications":4,"next_actions":2,"activities":1}"#;
        assert_eq!(told("work.handed-back", also), "申請4件、伴走支援の次の対応2件、周知の活動1件");
        assert_eq!(of("application.granted", "{}"), None);
    }
}
