//! 伴走支援, 介護ソフト, 連携先 and 関係団体.

table! { "follow_ups" follow_ups tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    office_id: Uuid, way: String, held_on: Date, spoken_with: String, notes: String, agreed: String,
    next_action: String, next_on: Option<Date>, next_owner: Option<Uuid>, open_on: Option<Date>,
    done_at: Option<DateTimeUtc>, done_by: Option<Uuid>, done_note: String, created_by: Uuid,
    created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
// The catalogue: read with what 国保中央会 keeps, so only through `store::software`.
table! { "software_vendors" software_vendors tenant: no, keys { tenant_id: Uuid, id: Uuid, }
    name: String, name_key: String, url: String, fictional: bool, created_at: DateTimeUtc, updated_at: DateTimeUtc,
    version: i32,
}
table! { "software_products" software_products tenant: no, keys { tenant_id: Uuid, id: Uuid, }
    vendor_id: Uuid, name: String, name_key: String, aliases: String, note: String, ended_on: Option<Date>,
    created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
table! { "software_conformances" software_conformances tenant: no, keys { tenant_id: Uuid, id: Uuid, }
    product_house: Uuid, product_id: Uuid, standard: String, answer: String, as_of: Date, source: String,
    recorded_by: Option<Uuid>, recorded_at: DateTimeUtc,
}
table! { "office_software" office_software tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    office_id: Uuid, typed_name: String, name_key: String, product_house: Option<Uuid>, product_id: Option<Uuid>,
    as_of: Date, basis: String, source_id: Option<Uuid>, recorded_by: Option<Uuid>, recorded_at: DateTimeUtc,
    ended_on: Option<Date>, live_key: Option<String>, version: i32, since_on: Option<Date>,
}
table! { "partner_links" partner_links tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    office_id: Uuid, partner_office_id: Uuid, as_of: Date, basis: String, source_id: Option<Uuid>,
    recorded_by: Option<Uuid>, recorded_at: DateTimeUtc,
}
table! { "associations" associations tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    name: String, kind: String, person: String, email: String, phone: String, fax: String, postal_code: String,
    address: String, note: String, put_away_at: Option<DateTimeUtc>, created_at: DateTimeUtc,
    updated_at: DateTimeUtc, version: i32,
}
table! { "association_members" association_members tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    association_id: Uuid, office_id: Uuid, joined_at: DateTimeUtc,
}
