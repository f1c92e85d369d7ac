#!/usr/bin/env python3
"""Writes src/facts/tables/metrics.tsv: which metrics AWS services publish, with which sets of dimensions.

    python3 tools/metrics.py DB.json.gz METRIC_METADATA.json [OUT.tsv]

DB.json.gz is the database of the npm package @aws-cdk/aws-service-spec, METRIC_METADATA.json the file of that name in the Python
package awslabs.cloudwatch-mcp-server: its recommended alarms are those of the CloudWatch User Guide. GUIDES holds what only the
services' own guides say.
"""
import collections
import gzip
import json
import os
import sys

SPEC = "@aws-cdk/aws-service-spec 0.1.216 (Apache-2.0): the CloudWatch console's directory of services"
ALARMS = "awslabs.cloudwatch-mcp-server 0.3.1 (Apache-2.0): the CloudWatch User Guide's recommended alarms"
GUIDE = (
    "the services' guides on their metrics, in part from memory; of them opened on 2026-11-22: ElastiCache \"Metrics and events for Memcached\" and \"Serverless cache metrics\", DAX \"Monitoring DAX\","
    " Global Accelerator \"Using Amazon CloudWatch\", Compute Optimizer \"EBS volume metrics\"; dimensions of serverless caches from aws/agent-toolkit-for-aws, of endpoint counts"
    " from Dynatrace's metric metadata"
)

NAMESPACES = (
    "AWS/ApiGateway AWS/ApplicationELB AWS/AutoScaling AWS/CloudFront AWS/DAX AWS/DynamoDB AWS/EBS AWS/EC2 AWS/ECS"
    " AWS/EKS AWS/ElastiCache AWS/GlobalAccelerator AWS/Lambda AWS/NetworkELB AWS/RDS AWS/Route53 AWS/SNS AWS/SQS AWS/States"
    " CloudWatchSynthetics ECS/ContainerInsights"
).split()

RDS_INSTANCE = (
    "BinLogDiskUsage BurstBalance CPUCreditBalance CPUCreditUsage CPUUtilization DatabaseConnections DBLoad DBLoadCPU DBLoadNonCPU"
    " DiskQueueDepth EBSByteBalance% EBSIOBalance% FreeableMemory FreeStorageSpace MaximumUsedTransactionIDs"
    " NetworkReceiveThroughput NetworkTransmitThroughput OldestReplicationSlotLag ReadIOPS ReadLatency ReadThroughput ReplicaLag"
    " ReplicationSlotDiskUsage SwapUsage TransactionLogsDiskUsage WriteIOPS WriteLatency WriteThroughput"
)
AURORA_INSTANCE = (
    "ACUUtilization AuroraReplicaLag BufferCacheHitRatio CommitLatency CommitThroughput Deadlocks DMLLatency EngineUptime"
    " FreeLocalStorage LoginFailures Queries SelectLatency SelectThroughput ServerlessDatabaseCapacity"
)
AURORA_CLUSTER = (
    "ACUUtilization AuroraGlobalDBProgressLag AuroraGlobalDBReplicationLag AuroraGlobalDBRPOLag AuroraReplicaLag"
    " AuroraReplicaLagMaximum AuroraVolumeBytesLeftTotal Deadlocks EngineUptime FreeLocalStorage ServerlessDatabaseCapacity"
    " VolumeBytesUsed VolumeReadIOPs VolumeWriteIOPs"
)
DAX = (
    "BatchGetItemRequestCount ClientConnections CPUUtilization ErrorRequestCount EstimatedDbSize EvictedSize FailedRequestCount"
    " FaultRequestCount GetItemRequestCount ItemCacheHits ItemCacheMisses CacheMemoryUtilization QueryCacheHits QueryCacheMisses"
    " QueryRequestCount ScanCacheHits ScanCacheMisses ScanRequestCount ThrottledRequestCount TotalRequestCount"
)
NITRO_VOLUMES = "VolumeAvgIOPS VolumeAvgReadLatency VolumeAvgThroughput VolumeAvgWriteLatency VolumeIOPSExceededCheck VolumeThroughputExceededCheck"
FLOWS = "NewFlowCount ProcessedBytesIn ProcessedBytesOut"

