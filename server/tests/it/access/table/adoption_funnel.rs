use super::{Given, Row, Whose, get};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/adoption/funnel", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/funnel/export", Whose::Officers, Given::File),
    get("/t/{tenant}/adoption/funnel/offices", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/funnel/offices/export", Whose::Officers, Given::File),
    get("/t/{tenant}/adoption/cohorts", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/cohorts/export", Whose::Officers, Given::File),
    get("/t/{tenant}/adoption/costs", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/costs/export", Whose::Officers, Given::File),
];
