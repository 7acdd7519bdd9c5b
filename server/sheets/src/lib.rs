//! Reads the cells of spreadsheets, with limits; runs in the child process.
