use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] =
    &[get("/dev/elements", Whose::Everybody, Given::Page), get("/demo", Whose::Everybody, Given::Page), post("/demo/become", Whose::Everybody, Given::NotFound)];
