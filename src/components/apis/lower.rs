//! The resources of an API, in the order in which a person would explain them.

use indexmap::{IndexMap, IndexSet};

use super::deployment::Content;
use super::routes::{Entry, Target, routes};
use super::{access, caching, integrations, mapping, paths, stage, validation};
use crate::blueprint::{Api, Authorization, Presence, WorkflowType};
use crate::components::functions;
use crate::documents::cloudformation::resources::apigateway::{
    Deployment, EndpointConfiguration, Integration, Method, MethodResponse, Model, Resource, RestApi,
};
use crate::documents::cloudformation::resources::lambda::Permission;
use crate::documents::cloudformation::{LogicalId, Stack, StackKind, Tag, Value, get_att, reference, some, sub, tag};
use crate::documents::{Documents, Topic};
use crate::system::{Instance, System};

/// Adds every API, in each region where it answers.
pub fn lower(system: &System<'_>, documents: &mut Documents) {
    let apis = system.instances(&system.blueprint.apis);
    for api in &apis {
        let stack = documents.stack(StackKind::Api, api.region.code);
        let mut lowering =
            Lowering { api, words: paths::words(api.model), content: Content::default(), snapshot: Vec::new() };
        lowering.rest_api(stack);
        lowering.paths(stack);
        lowering.gateway_responses(stack);
        lowering.permissions(stack);
        let deployment = lowering.deployment(stack);
        stage::add(api, &deployment, &tags(api), stack);
        access::add_plans(api, &tags(api), stack);
        access::add_firewall(api, &tags(api), stack);
        outputs(api, stack);
        routes(api.model).for_each(|entry| mapping::note(api, entry, documents));
        access::note_bodies(api, documents);
        access::note_link(api, documents);
    }
    if !apis.is_empty() {
        documents.note(Topic::Before, ACCOUNT_ROLE);
    }
}

/// A setting of the account, so that no stack may own it.
const ACCOUNT_ROLE: &str = "API Gateway writes logs with one role of the account in each region (`aws apigateway get-account`): \
    deploy.sh sets it where there is none, before the first API.";

fn tags(api: &Instance<'_, Api>) -> Vec<Tag> {
    api.tags().into_iter().map(|(key, value)| tag(key, value)).collect()
}

struct Lowering<'a> {
    api: &'a Instance<'a, Api>,
    /// The words of each path.
    words: IndexMap<&'a str, LogicalId>,
    /// What the deployment is a snapshot of.
    content: Content,
    /// What must be there before the snapshot is taken.
    snapshot: Vec<LogicalId>,
}

impl<'a> Lowering<'a> {
    fn id(&self, part: &str) -> LogicalId {
        self.api.id().then(part)
    }

    fn rest_api(&mut self, stack: &mut Stack) {
        let model = self.api.model;
        let compression = model.compression.map(|size| size.bytes);
        let api = RestApi {
            name: some(super::rest_api_name(self.api)),
            description: self.api.common.description.as_ref().map(Into::into),
            endpoint_configuration: Some(EndpointConfiguration {
                types: vec!["REGIONAL".into()],
                ..EndpointConfiguration::default()
            }),
            minimum_compression_size: compression.map(Into::into),
            tags: tags(self.api),
            ..RestApi::default()
        };
        stack.add(self.id("RestApi"), api).comment(self.api.path());
        self.content.set("MinimumCompressionSize", compression);
        for (id, resource) in validation::validators(self.api) {
            let entry = stack.add(&id, resource);
            self.content.add(id, entry);
        }
    }

    fn paths(&mut self, stack: &mut Stack) {
        let model = self.api.model;
        let mut there: IndexSet<&str> = IndexSet::new();
        for (path, methods) in &model.routes {
            let mut comment = Some(format!("{}.routes.{path}", self.api.path()));
            for part in paths::ancestry(path) {
                if there.insert(part) {
                    self.resource(part, comment.take(), stack);
                }
            }
            for (method, route) in methods {
                self.method(Entry { path, method: *method, route }, comment.take(), stack);
            }
        }
    }

