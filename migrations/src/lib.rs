//! The schema: one change a file.
