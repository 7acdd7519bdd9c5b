use super::{Given, Row, Whose, get, post, upload};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/campaigns/ready", Whose::Clerks, Given::Page),
    get("/t/{tenant}/campaigns/ready/{ready}", Whose::Clerks, Given::Page),
    post("/t/{tenant}/campaigns/ready/{ready}", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/campaigns/forward", Whose::Clerks, Given::Page),
    post("/t/{tenant}/campaigns/forward", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/campaigns/kit", Whose::Clerks, Given::Page),
    upload("/t/{tenant}/campaigns/kit", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/campaigns/{campaign}/kit", Whose::Clerks, Given::Page),
    get("/t/{tenant}/campaigns/{campaign}/kit.json", Whose::Clerks, Given::File),
    get("/t/{tenant}/campaigns/{campaign}/proof", Whose::Officers, Given::Page),
    get("/t/{tenant}/campaigns/{campaign}/proof/export", Whose::Officers, Given::File),
    get("/t/{tenant}/campaigns/{campaign}/proof.pdf", Whose::Officers, Given::File),
];
