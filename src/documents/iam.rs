//! IAM policy documents.

use indexmap::IndexMap;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::cloudformation::{Json, Value, pseudo};

/// Services whose guides want `aws:SourceAccount` in the trust policies of their roles, against the confused deputy: Amazon ECS Developer
/// Guide, IAM roles for tasks; and, read 2026-11-22, AWS CodeDeploy User Guide, Cross-service confused deputy prevention; Amazon RDS User
/// Guide, Setting up and enabling Enhanced Monitoring; EventBridge Scheduler User Guide, Confused deputy prevention; Step Functions Developer
/// Guide, Creating an IAM role for your state machine; Amazon VPC User Guide, IAM role for publishing flow logs. Nothing was found that says
/// the same of Lambda, API Gateway, AWS Backup, DAX or RDS Proxy: with the condition their calls could be refused.
const NAMES_ACCOUNT: [&str; 6] = [
    "codedeploy.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "monitoring.rds.amazonaws.com",
    "scheduler.amazonaws.com",
    "states.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
];

/// A policy: who may, or may not, do what to which resources.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PolicyDocument {
    /// The policy language: always `2012-10-17`, the one with variables.
    pub version: &'static str,
    /// In the order in which they are written.
    #[serde(rename = "Statement")]
    pub statements: Vec<Statement>,
}

/// One rule of a policy.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Statement {
    /// A name within the policy: letters and digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Allow or deny.
    pub effect: Effect,
    /// Who; only in trust policies and in policies of resources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<Principal>,
    /// `s3:GetObject`, with wildcards.
    #[serde(rename = "Action", serialize_with = "one_or_list")]
    pub actions: Vec<String>,
    /// ARNs, with wildcards; empty only where the policy is attached to the resource.
    #[serde(rename = "Resource", skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_list")]
    pub resources: Vec<Value<String>>,
    /// By operator (`StringEquals`), then by key (`aws:SourceArn`).
    #[serde(rename = "Condition", skip_serializing_if = "IndexMap::is_empty")]
    pub conditions: IndexMap<String, IndexMap<String, Json>>,
}

/// What a statement does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Effect {
    /// Permits.
    #[default]
    Allow,
    /// Forbids, whatever else permits.
    Deny,
}

/// Whom a statement is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Principal {
    /// Everyone, also without credentials: only with conditions.
    Any,
    /// AWS services, by name: `lambda.amazonaws.com`.
    Service(Vec<Value<String>>),
    /// Accounts, users and roles, by ARN.
    Aws(Vec<Value<String>>),
    /// An identity provider, by ARN.
    Federated(Value<String>),
}

impl Serialize for Principal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        enum Kind<'a> {
            #[serde(serialize_with = "one_or_list")]
            Service(&'a [Value<String>]),
            #[serde(rename = "AWS", serialize_with = "one_or_list")]
            Aws(&'a [Value<String>]),
            Federated(&'a Value<String>),
        }
        match self {
            Principal::Any => serializer.serialize_str("*"),
            Principal::Service(names) => Kind::Service(names).serialize(serializer),
            Principal::Aws(arns) => Kind::Aws(arns).serialize(serializer),
            Principal::Federated(arn) => Kind::Federated(arn).serialize(serializer),
        }
    }
}

impl PolicyDocument {
    /// A policy of these statements.
    pub fn new(statements: impl IntoIterator<Item = Statement>) -> PolicyDocument {
        PolicyDocument { version: "2012-10-17", statements: statements.into_iter().collect() }
    }

    /// The trust policy of a role that an AWS service takes on: `lambda.amazonaws.com`. A service that says for which account it does so
    /// may take it on for the role's own alone.
    pub fn trust(service: &str) -> PolicyDocument {
        let statement = Statement::allow(["sts:AssumeRole"], Vec::<Value<String>>::new());
        let statement = statement.by(Principal::service(service));
        PolicyDocument::new([if NAMES_ACCOUNT.contains(&service) {
            statement.when("StringEquals", "aws:SourceAccount", pseudo::account_id())
        } else {
            statement
        }])
    }
}

impl Default for PolicyDocument {
    fn default() -> Self {
        PolicyDocument::new([])
    }
}

impl Statement {
    /// Permits the actions on the resources.
    pub fn allow<A: Into<String>, R: Into<Value<String>>>(
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = R>,
    ) -> Statement {
        Statement {
            actions: actions.into_iter().map(Into::into).collect(),
            resources: resources.into_iter().map(Into::into).collect(),
            ..Statement::default()
        }
    }

    /// Forbids the actions on the resources.
    pub fn deny<A: Into<String>, R: Into<Value<String>>>(
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = R>,
    ) -> Statement {
        Statement { effect: Effect::Deny, ..Statement::allow(actions, resources) }
    }

    /// With a name.
    pub fn named(self, sid: impl Into<String>) -> Statement {
        Statement { sid: Some(sid.into()), ..self }
    }

    /// About somebody: in trust policies and policies of resources.
    pub fn by(self, principal: Principal) -> Statement {
        Statement { principal: Some(principal), ..self }
    }

    /// Only if the operator holds between the key and the value: `("StringEquals", "aws:SourceAccount", …)`.
    pub fn when(mut self, operator: &str, key: &str, value: impl Into<Value<String>>) -> Statement {
        let operator = self.conditions.entry(operator.to_owned()).or_default();
        operator.insert(key.to_owned(), value.into().to_json());
        self
    }
}

impl Principal {
    /// One AWS service.
    pub fn service(name: impl Into<Value<String>>) -> Principal {
        Principal::Service(vec![name.into()])
    }

    /// One account, user or role.
    pub fn aws(arn: impl Into<Value<String>>) -> Principal {
        Principal::Aws(vec![arn.into()])
    }
}

/// IAM takes a single element without the list around it, and so do readers.
fn one_or_list<T: Serialize, S: Serializer>(list: impl AsRef<[T]>, serializer: S) -> Result<S::Ok, S::Error> {
    match list.as_ref() {
        [one] => one.serialize(serializer),
        list => {
            let mut seq = serializer.serialize_seq(Some(list.len()))?;
            for item in list {
                seq.serialize_element(item)?;
            }
            seq.end()
        }
    }
}
