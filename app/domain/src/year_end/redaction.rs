//! What stays readable of a record whose time is over: names and reasons go wherever they stand in what is kept as JSON.

use serde_json::{Value, json};

/// What stands where words of people were.
pub const GONE: &str = "（保存年限の満了により廃棄）";

/// Takes names and reasons out of what is kept as JSON, wherever they stand in it.
pub fn redact(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match (name.as_str(), &field) {
                    ("addressee", _) => *field = json!([]),
                    ("reason", Value::String(_)) => *field = json!(GONE),
                    _ => redact(field),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_reasons_go_wherever_they_stand_and_the_rest_stays() {
        let mut content = json!({
            "document_number": "みどり介第3号", "addressee": ["株式会社ひだまり介護", "日向 はるか"],
            "decision": { "refused": { "reason": "対象外のため" } },
        });
        redact(&mut content);
        assert_eq!(
            content,
            json!({
                "document_number": "みどり介第3号", "addressee": [], "decision": { "refused": { "reason": GONE } },
            })
        );
    }
}
