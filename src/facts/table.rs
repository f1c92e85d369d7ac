//! Tables of facts as text: sorted lines of tab-separated cells, looked up by binary search where they lie.
//!
//! Nothing is parsed at start. A table is reviewed as text in a pull request; its header lines, which start with `#`, name the
//! sources, their versions and the columns. `tools/facts.py` makes the tables.

use std::cmp::Ordering;
use std::str::FromStr;

use memchr::{memchr, memrchr};

/// A table: header lines, then rows in the byte order of their first cell. Several rows may have the same first cell.
#[derive(Clone, Copy)]
pub(super) struct Table {
    text: &'static str,
}

impl Table {
    /// The table in the text of a file of `tables/`.
    pub const fn new(text: &'static str) -> Self {
        Table { text }
    }

    /// The rows in order.
    pub fn rows(self) -> impl Iterator<Item = Row> + Clone {
        self.body().lines().map(|line| Row { line })
    }

    /// The first cells in order, each once: the candidates of a did-you-mean.
    pub fn keys(self) -> impl Iterator<Item = &'static str> + Clone {
        let mut last = "";
        self.rows().map(Row::key).filter(move |key| *key != std::mem::replace(&mut last, *key))
    }

    /// The first row with this first cell.
    pub fn find(self, key: &str) -> Option<Row> {
        self.matching(key).next()
    }

    /// The rows with this first cell, in order.
    pub fn matching<'k>(self, key: &'k str) -> impl Iterator<Item = Row> + Clone + use<'k> {
        let body = self.body();
        let start = lower_bound(body, key);
        let rest = body.get(start..).unwrap_or_default();
        rest.lines().map(|line| Row { line }).take_while(move |row| row.key() == key)
    }

    /// The text behind the header.
    fn body(self) -> &'static str {
        let mut rest = self.text;
        while rest.starts_with('#') {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        }
        rest
    }

    /// The header lines.
    #[cfg(test)]
    pub fn header(self) -> &'static str {
        let length = self.text.len() - self.body().len();
        &self.text[..length]
    }
}

/// The offset of the first line whose key is not less than `key`.
fn lower_bound(body: &str, key: &str) -> usize {
    let bytes = body.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        // Some lines are tens of kilobytes long: most of the time of a search goes into finding their ends.
        let start = bytes.get(low..middle).and_then(|before| memrchr(b'\n', before)).map_or(low, |at| low + at + 1);
        let end = bytes.get(middle..high).and_then(|behind| memchr(b'\n', behind)).map_or(high, |at| middle + at + 1);
        if key_of(body.get(start..end).unwrap_or_default()).cmp(key) == Ordering::Less {
            low = end;
        } else {
            high = start;
        }
    }
    low
}

fn key_of(line: &str) -> &str {
    line.split(['\t', '\n']).next().unwrap_or_default()
}

/// One line of a table.
#[derive(Clone, Copy)]
pub(super) struct Row {
    line: &'static str,
}

impl Row {
    /// The first cell.
    pub fn key(self) -> &'static str {
        key_of(self.line)
    }

    /// The cell at a column, counted from 0; `""` where the row is shorter.
    pub fn cell(self, column: usize) -> &'static str {
        self.line.split('\t').nth(column).unwrap_or_default()
    }

    /// The cell at a column as a list.
    pub fn list(self, column: usize) -> List {
        List(self.cell(column))
    }

    /// The cells in order of the columns, to be taken one by one.
    pub fn cells(self) -> Cells {
        Cells { rest: self.line.split('\t') }
    }
}

/// The cells of a row, taken in the order of the columns. Every reader gives `None` where the text is not what it reads.
pub(super) struct Cells {
    rest: std::str::Split<'static, char>,
}

impl Cells {
    /// The next cell as it stands.
    pub fn text(&mut self) -> Option<&'static str> {
        self.rest.next()
    }

    /// The next cell: `y` or `n`.
    pub fn flag(&mut self) -> Option<bool> {
        match self.text()? {
            "y" => Some(true),
            "n" => Some(false),
            _ => None,
        }
    }

    /// The next cell, a number.
    pub fn number<N: FromStr>(&mut self) -> Option<N> {
        self.text()?.parse().ok()
    }

    /// The next cell, a list.
    pub fn list(&mut self) -> Option<List> {
        self.text().map(List)
    }

    /// The next cell, which may be empty: then the fact is unknown.
    pub fn maybe<T>(&mut self, read: impl FnOnce(&'static str) -> Option<T>) -> Option<Option<T>> {
        match self.text()? {
            "" => Some(None),
            text => read(text).map(Some),
        }
    }

    /// The next cell, a number or empty.
    pub fn maybe_number<N: FromStr>(&mut self) -> Option<Option<N>> {
        self.maybe(|text| text.parse().ok())
    }

    /// The next cell, text or empty.
    pub fn maybe_text(&mut self) -> Option<Option<&'static str>> {
        self.maybe(Some)
    }

    /// The next cell, a date or empty.
    pub fn maybe_date(&mut self) -> Option<Option<Date>> {
        self.maybe(Date::read)
    }
}

