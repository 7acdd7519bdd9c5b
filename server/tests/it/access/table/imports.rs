use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/imports", Whose::Officers, Given::Page),
    get("/t/{tenant}/imports/new", Whose::Keepers, Given::Page),
    Row {
        method: "POST",
        path: "/t/{tenant}/imports/new",
        whose: Whose::Keepers,
        given: Given::Rejected,
        upload: true,
    },
    get("/t/{tenant}/imports/{batch}", Whose::Officers, Given::Page),
    get("/t/{tenant}/imports/{batch}/reading", Whose::Keepers, Given::Page),
    post("/t/{tenant}/imports/{batch}/reading", Whose::Keepers, Given::Rejected),
    post("/t/{tenant}/imports/{batch}/confirmation", Whose::Keepers, Given::Elsewhere),
    post("/t/{tenant}/imports/{batch}/commit", Whose::Keepers, Given::Elsewhere),
    post("/t/{tenant}/imports/{batch}/discarding", Whose::Keepers, Given::Elsewhere),
    get("/t/{tenant}/imports/{batch}/rows/{sheet}/{row}", Whose::Keepers, Given::Page),
    post("/t/{tenant}/imports/{batch}/rows/{sheet}/{row}", Whose::Keepers, Given::Elsewhere),
    get("/t/{tenant}/imports/{batch}/services", Whose::Keepers, Given::Page),
    post("/t/{tenant}/imports/{batch}/services", Whose::Keepers, Given::Elsewhere),
    post("/t/{tenant}/imports/{batch}/adopters/{seq}", Whose::Keepers, Given::Elsewhere),
    get("/t/{tenant}/imports/{batch}/messages.xlsx", Whose::Keepers, Given::File),
    post("/t/{tenant}/imports/{batch}/stop", Whose::Keepers, Given::Elsewhere),
    get("/t/{tenant}/imports/{batch}/undo", Whose::Keepers, Given::Page),
    post("/t/{tenant}/imports/{batch}/undo", Whose::Keepers, Given::Elsewhere),
    get("/t/{tenant}/imports/{batch}/file", Whose::Officers, Given::File),
];
