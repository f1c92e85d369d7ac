//! Hosted zone ids of alias targets. Inside one stack prefer `Fn::GetAtt`; these are for a target of another stack or region.

use super::table::Table;

const ZONES: Table = Table::new(include_str!("tables/hosted-zones.tsv"));

/// What an alias record of a region points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An Application or a Classic Load Balancer.
    ApplicationLoadBalancer,
    /// A Network Load Balancer.
    NetworkLoadBalancer,
    /// An interface endpoint of a VPC.
    VpcEndpoint,
    /// A bucket as a website.
    S3Website,
}

/// The hosted zone id of a target in the region.
pub fn zone_id(target: Target, region: &str) -> Option<&'static str> {
    let kind = match target {
        Target::ApplicationLoadBalancer => "alb",
        Target::NetworkLoadBalancer => "nlb",
        Target::VpcEndpoint => "vpc-endpoint",
        Target::S3Website => "s3-website",
    };
    ZONES.find(&format!("{kind} {region}")).map(|row| row.cell(1))
}

/// The domain of the region's S3 websites: some regions have a hyphen before their code, some a dot.
pub fn s3_website_endpoint(region: &str) -> Option<&'static str> {
    ZONES.find(&format!("s3-website {region}")).map(|row| row.cell(2))
}

/// The hosted zone id of every CloudFront distribution of the partition.
pub fn cloudfront(partition: &str) -> Option<&'static str> {
    let key = match partition {
        "aws" => "cloudfront *",
        "aws-cn" => "cloudfront-cn *",
        _ => return None,
    };
    ZONES.find(key).map(|row| row.cell(1))
}

/// The hosted zone id of every Global Accelerator.
pub fn global_accelerator() -> Option<&'static str> {
    ZONES.find("global-accelerator *").map(|row| row.cell(1))
}

#[cfg(test)]
mod tests {
    use super::super::regions;
    use super::super::table::tests::well_formed;
    use super::*;

    #[test]
    fn every_row_is_an_id_of_a_known_region() {
        well_formed(ZONES);
        for row in ZONES.rows() {
            let (_, region) = row.key().rsplit_once(' ').unwrap();
            assert!(region == "*" || regions::find(region).is_some(), "{region}");
            assert!(row.cell(1).starts_with('Z'), "{}", row.key());
            assert_eq!(row.key().starts_with("s3-website"), !row.cell(2).is_empty(), "{}", row.key());
        }
    }

    #[test]
    fn known_ids_are_as_known() {
        assert_eq!(cloudfront("aws"), Some("Z2FDTNDATAQYW2"));
        assert_eq!(cloudfront("aws-us-gov"), None);
        assert_eq!(global_accelerator(), Some("Z2BJ6XQ5FK7U4H"));
        assert_eq!(zone_id(Target::NetworkLoadBalancer, "us-east-1"), Some("Z26RNL4JYFTOTI"));
        assert_eq!(zone_id(Target::ApplicationLoadBalancer, "us-east-1"), Some("Z35SXDOTRQ7X7K"));
        assert_eq!(zone_id(Target::ApplicationLoadBalancer, "us-est-1"), None);
        assert_eq!(s3_website_endpoint("eu-central-1"), Some("s3-website.eu-central-1.amazonaws.com"));
        for region in ["us-east-1", "eu-west-1"] {
            assert!(zone_id(Target::VpcEndpoint, region).is_some() && zone_id(Target::S3Website, region).is_some());
        }
    }
}
