//! What a state machine's role needs for the integrations whose resources stand in the task.
//!
//! Source: Step Functions Developer Guide, "How Step Functions generates IAM policies for integrated services" and the page of
//! each service (read 2026-11-22).

/// An integration whose permissions follow from its parameters.
pub(super) struct Integration {
    /// What follows `arn:aws:states:::`, without the ending for the pattern.
    pub call: &'static str,
    /// What the role must be allowed to do.
    pub actions: &'static [&'static str],
    /// What `.sync` needs beside it on the same resource.
    pub waiting: &'static [&'static str],
    /// The parameter that names the resource.
    pub parameter: &'static str,
    /// How the parameter names it.
    pub names: Names,
}

/// How a parameter names a resource.
#[derive(Clone, Copy)]
pub(super) enum Names {
    /// By its ARN.
    Arn,
    /// By ARN or by name: the service, and what stands before the name in the ARN.
    Name(&'static str, &'static str),
    /// By the URL of a queue.
    QueueUrl,
}

const fn plain(
    call: &'static str,
    actions: &'static [&'static str],
    parameter: &'static str,
    names: Names,
) -> Integration {
    Integration { call, actions, waiting: &[], parameter, names }
}

const TABLE: Names = Names::Name("dynamodb", "table/");

const INTEGRATIONS: &[Integration] = &[
    plain("lambda:invoke", &["lambda:InvokeFunction"], "FunctionName", Names::Name("lambda", "function:")),
    plain("states:startExecution", &["states:StartExecution"], "StateMachineArn", Names::Arn),
    plain("aws-sdk:sfn:startExecution", &["states:StartExecution"], "StateMachineArn", Names::Arn),
    plain("aws-sdk:sfn:startSyncExecution", &["states:StartSyncExecution"], "StateMachineArn", Names::Arn),
    plain("sns:publish", &["sns:Publish"], "TopicArn", Names::Arn),
    plain("sqs:sendMessage", &["sqs:SendMessage"], "QueueUrl", Names::QueueUrl),
    plain("dynamodb:getItem", &["dynamodb:GetItem"], "TableName", TABLE),
    plain("dynamodb:putItem", &["dynamodb:PutItem"], "TableName", TABLE),
    plain("dynamodb:updateItem", &["dynamodb:UpdateItem"], "TableName", TABLE),
    plain("dynamodb:deleteItem", &["dynamodb:DeleteItem"], "TableName", TABLE),
    Integration {
        call: "glue:startJobRun",
        actions: &["glue:StartJobRun"],
        waiting: &["glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"],
        parameter: "JobName",
        names: Names::Name("glue", "job/"),
    },
];

/// The integration that a call is, if its permissions are known.
pub(super) fn find(call: &str) -> Option<&'static Integration> {
    INTEGRATIONS.iter().find(|integration| integration.call == call)
}

/// The action that a call needs at least, as IAM would name it, where the service's prefix is the same.
pub(super) fn likely_action(call: &str) -> Option<String> {
    let call = call.strip_prefix("aws-sdk:").unwrap_or(call);
    let (service, operation) = call.split_once(':')?;
    let mut letters = operation.chars();
    let first = letters.next()?.to_ascii_uppercase();
    let prefix = match service {
        "sfn" => "states",
        "eventbridge" => "events",
        "cloudwatchlogs" => "logs",
        "sesv2" => "ses",
        other => other,
    };
    Some(format!("{prefix}:{first}{}", letters.as_str()))
}
