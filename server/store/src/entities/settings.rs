//! Work handed over, keys of other systems, tenants opened.

table! { "handovers" handovers tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    from_id: Uuid, to_id: Uuid, account_id: Uuid, at: DateTimeUtc, returned_at: Option<DateTimeUtc>,
}
table! { "handover_items" handover_items tenant: yes, keys { tenant_id: Uuid, handover_id: Uuid, subject_id: Uuid, }
    subject_kind: String,
}
table! { "api_keys" api_keys tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    name: String, secret_hash: String, permissions: String, addresses: String, until: Date, made_by: Uuid,
    made_at: DateTimeUtc, used_on: Option<Date>, revoked_by: Option<Uuid>, revoked_at: Option<DateTimeUtc>,
}
table! { "openings" openings tenant: yes, keys { tenant_id: Uuid, opened_id: Uuid, } account_id: Uuid, at: DateTimeUtc, }
