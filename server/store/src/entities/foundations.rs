//! What every change leaves behind.

table! { "events" events tenant: yes, keys { tenant_id: Uuid, seq: i64, }
    at: DateTimeUtc, account_id: Option<Uuid>, actor: String, kind: String, subject_kind: String, subject_id: Option<Uuid>,
    payload_version: i32, payload: String, prev_hash: String, hash: String,
}
table! { "chain_heads" chain_heads tenant: no, keys { tenant_id: Uuid, } seq: i64, hash: String, }
table! { "view_records" view_records tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    at: DateTimeUtc, account_id: Uuid, subject_kind: String, subject_id: Uuid, what: String,
}
table! { "jobs" jobs tenant: no, keys { id: Uuid, }
    tenant_id: Uuid, kind: String, payload: Json, unique_key: Option<String>, run_at: DateTimeUtc, attempts: i32,
    leased_until: Option<DateTimeUtc>, leased_by: Option<String>, done_at: Option<DateTimeUtc>,
    failed_at: Option<DateTimeUtc>, last_error: Option<String>, created_at: DateTimeUtc,
}
table! { "mails" mails tenant: no, keys { id: Uuid, }
    tenant_id: Uuid, class: String, recipient: String, recipient_name: String, sender_name: String, subject: String,
    body: String, message_id: String, subject_kind: Option<String>, subject_id: Option<Uuid>, state: String,
    result: Option<String>, created_at: DateTimeUtc, sent_at: Option<DateTimeUtc>, refusal: Option<String>,
    calendar: Option<String>, attempts: i32, due_at: Option<DateTimeUtc>, tried_at: Option<DateTimeUtc>,
    not_after: Option<DateTimeUtc>, html: bool, topic: Option<String>,
}
table! { "files" files tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    name: String, media_type: String, size: i64, hash: String, account_id: Option<Uuid>, created_at: DateTimeUtc,
}
table! { "once_keys" once_keys tenant: no, keys { key: String, path: String, } location: Option<String>, at: DateTimeUtc, }
table! { "kept_forms" kept_forms tenant: no, keys { id: Uuid, } account_id: Uuid, address: String, sealed: String, at: DateTimeUtc, }
table! { "operations" operations tenant: no, keys { kind: String, } at: DateTimeUtc, detail: String, }
