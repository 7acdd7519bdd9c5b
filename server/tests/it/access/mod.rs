//! The access matrix: every route × every kind of person, with exact status and kind of answer.
