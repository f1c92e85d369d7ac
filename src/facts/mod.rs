//! AWS facts: the only place where a limit, a name or an id of AWS is written.
//!
//! What there is much of lies in tables as text under `tables/`, embedded and looked up in place; nothing is parsed at start.
//! A few numbers stand in the code with their source. What no source tells is `None` or [`Offered::Unknown`], never a guess: an
//! error may be raised only on a definite `No`.
//!
//! Facts do not read the clock. What has a date is compared with [`TABLES_DATE`].

pub mod apigateway;
pub mod aurora;
pub mod autoscaling;
pub mod cloudformation;
pub mod cloudfront;
pub mod cloudwatch;
pub mod commitments;
pub mod dax;
pub mod dynamodb;
pub mod ebs;
pub mod ec2;
pub mod ecs;
pub mod eks;
pub mod elasticache;
pub mod elasticloadbalancing;
mod engines;
pub mod geography;
pub mod globalaccelerator;
pub mod hosted_zones;
pub mod images;
pub mod lambda;
mod names;
pub mod permissions;
pub mod placement;
pub mod rds;
pub mod rds_storage;
pub mod regions;
pub mod route53;
pub mod shapes;
pub mod stepfunctions;
pub mod synthetics;
mod table;
pub mod tags;
pub mod xray;

pub use engines::{EngineVersion, Support};
pub use table::{Date, List, Offered};

/// The day of the newest source of the tables: cfn-lint 1.58.0 with the registry listing of 2026-10-20.
pub const TABLES_DATE: Date = Date::new("2026-10-20");
