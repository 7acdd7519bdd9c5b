//! Charts: drawn on the server from numbers, as SVG without a script and without a style of its own.
//!
//! A [`Figure`] says in one sentence what its drawing shows, and carries the numbers as a table; the drawing takes its name
//! from it, so it is given the same `id`. A drawing is 720 units wide and twelve pixels high in its letters on a telephone of
//! 360 pixels. What a colour tells apart, a pattern or a shape tells as well.

mod bars;
mod figure;
mod funnel;
mod layout;
mod lines;
mod network_map;
mod tile_map;

pub use bars::{Bar, BarChart, Fill};
pub use figure::{Figure, Numbers};
pub use funnel::FunnelChart;
pub use layout::Scale;
pub use lines::{Line, LineChart, Point};
pub use network_map::{GAP, GROUND, Mark, NetworkMap, Spot, Tie};
pub use tile_map::{CLASSES, PLACES, Tile, TileMap, classes, spans};
