//! One binary that mirrors the routes.
