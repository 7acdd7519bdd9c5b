//! 事業所グループ, and lists of 連携先 that were pasted.

table! { "office_groups" office_groups tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    name: String, live_name: Option<String>, note: String, next_action: String, next_on: Option<Date>,
    dissolved_at: Option<DateTimeUtc>, created_by: Uuid, created_at: DateTimeUtc, updated_at: DateTimeUtc,
    version: i32,
}
table! { "office_group_members" office_group_members tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    group_id: Uuid, office_id: Uuid, joined_at: DateTimeUtc,
}
table! { "partner_pastes" partner_pastes tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    pairs: i32, new_pairs: i32, left_lines: String, replaced: Json, as_of: Date, created_by: Uuid,
    created_at: DateTimeUtc, undone_at: Option<DateTimeUtc>,
}
