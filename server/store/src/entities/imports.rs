//! Imports.

table! { "import_batches" import_batches tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    file_id: Uuid, cells_file_id: Uuid, file_name: String, state: String, choices: Json, summary: Json, created_by: Uuid,
    created_at: DateTimeUtc, committed_by: Option<Uuid>, committed_at: Option<DateTimeUtc>, version: i32,
    kind: String, progress: i32, total: i32, refusal: Option<Json>, undone_by: Option<Uuid>, undone_at: Option<DateTimeUtc>,
}
table! { "import_rows" import_rows tenant: yes, keys { tenant_id: Uuid, batch_id: Uuid, seq: i32, }
    sheet: String, row: i32, office_id: Option<Uuid>, cells: Json, record: Option<Json>, outcome: String, change: String, issues: Json,
    differences: Json,
}
table! { "import_changes" import_changes tenant: yes, keys { tenant_id: Uuid, batch_id: Uuid, office_id: Uuid, }
    number: String, name: String, before: Option<Json>, version: i32, undone: String,
}
table! { "import_mappings" import_mappings tenant: yes, keys { tenant_id: Uuid, shape: String, }
    choice: Json, used_at: DateTimeUtc, header_found: Option<i32>,
}
table! { "shared_mappings" shared_mappings tenant: no, keys { tenant_id: Uuid, shape: String, }
    prefecture: i32, columns: Json, used_at: DateTimeUtc,
}
