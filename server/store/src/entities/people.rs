//! Tenants, people, and how they sign in.

table! { "tenants" tenants tenant: no, keys { id: Uuid, }
    kind: String, slug: String, name: String, settings: Json, created_at: DateTimeUtc, version: i32,
}
table! { "tenant_codes" tenant_codes tenant: yes, keys { tenant_id: Uuid, code: String, } }
table! { "closed_days" closed_days tenant: yes, keys { tenant_id: Uuid, day: Date, } name: String, }
table! { "initiatives" initiatives tenant: no, keys { id: Uuid, }
    name: String, site_url: String, helpdesk_phone: String, helpdesk_hours: String,
}
table! { "licence_prices" licence_prices tenant: no, keys { initiative_id: Uuid, valid_from: Date, }
    valid_to: Option<Date>, yen: i64, note: String,
}
table! { "accounts" accounts tenant: no, keys { id: Uuid, }
    kind: String, name: String, email: Option<String>, email_key: Option<String>, password_hash: Option<String>,
    totp_secret: Option<String>, totp_confirmed_at: Option<DateTimeUtc>, totp_last_step: Option<i64>,
    demo_key: Option<String>, disabled_at: Option<DateTimeUtc>, created_at: DateTimeUtc, version: i32,
}
table! { "memberships" memberships tenant: yes, keys { tenant_id: Uuid, account_id: Uuid, role: String, }
    created_at: DateTimeUtc,
}
table! { "representations" representations tenant: yes, keys { tenant_id: Uuid, account_id: Uuid, office_id: Uuid, }
    created_at: DateTimeUtc, confirms_since: Option<DateTimeUtc>, confirms_reports_since: Option<DateTimeUtc>,
    confirms_claims_since: Option<DateTimeUtc>,
}
table! { "sessions" sessions tenant: no, keys { id: Uuid, }
    token_hash: String, account_id: Uuid, level: String, device: String, network: String, created_at: DateTimeUtc,
    seen_at: DateTimeUtc, expires_at: DateTimeUtc, idle_seconds: i64, ended_at: Option<DateTimeUtc>,
}
table! { "recovery_codes" recovery_codes tenant: no, keys { account_id: Uuid, code_hash: String, }
    used_at: Option<DateTimeUtc>,
}
table! { "sign_in_links" sign_in_links tenant: no, keys { id: Uuid, }
    token_hash: String, code_hash: String, browser_hash: String, account_id: Uuid, next: String, attempts: i32,
    created_at: DateTimeUtc, expires_at: DateTimeUtc, used_at: Option<DateTimeUtc>,
}
table! { "throttles" throttles tenant: no, keys { key: String, } tokens: f64, refilled_at: DateTimeUtc, }
