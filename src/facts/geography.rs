//! Where users are: continents, countries and US states as Route 53's geolocation records name them, and distances.
//!
//! Coordinates are centroids to one degree, good enough to choose the nearest region, which is what they are for.

use super::table::{Row, Table};

const COUNTRIES: Table = Table::new(include_str!("tables/countries.tsv"));
const STATES: Table = Table::new(include_str!("tables/us-states.tsv"));

/// The continents of geolocation records, by code. Source: botocore 1.44.5, `GeoLocationContinentCode`; centroids by hand.
pub const CONTINENTS: [Continent; 7] = [
    Continent { code: "AF", name: "Africa", at: Point { latitude: 2.0, longitude: 20.0 } },
    Continent { code: "AN", name: "Antarctica", at: Point { latitude: -80.0, longitude: 0.0 } },
    Continent { code: "AS", name: "Asia", at: Point { latitude: 30.0, longitude: 95.0 } },
    Continent { code: "EU", name: "Europe", at: Point { latitude: 50.0, longitude: 15.0 } },
    Continent { code: "NA", name: "North America", at: Point { latitude: 40.0, longitude: -98.0 } },
    Continent { code: "OC", name: "Oceania", at: Point { latitude: -25.0, longitude: 140.0 } },
    Continent { code: "SA", name: "South America", at: Point { latitude: -15.0, longitude: -60.0 } },
];

/// A place on Earth in degrees, north and east positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// -90 to 90.
    pub latitude: f64,
    /// -180 to 180.
    pub longitude: f64,
}

impl Point {
    /// The distance along the surface in kilometres, on a sphere of 6,371 km.
    pub fn distance_km(self, other: Point) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_height = (to - from) / 2.0;
        let half_width = (other.longitude - self.longitude).to_radians() / 2.0;
        let chord = half_height.sin().powi(2) + from.cos() * to.cos() * half_width.sin().powi(2);
        2.0 * 6371.0 * chord.sqrt().min(1.0).asin()
    }
}

/// A continent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Continent {
    /// Route 53's code: `EU`.
    pub code: &'static str,
    /// `Europe`.
    pub name: &'static str,
    /// Where most of its people are, roughly.
    pub at: Point,
}

/// A country or territory of ISO 3166-1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Country {
    /// `DE`.
    pub code: &'static str,
    /// `Germany`.
    pub name: &'static str,
    /// Code of the continent whose geolocation record holds for it. AWS publishes no list; borderline cases (CY, TL) are a guess.
    pub continent: &'static str,
    /// Its centre.
    pub at: Point,
    /// False for the four territories that Route 53 has no location data for; it refuses records for them.
    pub geolocation: bool,
}

/// A state of the United States, or the District of Columbia.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// `CA`.
    pub code: &'static str,
    /// `California`.
    pub name: &'static str,
    /// Its centre.
    pub at: Point,
}

/// The continent with this code.
pub fn continent(code: &str) -> Option<&'static Continent> {
    CONTINENTS.iter().find(|continent| continent.code == code)
}

/// Every country, by code.
pub fn countries() -> impl Iterator<Item = Country> {
    COUNTRIES.rows().filter_map(decode_country)
}

/// The country with this code.
pub fn country(code: &str) -> Option<Country> {
    COUNTRIES.find(code).and_then(decode_country)
}

/// Every US state, by code.
pub fn states() -> impl Iterator<Item = State> {
    STATES.rows().filter_map(decode_state)
}

/// The US state with this code.
pub fn state(code: &str) -> Option<State> {
    STATES.find(code).and_then(decode_state)
}

fn decode_country(row: Row) -> Option<Country> {
    let mut cells = row.cells();
    Some(Country {
        code: cells.text()?,
        name: cells.text()?,
        continent: cells.text()?,
        at: Point { latitude: cells.number()?, longitude: cells.number()? },
        geolocation: cells.flag()?,
    })
}

fn decode_state(row: Row) -> Option<State> {
    let mut cells = row.cells();
    Some(State {
        code: cells.text()?,
        name: cells.text()?,
        at: Point { latitude: cells.number()?, longitude: cells.number()? },
    })
}

#[cfg(test)]
mod tests {
    use super::super::regions;
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn tables_are_well_formed_and_complete() {
        well_formed(COUNTRIES);
        well_formed(STATES);
        assert_eq!((countries().count(), COUNTRIES.rows().count()), (249, 249));
        assert_eq!((states().count(), STATES.rows().count()), (51, 51));
        for country in countries() {
            assert!(continent(country.continent).is_some(), "{}", country.code);
            assert!(country.at.latitude.abs() <= 90.0 && country.at.longitude.abs() <= 180.0, "{}", country.code);
        }
        for state in states() {
            assert!(state.at.distance_km(country("US").unwrap().at) < 6500.0, "{}", state.code);
        }
    }

    /// A slip in a sign or a digit would put a country on another continent.
    #[test]
    fn countries_lie_near_their_continent() {
        for country in countries() {
            let home = continent(country.continent).unwrap();
            assert!(
                home.at.distance_km(country.at) < 9500.0,
                "{} is {:.0} km off",
                country.code,
                home.at.distance_km(country.at)
            );
        }
    }

    #[test]
    fn regions_lie_in_their_country() {
        for region in regions::all() {
            let (Some(code), Some(at)) = (region.country, region.location) else { continue };
            let home = country(code).unwrap();
            assert_eq!(Some(home.continent), region.continent, "{}", region.code);
            assert!(
                home.at.distance_km(at) < 3500.0,
                "{} is {:.0} km from {code}",
                region.code,
                home.at.distance_km(at)
            );
        }
    }

    #[test]
    fn distances_are_those_of_an_atlas() {
        let ireland = regions::find("eu-west-1").unwrap().location.unwrap();
        let virginia = regions::find("us-east-1").unwrap().location.unwrap();
        assert!((ireland.distance_km(virginia) - 5460.0).abs() < 100.0, "{}", ireland.distance_km(virginia));
        assert_eq!(ireland.distance_km(virginia), virginia.distance_km(ireland));
        let poles = [90.0, -90.0].map(|latitude| Point { latitude, longitude: 0.0 });
        assert!((poles[0].distance_km(poles[1]) - 20_015.0).abs() < 1.0);
        assert!(country("GB").is_some_and(|country| country.geolocation));
        assert!(country("BV").is_some_and(|country| !country.geolocation));
        assert!(country("UK").is_none());
    }
}
