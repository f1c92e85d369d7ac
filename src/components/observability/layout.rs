//! Where the widgets of a dashboard stand.
//!
//! A dashboard is read at a glance: it fits one screen. A screen is the 24 columns of CloudWatch's grid and 24 of its rows. The
//! state of the alarms is the top; below it each layer of the system has its own rows, from the user to the data.

use crate::facts::cloudwatch::DASHBOARD_COLUMNS;

use super::signal::Layer;

/// Rows of a screen.
pub(super) const SCREEN_ROWS: u32 = 24;
/// Rows of what stands on top.
pub(super) const TOP_ROWS: u32 = 3;
/// The fewest rows in which a graph can be read.
const LEAST_HEIGHT: u32 = 3;
/// The most rows of a graph.
const MOST_HEIGHT: u32 = 6;
/// The most graphs beside each other; with more layers than rows, the narrower.
const BESIDE: [u32; 2] = [6, 8];

/// A widget's place in the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Columns from the left.
    pub x: u32,
    /// Rows from the top.
    pub y: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// A place for each graph of the layers, which stand in order; none for those that the screen has no room for.
pub(super) fn places(layers: &[Layer]) -> Vec<Option<Place>> {
    let most_rows = (SCREEN_ROWS - TOP_ROWS) / LEAST_HEIGHT;
    let [wide, narrow] = BESIDE.map(|beside| rows(layers, beside));
    let rows = if wide.len() as u32 <= most_rows { wide } else { narrow };
    let height = ((SCREEN_ROWS - TOP_ROWS) / (rows.len() as u32).clamp(1, most_rows)).min(MOST_HEIGHT);
    let mut places = Vec::new();
    for (at, count) in (0..).zip(rows) {
        let width = DASHBOARD_COLUMNS / count;
        for column in 0..count {
            // The last takes what the division leaves over.
            let rest = if column + 1 == count { DASHBOARD_COLUMNS % count } else { 0 };
            let place = Place { x: column * width, y: TOP_ROWS + at * height, width: width + rest, height };
            places.push((at < most_rows).then_some(place));
        }
    }
    places
}

/// How many graphs stand in each row: a layer begins a row, and its rows are evenly filled.
fn rows(layers: &[Layer], beside: u32) -> Vec<u32> {
    let mut rows = Vec::new();
    for layer in layers.chunk_by(|a, b| a == b) {
        let count = layer.len() as u32;
        let needed = count.div_ceil(beside);
        rows.extend((0..needed).map(|row| count / needed + u32::from(row < count % needed)));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However many graphs the layers have, none overlaps another or leaves the screen.
    #[test]
    fn widgets_stay_on_the_screen_and_apart() {
        let all = [Layer::Business, Layer::Routing, Layer::Api, Layer::Compute, Layer::Cache, Layer::Data];
        for count in 0..14 {
            let layers: Vec<Layer> = all.iter().flat_map(|layer| vec![*layer; count]).collect();
            let mut taken = std::collections::BTreeSet::new();
            let places = places(&layers);
            assert_eq!(places.len(), layers.len());
            for place in places.into_iter().flatten() {
                assert!(place.width > 0 && place.height >= LEAST_HEIGHT && place.y >= TOP_ROWS);
                assert!(
                    place.x + place.width <= DASHBOARD_COLUMNS && place.y + place.height <= SCREEN_ROWS,
                    "{place:?}"
                );
                for x in place.x..place.x + place.width {
                    assert!((place.y..place.y + place.height).all(|y| taken.insert((x, y))), "{count}: {place:?}");
                }
            }
        }
    }

    #[test]
    fn rows_are_filled_evenly() {
        assert_eq!(rows(&[Layer::Api; 7], 6), [4, 3]);
        assert_eq!(rows(&[Layer::Api, Layer::Api, Layer::Data], 6), [2, 1]);
    }
}
