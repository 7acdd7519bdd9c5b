//! Surveys.

table! { "surveys" surveys tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    title: String, draft: Json, state: String, anonymous: bool, general: bool, deadline: Option<Date>, asking: String,
    session_id: Option<Uuid>, current: Option<i32>, opened_at: Option<DateTimeUtc>, closed_at: Option<DateTimeUtc>,
    remind_on: Option<Date>, created_by: Uuid, created_at: DateTimeUtc, updated_at: DateTimeUtc, version: i32,
}
table! { "survey_versions" survey_versions tenant: yes, keys { tenant_id: Uuid, survey_id: Uuid, number: i32, }
    questionnaire: Json, published_by: Uuid, published_at: DateTimeUtc,
}
table! { "survey_invitations" survey_invitations tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    survey_id: Uuid, office_id: Option<Uuid>, name: String, channel: String, email: String, exclusion: Option<String>,
    code_hash: String, mail_id: Option<Uuid>, mailed_at: Option<DateTimeUtc>, reminded_on: Option<Date>, reminders: i32,
    answered_on: Option<Date>, created_at: DateTimeUtc,
}
table! { "survey_responses" survey_responses tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    survey_id: Uuid, number: i32, invitation_id: Option<Uuid>, office_id: Option<Uuid>, state: String, channel: String,
    entered_by: Option<Uuid>, draft: Json, started_at: DateTimeUtc, submitted_at: Option<DateTimeUtc>,
    updated_at: DateTimeUtc, version: i32,
}
table! { "survey_answers" survey_answers tenant: yes, keys { tenant_id: Uuid, response_id: Uuid, question: String, place: i32, }
    survey_id: Uuid, choice: Option<String>, number: Option<i64>, text: Option<String>,
}
table! { "survey_tags" survey_tags tenant: yes, keys { tenant_id: Uuid, response_id: Uuid, question: String, tag: String, }
    survey_id: Uuid,
}
