use super::{Given, Row, Whose, get, post};

// What is sample is not over and cannot be closed; what was closed is the year before.
pub const ROWS: &[Row] = &[
    get("/t/{tenant}/records", Whose::Officers, Given::Page),
    get("/t/{tenant}/arrivals", Whose::Officers, Given::Page),
    get("/t/{tenant}/arrivals/export", Whose::Officers, Given::File),
    post("/t/{tenant}/arrivals/count", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/year-end/{fiscal_year}", Whose::Officers, Given::Page),
    get("/t/{tenant}/year-end/{fiscal_year}/export", Whose::Officers, Given::File),
    get("/t/{tenant}/year-end/{fiscal_year}/closing", Whose::Approvers, Given::Page),
    post("/t/{tenant}/year-end/{fiscal_year}/closing", Whose::Approvers, Given::Rejected),
    get("/t/{tenant}/year-end/{fiscal_year}/reopening", Whose::Approvers, Given::Page),
    post("/t/{tenant}/year-end/{fiscal_year}/reopening", Whose::Approvers, Given::Rejected),
    get("/t/{tenant}/year-end/{fiscal_year}/closings/{closing}", Whose::Officers, Given::Page),
    get("/t/{tenant}/year-end/{fiscal_year}/closings/{closing}/export", Whose::Officers, Given::File),
];
