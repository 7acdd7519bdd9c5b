//! The register.

table! { "corporations" corporations tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    number: Option<String>, name: String, search_key: String, created_at: DateTimeUtc, updated_at: DateTimeUtc,
    version: i32,
}
table! { "offices" offices tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    number: String, name: String, name_kana: String, corporation_id: Option<Uuid>, municipality_code: String,
    postal_code: String, address: String, building: String, phone: String, fax: String, email: String, url: String,
    area: String, status: String, designated_on: Option<Date>, remarks: String, search_key: String, created_at: DateTimeUtc,
    updated_at: DateTimeUtc, version: i32, status_on: Option<Date>, merged_into: Option<Uuid>,
}
table! { "office_services" office_services tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    office_id: Uuid, service_code: String, name: String, name_kana: String, corporation_name: String,
    corporate_number: Option<String>, municipality_code: String, postal_code: String, address: String, building: String,
    phone: String, fax: String, url: String, capacity: Option<i32>, status: String, designated_on: Option<Date>, remarks: String,
}
table! { "letter_codes" letter_codes tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    office_id: Uuid, code_hash: String, issued_by: Uuid, created_at: DateTimeUtc, expires_at: DateTimeUtc,
    used_at: Option<DateTimeUtc>, revoked_at: Option<DateTimeUtc>,
}
table! { "contact_proposals" contact_proposals tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    office_id: Uuid, open_office_id: Option<Uuid>, phone: String, fax: String, email: String, proposed_by: Uuid,
    proposed_at: DateTimeUtc, ended: String, ended_by: Option<Uuid>, ended_at: Option<DateTimeUtc>,
}
table! { "mergers" mergers tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    survivor_id: Uuid, merged_id: Uuid, live_merged_id: Option<Uuid>, record: Json, rows: Json, moved: Json, merged_by: Uuid,
    merged_at: DateTimeUtc, undone_by: Option<Uuid>, undone_at: Option<DateTimeUtc>,
}
table! { "told_apart" told_apart tenant: yes, keys { tenant_id: Uuid, first_id: Uuid, second_id: Uuid, }
    decided_by: Uuid, decided_at: DateTimeUtc,
}
table! { "successions" successions tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    predecessor: String, successor: String, begins_on: Date, reason: String, recorded_by: Uuid, recorded_at: DateTimeUtc,
}
