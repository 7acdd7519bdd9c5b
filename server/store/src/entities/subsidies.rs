//! Subsidies.

table! { "programmes" programmes tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    initiative_id: Uuid, fiscal_year: i32, state: String, title: String, draft: Json, current_version_id: Option<Uuid>,
    budget_yen: i64, reserved_yen: i64, next_receipt: i32, closed_at: Option<DateTimeUtc>, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32, series_id: Option<Uuid>,
    waiting: i32, next_entry: i32, shared_out_at: Option<DateTimeUtc>, draw_seed: Option<String>,
    ending_reason: Option<String>, ending_by: Option<Uuid>, ending_at: Option<DateTimeUtc>, ending_note: Option<String>,
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
    waiting_rank: Option<i64>, allotted_yen: Option<i64>, closing_told_at: Option<DateTimeUtc>, office_order: String,
    expected_on: Date, receipt_mail_id: Option<Uuid>,
}
table! { "attachments" attachments tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, document: String, file_id: Uuid, file_name: String, state: String, problem: Option<String>,
    pages: Json, created_at: DateTimeUtc, removed_at: Option<DateTimeUtc>, evidence_page: Option<i32>,
    has_words: Option<bool>,
}
table! { "document_words" document_words tenant: yes, keys { tenant_id: Uuid, file_id: Uuid, }
    pages: Json, search_key: String,
}
table! { "criterion_checks" criterion_checks tenant: yes, keys { tenant_id: Uuid, application_id: Uuid, criterion: String, }
    verdict: String, note: String, checked_by: Uuid, checked_at: DateTimeUtc,
}
table! { "corrections" corrections tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, items: Json, due_on: Date, requested_by: Uuid, requested_at: DateTimeUtc,
    answered_at: Option<DateTimeUtc>, answers_before: Option<Json>,
}
table! { "proposals" proposals tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, outcome: String, amount_yen: i64, reason: String, note: String, proposed_by: Uuid, proposed_at: DateTimeUtc,
    state: String, decided_by: Option<Uuid>, decided_at: Option<DateTimeUtc>, decision_note: String,
}
table! { "notices" notices tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, proposal_id: Option<Uuid>, kind: String, fiscal_year: i32, seq: i32, document_number: String,
    correction_id: Option<Uuid>, issued_on: Date, content: Json, file_id: Option<Uuid>, created_at: DateTimeUtc,
    first_opened_at: Option<DateTimeUtc>, voided_at: Option<DateTimeUtc>, voided_by: Option<Uuid>, void_reason: Option<String>,
}
table! { "budget_entries" budget_entries tenant: yes, keys { tenant_id: Uuid, programme_id: Uuid, seq: i32, }
    application_id: Option<Uuid>, kind: String, budget_yen: i64, reserved_yen: i64, committed_yen: i64, at: DateTimeUtc, paid_yen: i64,
}
table! { "packets" packets tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    programme_id: Uuid, fiscal_year: i32, seq: i32, title: String, note: String, state: String, made_by: Uuid,
    made_at: DateTimeUtc, way: String, closed_by: Option<Uuid>, closed_at: Option<DateTimeUtc>, decided_for: Option<Uuid>,
    decided_on: Option<Date>, outside_by: String, outside_number: String, sheet_file_id: Option<Uuid>, version: i32,
}
table! { "packet_cases" packet_cases tenant: yes, keys { tenant_id: Uuid, packet_id: Uuid, proposal_id: Uuid, }
    application_id: Uuid, open_proposal_id: Option<Uuid>, result: String, note: String,
}
table! { "waiting_ends" waiting_ends tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    programme_id: Uuid, reason: String, proposed_by: Uuid, proposed_at: DateTimeUtc, way: String, closed_by: Uuid,
    closed_at: DateTimeUtc, decided_for: Option<Uuid>, decided_on: Date, outside_by: String, outside_number: String,
    sheet_file_id: Option<Uuid>, refused: i32,
}
table! { "decision_limits" decision_limits tenant: yes, keys { tenant_id: Uuid, account_id: Uuid, }
    most_yen: i64, set_by: Uuid, set_at: DateTimeUtc,
}
table! { "substitutions" substitutions tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    absent_id: Uuid, substitute_id: Uuid, from_on: Date, until_on: Date, reason: String, set_by: Uuid, set_at: DateTimeUtc,
    ended_at: Option<DateTimeUtc>,
}
table! { "decision_recorders" decision_recorders tenant: yes, keys { tenant_id: Uuid, account_id: Uuid, }
    set_by: Uuid, set_at: DateTimeUtc,
}
table! { "notice_wordings" notice_wordings tenant: yes, keys { tenant_id: Uuid, kind: String, version: i32, }
    opening: String, closing: String, seal: String, saved_by: Uuid, saved_at: DateTimeUtc,
}
