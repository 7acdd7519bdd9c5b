//! Adoption.

table! { "adoption_evidence" adoption_evidence tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    office_id: Uuid, state: String, as_of: Date, source: String, batch_id: Option<Uuid>, note: String,
    recorded_by: Option<Uuid>, recorded_at: DateTimeUtc, registration_id: Option<Uuid>,
    application_id: Option<Uuid>,
}
table! { "adopter_rows" adopter_rows tenant: yes, keys { tenant_id: Uuid, batch_id: Uuid, seq: i32, }
    sheet: String, row: i32, cells: Json, record: Json, kind: String, proposals: Json, standing: String,
    office_id: Option<Uuid>, decided_by: Option<Uuid>, decided_at: Option<DateTimeUtc>,
}
table! { "adoption_sharing" adoption_sharing tenant: yes, keys { tenant_id: Uuid, }
    federation: bool, prefecture: bool, central: bool, decided_by: Uuid, decided_at: DateTimeUtc, version: i32,
    headway: bool,
}
table! { "adoption_counts" adoption_counts tenant: shared, keys { tenant_id: Uuid, shared_with: Uuid, month: Date, }
    as_of: Date, code: String, prefecture: i16, offices: Option<i32>, adopted: Option<i32>, told: Json,
    counted_at: DateTimeUtc, headway: Option<Json>,
}
// Read with what 国保中央会 keeps, so only through `store::adoption`.
table! { "published_rates" published_rates tenant: no, keys { tenant_id: Uuid, id: Uuid, }
    whose: String, percent: Option<i32>, numerator: Option<i64>, denominator: Option<i64>, definition: String,
    as_of: Date, month_only: bool, source: String, url: String, note: String, recorded_by: Option<Uuid>,
    created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
