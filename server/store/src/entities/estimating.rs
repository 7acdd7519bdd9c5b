//! What the estimate (試算) assumes, and 補助制度: read by everybody, written by 国保中央会.

table! { "simulator_assumptions" simulator_assumptions tenant: no, keys { id: Uuid, }
    parameter: String, cautious: i64, standard: i64, generous: i64, valid_from: Date, source: String, note: String,
    house: Option<Uuid>, recorded_by: Option<Uuid>, recorded_at: DateTimeUtc,
    follows: Option<Uuid>,
}
table! { "schemes" schemes tenant: no, keys { id: Uuid, }
    name: String, runs: String, takers: String, pays_for: String, amount: String, next: String,
    prefecture: Option<i32>, ends_on: Option<Date>, source: String, url: String, as_of: Date,
    put_away_at: Option<DateTimeUtc>, house: Option<Uuid>, edited_by: Option<Uuid>, edited_at: DateTimeUtc,
    version: i32,
}
