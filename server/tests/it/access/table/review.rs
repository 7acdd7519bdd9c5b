use super::{Given, Row, Whose, get, post, upload};

// What is sample was received and nobody has taken it up: there is nothing to correct, propose or decide. Notices are
// of another sample, which was decided.
pub const ROWS: &[Row] = &[
    get("/t/{tenant}/applications", Whose::Officers, Given::Page),
    get("/t/{tenant}/applications/export", Whose::Officers, Given::File),
    get("/t/{tenant}/applications/{application}", Whose::Officers, Given::Page),
    post("/t/{tenant}/applications/{application}/assignment", Whose::Reviewers, Given::Rejected),
    post("/t/{tenant}/applications/{application}/checks", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/applications/{application}/correction", Whose::Clerks, Given::Elsewhere),
    post("/t/{tenant}/applications/{application}/correction", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/applications/{application}/proposal", Whose::Clerks, Given::Elsewhere),
    post("/t/{tenant}/applications/{application}/proposal", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/applications/{application}/decision", Whose::Approvers, Given::Elsewhere),
    post("/t/{tenant}/applications/{application}/decision", Whose::Approvers, Given::Rejected),
    get("/t/{tenant}/applications/{application}/notice.pdf", Whose::Officers, Given::File),
    get("/t/{tenant}/notices", Whose::Officers, Given::Page),
    get("/t/{tenant}/notices/bundle", Whose::Officers, Given::File),
    get("/t/{tenant}/notices/{notice}/void", Whose::Clerks, Given::Page),
    post("/t/{tenant}/notices/{notice}/void", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/notices/wordings/{kind}", Whose::Keepers, Given::Page),
    post("/t/{tenant}/notices/wordings/{kind}", Whose::Keepers, Given::Rejected),
    get("/t/{tenant}/packets", Whose::Officers, Given::Page),
    get("/t/{tenant}/packets/new", Whose::Clerks, Given::Page),
    post("/t/{tenant}/packets/new", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/packets/{packet}", Whose::Officers, Given::Page),
    get("/t/{tenant}/packets/{packet}/sheet.pdf", Whose::Officers, Given::File),
    get("/t/{tenant}/packets/{packet}/export", Whose::Officers, Given::File),
    // Of another sample, which was decided on paper.
    get("/t/{tenant}/packets/{packet}/scan", Whose::Officers, Given::File),
    get("/t/{tenant}/packets/{packet}/decision", Whose::Approvers, Given::Page),
    post("/t/{tenant}/packets/{packet}/decision", Whose::Approvers, Given::Rejected),
    get("/t/{tenant}/packets/{packet}/record", Whose::Clerks, Given::Page),
    upload("/t/{tenant}/packets/{packet}/record", Whose::Clerks, Given::Rejected),
    post("/t/{tenant}/packets/{packet}/dissolution", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/my/applications/{application}/notice.pdf", Whose::Owner, Given::File),
];
