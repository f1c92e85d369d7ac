//! Field types that carry their unit: durations, sizes, throughputs, percentages, address ranges, and "a word or a block".

mod forms;

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer};

pub use self::forms::{Switch, Text, Words};
use crate::yaml::Refusal;

/// A text field type: parsed from text, with its pattern in the JSON Schema.
macro_rules! text_type {
    ($type:ident, $parse:path, $name:literal, $pattern:literal, $describe:literal, [$($example:literal),+]) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $parse(&text).map_err(|refusal| de::Error::custom(refusal.example(first(&[$($example),+]))))
            }
        }
        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern, "description": $describe, "examples": [$($example),+] })
            }
        }
    };
}

/// A span of time, whole seconds: `10s`, `5m`, `1h`, `7d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// Length in seconds.
    pub seconds: u64,
}

text_type!(
    Duration,
    Duration::parse,
    "Duration",
    r"^[0-9]+(s|m|h|d)$",
    "A span of time: 10s, 5m, 1h, 7d",
    ["30s", "5m"]
);

impl Duration {
    /// So many seconds.
    pub const fn from_seconds(seconds: u64) -> Self {
        Duration { seconds }
    }

    fn parse(text: &str) -> Result<Self, Refusal> {
        let (number, unit) = split_unit(text);
        let factor = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            "" => {
                return Err(Refusal::new(format!("`{text}` has no unit"))
                    .help(format!("write {text}s for seconds; m, h and d are minutes, hours and days")));
            }
            _ => {
                return Err(Refusal::new(format!("`{text}` is not a span of time"))
                    .help("write a whole number and s, m, h or d: 10s, 5m, 1h, 7d"));
            }
        };
        let seconds = number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor));
        let seconds = seconds.ok_or_else(|| {
            Refusal::new(format!("`{text}` is not a span of time"))
                .help("write a whole number and s, m, h or d: 10s, 5m, 1h, 7d")
        })?;
        Ok(Duration { seconds })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seconds {
            0 => f.write_str("0s"),
            s if s % 86_400 == 0 => write!(f, "{}d", s / 86_400),
            s if s % 3_600 == 0 => write!(f, "{}h", s / 3_600),
            s if s % 60 == 0 => write!(f, "{}m", s / 60),
            s => write!(f, "{s}s"),
        }
    }
}

/// How long an answer may take: `300ms`, `2s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Latency {
    /// Length in milliseconds.
    pub milliseconds: u64,
}

text_type!(
    Latency,
    Latency::parse,
    "Latency",
    r"^[0-9]+(ms|s)$",
    "How long an answer may take: 300ms, 2s",
    ["300ms", "2s"]
);

impl Latency {
    /// The same in seconds.
    pub fn seconds(self) -> f64 {
        self.milliseconds as f64 / 1000.0
    }

    fn parse(text: &str) -> Result<Self, Refusal> {
        let (number, unit) = split_unit(text);
        let factor = match unit {
            "ms" => Some(1),
            "s" => Some(1000),
            _ => None,
        };
        let milliseconds =
            number.parse::<u64>().ok().zip(factor).and_then(|(number, factor)| number.checked_mul(factor));
        let milliseconds = milliseconds.ok_or_else(|| {
            Refusal::new(format!("`{text}` is not a latency")).help("write a whole number and ms or s: 300ms, 2s")
        })?;
        Ok(Latency { milliseconds })
    }
}

impl fmt::Display for Latency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.milliseconds {
            ms if ms > 0 && ms % 1000 == 0 => write!(f, "{}s", ms / 1000),
            ms => write!(f, "{ms}ms"),
        }
    }
}

/// An amount of memory or storage in binary units: `512MiB`, `500GiB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Size {
    /// Amount in bytes.
    pub bytes: u64,
}

text_type!(
    Size,
    Size::parse,
    "Size",
    r"^[0-9]+(B|KiB|MiB|GiB|TiB)$",
    "An amount of memory or storage: 512MiB, 500GiB",
    ["512MiB", "500GiB"]
);

impl Size {
    /// So many MiB.
    pub const fn from_mib(mib: u64) -> Self {
        Size { bytes: mib << 20 }
    }

