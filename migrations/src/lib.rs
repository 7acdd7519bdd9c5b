//! The schema: one change a file, for SQLite and PostgreSQL.
//!
//! Every table of a tenant carries `tenant_id` in its primary key and in every foreign key, and on PostgreSQL
//! stands under forced row-level security ([`secure`]).

#![allow(clippy::wildcard_imports, reason = "a migration reads as the words of the schema")]

mod m0001_accounts;
mod m0002_foundations;
mod m0003_offices;
mod m0004_imports;
mod m0005_subsidies;
mod m0006_demos;
mod m0007_campaigns;
mod m0008_operations;
mod m0009_settings;
mod m0010_behalf;
mod m0011_initiative;
mod m0012_imports;
mod m0013_adoption;
mod m0014_contacts;
mod m0015_mergers;
mod m0016_import_size;
mod m0018_programmes;
mod m0019_desk;
mod m0020_decisions;
mod m0021_notices;
mod m0022_kept_forms;
mod m0023_awards;
mod m0024_payments;
mod m0025_records;
mod m0026_consultations;
mod m0027_booking;
mod m0028_coming;
mod m0029_dispatch;
mod m0030_plans;
mod m0031_correction_letters;
mod m0032_mailings;
mod m0033_surveys;
mod m0034_campaigns;
mod m0035_materials;
mod m0036_sending;
mod m0037_follow_up;
mod m0038_occasions_waiting;
mod m0039_inquiries;
mod m0040_published_rates;
mod m0041_adoption_counts;
mod m0042_office_groups;
mod m0043_simulator;
mod m0044_event_tables;
mod m0045_public_progress;
mod m0049_waiting_ends;
mod m0050_blanked_accounts;
mod m0052_recorded_waiting_ends;
mod m0053_accounts_and_sweep;
mod m0054_occasion_resources;
mod m0055_activity_associations;
mod m0056_applied_evidence;
mod m0057_software_since;
mod m0058_order_costs;
mod m0059_event_table_columns;
mod m0060_confirmations;
mod m0061_api_keys;
mod m0062_topics;
mod m0063_replies;
mod m0064_settings_asked_once;
mod m0065_shared_headway;
mod m0067_left_cities;
mod m0068_second_person_and_marks;
mod m0069_instalments;
mod m0070_rows_of_an_import;
mod m0072_next_in_turn;
mod m0073_outreach_in_turn;
mod m0074_what_an_import_keeps_up;
mod m0075_asked_and_taken_back;
mod m0076_words_and_appointments;
mod m0077_brought_cities;
mod m0078_web_notices;
mod m0079_as_it_was;
mod m0080_lanes_of_jobs;
mod m0081_orders_of_the_desk;
mod m0082_drafts_and_telephones;
mod m0083_held_places;
mod m0084_shared_columns;
mod m0085_what_a_case_has_in_common;
mod m0088_members_that_rest;
mod m0089_the_tally_from_an_index;
mod m0090_one_receipt_for_several;
mod m0092_lists_saved_once;
mod m0098_waiting_beside;
mod tables;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Runs the schema's changes in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_foundations::Migration),
            Box::new(m0003_offices::Migration),
            Box::new(m0004_imports::Migration),
            Box::new(m0005_subsidies::Migration),
            Box::new(m0006_demos::Migration),
            Box::new(m0007_campaigns::Migration),
            Box::new(m0008_operations::Migration),
            Box::new(m0009_settings::Migration),
            Box::new(m0010_behalf::Migration),
            Box::new(m0011_initiative::Migration),
            Box::new(m0012_imports::Migration),
            Box::new(m0013_adoption::Migration),
            Box::new(m0014_contacts::Migration),
            Box::new(m0015_mergers::Migration),
            Box::new(m0016_import_size::Migration),
            Box::new(m0018_programmes::Migration),
            Box::new(m0019_desk::Migration),
            Box::new(m0020_decisions::Migration),
            Box::new(m0021_notices::Migration),
            Box::new(m0022_kept_forms::Migration),
            Box::new(m0023_awards::Migration),
            Box::new(m0024_payments::Migration),
            Box::new(m0025_records::Migration),
            Box::new(m0026_consultations::Migration),
            Box::new(m0027_booking::Migration),
            Box::new(m0028_coming::Migration),
            Box::new(m0029_dispatch::Migration),
            Box::new(m0030_plans::Migration),
            Box::new(m0031_correction_letters::Migration),
            Box::new(m0032_mailings::Migration),
            Box::new(m0033_surveys::Migration),
            Box::new(m0034_campaigns::Migration),
            Box::new(m0035_materials::Migration),
            Box::new(m0036_sending::Migration),
            Box::new(m0037_follow_up::Migration),
            Box::new(m0038_occasions_waiting::Migration),
            Box::new(m0039_inquiries::Migration),
            Box::new(m0040_published_rates::Migration),
            Box::new(m0041_adoption_counts::Migration),
            Box::new(m0042_office_groups::Migration),
            Box::new(m0043_simulator::Migration),
            Box::new(m0044_event_tables::Migration),
            Box::new(m0045_public_progress::Migration),
            Box::new(m0049_waiting_ends::Migration),
            Box::new(m0050_blanked_accounts::Migration),
            Box::new(m0052_recorded_waiting_ends::Migration),
            Box::new(m0053_accounts_and_sweep::Migration),
            Box::new(m0054_occasion_resources::Migration),
            Box::new(m0055_activity_associations::Migration),
            Box::new(m0056_applied_evidence::Migration),
            Box::new(m0057_software_since::Migration),
            Box::new(m0058_order_costs::Migration),
            Box::new(m0059_event_table_columns::Migration),
            Box::new(m0060_confirmations::Migration),
            Box::new(m0061_api_keys::Migration),
            Box::new(m0062_topics::Migration),
            Box::new(m0063_replies::Migration),
            Box::new(m0064_settings_asked_once::Migration),
            Box::new(m0065_shared_headway::Migration),
            Box::new(m0067_left_cities::Migration),
            Box::new(m0068_second_person_and_marks::Migration),
            Box::new(m0069_instalments::Migration),
            Box::new(m0070_rows_of_an_import::Migration),
            Box::new(m0072_next_in_turn::Migration),
            Box::new(m0073_outreach_in_turn::Migration),
            Box::new(m0074_what_an_import_keeps_up::Migration),
            Box::new(m0075_asked_and_taken_back::Migration),
            Box::new(m0076_words_and_appointments::Migration),
            Box::new(m0077_brought_cities::Migration),
            Box::new(m0078_web_notices::Migration),
            Box::new(m0079_as_it_was::Migration),
            Box::new(m0080_lanes_of_jobs::Migration),
            Box::new(m0081_orders_of_the_desk::Migration),
            Box::new(m0082_drafts_and_telephones::Migration),
            Box::new(m0083_held_places::Migration),
            Box::new(m0084_shared_columns::Migration),
            Box::new(m0085_what_a_case_has_in_common::Migration),
            Box::new(m0088_members_that_rest::Migration),
            Box::new(m0089_the_tally_from_an_index::Migration),
            Box::new(m0090_one_receipt_for_several::Migration),
            Box::new(m0092_lists_saved_once::Migration),
            Box::new(m0098_waiting_beside::Migration),
        ]
    }
}
