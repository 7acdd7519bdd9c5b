use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/", Whose::Everybody, Given::Page),
    get("/home", Whose::SignedIn, Given::Elsewhere),
    get("/t/{tenant}", Whose::Officers, Given::Page),
    get("/t/{tenant}/my", Whose::Applicants, Given::Page),
    get("/kept/{form}", Whose::Owner, Given::Page),
    get("/accessibility", Whose::Everybody, Given::Page),
    get("/accessibility/report.csv", Whose::Everybody, Given::File),
    get("/manual", Whose::Everybody, Given::Page),
    get("/manual/{manual}", Whose::Everybody, Given::Page),
    get("/healthz", Whose::Everybody, Given::File),
    get("/assets/{file}", Whose::Everybody, Given::File),
    post("/text-size", Whose::Everybody, Given::Elsewhere),
];
