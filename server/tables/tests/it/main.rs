//! What is written is opened again by the reader of `sheets`, and looked at in the parts of the container.

mod annotated;
mod register;
mod round_trip;
mod support;
mod workbook;