    /// So many GiB.
    pub const fn from_gib(gib: u64) -> Self {
        Size { bytes: gib << 30 }
    }

    /// Whole MiB, rounded down.
    pub const fn mib(self) -> u64 {
        self.bytes >> 20
    }

    /// Whole GiB, rounded down.
    pub const fn gib(self) -> u64 {
        self.bytes >> 30
    }

    /// Whether it is a whole number of GiB.
    pub const fn is_whole_gib(self) -> bool {
        self.bytes.is_multiple_of(1 << 30)
    }

    fn parse(text: &str) -> Result<Self, Refusal> {
        let (number, unit) = split_unit(text);
        let shift = match unit {
            "B" => 0,
            "KiB" => 10,
            "MiB" => 20,
            "GiB" => 30,
            "TiB" => 40,
            "" => {
                return Err(Refusal::new(format!("`{text}` has no unit")).help(format!("write {text}MiB or {text}GiB")));
            }
            "KB" | "MB" | "GB" | "TB" | "K" | "M" | "G" | "T" | "kb" | "mb" | "gb" | "tb" | "Mi" | "Gi" => {
                let letter = unit.chars().next().unwrap_or('M').to_ascii_uppercase();
                return Err(Refusal::new(format!("`{text}` is not in binary units"))
                    .help(format!("AWS counts in powers of 1,024: write {number}{letter}iB")));
            }
            _ => {
                return Err(Refusal::new(format!("`{text}` is not a size"))
                    .help("write a whole number and KiB, MiB, GiB or TiB: 512MiB, 500GiB"));
            }
        };
        let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift));
        let bytes = bytes.ok_or_else(|| {
            Refusal::new(format!("`{text}` is not a size"))
                .help("write a whole number and KiB, MiB, GiB or TiB: 512MiB, 500GiB")
        })?;
        Ok(Size { bytes })
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")] {
            if self.bytes > 0 && self.bytes.trailing_zeros() >= shift {
                return write!(f, "{}{unit}", self.bytes >> shift);
            }
        }
        write!(f, "{}B", self.bytes)
    }
}

/// Data per second: `125MiB/s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Throughput {
    /// MiB per second.
    pub mib_per_second: u64,
}

text_type!(
    Throughput,
    Throughput::parse,
    "Throughput",
    r"^[0-9]+MiB/s$",
    "Data per second: 125MiB/s",
    ["125MiB/s", "1000MiB/s"]
);

impl Throughput {
    fn parse(text: &str) -> Result<Self, Refusal> {
        let number = text.strip_suffix("MiB/s").and_then(|number| number.parse::<u64>().ok());
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let shown = if digits.is_empty() { "125" } else { &digits };
        let mib_per_second = number
            .ok_or_else(|| Refusal::new(format!("`{text}` is not a throughput")).help(format!("write {shown}MiB/s")))?;
        Ok(Throughput { mib_per_second })
    }
}

impl fmt::Display for Throughput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}MiB/s", self.mib_per_second)
    }
}

/// A share of a whole: `70%`, from 0 to 100, at most one decimal.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Percent {
    /// 0 to 100.
    pub value: f64,
}

text_type!(Percent, Percent::parse, "Percent", r"^[0-9]{1,3}(\.[0-9]+)?%$", "A share of a whole: 70%", ["70%", "50%"]);

impl Percent {
    /// The same as a fraction from 0 to 1.
    pub fn fraction(self) -> f64 {
        self.value / 100.0
    }

    /// Rounded to a whole percent.
    pub fn whole(self) -> i64 {
        self.value.round() as i64
    }

    fn parse(text: &str) -> Result<Self, Refusal> {
        let Some(number) = text.strip_suffix('%') else {
            return Err(Refusal::new(format!("`{text}` has no percent sign")).help("write a number and %: 70%"));
        };
        match number.parse::<f64>() {
            Ok(value) if (0.0..=100.0).contains(&value) => Ok(Percent { value }),
            Ok(_) => Err(Refusal::new(format!("`{text}` is not from 0% to 100%"))),
            Err(_) => Err(Refusal::new(format!("`{text}` is not a percentage")).help("write a number and %: 70%")),
        }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.value)
    }
}

