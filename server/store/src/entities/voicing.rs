//! What everybody sees of a city's progress, and offices that are willing to be asked.

table! { "public_progress" public_progress tenant: yes, keys { tenant_id: Uuid, }
    lead: String, contact: String, licence: String, by_service: bool, with_voices: bool, published_at: Option<DateTimeUtc>,
    updated_by: Uuid, updated_at: DateTimeUtc, version: i32,
}
table! { "voices" voices tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    office_id: Uuid, quote: String, named: bool, publicly: bool, reach: String, person: String, phone: String,
    email: String, times: String, agreed_on: Date, agreed_by: String, withdrawn_at: Option<DateTimeUtc>,
    created_by: Uuid, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
