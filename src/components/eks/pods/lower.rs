//! Roles and security groups in the compute stack, and the Kubernetes objects that lead pods to them.

use indexmap::IndexMap;
use serde_json::json;

use super::User;
use crate::blueprint::Eks;
use crate::components::{network, uses};
use crate::documents::cloudformation::resources::ec2::SecurityGroup;
use crate::documents::cloudformation::resources::iam::Role;
use crate::documents::cloudformation::{
    Json, LogicalId, OutputRef, Stack, StackKey, StackKind, Tag, Value, get_att, some, sub, tag,
};
use crate::documents::eksctl::hole;
use crate::documents::iam::{PolicyDocument, Principal, Statement};
use crate::documents::{Documents, Topic, Unit};
use crate::system::Instance;

/// What a cluster's pods get.
pub struct Pods {
    /// Namespaces, service accounts and ConfigMaps.
    pub objects: Vec<Json>,
    /// What fills the holes in them, and those that workloads make in the ClusterConfig.
    pub holes: IndexMap<String, OutputRef>,
}

/// Adds what the workloads of a cluster need at AWS.
pub fn lower(cluster: &Instance<'_, Eks>, users: &[User<'_>], documents: &mut Documents) -> Pods {
    let mut pods = Pods { objects: namespaces(users), holes: IndexMap::new() };
    let unit = Unit::Cluster { region: cluster.region.code.to_owned(), component: cluster.name.to_owned() };
    for user in users {
        uses::order(documents, &unit, &user.uses);
        let stack = documents.stack(StackKind::Compute, cluster.region.code);
        let first = stack.resources.len();
        role(cluster, user, stack, &mut pods);
        security_group(cluster, user, stack, &mut pods);
        environment(cluster, user, stack, &mut pods);
        if let Some((_, entry)) = stack.resources.get_index_mut(first) {
            entry.comment(format!("{}.workloads.{}", cluster.path(), user.name));
        }
    }
    if !users.is_empty() {
        note(cluster, users, documents);
    }
    pods
}

/// Each namespace once; `default` is always there.
fn namespaces(users: &[User<'_>]) -> Vec<Json> {
    let mut names: Vec<&str> = users.iter().map(|user| user.workload.namespace.as_str()).collect();
    names.retain(|name| *name != "default");
    names.sort_unstable();
    names.dedup();
    let objects =
        names.into_iter().map(|name| json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}));
    objects.collect()
}

fn role(cluster: &Instance<'_, Eks>, user: &User<'_>, stack: &mut Stack, pods: &mut Pods) {
    if !user.has_role() {
        return;
    }
    let (id, output) = (user.output("Role"), user.output("RoleArn"));
    let role = Role { policies: uses::policies(&user.uses), tags: tags(cluster), ..Role::new(trust(cluster, user)) };
    stack.add(&id, role);
    stack.offer(output.clone(), format!("ARN of the role of the pods of {}", user.name), get_att(&id, "Arn"));
    pods.hole(output, |output| stack.key.output(output));
    pods.objects.push(object("ServiceAccount", user.name, user));
}

/// EKS takes the role on for one service account of one cluster: it says which with session tags.
fn trust(cluster: &Instance<'_, Eks>, user: &User<'_>) -> PolicyDocument {
    let arn = format!(
        "arn:${{AWS::Partition}}:eks:${{AWS::Region}}:${{AWS::AccountId}}:cluster/{}",
        crate::components::eks::name(cluster)
    );
    let statement = Statement::allow(["sts:AssumeRole", "sts:TagSession"], Vec::<Value<String>>::new())
        .by(Principal::service("pods.eks.amazonaws.com"))
        .when("StringEquals", "aws:RequestTag/eks-cluster-arn", sub(arn))
        .when("StringEquals", "aws:RequestTag/kubernetes-namespace", user.workload.namespace.as_str())
        .when("StringEquals", "aws:RequestTag/kubernetes-service-account", user.name);
    PolicyDocument::new([statement])
}

