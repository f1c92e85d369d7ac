//! Which region answers which place, and the fewest geolocation records that say so.
//!
//! A continent with one region belongs to it, one without any to the nearest. Where a continent holds several regions each of
//! its countries, and each state of the US, belongs to the nearest. What a region `serves` goes before all of this, and a
//! region that says what it serves gets nothing else. Who is nowhere known belongs to the primary.

use std::collections::BTreeSet;

use crate::documents::cloudformation::LogicalId;
use crate::facts::geography::{self, Continent, Country, Point, State};
use crate::system::Region;

/// A place of a geolocation record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// Whoever no other record is for.
    Everywhere,
    /// A continent.
    Continent(&'static Continent),
    /// A country.
    Country(Country),
    /// A state of the US.
    State(State),
}

impl Place {
    /// `Oregon`, `Everyone else`.
    pub fn name(&self) -> &'static str {
        match self {
            Place::Everywhere => "Everyone else",
            Place::Continent(continent) => continent.name,
            Place::Country(country) => country.name,
            Place::State(state) => state.name,
        }
    }

    /// `EU`, `FR`, `US-OR`, `*`: the set identifier of its record.
    pub fn code(&self) -> String {
        match self {
            Place::Everywhere => "*".into(),
            // NA and SA are countries, too: Namibia and Saudi Arabia.
            Place::Continent(continent) => format!("continent-{}", continent.code),
            Place::Country(country) => country.code.into(),
            Place::State(state) => format!("US-{}", state.code),
        }
    }

    /// `OregonPlace`. Georgia is a country, too.
    pub fn id(&self) -> LogicalId {
        let words = match self {
            Place::Everywhere => "Default".to_owned(),
            Place::State(state) if geography::countries().any(|country| country.name == state.name) => {
                format!("{} State", state.name)
            }
            _ => self.name().chars().map(without_accent).collect(),
        };
        LogicalId::new(words).then("Place")
    }
}

/// Letters of country names that a logical id cannot have.
fn without_accent(c: char) -> char {
    match c {
        'Å' => 'A',
        'ã' => 'a',
        'ç' => 'c',
        'é' => 'e',
        'í' => 'i',
        'ô' => 'o',
        'ü' => 'u',
        other => other,
    }
}

/// A place and the region that answers it, by its position in the list of regions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Answer {
    /// Where clients are.
    pub place: Place,
    /// Who answers them.
    pub owner: usize,
}

