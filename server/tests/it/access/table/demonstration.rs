use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] =
    &[get("/demo", Whose::Everybody, Given::Page), post("/demo/become", Whose::Everybody, Given::NotFound)];
