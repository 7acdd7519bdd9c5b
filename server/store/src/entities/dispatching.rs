//! 講師派遣 and 催し.

table! { "dispatches" dispatches tenant: three, keys { tenant_id: Uuid, id: Uuid, }
    session_id: Uuid, shared_with: Option<Uuid>, municipality: Option<Uuid>, federation_name: String,
    municipality_name: String, asked: Json, stage: String, stage_facts: Json, starts_at: DateTimeUtc,
    lecturer_id: Option<Uuid>, costs: Option<Json>, approval: String, live_session_id: Option<Uuid>,
    created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
table! { "lecturers" lecturers tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    name: String, base: String, created_at: DateTimeUtc, retired_at: Option<DateTimeUtc>, version: i32,
}
table! { "lecturer_absences" lecturer_absences tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    lecturer_id: Uuid, first_on: Date, last_on: Date, note: String, created_at: DateTimeUtc,
}
table! { "lecturer_bookings" lecturer_bookings tenant: three, keys { tenant_id: Uuid, lecturer_id: Uuid, quarter: i64, }
    shared_with: Option<Uuid>, municipality: Option<Uuid>, dispatch_id: Option<Uuid>, absence_id: Option<Uuid>,
    occasion_id: Option<Uuid>,
}
table! { "occasions" occasions tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    facts: Json, stage: String, stage_facts: Json, starts_at: DateTimeUtc, ends_at: DateTimeUtc, places: Option<i32>,
    registered: i32, turnout: Json, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
table! { "occasion_bodies" occasion_bodies tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    occasion_id: Uuid, shared_with: Option<Uuid>, kind: String, prefecture: i32, name: String, people: i32,
    contact: Json, question: String, told: bool, attended: Option<i32>, live_key: Option<String>,
    cancelled_at: Option<DateTimeUtc>, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
    waiting_since: Option<DateTimeUtc>, offers: i32, offered_at: Option<DateTimeUtc>, holds: bool,
    told_first_come: bool,
}
table! { "occasion_lecturers" occasion_lecturers tenant: yes, keys { tenant_id: Uuid, occasion_id: Uuid, lecturer_id: Uuid, }
    travel: i32, created_at: DateTimeUtc,
}
table! { "occasion_resources" occasion_resources tenant: yes, keys { tenant_id: Uuid, occasion_id: Uuid, resource_id: Uuid, }
    travel: i32, created_at: DateTimeUtc,
}
