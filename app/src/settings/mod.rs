//! What an administrator keeps besides people: settings, closed days, roles in words, tenants that are opened.

mod api_keys;
mod cities;
mod closed_days;
mod decisions;
mod opening;
mod overview;
mod roles;
mod routing;
mod sender;

pub use api_keys::{ApiKeyLine, ApiKeyPage, ApiKeysPage, KeyState, NewApiKeyPage};
pub use cities::{CitiesPage, CityFormPage, CityFormView, CityLine, CityPage, CityView};
pub use closed_days::{CalendarLine, ClosedDaysPage, ClosedDaysView};
pub use decisions::{ApproverLine, DecisionSettings, DecisionSettingsPage, RecorderLine, SubstituteLine};
pub use opening::{OpenedLine, OpenedTenantsPage, OpeningPage};
pub use overview::{ChainState, Kept, Overview, OverviewPage};
pub use roles::RolesPage;
pub use routing::{RoutingFormPage, RoutingFormView, RoutingLine, RoutingPage, RoutingView};
pub use sender::{SenderPage, SenderView};
