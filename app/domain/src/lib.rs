//! The rules of the work: pure types, parsers, state machines.
