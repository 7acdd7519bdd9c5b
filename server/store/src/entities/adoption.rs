//! Adoption.

table! { "adoption_evidence" adoption_evidence tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    office_id: Uuid, state: String, as_of: Date, source: String, batch_id: Option<Uuid>, note: String,
    recorded_by: Option<Uuid>, recorded_at: DateTimeUtc, registration_id: Option<Uuid>,
}
table! { "adopter_rows" adopter_rows tenant: yes, keys { tenant_id: Uuid, batch_id: Uuid, seq: i32, }
    sheet: String, row: i32, cells: Json, record: Json, kind: String, proposals: Json, standing: String,
    office_id: Option<Uuid>, decided_by: Option<Uuid>, decided_at: Option<DateTimeUtc>,
}
