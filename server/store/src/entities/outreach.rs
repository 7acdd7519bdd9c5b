//! Outreach.

table! { "segments" segments tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    name: String, filter: Json, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
table! { "campaigns" campaigns tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    segment_id: Uuid, subject: String, body: String, stage: String, stage_facts: Json, audience: Option<Json>, reached: i32,
    created_by: Uuid, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
table! { "campaign_recipients" campaign_recipients tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    campaign_id: Uuid, place: i32, office_id: Uuid, office_number: String, office_name: String, email: String,
    exclusion: Option<String>,
}
table! { "opt_outs" opt_outs tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    email_key: String, live_key: Option<String>, basis: String, mail_id: Option<Uuid>, at: DateTimeUtc,
    ended_at: Option<DateTimeUtc>,
}
