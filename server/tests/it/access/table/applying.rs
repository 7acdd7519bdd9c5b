use super::{Given, Row, Whose, get, post, upload};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/my/offices/{office}/contacts", Whose::Owner, Given::Page),
    post("/t/{tenant}/my/offices/{office}/contacts", Whose::Owner, Given::Elsewhere),
    get("/t/{tenant}/my/programmes/{programme}/applications/new", Whose::Applicants, Given::Page),
    post("/t/{tenant}/my/programmes/{programme}/applications/new", Whose::Applicants, Given::Rejected),
    get("/t/{tenant}/my/programmes/{programme}/applications", Whose::Applicants, Given::Page),
    get("/t/{tenant}/my/programmes/{programme}/applications/{task}", Whose::Owner, Given::Page),
    post("/t/{tenant}/my/programmes/{programme}/applications/{task}", Whose::Owner, Given::Rejected),
    get("/t/{tenant}/my/programmes/{programme}/applications/documents", Whose::Owner, Given::Page),
    get("/t/{tenant}/my/programmes/{programme}/applications/documents/{document}", Whose::Owner, Given::Page),
    upload(
        "/t/{tenant}/my/programmes/{programme}/applications/documents/{document}",
        Whose::Owner,
        Given::Rejected,
    ),
    // The sample has nothing that is complete.
    get("/t/{tenant}/my/programmes/{programme}/applications/check", Whose::Owner, Given::Elsewhere),
    post("/t/{tenant}/my/programmes/{programme}/applications/check", Whose::Owner, Given::Elsewhere),
    get("/t/{tenant}/my/applications/{application}", Whose::Owner, Given::Page),
    get("/t/{tenant}/my/applications/{application}/{task}", Whose::Owner, Given::Page),
    post("/t/{tenant}/my/applications/{application}/{task}", Whose::Owner, Given::Rejected),
    get("/t/{tenant}/my/applications/{application}/documents", Whose::Owner, Given::Page),
    get("/t/{tenant}/my/applications/{application}/documents/{document}", Whose::Owner, Given::Page),
    upload("/t/{tenant}/my/applications/{application}/documents/{document}", Whose::Owner, Given::Rejected),
    get("/t/{tenant}/my/applications/{application}/attachments/{attachment}", Whose::Owner, Given::File),
    get(
        "/t/{tenant}/my/applications/{application}/attachments/{attachment}/removal",
        Whose::Owner,
        Given::Page,
    ),
    post(
        "/t/{tenant}/my/applications/{application}/attachments/{attachment}/removal",
        Whose::Owner,
        Given::Elsewhere,
    ),
    // What is sample is a draft: there is nothing to look over, nothing to withdraw. Receipt and copy are of another sample.
    get("/t/{tenant}/my/applications/{application}/check", Whose::Owner, Given::Elsewhere),
    post("/t/{tenant}/my/applications/{application}/check", Whose::Owner, Given::Rejected),
    get("/t/{tenant}/my/applications/{application}/receipt", Whose::Owner, Given::Page),
    get("/t/{tenant}/my/applications/{application}/copy.pdf", Whose::Owner, Given::File),
    get("/t/{tenant}/my/applications/{application}/withdrawal", Whose::Owner, Given::Elsewhere),
    post("/t/{tenant}/my/applications/{application}/withdrawal", Whose::Owner, Given::Elsewhere),
    get("/t/{tenant}/my/applications/{application}/disposal", Whose::Owner, Given::Page),
    post("/t/{tenant}/my/applications/{application}/disposal", Whose::Owner, Given::Elsewhere),
];
