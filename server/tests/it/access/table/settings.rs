use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/settings", Whose::Administrators, Given::Page),
    get("/t/{tenant}/settings/sender", Whose::Administrators, Given::Page),
    post("/t/{tenant}/settings/sender", Whose::Administrators, Given::Rejected),
    get("/t/{tenant}/settings/closed-days", Whose::Administrators, Given::Page),
    post("/t/{tenant}/settings/closed-days", Whose::Administrators, Given::Rejected),
    post("/t/{tenant}/settings/closed-days/removal", Whose::Administrators, Given::Elsewhere),
    get("/t/{tenant}/settings/decisions", Whose::Administrators, Given::Page),
    post("/t/{tenant}/settings/decisions", Whose::Administrators, Given::Elsewhere),
    post("/t/{tenant}/settings/decisions/substitutes", Whose::Administrators, Given::Rejected),
    post("/t/{tenant}/settings/decisions/substitutes/removal", Whose::Administrators, Given::Elsewhere),
    get("/t/{tenant}/settings/roles", Whose::Officers, Given::Page),
    get("/t/{tenant}/audit", Whose::Administrators, Given::Page),
    get("/t/{tenant}/audit/export", Whose::Administrators, Given::File),
    post("/t/{tenant}/audit/verification", Whose::Administrators, Given::Elsewhere),
    get("/t/{tenant}/audit/applications/{application}", Whose::Administrators, Given::Page),
    get("/t/{tenant}/audit/offices/{office}", Whose::Administrators, Given::Page),
    get("/t/{tenant}/tenants", Whose::Openers, Given::Page),
    get("/t/{tenant}/tenants/new", Whose::Openers, Given::Page),
    post("/t/{tenant}/tenants/new", Whose::Openers, Given::Rejected),
];
