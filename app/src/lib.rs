//! Everything a person sees, rendered on the server.
