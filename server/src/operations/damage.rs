//! What a verification can find.

use std::fmt;

/// What happened to bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// They are not there.
    Missing,
    /// They are not what they were.
    Changed,
}

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// A part of a backup.
    Part {
        /// Its name in the file.
        name: String,
        /// What happened.
        harm: Harm,
    },
    /// A stored file.
    File {
        /// `{tenant}/{id}`, its place below the folder of files.
        place: String,
        /// What happened.
        harm: Harm,
    },
    /// A chain of events.
    Chain {
        /// The tenant's word in routes, or its id.
        tenant: String,
        /// The first event that does not fit.
        seq: i64,
    },
    /// A chain that is whole, and is not the one that a backup saw.
    Rewritten {
        /// The tenant's id.
        tenant: String,
        /// Where it ended in the backup.
        seq: i64,
    },
}

impl fmt::Display for Harm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
        })
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Part { name, harm } => write!(out, "part {name}: {harm}"),
            Self::File { place, harm } => write!(out, "file {place}: {harm}"),
            Self::Chain { tenant, seq } => {
                write!(out, "events of {tenant}: the chain is broken first at number {seq}")
            }
            Self::Rewritten { tenant, seq } => {
                write!(out, "events of {tenant}: number {seq} is not the one that the backup has")
            }
        }
    }
}
