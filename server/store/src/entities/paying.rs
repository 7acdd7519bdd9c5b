//! Accounts, banks, pay runs.

table! { "bank_accounts" bank_accounts tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    party_kind: String, party_id: Uuid, version: i32, sealed: String, masked: String, holder: String,
    proxy_file_id: Option<Uuid>, proxy_name: String, told_by: String, set_by: Uuid, set_at: DateTimeUtc, usable_on: Date,
}
table! { "bank_branches" bank_branches tenant: yes, keys { tenant_id: Uuid, bank: String, branch: String, }
    bank_kana: String, bank_name: String, branch_kana: String, branch_name: String,
}
table! { "pay_senders" pay_senders tenant: yes, keys { tenant_id: Uuid, version: i32, }
    sealed: String, masked: String, options: String, saved_by: Uuid, saved_at: DateTimeUtc,
}
table! { "pay_runs" pay_runs tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    fiscal_year: i32, seq: i32, title: String, pay_on: Date, together: bool, sender_version: i32, state: String,
    made_by: Uuid, made_at: DateTimeUtc, released_by: Option<Uuid>, released_at: Option<DateTimeUtc>, sent_by: Option<Uuid>,
    sent_at: Option<DateTimeUtc>, closed_at: Option<DateTimeUtc>, count: i32, total_yen: i64, file_hash: String, version: i32,
}
table! { "payments" payments tenant: yes, keys { tenant_id: Uuid, id: Uuid, }
    run_id: Uuid, number: i32, amount_yen: i64, account_id: Uuid, payee: String, masked: String, sealed: String, state: String,
    result_on: Option<Date>, reason: String,
}
table! { "payment_parts" payment_parts tenant: yes, keys { tenant_id: Uuid, payment_id: Uuid, award_id: Uuid, }
    amount_yen: i64, live_award_id: Option<Uuid>,
}
