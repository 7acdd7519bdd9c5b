//! 普及状況 across cities: with whom a city shares its counts, and what federations, prefectures and 国保中央会 see of
//! those that do.

mod cities;
mod city;
mod headway;
mod sharing;
mod tables;

pub use cities::{CitiesPage, CitiesView, CityLine, PrefectureLine};
pub use city::{CityPage, CityView};
pub use headway::HeadwayView;
pub use sharing::{Compared, SharingPage, SharingView};