/// A range of IPv4 addresses: `10.10.0.0/16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr {
    /// First address.
    pub base: u32,
    /// Length of the prefix, 0 to 32.
    pub prefix: u8,
}

text_type!(
    Cidr,
    Cidr::parse,
    "Cidr",
    r"^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}$",
    "A range of IPv4 addresses: 10.10.0.0/16",
    ["10.10.0.0/16"]
);

impl Cidr {
    /// Reads `10.10.0.0/16`. The refusal says what is wrong and what to write.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let bad = || {
            Refusal::new(format!("`{text}` is not a range of IPv4 addresses"))
                .help("write an address and a prefix length: 10.10.0.0/16")
        };
        let (address, prefix) = text.split_once('/').ok_or_else(bad)?;
        let base = u32::from(address.parse::<std::net::Ipv4Addr>().map_err(|_| bad())?);
        let prefix = prefix.parse::<u8>().ok().filter(|prefix| *prefix <= 32).ok_or_else(bad)?;
        let cidr = Cidr { base: base & Self::mask(prefix), prefix };
        if cidr.base != base {
            return Err(
                Refusal::new(format!("`{text}` is not the first address of its range")).help(format!("write {cidr}"))
            );
        }
        Ok(cidr)
    }

    fn mask(prefix: u8) -> u32 {
        u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0)
    }

    /// Whether the two have an address in common.
    pub fn overlaps(self, other: Cidr) -> bool {
        let mask = Self::mask(self.prefix.min(other.prefix));
        self.base & mask == other.base & mask
    }

    /// The `index`th of the parts that come of cutting this range into 2^`bits`.
    pub fn part(self, bits: u8, index: u32) -> Cidr {
        let prefix = (self.prefix + bits).min(32);
        Cidr { base: self.base | index.checked_shl(32 - u32::from(prefix)).unwrap_or(0), prefix }
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", std::net::Ipv4Addr::from(self.base), self.prefix)
    }
}

/// The first of a type's examples: it stands in for a bad value while the rest of the mapping is read.
fn first(examples: &[&'static str]) -> &'static str {
    examples.first().copied().unwrap_or_default()
}

fn split_unit(text: &str) -> (&str, &str) {
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_carry_their_unit() {
        assert_eq!(Duration::parse("5m").map(|d| d.seconds), Ok(300));
        assert_eq!(Duration::from_seconds(300).to_string(), "5m");
        assert_eq!(Duration::from_seconds(90).to_string(), "90s");
        assert!(Duration::parse("5").is_err_and(|e| e.to_string().contains("write 5s")));
        assert!(Duration::parse("99999999999999999999d").is_err());
    }

    #[test]
    fn latencies_are_in_milliseconds_or_seconds() {
        assert_eq!(Latency::parse("300ms").map(|l| l.milliseconds), Ok(300));
        assert_eq!(Latency::parse("2s").map(|l| l.to_string()), Ok("2s".into()));
        assert!(Latency::parse("5m").is_err() && Latency::parse("300").is_err());
    }

    #[test]
    fn sizes_are_binary() {
        assert_eq!(Size::parse("500GiB").map(Size::gib), Ok(500));
        assert!(Size::parse("500GB").is_err_and(|e| e.to_string().contains("write 500GiB")));
        assert_eq!(Size::from_gib(1024).to_string(), "1TiB");
    }

    #[test]
    fn ranges_of_addresses() {
        let vpc = Cidr::parse("10.10.0.0/16").unwrap();
        assert_eq!(vpc.part(3, 1).to_string(), "10.10.32.0/19");
        assert_eq!(vpc.part(6, 48).to_string(), "10.10.192.0/22");
        assert!(vpc.overlaps(Cidr::parse("10.10.4.0/24").unwrap()));
        assert!(!vpc.overlaps(Cidr::parse("10.11.0.0/16").unwrap()));
        assert!(Cidr::parse("10.10.1.0/16").is_err_and(|e| e.to_string().contains("write 10.10.0.0/16")));
    }
}
