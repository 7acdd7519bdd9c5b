//! After the grant.

table! { "awards" awards tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    application_id: Uuid, programme_id: Uuid, office_id: Uuid, fiscal_year: i32, stage: String, stage_facts: Json,
    granted_yen: i64, final_yen: Option<i64>, paid_yen: i64, ordered_back_yen: i64, refunded_yen: i64, refunded_late_yen: i64,
    committed_yen: i64, live_payment_id: Option<Uuid>, owner_id: Option<Uuid>, due_on: Option<Date>, reminded_on: Option<Date>,
    opened_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32, advance_yen: i64, advance_told: Option<i32>,
    advance_chased: Option<i32>,
}
table! { "instalments" instalments tenant: yes, keys { tenant_id: Uuid, award_id: Uuid, number: i32, }
    instalment: i32, amount_yen: i64, state: String, open_award_id: Option<Uuid>, interim: String, asked_at: DateTimeUtc,
    asked_by: Uuid, answered_at: Option<DateTimeUtc>, answered_by: Option<Uuid>, answer: String,
}
table! { "award_reports" award_reports tenant: yes, keys { tenant_id: Uuid, award_id: Uuid, number: i32, }
    answers: Json, saved_at: DateTimeUtc, saved_by: Uuid, submitted_at: Option<DateTimeUtc>, counted_yen: Option<i64>,
}
table! { "award_requests" award_requests tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    award_id: Uuid, kind: String, amount_yen: i64, reason: String, asked_by: Uuid, asked_at: DateTimeUtc, state: String,
    open_award_id: Option<Uuid>, answered_at: Option<DateTimeUtc>, answer: String,
}
table! { "award_proposals" award_proposals tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    award_id: Uuid, kind: String, amount_yen: i64, reason: String, note: String, return_by: Option<Date>, request_id: Option<Uuid>,
    proposed_by: Uuid, proposed_at: DateTimeUtc, state: String, open_award_id: Option<Uuid>, decided_by: Option<Uuid>,
    decided_for: Option<Uuid>, decided_at: Option<DateTimeUtc>, decision_note: String, paid_on: Option<Date>,
}
table! { "recoveries" recoveries tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    award_id: Uuid, proposal_id: Uuid, amount_yen: i64, refunded_yen: i64, reason: String, ordered_on: Date, due_on: Date,
    state: String, reminded_on: Option<Date>, reminders: i32, version: i32,
}
table! { "refunds" refunds tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    recovery_id: Uuid, award_id: Uuid, received_on: Date, amount_yen: i64, fiscal_year: i32, late: bool, entered_by: Uuid,
    entered_at: DateTimeUtc,
}
