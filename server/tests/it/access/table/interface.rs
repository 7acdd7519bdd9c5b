use super::{Given, Row, Whose, get};

pub const ROWS: &[Row] = &[
    get("/api/v1/openapi.json", Whose::Everybody, Given::File),
    get("/api/v1/{tenant}/offices", Whose::Everybody, Given::KeyNeeded),
    get("/api/v1/{tenant}/applications", Whose::Everybody, Given::KeyNeeded),
    get("/api/v1/{tenant}/payments", Whose::Everybody, Given::KeyNeeded),
    get("/api/v1/{tenant}/adoption", Whose::Everybody, Given::KeyNeeded),
    get("/api/v1/{tenant}/sessions", Whose::Everybody, Given::KeyNeeded),
    get("/api/v1/{tenant}/changes", Whose::Everybody, Given::KeyNeeded),
];
