//! What stands behind a method: a function, or a workflow.

use crate::blueprint::{Api, WorkflowType};
use crate::components::{functions, workflows};
use crate::documents::cloudformation::resources::apigateway::{Integration, IntegrationResponse, MethodResponse};
use crate::documents::cloudformation::resources::iam::{Role, RolePolicy};
use crate::documents::cloudformation::{LogicalId, Stack, Tag, get_att, some, sub, sub_with};
use crate::documents::iam::{PolicyDocument, Statement};
use crate::system::Instance;

/// The body of a request becomes the input of an execution. A quote that `escapeJavaScript` escapes would not be JSON.
const START: &str = r#"#set($input = $util.escapeJavaScript($input.json('$')).replaceAll("\\'", "'"))
{"stateMachineArn": "${Workflow}", "input": "$input"}
"#;

/// The answer of an execution that has ended: its output, or the name of its error.
const OUTPUT: &str = r#"#if($input.path('$.status') == "SUCCEEDED")
$input.path('$.output')
#else
#set($context.responseOverride.status = 502)
{"status": "$input.path('$.status')", "error": "$util.escapeJavaScript($input.path('$.error'))"}
#end
"#;

/// What clients see of an error of Step Functions; its own text names roles and ARNs.
const NOT_STARTED: &str = r#"{"message": "The request could not be started"}"#;

/// What clients see of an error of a function that its routes do not speak of; its own text names files and lines.
pub(super) const REFUSED: &str = r#"{"message": "The request could not be answered"}"#;

/// A function gets the request as it is, and its answer is the response.
pub(super) fn of_function(name: &str, region: &str) -> Integration {
    let uri =
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function}/invocations";
    Integration {
        // Lambda's own API takes POST only, whatever the method of the route.
        integration_http_method: some("POST"),
        uri: some(sub_with(uri, [("Function", functions::arn(name, region))])),
        ..Integration::new("AWS_PROXY")
    }
}

/// A workflow gets the body as its input. A standard one answers 202 with the execution's ARN, an express one with its output.
pub(super) fn of_workflow(name: &str, kind: WorkflowType, region: &str, role: &LogicalId) -> Integration {
    let (action, success) = match kind {
        WorkflowType::Standard => ("StartExecution", IntegrationResponse::new("202")),
        WorkflowType::Express => ("StartSyncExecution", with_template("200", None, OUTPUT)),
    };
    Integration {
        integration_http_method: some("POST"),
        uri: some(sub(format!("arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:states:action/{action}"))),
        credentials: some(get_att(role, "Arn")),
        request_templates: [(
            "application/json".to_owned(),
            sub_with(START, [("Workflow", workflows::arn(name, region))]),
        )]
        .into(),
        passthrough_behavior: some("NEVER"),
        integration_responses: vec![
            success,
            with_template("400", Some(r"4\d{2}"), NOT_STARTED),
            with_template("502", Some(r"5\d{2}"), NOT_STARTED),
        ],
        ..Integration::new("AWS")
    }
}

/// A response of this status with a template, for answers that match the pattern.
pub(super) fn with_template(status: &str, pattern: Option<&str>, template: &str) -> IntegrationResponse {
    IntegrationResponse {
        selection_pattern: pattern.map(Into::into),
        response_templates: [("application/json".to_owned(), template.into())].into(),
        ..IntegrationResponse::new(status)
    }
}

/// The statuses that a workflow's integration answers with.
pub(super) fn workflow_responses(kind: WorkflowType) -> Vec<MethodResponse> {
    let success = match kind {
        WorkflowType::Standard => "202",
        WorkflowType::Express => "200",
    };
    [success, "400", "502"].into_iter().map(MethodResponse::new).collect()
}

/// Adds the role with which an API starts one workflow, and nothing else.
pub(super) fn add_role(api: &Instance<'_, Api>, name: &str, kind: WorkflowType, tags: Vec<Tag>, stack: &mut Stack) {
    let action = match kind {
        WorkflowType::Standard => "states:StartExecution",
        WorkflowType::Express => "states:StartSyncExecution",
    };
    let start = Statement::allow([action], [workflows::arn(name, api.region.code)]);
    let role = Role {
        policies: vec![RolePolicy::new("StartWorkflow", PolicyDocument::new([start]))],
        tags,
        ..Role::new(PolicyDocument::trust("apigateway.amazonaws.com"))
    };
    stack.add(role_id(api, name), role);
}

/// The id of the role with which an API starts a workflow.
pub(super) fn role_id(api: &Instance<'_, Api>, workflow: &str) -> LogicalId {
    api.id().then(workflow).then("Role")
}
