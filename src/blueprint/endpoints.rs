//! Services that a VPC reaches by endpoints.

use schemars::JsonSchema;
use serde::Deserialize;

/// A service with a VPC endpoint, by the end of its endpoint's name: `com.amazonaws.<region>.ecr.api`. That of API Gateway is missing on
/// purpose: its private DNS would hide every public API from the VPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum VpcEndpoint {
    /// Amazon S3: a gateway endpoint.
    #[serde(rename = "s3")]
    S3,
    /// Amazon DynamoDB: a gateway endpoint.
    #[serde(rename = "dynamodb")]
    Dynamodb,
    /// Application Auto Scaling.
    #[serde(rename = "application-autoscaling")]
    ApplicationAutoscaling,
    /// EC2 Auto Scaling.
    #[serde(rename = "autoscaling")]
    Autoscaling,
    /// AWS CloudFormation.
    #[serde(rename = "cloudformation")]
    Cloudformation,
    /// Amazon Aurora DSQL, its API.
    #[serde(rename = "dsql")]
    Dsql,
    /// Amazon EC2, its API.
    #[serde(rename = "ec2")]
    Ec2,
    /// Messages of Systems Manager to instances.
    #[serde(rename = "ec2messages")]
    Ec2messages,
    /// Amazon ECR, its API.
    #[serde(rename = "ecr.api")]
    EcrApi,
    /// Amazon ECR, the registry that images are fetched from; their layers come from `s3`.
    #[serde(rename = "ecr.dkr")]
    EcrDkr,
    /// Amazon ECS, its API; instances of clusters need it with the next two.
    #[serde(rename = "ecs")]
    Ecs,
    /// The control plane that agents on ECS instances ask.
    #[serde(rename = "ecs-agent")]
    EcsAgent,
    /// What agents on ECS instances report.
    #[serde(rename = "ecs-telemetry")]
    EcsTelemetry,
    /// Amazon EKS, its API.
    #[serde(rename = "eks")]
    Eks,
    /// EKS Pod Identity.
    #[serde(rename = "eks-auth")]
    EksAuth,
    /// Elastic Load Balancing, its API.
    #[serde(rename = "elasticloadbalancing")]
    Elasticloadbalancing,
    /// Amazon EventBridge.
    #[serde(rename = "events")]
    Events,
    /// Amazon Kinesis Data Streams.
    #[serde(rename = "kinesis-streams")]
    KinesisStreams,
    /// AWS KMS.
    #[serde(rename = "kms")]
    Kms,
    /// AWS Lambda: calls of functions.
    #[serde(rename = "lambda")]
    Lambda,
    /// CloudWatch Logs.
    #[serde(rename = "logs")]
    Logs,
    /// CloudWatch metrics and alarms.
    #[serde(rename = "monitoring")]
    Monitoring,
    /// The Data API of Amazon RDS.
    #[serde(rename = "rds-data")]
    RdsData,
    /// AWS Secrets Manager.
    #[serde(rename = "secretsmanager")]
    Secretsmanager,
    /// Amazon SNS.
    #[serde(rename = "sns")]
    Sns,
    /// Amazon SQS.
    #[serde(rename = "sqs")]
    Sqs,
    /// AWS Systems Manager: parameters, and instances that it manages.
    #[serde(rename = "ssm")]
    Ssm,
    /// Session Manager and ECS Exec.
    #[serde(rename = "ssmmessages")]
    Ssmmessages,
    /// AWS Step Functions.
    #[serde(rename = "states")]
    States,
    /// AWS STS.
    #[serde(rename = "sts")]
    Sts,
    /// CloudWatch Synthetics.
    #[serde(rename = "synthetics")]
    Synthetics,
    /// AWS X-Ray.
    #[serde(rename = "xray")]
    Xray,
}

impl VpcEndpoint {
    /// The word in the blueprint, which ends the endpoint's name.
    pub const fn service(self) -> &'static str {
        match self {
            VpcEndpoint::S3 => "s3",
            VpcEndpoint::Dynamodb => "dynamodb",
            VpcEndpoint::ApplicationAutoscaling => "application-autoscaling",
            VpcEndpoint::Autoscaling => "autoscaling",
            VpcEndpoint::Cloudformation => "cloudformation",
            VpcEndpoint::Dsql => "dsql",
            VpcEndpoint::Ec2 => "ec2",
            VpcEndpoint::Ec2messages => "ec2messages",
            VpcEndpoint::EcrApi => "ecr.api",
            VpcEndpoint::EcrDkr => "ecr.dkr",
            VpcEndpoint::Ecs => "ecs",
            VpcEndpoint::EcsAgent => "ecs-agent",
            VpcEndpoint::EcsTelemetry => "ecs-telemetry",
            VpcEndpoint::Eks => "eks",
            VpcEndpoint::EksAuth => "eks-auth",
            VpcEndpoint::Elasticloadbalancing => "elasticloadbalancing",
            VpcEndpoint::Events => "events",
            VpcEndpoint::KinesisStreams => "kinesis-streams",
            VpcEndpoint::Kms => "kms",
            VpcEndpoint::Lambda => "lambda",
            VpcEndpoint::Logs => "logs",
            VpcEndpoint::Monitoring => "monitoring",
            VpcEndpoint::RdsData => "rds-data",
            VpcEndpoint::Secretsmanager => "secretsmanager",
            VpcEndpoint::Sns => "sns",
            VpcEndpoint::Sqs => "sqs",
            VpcEndpoint::Ssm => "ssm",
            VpcEndpoint::Ssmmessages => "ssmmessages",
            VpcEndpoint::States => "states",
            VpcEndpoint::Sts => "sts",
            VpcEndpoint::Synthetics => "synthetics",
            VpcEndpoint::Xray => "xray",
        }
    }

    /// Whether it is a gateway endpoint: an entry in route tables, and free.
    pub const fn is_gateway(self) -> bool {
        matches!(self, VpcEndpoint::S3 | VpcEndpoint::Dynamodb)
    }
}
