//! Reserved Instances and Savings Plans: what can be committed to, and in which units.

/// Years that can be committed to. Source: EC2 user guide, "Reserved Instances"; Savings Plans user guide.
pub const TERMS: [u32; 2] = [1, 3];

/// Hours of a month, as AWS's price lists count them.
pub const HOURS_A_MONTH: f64 = 730.0;

/// The oldest generation of instances to which Database Savings Plans apply. Source: AWS announcement of 2025-12-02, by way of third parties
/// (read 2026-11-22).
pub const DATABASE_SAVINGS_PLANS_GENERATION: u32 = 7;

/// The normalisation factor of a type, `c7g.2xlarge` or `db.r6g.large`: an instance's part in a reservation of its family. `None` for metal,
/// whose factor differs by type. Source: EC2 user guide, "How Reserved Instance discounts are applied"; the same for RDS and ElastiCache.
pub fn normalisation_factor(instance_type: &str) -> Option<f64> {
    let (_, size) = instance_type.rsplit_once('.')?;
    match size {
        "nano" => Some(0.25),
        "micro" => Some(0.5),
        "small" => Some(1.0),
        "medium" => Some(2.0),
        "large" => Some(4.0),
        "xlarge" => Some(8.0),
        _ => size.strip_suffix("xlarge")?.parse::<u32>().ok().map(|times| 8.0 * f64::from(times)),
    }
}

/// `c7g` of `c7g.2xlarge`, `db.r6g` of `db.r6g.large`.
pub fn family(instance_type: &str) -> &str {
    instance_type.rsplit_once('.').map_or(instance_type, |(family, _)| family)
}

/// The generation in the name of a family: 6 of `db.r6g`, 7 of `c7gn`.
pub fn generation(family: &str) -> Option<u32> {
    let name = family.rsplit_once('.').map_or(family, |(_, name)| name);
    let digits: String = name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_double_with_the_size() {
        let factors = ["t4g.nano", "db.t4g.medium", "cache.r7g.large", "m7g.xlarge", "c6in.16xlarge", "m5.metal"]
            .map(normalisation_factor);
        assert_eq!(factors, [Some(0.25), Some(2.0), Some(4.0), Some(8.0), Some(128.0), None]);
    }

    #[test]
    fn generations_are_read_from_families() {
        assert_eq!(family("db.r6g.large"), "db.r6g");
        assert_eq!(["db.r6g", "c7gn", "m5", "cache.t4g"].map(generation), [Some(6), Some(7), Some(5), Some(4)]);
    }
}
