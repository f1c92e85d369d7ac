//! How a component is called from a Task.

use serde_json::{Map, Value};

/// A call of something that takes a JSON value and yields one.
#[derive(Debug, Clone, PartialEq)]
pub struct Invocation {
    /// The resource: `arn:${Partition}:states:::lambda:invoke`.
    pub resource: String,
    /// The parameters besides the payload: `{"FunctionName": …}`.
    pub parameters: Map<String, Value>,
    /// The parameter that takes the payload. `None` where nothing is handed over.
    pub payload: Option<String>,
    /// Where the result is in what the integration returns.
    pub result: ResultAt,
}

/// Where the result is in what the integration returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultAt {
    /// What is returned is the result.
    Whole,
    /// In this field.
    Field(String),
    /// In this field, as JSON in a string.
    Text(String),
}

impl Invocation {
    /// A Lambda function through the optimised integration, which waits for the answer.
    pub fn lambda(partition: &str, function: Value) -> Self {
        Invocation::new(format!("arn:{partition}:states:::lambda:invoke"), ("FunctionName", function))
            .with_payload("Payload", ResultAt::Field("Payload".into()))
    }

    /// A STANDARD machine, run to its end (`.sync:2` returns its output as JSON).
    pub fn standard_workflow(partition: &str, machine: Value) -> Self {
        Invocation::new(format!("arn:{partition}:states:::states:startExecution.sync:2"), ("StateMachineArn", machine))
            .with_payload("Input", ResultAt::Field("Output".into()))
    }

    /// An EXPRESS machine, run to its end, by the call of the AWS SDK, which returns its output as text.
    pub fn express_workflow(partition: &str, machine: Value) -> Self {
        let resource = format!("arn:{partition}:states:::aws-sdk:sfn:startSyncExecution");
        Invocation::new(resource, ("StateMachineArn", machine)).with_payload("Input", ResultAt::Text("Output".into()))
    }

    /// A call that takes no payload and whose result is all that it returns: `ecs:runTask.sync` for instance.
    pub fn plain(resource: String, parameters: Map<String, Value>) -> Self {
        Invocation { resource, parameters, payload: None, result: ResultAt::Whole }
    }

    fn new(resource: String, target: (&str, Value)) -> Self {
        Invocation::plain(resource, Map::from_iter([(target.0.to_owned(), target.1)]))
    }

    fn with_payload(self, payload: &str, result: ResultAt) -> Self {
        Invocation { payload: Some(payload.to_owned()), result, ..self }
    }

    /// The parameters with this payload, under a key that the caller has given its `.$` if it is a path.
    pub(super) fn parameters_with(&self, suffix: &str, payload: Value) -> Value {
        let mut parameters = self.parameters.clone();
        if let Some(key) = &self.payload {
            parameters.insert(format!("{key}{suffix}"), payload);
        }
        Value::Object(parameters)
    }

    /// JSONPath: the result, as an expression over what the integration returns.
    pub(super) fn result_expression(&self) -> String {
        match &self.result {
            ResultAt::Whole => "$".to_owned(),
            ResultAt::Field(field) => format!("$.{field}"),
            ResultAt::Text(field) => format!("States.StringToJson($.{field})"),
        }
    }
}
