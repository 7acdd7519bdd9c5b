use super::{Given, Row, Whose, get, post, upload};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/adoption/public", Whose::Officers, Given::Page),
    post("/t/{tenant}/adoption/public", Whose::Clerks, Given::Rejected),
    post("/t/{tenant}/adoption/public/switch", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/public/progress", Whose::Everybody, Given::Page),
    get("/t/{tenant}/public/progress/data.csv", Whose::Everybody, Given::File),
    get("/t/{tenant}/public/progress/definitions.csv", Whose::Everybody, Given::File),
    get("/t/{tenant}/public/progress/data.json", Whose::Everybody, Given::File),
    get("/t/{tenant}/voices", Whose::Officers, Given::Page),
    get("/t/{tenant}/voices/export", Whose::Officers, Given::File),
    get("/t/{tenant}/voices/new", Whose::Clerks, Given::Page),
    post("/t/{tenant}/voices/new", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/voices/{voice}", Whose::Officers, Given::Page),
    get("/t/{tenant}/voices/{voice}/edit", Whose::Clerks, Given::Page),
    post("/t/{tenant}/voices/{voice}/edit", Whose::Clerks, Given::Rejected),
    post("/t/{tenant}/voices/{voice}/withdrawal", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/my/voices", Whose::Applicants, Given::Page),
    get("/t/{tenant}/my/voices/{voice}", Whose::Applicants, Given::Page),
    get("/t/{tenant}/demos/plans/kit", Whose::Federation, Given::Page),
    upload("/t/{tenant}/demos/plans/kit", Whose::Federation, Given::Rejected),
];