/// The fewest records with which every country and state gets the region that it belongs to, narrow places last. The first
/// region is the primary.
pub(super) fn answers(regions: &[&Region<'_>]) -> Vec<Answer> {
    let owners = Owners::new(regions);
    let mut answers = vec![Answer { place: Place::Everywhere, owner: 0 }];
    let (mut countries, mut states) = (Vec::new(), Vec::new());
    for continent in &geography::CONTINENTS {
        let owner = owners.continent_record(continent);
        if owner != 0 {
            answers.push(Answer { place: Place::Continent(continent), owner });
        }
        for (country, belongs) in owners.recorded(continent) {
            let wanted = if country.code == "US" { owners.us_record(owner) } else { *belongs };
            if wanted != owner {
                countries.push(Answer { place: Place::Country(*country), owner: wanted });
            }
            if country.code == "US" {
                let apart = owners.states.iter().filter(|(_, owner)| *owner != wanted);
                states.extend(apart.map(|(state, owner)| Answer { place: Place::State(*state), owner: *owner }));
            }
        }
    }
    answers.extend(countries);
    answers.extend(states);
    answers
}

/// The regions that answer a continent, by their positions: several when they divide it among them.
pub(super) fn owners(regions: &[&Region<'_>], continent: &Continent) -> BTreeSet<usize> {
    let owners = Owners::new(regions);
    let countries = owners.recorded(continent).filter(|(country, _)| country.code != "US").map(|(_, owner)| *owner);
    let mut found: BTreeSet<usize> = countries.collect();
    found.insert(owners.continent_record(continent));
    if continent.code == "NA" {
        found.extend(owners.states.iter().map(|(_, owner)| *owner));
    }
    found
}

struct Owners<'r, 'a> {
    regions: &'r [&'r Region<'a>],
    /// Regions that take what lies nearest: those that do not say what they serve.
    free: Vec<usize>,
    /// The countries that have records, each with its owner.
    countries: Vec<(Country, usize)>,
    /// The states of the US, each with its owner.
    states: Vec<(State, usize)>,
}

impl<'r, 'a> Owners<'r, 'a> {
    fn new(regions: &'r [&'r Region<'a>]) -> Self {
        let free = |(at, region): (usize, &&Region<'_>)| {
            (region.model.serves.is_none() && region.facts.location.is_some()).then_some(at)
        };
        let free = regions.iter().enumerate().filter_map(free).collect();
        let mut owners = Owners { regions, free, countries: Vec::new(), states: Vec::new() };
        // Each is asked for many times while the fewest records are sought.
        let recorded = geography::countries().filter(|country| country.geolocation);
        owners.countries = recorded.map(|country| (country, owners.country(&country))).collect();
        let us = geography::country("US");
        owners.states = geography::states().map(|state| (state, owners.state(&state, us.as_ref()))).collect();
        owners
    }

    /// The countries of a continent for which Route 53 takes records, each with its owner.
    fn recorded(&self, continent: &Continent) -> impl Iterator<Item = &(Country, usize)> {
        let code = continent.code;
        self.countries.iter().filter(move |(country, _)| country.continent == code)
    }

    fn written(&self, list: impl Fn(&crate::blueprint::Serves) -> &Vec<String>, code: &str) -> Option<usize> {
        self.regions.iter().position(|region| {
            region.model.serves.as_ref().is_some_and(|serves| list(serves).iter().any(|c| c == code))
        })
    }

    fn written_continent(&self, code: &str) -> Option<usize> {
        self.written(|serves| &serves.continents, code)
    }

    fn written_country(&self, code: &str) -> Option<usize> {
        self.written(|serves| &serves.countries, code)
    }

    fn nearest(&self, to: Point) -> usize {
        let distance = |at: usize| {
            let location = self.regions.get(at).and_then(|region| region.facts.location);
            location.map_or(f64::MAX, |location| location.distance_km(to))
        };
        self.free.iter().copied().min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap_or(0)
    }

    /// The free regions that lie on a continent.
    fn inside(&self, continent: &str) -> Vec<usize> {
        let on_it = |at: &usize| self.regions.get(*at).is_some_and(|region| region.facts.continent == Some(continent));
        self.free.iter().copied().filter(on_it).collect()
    }

    fn continent(&self, continent: &Continent) -> usize {
        match (self.written_continent(continent.code), self.inside(continent.code).as_slice()) {
            (Some(written), _) => written,
            (None, [only]) => *only,
            (None, _) => self.nearest(continent.at),
        }
    }

    /// Whether each place of the continent goes to the region nearest to itself.
    fn is_divided(&self, continent: &str) -> bool {
        self.written_continent(continent).is_none() && self.inside(continent).len() > 1
    }

    fn country(&self, country: &Country) -> usize {
        match (self.written_country(country.code), geography::continent(country.continent)) {
            (Some(written), _) => written,
            (None, Some(continent)) if !self.is_divided(continent.code) => self.continent(continent),
            (None, _) => self.nearest(country.at),
        }
    }

    fn state(&self, state: &State, us: Option<&Country>) -> usize {
        let written = self.written(|serves| &serves.us_states, state.code).or_else(|| self.written_country("US"));
        match (written, us) {
            (Some(written), _) => written,
            (None, Some(us)) if !self.is_divided(us.continent) => self.country(us),
            (None, _) => self.nearest(state.at),
        }
    }

    /// Whom the record of a continent names, or the primary for none.
    fn continent_record(&self, continent: &Continent) -> usize {
        if let Some(written) = self.written_continent(continent.code) {
            return written;
        }
        self.cheapest(0, self.continent(continent), |owner| {
            let apart = |(country, belongs): &&(Country, usize)| country.code != "US" && *belongs != owner;
            let exceptions = self.recorded(continent).filter(apart).count();
            let us = if continent.code == "NA" { self.us_cost(self.us_record(owner), owner) } else { 0 };
            exceptions + us
        })
    }

    /// Whom the record of the US names, or what its continent says for none.
    fn us_record(&self, continent: usize) -> usize {
        let us = self.countries.iter().find(|(country, _)| country.code == "US");
        let derived = us.map_or(0, |(_, owner)| *owner);
        self.written_country("US")
            .unwrap_or_else(|| self.cheapest(continent, derived, |owner| self.us_exceptions(owner)))
    }

    fn us_cost(&self, us: usize, continent: usize) -> usize {
        self.us_exceptions(us) + usize::from(us != continent)
    }

    fn us_exceptions(&self, us: usize) -> usize {
        self.states.iter().filter(|(_, owner)| *owner != us).count()
    }

    /// The owner with the fewest records; of several the derived one, then the earliest.
    fn cheapest(&self, inherited: usize, derived: usize, exceptions: impl Fn(usize) -> usize) -> usize {
        let cost = |owner: &usize| (exceptions(*owner) + usize::from(*owner != inherited), *owner != derived, *owner);
        (0..self.regions.len()).min_by_key(cost).unwrap_or(inherited)
    }
}
