//! The review desk.

table! { "application_flags" application_flags tenant: yes, keys { tenant_id: Uuid, application_id: Uuid, word: String, }
    added_by: Uuid, added_at: DateTimeUtc,
}
table! { "queue_views" queue_views tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    account_id: Uuid, shared: bool, name: String, query: String, created_at: DateTimeUtc,
}
table! { "routing_rules" routing_rules tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    position: i32, programme_id: Option<Uuid>, service_code: String, area: String, people: Json, created_at: DateTimeUtc,
    updated_at: DateTimeUtc, version: i32,
}
table! { "bulk_acts" bulk_acts tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    account_id: Uuid, kind: String, list: String, choice: Json, state: String, created_at: DateTimeUtc,
    done_at: Option<DateTimeUtc>, undone_at: Option<DateTimeUtc>,
}
table! { "bulk_items" bulk_items tenant: yes, keys { tenant_id: Uuid, bulk_id: Uuid, application_id: Uuid, }
    seq: i32, version: i32, version_after: Option<i32>, result: Option<Json>, before: Option<Json>, undone: String,
}
table! { "case_notes" case_notes tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, account_id: Uuid, body: String, at: DateTimeUtc,
}
table! { "case_messages" case_messages tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, account_id: Uuid, side: String, body: String, at: DateTimeUtc, read_by: Option<Uuid>,
    read_at: Option<DateTimeUtc>,
}
table! { "opinions" opinions tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, asked_by: Uuid, asked_at: DateTimeUtc, section: String, person: String, email: String,
    question: String, shown: Json, due_on: Date, attempts: i32, opened_at: Option<DateTimeUtc>, stance: String,
    answer: String, answered_as: String, answered_at: Option<DateTimeUtc>, withdrawn_at: Option<DateTimeUtc>,
}
table! { "consultations" consultations tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    programme_id: Uuid, office_id: Uuid, account_id: Uuid, estimate_yen: i64, plan: String, asked_at: DateTimeUtc,
    state: String, answer: String, answered_by: Option<Uuid>, answered_at: Option<DateTimeUtc>, version: i32,
}
table! { "confirmations" confirmations tenant: yes, keys { tenant_id: Uuid, application_id: Uuid, handed_in: String, }
    state: String, asked_by: Uuid, asked_at: DateTimeUtc, answered_by: Option<Uuid>,
    answered_at: Option<DateTimeUtc>, reason: String, seen: String, words: String,
}
table! { "queue_view_firsts" queue_view_firsts tenant: yes, keys { tenant_id: Uuid, account_id: Uuid, }
    view_id: Uuid,
}
table! { "review_marks" review_marks tenant: yes, keys { tenant_id: Uuid, application_id: Uuid, account_id: Uuid, }
    marks: Json, comment: String, given_at: DateTimeUtc,
}
table! { "appointments" appointments tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, live_application_id: Option<Uuid>, way: String, moments: Json, sentence: String,
    proposed_by: Uuid, proposed_at: DateTimeUtc, state: String, starts_at: Option<DateTimeUtc>, words: String,
    closed_by: Option<Uuid>, closed_at: Option<DateTimeUtc>, sequence: i32, reminded_at: Option<DateTimeUtc>,
    recorded_by: Option<Uuid>,
}
