//! 照会.

table! { "inquiries" inquiries tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    title: String, purpose: String, contact: Json, questionnaire: Json, deadline: Date, stage: String,
    opened_at: Option<DateTimeUtc>, closed_at: Option<DateTimeUtc>, reminded_on: Option<Date>, created_by: Uuid,
    created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
table! { "inquiry_replies" inquiry_replies tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    inquiry_id: Uuid, shared_with: Option<Uuid>, place: i32, name: String, asked_key: String, asked: Json,
    deadline: Date, closed: bool, draft: Option<Json>, answers: Option<Json>, answered_by: String,
    told: Option<String>, first_answered_at: Option<DateTimeUtc>, answered_at: Option<DateTimeUtc>, reminders: i32,
    created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