    fn resource(&mut self, path: &'a str, comment: Option<String>, stack: &mut Stack) {
        let id = self.resource_id(path);
        let part = path.rsplit('/').next().unwrap_or_default();
        let resource = Resource::new(reference(self.id("RestApi")), self.resource_value(paths::parent(path)), part);
        let entry = stack.add(&id, resource);
        entry.comment = comment;
        self.content.add(id, entry);
    }

    fn resource_id(&self, path: &str) -> LogicalId {
        let words = self.words.get(path).cloned().unwrap_or_else(|| LogicalId::new(path));
        self.api.id().then(words).then("Resource")
    }

    /// The id of a path's resource; the root's comes with the API.
    fn resource_value(&self, path: &str) -> Value<String> {
        match path {
            "" | "/" => get_att(self.id("RestApi"), "RootResourceId"),
            path => reference(self.resource_id(path)),
        }
    }

    fn method(&mut self, entry: Entry<'a>, mut comment: Option<String>, stack: &mut Stack) {
        let words = self.words.get(entry.path).cloned().unwrap_or_else(|| LogicalId::new(entry.path));
        let words = words.then(entry.method.key());
        let id = self.api.id().then(&words);
        let (mut integration, method_responses) = self.integration(entry, &mut comment, stack);
        if let Some(cache) = caching::of_route(self.api.model, entry) {
            // By default methods of one resource share a namespace.
            integration.cache_namespace = some(words.as_str());
            integration.cache_key_parameters =
                caching::key_parameters(entry, cache).into_iter().map(Value::from).collect();
        }
        let authorization = match entry.route.authorization {
            Authorization::None => "NONE",
            Authorization::Iam => "AWS_IAM",
        };
        let model = self.model(entry, &words, &mut comment, stack);
        let method = Method {
            authorization_type: some(authorization),
            api_key_required: entry.route.api_key.then(|| true.into()),
            request_validator_id: validation::validator_id(self.api, entry).map(reference),
            request_parameters: request_parameters(entry),
            request_models: model.map(|id| ("application/json".to_owned(), reference(id))).into_iter().collect(),
            integration: Some(integration),
            method_responses,
            ..Method::new(reference(self.id("RestApi")), self.resource_value(entry.path), entry.method.http())
        };
        let resource = stack.add(&id, method);
        resource.comment = comment;
        self.content.add(id.clone(), resource);
        self.snapshot.push(id);
    }

    /// The model of the body, if there is one.
    fn model(
        &mut self,
        entry: Entry<'a>,
        words: &LogicalId,
        comment: &mut Option<String>,
        stack: &mut Stack,
    ) -> Option<LogicalId> {
        let body = entry.route.body.as_ref()?;
        let id = self.api.id().then(words).then("Body");
        let model = Model {
            content_type: some("application/json"),
            schema: mapping::schema(self.api.system.tree, &body.schema),
            ..Model::new(reference(self.id("RestApi")))
        };
        let resource = stack.add(&id, model);
        resource.comment = comment.take();
        self.content.add(id.clone(), resource);
        Some(id)
    }

    fn integration(
        &mut self,
        entry: Entry<'a>,
        comment: &mut Option<String>,
        stack: &mut Stack,
    ) -> (Integration, Vec<MethodResponse>) {
        let region = self.api.region.code;
        match entry.target() {
            Some(Target::Workflow(name)) => {
                let kind = self.workflow_type(name);
                let role = integrations::role_id(self.api, name);
                if !stack.resources.contains_key(&role) {
                    integrations::add_role(self.api, name, kind, tags(self.api), stack);
                }
                (integrations::of_workflow(name, kind, region, &role), integrations::workflow_responses(kind))
            }
            Some(Target::Function(name)) if mapping::transforms(entry) => {
                (mapping::integration(name, region, entry), mapping::method_responses(entry))
            }
            Some(Target::Function(name)) => (integrations::of_function(name, region), Vec::new()),
            Some(Target::Service(..)) => {
                let Some(way) = access::way(self.api, entry) else { return nothing() };
                // A link that is replaced has another id, which the snapshot would not know.
                if let Some(link) = access::add_link_to_services(self.api, comment, stack)
                    && let Some(added) = stack.resources.get(&link)
                {
                    self.content.add(link, added);
                }
                (access::service_integration(self.api, entry, &way), Vec::new())
            }
            Some(Target::Private(private)) => {
                access::add_link(self.api, private, tags(self.api), comment, stack);
                (access::private_integration(self.api, entry, private), Vec::new())
            }
            // Checked systems have none.
            None => nothing(),
        }
    }

