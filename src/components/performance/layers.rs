//! What to look at in each layer while a load test runs, for what the blueprint has.

use super::bottlenecks::Page;
use crate::blueprint::{CacheEngine, Performance};
use crate::components::{apis, tables};
use crate::documents::cloudformation::{LogicalId, StackKind};
use crate::system::System;

/// The functions of the shell that the commands below use. Times are seconds since 1970, which GNU and BSD know.
const COMMANDS: &str = r#"export AWS_REGION=@REGION@
aws_id() { # STACK LOGICAL-ID: the name that CloudFormation gave a resource
  aws cloudformation describe-stack-resource --stack-name "@PREFIX@-$1" --logical-resource-id "$2" \
    --query StackResourceDetail.PhysicalResourceId --output text
}
metric() { # NAMESPACE METRIC STATISTIC DIMENSION...: the last 15 minutes, minute by minute
  namespace=$1 name=$2 statistic=--statistics value=$3 now=$(date +%s)
  case $3 in p*) statistic=--extended-statistics ;; esac
  shift 3
  echo "$name ($value)"
  aws cloudwatch get-metric-statistics --namespace "$namespace" --metric-name "$name" --dimensions "$@" "$statistic" "$value" \
    --start-time $((now - 900)) --end-time "$now" --period 60 --output text \
    --query 'sort_by(Datapoints, &Timestamp)[].[Timestamp, Sum || Average || Maximum || values(ExtendedStatistics)[0]]'
}
events() { # LOG-GROUP QUERY: CloudWatch Logs Insights over the last 15 minutes
  query=$(aws logs start-query --log-group-name "$1" --start-time $(($(date +%s) - 900)) --end-time "$(date +%s)" \
    --query-string "$2" --query queryId --output text)
  sleep 10
  aws logs get-query-results --query-id "$query" --query 'results[*][?field!=`@ptr`].value' --output text
}"#;

/// Adds the commands, and a section for each component that requests meet.
pub(super) fn add(page: &mut Page, system: &System<'_>, performance: &Performance) {
    let layers = Layers { system, performance };
    let mut sections = layers.distributions();
    sections.extend(layers.apis());
    sections.extend(layers.functions());
    sections.extend(layers.services());
    sections.extend(layers.fleets());
    sections.extend(layers.caches());
    sections.extend(layers.databases());
    sections.extend(layers.tables());
    if sections.is_empty() {
        return;
    }
    page.heading("Commands");
    page.block(&format!("Paste these into a shell first; every command below uses them. {}", layers.regions()));
    let commands = COMMANDS.replace("@REGION@", system.primary().code).replace("@PREFIX@", &system.prefix());
    page.shell(&[commands]);
    for section in sections {
        page.heading(&section.title);
        page.shell(&section.commands);
        page.list(&section.advice);
    }
}

/// What is to be seen of one component.
struct Section {
    title: String,
    commands: Vec<String>,
    advice: Vec<String>,
}

struct Layers<'a> {
    system: &'a System<'a>,
    performance: &'a Performance,
}

/// A command that shows one metric.
fn metric(namespace: &str, name: &str, statistic: &str, dimensions: &str) -> String {
    format!("metric AWS/{namespace} {name} {statistic} {dimensions}")
}

/// The name of a resource, found by the shell.
fn id(stack: StackKind, logical: &LogicalId) -> String {
    format!("$(aws_id {stack} {logical})")
}

