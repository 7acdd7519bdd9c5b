//! Campaigns, their activities, and whom those of a list reach.

table! { "campaigns" campaigns tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    name: String, aims: String, starts_on: Date, ends_on: Option<Date>, owner_id: Option<Uuid>, budget_yen: Option<i64>,
    state: String, closing: String, created_by: Uuid, created_at: DateTimeUtc, updated_by: Uuid, updated_at: DateTimeUtc,
    version: i32,
}
table! { "campaign_activities" campaign_activities tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    campaign_id: Uuid, place: i32, kind: String, title: String, starts_on: Option<Date>, ends_on: Option<Date>,
    owner_id: Option<Uuid>, segment_id: Option<Uuid>, associations: Option<Json>, material_id: Option<Uuid>, mailing_id: Option<Uuid>,
    survey_id: Option<Uuid>, session_id: Option<Uuid>, link: String, script: String, cost_yen: Option<i64>, state: String,
    result: String, done_on: Option<Date>, frozen_at: Option<DateTimeUtc>, audience: Option<Json>, follows_id: Option<Uuid>,
    follows_whom: String, published_at: Option<DateTimeUtc>, created_at: DateTimeUtc, updated_by: Uuid, updated_at: DateTimeUtc, version: i32,
}
table! { "activity_recipients" activity_recipients tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    activity_id: Uuid, place: i32, office_id: Option<Uuid>, association_id: Option<Uuid>, office_number: String, office_name: String, postal_code: String, address: String,
    exclusion: Option<String>, result: Option<String>, result_at: Option<DateTimeUtc>, result_by: Option<Uuid>,
    note: String, version: i32,
}
