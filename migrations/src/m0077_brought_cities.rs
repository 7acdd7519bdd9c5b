//! A city for which a prefecture asked stands with the request as one that comes along, so that it may leave by itself: those
//! that were brought along before are written down as those that follow
//! (`docs/decisions/0081-what-a-city-that-was-brought-along-may-do.md`).

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let named = match manager.get_database_backend() {
            DatabaseBackend::Postgres => {
                "SELECT 1 FROM jsonb_array_elements(r.request -> 'cities') city \
                 WHERE city ->> 'member' = c.member_id::text"
            }
            _ => {
                "SELECT 1 FROM json_each(r.request, '$.cities') city \
                 WHERE replace(json_extract(city.value, '$.member'), '-', '') = lower(hex(c.member_id))"
            }
        };
        // Each city that a request names and that comes along without one of its own, to that session or to the one that the
        // request was joined to.
        let asked = format!(
            "INSERT INTO demo_asked_cities (tenant_id, session_id, member_id, shared_with, municipality, name, lead, \
             state, people, note, asked_at, answered_at) \
             SELECT r.tenant_id, r.id, c.member_id, c.shared_with, r.shared_with, c.municipality, r.municipality, \
             'agreed', 0, '', c.joined_at, c.joined_at \
             FROM demo_sessions r JOIN demo_companions c ON c.tenant_id = r.tenant_id AND c.request_id IS NULL \
             WHERE (c.session_id = r.id OR EXISTS (SELECT 1 FROM demo_companions j \
             WHERE j.tenant_id = r.tenant_id AND j.session_id = c.session_id AND j.request_id = r.id)) \
             AND EXISTS ({named}) ON CONFLICT DO NOTHING"
        );
        // And to the request itself, where that was joined: it leaves both.
        let along = format!(
            "INSERT INTO demo_companions (tenant_id, session_id, member_id, shared_with, lead_with, municipality, \
             people, joined_at) \
             SELECT r.tenant_id, r.id, c.member_id, c.shared_with, r.shared_with, c.municipality, 0, c.joined_at \
             FROM demo_sessions r JOIN demo_companions j ON j.tenant_id = r.tenant_id AND j.request_id = r.id \
             JOIN demo_companions c ON c.tenant_id = r.tenant_id AND c.session_id = j.session_id \
             AND c.request_id IS NULL WHERE EXISTS ({named}) ON CONFLICT DO NOTHING"
        );
        match manager.get_database_backend() {
            DatabaseBackend::Postgres => {
                let lines = format!("PERFORM set_config('app.system', 'on', true); {asked}; {along}");
                connection.execute_unprepared(&format!("DO $$ BEGIN {lines}; END $$")).await?;
            }
            _ => {
                for line in [asked, along] {
                    connection.execute_unprepared(&line).await?;
                }
            }
        }
        Ok(())
    }
}
