//! The design system: buttons, fields, tables, notices.
