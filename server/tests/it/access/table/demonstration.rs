use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/dev/elements", Whose::Everybody, Given::Page),
    get("/demo", Whose::Everybody, Given::Page),
    post("/demo/become", Whose::Everybody, Given::Elsewhere),
    get("/demo/lists/{list}", Whose::Everybody, Given::File),
    get("/outbox", Whose::Everybody, Given::Page),
    get("/outbox/{mail}", Whose::Everybody, Given::Page),
];
