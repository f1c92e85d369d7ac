//! Functions at the edge: CloudFront Functions and Lambda@Edge.

use super::behaviors::{Entry, behaviors};
use crate::blueprint::{Builtin, Cdn, EdgeCode, EdgeEvent, EdgeFunction};
use crate::documents::cloudformation::resources::cloudfront::{
    self, FunctionAssociation, FunctionConfig, LambdaFunctionAssociation,
};
use crate::documents::cloudformation::resources::iam::{Policy, Role};
use crate::documents::cloudformation::resources::lambda;
use crate::documents::cloudformation::{DeletionPolicy, LogicalId, Stack, get_att, reference, some, sub};
use crate::documents::iam::{PolicyDocument, Principal, Statement};
use crate::documents::{Documents, Topic};
use crate::system::{self, Instance, physical_name};

const SECURITY_HEADERS_LAMBDA: &str = include_str!("../../assets/edge/security-headers.lambda.js");
const SECURITY_HEADERS_FUNCTION: &str = include_str!("../../assets/edge/security-headers.function.js");
const INDEX_DOCUMENTS_FUNCTION: &str = include_str!("../../assets/edge/index-documents.function.js");

/// The most characters of a CloudFront Function's name. Source: registry schema of AWS::CloudFront::Function.
const NAME_CHARS: usize = 64;
/// MiB of memory where the blueprint does not say: all that a viewer event gets.
pub(super) const DEFAULT_MEMORY_MIB: u64 = 128;
/// Seconds of the longest run where the blueprint does not say: all that a viewer event gets.
pub(super) const DEFAULT_TIMEOUT_S: u64 = 5;

/// A function with its event and the behavior that it is for; none for all of them.
pub(super) struct Placed<'a> {
    pub behavior: Option<Entry<'a>>,
    pub event: EdgeEvent,
    pub function: &'a EdgeFunction,
}

impl<'a> Placed<'a> {
    /// Where a field of it stands in the component.
    pub fn path<'p>(&'p self, field: &[&'p str]) -> Vec<&'p str> {
        let own = ["edge_functions", self.event.key()];
        let mut path = match &self.behavior {
            Some(entry) => entry.path(&own),
            None => own.to_vec(),
        };
        path.extend(field);
        path
    }

    /// The source; empty for a file that has not been read.
    pub fn code(&self) -> &'a str {
        match &self.function.code {
            EdgeCode::Inline(text) => text,
            EdgeCode::File(_) => "",
            EdgeCode::Builtin(Builtin::SecurityHeaders) if self.function.is_cloudfront() => SECURITY_HEADERS_FUNCTION,
            EdgeCode::Builtin(Builtin::SecurityHeaders) => SECURITY_HEADERS_LAMBDA,
            EdgeCode::Builtin(Builtin::IndexDocuments) => INDEX_DOCUMENTS_FUNCTION,
        }
    }
}

/// Every function: those of all behaviors, then those of single ones.
pub(super) fn all(cdn: &Cdn) -> Vec<Placed<'_>> {
    let shared = cdn.edge_functions.iter().map(|(event, function)| Placed { behavior: None, event: *event, function });
    let own = behaviors(cdn).flat_map(|entry| {
        let functions = entry.model.edge_functions.iter();
        functions.map(move |(event, function)| Placed { behavior: Some(entry), event: *event, function })
    });
    shared.chain(own).collect()
}

/// What runs for a behavior.
#[derive(Default)]
pub(super) struct Associations {
    pub functions: Vec<FunctionAssociation>,
    pub lambdas: Vec<LambdaFunctionAssociation>,
}

/// What runs for a behavior: its own functions and those of all.
pub(super) fn of(cdn: &Instance<'_, Cdn>, entry: Entry<'_>, words: &LogicalId) -> Associations {
    let mut found = Associations::default();
    let shared = cdn.model.edge_functions.iter().map(|(event, function)| (cdn.id(), event, function));
    let own = entry.model.edge_functions.iter().map(|(event, function)| (cdn.id().then(words), event, function));
    for (prefix, event, function) in shared.chain(own) {
        let id = prefix.then(event.name());
        if function.is_cloudfront() {
            found.functions.push(FunctionAssociation {
                event_type: some(event.name()),
                function_arn: some(get_att(id.then("Function"), "FunctionARN")),
            });
        } else {
            found.lambdas.push(LambdaFunctionAssociation {
                event_type: some(event.name()),
                lambda_function_arn: some(reference(id.then("Version"))),
            });
        }
    }
    found
}

/// Adds the functions. `words` are those of the behavior that they are for; none for all.
pub(super) fn add(cdn: &Instance<'_, Cdn>, placed: &Placed<'_>, words: Option<&LogicalId>, documents: &mut Documents) {
    let prefix = words.map_or_else(|| cdn.id(), |words| cdn.id().then(words));
    let id = prefix.then(placed.event.name());
    if !placed.function.is_cloudfront() {
        documents.note(Topic::ByHand, KEPT);
        documents.note(Topic::Derived, LOGS);
    }
    let stack = super::lower::stack(documents);
    let comment = format!("{}.{}", cdn.path(), placed.path(&[]).join("."));
    if placed.function.is_cloudfront() {
        stack.add(id.then("Function"), cloudfront_function(cdn, placed, words)).comment(comment);
    } else {
        lambda(cdn, placed, &id, comment, stack);
    }
}

