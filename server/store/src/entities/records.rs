//! 年度末と記録.

table! { "arrival_counts" arrival_counts tenant: yes, keys { tenant_id: Uuid, arrived_on: Date, way: String, }
    count: i32, counted_by: Uuid, counted_at: DateTimeUtc,
}
table! { "year_closings" year_closings tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    fiscal_year: i32, live_year: Option<i32>, facts: Json, note: String, closed_by: Uuid, closed_at: DateTimeUtc,
    reopened_by: Option<Uuid>, reopened_at: Option<DateTimeUtc>, reopen_reason: String,
}
table! { "carried_over" carried_over tenant: yes, keys { tenant_id: Uuid, closing_id: Uuid, seq: i32, }
    kind: String, subject_id: Uuid, application_id: Option<Uuid>, stage: String, amount_yen: i64, since: DateTimeUtc,
}
table! { "retentions" retentions tenant: yes, keys { tenant_id: Uuid, programme_id: Uuid, }
    years: i32, set_by: Uuid, set_at: DateTimeUtc,
}
table! { "disposals" disposals tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    as_of: Date, state: String, note: String, made_by: Uuid, made_at: DateTimeUtc, decided_by: Option<Uuid>,
    decided_at: Option<DateTimeUtc>, decision_note: String, version: i32,
}
table! { "disposal_cases" disposal_cases tenant: yes, keys { tenant_id: Uuid, disposal_id: Uuid, application_id: Uuid, }
    held_application_id: Option<Uuid>, completed_on: Date, kept_until: Date, years: i32, result: String, reason: String,
}
table! { "year_results" year_results tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    shared_with: Uuid, fiscal_year: i32, municipality: String, content: Json, sent_by: Uuid, sent_at: DateTimeUtc, version: i32,
}
