//! Subsidies.

table! { "programmes" programmes tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    initiative_id: Uuid, fiscal_year: i32, state: String, title: String, draft: Json, current_version_id: Option<Uuid>,
    budget_yen: i64, reserved_yen: i64, next_receipt: i32, closed_at: Option<DateTimeUtc>, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32, series_id: Option<Uuid>,
}
table! { "programme_versions" programme_versions tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    programme_id: Uuid, number: i32, rules: Json, published_by: Uuid, published_at: DateTimeUtc,
}
table! { "applications" applications tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    programme_id: Uuid, programme_version_id: Uuid, office_id: Uuid, account_id: Uuid, fiscal_year: i32, stage: String,
    stage_facts: Json, live_key: Option<String>, receipt_seq: Option<i32>, receipt_number: Option<String>, answers: Json, amount_yen: i64,
    assignee_id: Option<Uuid>, submitted_at: Option<DateTimeUtc>, paused_days: i32, paused_at: Option<DateTimeUtc>,
    due_on: Option<Date>, ended_at: Option<DateTimeUtc>, search_key: String, created_at: DateTimeUtc,
    updated_at: DateTimeUtc, version: i32, arrived_on: Option<Date>, arrived_by: Option<String>, series_key: Option<String>,
}
table! { "attachments" attachments tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, document: String, file_id: Uuid, file_name: String, state: String, problem: Option<String>,
    pages: Json, created_at: DateTimeUtc, removed_at: Option<DateTimeUtc>,
}
table! { "criterion_checks" criterion_checks tenant: yes, keys { tenant_id: Uuid, application_id: Uuid, criterion: String, }
    verdict: String, note: String, checked_by: Uuid, checked_at: DateTimeUtc,
}
table! { "corrections" corrections tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, items: Json, due_on: Date, requested_by: Uuid, requested_at: DateTimeUtc,
    answered_at: Option<DateTimeUtc>,
}
table! { "proposals" proposals tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, outcome: String, amount_yen: i64, reason: String, note: String, proposed_by: Uuid, proposed_at: DateTimeUtc,
    state: String, decided_by: Option<Uuid>, decided_at: Option<DateTimeUtc>, decision_note: String,
}
table! { "notices" notices tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, proposal_id: Uuid, kind: String, fiscal_year: i32, seq: i32, document_number: String,
    issued_on: Date, content: Json, file_id: Option<Uuid>, created_at: DateTimeUtc,
    first_opened_at: Option<DateTimeUtc>,
}
