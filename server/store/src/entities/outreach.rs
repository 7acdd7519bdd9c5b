//! Outreach.

table! { "segments" segments tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    name: String, filter: Json, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32, meant: Option<String>,
}
table! { "mailings" mailings tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    segment_id: Uuid, subject: String, body: String, stage: String, stage_facts: Json, audience: Option<Json>, reached: i32,
    created_by: Uuid, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32, html: bool, writers: Option<Json>,
    approved_by: Option<Uuid>, returned: Option<String>, send_at: Option<DateTimeUtc>, not_after: Option<DateTimeUtc>,
    again: Option<Json>, topic: String, published: bool,
}
table! { "mailing_recipients" mailing_recipients tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    mailing_id: Uuid, place: i32, office_id: Uuid, office_number: String, office_name: String, email: String,
    exclusion: Option<String>,
}
table! { "opt_outs" opt_outs tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    email_key: String, live_key: Option<String>, basis: String, mail_id: Option<Uuid>, at: DateTimeUtc,
    ended_at: Option<DateTimeUtc>, topic: Option<String>,
}
table! { "mailing_rules" mailing_rules tenant: yes, keys { tenant_id: Uuid, } alone_up_to: i32, version: i32, }
table! { "suppressions" suppressions tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    email: String, email_key: String, live_key: Option<String>, why: String, answer: String, mail_id: Option<Uuid>,
    at: DateTimeUtc, lifted_at: Option<DateTimeUtc>, lifted_by: Option<Uuid>, note: Option<String>,
}
table! { "mail_bounces" mail_bounces tenant: yes, keys { id: Uuid, }
    tenant_id: Uuid, fingerprint: String, mail_id: Option<Uuid>, email: String, email_key: String, kind: String,
    status: String, diagnostic: String, source: String, at: DateTimeUtc,
}
table! { "mail_attempts" mail_attempts tenant: yes, keys { mail_id: Uuid, attempt: i32, }
    tenant_id: Uuid, began_at: DateTimeUtc, ended_at: DateTimeUtc, ended: String, answer: Option<String>,
}
table! { "outreach_disposals" outreach_disposals tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    until: Date, state: String, live_key: Option<String>, note: String, made_by: Uuid, made_at: DateTimeUtc,
    decided_by: Option<Uuid>, decided_at: Option<DateTimeUtc>, decision_note: String, gone: i64,
}
table! { "mail_days" mail_days tenant: no, keys { day: Date, } given: i32, }
table! { "mail_lanes" mail_lanes tenant: no, keys { domain: String, } began_at: DateTimeUtc, given: i32, promised: i32, }