/// A list of names in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct List(&'static str);

impl List {
    /// The names.
    pub fn iter(self) -> impl Iterator<Item = &'static str> + Clone {
        self.0.split_ascii_whitespace()
    }

    /// True if the name is in the list.
    pub fn contains(self, name: &str) -> bool {
        self.iter().any(|known| known == name)
    }

    /// True if the list has no names.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The number of names.
    pub fn len(self) -> usize {
        self.iter().count()
    }
}

/// A day as `2026-10-20`. Compares by calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(&'static str);

impl Date {
    /// The day that the text names, if it has the form of one.
    pub(super) const fn new(text: &'static str) -> Self {
        Date(text)
    }

    fn read(text: &'static str) -> Option<Self> {
        let form = |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
        (text.len() == 10 && text.bytes().enumerate().all(form)).then_some(Date(text))
    }

    /// The day as `2026-10-20`.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

/// What the sources say about an offer, such as an instance type in a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// A source lists it.
    Yes,
    /// The sources cover the place and none lists it.
    No,
    /// The sources do not cover the place or do not know the thing: nothing is to be said.
    Unknown,
}

/// A type in its two parts: `c5.2xlarge` is family `c5` and size `2xlarge`.
pub(super) fn family_and_size(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or((name, ""))
}

/// Looks an offer up in a table of columns key, sizes, places. Row `*` names the places covered.
pub(super) fn offered(table: Table, key: &str, size: &str, place: &str) -> Offered {
    if !table.find("*").is_some_and(|row| row.list(2).contains(place)) {
        return Offered::Unknown;
    }
    let mut known = Offered::Unknown;
    for row in table.matching(key).filter(|row| row.list(1).contains(size)) {
        if row.list(2).contains(place) {
            return Offered::Yes;
        }
        known = Offered::No;
    }
    known
}

/// Every type of such a table, `family.size` in the order of the table, a type as often as it has rows.
pub(super) fn types(table: Table) -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = table.rows().filter(|row| row.key() != "*");
    rows.flat_map(|row| row.list(1).iter().map(move |size| (row.key(), size)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Asserts what every table promises: a header with source and columns, sorted keys, as many cells as columns.
    pub fn well_formed(table: Table) {
        let header = table.header();
        assert!(header.contains("\n# source: "), "{header}");
        let columns = header.lines().last().and_then(|line| line.strip_prefix("# columns: ")).unwrap();
        let width = columns.split(", ").count();
        let mut last = "";
        let mut rows = 0;
        for row in table.rows() {
            assert!(row.key() >= last, "{} after {last}", row.key());
            assert_eq!(row.line.split('\t').count(), width, "{}", row.line);
            assert!(table.matching(row.key()).any(|found| found.line == row.line), "{}", row.line);
            last = row.key();
            rows += 1;
        }
        assert!(rows > 0);
    }

    /// A name that no table has, next to one that it has, is not found.
    #[test]
    fn finds_exact_keys_only() {
        const TEXT: &str = "# What\n# source: hand\n# columns: key, value\na\t1\nab\t2\nab\t3\nb\t4\n";
        let table = Table::new(TEXT);
        well_formed(table);
        for absent in ["", "A", "aa", "abc", "c"] {
            assert!(table.find(absent).is_none(), "{absent}");
        }
        let values: Vec<_> = table.matching("ab").map(|row| row.cell(1)).collect();
        assert_eq!(values, ["2", "3"]);
        assert_eq!(table.find("a").unwrap().cell(1), "1");
        assert_eq!(table.find("b").unwrap().cell(1), "4");
        assert_eq!(table.keys().collect::<Vec<_>>(), ["a", "ab", "b"]);
    }

    #[test]
    fn a_date_has_its_form() {
        assert!(Date::read("2026-10-20").is_some());
        for wrong in ["2026-1-20", "20261020", "2026-10-2x", ""] {
            assert_eq!(Date::read(wrong), None);
        }
        assert!(Date::new("2026-09-30") < Date::new("2026-10-01"));
    }

    #[test]
    fn a_cell_of_another_type_does_not_decode() {
        let row = Row { line: "key\tx\t\t2" };
        let mut cells = row.cells();
        assert_eq!(cells.text(), Some("key"));
        assert_eq!(cells.flag(), None);
        assert_eq!(cells.maybe_number::<u8>(), Some(None));
        assert_eq!(cells.number::<u8>(), Some(2));
        assert_eq!(cells.text(), None);
    }
}
