use super::{Given, Row, Whose, get, post};

// What is sample waits for an approver; nothing else has had its time.
pub const ROWS: &[Row] = &[
    get("/t/{tenant}/year-end/{fiscal_year}/execution", Whose::Officers, Given::Page),
    get("/t/{tenant}/year-end/{fiscal_year}/execution/export", Whose::Officers, Given::File),
    get("/t/{tenant}/year-end/{fiscal_year}/publication", Whose::Officers, Given::Page),
    get("/t/{tenant}/year-end/{fiscal_year}/publication/export", Whose::Officers, Given::File),
    get("/t/{tenant}/year-end/{fiscal_year}/results", Whose::Officers, Given::Page),
    get("/t/{tenant}/year-end/{fiscal_year}/results/export", Whose::Officers, Given::File),
    post("/t/{tenant}/year-end/{fiscal_year}/results/sending", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/county/{fiscal_year}", Whose::Prefecture, Given::Page),
    get("/t/{tenant}/county/{fiscal_year}/export", Whose::Prefecture, Given::File),
    get("/t/{tenant}/year-end/{fiscal_year}/request", Whose::Officers, Given::Page),
    get("/t/{tenant}/year-end/{fiscal_year}/request.pdf", Whose::Officers, Given::File),
    get("/t/{tenant}/records/people", Whose::Administrators, Given::Page),
    get("/t/{tenant}/records/people/{account}", Whose::Administrators, Given::Page),
    get("/t/{tenant}/records/people/{account}/data.zip", Whose::Administrators, Given::File),
    get("/t/{tenant}/records/disposals", Whose::Officers, Given::Page),
    post("/t/{tenant}/records/retention", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/records/disposals/new", Whose::Clerks, Given::Page),
    post("/t/{tenant}/records/disposals/new", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/records/disposals/{disposal}", Whose::Officers, Given::Page),
    get("/t/{tenant}/records/disposals/{disposal}/export", Whose::Officers, Given::File),
    post("/t/{tenant}/records/disposals/{disposal}/withdrawal", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/records/disposals/{disposal}/decision", Whose::Approvers, Given::Page),
    post("/t/{tenant}/records/disposals/{disposal}/decision", Whose::Approvers, Given::Rejected),
];