    fn workflow_type(&self, name: &str) -> WorkflowType {
        let system = self.api.system;
        system
            .instance(&system.blueprint.workflows, name, self.api.region)
            .map_or(WorkflowType::Standard, |workflow| workflow.model.kind)
    }

    fn gateway_responses(&mut self, stack: &mut Stack) {
        let mut comment = Some(format!("{}.gateway_responses", self.api.path()));
        for (id, response) in access::gateway_responses(self.api) {
            let entry = stack.add(&id, response);
            entry.comment = comment.take();
            self.content.add(id.clone(), entry);
            self.snapshot.push(id);
        }
    }

    /// Each function lets this API call it, at its only stage.
    fn permissions(&mut self, stack: &mut Stack) {
        let functions: IndexSet<&str> = routes(self.api.model)
            .filter_map(|entry| match entry.target() {
                Some(Target::Function(name)) => Some(name),
                _ => None,
            })
            .collect();
        let source = format!(
            "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}}}/{}/*",
            self.id("RestApi"),
            super::STAGE
        );
        for name in functions {
            let arn = functions::arn(name, self.api.region.code);
            let permission = Permission {
                source_arn: some(sub(source.as_str())),
                ..Permission::new(arn, "lambda:InvokeFunction", "apigateway.amazonaws.com")
            };
            let id = self.api.id().then(name).then("Permission");
            stack.add(&id, permission);
            self.snapshot.push(id);
        }
    }

    /// A snapshot is what it finds: it waits for all that it should find, and for the permissions of what it then calls.
    fn deployment(self, stack: &mut Stack) -> LogicalId {
        let id = self.api.id().then("Deployment").then(self.content.digest());
        let entry = stack.add(&id, Deployment::new(reference(self.api.id().then("RestApi"))));
        entry.depends_on = self.snapshot;
        id
    }
}

/// What stands for an answer where there is none.
fn nothing() -> (Integration, Vec<MethodResponse>) {
    (Integration::new("MOCK"), Vec::new())
}

fn request_parameters(entry: Entry<'_>) -> IndexMap<String, Value<bool>> {
    let parameters = &entry.route.parameters;
    let required = |presence: &Presence| Value::from(*presence == Presence::Required);
    let path = paths::parameters(entry.path).map(|name| (format!("method.request.path.{name}"), true.into()));
    let queries = parameters
        .query_strings
        .iter()
        .map(|(name, presence)| (format!("method.request.querystring.{name}"), required(presence)));
    let headers =
        parameters.headers.iter().map(|(name, presence)| (format!("method.request.header.{name}"), required(presence)));
    path.chain(queries).chain(headers).collect()
}

fn outputs(api: &Instance<'_, Api>, stack: &mut Stack) {
    let id = api.id();
    let (rest_api, stage) = (id.then("RestApi"), id.then("Stage"));
    let url = format!("https://${{{rest_api}}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}/${{{stage}}}");
    stack.output(id.then("Url"), format!("Where {} answers in {}", api.name, api.region.code), sub(url));
    stack.offer(id.then("RestApiId"), format!("Id of {}", api.name), reference(rest_api));
    stack.offer(id.then("AccessLogs"), format!("Access log of {}", api.name), reference(id.then("AccessLogs")));
    stack.offer(id.then("StageName"), format!("Stage of {}", api.name), reference(stage));
}