# Namespace, dimensions, metrics.
GUIDES = [
    ("AWS/CloudFront", "DistributionId Region", "401ErrorRate 403ErrorRate 404ErrorRate 4xxErrorRate 502ErrorRate 503ErrorRate"
     " 504ErrorRate 5xxErrorRate CacheHitRate OriginLatency"),
    ("AWS/DAX", "ClusterId", DAX),
    ("AWS/DAX", "ClusterId NodeId", DAX),
    ("AWS/DynamoDB", "Operation TableName", "ThrottledRequests SuccessfulRequestLatency SystemErrors"),
    ("AWS/EBS", "VolumeId", NITRO_VOLUMES),
    ("AWS/EBS", "InstanceId VolumeId", NITRO_VOLUMES),
    ("AWS/EC2", "InstanceId", "InstanceEBSIOPSExceededCheck InstanceEBSThroughputExceededCheck"),
    ("AWS/EC2", "AutoScalingGroupName", "StatusCheckFailed StatusCheckFailed_Instance StatusCheckFailed_System"),
    ("AWS/ElastiCache", "CacheClusterId", "GlobalDatastoreReplicationLag"),
    ("AWS/ElastiCache", "ServerlessCacheName", "BytesUsedForCache CacheHitRate CacheHits CurrConnections CurrItems"
     " ElastiCacheProcessingUnits Evictions NetworkBytesIn NetworkBytesOut NewConnections Reclaimed SuccessfulReadRequestLatency"
     " SuccessfulWriteRequestLatency ThrottledCmds TotalCmdsCount"),
    ("AWS/GlobalAccelerator", "Accelerator", FLOWS + " HealthyEndpointCount UnhealthyEndpointCount"),
    ("AWS/GlobalAccelerator", "Accelerator Listener", FLOWS),
    ("AWS/GlobalAccelerator", "Accelerator EndpointGroup Listener", FLOWS + " HealthyEndpointCount UnhealthyEndpointCount"),
    ("AWS/Lambda", "FunctionName", "AsyncEventAge AsyncEventsDropped AsyncEventsReceived"),
    ("ECS/ContainerInsights", "ClusterName ServiceName", "DesiredTaskCount PendingTaskCount RunningTaskCount"),
    ("AWS/RDS", "DBInstanceIdentifier", RDS_INSTANCE + " " + AURORA_INSTANCE),
    ("AWS/RDS", "DBClusterIdentifier", AURORA_CLUSTER),
    ("AWS/RDS", "DBClusterIdentifier Role", "CPUUtilization DatabaseConnections FreeableMemory ReadLatency WriteLatency CommitLatency"
     " Deadlocks " + AURORA_CLUSTER),
]


def of_spec(path):
    schema = json.load(gzip.open(path))["schema"]
    sets = {entity["$id"]: entity["dimensions"] for entity in schema["dimensionSet"]["entities"]}
    uses = schema["usesDimensionSet"]["forward"]
    for metric in schema["metric"]["entities"]:
        for use in uses.get(metric["$id"], []):
            yield metric["namespace"], [dimension["name"] for dimension in sets[use["$id"]]], metric["name"]


def of_alarms(path):
    for metric in json.load(open(path)):
        for alarm in metric.get("alarmRecommendations") or []:
            name = metric["metricId"]
            yield name["namespace"], [dimension["name"] for dimension in alarm["dimensions"]], name["metricName"]


def of_guides():
    for namespace, dimensions, metrics in GUIDES:
        for metric in metrics.split():
            yield namespace, dimensions.split(), metric


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    out = sys.argv[3] if len(sys.argv) > 3 else os.path.join(root, "src/facts/tables/metrics.tsv")
    table = collections.defaultdict(set)
    for source in (of_spec(sys.argv[1]), of_alarms(sys.argv[2]), of_guides()):
        for namespace, dimensions, metric in source:
            if namespace in NAMESPACES and " " not in metric:
                table[namespace, " ".join(sorted(dimensions))].add(metric)
    with open(out, "w") as file:
        file.write("# Metrics that AWS services publish, by the set of dimensions that they come with\n")
        file.write(f"# source: {SPEC}; {ALARMS}; {GUIDE}\n")
        file.write("# columns: namespace, dimensions, metrics\n")
        for (namespace, dimensions), metrics in sorted(table.items()):
            file.write(f"{namespace}\t{dimensions}\t{' '.join(sorted(metrics))}\n")


main()
