use super::{Given, Row, Whose, get, post};

// 国保中央会 looks at the cities that share with it, in its own house; whoever is of another one is not let in.
pub const ROWS: &[Row] = &[
    get("/t/{tenant}/adoption/sharing", Whose::Officers, Given::Page),
    post("/t/{tenant}/adoption/sharing", Whose::Administrators, Given::Elsewhere),
    get("/t/{tenant}/adoption/cities", Whose::Central, Given::Page),
    get("/t/{tenant}/adoption/cities/export", Whose::Central, Given::File),
    get("/t/{tenant}/adoption/cities/{city}", Whose::Central, Given::Page),
];
