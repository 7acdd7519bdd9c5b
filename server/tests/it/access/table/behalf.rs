use super::{Given, Row, Whose, get, post, upload};

// What is sample is a draft that a clerk enters: there is no receipt, and nothing to withdraw.
pub const ROWS: &[Row] = &[
    get("/t/{tenant}/behalf", Whose::Clerks, Given::Page),
    get("/t/{tenant}/behalf/offices/{office}", Whose::Clerks, Given::Page),
    post("/t/{tenant}/behalf/offices/{office}", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/behalf/{application}", Whose::Clerks, Given::Page),
    get("/t/{tenant}/behalf/{application}/arrival", Whose::Clerks, Given::Page),
    post("/t/{tenant}/behalf/{application}/arrival", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/behalf/{application}/{task}", Whose::Clerks, Given::Page),
    post("/t/{tenant}/behalf/{application}/{task}", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/behalf/{application}/documents", Whose::Clerks, Given::Page),
    get("/t/{tenant}/behalf/{application}/documents/{document}", Whose::Clerks, Given::Page),
    upload("/t/{tenant}/behalf/{application}/documents/{document}", Whose::Clerks, Given::Rejected),
    post("/t/{tenant}/behalf/{application}/documents/{document}/reuse", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/behalf/{application}/attachments/{attachment}", Whose::Clerks, Given::File),
    post("/t/{tenant}/behalf/{application}/attachments/{attachment}/page", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/behalf/{application}/attachments/{attachment}/removal", Whose::Clerks, Given::Page),
    post(
        "/t/{tenant}/behalf/{application}/attachments/{attachment}/removal",
        Whose::Clerks,
        Given::Elsewhere,
    ),
    get("/t/{tenant}/behalf/{application}/check", Whose::Clerks, Given::Elsewhere),
    post("/t/{tenant}/behalf/{application}/check", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/behalf/{application}/receipt", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/behalf/{application}/receipt.pdf", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/behalf/{application}/copy.pdf", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/behalf/{application}/withdrawal", Whose::Clerks, Given::Elsewhere),
    post("/t/{tenant}/behalf/{application}/withdrawal", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/behalf/{application}/disposal", Whose::Clerks, Given::Page),
    post("/t/{tenant}/behalf/{application}/disposal", Whose::Clerks, Given::Elsewhere),
];
