//! 申込状況の表.

table! { "event_tables" event_tables tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    title: String, held_on: Option<Date>, source: String, file_name: String, fingerprint: String, sheet: Json,
    kept_at: Option<DateTimeUtc>, removed_at: Option<DateTimeUtc>, created_by: Uuid,
    created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32, chosen: Option<Json>,
}
table! { "event_table_rows" event_table_rows tenant: yes, keys { tenant_id: Uuid, event_table_id: Uuid, number: i32, }
    cells: Json,
}
