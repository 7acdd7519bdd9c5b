use super::{Given, Row, Whose, get};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/applications/{application}/attachments/{attachment}", Whose::Officers, Given::File),
    get(
        "/t/{tenant}/applications/{application}/attachments/{attachment}/pages/{number}",
        Whose::Officers,
        Given::File,
    ),
];
