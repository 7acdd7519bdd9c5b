//! The program hiromeru: routes, jobs, mail, files, configuration.

mod accounts;
pub mod actor;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod download;
pub mod error;
mod home;
mod imports;
pub mod jobs;
pub mod keys;
mod kill;
pub mod mail;
pub mod navigation;
mod offices;
pub mod page;
pub mod passwords;
pub mod posted;
pub mod routes;
pub mod routing;
mod signing_in;
pub mod storage;
mod subsidies;
pub mod visit;
pub mod web;
