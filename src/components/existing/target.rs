//! What it takes to use a thing that is there already.

use super::{value, written};
use crate::blueprint::{Access, Existing, Place};
use crate::components::uses::{Binding, Door, Target, Use};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::{Value, sub, text};
use crate::documents::iam::Statement;

/// Existing things are used like components of their kind.
pub const TARGET: Target = Target {
    noun: "an existing thing",
    accesses: &[Access::Read, Access::Write, Access::ReadWrite, Access::Invoke],
    from_anywhere: false,
    check,
    bind,
};

/// What each kind is for.
fn fitting(existing: &Existing) -> &'static [Access] {
    const STORE: &[Access] = &[Access::Read, Access::Write, Access::ReadWrite];
    match existing {
        Existing::Vpc(_)
        | Existing::HostedZone(_)
        | Existing::Certificate(_)
        | Existing::Instance(_)
        | Existing::ElasticIp(_)
        | Existing::LoadBalancer(_) => &[],
        Existing::Function(_) => &[Access::Invoke],
        Existing::Topic(_) => &[Access::Write],
        Existing::Secret(_) => &[Access::Read],
        Existing::KmsKey(_)
        | Existing::Table(_)
        | Existing::Bucket(_)
        | Existing::Queue(_)
        | Existing::Stream(_)
        | Existing::Server(_) => STORE,
    }
}

fn check(usage: &Use<'_>) -> Option<Diagnostic> {
    let thing = usage.instance(&usage.system.blueprint.existing)?;
    let fitting = fitting(thing.model);
    if fitting.contains(&usage.access) {
        return None;
    }
    let words: Vec<&str> = fitting.iter().map(|access| access.word()).collect();
    let error = Diagnostic::error(
        codes::SENSELESS_USE,
        usage.value,
        format!("{} means nothing to `{}`", usage.access.word(), usage.target),
    );
    Some(match words.as_slice() {
        [] => error
            .label("it is named where the network, the routing or an accelerator wants it")
            .help("leave it out of `uses`"),
        [only] => error.label(format!("only {only}")).fix(format!("write {only}"), usage.value, *only),
        _ => error
            .label(format!("one of {}", words.join(", ")))
            .help(format!("say what it may do: {}", words.join(", "))),
    })
}

fn bind(usage: &Use<'_>) -> Binding {
    let Some(thing) = usage.instance(&usage.system.blueprint.existing) else { return Binding::default() };
    let region = usage.region.code;
    if let Existing::Server(servers) = thing.model {
        return servers.get(region).map_or_else(Binding::default, |server| {
            let door = server.security_group.iter().map(|group| Door { group: text(group), port: server.port });
            let environment = [
                (usage.variable("ENDPOINT"), text(&server.host)),
                (usage.variable("PORT"), text(server.port.to_string())),
            ];
            Binding { doors: door.collect(), environment: environment.into_iter().collect(), ..Binding::default() }
        });
    }
    let Some(place) = super::given(thing.model).and_then(|(_, given)| given.in_region(region)) else {
        return Binding::default();
    };
    let arn = value(place);
    match thing.model {
        Existing::KmsKey(_) => {
            let read = ["kms:Decrypt"];
            let write = ["kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];
            granted(usage, &read, &write, vec![arn.clone()], ("KEY", arn), "kms")
        }
        Existing::Table(_) => {
            let indexes = text(format!("{}/index/*", written(place)));
            granted(usage, &TABLE_READ, &TABLE_WRITE, vec![arn.clone(), indexes], ("TABLE", arn), "dynamodb")
        }
        Existing::Bucket(_) => bucket(usage, &written(place)),
        Existing::Queue(_) => queue(usage, place, arn),
        Existing::Topic(_) => granted(usage, &[], &["sns:Publish"], vec![arn.clone()], ("TOPIC", arn), "sns"),
        Existing::Stream(_) => {
            let read = [
                "kinesis:DescribeStreamSummary",
                "kinesis:GetRecords",
                "kinesis:GetShardIterator",
                "kinesis:ListShards",
            ];
            let write = ["kinesis:PutRecord", "kinesis:PutRecords"];
            granted(usage, &read, &write, vec![arn.clone()], ("STREAM", arn), "kinesis-streams")
        }
        Existing::Secret(_) => {
            let read = ["secretsmanager:GetSecretValue"];
            granted(usage, &read, &[], vec![arn.clone()], ("SECRET", arn), "secretsmanager")
        }
        Existing::Function(_) => Binding {
            statements: vec![Statement::allow(["lambda:InvokeFunction"], [arn.clone()])],
            environment: [(usage.variable("FUNCTION"), arn)].into_iter().collect(),
            services: vec!["lambda"],
            ..Binding::default()
        },
        Existing::Vpc(_)
        | Existing::HostedZone(_)
        | Existing::Certificate(_)
        | Existing::Server(_)
        | Existing::Instance(_)
        | Existing::ElasticIp(_)
        | Existing::LoadBalancer(_) => Binding::default(),
    }
}

const TABLE_READ: [&str; 6] = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
];

const TABLE_WRITE: [&str; 4] =
    ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

/// One statement with the actions of the access, and one variable.
fn granted(
    usage: &Use<'_>,
    read: &[&str],
    write: &[&str],
    resources: Vec<Value<String>>,
    variable: (&str, Value<String>),
    service: &'static str,
) -> Binding {
    let read = read.iter().filter(|_| usage.access.reads());
    let write = write.iter().filter(|_| usage.access.writes());
    Binding {
        statements: vec![Statement::allow(read.chain(write).copied(), resources)],
        environment: [(usage.variable(variable.0), variable.1)].into_iter().collect(),
        services: vec![service],
        ..Binding::default()
    }
}

/// Objects and their list are two resources.
fn bucket(usage: &Use<'_>, name: &str) -> Binding {
    let arn = |rest: &str| sub(format!("arn:${{AWS::Partition}}:s3:::{name}{rest}"));
    let mut statements = Vec::new();
    if usage.access.reads() {
        statements.push(Statement::allow(["s3:ListBucket"], [arn("")]));
    }
    let read = usage.access.reads().then_some("s3:GetObject");
    let write = usage.access.writes().then_some(["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]);
    statements.push(Statement::allow(read.into_iter().chain(write.into_iter().flatten()), [arn("/*")]));
    Binding {
        statements,
        environment: [(usage.variable("BUCKET"), text(name))].into_iter().collect(),
        services: vec!["s3"],
        ..Binding::default()
    }
}

/// Clients name a queue by its URL, which follows from an ARN that is written out.
fn queue(usage: &Use<'_>, place: &Place, arn: Value<String>) -> Binding {
    let read = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"];
    let write = ["sqs:SendMessage"];
    let url = match place {
        Place::Here(arn) => queue_url(arn).map(|url| ("QUEUE_URL", text(url))),
        Place::Parameter(_) => None,
    };
    granted(usage, &read, &write, vec![arn.clone()], url.unwrap_or(("QUEUE_ARN", arn)), "sqs")
}

fn queue_url(arn: &str) -> Option<String> {
    let parts: Vec<&str> = arn.split(':').collect();
    let [_, partition, _, region, account, name] = parts.as_slice() else { return None };
    let suffix = if *partition == "aws-cn" { "amazonaws.com.cn" } else { "amazonaws.com" };
    Some(format!("https://sqs.{region}.{suffix}/{account}/{name}"))
}
