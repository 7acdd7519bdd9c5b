//! Work handed over, tenants opened.

table! { "handovers" handovers tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    from_id: Uuid, to_id: Uuid, account_id: Uuid, at: DateTimeUtc, returned_at: Option<DateTimeUtc>,
}
table! { "handover_items" handover_items tenant: yes, keys { tenant_id: Uuid, handover_id: Uuid, subject_id: Uuid, }
    subject_kind: String,
}
table! { "openings" openings tenant: yes, keys { tenant_id: Uuid, opened_id: Uuid, } account_id: Uuid, at: DateTimeUtc, }
