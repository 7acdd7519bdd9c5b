//! What is handed out, its ledger, and the words of an activity's paper.

table! { "materials" materials tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    facts: Json, stock: i32, card: Option<Json>, retired_at: Option<DateTimeUtc>, created_at: DateTimeUtc,
    updated_at: DateTimeUtc, version: i32,
}
table! { "material_versions" material_versions tenant: yes, keys { tenant_id: Uuid, material_id: Uuid, number: i32, }
    file_id: Option<Uuid>, link: Option<String>, note: String, created_by: Uuid, created_at: DateTimeUtc,
}
table! { "material_orders" material_orders tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    material_id: Uuid, supplier: String, pieces: i32, arrived: i32, ordered_on: Date, expected_on: Option<Date>,
    note: String, state: String, created_by: Uuid, created_at: DateTimeUtc, version: i32, amount_yen: Option<i64>,
}
table! { "material_movements" material_movements tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    material_id: Uuid, place: i32, kind: String, change: i32, stock: i32, moved_on: Date, office_id: Option<Uuid>,
    session_id: Option<Uuid>, activity_id: Option<Uuid>, order_id: Option<Uuid>, to_name: String, note: String,
    undoes: Option<Uuid>, moved_by: Uuid, created_at: DateTimeUtc,
}
table! { "activity_papers" activity_papers tenant: yes, keys { tenant_id: Uuid, activity_id: Uuid, }
    texts: Json, updated_by: Uuid, updated_at: DateTimeUtc, version: i32,
}