const KEPT: &str = "Lambda@Edge functions and their versions stay in us-east-1 when they leave the blueprint or the stack goes: \
    CloudFront removes their replicas hours after the last use, and Lambda refuses to delete them before. Delete them then; teardown.sh lists them.";

const LOGS: &str = "Lambda@Edge writes its logs in the region nearest to each client, to groups that it makes itself \
    (`/aws/lambda/us-east-1.<function>`) and that keep events for ever: set their retention once they are there.";

fn cloudfront_function(
    cdn: &Instance<'_, Cdn>,
    placed: &Placed<'_>,
    words: Option<&LogicalId>,
) -> cloudfront::Function {
    let prefix = cdn.system.prefix();
    let words = words.map(LogicalId::as_str);
    let parts: Vec<&str> = [prefix.as_str(), cdn.system.first_name(cdn.name)]
        .into_iter()
        .chain(words)
        .chain([placed.event.name()])
        .collect();
    let comment = format!("{} of {}", placed.event.name(), cdn.name);
    cloudfront::Function {
        auto_publish: some(true),
        tags: super::tags(cdn),
        ..cloudfront::Function::new(
            physical_name(&parts, NAME_CHARS),
            FunctionConfig::new(comment, &placed.function.runtime),
            placed.code(),
        )
    }
}

/// A function, its role, and the version that CloudFront copies to the edge. What is copied cannot be deleted at once, so that
/// function and version outlive what refers to them.
fn lambda(cdn: &Instance<'_, Cdn>, placed: &Placed<'_>, id: &LogicalId, comment: String, stack: &mut Stack) {
    let services = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"];
    let trust = Statement::allow(["sts:AssumeRole"], Vec::<&str>::new())
        .by(Principal::Service(services.map(Into::into).to_vec()));
    let role = Role { tags: super::tags(cdn), ..Role::new(PolicyDocument::new([trust])) };
    stack.add(id.then("Role"), role).comment(comment);
    let function = placed.function;
    let resource = lambda::Function {
        runtime: some(&function.runtime),
        handler: some(function.handler.as_deref().unwrap_or("index.handler")),
        memory_size: some(memory_mib(function)),
        timeout: some(timeout_s(function)),
        tags: super::tags(cdn),
        ..lambda::Function::new(
            lambda::Code { zip_file: some(placed.code()), ..lambda::Code::default() },
            get_att(id.then("Role"), "Arn"),
        )
    };
    stack.add(id.then("Function"), resource).policies(DeletionPolicy::Retain, DeletionPolicy::Retain);
    // In every region where it runs; the name of the group is known once the function is.
    let groups = "arn:${AWS::Partition}:logs:*:${AWS::AccountId}:log-group:/aws/lambda/us-east-1.";
    let group = format!("{groups}${{{}}}", id.then("Function"));
    let write = Statement::allow(
        ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        [sub(group.clone()), sub(format!("{group}:*"))],
    );
    let logs =
        Policy { roles: vec![reference(id.then("Role"))], ..Policy::new("WriteLogs", PolicyDocument::new([write])) };
    stack.add(id.then("Logs"), logs);
    let version = lambda::Version {
        description: some(format!("Code and configuration {}", digest(placed))),
        ..lambda::Version::new(reference(id.then("Function")))
    };
    stack.add(id.then("Version"), version).policies(DeletionPolicy::Retain, DeletionPolicy::Retain);
}

/// MiB of memory.
pub(super) fn memory_mib(function: &EdgeFunction) -> u64 {
    function.memory.map_or(DEFAULT_MEMORY_MIB, |memory| memory.mib())
}

/// Seconds of the longest run.
pub(super) fn timeout_s(function: &EdgeFunction) -> u64 {
    function.timeout.map_or(DEFAULT_TIMEOUT_S, |timeout| timeout.seconds)
}

/// A version is a snapshot: another digest makes another one.
fn digest(placed: &Placed<'_>) -> String {
    let function = placed.function;
    let configuration = format!(
        "{} {} {} {}\n{}",
        function.runtime,
        function.handler.as_deref().unwrap_or_default(),
        memory_mib(function),
        timeout_s(function),
        placed.code()
    );
    system::digest(configuration.as_bytes(), 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest_of(memory: Option<u64>, code: EdgeCode) -> String {
        let text = r#"{"runtime": "nodejs24.x", "code": {"inline": ""}}"#;
        let mut function: EdgeFunction = serde_json::from_str(text).unwrap();
        function.memory = memory.map(crate::blueprint::vocabulary::Size::from_mib);
        function.code = code;
        digest(&Placed { behavior: None, event: EdgeEvent::OriginRequest, function: &function })
    }

    /// A version is never changed: what it is a snapshot of must show in it.
    #[test]
    fn another_function_is_another_version() {
        let code = |text: &str| EdgeCode::Inline(text.into());
        let first = digest_of(None, code("a"));
        assert_eq!(first, digest_of(Some(DEFAULT_MEMORY_MIB), code("a")));
        assert_ne!(first, digest_of(None, code("b")));
        assert_ne!(first, digest_of(Some(256), code("a")));
        assert_ne!(first, digest_of(None, EdgeCode::Builtin(Builtin::SecurityHeaders)));
    }
}
