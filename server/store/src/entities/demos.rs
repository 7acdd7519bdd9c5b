//! Demo sessions.

table! { "federation_members" federation_members tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    place: i32, name: String, shared_with: Option<Uuid>, created_at: DateTimeUtc, phone: String, yearly: Option<i32>,
    version: i32, suspended_at: Option<DateTimeUtc>,
}
table! { "demo_resources" demo_resources tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    kind: String, name: String, created_at: DateTimeUtc, contents: Json, hours: Option<Json>,
    retired_at: Option<DateTimeUtc>, version: i32,
}
table! { "demo_rules" demo_rules tenant: yes, keys { tenant_id: Uuid, }
    facts: Json, updated_at: DateTimeUtc, version: i32,
}
table! { "demo_open_dates" demo_open_dates tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    starts_at: DateTimeUtc, facts: Json, note: String, session_id: Option<Uuid>, withdrawn_at: Option<DateTimeUtc>,
    created_at: DateTimeUtc, version: i32,
}
table! { "demo_companions" demo_companions tenant: shared, keys { tenant_id: Uuid, session_id: Uuid, member_id: Uuid, }
    shared_with: Option<Uuid>, lead_with: Option<Uuid>, municipality: String, people: i32, request_id: Option<Uuid>, joined_at: DateTimeUtc,
}
table! { "demo_asked_cities" demo_asked_cities tenant: three, keys { tenant_id: Uuid, session_id: Uuid, member_id: Uuid, }
    shared_with: Option<Uuid>, municipality: Option<Uuid>, name: String, lead: String, state: String, people: i32,
    note: String, asked_at: DateTimeUtc, answered_at: Option<DateTimeUtc>, left_at: Option<DateTimeUtc>,
}
table! { "demo_loans" demo_loans tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    session_id: Uuid, shared_with: Option<Uuid>, resource_id: Uuid, name: String, ships_on: Date, returns_on: Date,
    contents: Json, shipped_on: Option<Date>, arrived_on: Option<Date>, returned_on: Option<Date>, note: String,
    created_at: DateTimeUtc, version: i32,
}
table! { "demo_absences" demo_absences tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    resource_id: Uuid, first_on: Date, last_on: Date, note: String, created_at: DateTimeUtc,
}
table! { "demo_sessions" demo_sessions tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    member_id: Uuid, shared_with: Option<Uuid>, municipality: String, told: bool, request: Json, stage: String,
    stage_facts: Json, starts_at: Option<DateTimeUtc>, capacity: i32, registered: i32, next_number: i32,
    created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32, ends_at: Option<DateTimeUtc>, sequence: i32,
}
table! { "demo_bookings" demo_bookings tenant: shared, keys { tenant_id: Uuid, resource_id: Uuid, quarter: i64, }
    shared_with: Option<Uuid>, session_id: Option<Uuid>, absence_id: Option<Uuid>, open_date_id: Option<Uuid>,
    occasion_id: Option<Uuid>, travel: bool,
}
table! { "demo_chores" demo_chores tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    session_id: Uuid, shared_with: Option<Uuid>, owner: String, due_on: Date, done_at: Option<DateTimeUtc>,
    done_by: Option<Uuid>, done_side: Option<String>, done_name: Option<String>, title: String, details: String,
    due_rule: String, position: i32, note: String, version: i32,
}
table! { "demo_plans" demo_plans tenant: yes, keys { tenant_id: Uuid, place: String, }
    tasks: Json, updated_by: Uuid, updated_at: DateTimeUtc, version: i32,
}
table! { "demo_reminders" demo_reminders tenant: shared, keys {
        tenant_id: Uuid, session_id: Uuid, whom: Uuid, ahead: i32, held_on: Date,
    }
    shared_with: Option<Uuid>, sent_at: DateTimeUtc,
}
table! { "calendar_feeds" calendar_feeds tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    account_id: Uuid, tasks: bool, created_at: DateTimeUtc,
}
table! { "demo_registrations" demo_registrations tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    session_id: Uuid, shared_with: Option<Uuid>, office_id: Option<Uuid>, account_id: Option<Uuid>, office_name: String,
    number: i32, people: i32, name: String, email: String, live_office_id: Option<Uuid>, attended: Option<i32>,
    attended_at: Option<DateTimeUtc>, cancelled_at: Option<DateTimeUtc>, created_at: DateTimeUtc, updated_at: DateTimeUtc,
    version: i32, way: String, phone: String, services: String, waiting_since: Option<DateTimeUtc>, offers: i32,
    offered_at: Option<DateTimeUtc>, holds: bool, told_first_come: bool, replies: Option<Json>,
    instead_of: Option<Uuid>,
}
table! { "demo_admissions" demo_admissions tenant: shared, keys { tenant_id: Uuid, session_id: Uuid, }
    shared_with: Option<Uuid>, facts: Json, updated_at: DateTimeUtc, version: i32,
}
table! { "demo_place_holds" demo_place_holds tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    session_id: Uuid, shared_with: Option<Uuid>, people: i32, until: DateTimeUtc, created_at: DateTimeUtc,
}
table! { "demo_invitations" demo_invitations tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    session_id: Uuid, office_id: Uuid, office_name: String, email: String, exclusion: Option<String>,
    created_at: DateTimeUtc, mailed_at: Option<DateTimeUtc>,
}
table! { "demo_questions" demo_questions tenant: shared, keys { tenant_id: Uuid, id: Uuid, }
    session_id: Uuid, shared_with: Option<Uuid>, registration_id: Option<Uuid>, asked: String, asked_by: String,
    owner: String, answer: String, answered_at: Option<DateTimeUtc>, answered_by: String, created_at: DateTimeUtc,
    version: i32,
}
table! { "demo_reports" demo_reports tenant: shared, keys { tenant_id: Uuid, session_id: Uuid, }
    shared_with: Option<Uuid>, text: Json, written_by: String, updated_at: DateTimeUtc, filed_at: Option<DateTimeUtc>,
    version: i32,
}
