//! Notices and forms of the work, as PDF.
