use super::{Given, Row, Whose, get, post};

// What is sample was received and nobody has taken it up: there is nothing to correct, propose or decide. Notices are
// of another sample, which was decided.
pub const ROWS: &[Row] = &[
    get("/t/{tenant}/search", Whose::Officers, Given::Page),
    get("/t/{tenant}/applications", Whose::Officers, Given::Page),
    post("/t/{tenant}/applications/views", Whose::Officers, Given::Rejected),
    post("/t/{tenant}/applications/views/{view}/removal", Whose::Officers, Given::Elsewhere),
    post("/t/{tenant}/applications/bulk", Whose::Reviewers, Given::Rejected),
    get("/t/{tenant}/applications/bulk/{bulk}", Whose::Reviewers, Given::Page),
    post("/t/{tenant}/applications/bulk/{bulk}", Whose::Reviewers, Given::Rejected),
    post("/t/{tenant}/applications/bulk/{bulk}/undo", Whose::Reviewers, Given::Elsewhere),
    get("/t/{tenant}/applications/{application}", Whose::Officers, Given::Page),
    post("/t/{tenant}/applications/{application}/assignment", Whose::Reviewers, Given::Rejected),
    post("/t/{tenant}/applications/{application}/notes", Whose::Reviewers, Given::Rejected),
    post("/t/{tenant}/applications/{application}/flags", Whose::Reviewers, Given::Rejected),
    post("/t/{tenant}/applications/{application}/messages", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/my/applications/{application}/messages", Whose::Owner, Given::Page),
    post("/t/{tenant}/my/applications/{application}/messages", Whose::Owner, Given::Rejected),
    post("/t/{tenant}/applications/{application}/checks", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/applications/{application}/correction", Whose::Clerks, Given::Elsewhere),
    post("/t/{tenant}/applications/{application}/correction", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/applications/{application}/proposal", Whose::Clerks, Given::Elsewhere),
    post("/t/{tenant}/applications/{application}/proposal", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/applications/{application}/decision", Whose::Approvers, Given::Elsewhere),
    post("/t/{tenant}/applications/{application}/decision", Whose::Approvers, Given::Rejected),
    get("/t/{tenant}/applications/{application}/notice.pdf", Whose::Officers, Given::File),
    get("/t/{tenant}/my/applications/{application}/notice.pdf", Whose::Owner, Given::File),
];