impl Layers<'_> {
    fn regions(&self) -> String {
        let regions: Vec<&str> = self.system.regions.iter().map(|region| region.code).collect();
        if let [only] = regions.as_slice() {
            return format!("They ask {only}.");
        }
        format!("They ask one region: set AWS_REGION for each of {}.", regions.join(", "))
    }

    fn p99(&self) -> String {
        self.performance.targets.p99.map_or(String::new(), |p99| format!(" The target is {p99}."))
    }

    fn apis(&self) -> Vec<Section> {
        let apis = self.system.blueprint.apis.iter().map(|(name, api)| {
            let api_id = LogicalId::new(name);
            let dimensions = format!("Name=ApiName,Value={} Name=Stage,Value={}", self.system.stack_name(name), apis::STAGE);
            let cached = apis::cache_gb(&api.base.model).is_some();
            let mut metrics = vec![("Count", "Sum"), ("Latency", "p99"), ("IntegrationLatency", "p99"), ("5XXError", "Sum"), ("4XXError", "Sum")];
            if cached {
                metrics.extend([("CacheHitCount", "Sum"), ("CacheMissCount", "Sum")]);
            }
            let mut commands: Vec<String> =
                metrics.iter().map(|(name, statistic)| metric("ApiGateway", name, statistic, &dimensions)).collect();
            let group = id(StackKind::Api, &api_id.then("AccessLogs"));
            commands.push(format!(
                "events \"{group}\" 'stats count() as requests, pct(latency, 99) as p99, pct(integrationLatency, 99) as behind by method, path, status | sort p99 desc | limit 20'"
            ));
            let mut advice = vec![
                format!("Latency far above IntegrationLatency: time goes into API Gateway itself, as for templates or large bodies. Both high: look at the layer behind.{}", self.p99()),
                "4XXError with status 429 in the access log: a throttle. Raise `throttle` of the API, or the account's quota.".into(),
                "5XXError with status 504: a function ran longer than the 29 seconds that API Gateway waits. 502: it failed, or answered what is no response.".into(),
            ];
            if cached {
                advice.push("CacheMissCount near Count: the key has a parameter that differs in every request, or `ttl` is shorter than the time between two alike.".into());
            }
            Section { title: format!("API {name}"), commands, advice }
        });
        apis.collect()
    }

    fn functions(&self) -> Vec<Section> {
        let functions = self.system.blueprint.functions.iter().map(|(name, function)| {
            let (model, words) = (&function.base.model, LogicalId::new(name));
            let dimensions = format!("Name=FunctionName,Value=\"{}\"", id(StackKind::Compute, &words.then("Function")));
            let mut metrics = vec![("Duration", "p99"), ("Throttles", "Sum"), ("ConcurrentExecutions", "Maximum"), ("Errors", "Sum")];
            if model.concurrency.provisioned.is_some() {
                metrics.push(("ProvisionedConcurrencySpilloverInvocations", "Sum"));
            }
            let mut commands: Vec<String> =
                metrics.iter().map(|(name, statistic)| metric("Lambda", name, statistic, &dimensions)).collect();
            let group = id(StackKind::Compute, &words.then("LogGroup"));
            commands.push(format!(
                "events \"{group}\" 'filter @type = \"REPORT\" | stats count() as runs, count(@initDuration) as starts, pct(@duration, 99) as p99, max(@maxMemoryUsed / 1000000) as usedMB by bin(1m)'"
            ));
            let mut advice = vec![
                format!("Duration near {}: the timeout, after which the request is lost. Nothing waits longer than the slowest thing that the function calls.", model.timeout),
                match model.concurrency.reserved {
                    Some(reserved) => format!("Throttles, with ConcurrentExecutions at {reserved}: `reserved` is used up."),
                    None => "Throttles: the account's concurrent executions in the region are used up, 1,000 unless it was given more. Reserve some for what must not wait, or ask for more.".into(),
                },
                format!("usedMB near {}: raise `memory`; processor time grows with it, so that a function that computes gets faster, too.", model.memory.mib()),
            ];
            advice.push(if model.concurrency.provisioned.is_some() {
                "Spillover above 0: more requests than instances that are kept ready. Raise `concurrency.provisioned`.".into()
            } else {
                "Many starts among the runs: latency at the beginning of the ramp is that of starting. `concurrency.provisioned` keeps instances ready.".into()
            });
            Section { title: format!("Function {name}"), commands, advice }
        });
        functions.collect()
    }

    fn services(&self) -> Vec<Section> {
        let clusters = self.system.blueprint.ecs.iter().flat_map(|(cluster, ecs)| {
            let name = id(StackKind::Compute, &LogicalId::new(cluster).then("Cluster"));
            ecs.base.model.services.keys().map(move |service| {
                let arn = id(StackKind::Compute, &LogicalId::new(service).then("Service"));
                // The name is the last part of the ARN.
                let commands = vec![
                    format!("service={arn} cluster={name}"),
                    metric("ECS", "CPUUtilization", "Maximum", "Name=ClusterName,Value=\"$cluster\" Name=ServiceName,Value=\"${service##*/}\""),
                    metric("ECS", "MemoryUtilization", "Maximum", "Name=ClusterName,Value=\"$cluster\" Name=ServiceName,Value=\"${service##*/}\""),
                    "aws ecs describe-services --cluster \"$cluster\" --services \"$service\" --query 'services[0].[runningCount, pendingCount, events[:5].message]'".into(),
                ];
                let advice = vec![
                    "CPUUtilization at 100% while runningCount stands still: `scaling.max` is reached, or nothing scales the service.".to_owned(),
                    "pendingCount above 0 for minutes: the cluster has no room for tasks; the events say of what.".to_owned(),
                ];
                Section { title: format!("Service {service}"), commands, advice }
            })
        });
        clusters.collect()
    }

    fn fleets(&self) -> Vec<Section> {
        let fleets = self.system.blueprint.fleets.keys().map(|name| {
            let group = id(StackKind::Compute, &LogicalId::new(name).then("Group"));
            let commands = vec![
                metric("EC2", "CPUUtilization", "Average", &format!("Name=AutoScalingGroupName,Value=\"{group}\"")),
                metric("EC2", "NetworkOut", "Average", &format!("Name=AutoScalingGroupName,Value=\"{group}\"")),
                format!("aws autoscaling describe-scaling-activities --auto-scaling-group-name \"{group}\" --max-items 5 --query 'Activities[].[StartTime, StatusCode, Description]' --output text"),
            ];
            let advice = vec![
                "CPUUtilization above the target while no instance is added: `scaling.max` is reached, or the activities say why none could start.".to_owned(),
                "Low processor use and a flat NetworkOut under growing load: the bandwidth of the instance type is used up.".to_owned(),
            ];
            Section { title: format!("Fleet {name}"), commands, advice }
        });
        fleets.collect()
    }

    fn distributions(&self) -> Vec<Section> {
        let primary = self.system.primary().code;
        let distributions = self.system.blueprint.cdn.keys().map(|name| {
            let stack = StackKind::Edge;
            let found = id(stack, &LogicalId::new(name).then("Distribution"));
            let dimensions = "Name=DistributionId,Value=\"$distribution\" Name=Region,Value=Global";
            // Everything of CloudFront is in one region.
            let mut commands = vec![format!("export AWS_REGION=us-east-1 distribution; distribution={found}")];
            for (name, statistic) in [("Requests", "Sum"), ("BytesDownloaded", "Sum"), ("4xxErrorRate", "Average"), ("5xxErrorRate", "Average")] {
                commands.push(metric("CloudFront", name, statistic, dimensions));
            }
            commands.push(format!("export AWS_REGION={primary}"));
            let advice = vec![
                "Requests here compared with those that reach the origin tell what the cache keeps away. Few: `cache.key` has what differs in every request, or `ttl` is short.".to_owned(),
                "5xxErrorRate above 0: the origin failed or was too slow; look at the layers below.".to_owned(),
            ];
            Section { title: format!("Distribution {name}"), commands, advice }
        });
        distributions.collect()
    }

    fn caches(&self) -> Vec<Section> {
        let caches = self.system.blueprint.caches.iter().map(|(name, cache)| {
            let (model, words) = (&cache.base.model, LogicalId::new(name));
            let memcached = model.engine == CacheEngine::Memcached;
            let (open, dimensions, metrics): (Option<String>, String, &[(&str, &str)]) = if model.serverless.is_some() {
                let id = id(StackKind::Data, &words.then("ServerlessCache"));
                (None, format!("Name=clusterId,Value=\"{id}\""), &[("CacheHitRate", "Average"), ("Evictions", "Sum"), ("ThrottledCmds", "Sum"), ("ElastiCacheProcessingUnits", "Sum")])
            } else if memcached {
                let id = id(StackKind::Data, &words.then("Cluster"));
                (None, format!("Name=CacheClusterId,Value=\"{id}\""), &[("GetHits", "Sum"), ("GetMisses", "Sum"), ("Evictions", "Sum"), ("CPUUtilization", "Maximum"), ("CurrConnections", "Maximum")])
            } else {
                let id = id(StackKind::Data, &words.then("ReplicationGroup"));
                let nodes = format!("for node in $(aws elasticache describe-replication-groups --replication-group-id \"{id}\" --query 'ReplicationGroups[0].MemberClusters[]' --output text); do\n  echo \"$node\"");
                (Some(nodes), "Name=CacheClusterId,Value=\"$node\"".into(), &[("CacheHitRate", "Average"), ("Evictions", "Sum"), ("EngineCPUUtilization", "Maximum"), ("DatabaseMemoryUsagePercentage", "Maximum"), ("CurrConnections", "Maximum")])
            };
            let looped = open.is_some();
            let indent = if looped { "  " } else { "" };
            let mut commands: Vec<String> = open.into_iter().collect();
            commands.extend(metrics.iter().map(|(name, statistic)| format!("{indent}{}", metric("ElastiCache", name, statistic, &dimensions))));
            if looped {
                commands.push("done".into());
            }
            let mut advice = vec![
                "Few hits and no evictions: values expire too soon, or the keys of lookups differ from those of writes. Few hits with evictions: too little memory; add shards or nodes, or take a larger type.".to_owned(),
            ];
            advice.push(if model.serverless.is_some() {
                "ThrottledCmds above 0: `ecpu_per_second.max` is reached, or load doubles faster than the cache grows; raise `min` before the peak.".into()
            } else if memcached {
                "CPUUtilization of one node far above the others': one key has most of the traffic. Keep it in the clients for a second.".into()
            } else {
                "EngineCPUUtilization above 80% on one node alone: one key has most of the traffic; a `local_tier` takes it away. On all primaries: add shards; on replicas: add replicas and read from them.".into()
            });
            Section { title: format!("Cache {name}"), commands, advice }
        });
        caches.collect()
    }

    fn databases(&self) -> Vec<Section> {
        let databases = self.system.blueprint.databases.iter().map(|(name, database)| {
            let (model, words) = (&database.base.model, LogicalId::new(name));
            let (aurora, cluster) = (model.engine.is_aurora(), model.is_cluster());
            let mut commands = Vec::new();
            let (indent, dimensions) = if cluster {
                let id = id(StackKind::Data, &words.then("Cluster"));
                commands.push(format!("for node in $(aws rds describe-db-clusters --db-cluster-identifier \"{id}\" --query 'DBClusters[0].DBClusterMembers[].DBInstanceIdentifier' --output text); do\n  echo \"$node\""));
                ("  ", "Name=DBInstanceIdentifier,Value=\"$node\"".to_owned())
            } else {
                ("", format!("Name=DBInstanceIdentifier,Value=\"{}\"", id(StackKind::Data, &words.then("Instance"))))
            };
            let mut metrics = vec![("CPUUtilization", "Maximum"), ("DatabaseConnections", "Maximum"), ("ReadLatency", "Average"), ("WriteLatency", "Average")];
            if model.insights.is_some() {
                metrics.insert(0, ("DBLoad", "Average"));
            }
            if aurora {
                metrics.push(("BufferCacheHitRatio", "Average"));
            } else {
                metrics.extend([("ReadIOPS", "Average"), ("WriteIOPS", "Average"), ("DiskQueueDepth", "Average")]);
            }
            commands.extend(metrics.iter().map(|(name, statistic)| format!("{indent}{}", metric("RDS", name, statistic, &dimensions))));
            if cluster {
                commands.push("done".into());
            }
            let mut advice = Vec::new();
            if model.insights.is_some() {
                advice.push("DBLoad above the number of vCPUs: sessions wait. Database Insights shows for what, and in which statements.".to_owned());
            } else {
                advice.push("Without `insights` there is no DBLoad, which tells what sessions wait for: `insights: {}` adds it.".to_owned());
            }
            advice.push("DatabaseConnections that grow with the load until the most is reached: functions each hold a connection. A `proxy` shares them.".into());
            advice.push(if aurora {
                "BufferCacheHitRatio falling below 99%: the data that is in use is larger than memory; take a larger class, or more readers.".into()
            } else {
                "ReadIOPS and WriteIOPS together at what the storage has, with a growing DiskQueueDepth: raise `storage.iops`.".into()
            });
            if let Some(target) = self.performance.targets.database_load {
                advice.push(format!("At most {target} of the requests should get here: compare the statements in a minute with the requests to the API."));
            }
            Section { title: format!("Database {name}"), commands, advice }
        });
        databases.collect()
    }

    fn tables(&self) -> Vec<Section> {
        let tables = self.system.blueprint.tables.iter().map(|(name, table)| {
            let dimensions = format!("Name=TableName,Value={}", tables::name(self.system, name));
            let mut commands: Vec<String> = [("ReadThrottleEvents", "Sum"), ("WriteThrottleEvents", "Sum"), ("ConsumedReadCapacityUnits", "Sum"), ("ConsumedWriteCapacityUnits", "Sum")]
                .iter()
                .map(|(name, statistic)| metric("DynamoDB", name, statistic, &dimensions))
                .collect();
            for operation in ["GetItem", "Query", "PutItem"] {
                commands.push(metric("DynamoDB", "SuccessfulRequestLatency", "p99", &format!("{dimensions} Name=Operation,Value={operation}")));
            }
            let mut advice = vec![if table.base.model.capacity.is_some() {
                "Throttle events while the units stand at the capacity of a minute before: auto scaling follows after minutes. Raise `capacity` min before a known peak.".to_owned()
            } else {
                "Throttle events: a table on demand takes twice its former peak at once, or one partition key has more than 3,000 read or 1,000 write units a second. `warm_throughput` prepares the first; the second needs another key.".to_owned()
            }];
            advice.push("No throttling and high latency: large items, or queries that read much and return little.".into());
            Section { title: format!("Table {name}"), commands, advice }
        });
        tables.collect()
    }
}