fn security_group(cluster: &Instance<'_, Eks>, user: &User<'_>, stack: &mut Stack, pods: &mut Pods) {
    if !user.stands_in_vpc() {
        return;
    }
    let id = user.output("SecurityGroup");
    let name = tag("Name", format!("{}-{}", cluster.system.prefix(), user.name));
    let group = SecurityGroup {
        vpc_id: some(network::vpc_id(cluster.region.code)),
        tags: std::iter::once(name).chain(tags(cluster)).collect(),
        ..SecurityGroup::new(format!("Nodes of {}", user.name))
    };
    stack.add(&id, group);
    uses::open_doors(stack, &get_att(&id, "GroupId"), &user.uses);
    let about = format!("Security group of the nodes of {}", user.name);
    stack.offer(id.clone(), about, get_att(&id, "GroupId"));
    pods.hole(id, |output| stack.key.output(output));
}

/// A ConfigMap that pods take all their variables from.
fn environment(cluster: &Instance<'_, Eks>, user: &User<'_>, stack: &mut Stack, pods: &mut Pods) {
    let variables = uses::environment(&user.uses);
    if variables.is_empty() {
        return;
    }
    let compute = StackKey::new(StackKind::Compute, cluster.region.code);
    let mut data = serde_json::Map::new();
    for (name, value) in variables {
        let id = user.output(LogicalId::new(name.to_ascii_lowercase().replace('_', "-")).as_str());
        let text = match value {
            Value::Literal(text) => text,
            Value::Output(output) => pods.hole(id, |_| output),
            other => {
                stack.offer(id.clone(), format!("{name} of {}", user.name), other);
                pods.hole(id, |id| compute.output(id))
            }
        };
        data.insert(name, text.into());
    }
    let mut map = object("ConfigMap", &config_map(user.name), user);
    if let Some(map) = map.as_object_mut() {
        map.insert("data".to_owned(), data.into());
    }
    pods.objects.push(map);
}

fn config_map(workload: &str) -> String {
    format!("{workload}-uses")
}

fn object(kind: &str, name: &str, user: &User<'_>) -> Json {
    json!({"apiVersion": "v1", "kind": kind, "metadata": {"name": name, "namespace": user.workload.namespace}})
}

fn tags(cluster: &Instance<'_, Eks>) -> Vec<Tag> {
    cluster.tags().into_iter().map(|(key, value)| tag(key, value)).collect()
}

impl Pods {
    /// Makes a hole of a name, and says what fills it.
    fn hole(&mut self, id: LogicalId, output: impl FnOnce(LogicalId) -> OutputRef) -> String {
        let hole = hole(id.as_str());
        self.holes.insert(hole.clone(), output(id));
        hole
    }
}

fn note(cluster: &Instance<'_, Eks>, users: &[User<'_>], documents: &mut Documents) {
    let (path, name) = (cluster.path(), crate::components::eks::name(cluster));
    let file = format!("<region>/{}.pods.yaml", cluster.name);
    let specs: Vec<String> = users.iter().filter_map(spec).collect();
    if !specs.is_empty() {
        documents.note(
            Topic::Derived,
            format!(
                "`{path}`: pods get what their workload uses by lines in their spec: {}. What they name is in `{file}`; deploy.sh does \
                 not talk to Kubernetes. Once the cluster is there, and again when that file or an address in it has changed: \
                 `aws eks update-kubeconfig --region <region> --name {name}`, then `./deploy.sh --print {file} | kubectl apply -f -`.",
                specs.join("; ")
            ),
        );
    }
    if users.iter().any(User::stands_in_vpc) {
        documents.note(
            Topic::Derived,
            format!(
                "`{path}`: pods have the security groups of their node, so a store lets in every pod of a node group that runs a workload \
                 which uses it. A node group gets its security groups when it is made: when a workload begins to use stores in the VPC, or \
                 uses none any more, delete its node group (`eksctl delete nodegroup`) and let deploy.sh make it again."
            ),
        );
    }
}

/// `serviceAccountName: scorer`, and where the variables come from.
fn spec(user: &User<'_>) -> Option<String> {
    let account = user.has_role().then(|| format!("`serviceAccountName: {}`", user.name));
    let map = format!("`envFrom: [{{configMapRef: {{name: {}}}}}]`", config_map(user.name));
    let map = (!uses::environment(&user.uses).is_empty()).then_some(map);
    let lines: Vec<String> = account.into_iter().chain(map).collect();
    (!lines.is_empty()).then(|| format!("of `{}`, {}", user.name, lines.join(" and ")))
}
