//! `existing`: things that are there already.

use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};

use crate::yaml::Refusal;

/// A thing that no stack of the blueprint makes, usable like a component.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Existing {
    /// A VPC by region, for `network.vpc`.
    Vpc(IndexMap<String, ExistingVpc>),
    /// A Route 53 hosted zone by its id, for `routing_strategy.hosted_zone`.
    HostedZone(String),
    /// A certificate of AWS Certificate Manager by its ARN, for `routing_strategy.certificate`.
    Certificate(Given),
    /// A key of AWS KMS by its ARN: read means decrypt, write encrypt.
    KmsKey(Given),
    /// A DynamoDB table by its ARN.
    Table(Given),
    /// An S3 bucket by its name.
    Bucket(Given),
    /// An SQS queue by its ARN: read means receive, write send.
    Queue(Given),
    /// An SNS topic by its ARN: write means publish.
    Topic(Given),
    /// A Kinesis data stream by its ARN.
    Stream(Given),
    /// A secret of AWS Secrets Manager by its ARN.
    Secret(Given),
    /// A Lambda function, or an alias or version of one, by its ARN.
    Function(Given),
    /// An EC2 instance by its id, for `endpoints` of an accelerator.
    Instance(Given),
    /// An Elastic IP address by its allocation id, eipalloc-0123456789abcdef0, for `endpoints` of an accelerator.
    ElasticIp(Given),
    /// An Application or Network Load Balancer by its ARN, for `endpoints` of an accelerator.
    LoadBalancer(Given),
    /// A server by region: a database or a cache that others run, reached by TCP.
    Server(IndexMap<String, ExistingServer>),
}

/// A VPC that is there already. Its routes, NAT and endpoints are its owner's business.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExistingVpc {
    /// Its id: vpc-0123456789abcdef0.
    pub id: String,
    /// A private subnet in each zone that is used, by the zone's name: `us-east-1a: subnet-0123456789abcdef0`.
    pub private_subnets: IndexMap<String, String>,
    /// A public subnet in each zone, for load balancers that face the internet. Default: none.
    #[serde(default)]
    pub public_subnets: IndexMap<String, String>,
}

/// A server that is there already.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExistingServer {
    /// Its name or address.
    pub host: String,
    /// Its TCP port, 1 to 65535.
    pub port: u16,
    /// The security group that guards it, which lets its users in: sg-0123456789abcdef0. Default: its owner lets them in.
    pub security_group: Option<String>,
}

/// An id or an ARN: the same in every region, or one for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// In every region.
    Everywhere(Place),
    /// By region.
    ByRegion(IndexMap<String, Place>),
}

/// Where an id or an ARN is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Here.
    Here(String),
    /// In a parameter of AWS Systems Manager, read at each deployment.
    Parameter(String),
}

impl Given {
    /// What it is in a region.
    pub fn in_region(&self, region: &str) -> Option<&Place> {
        match self {
            Given::Everywhere(place) => Some(place),
            Given::ByRegion(places) => places.get(region),
        }
    }
}

/// A place that is not written as text.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Elsewhere {
    /// The name of a parameter of AWS Systems Manager that holds it: /network/key-arn.
    Parameter(String),
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlaceVisitor)
    }
}

struct PlaceVisitor;

impl<'de> Visitor<'de> for PlaceVisitor {
    type Value = Place;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or {parameter: NAME}")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Place, E> {
        Ok(Place::Here(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Place, A::Error> {
        let Elsewhere::Parameter(name) = Elsewhere::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Place::Parameter(name))
    }
}

impl JsonSchema for Place {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let elsewhere = generator.subschema_for::<Elsewhere>();
        json_schema!({ "anyOf": [{ "type": "string" }, elsewhere] })
    }
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GivenVisitor)
    }
}

struct GivenVisitor;

impl<'de> Visitor<'de> for GivenVisitor {
    type Value = Given;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, {parameter: NAME}, or one for each region")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Given, E> {
        Ok(Given::Everywhere(Place::Here(text.to_owned())))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Given, A::Error> {
        let places = IndexMap::<String, Place>::deserialize(MapAccessDeserializer::new(map))?;
        match (places.get("parameter"), places.len()) {
            (None, _) => Ok(Given::ByRegion(places)),
            (Some(Place::Here(name)), 1) => Ok(Given::Everywhere(Place::Parameter(name.clone()))),
            (Some(_), _) => Err(de::Error::custom(
                Refusal::new("expected the name of one parameter, or regions")
                    .help("write {parameter: NAME} for every region, or {us-east-1: {parameter: NAME}} for one"),
            )),
        }
    }
}

impl JsonSchema for Given {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Given".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let place = generator.subschema_for::<Place>();
        json_schema!({ "anyOf": [place, { "type": "object", "additionalProperties": place }] })
    }
}
